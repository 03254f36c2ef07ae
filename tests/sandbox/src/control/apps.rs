//! Connect apps over HTTP: events for them, and the addresses with which browsers load their pages. To install one,
//! use the plugin manager's addresses of the site.

use super::{Outcome, members, text};
use crate::answer::Reply;
use crate::identity::connect::installation::Installation;
use crate::server::Shared;
use serde_json::{Map, Value, json};

/// The installation of the app that `app` names.
fn named(shared: &Shared, members: &Map<String, Value>) -> Result<Installation, String> {
    let key = text(members, "app")?.ok_or("`app` must be given")?;
    let state = shared.state();
    let installation = state.identity.installations.get(key);
    installation
        .cloned()
        .ok_or_else(|| format!("no app `{key}` is installed"))
}

/// `{"app": "com.example.app", "event": "page_created", "body": {…}}`. The answer is that of the app.
pub(super) async fn webhook(shared: &Shared, body: &[u8]) -> Outcome {
    let members = members(body, &["app", "event", "body"])?;
    let installation = named(shared, &members)?;
    let event = text(&members, "event")?.ok_or("`event` must be given")?;
    let payload = members.get("body").cloned().unwrap_or_else(|| json!({}));
    let answer = installation.send_event(event, &payload).await;
    let answer = answer.map_err(|error| error.to_string())?;
    let body = String::from_utf8_lossy(&answer.body);
    Ok(Reply::ok(json!({ "status": answer.status.as_u16(), "body": body })))
}

/// `{"app": "com.example.app", "path": "/page?id=1", "user": "reader"}`. The answer has the signed `url`.
pub(super) fn page(shared: &Shared, body: &[u8]) -> Outcome {
    let members = members(body, &["app", "path", "user"])?;
    let installation = named(shared, &members)?;
    let path = text(&members, "path")?.ok_or("`path` must be given")?;
    let name = text(&members, "user")?.ok_or("`user` must be given")?;
    let account = shared.state().user_named(name).map(|account| account.id.clone());
    let account = account.ok_or_else(|| format!("there is no user `{name}`"))?;
    let url = installation.page_url(&shared.site, path, &account);
    Ok(Reply::ok(json!({ "url": url.map_err(|error| error.to_string())? })))
}
