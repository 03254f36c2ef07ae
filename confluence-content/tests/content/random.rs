//! Bodies that nobody would write: elements and nodes in one another at random.

use confluence_content::adf::{Document, Mark, MarkKind, Node, NodeKind};
use confluence_content::{NoSite, Storage};
use proptest::collection::vec;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

/// Tags without their attributes: what an element can be, and what can be in it.
const NAMES: [&str; 40] = [
    "p",
    "h2",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "strong",
    "em",
    "code",
    "span",
    "small",
    "a",
    "br",
    "hr",
    "div",
    "pre",
    "section",
    "ac:link",
    "ac:link-body",
    "ac:plain-text-link-body",
    "ac:image",
    "ac:caption",
    "ac:structured-macro",
    "ac:parameter",
    "ac:rich-text-body",
    "ac:plain-text-body",
    "ac:task-list",
    "ac:task",
    "ac:task-body",
    "ac:layout",
    "ac:layout-section",
    "ac:layout-cell",
    "ac:inline-comment-marker",
    "ac:adf-extension",
    "ac:adf-node",
];

const ATTRIBUTES: [&str; 16] = [
    "",
    " style=\"color: rgb(1,2,3); text-align: center\"",
    " class=\"x\"",
    " ac:name=\"info\"",
    " ac:name=\"status\"",
    " ac:name=\"x&amp;y\" ac:macro-id=\"1\"",
    " href=\"/x\"",
    " ac:ref=\"r\"",
    " ac:type=\"two_equal\"",
    " type=\"panel\"",
    " type=\"odd-Type\"",
    " colspan=\"2\" rowspan=\"0\"",
    " data-adf=\"{&quot;a&quot;:1}\"",
    " data-adf-marks=\"[]\"",
    " ac:inline=\"true\"",
    " href=\"/y\" data-card-appearance=\"block\"",
];

const LEAVES: [&str; 18] = [
    "text",
    "two  words ",
    "\n  ",
    " ",
    "&amp;&nbsp;",
    "<![CDATA[a < b]]>",
    "<!-- c -->",
    "<ri:page ri:content-title=\"T\"/>",
    "<ri:attachment ri:filename=\"f.png\"/>",
    "<ri:user ri:account-id=\"u\"/>",
    "<time datetime=\"2026-10-01\"/>",
    "<ac:emoticon ac:name=\"smile\"/>",
    "<ac:task-id>1</ac:task-id>",
    "<ac:task-status>complete</ac:task-status>",
    "<ac:parameter ac:name=\"title\">t</ac:parameter>",
    "<ac:adf-attribute key=\"panel-type\">note</ac:adf-attribute>",
    "<ac:placeholder>type</ac:placeholder>",
    "&#10;",
];

pub(crate) fn body() -> impl Strategy<Value = String> {
    let leaf = select(&LEAVES[..]).prop_map(str::to_owned);
    leaf.prop_recursive(5, 40, 5, |inner| {
        (select(&NAMES[..]), select(&ATTRIBUTES[..]), vec(inner, 0..5))
            .prop_map(|(name, attributes, inner)| format!("<{name}{attributes}>{}</{name}>", inner.concat()))
    })
}

const KINDS: [&str; 34] = [
    "paragraph",
    "heading",
    "bulletList",
    "orderedList",
    "listItem",
    "taskList",
    "taskItem",
    "blockTaskItem",
    "decisionList",
    "decisionItem",
    "codeBlock",
    "blockquote",
    "panel",
    "table",
    "tableRow",
    "tableCell",
    "tableHeader",
    "rule",
    "media",
    "mediaSingle",
    "mediaGroup",
    "mediaInline",
    "expand",
    "nestedExpand",
    "layoutSection",
    "layoutColumn",
    "emoji",
    "mention",
    "status",
    "inlineCard",
    "extension",
    "bodiedExtension",
    "caption",
    "odd-Kind",
];

fn attrs(node: Node) -> BoxedStrategy<Node> {
    let values = prop_oneof![
        Just(("level", serde_json_value("1"))),
        Just(("panelType", serde_json_value("\"info\""))),
        Just(("localId", serde_json_value("\"a<b\""))),
        Just(("text", serde_json_value("\"shown\""))),
        Just(("color", serde_json_value("\"green\""))),
        Just(("id", serde_json_value("\"1\""))),
        Just(("type", serde_json_value("\"file\""))),
        Just(("url", serde_json_value("\"https://x\""))),
        Just(("shortName", serde_json_value("\":x:\""))),
        Just((
            "__storage",
            serde_json_value("{\"class\":\"c\",\"body\":\"<b\",\"extension\":\"x\"}")
        )),
        Just((
            "extensionType",
            serde_json_value("\"com.atlassian.confluence.macro.core\"")
        )),
        Just(("extensionKey", serde_json_value("\"m\""))),
        Just((
            "parameters",
            serde_json_value(
                "{\"macroParams\":{\"a\":{\"value\":\"1\"}},\"__storage\":{\"head\":\"<\",\"tail\":\"\"}}"
            )
        )),
        Just(("Odd-Name", serde_json_value("[1,{\"\":null}]"))),
        Just(("width", serde_json_value("33.5"))),
    ];
    vec(values, 0..4)
        .prop_map(move |values| {
            values
                .into_iter()
                .fold(node.clone(), |node, (name, value)| node.attr(name, value))
        })
        .boxed()
}

fn serde_json_value(json: &str) -> confluence_content::serde_json::Value {
    confluence_content::serde_json::from_str(json).expect("it is JSON")
}

fn marked(node: Node) -> impl Strategy<Value = Node> {
    let mark = prop_oneof![
        Just(Mark::new(MarkKind::Strong)),
        Just(Mark::new(MarkKind::Em)),
        Just(Mark::new(MarkKind::Link).attr("href", "/x")),
        Just(
            Mark::new(MarkKind::Annotation)
                .attr("id", "r")
                .attr("annotationType", "inlineComment")
        ),
        Just(Mark::new(MarkKind::Alignment).attr("align", "center")),
        Just(Mark::new(MarkKind::from("odd"))),
    ];
    vec(mark, 0..3).prop_map(move |marks| marks.into_iter().fold(node.clone(), Node::mark))
}

pub(crate) fn node() -> impl Strategy<Value = Node> {
    let text = "[a-c <&\u{a0}]{1,6}".prop_flat_map(|text| marked(Node::text(text)));
    text.prop_recursive(5, 40, 5, |inner| {
        (select(&KINDS[..]), vec(inner, 0..5), any::<bool>()).prop_flat_map(|(kind, content, with_marks)| {
            let node = Node::new(NodeKind::from(kind)).content(content);
            attrs(node).prop_flat_map(move |node| match with_marks {
                true => marked(node).boxed(),
                false => Just(node).boxed(),
            })
        })
    })
}

/// The words of a text, so that lines may be cut in another way.
fn words(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(crate::cases(600))]

    #[test]
    fn no_body_loses_text_on_its_way_through_a_document(parts in vec(body(), 1..4)) {
        let body = parts.concat();
        let read = Storage::parse(&body).expect("it is well-formed");
        let document = read.to_adf(&NoSite).value;
        prop_assert_eq!(words(&document.text()), words(&read.text()), "{}", document.to_json());
        let back = document.to_storage(&NoSite).expect("it is not too deep").value;
        let again = Storage::parse(&back).expect("what is written is right");
        prop_assert_eq!(words(&again.text()), words(&read.text()), "{}", back);
        prop_assert!(Document::parse(&document.to_json()).as_ref() == Ok(&document));
        let marked = document.clone().with_oddities_marked();
        prop_assert_eq!(marked.check(), Ok(()));
        prop_assert_eq!(&marked.to_storage(&NoSite).expect("it is not too deep").value, &back);
        prop_assert_eq!(again.to_adf(&NoSite).value.to_json(), document.to_json(), "{}", back);
    }

    #[test]
    fn no_document_loses_text_on_its_way_through_storage_format(content in vec(node(), 1..4)) {
        let document = Document::new(content);
        let written = document.to_storage(&NoSite).expect("it is not too deep").value;
        let body = Storage::parse(&written).expect("what is written is right");
        prop_assert_eq!(words(&body.text()), words(&document.text()), "{}", written);
        let again = body.to_adf(&NoSite).value;
        prop_assert_eq!(words(&again.text()), words(&document.text()), "{}", written);
    }
}

#[test]
fn bodies_made_to_be_slow_are_not() {
    let attributes: String = (0..20_000).map(|number| format!(" x{number}=\"1\"")).collect();
    let bodies = [
        format!("<ac:structured-macro ac:name=\"x\"{attributes}/>"),
        format!("<p{attributes}>a</p>"),
        "<p>a &amp; &rarr; b</p>".repeat(5_000),
        "<ac:structured-macro ac:name=\"x\"><ac:rich-text-body>".repeat(45)
            + &"<b>a</b> ".repeat(2_000)
            + &"</ac:rich-text-body></ac:structured-macro>".repeat(45),
        format!(
            "<table><tbody><tr>{}</tr></tbody></table>",
            "<td colspan=\"9999\" rowspan=\"9999\">a</td>".repeat(3_000)
        ),
    ];
    for body in bodies {
        let started = std::time::Instant::now();
        let read = Storage::parse(&body).expect("it is well-formed");
        let document = read.to_adf(&NoSite).value;
        let back = document.to_storage(&NoSite).expect("it is not too deep").value;
        assert!(Storage::parse(&back).is_ok());
        assert!(started.elapsed().as_secs() < 15, "{}", &body[..60]);
    }
}
