//! Whether two bodies say the same, as far as Markdown can say it.

use crate::adf::{Mark, MarkKind, Node, NodeKind};
use crate::converted::{Loss, Notes};
use crate::site::NoSite;
use crate::storage::Storage;

/// Attributes that say how something looks.
const LOOKS: [&str; 7] = [
    "colwidth",
    "displayMode",
    "height",
    "layout",
    "width",
    "widthType",
    "wrap",
];

/// Attributes that say which one of equal things it is.
const IDS: [&str; 5] = ["collection", "id", "localId", "occurrenceKey", "uniqueId"];

/// The blocks of a body without what Markdown leaves out. What that is goes into the notes.
pub(super) fn normal(storage: &str, notes: &mut Notes) -> Option<Vec<Node>> {
    let mut blocks = Storage::parse(storage)
        .ok()?
        .to_adf(&NoSite)
        .value
        .without_private()
        .content;
    reduce(&mut blocks, false, notes);
    Some(blocks)
}

fn reduce(nodes: &mut Vec<Node>, in_item: bool, notes: &mut Notes) {
    for mut node in std::mem::take(nodes) {
        drop_looks(&mut node, notes);
        node = rewritten(node, notes);
        node.marks
            .sort_by(|left, right| left.kind.as_str().cmp(right.kind.as_str()));
        let alone = node.content.len() == 1;
        let is_item = matches!(
            node.kind,
            NodeKind::ListItem | NodeKind::TableCell | NodeKind::TableHeader
        );
        reduce(&mut node.content, is_item && alone, notes);
        match node.kind == NodeKind::Paragraph && node.content.is_empty() {
            // An empty cell has one, and an empty item.
            true if in_item => {}
            true => notes.push(Loss::Dropped, "an empty paragraph"),
            false => spaced(node).into_iter().for_each(|node| push(node, nodes)),
        }
    }
    // White space at the ends of a line does not show.
    if let Some(first) = nodes.first_mut().filter(|node| node.kind == NodeKind::Text) {
        first.text = first.text.trim_ascii_start().to_owned();
    }
    if let Some(last) = nodes.last_mut().filter(|node| node.kind == NodeKind::Text) {
        last.text = last.text.trim_ascii_end().to_owned();
    }
    nodes.retain(|node| node.kind != NodeKind::Text || !node.text.is_empty());
}

/// Drops attributes and marks that say how something looks.
fn drop_looks(node: &mut Node, notes: &mut Notes) {
    let named = matches!(node.kind, NodeKind::Media | NodeKind::MediaInline | NodeKind::Mention);
    let mut looks = false;
    node.attrs.retain(|name, value| {
        let name = name.as_str();
        let usual = name == "layout" && matches!(value.as_str(), Some("center" | "default"));
        looks |= LOOKS.contains(&name) && !usual;
        (named && name == "id") || !(LOOKS.contains(&name) || IDS.contains(&name))
    });
    if looks && !named {
        notes.push(Loss::Dropped, format!("how `{}` looks", node.kind.as_str()));
    }
    let marks = node.marks.len();
    node.marks.retain(|mark| {
        !matches!(
            mark.kind,
            MarkKind::Annotation | MarkKind::Breakout | MarkKind::Fragment
        )
    });
    if marks != node.marks.len() {
        notes.push(Loss::Unwrapped, "a marker of a comment or a width");
    }
}

/// A node as Markdown has it.
fn rewritten(mut node: Node, notes: &mut Notes) -> Node {
    match node.kind {
        NodeKind::Emoji => {
            notes.push(Loss::Rewritten, "emoji");
            let text = node.attr_str("text").or(node.attr_str("shortName")).unwrap_or_default();
            with_marks(Node::text(text), node.marks)
        }
        NodeKind::InlineCard => {
            notes.push(Loss::Rewritten, "inlineCard");
            let url = node.attr_str("url").unwrap_or_default().to_owned();
            with_marks(Node::text(&*url), node.marks).mark(Mark::new(MarkKind::Link).attr("href", url))
        }
        NodeKind::Mention => {
            node.attrs.retain(|name, _| name == "id");
            node
        }
        NodeKind::BlockTaskItem if node.content.len() == 1 => {
            let only = node.content.remove(0);
            node.kind = NodeKind::TaskItem;
            node.content = only.content;
            node
        }
        _ => node,
    }
}

/// A node, and beside it the white space at the ends of its text, which has no marks in Markdown.
fn spaced(node: Node) -> Vec<Node> {
    let is_code = node.mark_of(&MarkKind::Code).is_some();
    if node.kind != NodeKind::Text || node.marks.is_empty() || is_code {
        return vec![node];
    }
    let text = node.text.trim();
    let start = node.text.len() - node.text.trim_start().len();
    let (before, after) = (&node.text[..start], &node.text[start + text.len()..]);
    let parts = [Node::text(before), Node::text(text), Node::text(after)];
    let [before, inner, after] = parts;
    vec![before, with_marks(inner, node.marks), after]
}

/// Adds a node. Text with the same marks is one node.
fn push(node: Node, nodes: &mut Vec<Node>) {
    match nodes.last_mut() {
        _ if node.kind == NodeKind::Text && node.text.is_empty() => {}
        Some(last) if last.kind == NodeKind::Text && node.kind == NodeKind::Text && last.marks == node.marks => {
            last.text.push_str(&node.text);
        }
        _ => nodes.push(node),
    }
}

fn with_marks(mut node: Node, marks: Vec<Mark>) -> Node {
    node.marks = marks;
    node
}
