//! A start tag: the attributes of a node that storage format has words for, and the others kept as they are.

use crate::adf::{Mark, Node, json};
use crate::convert::private::{DATA, DATA_MARK, DATA_MARKS, STORAGE};
use crate::escape::push_attribute;
use crate::storage::is_attribute_name;
use serde_json::{Map, Value};

/// A start tag in the making.
pub(super) struct Tag<'n> {
    name: &'n str,
    attributes: Vec<(&'n str, String)>,
    style: String,
    /// The attributes of the node that are not taken yet.
    left: Map<String, Value>,
    /// Attributes that reading the element would give to the node, and that it does not have.
    absent: Vec<Value>,
    marks: &'n [Mark],
}

impl<'n> Tag<'n> {
    pub(super) fn new(name: &'n str, attrs: &Map<String, Value>) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            style: String::new(),
            left: attrs.clone(),
            absent: Vec::new(),
            marks: &[],
        }
    }

    /// The tag of a block whose marks are kept as they are.
    pub(super) fn of(name: &'n str, node: &'n Node) -> Self {
        let mut tag = Self::new(name, &node.attrs);
        tag.marks = &node.marks;
        tag
    }

    /// The tag of a macro that has a node of its own.
    pub(super) fn of_macro(name: &str, node: &'n Node) -> Self {
        let mut tag = Self::of("ac:structured-macro", node);
        tag.attribute("ac:name", name);
        if tag.kept("ac:schema-version").is_none() {
            tag.attribute("ac:schema-version", "1");
        }
        tag.take_to("localId", "ac:local-id");
        tag
    }

    pub(super) fn attribute(&mut self, name: &'n str, value: impl Into<String>) {
        self.attributes.push((name, value.into()));
    }

    pub(super) fn style(&mut self, declaration: &str) {
        self.style.push_str(declaration);
    }

    /// The marks are written in another way.
    pub(super) fn no_marks(&mut self) {
        self.marks = &[];
    }

    /// Takes an attribute of the node that is text.
    pub(super) fn take(&mut self, attr: &str) -> Option<String> {
        match self.left.remove(attr)? {
            Value::String(text) => Some(text),
            other => {
                self.left.insert(attr.to_owned(), other);
                None
            }
        }
    }

    /// Takes an attribute of the node that is a whole number.
    pub(super) fn take_number(&mut self, attr: &str) -> Option<u64> {
        let number = self.left.get(attr)?.as_u64()?;
        self.left.remove(attr);
        Some(number)
    }

    /// Writes an attribute of the node that is text.
    pub(super) fn take_to(&mut self, attr: &str, name: &'n str) {
        if let Some(text) = self.take(attr) {
            self.attribute(name, text);
        }
    }

    /// Writes an attribute of the node that is a whole number.
    pub(super) fn take_number_to(&mut self, attr: &str, name: &'n str) {
        if let Some(number) = self.take_number(attr) {
            self.attribute(name, number.to_string());
        }
    }

    /// Reading the element gives this value to the node.
    pub(super) fn expect(&mut self, attr: &str, value: &Value) {
        match self.left.get(attr) {
            Some(own) if own == value => {
                self.left.remove(attr);
            }
            Some(_) => {}
            None => self.absent.push(attr.into()),
        }
    }

    fn kept(&self, name: &str) -> Option<&str> {
        self.left.get(STORAGE)?.get(name)?.as_str()
    }

    /// Takes a text that was kept of storage format.
    pub(super) fn take_kept(&mut self, name: &str) -> Option<String> {
        let text = self.kept(name)?.to_owned();
        if let Some(Value::Object(kept)) = self.left.get_mut(STORAGE) {
            kept.remove(name);
            if kept.is_empty() {
                self.left.remove(STORAGE);
            }
        }
        Some(text)
    }

    /// Whether something would have to be kept in `data-adf`.
    pub(super) fn is_plain(&self) -> bool {
        self.left.is_empty() && self.absent.is_empty() && self.marks.is_empty()
    }

    pub(super) fn open(self, out: &mut String) {
        self.write(out);
        out.push('>');
    }

    pub(super) fn empty(self, out: &mut String) {
        self.write(out);
        out.push_str(" />");
    }

    /// The element, with this in it.
    pub(super) fn around(self, out: &mut String, content: &str) {
        let name = self.name;
        if content.is_empty() {
            return self.empty(out);
        }
        self.open(out);
        out.push_str(content);
        close(out, name);
    }

    fn write(mut self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        for (name, value) in &self.attributes {
            push_attribute(out, name, value);
        }
        if let Some(style) = self.take_kept("style") {
            self.style.push_str(&style);
        }
        if !self.style.is_empty() {
            push_attribute(out, "style", &self.style);
        }
        self.write_kept(out);
        if !self.absent.is_empty() {
            self.left.insert(String::new(), self.absent.into());
        }
        if !self.left.is_empty() {
            push_attribute(out, DATA, &Value::Object(self.left).to_string());
        }
        if !self.marks.is_empty() {
            let marks: Vec<Value> = self.marks.iter().map(json::mark_value).collect();
            push_attribute(out, DATA_MARKS, &Value::Array(marks).to_string());
        }
    }

    /// Writes the attributes that were kept, if they are attributes.
    fn write_kept(&mut self, out: &mut String) {
        let Some(Value::Object(kept)) = self.left.get(STORAGE) else {
            return;
        };
        let fits = |(name, value): (&String, &Value)| {
            let own = ["style", DATA, DATA_MARK, DATA_MARKS].contains(&name.as_str());
            let written = self.attributes.iter().any(|(known, _)| known == name);
            value.is_string() && !own && !written && is_attribute_name(name)
        };
        if kept.iter().all(fits) {
            for (name, value) in kept {
                push_attribute(out, name, value.as_str().unwrap_or_default());
            }
            self.left.remove(STORAGE);
        }
    }
}

pub(super) fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}
