//! Blocks, line by line.

use super::Writer;
use super::list::marker;
use std::ops::Range;

impl<'t> Writer<'t> {
    /// Writes the blocks of a range.
    pub(super) fn blocks(&mut self, range: Range<usize>, level: usize) {
        let mut at = range.start;
        while let Some((tag, end)) = self.next_bodied(&(at..range.end), level) {
            self.lines(at..tag.range.start);
            self.bodied(&tag, end, level);
            at = end + tag.name.len() + 2;
        }
        self.lines(at..range.end);
    }

    /// Writes lines in which there is no macro with a body.
    fn lines(&mut self, range: Range<usize>) {
        let text = &self.text[range];
        let lines: Vec<&str> = text.lines().collect();
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at].trim();
            let rest = &lines[at..];
            at += if line.is_empty() {
                1
            } else if let Some((level, title)) = heading(line) {
                self.out.push_str(&format!("<h{level}>"));
                self.inline(title);
                self.out.push_str(&format!("</h{level}>"));
                1
            } else if let Some(quote) = line.strip_prefix("bq. ") {
                self.out.push_str("<blockquote><p>");
                self.inline(quote);
                self.out.push_str("</p></blockquote>");
                1
            } else if is_rule(line) {
                self.out.push_str("<hr />");
                1
            } else if line.starts_with('|') {
                self.table(rest)
            } else if marker(line).is_some() {
                self.list(rest)
            } else {
                self.paragraph(rest)
            };
        }
    }

    /// Writes the paragraph that begins with the first of these lines. Answers how many lines it has.
    fn paragraph(&mut self, lines: &[&'t str]) -> usize {
        let goes_on = |line: &&&str| !begins_block(line.trim());
        let count = 1 + lines[1..].iter().take_while(goes_on).count();
        self.out.push_str("<p>");
        let text: Vec<&str> = lines[..count].iter().map(|line| line.trim()).collect();
        self.inline(&text.join("\n"));
        self.out.push_str("</p>");
        count
    }
}

/// Whether a line ends the paragraph before it.
pub(super) fn begins_block(line: &str) -> bool {
    let starts = line.is_empty() || line.starts_with('|') || line.starts_with("bq. ");
    starts || heading(line).is_some() || is_rule(line) || marker(line).is_some()
}

fn heading(line: &str) -> Option<(u32, &str)> {
    let rest = line.strip_prefix('h')?;
    let level = rest
        .chars()
        .next()?
        .to_digit(10)
        .filter(|level| (1..=6).contains(level))?;
    let title = rest[1..].strip_prefix('.')?;
    (title.is_empty() || title.starts_with(' ')).then(|| (level, title.trim()))
}

fn is_rule(line: &str) -> bool {
    line.len() >= 4 && line.bytes().all(|letter| letter == b'-')
}
