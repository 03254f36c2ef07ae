//! The host for downloads of files. Its addresses are signed, so it needs no credentials. A request with credentials
//! has leaked them. It is refused, so that tests notice it.

use crate::answer::{Problem, Reply, Shape};
use crate::call::{encode_query, parse_query};
use crate::identity::jwt;
use crate::log::{ReceivedRequest, Server};
use crate::server::{Shared, Site};
use crate::state::State;
use crate::state::content::{Content, Revision};
use crate::v1::legacy::export;
use axum::body::Body;
use axum::extract::State as Extract;
use axum::http::request::Parts;
use axum::http::{Request, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long a signed address is valid.
const LIFE: Duration = Duration::from_secs(10 * 60);

/// A signed address for the file of a version of an attachment. Nothing is stored for it: the signature covers where
/// the file is, and until when it can be fetched.
pub(crate) fn sign(
    state: &State,
    site: &Site,
    kind: &str,
    attachment: &Content,
    revision: &Revision,
) -> Result<String, Problem> {
    let file = revision.file.as_ref().ok_or_else(Problem::not_found)?;
    let path = format!("/file/{}/{kind}", file.id);
    let claims = json!({ "attachment": attachment.id, "version": revision.number });
    Ok(signed(state, site, &path, claims, &revision.title))
}

/// A signed address for the PDF file of a version of a page.
pub(crate) fn sign_export(state: &State, site: &Site, content: u64, version: u64) -> String {
    let path = format!("/file/{content}-{version}/pdf");
    let claims = json!({ "export": content, "version": version });
    signed(state, site, &path, claims, &format!("{content}.pdf"))
}

/// The address of a path with a signature, which covers the claims.
fn signed(state: &State, site: &Site, path: &str, mut claims: Value, name: &str) -> String {
    claims["path"] = path.into();
    claims["exp"] = state.in_future(LIFE).as_second().into();
    let token = jwt::sign(&state.media_secret, &claims).expect("a secret of any length signs with HS256");
    let query = encode_query([("token", token.as_str()), ("client", "sandbox"), ("name", name)]);
    format!("{}{path}?{query}", site.media_url)
}

/// Answers a download, and logs it.
pub(crate) async fn serve(Extract(shared): Extract<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    shared.intake(0).discard(&head, body).await;
    let (reply, now) = {
        let state = shared.state();
        (answer(&state, &head), state.now())
    };
    let record = ReceivedRequest::new(Server::Media, &head.method, &head.uri, &head.headers, now);
    shared.log().push(record.answered(&reply));
    reply.into_response()
}

fn answer(state: &State, head: &Parts) -> Reply {
    if head.headers.contains_key("authorization") || head.headers.contains_key("cookie") {
        let problem = Problem::bad_request("A signed address wants no credentials");
        return problem.into_reply(Shape::Gateway);
    }
    match signed_file(state, head) {
        Ok(file) => file,
        Err(reason) => Problem::not_found().because(reason).into_reply(Shape::Gateway),
    }
}

/// The file that a signed address leads to, or why it leads nowhere.
fn signed_file(state: &State, head: &Parts) -> Result<Reply, &'static str> {
    let query = parse_query(head.uri.query().unwrap_or_default());
    let token = query.iter().find(|(name, _)| name == "token");
    let (_, token) = token.ok_or("The address is not signed")?;
    let claims = jwt::verified(&state.media_secret, token, state.now()).map_err(jwt::Flaw::words)?;
    if claims["path"] != head.uri.path() {
        return Err("The signature is for another address");
    }
    let number = |claim: &Value| claim.as_u64().unwrap_or_default();
    let version = number(&claims["version"]);
    let reply = if claims["export"].is_null() {
        let attachment = state.contents.get(&number(&claims["attachment"]));
        let revision = attachment.and_then(|attachment| attachment.version(version));
        let file = revision.and_then(|revision| revision.file.as_ref());
        file.map(|file| Reply::bytes(&file.media_type, file.bytes.clone()))
    } else {
        let bytes = export::file(state, number(&claims["export"]), version);
        bytes.map(|bytes| Reply::bytes("application/pdf", bytes))
    };
    reply.ok_or("The file does not exist any more")
}
