//! The paths of the identity side: on its own host, and on the API's host.

use super::connect::impersonation;
use super::consent::{authorize, decide};
use super::forge::offline;
use super::oauth::{lost, resources, token_endpoint};
use crate::answer::{Problem, Reply, Shape};
use crate::log::{ReceivedRequest, Server};
use crate::server::Shared;
use axum::body::{Body, Bytes};
use axum::extract::State as Extract;
use axum::http::request::Parts;
use axum::http::{Request, Response};
use serde_json::json;
use std::sync::Arc;

/// The largest body that is accepted, in bytes.
const MAX_BODY: u64 = 1 << 20;

/// Answers a request to the identity host, and logs it.
pub(crate) async fn serve(Extract(shared): Extract<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let record = ReceivedRequest::new(
        Server::Identity,
        &parts.method,
        &parts.uri,
        &parts.headers,
        shared.now(),
    );
    let reply = match read(&shared, &parts, body).await {
        Ok(body) => answer(&shared, &parts, &body),
        Err(problem) => Some(problem.into_reply(Shape::Gateway)),
    };
    let record = match &reply {
        Some(reply) => record.answered(reply),
        None => record,
    };
    shared.log().push(record);
    reply.map_or_else(lost::lost, Reply::into_response)
}

async fn read(shared: &Shared, head: &Parts, body: Body) -> Result<Bytes, Problem> {
    shared.intake(MAX_BODY).whole(head, body).await
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
                Some(key) => Reply::bytes("text/plain; charset=utf-8", key.public_pem()),
                None => Problem::not_found().into_reply(Shape::Gateway),
            }
        }
        _ => Problem::not_found().into_reply(Shape::Gateway),
    };
    Some(reply)
}

/// Whether a path on the API's host belongs to the identity side.
pub(crate) fn is_on_api_host(path: &str) -> bool {
    matches!(path, "/oauth/token/accessible-resources" | "/me" | "/graphql")
}

/// The answer of the identity side to such a path.
pub(crate) async fn on_api_host(shared: &Shared, parts: &Parts, body: Body) -> Result<Reply, Problem> {
    let body = read(shared, parts, body).await?;
    let (site, headers) = (&shared.site, &parts.headers);
    match (parts.method.as_str(), parts.uri.path()) {
        ("GET", "/oauth/token/accessible-resources") => resources::accessible_resources(&shared.state(), site, headers),
        ("GET", "/me") => resources::me(&shared.state(), site, headers),
        ("POST", "/graphql") => offline::answer(&mut shared.state_mut(), site, headers, &body),
        _ => Err(Problem::wrong_method()),
    }
}
