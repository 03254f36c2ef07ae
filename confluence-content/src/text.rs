//! Text without markup, line by line.

/// Collects the text of a body. White space within a line counts as one space, as browsers show it.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    done: String,
    line: String,
}

impl Lines {
    pub(crate) fn push(&mut self, text: &str) {
        self.line.push_str(text);
    }

    /// Ends the line.
    pub(crate) fn end(&mut self) {
        let mut words = self.line.split(|letter: char| letter.is_ascii_whitespace());
        let mut words = words.by_ref().filter(|word| !word.is_empty());
        if let Some(first) = words.next() {
            if !self.done.is_empty() {
                self.done.push('\n');
            }
            self.done.push_str(first);
            for word in words {
                self.done.push(' ');
                self.done.push_str(word);
            }
        }
        self.line.clear();
    }

    pub(crate) fn finish(mut self) -> String {
        self.end();
        self.done
    }
}
