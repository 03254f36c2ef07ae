//! From the address that the user is sent to, to the first call.

use super::authority::{Authority, Fault};
use super::{Reader, app, app_at, call, client, consent, expired, granted};
use confluence_sdk::oauth::{Failure, MemoryStore, Pending, TokenStore};
use confluence_sdk::{Error, PageId, scopes};
use http::StatusCode;
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

scopes! {
    pub(crate) struct Writer = Reader, "write:page:confluence";
    pub(crate) struct Mixed = "read:page:confluence", other("read:jira-work");
    pub(crate) struct Passing = "read:page:confluence";
}

#[track_caller]
pub(crate) fn failure<T>(result: Result<T, Error>) -> Failure {
    let error = result.err().expect("it fails");
    error
        .oauth()
        .unwrap_or_else(|| panic!("of another kind: {error}"))
        .clone()
}

#[tokio::test]
async fn from_consent_to_the_first_call() {
    let authority = Authority::start().await;
    let app = app(&authority);
    let sign_in = app.sign_in::<Reader>();
    let url = sign_in.url().clone();
    assert!(
        url.as_str().starts_with(&format!("{}/authorize?", authority.url())),
        "{url}"
    );
    assert!(
        url.as_str().contains("scope=read%3Apage%3Aconfluence%20offline_access"),
        "{url}"
    );
    let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
    for (name, value) in [
        ("audience", "api.atlassian.com"),
        ("prompt", "consent"),
        ("response_type", "code"),
        ("client_id", "client-1"),
        ("redirect_uri", "https://app.example.test/callback"),
    ] {
        assert_eq!(asked[name], value);
    }
    assert!(asked["state"].len() >= 20 && asked["code_challenge"].len() >= 43);

    // What is kept in a session while the user is away.
    let session = serde_json::to_string(&sign_in.into_pending()).unwrap();
    let pending: Pending<Reader> = serde_json::from_str(&session).unwrap();
    let callback = format!("state={}&code={}", asked["state"], authority.code());
    let grant = app.exchange(pending.callback(&callback).unwrap()).await.unwrap();
    assert!(grant.can_be_renewed());
    let site = grant.only_site().await.unwrap();
    call(&grant.client(&site).unwrap()).await.unwrap();

    let book = authority.book();
    let (media_type, body) = &book.asked[0];
    assert_eq!(media_type, "application/json");
    assert_eq!(body["grant_type"], "authorization_code");
    assert_eq!(body["redirect_uri"], "https://app.example.test/callback");
    assert_eq!(body.as_object().unwrap().len(), 6, "{body}");
    assert_eq!((book.asked.len(), book.calls.as_slice()), (1, &[200][..]));
}

#[tokio::test]
async fn the_verifier_goes_along_unless_pkce_is_switched_off() {
    let authority = Authority::start().await;
    let app = app(&authority);
    let (pending, callback) = consent::<Reader>(&authority, &app);
    app.exchange(pending.callback(&callback).unwrap()).await.unwrap();
    let verifier = authority.book().asked[0].1["code_verifier"].as_str().unwrap().len();
    assert!(verifier >= 43);
    assert!(
        app.sign_in::<Reader>()
            .url()
            .as_str()
            .contains("code_challenge_method=S256")
    );

    let app = app.pkce(false);
    let (pending, callback) = consent::<Reader>(&authority, &app);
    app.exchange(pending.callback(&callback).unwrap()).await.unwrap();
    assert!(authority.book().asked[1].1.get("code_verifier").is_none());
    assert!(!app.sign_in::<Reader>().url().as_str().contains("code_challenge"));
}

#[tokio::test]
async fn states_differ_and_one_does_not_open_another() {
    let authority = Authority::start().await;
    let app = app(&authority);
    let (_, callback) = consent::<Reader>(&authority, &app);
    let (other, _) = consent::<Reader>(&authority, &app);
    assert!(matches!(failure(other.callback(&callback)), Failure::StateMismatch));
    assert!(authority.book().asked.is_empty(), "nothing was exchanged");
}

#[tokio::test]
async fn a_code_serves_once() {
    let authority = Authority::start().await;
    let app = app(&authority);
    let (pending, callback) = consent::<Reader>(&authority, &app);
    let session = serde_json::to_string(&pending).unwrap();
    app.exchange(pending.callback(&callback).unwrap()).await.unwrap();
    let again: Pending<Reader> = serde_json::from_str(&session).unwrap();
    match failure(app.exchange(again.callback(&callback).unwrap()).await) {
        Failure::Rejected(rejection) => {
            assert_eq!(
                (rejection.status, rejection.code.as_str()),
                (Some(StatusCode::FORBIDDEN), "invalid_grant")
            );
        }
        other => panic!("{other}"),
    }
    assert_eq!(authority.book().asked.len(), 2, "a refusal is not repeated");
}

#[tokio::test]
async fn less_granted_than_declared_is_an_error_that_lists_it() {
    let authority = Authority::start().await;
    let app = app(&authority);
    let (pending, callback) = consent::<Writer>(&authority, &app);
    let error = app.exchange(pending.callback(&callback).unwrap()).await.unwrap_err();
    assert_eq!(error.missing_scopes(), ["write:page:confluence"]);
    assert!(
        error.is_scope() && error.to_string().contains("write:page:confluence"),
        "{error}"
    );

    // Those of other products count as well.
    let (pending, callback) = consent::<Mixed>(&authority, &app);
    let error = app.exchange(pending.callback(&callback).unwrap()).await.unwrap_err();
    assert_eq!(error.missing_scopes(), ["read:jira-work"]);

    // More than declared is no harm.
    authority.book().scope = Some("read:page:confluence write:page:confluence read:me offline_access".to_owned());
    assert_eq!(granted::<Reader>(&authority).await.scopes().names().count(), 4);
}

#[tokio::test]
async fn the_server_may_leave_out_token_type_and_scope() {
    let authority = Authority::start().await;
    authority.book().token_type = false;
    authority.book().scope = None;
    let grant = granted::<Reader>(&authority).await;
    assert_eq!(grant.scopes().to_string(), "read:page:confluence offline_access");
    call(&client(&authority, &grant)).await.unwrap();
}

#[tokio::test]
async fn no_site_is_taken_at_random() {
    let authority = Authority::start().await;
    let grant = granted::<Reader>(&authority).await;
    let site = |id: &str, scope: &str| json!({"id": id, "name": id, "url": format!("https://{id}.example.test"), "scopes": [scope]});
    // The same site twice, once for each product.
    authority.book().sites = json!([site("a", "read:jira-work"), site("a", "read:page:confluence")]);
    let only = grant.only_site().await.unwrap();
    assert_eq!((only.cloud_id.as_str(), only.scopes.names().count()), ("a", 2));

    authority.book().sites = json!([site("a", "read:page:confluence"), site("b", "read:page:confluence")]);
    let several = failure(grant.only_site().await);
    assert!(
        several
            .to_string()
            .contains("https://a.example.test (a), https://b.example.test (b)"),
        "{several}"
    );
    assert!(matches!(several, Failure::SeveralSites(sites) if sites.len() == 2));

    authority.book().sites = json!([site("a", "read:jira-work")]);
    assert!(matches!(failure(grant.only_site().await), Failure::NoSite));
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed() {
    let (authority, elsewhere) = (Authority::start().await, Authority::start().await);
    let app = app(&authority);
    authority.fault(Fault::Redirect(format!("{}/oauth/token", elsewhere.url())));
    let (pending, callback) = consent::<Reader>(&authority, &app);
    let failure = failure(app.exchange(pending.callback(&callback).unwrap()).await);
    assert!(
        matches!(
            failure,
            Failure::BadAnswer {
                status: StatusCode::TEMPORARY_REDIRECT,
                ..
            }
        ),
        "{failure}"
    );
    assert!(elsewhere.book().asked.is_empty(), "the secrets went to another host");
}

#[tokio::test]
async fn what_is_no_app_is_refused_by_name() {
    let new = |id: &str, secret: &str, redirect: &str| {
        let refused = confluence_sdk::oauth::App::new(id, secret, redirect).err();
        refused.and_then(|error| error.field().map(str::to_owned))
    };
    assert_eq!(new("", "s", "https://a.example").as_deref(), Some("client_id"));
    assert_eq!(new("c", "s\n", "https://a.example").as_deref(), Some("client_secret"));
    assert_eq!(new("c", "s", "http://a.example/").as_deref(), Some("redirect_uri"));
    assert_eq!(new("c", "s", "http://127.0.0.1:1/x"), None);
    // The callback is sent as it is registered, without so much as a slash added.
    let sign_in = app_at("http://127.0.0.1:1", "https://a.example").sign_in::<Reader>();
    assert!(
        sign_in.url().as_str().contains("redirect_uri=https%3A%2F%2Fa.example&"),
        "{}",
        sign_in.url()
    );
}

#[tokio::test]
async fn ten_thousand_tenants_in_one_map() {
    let authority = Authority::start().await;
    let app = app(&authority);
    let store = Arc::new(MemoryStore::new());
    let tokens = expired(&authority);
    let mut tenants = HashMap::new();
    for i in 0..10_000 {
        let key = format!("tenant-{i}");
        store.save(&key, &tokens).await.unwrap();
        let grant = app.grant::<Reader>(store.clone(), &key).await.unwrap();
        tenants.insert(key, grant.client(authority.cloud_id()).unwrap().dynamic());
    }
    let client = &tenants["tenant-9999"];
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!((tenants.len(), authority.rotations()), (10_000, 1));
}
