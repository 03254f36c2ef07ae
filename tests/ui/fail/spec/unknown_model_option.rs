//! An option that does not exist.

use confluence_macros::model;

/// A page.
#[model(respons)]
pub struct Page {
    /// One.
    pub id: String,
}

fn main() {}
