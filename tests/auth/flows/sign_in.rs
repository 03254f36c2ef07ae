//! OAuth 2.0 (3LO): a user is asked, consents, and is called for.

use super::{CALLBACK, CLIENT, Reader, SECRET, app, asked, call, code, granted, sandbox, statuses};
use crate::oauth::flow::failure;
use confluence_sdk::oauth::{Failure, Pending};
use confluence_sdk::{Error, scopes};

scopes! {
    pub(crate) struct Writer = Reader, "write:space:confluence";
    pub(crate) struct Mixed = "read:space:confluence", other("read:jira-work");
    pub(crate) struct Nosy = "read:me";
}

#[tokio::test]
async fn one_site() {
    let sandbox = sandbox().start().await.unwrap();
    let app = app(&sandbox);
    let sign_in = app.sign_in::<Reader>();
    let callback = sandbox
        .consent(sign_in.url().as_str(), &sandbox.user("reader"), true)
        .unwrap();
    // What a web application keeps in its session meanwhile.
    let session = serde_json::to_string(&sign_in.into_pending()).unwrap();
    let pending: Pending<Reader> = serde_json::from_str(&session).unwrap();
    let code = pending.callback(callback.strip_prefix(CALLBACK).unwrap()).unwrap();
    let grant = app.exchange(code).await.unwrap();
    assert_eq!(grant.scopes().to_string(), "read:space:confluence offline_access");
    assert!(grant.can_be_renewed());

    let site = grant.only_site().await.unwrap();
    assert_eq!(
        (site.cloud_id.as_str(), &*site.url),
        (sandbox.cloud_id(), sandbox.url())
    );
    call(&grant.client(&site).unwrap()).await.unwrap();
    assert_eq!(
        (asked(&sandbox), statuses(&sandbox)),
        (vec![("authorization_code", 200)], vec![200])
    );
}

#[tokio::test]
async fn several_sites_and_none_is_guessed() {
    let sandbox = sandbox().second_site("another").start().await.unwrap();
    let grant = granted::<Reader>(&sandbox).await;
    let Failure::SeveralSites(sites) = failure(grant.only_site().await) else {
        panic!("one was taken");
    };
    let mut ids: Vec<_> = sites.iter().map(|site| site.cloud_id.as_str().to_owned()).collect();
    ids.sort();
    let mut expected = [sandbox.cloud_id().to_owned(), sandbox.second_cloud_id("another")];
    expected.sort();
    assert_eq!(ids, expected);
    let own = sites
        .iter()
        .find(|site| site.cloud_id.as_str() == sandbox.cloud_id())
        .unwrap();
    call(&grant.client(own).unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_site_of_two_products_is_one_site() {
    let sandbox = sandbox().start().await.unwrap();
    let site = granted::<Mixed>(&sandbox).await.only_site().await.unwrap();
    assert_eq!(site.cloud_id.as_str(), sandbox.cloud_id());
    assert_eq!(site.scopes.names().count(), 2, "{}", site.scopes);
}

#[tokio::test]
async fn no_site_with_confluence() {
    let sandbox = sandbox().start().await.unwrap();
    let grant = granted::<Nosy>(&sandbox).await;
    assert!(grant.sites().await.unwrap().is_empty());
    assert!(matches!(failure(grant.only_site().await), Failure::NoSite));
}

#[tokio::test]
async fn a_user_who_refuses() {
    let sandbox = sandbox().start().await.unwrap();
    let refused = code::<Reader>(&sandbox, &app(&sandbox), false);
    assert!(matches!(failure(refused), Failure::Declined));
    assert!(asked(&sandbox).is_empty());
}

#[tokio::test]
async fn an_address_that_is_not_registered_never_comes_back() {
    let sandbox = sandbox().start().await.unwrap();
    let elsewhere = confluence_sdk::oauth::App::new(CLIENT, SECRET, "https://elsewhere.example.test/").unwrap();
    let endpoints = confluence_sdk::oauth::Endpoints::at(sandbox.identity_url(), sandbox.url()).unwrap();
    let sign_in = elsewhere.endpoints(endpoints).sign_in::<Reader>();
    let page = sandbox
        .consent(sign_in.url().as_str(), &sandbox.user("reader"), true)
        .unwrap_err();
    assert!(page.to_string().contains("not registered"), "{page}");
}

#[tokio::test]
async fn a_set_that_is_larger_than_what_was_granted() {
    let sandbox = sandbox().start().await.unwrap();
    let app = app(&sandbox);
    let missing = |error: Error| error.missing_scopes().join(" ");
    // A narrower consent comes between the sign-in and the exchange: the newest one counts.
    let wide = code::<Writer>(&sandbox, &app, true).unwrap();
    drop(code::<Reader>(&sandbox, &app, true).unwrap());
    assert_eq!(missing(app.exchange(wide).await.unwrap_err()), "write:space:confluence");

    // The same while the grant is in use: found out with its next renewal.
    let grant = granted::<Writer>(&sandbox).await;
    let client = grant
        .client(sandbox.cloud_id().parse::<confluence_sdk::CloudId>().unwrap())
        .unwrap();
    call(&client).await.unwrap();
    drop(code::<Reader>(&sandbox, &app, true).unwrap());
    sandbox.advance(super::HOUR);
    assert_eq!(missing(call(&client).await.unwrap_err()), "write:space:confluence");
}
