use super::*;
use proptest::prelude::*;

fn said(media_type: &'static str, body: &str) -> (Option<String>, Option<String>) {
    let mut headers = HeaderMap::new();
    headers.insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static(media_type));
    let Said { message, code } = Said::of(&headers, body.as_bytes());
    (message, code)
}

#[test]
fn every_form_of_json_gives_its_message_and_its_code() {
    let cases = [
        (
            r#"{"code":401,"message":"Unauthorized; scope does not match"}"#,
            "Unauthorized; scope does not match",
            Some("401"),
        ),
        (
            r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}"#,
            "Not Found",
            Some("NOT_FOUND"),
        ),
        (
            r#"{"errors":[{"title":"a","detail":"b"},{"title":"c"}]}"#,
            "a: b; c",
            None,
        ),
        (
            r#"{"statusCode":403,"data":{"authorized":false},"message":"No","reason":"Forbidden"}"#,
            "No",
            Some("Forbidden"),
        ),
        (
            r#"{"error":"invalid_grant","error_description":"Unknown token."}"#,
            "Unknown token.",
            None,
        ),
        // The older API: the reason lies in `data`.
        (
            r#"{"statusCode":400,"data":{"errors":[{"message":{"translation":"The title is taken"}}]},"message":"Bad"}"#,
            "Bad; The title is taken",
            None,
        ),
        (
            r#"{"data":{"errors":[{"message":{"key":"page.title.exists","args":["Home",7,null]}}]},"message":"Bad"}"#,
            "Bad; page.title.exists (Home, 7, null)",
            Some("page.title.exists"),
        ),
        (
            r#"{"data":{"errors":[{"message":{"key":"k","args":[],"translation":""}},{"message":"plain"}]}}"#,
            "k; plain",
            Some("k"),
        ),
        // The message repeats the reason.
        (
            r#"{"data":{"errors":[{"message":{"translation":"No such page"}}]},"message":"a.b.C: No such page"}"#,
            "a.b.C: No such page",
            None,
        ),
        (r#"{"errorMessages":["One","Two"],"errors":{}}"#, "One; Two", None),
        (
            r#"{"errorMessages":[],"errors":{"key":"is odd","title":"is taken"}}"#,
            "key: is odd; title: is taken",
            None,
        ),
        (
            r#"{"errors":{"name":"is taken","space":["is gone","is archived"]}}"#,
            "name: is taken; space: is gone, is archived",
            None,
        ),
        (r#"{"errors":{"name":{"message":"is taken"}}}"#, "name: is taken", None),
        (
            r#"{"errors":{"title":"Not Found","status":404,"code":"NOT_FOUND"}}"#,
            "Not Found",
            Some("NOT_FOUND"),
        ),
        (r#"{"errors":"All of it"}"#, "All of it", None),
        (
            r#"{"type":"about:blank","title":"Gone","status":410,"detail":"It was removed"}"#,
            "Gone: It was removed",
            None,
        ),
        (
            r#"{"type":"https://example.test/gone","title":"Gone"}"#,
            "Gone",
            Some("https://example.test/gone"),
        ),
        (
            r#"{"errors":[{"message":"No field","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}],"data":null}"#,
            "No field",
            Some("GRAPHQL_VALIDATION_FAILED"),
        ),
        (
            r#"{"error":{"code":"quota","message":"Too much"}}"#,
            "Too much",
            Some("quota"),
        ),
        (
            r#"{"timestamp":"2026-01-01","status":404,"error":"Not Found","path":"/x"}"#,
            "Not Found",
            None,
        ),
        (
            r#"{"timestamp":"2026-01-01","status":500,"error":"Internal","message":"Broken"}"#,
            "Broken",
            None,
        ),
        (
            r#"{"Message":"User is not authorized"}"#,
            "User is not authorized",
            None,
        ),
        (
            r#"{"fault":{"faultstring":"Quota","detail":{"errorcode":"x"}}}"#,
            "Quota",
            None,
        ),
        (r#"[{"message":"one"},{"message":"two"}]"#, "one; two", None),
        (r#""a text""#, "a text", None),
    ];
    for (body, message, code) in cases {
        let expected = (Some(message.to_owned()), code.map(str::to_owned));
        assert_eq!(said("application/json", body), expected, "{body}");
    }
    for body in [
        "{}",
        "[]",
        "null",
        "7",
        r#"{"errors":[]}"#,
        r#"{"errors":[null,{}]}"#,
        r#"{"message":""}"#,
        "{\"cut",
        "",
    ] {
        assert_eq!(said("application/json", body), (None, None), "{body}");
    }
}

#[test]
fn what_is_not_json() {
    let some = |text: &str| (Some(text.to_owned()), None);
    assert_eq!(
        said("text/plain", " upstream request timeout\n"),
        some("upstream request timeout")
    );
    assert_eq!(
        said("text/html", "<title>Bad</title><style>x</style><p>Try later"),
        some("Bad: Try later")
    );
    assert_eq!(said("text/html", "no markup at all"), some("no markup at all"));
    let xml = "<?xml version='1.0'?><status><status-code>403</status-code><message>Not permitted</message></status>";
    let expected = (Some("Not permitted".to_owned()), Some("403".to_owned()));
    assert_eq!(said("application/xml", xml), expected);
    let storage = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
    let expected = (Some("Request has expired".to_owned()), Some("AccessDenied".to_owned()));
    assert_eq!(said("application/xml", storage), expected);
    assert_eq!(said("application/xml", "<a><b>only</b> words</a>"), some("only words"));
    assert_eq!(said("application/octet-stream", "bytes"), (None, None));
    assert_eq!(said("text/plain", "a\u{0}b"), (None, None));
}

fn json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("message"),
        Just("errors"),
        Just("data"),
        Just("translation"),
        Just("key"),
        Just("args"),
        Just("title"),
        Just("detail"),
        Just("error"),
        Just("errorMessages"),
        Just("extensions"),
        Just("code"),
        Just("x")
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i32>().prop_map(Value::from),
        "[a-z ]{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((name.clone().prop_map(str::to_owned), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_body_is_read_without_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Said::of(&HeaderMap::new(), &body);
    }

    #[test]
    fn any_json_is_read_without_panic(body in json()) {
        let said = Said::of(&HeaderMap::new(), body.to_string().as_bytes());
        prop_assert!(said.message.is_none_or(|message| !message.is_empty()));
    }
}
