//! The host for downloads of files. Its addresses are signed, so it needs no credentials. A request with credentials
//! has leaked them. It is refused, so that tests notice it.

use crate::answer::{Reply, Shape};
use crate::call::{encode_query, parse_query};
use crate::log::{ReceivedRequest, Server};
use crate::server::{Shared, Site};
use crate::state::{State, random_hex, random_uuid};
use axum::body::Body;
use axum::extract::State as Extract;
use axum::http::{HeaderMap, Request, Response, Uri};
use serde_json::json;
use std::sync::Arc;

/// The bytes at a signed address.
pub(crate) struct Signed {
    pub(crate) path: String,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// A signed address for some bytes.
pub(crate) fn sign(state: &State, site: &Site, kind: &str, media_type: &str, bytes: Vec<u8>) -> String {
    let path = format!("/file/{}/{kind}", random_uuid());
    let token = random_hex();
    let url = format!(
        "{}{path}?{}",
        site.media_url,
        encode_query([("token", token.as_str()), ("client", "sandbox")])
    );
    let signed = Signed {
        path,
        media_type: media_type.to_owned(),
        bytes,
    };
    state.signed().insert(token, signed);
    url
}

/// Answers a download, and logs it.
pub(crate) async fn serve(Extract(shared): Extract<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let reply = answer(&shared.state(), request.uri(), request.headers());
    shared.log().push(ReceivedRequest {
        server: Server::Media,
        method: request.method().clone(),
        path: request.uri().path().to_owned(),
        query: without_token(request.uri().query().unwrap_or_default()),
        authorized: request.headers().contains_key("authorization"),
        status: reply.status,
        operation: None,
    });
    reply.into_response()
}

/// The signature works like a credential, so the log does not keep it.
fn without_token(query: &str) -> String {
    let pairs = parse_query(query);
    let kept = pairs.iter().filter(|(name, _)| name != "token");
    encode_query(kept.map(|(name, value)| (name.as_str(), value.as_str())))
}

fn answer(state: &State, uri: &Uri, headers: &HeaderMap) -> Reply {
    if headers.contains_key("authorization") || headers.contains_key("cookie") {
        return Reply::json(
            400,
            json!({ "code": 400, "message": "A signed address wants no credentials" }),
        );
    }
    let query = parse_query(uri.query().unwrap_or_default());
    let token = query
        .iter()
        .find(|(name, _)| name == "token")
        .map(|(_, value)| value.as_str());
    let signed = state.signed();
    match token
        .and_then(|token| signed.get(token))
        .filter(|signed| signed.path == uri.path())
    {
        Some(signed) => Reply::bytes(&signed.media_type, signed.bytes.clone()),
        None => crate::answer::Problem::not_found().into_reply(Shape::Gateway),
    }
}
