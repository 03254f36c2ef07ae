//! A request as it arrived at a transport, taken apart.

use super::typed::MadeFor;
use crate::operation::Operation;
use crate::spec::Declaration;
use bytes::Bytes;
use http::{HeaderMap, Method};
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// A request that a mock has received: what a server would have seen, and the request as data.
///
/// ```
/// # use confluence_sdk::{Basic, FilePart, PageId, Result, testing::{self, Mock}, v1::op};
/// # use confluence_sdk::testing::model;
/// # use serde_json::json;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// # let mock = Mock::new();
/// # mock.expect_any::<op::CreateAttachment>().answers_json(json!({ "results": [], "size": 0 }));
/// # let client = mock.client::<Basic>();
/// client.v1().attachments().create_attachment(PageId::new(7), [FilePart::new("a.csv", "1,2")]).await?;
///
/// let sent = &mock.sent()[0];
/// assert_eq!(sent.path(), "/wiki/rest/api/content/7/child/attachment");
/// assert_eq!(sent.request::<op::CreateAttachment>().unwrap().id, PageId::new(7).into());
/// let file = &sent.parts()[0];
/// assert_eq!((file.file_name(), file.bytes().as_ref()), (Some("a.csv"), &b"1,2"[..]));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Sent {
    pub(super) made_for: Option<MadeFor>,
    pub(super) method: Method,
    /// Without what leads to the site: the gateway and its cloud id.
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// One part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentPart {
    name: String,
    file_name: Option<String>,
    media_type: Option<String>,
    bytes: Bytes,
}

/// The path below the gateway begins after this and a cloud id.
const GATEWAY: &str = "/ex/confluence/";

impl Sent {
    pub(super) fn new(head: http::request::Parts, body: Bytes) -> Self {
        let path = head.uri.path();
        let behind = path
            .strip_prefix(GATEWAY)
            .and_then(|rest| rest.find('/').map(|end| &rest[end..]));
        Self {
            made_for: head.extensions.get::<MadeFor>().cloned(),
            path: behind.unwrap_or(path).to_owned(),
            query: query_pairs(head.uri.query().unwrap_or_default()),
            method: head.method,
            headers: head.headers,
            body,
        }
    }

    /// The operation, if the request is one of an operation.
    pub fn operation(&self) -> Option<&'static Declaration> {
        self.made_for.as_ref()?.operation
    }

    /// The request as data, if it is one of the operation `O`. For each page of a stream it is the request that the
    /// stream began with.
    pub fn request<O: Operation>(&self) -> Option<&O> {
        self.made_for.as_ref()?.request()
    }

    /// The HTTP method.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path from the site's root, percent-encoded, such as `/wiki/api/v2/pages/7`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of a query parameter, decoded.
    pub fn query(&self, name: &str) -> Option<&str> {
        let pair = self.query.iter().find(|(known, _)| known == name);
        pair.map(|(_, value)| value.as_str())
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// If it is not what `T` expects.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }

    /// The parts of a multipart body: files, and the text fields beside them. Empty if the body is something else.
    pub fn parts(&self) -> Vec<SentPart> {
        let content_type = self.headers.get(http::header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        match content_type.split_once("boundary=") {
            Some((kind, boundary)) if kind.starts_with("multipart/") => parts(&self.body, boundary.trim_matches('"')),
            _ => Vec::new(),
        }
    }

    /// The body for a comparison: JSON as JSON, anything else as text.
    pub(super) fn body_value(&self) -> Value {
        match serde_json::from_slice(&self.body) {
            _ if self.body.is_empty() => Value::Null,
            Ok(json) => json,
            Err(_) => String::from_utf8_lossy(&self.body).into_owned().into(),
        }
    }
}

impl SentPart {
    /// The name of the field.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the file, if it is a file.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The content.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The content as text, if it is UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// The parameters of a query, decoded, in their order.
pub(super) fn query_pairs(query: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

/// Takes a multipart body apart. What is not one gives as many parts as can be found.
fn parts(body: &Bytes, boundary: &str) -> Vec<SentPart> {
    let line = format!("--{boundary}");
    let (mut found, mut rest) = (Vec::new(), &body[..]);
    while let Some(start) = find(rest, line.as_bytes()) {
        let Some(part) = rest[start + line.len()..].strip_prefix(b"\r\n") else {
            break;
        };
        let end = find(part, format!("\r\n{line}").as_bytes()).unwrap_or(part.len());
        if let Some(gap) = find(&part[..end], b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&part[..gap]);
            found.push(SentPart {
                name: quoted(&head, "; name=").unwrap_or_default(),
                file_name: quoted(&head, "; filename="),
                media_type: header(&head, "content-type").map(str::to_owned),
                bytes: body.slice_ref(&part[gap + 4..end]),
            });
        }
        rest = &part[end..];
    }
    found
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
    lines
        .into_iter()
        .find(|(known, _)| known.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

/// A parameter in quotes. Quotes within it are sent as `%22`, and line breaks as `%0D` and `%0A`.
fn quoted(head: &str, name: &str) -> Option<String> {
    let (_, value) = head.split_once(name)?;
    let (value, _) = value.strip_prefix('"')?.split_once('"')?;
    Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"))
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sent({} {}, {} bytes)", self.method, self.path, self.body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_body_is_taken_apart_without_panic(body: Vec<u8>, boundary in "[a-z]{0,2}", text in "(--a|\r\n|; name=\"|:|x){0,20}") {
            let _ = parts(&body.into(), &boundary);
            let _ = parts(&text.into(), "a");
        }

        #[test]
        fn any_query_is_taken_apart_without_panic(query in ".*") {
            let _ = query_pairs(&query);
        }
    }
}
