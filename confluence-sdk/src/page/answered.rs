//! What a walk looks up in the JSON of an answer, beside what the model says.

use serde_json::Value;

/// The page in an answer: the answer itself, or the member of it that has the results. `None` if there are no results,
/// so that the answer is no page.
fn page(answer: &Value) -> Option<&Value> {
    let is_page = |value: &&Value| value.get("results").is_some_and(Value::is_array);
    Some(answer)
        .filter(is_page)
        .or_else(|| answer.as_object()?.values().find(is_page))
}

/// Whether the answer has a list of results.
pub(super) fn is_page(body: &[u8]) -> bool {
    serde_json::from_slice(body).is_ok_and(|answer| page(&answer).is_some())
}

/// The limit that the server says it has applied, as a number or as a text.
pub(super) fn limit(body: &[u8]) -> Option<u64> {
    let answer = serde_json::from_slice(body).ok()?;
    match page(&answer)?.get("limit")? {
        Value::String(digits) => digits.trim().parse().ok(),
        // Some servers write whole numbers with a fraction of zero.
        number => number
            .as_u64()
            .or_else(|| number.as_f64().filter(|limit| *limit >= 0.0).map(|limit| limit as u64)),
    }
}

/// The address in `_links.next`, if `_links` is the last member of the answer, as it is at the vendor. It is found
/// without reading the results, so that the next page can be asked for while this one is read.
pub(super) fn early_link(body: &[u8]) -> Option<String> {
    const NAME: &[u8] = b"\"_links\"";
    const FARTHEST: usize = 16 << 10;
    let tail = &body[body.len().saturating_sub(FARTHEST)..];
    let at = tail.windows(NAME.len()).rposition(|window| window == NAME)?;
    let value = tail[at + NAME.len()..].trim_ascii_start().strip_prefix(b":")?;
    let mut values = serde_json::Deserializer::from_slice(value).into_iter::<Value>();
    let links = values.next()?.ok()?;
    let is_last = value[values.byte_offset()..].trim_ascii() == b"}";
    links.get("next").filter(|_| is_last)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_answer_is_a_page_only_with_results() {
        for (body, expected) in [
            (r#"{"results":[]}"#, true),
            (r#"{"label":{},"associatedContents":{"results":[]}}"#, true),
            ("{}", false),
            (r#"{"_links":{}}"#, false),
            (r#"{"errors":[{"title":"x"}]}"#, false),
            (r#"{"results":null}"#, false),
            (r#"{"results":{}}"#, false),
            ("[]", false),
            ("", false),
        ] {
            assert_eq!(is_page(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn the_limit_is_a_number_or_digits() {
        for (body, expected) in [
            (r#"{"results":[],"limit":25}"#, Some(25)),
            (r#"{"results":[],"limit":"25"}"#, Some(25)),
            (r#"{"results":[],"limit":" 25 "}"#, Some(25)),
            (r#"{"results":[],"limit":25.0}"#, Some(25)),
            (r#"{"a":{"limit":3},"b":{"results":[],"limit":7}}"#, Some(7)),
            (r#"{"results":[],"limit":-1}"#, None),
            (r#"{"results":[],"limit":null}"#, None),
            (r#"{"results":[]}"#, None),
        ] {
            assert_eq!(limit(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn a_link_is_found_early_only_at_the_end() {
        for (body, expected) in [
            (r#"{"results":[],"_links":{"base":"x","next":"/a\"b"}}"#, Some("/a\"b")),
            ("{\"results\":[],\"_links\" : {\"next\":\"/a\"} }\n", Some("/a")),
            (r#"{"_links":{"next":"/a"},"results":[{"_links":{"next":"/b"}}]}"#, None),
            (r#"{"_links":{"next":"/a"},"results":[]}"#, None),
            (r#"{"results":[],"_links":{"next":null}}"#, None),
            (r#"{"results":[],"_links":{"next":"/a"#, None),
            ("", None),
        ] {
            assert_eq!(early_link(body.as_bytes()).as_deref(), expected, "{body}");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_looked_at_without_panic(body: Vec<u8>, text in "\\PC*\"_links\"\\PC*") {
            for body in [body.as_slice(), text.as_bytes()] {
                let _ = (is_page(body), limit(body), early_link(body));
            }
        }
    }
}
