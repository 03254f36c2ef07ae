//! Refusals in every form in which sites give them: what is told of the reason, and of who is to blame.

use crate::clients::{TOKEN, basic, oauth};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::v1::ContentRestrictionOperationKey;
use confluence_sdk::{AccountId, ContentId, Error, Exists, GroupId, PageId, Result, scopes};
use http::StatusCode;
use proptest::prelude::*;

scopes! { pub(crate) struct Reader = "read:page:confluence"; }

async fn refused(reply: Reply) -> Error {
    let server = FaultServer::start().await;
    server.answer(reply);
    let error = basic(&server).pages().get_page_by_id(PageId::new(7)).await;
    error.expect_err("a refusal")
}

fn typed(status: u16, media_type: &str, body: &str) -> Reply {
    Reply::new(status).header("Content-Type", media_type).body(body)
}

#[tokio::test]
async fn the_reason_is_told_whatever_form_it_has() {
    let json = "application/json";
    for (media_type, body, message, code) in [
        (
            json,
            r#"{"statusCode":400,"data":{"authorized":false,"errors":[{"message":{"translation":"The title is taken"}}]},"message":"Bad"}"#,
            "Bad; The title is taken",
            None,
        ),
        (
            json,
            r#"{"data":{"errors":[{"message":{"key":"title.exists","args":["Home",7]}}]},"message":"Bad"}"#,
            "Bad; title.exists (Home, 7)",
            Some("title.exists"),
        ),
        (json, r#"{"errorMessages":["One","Two"],"errors":{}}"#, "One; Two", None),
        (
            json,
            r#"{"errorMessages":[],"errors":{"title":"is too long"}}"#,
            "title: is too long",
            None,
        ),
        (
            json,
            r#"{"errors":{"title":["is too long","is odd"]}}"#,
            "title: is too long, is odd",
            None,
        ),
        (
            json,
            r#"{"errors":[{"message":"No such field","extensions":{"code":"INVALID"}}]}"#,
            "No such field",
            Some("INVALID"),
        ),
        (
            "application/problem+json",
            r#"{"type":"about:blank","title":"Bad Request","status":400,"detail":"The cursor is unknown"}"#,
            "Bad Request: The cursor is unknown",
            None,
        ),
        (
            json,
            r#"{"error":{"code":"quota","message":"Too much"}}"#,
            "Too much",
            Some("quota"),
        ),
        (json, r#"{"data":{"message":"Within"}}"#, "Within", None),
        (
            json,
            r#"{"errors":[{"defaultMessage":"Too long","field":"title"}],"error":"Bad"}"#,
            "Too long",
            None,
        ),
        (
            json,
            r#"{"developerMessage":"Odd","x":{"description":"Even"}}"#,
            "Odd; Even",
            None,
        ),
        (
            "application/problem+json",
            r#"{"title":"Invalid","invalid-params":[{"name":"age","reason":"must be positive"}]}"#,
            "Invalid; must be positive",
            None,
        ),
        (
            "application/problem+json",
            r##"{"title":"Invalid","errors":[{"detail":"must be positive","pointer":"#/age"}]}"##,
            "Invalid; must be positive",
            None,
        ),
        (
            "application/soap+xml",
            "<s:Fault xmlns:s=\"x\"><faultstring>Not <![CDATA[<enough>]]></faultstring></s:Fault>",
            "Not <enough>",
            None,
        ),
        (json, "upstream connect error", "upstream connect error", None),
        ("text/plain", "upstream connect error", "upstream connect error", None),
        (
            "application/xml",
            "<?xml version=\"1.0\"?><status><status-code>400</status-code><message>No page with id &lt;7&gt;</message></status>",
            "No page with id <7>",
            Some("400"),
        ),
        (
            "text/html; charset=utf-8",
            "<!DOCTYPE html><html><head><title>Oops &amp; sorry</title><style>body { color: red }</style>\
             <script>var a = '<p>no</p>';</script></head><body><!-- not this --><h1>Page unavailable</h1></body></html>",
            "Oops & sorry: Page unavailable",
            None,
        ),
    ] {
        let error = refused(typed(400, media_type, body)).await;
        assert_eq!((error.message(), error.code()), (Some(message), code), "{body}");
        assert!(error.to_string().contains(message), "{error}");
        assert!(
            !error.to_string().contains("color") && !error.to_string().contains("not this"),
            "{error}"
        );
        assert_eq!(error.body().map(|body| &body[..]), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn a_caller_whom_the_site_does_not_know_is_told_so() {
    let lost = r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}"#;
    for reason in [
        "AUTHENTICATED_FAILED",
        "AUTHENTICATION_DENIED",
        "AUTHORISATION_FAILED",
        "OUT",
        "OUT; AUTHENTICATED_FAILED",
    ] {
        for status in [401, 403, 404] {
            let error = refused(Reply::json(status, lost).header("X-Seraph-LoginReason", reason)).await;
            assert!(error.is_unauthorized(), "{error}");
            assert!(
                !error.is_forbidden() && !error.is_not_found() && !error.is_scope(),
                "{error}"
            );
            let shown = error.to_string();
            let named = reason.rsplit(' ').next().unwrap();
            assert!(shown.contains("credential") && shown.contains(named), "{shown}");
            assert!(!shown.contains("permission"), "{shown}");
            assert_eq!(
                (error.status(), error.code()),
                (StatusCode::from_u16(status).ok(), Some("NOT_FOUND"))
            );
        }
    }
    let denied = refused(Reply::json(401, "{}").header("X-Seraph-LoginReason", "AUTHENTICATION_DENIED")).await;
    assert!(
        denied
            .to_string()
            .contains("sign in by browser once and solve the CAPTCHA"),
        "{denied}"
    );
    let challenged = "CAPTCHA_CHALLENGE; login-url=https://site.test/login";
    let denied = refused(Reply::json(403, "{}").header("X-Authentication-Denied-Reason", challenged)).await;
    assert!(
        denied.is_unauthorized() && denied.to_string().contains("sign in by browser"),
        "{denied}"
    );
    let mismatch = Reply::json(403, "{}").header("X-Failure-Category", "FAILURE_CLIENT_AUTH_MISMATCH");
    assert!(refused(mismatch).await.is_unauthorized());

    // The site knows this caller.
    let known = refused(Reply::json(403, "{}").header("X-Seraph-LoginReason", "OK")).await;
    assert!(known.is_forbidden() && !known.is_unauthorized(), "{known}");
    // A scope that is missing is not the credential's fault.
    let scope = Reply::json(401, "{}").header("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK");
    let scope = refused(scope).await;
    assert!(scope.is_scope() && !scope.is_unauthorized(), "{scope}");
}

#[tokio::test]
async fn an_answer_for_a_stranger_is_no_answer() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let stranger =
        || Reply::ok(r#"{"id":"7","title":"For all to see"}"#).header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
    server
        .answer(stranger())
        .answer(stranger())
        .answer(stranger())
        .answer(stranger());
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(
        error.is_unauthorized() && error.status().is_some_and(|status| status == 200),
        "{error}"
    );
    let error = client.pages().delete_page(PageId::new(7)).await.unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    let error = client.pages().get_pages().items().next().await.unwrap().unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    let raw = client.request("GET", "/wiki/x").await.unwrap();
    assert!(raw.error_for_status().unwrap_err().is_unauthorized());
}

#[tokio::test]
async fn what_is_no_json_is_never_taken_for_done() {
    let page = "<html><head><title>Log in</title></head><body>Enter your password</body></html>";
    let server = FaultServer::start().await;
    let client = basic(&server);
    let delete = || client.pages().delete_page(PageId::new(7));
    for (reply, says) in [
        (
            Reply::html(200, page),
            "it is HTML, a login page or a proxy's: Log in: Enter your password",
        ),
        (typed(200, "application/json", page), "it is HTML"),
        (Reply::new(200).body(page), "it is HTML"),
        (Reply::html(204 - 1, page), "it is HTML"),
        (
            typed(200, "text/plain", "upstream connect error"),
            "upstream connect error",
        ),
        (Reply::ok(r#"{"errors":[{"title":"No"}]}"#), "tells of a failure"),
        (Reply::ok(r#"{"statusCode":403,"message":"No"}"#), "tells of a failure"),
        (Reply::ok(r#"{"statusCode":"403"}"#), "tells of a failure"),
        (Reply::ok(r#"{"errors":"No"}"#), "tells of a failure"),
        (Reply::ok(r#"{"error":{"message":"No"}}"#), "tells of a failure"),
        (
            Reply::ok(r#"{"errorMessages":["No"],"errors":{}}"#),
            "tells of a failure",
        ),
        (
            Reply::ok(r#"{"data":{"errors":[{"message":"No"}]}}"#),
            "tells of a failure",
        ),
        (Reply::ok(r#"{"title":"No","status":403}"#), "tells of a failure"),
        (Reply::ok(r#"{"code":403,"message":"No"}"#), "tells of a failure"),
        (Reply::ok(r#"[{"errors":[{"title":"No"}]}]"#), "tells of a failure"),
        (Reply::ok(r#"{"success":false}"#), "tells of a failure"),
        (Reply::ok("false"), "tells of a failure"),
        (Reply::json(207, "{}"), "does not say that all is done"),
        (Reply::new(202), "not that it is done"),
        (Reply::new(206), "only a part"),
    ] {
        server.answer(reply);
        let error = delete().await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert!(error.to_string().contains(says), "`{says}` is not in: {error}");
    }
    // These say nothing, as declared.
    for reply in [
        Reply::new(204),
        Reply::new(200),
        Reply::ok("{}"),
        Reply::ok("null"),
        Reply::ok("[]"),
        Reply::ok(r#"{"status":"ok","code":200,"errors":[],"data":{"errors":[],"successful":true}}"#),
        Reply::html(200, " \n"),
    ] {
        server.answer(reply);
        delete().await.unwrap();
    }
    // Where JSON is declared.
    server.answer(Reply::html(200, page));
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("a login page or a proxy's: Log in"),
        "{error}"
    );
    // This answer has no member that must be there.
    for refusal in [
        r#"{"errors":[{"message":"No"}],"data":null}"#,
        r#"{"statusCode":403,"message":"No"}"#,
        r#"{"data":null,"errors":[{"message":"No"}]}"#,
    ] {
        server.answer(Reply::ok(refusal));
        let error = client.v1().settings().get_look_and_feel_settings().await.unwrap_err();
        assert!(
            error.is_decode() && error.status().is_some_and(|status| status == 200),
            "{error}"
        );
    }
}

/// Both operations that are answered with yes or no.
async fn asked(reply: fn() -> Reply) -> [Result<Exists>; 2] {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server.answer(reply()).answer(reply());
    let (content, read) = (ContentId::from(PageId::new(7)), ContentRestrictionOperationKey::Read);
    let restrictions = client.v1().restrictions();
    let user = AccountId::new("712020:a").unwrap();
    let group = GroupId::new("g1").unwrap();
    [
        restrictions
            .get_content_restriction_status_for_user(content.clone(), read.clone(), user)
            .await,
        restrictions
            .get_individual_group_restriction_status_by_group_id(content, read, group)
            .await,
    ]
}

#[tokio::test]
async fn a_question_has_a_no_only_from_the_site_itself() {
    for answer in asked(|| Reply::new(200)).await {
        assert!(answer.unwrap().is_yes());
    }
    let message = Some("No content found with id 7".to_owned());
    for answer in asked(|| Reply::json(404, r#"{"statusCode":404,"message":"No content found with id 7"}"#)).await {
        assert_eq!(
            answer.unwrap(),
            Exists::NotFound {
                message: message.clone()
            }
        );
    }
    for answer in asked(|| Reply::new(404)).await {
        assert_eq!(answer.unwrap(), Exists::NotFound { message: None });
    }
    let no: [fn() -> Reply; 12] = [
        || Reply::ok("false"),
        || Reply::ok(r#"{"error":"No"}"#),
        || Reply::new(404).header("Content-Type", "Text/HTML"),
        || Reply::html(404, "<html><title>Dead link</title></html>"),
        || Reply::json(404, r#"{"code":404,"message":"Not Found"}"#),
        || {
            Reply::json(
                404,
                r#"{"timestamp":"x","status":404,"error":"Not Found","path":"/wiki"}"#,
            )
        },
        || {
            Reply::json(
                404,
                r#"{"message":"null for uri: https://site.test/wiki/rest/x","statusCode":404}"#,
            )
        },
        || typed(404, "text/plain", "default backend - 404"),
        || Reply::json(404, r#"{"statusCode":404}"#).header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED"),
        || Reply::json(404, r#"{"statusCode":404}"#).header("X-Failure-Category", "FAILURE_CLIENT_TENANT"),
        || Reply::json(410, r#"{"statusCode":410}"#),
        || Reply::html(200, "<html><title>Log in</title></html>"),
    ];
    for reply in no {
        for answer in asked(reply).await {
            let error = answer.expect_err("nobody has said no");
            assert!(error.operation().is_some(), "{error}");
        }
    }
}

#[tokio::test]
async fn no_form_of_a_refusal_shows_the_credential() {
    let client_secret = |body: String, media_type: &'static str| typed(403, media_type, &body);
    for reply in [
        client_secret(format!("<html><title>{TOKEN}</title><p>x{TOKEN}y</html>"), "text/html"),
        client_secret(
            format!("<p>{}&#{};{}", &TOKEN[..3], u32::from(TOKEN.as_bytes()[3]), &TOKEN[4..]),
            "text/html",
        ),
        client_secret(
            format!("<status><message>{TOKEN}</message></status>"),
            "application/xml",
        ),
        client_secret(
            format!(r#"{{"data":{{"errors":[{{"message":{{"key":"k","args":["{TOKEN}"]}}}}]}}}}"#),
            "application/json",
        ),
        client_secret(format!(r#"{{"errors":{{"{TOKEN}":"is odd"}}}}"#), "application/json"),
        client_secret(
            format!(r#"{{"type":"https://x.test/{TOKEN}","title":"t"}}"#),
            "application/problem+json",
        ),
        client_secret(TOKEN.to_owned(), "text/plain"),
    ] {
        let server = FaultServer::start().await;
        server.answer(reply);
        let error = oauth::<Reader>(&server)
            .pages()
            .get_page_by_id(PageId::new(7))
            .await
            .unwrap_err();
        let shown = format!("{error} {error:?} {:?} {:?}", error.message(), error.code());
        assert!(!shown.contains(TOKEN) && shown.contains("[credential]"), "{shown}");
    }
}

/// Parts of bodies. `T` becomes the credential.
const PARTS: &str = "(<html>|<title>|</title>|<p>|<script>|</script>|<!--|-->|<message>|</message>|&lt;|&#65;|[{}\\[\\],:]|\
    \"errors\"|\"message\"|\"data\"|\"translation\"|\"title\"|\"code\"|T|\"T\"|[a-z ]){0,14}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_answer_is_read_without_panic_and_without_showing_the_credential(
        status in prop_oneof![Just(200u16), Just(202), Just(302), Just(400), Just(401), Just(403), Just(404), Just(500)],
        media_type in "(application/json|text/html|text/plain|application/xml|application/problem\\+json|;|x)",
        reason in "(OK|OUT|AUTHENTICATED_FAILED|AUTHENTICATION_DENIED|T|[A-Z,]{0,6})",
        body in PARTS,
    ) {
        let told = |text: &str| text.replace('T', TOKEN);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = FaultServer::start().await;
            let reply = || typed(status, &media_type, &told(&body))
                .header("X-Seraph-LoginReason", &reason.replace("T,", ""))
                .header("Location", &format!("/{}", told("T")));
            server.answer(reply()).answer(reply());
            let client = basic(&server);
            let errors = [
                client.pages().get_page_by_id(PageId::new(7)).await.err(),
                client.pages().delete_page(PageId::new(7)).await.err(),
            ];
            for error in errors.into_iter().flatten() {
                let shown = format!("{error} {error:?} {:?} {:?}", error.message(), error.code());
                assert!(!shown.contains(TOKEN), "{shown}");
            }
        });
    }
}
