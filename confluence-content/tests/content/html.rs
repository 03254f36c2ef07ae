//! What bodies look like as HTML.

use crate::corpus;
use confluence_content::storage::Macro;
use confluence_content::{File, NoSite, PageName, Site, Storage, View};

/// A site that knows one page, one file, one person and one macro.
struct Known;

impl Site for Known {
    fn content_id(&self) -> Option<String> {
        Some("7".to_owned())
    }

    fn title(&self) -> Option<String> {
        Some("My page".to_owned())
    }

    fn page_url(&self, space: Option<&str>, title: &str) -> Option<String> {
        (title == "Home").then(|| format!("/wiki/spaces/{}/pages/1", space.unwrap_or("OWN")))
    }

    fn file(&self, page: Option<&PageName<'_>>, name: &str) -> Option<File> {
        Some(File {
            url: format!(
                "/wiki/download/attachments/{}/{name}",
                page.map_or("7", |page| page.title)
            ),
            ..File::default()
        })
    }

    fn user_name(&self, account_id: &str) -> Option<String> {
        (account_id == "ann").then(|| "Ann".to_owned())
    }

    fn macro_html(&self, found: &Macro<'_, '_>) -> Option<String> {
        (found.name() == "children").then(|| "<ul><li>child</li></ul>".to_owned())
    }
}

fn view(body: &str) -> String {
    Storage::parse(body).expect(body).to_html(View::View, &Known)
}

#[test]
fn elements_of_confluence_are_html_in_a_view() {
    let page = "<ac:link><ri:page ri:content-title=\"Home\"/></ac:link>";
    assert_eq!(view(page), "<a href=\"/wiki/spaces/OWN/pages/1\">Home</a>");
    let user = "<ac:link><ri:user ri:account-id=\"ann\"/></ac:link>";
    assert_eq!(
        view(user),
        "<a class=\"confluence-userlink user-mention\" data-account-id=\"ann\" href=\"/wiki/people/ann\">@Ann</a>",
    );
    let file = "<ac:link><ri:attachment ri:filename=\"a.txt\"/><ac:plain-text-link-body><![CDATA[a <file>]]>\
                </ac:plain-text-link-body></ac:link>";
    assert_eq!(
        view(file),
        "<a href=\"/wiki/download/attachments/7/a.txt\">a &lt;file&gt;</a>"
    );
    let image = "<ac:image ac:alt=\"a\" ac:width=\"100\"><ri:attachment ri:filename=\"a.png\"><ri:page \
                 ri:content-title=\"Other\"/></ri:attachment></ac:image>";
    assert!(
        view(image).contains("alt=\"a\" width=\"100\" src=\"/wiki/download/attachments/Other/a.png\""),
        "{}",
        view(image)
    );
    let tasks = "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>do\
                 </ac:task-body></ac:task></ac:task-list>";
    assert_eq!(
        view(tasks),
        "<ul class=\"inline-task-list\" data-inline-tasks-content-id=\"7\"><li class=\"checked\" data-inline-task-id=\"1\">\
         <span class=\"placeholder-inline-tasks\">do</span></li></ul>",
    );
    assert_eq!(
        view("<time datetime=\"2026-10-01\"/>"),
        "<time datetime=\"2026-10-01\">01 Oct 2026</time>"
    );
    assert!(view("<ac:emoticon ac:name=\"tick\"/>").contains(">✅</span>"));
    assert_eq!(
        view("<p>a<ac:placeholder>type</ac:placeholder><br/></p>"),
        "<p>a<br/></p>"
    );
}

#[test]
fn macros_are_shown() {
    let of = |name: &str, inner: &str| {
        view(&format!(
            "<ac:structured-macro ac:name=\"{name}\">{inner}</ac:structured-macro>"
        ))
    };
    let rich = "<ac:rich-text-body><p>in</p></ac:rich-text-body>";
    let info = of("info", rich);
    assert!(
        info.starts_with("<div class=\"confluence-information-macro confluence-information-macro-information"),
        "{info}"
    );
    assert!(
        info.contains("<div class=\"confluence-information-macro-body\"><p>in</p></div>"),
        "{info}"
    );
    let code = of("code", "<ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body>");
    assert!(
        code.contains("class=\"syntaxhighlighter-pre\"") && code.contains(">a &lt; b</pre>"),
        "{code}"
    );
    let status =
        "<ac:parameter ac:name=\"colour\">Green</ac:parameter><ac:parameter ac:name=\"title\">DONE</ac:parameter>";
    let status = of("status", status);
    assert!(
        status.contains("aui-lozenge-success") && status.contains(">DONE</span>"),
        "{status}"
    );
    assert!(of("children", "").contains("<ul><li>child</li></ul>"));
    assert!(of("unheard-of", rich).contains("data-macro-name=\"unheard-of\"><p>in</p></div>"));
    let toc = "<ac:structured-macro ac:name=\"toc\"/><h1>A b</h1><h2>C</h2><h1>D</h1>";
    assert!(
        view(toc).contains(
            "<ul class=\"toc-indentation\"><li><a href=\"#Mypage-Ab\">A b</a><ul class=\"toc-indentation\"><li>\
             <a href=\"#Mypage-C\">C</a></li></ul></li><li><a href=\"#Mypage-D\">D</a></li></ul>"
        ),
        "{}",
        view(toc),
    );
    assert!(view(toc).contains("<h1 id=\"Mypage-Ab\">A b</h1>"));
}

#[test]
fn views_differ_in_what_is_around_the_text() {
    let body =
        Storage::parse("<p><ac:inline-comment-marker ac:ref=\"r\">a</ac:inline-comment-marker></p>").expect("right");
    let marked = "<p><span class=\"inline-comment-marker\" data-ref=\"r\">a</span></p>";
    assert_eq!(body.to_html(View::View, &Known), marked);
    assert_eq!(body.to_html(View::Export, &Known), "<p>a</p>");
    let styled = body.to_html(View::Styled, &Known);
    assert!(
        styled.starts_with("<html><head><title>My page</title><style>") && styled.contains("<p>a</p>"),
        "{styled}"
    );
}

#[test]
fn nothing_that_runs_a_script_is_shown() {
    let body = "<p onclick=\"x()\">a</p><script>x()</script><a href=\"java&#10;script:x()\">b</a><ac:link><ri:url \
                ri:value=\"javascript:x()\"/></ac:link><ac:image><ri:url ri:value=\"data:text/html,x\"/></ac:image>";
    let shown = view(body);
    assert!(
        !["onclick", "<script", "=\"java", "data:"]
            .iter()
            .any(|bad| shown.contains(bad)),
        "{shown}"
    );
}

#[test]
fn a_view_has_no_element_of_storage_format_and_all_of_the_text() {
    for body in corpus::storage() {
        let read = Storage::parse(&body).expect("right");
        for (view, site) in [(View::View, &Known as &dyn Site), (View::Export, &NoSite)] {
            let html = read.to_html(view, site);
            let lower = ["<ac:", "<ri:", "<at:"].iter().any(|prefix| html.contains(prefix));
            assert!(!lower, "{html}");
            let shown = Storage::parse(&html)
                .unwrap_or_else(|error| panic!("{html}\n{error}"))
                .text();
            for word in read
                .text()
                .split_whitespace()
                .filter(|word| word.chars().all(char::is_alphabetic))
            {
                assert!(shown.contains(word), "{word}\n{body}\n{html}");
            }
        }
    }
}
