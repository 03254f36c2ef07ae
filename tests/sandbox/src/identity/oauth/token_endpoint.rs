//! `POST /oauth/token`. It reads JSON, as the vendor documents it, and forms, as many libraries send them.

use super::token_call::TokenCall;
use crate::answer::Reply;
use crate::call::parse_query;
use crate::state::State;
use axum::http::HeaderMap;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value, json};

/// An error of a token endpoint.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: u16,
    error: &'static str,
    description: String,
}

impl Refusal {
    pub(crate) fn new(status: u16, error: &'static str, description: impl Into<String>) -> Self {
        Self {
            status,
            error,
            description: description.into(),
        }
    }

    pub(crate) fn invalid_request(description: impl Into<String>) -> Self {
        Self::new(400, "invalid_request", description)
    }

    /// The vendor answers 403 here. Other servers answer 400.
    pub(crate) fn invalid_grant(description: &str) -> Self {
        Self::new(403, "invalid_grant", description)
    }

    pub(crate) fn unauthorized_client(description: &str) -> Self {
        Self::new(403, "unauthorized_client", description)
    }

    pub(crate) fn into_reply(self) -> Reply {
        let body = json!({ "error": self.error, "error_description": self.description });
        Reply {
            reason: Some(self.description),
            ..Reply::json(self.status, body)
        }
    }
}

/// Answers a request for a token, and records it. `None` if the answer must be lost.
pub(crate) fn answer(state: &mut State, headers: &HeaderMap, body: &[u8]) -> Option<Reply> {
    let fields = fields(headers, body);
    let grant_type = match &fields {
        Ok(fields) => fields.get("grant_type").and_then(Value::as_str).unwrap_or_default(),
        Err(_) => "",
    }
    .to_owned();
    let answer = fields.and_then(|fields| exchange(state, &fields));
    let reply = answer.map_or_else(Refusal::into_reply, Reply::ok);
    let lost = std::mem::take(&mut state.identity.loses_next_token_answer);
    state.note_token_call(&grant_type, reply.status, lost);
    (!lost).then(|| not_stored(reply))
}

/// Tells caches not to store tokens.
pub(crate) fn not_stored(reply: Reply) -> Reply {
    reply.header("cache-control", "no-store").header("pragma", "no-cache")
}

/// The members of a JSON object or of a form.
pub(crate) fn fields(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let media_type = headers.get("content-type").and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default().split(';').next().unwrap_or_default();
    match media_type.trim().to_ascii_lowercase().as_str() {
        "application/json" => match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => Ok(members),
            _ => Err(Refusal::invalid_request("The body is not a JSON object.")),
        },
        "application/x-www-form-urlencoded" => {
            let form = std::str::from_utf8(body).map_err(|_| Refusal::invalid_request("The body is not a form."))?;
            let mut members = Map::new();
            for (name, value) in parse_query(form) {
                if members.contains_key(&name) {
                    return Err(Refusal::invalid_request(format!("{name} is given more than once.")));
                }
                members.insert(name, value.into());
            }
            Ok(members)
        }
        _ => Err(Refusal::new(
            415,
            "invalid_request",
            "The body must be JSON or a form, and say so.",
        )),
    }
}

/// A member that must be text.
pub(crate) fn require<'f>(fields: &'f Map<String, Value>, name: &str) -> Result<&'f str, Refusal> {
    let text = fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    text.ok_or_else(|| Refusal::invalid_request(format!("{name} is missing.")))
}

fn exchange(state: &mut State, fields: &Map<String, Value>) -> Result<Value, Refusal> {
    let grant_type = require(fields, "grant_type")?;
    let client_id = client(state, fields)?;
    match grant_type {
        "authorization_code" => {
            let (code, redirect_uri) = (require(fields, "code")?, require(fields, "redirect_uri")?);
            let verifier = fields.get("code_verifier").and_then(Value::as_str);
            state.redeem_code(client_id, code, redirect_uri, verifier)
        }
        "refresh_token" => state.refresh(client_id, require(fields, "refresh_token")?),
        "client_credentials" => state.client_credentials(client_id),
        _ => Err(Refusal::new(
            403,
            "unsupported_grant_type",
            "The grant type is not supported.",
        )),
    }
}

/// The client, if its secret is right. The secret must be in the body: the vendor documents no other place.
fn client<'f>(state: &State, fields: &'f Map<String, Value>) -> Result<&'f str, Refusal> {
    let text = |name: &str| fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (Some(client_id), Some(secret)) = (text("client_id"), text("client_secret")) else {
        return Err(Refusal::new(401, "access_denied", "Unauthorized"));
    };
    let apps = state.identity.oauth_apps.get(client_id).map(|app| &app.secret);
    let services = state
        .identity
        .service_accounts
        .get(client_id)
        .map(|service| &service.secret);
    let is_right = |held: &SecretString| held.expose_secret() == secret;
    if apps.into_iter().chain(services).any(is_right) {
        Ok(client_id)
    } else {
        Err(Refusal::unauthorized_client("The client id and secret do not fit."))
    }
}

impl State {
    /// The answer with an access token.
    pub(crate) fn token_answer(&self, token: &str, scopes: &[String]) -> Value {
        let settings = &self.identity.settings;
        let mut answer = json!({
            "access_token": token,
            "expires_in": settings.access_token_life.as_secs(),
            "scope": scopes.join(" "),
        });
        if settings.tells_token_type {
            answer["token_type"] = "Bearer".into();
        }
        answer
    }

    pub(crate) fn note_token_call(&mut self, grant_type: &str, status: u16, lost: bool) {
        let call = TokenCall::new(grant_type, status, lost);
        self.identity.token_calls.push(call);
    }
}
