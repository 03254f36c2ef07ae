//! Parts of a line: text with its marks, links, dates, emojis, people.

use super::Reader;
use super::attributes::Attributes;
use super::block::{is_inline, unsupported};
use crate::adf::{Mark, MarkKind, Node, NodeKind, json};
use crate::convert::emoticon;
use crate::convert::private::{DATA_MARK, keep};
use crate::convert::style::hex;
use crate::convert::words::PLAIN_MARKS;
use crate::date::timestamp;
use crate::element::place;
use crate::entity::decode;
use crate::storage::{Element, Node as Part};
use serde_json::{Map, Value};

/// White space with an end of a line in it, which shows as one space, and at the ends of a block not at all. XML has no
/// such character, so none is mistaken for it.
const SPACE: char = '\0';

impl Reader<'_> {
    /// The parts of a block's line. Blocks that stand in it are among them.
    pub(crate) fn line(&mut self, parts: &[Part<'_>]) -> Vec<Node> {
        let mut line = Vec::new();
        self.parts(parts, &[], &mut line);
        settle(line)
    }

    /// The parts within marks.
    pub(super) fn parts(&mut self, parts: &[Part<'_>], marks: &[Mark], line: &mut Vec<Node>) {
        for part in parts {
            match part {
                Part::Text(text) => push_text(&decode(&fold(text.raw())), marks, line),
                Part::CData(text) => push_text(text, marks, line),
                Part::Comment(_) => {}
                Part::Element(element) => self.part(element, marks, line),
            }
        }
    }

    fn part(&mut self, element: &Element<'_>, marks: &[Mark], line: &mut Vec<Node>) {
        let atom = match element.name() {
            "br" => Some(Node::hard_break()).filter(|_| element.children().is_empty()),
            "time" => date(element),
            "ac:emoticon" => emoji(element),
            "ac:placeholder" => placeholder(element),
            "ac:image" => {
                let image = self.image(element, marks);
                return line.push(image.unwrap_or_else(|| as_node(element)));
            }
            "a" => return self.anchor(element, marks, line),
            "ac:link" => return self.link(element, marks, line),
            "ac:structured-macro" | "ac:macro" => match self.inline_macro(element) {
                Some(node) => Some(node),
                None => return self.block(element, line),
            },
            "ac:adf-extension" => match self.extension(element) {
                Some(node) if !is_atom(&node) => return line.push(node),
                other => other,
            },
            _ => match mark(element) {
                Some(found) => return self.marked(element, found, marks, line),
                None if !is_inline(element) && place(element.name()).is_block() => return self.block(element, line),
                None => None,
            },
        };
        let atom = atom.unwrap_or_else(|| as_node(element));
        line.push(placed(element, atom, marks));
    }

    /// What is in an element that stands for marks.
    fn marked(&mut self, element: &Element<'_>, found: Vec<Mark>, marks: &[Mark], line: &mut Vec<Node>) {
        let mut inner = marks.to_vec();
        inner.extend(found);
        let before = line.len();
        self.parts(element.children(), &inner, line);
        let unsupported = |mark: &Mark| mark.kind == MarkKind::UnsupportedMark;
        if line.len() == before && inner.last().is_some_and(unsupported) && element.children().is_empty() {
            line.push(as_node(element));
        }
    }
}

/// Appends text to a line. Text with the same marks is one node.
pub(super) fn push_text(text: &str, marks: &[Mark], line: &mut Vec<Node>) {
    match line.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == NodeKind::Text && last.marks == marks => last.text.push_str(text),
        _ => {
            let mut node = Node::text(text);
            node.marks = marks.to_vec();
            line.push(node);
        }
    }
}

/// Text with white space that ends a line as one mark of it. References are left alone: who writes `&#10;` means it.
fn fold(raw: &str) -> String {
    let mut folded = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_whitespace()) {
        folded.push_str(&rest[..start]);
        let spaces = &rest[start..];
        let end = spaces
            .find(|letter: char| !letter.is_ascii_whitespace())
            .unwrap_or(spaces.len());
        match spaces[..end].contains('\n') {
            true => folded.push(SPACE),
            false => folded.push_str(&spaces[..end]),
        }
        rest = &spaces[end..];
    }
    folded.push_str(rest);
    folded
}

/// Makes the marks of white space into spaces, and drops those at the ends of the line and beside blocks.
fn settle(line: Vec<Node>) -> Vec<Node> {
    let mut settled: Vec<Node> = Vec::with_capacity(line.len());
    let count = line.len();
    let edge: Vec<bool> = line
        .iter()
        .map(|node| !is_atom(node) && node.kind != NodeKind::Text)
        .collect();
    for (at, node) in line.into_iter().enumerate() {
        if node.kind != NodeKind::Text {
            settled.push(node);
            continue;
        }
        let mut text = node.text.as_str();
        if at == 0 || edge[at - 1] {
            text = text.trim_start_matches(SPACE);
        }
        if at + 1 == count || edge[at + 1] {
            text = text.trim_end_matches(SPACE);
        }
        push_text(&text.replace(SPACE, " "), &node.marks, &mut settled);
    }
    settled
}

/// Whether a node other than text stands in a line as one character does.
pub(super) fn is_atom(node: &Node) -> bool {
    (node.kind.is_inline() && node.kind != NodeKind::Text) || matches!(node.kind, NodeKind::Unknown(_))
}

/// A node of a line with its attributes, and with those marks that a node can have which is no text.
pub(super) fn placed(element: &Element<'_>, mut node: Node, marks: &[Mark]) -> Node {
    let own = |mark: &&Mark| mark.kind == MarkKind::Annotation;
    if node.marks.is_empty() {
        node.marks = marks.iter().filter(own).cloned().collect();
    }
    if !matches!(
        node.kind,
        NodeKind::HardBreak | NodeKind::Date | NodeKind::Emoji | NodeKind::Placeholder
    ) {
        return node;
    }
    let mut attributes = Attributes::of(element);
    attributes.take_local_id(&mut node.attrs);
    for taken in [
        "datetime",
        "ac:name",
        "ac:emoji-shortname",
        "ac:emoji-id",
        "ac:emoji-fallback",
    ] {
        attributes.take(taken);
    }
    attributes.finish(&mut node);
    node
}

/// The marks that an element stands for.
pub(crate) fn mark(element: &Element<'_>) -> Option<Vec<Mark>> {
    let name = element.name();
    if let Some((kind, _)) = PLAIN_MARKS.iter().find(|(_, names)| names.contains(&name)) {
        return Some(vec![with_attributes(element, Mark::new(MarkKind::from(*kind)), &[])]);
    }
    match name {
        "sub" | "sup" => {
            let mark = Mark::new(MarkKind::Subsup).attr("type", name);
            Some(vec![with_attributes(element, mark, &[])])
        }
        "ac:inline-comment-marker" => {
            let reference = element.attribute("ac:ref")?;
            let mark = Mark::new(MarkKind::Annotation)
                .attr("id", reference)
                .attr("annotationType", "inlineComment");
            Some(vec![with_attributes(element, mark, &["ac:ref"])])
        }
        "span" => Some(span(element)),
        _ if is_inline(element) => Some(vec![as_written(element)]),
        _ => None,
    }
}

fn with_attributes(element: &Element<'_>, mut mark: Mark, taken: &[&str]) -> Mark {
    let mut attributes = Attributes::of(element);
    for name in taken {
        attributes.take(name);
    }
    attributes.finish_attrs(&mut mark.attrs);
    mark
}

/// Colours, or a mark of a document that storage format has no word for.
fn span(element: &Element<'_>) -> Vec<Mark> {
    let mut attributes = Attributes::of(element);
    let mut marks = Vec::new();
    if let Some(mark) = attributes.take_as(DATA_MARK, |text| json::mark(serde_json::from_str(text).ok()?).ok()) {
        marks.push(mark);
    }
    attributes.take_style(|name, value| {
        let kind = match name {
            "color" => MarkKind::TextColor,
            "background-color" => MarkKind::BackgroundColor,
            _ => return false,
        };
        let color = hex(value).map(|color| Mark::new(kind).attr("color", color));
        marks.extend(color.clone());
        color.is_some()
    });
    match attributes.is_empty() && !marks.is_empty() {
        true => marks,
        false => vec![as_written(element)],
    }
}

/// The node for an element that documents have no word for.
pub(super) fn as_node(element: &Element<'_>) -> Node {
    match is_inline(element) || element.name() != "ac:image" {
        true => Node::new(NodeKind::ConfluenceUnsupportedInline).attr("cxhtml", element.outer()),
        false => unsupported(element),
    }
}

/// The mark for an element that documents have no word for.
fn as_written(element: &Element<'_>) -> Mark {
    let attributes = element.attributes().iter();
    let attributes: Map<String, Value> = attributes
        .map(|attribute| (attribute.name().to_owned(), attribute.value().into()))
        .collect();
    let original = serde_json::json!({ "name": element.name(), "attributes": attributes });
    Mark::new(MarkKind::UnsupportedMark).attr("originalValue", original)
}

fn date(element: &Element<'_>) -> Option<Node> {
    let stamp = timestamp(&element.attribute("datetime")?)?;
    let node = Node::new(NodeKind::Date).attr("timestamp", stamp);
    element.children().is_empty().then_some(node)
}

fn emoji(element: &Element<'_>) -> Option<Node> {
    let name = element.attribute("ac:name").unwrap_or_default();
    let known = emoticon::emoji(&name);
    let of = |attribute: &str| element.attribute(attribute);
    let mut node = Node::new(NodeKind::Emoji);
    match of("ac:emoji-shortname") {
        Some(short) => {
            if name != emoticon::name(&short).unwrap_or(emoticon::OTHER) {
                keep(&mut node.attrs, "ac:name", &name);
            }
            node = node.attr("shortName", short);
            for (attr, attribute) in [("id", "ac:emoji-id"), ("text", "ac:emoji-fallback")] {
                if let Some(value) = of(attribute) {
                    node = node.attr(attr, value);
                }
            }
        }
        None if element.attributes().len() > 1 => return None,
        None => {
            let (short, text) = known?;
            node = node.attr("shortName", short).attr("text", text);
        }
    }
    element.children().is_empty().then_some(node)
}

fn placeholder(element: &Element<'_>) -> Option<Node> {
    let node = Node::new(NodeKind::Placeholder).attr("text", element.own_text());
    element.has_text_only().then_some(node)
}
