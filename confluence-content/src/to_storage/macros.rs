//! Macros: code, panels, expands, statuses, and the extensions that are macros.

use super::Writer;
use super::block::breakout;
use super::inline::is_annotated;
use super::tag::{Tag, close};
use crate::adf::{Node, NodeKind};
use crate::convert::private::{DATA, DATA_MARK, DATA_MARKS, STORAGE, difference};
use crate::convert::words::{CUSTOM_PANEL, PANELS, STATUS_COLORS, first};
use crate::escape::{push_attribute, push_cdata, push_lines};
use crate::storage::{Storage, is_attribute_name};
use crate::to_adf::{BODY, MACRO_TYPE, Reader, frame, macro_attrs};
use serde_json::{Map, Value};

impl Writer<'_> {
    pub(super) fn code(&mut self, node: &Node) -> bool {
        let text = match &node.content[..] {
            [] => "",
            [only] if only.kind == NodeKind::Text && only.marks.is_empty() && !only.text.is_empty() => &only.text,
            _ => return false,
        };
        let mut tag = Tag::of_macro("code", node);
        let language = tag.take("language");
        let wide = breakout(&node.marks);
        if wide.is_some() {
            tag.no_marks();
        }
        tag.open(&mut self.out);
        if let Some(language) = language {
            self.parameter("language", &language);
        }
        self.breakout(wide);
        self.out.push_str("<ac:plain-text-body>");
        push_cdata(&mut self.out, text);
        self.out.push_str("</ac:plain-text-body></ac:structured-macro>");
        true
    }

    fn breakout(&mut self, wide: Option<(&str, Option<String>)>) {
        if let Some((mode, width)) = wide {
            self.parameter("breakoutMode", mode);
            if let Some(width) = width {
                self.parameter("breakoutWidth", &width);
            }
        }
    }

    pub(super) fn panel(&mut self, node: &Node) -> bool {
        let kind = node.attr_str("panelType").unwrap_or_default();
        let Some(name) = first(&PANELS, kind).or((kind == "custom").then_some("panel")) else {
            return false;
        };
        let fits = |child: &Node| {
            !matches!(
                child.kind,
                NodeKind::Panel
                    | NodeKind::Table
                    | NodeKind::Blockquote
                    | NodeKind::Expand
                    | NodeKind::NestedExpand
                    | NodeKind::LayoutSection
                    | NodeKind::BodiedExtension
                    | NodeKind::ConfluenceUnsupportedBlock
            )
        };
        if !node.content.iter().all(fits) {
            return false;
        }
        let mut tag = Tag::of_macro(name, node);
        tag.expect("panelType", &kind.into());
        let mut parameters = Vec::new();
        if kind == "custom" {
            for (parameter, attr) in CUSTOM_PANEL {
                parameters.extend(tag.take(attr).map(|value| (parameter, value)));
            }
        }
        tag.open(&mut self.out);
        for (name, value) in parameters {
            self.parameter(name, &value);
        }
        self.rich_body(node);
        true
    }

    pub(super) fn expand(&mut self, node: &Node) {
        let mut tag = Tag::of_macro("expand", node);
        let title = tag.take("title");
        let wide = breakout(&node.marks);
        if wide.is_some() {
            tag.no_marks();
        }
        tag.open(&mut self.out);
        if let Some(title) = title {
            self.parameter("title", &title);
        }
        self.breakout(wide);
        self.nested(true, |writer| writer.rich_body(node));
    }

    pub(super) fn status(&mut self, node: &Node) -> bool {
        let mut tag = Tag::of_macro("status", node);
        if is_annotated(node) {
            tag.no_marks();
        }
        let (Some(text), Some(color)) = (tag.take("text"), tag.take("color")) else {
            return false;
        };
        let Some(colour) = first(&STATUS_COLORS, &color).or(color.starts_with('#').then_some(&color)) else {
            return false;
        };
        let subtle = tag.take_kept("subtle");
        tag.open(&mut self.out);
        self.parameter("colour", colour);
        self.parameter("title", &text);
        if let Some(subtle) = subtle {
            self.parameter("subtle", &subtle);
        }
        close(&mut self.out, "ac:structured-macro");
        true
    }

    fn parameter(&mut self, name: &str, value: &str) {
        push_parameter(&mut self.out, name, value);
    }

    /// The content of a macro, and the end of the macro.
    fn rich_body(&mut self, node: &Node) {
        self.out.push_str("<ac:rich-text-body>");
        self.blocks(&node.content);
        self.out.push_str("</ac:rich-text-body></ac:structured-macro>");
    }

    /// An extension that is a macro.
    pub(super) fn macro_block(&mut self, node: &Node) -> bool {
        let bodied = node.kind == NodeKind::BodiedExtension;
        let marked = !node.marks.is_empty() && node.kind != NodeKind::InlineExtension;
        let is_macro = node.attr_str("extensionType") == Some(MACRO_TYPE) && node.attr_str("extensionKey").is_some();
        if !is_macro || marked || (!bodied && !node.content.is_empty()) {
            return false;
        }
        let mut attrs = node.attrs.clone();
        let kept = match attrs.get_mut("parameters") {
            Some(Value::Object(parameters)) => parameters.remove(STORAGE),
            _ => None,
        };
        let (head, tail) = match kept.as_ref().and_then(|kept| kept_frame(kept, node, &attrs)) {
            Some(kept) => kept,
            None => macro_frame(&attrs, &node.kind),
        };
        self.out.push_str(&head);
        if bodied {
            match kept.as_ref().and_then(|kept| self.kept_body(kept, node)) {
                Some(body) => self.out.push_str(body),
                None => self.blocks(&node.content),
            }
        }
        self.out.push_str(&tail);
        true
    }

    /// The content of a macro as it was written, if it is still the same.
    fn kept_body<'v>(&self, kept: &'v Value, node: &Node) -> Option<&'v str> {
        let text = kept.get("body")?.as_str()?;
        let body = Storage::parse(text).ok()?;
        let again = Reader::kept(self.site, self.nested).blocks(body.nodes());
        (again == node.content).then_some(text)
    }
}

/// The tags of a macro as they were written, if they still say the same.
fn kept_frame(kept: &Value, node: &Node, attrs: &Map<String, Value>) -> Option<(String, String)> {
    let (head, tail) = (kept.get("head")?.as_str()?, kept.get("tail")?.as_str()?);
    let text = format!("{head}{tail}");
    let body = Storage::parse(&text).ok()?;
    let [only] = body.nodes() else {
        return None;
    };
    let found = only.as_element()?.as_macro()?;
    let same = frame(&found) == (head, tail) && macro_attrs(&found, node.kind != NodeKind::InlineExtension) == *attrs;
    same.then(|| (head.to_owned(), tail.to_owned()))
}

/// What is written before the content of a macro and behind it.
pub(crate) fn macro_frame(attrs: &Map<String, Value>, kind: &NodeKind) -> (String, String) {
    let block = *kind != NodeKind::InlineExtension;
    let (start, rest, tail) = parts(attrs, *kind == NodeKind::BodiedExtension);
    let whole = format!("{start}>{rest}{tail}");
    let read = Storage::parse(&whole).ok().and_then(|body| {
        let found = body.nodes().first()?.as_element()?.as_macro()?;
        Some(macro_attrs(&found, block))
    });
    let mut data = String::new();
    let missing = difference(&read.unwrap_or_default(), attrs);
    if !missing.is_empty() {
        push_attribute(&mut data, DATA, &Value::Object(missing).to_string());
    }
    (format!("{start}{data}>{rest}"), tail)
}

/// The attributes of a macro's element that have a place of their own in an extension, and those that hold others.
const OWN_ATTRIBUTES: [&str; 8] = [
    "ac:local-id",
    "ac:macro-id",
    "ac:name",
    "ac:schema-version",
    "data-layout",
    DATA,
    DATA_MARK,
    DATA_MARKS,
];

/// The start tag without its end, what is behind it, and the end of the macro.
fn parts(attrs: &Map<String, Value>, bodied: bool) -> (String, String, String) {
    let parameters = attrs.get("parameters");
    let part = |name: &str| parameters.and_then(|parameters| parameters.get(name)?.as_object());
    let value = |value: &Value| value.get("value").and_then(Value::as_str).map(str::to_owned);
    let text = |name: &str| attrs.get(name).and_then(Value::as_str);
    let mut start = "<ac:structured-macro".to_owned();
    push_attribute(&mut start, "ac:name", text("extensionKey").unwrap_or_default());
    for (attribute, member) in [("ac:schema-version", "schemaVersion"), ("ac:macro-id", "macroId")] {
        if let Some(value) = part("macroMetadata").and_then(|metadata| value(metadata.get(member)?)) {
            push_attribute(&mut start, attribute, &value);
        }
    }
    if let Some(layout) = text("layout").filter(|layout| *layout != "default") {
        push_attribute(&mut start, "data-layout", layout);
    }
    if let Some(id) = text("localId") {
        push_attribute(&mut start, "ac:local-id", id);
    }
    let none = Map::new();
    let kept = attrs.get(STORAGE).and_then(Value::as_object).unwrap_or(&none);
    for (name, value) in kept {
        let written = OWN_ATTRIBUTES.contains(&name.as_str());
        if let Some(value) = value.as_str().filter(|_| !written && is_attribute_name(name)) {
            push_attribute(&mut start, name, value);
        }
    }
    let (mut rest, mut plain) = (String::new(), None);
    for (name, parameter) in part("macroParams").into_iter().flatten() {
        match value(parameter) {
            Some(text) if name == BODY && !bodied => plain = Some(text),
            Some(text) => push_parameter(&mut rest, name, &text),
            None => {}
        }
    }
    let end = "</ac:structured-macro>";
    let tail = if bodied {
        "</ac:rich-text-body></ac:structured-macro>"
    } else {
        ""
    };
    if let Some(text) = plain {
        rest.push_str("<ac:plain-text-body>");
        push_cdata(&mut rest, &text);
        rest.push_str("</ac:plain-text-body>");
    }
    rest.push_str(if bodied { "<ac:rich-text-body>" } else { end });
    (start, rest, tail.to_owned())
}

fn push_parameter(out: &mut String, name: &str, value: &str) {
    out.push_str("<ac:parameter");
    push_attribute(out, "ac:name", name);
    out.push('>');
    push_lines(out, value);
    out.push_str("</ac:parameter>");
}
