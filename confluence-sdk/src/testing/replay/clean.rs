//! What of an exchange is written, and what never is.
//!
//! Headers are written only if they are on a list. A body is never written if it is one of a token endpoint. All other
//! text goes through [`Cleaner`], which takes out the credential of the request and whatever looks like one.

use crate::request::encode;
use crate::secret::Secret;
use crate::testing::sent::Sent;
use http::HeaderMap;
use serde_json::{Map, Value};

/// Stands for a secret. It can be a part of an address.
pub(super) const SECRET: &str = "SECRET";

/// Headers that are written. Others can be credentials, cookies, or names of people and machines.
const HEADERS: [&str; 21] = [
    "accept",
    "accept-ranges",
    "atl-traceid",
    "content-disposition",
    "content-range",
    "content-type",
    "etag",
    "if-range",
    "last-modified",
    "link",
    "location",
    "range",
    "ratelimit",
    "ratelimit-policy",
    "retry-after",
    "x-atlassian-token",
    "x-authentication-denied-reason",
    "x-failure-category",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
];

/// The site says in this header whether it knows the caller, by one of a few words.
const LOGIN: &str = "x-seraph-loginreason";

/// What the answer of a token endpoint is written with. The rest of it are tokens.
const OF_TOKENS: [&str; 4] = ["error", "expires_in", "scope", "token_type"];

/// Parts of names whose values are secrets: of members, of query parameters, of fields of forms.
const NAMES: [&str; 13] = [
    "accesskey",
    "assertion",
    "authorization",
    "cookie",
    "credential",
    "jwt",
    "passwd",
    "password",
    "secret",
    "sessionid",
    "signature",
    "token",
    "verifier",
];

/// Whole names of that kind, which are too short to be looked for as a part.
const SHORT: [&str; 4] = ["jwt", "key-pair-id", "policy", "sig"];

/// What signing in passes around. Elsewhere these are names of other things, such as the code of an error.
const OF_SIGN_IN: [&str; 2] = ["code", "state"];

/// Takes secrets out of text.
pub(super) struct Cleaner {
    /// The credential that the request carries.
    sent: Option<Secret>,
    /// What the program wants to have taken out, in all spellings, the longest first: one can be a part of another.
    more: Vec<String>,
    /// Whether the request is one of the API, and not one of signing in or of a file.
    is_call: bool,
}

impl Cleaner {
    pub(super) fn new(sent: &Sent, more: &[String]) -> Self {
        Self {
            sent: Secret::of(&sent.headers),
            more: spellings(more),
            is_call: sent.made_for.is_some(),
        }
    }

    /// A text without secrets.
    pub(super) fn text(&self, text: &str) -> String {
        let mut text = match &self.sent {
            Some(secret) => secret.hide(text).replace("[credential]", SECRET),
            None => text.to_owned(),
        };
        for spelling in &self.more {
            text = text.replace(spelling, SECRET);
        }
        without_parameters(&without_tokens(&text))
    }

    /// JSON without secrets: those of its texts, and the values of members that are named like one.
    pub(super) fn json(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.text(text).into(),
            Value::Array(list) => list.iter().map(|value| self.json(value)).collect(),
            Value::Object(members) => {
                let members = members.iter().map(|(name, value)| match value {
                    Value::Number(_) if self.is_secret(name) => (self.text(name), SECRET.into()),
                    value if self.is_secret(name) => (self.text(name), hidden(value)),
                    value => (self.text(name), self.json(value)),
                });
                Value::Object(members.collect::<Map<_, _>>())
            }
            other => other.clone(),
        }
    }

    /// The headers that are written, in alphabetical order.
    pub(super) fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        let mut written = Vec::new();
        for name in HEADERS.iter().chain([&LOGIN]) {
            for value in headers.get_all(*name) {
                let value = String::from_utf8_lossy(value.as_bytes());
                let value = match *name {
                    // The address of a file is signed: whoever has it can read the file.
                    // A recording is replayed as of a site with TLS, which leads to no plain address.
                    "location" if value.contains("://") => {
                        let (address, _) = value.split_once('#').unwrap_or((&value, ""));
                        self.text(&without_query(address)).replacen("http://", "https://", 1)
                    }
                    _ => self.text(&value),
                };
                written.push(((*name).to_owned(), value));
            }
        }
        written
    }

    fn is_secret(&self, name: &str) -> bool {
        is_secret(name) || !self.is_call && is_of_sign_in(name)
    }

    /// The query of a request. That of a call to the API is known; of any other address each value may be a secret.
    pub(super) fn query(&self, sent: &Sent) -> Vec<(String, String)> {
        let pair = |(name, value): &(String, String)| match self.is_call && !is_secret(name) {
            true => (name.clone(), self.text(value)),
            false => (self.text(name), SECRET.to_owned()),
        };
        sent.query.iter().map(pair).collect()
    }
}

/// Texts as they are, and as they stand in addresses and forms, in bodies, and in JSON that is a text.
fn spellings(texts: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        let encoded = encode(text);
        let small = in_small_digits(&encoded);
        all.extend([encoded.replace("%20", "+"), small.replace("%20", "+"), encoded, small]);
        let in_text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let quoted = in_text.replace('"', "&quot;");
        all.extend(["&#39;", "&#x27;", "&apos;"].map(|quote| quoted.replace('\'', quote)));
        let in_json = Value::from(text.as_str()).to_string();
        all.extend([in_text, quoted, in_json[1..in_json.len() - 1].to_owned(), text.clone()]);
    }
    all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    all.dedup();
    all
}

/// The same percent-encoded text with small letters as digits.
fn in_small_digits(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        text.extend(["%", &digits.to_ascii_lowercase(), rest]);
    }
    text
}

/// Whether a request is one for a token: it is sent by no call of a client, and brings something.
pub(super) fn asks_for_a_token(sent: &Sent) -> bool {
    sent.made_for.is_none() && sent.method == http::Method::POST
}

/// What is written of the answer of a token endpoint.
pub(super) fn of_tokens(body: &[u8]) -> Value {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    let mut kept = Map::new();
    for name in OF_TOKENS {
        if let Some(value) = answer.get(name) {
            kept.insert(name.to_owned(), value.clone());
        }
    }
    for name in ["access_token", "refresh_token"] {
        if answer.get(name).is_some() {
            kept.insert(name.to_owned(), SECRET.into());
        }
    }
    kept.into()
}

/// The value of a member that is named like a secret: all texts in it are secrets.
fn hidden(value: &Value) -> Value {
    match value {
        Value::String(_) => SECRET.into(),
        Value::Array(list) => list.iter().map(hidden).collect(),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), hidden(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.clone(),
    }
}

/// Whether a member or a parameter of this name has a secret for its value.
fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let plain = name.replace(['_', '-'], "");
    SHORT.contains(&name.as_str()) || name.starts_with("x-amz-") || NAMES.iter().any(|part| plain.contains(part))
}

fn is_of_sign_in(name: &str) -> bool {
    OF_SIGN_IN.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The address without the values of its query.
fn without_query(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else {
        return address.to_owned();
    };
    let pairs = query
        .split('&')
        .map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    let pairs: Vec<String> = pairs.map(|name| format!("{name}={SECRET}")).collect();
    format!("{path}?{}", pairs.join("&"))
}

/// The text without the values of parameters that are named like a secret, wherever an address stands in it. What comes
/// back from a consent page has a code and a state.
fn without_parameters(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    let mut of_sign_in = false;
    while let Some(start) = rest.find(['?', '&']) {
        let (before, parameter) = rest.split_at(start + 1);
        clean += before;
        if before.ends_with('?') {
            of_sign_in = is_callback(parameter);
        }
        let end = end_of(parameter);
        match parameter[..end].split_once('=') {
            Some((name, _)) if is_secret(plain(name)) || of_sign_in && is_of_sign_in(plain(name)) => {
                clean += &format!("{name}={SECRET}");
            }
            _ => clean += &parameter[..end],
        }
        rest = &parameter[end..];
        of_sign_in &= rest.starts_with('&');
    }
    clean + rest
}

/// Where the parameter ends that a text begins with.
fn end_of(parameter: &str) -> usize {
    let ends = |c: char| c == '&' || c == '#' || c == '"' || c == '\'' || c == '<' || c.is_whitespace();
    parameter.find(ends).unwrap_or(parameter.len())
}

/// The name of a parameter. In HTML the ampersand before it is written as an entity.
fn plain(name: &str) -> &str {
    name.trim_start_matches("amp;")
}

/// Whether the query that a text begins with is that of a callback of signing in.
fn is_callback(query: &str) -> bool {
    let mut rest = query;
    let mut found = [false; OF_SIGN_IN.len()];
    loop {
        let end = end_of(rest);
        if let Some((name, _)) = rest[..end].split_once('=') {
            for (found, known) in found.iter_mut().zip(OF_SIGN_IN) {
                *found |= plain(name).eq_ignore_ascii_case(known);
            }
        }
        match rest[end..].strip_prefix('&') {
            Some(next) => rest = next,
            None => return found.iter().all(|found| *found),
        }
    }
}

/// The text without JSON Web Tokens and API tokens, which are known by how they begin.
fn without_tokens(text: &str) -> String {
    const BEGINNINGS: [&str; 4] = ["eyJ", "ATATT3", "ATCTT3", "ATSTT3"];
    const SHORTEST: usize = 20;
    let in_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '=' | '+' | '/');
    let mut clean = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !in_token(c)) {
        let token = piece.trim_end_matches(|c: char| !in_token(c));
        let found = BEGINNINGS.iter().filter_map(|beginning| token.find(beginning)).min();
        // A cursor is JSON in Base64 too, but no token: that has three parts with a dot between them.
        let is_whole = |start: &usize| {
            let token = &token[*start..];
            token.len() >= SHORTEST && (!token.starts_with("eyJ") || token.matches('.').count() >= 2)
        };
        match found.filter(is_whole) {
            Some(start) => clean.extend([&token[..start], SECRET, &piece[token.len()..]]),
            None => clean += piece,
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clean(text: &str) -> String {
        cleaner(true).text(text)
    }

    fn cleaner(is_call: bool) -> Cleaner {
        Cleaner {
            sent: None,
            more: Vec::new(),
            is_call,
        }
    }

    #[test]
    fn hidden_texts_are_taken_out_in_every_spelling() {
        let more = ["abc".to_owned(), r#"abc"d&e\f'"#.to_owned()];
        let clean = Cleaner {
            more: spellings(&more),
            ..cleaner(true)
        };
        for written in [
            r#"abc"d&e\f'"#,
            "abc&quot;d&amp;e\\f&#39;",
            "abc\"d&amp;e\\f'",
            "abc%22d%26e%5Cf%27",
            "abc%22d%26e%5cf%27",
            r#"abc\"d&e\\f'"#,
            "abc",
        ] {
            assert_eq!(clean.text(&format!("[{written}]")), format!("[{SECRET}]"), "{written}");
        }
    }

    #[test]
    fn an_address_elsewhere_keeps_no_secret() {
        let mut headers = HeaderMap::new();
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln";
        for (there, written) in [
            (
                "https://a.example/x#access_token=abc".to_owned(),
                "https://a.example/x".to_owned(),
            ),
            (
                format!("http://a.example/{jwt}?sig=1#x"),
                format!("https://a.example/{SECRET}?sig={SECRET}"),
            ),
        ] {
            headers.insert("location", there.parse().unwrap());
            assert_eq!(cleaner(true).headers(&headers), [("location".to_owned(), written)]);
        }
    }

    #[test]
    fn all_that_is_in_a_member_named_like_a_secret_is_taken_out() {
        let value = serde_json::json!({"tokens": ["s3cr3t"], "secret": {"value": "s"}, "title": "t"});
        let clean = cleaner(true).json(&value).to_string();
        assert!(!clean.contains("s3cr3t") && !clean.contains("\"s\""), "{clean}");
        assert!(clean.contains("\"title\":\"t\""), "{clean}");
    }

    #[test]
    fn secrets_in_text_are_taken_out_and_nothing_else() {
        for (text, expected) in [
            ("/x?a=1&access_token=abc#y", "/x?a=1&access_token=SECRET#y"),
            (
                "<a href=\"/x?b=2&amp;X-Amz-Signature=abc\">",
                "<a href=\"/x?b=2&amp;X-Amz-Signature=SECRET\">",
            ),
            (
                "see eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln, please",
                "see SECRET, please",
            ),
            ("ATATT3xFfGF0abcdefghijklmnop", "SECRET"),
            ("/x?code=NOT_FOUND", "/x?code=NOT_FOUND"),
            ("/x?state=open&a=b", "/x?state=open&a=b"),
            (
                "see https://a.example/back?code=c0de&amp;state=st4te#x and ?code=NOT_FOUND",
                "see https://a.example/back?code=SECRET&amp;state=SECRET#x and ?code=NOT_FOUND",
            ),
            // A cursor, without which no page comes after the next one.
            (
                "/x?cursor=eyJrIjoiMTIzNDU2Nzg5MCJ9",
                "/x?cursor=eyJrIjoiMTIzNDU2Nzg5MCJ9",
            ),
            ("Is this ok? a=b & c", "Is this ok? a=b & c"),
            ("type = page AND title ~ \"code\"", "type = page AND title ~ \"code\""),
            ("", ""),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn members_that_are_named_like_a_secret_have_none() {
        let value = serde_json::json!({
            "sharedSecret": "s", "access_token": "t", "code": "c", "title": "My code", "tokens": { "count": 1 },
            "nextPageToken": 7, "list": [{ "password": "p" }],
        });
        let expected = serde_json::json!({
            "sharedSecret": SECRET, "access_token": SECRET, "code": "c", "title": "My code", "tokens": { "count": 1 },
            "nextPageToken": SECRET, "list": [{ "password": SECRET }],
        });
        assert_eq!(cleaner(true).json(&value), expected);
        // Where somebody signs in, a code is one.
        assert_eq!(cleaner(false).json(&value)["code"], SECRET);
    }

    proptest! {
        #[test]
        fn any_text_is_cleaned_without_panic_and_stays_clean(text in ".*", parts in "([?&](token|a|sig)=[a-z#]{0,3}|eyJ[a-z.]{0,30}| ){0,8}") {
            for text in [&text, &parts] {
                let once = clean(text);
                prop_assert_eq!(clean(&once), once);
            }
        }
    }
}
