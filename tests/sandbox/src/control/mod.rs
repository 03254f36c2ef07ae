//! The addresses below `/_sandbox/` of the site's host, for programs in other languages and for people: what the
//! methods of [`Sandbox`](crate::Sandbox) do, over HTTP, and the status page. Requests to them need no credentials.
//! They are not logged, not counted and never in trouble.

mod act;
mod apps;
mod page;
mod requests;
mod scopes;
mod tokens;

use crate::answer::Reply;
use crate::intake::Intake;
use crate::server::Shared;
use crate::unkind;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Method, Response};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// The path of the status page. All others are below it.
const PAGE: &str = "/_sandbox/";
/// How bodies are read.
const INTAKE: Intake = Intake {
    most: 64 << 10,
    patience: Duration::from_secs(10),
};

/// What an address answers: a problem is 400 with these words.
type Outcome = Result<Reply, String>;

/// Whether a path belongs here.
pub(crate) fn has(path: &str) -> bool {
    path.strip_prefix(PAGE.trim_end_matches('/'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(crate) async fn answer(shared: &Shared, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let query = head.uri.query().unwrap_or_default();
    let reply = match INTAKE.whole(&head, body).await {
        Ok(body) => {
            let reply = route(shared, &head.method, head.uri.path(), query, &body).await;
            reply.unwrap_or_else(|problem| refusal(400, &problem))
        }
        Err(problem) => refusal(problem.status, problem.words()),
    };
    reply.into_response()
}

async fn route(shared: &Shared, method: &Method, path: &str, query: &str, body: &[u8]) -> Outcome {
    let Some(name) = path.strip_prefix(PAGE) else {
        return Ok(Reply::redirect(PAGE.to_owned()));
    };
    match (name, method.as_str()) {
        ("", "GET") => page::show(shared, query),
        ("info", "GET") => Ok(Reply::ok(act::info(shared))),
        ("requests", "GET") => requests::list(shared, query),
        ("requests", "DELETE") => Ok(requests::clear(shared)),
        ("scopes", "GET") => scopes::show(shared, query),
        ("clock", "GET") => Ok(Reply::ok(act::clock(shared))),
        ("clock", "POST") => act::set_clock(shared, body),
        ("tokens", "POST") => tokens::issue(shared, body),
        ("tokens", "DELETE") => tokens::revoke(shared, body),
        ("snapshots", "POST") => Ok(act::snapshot(shared)),
        ("reset", "POST") => act::reset(shared, body),
        ("webhooks", "POST") => apps::webhook(shared, body).await,
        ("app-pages", "POST") => apps::page(shared, body),
        ("search-delay", _) => Ok(unkind::search_delay::answer(shared, method, body)),
        ("trouble" | "limits", _) => Ok(unkind::control::answer(&shared.unkind, name, method, body)),
        (
            "" | "info" | "requests" | "scopes" | "clock" | "tokens" | "snapshots" | "reset" | "webhooks" | "app-pages",
            _,
        ) => Ok(refusal(405, "Method Not Allowed")),
        _ => Ok(refusal(404, &format!("The sandbox has no {path}"))),
    }
}

fn refusal(status: u16, message: &str) -> Reply {
    Reply::json(status, json!({ "code": status, "message": message }))
}

/// The members of a JSON object in the body; of an empty body: none. Unknown ones are refused, because they are
/// mistakes.
fn members(body: &[u8], known: &[&str]) -> Result<Map<String, Value>, String> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    let value = serde_json::from_slice(body).map_err(|error| format!("the body is not JSON: {error}"))?;
    let Value::Object(members) = value else {
        return Err("the body must be a JSON object".to_owned());
    };
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("`{name}` is not known; known are {}", known.join(", "))),
        None => Ok(members),
    }
}

/// A member that is text, if it is there.
fn text<'m>(members: &'m Map<String, Value>, name: &str) -> Result<Option<&'m str>, String> {
    let wrong = || format!("`{name}` must be text");
    members
        .get(name)
        .map(|value| value.as_str().ok_or_else(wrong))
        .transpose()
}

/// A member that is a time in seconds, if it is there.
fn seconds(members: &Map<String, Value>, name: &str) -> Result<Option<Duration>, String> {
    let wrong = || format!("`{name}` must be a number of seconds");
    let read = |value: &Value| {
        let seconds = value.as_f64().ok_or_else(wrong)?;
        Duration::try_from_secs_f64(seconds).map_err(|_| wrong())
    };
    members.get(name).map(read).transpose()
}
