//! Markdown to bodies and back.

use crate::corpus;
use confluence_content::{File, LinkedPage, NoSite, PageName, Site, Storage, markdown};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

fn storage(text: &str) -> String {
    let storage = markdown::to_storage(text, &NoSite).value;
    assert!(Storage::parse(&storage).is_ok(), "{text}\n{storage}");
    storage
}

fn written(body: &str) -> String {
    Storage::parse(body).expect(body).to_markdown(&NoSite).value
}

#[test]
fn markdown_is_storage_format() {
    let code = "<ac:structured-macro ac:name=\"code\" ac:schema-version=\"1\"><ac:parameter ac:name=\"language\">rust</ac:parameter>\
                <ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body></ac:structured-macro>";
    let info = "<ac:structured-macro ac:name=\"info\" ac:schema-version=\"1\"><ac:rich-text-body><p>in</p></ac:rich-text-body>\
                </ac:structured-macro>";
    let tasks = "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a\
                 </ac:task-body></ac:task><ac:task><ac:task-id>2</ac:task-id><ac:task-status>incomplete</ac:task-status>\
                 <ac:task-body>b</ac:task-body></ac:task></ac:task-list>";
    let cases = [
        (
            "# T\n\na *b* **c** ~~d~~ `e`",
            "<h1>T</h1><p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>",
        ),
        ("a\nb\\\nc", "<p>a b<br />c</p>"),
        (
            "- a\n  - b\n\n1. c",
            "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol>",
        ),
        ("5. a", "<ol start=\"5\"><li>a</li></ol>"),
        ("- [x] a\n- [ ] b", tasks),
        ("> q", "<blockquote><p>q</p></blockquote>"),
        ("> [!NOTE]\n> in", info),
        ("```rust\na < b\n```", code),
        ("---", "<hr />"),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "<table><tbody><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            "[x](https://x.y \"t\")",
            "<p><a href=\"https://x.y\" title=\"t\">x</a></p>",
        ),
        (
            "![a](b%20c.png)",
            "<p><ac:image ac:alt=\"a\"><ri:attachment ri:filename=\"b c.png\" /></ac:image></p>",
        ),
        (
            "![](https://x/y.png)",
            "<p><ac:image><ri:url ri:value=\"https://x/y.png\" /></ac:image></p>",
        ),
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("<div>\n<b>x</b>\n</div>", "<div>\n<b>x</b>\n</div>"),
        ("a <script>x</script>", "<p>a &lt;script&gt;x&lt;/script&gt;</p>"),
        ("a <u>b", "<p>a <u>b</u></p>"),
    ];
    for (text, expected) in cases {
        assert_eq!(storage(text), expected, "{text}");
    }
    let notes = markdown::to_storage("<script>x</script>\n\n<p>unclosed", &NoSite).notes;
    assert!(!notes.is_empty(), "what is no storage format is told");
}

#[test]
fn bodies_are_markdown_that_people_read() {
    let cases = [
        (
            "<h2>T</h2><p>a <em>b</em> <strong>c </strong>d</p>",
            "## T\n\na *b* **c** d\n",
        ),
        (
            "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul><ul><li>c</li></ul>",
            "- a\n  - b\n\n* c\n",
        ),
        (
            "<p>1. no list, # *no* [head]</p>",
            "1\\. no list, # \\*no\\* \\[head\\]\n",
        ),
        (
            "<p><ac:link><ri:page ri:space-key=\"K\" ri:content-title=\"A b\"/></ac:link></p>",
            "[A b](confluence://page/K/A%20b)\n",
        ),
        (
            "<p><ac:link><ri:user ri:account-id=\"1:2\"/></ac:link></p>",
            "[@1:2](confluence://user/1:2)\n",
        ),
        (
            "<p><ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"colour\">Green</ac:parameter><ac:parameter \
             ac:name=\"title\">DONE</ac:parameter></ac:structured-macro> <time datetime=\"2026-10-01\"/></p>",
            "[DONE](confluence://status/Green) [2026-10-01](confluence://date/2026-10-01)\n",
        ),
        (
            "<ac:image ac:alt=\"a\"><ri:attachment ri:filename=\"b c.png\"/></ac:image>",
            "![a](b%20c.png)\n",
        ),
        (
            "<ac:structured-macro ac:name=\"toc\"/>",
            "```confluence\n<ac:structured-macro ac:name=\"toc\"/>\n```\n",
        ),
        (
            "<table><tbody><tr><th><p>a|b</p></th></tr><tr><td><strong>1</strong></td></tr></tbody></table>",
            "| a\\|b |\n| --- |\n| **1** |\n",
        ),
        (
            "<ac:structured-macro ac:name=\"expand\"><ac:parameter ac:name=\"title\">More</ac:parameter><ac:rich-text-body><p>x</p>\
             </ac:rich-text-body></ac:structured-macro>",
            "<details><summary>More</summary>\n\nx\n\n</details>\n",
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(written(body), expected, "{body}");
    }
}

#[test]
fn every_body_of_the_corpus_survives_markdown() {
    for body in corpus::storage() {
        let markdown = written(&body);
        let text = |body: &str| {
            Storage::parse(body)
                .expect(body)
                .text()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        let mut back = text(&storage(&markdown));
        // A link to a person has a name in Markdown, and none in storage format.
        back.retain(|letter| letter != ' ');
        let mut before = text(&body);
        before.retain(|letter| letter != ' ');
        assert_eq!(back, before, "{body}\n{markdown}");
        for name in [
            "unknown-macro",
            "drawio",
            "toc",
            "excerpt",
            "jira",
            "decision-list",
            "app/env/static/key",
        ] {
            assert_eq!(
                body.contains(name),
                storage(&markdown).contains(name),
                "{body}\n{markdown}"
            );
        }
    }
}

#[test]
fn documents_are_markdown_and_back() {
    let document = markdown::to_adf("# T\n\n- a\n- b\n", &NoSite)
        .expect("it is read")
        .value;
    assert_eq!(
        document.to_markdown(&NoSite).expect("not too deep").value,
        "# T\n\n- a\n- b\n"
    );
}

#[test]
fn markdown_made_to_be_deep_or_slow_is_read() {
    for part in [
        ">",
        "- ",
        "*a **a ",
        "[a](",
        "<u>",
        "<details>\n\n",
        "![",
        "`",
        "| a ",
        "\n\n<div>\n\n",
        "- [ ] ",
    ] {
        let started = std::time::Instant::now();
        storage(&part.repeat(3_000));
        assert!(started.elapsed().as_secs() < 10, "{part}");
    }
}

proptest! {
    #![proptest_config(crate::cases(500))]

    #[test]
    fn any_markdown_is_right_storage_format(text in "(?s)[ab1 *_~`#>|\\-\\[\\]()!<>/&:\\\\\n.u=x]{0,60}") {
        let storage = markdown::to_storage(&text, &NoSite).value;
        prop_assert!(Storage::parse(&storage).is_ok(), "{}", storage);
    }

    #[test]
    fn any_text_is_the_same_text_after_markdown(text in "[a-c1 *_~`#>|\\-\\[\\]()!<&:\\\\.+=$]{1,30}") {
        let mut body = "<p>".to_owned();
        body.push_str(&text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        body.push_str("</p>");
        let words = |body: &str| Storage::parse(body).expect("right").text();
        prop_assert_eq!(words(&storage(&written(&body))), words(&body), "{}", written(&body));
    }
}

/// A folder in which each page and each file has an address, and the way back is known for pages alone.
struct Folder;

impl Site for Folder {
    fn page_url(&self, space: Option<&str>, title: &str) -> Option<String> {
        Some(format!(
            "{}{title}.md",
            space.map_or(String::new(), |space| format!("../{space}/"))
        ))
    }

    fn page_at(&self, address: &str) -> Option<LinkedPage> {
        let title = address.strip_suffix(".md")?;
        match title.strip_prefix("../").and_then(|rest| rest.split_once('/')) {
            Some((space, title)) => Some(LinkedPage {
                space: Some(space.to_owned()),
                title: title.to_owned(),
            }),
            None => Some(title.into()),
        }
    }

    fn file(&self, _: Option<&PageName<'_>>, name: &str) -> Option<File> {
        let url = format!("files/{name}");
        Some(File { url, ..File::default() })
    }
}

#[test]
fn a_site_gives_addresses_and_resolves_them() {
    let page = |attributes: &str, words: &str| {
        format!("<ac:link{attributes} /><ac:link-body>{words}</ac:link-body></ac:link>")
    };
    let body = format!(
        "<p>{} {} <ac:image ac:alt=\"a\"><ri:attachment ri:filename=\"b c.png\" /></ac:image></p>",
        page(" ac:anchor=\"x\"><ri:page ri:content-title=\"A (b) | c\"", "one"),
        page("><ri:page ri:content-title=\"D\" ri:space-key=\"K\"", "two"),
    );
    let written = Storage::parse(&body).expect("it is well-formed").to_markdown(&Folder);
    // An address that would mean something else in Markdown is not used.
    assert_eq!(
        written.value,
        "[one](confluence://page//A%20%28b%29%20%7C%20c#x) [two](../K/D.md) ![a](<files/b c.png>)\n"
    );
    assert_eq!(written.notes.len(), 1, "{:?}", written.notes);
    assert_eq!(
        written.notes[0].to_string(),
        "the address of the file `b c.png` was written in another way"
    );
    let again = markdown::to_storage("[one](<A b.md#x y>) [two](../K/D.md) [three](https://x/y)", &Folder);
    assert_eq!(
        again.value,
        format!(
            "<p>{} {} <a href=\"https://x/y\">three</a></p>",
            page(" ac:anchor=\"x y\"><ri:page ri:content-title=\"A b\"", "one"),
            page("><ri:page ri:content-title=\"D\" ri:space-key=\"K\"", "two"),
        )
    );
}

#[test]
fn two_pages_never_have_one_address() {
    struct Flat;
    impl Site for Flat {
        fn page_url(&self, _: Option<&str>, _: &str) -> Option<String> {
            Some("page.md".to_owned())
        }
    }
    let link = |title: &str| format!("<p><ac:link><ri:page ri:content-title=\"{title}\" /></ac:link></p>");
    let body = link("A") + &link("B");
    let written = Storage::parse(&body)
        .expect("it is well-formed")
        .to_markdown(&Flat)
        .value;
    assert_eq!(written, "[A](page.md)\n\n[B](confluence://page//B)\n");
}

#[test]
fn tables_keep_their_alignment_and_tasks_their_tasks() {
    for text in [
        "| a | b | c |\n| :--- | :---: | ---: |\n| 1 | 2 | 3 |\n|  | x \\| y |  |\n",
        "- [ ] a\n  - [x] b\n- [ ] c\n",
        "- [ ] a\n\n  more\n\n- [x] b\n",
        "> [!IMPORTANT]\n> a\n",
        "<!-- a comment -->\n\nb <!-- c -->\n",
        "[a](<b(c>) <d@e.f>\n",
        "- a\n-\n- ___\n",
        "``a`b`` ` ` `` `a ``\n",
    ] {
        let back = written(&storage(text));
        assert_eq!(back.replace("[d@e.f](mailto:d@e.f)", "<d@e.f>"), text);
    }
}

#[test]
fn a_list_behind_tasks_is_another_list() {
    let text = "- [x] a\n\n* b\n\n- [ ] c\n";
    assert_eq!(written(&storage(text)), text);
}

#[test]
fn large_bodies_are_written_in_time() {
    for part in [
        "<p>a <strong>b</strong> <a href=\"c\">d</a></p>",
        "<ul><li>a</li></ul>",
        "a <em>b</em> ",
        "<table><tbody><tr><th>a</th></tr><tr><td>b</td></tr></tbody></table>",
        "<ac:task-list><ac:task><ac:task-body>a</ac:task-body></ac:task></ac:task-list>",
        "<ac:structured-macro ac:name=\"x\"><ac:rich-text-body><p>a</p></ac:rich-text-body></ac:structured-macro>",
        "<p><ac:link><ri:page ri:content-title=\"T\" /></ac:link></p>",
    ] {
        let started = std::time::Instant::now();
        let body = part.repeat(2_000);
        let text = written(&body);
        storage(&text);
        let inside = format!("<blockquote>{body}</blockquote>");
        written(&inside);
        assert!(started.elapsed().as_secs() < 20, "{part}");
    }
}
