//! An HTTP client that does not use the SDK.

use confluence_sandbox::{Sandbox, User};
use reqwest::header::AUTHORIZATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

/// Calls the site as a user, with the user's API token without scopes.
pub(crate) struct Caller<'s> {
    sandbox: &'s Sandbox,
    pub(crate) user: User,
    http: Client,
}

impl<'s> Caller<'s> {
    pub(crate) fn new(sandbox: &'s Sandbox, user: &str) -> Self {
        let http = plain_http();
        Self {
            sandbox,
            user: sandbox.user(user),
            http,
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.sandbox.url());
        self.http
            .request(method, url)
            .basic_auth(self.user.email(), Some(self.user.api_token()))
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = self.request(method, path);
        let request = match &body {
            Some(body) => request.json(body),
            None => request,
        };
        read(request.send().await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.send(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> (u16, Value) {
        self.send(Method::DELETE, path, None).await
    }

    pub(crate) async fn space(&self, key: &str) -> String {
        let (status, space) = self
            .post("/wiki/api/v2/spaces", json!({ "key": key, "name": key }))
            .await;
        assert_eq!(status, 201, "{space}");
        text(&space["id"])
    }

    pub(crate) async fn page(&self, space: &str, title: &str) -> String {
        let body = json!({ "representation": "storage", "value": format!("<p>{title} text</p>") });
        let page = json!({ "spaceId": space, "title": title, "body": body });
        let (status, page) = self.post("/wiki/api/v2/pages", page).await;
        assert_eq!(status, 200, "{page}");
        text(&page["id"])
    }
}

pub(crate) async fn read(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (
        status,
        serde_json::from_str(&response.text().await.unwrap()).unwrap_or_default(),
    )
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not text: {value}")).to_owned()
}

pub(crate) async fn bearer(url: String, token: &str) -> Response {
    crate::caller::plain_http()
        .get(url)
        .header(AUTHORIZATION, format!("Bearer {token}"))
        .send()
        .await
        .unwrap()
}

/// The query feature of the HTTP client is not worth a dependency for one test.
pub(crate) trait QueryPairs {
    fn query_pairs(self, pairs: &[(&str, &str)]) -> Self;
}

impl QueryPairs for reqwest::RequestBuilder {
    fn query_pairs(self, pairs: &[(&str, &str)]) -> Self {
        let (client, request) = self.build_split();
        let mut request = request.unwrap();
        request.url_mut().query_pairs_mut().extend_pairs(pairs);
        Self::from_parts(client, request)
    }
}

/// A client of reqwest alone that follows no redirects.
pub(crate) fn plain_http() -> Client {
    Client::builder().no_proxy().redirect(Policy::none()).build().unwrap()
}
