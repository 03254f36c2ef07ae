//! A table in Markdown.

/// Columns with headings, and rows. A column without text is left out.
pub(super) struct Table<const N: usize> {
    headings: [&'static str; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    pub(super) fn new(headings: [&'static str; N]) -> Self {
        Self {
            headings,
            rows: Vec::new(),
        }
    }

    pub(super) fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells);
    }

    /// The table, or nothing if it has no rows.
    pub(super) fn text(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let shown: Vec<usize> = (0..N)
            .filter(|column| self.rows.iter().any(|row| !row[*column].is_empty()))
            .collect();
        let line = |cell: &dyn Fn(usize) -> String| {
            let cells: Vec<_> = shown.iter().map(|column| cell(*column)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let mut text = line(&|column| self.headings[column].to_owned());
        text += &format!("|{}\n", "---|".repeat(shown.len()));
        for row in &self.rows {
            text += &line(&|column| row[column].replace('|', "\\|"));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_without_text_is_left_out() {
        let mut table = Table::new(["a", "b", "c"]);
        assert_eq!(table.text(), "");
        table.row(["1".to_owned(), String::new(), "2|3".to_owned()]);
        table.row(["4".to_owned(), String::new(), String::new()]);
        assert_eq!(table.text(), "| a | c |\n|---|---|\n| 1 | 2\\|3 |\n| 4 |  |\n");
    }
}
