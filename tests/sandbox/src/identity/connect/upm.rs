//! The plugin manager's addresses of the site. Development tools install their app there, as an administrator does on
//! the page for apps: they name the address of its descriptor, and ask until it is installed.

use super::installation::Installation;
use crate::answer::{Outcome, Problem, Reply, Shape};
use crate::auth::{self, Caller};
use crate::call::parse_query;
use crate::identity::jwt;
use crate::log::{ReceivedRequest, Server};
use crate::server::Shared;
use crate::state::State;
use axum::body::Body;
use axum::http::request::Parts;
use confluence_sdk::spec::{Mode, Verb};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The path of the list of apps. All others are below it.
const LIST: &str = "/wiki/rest/plugins/1.0";
/// The form of a request that installs the app of a descriptor.
const INSTALL: &str = "application/vnd.atl.plugins.remote.install+json";
const INSTALLED: &str = "application/vnd.atl.plugins.plugin+json";
/// How long a token for an installation is valid.
const TOKEN_LIFE: Duration = Duration::from_secs(5 * 60);
/// The largest body that is accepted, in bytes.
const MAX_BODY: u64 = 64 << 10;

/// An installation that somebody asked for.
#[derive(Clone, Debug)]
pub(crate) enum Pending {
    /// Of the descriptor at this address.
    Installing(String),
    /// The app has this key.
    Done(String),
    Failed {
        descriptor: String,
        reason: String,
    },
}

/// Whether a path of the site belongs to the plugin manager.
pub(crate) fn has(path: &str) -> bool {
    path.strip_prefix(LIST)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Answers a request of somebody who must administer the site.
pub(crate) async fn answer(
    shared: &Arc<Shared>,
    path: &str,
    parts: &Parts,
    body: Body,
    record: &mut ReceivedRequest,
) -> Outcome {
    let body = shared.intake(MAX_BODY).whole(parts, body).await?;
    let caller = administrator(shared, parts, record)?;
    let rest = path.strip_prefix(LIST).unwrap_or_default();
    let method = if parts.method == "HEAD" {
        "GET"
    } else {
        parts.method.as_str()
    };
    match (method, rest.trim_start_matches('/')) {
        ("GET", "") => list(&shared.state(), &caller),
        ("POST", "") => install(shared, parts, &body, &caller),
        ("GET", "settings") => Ok(settings()),
        (_, "" | "settings") => Err(Problem::wrong_method()),
        (method, rest) => match (method, rest.strip_prefix("pending/"), rest.strip_suffix("-key")) {
            ("GET", Some(number), _) => progress(&shared.state(), number),
            ("GET", None, Some(key)) => Ok(plugin(installation(&shared.state(), key)?)),
            ("DELETE", None, Some(key)) => uninstall(shared, key).await,
            (_, Some(_), _) | (_, _, Some(_)) => Err(Problem::wrong_method()),
            (_, None, None) => Err(Problem::not_found()),
        },
    }
}

/// The caller, if they administer the site and call with an API token. Others are not told what there is.
fn administrator(shared: &Shared, parts: &Parts, record: &mut ReceivedRequest) -> Result<Caller, Problem> {
    let state = shared.state();
    let caller = auth::authenticate(&state, &shared.site, Server::Site, Shape::V1, parts)?;
    record.by(
        &caller,
        state.account(&caller.account).map(|account| account.name.clone()),
    );
    if caller.mode == Mode::Basic && state.site_right(caller.actor(), Verb::ConfluenceAdmin) {
        Ok(caller)
    } else {
        Err(Problem::bad_credentials().because("Only administrators may install apps"))
    }
}

/// The installed apps, and the token that the next installation needs.
fn list(state: &State, caller: &Caller) -> Outcome {
    let apps: Vec<Value> = state.identity.installations.values().map(shown).collect();
    let claims = json!({ "sub": caller.account, "upm": true, "exp": state.in_future(TOKEN_LIFE).as_second() });
    let token = jwt::sign(&state.media_secret, &claims).expect("a secret of any length signs with HS256");
    let links = json!({ "self": format!("{LIST}/"), "settings": format!("{LIST}/settings") });
    let list = json!({ "plugins": apps, "links": links });
    Ok(in_form("application/vnd.atl.plugins.installed+json", 200, &list).header("upm-token", token))
}

/// On the sandbox, apps that are in no marketplace can always be installed.
fn settings() -> Reply {
    let setting = json!({ "key": "connectDeveloperListingsEnabled", "value": true, "readOnly": false });
    Reply::ok(json!({ "settings": [setting], "links": { "self": format!("{LIST}/settings") } }))
}

/// Starts an installation. The answer says where its progress is.
fn install(shared: &Arc<Shared>, parts: &Parts, body: &[u8], caller: &Caller) -> Outcome {
    let form = parts.headers.get("content-type").and_then(|form| form.to_str().ok());
    if form.and_then(|form| form.split(';').next()).map(str::trim) != Some(INSTALL) {
        return Err(Problem::unsupported_media_type());
    }
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let descriptor = request["pluginUri"].as_str();
    let descriptor = descriptor.ok_or_else(|| Problem::bad_request("`pluginUri` must be given as text"))?;
    let number = {
        let mut state = shared.state_mut();
        if !is_token(&state, parts, caller) {
            return Err(Problem::forbidden("Invalid token"));
        }
        let number = state.new_id();
        let pending = Pending::Installing(descriptor.to_owned());
        state.identity.pending_installations.insert(number, pending.clone());
        number
    };
    tokio::spawn(finish(shared.clone(), number, descriptor.to_owned()));
    let answer = progress_of(number, descriptor, &json!({ "done": false, "statusCode": 200 }));
    Ok(in_form("application/vnd.atl.plugins.pending-task+json", 202, &answer))
}

/// Whether the token in the query was given to this caller, and has not expired.
fn is_token(state: &State, parts: &Parts, caller: &Caller) -> bool {
    let query = parse_query(parts.uri.query().unwrap_or_default());
    let token = query.iter().find(|(name, _)| name == "token");
    let claims = token.and_then(|(_, token)| jwt::verified(&state.media_secret, token, state.now()).ok());
    claims.is_some_and(|claims| claims["upm"] == true && claims["sub"] == caller.account)
}

async fn finish(shared: Arc<Shared>, number: u64, descriptor: String) {
    let pending = match shared.install_app(&descriptor).await {
        Ok(installation) => Pending::Done(installation.app_key().to_owned()),
        Err(error) => Pending::Failed {
            descriptor,
            reason: error.to_string(),
        },
    };
    let mut state = shared.state_mut();
    state.identity.pending_installations.insert(number, pending);
}

/// What is known about an installation. A finished one leads to the app.
fn progress(state: &State, number: &str) -> Outcome {
    let number = number.parse().map_err(|_| Problem::not_found())?;
    let pending = state.identity.pending_installations.get(&number);
    let (descriptor, status) = match pending.ok_or_else(Problem::not_found)? {
        Pending::Done(key) => {
            return Ok(Reply {
                status: 303,
                ..Reply::redirect(address(key))
            });
        }
        Pending::Installing(descriptor) => (descriptor, json!({ "done": false, "statusCode": 200 })),
        Pending::Failed { descriptor, reason } => {
            let code = "upm.pluginInstall.error.descriptor.not.from.marketplace";
            let status = json!({ "done": true, "statusCode": 200, "subCode": code, "errorMessage": reason });
            (descriptor, status)
        }
    };
    Ok(Reply::ok(progress_of(number, descriptor, &status)))
}

fn progress_of(number: u64, descriptor: &str, status: &Value) -> Value {
    let mut status = status.clone();
    status["source"] = descriptor.into();
    json!({
        "type": "INSTALL",
        "pingAfter": 100,
        "status": status,
        "links": { "self": format!("{LIST}/pending/{number}") },
        "id": number.to_string(),
    })
}

fn installation<'s>(state: &'s State, key: &str) -> Result<&'s Installation, Problem> {
    state.identity.installations.get(key).ok_or_else(Problem::not_found)
}

async fn uninstall(shared: &Shared, key: &str) -> Outcome {
    let installation = installation(&shared.state(), key)?.clone();
    // The app is uninstalled even if it cannot be told.
    let _ = shared.uninstall_app(&installation).await;
    Ok(Reply::empty(204))
}

fn plugin(installation: &Installation) -> Reply {
    in_form(INSTALLED, 200, &shown(installation))
}

fn shown(installation: &Installation) -> Value {
    let own = address(installation.app_key());
    json!({
        "key": installation.app_key(),
        "name": installation.descriptor.name,
        "enabled": true,
        "userInstalled": true,
        "links": { "self": own, "delete": own },
    })
}

/// The address of an app.
fn address(key: &str) -> String {
    format!("{LIST}/{key}-key")
}

/// JSON with a media type of the plugin manager.
fn in_form(media_type: &str, status: u16, value: &Value) -> Reply {
    Reply {
        status,
        ..Reply::bytes(media_type, value.to_string())
    }
}
