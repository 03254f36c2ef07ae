//! What `~` searches for.

use super::draft::Draft;
use super::value::WordsValue;
use std::fmt;

/// What `~` searches for, where it is more than words: see [`phrase`], [`pattern`] and [`similar`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    text: String,
    problem: Option<&'static str>,
}

/// These words in this order, with nothing between them.
///
/// ```
/// use confluence_sdk::{Cql, cql};
///
/// let query = Cql::title().contains(cql::phrase("hello dolly"));
/// assert_eq!(query.as_str(), r#"title ~ "\"hello dolly\"""#);
/// ```
pub fn phrase(words: &str) -> Words {
    let words: Vec<&str> = pieces(words).collect();
    let text = words.join(" ").replace('\\', "\\\\").replace('"', "\\\"");
    Words::new(format!("\"{text}\""), words.is_empty())
}

/// Words with wildcards: `?` stands for one letter, `*` for any number of them. All other letters stand for themselves.
///
/// A word cannot begin with a wildcard: such a query is [not sent](super::Cql::check).
///
/// ```
/// use confluence_sdk::{Cql, cql};
///
/// assert_eq!(Cql::text().contains(cql::pattern("conf*")).as_str(), r#"text ~ "conf*""#);
/// assert!(Cql::text().contains(cql::pattern("*ence")).check().is_err());
/// ```
pub fn pattern(words: &str) -> Words {
    let text = escaped(words, &SPECIAL.replace(['*', '?'], ""), "");
    let wild = pieces(words).any(|word| word.starts_with(['*', '?']));
    let mut words = Words::new(text.clone(), text.is_empty());
    if wild {
        words.problem = Some("has a word that begins with a wildcard, which cannot be searched");
    }
    words
}

/// Words that are written nearly so: `roam` finds `foam`.
///
/// ```
/// use confluence_sdk::{Cql, cql};
///
/// assert_eq!(Cql::text().contains(cql::similar("roam")).as_str(), r#"text ~ "roam~""#);
/// ```
pub fn similar(words: &str) -> Words {
    let text = escaped(words, SPECIAL, "~");
    Words::new(text.clone(), text.is_empty())
}

impl Words {
    fn new(text: String, is_empty: bool) -> Self {
        Self {
            text,
            problem: is_empty.then_some("searches for a text without a word"),
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[diagnostic::do_not_recommend]
impl WordsValue for Words {
    fn put(&self, draft: &mut Draft) {
        if let Some(problem) = self.problem {
            draft.refuse(problem);
        }
        draft.quoted(&self.text);
    }
}

#[diagnostic::do_not_recommend]
impl WordsValue for &Words {
    fn put(&self, draft: &mut Draft) {
        (**self).put(draft);
    }
}

#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> WordsValue for T {
    fn put(&self, draft: &mut Draft) {
        let text = escaped(self.as_ref(), SPECIAL, "");
        Words::new(text.clone(), text.is_empty()).put(draft);
    }
}

/// The letters that mean something in a search for words.
const SPECIAL: &str = "+-&|!(){}[]^\"~*?:\\/";

/// The words of a text. White space and control characters stand between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let between = |letter: char| letter.is_whitespace() || letter.is_control();
    text.split(between).filter(|piece| !piece.is_empty())
}

/// The words of a text, so that they are read as words: a backslash before each letter that is special, and no capital
/// letters in what would be an operator. Capital letters make no difference to what is found.
fn escaped(text: &str, special: &str, end: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for piece in pieces(text) {
        if !words.is_empty() {
            words.push(' ');
        }
        if matches!(piece, "AND" | "OR" | "NOT") {
            words.push_str(&piece.to_lowercase());
        } else {
            for letter in piece.chars() {
                if special.contains(letter) {
                    words.push('\\');
                }
                words.push(letter);
            }
        }
        words.push_str(end);
    }
    words
}
