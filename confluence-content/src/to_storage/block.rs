//! Blocks: paragraphs, headings, lists, quotes, layouts, cards.

use super::Writer;
use super::tag::{Tag, close};
use crate::adf::{Mark, MarkKind, Node, NodeKind};
use crate::convert::private::{STORAGE, kept_text};
use crate::convert::words::LAYOUTS;
use crate::storage::Storage;
use crate::to_adf::{Reader, number};
use serde_json::Value;

impl Writer<'_> {
    pub(super) fn blocks(&mut self, nodes: &[Node]) {
        let layout = |node: &Node| is_section(node);
        let loose = |node: &Node| node.kind.is_inline();
        for group in nodes.chunk_by(|left, right| (layout(left), loose(left)) == (layout(right), loose(right))) {
            if layout(&group[0]) {
                self.out.push_str("<ac:layout>");
                group.iter().for_each(|section| self.section(section));
                self.out.push_str("</ac:layout>");
            } else if loose(&group[0]) {
                self.line(group);
            } else {
                group.iter().for_each(|node| self.block(node));
            }
        }
    }

    fn block(&mut self, node: &Node) {
        if !self.native(node) {
            self.extension(node);
        }
    }

    /// Writes a block with the words of storage format. If there are none for it, writes nothing and answers `false`.
    pub(super) fn native(&mut self, node: &Node) -> bool {
        let only = |kind: NodeKind| node.content.iter().all(|child| child.kind == kind);
        let in_line = is_line(node);
        match node.kind {
            NodeKind::Paragraph if in_line => self.lines("p", node),
            NodeKind::Heading if in_line => return self.heading(node),
            NodeKind::BulletList if only(NodeKind::ListItem) => self.list("ul", node),
            NodeKind::OrderedList if only(NodeKind::ListItem) => self.list("ol", node),
            NodeKind::Blockquote => self.wrapped("blockquote", node),
            NodeKind::Rule if node.content.is_empty() => {
                let mut tag = Tag::of("hr", node);
                tag.take_to("localId", "local-id");
                tag.empty(&mut self.out);
            }
            NodeKind::LayoutSection if is_section(node) => {
                self.out.push_str("<ac:layout>");
                self.section(node);
                self.out.push_str("</ac:layout>");
            }
            NodeKind::BlockCard | NodeKind::EmbedCard if node.content.is_empty() => return self.card(node),
            NodeKind::CodeBlock => return self.code(node),
            NodeKind::Panel => return self.panel(node),
            NodeKind::Expand if !self.nested => self.expand(node),
            NodeKind::NestedExpand if self.nested => self.expand(node),
            NodeKind::Extension | NodeKind::BodiedExtension => return self.macro_block(node),
            NodeKind::MediaSingle => return self.image(node),
            NodeKind::MediaGroup => return self.files(node),
            NodeKind::Table => return self.table(node),
            NodeKind::TaskList => return self.task_list(node),
            NodeKind::ConfluenceUnsupportedBlock => return self.as_written(node),
            _ => return false,
        }
        true
    }

    /// A block with a line of text.
    fn lines(&mut self, name: &str, node: &Node) {
        let mut tag = Tag::of(name, node);
        tag.take_to("localId", "local-id");
        block_style(&mut tag, &node.marks);
        if node.content.is_empty() {
            return tag.empty(&mut self.out);
        }
        tag.open(&mut self.out);
        self.line(&node.content);
        close(&mut self.out, name);
    }

    fn heading(&mut self, node: &Node) -> bool {
        let names = ["h1", "h2", "h3", "h4", "h5", "h6"];
        let level = node.attrs.get("level").and_then(Value::as_u64).unwrap_or_default();
        let Some(name) = usize::try_from(level)
            .ok()
            .and_then(|level| names.get(level.checked_sub(1)?))
        else {
            return false;
        };
        let mut tag = Tag::of(name, node);
        tag.expect("level", &level.into());
        tag.take_to("localId", "local-id");
        block_style(&mut tag, &node.marks);
        if node.content.is_empty() {
            tag.empty(&mut self.out);
        } else {
            tag.open(&mut self.out);
            self.line(&node.content);
            close(&mut self.out, name);
        }
        true
    }

    fn list(&mut self, name: &str, node: &Node) {
        let mut tag = Tag::of(name, node);
        tag.take_to("localId", "local-id");
        if name == "ol" {
            tag.take_number_to("order", "start");
        }
        tag.open(&mut self.out);
        node.content.iter().for_each(|item| self.wrapped("li", item));
        close(&mut self.out, name);
    }

    /// An element with blocks in it.
    fn wrapped(&mut self, name: &str, node: &Node) {
        let mut tag = Tag::of(name, node);
        tag.take_to("localId", "local-id");
        tag.open(&mut self.out);
        self.blocks(&node.content);
        close(&mut self.out, name);
    }

    fn section(&mut self, node: &Node) {
        let mut tag = Tag::of("ac:layout-section", node);
        let count = node.content.len();
        let named = |name: &str| {
            LAYOUTS
                .iter()
                .any(|(known, widths)| *known == name && widths.len() == count)
        };
        let kept = kept_text(&node.attrs, "ac:type").filter(|kept| !named(kept));
        let layout = if kept.is_none() { layout_of(node) } else { None };
        tag.attribute(
            "ac:type",
            kept.or(layout.map(|(name, _)| name)).unwrap_or("fixed-width"),
        );
        match (kept, layout) {
            (Some(_), _) => drop(tag.take_kept("ac:type")),
            (None, None) => tag.expect(STORAGE, &Value::Null),
            (None, Some(_)) => {}
        }
        if let Some((mode, width)) = breakout(&node.marks) {
            tag.no_marks();
            tag.attribute("ac:breakout-mode", mode);
            if let Some(width) = width {
                tag.attribute("ac:breakout-width", width);
            }
        }
        tag.take_to("localId", "ac:local-id");
        tag.open(&mut self.out);
        for (at, column) in node.content.iter().enumerate() {
            let mut tag = Tag::of("ac:layout-cell", column);
            tag.expect(
                "width",
                &number(layout.map_or(100.0 / count as f64, |(_, widths)| widths[at])),
            );
            tag.take_to("localId", "ac:local-id");
            tag.open(&mut self.out);
            self.blocks(&column.content);
            close(&mut self.out, "ac:layout-cell");
        }
        close(&mut self.out, "ac:layout-section");
    }

    /// An element that was kept as it was written, if reading it gives the same node again.
    pub(super) fn as_written(&mut self, node: &Node) -> bool {
        let text = node.attr_str("cxhtml").unwrap_or_default();
        let Ok(body) = Storage::parse(text) else {
            return false;
        };
        let mut reader = Reader::new(self.site);
        let again = match node.kind {
            NodeKind::ConfluenceUnsupportedBlock => reader.blocks(body.nodes()),
            _ => reader.line(body.nodes()),
        };
        let same = matches!(&again[..], [only] if only.kind == node.kind && only.attrs == node.attrs)
            && body.nodes().len() == 1
            && node.content.is_empty();
        if same {
            self.out.push_str(text);
        }
        same
    }
}

/// The layout that a section is most like: by its widths, or else by the number of its columns.
fn layout_of(section: &Node) -> Option<(&'static str, &'static [f64])> {
    let count = section.content.len();
    let same = |widths: &[f64]| {
        let mut pairs = widths.iter().zip(&section.content);
        pairs.all(|(width, column)| column.attrs.get("width") == Some(&number(*width)))
    };
    let mut fitting = LAYOUTS.iter().filter(|(_, widths)| widths.len() == count);
    let like = fitting.clone().find(|(_, widths)| same(widths));
    like.or_else(|| fitting.next()).copied()
}

/// Whether a node is a part of a line. Unknown nodes can be.
fn is_part(node: &Node) -> bool {
    node.kind.is_inline() || matches!(node.kind, NodeKind::Unknown(_))
}

/// Whether there is nothing in a node but parts of a line.
pub(super) fn is_line(node: &Node) -> bool {
    node.content.iter().all(is_part)
}

/// Whether there is nothing in a node but blocks, and one at least.
pub(super) fn is_blocks(node: &Node) -> bool {
    !node.content.is_empty() && !node.content.iter().any(is_part)
}

fn is_section(node: &Node) -> bool {
    let columns = node
        .content
        .iter()
        .all(|column| column.kind == NodeKind::LayoutColumn && column.marks.is_empty());
    node.kind == NodeKind::LayoutSection && columns && !node.content.is_empty()
}

/// Writes alignment and indentation as a style, if the marks are nothing else.
fn block_style(tag: &mut Tag<'_>, marks: &[Mark]) {
    let mut style = String::new();
    for mark in marks {
        let declaration = match (&mark.kind, mark.attrs.len()) {
            (MarkKind::Alignment, 1) => match mark.attr_str("align") {
                Some("center") => "text-align: center;".to_owned(),
                Some("end") => "text-align: right;".to_owned(),
                _ => return,
            },
            (MarkKind::Indentation, 1) => match mark.attrs.get("level").and_then(Value::as_u64) {
                Some(level @ 1..=6) => format!("margin-left: {}.0px;", 30 * level),
                _ => return,
            },
            _ => return,
        };
        style.push_str(&declaration);
    }
    tag.style(&style);
    tag.no_marks();
}

/// The mode and the width of a block that is wider than the text, if its marks are that and nothing else.
pub(super) fn breakout(marks: &[Mark]) -> Option<(&str, Option<String>)> {
    let [mark] = marks else {
        return None;
    };
    let mode = mark.attr_str("mode").filter(|_| mark.kind == MarkKind::Breakout)?;
    match (mark.attrs.get("width"), mark.attrs.len()) {
        (None, 1) => Some((mode, None)),
        (Some(width), 2) => Some((mode, Some(width.as_u64()?.to_string()))),
        _ => None,
    }
}
