//! Tables with a row of heads and a line in each cell.

use super::inline::line;
use crate::site::Site;
use crate::storage::{Element, Node};

/// A table as Markdown, if it is such a table.
pub(super) fn table(site: &dyn Site, element: &Element<'_>) -> Option<String> {
    let mut rows: Vec<&Element<'_>> = Vec::new();
    for child in element.elements() {
        match child.name() {
            "colgroup" => {}
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => rows.extend(child.elements().filter(|row| row.name() == "tr")),
            _ => return None,
        }
    }
    let columns = rows.first()?.elements().count();
    let mut out = String::new();
    for (at, row) in rows.iter().enumerate() {
        let name = if at == 0 { "th" } else { "td" };
        if row.elements().count() != columns || row.elements().any(|cell| cell.name() != name) {
            return None;
        }
        out.push('|');
        for cell in row.elements() {
            out.push_str(&format!(" {} |", content(site, cell)?));
        }
        out.push('\n');
        if at == 0 {
            out.push('|');
            out.push_str(&" --- |".repeat(columns));
            out.push('\n');
        }
    }
    out.pop();
    Some(out)
}

fn content(site: &dyn Site, cell: &Element<'_>) -> Option<String> {
    let mut parts = cell.children().iter().filter(|child| !child.is_blank());
    let first = parts.next().and_then(Node::as_element);
    match first.filter(|first| {
        first.name() == "p"
            && first
                .attributes()
                .iter()
                .all(|attribute| attribute.name() == "local-id")
    }) {
        Some(paragraph) if parts.next().is_none() => line(site, paragraph.children(), true),
        _ => line(site, cell.children(), true),
    }
}
