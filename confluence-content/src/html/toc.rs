//! Headings: their ids, and the list of them.

use super::Writer;
use crate::escape::{push_attribute, push_lines};
use crate::storage::{Element, Macro, Node};

impl Writer<'_, '_> {
    /// The id of a heading, by which links find it.
    pub(super) fn heading_id(&self, element: &Element<'_>) -> Option<String> {
        level(element)?;
        let text: String = element.text().split_whitespace().collect();
        let title: String = self.site.title().unwrap_or_default().split_whitespace().collect();
        match (title.is_empty(), text.is_empty()) {
            (_, true) => None,
            (true, false) => Some(text),
            (false, false) => Some(format!("{title}-{text}")),
        }
    }

    /// The macro `toc`.
    pub(super) fn contents(&mut self, found: &Macro<'_, '_>) {
        if std::mem::replace(&mut self.has_contents, true) {
            return;
        }
        let bound = |name: &str, other: usize| {
            found
                .parameter(name)
                .and_then(|text| text.parse().ok())
                .unwrap_or(other)
        };
        let levels = bound("minLevel", 1)..=bound("maxLevel", 7);
        let mut headings = Vec::new();
        collect(self.body.nodes(), &mut headings);
        let mut open: Vec<usize> = Vec::new();
        for heading in headings {
            let Some((level, id)) = level(heading).zip(self.heading_id(heading)) else {
                continue;
            };
            if !levels.contains(&level) {
                continue;
            }
            while open.last().is_some_and(|last| *last > level) {
                open.pop();
                self.out.push_str("</li></ul>");
            }
            if open.last() == Some(&level) {
                self.out.push_str("</li>");
            } else {
                open.push(level);
                self.out.push_str("<ul class=\"toc-indentation\">");
            }
            self.out.push_str("<li><a");
            push_attribute(&mut self.out, "href", &format!("#{id}"));
            self.out.push('>');
            push_lines(&mut self.out, &heading.text());
            self.out.push_str("</a>");
        }
        self.out.push_str(&"</li></ul>".repeat(open.len()));
    }
}

fn collect<'e, 'a>(nodes: &'e [Node<'a>], headings: &mut Vec<&'e Element<'a>>) {
    for element in nodes.iter().filter_map(Node::as_element) {
        match level(element) {
            Some(_) => headings.push(element),
            None => collect(element.children(), headings),
        }
    }
}

fn level(element: &Element<'_>) -> Option<usize> {
    let names = ["h1", "h2", "h3", "h4", "h5", "h6"];
    names.iter().position(|name| *name == element.name()).map(|at| at + 1)
}
