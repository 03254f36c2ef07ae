//! Searches by CQL.

mod context;
mod delay;
mod fields;
mod mistakes;
mod paging;
mod results;
mod users;

use crate::caller::{Caller, QueryPairs as _, read, text};
use reqwest::Method;
use serde_json::{Value, json};

const SEARCH: &str = "/wiki/rest/api/search";
const CONTENT: &str = "/wiki/rest/api/content/search";
const USERS: &str = "/wiki/rest/api/search/user";

/// A call with these parameters.
async fn ask(caller: &Caller<'_>, path: &str, pairs: &[(&str, &str)]) -> (u16, Value) {
    let request = caller.request(Method::GET, path).query_pairs(pairs);
    read(request.send().await.unwrap()).await
}

/// The titles that a query finds, in the order of the answer.
async fn titles(caller: &Caller<'_>, cql: &str) -> Vec<String> {
    let (status, page) = ask(caller, SEARCH, &[("cql", cql), ("excerpt", "none"), ("limit", "100")]).await;
    assert_eq!(status, 200, "{cql}: {page}");
    assert_eq!(page["totalSize"], page["size"], "{cql}");
    list(&page, "title")
}

/// A member of every result.
fn list(page: &Value, member: &str) -> Vec<String> {
    let results = page["results"].as_array().unwrap();
    results.iter().map(|result| text(&result[member])).collect()
}

/// A page below another one, with a body in storage format.
async fn page(caller: &Caller<'_>, space: &str, parent: Option<&str>, title: &str, body: &str) -> String {
    let body = json!({ "representation": "storage", "value": body });
    let page = json!({ "spaceId": space, "title": title, "body": body, "parentId": parent });
    let (status, page) = caller.post("/wiki/api/v2/pages", page).await;
    assert_eq!(status, 200, "{page}");
    text(&page["id"])
}

async fn label(caller: &Caller<'_>, id: &str, name: &str) {
    let labels = json!([{ "prefix": "global", "name": name }]);
    let (status, answer) = caller.post(&format!("/wiki/rest/api/content/{id}/label"), labels).await;
    assert_eq!(status, 200, "{answer}");
}
