//! The result of a conversion, and what is to be known about it.

use std::fmt;

/// What a conversion made, with a note about each thing that the other format cannot say.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Converted<T> {
    /// The body in the other format.
    pub value: T,
    /// What was changed or left out. Empty if the conversion kept everything.
    pub notes: Vec<Note>,
}

impl<T> Converted<T> {
    /// The same with another value that is made of it.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Converted<U> {
        Converted {
            value: make(self.value),
            notes: self.notes,
        }
    }
}

/// One thing that the other format cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// What became of it.
    pub loss: Loss,
    /// The element, node, mark or macro, by the name it has in the format that was read.
    pub what: String,
}

impl Note {
    /// A note, as when one is read again that was stored.
    pub fn new(loss: Loss, what: impl Into<String>) -> Self {
        let what = what.into();
        Self { loss, what }
    }
}

/// What became of something that the other format cannot say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Loss {
    /// It was written in another way, which reads the same.
    Rewritten,
    /// Its content was kept, and what was around the content was not.
    Unwrapped,
    /// It was left out.
    Dropped,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let became = match self.loss {
            Loss::Rewritten => "was written in another way",
            Loss::Unwrapped => "was left out, its content was kept",
            Loss::Dropped => "was left out",
        };
        write!(f, "{} {became}", self.what)
    }
}

/// Collects notes. The same note is kept once.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<Note>);

impl Notes {
    pub(crate) fn push(&mut self, loss: Loss, what: impl Into<String>) {
        let note = Note::new(loss, what);
        // A body can have the same attribute in each of its elements. So many notes would say nothing, and cost
        // quadratic time.
        if self.0.len() < MOST && !self.0.contains(&note) {
            self.0.push(note);
        }
    }

    #[cfg(feature = "markdown")]
    pub(crate) fn extend(&mut self, other: Self) {
        other.0.into_iter().for_each(|note| self.push(note.loss, note.what));
    }

    pub(crate) fn with<T>(self, value: T) -> Converted<T> {
        Converted { value, notes: self.0 }
    }
}

/// How many different notes are kept.
const MOST: usize = 200;
