//! The text of a document, for search and excerpts.

use super::{Node, NodeKind};
use crate::Storage;
use crate::date::day;
use crate::text::Lines;
use crate::to_adf::MACRO_TYPE;

pub(super) fn text(nodes: &[Node]) -> String {
    let mut lines = Lines::default();
    nodes.iter().for_each(|node| push(node, &mut lines));
    lines.finish()
}

impl Node {
    pub(crate) fn push_text(&self, lines: &mut Lines) {
        push(self, lines);
    }
}

fn push(node: &Node, lines: &mut Lines) {
    let attr = |name| node.attr_str(name).unwrap_or_default();
    match node.kind {
        NodeKind::Text => lines.push(&node.text),
        NodeKind::HardBreak => lines.end(),
        NodeKind::Emoji | NodeKind::Mention | NodeKind::Status => lines.push(attr("text")),
        NodeKind::Date => lines.push(&day(attr("timestamp")).unwrap_or_default()),
        NodeKind::InlineCard => lines.push(card(node)),
        NodeKind::ConfluenceUnsupportedBlock | NodeKind::ConfluenceUnsupportedInline => {
            if let Ok(body) = Storage::parse(attr("cxhtml")) {
                body.push_text(lines);
            }
        }
        NodeKind::Extension | NodeKind::InlineExtension => {
            let is_macro = attr("extensionType") == MACRO_TYPE;
            let parameters = node.attrs.get("parameters").filter(|_| is_macro);
            let value = |name| parameters?.get("macroParams")?.get(name)?.get("value")?.as_str();
            match value("__bodyContent") {
                Some(text) => {
                    lines.end();
                    lines.push(text);
                    lines.end();
                }
                // A status that no node is for.
                None if attr("extensionKey") == "status" => lines.push(value("title").unwrap_or_default()),
                None => {}
            }
        }
        NodeKind::Placeholder => {}
        _ => {
            lines.end();
            if matches!(node.kind, NodeKind::BlockCard | NodeKind::EmbedCard) {
                lines.push(card(node));
            }
            lines.push(&node.text);
            node.content.iter().for_each(|child| push(child, lines));
            lines.end();
        }
    }
}

/// The words of a card: those that storage format has for it, or else its address.
fn card(node: &Node) -> &str {
    let words = node.attrs.get("__storage").and_then(|kept| kept.get("text")?.as_str());
    words.or(node.attr_str("url")).unwrap_or_default()
}
