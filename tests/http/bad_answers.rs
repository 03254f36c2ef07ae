//! Whatever comes back, it is an answer or an error that says what, where and of which operation; never a panic.

use crate::clients::{EMAIL, TOKEN, basic, http, oauth};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::v1::ContentRestrictionOperationKey;
use confluence_sdk::v2::{ContentStatus, PageSingle};
use confluence_sdk::{
    AccountId, AttachmentId, ContentId, Credential, Error, Exists, Gateway, Http, PageId, Raw, Result, RetryPolicy,
    Site, Timestamp, scopes,
};
use std::time::{Duration, Instant};

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
        assert!(status.is_none() || error.status() == status, "{error}");
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
        assert_eq!((error.status(), error.is_decode()), (Some(status), true), "{error}");
        assert!(
            error
                .to_string()
                .contains("a status that the spec does not declare, it redirects to `id.example.test`"),
            "{error}"
        );
    }
    let error = error(Reply::raw(b"HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n")).await;
    assert_eq!(error.status(), Some(999));
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
        assert_eq!((error.status(), error.is_decode()), (Some(302), true), "{error}");
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
    assert_eq!((error.status(), error.is_decode()), (Some(200), true), "{error}");
}

#[tokio::test]
async fn connections_that_break() {
    for reply in [
        Reply::raw(b""),
        Reply::raw(b"HTTP/1.1 200"),
        Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
        Reply::raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
        Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"),
        Reply::raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
        Reply::raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"),
        Reply::ok(r#"{"id":"7"}"#).cut_after(0),
        Reply::ok(r#"{"id":"7"}"#).cut_after(5),
        Reply::json(500, r#"{"message":"no"}"#).cut_after(5),
    ] {
        let error = error(reply).await;
        assert!(
            error.to_string().contains("the exchange with the server broke off"),
            "{error}"
        );
        assert!(error.is_unanswered());
        assert!(!error.is_timeout() && !error.is_connect() && !error.is_decode());
        assert!(std::error::Error::source(&error).is_some(), "{error}");
        assert_eq!(error.status(), None);
    }

    let server = FaultServer::start().await;
    let address = server.url().to_owned();
    drop(server);
    let client = confluence_sdk::Client::basic(&address, "a@example.test", "x").unwrap();
    // The listener goes when its task has been ended.
    tokio::time::sleep(Duration::from_millis(20)).await;
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(error.to_string().contains("no connection could be made"), "{error}");
}

#[tokio::test]
async fn slow_answers() {
    let long = Duration::from_secs(20);
    for slow in [
        Reply::ok(r#"{"id":"7"}"#).late(long),
        Reply::ok(r#"{"id":"7"}"#).stalls(long),
    ] {
        let server = FaultServer::start().await;
        server.answer(slow);
        let begun = Instant::now();
        let call = basic(&server)
            .pages()
            .get_page_by_id(PageId::new(7))
            .timeout(Duration::from_millis(100));
        let error = call.await.unwrap_err();
        assert!(error.is_timeout() && !error.is_connect(), "{error}");
        assert!(error.to_string().contains("no answer came in time"), "{error}");
        assert_eq!(error.operation().unwrap().id, "getPageById");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
    // The client's own limit, which a call may lift.
    let server = FaultServer::start().await;
    let site = Site::new(server.url()).unwrap();
    let http = Http::builder().timeout(Duration::from_millis(50)).build().unwrap();
    let client = http.client(site, confluence_sdk::Credential::basic("a@example.test", "x").unwrap());
    let slow = || Reply::ok(r#"{"id":"7"}"#).late(Duration::from_millis(200));
    server.answer(slow()).answer(slow()).answer(slow());
    assert!(
        client
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap_err()
            .is_timeout()
    );
    assert!(client.request("GET", "/wiki").send().await.unwrap_err().is_timeout());
    client
        .pages()
        .get_page_by_id(PageId::new(7))
        .timeout(long)
        .await
        .unwrap();
}

#[tokio::test]
async fn of_a_refusal_without_end_a_little_is_read() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for head in [
        "503 Down\r\nContent-Type: text/plain",
        "403 No\r\nContent-Type: text/plain\r\nContent-Length: 99999999999",
        "404 No\r\nContent-Type: text/html",
    ] {
        let reply = format!("HTTP/1.1 {head}\r\n\r\nsorry, {}", "no ".repeat(4_000_000));
        server.answer(Reply::raw(reply.as_bytes()));
        let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
        assert_eq!(error.status().unwrap().to_string(), head[..3], "{error}");
        assert_eq!(error.body().unwrap().len(), 256 << 10);
        let told = format!("{error} {error:?}");
        assert!(told.contains("sorry, no"), "{told}");
        assert!(told.len() < 4000, "{}", told.len());
    }
    let reply = format!("HTTP/1.1 500 Down\r\n\r\n{{\"message\":\"{}", "no ".repeat(4_000_000));
    server.answer(Reply::raw(reply.as_bytes()));
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(error.to_string().contains("goes on after 262144 bytes"), "{error}");
}

#[tokio::test]
async fn more_than_64_mebibytes_are_not_taken_unless_it_is_asked_for() {
    let server = FaultServer::start().await;
    let large = format!(r#"{{"id":"7","title":"{}"}}"#, "x".repeat(64 << 20));
    server.answer(Reply::ok(large.clone())).answer(Reply::ok(large));
    let read = |http: Http| {
        let site = Site::new(server.url()).unwrap();
        let client = http.client(site, confluence_sdk::Credential::basic("a@example.test", "x").unwrap());
        async move { client.pages().get_page_by_id(PageId::new(7)).await }
    };
    let error = read(Http::builder().build().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("larger than 67108864 bytes"), "{error}");
    read(Http::builder().max_answer(65 << 20).build().unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn answers_that_are_too_large() {
    let server = FaultServer::start().await;
    let http = Http::builder().max_answer(1000).build().unwrap();
    let site = Site::new(server.url()).unwrap();
    let client = http.client(site, confluence_sdk::Credential::basic("a@example.test", "x").unwrap());
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n",
        2000,
        "x".repeat(2000)
    );
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(1_000_000));
    for reply in [
        Reply::ok("x".repeat(1001)),
        Reply::raw(chunked.as_bytes()),
        Reply::raw(endless.as_bytes()),
    ] {
        server.answer(reply);
        let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
        assert!(error.to_string().contains("larger than 1000 bytes"), "{error}");
        assert_eq!(error.operation().unwrap().id, "getPageById");
    }
    let whole = format!(r#"{{"id":"7","title":"{}"}}"#, "x".repeat(979));
    assert_eq!(whole.len(), 1000);
    server.answer(Reply::ok(whole));
    assert_eq!(
        client
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap()
            .title
            .unwrap()
            .len(),
        979
    );
}

#[tokio::test]
async fn refusals_in_the_vendors_shapes() {
    let v1 = |status| {
        format!(
            r#"{{"statusCode":{status},"data":{{"authorized":false,"valid":true,"errors":[],"successful":false}},"message":"It is so"}}"#
        )
    };
    let v2 = |status, code| {
        format!(r#"{{"errors":[{{"status":{status},"code":"{code}","title":"It is so","detail":null}}]}}"#)
    };
    for status in [
        400, 401, 403, 404, 405, 409, 410, 413, 415, 429, 500, 501, 502, 503, 504,
    ] {
        for (body, code) in [
            (v1(status), None),
            (v2(status, "SOME_CODE"), Some("SOME_CODE".to_owned())),
            (
                format!(r#"{{"code":{status},"message":"It is so"}}"#),
                Some(status.to_string()),
            ),
            (
                format!(r#"{{"error":"{status}","error_description":"It is so"}}"#),
                None,
            ),
            (r#"{"message":"It is so","errors":[]}"#.to_owned(), None),
        ] {
            let error = error(Reply::json(status, body.clone())).await;
            assert_eq!(
                (error.status(), error.message()),
                (Some(status), Some("It is so")),
                "{body}"
            );
            assert_eq!(error.code(), code.as_deref(), "{body}");
            assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
            assert!(!error.is_decode() && !error.is_timeout() && !error.is_invalid_input());
            let questions = [
                error.is_unauthorized(),
                error.is_forbidden(),
                error.is_not_found(),
                error.is_conflict(),
                error.is_gone(),
                error.is_rate_limited(),
                error.is_server_error(),
            ];
            let expected = [
                status == 401,
                status == 403,
                status == 404,
                status == 409,
                status == 410,
                status == 429,
                status >= 500,
            ];
            assert_eq!(questions, expected, "{error}");
            assert!(
                error.to_string().contains(&format!("the server answered {status}")),
                "{error}"
            );
        }
    }
    let two = r#"{"errors":[{"title":"First","detail":"more"},"plain",{"title":"Same","detail":"Same"}]}"#;
    let error = error(Reply::json(400, two)).await;
    assert_eq!(error.message(), Some("First: more; plain; Same"));

    // As long and as many lines as the server likes; what is shown is one line.
    let trace = format!("com.example.Oops:\\n\\tat x\\u001b[31m{}", "y".repeat(100_000));
    let server = FaultServer::start().await;
    server.answer(Reply::json(500, format!(r#"{{"message":"{trace}"}}"#)));
    let error = basic(&server).pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(
        error
            .message()
            .unwrap()
            .starts_with("com.example.Oops:\n\tat x\u{1b}[31my")
    );
    let shown = error.to_string();
    assert!(
        shown.contains("com.example.Oops: at x[31my") && shown.len() < 1500,
        "{shown}"
    );
}

#[tokio::test]
async fn refusals_in_no_shape() {
    for (reply, says) in [
        (Reply::new(500), "the server answered 500"),
        (Reply::json(500, "[]"), "body: []"),
        (Reply::json(500, "{\"message\":"), "body: {\"message\":"),
        (Reply::json(500, r#"{"unheard":"x"}"#), "body: {\"unheard\""),
        (Reply::new(502).body([0xff; 300]), "body: \u{fffd}"),
        (
            Reply::html(500, "<html><style>p { color: red }</style></html>"),
            "the server answered 500",
        ),
    ] {
        let error = error(reply).await;
        assert!(error.is_server_error() && !error.is_decode());
        assert!(error.to_string().contains(says), "`{says}` is not in: {error}");
        assert_eq!(error.message(), None);
    }
}

#[tokio::test]
async fn hints() {
    let lost = r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}"#;
    let error = self::error(Reply::json(404, lost)).await;
    let permission = error.operation().unwrap().permission_words;
    assert!(error.is_not_found() && !permission.is_empty());
    let says = format!("it is not there, or the caller lacks the permission: {permission}");
    assert!(error.to_string().contains(&says), "{error}");

    let error = self::error(Reply::json(403, r#"{"message":"no"}"#)).await;
    assert!(
        error
            .to_string()
            .contains(&format!("the permission needed: {permission}")),
        "{error}"
    );

    let server = FaultServer::start().await;
    let scope = r#"{"code":401,"message":"Unauthorized; scope does not match"}"#;
    server
        .answer(Reply::json(401, scope))
        .answer(Reply::json(401, "{}").header("x-failure-category", "FAILURE_CLIENT_SCOPE_CHECK"))
        .answer(Reply::json(401, r#"{"code":401,"message":"Unauthorized"}"#));
    let client = oauth::<Reader>(&server);
    for scoped in [true, true, false] {
        let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
        assert_eq!(
            (error.is_scope(), error.is_unauthorized()),
            (scoped, !scoped),
            "{error}"
        );
        let says = "the token lacks a scope: the operation needs `read:page:confluence`";
        assert_eq!(error.to_string().contains(says), scoped, "{error}");
    }

    let error = self::error(Reply::json(500, "{}").header("atl-traceid", "abc123")).await;
    assert_eq!(error.trace_id(), Some("abc123"));
    assert!(error.to_string().ends_with("(trace abc123)"), "{error}");
}

#[tokio::test]
async fn rate_limits() {
    let limited = |value: &str| Reply::json(429, r#"{"message":"slow down"}"#).header("Retry-After", value);
    for (value, seconds) in [
        ("7", Some(7)),
        (" 0 ", Some(0)),
        ("soon", None),
        ("-1", None),
        ("9999999999999999999999", None),
        ("1.5", None),
        ("", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(0)),
        ("Sun Nov  6 08:49:37 1994", Some(0)),
    ] {
        let error = error(limited(value)).await;
        assert!(error.is_rate_limited());
        assert_eq!(error.retry_after(), seconds.map(Duration::from_secs), "{value}");
    }
    assert_eq!(error(Reply::new(429)).await.retry_after(), None);
    // A date to come, in a minute or in a year that is far away.
    let wait = error(limited("Sat, 06 Nov 2094 08:49:37 GMT")).await.retry_after();
    assert!(wait.is_some_and(|wait| wait > Duration::from_secs(3600)), "{wait:?}");
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
        (raw.status(), raw.is_success(), &raw.bytes()[..]),
        (503, false, &b"<p>down"[..])
    );
    let error = raw.success().unwrap_err();
    assert_eq!((error.status(), error.operation().is_some()), (Some(503), false));
    assert_eq!(error.message(), Some("down"));
    let raw = client.request("GET", "/wiki/x").send().await.unwrap();
    let error = raw.json::<serde_json::Value>().unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("nonsense"), "{error}");
    let raw = client.pages().get_page_by_id(PageId::new(7)).raw().await.unwrap();
    assert_eq!(raw.status(), 404);
    assert_eq!(raw.success().unwrap_err().operation().unwrap().id, "getPageById");
}

#[tokio::test]
async fn a_site_that_does_not_tell_its_cloud_id() {
    let server = FaultServer::start().await;
    let site = Site::new(server.url()).unwrap();
    for body in ["{}", r#"{"cloudId":7}"#, "[]"] {
        server.expect("GET /_edge/tenant_info", Reply::ok(body));
        let error = Gateway::discover(http(), &site).await.unwrap_err();
        assert!(error.is_decode() && error.status() == Some(200), "{error}");
        assert!(
            error.to_string().contains("does not tell the cloud id of http"),
            "{error}"
        );
    }
}
