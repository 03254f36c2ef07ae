//! The variant for unknown values is added, not written.

use confluence_macros::model;

/// A status.
#[model]
pub enum Status {
    /// Current.
    Current,
    /// What is not known.
    Unknown,
}

fn main() {}
