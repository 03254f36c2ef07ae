//! The members of an answer.

use confluence_sdk::{answer, v2::PageSingle};

pub fn page() -> PageSingle {
    answer!(PageSingle {
        id: 7.into(),
        title: Some("Home".into())
    })
}

fn main() {}
