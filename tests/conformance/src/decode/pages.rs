//! Pages of results: how many there are, and where the next page is said to be.

use serde_json::{Value, json};

/// How many results an answer holds, and where it says that the next page is.
pub(super) fn expected(answer: &Value) -> (usize, Option<String>) {
    let page = page(answer);
    let results = page["results"].as_array().map_or(0, Vec::len);
    let next = page["_links"]["next"].as_str().or(page["cursor"].as_str());
    (results, next.map(str::to_owned))
}

/// The answer with a page after it.
pub(super) fn going_on(answer: &Value) -> Option<Value> {
    let mut answer = answer.clone();
    let next = "/wiki/any?limit=2&cursor=eyJ%3D&start=2";
    let at_root = answer.get("results").is_some();
    let page = match answer.as_object_mut()? {
        root if at_root => root,
        root => root
            .values_mut()
            .find_map(|inner| inner.as_object_mut().filter(|inner| inner.contains_key("results")))?,
    };
    if page.contains_key("cursor") {
        page.insert("cursor".to_owned(), next.into());
    } else {
        page.insert("_links".to_owned(), json!({"next": next, "self": "here"}));
    }
    Some(answer)
}

/// The object that holds the results: one of the answer's members or the answer itself.
fn page(answer: &Value) -> &Value {
    let holds = |value: &&Value| value.get("results").is_some();
    if holds(&answer) {
        return answer;
    }
    let inner = answer.as_object().and_then(|members| members.values().find(holds));
    inner.unwrap_or(answer)
}
