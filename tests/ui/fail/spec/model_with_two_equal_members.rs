//! Two members with one wire name.

use confluence_macros::model;

/// A page.
#[model]
pub struct Page {
    /// One.
    #[wire("title")]
    pub name: Option<String>,
    /// Two.
    pub title: Option<String>,
}

fn main() {}
