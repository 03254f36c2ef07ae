//! Bodies: what is refused, and what each representation of the same content says.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

async fn post(caller: &Caller<'_>, space: &str, title: &str, representation: &str, value: &str) -> (u16, Value) {
    let body = json!({ "representation": representation, "value": value });
    let page = json!({ "spaceId": space, "title": title, "body": body });
    caller.post("/wiki/api/v2/pages", page).await
}

async fn body(caller: &Caller<'_>, page: &str, format: &str) -> String {
    let (status, page) = caller
        .get(&format!("/wiki/api/v2/pages/{page}?body-format={format}"))
        .await;
    assert_eq!(status, 200, "{page}");
    assert_eq!(page["body"][format]["representation"], format);
    text(&page["body"][format]["value"])
}

#[tokio::test]
async fn the_name_of_a_nested_body_says_its_representation() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let new = |title: &str, body: Value| json!({ "spaceId": space, "title": title, "body": body });
    let nested = [
        json!({ "storage": { "value": "<h1>T</h1>" } }),
        json!({ "wiki": { "value": "h1. T" } }),
        json!({ "storage": { "value": "h1. T", "representation": "wiki" } }),
    ];
    for (title, nested) in ["a", "b", "c"].into_iter().zip(nested) {
        let (status, page) = admin.post("/wiki/api/v2/pages", new(title, nested)).await;
        assert_eq!(status, 200, "{page}");
        assert_eq!(body(&admin, &text(&page["id"]), "storage").await, "<h1>T</h1>");
    }
    for bad in [
        json!({ "value": "<p/>" }),
        json!({ "storage": {} }),
        json!({ "view": { "value": "x" } }),
    ] {
        assert_eq!(admin.post("/wiki/api/v2/pages", new("d", bad)).await.0, 400);
    }
}

#[tokio::test]
async fn bad_storage_format_is_refused_in_the_words_of_the_site() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let (status, refused) = post(&admin, &space, "Bad", "storage", "<p>a <b>x</p>").await;
    let title = text(&refused["errors"][0]["title"]);
    assert_eq!(status, 400);
    assert!(
        title.starts_with("Error parsing xhtml: Unexpected close tag </p>; expected </b>."),
        "{title}"
    );
    assert!(title.ends_with("at [row,col {unknown-source}]: [1,10]"), "{title}");
    for bad in ["<p>&foo;</p>", "a & b", "<br>", "<x:y/>"] {
        assert_eq!(post(&admin, &space, "Bad", "storage", bad).await.0, 400, "{bad}");
    }
    for bad in [
        "{}",
        "not JSON",
        "{\"type\":\"doc\",\"version\":1}",
        "{\"type\":\"doc\",\"version\":1,\"content\":[{}]}",
    ] {
        assert_eq!(
            post(&admin, &space, "Bad", "atlas_doc_format", bad).await.0,
            400,
            "{bad}"
        );
    }
    let page = admin.page(&space, "Good").await;
    let change = json!({ "id": page, "status": "current", "title": "Good", "version": { "number": 2 },
        "body": { "representation": "storage", "value": "<p>" } });
    assert_eq!(admin.put(&format!("/wiki/api/v2/pages/{page}"), change).await.0, 400);
    let comment = json!({ "pageId": page, "body": { "representation": "storage", "value": "<p>" } });
    assert_eq!(admin.post("/wiki/api/v2/footer-comments", comment).await.0, 400);
}

#[tokio::test]
async fn a_page_that_is_read_and_written_back_is_the_same_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let storage = "<h1>Title</h1><p>Is <strong>bold</strong>.</p><ac:structured-macro ac:name=\"info\" \
                   ac:schema-version=\"1\"><ac:rich-text-body><p>panel</p></ac:rich-text-body></ac:structured-macro>\
                   <ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>incomplete</ac:task-status><ac:task-body>\
                   task</ac:task-body></ac:task></ac:task-list><ac:structured-macro   ac:name='my-macro'><ac:parameter \
                   ac:name=\"z\">1</ac:parameter><ac:parameter ac:name=\"a\">2</ac:parameter></ac:structured-macro>";
    let (status, page) = post(&admin, &space, "Page", "storage", storage).await;
    assert_eq!(status, 200, "{page}");
    let id = text(&page["id"]);
    assert_eq!(body(&admin, &id, "storage").await, storage);

    let adf = body(&admin, &id, "atlas_doc_format").await;
    let document: Value = serde_json::from_str(&adf).unwrap();
    let kinds: Vec<&str> = document["content"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["type"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["heading", "paragraph", "panel", "taskList", "extension"]);
    let back = json!({ "id": id, "status": "current", "title": "Page", "version": { "number": 2 },
        "body": { "representation": "atlas_doc_format", "value": adf } });
    assert_eq!(admin.put(&format!("/wiki/api/v2/pages/{id}"), back).await.0, 200);
    assert_eq!(body(&admin, &id, "storage").await, storage);
    assert_eq!(
        serde_json::from_str::<Value>(&body(&admin, &id, "atlas_doc_format").await).unwrap(),
        document
    );
    let (_, tasks) = admin
        .get(&format!("/wiki/api/v2/tasks?page-id={id}&body-format=storage"))
        .await;
    assert_eq!(tasks["results"][0]["body"]["storage"]["value"], "task");
}

#[tokio::test]
async fn a_document_that_breaks_the_rules_of_its_format_is_refused_and_the_node_is_named() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let document = |block: Value| json!({ "type": "doc", "version": 1, "content": [block] }).to_string();
    let paragraph = json!({ "type": "paragraph", "content": [{ "type": "text", "text": "x" }] });
    let page = admin.page(&space, "Page").await;
    for (block, said) in [
        (
            json!({ "type": "heading", "attrs": { "level": 7 } }),
            "`heading` in `doc`: `level`",
        ),
        (
            json!({ "type": "bulletList", "content": [paragraph] }),
            "`paragraph` in `bulletList`",
        ),
        (json!({ "type": "text", "text": "x" }), "`text` in `doc`"),
    ] {
        let bad = document(block);
        let (status, refused) = post(&admin, &space, "Bad", "atlas_doc_format", &bad).await;
        let title = text(&refused["errors"][0]["title"]);
        assert_eq!(status, 400, "{bad}");
        assert!(title.starts_with(&format!("Error parsing ADF: {said}")), "{title}");
        let body = json!({ "representation": "atlas_doc_format", "value": bad });
        let change =
            json!({ "id": page, "status": "current", "title": "Page", "version": { "number": 2 }, "body": body });
        assert_eq!(admin.put(&format!("/wiki/api/v2/pages/{page}"), change).await.0, 400);
        let comment = json!({ "pageId": page, "body": body });
        assert_eq!(admin.post("/wiki/api/v2/footer-comments", comment).await.0, 400);
        let path = "/wiki/rest/api/contentbody/convert/async/storage";
        assert_eq!(admin.post(path, body).await.0, 400);
    }
    // What is not known is kept as it is.
    let future =
        document(json!({ "type": "future", "attrs": { "level": 7 }, "content": [{ "type": "text", "text": "x" }] }));
    let (status, page) = post(&admin, &space, "Future", "atlas_doc_format", &future).await;
    assert_eq!(status, 200, "{page}");
    assert_eq!(body(&admin, &text(&page["id"]), "atlas_doc_format").await, future);
}

#[tokio::test]
async fn what_only_storage_format_can_say_is_read_as_a_document_and_written_back() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let storage = "<ul><li><blockquote><p>quoted</p></blockquote></li></ul><table><tbody><tr><td><table><tbody><tr><td>\
                   <p>deep</p></td></tr></tbody></table></td></tr></tbody></table>";
    let (_, page) = post(&admin, &space, "Page", "storage", storage).await;
    let id = text(&page["id"]);
    let adf = body(&admin, &id, "atlas_doc_format").await;
    let back = json!({ "id": id, "status": "current", "title": "Page", "version": { "number": 2 },
        "body": { "representation": "atlas_doc_format", "value": adf } });
    let (status, answer) = admin.put(&format!("/wiki/api/v2/pages/{id}"), back).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(body(&admin, &id, "storage").await, storage);
}

#[tokio::test]
async fn a_view_is_html_with_the_links_of_the_site() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let other = admin.page(&space, "Other page").await;
    let me = text(&admin.get("/wiki/rest/api/user/current").await.1["accountId"]);
    let storage = format!(
        "<p><ac:link><ri:page ri:content-title=\"Other page\"/></ac:link> <ac:link><ri:user ri:account-id=\"{me}\"/></ac:link></p>\
         <ac:structured-macro ac:name=\"include\"><ac:parameter ac:name=\"\"><ac:link><ri:page ri:content-title=\"Other page\"/>\
         </ac:link></ac:parameter></ac:structured-macro><ac:structured-macro ac:name=\"children\"/>"
    );
    let (_, page) = post(&admin, &space, "Page", "storage", &storage).await;
    let id = text(&page["id"]);
    let child = json!({ "spaceId": space, "title": "Child", "parentId": id });
    assert_eq!(admin.post("/wiki/api/v2/pages", child).await.0, 200);
    for format in ["view", "export_view", "styled_view", "anonymous_export_view"] {
        let html = body(&admin, &id, format).await;
        assert!(!html.contains("<ac:") && !html.contains("<ri:"), "{html}");
        let link = format!("<a href=\"/wiki/spaces/DEMO/pages/{other}/Other+page\">Other page</a>");
        assert!(html.contains(&link), "{html}");
        assert!(
            html.contains(&format!("data-account-id=\"{me}\"")) && html.contains(">@"),
            "{html}"
        );
        assert!(
            html.contains("Other page text") && html.contains(">Child</a>"),
            "{html}"
        );
    }
    let convert = json!({ "representation": "storage", "value": "<p><ac:link><ri:page ri:content-title=\"Other page\"/></ac:link></p>" });
    let path = "/wiki/rest/api/contentbody/convert/async";
    let (status, task) = admin.post(&format!("{path}/view?contentIdContext={id}"), convert).await;
    assert_eq!(status, 200, "{task}");
    let result = format!("{path}/{}", text(&task["asyncId"]));
    admin.get(&result).await;
    let value = text(&admin.get(&result).await.1["value"]);
    assert_eq!(
        value,
        format!("<p><a href=\"/wiki/spaces/DEMO/pages/{other}/Other+page\">Other page</a></p>")
    );
    let bad = json!({ "representation": "storage", "value": "<p>" });
    assert_eq!(admin.post(&format!("{path}/view"), bad).await.0, 400);
}

#[tokio::test]
async fn tasks_know_who_does_them_and_by_when() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let storage = "<ac:task-list>\n<ac:task>\n<ac:task-id>7</ac:task-id>\n<ac:task-status>complete</ac:task-status>\n\
                   <ac:task-body><ac:link><ri:user ri:account-id=\"ann\"/></ac:link> <time datetime=\"2026-10-01\"/></ac:task-body>\n\
                   </ac:task>\n</ac:task-list>";
    let (_, page) = post(&admin, &space, "Page", "storage", storage).await;
    let (_, tasks) = admin
        .get(&format!("/wiki/api/v2/tasks?page-id={}", text(&page["id"])))
        .await;
    let task = &tasks["results"][0];
    assert_eq!((&task["localId"], &task["status"]), (&json!("7"), &json!("complete")));
    assert_eq!(
        (&task["assignedTo"], &task["dueAt"]),
        (&json!("ann"), &json!("2026-10-01T00:00:00.000Z"))
    );
}

#[tokio::test]
async fn an_inline_comment_marks_its_passage() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let (_, page) = post(
        &admin,
        &space,
        "Page",
        "storage",
        "<p>fresh fish and <em>fresh</em> chips</p>",
    )
    .await;
    let id = text(&page["id"]);
    let selection =
        json!({ "textSelection": "fresh chips", "textSelectionMatchCount": 1, "textSelectionMatchIndex": 0 });
    let comment = json!({ "pageId": id, "inlineCommentProperties": selection,
        "body": { "representation": "storage", "value": "<p>are they?</p>" } });
    let (status, comment) = admin.post("/wiki/api/v2/inline-comments", comment).await;
    assert_eq!(status, 201, "{comment}");
    let marker = text(&comment["properties"]["inlineMarkerRef"]);
    let storage = body(&admin, &id, "storage").await;
    let start = format!("<ac:inline-comment-marker ac:ref=\"{marker}\">");
    let end = "</ac:inline-comment-marker>";
    assert_eq!(
        storage,
        format!("<p>fresh fish and <em>{start}fresh{end}</em>{start} chips{end}</p>")
    );
    let (_, page) = admin.get(&format!("/wiki/api/v2/pages/{id}")).await;
    assert_eq!(page["version"]["number"], 1, "a comment makes no version");
    let comment = format!("/wiki/api/v2/inline-comments/{}", text(&comment["id"]));
    assert_eq!(admin.delete(&comment).await.0, 204);
    assert_eq!(
        body(&admin, &id, "storage").await,
        "<p>fresh fish and <em>fresh</em> chips</p>"
    );
}

#[tokio::test]
async fn wiki_markup_is_storage_format_when_it_is_written() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let space = admin.space("DEMO").await;
    let markup = "h1. Title\n* a *b*\n\n{code:rust}x < y{code}";
    let (status, page) = post(&admin, &space, "Page", "wiki", markup).await;
    assert_eq!(status, 200, "{page}");
    let storage = "<h1>Title</h1><ul><li>a <strong>b</strong></li></ul><ac:structured-macro ac:name=\"code\" \
                   ac:schema-version=\"1\"><ac:parameter ac:name=\"language\">rust</ac:parameter><ac:plain-text-body>\
                   <![CDATA[x < y]]></ac:plain-text-body></ac:structured-macro>";
    assert_eq!(body(&admin, &text(&page["id"]), "storage").await, storage);
}
