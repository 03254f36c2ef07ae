//! Tables with a row of heads and a line in each cell.

use super::addresses::Addresses;
use super::inline::line;
use crate::convert::style::declarations;
use crate::storage::{Element, Node};

/// A table as Markdown, if it is such a table.
pub(super) fn table(site: &Addresses<'_>, element: &Element<'_>) -> Option<String> {
    let mut rows: Vec<&Element<'_>> = Vec::new();
    for child in element.elements() {
        match child.name() {
            "colgroup" => {}
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => rows.extend(child.elements().filter(|row| row.name() == "tr")),
            _ => return None,
        }
    }
    let mut sides = vec![None; rows.first()?.elements().count()];
    let mut lines = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let name = if at == 0 { "th" } else { "td" };
        if row.elements().count() != sides.len() || row.elements().any(|cell| cell.name() != name) {
            return None;
        }
        let mut line = "|".to_owned();
        for (cell, side) in row.elements().zip(&mut sides) {
            let (own, content) = content(site, cell)?;
            // An empty cell is aligned as the others are.
            if !content.is_empty() && *side.get_or_insert(own) != own {
                return None;
            }
            line.push_str(&format!(" {content} |"));
        }
        lines.push(line);
    }
    let rule: String = sides
        .iter()
        .map(|side| format!(" {} |", side.unwrap_or_default().sign()))
        .collect();
    lines.insert(1, format!("|{rule}"));
    Some(lines.join("\n"))
}

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Default, PartialEq)]
enum Side {
    #[default]
    None,
    Left,
    Center,
    Right,
}

impl Side {
    fn sign(self) -> &'static str {
        match self {
            Self::None => "---",
            Self::Left => ":---",
            Self::Center => ":---:",
            Self::Right => "---:",
        }
    }
}

/// How a cell is aligned, and its line.
fn content(site: &Addresses<'_>, cell: &Element<'_>) -> Option<(Side, String)> {
    let mut parts = cell.children().iter().filter(|child| !child.is_blank());
    let first = parts
        .next()
        .and_then(Node::as_element)
        .filter(|first| first.name() == "p");
    match first.filter(|_| parts.next().is_none()) {
        Some(paragraph) => Some((side(paragraph)?, line(site, paragraph.children(), true)?)),
        None => Some((Side::None, line(site, cell.children(), true)?)),
    }
}

/// How a paragraph is aligned, if nothing more is said of it.
fn side(paragraph: &Element<'_>) -> Option<Side> {
    let mut side = Side::None;
    for attribute in paragraph.attributes() {
        let value = attribute.value();
        let mut declarations = declarations(&value);
        side = match (attribute.name(), declarations.next(), declarations.next()) {
            ("local-id", _, _) => side,
            ("style", Some(("text-align", "left")), None) => Side::Left,
            ("style", Some(("text-align", "center")), None) => Side::Center,
            ("style", Some(("text-align", "right")), None) => Side::Right,
            _ => return None,
        };
    }
    Some(side)
}
