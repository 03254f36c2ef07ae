//! Differences between a declaration and its document: the place, the aspect and the words.

use std::collections::BTreeMap;
use std::fmt;

/// The aspect that is different. Departures name it, so that a departure does not hide another difference at the same
/// place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Aspect {
    /// A value could not be sent.
    Refused,
    /// It is in the document, but it is not sent.
    Missing,
    /// It is sent or declared, but it is not in the document.
    Undeclared,
    /// It is sent although it was not filled in.
    Unasked,
    /// Only one side requires it.
    Required,
    /// The style of a list in the query.
    Style,
    /// The smallest and the largest value, or the largest length.
    Range,
    /// The type is different.
    Type,
    /// The value that was sent is not the value that was filled in, or it does not fit the schema.
    Value,
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused => "refused",
            Self::Missing => "missing",
            Self::Undeclared => "undeclared",
            Self::Unasked => "unasked",
            Self::Required => "required",
            Self::Style => "style",
            Self::Range => "range",
            Self::Type => "type",
            Self::Value => "value",
        })
    }
}

/// A difference, as departures name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    /// With the version: `v2:getPageById`.
    pub(crate) operation: String,
    /// For example `query body-format: style` or `body.version.number: required`.
    pub(crate) place: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.operation, self.place)
    }
}

/// The differences of many operations. A repeated difference counts once, with the words of its first occurrence.
#[derive(Default)]
pub(crate) struct Findings {
    operation: String,
    found: BTreeMap<Difference, String>,
}

impl Findings {
    /// Sets the operation for the findings that follow.
    pub(crate) fn turn_to(&mut self, operation: String) {
        self.operation = operation;
    }

    pub(crate) fn add(&mut self, place: &str, aspect: Aspect, problem: impl Into<String>) {
        self.found
            .entry(self.difference(place, aspect))
            .or_insert_with(|| problem.into());
    }

    /// Adds a difference if the two values are not equal.
    pub(crate) fn compare<T: PartialEq + fmt::Debug>(&mut self, place: &str, aspect: Aspect, document: T, declared: T) {
        if document != declared {
            self.add(place, aspect, format!("document {document:?}, SDK {declared:?}"));
        }
    }

    /// Whether the operation has this finding at the place, or at a place that contains it.
    pub(crate) fn has_within(&self, place: &str, aspect: Aspect) -> bool {
        holders(place).any(|holder| self.found.contains_key(&self.difference(holder, aspect)))
    }

    pub(crate) fn into_found(self) -> BTreeMap<Difference, String> {
        self.found
    }

    fn difference(&self, place: &str, aspect: Aspect) -> Difference {
        Difference {
            operation: self.operation.clone(),
            place: format!("{place}: {aspect}"),
        }
    }
}

/// The place and all places that contain it.
pub(crate) fn holders(place: &str) -> impl Iterator<Item = &str> {
    let ends = place.match_indices(['.', '[']).map(|(end, _)| end);
    ends.chain([place.len()]).map(|end| &place[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_lies_within_those_that_begin_it() {
        let mut findings = Findings::default();
        findings.turn_to("v1:x".to_owned());
        findings.add("body.version", Aspect::Missing, "");
        assert!(findings.has_within("body.version", Aspect::Missing));
        assert!(findings.has_within("body.version.number", Aspect::Missing));
        assert!(findings.has_within("body.version[].number", Aspect::Missing));
        assert!(!findings.has_within("body.versions", Aspect::Missing));
        assert!(!findings.has_within("body.version", Aspect::Value));
        findings.turn_to("v1:y".to_owned());
        assert!(!findings.has_within("body.version", Aspect::Missing));
    }
}
