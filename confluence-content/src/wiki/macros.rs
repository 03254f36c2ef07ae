//! Macros: `{code:java}…{code}`, `{toc}`.

use super::{MOST_LEVELS, Writer};
use crate::escape::{push_attribute, push_cdata, push_lines};
use std::collections::HashMap;
use std::ops::Range;

/// A macro's start: `{name:parameters}`.
#[derive(Clone, Debug)]
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    parameters: &'t str,
    pub(super) range: Range<usize>,
}

/// For each name: where `{name}` is.
pub(super) type Ends<'t> = HashMap<&'t str, Vec<usize>>;

/// Macros whose body is text.
const PLAIN: [&str; 4] = ["code", "html", "noformat", "style"];

/// Macros that never have a body, and those that stand within a line.
const WITHOUT_BODY: [&str; 9] = [
    "anchor",
    "attachments",
    "children",
    "color",
    "include",
    "jira",
    "status",
    "toc",
    "recently-updated",
];

pub(super) fn ends(text: &str) -> Ends<'_> {
    let mut ends = Ends::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        let start = at + found;
        at = match tag(text, start) {
            Some(tag) => {
                if tag.parameters.is_empty() {
                    ends.entry(tag.name).or_default().push(start);
                }
                tag.range.end
            }
            None => start + 1,
        };
    }
    ends
}

/// The tag at this place.
pub(super) fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let inner = text[start..]
        .strip_prefix('{')
        .filter(|inner| !inner.starts_with('{'))?;
    if text[..start].ends_with(['\\', '{']) {
        return None;
    }
    let length = inner
        .find(['}', '\n', '{'])
        .filter(|end| inner.as_bytes()[*end] == b'}')?;
    let (name, parameters) = inner[..length].split_once(':').unwrap_or((&inner[..length], ""));
    let letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.chars().all(letter);
    is_name.then_some(Tag {
        name,
        parameters,
        range: start..start + length + 2,
    })
}

impl<'t> Writer<'t> {
    /// Where the body of a macro ends, if it has one.
    pub(super) fn end_of(&self, tag: &Tag<'_>, limit: usize) -> Option<usize> {
        if WITHOUT_BODY.contains(&tag.name) && tag.name != "color" {
            return None;
        }
        let ends = self.ends.get(tag.name)?;
        let next = ends.partition_point(|end| *end < tag.range.end);
        ends.get(next).copied().filter(|end| *end < limit)
    }

    /// Writes a macro with the body that ends at `end`.
    pub(super) fn bodied(&mut self, tag: &Tag<'t>, end: usize, level: usize) {
        let body = tag.range.end..end;
        let text = &self.text[body.clone()];
        if tag.name == "quote" {
            self.out.push_str("<blockquote>");
            self.blocks(body, level + 1);
            self.out.push_str("</blockquote>");
            return;
        }
        self.start(tag);
        if PLAIN.contains(&tag.name) {
            self.out.push_str("<ac:plain-text-body>");
            let text = text.strip_prefix('\n').unwrap_or(text);
            push_cdata(&mut self.out, text.strip_suffix('\n').unwrap_or(text));
            self.out.push_str("</ac:plain-text-body>");
        } else {
            self.out.push_str("<ac:rich-text-body>");
            self.blocks(body, level + 1);
            self.out.push_str("</ac:rich-text-body>");
        }
        self.out.push_str("</ac:structured-macro>");
    }

    /// Writes a macro without a body.
    pub(super) fn alone(&mut self, tag: &Tag<'_>) {
        self.start(tag);
        self.out.push_str("</ac:structured-macro>");
    }

    fn start(&mut self, tag: &Tag<'_>) {
        self.out.push_str("<ac:structured-macro");
        push_attribute(&mut self.out, "ac:name", tag.name);
        push_attribute(&mut self.out, "ac:schema-version", "1");
        self.out.push('>');
        for parameter in tag.parameters.split('|').filter(|parameter| !parameter.is_empty()) {
            let (name, value) = match parameter.split_once('=') {
                Some(named) => named,
                None if tag.name == "code" => ("language", parameter),
                None => ("", parameter),
            };
            self.out.push_str("<ac:parameter");
            push_attribute(&mut self.out, "ac:name", name.trim());
            self.out.push('>');
            push_lines(&mut self.out, value.trim());
            self.out.push_str("</ac:parameter>");
        }
    }

    /// The first macro with a body in a range, and where its body ends.
    pub(super) fn next_bodied(&self, range: &Range<usize>, level: usize) -> Option<(Tag<'t>, usize)> {
        if level >= MOST_LEVELS {
            return None;
        }
        let mut at = range.start;
        while let Some(found) = self.text[at..range.end].find('{') {
            let start = at + found;
            let Some(tag) = tag(self.text, start).filter(|tag| tag.range.end <= range.end) else {
                at = start + 1;
                continue;
            };
            if tag.name != "color"
                && let Some(end) = self.end_of(&tag, range.end)
            {
                return Some((tag, end));
            }
            at = tag.range.end;
        }
        None
    }
}

/// The colour that `{color:red}` names.
pub(super) fn color<'t>(tag: &Tag<'t>) -> Option<&'t str> {
    (tag.name == "color" && !tag.parameters.is_empty()).then(|| tag.parameters.trim_start_matches("color="))
}
