//! The paths of the identity side: on its own host, and on the API's host.

use super::connect::impersonation;
use super::consent::{authorize, decide};
use super::forge::offline;
use super::oauth::{lost, resources, token_endpoint};
use crate::answer::{Problem, Reply, Shape};
use crate::call::{encode_query, parse_query};
use crate::log::{ReceivedRequest, Server};
use crate::server::Shared;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State as Extract;
use axum::http::request::Parts;
use axum::http::{Request, Response};
use serde_json::json;
use std::sync::Arc;

/// The largest body that is accepted, in bytes.
const MAX_BODY: usize = 1 << 20;

/// Answers a request to the identity host, and logs it.
pub(crate) async fn serve(Extract(shared): Extract<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let reply = match to_bytes(body, MAX_BODY).await {
        Ok(body) => answer(&shared, &parts, &body),
        Err(_) => Some(Problem::too_large("The request is too large").into_reply(Shape::Gateway)),
    };
    shared.log().push(ReceivedRequest {
        server: Server::Identity,
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: without_state(parts.uri.query().unwrap_or_default()),
        authorized: parts.headers.contains_key("authorization"),
        status: reply.as_ref().map_or(0, |reply| reply.status),
        operation: None,
    });
    reply.map_or_else(lost::lost, Reply::into_response)
}

/// `None` if the answer must be lost.
fn answer(shared: &Shared, parts: &Parts, body: &Bytes) -> Option<Reply> {
    let mut state = shared.state_mut();
    let (state, site, headers) = (&mut *state, &shared.site, &parts.headers);
    let reply = match (parts.method.as_str(), parts.uri.path()) {
        ("GET", "/authorize") => authorize::authorize(state, site, parts.uri.query().unwrap_or_default()),
        ("POST", "/authorize/consent") => decide::decide(state, site, &String::from_utf8_lossy(body)),
        ("POST", "/oauth/token") => return token_endpoint::answer(state, headers, body),
        ("POST", "/oauth2/token") => impersonation::answer(state, site, headers, body),
        ("GET", "/.well-known/jwks.json") => match state.identity.keys.set() {
            Ok(keys) => Reply::ok(keys),
            Err(error) => Reply::json(500, json!({ "code": 500, "message": error.to_string() })),
        },
        (_, "/authorize" | "/authorize/consent" | "/oauth/token" | "/oauth2/token" | "/.well-known/jwks.json") => {
            Problem::wrong_method().into_reply(Shape::Gateway)
        }
        ("GET", path) => {
            let kid = path.strip_prefix("/install-keys/");
            match kid.and_then(|kid| state.identity.keys.find(kid)) {
                Some(key) => Reply::bytes("text/plain; charset=utf-8", key.public_pem().into()),
                None => Problem::not_found().into_reply(Shape::Gateway),
            }
        }
        _ => Problem::not_found().into_reply(Shape::Gateway),
    };
    Some(reply)
}

/// The answers of the identity side on the API's host. `None` if the path does not belong to it.
pub(crate) fn on_api_host(shared: &Shared, parts: &Parts, body: &Bytes) -> Option<Reply> {
    let (site, headers) = (&shared.site, &parts.headers);
    // The state is locked only for these paths. Every call of the API comes through here.
    let outcome = match (parts.method.as_str(), parts.uri.path()) {
        ("GET", "/oauth/token/accessible-resources") => resources::accessible_resources(&shared.state(), site, headers),
        ("GET", "/me") => resources::me(&shared.state(), site, headers),
        ("POST", "/graphql") => offline::answer(&mut shared.state_mut(), site, headers, body),
        (_, "/oauth/token/accessible-resources" | "/me" | "/graphql") => Err(Problem::wrong_method()),
        _ => return None,
    };
    Some(outcome.unwrap_or_else(|problem| problem.into_reply(Shape::Gateway)))
}

/// The `state` of an authorisation protects its callback, so the log does not keep it.
fn without_state(query: &str) -> String {
    let pairs = parse_query(query);
    let kept = pairs.iter().filter(|(name, _)| name != "state");
    encode_query(kept.map(|(name, value)| (name.as_str(), value.as_str())))
}
