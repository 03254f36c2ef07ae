//! Tokens of absent users. The system token is used to ask for them, at the vendor's GraphQL gateway.

use super::invocation::{Invocation, NoClient};
use super::remote_token::{RemoteToken, TokenKind};
use crate::auth::{Credential, ForgeApp, ForgeUser};
use crate::client::Client;
use crate::error::Error;
use crate::grants::OAuthScopes;
use crate::http::Http;
use crate::id::AccountId;
use crate::jwt::now;
use crate::response::Raw;
use crate::scopes::ScopeList;
use crate::site::Site;
use futures_core::future::BoxFuture;
use serde_json::{Value, json};
use std::fmt;

const MUTATION: &str = "mutation OfflineUserToken($input: OfflineUserAuthTokenInput!) { \
    offlineUserAuthToken(input: $input) { success errors { message } authToken { token ttl } } }";

/// The reason why there is no client for an absent user.
#[derive(Debug)]
#[non_exhaustive]
pub enum OfflineError {
    /// The invocation has no system token to ask with, or names no gateway that is accepted.
    NoClient(NoClient),
    /// The vendor refused, for these reasons.
    Refused(Vec<String>),
    /// The vendor's answer holds no token.
    Answer(&'static str),
    /// The request failed.
    Call(Error),
}

impl Invocation {
    /// A client that calls as a user who is absent, such as the one who set up a scheduled trigger.
    ///
    /// The vendor sets conditions: for example, the manifest must allow impersonation with the scopes. If one is not
    /// met, the error is [`OfflineError::Refused`]. Each call of this method asks for a token, and the vendor limits
    /// how many there are in a minute. So keep the client until its calls are [refused as expired](Error::is_expired).
    /// That the token has the scopes `S` is a claim.
    // Boxed, since rustc says an unmet bound of an `async fn` three times: at the call, of the future, and at its
    // `await`.
    pub fn offline_user_client<'a, S: OAuthScopes>(
        &'a self,
        http: &'a Http,
        user: &'a AccountId,
    ) -> BoxFuture<'a, Result<Client<ForgeUser<S>>, OfflineError>> {
        Box::pin(async move {
            let context = format!("ari:cloud:confluence::site/{}", self.target()?.cloud_id);
            self.offline_user_client_in(http, user, &context).await
        })
    }

    /// The same for a context of the installation that is named by its ARI.
    pub fn offline_user_client_in<'a, S: OAuthScopes>(
        &'a self,
        http: &'a Http,
        user: &'a AccountId,
        context_ari: &'a str,
    ) -> BoxFuture<'a, Result<Client<ForgeUser<S>>, OfflineError>> {
        Box::pin(self.offline(http, user, context_ari))
    }

    async fn offline<S: OAuthScopes>(
        &self,
        http: &Http,
        user: &AccountId,
        context_ari: &str,
    ) -> Result<Client<ForgeUser<S>>, OfflineError> {
        let system = Credential::<ForgeApp<S>>::with(self.app_token()?.clone(), ScopeList::of::<S>());
        let gateway = Site::new(&self.target()?.origin)?;
        let asked = now();
        let answer = http
            .client_at(gateway.into(), system)
            .for_its_own_requests()
            .request("POST", "/graphql")
            .json(&json!({
                "query": MUTATION,
                "variables": {"input": {"contextIds": [context_ari], "userId": user.as_str()}},
            }))
            .send()
            .await?
            .error_for_status()?;
        let token = read(&answer, asked)?;
        Ok(self.client(http, &token)?)
    }
}

/// The token in an answer. The answer is never shown as a whole, because it may contain the token.
fn read(answer: &Raw, asked: u64) -> Result<RemoteToken, OfflineError> {
    let body: Value = serde_json::from_slice(answer.body()).map_err(|_| OfflineError::Answer("is not JSON"))?;
    let result = &body["data"]["offlineUserAuthToken"];
    let hidden = |text: &str| match &answer.secret {
        Some(secret) => secret.hide(text),
        None => text.to_owned(),
    };
    let message = |error: &Value| error.get("message").and_then(Value::as_str).map(hidden);
    let listed = |errors: &Value| errors.as_array().cloned().unwrap_or_default();
    let reasons: Vec<String> = [
        listed(&result["errors"]),
        vec![result["error"].clone()],
        listed(&body["errors"]),
    ]
    .iter()
    .flatten()
    .filter_map(message)
    .collect();
    let token = result["authToken"]["token"].as_str().filter(|token| !token.is_empty());
    match token {
        Some(token) if result["success"] != Value::Bool(false) => {
            let life = &result["authToken"]["ttl"];
            let life = life.as_u64().or_else(|| life.as_str()?.parse().ok());
            Ok(RemoteToken::new(
                token,
                TokenKind::Offline,
                life.map(|life| asked.saturating_add(life)),
            ))
        }
        None if reasons.is_empty() && result["success"] != Value::Bool(false) => {
            Err(OfflineError::Answer("has no token"))
        }
        _ => Err(OfflineError::Refused(reasons)),
    }
}

impl fmt::Display for OfflineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no token of an absent user: ")?;
        match self {
            Self::NoClient(reason) => write!(f, "{reason}"),
            Self::Refused(reasons) if reasons.is_empty() => f.write_str("the vendor refused without a reason"),
            Self::Refused(reasons) => write!(f, "the vendor refused: {}", reasons.join("; ")),
            Self::Answer(problem) => write!(f, "the answer {problem}"),
            Self::Call(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for OfflineError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` shows the error itself; here is its cause.
            Self::Call(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}

impl From<NoClient> for OfflineError {
    fn from(reason: NoClient) -> Self {
        Self::NoClient(reason)
    }
}

impl From<Error> for OfflineError {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}
