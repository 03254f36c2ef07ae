//! A misspelt member of an answer.

use confluence_sdk::{answer, v2::PageSingle};

pub fn page() -> PageSingle {
    answer!(PageSingle { id: 7.into(), titel: Some("Home".into()) }) // it is `title`
}

fn main() {}
