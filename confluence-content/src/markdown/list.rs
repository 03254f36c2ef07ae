//! Lists and tasks.

use super::inline::line;
use super::write::{Blocks, indented};
use crate::storage::{Element, Node};
use crate::to_adf::is_inline;

impl Blocks<'_> {
    /// A list as Markdown. `other` takes the other sign, so that it does not become one with the list before it.
    pub(super) fn list(&mut self, element: &Element<'_>, other: bool) -> Option<String> {
        let start: u64 = element
            .attribute("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1);
        let mut items = Vec::new();
        for (number, item) in (start..).zip(element.elements()) {
            let sign = match (element.name(), other) {
                ("ol", false) => format!("{number}. "),
                ("ol", true) => format!("{number}) "),
                (_, false) => "- ".to_owned(),
                (_, true) => "* ".to_owned(),
            };
            if item.name() != "li" {
                return None;
            }
            let mut content = self.blocks(item.children())?;
            // Behind the sign of a list, it would be a longer line.
            if content.starts_with("---") {
                content.replace_range(..3, "___");
            }
            items.push(
                format!("{sign}{}", indented(&content, sign.len()))
                    .trim_end()
                    .to_owned(),
            );
        }
        let loose = items.iter().any(|item| item.contains("\n\n"));
        Some(items.join(if loose { "\n\n" } else { "\n" }))
    }

    /// Tasks as Markdown. `other` takes the other sign.
    pub(super) fn tasks(&mut self, element: &Element<'_>, other: bool) -> Option<String> {
        let sign = if other { '*' } else { '-' };
        let mut items = Vec::new();
        for task in element.elements() {
            if task.name() != "ac:task" {
                return None;
            }
            let status = task.element("ac:task-status").map(Element::text).unwrap_or_default();
            let done = if status.trim() == "complete" { 'x' } else { ' ' };
            let body = task.element("ac:task-body").map(Element::children).unwrap_or_default();
            let text = match body.iter().filter_map(Node::as_element).all(is_inline) {
                true => line(self.site, body, false)?,
                false => self.blocks(body)?,
            };
            if text.is_empty() {
                return None;
            }
            let mut item = format!("{sign} [{done}] {}", indented(&text, 2));
            let lists = task.elements().filter(|below| below.name() == "ac:task-list");
            for (at, below) in lists.enumerate() {
                item.push('\n');
                item.push_str("  ");
                item.push_str(&indented(&self.tasks(below, at % 2 == 1)?, 2));
            }
            items.push(item);
        }
        let loose = items.iter().any(|item| item.contains("\n\n"));
        Some(items.join(if loose { "\n\n" } else { "\n" }))
    }

    /// Blocks within a block: an item, a quote, a panel.
    pub(super) fn blocks(&mut self, nodes: &[Node<'_>]) -> Option<String> {
        let parts = self.parts(nodes)?;
        // A list right below its line is part of it.
        Some(parts.iter().enumerate().fold(String::new(), |mut text, (at, part)| {
            if at > 0 {
                let tight = at == 1 && part.is_list && parts.len() == 2;
                text.push_str(if tight { "\n" } else { "\n\n" });
            }
            text.push_str(&part.text);
            text
        }))
    }
}
