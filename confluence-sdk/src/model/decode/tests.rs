//! Bodies that are not JSON, positions, serde's own traits, and random values.

use super::*;
use crate::model::sample::*;
use crate::model::{from_value, to_json};
use proptest::prelude::*;

fn refusal(raw: &str) -> String {
    decode::<Page>(raw.as_bytes()).unwrap_err().to_string()
}

#[test]
fn what_is_no_json() {
    assert_eq!(refusal(""), "expected JSON, found an empty body (line 1, column 0)");
    assert_eq!(refusal(" \n "), "expected JSON, found an empty body (line 2, column 1)");
    assert_eq!(
        refusal("\n<!DOCTYPE html><p>Log in</p>"),
        "expected JSON, found markup (HTML or XML) (line 2, column 1)"
    );
    assert_eq!(refusal("oops"), "not valid JSON: expected value (line 1, column 1)");
}

#[test]
fn truncated_and_trailing() {
    assert_eq!(
        refusal(r#"{"id":1,"children":[{"id":2,"labels":["a"#),
        "the JSON ends too early at `$.children[0].labels[0]` (line 1, column 40)"
    );
    assert_eq!(refusal(r#"{"id":1"#), "the JSON ends too early (line 1, column 7)");
    assert_eq!(
        refusal(r#"{"id":1} x"#),
        "not valid JSON: trailing characters (line 1, column 10)"
    );
    assert_eq!(
        refusal(r#"{"id":1}{"id":2}"#),
        "not valid JSON: trailing characters (line 1, column 9)"
    );
}

#[test]
fn a_syntax_error_has_a_path() {
    let error = decode::<Page>(b"{\"id\":1,\n\"version\":{\"number\":tru}}").unwrap_err();
    assert_eq!((error.path(), error.line()), ("$.version.number", 2));
}

#[test]
fn nesting_has_a_limit() {
    let deep = "[".repeat(100_000);
    assert!(
        decode::<Value>(deep.as_bytes())
            .unwrap_err()
            .to_string()
            .contains("recursion limit")
    );
    let skipped = format!(r#"{{"id":1,"unknown":{deep}"#);
    assert!(refusal(&skipped).starts_with("the JSON ends too early"));
    let children = r#"{"id":1,"children":["#.repeat(1000);
    assert!(refusal(&children).contains("recursion limit"));
}

#[test]
fn serde_forwards_with_path_and_position() {
    let page: Page = serde_json::from_str(r#"{"id":7,"status":"current"}"#).unwrap();
    assert_eq!(
        serde_json::to_string(&page).unwrap(),
        r#"{"id":"7","status":"current","labels":[],"counts":{},"children":[]}"#
    );
    let error = serde_json::from_str::<Page>(r#"{"id":7,"version":{"number":true}}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "$.version.number: expected a whole number of 32 bits, found true at line 1 column 32"
    );
    assert_eq!(error.column(), 32);
    let error = serde_json::from_value::<Page>(serde_json::json!({"id": 7, "labels": [1, []]})).unwrap_err();
    assert_eq!(error.to_string(), "$.labels[1]: expected text, found a list");
}

#[test]
fn buffered_values_know_their_path() {
    let value = serde_json::json!({"id": "1", "children": [{"id": 2, "version": {"number": 1.5}}], "x": null});
    let fail = from_value::<Page>(&value).unwrap_err();
    assert_eq!(
        fail.to_string(),
        "expected a whole number of 32 bits, found 1.5 at `$.children[0].version.number`"
    );
}

pub(in crate::model) fn json() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number,
        ".{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let key = prop_oneof![
            ".{0,6}",
            prop::sample::select(vec!["id", "title", "labels", "children", "version", "number", "counts"])
                .prop_map(str::to_owned),
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..6).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_never_panic(raw in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = decode::<Page>(&raw);
        let _ = decode::<Value>(&raw);
        let _ = decode::<Body>(&raw);
    }

    #[test]
    fn nearly_json_never_panics(value in json(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut raw = serde_json::to_vec(&value).unwrap();
        let at = cut.index(raw.len());
        let whole = decode::<Page>(&raw);
        prop_assert_eq!(whole.is_ok(), from_value::<Page>(&value).is_ok());
        raw[at] = byte;
        let _ = decode::<Page>(&raw);
        raw.truncate(at);
        if let Err(error) = decode::<Page>(&raw) {
            prop_assert!(error.path().starts_with('$'));
            prop_assert!(!error.to_string().ends_with('.'));
        }
    }

    #[test]
    fn json_is_read_as_it_was_written(value in json()) {
        let raw = serde_json::to_vec(&value).unwrap();
        let read: Value = decode(&raw).unwrap();
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(to_json(&value).unwrap(), raw);
        prop_assert_eq!(from_value::<Value>(&value).unwrap(), value);
    }

    #[test]
    fn a_model_survives_the_round_trip(value in json()) {
        if let Ok(page) = from_value::<Page>(&value) {
            let raw = to_json(&page).unwrap();
            let again: Page = decode(&raw).unwrap();
            prop_assert_eq!(format!("{page:?}"), format!("{again:?}"));
        }
    }
}
