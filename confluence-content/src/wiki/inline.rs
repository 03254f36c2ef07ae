//! Parts of a line: emphasis, links, images, breaks, signs.

use super::macros::{color, tag};
use super::{MOST_LEVELS, Writer};
use crate::escape::{push_attribute, push_lines};
use std::collections::HashMap;
use std::ops::Range;

/// Signs around text, and the elements that they stand for. A longer sign comes before its own beginning.
const EMPHASIS: [(&str, &str); 7] = [
    ("??", "cite"),
    ("*", "strong"),
    ("_", "em"),
    ("-", "del"),
    ("+", "u"),
    ("^", "sup"),
    ("~", "sub"),
];

/// Emoticons, and their names.
const EMOTICONS: [(&str, &str); 21] = [
    (":-)", "smile"),
    (":)", "smile"),
    (":-(", "sad"),
    (":(", "sad"),
    (":P", "cheeky"),
    (":p", "cheeky"),
    (":D", "laugh"),
    (";)", "wink"),
    ("(y)", "thumbs-up"),
    ("(n)", "thumbs-down"),
    ("(i)", "information"),
    ("(/)", "tick"),
    ("(x)", "cross"),
    ("(!)", "warning"),
    ("(+)", "plus"),
    ("(-)", "minus"),
    ("(?)", "question"),
    ("(on)", "light-on"),
    ("(off)", "light-off"),
    ("(*)", "yellow-star"),
    ("(*b)", "blue-star"),
];

/// A text, and where in it something can end.
struct Line<'l> {
    text: &'l str,
    ends: HashMap<&'static str, Vec<usize>>,
    colors: Vec<usize>,
}

impl Writer<'_> {
    /// Writes the parts of a text.
    pub(super) fn inline(&mut self, text: &str) {
        let line = Line::new(text);
        self.parts(&line, 0..text.len(), 0);
    }

    fn parts(&mut self, line: &Line<'_>, range: Range<usize>, level: usize) {
        let (mut at, mut plain) = (range.start, range.start);
        // Up to here there are only words.
        let mut words = range.start;
        while at < range.end {
            let before = self.out.len();
            if let Some(end) = self.part(line, at, range.end, level) {
                let mut text = String::new();
                push_lines(&mut text, &line.text[plain..at]);
                self.out.insert_str(before, &text);
                at = end;
                plain = end;
                continue;
            }
            at += line.text[at..].chars().next().map_or(1, char::len_utf8);
            if at > words {
                let rest = &line.text[at..range.end];
                words = at
                    + rest
                        .find(|letter: char| !letter.is_alphanumeric() && letter != ' ')
                        .unwrap_or(rest.len());
            }
            // An address begins with a letter, other things do not.
            at += line.text[at..words].find("http").unwrap_or(words - at);
        }
        push_lines(&mut self.out, &line.text[plain..range.end]);
    }

    /// Writes what begins at this place. Answers where it ends. If it is plain text, writes nothing and answers `None`.
    fn part(&mut self, line: &Line<'_>, at: usize, limit: usize, level: usize) -> Option<usize> {
        let rest = &line.text[at..limit];
        let mut letters = rest.chars();
        match (letters.next()?, letters.next()) {
            ('\\', Some('\\')) => {
                self.out.push_str("<br />");
                Some(at + 2)
            }
            ('\\', Some(escaped)) if escaped.is_ascii_punctuation() => {
                push_lines(&mut self.out, &rest[1..2]);
                Some(at + 2)
            }
            ('\n', _) => {
                self.out.push_str("<br />");
                Some(at + 1)
            }
            ('-', _) if dash(rest).is_some() && line.is_free(at) => {
                let (length, dash) = dash(rest)?;
                self.out.push_str(dash);
                Some(at + length)
            }
            ('{', Some('{')) => self.code(line, at, limit),
            ('{', _) => self.macro_in_line(line, at, limit, level),
            ('[', _) => {
                let end = line.end("]", at + 1, limit)?;
                let inner =
                    Some(&line.text[at + 1..end]).filter(|inner| !inner.trim().is_empty() && !inner.contains('\n'))?;
                self.link(inner);
                Some(end + 1)
            }
            ('!', Some(next)) if !next.is_whitespace() => {
                let end = line.end("!", at + 2, limit)?;
                let inner =
                    Some(&line.text[at + 1..end]).filter(|inner| inner.contains('.') && !inner.contains('\n'))?;
                self.image(inner);
                Some(end + 1)
            }
            ('h', _) if rest.starts_with("http://") || rest.starts_with("https://") => Some(at + self.address(rest)),
            _ => self
                .emoticon(rest)
                .map(|length| at + length)
                .or_else(|| self.emphasis(line, at, limit, level)),
        }
    }

    fn code(&mut self, line: &Line<'_>, at: usize, limit: usize) -> Option<usize> {
        let end = line.end("}}", at + 2, limit)?;
        self.out.push_str("<code>");
        push_lines(&mut self.out, &line.text[at + 2..end]);
        self.out.push_str("</code>");
        Some(end + 2)
    }

    /// Writes the address at the beginning of a text as a link. Answers how long it is.
    fn address(&mut self, rest: &str) -> usize {
        let length = rest.find(|letter: char| letter.is_whitespace() || "<>\"|]})".contains(letter));
        let address = rest[..length.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        self.out.push_str("<a");
        push_attribute(&mut self.out, "href", address);
        self.out.push('>');
        push_lines(&mut self.out, address);
        self.out.push_str("</a>");
        address.len()
    }

    fn emoticon(&mut self, rest: &str) -> Option<usize> {
        let (sign, name) = EMOTICONS.iter().find(|(sign, _)| rest.starts_with(sign))?;
        self.out.push_str(&format!("<ac:emoticon ac:name=\"{name}\" />"));
        Some(sign.len())
    }

    fn emphasis(&mut self, line: &Line<'_>, at: usize, limit: usize, level: usize) -> Option<usize> {
        let (sign, name) = EMPHASIS
            .iter()
            .find(|(sign, _)| line.text[at..limit].starts_with(sign))?;
        let start = at + sign.len();
        let inner = line.text[start..limit].chars().next()?;
        if level >= MOST_LEVELS || !line.is_free(at) || inner.is_whitespace() || sign.starts_with(inner) {
            return None;
        }
        let end = line.end(sign, start + inner.len_utf8(), limit)?;
        self.out.push_str(&format!("<{name}>"));
        self.parts(line, start..end, level + 1);
        self.out.push_str(&format!("</{name}>"));
        Some(end + sign.len())
    }

    fn macro_in_line(&mut self, line: &Line<'_>, at: usize, limit: usize, level: usize) -> Option<usize> {
        let tag = tag(line.text, at).filter(|tag| tag.range.end <= limit)?;
        let Some(color) = color(&tag) else {
            if tag.name == "color" {
                return None;
            }
            self.alone(&tag);
            return Some(tag.range.end);
        };
        let next = line.colors.partition_point(|end| *end < tag.range.end);
        let end = line
            .colors
            .get(next)
            .copied()
            .filter(|end| *end < limit && level < MOST_LEVELS)?;
        self.out.push_str("<span");
        push_attribute(&mut self.out, "style", &format!("color: {color};"));
        self.out.push('>');
        self.parts(line, tag.range.end..end, level + 1);
        self.out.push_str("</span>");
        Some(end + "{color}".len())
    }
}

impl<'l> Line<'l> {
    fn new(text: &'l str) -> Self {
        let mut ends: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (sign, _) in EMPHASIS {
            let closes = |at: &usize| {
                let (before, after) = (&text[..*at], &text[at + sign.len()..]);
                let in_word = after.starts_with(char::is_alphanumeric);
                !in_word && !before.ends_with(|letter: char| letter.is_whitespace() || letter == '\\')
            };
            let found = text.match_indices(sign).map(|(at, _)| at).filter(closes);
            ends.insert(sign, found.collect());
        }
        for sign in ["}}", "]", "!"] {
            ends.insert(sign, text.match_indices(sign).map(|(at, _)| at).collect());
        }
        let colors = text.match_indices("{color}").map(|(at, _)| at).collect();
        Self { text, ends, colors }
    }

    /// The first place at which a sign can end what it began.
    fn end(&self, sign: &str, from: usize, limit: usize) -> Option<usize> {
        let ends = self.ends.get(sign)?;
        let next = ends.partition_point(|end| *end < from);
        ends.get(next).copied().filter(|end| end + sign.len() <= limit)
    }

    /// Whether no word ends at this place, so that a sign can begin something.
    fn is_free(&self, at: usize) -> bool {
        !self.text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '\\')
    }
}

/// Dashes: `---` and `--` between spaces.
fn dash(rest: &str) -> Option<(usize, &'static str)> {
    let length = rest.bytes().take_while(|letter| *letter == b'-').count();
    let spaced = rest[length..].is_empty() || rest[length..].starts_with(' ');
    match length {
        3 if spaced => Some((3, "—")),
        2 if spaced => Some((2, "–")),
        _ => None,
    }
}
