//! Macros that are taken out of their pages.

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

const BODY: &str = concat!(
    "<ac:structured-macro ac:name=\"panel\" ac:macro-id=\"outer\"><ac:parameter ac:name=\"title\">Fish &amp; chips</ac:parameter>",
    "<ac:rich-text-body><p>before</p><ac:structured-macro ac:name=\"code\" ac:macro-id=\"inner\">",
    "<ac:parameter ac:name=\"language\">sql</ac:parameter><ac:plain-text-body><![CDATA[select 1 < 2]]></ac:plain-text-body>",
    "</ac:structured-macro></ac:rich-text-body></ac:structured-macro>",
    "<ac:adf-extension><ac:adf-node type=\"extension\"><ac:adf-attribute key=\"extension-key\">mine</ac:adf-attribute>",
    "<ac:adf-attribute key=\"parameters\"><ac:adf-parameter key=\"local-id\">forge</ac:adf-parameter></ac:adf-attribute>",
    "</ac:adf-node></ac:adf-extension>",
);

/// A page with macros, as its second version.
async fn page(admin: &Caller<'_>) -> String {
    let space = admin.space("DEMO").await;
    let page = admin.page(&space, "Plan").await;
    let body = json!({ "representation": "storage", "value": BODY });
    let update = json!({ "id": page, "status": "current", "title": "Plan", "body": body, "version": { "number": 2 } });
    let (status, answer) = admin.put(&format!("/wiki/api/v2/pages/{page}"), update).await;
    assert_eq!(status, 200, "{answer}");
    page
}

#[tokio::test]
async fn a_macro_is_found_by_its_id_in_a_version() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let page = page(&admin).await;
    let get = async |version: &str, id: &str| {
        let path = format!("/wiki/rest/api/content/{page}/history/{version}/macro/id/{id}");
        admin.get(&path).await
    };
    let (status, inner) = get("0", "inner").await;
    assert_eq!(
        (status, &inner["name"], &inner["body"]),
        (200, &json!("code"), &json!("select 1 < 2")),
        "{inner}"
    );
    assert_eq!(inner["parameters"], json!({ "language": { "value": "sql" } }));
    let (_, outer) = get("2", "outer").await;
    assert_eq!(outer["parameters"]["title"]["value"], "Fish & chips");
    assert!(
        text(&outer["body"]).starts_with("<p>before</p><ac:structured-macro"),
        "{outer}"
    );
    let (status, forge) = get("0", "forge").await;
    assert_eq!((status, &forge["name"]), (200, &json!("mine")), "{forge}");
    assert_eq!(get("1", "inner").await.0, 404, "the first version has none");
    assert_eq!(get("9", "inner").await.0, 404);
    assert_eq!(get("0", "none").await.0, 404);
    assert_eq!(get("x", "inner").await.0, 400);
    assert_eq!(
        admin
            .get("/wiki/rest/api/content/12345678/history/0/macro/id/inner")
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn a_macro_is_converted_at_once_or_later() {
    let sandbox = Sandbox::start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let path = format!(
        "/wiki/rest/api/content/{}/history/0/macro/id/outer/convert",
        page(&admin).await
    );
    let (status, view) = admin.get(&format!("{path}/view?expand=embeddedContent")).await;
    assert_eq!((status, &view["representation"]), (200, &json!("view")), "{view}");
    assert_eq!(view["embeddedContent"], json!([]));
    let value = text(&view["value"]);
    assert!(
        value.contains("<p>before</p>") && !value.contains("ac:structured-macro"),
        "{value}"
    );
    for (query, status) in [
        ("wiki", 400),
        ("view?spaceKeyContext=NOPE", 404),
        ("view?embeddedContentRender=never", 400),
        ("async/storage", 400),
    ] {
        assert_eq!(admin.get(&format!("{path}/{query}")).await.0, status, "{query}");
    }
    let task = text(&admin.get(&format!("{path}/async/view")).await.1["asyncId"]);
    let result = format!("/wiki/rest/api/contentbody/convert/async/{task}");
    assert_eq!(admin.get(&result).await.1["value"], Value::Null);
    assert_eq!(admin.get(&result).await.1["value"], value);
}
