//! Pages of results: the number of results, and the link to the next page.

use serde_json::{Value, json};

/// The number of results in an answer, and its link to the next page.
pub(crate) fn expected(answer: &Value) -> (usize, Option<String>) {
    let page = page(answer);
    let results = page["results"].as_array().map_or(0, Vec::len);
    let next = page["_links"]["next"].as_str().or(page["cursor"].as_str());
    (results, next.map(str::to_owned))
}

/// The same answer with a link to another page.
pub(crate) fn going_on(answer: &Value) -> Option<Value> {
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

/// The object that contains the results: a member of the answer or the answer itself.
fn page(answer: &Value) -> &Value {
    let holds = |value: &&Value| value.get("results").is_some();
    if holds(&answer) {
        return answer;
    }
    let inner = answer.as_object().and_then(|members| members.values().find(holds));
    inner.unwrap_or(answer)
}
