//! The path of every API request: authentication, routing, scopes, parameters, permissions, handler.

use crate::answer::{Content, FAILED_LOGIN, Problem, Reply, Shape};
use crate::auth::{self, Caller};
use crate::call::{Call, Payload, parse_query, shape_of};
use crate::handlers::Handler;
use crate::identity;
use crate::identity::connect::upm;
use crate::log::{ReceivedRequest, Server};
use crate::page::base;
use crate::route::Found;
use crate::server::Shared;
use crate::{cors, permission, scope, trail, validate};
use axum::body::Body;
use axum::extract::State as Extract;
use axum::http::request::Parts;
use axum::http::{Method, Request, Response};
use confluence_sdk::spec::Declaration;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::sync::Arc;

/// The gateway's paths start with this. The cloudId follows.
const GATEWAY: &str = "/ex/confluence/";

/// Answers a request to the site or the gateway, and logs it.
pub(crate) async fn serve(Extract(shared): Extract<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let (server, path) = place(&shared, parts.uri.path());
    let mut record = ReceivedRequest::new(server, &parts.method, &parts.uri, &parts.headers, shared.now());
    let mut body = Some(body);
    let reply = match path {
        Ok(path) if path == "/_edge/tenant_info" => Reply::ok(json!({ "cloudId": shared.site.cloud_id })),
        _ if server == Server::Gateway && parts.method == Method::OPTIONS => cors::preflight(&parts.headers),
        Ok(path) if parts.method == Method::OPTIONS => options(&shared, &path),
        Err(problem) => {
            note_unknown(&shared, &parts);
            problem.into_reply(Shape::Gateway)
        }
        Ok(_) if identity::serve::is_on_api_host(parts.uri.path()) => {
            record.server = Server::Gateway;
            let outcome = identity::serve::on_api_host(&shared, &parts, body.take().unwrap_or_default()).await;
            outcome.unwrap_or_else(|problem| problem.into_reply(Shape::Gateway))
        }
        Ok(path) if server == Server::Site && upm::has(&path) => {
            let body = body.take().unwrap_or_default();
            let outcome = upm::answer(&shared, &path, &parts, body, &mut record).await;
            outcome.unwrap_or_else(|problem| problem.into_reply(Shape::V1))
        }
        Ok(path) => {
            let shape = if path.starts_with("/wiki/api/v2/") {
                Shape::V2
            } else {
                Shape::V1
            };
            let arrived = Arrived {
                shared: &shared,
                server,
                shape,
                path: &path,
                parts: &parts,
                body: &mut body,
            };
            let outcome = arrived.answer(&mut record).await;
            outcome.unwrap_or_else(|problem| problem.into_reply(shape))
        }
    };
    if let Some(unread) = body {
        shared.intake(0).discard(&parts, unread).await;
    }
    shared.log().push(record.answered(&reply));
    let mut response = reply.into_response();
    if server == Server::Gateway {
        cors::open(&parts.headers, response.headers_mut());
    }
    response
}

/// The methods of a path on the site. Everybody may ask for them. Programs in a browser may not call the site.
fn options(shared: &Shared, path: &str) -> Reply {
    match shared.routes.find(Method::OPTIONS.as_str(), path) {
        Found::WrongMethod(methods) => {
            let mut methods: Vec<_> = methods.into_iter().collect();
            methods.push("OPTIONS");
            Reply::empty(200).header("allow", methods.join(", "))
        }
        _ => Problem::not_found().into_reply(Shape::V1),
    }
}

/// The server that a path belongs to, and the path as the site has it: without the gateway's prefix, and without the
/// slash that some clients end it with. The gateway also takes paths without `/wiki`.
pub(crate) fn place<'p>(shared: &Shared, path: &'p str) -> (Server, Result<Cow<'p, str>, Problem>) {
    let trimmed = path.trim_end_matches('/');
    let Some(rest) = trimmed.strip_prefix(GATEWAY) else {
        return (Server::Site, Ok(trimmed.into()));
    };
    let known = rest.strip_prefix(&shared.site.cloud_id);
    let on_the_site = known.filter(|path| path.starts_with('/')).map(with_wiki);
    (Server::Gateway, on_the_site.ok_or_else(Problem::not_found))
}

/// `/rest/api/space` is `/wiki/rest/api/space`.
fn with_wiki(path: &str) -> Cow<'_, str> {
    let short = ["/rest/", "/api/", "/download/"]
        .iter()
        .any(|start| path.starts_with(start));
    if short {
        format!("/wiki{path}").into()
    } else {
        path.into()
    }
}

/// Records a call that is not handled, because it is for another site. The program has made this call, no matter who
/// the caller is.
fn note_unknown(shared: &Shared, parts: &Parts) {
    let path = parts.uri.path().trim_end_matches('/');
    let on_the_site = path
        .strip_prefix(GATEWAY)
        .and_then(|rest| rest.find('/').map(|start| with_wiki(&rest[start..])))
        .unwrap_or(path.into());
    let found = shared.routes.find(parts.method.as_str(), &on_the_site);
    shared
        .calls()
        .note(None, None, &found, parts.method.as_str(), &on_the_site);
}

/// A request, and its body as long as nobody has read it.
struct Arrived<'r> {
    shared: &'r Shared,
    server: Server,
    shape: Shape,
    path: &'r str,
    parts: &'r Parts,
    body: &'r mut Option<Body>,
}

impl Arrived<'_> {
    async fn answer(mut self, record: &mut ReceivedRequest) -> Result<Reply, Problem> {
        let found = self.shared.routes.find(self.parts.method.as_str(), self.path);
        if let Found::Operation(declaration, _) = &found {
            record.operation = Some(declaration.id);
        }
        let caller = self.caller(record);
        let mode = caller.as_ref().ok().map(|caller| caller.mode);
        self.shared.calls().note(
            record.caller.as_deref(),
            mode,
            &found,
            self.parts.method.as_str(),
            self.path,
        );
        let caller = caller?;
        let mut outcome = self.answer_to(&caller, found).await;
        if caller.failed_login {
            let (name, value) = FAILED_LOGIN;
            outcome = match outcome {
                Ok(reply) => Ok(reply.header(name, value)),
                Err(problem) => Err(problem.with_header(name, value.to_owned())),
            };
        }
        outcome
    }

    async fn answer_to(&mut self, caller: &Caller, found: Found) -> Result<Reply, Problem> {
        let legacy = match found {
            Found::Legacy(legacy, _) => Some(legacy),
            _ => None,
        };
        let (declaration, handler, arguments) = match found {
            Found::Operation(declaration, arguments) => {
                (declaration, self.shared.handlers.find(declaration), arguments)
            }
            Found::Legacy(legacy, _) if self.server == Server::Gateway => {
                return legacy.at_the_gateway(&self.shared.site);
            }
            Found::Legacy(legacy, arguments) => (legacy.like(), Some(legacy.handler), arguments),
            Found::WrongMethod(methods) => {
                let methods: Vec<_> = methods.into_iter().collect();
                return Err(Problem::wrong_method().with_header("allow", methods.join(", ")));
            }
            Found::Nothing => return Err(Problem::not_found()),
        };
        scope::check(declaration, caller)?;
        let call = Call {
            operation: declaration,
            caller,
            site: &self.shared.site,
            path: self.path,
            arguments,
            query: parse_query(self.parts.uri.query().unwrap_or_default()),
            headers: &self.parts.headers,
            payload: self.payload(declaration).await?,
        };
        // The parameters of a legacy path are those of no operation.
        if legacy.is_none() {
            validate::parameters(&call)?;
        }
        let mut reply = self
            .handle(&call, handler, legacy.is_none())
            .unwrap_or_else(|problem| problem.into_reply(shape_of(declaration.version)));
        if call.shape() == Shape::V1
            && let Content::Json(value) = &mut reply.content
        {
            absolute_selves(value, &base(&call));
        }
        Ok(match legacy {
            Some(legacy) => legacy.deprecated(reply),
            None => reply,
        })
    }

    /// Finds the caller, and adds them to the record.
    fn caller(&self, record: &mut ReceivedRequest) -> Result<Caller, Problem> {
        let state = self.shared.state();
        let caller = auth::authenticate(&state, &self.shared.site, self.server, self.shape, self.parts)?;
        let account = state.account(&caller.account);
        record.by(&caller, account.map(|account| account.name.clone()));
        Ok(caller)
    }

    async fn payload(&mut self, declaration: &Declaration) -> Result<Payload, Problem> {
        let intake = self.shared.intake(validate::largest_body(declaration));
        let body = self.body.take().unwrap_or_default();
        if validate::takes_parts(declaration) {
            intake.form(self.parts, body).await.map(Payload::Parts)
        } else {
            let bytes = intake.whole(self.parts, body).await?;
            validate::json(declaration, &self.parts.headers, &bytes)
        }
    }

    /// `documented` says whether the call is for the operation itself and not for a legacy path that is like it.
    fn handle(&self, call: &Call<'_>, handler: Option<Handler>, documented: bool) -> Result<Reply, Problem> {
        let has_due_tasks = self.shared.state().has_due_tasks();
        if has_due_tasks {
            self.shared.state_mut().finish_due_tasks();
        }
        match handler {
            Some(Handler::Read(handler)) => {
                let state = self.shared.state();
                permission::check(&state, call)?;
                let reply = handler(&state, call)?;
                if documented {
                    trail::viewed(&state, call);
                }
                Ok(reply)
            }
            Some(Handler::Write(handler)) => {
                let mut state = self.shared.state_mut();
                permission::check(&state, call)?;
                let record = documented.then(|| trail::record(&state, call)).flatten();
                let reply = handler(&mut state, call)?;
                record.into_iter().for_each(|record| state.add_record(record));
                Ok(reply)
            }
            None => {
                permission::check(&self.shared.state(), call)?;
                Ok(not_played(call.operation))
            }
        }
    }
}

/// Completes the links of things to themselves: v1 writes them as whole addresses.
fn absolute_selves(value: &mut Value, base: &Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| absolute_selves(item, base)),
        Value::Object(members) => {
            let own = members.get_mut("_links").and_then(|links| links.get_mut("self"));
            if let Some(Value::String(link)) = own
                && link.starts_with("/rest/")
            {
                link.insert_str(0, base.as_str().unwrap_or_default());
            }
            members.values_mut().for_each(|member| absolute_selves(member, base));
        }
        _ => {}
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
