//! Answers: successful replies, and problems in the vendor's three forms of an error body.

use crate::state::random_hex;
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response};
use serde_json::{Value, json};

/// The header that says that the credentials of a request are not valid.
pub(crate) const FAILED_LOGIN: (&str, &str) = ("x-seraph-loginreason", "AUTHENTICATED_FAILED");

/// What a handler returns.
pub(crate) type Outcome = Result<Reply, Problem>;

/// A successful answer, or a problem that has got its form.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) content: Content,
    /// Why it is a refusal, for the log.
    pub(crate) reason: Option<String>,
}

/// The body of a reply.
#[derive(Debug)]
pub(crate) enum Content {
    Empty,
    Json(Value),
    Bytes { media_type: String, bytes: Bytes },
}

impl Reply {
    pub(crate) fn json(status: u16, value: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content: Content::Json(value),
            reason: None,
        }
    }

    pub(crate) fn ok(value: Value) -> Self {
        Self::json(200, value)
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content: Content::Empty,
            reason: None,
        }
    }

    pub(crate) fn bytes(media_type: &str, bytes: impl Into<Bytes>) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            content: Content::Bytes {
                media_type: media_type.to_owned(),
                bytes: bytes.into(),
            },
            reason: None,
        }
    }

    pub(crate) fn redirect(location: String) -> Self {
        Self {
            headers: vec![("location", location)],
            ..Self::empty(302)
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The HTTP response, with the headers that every answer has.
    pub(crate) fn into_response(self) -> Response<Body> {
        let (media_type, bytes) = match self.content {
            Content::Empty => (None, Bytes::new()),
            Content::Json(value) => (Some("application/json".to_owned()), value.to_string().into()),
            Content::Bytes { media_type, bytes } => (Some(media_type), bytes),
        };
        let mut response = Response::new(Body::from(bytes));
        *response.status_mut() = axum::http::StatusCode::from_u16(self.status).unwrap_or_default();
        let headers = response.headers_mut();
        let trace = random_hex();
        let common = [
            ("atl-traceid", trace.clone()),
            ("atl-request-id", trace.clone()),
            ("x-request-id", trace),
        ];
        let media_type = media_type.map(|text| ("content-type", text));
        for (name, value) in common.into_iter().chain(media_type).chain(self.headers) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        response
    }
}

/// The form of the error body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    V1,
    V2,
    Gateway,
}

/// A refusal or a failure that has not got the form of an API yet.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) status: u16,
    code: &'static str,
    title: String,
    headers: Vec<(&'static str, String)>,
    shape: Option<Shape>,
    /// More than the answer says, for the log.
    reason: Option<String>,
}

impl Problem {
    fn new(status: u16, code: &'static str, title: impl Into<String>) -> Self {
        Self {
            status,
            code,
            title: title.into(),
            headers: Vec::new(),
            shape: None,
            reason: None,
        }
    }

    /// What the answer says.
    pub(crate) fn words(&self) -> &str {
        &self.title
    }

    /// Says in the log why it is refused. The answer does not tell.
    pub(crate) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    pub(crate) fn bad_request(title: impl Into<String>) -> Self {
        Self::new(400, "INVALID_REQUEST_PARAMETER", title)
    }

    /// For a value that is not what a parameter or a member takes. The words are those of a site.
    pub(crate) fn wrong_type(value: &str, name: &str, expected: &str) -> Self {
        Self::bad_request(format!(
            "Provided value {{{value}}} for '{name}' is not the correct type. Expected type is {expected}"
        ))
    }

    pub(crate) fn forbidden(title: impl Into<String>) -> Self {
        Self::new(403, "FORBIDDEN", title)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "NOT_FOUND", "Not Found")
    }

    /// For something that does not exist, with a message that names it.
    pub(crate) fn missing(title: impl Into<String>) -> Self {
        Self::new(404, "NOT_FOUND", title)
    }

    pub(crate) fn wrong_method() -> Self {
        Self::new(405, "METHOD_NOT_ALLOWED", "Method Not Allowed")
    }

    /// For a body that stops coming.
    pub(crate) fn too_late(title: impl Into<String>) -> Self {
        Self::new(408, "REQUEST_TIMEOUT", title)
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    pub(crate) fn conflict(title: impl Into<String>) -> Self {
        Self::new(409, "CONFLICT", title)
    }

    pub(crate) fn too_large(title: impl Into<String>) -> Self {
        Self::new(413, "REQUEST_TOO_LARGE", title)
    }

    pub(crate) fn unsupported_media_type() -> Self {
        Self::new(415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type")
    }

    /// For credentials that are not valid on this server.
    pub(crate) fn bad_credentials() -> Self {
        Self {
            headers: vec![("x-failure-category", "FAILURE_CLIENT_AUTH_MISMATCH".to_owned())],
            shape: Some(Shape::Gateway),
            ..Self::new(401, "UNAUTHORIZED", "Unauthorized")
        }
    }

    /// For a signed token that does not fit its request.
    pub(crate) fn bad_signature(title: impl Into<String>) -> Self {
        Self::new(401, "UNAUTHORIZED", title)
    }

    /// For an e-mail address and an API token that the site does not know.
    pub(crate) fn failed_login() -> Self {
        let (name, value) = FAILED_LOGIN;
        Self::bad_credentials().with_header(name, value.to_owned())
    }

    /// For a token without the scopes that the operation needs.
    pub(crate) fn missing_scope() -> Self {
        Self {
            headers: vec![("x-failure-category", "FAILURE_CLIENT_SCOPE_CHECK".to_owned())],
            shape: Some(Shape::Gateway),
            ..Self::new(401, "UNAUTHORIZED", "Unauthorized; scope does not match")
        }
    }

    /// The vendor's refusal of an account without a permission. v2 does not say whether the thing exists.
    pub(crate) fn not_permitted(shape: Shape) -> Self {
        match shape {
            Shape::V2 => Self::not_found(),
            Shape::V1 | Shape::Gateway => Self::forbidden("The caller lacks a permission that this operation needs"),
        }
    }

    /// For an account that may not use the site, and for credentials that count as no login.
    pub(crate) fn no_site_access(shape: Shape) -> Self {
        match shape {
            Shape::V2 => Self::not_found(),
            Shape::V1 | Shape::Gateway => Self::forbidden("Current user not permitted to use Confluence"),
        }
    }

    /// The reply for this problem. `shape` is the form of the API that was called.
    pub(crate) fn into_reply(self, shape: Shape) -> Reply {
        let Self {
            status,
            code,
            title,
            headers,
            shape: own,
            reason,
        } = self;
        let reason = reason.or_else(|| Some(title.clone()));
        let body = match own.unwrap_or(shape) {
            Shape::V1 => json!({
                "statusCode": status,
                "data": { "authorized": status != 403, "valid": status != 400, "errors": [], "successful": false },
                "message": title,
            }),
            Shape::V2 => {
                json!({ "errors": [{ "status": status, "code": code, "title": title, "detail": null }] })
            }
            Shape::Gateway => json!({ "code": status, "message": title }),
        };
        Reply {
            headers,
            reason,
            ..Reply::json(status, body)
        }
    }
}
