//! What is wrong with a body.

use std::fmt;

/// Why a body cannot be read or converted.
///
/// The message of a body in storage format is the one that Confluence answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyError {
    format: Format,
    message: String,
    position: Option<Position>,
}

/// A place in a body. Both numbers count from 1. A column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Storage,
    Adf,
}

impl BodyError {
    /// What is wrong at this byte of a body in storage format.
    pub(crate) fn storage(source: &str, at: usize, message: impl Into<String>) -> Self {
        let before = source.get(..at).unwrap_or(source);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self {
            format: Format::Storage,
            message: message.into(),
            position: Some(Position {
                line: before.matches('\n').count() + 1,
                column: line.chars().count() + 1,
            }),
        }
    }

    /// What is wrong with a document in the Atlassian document format.
    pub(crate) fn adf(message: impl Into<String>) -> Self {
        Self {
            format: Format::Adf,
            message: message.into(),
            position: None,
        }
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where it is wrong, if that is one place.
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.format {
            Format::Storage => write!(f, "Error parsing xhtml: {}", self.message)?,
            Format::Adf => write!(f, "Error parsing ADF: {}", self.message)?,
        }
        match self.position {
            Some(Position { line, column }) => write!(f, "\n at [row,col {{unknown-source}}]: [{line},{column}]"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for BodyError {}
