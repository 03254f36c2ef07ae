//! What the sandbox is, its clock, and the way back.

use super::{Outcome, members, seconds, text};
use crate::answer::Reply;
use crate::server::Shared;
use jiff::Timestamp;
use serde_json::{Value, json};

/// Addresses, and users with their credentials.
pub(super) fn info(shared: &Shared) -> Value {
    let site = &shared.site;
    let users: Vec<Value> = shared
        .state()
        .users()
        .iter()
        .map(|user| {
            json!({
                "name": user.name(),
                "accountId": user.account_id(),
                "email": user.email(),
                "apiToken": user.api_token(),
            })
        })
        .collect();
    json!({
        "url": site.url,
        "gatewayUrl": site.gateway_url(),
        "mediaUrl": site.media_url,
        "identityUrl": site.identity_url,
        "cloudId": site.cloud_id,
        "certificate": shared.certificate,
        "users": users,
    })
}

pub(super) fn clock(shared: &Shared) -> Value {
    let clock = shared.state().clock;
    json!({ "now": clock.now().to_string(), "frozen": clock.is_frozen() })
}

/// `{"frozen": true}`, `{"set": "2030-01-01T00:00:00Z"}`, `{"advance": 3600}`, or several of them in this order.
pub(super) fn set_clock(shared: &Shared, body: &[u8]) -> Outcome {
    let members = members(body, &["advance", "set", "frozen"])?;
    let advance = seconds(&members, "advance")?;
    let set = text(&members, "set")?.map(|time| {
        let time: Result<Timestamp, _> = time.parse();
        time.map_err(|error| format!("`set` is not a time: {error}"))
    });
    let set = set.transpose()?;
    let frozen = match members.get("frozen") {
        None => None,
        Some(Value::Bool(frozen)) => Some(*frozen),
        Some(_) => return Err("`frozen` must be true or false".to_owned()),
    };
    let mut state = shared.state_mut();
    match frozen {
        Some(true) => state.clock.freeze(),
        Some(false) => state.clock.unfreeze(),
        None => {}
    }
    if let Some(to) = set {
        state.clock.set(to);
    }
    if let Some(by) = advance {
        state.clock.advance(by);
    }
    state.finish_due_tasks();
    drop(state);
    Ok(Reply::ok(clock(shared)))
}

/// Keeps the site as it is, and answers with a name for [`reset`].
pub(super) fn snapshot(shared: &Shared) -> Reply {
    Reply::json(201, json!({ "snapshot": shared.keep().to_string() }))
}

/// To the start, or `{"snapshot": "1"}`.
pub(super) fn reset(shared: &Shared, body: &[u8]) -> Outcome {
    let members = members(body, &["snapshot"])?;
    match text(&members, "snapshot")? {
        None => shared.reset(),
        Some(name) => {
            let kept = name.parse().ok().and_then(|number| shared.kept(number));
            let snapshot = kept.ok_or_else(|| format!("there is no snapshot `{name}`"))?;
            shared.reset_to(&snapshot);
        }
    }
    Ok(Reply::empty(204))
}
