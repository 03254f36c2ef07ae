//! Tables.

use super::Writer;
use super::tag::{Tag, close};
use crate::adf::{Node, NodeKind};
use crate::convert::grid::{Grid, MOST_COLUMNS};
use crate::convert::style::length;
use crate::to_adf::number;
use serde_json::Value;
use std::ops::Range;

impl Writer<'_> {
    pub(super) fn table(&mut self, node: &Node) -> bool {
        let cell = |cell: &Node| matches!(cell.kind, NodeKind::TableCell | NodeKind::TableHeader);
        let row = |row: &Node| row.kind == NodeKind::TableRow && row.content.iter().all(cell);
        if !node.content.iter().all(row) {
            return false;
        }
        let mut tag = Tag::of("table", node);
        tag.take_number_to("width", "data-table-width");
        tag.take_to("layout", "data-layout");
        tag.take_to("displayMode", "data-table-display-mode");
        tag.take_to("localId", "ac:local-id");
        tag.open(&mut self.out);
        let widths = widths(node).unwrap_or_default();
        if !widths.is_empty() {
            self.out.push_str("<colgroup>");
            for width in &widths {
                let mut tag = Tag::new("col", &serde_json::Map::new());
                tag.style(&format!("width: {};", length(*width)));
                tag.empty(&mut self.out);
            }
            self.out.push_str("</colgroup>");
        }
        self.out.push_str("<tbody>");
        let mut grid = Grid::new(widths.len());
        for row in &node.content {
            let mut tag = Tag::of("tr", row);
            tag.take_to("localId", "local-id");
            tag.open(&mut self.out);
            for cell in &row.content {
                self.cell(cell, &widths, grid.place(span(cell, "colspan"), span(cell, "rowspan")));
            }
            grid.next_row();
            close(&mut self.out, "tr");
        }
        self.out.push_str("</tbody></table>");
        true
    }

    fn cell(&mut self, cell: &Node, widths: &[f64], columns: Range<usize>) {
        let name = if cell.kind == NodeKind::TableHeader { "th" } else { "td" };
        let mut tag = Tag::of(name, cell);
        for name in ["colspan", "rowspan"] {
            tag.take_number_to(name, name);
        }
        tag.take_to("background", "data-highlight-colour");
        tag.take_to("localId", "local-id");
        if let Some(valign) = cell
            .attr_str("valign")
            .filter(|valign| ["bottom", "middle", "top"].contains(valign))
        {
            tag.take("valign");
            tag.style(&format!("vertical-align: {valign};"));
        }
        if !columns.is_empty() {
            let expected: Vec<Value> = widths[columns].iter().map(|width| number(*width)).collect();
            tag.expect("colwidth", &expected.into());
        }
        tag.open(&mut self.out);
        self.nested(true, |writer| writer.blocks(&cell.content));
        close(&mut self.out, name);
    }
}

fn span(cell: &Node, name: &str) -> u64 {
    cell.attrs.get(name).and_then(Value::as_u64).unwrap_or(1)
}

/// The width of each column, as far as the cells say it of all columns.
fn widths(table: &Node) -> Option<Vec<f64>> {
    let spans = table
        .content
        .first()?
        .content
        .iter()
        .map(|cell| span(cell, "colspan").max(1));
    let count = spans.fold(0_u64, u64::saturating_add);
    let count = usize::try_from(count).ok().filter(|count| *count <= MOST_COLUMNS)?;
    let mut widths = vec![None; count];
    let mut grid = Grid::new(count);
    for row in &table.content {
        for cell in &row.content {
            let columns = grid.place(span(cell, "colspan"), span(cell, "rowspan"));
            let own = cell.attrs.get("colwidth").and_then(Value::as_array);
            for (column, width) in columns.zip(own.into_iter().flatten()) {
                let width = width.as_f64().filter(|width| width.is_finite() && *width >= 0.0);
                widths[column] = widths[column].or(width);
            }
        }
        grid.next_row();
    }
    widths.into_iter().collect()
}
