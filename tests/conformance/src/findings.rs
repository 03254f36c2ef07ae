//! What differs between a declaration and its document: where, in what respect, and how.

use std::collections::BTreeMap;
use std::fmt;

/// A respect in which things differ. Departures name it, so that one does not hide another at the same place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Aspect {
    /// What was filled in could not be sent.
    Refused,
    /// In the document, but not sent.
    Missing,
    /// Sent or declared, but not in the document.
    Undeclared,
    /// Sent though it was not filled in.
    Unasked,
    /// Needed on one side only.
    Required,
    /// How a list stands in the query.
    Style,
    /// Smallest and largest value, greatest length.
    Range,
    /// Of another type.
    Type,
    /// Sent otherwise than it was filled in, or against the schema.
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

/// One difference, as departures name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Difference {
    /// With the version: `v2:getPageById`.
    pub(crate) operation: String,
    /// Such as `query body-format: style` or `body.version.number: required`.
    pub(crate) place: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.operation, self.place)
    }
}

/// The differences of many operations. The same one counts once, in the words in which it was met first.
#[derive(Default)]
pub(crate) struct Findings {
    operation: String,
    found: BTreeMap<Difference, String>,
}

impl Findings {
    /// What follows is about this operation.
    pub(crate) fn turn_to(&mut self, operation: String) {
        self.operation = operation;
    }

    pub(crate) fn add(&mut self, place: &str, aspect: Aspect, problem: impl Into<String>) {
        self.found
            .entry(self.difference(place, aspect))
            .or_insert_with(|| problem.into());
    }

    /// Adds what differs, if it does.
    pub(crate) fn compare<T: PartialEq + fmt::Debug>(&mut self, place: &str, aspect: Aspect, document: T, declared: T) {
        if document != declared {
            self.add(place, aspect, format!("document {document:?}, SDK {declared:?}"));
        }
    }

    /// Whether this was found of the operation, at the place or at one that holds it.
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

/// The places that hold a place, and itself.
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
