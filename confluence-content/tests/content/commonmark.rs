//! The test suites of CommonMark and of GitHub's Markdown, to bodies and back.
//!
//! The suites are in the package of pulldown-cmark, whose version Cargo.lock names. They are not copied: their licence
//! is another one.

use confluence_content::{Converted, NoSite, Storage, adf::Document, markdown, serde_json::Value};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The suites, and how many examples each has.
const SUITES: [(&str, usize); 6] = [
    // CommonMark 0.31.2.
    ("spec", 652),
    ("gfm_table", 9),
    ("gfm_strikethrough", 3),
    ("gfm_tasklist", 2),
    ("blockquotes_tags", 18),
    ("table", 28),
];

/// What a command prints.
fn printed(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

/// The folder of the suites.
fn folder() -> PathBuf {
    let about = printed(Command::new("rustc").arg("-vV"));
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let metadata = printed(
        Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--all-features"])
            // Packages for other platforms need not be there.
            .args(["--filter-platform", host.expect("rustc tells its host")])
            .args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]),
    );
    let metadata: Value = confluence_content::serde_json::from_str(&metadata).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let found = packages.iter().find(|package| package["name"] == "pulldown-cmark");
    let manifest = found.and_then(|package| package["manifest_path"].as_str());
    PathBuf::from(manifest.expect("it is a dependency"))
        .with_file_name("tests")
        .join("suite")
}

/// The examples of a suite.
fn examples(folder: &Path, name: &str) -> Vec<String> {
    let file = folder.join(format!("{name}.rs"));
    let source = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parts = source.split("let original = r##\"").skip(1);
    parts
        .map(|part| part.split("\"##;").next().unwrap_or_default().to_owned())
        .collect()
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM
}

/// Markdown as HTML, with what does not show made equal: where lines of the source end, and whether the items of a list
/// are paragraphs.
fn shown(text: &str) -> String {
    let mut items = Vec::new();
    let events = Parser::new_ext(text, options()).map(|event| {
        let in_item = items.last() == Some(&true);
        match &event {
            Event::Start(Tag::Item) => items.push(true),
            Event::End(TagEnd::Item) => drop(items.pop()),
            Event::Start(Tag::BlockQuote(_)) => items.push(false),
            Event::End(TagEnd::BlockQuote(_)) => drop(items.pop()),
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) if in_item => return Event::SoftBreak,
            _ => {}
        }
        event
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    folded(&out)
}

/// HTML with white space as one space where it does not show.
fn folded(html: &str) -> String {
    let mut folded = String::new();
    for (at, part) in html.split("<pre>").enumerate() {
        let (code, rest) = match part.split_once("</pre>") {
            Some((code, rest)) if at > 0 => (code, rest),
            _ => ("", part),
        };
        folded.push_str(code);
        let words: Vec<&str> = rest.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect();
        folded.push('\n');
        folded.push_str(&words.join(" "));
    }
    ["li", "p", "td", "th", "blockquote", "ul", "ol"]
        .iter()
        .fold(folded, |text, name| {
            text.replace(&format!("<{name}> "), &format!("<{name}>"))
                .replace(&format!(" </{name}>"), &format!("</{name}>"))
                .replace(&format!("</{name}> "), &format!("</{name}>"))
                .replace(&format!(" <{name}"), &format!("<{name}"))
        })
}

fn through_storage(text: &str) -> Converted<String> {
    let storage = markdown::to_storage(text, &NoSite);
    let body = Storage::parse(&storage.value).unwrap_or_else(|error| panic!("{text}\n{error}"));
    let mut back = body.to_markdown(&NoSite);
    back.notes.extend(storage.notes);
    back
}

fn through_adf(text: &str) -> Converted<String> {
    let document = markdown::to_adf(text, &NoSite).unwrap_or_else(|error| panic!("{text}\n{error}"));
    let json = document.value.to_json();
    let read = Document::parse(&json).unwrap_or_else(|error| panic!("{text}\n{error}"));
    let mut back = read
        .to_markdown(&NoSite)
        .unwrap_or_else(|error| panic!("{text}\n{error}"));
    back.notes.extend(document.notes);
    back
}

/// Examples of `spec` that show something else afterwards, though nothing is noted, with the reason: on the way through
/// storage format, through documents, or both.
const OTHERWISE: [(usize, &str, &str); 12] = [
    (149, "adf", "a table has a body, and its cells have paragraphs"),
    (160, "adf", "a table has a body, and its cells have paragraphs"),
    (161, "both", "text between blocks of HTML is a paragraph"),
    (
        162,
        "both",
        "a part of a line that HTML has between blocks is in a paragraph",
    ),
    (
        164,
        "both",
        "a part of a line that HTML has between blocks is in a paragraph",
    ),
    (
        166,
        "both",
        "a part of a line that HTML has between blocks is in a paragraph",
    ),
    (
        169,
        "both",
        "HTML with an empty line in it stays as it is, in a block of the language `confluence`",
    ),
    (
        177,
        "storage",
        "a line that begins with a comment stays as it is, in a block of the language `confluence`",
    ),
    (
        182,
        "storage",
        "a CDATA section stays as it is, in a block of the language `confluence`",
    ),
    (182, "adf", "a CDATA section is text"),
    (186, "both", "text between blocks of HTML is a paragraph"),
    (494, "both", "`<b>` that is never closed ends with its paragraph"),
];

/// How many examples of `spec` are noted: they have HTML that storage format has not, and, through documents, comments
/// and images in a line.
const NOTED: [usize; 2] = [51, 60];

#[test]
fn every_example_shows_the_same_after_the_way_there_and_back() {
    let folder = folder();
    let mut wrong = Vec::new();
    for (suite, count) in SUITES {
        let examples = examples(&folder, suite);
        assert_eq!(examples.len(), count, "{suite}");
        let mut noted = [0, 0];
        for (number, text) in (1..).zip(&examples) {
            for (way, back) in [through_storage(text), through_adf(text)].into_iter().enumerate() {
                let name = ["storage", "adf"][way];
                let listed = |(known, ways, _): &(usize, &str, &str)| *known == number && [name, "both"].contains(ways);
                let listed = suite == "spec" && OTHERWISE.iter().any(listed);
                let same = shown(&back.value) == shown(text);
                noted[way] += usize::from(!same && !back.notes.is_empty());
                if listed == (same || !back.notes.is_empty()) || !has_all(&back, text) {
                    wrong.push(format!(
                        "{suite} {number} {name} {:?}\n{text}\n→\n{}",
                        back.notes, back.value
                    ));
                }
            }
        }
        assert_eq!(noted, if suite == "spec" { NOTED } else { [0, 0] }, "{suite}");
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n----\n"));
}

/// Whether every letter and digit that the Markdown shows is there afterwards, in the same order, or in a note.
fn has_all(back: &Converted<String>, text: &str) -> bool {
    let mut after = letters(&shown(&back.value));
    after.extend(back.notes.iter().flat_map(|note| letters(&note.what)));
    let mut after = after.into_iter();
    letters(&shown(text))
        .into_iter()
        .all(|letter| after.any(|other| other == letter))
}

/// The letters and digits between the tags of HTML.
fn letters(html: &str) -> Vec<char> {
    let parts = html.split('<').enumerate();
    let texts = parts.map(|(at, part)| {
        if at == 0 {
            part
        } else {
            part.split_once('>').map_or("", |(_, text)| text)
        }
    });
    let text: String = texts.collect();
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}
