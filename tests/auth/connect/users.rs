//! Acting as a user: a token per user, asked for with a signed assertion.

use super::*;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::connect::Impersonation;
use confluence_sdk::oauth::Failure;
use confluence_sdk::{AccountId, PageId, scopes};
use http::StatusCode;
use jsonwebtoken::{DecodingKey, Validation};
use std::time::Duration;

scopes! { pub(crate) struct AsUser = "WRITE", "ACT_AS_USER"; }

const PAGE: &str = r#"{"id":"7"}"#;

fn user(name: &str) -> AccountId {
    AccountId::new(name).unwrap()
}

fn token(name: &str) -> Reply {
    Reply::ok(json!({"access_token": name, "expires_in": 900, "token_type": "Bearer"}).to_string())
}

/// An installation whose site and whose authorization server are these.
fn installation(site: &FaultServer, server: &FaultServer) -> Installation {
    let body = body(json!({"baseUrl": format!("{}/wiki", site.url())}));
    let installation = Installation::from_json(&body).unwrap().accepting(loopback());
    installation.impersonating(Impersonation::at(server.url()).unwrap())
}

#[tokio::test]
async fn the_assertion_says_who_asks_for_whom() {
    let (site, server) = (FaultServer::start().await, FaultServer::start().await);
    server.expect("POST /oauth2/token", token("t1"));
    site.expect("GET /wiki/api/v2/pages/7", Reply::ok(PAGE));
    let client = installation(&site, &server)
        .user_client::<AsUser>(http(), &user("557058:somebody"))
        .unwrap();
    server.saw_nothing();
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!(site.only().header("authorization"), Some("Bearer t1"));

    let asked = server.only();
    assert_eq!(asked.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(asked.header("accept"), Some("application/json"));
    let form: Vec<(String, String)> = url::form_urlencoded::parse(&asked.body).into_owned().collect();
    let names: Vec<_> = form.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["grant_type", "assertion", "scope"]);
    assert_eq!(form[0].1, "urn:ietf:params:oauth:grant-type:jwt-bearer");
    assert_eq!(form[2].1, "READ WRITE");
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&[server.url()]);
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let claims = jsonwebtoken::decode::<Value>(&form[1].1, &key, &validation)
        .unwrap()
        .claims;
    assert_eq!(claims["iss"], "urn:atlassian:connect:clientid:abc123");
    assert_eq!(claims["sub"], "urn:atlassian:connect:useraccountid:557058:somebody");
    assert_eq!(claims["tnt"], format!("{}/wiki", site.url()));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 60);
}

#[tokio::test]
async fn one_token_a_user_however_many_calls() {
    let (site, server) = (FaultServer::start().await, FaultServer::start().await);
    let installation = installation(&site, &server);
    server.answer(token("t1").late(Duration::from_millis(50)));
    for _ in 0..30 {
        site.answer(Reply::ok(PAGE));
    }
    let calls: Vec<_> = (0..30)
        .map(|_| {
            // Each with a client of its own, from a clone of the installation.
            let client = installation.clone().user_client::<AsUser>(http(), &user("a")).unwrap();
            tokio::spawn(async move { client.pages().get_page_by_id(PageId::new(7)).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.received().len(), 1);
    assert!(
        site.received()
            .iter()
            .all(|call| call.header("authorization") == Some("Bearer t1"))
    );

    server.answer(token("t2"));
    site.answer(Reply::ok(PAGE));
    let other = installation.user_client::<AsUser>(http(), &user("b")).unwrap();
    other.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!(site.received()[30].header("authorization"), Some("Bearer t2"));
}

#[tokio::test]
async fn a_token_that_is_refused_is_renewed_once() {
    let (site, server) = (FaultServer::start().await, FaultServer::start().await);
    server.answer(token("t1")).answer(token("t2"));
    site.answer(Reply::json(401, "{}")).answer(Reply::ok(PAGE));
    let client = installation(&site, &server)
        .user_client::<AsUser>(http(), &user("a"))
        .unwrap();
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!(site.received()[1].header("authorization"), Some("Bearer t2"));
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_with_another_assertion() {
    let (site, server) = (FaultServer::start().await, FaultServer::start().await);
    server.answer(token("t1").cut_after(10)).answer(Reply::json(503, "{}"));
    server.answer(token("t3"));
    site.answer(Reply::ok(PAGE));
    let client = installation(&site, &server)
        .user_client::<AsUser>(http(), &user("a"))
        .unwrap();
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!(site.only().header("authorization"), Some("Bearer t3"));
    let bodies: std::collections::HashSet<_> = server.received().into_iter().map(|asked| asked.body).collect();
    // The pauses add up to more than a second, which assertions count in.
    assert!(bodies.len() > 1);
}

#[tokio::test]
async fn why_there_is_no_token_is_said() {
    let (site, server) = (FaultServer::start().await, FaultServer::start().await);
    let refusal = json!({"error": "unauthorized_client", "error_description": "no ACT_AS_USER"});
    server.answer(Reply::json(401, refusal.to_string()));
    server.answer(Reply::new(302).header("Location", "https://evil.example.com/token"));
    let client = installation(&site, &server)
        .user_client::<AsUser>(http(), &user("a"))
        .unwrap();
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(
        matches!(error.oauth(), Some(Failure::Rejected(why)) if why.code == "unauthorized_client"),
        "{error:?}"
    );
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(
        matches!(
            error.oauth(),
            Some(Failure::BadAnswer {
                status: StatusCode::FOUND,
                ..
            })
        ),
        "{error:?}"
    );
    site.saw_nothing();
    for sent in server.received() {
        let form: Vec<(String, String)> = url::form_urlencoded::parse(&sent.body).into_owned().collect();
        assert!(!format!("{error} {error:?}").contains(&form[1].1));
    }
}

#[tokio::test]
async fn the_apps_tokens_are_shared_and_a_new_secret_asks_anew() {
    let (site, server) = (FaultServer::start().await, FaultServer::start().await);
    let app = app()
        .accepting(loopback())
        .impersonating(Impersonation::at(server.url()).unwrap());
    for (secret, name) in [
        ("first-secret-of-the-tenant", "t1"),
        ("second-secret-of-the-tenant", "t2"),
    ] {
        let base_url = format!("{}/wiki", site.url());
        install(&app, &body(json!({"baseUrl": base_url, "sharedSecret": secret}))).await;
        server.answer(token(name));
        for _ in 0..2 {
            site.answer(Reply::ok(PAGE));
            let installation = app.installation(TENANT).await.unwrap();
            let client = app.user_client::<AsUser>(&installation, &user("a")).unwrap();
            client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
            let sent = site.received().pop().unwrap();
            assert_eq!(sent.header("authorization"), Some(&*format!("Bearer {name}")));
        }
    }
}
