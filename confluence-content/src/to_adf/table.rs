//! Tables.

use super::Reader;
use super::attributes::Attributes;
use super::block::{has_only, number};
use crate::adf::{Node, NodeKind};
use crate::convert::grid::{Grid, MOST_COLUMNS};
use crate::convert::style::{declarations, pixels};
use crate::converted::Loss;
use crate::storage::Element;
use serde_json::Value;

impl Reader<'_> {
    /// A table, if it has nothing but columns, rows and cells.
    pub(super) fn table(&mut self, element: &Element<'_>) -> Option<Node> {
        let sections = ["tbody", "thead", "tfoot"];
        let mut rows = Vec::new();
        let mut widths = Vec::new();
        if !has_only(element, &["colgroup", "tbody", "thead", "tfoot", "tr"]) {
            return None;
        }
        for child in element.elements() {
            match child.name() {
                "colgroup" => widths = self.widths(child),
                "tr" => rows.push(child),
                name if sections.contains(&name) && has_only(child, &["tr"]) => rows.extend(child.elements()),
                _ => return None,
            }
        }
        if !rows.iter().all(|row| has_only(row, &["td", "th"])) {
            return None;
        }
        let mut node = Node::new(NodeKind::Table);
        let mut attributes = Attributes::of(element);
        attributes.take_local_id(&mut node.attrs);
        for (attribute, attr) in [("data-layout", "layout"), ("data-table-display-mode", "displayMode")] {
            if let Some(value) = attributes.take(attribute) {
                node = node.attr(attr, value);
            }
        }
        if let Some(width) = attributes.take_number("data-table-width") {
            node = node.attr("width", width);
        }
        attributes.finish(&mut node);
        let mut grid = Grid::new(widths.len());
        for row in rows {
            let row = self.row(row, &widths, &mut grid);
            node.content.push(row);
        }
        Some(node)
    }

    fn row(&mut self, element: &Element<'_>, widths: &[f64], grid: &mut Grid) -> Node {
        let mut row = super::block::local(element, Node::new(NodeKind::TableRow));
        for element in element.elements() {
            let kind = if element.name() == "th" {
                NodeKind::TableHeader
            } else {
                NodeKind::TableCell
            };
            let mut cell = Node::new(kind);
            let mut attributes = Attributes::of(element);
            attributes.take_local_id(&mut cell.attrs);
            let mut spans = [1, 1];
            for (span, name) in spans.iter_mut().zip(["colspan", "rowspan"]) {
                if let Some(number) = attributes.take_number(name) {
                    *span = number;
                    cell = cell.attr(name, number);
                }
            }
            let columns = grid.place(spans[0], spans[1]);
            if !columns.is_empty() {
                let widths: Vec<Value> = widths[columns].iter().map(|width| number(*width)).collect();
                cell = cell.attr("colwidth", widths);
            }
            if let Some(color) = attributes.take("data-highlight-colour") {
                cell = cell.attr("background", color);
            }
            attributes.take_style(|name, value| {
                let known = name == "vertical-align" && matches!(value, "bottom" | "middle" | "top");
                if known {
                    cell.attrs.insert("valign".to_owned(), value.into());
                }
                known
            });
            attributes.finish(&mut cell);
            cell.content = self.within(true, |reader| reader.blocks(element.children()));
            row.content.push(cell);
        }
        grid.next_row();
        row
    }

    /// The widths of the columns. None if they are not all given in pixels.
    fn widths(&mut self, element: &Element<'_>) -> Vec<f64> {
        let width = |column: &Element<'_>| {
            let style = column.attribute("style")?;
            let mut declarations = declarations(&style);
            let (name, value) = declarations.next()?;
            let plain = name == "width" && declarations.next().is_none() && column.attributes().len() == 1;
            pixels(value).filter(|_| plain && column.name() == "col")
        };
        let widths: Option<Vec<f64>> = element.elements().map(width).collect();
        match widths {
            Some(widths) if widths.len() <= MOST_COLUMNS => widths,
            _ => {
                self.notes.push(Loss::Dropped, "colgroup");
                Vec::new()
            }
        }
    }
}
