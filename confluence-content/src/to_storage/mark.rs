//! Marks as elements around text.

use super::Writer;
use super::tag::Tag;
use crate::adf::{Mark, MarkKind, json};
use crate::convert::private::DATA_MARK;
use crate::convert::style::rgb;
use crate::convert::words::PLAIN_MARKS;
use crate::escape::push_attribute;
use crate::storage::{Storage, is_attribute_name};
use crate::to_adf::marks_of;
use serde_json::{Map, Value};

impl Writer<'_> {
    /// Opens the elements of a mark. Answers what closes them, or `None` if it has written the text itself.
    pub(super) fn open_mark(&mut self, mark: &Mark, only_text: Option<&str>) -> Option<String> {
        let kind = mark.kind.as_str();
        if let Some((_, names)) = PLAIN_MARKS.iter().find(|(known, _)| *known == kind) {
            return Some(self.open(names[0], Tag::new(names[0], &mark.attrs)));
        }
        let opened = match mark.kind {
            MarkKind::Subsup => self.subsup(mark),
            MarkKind::TextColor => self.color(mark, "color"),
            MarkKind::BackgroundColor => self.color(mark, "background-color"),
            MarkKind::Annotation => self.annotation(mark),
            MarkKind::Link => match self.open_link(mark, only_text) {
                Some(opened) => return opened,
                None => None,
            },
            MarkKind::UnsupportedMark => self.unsupported_mark(mark),
            _ => None,
        };
        Some(opened.unwrap_or_else(|| {
            let mut tag = Tag::new("span", &Map::new());
            tag.attribute(DATA_MARK, json::mark_value(mark).to_string());
            self.open("span", tag)
        }))
    }

    pub(super) fn open(&mut self, name: &str, tag: Tag<'_>) -> String {
        tag.open(&mut self.out);
        format!("</{name}>")
    }

    fn subsup(&mut self, mark: &Mark) -> Option<String> {
        let name = match mark.attr_str("type")? {
            "sub" => "sub",
            "sup" => "sup",
            _ => return None,
        };
        let mut tag = Tag::new(name, &mark.attrs);
        tag.expect("type", &name.into());
        Some(self.open(name, tag))
    }

    fn color(&mut self, mark: &Mark, property: &str) -> Option<String> {
        let color = rgb(mark.attr_str("color").filter(|_| mark.attrs.len() == 1)?)?;
        let mut tag = Tag::new("span", &Map::new());
        tag.style(&format!("{property}: {color};"));
        Some(self.open("span", tag))
    }

    fn annotation(&mut self, mark: &Mark) -> Option<String> {
        let mut tag = Tag::new("ac:inline-comment-marker", &mark.attrs);
        let id = tag.take("id")?;
        tag.attribute("ac:ref", id);
        tag.expect("annotationType", &"inlineComment".into());
        Some(self.open("ac:inline-comment-marker", tag))
    }

    /// An element of storage format that documents have no word for.
    fn unsupported_mark(&mut self, mark: &Mark) -> Option<String> {
        let original = mark.attrs.get("originalValue")?;
        let name = original.get("name")?.as_str().filter(|name| is_attribute_name(name))?;
        let mut open = format!("<{name}");
        for (name, value) in original.get("attributes")?.as_object()? {
            push_attribute(&mut open, name, value.as_str().filter(|_| is_attribute_name(name))?);
        }
        open.push('>');
        let end = format!("</{name}>");
        let again = format!("{open}{end}");
        let body = Storage::parse(&again).ok()?;
        let element = body.nodes().first()?.as_element()?;
        if marks_of(element).as_deref() != Some(std::slice::from_ref(mark)) {
            return None;
        }
        self.out.push_str(&open);
        Some(end)
    }
}

/// The text of a member that must be text.
pub(super) fn text_of<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v str> {
    members.get(name)?.as_str()
}
