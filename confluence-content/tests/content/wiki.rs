//! Wiki markup to storage format.

use confluence_content::{Storage, wiki};
use proptest::prelude::{prop_assert, proptest};

fn storage(markup: &str) -> String {
    let storage = wiki::to_storage(markup);
    assert!(Storage::parse(&storage).is_ok(), "{markup}\n{storage}");
    storage
}

#[test]
fn lines_are_blocks() {
    let cases = [
        ("h1. Title", "<h1>Title</h1>"),
        ("h7. no", "<p>h7. no</p>"),
        ("one\ntwo\n\nthree", "<p>one<br />two</p><p>three</p>"),
        ("a \\\\ b", "<p>a <br /> b</p>"),
        ("----", "<hr />"),
        ("bq. said", "<blockquote><p>said</p></blockquote>"),
        ("* a\n** b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("# a\n#* b\n# c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("* a\nmore\n- b", "<ul><li>a<br />more</li><li>b</li></ul>"),
        ("* a\n\n# b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        (
            "||H||I||\n|a|[b|http://x]|",
            "<table><tbody><tr><th>H</th><th>I</th></tr><tr><td>a</td><td><a href=\"http://x\">b</a></td></tr></tbody></table>",
        ),
        ("||H|a|", "<table><tbody><tr><th>H</th><td>a</td></tr></tbody></table>"),
    ];
    for (markup, expected) in cases {
        assert_eq!(storage(markup), expected, "{markup}");
    }
}

#[test]
fn signs_are_emphasis() {
    let cases = [
        (
            "*a* _b_ -c- +d+ ^e^ ~f~ ??g??",
            "<strong>a</strong> <em>b</em> <del>c</del> <u>d</u> <sup>e</sup> <sub>f</sub> <cite>g</cite>",
        ),
        ("*a _b_*", "<strong>a <em>b</em></strong>"),
        ("{{a*b*}}", "<code>a*b*</code>"),
        ("2*3*4 a-b-c a_b_c", "2*3*4 a-b-c a_b_c"),
        ("* a*", "* a*"),
        ("\\*a\\* \\{x}", "*a* {x}"),
        ("a -- b --- c", "a – b — c"),
        ("{color:red}r{color} x", "<span style=\"color: red;\">r</span> x"),
        (
            "(/) ok (x)",
            "<ac:emoticon ac:name=\"tick\" /> ok <ac:emoticon ac:name=\"cross\" />",
        ),
        (
            "see https://x.y/z?a=1.",
            "see <a href=\"https://x.y/z?a=1\">https://x.y/z?a=1</a>.",
        ),
        ("a < b & c", "a &lt; b &amp; c"),
    ];
    for (markup, expected) in cases {
        assert_eq!(
            storage(&format!("x {markup}")),
            format!("<p>x {expected}</p>"),
            "{markup}"
        );
    }
}

#[test]
fn links_and_images_are_resources() {
    let link = |inner: &str| format!("<p><ac:link>{inner}</ac:link></p>");
    let body = |text: &str| format!("<ac:plain-text-link-body><![CDATA[{text}]]></ac:plain-text-link-body>");
    let page = "<ri:page ri:content-title=\"Home page\" />";
    let other = "<ri:page ri:space-key=\"KEY\" ri:content-title=\"Home\" />";
    assert_eq!(storage("[Home page]"), link(page));
    assert_eq!(storage("[go|KEY:Home]"), link(&format!("{other}{}", body("go"))));
    assert_eq!(
        storage("[go|#here]"),
        format!("<p><ac:link ac:anchor=\"here\">{}</ac:link></p>", body("go"))
    );
    assert_eq!(storage("[^a.txt]"), link("<ri:attachment ri:filename=\"a.txt\" />"));
    assert_eq!(
        storage("[f|KEY:Home^a.txt]"),
        link(&format!(
            "<ri:attachment ri:filename=\"a.txt\">{other}</ri:attachment>{}",
            body("f")
        ))
    );
    assert_eq!(
        storage("[~accountid:557058:1]"),
        link("<ri:user ri:account-id=\"557058:1\" />")
    );
    assert_eq!(storage("[mailto:a@b.c]"), "<p><a href=\"mailto:a@b.c\">a@b.c</a></p>");
    assert_eq!(
        storage("!a.png!"),
        "<p><ac:image><ri:attachment ri:filename=\"a.png\" /></ac:image></p>"
    );
    assert_eq!(
        storage("!https://x/a.png|width=300, thumbnail!"),
        "<p><ac:image ac:width=\"300\" ac:thumbnail=\"true\"><ri:url ri:value=\"https://x/a.png\" /></ac:image></p>",
    );
    assert_eq!(storage("wow! and more!"), "<p>wow! and more!</p>");
}

#[test]
fn braces_are_macros() {
    let of = |name: &str, inner: &str| {
        format!("<ac:structured-macro ac:name=\"{name}\" ac:schema-version=\"1\">{inner}</ac:structured-macro>")
    };
    let parameter = |name: &str, value: &str| format!("<ac:parameter ac:name=\"{name}\">{value}</ac:parameter>");
    let rich = |inner: &str| format!("<ac:rich-text-body>{inner}</ac:rich-text-body>");
    let plain = |text: &str| format!("<ac:plain-text-body><![CDATA[{text}]]></ac:plain-text-body>");
    let code = format!(
        "{}{}{}",
        parameter("language", "java"),
        parameter("title", "T"),
        plain("a *b* {x}\nc")
    );
    assert_eq!(storage("{code:java|title=T}\na *b* {x}\nc\n{code}"), of("code", &code));
    assert_eq!(storage("{noformat}x{noformat}"), of("noformat", &plain("x")));
    assert_eq!(
        storage("{info}\n* a\n{info}\nb"),
        of("info", &rich("<ul><li>a</li></ul>")) + "<p>b</p>"
    );
    let panel = of(
        "panel",
        &format!("{}{}", parameter("title", "T"), rich(&of("note", &rich("<p>x</p>")))),
    );
    assert_eq!(storage("{panel:title=T}{note}x{note}{panel}"), panel);
    assert_eq!(storage("{quote}a{quote}"), "<blockquote><p>a</p></blockquote>");
    assert_eq!(storage("{toc}"), format!("<p>{}</p>", of("toc", "")));
    assert_eq!(
        storage("{my-macro:x=1|y}a"),
        format!(
            "<p>{}a</p>",
            of("my-macro", &(parameter("x", "1") + &parameter("", "y")))
        )
    );
    assert_eq!(
        storage("{info} never closed"),
        format!("<p>{} never closed</p>", of("info", ""))
    );
    assert_eq!(storage("{not a macro} {}"), "<p>{not a macro} {}</p>");
}

#[test]
fn markup_made_to_be_slow_is_not() {
    for part in [
        "{info}",
        "*a ",
        "[a ",
        "!a ",
        "{color:red}",
        "{{a ",
        "|[a",
        "** a\n",
        "{a:b}",
        "{quote}{info}",
        "http",
        "-- ",
    ] {
        let started = std::time::Instant::now();
        storage(&part.repeat(5_000));
        assert!(started.elapsed().as_secs() < 10, "{part}");
    }
}

proptest! {
    #![proptest_config(crate::cases(800))]

    #[test]
    fn any_markup_is_right_storage_format_with_all_its_words(markup in "(?s)[a-c 1*_|#\\-{}:!?\\[\\]^~\\\\\n.(/)h]{0,60}") {
        let storage = wiki::to_storage(&markup);
        prop_assert!(Storage::parse(&storage).is_ok(), "{}", storage);
    }

    #[test]
    fn no_text_is_lost(markup in "[a-z *_+~\n-]{0,60}") {
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let storage = wiki::to_storage(&markup);
        let text = Storage::parse(&storage).expect("right").text();
        prop_assert!(letters(&text) == letters(&markup), "{}", storage);
    }
}
