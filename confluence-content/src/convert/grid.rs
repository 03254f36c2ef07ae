//! The columns that the cells of a table take up.

use std::ops::Range;

/// Wider tables have no widths of columns.
pub(crate) const MOST_COLUMNS: usize = 200;

/// Finds the columns of cells, row by row.
#[derive(Debug)]
pub(crate) struct Grid {
    /// For each column: how many rows more a cell above takes up.
    taken: Vec<u64>,
    column: usize,
}

impl Grid {
    pub(crate) fn new(columns: usize) -> Self {
        Self {
            taken: vec![0; columns],
            column: 0,
        }
    }

    pub(crate) fn next_row(&mut self) {
        for taken in &mut self.taken[self.column..] {
            *taken = taken.saturating_sub(1);
        }
        self.column = 0;
    }

    /// The columns of the next cell of the row. Columns beyond the last are left out.
    pub(crate) fn place(&mut self, colspan: u64, rowspan: u64) -> Range<usize> {
        while let Some(taken) = self.taken.get_mut(self.column).filter(|taken| **taken > 0) {
            *taken -= 1;
            self.column += 1;
        }
        let width = usize::try_from(colspan.max(1)).unwrap_or(usize::MAX);
        let end = self.column.saturating_add(width).min(self.taken.len());
        let columns = self.column..end;
        for taken in &mut self.taken[columns.clone()] {
            *taken = rowspan.max(1) - 1;
        }
        self.column = end;
        columns
    }
}
