//! Each conversion may only take scopes away: tried by whoever would gain by it, against a server that does not say
//! what it granted, and one that granted more than it was asked for.

use super::authority::Authority;
use super::flow::{Writer, failure};
use super::{KEY, Reader, app, call, client, consent, granted, http};
use confluence_sdk::oauth::{Failure, Grant, MemoryStore, Pending, Renewable, TokenStore, Tokens};
use confluence_sdk::v2::op;
use confluence_sdk::{Client, Credential, Error, Gateway, OAuth, OAuthScopes, PageId, scopes};
use secrecy::ExposeSecret as _;
use std::sync::Arc;

scopes! {
    pub(crate) struct Once = "read:page:confluence";
    pub(crate) struct Alike = "offline_access", "read:page:confluence";
    /// The scopes of `Reader`, for one operation.
    pub(crate) struct Declared = granular for op::GetPageById, "offline_access";
}
mod far {
    confluence_sdk::scopes! { pub(crate) struct One = "read:page:confluence", other("read:jira-work"); }
    confluence_sdk::scopes! { pub(crate) struct Two = One; }
}
scopes! { pub(crate) struct Three = far::Two, "offline_access", other("read:jira-user"); }

const READER: &str = "read:page:confluence offline_access";
const WRITER: &str = "read:page:confluence write:page:confluence offline_access";

async fn silent() -> Authority {
    let authority = Authority::start().await;
    authority.book().scope = None;
    authority
}

fn restored<S: OAuthScopes>(stored: &str) -> Result<Pending<S>, String> {
    serde_json::from_str(stored).map_err(|error| error.to_string())
}

/// Under this key, in a store of its own.
async fn kept<S: Renewable>(grant: &Grant<S>) -> Arc<MemoryStore> {
    let store = Arc::new(MemoryStore::new());
    grant.keep_in(store.clone(), KEY).await.unwrap();
    store
}

/// What is stored, with an access token that expired long ago.
async fn expire(store: &MemoryStore) {
    let tokens = store.load(KEY).await.unwrap().unwrap();
    let mut json: serde_json::Value = serde_json::from_str(tokens.to_json().expose_secret()).unwrap();
    (json["issued_at"], json["expires_at"]) = (1_000_000.into(), 1_003_600.into());
    let expired = Tokens::from_json(&json.to_string()).unwrap();
    store.save(KEY, &expired).await.unwrap();
}

async fn call_as_writer(client: &Client<OAuth<Writer>>) -> Result<(), Error> {
    client.pages().get_page_by_id(PageId::new(7)).await.map(drop)
}

#[tokio::test]
async fn a_sign_in_for_few_scopes_is_not_completed_for_many() {
    let authority = silent().await;
    let app = app(&authority);
    let (few, callback) = consent::<Reader>(&authority, &app);
    let (many, _) = consent::<Writer>(&authority, &app);
    let few = serde_json::to_string(&few).unwrap();
    let many = serde_json::to_string(&many).unwrap();

    // Twice in a row, in both orders, and by way of another set.
    for _ in 0..2 {
        let refused = restored::<Writer>(&few).unwrap_err();
        assert!(refused.contains(&format!("`{READER}`")), "{refused}");
        assert!(refused.contains(&format!("`{WRITER}`")), "{refused}");
        restored::<Reader>(&many).unwrap_err();
    }
    let alike = serde_json::to_string(&restored::<Alike>(&few).unwrap()).unwrap();
    restored::<Writer>(&alike).unwrap_err();
    assert!(authority.book().asked.is_empty(), "nothing was exchanged");

    // The sign-in itself is as good as before, and gives what it asked for.
    let code = restored::<Reader>(&alike).unwrap().callback(&callback).unwrap();
    let grant = app.exchange(code).await.unwrap();
    assert_eq!(grant.scopes().to_string(), READER);
}

#[tokio::test]
async fn a_sign_in_that_was_stored_without_its_set_is_refused() {
    let authority = silent().await;
    let (pending, _) = consent::<Reader>(&authority, &app(&authority));
    let mut stored: serde_json::Value = serde_json::to_value(&pending).unwrap();
    stored.as_object_mut().unwrap().remove("scope");
    let refused = restored::<Reader>(&stored.to_string()).unwrap_err();
    assert!(
        refused.contains("without the scopes") && refused.contains("begin a new one"),
        "{refused}"
    );
    assert!(!refused.contains(stored["state"].as_str().unwrap()), "{refused}");
}

#[tokio::test]
async fn a_grant_that_was_stored_for_few_scopes_is_not_restored_for_many() {
    let authority = silent().await;
    let app = app(&authority);
    let store = kept(&granted::<Reader>(&authority).await).await;
    for _ in 0..2 {
        let error = app.grant::<Writer>(store.clone(), KEY).await.unwrap_err();
        assert_eq!(error.missing_scopes(), ["write:page:confluence"]);
        // Renewed by an answer without `scope`, which adds nothing.
        expire(&store).await;
        let own = app.grant::<Reader>(store.clone(), KEY).await.unwrap();
        call(&client(&authority, &own)).await.unwrap();
    }
    assert_eq!(authority.rotations(), 3);
    let tokens = store.load(KEY).await.unwrap().unwrap();
    assert_eq!(
        (tokens.asked().to_string(), tokens.scopes().to_string()),
        (READER.to_owned(), READER.to_owned())
    );
}

#[tokio::test]
async fn more_than_was_asked_for_gives_no_larger_grant() {
    let authority = Authority::start().await;
    authority.book().scope = Some(WRITER.to_owned());
    let app = app(&authority);
    let grant = granted::<Reader>(&authority).await;
    assert_eq!(grant.scopes().to_string(), WRITER);

    let dynamic = client(&authority, &grant).dynamic();
    assert_eq!(dynamic.scopes().to_string(), READER);
    let error = dynamic.require::<Writer>().unwrap_err();
    assert_eq!(error.missing_scopes(), ["write:page:confluence"]);

    let store = kept(&grant).await;
    for _ in 0..2 {
        let error = app.grant::<Writer>(store.clone(), KEY).await.unwrap_err();
        assert!(error.is_scope());
        assert_eq!(error.missing_scopes(), ["write:page:confluence"]);
        let text = error.to_string();
        assert!(
            text.contains(&format!("`{READER}`")) && text.contains(&format!("`{WRITER}`")),
            "{text}"
        );
        assert!(matches!(failure::<()>(Err(error)), Failure::StoredForFewer { .. }));
        // A renewal that reports more does not make it more either.
        expire(&store).await;
        let own = app.grant::<Reader>(store.clone(), KEY).await.unwrap();
        call(&client(&authority, &own)).await.unwrap();
    }
}

#[tokio::test]
async fn what_a_grant_has_given_up_does_not_come_back() {
    let authority = silent().await;
    let app = app(&authority);
    let large = kept(&granted::<Writer>(&authority).await).await;
    let fewer = app.grant::<Reader>(large.clone(), KEY).await.unwrap();
    let small = kept(&fewer).await;
    let error = failure(app.grant::<Writer>(small.clone(), KEY).await);
    assert!(matches!(error, Failure::StoredForFewer { .. }), "{error}");
    // By way of a third store.
    let copy = kept(&app.grant::<Alike>(small, KEY).await.unwrap()).await;
    failure(app.grant::<Writer>(copy, KEY).await);
    // Where it was stored for many, it still is; a grant for few that renews it there takes nothing from the others.
    expire(&large).await;
    let reader = app.grant::<Reader>(large.clone(), KEY).await.unwrap();
    call(&client(&authority, &reader)).await.unwrap();
    let writer = app.grant::<Writer>(large, KEY).await.unwrap();
    call_as_writer(&writer.client(authority.cloud_id()).unwrap())
        .await
        .unwrap();
}

#[tokio::test]
async fn tokens_for_fewer_scopes_under_the_same_key_do_not_serve_for_many() {
    let authority = silent().await;
    let app = app(&authority);
    let store = kept(&granted::<Writer>(&authority).await).await;
    expire(&store).await;
    let writer = app.grant::<Writer>(store.clone(), KEY).await.unwrap();
    granted::<Reader>(&authority).await.keep_in(store, KEY).await.unwrap();
    let client = writer.client(authority.cloud_id()).unwrap();
    for _ in 0..2 {
        let error = call_as_writer(&client).await.unwrap_err();
        assert_eq!(error.missing_scopes(), ["write:page:confluence"]);
    }
    assert!(authority.calls().is_empty(), "nothing was sent with the smaller token");
}

#[tokio::test]
async fn a_client_always_has_its_own_set() {
    let authority = Authority::start().await;
    // The vendor's server lists `offline_access`; not every server does.
    authority.book().scope = Some("read:page:confluence".to_owned());
    let grant = granted::<Reader>(&authority).await;
    assert_eq!(grant.scopes().to_string(), READER);
    let own = client(&authority, &grant).dynamic().require::<Reader>().unwrap();
    own.dynamic()
        .require::<Once>()
        .unwrap()
        .dynamic()
        .require::<Reader>()
        .unwrap_err();

    let gateway = || Gateway::at(authority.url(), authority.cloud_id()).unwrap();
    let credential = Credential::<OAuth<Reader>>::granted("token", "read:page:confluence").unwrap();
    let given = http().client(gateway(), credential).dynamic();
    given.require::<Reader>().unwrap();
    // It was not asked for here, so nothing says that it was granted.
    let credential = Credential::<OAuth<Once>>::granted("token", "read:page:confluence").unwrap();
    let error = http()
        .client(gateway(), credential)
        .dynamic()
        .require::<Reader>()
        .unwrap_err();
    assert_eq!(error.missing_scopes(), ["offline_access"]);
}

#[tokio::test]
async fn a_grant_for_declared_operations_is_like_any_other() {
    let authority = Authority::start().await;
    let app = app(&authority);
    let grant = granted::<Declared>(&authority).await;
    // The limits are those of the program's calls, not of what a grant asks for by itself.
    let site = grant.only_site().await.unwrap();
    let store = kept(&grant).await;
    expire(&store).await;
    let restored = app.grant::<Declared>(store.clone(), KEY).await.unwrap();
    assert_eq!(restored.sites().await.unwrap().len(), 1);
    let client = restored.client(&site).unwrap();
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    let calls = authority.calls().len();
    for client in [
        client.dynamic(),
        client.dynamic().require::<Declared>().unwrap().dynamic(),
    ] {
        let error = client.pages().get_pages().await.unwrap_err();
        assert!(error.is_scope() && error.status().is_none(), "{error}");
        client.request("GET", "/wiki/api/v2/pages").send().await.unwrap_err();
        client.require::<Reader>().unwrap_err();
    }
    assert_eq!(authority.calls().len(), calls, "nothing was sent");
    // What was granted to a set of scopes does for operations that need no more, and the other way round: the token is
    // the same.
    app.grant::<Reader>(store, KEY).await.unwrap();
}

#[test]
fn a_sign_in_asks_for_what_a_set_has_at_any_depth() {
    let app = super::app_at("https://auth.example.test", "https://app.example.test/callback");
    let asked = |url: &url::Url| {
        let scope = url.query_pairs().find(|(name, _)| name == "scope");
        scope.unwrap().1.into_owned()
    };
    assert_eq!(
        asked(app.sign_in::<Three>().url()),
        "read:page:confluence offline_access read:jira-user read:jira-work"
    );
    assert_eq!(asked(app.sign_in::<Declared>().url()), READER);
}
