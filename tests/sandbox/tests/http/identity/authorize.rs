//! Authorisations that are refused, and the addresses that accepted ones lead to.

use super::{CALLBACK, SCOPES, authorize_url, parameter, with_app};
use crate::caller::plain_http;
use confluence_sandbox::{OAuthApp, Sandbox};
use reqwest::header::LOCATION;
use url::Url;

/// The address with a parameter replaced, or without it.
fn with(url: &Url, name: &str, value: Option<&str>) -> Url {
    let mut changed = url.clone();
    let kept = url.query_pairs().filter(|(given, _)| given != name);
    let added = value.map(|value| (name.into(), value.into()));
    changed.query_pairs_mut().clear().extend_pairs(kept.chain(added));
    changed
}

#[tokio::test]
async fn a_mistake_ends_on_a_page_and_never_in_a_redirect() {
    let sandbox = with_app().start().await.unwrap();
    let right = authorize_url(&sandbox, SCOPES);
    let mut twice = right.clone();
    twice
        .query_pairs_mut()
        .append_pair("redirect_uri", "https://evil.test/");
    let mut plain = right.clone();
    plain.query_pairs_mut().append_pair("code_challenge", "verifier");
    for (url, code, named) in [
        (with(&right, "audience", None), "invalid_request", "audience"),
        (
            with(&right, "audience", Some("evil.test")),
            "invalid_request",
            "audience",
        ),
        (with(&right, "client_id", None), "invalid_request", "client_id"),
        (
            with(&right, "client_id", Some("<b>other</b>")),
            "unauthorized_client",
            "&lt;b&gt;other&lt;/b&gt;",
        ),
        (with(&right, "redirect_uri", None), "invalid_request", "redirect_uri"),
        (
            with(&right, "redirect_uri", Some("https://evil.test/")),
            "unauthorized_client",
            "redirect_uri is not registered",
        ),
        (
            with(&right, "redirect_uri", Some(&format!("{CALLBACK}/more"))),
            "unauthorized_client",
            "redirect_uri",
        ),
        (
            with(&right, "response_type", Some("token")),
            "invalid_request",
            "response_type",
        ),
        (with(&right, "prompt", Some("none")), "invalid_request", "prompt"),
        (with(&right, "scope", None), "invalid_request", "scope"),
        (
            with(&right, "scope", Some("read:page:confluence delete:page:confluence")),
            "invalid_scope",
            "delete:page:confluence",
        ),
        (twice, "invalid_request", "more than once"),
        (plain, "invalid_request", "code_challenge_method"),
    ] {
        let answer = plain_http().get(url.clone()).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{url}");
        assert!(!answer.headers().contains_key(LOCATION), "{url}");
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
        let page = answer.text().await.unwrap();
        assert!(
            page.contains(&format!("<code>{code}</code>")) && page.contains(named),
            "{url}: {page}"
        );
        assert!(
            sandbox
                .consent(url.as_str(), &sandbox.admin(), true)
                .unwrap_err()
                .to_string()
                .starts_with(code)
        );
    }
    assert_eq!(plain_http().get(right).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn consent_and_refusal_lead_to_the_callback_with_the_state() {
    let sandbox = with_app().start().await.unwrap();
    let url = authorize_url(&sandbox, SCOPES);
    let accepted = sandbox.consent(url.as_str(), &sandbox.admin(), true).unwrap();
    assert!(accepted.starts_with(&format!("{CALLBACK}?code=")), "{accepted}");
    assert_eq!(parameter(&accepted, "state").as_deref(), Some("a state & more"));
    let refused = sandbox.consent(url.as_str(), &sandbox.admin(), false).unwrap();
    assert_eq!(parameter(&refused, "error").as_deref(), Some("access_denied"));
    assert_eq!(parameter(&refused, "state").as_deref(), Some("a state & more"));
    assert_eq!(parameter(&refused, "code"), None);

    let elsewhere = url.as_str().replace("localhost", "evil.test");
    assert!(sandbox.consent(&elsewhere, &sandbox.admin(), true).is_err());
}

#[tokio::test]
async fn apps_can_be_registered_later_and_callbacks_may_have_a_query() {
    let sandbox = Sandbox::start().await.unwrap();
    let callback = "http://127.0.0.1:9/callback?tenant=a";
    sandbox.register(OAuthApp::new("mine").redirect(callback).scopes(["read:me"]));
    let url = with(&authorize_url(&sandbox, "read:me"), "redirect_uri", Some(callback));
    let accepted = sandbox.consent(url.as_str(), &sandbox.admin(), true).unwrap();
    assert!(accepted.starts_with(&format!("{callback}&code=")), "{accepted}");
}

#[tokio::test]
async fn the_log_keeps_no_state() {
    let sandbox = with_app().start().await.unwrap();
    plain_http().get(authorize_url(&sandbox, SCOPES)).send().await.unwrap();
    let logged = &sandbox.requests()[0];
    assert_eq!((logged.path.as_str(), logged.status), ("/authorize", 200));
    assert_eq!(logged.server, confluence_sandbox::Server::Identity);
    assert!(
        logged.query.contains("client_id=mine") && !logged.query.contains("state"),
        "{}",
        logged.query
    );
}
