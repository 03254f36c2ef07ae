//! Cuts a query into tokens.

use super::mistake::Mistake;
use std::fmt;

/// A part of a query, and the byte at which it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: usize,
    pub(super) kind: TokenKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word(String),
    Quoted(String),
    /// `=`, `!~`, `(`, `,` and their like.
    Sign(&'static str),
    End,
}

/// The signs. A longer sign comes before its own beginning.
const SIGNS: [&str; 11] = ["!=", "!~", ">=", "<=", "=", "~", ">", "<", "(", ")", ","];

/// The letters that end a word.
const ENDS: &str = "=!~<>(),\"'";

/// The letters that can only stand in quotation marks.
const RESERVED: &str = "+;?|*%^$#@[]{}&\\`";

/// Cuts a query into tokens, or says what is wrong with it.
pub(super) fn lex(query: &str) -> Result<Vec<Token>, Mistake> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        at += query[at..].len() - query[at..].trim_start().len();
        let rest = &query[at..];
        let Some(first) = rest.chars().next() else {
            tokens.push(Token {
                at,
                kind: TokenKind::End,
            });
            return Ok(tokens);
        };
        let (kind, length) = if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (TokenKind::Sign(sign), sign.len())
        } else if first == '"' || first == '\'' {
            let (text, length) =
                quoted(rest, first).ok_or_else(|| Mistake::new(query, at, "the quotation mark is not closed"))?;
            (TokenKind::Quoted(text), length)
        } else {
            let word = word(rest);
            if let Some((reserved, letter)) = word.char_indices().find(|(_, letter)| RESERVED.contains(*letter)) {
                let message = format!("`{letter}` can only stand in quotation marks");
                return Err(Mistake::new(query, at + reserved, message));
            }
            if word.is_empty() {
                return Err(Mistake::new(query, at, format!("unexpected `{first}`")));
            }
            (TokenKind::Word(word.to_owned()), word.len())
        };
        tokens.push(Token { at, kind });
        at += length;
    }
}

fn word(rest: &str) -> &str {
    let ends = |letter: char| letter.is_whitespace() || ENDS.contains(letter);
    &rest[..rest.find(ends).unwrap_or(rest.len())]
}

/// Quoted text at the start of `rest`, and how many bytes it takes with its quotation marks.
fn quoted(rest: &str, quote: char) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            letter if letter == quote => return Some((text, at + letter.len_utf8())),
            '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
            _ => text.push(letter),
        }
    }
    None
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            TokenKind::Word(text) => write!(f, "`{text}`"),
            TokenKind::Quoted(text) => write!(f, "\"{text}\""),
            TokenKind::Sign(sign) => write!(f, "`{sign}`"),
            TokenKind::End => f.write_str("the end of the query"),
        }
    }
}
