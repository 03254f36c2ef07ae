//! Whatever comes back, it is an answer or an error that says what, where and of which operation; never a panic.

mod refused;
mod transfer;

use crate::clients::{EMAIL, TOKEN, basic, http};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::v1::ContentRestrictionOperationKey;
use confluence_sdk::v2::{ContentStatus, PageSingle};
use confluence_sdk::{
    AccountId, AttachmentId, ContentId, Credential, Error, Exists, Gateway, Http, PageId, Raw, Result, RetryPolicy,
    Site, Timestamp, scopes,
};
use http::StatusCode;

scopes! { pub(crate) struct Reader = "read:page:confluence"; }

/// The answer of an operation that returns a page.
async fn page(reply: Reply) -> Result<PageSingle> {
    let server = FaultServer::start().await;
    server.answer(reply);
    // What is passed over otherwise is tried in `odd_answers`, what is sent again in `retries`.
    let http = Http::builder().strict_reading(true).retries(RetryPolicy::none());
    let http = http.build().unwrap();
    let credential = Credential::basic(EMAIL, TOKEN).unwrap();
    let client = http.client(Site::new(server.url()).unwrap(), credential);
    client.pages().get_page_by_id(PageId::new(7)).await
}

async fn error(reply: Reply) -> Error {
    let error = page(reply).await.expect_err("this cannot be read");
    assert_eq!(
        error.operation().map(|operation| operation.id),
        Some("getPageById"),
        "{error}"
    );
    let shown = error.to_string();
    assert!(
        shown.starts_with("`get_page_by_id` (GET /wiki/api/v2/pages/{id}): "),
        "{shown}"
    );
    assert!(!shown.contains('\n') && shown.len() < 700, "{shown}");
    assert_eq!(format!("{error:?}"), format!("Error({shown})"));
    error
}

#[tokio::test]
async fn bodies_that_are_not_what_is_declared() {
    let html = "<!DOCTYPE html>\n<html><title>Log in</title></html>";
    let other = r#"[{"id":"7"}]"#;
    let cut = r#"{"id":"7","title":"A"#;
    let deep = r#"{"id":"7","version":{"number":"three"}}"#;
    let list = r#"{"id":"7","labels":{"results":[{"id":"1"},{"id":"2","name":["x"]}]}}"#;
    for (reply, path, says, start) in [
        (
            Reply::html(200, html),
            "$",
            "it is HTML, a login page or a proxy's",
            "Log in",
        ),
        (Reply::ok(cut), "$.title", "ends too early", r#"{"id":"7","title":"A"#),
        (Reply::ok(""), "$", "found an empty body", "the body is empty"),
        (Reply::ok(" \n"), "$", "found an empty body", "the body is empty"),
        (Reply::ok("\u{feff}{}"), "$", "not valid JSON", "{}"),
        (Reply::ok([0xff, 0xfe, 0x00]), "$", "not valid JSON", "\u{fffd}\u{fffd}"),
        (Reply::ok("null"), "$", "expected an object, found null", "null"),
        (Reply::ok("true"), "$", "expected an object, found true", "true"),
        (Reply::ok(r#"{"id":"7"}{}"#), "$", "not valid JSON", r#"{"id":"7"}{}"#),
        (Reply::ok("{}"), "$", "missing member `id`", "{}"),
        (Reply::ok(other), "$", "expected an object, found a list", other),
        (Reply::ok(r#"{"id":null}"#), "$.id", "found null", r#"{"id":null}"#),
        (Reply::ok(r#"{"id":-7}"#), "$.id", "found -7", r#"{"id":-7}"#),
        (
            Reply::ok(r#"{"id":1e400}"#),
            "$.id",
            "an id of digits, found 1e400",
            r#"{"id":1e400}"#,
        ),
        (Reply::ok(deep), "$.version.number", r#"found text "three""#, deep),
        (Reply::ok(list), "$.labels.results[1].name", "found a list", list),
        (
            Reply::ok(r#"{"id":"7","createdAt":"soon"}"#),
            "$.createdAt",
            "soon",
            "createdAt",
        ),
        (Reply::new(204), "$", "found an empty body", "the body is empty"),
        (Reply::ok("[".repeat(100_000)), "$", "", "[[[["),
        (
            Reply::ok(format!(r#"{{"id":"7","x":{}"#, "[".repeat(100_000))),
            "$.x",
            "",
            r#"{"id":"7","x":[["#,
        ),
    ] {
        let status = if says.contains("empty") && path == "$" {
            None
        } else {
            Some(200)
        };
        let error = error(reply).await;
        assert!(error.is_decode() && !error.is_server_error(), "{error}");
        assert!(
            status.is_none() || error.status().map(|status| status.as_u16()) == status,
            "{error}"
        );
        let shown = error.to_string();
        assert!(
            shown.contains(says) && shown.contains(start),
            "`{says}`, `{start}` not in: {shown}"
        );
        if !says.is_empty() {
            assert_eq!(error.json_path(), Some(path), "{error}");
        }
        assert!(error.body().is_some() && error.headers().is_some());
    }
}

#[tokio::test]
async fn what_this_version_does_not_know_is_read() {
    let body = r#"{"future":{"deep":[1,{"a":null}]},"id":7,"status":"frozen","parentType":"hologram","createdAt":null,
        "version":{"number":3,"future":[[]]},"labels":{"results":[{"id":9,"prefix":"galaxy"}],"meta":null},"position":-2147483648}"#;
    let page = page(Reply::ok(body)).await.unwrap();
    assert_eq!(page.id, PageId::new(7));
    assert_eq!(page.status, Some(ContentStatus::Unknown("frozen".into())));
    assert_eq!(page.status.unwrap().to_string(), "frozen");
    assert_eq!(page.parent_type.unwrap().to_string(), "hologram");
    assert_eq!(
        page.labels.unwrap().results[0].prefix.as_ref().unwrap().to_string(),
        "galaxy"
    );
    assert_eq!(
        (page.created_at, page.version.unwrap().number),
        (None::<Timestamp>, Some(3))
    );
}

#[tokio::test]
async fn statuses_that_are_not_declared() {
    for status in [300, 301, 302, 303, 304, 307, 308] {
        let reply = Reply::new(status).header("Location", "https://id.example.test/login?continue=x");
        let error = error(reply).await;
        assert_eq!(
            (error.status(), error.is_decode()),
            (StatusCode::from_u16(status).ok(), true),
            "{error}"
        );
        assert!(
            error
                .to_string()
                .contains("a status that the spec does not declare, it redirects to `id.example.test`"),
            "{error}"
        );
    }
    let error = error(Reply::raw(b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n")).await;
    assert_eq!(error.status().unwrap(), 999);
}

#[tokio::test]
async fn redirects_that_lead_nowhere() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let location = |value: &str| Reply::new(302).header("Location", value);
    for reply in [
        Reply::new(302),
        location(""),
        location("https://"),
        location("https://["),
        location("/a").header("Location", "/b"),
        Reply::raw(b"HTTP/1.1 302 Found\r\nLocation: /\xff\r\nContent-Length: 0\r\n\r\n"),
    ] {
        server.answer(reply);
        let content = ContentId::from(PageId::new(7));
        let call = client
            .v1()
            .attachments()
            .download_attachment(content, AttachmentId::new("att1").unwrap());
        let error = call.await.unwrap_err();
        assert_eq!(
            (error.status(), error.is_decode()),
            (Some(StatusCode::FOUND), true),
            "{error}"
        );
        assert_eq!(error.operation().unwrap().id, "downloadAttatchment");
        assert!(
            error.to_string().contains("address in `Location`")
                || error.to_string().contains("addresses in `Location`"),
            "{error}"
        );
    }
    // The bytes themselves where a redirect is declared.
    server.answer(Reply::new(200).body("bytes"));
    let content = ContentId::from(PageId::new(7));
    let call = client
        .v1()
        .attachments()
        .download_attachment(content, AttachmentId::new("att1").unwrap());
    let error = call.await.unwrap_err();
    assert_eq!(
        (error.status(), error.is_decode()),
        (Some(StatusCode::OK), true),
        "{error}"
    );
}

#[tokio::test]
async fn answers_without_a_body() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let delete = || client.pages().delete_page(PageId::new(7));
    server
        .answer(Reply::new(204))
        .answer(Reply::ok(""))
        .answer(Reply::ok("{}"));
    for _ in 0..3 {
        delete().await.unwrap();
    }
    let named = || {
        let (content, user) = (ContentId::from(PageId::new(7)), AccountId::new("712020:a").unwrap());
        let read = ContentRestrictionOperationKey::Read;
        client
            .v1()
            .restrictions()
            .get_content_restriction_status_for_user(content, read, user)
    };
    server
        .answer(Reply::new(200))
        .answer(Reply::json(404, "{}"))
        .answer(Reply::json(403, "{}"))
        .answer(Reply::new(302));
    assert_eq!(
        (named().await.unwrap(), named().await.unwrap()),
        (Exists::Yes, Exists::NotFound { message: None })
    );
    assert!(named().await.unwrap_err().is_forbidden());
    assert!(named().await.unwrap_err().is_decode());
}

#[tokio::test]
async fn raw_answers_are_judged_on_demand() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server
        .answer(Reply::html(503, "<p>down"))
        .answer(Reply::ok("nonsense"))
        .answer(Reply::json(404, "{}"));
    let raw: Raw = client.request("GET", "/wiki/x").send().await.unwrap();
    assert_eq!(
        (raw.status(), raw.is_success(), &raw.body()[..]),
        (StatusCode::SERVICE_UNAVAILABLE, false, &b"<p>down"[..])
    );
    let error = raw.error_for_status().unwrap_err();
    assert_eq!(
        (error.status(), error.operation().is_some()),
        (Some(StatusCode::SERVICE_UNAVAILABLE), false)
    );
    assert_eq!(error.message(), Some("down"));
    let raw = client.request("GET", "/wiki/x").send().await.unwrap();
    let error = raw.json::<serde_json::Value>().unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("nonsense"), "{error}");
    let raw = client.pages().get_page_by_id(PageId::new(7)).raw().await.unwrap();
    assert_eq!(raw.status(), 404);
    assert_eq!(
        raw.error_for_status().unwrap_err().operation().unwrap().id,
        "getPageById"
    );
}

#[tokio::test]
async fn a_site_that_does_not_tell_its_cloud_id() {
    let server = FaultServer::start().await;
    let site = Site::new(server.url()).unwrap();
    for body in ["{}", r#"{"cloudId":7}"#, "[]"] {
        server.expect("GET /_edge/tenant_info", Reply::ok(body));
        let error = Gateway::discover(http(), &site).await.unwrap_err();
        assert!(
            error.is_decode() && error.status().is_some_and(|status| status == 200),
            "{error}"
        );
        assert!(
            error.to_string().contains("does not tell the cloud id of http"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_site_that_is_busy_is_asked_for_its_cloud_id_again() {
    let server = FaultServer::start().await;
    let site = Site::new(server.url()).unwrap();
    let http = Http::builder().build().unwrap();
    for busy in [
        Reply::new(429).header("Retry-After", "0"),
        Reply::new(503).header("Retry-After", "0"),
        Reply::new(502),
        Reply::raw(b""),
    ] {
        server.answer(busy).answer(Reply::ok(r#"{"cloudId":"11223344"}"#));
        let gateway = Gateway::discover(&http, &site).await.unwrap();
        assert!(format!("{gateway:?}").contains("11223344"), "{gateway:?}");
    }
    server.answer(Reply::new(404));
    let error = Gateway::discover(&http, &site).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
}
