//! Reads an answer: first in one pass, in which nothing may be odd, and then, if that fails, once more.

use super::again::{Note, Pairs, again};
use super::{Blank, DecodeError, Event, Fail, Node, Object, Slot, ToNode, decode, tells_of_failure};
use serde_json::value::RawValue;

/// Reads a body, and says what was passed over in it.
pub(crate) fn read<T: Slot + Blank + ToNode>(body: &[u8]) -> Result<(T, Vec<Note>), DecodeError> {
    let first = match decode::<T>(body) {
        Ok(value) => match without_content(&value.node(), body) {
            None => return Ok((value, Vec::new())),
            Some(error) => return Err(error),
        },
        Err(error) => error,
    };
    let mut value = T::blank();
    let notes = read_again(body, &mut value, first)?;
    match without_content(&value.node(), body) {
        None => Ok((value, notes)),
        Some(error) => Err(error),
    }
}

#[cold]
fn read_again(body: &[u8], slot: &mut dyn Slot, first: DecodeError) -> Result<Vec<Note>, DecodeError> {
    match serde_json::from_slice::<&RawValue>(body) {
        Ok(whole) => again(whole.get(), slot).map_err(|fail| DecodeError::instead_of(first, &fail)),
        // What is no JSON is not read in parts.
        Err(_) => Err(first),
    }
}

/// An answer without anything that was declared is none, such as `{}` or `{"errors":[…]}` for a page. If it has a
/// member that the model requires, it has been found missing before.
fn without_content(node: &Node<'_>, body: &[u8]) -> Option<DecodeError> {
    let blank = match node {
        Node::Object(object) => {
            let shape = object.shape();
            let failure = is_empty_page(*object).then(|| failure_in(body)).flatten();
            if failure.is_some() {
                return failure;
            }
            let own = |i: &usize| shape.rest != Some(*i);
            let mut members = (0..shape.fields.len()).filter(own);
            shape.required == 0 && !shape.fields.is_empty() && members.all(|i| nothing(&object.get(i).node()))
        }
        node => nothing(node),
    };
    if blank { missing_in(node, body) } else { None }
}

fn is_empty_page(object: &dyn Object) -> bool {
    let results = object.shape().fields.iter().position(|name| *name == "results");
    results.is_some_and(|i| matches!(object.get(i).node(), Node::List(list) if list.size() == 0))
}

/// The failure that an empty page tells of, such as `{"results":[],"errors":[…]}`. It is not the end of a list.
fn failure_in(body: &[u8]) -> Option<DecodeError> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let told = serde_json::from_str(whole.get()).is_ok_and(|value| tells_of_failure(&value));
    let fail = Fail::other("expected results, found an empty page that tells of a failure");
    told.then(|| DecodeError::at(whole.get(), whole.get(), fail))
}

fn nothing(node: &Node<'_>) -> bool {
    match node {
        Node::Absent | Node::Null => true,
        Node::List(list) => list.size() == 0,
        Node::Dict(dict) => {
            let mut empty = true;
            dict.each(&mut |_, _| empty = false);
            empty
        }
        Node::Raw(json) => json.is_null(),
        Node::Json(value) => value.is_null(),
        _ => false,
    }
}

#[cold]
fn missing_in(node: &Node<'_>, body: &[u8]) -> Option<DecodeError> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    let fail = match node {
        Node::Object(object) => {
            let fields = object.shape().fields;
            let members: Pairs<'_> = serde_json::from_str(whole.get()).ok()?;
            // Where names are left open, what is under them is an object; what an error says is a text or a list.
            let open = object.shape().rest.is_some();
            let declared = |(key, value): &(String, &RawValue)| {
                fields.contains(&key.as_str()) || (open && value.get().starts_with('{'))
            };
            let known = members.0.iter().any(declared);
            if known || (object.shape().may_be_empty && members.0.is_empty()) {
                return None;
            }
            let some: Vec<String> = fields.iter().take(3).map(|name| format!("`{name}`")).collect();
            let more = if fields.len() > some.len() { " …" } else { "" };
            Fail::other(format!(
                "expected an object with any of {}{more}, found none of its members",
                some.join(", ")
            ))
        }
        _ if whole.get() == "null" => Fail::expected("a value", &Event::Null),
        _ => return None,
    };
    Some(DecodeError::at(whole.get(), whole.get(), fail))
}

/// The results of a page, as they are written: of the answer itself, or of the member that is the page.
pub(crate) fn results(body: &[u8]) -> Option<Vec<&RawValue>> {
    let whole: Pairs<'_> = serde_json::from_slice(body).ok()?;
    let own = results_of(&whole);
    own.or_else(|| {
        whole
            .0
            .iter()
            .find_map(|(_, inner)| results_of(&serde_json::from_str(inner.get()).ok()?))
    })
}

fn results_of<'a>(page: &Pairs<'a>) -> Option<Vec<&'a RawValue>> {
    let (_, results) = page.0.iter().rfind(|(key, _)| key == "results")?;
    serde_json::from_str(results.get()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decode::tests::json;
    use crate::model::sample::{Body, Page};
    use crate::model::{Json, to_json};
    use crate::{CursorPage, Timestamp};
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use std::collections::BTreeMap;

    fn page() -> Value {
        json!({
            "id": 7, "status": "current", "title": "A", "labels": ["a"], "counts": {"x": 1},
            "version": {"number": 1, "createdAt": "2024-01-01T00:00:00Z", "parent": 2},
            "owner": {"id": "u", "name": "n"}, "score": 1.5, "children": [{"id": 8}], "body": "w",
        })
    }

    fn odd<T: Slot + Blank + ToNode>(body: &str) -> (T, Vec<String>) {
        let (value, notes) = read(body.as_bytes()).unwrap();
        (value, notes.iter().map(|note| note.error.to_string()).collect())
    }

    fn refusal<T: Slot + Blank + ToNode>(body: &str) -> String {
        read::<T>(body.as_bytes()).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn the_nearest_member_that_may_be_absent_is() {
        let (page, odd) = odd::<Page>(
            "{\"id\":1,\n \"version\":{\"number\":\"x\"},\"children\":[{\"id\":2},{\"title\":\"t\"},{\"id\":3,\"score\":[]}]}",
        );
        assert!(page.version.is_none());
        assert_eq!(
            page.child_pages.iter().map(|page| page.id.get()).collect::<Vec<_>>(),
            [2, 3]
        );
        assert_eq!(
            odd,
            [
                "expected a whole number of 32 bits, found text \"x\" at `$.version.number` (line 2, column 12)",
                "missing member `id` at `$.children[1]` (line 2, column 48)",
                "expected a number, found a list at `$.children[2].score` (line 2, column 78)",
            ]
        );
    }

    #[test]
    fn what_is_needed_is_not_passed_over() {
        for (body, says) in [
            (r#"{"title":"x"}"#, "missing member `id`"),
            (r#"{"id":[]}"#, "expected an id of digits, found a list at `$.id`"),
            (r#"{"id":7,"title":"#, "the JSON ends too early"),
            (r#"{"id":7,"title":[]}x"#, "expected text, found a list at `$.title`"),
        ] {
            assert!(
                refusal::<Page>(body).contains(says),
                "{body}: {}",
                refusal::<Page>(body)
            );
        }
        let link = r#"{"results":[],"_links":{"next":["x"]}}"#;
        assert!(refusal::<CursorPage<Page>>(link).contains("`$._links.next`"));
        assert!(refusal::<CursorPage<Page>>(r#"{"results":null}"#).contains("`$.results`"));
        // Of a page within, only what it has is lost.
        let within = r#"{"results":[{"id":1,"owner":{"id":[]}}],"_links":{"self":[7]}}"#;
        assert_eq!(odd::<CursorPage<Page>>(within).1.len(), 2);
    }

    #[test]
    fn an_element_of_the_answer_itself_is_lost() {
        let lost = |body: &str| {
            let (_, notes) = read::<CursorPage<Page>>(body.as_bytes()).unwrap();
            notes.iter().map(|note| (note.lost, note.null)).collect::<Vec<_>>()
        };
        assert_eq!(
            lost(r#"{"results":[{"id":1},7,null,{"id":1,"children":[7]}]}"#),
            [(Some(1), false), (Some(2), true), (None, false)]
        );
        let (list, notes) = read::<Vec<Page>>(br#"[{"id":1},{}]"#).unwrap();
        assert_eq!((list.len(), notes[0].lost), (1, Some(1)));
        let (map, notes) = read::<BTreeMap<String, i64>>(br#"{"a":1,"b":[]}"#).unwrap();
        assert_eq!((map.len(), notes[0].lost), (1, Some(1)));
    }

    #[test]
    fn numbers_keep_their_digits() {
        for number in [
            "11414242.420033589",
            "123456789012345678901234567890",
            "1e400",
            "-0",
            "1.10",
            "1E5",
        ] {
            assert_eq!(odd::<String>(number), (number.to_owned(), Vec::new()));
            let (json, _) = odd::<Json>(&format!(r#"{{"a":[{number}]}}"#));
            assert_eq!(json.as_str(), format!(r#"{{"a":[{number}]}}"#));
            let (map, _) = odd::<BTreeMap<String, Json>>(&format!(r#"{{"a":{number}}}"#));
            assert_eq!(map["a"].as_str(), number);
            let written = to_json(&map).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), format!(r#"{{"a":{number}}}"#));
        }
        assert!(refusal::<u64>("9007199254740993.0").contains("expected a whole number"));
        assert!(refusal::<Timestamp>("1e400").contains("a point in time"));
    }

    #[test]
    fn an_answer_without_content_is_none() {
        for body in ["{}", r#"{"errors":[]}"#] {
            assert!(
                refusal::<crate::PageLinks>(body).contains("none of its members"),
                "{body}"
            );
        }
        assert!(odd::<crate::PageLinks>(r#"{"next":null}"#).1.is_empty());
        assert!(refusal::<Vec<Page>>("null").contains("found null"));
        assert!(refusal::<BTreeMap<String, i64>>("null").contains("found null"));
        assert!(odd::<Vec<Page>>("[]").0.is_empty());
    }

    #[test]
    fn nesting_has_a_limit() {
        let deep = format!(
            "{}{}",
            r#"{"id":1,"score":[],"children":["#.repeat(500),
            "]}".repeat(500)
        );
        let (_, odd) = odd::<Page>(&deep);
        assert!(odd.iter().any(|odd| odd.contains("nested too deeply")));
    }

    #[test]
    fn too_many_oddities_are_no_answer() {
        let many = vec!["1"; 20_000].join(",");
        assert!(refusal::<Vec<Page>>(&format!("[{many}]")).contains("cannot be read"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_json_in_an_optional_member_is_never_fatal(
            value in json(),
            name in prop::sample::select(vec![
                "status", "title", "labels", "counts", "version", "owner", "score", "children", "body",
            ]),
        ) {
            let mut body = page();
            body[name] = value;
            let (page, notes) = read::<Page>(body.to_string().as_bytes()).unwrap();
            prop_assert_eq!(page.id.get(), 7);
            for note in notes {
                prop_assert!(note.error.path().starts_with(&format!("$.{name}")), "{}", note.error);
            }
        }

        #[test]
        fn what_is_not_odd_is_read_as_in_one_pass(value in json()) {
            let body = value.to_string();
            if let Ok(first) = decode::<Page>(body.as_bytes()) {
                let (again, notes) = read::<Page>(body.as_bytes()).unwrap();
                prop_assert!(notes.is_empty());
                prop_assert_eq!(to_json(&again).unwrap(), to_json(&first).unwrap());
                let mut slices = Page::blank();
                prop_assert!(again_without_notes(&body, &mut slices));
                prop_assert_eq!(to_json(&slices).unwrap(), to_json(&first).unwrap());
            }
        }

        #[test]
        fn any_bytes_are_read_without_panic(raw in prop::collection::vec(any::<u8>(), 0..64), value in json(), at in any::<prop::sample::Index>()) {
            let _ = read::<Page>(&raw);
            let mut body = value.to_string().into_bytes();
            let at = at.index(body.len());
            body[at] ^= 1;
            let _ = read::<Page>(&body);
            let _ = read::<CursorPage<Body>>(&body);
            let _ = results(&body);
        }

        #[test]
        fn json_comes_out_as_it_went_in(value in json()) {
            let text = serde_json::to_string_pretty(&value).unwrap();
            let json: Json = text.parse().unwrap();
            prop_assert_eq!(json.as_str(), &text);
            prop_assert_eq!(&json, &value);
            prop_assert_eq!(json.to_value().unwrap(), serde_json::from_str::<Value>(&text).unwrap());
        }
    }

    fn again_without_notes(body: &str, slot: &mut dyn Slot) -> bool {
        again(body, slot).is_ok_and(|notes| notes.is_empty())
    }
}
