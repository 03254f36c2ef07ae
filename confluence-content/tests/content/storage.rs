//! Storage format: what is refused and how, text, tasks, markers of comments.

use confluence_content::{MAX_DEPTH, NoSite, Storage};
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

/// The message and the place of the error.
fn refused(body: &str) -> String {
    Storage::parse(body).expect_err(body).to_string()
}

#[test]
fn bad_xhtml_is_refused_in_the_words_of_the_site() {
    // As in kovetskiy/mark#54, chesshacker/terraform-provider-confluence#7, iamjackg/md2cf#92, kovetskiy/mark#111,
    // PacoVK/antora-confluence#66 and docToolchain/docToolchain#44.
    let cases = [
        (
            "<p>a\n</br></p>",
            "Unexpected close tag </br>; expected </p>.\n at [row,col {unknown-source}]: [2,1]",
        ),
        (
            "<p>x",
            "Unexpected close tag </xml>; expected </p>.\n at [row,col {unknown-source}]: [1,5]",
        ),
        (
            "</p>",
            "Unexpected close tag </p>; expected </xml>.\n at [row,col {unknown-source}]: [1,1]",
        ),
        (
            "<p x>y</p>",
            "Unexpected character '>' (code 62) expected '='\n at [row,col {unknown-source}]: [1,5]",
        ),
        (
            "<p[0]>",
            "Unexpected character '[' (code 91) excepted space, or '>' or \"/>\"\n at [row,col {unknown-source}]: [1,3]",
        ),
        (
            "<h:m/>",
            "Undeclared namespace prefix \"h\"\n at [row,col {unknown-source}]: [1,1]",
        ),
        (
            "<p>a]]></p>",
            "String ']]>' not allowed in textual content, except as the end marker of CDATA section\n \
             at [row,col {unknown-source}]: [1,5]",
        ),
        (
            "<p>&foo;</p>",
            "Undeclared general entity \"foo\"\n at [row,col {unknown-source}]: [1,4]",
        ),
    ];
    for (body, message) in cases {
        assert_eq!(refused(body), format!("Error parsing xhtml: {message}"), "{body}");
    }
}

#[test]
fn what_xml_does_not_allow_is_refused() {
    let bodies = [
        "a & b",
        "a &amp b",
        "<p>1 < 2</p>",
        "<3",
        "<p",
        "<p a=1/>",
        "<p a='1' a='2'/>",
        "<p a='<'/>",
        "<p a='&x;'/>",
        "<p a='1'b='2'/>",
        "<!-- a -- b -->",
        "<!--",
        "<![CDATA[",
        "<!x>",
        "<?xml version='1.0'?>",
        "<!DOCTYPE a>",
        "\u{8}",
        "&#0;",
        "&#x+41;",
        "<p x:y='1'/>",
        "<p ac:='1'/>",
        "<a:b:c/>",
        "<p a/>",
        "<>",
        "</>",
        "<p></P>",
        "&#xD800;",
    ];
    for body in bodies {
        assert!(Storage::parse(body).is_err(), "{body}");
    }
    let right = [
        "",
        "text",
        "&nbsp;&euro;&#160;&#xa0;",
        "<br/>",
        "<x:y xmlns:x='u'><x:z x:a='1'/></x:y>",
        "<p\n a = '\"' >x</p >",
        "<![CDATA[<a>]]]]><![CDATA[>]]>",
        "<!-- ok -->",
        "\u{feff}<p>x</p>",
        "<at:var at:name='x'/>",
        "<ac:x ri:y='&lt;'/>",
    ];
    for body in right {
        let read = Storage::parse(body).expect(body);
        assert_eq!(read.as_str(), body);
    }
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| "<p>".repeat(depth) + &"</p>".repeat(depth);
    assert!(Storage::parse(&nested(MAX_DEPTH)).is_ok());
    assert!(refused(&nested(MAX_DEPTH + 1)).contains("depth"));
    assert!(Storage::parse(&"<p>".repeat(1_000_000)).is_err());
}

#[test]
fn text_is_what_a_reader_sees() {
    let text = |body: &str| Storage::parse(body).expect(body).text();
    assert_eq!(
        text("<p>a &amp; b&nbsp;c<br/>d</p><ul><li>e</li><li>f\n  g</li></ul>"),
        "a & b\u{a0}c\nd\ne\nf g"
    );
    let panel = "<ac:structured-macro ac:name=\"info\"><ac:parameter ac:name=\"title\">t</ac:parameter><ac:rich-text-body>\
                 <p>in</p></ac:rich-text-body></ac:structured-macro>";
    assert_eq!(text(panel), "in");
    let code = "<ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body>\
                </ac:structured-macro>";
    assert_eq!(text(code), "a < b");
    let link = "<p><ac:link><ri:page ri:content-title=\"Home\" ri:space-key=\"K\"/></ac:link> <ac:link><ri:user \
                ri:account-id=\"1\"/></ac:link><time datetime=\"2026-10-01\"/><ac:placeholder>type</ac:placeholder></p>";
    assert_eq!(text(link), "Home 2026-10-01");
    let extension = "<ac:adf-extension><ac:adf-node type=\"panel\"><ac:adf-attribute key=\"panel-type\">note</ac:adf-attribute>\
                     <ac:adf-content><p>once</p></ac:adf-content></ac:adf-node><ac:adf-fallback><p>once</p></ac:adf-fallback>\
                     </ac:adf-extension>";
    assert_eq!(text(extension), "once");
}

#[test]
fn a_status_shows_its_title_in_a_document_too() {
    let status = "<p><ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"odd\">x</ac:parameter><ac:parameter \
                  ac:name=\"title\">DO<br/>NE</ac:parameter></ac:structured-macro></p>";
    let body = Storage::parse(status).expect("it is well-formed");
    assert_eq!(
        (body.text().as_str(), body.to_adf(&NoSite).value.text().as_str()),
        ("DONE", "DONE")
    );
    let file = "<ac:image><ri:attachment ri:filename=\"a.png\">not shown</ri:attachment></ac:image>";
    assert_eq!(Storage::parse(file).expect("it is well-formed").text(), "");
}

#[test]
fn macros_have_parameters_and_bodies() {
    let body = "<ac:structured-macro ac:name=\"include\" ac:macro-id=\"m1\"><ac:parameter ac:name=\"\"><ac:link><ri:page \
                ri:space-key=\"K\" ri:content-title=\"A\"/></ac:link></ac:parameter><ac:parameter ac:name=\"n\">1</ac:parameter>\
                <ac:plain-text-body><![CDATA[x]]></ac:plain-text-body></ac:structured-macro>";
    let read = Storage::parse(body).expect(body);
    let found = read.nodes()[0]
        .as_element()
        .and_then(|element| element.as_macro())
        .expect("a macro");
    assert_eq!((found.name().as_ref(), found.id().as_deref()), ("include", Some("m1")));
    assert_eq!(found.parameter("").as_deref(), Some("K:A"));
    assert_eq!(found.parameter("n").as_deref(), Some("1"));
    assert_eq!(found.body().plain().as_deref(), Some("x"));
    assert_eq!(found.element().outer(), body);
}

const TASKS: &str = "<ac:task-list>\n<ac:task><ac:task-id>4</ac:task-id><ac:task-uuid>u</ac:task-uuid>\
    <ac:task-status>incomplete</ac:task-status><ac:task-body><ac:link><ri:user ri:account-id=\"ann\"/></ac:link> eats by \
    <time datetime=\"2026-10-01\"/></ac:task-body><ac:task-list><ac:task><ac:task-id>5</ac:task-id><ac:task-status>complete\
    </ac:task-status><ac:task-body>inner</ac:task-body></ac:task></ac:task-list></ac:task></ac:task-list>";

#[test]
fn tasks_are_read_and_completed() {
    let body = Storage::parse(TASKS).expect("right");
    let tasks = body.tasks();
    assert_eq!(tasks.len(), 2);
    assert_eq!(
        (tasks[0].id.as_deref(), tasks[0].uuid.as_deref()),
        (Some("4"), Some("u"))
    );
    assert_eq!(
        (tasks[0].assignee.as_deref(), tasks[0].due.as_deref()),
        (Some("ann"), Some("2026-10-01"))
    );
    assert_eq!(
        (tasks[0].text.as_str(), tasks[0].complete),
        ("eats by 2026-10-01", false)
    );
    assert_eq!((tasks[1].text.as_str(), tasks[1].complete), ("inner", true));
    let open = body.with_task_status("5", false).expect("task 5");
    assert_eq!(open, TASKS.replace(">complete", ">incomplete"));
    assert_eq!(body.with_task_status("6", true), None);
    let bare = Storage::parse("<ac:task><ac:task-id>1</ac:task-id><ac:task-status/></ac:task>").expect("right");
    let done = bare.with_task_status("1", true).expect("task 1");
    assert!(Storage::parse(&done).expect("right").tasks()[0].complete, "{done}");
}

#[test]
fn passages_are_found_and_marked() {
    let body = Storage::parse("<p>one two</p><p>two <b>three</b>&nbsp;two</p><p>a<![CDATA[two]]></p>").expect("right");
    assert_eq!(body.passage_count("two"), 3);
    assert_eq!(
        body.passage_count("two  two"),
        0,
        "no passage goes over the end of a block"
    );
    assert_eq!(body.passage_count("three two"), 1);
    assert_eq!(body.passage_count(" "), 0);
    let marked = body.with_marker("two", 1, "r\"1").expect("the second");
    assert!(
        marked.contains("<p><ac:inline-comment-marker ac:ref=\"r&quot;1\">two</ac:inline-comment-marker> <b>"),
        "{marked}"
    );
    let read = Storage::parse(&marked).expect("right");
    assert_eq!(read.marked("r\"1").as_deref(), Some("two"));
    assert_eq!(read.marked("other"), None);
    assert_eq!(read.without_marker("r\"1"), body.as_str());
    assert_eq!(body.with_marker("two", 3, "r"), None);
}

proptest! {
    #![proptest_config(crate::cases(400))]

    #[test]
    fn no_text_makes_it_panic(body in "(?s)[<>/=\"'&;:!\\[\\]acripx #-]{0,40}", passage in ".{0,3}") {
        if let Ok(read) = Storage::parse(&body) {
            read.text();
            read.tasks();
            prop_assert_eq!(read.as_str(), &body);
            if let Some(marked) = read.with_marker(&passage, 0, "r") {
                let again = Storage::parse(&marked);
                prop_assert!(again.is_ok(), "{}", marked);
                prop_assert_eq!(again.expect("checked").without_marker("r"), body);
            }
        }
    }

    #[test]
    fn any_characters_are_read_or_refused(body in "\\PC{0,60}") {
        let _ = Storage::parse(&body).map(|read| read.text());
    }
}
