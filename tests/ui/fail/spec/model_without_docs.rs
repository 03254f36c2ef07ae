//! A member without a doc comment.

use confluence_macros::model;

#[model]
pub struct Page {
    pub id: String,
}

fn main() {}
