//! Pages as files for people.

use crate::caller::{Caller, plain_http, text};
use confluence_sandbox::Sandbox;
use reqwest::Method;
use serde_json::json;

const PDF: &str = "/wiki/spaces/flyingpdf/pdfpageexport.action";
const PROGRESS: &str = "/wiki/api/v2/pdfexporttask/progress";

/// The text of an answer.
async fn shown(caller: &Caller<'_>, path: &str) -> (u16, String) {
    let answer = caller.request(Method::GET, path).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test]
async fn a_page_becomes_a_pdf_file() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let (writer, reader) = (Caller::new(&sandbox, "writer"), Caller::new(&sandbox, "reader"));
    let space = writer.space("MINE").await;
    let page = writer.page(&space, "Plan 'a'").await;

    let (status, html) = shown(&writer, &format!("{PDF}?pageId={page}")).await;
    assert_eq!(status, 200);
    assert!(html.contains("<title>PDF Export - Plan &#39;a&#39;</title>"), "{html}");
    let (_, rest) = html.split_once("<meta name=\"ajs-taskId\" content=\"").unwrap();
    let task = rest.split_once('"').unwrap().0;
    let (status, progress) = writer.get(&format!("{PROGRESS}/{task}")).await;
    assert_eq!(
        (status, &progress["state"], &progress["progress"]),
        (200, &json!("SUCCEEDED"), &json!(100))
    );
    // It is that of who asked for it.
    assert_eq!(reader.get(&format!("{PROGRESS}/{task}")).await.0, 404);
    assert_eq!(writer.get(&format!("{PROGRESS}/1")).await.0, 404);

    let url = text(&progress["result"]);
    assert!(url.starts_with(sandbox.media_url()), "{url}");
    let file = plain_http().get(&url).send().await.unwrap();
    assert_eq!(
        (file.status().as_u16(), &file.headers()["content-type"]),
        (200, &"application/pdf".parse().unwrap())
    );
    let file = file.bytes().await.unwrap();
    assert!(file.starts_with(b"%PDF-"));
    let file = String::from_utf8_lossy(&file);
    for line in ["(Plan 'a') Tj", "/Count 1"] {
        assert!(file.contains(line), "{file}");
    }
    let forged = url.replace("/pdf?", "/pdf2?");
    assert_eq!(plain_http().get(forged).send().await.unwrap().status(), 404);
    for query in ["", "?pageId=1", "?pageId=x", &format!("?pageId={space}")] {
        assert_eq!(shown(&writer, &format!("{PDF}{query}")).await.0, 404, "{query}");
    }
    assert_eq!(
        shown(&Caller::new(&sandbox, "outsider"), &format!("{PDF}?pageId={page}"))
            .await
            .0,
        403
    );
}

#[tokio::test]
async fn a_page_becomes_a_file_for_word() {
    let sandbox = Sandbox::start().await.unwrap();
    let writer = Caller::new(&sandbox, "writer");
    let space = writer.space("MINE").await;
    let page = writer.page(&space, "Plän \"1\"").await;
    let answer = writer.request(Method::GET, &format!("/wiki/exportword?pageId={page}"));
    let answer = answer.send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        (header("content-type"), header("content-disposition")),
        (
            "application/vnd.ms-word".to_owned(),
            "attachment; filename=\"Pl_n _1_.doc\"".to_owned()
        )
    );
    let message = answer.text().await.unwrap();
    let (head, body) = message.split_once("\r\n\r\n").unwrap();
    for line in ["Subject: Exported From Confluence", "MIME-Version: 1.0"] {
        assert!(head.contains(line), "{head}");
    }
    let plain = body.replace("=\r\n", "");
    assert!(plain.contains("<title>Pl=C3=A4n &quot;1&quot;</title>"), "{plain}");
    assert!(plain.contains("<p>Pl=C3=A4n \"1\" text</p>"), "{plain}");
    assert_eq!(writer.get("/wiki/exportword?pageId=1").await.0, 404);
}
