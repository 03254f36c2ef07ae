//! A variant of two words must say its value.

use confluence_macros::model;

/// A status.
#[model]
pub enum Status {
    /// Current.
    Current,
    /// In the bin.
    InTrash,
}

fn main() {}
