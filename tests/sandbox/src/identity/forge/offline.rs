//! `POST /graphql`: gives a Forge app a token to act as a user who is not present. No other field is implemented.

use super::app::TOKEN_LIFE;
use crate::answer::{Outcome, Problem, Reply, Shape};
use crate::auth;
use crate::server::Site;
use crate::state::State;
use axum::http::HeaderMap;
use confluence_sdk::spec::Mode;
use serde_json::{Value, json};

/// Answers the mutation `offlineUserAuthToken`. Its input is in the variables.
pub(crate) fn answer(state: &mut State, site: &Site, headers: &HeaderMap, body: &[u8]) -> Outcome {
    let app = caller(state, headers)?;
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let query = request["query"]
        .as_str()
        .ok_or_else(|| Problem::bad_request("`query` must be given as text"))?;
    if !query.contains("offlineUserAuthToken") {
        let text = "The sandbox plays no field but offlineUserAuthToken";
        return Ok(Reply::ok(json!({ "data": null, "errors": [{ "message": text }] })));
    }
    let variables = &request["variables"];
    let input = if variables["input"].is_object() {
        &variables["input"]
    } else {
        variables
    };
    let result = match token(state, site, &app, input) {
        Ok(token) => json!({
            "success": true,
            "errors": [],
            "authToken": { "token": token, "ttl": TOKEN_LIFE.as_secs() },
        }),
        Err(message) => json!({ "success": false, "errors": [{ "message": message }], "authToken": null }),
    };
    Ok(Reply::ok(json!({ "data": { "offlineUserAuthToken": result } })))
}

/// The app whose system token was sent.
fn caller(state: &State, headers: &HeaderMap) -> Result<String, Problem> {
    let header = headers.get("authorization").and_then(|value| value.to_str().ok());
    let token = header.and_then(|header| header.strip_prefix("Bearer "));
    let credential = token.and_then(|token| state.credential(token));
    let credential = credential.filter(|credential| credential.mode == Mode::ForgeApp);
    let credential = credential.ok_or_else(Problem::bad_credentials)?;
    auth::is_alive(state, credential, Shape::Gateway).map_err(|_| Problem::bad_credentials())?;
    credential.app.clone().ok_or_else(Problem::bad_credentials)
}

fn token(state: &mut State, site: &Site, app: &str, input: &Value) -> Result<String, String> {
    let contexts = input["contextIds"]
        .as_array()
        .ok_or("contextIds must be a variable and a list")?;
    if contexts.is_empty() || contexts.iter().any(|context| *context != site.ari()) {
        return Err("contextIds must name the site that the app is installed on".to_owned());
    }
    let user = input["userId"].as_str().ok_or("userId must be a variable and text")?;
    let known = state.account(user).filter(|account| !account.is_app);
    let user = known.ok_or("userId is not the account id of a user")?.id.clone();
    let app = state.forge_app(app).cloned().ok_or("the app is not installed")?;
    let token = state.forge_token(&app, Some(&user), std::time::Duration::ZERO);
    token.map_err(|error| error.to_string())
}
