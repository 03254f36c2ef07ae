//! Requests that Connect apps sign: finds the app, and checks that the request is the one that was signed.

use super::qsh;
use crate::answer::Problem;
use crate::auth::Caller;
use crate::identity::jwt::{self, Flaw};
use crate::state::State;
use axum::http::request::Parts;
use confluence_sdk::spec::Mode;
use jiff::Timestamp;

/// The app that signed the request, or what is wrong with its token.
pub(crate) fn caller(state: &State, token: &str, parts: &Parts) -> Result<Caller, Problem> {
    let claims = jwt::unverified(token).ok_or_else(|| Problem::bad_signature(Flaw::Unreadable.words()))?;
    let app = claims["iss"].as_str().unwrap_or_default();
    let installation = state.identity.installations.get(app);
    let installation =
        installation.ok_or_else(|| Problem::bad_signature(format!("The issuer {app} is no installed app")))?;
    // Apps sign with the time of their own clocks.
    let claims = jwt::verified(&installation.shared_secret, token, Timestamp::now())
        .map_err(|flaw| Problem::bad_signature(flaw.words()))?;
    let query = parts.uri.query().unwrap_or_default();
    let expected = qsh::qsh(parts.method.as_str(), "/wiki", parts.uri.path(), query);
    match claims["qsh"].as_str() {
        None => return Err(Problem::bad_signature("The token has no `qsh`")),
        Some(given) if given != expected => {
            let text = format!("The token's `qsh` is {given}, that of the request is {expected}");
            return Err(Problem::bad_signature(text));
        }
        Some(_) => {}
    }
    let account = state.app_named(app).ok_or_else(Problem::bad_credentials)?;
    Ok(Caller {
        failed_login: false,
        account: account.id.clone(),
        mode: Mode::Connect,
        scopes: installation.descriptor.scopes.clone(),
        app: Some(app.to_owned()),
        admin_key: false,
    })
}
