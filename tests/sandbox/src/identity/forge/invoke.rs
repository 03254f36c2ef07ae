//! Calls the remote of a Forge app, as Forge does.

use super::app::ForgeApp;
use super::invocation::Invocation;
use crate::identity::jwt;
use crate::identity::outgoing::{self, AppAnswer, Outgoing};
use crate::server::{Sandbox, Site};
use crate::state::{State, random_hex, random_uuid};
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io;
use std::time::Duration;

/// How long an invocation token is valid, in seconds.
const LIFE: i64 = 25;
/// How long a remote may take to answer: for a call from a user interface, and for an event.
const TIME_LIMITS: (Duration, Duration) = (Duration::from_secs(25), Duration::from_secs(5));

impl Sandbox {
    /// Calls a remote with signed headers. Returns its answer with any status.
    ///
    /// # Errors
    ///
    /// The errors of [`forge_headers`](Self::forge_headers). `TimedOut` after 25 seconds, or after 5 seconds if the
    /// call has no user. Another error if the remote cannot be reached.
    pub async fn invoke(&self, remote_url: &str, invocation: Invocation) -> io::Result<AppAnswer> {
        let url = outgoing::parse(remote_url)?;
        let mut headers = self.forge_headers(&invocation)?;
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let has_body = !matches!(invocation.method, Method::GET | Method::DELETE);
        let body = if has_body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            invocation.body.to_string().into_bytes()
        } else {
            Vec::new()
        };
        let (by_user, by_event) = TIME_LIMITS;
        let request = Outgoing {
            method: invocation.method,
            url: &url,
            headers,
            body,
            time_limit: if invocation.user.is_some() { by_user } else { by_event },
        };
        request.send().await
    }

    /// The headers of an invocation: `authorization` with the invocation token, `x-b3-traceid` and `x-b3-spanid`. If
    /// the tokens are asked for, also `x-forge-oauth-system` and `x-forge-oauth-user`.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the app is not installed, if its scopes do not allow the token that is asked for, and if the
    /// token of a user is asked for without a user.
    pub fn forge_headers(&self, invocation: &Invocation) -> io::Result<HeaderMap> {
        let invalid = |text: String| io::Error::new(io::ErrorKind::InvalidInput, text);
        let mut state = self.shared.state_mut();
        let app = installed(&state, &invocation.app)?;
        let mut headers = HeaderMap::new();
        let mut add = |name: &'static str, value: String| {
            let value = HeaderValue::from_str(&value).map_err(io::Error::other)?;
            headers.insert(name, value);
            io::Result::Ok(())
        };
        let token = invocation_token(&state, &self.shared.site, &app, invocation)?;
        add(AUTHORIZATION.as_str(), format!("Bearer {token}"))?;
        add("x-b3-traceid", random_hex())?;
        add("x-b3-spanid", random_hex()[..16].to_owned())?;
        let user = invocation.user.as_ref().map(|user| user.account_id());
        let lacks = |scope: &str| {
            let text = format!("a token for {} needs {scope} and another scope in its manifest", app.id);
            invalid(text)
        };
        if invocation.system_token {
            let scope = "read:app-system-token";
            app.gets(scope).then_some(()).ok_or_else(|| lacks(scope))?;
            add("x-forge-oauth-system", state.forge_token(&app, None, invocation.age)?)?;
        }
        if invocation.user_token {
            let scope = "read:app-user-token";
            app.gets(scope).then_some(()).ok_or_else(|| lacks(scope))?;
            let user = user.ok_or_else(|| invalid("a call without a user has no user token".to_owned()))?;
            add(
                "x-forge-oauth-user",
                state.forge_token(&app, Some(user), invocation.age)?,
            )?;
        }
        Ok(headers)
    }

    /// Only the invocation token.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the app is not installed.
    pub fn forge_invocation_token(&self, invocation: &Invocation) -> io::Result<String> {
        let state = self.shared.state();
        let app = installed(&state, &invocation.app)?;
        invocation_token(&state, &self.shared.site, &app, invocation)
    }
}

fn installed(state: &State, id: &str) -> io::Result<ForgeApp> {
    let app = state.forge_app(id).cloned();
    app.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, format!("no Forge app {id} is installed")))
}

fn invocation_token(state: &State, site: &Site, app: &ForgeApp, invocation: &Invocation) -> io::Result<String> {
    let claims = claims(site, app, invocation);
    jwt::sign_invocation(state.identity.keys.current(), &claims)
}

fn claims(site: &Site, app: &ForgeApp, invocation: &Invocation) -> Value {
    let age = i64::try_from(invocation.age.as_secs()).unwrap_or(i64::MAX);
    let issued = Timestamp::now().as_second().saturating_sub(age);
    let (kind, key) = &invocation.module;
    let api = site.gateway_url();
    let mut claims = json!({
        "iss": "forge/invocation-token",
        "aud": app.ari(),
        "iat": issued,
        "nbf": issued,
        "exp": issued.saturating_add(LIFE),
        "jti": random_uuid(),
        "app": {
            "id": app.ari(),
            "installationId": app.installation,
            "apiBaseUrl": api,
            "appVersion": "1.0.0",
            "version": "1",
            "environment": { "type": "DEVELOPMENT", "id": format!("ari:cloud:ecosystem::environment/{}/{}", app.id, app.environment) },
            "module": { "type": kind, "key": key },
            "installation": { "id": app.installation, "contexts": [{ "name": "confluence", "apiBaseUrl": api }] },
        },
    });
    if let Some(user) = &invocation.user {
        claims["principal"] = user.account_id().into();
        claims["context"] = json!({
            "cloudId": site.cloud_id,
            "localId": format!("{}/{}/{key}", app.ari(), app.environment),
            "moduleKey": key,
            "siteUrl": site.url,
            "extension": invocation.extension,
        });
    }
    claims
}
