//! Lists: `* item`, `# item`, `- item`.

use super::block::begins_block;
use super::{MOST_LEVELS, Writer};

/// The signs before an item, and its text.
pub(super) fn marker(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let length = line.find(|letter: char| !matches!(letter, '*' | '#' | '-'))?;
    let (signs, text) = line.split_at(length);
    (length > 0 && text.starts_with(' ') && !signs.contains("--")).then(|| (signs, text.trim()))
}

impl Writer<'_> {
    /// Writes the list that begins with the first of these lines. Answers how many lines it has.
    pub(super) fn list(&mut self, lines: &[&str]) -> usize {
        // The lists that are open, by their tags. Each has an open item.
        let mut open: Vec<&str> = Vec::new();
        let mut count = 0;
        while let Some((signs, first)) = lines.get(count).and_then(|line| marker(line)) {
            let mut text = first.to_owned();
            count += 1;
            while let Some(more) = lines.get(count).filter(|line| !begins_block(line.trim())) {
                text.push('\n');
                text.push_str(more.trim());
                count += 1;
            }
            let wanted: Vec<&str> = signs
                .chars()
                .take(MOST_LEVELS)
                .map(|sign| if sign == '#' { "ol" } else { "ul" })
                .collect();
            let same = open
                .iter()
                .zip(&wanted)
                .take_while(|(left, right)| left == right)
                .count();
            self.close(&mut open, same);
            match open.len() == wanted.len() {
                true => self.out.push_str("</li><li>"),
                false => {
                    for tag in &wanted[open.len()..] {
                        self.out.push_str(&format!("<{tag}><li>"));
                        open.push(tag);
                    }
                }
            }
            self.inline(&text);
        }
        self.close(&mut open, 0);
        count
    }

    /// Closes lists until so many are open.
    fn close(&mut self, open: &mut Vec<&str>, count: usize) {
        for tag in open.drain(count..).rev() {
            self.out.push_str(&format!("</li></{tag}>"));
        }
    }
}
