use super::*;
use crate::document::example;
use serde_json::json;

/// The findings for the answers of one operation of a changed document.
fn found(operation: &str, alter: impl FnOnce(&mut Value)) -> Vec<String> {
    let documents = example::altered(alter);
    let mut findings = Findings::default();
    let request = blank_requests()
        .find(|request| request.declaration().id == operation)
        .unwrap();
    let pair = Pair::of(&documents, request.declaration(), &mut findings).unwrap();
    let response = &pair.operation.responses[0];
    let mut reading = Reading {
        request: &*request,
        status: 200,
        model: request.output().unwrap(),
        findings: &mut findings,
        read: 0,
    };
    let view = pair.doc.view(response.schema.as_ref().unwrap());
    let (read, _) = reading.all(&view, &recursive(pair.doc), 1);
    assert!(read > 100, "{read}");
    findings.into_found().into_keys().map(|found| found.place).collect()
}

fn alter_name(to: Value) -> Vec<String> {
    found("getPageLabels", |document| {
        document["components"]["schemas"]["Label"]["properties"]["name"] = to;
    })
}

#[test]
fn what_is_of_the_documents_shape_is_read_and_written() {
    assert_eq!(found("getPageLabels", |_| {}), [""; 0]);
    assert_eq!(found("getRelationship", |_| {}), [""; 0]);
}

#[test]
fn another_type_is_refused() {
    assert_eq!(
        alter_name(json!({"type": "array", "items": {"type": "string"}})),
        ["read.results[].name: missing", "read.results[].name: refused"]
    );
    assert_eq!(
        alter_name(json!({"type": "boolean"})),
        ["read.results[].name: missing", "read.results[].name: refused"]
    );
}

#[test]
fn a_number_for_a_text_is_taken() {
    assert_eq!(alter_name(json!({"type": "integer"})), [""; 0]);
}

#[test]
fn an_example_of_the_document_is_read() {
    let example = |value: Value| {
        found("getPageLabels", |document| {
            document["components"]["schemas"]["Label"]["example"] = value;
        })
    };
    assert_eq!(example(json!({"id": "1", "name": "a"})), [""; 0]);
    assert_eq!(
        example(json!({"name": "a"})),
        ["read page: value", "read.results: value", "read.results[]: refused"]
    );
}

#[test]
fn what_is_written_otherwise_than_read_is_found() {
    let request = blank_requests()
        .find(|request| request.declaration().id == "getPageLabels")
        .unwrap();
    let model = request.output().unwrap();
    let read = json!({"results": [{"id": 7, "name": "a", "prefix": "new"}], "_links": {"next": "/x"}, "more": 1});
    let places = |written: Value| -> Vec<String> {
        let found = same::differences(model, &read, &written);
        found.iter().map(|d| format!("{}: {}", d.path, d.aspect)).collect()
    };
    let same = json!({"results": [{"id": "7", "name": "a", "prefix": "new"}], "_links": {"next": "/x"}});
    assert_eq!(places(same), [""; 0]);
    let other = json!({"results": [{"id": "8", "prefix": "Unknown"}], "_links": {"next": "/x", "self": "?"}});
    assert_eq!(
        places(other),
        [
            ".results[].id: value",
            ".results[].name: missing",
            ".results[].prefix: value",
            "._links.self: unasked"
        ]
    );
    assert_eq!(places(json!({"results": []})), [".results: value", "._links: missing"]);
}

#[test]
fn a_place_is_named_without_indices() {
    assert_eq!(
        path("missing member `id` at `$.results[12].to[\"a b\"].x` (line 1)"),
        ".results[].to{}.x"
    );
    assert_eq!(path("no place"), "");
}
