//! Words: how text is cut into them, and what the right side of `~` asks for.

use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;
use std::ops::Range;
use strsim::osa_distance;

/// The words of a text in small letters, each with its place in the text.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|letter: char| !letter.is_alphanumeric());
        at = start + length.unwrap_or(text.len() - start);
        Some((start..at, text[start..at].to_lowercase()))
    })
}

/// What English words have in common that differ only in their endings: to a search they are the same word.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    Stemmer::create(Algorithm::English).stem(word)
}

/// What a text must have: all of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextQuery {
    pub(crate) terms: Vec<Term>,
}

/// One demand on the words of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// A word with this stem.
    Word(String),
    /// These words in this order, with nothing between them. Their endings count.
    Phrase(Vec<String>),
    /// `?` stands for one letter, `*` for any number of them.
    Pattern(String),
    /// A word that is so many changes away at most.
    Fuzzy(String, usize),
}

/// The changes that a fuzzy search allows if it does not say how many.
const FUZZY: usize = 2;

impl TextQuery {
    /// Reads the text of a query, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut terms = Vec::new();
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let (piece, after) = if first == '"' { phrase(&rest[1..]) } else { bare(rest) };
            if first == '"' {
                terms.extend(together(words(&unescape(piece)).map(|(_, word)| word).collect()));
            } else {
                single(piece, &mut terms)?;
            }
            rest = after.trim_start();
        }
        Self::of(terms)
    }

    /// A query for words that begin so, as names of users are searched.
    pub(crate) fn beginnings(text: &str) -> Result<Self, String> {
        Self::of(words(text).map(|(_, word)| Term::Pattern(word + "*")).collect())
    }

    fn of(terms: Vec<Term>) -> Result<Self, String> {
        if terms.is_empty() {
            return Err("a search for text needs a word".to_owned());
        }
        Ok(Self { terms })
    }

    /// Whether a text has all that is asked for.
    pub(crate) fn matches(&self, text: &str) -> bool {
        let words: Vec<String> = words(text).map(|(_, word)| word).collect();
        self.terms.iter().all(|term| term.is_in(&words))
    }
}

impl Term {
    /// Whether the words of a text have this.
    pub(crate) fn is_in(&self, words: &[String]) -> bool {
        match self {
            Self::Phrase(phrase) => words.windows(phrase.len()).any(|window| window == phrase),
            _ => words.iter().any(|word| self.is_word(word)),
        }
    }

    /// Whether one word has this. A phrase is more than one word, so here each of its words counts.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        match self {
            Self::Word(wanted) => *wanted == stem(word),
            Self::Phrase(phrase) => phrase.iter().any(|wanted| wanted == word),
            Self::Pattern(pattern) => matches(pattern, word),
            Self::Fuzzy(wanted, changes) => osa_distance(wanted, word) <= *changes,
        }
    }

    /// The letters that a word must begin with. Those of a word are the whole word.
    pub(crate) fn beginning(&self) -> &str {
        match self {
            Self::Word(word) => word,
            Self::Pattern(pattern) => pattern.split(['*', '?']).next().unwrap_or_default(),
            Self::Phrase(_) | Self::Fuzzy(..) => "",
        }
    }
}

/// The text up to the closing quotation mark, and what follows it.
fn phrase(rest: &str) -> (&str, &str) {
    let mut escaped = false;
    let end = rest.find(|letter| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends
    });
    match end {
        Some(end) => (&rest[..end], &rest[end + 1..]),
        None => (rest, ""),
    }
}

/// The text up to the next space or quotation mark, and what follows it.
fn bare(rest: &str) -> (&str, &str) {
    let mut escaped = false;
    let end = rest.find(|letter: char| {
        let ends = !escaped && (letter.is_whitespace() || letter == '"');
        escaped = letter == '\\' && !escaped;
        ends
    });
    rest.split_at(end.unwrap_or(rest.len()))
}

/// A letter that has a meaning of its own is replaced by these while it does not: no text has them.
const ANY: char = '\u{F0000}';
const ONE: char = '\u{F0001}';

/// Reads a piece without spaces: words, a pattern, or a fuzzy word.
fn single(piece: &str, terms: &mut Vec<Term>) -> Result<(), String> {
    let (piece, changes) = fuzzy(piece);
    let marked = mark(piece);
    let parts: Vec<String> = marked
        .split(|letter: char| !letter.is_alphanumeric() && letter != ANY && letter != ONE)
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    if let Some(part) = parts.iter().find(|part| part.starts_with([ANY, ONE])) {
        let part = part.replace(ANY, "*").replace(ONE, "?");
        return Err(format!("a search for text cannot begin with a wildcard: {part}"));
    }
    match (parts.as_slice(), changes) {
        ([word], Some(changes)) if !word.contains([ANY, ONE]) => terms.push(Term::Fuzzy(word.clone(), changes)),
        (parts, _) if parts.iter().any(|part| part.contains([ANY, ONE])) => {
            let pattern = |part: &String| part.replace(ANY, "*").replace(ONE, "?");
            terms.extend(parts.iter().map(|part| Term::Pattern(pattern(part))));
        }
        (parts, _) => terms.extend(together(parts.to_vec())),
    }
    Ok(())
}

/// A piece without its `~` or `~1` at the end, and how many changes that allows.
fn fuzzy(piece: &str) -> (&str, Option<usize>) {
    let Some((word, number)) = piece.rsplit_once('~') else {
        return (piece, None);
    };
    match number {
        _ if word.ends_with('\\') => (piece, None),
        "" => (word, Some(FUZZY)),
        "0" | "1" | "2" => (word, number.parse().ok()),
        _ => (piece, None),
    }
}

/// The wildcards as marks, and everything else without its backslashes.
fn mark(piece: &str) -> String {
    let mut marked = String::new();
    let mut letters = piece.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => marked.extend(letters.next()),
            '*' => marked.push(ANY),
            '?' => marked.push(ONE),
            _ => marked.push(letter),
        }
    }
    marked
}

fn unescape(text: &str) -> String {
    mark(text).replace([ANY, ONE], " ")
}

/// One word, or several words that must stand together.
fn together(mut words: Vec<String>) -> Option<Term> {
    match words.len() {
        0 => None,
        1 => words.pop().map(|word| Term::Word(stem(&word).into_owned())),
        _ => Some(Term::Phrase(words)),
    }
}

/// Whether a word is as a pattern says.
fn matches(pattern: &str, word: &str) -> bool {
    let (pattern, word): (Vec<char>, Vec<char>) = (pattern.chars().collect(), word.chars().collect());
    let (mut at, mut of) = (0, 0);
    // Where to go back to: behind the last `*`, and how much of the word it has taken.
    let mut back: Option<(usize, usize)> = None;
    while at < word.len() {
        match pattern.get(of) {
            Some('*') => {
                back = Some((of + 1, at));
                of += 1;
            }
            Some(letter) if *letter == '?' || *letter == word[at] => {
                (at, of) = (at + 1, of + 1);
            }
            _ => match &mut back {
                Some((behind, taken)) => {
                    *taken += 1;
                    (at, of) = (*taken, *behind);
                }
                None => return false,
            },
        }
    }
    pattern[of..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use super::TextQuery;
    use proptest::prelude::*;

    fn finds(query: &str, text: &str) -> bool {
        TextQuery::parse(query).unwrap().matches(text)
    }

    #[test]
    fn words_are_found_in_any_order_and_case() {
        assert!(finds("hello dolly", "Dolly said: HELLO!"));
        assert!(!finds("hello dolly", "hello"));
        assert!(!finds("hell", "hello"));
        assert!(finds("straße", "Die STRASSE? Die Straße."));
    }

    #[test]
    fn endings_of_english_words_do_not_count() {
        assert!(finds("test", "testing, tested and tests"));
        assert!(finds("managing", "who manages"));
        assert!(finds("Flies", "a fly"));
        assert!(!finds("test", "a tester of tastes"));
        assert!(!finds("tested*", "tests"), "a pattern means letters");
        assert!(!finds("\"the test\"", "the tests"), "a phrase means these words");
    }

    #[test]
    fn a_phrase_stands_together() {
        assert!(finds("\"hello dolly\"", "well, hello Dolly"));
        assert!(!finds("\"hello dolly\"", "hello world dolly"));
        assert!(finds("\"hello dolly\" world", "world: hello, dolly"));
        assert!(finds("well-known", "a well-known thing"));
        assert!(!finds("well-known", "known well"));
    }

    #[test]
    fn wildcards_stand_for_letters() {
        for text in ["text", "test"] {
            assert!(finds("te?t", text));
        }
        assert!(!finds("te?t", "tet"));
        for text in ["Windows", "Win95", "WindowsNT", "win"] {
            assert!(finds("win*", text));
        }
        assert!(finds("wi*95", "Windows95"));
        assert!(!finds("wi*95", "Windows96"));
        assert!(finds("cha?k che*", "cheese and chalk"));
        assert!(!finds("win\\*", "windows"), "a star after a backslash is a star");
    }

    #[test]
    fn a_fuzzy_word_has_a_few_other_letters() {
        assert!(finds("roam~", "foam"));
        assert!(finds("roam~", "roams"));
        assert!(!finds("roam~", "elephant"));
        assert!(finds("roam~1", "foam"));
        assert!(!finds("roam~1", "foams"));
    }

    #[test]
    fn a_wildcard_at_the_start_and_a_text_without_words_are_refused() {
        for query in ["*x", "?x", "a *x", "", "  ", "\"\"", "-!-"] {
            assert!(TextQuery::parse(query).is_err(), "{query}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(query: String, text: String) {
            let _ = TextQuery::parse(&query).map(|query| query.matches(&text));
        }

        #[test]
        fn finds_every_word_of_a_text(text: String) {
            for (place, word) in super::words(&text) {
                prop_assert!(finds(&text[place], &text), "{}", word);
            }
        }
    }
}
