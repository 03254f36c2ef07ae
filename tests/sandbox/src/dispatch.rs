//! The path of every API request: authentication, routing, scopes, parameters, permissions, handler.

use crate::answer::{Problem, Reply, Shape};
use crate::auth::{self, Caller};
use crate::call::{Call, Payload, parse_query, shape_of};
use crate::handlers::Handler;
use crate::identity;
use crate::log::{ReceivedRequest, Server};
use crate::route::{Found, PathArguments};
use crate::server::Shared;
use crate::{multipart, permission, scope, trail, validate};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State as Extract;
use axum::http::request::Parts;
use axum::http::{Request, Response};
use confluence_sdk::spec::Declaration;
use serde_json::json;
use std::sync::Arc;

/// The largest body that is read, in bytes. It is the default limit of a site for attachments.
const MAX_BODY: usize = 100 << 20;

/// Answers a request to the site or the gateway, and logs it.
pub(crate) async fn serve(Extract(shared): Extract<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let (server, path) = place(&shared, parts.uri.path());
    let mut record = ReceivedRequest {
        server,
        method: parts.method.clone(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        authorized: parts.headers.contains_key("authorization"),
        status: 0,
        operation: None,
    };
    let reply = match (path, to_bytes(body, MAX_BODY).await) {
        (Ok("/_edge/tenant_info"), _) => Reply::ok(json!({ "cloudId": shared.site.cloud_id })),
        (_, Err(_)) => {
            note_unknown(&shared, &parts);
            Problem::too_large("The request is too large").into_reply(Shape::Gateway)
        }
        (Err(problem), _) => {
            note_unknown(&shared, &parts);
            problem.into_reply(Shape::Gateway)
        }
        (Ok(path), Ok(bytes)) => match identity::serve::on_api_host(&shared, &parts, &bytes) {
            Some(reply) => {
                record.server = Server::Gateway;
                reply
            }
            None => {
                let shape = if path.starts_with("/wiki/api/v2/") {
                    Shape::V2
                } else {
                    Shape::V1
                };
                let arrived = Arrived {
                    shared: &shared,
                    server,
                    shape,
                    path,
                    parts: &parts,
                    bytes,
                };
                arrived
                    .answer(&mut record.operation)
                    .await
                    .unwrap_or_else(|problem| problem.into_reply(shape))
            }
        },
    };
    record.status = reply.status;
    shared.log().push(record);
    reply.into_response()
}

/// The server that a path belongs to, and the path without the gateway's prefix.
pub(crate) fn place<'p>(shared: &Shared, path: &'p str) -> (Server, Result<&'p str, Problem>) {
    let Some(rest) = path.strip_prefix("/ex/confluence/") else {
        return (Server::Site, Ok(path));
    };
    let known = rest
        .strip_prefix(&shared.site.cloud_id)
        .filter(|path| path.starts_with('/'));
    (Server::Gateway, known.ok_or_else(Problem::not_found))
}

/// Records a call that is not handled, because it is for another site or its body is too large. The program has made
/// this call, no matter who the caller is.
fn note_unknown(shared: &Shared, parts: &Parts) {
    let path = parts.uri.path();
    let on_the_site = path
        .strip_prefix("/ex/confluence/")
        .and_then(|rest| rest.find('/').map(|start| &rest[start..]))
        .unwrap_or(path);
    let found = shared.routes.find(parts.method.as_str(), on_the_site);
    shared.calls().note(None, &found, parts.method.as_str(), on_the_site);
}

/// A request that was read.
struct Arrived<'r> {
    shared: &'r Shared,
    server: Server,
    shape: Shape,
    path: &'r str,
    parts: &'r Parts,
    bytes: Bytes,
}

impl Arrived<'_> {
    async fn answer(self, operation: &mut Option<&'static str>) -> Result<Reply, Problem> {
        let found = self.shared.routes.find(self.parts.method.as_str(), self.path);
        if let Found::Operation(declaration, _) = &found {
            *operation = Some(declaration.id);
        }
        let caller = {
            let (shared, state) = (self.shared, self.shared.state());
            auth::authenticate(&state, &shared.site, self.server, self.shape, self.parts)
        };
        let mode = caller.as_ref().ok().map(|caller| caller.mode);
        self.shared
            .calls()
            .note(mode, &found, self.parts.method.as_str(), self.path);
        let caller = caller?;
        let (declaration, arguments) = match found {
            Found::Operation(declaration, arguments) => (declaration, arguments),
            Found::WrongMethod => return Err(Problem::wrong_method()),
            Found::Nothing => return Err(Problem::not_found()),
        };
        scope::check(declaration, &caller)?;
        validate::size(declaration, self.bytes.len())?;
        let payload = self.payload(declaration).await?;
        let reply = self.handle(declaration, &caller, arguments, payload);
        reply.or_else(|problem| Ok(problem.into_reply(shape_of(declaration.version))))
    }

    async fn payload(&self, declaration: &Declaration) -> Result<Payload, Problem> {
        if validate::takes_parts(declaration) {
            multipart::read(self.parts, self.bytes.clone())
                .await
                .map(Payload::Parts)
        } else {
            validate::json(declaration, &self.parts.headers, &self.bytes)
        }
    }

    fn handle(
        &self,
        declaration: &'static Declaration,
        caller: &Caller,
        arguments: PathArguments,
        payload: Payload,
    ) -> Result<Reply, Problem> {
        let call = Call {
            operation: declaration,
            caller,
            site: &self.shared.site,
            path: self.path,
            arguments,
            query: parse_query(self.parts.uri.query().unwrap_or_default()),
            headers: &self.parts.headers,
            payload,
        };
        validate::parameters(&call)?;
        match self.shared.handlers.find(declaration) {
            Some(Handler::Read(handler)) => {
                let state = self.shared.state();
                permission::check(&state, &call)?;
                let reply = handler(&state, &call)?;
                trail::viewed(&state, &call);
                Ok(reply)
            }
            Some(Handler::Write(handler)) => {
                let mut state = self.shared.state_mut();
                permission::check(&state, &call)?;
                let record = trail::record(&state, &call);
                let reply = handler(&mut state, &call)?;
                record.into_iter().for_each(|record| state.add_record(record));
                Ok(reply)
            }
            None => {
                permission::check(&self.shared.state(), &call)?;
                Ok(not_played(declaration))
            }
        }
    }
}

/// For an operation of the spec that the sandbox does not implement.
fn not_played(operation: &Declaration) -> Reply {
    let message = format!(
        "The sandbox does not play {} ({} {})",
        operation.id, operation.method, operation.path
    );
    Reply::json(
        501,
        json!({ "statusCode": 501, "message": message, "operationId": operation.id }),
    )
}
