//! The part of an answer that an error keeps. The vendor's different forms of a refusal are read here.

use crate::secret::Secret;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

/// An answer, kept in an error so that users can look at it.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The start of the body as text, without the credential.
    pub(crate) start: String,
}

pub(crate) struct Refused {
    pub(crate) answer: Answered,
    pub(crate) message: Option<String>,
    pub(crate) code: Option<String>,
}

impl Answered {
    /// The start of a body as one printable line. The text of `secret` is removed.
    pub(crate) fn start_of(body: &[u8], secret: Option<&Secret>) -> String {
        const SHOWN: usize = 160;
        let text = String::from_utf8_lossy(&body[..body.len().min(4 * SHOWN)]);
        match secret {
            Some(secret) => one_line(&secret.hide(&text), SHOWN),
            None => one_line(&text, SHOWN),
        }
    }
}

/// Whether an answer says that the token does not have a scope. The gateway answers this with status 401, as it does
/// for other reasons.
pub(crate) fn lacks_scope(status: StatusCode, headers: &HeaderMap, message: Option<&str>) -> bool {
    let category = headers
        .get("x-failure-category")
        .is_some_and(|value| value == "FAILURE_CLIENT_SCOPE_CHECK");
    let said = message.is_some_and(|message| message.contains("scope does not match"));
    status == StatusCode::UNAUTHORIZED && (category || said)
}

/// A text of the server as one printable line of at most `most` characters.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line: String = words.chars().filter(|c| !c.is_control()).collect();
    if let Some((end, _)) = line.char_indices().nth(most) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// The vendor's message and code, from any of the forms that its bodies have.
pub(crate) fn vendor_message(body: &[u8]) -> (Option<String>, Option<String>) {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return (None, None);
    };
    let text = |value: &Value, name: &str| match value.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let errors = value
        .get("errors")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let messages: Vec<String> = errors
        .iter()
        .filter_map(|error| match (text(error, "title"), text(error, "detail")) {
            (Some(title), Some(detail)) if title != detail => Some(format!("{title}: {detail}")),
            (title, detail) => title.or(detail).or_else(|| error.as_str().map(str::to_owned)),
        })
        .collect();
    let message = if messages.is_empty() {
        text(&value, "message")
            .or_else(|| text(&value, "error_description"))
            .or_else(|| text(&value, "error"))
    } else {
        Some(messages.join("; "))
    };
    let code = errors.first().and_then(|error| text(error, "code"));
    (
        message,
        code.or_else(|| text(&value, "reason")).or_else(|| text(&value, "code")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_body_shape_of_the_vendor_gives_its_message() {
        let cases = [
            (
                r#"{"code":401,"message":"Unauthorized; scope does not match"}"#,
                "Unauthorized; scope does not match",
                Some("401"),
            ),
            (
                r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}"#,
                "Not Found",
                Some("NOT_FOUND"),
            ),
            (
                r#"{"errors":[{"title":"a","detail":"b"},{"title":"c"}]}"#,
                "a: b; c",
                None,
            ),
            (
                r#"{"statusCode":403,"data":{"authorized":false},"message":"No","reason":"Forbidden"}"#,
                "No",
                Some("Forbidden"),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}"#,
                "Unknown or invalid refresh token.",
                None,
            ),
        ];
        for (body, message, code) in cases {
            assert_eq!(
                vendor_message(body.as_bytes()),
                (Some(message.to_owned()), code.map(str::to_owned)),
                "{body}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_body_is_read_without_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = vendor_message(&body);
            let line = Answered::start_of(&body, None);
            prop_assert!(!line.contains('\n'));
        }

        #[test]
        fn a_credential_in_a_body_is_not_shown(before in "[a-z ]{0,40}", after in "[a-z ]{0,40}") {
            let body = format!("{before}T0KEN{after}");
            let mut headers = HeaderMap::new();
            headers.insert(http::header::AUTHORIZATION, http::HeaderValue::from_static("Bearer T0KEN"));
            let secret = Secret::of(&headers);
            prop_assert!(!Answered::start_of(body.as_bytes(), secret.as_ref()).contains("T0KEN"));
        }
    }
}
