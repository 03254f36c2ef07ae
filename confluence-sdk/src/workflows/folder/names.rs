//! Names of files that are good on every system, made of titles that anybody can choose.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The most bytes of a name that is made of a title. With an id and an ending it fits into what file systems take.
const MOST: usize = 120;
/// What Windows takes for a device, whatever comes after a dot.
const DEVICES: &[&str] = &["aux", "con", "conin$", "conout$", "nul", "prn"];

/// The names of siblings.
pub(crate) struct Names;

impl Names {
    /// A name for each file, each another one also where case does not matter. Those that would have the same name get
    /// their ids too, so no name depends on the order. Endings stay.
    pub(crate) fn of_files<'t>(titles: impl Iterator<Item = (&'t str, &'t str)>) -> Vec<String> {
        told_apart(titles, |title| {
            let (stem, ending) = match title.rsplit_once('.') {
                Some((stem, ending)) if !stem.is_empty() && (1..=10).contains(&ending.len()) => (stem, ending),
                _ => (title, ""),
            };
            let ending: String = ending.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
            let stem = safe(stem, MOST);
            (
                stem,
                if ending.is_empty() {
                    ending
                } else {
                    format!(".{ending}")
                },
            )
        })
    }
}

/// What only an export asks for.
#[cfg(all(
    feature = "attachments",
    feature = "folders",
    feature = "markdown",
    feature = "pages",
    feature = "spaces",
    feature = "v1-content"
))]
impl Names {
    /// A name for each title, each another one also where case does not matter. Titles that would have the same name
    /// get their ids too, so no name depends on the order.
    pub(crate) fn of_titles<'t>(titles: impl Iterator<Item = (&'t str, &'t str)>) -> Vec<String> {
        told_apart(titles, |title| (safe(title, MOST), String::new()))
    }

    /// A name for an id.
    pub(crate) fn of_id(id: &str) -> String {
        safe(id, MOST)
    }
}

fn told_apart<'t>(
    titles: impl Iterator<Item = (&'t str, &'t str)>,
    name: impl Fn(&str) -> (String, String),
) -> Vec<String> {
    let all: Vec<_> = titles.map(|(title, id)| (name(title), safe(id, 40))).collect();
    let folded = |name: &(String, String)| folded(&format!("{}{}", name.0, name.1));
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (name, id) in &all {
        *count.entry(folded(name)).or_default() += 1;
        // So that nobody chooses a title that is the name of another one with its id.
        *count
            .entry(folded(&(format!("{}-{id}", name.0), name.1.clone())))
            .or_default() += 1;
    }
    let apart = |(name, id): ((String, String), String)| match count.get(&folded(&name)) {
        Some(1) => format!("{}{}", name.0, name.1),
        _ => format!("{}-{id}{}", name.0, name.1),
    };
    all.into_iter().map(apart).collect()
}

/// A name with each letter and its accents as one character (NFC). Files of macOS come with names that have them apart.
pub(crate) fn composed(name: &str) -> Cow<'_, str> {
    const { ComposingNormalizerBorrowed::new_nfc() }.normalize(name)
}

/// The spellings that a site can have a name in, the one that was given first.
pub(crate) fn spellings(name: &str) -> Vec<Cow<'_, str>> {
    let decomposed = const { DecomposingNormalizerBorrowed::new_nfd() }.normalize(name);
    let mut all = vec![Cow::Borrowed(name)];
    for other in [composed(name), decomposed] {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    all
}

/// A name as a disk sees it that takes letters for one which differ in their case, or in how they are composed.
pub(super) fn folded(name: &str) -> String {
    // Some have a small letter only by way of the capital ones: `ß` is `SS`.
    composed(&composed(name).to_uppercase().to_lowercase()).into_owned()
}

/// A title as the name of a file or a folder.
fn safe(title: &str, most: usize) -> String {
    let mut name = String::new();
    for c in composed(title).chars() {
        let c = if is_plain(c) { c } else { '-' };
        if name.len() + c.len_utf8() > most {
            break;
        }
        name.push(c);
    }
    // What begins with a dot is hidden, what begins with `_` is for this crate; Windows drops dots and blanks at the
    // end.
    let begins = |c: char| c == '.' || c == '_' || c.is_whitespace();
    let mut name = name
        .trim_start_matches(begins)
        .trim_end_matches(|c: char| c == '.' || c.is_whitespace())
        .to_owned();
    if name.is_empty() {
        return "untitled".to_owned();
    }
    // Where it ends is asked of the name itself: small letters can be longer or shorter.
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let (end, stem) = (stem.len(), stem.to_lowercase());
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    if DEVICES.contains(&stem.as_str()) || port.is_some_and(|port| port.chars().count() == 1) {
        name.insert(end, '-');
    }
    // So that the folder of `a.md` is not the file of `a`.
    if name.to_lowercase().ends_with(".md") {
        name.push('-');
    }
    name
}

/// Whether a character can be in a name on every system, and is what it looks like.
fn is_plain(c: char) -> bool {
    let turns_text =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    !c.is_control() && !"/\\:*?\"<>|".contains(c) && !turns_text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_titles_are_plain_names() {
        for (title, name) in [
            ("Plans", "Plans"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("..", "untitled"),
            ("", "untitled"),
            (" . ", "untitled"),
            ("C:\\Windows\\x", "C--Windows-x"),
            ("CON", "CON-"),
            ("con.tar.gz", "con-.tar.gz"),
            ("Com1", "Com1-"),
            ("COM10", "COM10"),
            ("common", "common"),
            ("nul ", "nul-"),
            (".git", "git"),
            ("_attachments", "attachments"),
            ("a\0b\nc\u{202e}d", "a-b-c-d"),
            ("u\u{308}ber", "\u{fc}ber"),
            ("😀 ümlaut", "😀 ümlaut"),
            ("dot.", "dot"),
            ("notes.md", "notes.md-"),
            ("COM\u{1e9e}", "COM\u{1e9e}-"),
            ("LPT\u{212a}.x", "LPTK-.x"),
            ("COM\u{2126}", "COM\u{3a9}-"),
        ] {
            assert_eq!(safe(title, MOST), name, "{title:?}");
        }
        let long = safe(&"ß€😀".repeat(100), MOST);
        assert!(long.len() <= MOST && long.len() > MOST - 4);
    }

    #[test]
    fn names_are_told_apart_whatever_the_case_and_the_order() {
        let names = Names::of_files(
            [
                ("a.txt", "1"),
                ("A.TXT", "2"),
                ("b.txt", "3"),
                ("a/b", "4"),
                ("a:b", "5"),
            ]
            .into_iter(),
        );
        assert_eq!(names, ["a-1.txt", "A-2.TXT", "b.txt", "a-b-4", "a-b-5"]);
        // Letters that some disks take for one.
        let names = Names::of_files([("Maß", "1"), ("MASS", "2"), ("ΟΔΟΣ", "3"), ("οδοσ", "4")].into_iter());
        assert_eq!(names, ["Maß-1", "MASS-2", "ΟΔΟΣ-3", "οδοσ-4"]);
        let names = Names::of_files([("u\u{308}.txt", "1"), ("\u{fc}.txt", "2"), ("\u{dc}.TXT", "3")].into_iter());
        assert_eq!(names, ["\u{fc}-1.txt", "\u{fc}-2.txt", "\u{dc}-3.TXT"]);
        // A title that looks like another one with its id.
        let names = Names::of_files([("a-1.txt", "9"), ("a.txt", "1"), ("A.txt", "2")].into_iter());
        assert_eq!(names, ["a-1-9.txt", "a-1.txt", "A-2.txt"]);
        let long = format!("{}.pdf", "x".repeat(300));
        let name = Names::of_files([(long.as_str(), "1")].into_iter()).remove(0);
        assert!(name.ends_with("x.pdf") && name.len() < 130);
    }
}
