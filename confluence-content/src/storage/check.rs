//! What XML requires of names, attributes and characters.

use super::Attribute;
use crate::entity::resolve;
use crate::error::BodyError;
use crate::escape::is_legal;
use quick_xml::events::attributes::{AttrError, Attributes};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Refuses characters that XML cannot hold.
pub(super) fn characters(source: &str) -> Result<(), BodyError> {
    match source.char_indices().find(|(_, letter)| !is_legal(*letter)) {
        None => Ok(()),
        Some((at, letter)) => {
            let message = format!("Illegal character ((CTRL-CHAR, code {}))", u32::from(letter));
            Err(BodyError::storage(source, at, message))
        }
    }
}

const MALFORMED: &str = "in content after '<' (malformed start element?).";

/// Refuses a tag whose name cannot be one, as in `<3`, `<p[`.
pub(super) fn name(source: &str, at: usize, name: &str) -> Result<(), BodyError> {
    let mut letters = name.char_indices();
    let refused = |at: usize, letter: char, why: &str| {
        let message = format!("Unexpected character '{letter}' (code {}) {why}", u32::from(letter));
        Err(BodyError::storage(source, at, message))
    };
    match letters.next() {
        Some((_, first)) if first.is_alphabetic() || first == '_' => {}
        Some((_, first)) => return refused(at, first, MALFORMED),
        None => {
            let next = source[at..].chars().next().unwrap_or('>');
            return refused(at, next, MALFORMED);
        }
    }
    let odd = letters.find(|(_, letter)| !(letter.is_alphanumeric() || "_-.:·".contains(*letter)));
    match odd {
        None if name.matches(':').count() > 1 || name.ends_with(':') => {
            refused(at, ':', "in a name that has a prefix already")
        }
        None => Ok(()),
        Some((offset, letter)) => refused(at + offset, letter, "excepted space, or '>' or \"/>\""),
    }
}

/// The attributes in this part of a tag.
pub(super) fn attributes(source: &str, span: Range<usize>) -> Result<Vec<Attribute<'_>>, BodyError> {
    let text = &source[span.clone()];
    if text.trim_ascii().is_empty() {
        return Ok(Vec::new());
    }
    // How far a part of the tag is behind its beginning. Both are parts of the same text.
    let offset = |part: &[u8]| (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let (mut found, mut names) = (Vec::new(), HashSet::new());
    // Its own check compares each name with each, which is slow in a tag made for that.
    for attribute in Attributes::new(text, 0).with_checks(false) {
        let attribute = attribute.map_err(|error| malformed(source, &span, error))?;
        let key = offset(attribute.key.as_ref());
        let name = &text[key..key + attribute.key.as_ref().len()];
        if !text[..key].ends_with(|letter: char| letter.is_ascii_whitespace()) {
            return Err(unexpected(source, span.start + key, "excepted space, or '>' or \"/>\""));
        }
        self::name(source, span.start + key, name)?;
        if !names.insert(name) {
            let message = format!("Duplicate attribute '{name}'.");
            return Err(BodyError::storage(source, span.start + key, message));
        }
        let start = offset(&attribute.value);
        let raw = &text[start..start + attribute.value.len()];
        value(source, span.start + start, raw)?;
        found.push(Attribute { name, raw });
    }
    Ok(found)
}

fn malformed(source: &str, span: &Range<usize>, error: AttrError) -> BodyError {
    match error {
        AttrError::ExpectedEq(at) => unexpected(source, span.start + at, "expected '='"),
        AttrError::ExpectedValue(at)
        | AttrError::UnquotedValue(at)
        | AttrError::ExpectedQuote(at, _)
        | AttrError::Duplicated(at, _) => unexpected(source, span.start + at, "in start tag Expected a quote"),
    }
}

/// A message about the character at this place.
fn unexpected(source: &str, at: usize, why: &str) -> BodyError {
    let letter = source.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('>');
    let message = format!("Unexpected character '{letter}' (code {}) {why}", u32::from(letter));
    BodyError::storage(source, at, message)
}

/// Refuses the value of an attribute that has a `<` or an unknown reference.
fn value(source: &str, at: usize, raw: &str) -> Result<(), BodyError> {
    if let Some(found) = raw.find('<') {
        return Err(unexpected(source, at + found, "in attribute value"));
    }
    for (start, _) in raw.match_indices('&') {
        let end = raw[start + 1..].find(['&', ';']).map(|end| start + 1 + end);
        match end.filter(|end| raw.as_bytes()[*end] == b';') {
            Some(end) => reference(source, at + start..at + end + 1)?,
            None => {
                return Err(unexpected(
                    source,
                    at + start,
                    "expected a name and a semicolon after it",
                ));
            }
        }
    }
    Ok(())
}

/// Refuses a reference, with its `&` and `;`, that stands for no character.
pub(super) fn reference(source: &str, span: Range<usize>) -> Result<(), BodyError> {
    let name = &source[span.start + 1..span.end - 1];
    if resolve(name).is_some() {
        return Ok(());
    }
    let message = match name.strip_prefix('#') {
        Some(number) => format!("Illegal character reference \"{number}\""),
        None => format!("Undeclared general entity \"{name}\""),
    };
    Err(BodyError::storage(source, span.start, message))
}

/// The prefixes that are declared around the current place.
#[derive(Default)]
pub(super) struct Prefixes<'a> {
    /// Each with the depth of its element, the deepest last.
    declared: Vec<(usize, &'a str)>,
    /// How often each is declared.
    counts: HashMap<&'a str, usize>,
}

/// The prefixes that need no declaration.
const KNOWN: [&str; 5] = ["ac", "ri", "at", "xml", "xmlns"];

/// Whether a name has no prefix, or one that is Confluence's.
pub(super) fn is_known(name: &str) -> bool {
    let prefix = name.split_once(':').map(|(prefix, _)| prefix);
    name != "xmlns" && prefix.is_none_or(|prefix| KNOWN[..3].contains(&prefix))
}

impl<'a> Prefixes<'a> {
    pub(super) fn declare(&mut self, depth: usize, attributes: &[Attribute<'a>]) {
        for attribute in attributes {
            if let Some(prefix) = attribute.name.strip_prefix("xmlns:") {
                self.declared.push((depth, prefix));
                *self.counts.entry(prefix).or_default() += 1;
            }
        }
    }

    /// Forgets what was declared at this depth.
    pub(super) fn forget(&mut self, depth: usize) {
        while let Some((_, prefix)) = self.declared.pop_if(|(declared, _)| *declared >= depth) {
            self.counts.entry(prefix).and_modify(|count| *count -= 1);
        }
    }

    pub(super) fn check(
        &self,
        source: &str,
        at: usize,
        name: &str,
        attributes: &[Attribute<'_>],
    ) -> Result<(), BodyError> {
        if let Some(prefix) = self.unknown(name) {
            let message = format!("Undeclared namespace prefix \"{prefix}\"");
            return Err(BodyError::storage(source, at, message));
        }
        for Attribute { name, .. } in attributes {
            if let Some(prefix) = self.unknown(name) {
                let message = format!("Undeclared namespace prefix \"{prefix}\" (for attribute \"{name}\")");
                return Err(BodyError::storage(source, at, message));
            }
        }
        Ok(())
    }

    /// The prefix of this name, if nothing declares it.
    fn unknown<'n>(&self, name: &'n str) -> Option<&'n str> {
        let (prefix, _) = name.split_once(':')?;
        let declared = self.counts.get(prefix).is_some_and(|count| *count > 0);
        (!declared && !KNOWN.contains(&prefix)).then_some(prefix)
    }
}
