//! Refusals in all shapes, and what the error says of them.

use super::{Reader, error};
use crate::clients::{basic, oauth};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::PageId;
use http::StatusCode;
use std::time::Duration;

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
                (StatusCode::from_u16(status).ok(), Some("It is so")),
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
