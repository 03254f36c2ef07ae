//! A text as letters and digits alone.

use std::ops::Range;

/// A letter or digit, and where it stands in the text.
pub(super) struct Letter {
    /// Lower case. Of what is not ASCII, each byte is one.
    pub(super) byte: u8,
    pub(super) at: Range<usize>,
}

/// The letters and digits of a text, in lower case. Escapes are undone: those of JSON and of Rust (`\u0041`, `\x41`,
/// `\/`), of addresses (`%41`, `%2541`) and of HTML (`&#65;`, `&amp;#x41;`). All else is left out.
pub(super) fn plain(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (end, meant) = match c {
            '\\' => of_backslash(text, at),
            '%' => of_percent(text, at),
            '&' => of_ampersand(text, at),
            c => (at + c.len_utf8(), Meant::Char(c)),
        };
        let mut push = |byte: u8| letters.push(Letter { byte, at: at..end });
        match meant {
            Meant::Byte(byte) if byte.is_ascii_alphanumeric() || !byte.is_ascii() => push(byte.to_ascii_lowercase()),
            Meant::Char(c) if c.is_ascii_alphanumeric() => push(c.to_ascii_lowercase() as u8),
            Meant::Char(c) if !c.is_ascii() && !is_unseen(c) => c.encode_utf8(&mut [0; 4]).bytes().for_each(push),
            _ => {}
        }
        at = end;
    }
    letters
}

/// What an escape stands for.
enum Meant {
    Nothing,
    Byte(u8),
    Char(char),
}

/// White space, and characters that have no width.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn number(digits: Option<&str>, radix: u32) -> Option<u32> {
    let digits = digits?;
    let all = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    all.then(|| u32::from_str_radix(digits, radix).ok()).flatten()
}

fn char_or_nothing(code: u32) -> Meant {
    char::from_u32(code).map_or(Meant::Nothing, Meant::Char)
}

fn of_backslash(text: &str, at: usize) -> (usize, Meant) {
    match text[at + 1..].chars().next() {
        Some('u') if text[at + 2..].starts_with('{') => {
            let closed = text[at + 3..].bytes().take(8).position(|byte| byte == b'}');
            let end = closed.map(|length| at + 3 + length);
            match end.and_then(|end| Some((end, number(text.get(at + 3..end), 16)?))) {
                Some((end, code)) => (end + 1, char_or_nothing(code)),
                None => (at + 1, Meant::Nothing),
            }
        }
        Some('u') => match number(text.get(at + 2..at + 6), 16) {
            Some(code) => (at + 6, char_or_nothing(code)),
            None => (at + 1, Meant::Nothing),
        },
        Some('x') => match number(text.get(at + 2..at + 4), 16) {
            Some(byte) => (at + 4, Meant::Byte(byte as u8)),
            None => (at + 1, Meant::Nothing),
        },
        Some('n' | 'r' | 't' | 'b' | 'f' | '0') => (at + 2, Meant::Nothing),
        _ => (at + 1, Meant::Nothing),
    }
}

fn of_percent(text: &str, at: usize) -> (usize, Meant) {
    let mut from = at + 1;
    // A percent sign that was written as `%25`, once or more often.
    while text[from..].starts_with("25") && number(text.get(from + 2..from + 4), 16).is_some() {
        from += 2;
    }
    match number(text.get(from..from + 2), 16) {
        Some(byte) => (from + 2, Meant::Byte(byte as u8)),
        None => (at + 1, Meant::Nothing),
    }
}

fn of_ampersand(text: &str, at: usize) -> (usize, Meant) {
    let mut from = at + 1;
    while text[from..].starts_with("amp;") {
        from += 4;
    }
    let nothing = (from, Meant::Nothing);
    let Some(length) = text[from..].bytes().take(10).position(|byte| byte == b';') else {
        return nothing;
    };
    let name = &text[from..from + length];
    let code = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => number(Some(&hex[1..]), 16),
        Some(decimal) => number(Some(decimal), 10),
        // A name, such as `&quot;`. None of them is a letter or a digit of a credential.
        None if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            return (from + length + 1, Meant::Nothing);
        }
        None => return nothing,
    };
    match code {
        Some(code) => (from + length + 1, char_or_nothing(code)),
        None => nothing,
    }
}
