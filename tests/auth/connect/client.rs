//! What an app sends to a site: every request signed, bound to itself.

use super::*;
use crate::fault_server::{FaultServer, Received, Reply};
use confluence_sdk::{Client, Connect, PageId, scopes};
use jsonwebtoken::{DecodingKey, Validation};

scopes! { pub(crate) struct Writer = "WRITE"; }

fn installation(server: &FaultServer) -> Installation {
    let body = body(json!({"baseUrl": format!("{}/wiki", server.url())}));
    Installation::from_json(&body).unwrap().accepting(loopback())
}

fn client(server: &FaultServer) -> Client<Connect<Writer>> {
    installation(server).client(http(), APP).unwrap()
}

/// The claims of a request, once its signature was found right.
#[track_caller]
fn signed(request: &Received) -> Value {
    let token = request.header("authorization").unwrap().strip_prefix("JWT ").unwrap();
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_audience(&[TENANT]);
    validation.set_issuer(&[APP]);
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let claims = jsonwebtoken::decode::<Value>(token, &key, &validation).unwrap().claims;
    assert_eq!(
        claims["qsh"],
        qsh(&request.method, &request.target, "/wiki"),
        "{}",
        request.line()
    );
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 180);
    assert!((claims["iat"].as_i64().unwrap() - now()).abs() < 30);
    claims
}

#[tokio::test]
async fn every_request_is_signed_as_it_is_sent() {
    let server = FaultServer::start().await;
    let client = client(&server);
    let page = || Reply::ok(r#"{"id":"7"}"#);
    server.expect("GET /wiki/api/v2/pages/7?include-labels=true", page());
    client
        .pages()
        .get_page_by_id(PageId::new(7))
        .include_labels(true)
        .await
        .unwrap();
    server.expect("POST /wiki/api/v2/pages", page());
    client
        .pages()
        .create_page(confluence_sdk::SpaceId::new(1))
        .title("T")
        .await
        .unwrap();
    for (path, sent) in [
        ("/wiki/rest/api/content/", "/wiki/rest/api/content/"),
        ("/wiki/a%20b/c&d", "/wiki/a%20b/c&d"),
        ("/wiki/{x}/y", "/wiki/%7Bx%7D/y"),
        ("/wiki", "/wiki"),
    ] {
        server.expect(&format!("GET {sent}"), page());
        client.request("GET", path).send().await.unwrap();
    }
    for value in ["a b", "a+b", "ä/ö?&=#", "(it's)*!~", "a,b", "%2B", ""] {
        server.answer(page());
        let call = client.request("GET", "/wiki/rest/api/search");
        call.query("cql", value)
            .query("b", "1")
            .query("b", "0")
            .send()
            .await
            .unwrap();
    }
    let hashes: std::collections::BTreeSet<_> = server
        .received()
        .iter()
        .map(|request| signed(request)["qsh"].to_string())
        .collect();
    assert_eq!(hashes.len(), server.received().len(), "each is bound to itself alone");
}

#[tokio::test]
async fn a_cursor_is_signed_as_what_it_means() {
    let server = FaultServer::start().await;
    server.answer(Reply::ok(
        r#"{"results":[{"id":"1"}],"_links":{"next":"/wiki/api/v2/pages?limit=5&cursor=eyJ%2Ba/b%3D%3D"}}"#,
    ));
    server.answer(Reply::ok(r#"{"results":[{"id":"2"}],"_links":{}}"#));
    let pages = client(&server)
        .pages()
        .get_pages()
        .limit(5)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(pages.len(), 2);
    let second = &server.received()[1];
    assert!(second.target.contains("cursor=eyJ%2Ba%2Fb%3D%3D"), "{}", second.target);
    server.received().iter().for_each(|request| drop(signed(request)));
}

#[tokio::test]
async fn a_base_url_is_called_only_where_that_is_accepted() {
    let client = |base_url: &str| {
        let installation = Installation::from_json(&body(json!({"baseUrl": base_url}))).unwrap();
        installation.client::<Writer>(http(), APP)
    };
    client("https://example.atlassian.net/wiki").unwrap();
    for bad in [
        "https://example.org/wiki",
        "https://example.atlassian.net",
        "http://example.atlassian.net/wiki",
        "http://127.0.0.1/wiki",
        "wiki",
    ] {
        assert_eq!(client(bad).unwrap_err().field(), Some("baseUrl"), "{bad}");
    }
    let other = Installation::from_json(&body(json!({}))).unwrap();
    assert_eq!(
        other.client::<Writer>(http(), "com.example.other").unwrap_err().field(),
        Some("app_key")
    );

    // Through the app, whatever an installation says of itself.
    let app = installed().await;
    let installation = app.installation(TENANT).await.unwrap();
    assert!(app.client::<Writer>(&installation).is_ok());
    let strict = app.accepting(Hosts::only(["example.jira-dev.com"]));
    assert_eq!(
        strict.client::<Writer>(&installation).unwrap_err().field(),
        Some("baseUrl")
    );
}
