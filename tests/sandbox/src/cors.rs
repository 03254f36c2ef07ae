//! CORS at the gateway: programs in a browser may call it from any page.

use crate::answer::Reply;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS, ORIGIN,
};
use axum::http::{HeaderMap, HeaderValue};

/// How long a browser need not ask again, in seconds.
const MAX_AGE: &str = "600";

/// The answer to the question of a browser whether it may send a request.
pub(crate) fn preflight(asked: &HeaderMap) -> Reply {
    let headers = asked
        .get(ACCESS_CONTROL_REQUEST_HEADERS)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("authorization, content-type");
    Reply::empty(204)
        .header(
            "access-control-allow-methods",
            "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
        )
        .header("access-control-allow-headers", headers)
        .header("access-control-max-age", MAX_AGE)
}

/// Lets the page that sent the request read the answer.
pub(crate) fn open(asked: &HeaderMap, answer: &mut HeaderMap) {
    if asked.contains_key(ORIGIN) {
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        let shown = HeaderValue::from_static("link, retry-after, x-failure-category");
        answer.insert(ACCESS_CONTROL_EXPOSE_HEADERS, shown);
    }
}
