//! Blocks: paragraphs, headings, lists, quotes, layouts.

use super::Reader;
use super::attributes::Attributes;
use crate::adf::{Node, NodeKind};
use crate::convert::private::keep;
use crate::convert::words::LAYOUTS;
use crate::converted::Loss;
use crate::element::place;
use crate::storage::{Element, Node as Part};

impl Reader<'_> {
    /// Blocks, and what stands between blocks as paragraphs.
    pub(crate) fn blocks(&mut self, parts: &[Part<'_>]) -> Vec<Node> {
        let mut blocks = Vec::new();
        let mut start = 0;
        for (at, part) in parts.iter().enumerate() {
            if let Some(element) = part.as_element().filter(|element| !is_inline(element)) {
                self.loose(&parts[start..at], &mut blocks);
                self.block(element, &mut blocks);
                start = at + 1;
            }
        }
        self.loose(&parts[start..], &mut blocks);
        blocks
    }

    /// What stands between blocks.
    fn loose(&mut self, parts: &[Part<'_>], blocks: &mut Vec<Node>) {
        if parts.iter().any(|part| !part.is_blank()) {
            let line = self.line(parts);
            self.split(Node::new(NodeKind::Paragraph), line, blocks);
        }
    }

    /// A block. What has no counterpart is kept as it is written.
    pub(super) fn block(&mut self, element: &Element<'_>, blocks: &mut Vec<Node>) {
        match element.name() {
            "p" => self.paragraph(element, blocks),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, blocks),
            "ul" | "ol" if has_only(element, &["li"]) => blocks.push(self.list(element)),
            "blockquote" => {
                let node = Node::new(NodeKind::Blockquote).content(self.blocks(element.children()));
                blocks.push(local(element, node));
            }
            "pre" if element.has_text_only() && element.attributes().is_empty() => {
                self.notes.push(Loss::Rewritten, "pre");
                blocks.push(Node::code_block("", &element.own_text()));
            }
            "hr" if element.children().is_empty() => blocks.push(local(element, Node::rule())),
            "table" => {
                let table = self.table(element);
                blocks.push(table.unwrap_or_else(|| unsupported(element)));
            }
            "ac:task-list" if has_only(element, &["ac:task", "ac:task-list"]) => self.task_list(element, blocks),
            "ac:layout" if has_only(element, &["ac:layout-section"]) && element.attributes().is_empty() => {
                for section in element.elements() {
                    blocks.push(self.section(section));
                }
            }
            "ac:layout-section" => blocks.push(self.section(element)),
            "ac:image" => {
                let image = self.image(element, &[]);
                blocks.push(image.unwrap_or_else(|| unsupported(element)));
            }
            "ac:adf-extension" => {
                let extension = self.extension(element);
                blocks.push(extension.unwrap_or_else(|| unsupported(element)));
            }
            _ => {
                let block = self.block_macro(element);
                blocks.push(block.unwrap_or_else(|| unsupported(element)));
            }
        }
    }

    fn paragraph(&mut self, element: &Element<'_>, blocks: &mut Vec<Node>) {
        let mut node = Node::new(NodeKind::Paragraph);
        block_attributes(element, &mut node);
        let line = self.line(element.children());
        self.split(node, line, blocks);
    }

    fn heading(&mut self, element: &Element<'_>, blocks: &mut Vec<Node>) {
        let level = element.name().bytes().last().map_or(1, |digit| digit - b'0');
        let mut node = Node::heading(level, []);
        block_attributes(element, &mut node);
        let line = self.line(element.children());
        self.split(node, line, blocks);
    }

    /// Makes a block of a line. Blocks within the line end the block before them.
    fn split(&mut self, shell: Node, line: Vec<Node>, blocks: &mut Vec<Node>) {
        if line.iter().all(is_inline_node) {
            blocks.push(shell.content(line));
            return;
        }
        let (before, mut part) = (blocks.len(), Vec::new());
        for node in line {
            if is_inline_node(&node) {
                part.push(node);
                continue;
            }
            push_part(&shell, &mut part, blocks);
            blocks.push(node);
        }
        push_part(&shell, &mut part, blocks);
        for node in blocks[before..].iter().filter(|_| blocks.len() > before + 1) {
            if node.kind != shell.kind {
                self.notes
                    .push(Loss::Rewritten, format!("`{}` in a line", node.kind.as_str()));
            }
        }
    }

    fn list(&mut self, element: &Element<'_>) -> Node {
        let ordered = element.name() == "ol";
        let mut node = Node::new(if ordered {
            NodeKind::OrderedList
        } else {
            NodeKind::BulletList
        });
        let mut attributes = Attributes::of(element);
        attributes.take_local_id(&mut node.attrs);
        if ordered && let Some(start) = attributes.take_number("start") {
            node.attrs.insert("order".to_owned(), start.into());
        }
        attributes.finish(&mut node);
        for item in element.elements() {
            let content = self.blocks(item.children());
            node.content
                .push(local(item, Node::new(NodeKind::ListItem).content(content)));
        }
        node
    }

    /// A section of a layout.
    fn section(&mut self, element: &Element<'_>) -> Node {
        let mut attributes = Attributes::of(element);
        let name = attributes.take("ac:type").unwrap_or_default();
        let columns = element.elements().count();
        let widths = LAYOUTS
            .iter()
            .find(|(known, widths)| *known == name && widths.len() == columns);
        if !has_only(element, &["ac:layout-cell"]) || columns == 0 {
            return unsupported(element);
        }
        let mut node = Node::new(NodeKind::LayoutSection);
        attributes.take_local_id(&mut node.attrs);
        if widths.is_none() {
            keep(&mut node.attrs, "ac:type", &name);
        }
        node.marks.extend(super::macros::breakout(
            &mut attributes,
            "ac:breakout-mode",
            "ac:breakout-width",
        ));
        attributes.finish(&mut node);
        for (at, cell) in element.elements().enumerate() {
            let width = widths.map_or(100.0 / columns as f64, |(_, widths)| widths[at]);
            let column = Node::new(NodeKind::LayoutColumn).attr("width", number(width));
            let content = self.blocks(cell.children());
            node.content.push(local(cell, column.content(content)));
        }
        node
    }
}

/// A number as people write it: whole where it is.
pub(crate) fn number(number: f64) -> serde_json::Value {
    if number.fract() == 0.0 && (0.0..9e15).contains(&number) {
        (number as u64).into()
    } else {
        number.into()
    }
}

fn block_attributes(element: &Element<'_>, node: &mut Node) {
    let mut attributes = Attributes::of(element);
    attributes.take_local_id(&mut node.attrs);
    attributes.take_block_style(&mut node.marks);
    attributes.finish(node);
}

/// The node with the id and the other attributes of the element.
pub(super) fn local(element: &Element<'_>, mut node: Node) -> Node {
    let mut attributes = Attributes::of(element);
    attributes.take_local_id(&mut node.attrs);
    attributes.finish(&mut node);
    node
}

/// Whether there is nothing in the element but elements of these names.
pub(super) fn has_only(element: &Element<'_>, names: &[&str]) -> bool {
    element.children().iter().all(|child| match child.as_element() {
        Some(element) => names.contains(&element.name()),
        None => child.is_blank(),
    })
}

/// The node for an element that documents have no word for.
pub(super) fn unsupported(element: &Element<'_>) -> Node {
    Node::new(NodeKind::ConfluenceUnsupportedBlock).attr("cxhtml", element.outer())
}

fn push_part(shell: &Node, part: &mut Vec<Node>, blocks: &mut Vec<Node>) {
    let part = std::mem::take(part);
    let blank = |node: &Node| node.kind == NodeKind::Text && node.text.trim_ascii().is_empty();
    if !part.iter().all(blank) {
        blocks.push(shell.clone().content(part));
    }
}

/// Unknown nodes are in a line if they were written in one.
fn is_inline_node(node: &Node) -> bool {
    node.kind.is_inline() || matches!(node.kind, NodeKind::Unknown(_))
}

/// Whether an element between blocks belongs to a line.
pub(crate) fn is_inline(element: &Element<'_>) -> bool {
    match element.name() {
        "ac:image" => element.attribute("ac:inline").as_deref() == Some("true"),
        "ac:structured-macro" | "ac:macro" => element.as_macro().is_some_and(|found| found.name() == "status"),
        "ac:adf-mark" => false,
        name => place(name).is_in_line(),
    }
}
