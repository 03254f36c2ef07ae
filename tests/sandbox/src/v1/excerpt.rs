//! Excerpts of search results, with the words that were found marked.

use crate::body::escape;
use crate::cql::{Term, words};
use std::ops::Range;

/// The letters of an excerpt, without its marks.
const LENGTH: usize = 300;

/// The letters of an excerpt before the first word that was found.
const BEFORE: usize = 80;

const MARKS: [&str; 2] = ["@@@hl@@@", "@@@endhl@@@"];

/// How excerpts are cut and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Strategy {
    shown: bool,
    marked: bool,
    escaped: bool,
}

impl Strategy {
    /// The strategy that a call names. `None` if there is no such strategy.
    pub(super) fn named(name: &str) -> Option<Self> {
        let (shown, marked, escaped) = match name {
            "highlight" => (true, true, true),
            "highlight_unescaped" => (true, true, false),
            "indexed" => (true, false, true),
            "indexed_unescaped" => (true, false, false),
            "none" => (false, false, false),
            _ => return None,
        };
        Some(Self { shown, marked, escaped })
    }

    /// An excerpt of a text.
    pub(super) fn excerpt(self, text: &str, terms: &[&Term]) -> String {
        if !self.shown {
            return String::new();
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let found = self.found(&text, terms);
        let part = cut(&text, found.first().map_or(0, |place| place.start));
        self.mark(&text, part, &found)
    }

    /// The title of a result.
    pub(super) fn title(self, title: &str, terms: &[&Term]) -> String {
        if !self.marked {
            return title.to_owned();
        }
        let plain = Self { escaped: false, ..self };
        plain.mark(title, 0..title.len(), &self.found(title, terms))
    }

    fn found(self, text: &str, terms: &[&Term]) -> Vec<Range<usize>> {
        if !self.marked {
            return Vec::new();
        }
        let is_wanted = |word: &str| terms.iter().any(|term| term.is_word(word));
        words(text)
            .filter(|(_, word)| is_wanted(word))
            .map(|(place, _)| place)
            .collect()
    }

    /// Part of a text with marks around the places in it.
    fn mark(self, text: &str, part: Range<usize>, places: &[Range<usize>]) -> String {
        let written = |text: &str| if self.escaped { escape(text) } else { text.to_owned() };
        let (mut marked, mut at) = (String::new(), part.start);
        let inside = places
            .iter()
            .filter(|place| part.start <= place.start && place.end <= part.end);
        for place in inside {
            marked += &written(&text[at..place.start]);
            marked += MARKS[0];
            marked += &written(&text[place.clone()]);
            marked += MARKS[1];
            at = place.end;
        }
        marked + &written(&text[at..part.end])
    }
}

/// The part of a text that an excerpt shows: whole words, with the place `first` in it.
fn cut(text: &str, first: usize) -> Range<usize> {
    let letters_before = text[..first].char_indices().rev().nth(BEFORE);
    let start = letters_before.map_or(0, |(at, _)| {
        at + text[at..first].find(' ').map_or(first - at, |space| space + 1)
    });
    let end = match text[start..].char_indices().nth(LENGTH) {
        None => text.len(),
        Some((at, _)) => start + text[start..start + at].rfind(' ').unwrap_or(at),
    };
    start..end
}

#[cfg(test)]
mod tests {
    use super::Strategy;
    use crate::cql::{Searched, parse};
    use proptest::prelude::*;

    fn excerpt(strategy: &str, text: &str, query: &str) -> String {
        let query = parse(query, Searched::Content).unwrap();
        Strategy::named(strategy).unwrap().excerpt(text, &query.terms())
    }

    #[test]
    fn what_was_found_is_marked() {
        let query = "text ~ \"salt pep*\" and text !~ chips";
        let text = "Fish & chips,\n  with Salt and <b>pepper</b>.";
        assert_eq!(
            excerpt("highlight", text, query),
            "Fish &amp; chips, with @@@hl@@@Salt@@@endhl@@@ and &lt;b&gt;@@@hl@@@pepper@@@endhl@@@&lt;/b&gt;."
        );
        assert_eq!(
            excerpt("highlight_unescaped", text, query),
            "Fish & chips, with @@@hl@@@Salt@@@endhl@@@ and <b>@@@hl@@@pepper@@@endhl@@@</b>."
        );
        assert_eq!(
            excerpt("indexed", text, query),
            "Fish &amp; chips, with Salt and &lt;b&gt;pepper&lt;/b&gt;."
        );
        assert_eq!(
            excerpt("indexed_unescaped", text, query),
            "Fish & chips, with Salt and <b>pepper</b>."
        );
        assert_eq!(excerpt("none", text, query), "");
        assert_eq!(Strategy::named("other"), None);
    }

    #[test]
    fn an_excerpt_is_cut_around_what_was_found() {
        let text = format!("{} needle {}", "hay ".repeat(500), "straw ".repeat(500));
        let found = excerpt("highlight", &text, "text ~ needle");
        assert!(
            found.starts_with("hay ") && found.contains("@@@hl@@@needle@@@endhl@@@ straw"),
            "{found}"
        );
        assert!(found.ends_with(" straw"), "{found}");
        assert!(found.len() < 350, "{found}");
    }

    proptest! {
        #[test]
        fn never_panics(text in "(\\PC{0,12} ?){0,60}", word in "\\w{1,3}") {
            let query = format!("text ~ \"{word}*\"");
            for strategy in ["highlight", "indexed"] {
                if let Ok(query) = parse(&query, Searched::Content) {
                    Strategy::named(strategy).unwrap().excerpt(&text, &query.terms());
                }
            }
        }
    }
}
