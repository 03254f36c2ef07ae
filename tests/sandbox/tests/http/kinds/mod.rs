//! Every kind of content.

mod comments;
mod custom;
mod documents;
mod listings;
mod on_content;
mod tree;

use crate::caller::{Caller, text};
use confluence_sandbox::Sandbox;
use serde_json::{Value, json};

/// A site with a space, and its users.
struct World {
    sandbox: Sandbox,
    space: String,
}

impl World {
    async fn new() -> Self {
        let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
        let space = {
            let admin = Caller::new(&sandbox, "admin");
            text(&admin.get("/wiki/api/v2/spaces?keys=DEMO").await.1["results"][0]["id"])
        };
        Self { sandbox, space }
    }

    fn caller(&self, user: &str) -> Caller<'_> {
        Caller::new(&self.sandbox, user)
    }
}

fn storage(markup: &str) -> Value {
    json!({ "representation": "storage", "value": markup })
}

/// Creates something in the space, and answers with its id.
async fn create(caller: &Caller<'_>, segment: &str, body: Value) -> String {
    let (status, created) = caller.post(&format!("/wiki/api/v2/{segment}"), body).await;
    assert!(matches!(status, 200 | 201), "{segment}: {created}");
    text(&created["id"])
}

/// The members of the results that have this name.
fn members(listed: &Value, name: &str) -> Vec<String> {
    let results = listed["results"]
        .as_array()
        .unwrap_or_else(|| panic!("no results in {listed}"));
    results.iter().map(|result| text(&result[name])).collect()
}

/// The title of a refusal.
fn refusal(body: &Value) -> &str {
    body["errors"][0]["title"].as_str().unwrap_or_default()
}
