//! Tokens over HTTP.

use super::{Outcome, members, seconds, text};
use crate::answer::Reply;
use crate::server::Shared;
use crate::token::TokenRequest;
use confluence_sdk::spec::Mode;
use serde_json::{Value, json};

/// The kinds of tokens by their names, and whether they belong to a user and to an app.
const KINDS: [(&str, Mode, bool, bool); 7] = [
    ("oauth", Mode::OAuth, true, false),
    ("serviceAccount", Mode::ServiceAccount, true, false),
    ("apiToken", Mode::ApiToken, true, false),
    ("forgeApp", Mode::ForgeApp, false, true),
    ("forgeUser", Mode::ForgeUser, true, true),
    ("connectApp", Mode::Connect, false, true),
    ("connectUser", Mode::ConnectUser, true, true),
];

/// `{"kind": "oauth", "user": "reader", "scopes": ["read:page:confluence"]}`, also `"app"` and `"expiresIn"`.
pub(super) fn issue(shared: &Shared, body: &[u8]) -> Outcome {
    let members = members(body, &["kind", "user", "app", "scopes", "expiresIn"])?;
    let kind = text(&members, "kind")?.unwrap_or("oauth");
    let names: Vec<&str> = KINDS.iter().map(|(name, ..)| *name).collect();
    let known = KINDS.iter().find(|(name, ..)| *name == kind);
    let (_, mode, of_user, of_app) =
        known.ok_or_else(|| format!("`kind` is not one of {}: {kind}", names.join(", ")))?;
    let scopes: Option<Vec<String>> = match members.get("scopes") {
        None => Some(Vec::new()),
        Some(Value::Array(scopes)) => scopes.iter().map(|scope| scope.as_str().map(str::to_owned)).collect(),
        Some(_) => None,
    };
    let scopes = scopes.ok_or("`scopes` must be a list of texts")?;
    let named = |name: &str, needed: bool| match (text(&members, name)?, needed) {
        (Some(text), true) => Ok(Some(text.to_owned())),
        (None, false) => Ok(None),
        (None, true) => Err(format!("`{name}` must be given for `{kind}`")),
        (Some(_), false) => Err(format!("`{name}` has no meaning for `{kind}`")),
    };
    let (user, app) = (named("user", *of_user)?, named("app", *of_app)?);
    let life = seconds(&members, "expiresIn")?;
    let mut state = shared.state_mut();
    let account = match user {
        None => None,
        Some(name) => {
            let account = state.user_named(&name).map(|account| account.id.clone());
            Some(account.ok_or_else(|| format!("there is no user `{name}`"))?)
        }
    };
    let token = state.issue(TokenRequest {
        mode: *mode,
        account,
        app,
        scopes,
        life,
    });
    Ok(Reply::json(201, json!({ "token": token })))
}

/// `{"token": "…"}`.
pub(super) fn revoke(shared: &Shared, body: &[u8]) -> Outcome {
    let members = members(body, &["token"])?;
    let token = text(&members, "token")?.ok_or("`token` must be given")?;
    shared.state_mut().revoke(token);
    Ok(Reply::empty(204))
}
