//! `POST /oauth2/token`: gives out the access tokens with which Connect apps act as users.

use super::installation::Installation;
use crate::answer::Reply;
use crate::identity::jwt::{self, Flaw};
use crate::identity::oauth::token_endpoint::{Refusal, fields, not_stored, require};
use crate::server::Site;
use crate::state::credential::Credential;
use crate::state::{State, random_hex};
use axum::http::HeaderMap;
use confluence_sdk::scope::Scope;
use confluence_sdk::spec::Mode;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::time::Duration;

/// The name of the vendor's server in assertions. The sandbox accepts this name and its own.
const VENDOR: &str = "https://oauth-2-authorization-server.services.atlassian.com";
const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// The longest time until an assertion may expire, in seconds.
const MAX_LIFE: i64 = 120;
pub(crate) const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);

/// Answers a request for a token, and records it.
pub(crate) fn answer(state: &mut State, site: &Site, headers: &HeaderMap, body: &[u8]) -> Reply {
    let is_form = headers
        .get("content-type")
        .is_some_and(|value| value.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    let fields = if is_form {
        fields(headers, body)
    } else {
        Err(Refusal::new(415, "invalid_request", "The body must be a form."))
    };
    let grant_type = fields.as_ref().ok().and_then(|fields| fields.get("grant_type"));
    let grant_type = grant_type.and_then(Value::as_str).unwrap_or_default().to_owned();
    let answer = fields.and_then(|fields| exchange(state, site, &fields));
    let reply = not_stored(answer.map_or_else(Refusal::into_reply, Reply::ok));
    state.note_token_call(&grant_type, reply.status, false);
    reply
}

fn exchange(state: &mut State, site: &Site, fields: &Map<String, Value>) -> Result<Value, Refusal> {
    if require(fields, "grant_type")? != GRANT_TYPE {
        let text = "The grant type is not supported.";
        return Err(Refusal::new(400, "unsupported_grant_type", text));
    }
    let assertion = require(fields, "assertion")?;
    let installation = issuer(state, assertion)?;
    let account = check(state, site, installation, assertion)?;
    let scopes = scopes(installation, fields.get("scope").and_then(Value::as_str))?;
    let app = installation.app_key().to_owned();
    let token = random_hex();
    let credential = Credential {
        app: Some(app),
        scopes,
        expires: Some(state.in_future(TOKEN_LIFE)),
        ..Credential::new(Mode::ConnectUser, account)
    };
    state.add_credential(token.clone(), credential);
    Ok(json!({ "access_token": token, "expires_in": TOKEN_LIFE.as_secs(), "token_type": "Bearer" }))
}

fn invalid(description: &str) -> Refusal {
    Refusal::new(400, "invalid_grant", description)
}

fn unauthorized(description: &str) -> Refusal {
    Refusal::new(400, "unauthorized_client", description)
}

/// The installation that the assertion names as its issuer, if the app may act as users.
fn issuer<'s>(state: &'s State, assertion: &str) -> Result<&'s Installation, Refusal> {
    let claims = jwt::unverified(assertion).ok_or_else(|| invalid("The assertion cannot be read."))?;
    let client = claims["iss"].as_str().unwrap_or_default();
    let client = client.strip_prefix("urn:atlassian:connect:clientid:");
    let mut installations = state.identity.installations.values();
    let installation = installations
        .find(|installation| Some(installation.oauth_client_id()) == client)
        .ok_or_else(|| unauthorized("The issuer is no installed app."))?;
    let may = installation
        .descriptor
        .scopes
        .iter()
        .any(|scope| scope == "ACT_AS_USER");
    may.then_some(installation)
        .ok_or_else(|| unauthorized("The app's descriptor does not have the scope ACT_AS_USER."))
}

/// The account that an assertion names, if the whole assertion is valid.
fn check(state: &State, site: &Site, installation: &Installation, assertion: &str) -> Result<String, Refusal> {
    let claims =
        jwt::verified(&installation.shared_secret, assertion, Timestamp::now()).map_err(|flaw| match flaw {
            Flaw::Signature => unauthorized(flaw.words()),
            _ => invalid(flaw.words()),
        })?;
    let (now, expires) = (Timestamp::now().as_second(), claims["exp"].as_i64());
    let issued = claims["iat"]
        .as_i64()
        .ok_or_else(|| invalid("The assertion has no `iat`."))?;
    if expires.is_none_or(|expires| expires - issued > MAX_LIFE || expires - now > MAX_LIFE) {
        return Err(invalid("The assertion lives longer than 120 seconds."));
    }
    if claims["tnt"] != site.wiki_url() {
        return Err(invalid("`tnt` is not the base URL of the tenant."));
    }
    if claims["aud"] != VENDOR && claims["aud"] != site.identity_url {
        return Err(invalid("`aud` is not this server."));
    }
    let subject = claims["sub"].as_str().unwrap_or_default();
    let account = subject
        .strip_prefix("urn:atlassian:connect:useraccountid:")
        .and_then(|id| state.account(id))
        .filter(|account| !account.is_app);
    let account = account.ok_or_else(|| invalid("`sub` is not the account id of a user."))?;
    Ok(account.id.clone())
}

/// The scopes of the token: the ones that were asked for, or all scopes of the descriptor.
fn scopes(installation: &Installation, asked: Option<&str>) -> Result<Vec<String>, Refusal> {
    let declared = &installation.descriptor.scopes;
    let Some(asked) = asked else {
        return Ok(declared.clone());
    };
    let asked: Vec<_> = asked
        .split(' ')
        .filter(|scope| !scope.is_empty())
        .map(str::to_owned)
        .collect();
    let brings = |held: &String, scope: &String| {
        let implied = Scope::find(held).map_or(&[][..], Scope::implies);
        held == scope || implied.iter().any(|implied| implied.name() == scope)
    };
    let is_declared = |scope: &String| declared.iter().any(|held| brings(held, scope));
    match asked.iter().find(|scope| !is_declared(scope)) {
        Some(unknown) => {
            let text = format!("The app's descriptor does not have the scope {unknown}.");
            Err(Refusal::new(400, "invalid_scope", text))
        }
        None => Ok(asked),
    }
}
