//! Nothing is lost in silence: each word of a body is in what is made of it, or a note tells of its loss.

use crate::random::{body, node};
use confluence_content::adf::{Document, Node};
use confluence_content::{Converted, NoSite, Storage, markdown};
use proptest::collection::vec;
use proptest::prelude::{prop_assert, proptest};
use proptest::sample::select;

/// Parts of Markdown. Each `W` becomes a word that is nowhere else.
const PARTS: [&str; 48] = [
    "W",
    "W ",
    "\n",
    "\n\n",
    "  ",
    "    ",
    "# ",
    "- ",
    "1. ",
    "7) ",
    "> ",
    "> [!NOTE]\n",
    "- [x] ",
    "- [ ] ",
    "*W*",
    "**",
    "_W_",
    "~~W~~",
    "`W`",
    "```W W\nW\n```\n",
    "~~~\n",
    "[W](W.md)",
    "[W](W \"W\")",
    "[W][W]",
    "[W]: W \"W\"\n",
    "![W](W.png)",
    "![W](https://W/W \"W\")",
    "![*W* [W](W)](W)",
    "<W>",
    "<b>W</b>",
    "<u>",
    "</u>",
    "<!-- W -->",
    "<div>W</div>\n\n",
    "<details><summary>W</summary>\n\n",
    "\n</details>\n",
    "| W | W |\n|:-:|--|\n| W | W |\n",
    "| W\n",
    "---\n",
    "W\n===\n",
    "\\",
    "&amp;W",
    "&#10;W",
    "<https://W.W>",
    "[W](confluence://user/W)",
    "[W](confluence://date/2026-10-01)",
    "[W](confluence://storage/W)",
    "[W](attachment:W.pdf)",
];

/// The text with a word in each place, and how many there are.
fn worded(text: &str) -> (String, usize) {
    let mut worded = String::new();
    let parts: Vec<&str> = text.split('W').collect();
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            worded.push_str(&word(number));
        }
        worded.push_str(part);
    }
    (worded, parts.len() - 1)
}

fn word(number: usize) -> String {
    format!("w{number}x")
}

/// The words that are neither in the text nor in a note.
fn lost(converted: &Converted<String>, count: usize) -> Vec<String> {
    let notes: String = converted.notes.iter().map(ToString::to_string).collect();
    let words = (1..=count).map(word);
    words
        .filter(|word| !converted.value.contains(word) && !notes.contains(word))
        .collect()
}

fn back(read: &Storage<'_>) -> Converted<String> {
    let mut written = read.to_markdown(&NoSite);
    let again = markdown::to_storage(&written.value, &NoSite);
    written.notes.extend(again.notes);
    Converted {
        value: again.value,
        notes: written.notes,
    }
}

/// The letters of a text, so that lines may be cut in another way.
fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(crate::cases(1_500))]

    #[test]
    fn no_word_of_markdown(parts in vec(select(&PARTS[..]), 1..14)) {
        let (text, count) = worded(&parts.concat());
        let storage = markdown::to_storage(&text, &NoSite);
        prop_assert!(Storage::parse(&storage.value).is_ok(), "{text}\n{}", storage.value);
        prop_assert!(lost(&storage, count).is_empty(), "{:?}\n{text}\n{}", lost(&storage, count), storage.value);
        let document = markdown::to_adf(&text, &NoSite).unwrap().map(|document| document.to_json());
        prop_assert!(lost(&document, count).is_empty(), "{:?}\n{text}\n{}", lost(&document, count), document.value);
    }
}

proptest! {
    #![proptest_config(crate::cases(600))]

    #[test]
    fn no_word_of_a_body_on_its_way_through_markdown(parts in vec(body(), 1..4)) {
        let source = parts.concat();
        let read = Storage::parse(&source).expect("it is well-formed");
        let again = back(&read);
        let text = Storage::parse(&again.value).expect("what is written is right").text();
        if again.notes.is_empty() {
            prop_assert!(letters(&text) == letters(&read.text()), "{source}\n{}\n{}", read.to_markdown(&NoSite).value, again.value);
        }
    }

    #[test]
    fn no_word_of_a_document_on_its_way_through_markdown(content in vec(node(), 1..4)) {
        let document = Document::new(content);
        let written = document.to_markdown(&NoSite).expect("it is not too deep");
        let again = markdown::to_adf(&written.value, &NoSite).expect("what is written is right");
        if written.notes.is_empty() && again.notes.is_empty() {
            prop_assert!(letters(&again.value.text()) == letters(&document.text()), "{}\n{}", document.to_json(), written.value);
        }
    }
}

/// The macros of Confluence that the vendor documents, by the names that they have in storage format.
const MACROS: [&str; 66] = [
    "anchor",
    "attachments",
    "blog-posts",
    "calendar",
    "change-history",
    "chart",
    "children",
    "code",
    "column",
    "content-by-user",
    "content-report-table",
    "contentbylabel",
    "contributors",
    "contributors-summary",
    "create-from-template",
    "create-space-button",
    "details",
    "detailssummary",
    "excerpt",
    "excerpt-include",
    "expand",
    "favpages",
    "gallery",
    "global-reports",
    "html",
    "html-include",
    "iframe",
    "include",
    "index",
    "info",
    "jira",
    "jirachart",
    "listlabels",
    "livesearch",
    "loremipsum",
    "multimedia",
    "navmap",
    "network",
    "noformat",
    "note",
    "pagetree",
    "pagetreesearch",
    "panel",
    "popular-labels",
    "profile",
    "profile-picture",
    "recently-updated",
    "recently-updated-dashboard",
    "recently-used-labels",
    "related-labels",
    "roadmap",
    "rss",
    "search",
    "section",
    "space-attachments",
    "space-details",
    "spaces",
    "status",
    "tasks-report-macro",
    "tip",
    "toc",
    "toc-zone",
    "userlister",
    "view-file",
    "viewpdf",
    "warning",
];

#[test]
fn no_macro_with_its_parameters_and_its_body() {
    let bodies = [
        "",
        "<ac:plain-text-body><![CDATA[w2x < w3x]]></ac:plain-text-body>",
        "<ac:rich-text-body><p>w2x <strong>w3x</strong></p><ul><li>w4x</li></ul></ac:rich-text-body>",
    ];
    for name in MACROS {
        for body in bodies {
            let found = format!(
                "<ac:structured-macro ac:name=\"{name}\" ac:schema-version=\"1\" ac:macro-id=\"m\"><ac:parameter ac:name=\"title\">w1x\
                 </ac:parameter>{body}</ac:structured-macro>"
            );
            for source in [
                found.clone(),
                format!("<p>before {found} behind</p>"),
                format!("<ul><li>{found}</li></ul>"),
            ] {
                let read = Storage::parse(&source).expect("it is well-formed");
                let again = back(&read);
                for word in ["w1x", "w2x", "w3x", "w4x"] {
                    assert_eq!(
                        source.contains(word),
                        again.value.contains(word),
                        "{source}\n{}",
                        again.value
                    );
                }
                let named = format!("ac:name=\"{name}\"");
                assert!(again.value.contains(&named), "{source}\n{}", again.value);
            }
        }
    }
}

#[test]
fn no_document_of_the_corpus() {
    for json in include_str!("../corpus/adf.jsonl").lines() {
        let document = Document::parse(json).expect("it is a document");
        let written = document.to_markdown(&NoSite).expect("it is not too deep");
        let again = markdown::to_adf(&written.value, &NoSite)
            .expect("what is written is right")
            .value;
        // A person has no name in storage format.
        let text = |nodes: &[Node]| letters(&Document::new(nodes.to_vec()).text().replace("@Ann", ""));
        assert_eq!(
            text(&again.content),
            text(&document.content),
            "{json}\n{}",
            written.value
        );
    }
}
