//! The attributes of an element, and what of them a node takes up.

use crate::adf::{Mark, MarkKind, Node, json};
use crate::convert::private::{DATA, DATA_MARKS, apply, keep};
use crate::convert::style::declarations;
use crate::storage::Element;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The attributes that are not taken yet.
pub(super) struct Attributes<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Attributes<'a> {
    pub(super) fn of(element: &Element<'a>) -> Self {
        let attributes = element.attributes().iter();
        Self(
            attributes
                .map(|attribute| (attribute.name(), attribute.value()))
                .collect(),
        )
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Cow<'a, str>> {
        let at = self.0.iter().position(|(known, _)| *known == name)?;
        Some(self.0.remove(at).1)
    }

    /// Takes an attribute if it has this form.
    pub(super) fn take_as<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let at = self.0.iter().position(|(known, _)| *known == name)?;
        let value = read(&self.0[at].1)?;
        self.0.remove(at);
        Some(value)
    }

    /// Takes a number that is written in the usual way.
    pub(super) fn take_number(&mut self, name: &str) -> Option<u64> {
        self.take_as(name, |text| {
            text.parse().ok().filter(|number: &u64| number.to_string() == text)
        })
    }

    /// Takes the declarations of the style for which `take` has a use.
    pub(super) fn take_style(&mut self, mut take: impl FnMut(&str, &str) -> bool) {
        let Some(style) = self.take("style") else {
            return;
        };
        let mut left = String::new();
        for (name, value) in declarations(&style) {
            if !take(name, value) {
                left.push_str(&format!("{name}: {value};"));
            }
        }
        if !left.is_empty() {
            self.0.push(("style", left.into()));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the id of the element within its body, as an attribute of the node.
    pub(super) fn take_local_id(&mut self, attrs: &mut Map<String, Value>) {
        if let Some(id) = self.take("ac:local-id").or_else(|| self.take("local-id")) {
            attrs.insert("localId".to_owned(), id.into());
        }
    }

    /// Puts what is left into the node.
    pub(super) fn finish(mut self, node: &mut Node) {
        let marks = self.take_as(DATA_MARKS, |text| {
            let Value::Array(marks) = serde_json::from_str(text).ok()? else {
                return None;
            };
            marks
                .into_iter()
                .map(|mark| json::mark(mark).ok())
                .collect::<Option<Vec<_>>>()
        });
        if let Some(marks) = marks {
            node.marks = marks;
        }
        self.finish_attrs(&mut node.attrs);
    }

    /// Takes what was kept of a document.
    pub(super) fn take_data(&mut self) -> Option<Map<String, Value>> {
        self.take_as(DATA, |text| match serde_json::from_str(text) {
            Ok(Value::Object(data)) => Some(data),
            _ => None,
        })
    }

    pub(super) fn finish_attrs(mut self, attrs: &mut Map<String, Value>) {
        let data = self.take_data();
        for (name, value) in &self.0 {
            keep(attrs, name, value);
        }
        if let Some(data) = data {
            apply(attrs, data);
        }
    }

    /// Takes alignment and indentation, as marks of the block.
    pub(super) fn take_block_style(&mut self, marks: &mut Vec<Mark>) {
        self.take_style(|name, value| {
            let mark = match (name, value) {
                ("text-align", "center") => Mark::new(MarkKind::Alignment).attr("align", "center"),
                ("text-align", "right") => Mark::new(MarkKind::Alignment).attr("align", "end"),
                ("margin-left", value) => match (1_u8..=6).find(|level| *value == format!("{}.0px", 30 * level)) {
                    Some(level) => Mark::new(MarkKind::Indentation).attr("level", level),
                    None => return false,
                },
                _ => return false,
            };
            marks.push(mark);
            true
        });
    }
}
