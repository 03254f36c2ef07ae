//! What is wrong with a query, and where.

use std::fmt;

/// A mistake in a query.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    line: usize,
    column: usize,
    message: String,
}

impl Mistake {
    /// A mistake at this byte of the query.
    pub(super) fn new(query: &str, at: usize, message: impl Into<String>) -> Self {
        let before = query.get(..at).unwrap_or(query);
        let line = before.rsplit('\n').next().unwrap_or(before);
        Self {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message: message.into(),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, message } = self;
        write!(f, "line {line}, column {column}: {message}")
    }
}
