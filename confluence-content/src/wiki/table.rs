//! Tables: `||head||head||`, `|cell|cell|`.

use super::Writer;

impl Writer<'_> {
    /// Writes the table that begins with the first of these lines. Answers how many lines it has.
    pub(super) fn table(&mut self, lines: &[&str]) -> usize {
        let count = lines.iter().take_while(|line| line.trim().starts_with('|')).count();
        self.out.push_str("<table><tbody>");
        for line in &lines[..count] {
            self.out.push_str("<tr>");
            for (name, cell) in cells(line.trim()) {
                self.out.push_str(&format!("<{name}>"));
                self.inline(cell.trim());
                self.out.push_str(&format!("</{name}>"));
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</tbody></table>");
        count
    }
}

/// The cells of a row. A bar in a link, in an image's address or behind a backslash is no border.
fn cells(row: &str) -> Vec<(&'static str, &str)> {
    let mut cells = Vec::new();
    let (mut name, mut start, mut in_link, mut at) = ("td", None, false, 0);
    let last_link = row.rfind(']').unwrap_or_default();
    let mut escaped = false;
    while let Some(letter) = row[at..].chars().next() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_link = at < last_link,
            ']' => in_link = false,
            '|' if !in_link => {
                if let Some(start) = start {
                    cells.push((name, &row[start..at]));
                }
                let double = row[at..].starts_with("||");
                name = if double { "th" } else { "td" };
                at += usize::from(double);
                start = Some(at + 1);
            }
            _ => {}
        }
        at += row[at..].chars().next().map_or(1, char::len_utf8);
    }
    match start {
        Some(start) if start < row.len() => cells.push((name, &row[start..])),
        _ => {}
    }
    cells
}
