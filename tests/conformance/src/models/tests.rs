use super::*;
use crate::document::example;
use confluence_sdk::__rt::blank_requests;
use serde_json::{Value, json};

/// The findings for a changed document, one line each.
fn found(alter: impl FnOnce(&mut Value)) -> Vec<String> {
    let documents = example::altered(alter);
    let (mut findings, mut ignored) = (Findings::default(), Findings::default());
    let mut comparison = Comparison::default();
    for request in blank_requests().filter(|request| request.declaration().id == "getPageLabels") {
        let pair = Pair::of(&documents, request.declaration(), &mut ignored).unwrap();
        findings.turn_to(pair.name());
        comparison.operation(&pair, &*request, &mut findings);
    }
    comparison.named(&documents, &mut findings);
    let found = findings.into_found().into_keys().map(|found| found.to_string());
    // A page without results is no page, even if the document allows it.
    found
        .filter(|found| !found.ends_with("| answer.results: required"))
        .collect()
}

fn label(document: &mut Value) -> &mut Value {
    &mut document["components"]["schemas"]["Label"]
}

#[test]
fn nothing_is_found_where_nothing_differs() {
    assert_eq!(found(|_| {}), [""; 0]);
}

#[test]
fn a_member_of_another_name() {
    let found = found(|document| {
        let members = label(document)["properties"].as_object_mut().unwrap();
        let name = members.remove("name").unwrap();
        members.insert("title".to_owned(), name);
    });
    assert_eq!(found, ["v2:Label | .name: undeclared", "v2:Label | .title: missing"]);
}

#[test]
fn a_value_more_and_a_value_less() {
    let more = |values: &mut Value| *values = json!(["my", "team", "global", "system", "celestial"]);
    let less = |values: &mut Value| *values = json!(["my", "team", "global"]);
    assert_eq!(
        found(|document| more(&mut label(document)["properties"]["prefix"]["enum"])),
        ["v2:Label | .prefix \"celestial\": missing"]
    );
    assert_eq!(
        found(|document| less(&mut label(document)["properties"]["prefix"]["enum"])),
        ["v2:Label | .prefix \"system\": undeclared"]
    );
    let parameter = "/paths/~1pages~1{id}~1labels/get/parameters/0/schema/enum";
    assert_eq!(
        found(|document| more(document.pointer_mut(parameter).unwrap())),
        ["v2:getPageLabels | query prefix \"celestial\": missing"]
    );
}

#[test]
fn another_type() {
    for schema in [
        json!({"type": "integer"}),
        json!({"type": "object", "properties": {"en": {"type": "string"}}}),
        json!({"type": "array", "items": {"type": "string"}}),
        json!({"type": "string", "format": "date-time"}),
    ] {
        let found = found(|document| label(document)["properties"]["name"] = schema);
        assert_eq!(found, ["v2:Label | .name: type"]);
    }
}

#[test]
fn a_member_that_only_we_require() {
    let optional = found(|document| label(document)["required"] = json!(["name"]));
    assert_eq!(optional, ["v2:Label | .id: required"]);
    let nullable = found(|document| label(document)["properties"]["id"]["nullable"] = true.into());
    assert_eq!(nullable, ["v2:Label | .id: required"]);
}

#[test]
fn a_body_that_only_one_side_has() {
    let found = found(|document| {
        let response = "/paths/~1pages~1{id}~1labels/get/responses/200";
        *document.pointer_mut(response).unwrap() = json!({});
    });
    assert_eq!(found, ["v2:getPageLabels | answer: type"]);
}
