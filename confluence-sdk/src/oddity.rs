//! What is odd in an answer: something that the spec does not declare so, and that nothing depends on.

use crate::Result;
use crate::error::Error;
use crate::model::{DecodeError, Note};
use crate::response::Raw;
use crate::spec::Declaration;
use std::fmt;
use std::sync::Arc;

/// Something odd in an answer: a member that is not what the spec declares. The answer was read without it.
///
/// [`HttpBuilder::on_oddity`](crate::HttpBuilder::on_oddity) reports it. What is needed to continue is never passed
/// over: the id of a piece of content, the results of a page, the link to the next page. If one of those is wrong, the
/// call fails.
#[derive(Clone, Debug)]
pub struct Oddity {
    operation: Option<&'static Declaration>,
    error: DecodeError,
}

impl Oddity {
    /// The operation that was called.
    pub fn operation(&self) -> Option<&'static Declaration> {
        self.operation
    }

    /// The place in the answer, as a JSON path such as `$.results[3].version.number`.
    pub fn path(&self) -> &str {
        self.error.path()
    }

    /// What was expected and what was found. Values are cut short, and the credential is removed from them.
    pub fn problem(&self) -> &str {
        self.error.problem()
    }

    /// Both with the position in the body, as an error says it.
    pub fn as_error(&self) -> &DecodeError {
        &self.error
    }

    fn trace(&self) {
        let operation = self.operation.map_or("", |operation| operation.name);
        tracing::warn!(target: "confluence_sdk", operation, path = self.path(), problem = self.problem(), "odd answer");
    }
}

/// Such as `` `GetPageById`: expected text, found a list at `$.title` (line 1, column 20)``.
impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(f, "`{}`: {}", operation.name, self.error),
            None => self.error.fmt(f),
        }
    }
}

/// What is done if something in an answer is odd.
#[derive(Clone, Default)]
pub(crate) struct Reading {
    pub(crate) strict: bool,
    pub(crate) report: Option<Report>,
}

type Report = Arc<dyn Fn(&Oddity) + Send + Sync>;

/// An element of an answer that is not among its results.
#[derive(Debug)]
pub struct Gap {
    /// Its index in the answer.
    pub(crate) index: usize,
    /// Why it cannot be read. `None`: it is `null`, so there was nothing to read.
    pub(crate) error: Option<Error>,
}

impl Raw {
    /// Reports what was passed over while this answer was read. Returns the elements that are missing from it.
    #[cold]
    pub(crate) fn passed_over(self, notes: Vec<Note>) -> Result<Vec<Gap>> {
        let mut gaps = Vec::new();
        for Note { error, lost, null } in notes {
            if self.reading.strict {
                return Err(self.unreadable(error));
            }
            let oddity = Oddity {
                operation: self.operation,
                error: error.clone().reworded(|text| self.hidden(text)),
            };
            oddity.trace();
            if let Some(report) = &self.reading.report {
                report(&oddity);
            }
            if let Some(index) = lost {
                let error = (!null).then(|| self.clone().unreadable(error));
                gaps.push(Gap { index, error });
            }
        }
        Ok(gaps)
    }
}
