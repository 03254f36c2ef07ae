//! A verified invocation, and the clients that it gives.

use super::claims::{InvocationContext, InvokedApp, principal};
use super::remote_token::{RemoteToken, TokenKind};
use crate::auth::{Credential, ForgeApp, ForgeUser, Reaches};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::grants::OAuthScopes;
use crate::http::Http;
use crate::id::{AccountId, CloudId};
use crate::jwt::TokenError;
use crate::site::Gateway;
use crate::timestamp::Timestamp;
use http::HeaderMap;
use serde_json::{Map, Value};
use std::fmt;
use url::Url;

/// An invocation that the vendor signed for this app. Made by [`App::verify`](super::App::verify).
#[doc(alias("jwt"))]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Invocation {
    /// The id of its token (`jti`).
    pub id: Option<String>,
    /// The app that is invoked: environment, module, installation, license.
    pub app: InvokedApp,
    /// Where in the product it comes from; only from a user interface.
    pub context: Option<InvocationContext>,
    /// The user who is in front of it; only from a user interface.
    pub principal: Option<AccountId>,
    /// The id of the whole trace (`x-b3-traceid`), which the vendor's support asks for. It is not signed.
    pub trace_id: Option<String>,
    /// The id of this step of the trace (`x-b3-spanid`). It is not signed.
    pub span_id: Option<String>,
    claims: Map<String, Value>,
    app_token: Option<RemoteToken>,
    user_token: Option<RemoteToken>,
    target: Result<Target, NoClient>,
}

/// The place where the calls of an invocation go: an accepted gateway, and the site behind it.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Scheme, host and port.
    pub(super) origin: String,
    pub(super) cloud_id: CloudId,
}

/// The reason why an invocation gives no client.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoClient {
    /// It came without a system token.
    NoAppToken,
    /// It came without a user token.
    NoUserToken,
    /// Its token names no gateway to Confluence.
    NotConfluence,
    /// Its token names a gateway that is not accepted: this one.
    Elsewhere(String),
}

impl Invocation {
    pub(super) fn read(
        claims: Map<String, Value>,
        headers: &HeaderMap,
        gateways: &[String],
    ) -> Result<Self, TokenError> {
        let header = |name: &str| {
            let text = headers.get(name)?.to_str().ok()?.trim();
            (!text.is_empty()).then_some(text)
        };
        let app = InvokedApp::read(&claims)?;
        Ok(Self {
            id: claims.get("jti").and_then(Value::as_str).map(str::to_owned),
            context: InvocationContext::read(&claims),
            principal: principal(&claims)?,
            trace_id: header("x-b3-traceid").map(str::to_owned),
            span_id: header("x-b3-spanid").map(str::to_owned),
            app_token: header("x-forge-oauth-system").map(|token| RemoteToken::new(token, TokenKind::System, None)),
            user_token: header("x-forge-oauth-user").map(|token| RemoteToken::new(token, TokenKind::User, None)),
            target: Target::of(&app, gateways),
            app,
            claims,
        })
    }

    /// A client that calls as the app, with the permissions of the app's own account.
    ///
    /// That the manifest lists the scopes `S` is a claim: the token does not tell its scopes. After the token has
    /// expired, its calls are refused before anything is sent, with an error that [`is_expired`](Error::is_expired).
    /// The vendor's tokens live four hours. The client costs no connection.
    ///
    /// # Errors
    ///
    /// A [`NoClient`]: there is no system token, or the invocation names no gateway that is accepted.
    pub fn app_client<S: OAuthScopes>(&self, http: &Http) -> Result<Client<ForgeApp<S>>, NoClient> {
        self.client(http, self.app_token()?)
    }

    /// A client that calls as the user in front of the screen. That the manifest lists the scopes `S` is a claim.
    ///
    /// Invocations without a user have no such token: events, lifecycle events, scheduled triggers. See
    /// [`offline_user_client`](Self::offline_user_client) for those.
    ///
    /// # Errors
    ///
    /// A [`NoClient`]: there is no user token, or the invocation names no gateway that is accepted.
    pub fn user_client<S: OAuthScopes>(&self, http: &Http) -> Result<Client<ForgeUser<S>>, NoClient> {
        self.client(http, self.user_token.as_ref().ok_or(NoClient::NoUserToken)?)
    }

    /// The time until which calls as the app are possible, if the token tells it.
    pub fn app_token_expires(&self) -> Option<Timestamp> {
        self.app_token.as_ref()?.expires()
    }

    /// The time until which calls as the user are possible, if the token tells it.
    pub fn user_token_expires(&self) -> Option<Timestamp> {
        self.user_token.as_ref()?.expires()
    }

    /// All claims of the token as they came, for those that have no type here.
    pub fn claims(&self) -> &Map<String, Value> {
        &self.claims
    }

    pub(super) fn app_token(&self) -> Result<&RemoteToken, NoClient> {
        self.app_token.as_ref().ok_or(NoClient::NoAppToken)
    }

    pub(super) fn target(&self) -> Result<&Target, NoClient> {
        self.target.as_ref().map_err(Clone::clone)
    }

    pub(super) fn client<A: Reaches>(&self, http: &Http, token: &RemoteToken) -> Result<Client<A>, NoClient> {
        let Target { origin, cloud_id } = self.target()?;
        let gateway = Gateway::at(origin, cloud_id).map_err(|_| NoClient::NotConfluence)?;
        Ok(http.client_at(gateway.into(), Credential::with(token.clone(), A::declared_scopes())))
    }
}

impl Target {
    /// The app's own address, or that of Confluence among the products in which it is installed.
    fn of(app: &InvokedApp, gateways: &[String]) -> Result<Self, NoClient> {
        let installed = app.contexts.iter().map(|context| &context.api_base_url);
        std::iter::once(&app.api_base_url)
            .chain(installed)
            .flatten()
            .find_map(|text| Self::read(text))
            .ok_or(NoClient::NotConfluence)
            .and_then(|target| match gateways.contains(&target.origin) {
                true => Ok(target),
                false => Err(NoClient::Elsewhere(target.origin)),
            })
    }

    /// `https://api.atlassian.com/ex/confluence/{cloudId}`.
    fn read(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let cloud_id = url.path().strip_prefix("/ex/confluence/")?;
        Some(Self {
            origin: url.origin().ascii_serialization(),
            cloud_id: CloudId::new(cloud_id.strip_suffix('/').unwrap_or(cloud_id)).ok()?,
        })
    }
}

impl fmt::Display for NoClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAppToken => f.write_str(
                "the invocation came without a system token: the manifest has to set `auth.appSystemToken.enabled` for the remote or its \
                 endpoint, and to list `read:app-system-token` and one other scope at least",
            ),
            Self::NoUserToken => f.write_str(
                "the invocation came without a user token: the manifest has to set `auth.appUserToken.enabled` for the remote or its \
                 endpoint, and to list `read:app-user-token` and one other scope at least; app events, lifecycle events and scheduled \
                 triggers never have one",
            ),
            Self::NotConfluence => f.write_str("the invocation names no gateway to Confluence (`app.apiBaseUrl`)"),
            Self::Elsewhere(origin) => write!(
                f,
                "the invocation names the gateway {origin}, which is not accepted; if it should be, add it with `App::gateway`"
            ),
        }
    }
}

impl std::error::Error for NoClient {}

impl From<NoClient> for Error {
    fn from(reason: NoClient) -> Self {
        Self::new(ErrorKind::Credential(reason.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn target(app: Value) -> Result<String, NoClient> {
        let claims = json!({ "app": app });
        let app = InvokedApp::read(claims.as_object().unwrap()).unwrap();
        let gateways = ["https://api.atlassian.com".to_owned()];
        Target::of(&app, &gateways).map(|target| format!("{} {}", target.origin, target.cloud_id))
    }

    fn at(url: &str) -> Result<String, NoClient> {
        target(json!({"id": "a", "installationId": "i", "apiBaseUrl": url}))
    }

    #[test]
    fn only_an_accepted_gateway_is_called() {
        assert_eq!(
            at("https://api.atlassian.com/ex/confluence/1-a").unwrap(),
            "https://api.atlassian.com 1-a"
        );
        assert_eq!(
            at("https://api.atlassian.com:443/ex/confluence/1-a/").unwrap(),
            "https://api.atlassian.com 1-a"
        );
        for elsewhere in [
            "https://evil.example/ex/confluence/1",
            "http://api.atlassian.com/ex/confluence/1",
            "https://api.atlassian.com:8443/ex/confluence/1",
            "https://api.atlassian.com.evil.example/ex/confluence/1",
            "https://api.atlassian.com@evil.example/ex/confluence/1",
            "http://127.0.0.1/ex/confluence/1",
            "file:///ex/confluence/1",
        ] {
            assert!(matches!(at(elsewhere), Err(NoClient::Elsewhere(_))), "{elsewhere}");
        }
        for other in [
            "https://api.atlassian.com/ex/jira/1",
            "https://api.atlassian.com/ex/confluence/",
            "https://api.atlassian.com/ex/confluence/1/2",
            "https://api.atlassian.com/ex/confluence/../x",
            "https://api.atlassian.com/ex/confluence/%2e%2e",
            "",
            "x",
        ] {
            assert_eq!(at(other), Err(NoClient::NotConfluence), "{other}");
        }
    }

    #[test]
    fn an_app_of_several_products_finds_confluence() {
        let contexts = json!([
            {"name": "jira", "apiBaseUrl": "https://api.atlassian.com/ex/jira/1"},
            {"name": "confluence", "apiBaseUrl": "https://api.atlassian.com/ex/confluence/2"},
        ]);
        let both = json!({"id": "a", "installation": {"id": "i", "contexts": contexts}, "apiBaseUrl": "https://api.atlassian.com/ex/jira/1"});
        assert_eq!(target(both).unwrap(), "https://api.atlassian.com 2");
    }

    proptest! {
        #[test]
        fn any_address_is_judged_without_panic(text in ".*", host in "[a-z@:/.]{0,20}") {
            let _ = at(&text);
            if let Ok(target) = at(&format!("https://{host}/ex/confluence/1")) {
                prop_assert!(target.starts_with("https://api.atlassian.com "));
            }
        }
    }
}
