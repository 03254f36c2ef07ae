//! Cuts a query into tokens.

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Word(String),
    Quoted(String),
    /// `=`, `!~`, `(`, `,` and their like.
    Sign(&'static str),
}

/// The signs. A longer sign comes before its own beginning.
const SIGNS: [&str; 11] = ["!=", "!~", ">=", "<=", "=", "~", ">", "<", "(", ")", ","];

/// Cuts a query into tokens, or says what is wrong with it.
pub(super) fn lex(query: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = query.trim_start();
    while let Some(first) = rest.chars().next() {
        rest = if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push(Token::Sign(sign));
            &rest[sign.len()..]
        } else if first == '"' || first == '\'' {
            let (text, after) = quoted(rest, first)?;
            tokens.push(Token::Quoted(text));
            after
        } else {
            let end = rest.find(|letter: char| letter.is_whitespace() || "=!~<>(),\"'".contains(letter));
            let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
            if word.is_empty() {
                return Err(format!("Unexpected `{first}`"));
            }
            tokens.push(Token::Word(word.to_owned()));
            after
        }
        .trim_start();
    }
    Ok(tokens)
}

/// Quoted text at the start of `rest`, and what follows it.
fn quoted(rest: &str, quote: char) -> Result<(String, &str), String> {
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        if letter == quote {
            return Ok((text, &rest[at + letter.len_utf8()..]));
        }
        match letter {
            '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
            _ => text.push(letter),
        }
    }
    Err("A quotation mark is not closed".to_owned())
}
