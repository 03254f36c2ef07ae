//! The sites of a token, and its user.

use super::{HOUR, PAGES, SCOPES, call, text, tokens, with_app};
use crate::caller::{bearer, plain_http, read};
use confluence_sandbox::{Sandbox, TokenRequest};
use serde_json::{Value, json};

async fn resources(sandbox: &Sandbox, token: &str) -> (u16, Value) {
    let url = format!("{}/oauth/token/accessible-resources", sandbox.url());
    read(bearer(url, token).await).await
}

#[tokio::test]
async fn a_site_is_listed_once_per_product() {
    let sandbox = with_app().second_site("another").start().await.unwrap();
    let token = text(&tokens(&sandbox, &format!("{SCOPES} read:jira-work")).await["access_token"]);
    let (status, listed) = resources(&sandbox, &token).await;
    assert_eq!(status, 200);
    let shown: Vec<_> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (text(&entry["id"]), &entry["scopes"]))
        .collect();
    let (own, other) = (sandbox.cloud_id().to_owned(), sandbox.second_cloud_id("another"));
    let (jira, confluence) = (json!(["read:jira-work"]), json!(["read:page:confluence"]));
    assert_eq!(
        shown,
        [
            (own.clone(), &jira),
            (own, &confluence),
            (other.clone(), &jira),
            (other.clone(), &confluence)
        ]
    );
    assert_eq!(listed[0]["url"], sandbox.url());
    assert!(listed[0]["name"].is_string() && listed[0]["avatarUrl"].is_string());
    let elsewhere = format!("{}/ex/confluence/{other}{PAGES}", sandbox.url());
    assert_eq!(bearer(elsewhere, &token).await.status(), 404);
}

#[tokio::test]
async fn scopes_of_no_product_list_no_site() {
    let sandbox = with_app().start().await.unwrap();
    let token = text(&tokens(&sandbox, "read:me").await["access_token"]);
    assert_eq!(resources(&sandbox, &token).await, (200, json!([])));
}

#[tokio::test]
async fn a_grant_for_another_site_does_not_open_this_one() {
    let sandbox = with_app().second_site("another").start().await.unwrap();
    let page = plain_http()
        .get(super::authorize_url(&sandbox, SCOPES))
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let request = page
        .split_once("name=\"request\" value=\"")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap();
    let (other, admin) = (sandbox.second_cloud_id("another"), sandbox.admin());
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("request", request)
        .append_pair("user", admin.account_id())
        .append_pair("site", &other)
        .append_pair("decision", "accept")
        .finish();
    let url = format!("{}/authorize/consent", sandbox.identity_url());
    let answer = plain_http().post(url).body(form).send().await.unwrap();
    let code = super::parameter(answer.headers()["location"].to_str().unwrap(), "code").unwrap();
    let (_, answer) = super::token(&sandbox, super::code_exchange(&code)).await;
    let token = text(&answer["access_token"]);
    let (_, listed) = resources(&sandbox, &token).await;
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["id"]), (1, &json!(other)));
    assert_eq!(call(&sandbox, PAGES, &token).await.0, 404);
}

#[tokio::test]
async fn who_consented() {
    let sandbox = with_app().start().await.unwrap();
    let url = format!("{}/me", sandbox.url());
    let token = text(&tokens(&sandbox, SCOPES).await["access_token"]);
    let (status, me) = read(bearer(url.clone(), &token).await).await;
    assert_eq!((status, &me["account_id"]), (200, &json!(sandbox.admin().account_id())));
    assert_eq!(
        (&me["email"], &me["account_status"]),
        (&json!(sandbox.admin().email()), &json!("active"))
    );

    let without = sandbox.token(&sandbox.admin(), &["read:page:confluence"]);
    let (status, refusal) = read(bearer(url, &without).await).await;
    assert_eq!(
        (status, &refusal["message"]),
        (401, &json!("Unauthorized; scope does not match"))
    );
}

#[tokio::test]
async fn both_want_a_token_of_a_grant() {
    let sandbox = with_app().hide_expiry().start().await.unwrap();
    let admin = sandbox.admin();
    let expired = text(&tokens(&sandbox, SCOPES).await["access_token"]);
    sandbox.advance(HOUR);
    for path in ["/oauth/token/accessible-resources", "/me"] {
        let url = format!("{}{path}", sandbox.url());
        let basic = plain_http()
            .get(&url)
            .basic_auth(admin.email(), Some(admin.api_token()));
        let forge = sandbox.issue(TokenRequest::forge_app("app").scopes(["read:me"]));
        for refused in [
            plain_http().get(&url).send().await.unwrap(),
            basic.send().await.unwrap(),
            bearer(url.clone(), "made-up").await,
            bearer(url.clone(), &forge).await,
            bearer(url.clone(), &expired).await,
        ] {
            assert_eq!(refused.status(), 401, "{path}");
        }
        assert_eq!(plain_http().post(&url).send().await.unwrap().status(), 405);
    }
}
