//! Calls every operation that the sandbox implements at least once.

mod kinds;
mod older;
mod space_access;
mod steps;

use confluence_sandbox::{Sandbox, Server, TokenRequest, implemented};
use confluence_sdk::spec::{ApiVersion, route};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Makes the steps and keeps values from the answers. `{page}` in a path or a body is replaced by the value that was
/// kept as `page`.
struct Tour<'s> {
    sandbox: &'s Sandbox,
    http: Client,
    forge: String,
    connect: String,
    found: BTreeMap<&'static str, String>,
}

/// The user of a step.
#[derive(Clone, Copy)]
enum As {
    Admin,
    Forge,
    Connect,
}

impl Tour<'_> {
    fn fill(&self, text: &str) -> String {
        self.found.iter().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
    }

    /// `step` is for example `201 POST 2/spaces`: the expected status, the method, and the path. `1` and `2` at the
    /// start of a path stand for the base path of an API.
    fn parse<'t>(&self, step: &'t str) -> (&'t str, Method, String) {
        let mut words = step.splitn(3, ' ');
        let mut word = || words.next().unwrap();
        let (status, method, path) = (word(), word(), self.fill(word()));
        let path = match path.split_once('/') {
            Some(("1", rest)) => format!("/wiki/rest/api/{rest}"),
            Some(("2", rest)) => format!("/wiki/api/v2/{rest}"),
            _ => path,
        };
        (status, Method::from_bytes(method.as_bytes()).unwrap(), path)
    }

    /// There can be a handler for an operation that the spec does not have yet. It is not called.
    fn declares(&self, step: &str) -> bool {
        let (_, method, path) = self.parse(step);
        route(method.as_str(), path.split('?').next().unwrap()).is_some()
    }

    async fn send(&self, who: As, step: &str, body: Option<Value>, form: Option<Form>) -> Value {
        if !self.declares(step) {
            return Value::Null;
        }
        let (status, method, path) = self.parse(step);
        let request = match who {
            As::Forge => self
                .http
                .request(method, format!("{}{path}", self.sandbox.gateway_url()))
                .bearer_auth(&self.forge),
            As::Connect => self
                .http
                .request(method, format!("{}{path}", self.sandbox.url()))
                .header("Authorization", format!("JWT {}", self.connect)),
            As::Admin => {
                let admin = self.sandbox.admin();
                let request = self.http.request(method, format!("{}{path}", self.sandbox.url()));
                request
                    .basic_auth(admin.email(), Some(admin.api_token()))
                    .header("X-Atlassian-Token", "no-check")
            }
        };
        let request = match (body, form) {
            (Some(body), _) => request
                .header("content-type", "application/json")
                .body(self.fill(&body.to_string())),
            (None, Some(form)) => request.multipart(form),
            (None, None) => request,
        };
        let response = request.send().await.unwrap();
        let answered = response.status().as_u16().to_string();
        let text = response.text().await.unwrap();
        assert_eq!(answered, status, "{step}: {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    async fn go(&self, step: &str) -> Value {
        self.send(As::Admin, step, None, None).await
    }

    async fn write(&self, step: &str, body: Value) -> Value {
        self.send(As::Admin, step, Some(body), None).await
    }

    /// Makes a step that changes something, and keeps the value at this pointer of the answer.
    async fn keep(&mut self, name: &'static str, pointer: &str, step: &str, body: Value) {
        let answer = self.write(step, body).await;
        self.hold(name, pointer, &answer);
    }

    fn hold(&mut self, name: &'static str, pointer: &str, answer: &Value) {
        let value = answer
            .pointer(pointer)
            .unwrap_or_else(|| panic!("no {pointer} in {answer}"));
        self.found
            .insert(name, value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }

    async fn upload(&self, step: &str) -> Value {
        let form = Form::new()
            .part("file", Part::bytes(b"abc".to_vec()).file_name("a.txt"))
            .text("minorEdit", "true");
        self.send(As::Admin, step, None, Some(form)).await
    }
}

#[tokio::test]
async fn every_operation_that_is_played_is_visited() {
    let sandbox = Sandbox::start().await.unwrap();
    let forge = TokenRequest::forge_app("mine").scopes([
        "read:app-data:confluence",
        "write:app-data:confluence",
        "read:configuration:confluence",
        "read:space:confluence",
    ]);
    let connect = TokenRequest::connect_app("old").scopes(["ADMIN", "ACCESS_EMAIL_ADDRESSES"]);
    let mut tour = Tour {
        sandbox: &sandbox,
        http: crate::caller::plain_http(),
        forge: sandbox.issue(forge),
        connect: sandbox.issue(connect),
        found: BTreeMap::from([("me", sandbox.admin().account_id().to_owned())]),
    };
    steps::spaces_and_pages(&mut tour).await;
    steps::comments_and_files(&mut tour).await;
    steps::beside_content(&mut tour).await;
    kinds::blog_posts_and_custom_content(&mut tour).await;
    kinds::the_tree(&mut tour).await;
    kinds::labels_and_levels(&mut tour).await;
    older::trees(&mut tour).await;
    older::states_and_versions(&mut tour).await;
    older::templates_and_labels(&mut tour).await;
    older::watches(&mut tour).await;
    older::relations(&mut tour).await;
    older::looks(&mut tour).await;
    older::macros(&mut tour).await;
    older::people(&mut tour).await;
    older::space_permissions(&mut tour).await;
    steps::people_and_apps(&mut tour).await;
    space_access::properties(&mut tour).await;
    space_access::roles(&mut tour).await;
    space_access::transition(&mut tour).await;
    space_access::people_and_tasks(&mut tour).await;
    steps::ends(&mut tour).await;

    let requests = sandbox
        .requests()
        .into_iter()
        .filter(|request| request.server != Server::Media);
    let visited: BTreeSet<_> = requests
        .filter_map(|request| {
            let version = if request.path.contains("/wiki/api/v2/") {
                ApiVersion::V2
            } else {
                ApiVersion::V1
            };
            Some((version, request.operation?))
        })
        .collect();
    let missed: Vec<_> = implemented().filter(|operation| !visited.contains(operation)).collect();
    assert!(missed.is_empty(), "not visited: {missed:?}");
}
