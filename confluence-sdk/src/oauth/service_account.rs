//! Service accounts: tokens for client credentials.

use super::endpoints::Endpoints;
use super::failure::Failure;
use super::token_request::{self, Answer, Encoding, ask_until_answered};
use crate::auth::{Credential, ServiceAccount, checked, owned, reported};
use crate::client::Client;
use crate::grants::OAuthScopes;
use crate::http::Http;
use crate::oauth::access_token::AccessToken;
use crate::oauth::renewing::{Renewing, Source};
use crate::scopes::ScopeList;
use crate::site::Gateway;
use crate::{Result, address};
use futures_core::future::BoxFuture;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::sync::Arc;

/// The OAuth 2.0 credential of a service account, as an organisation's administrator makes it.
///
/// Its scopes are chosen when it is made. If the server reports them with a token, they are compared with `S` before
/// the first call. If it does not report them, the scopes of `S` are a claim, and the server decides call by call.
///
/// ```no_run
/// use confluence_sdk::{Gateway, Http, Site, oauth::ServiceAccountKey, scopes};
///
/// scopes! { pub struct Job = "read:page:confluence"; }
///
/// # async fn run(secret: String) -> confluence_sdk::Result<()> {
/// let http = Http::builder().build()?;
/// let gateway = Gateway::discover(&http, &Site::new("https://example.atlassian.net")?).await?;
/// let client = ServiceAccountKey::new("client-id", secret)?.client::<Job>(&http, gateway);
/// client.pages().get_pages().await?;
/// # Ok(())
/// # }
/// ```
#[doc(alias("client_credentials"))]
#[derive(Clone)]
pub struct ServiceAccountKey {
    id: String,
    secret: SecretString,
    endpoints: Endpoints,
}

impl ServiceAccountKey {
    /// A credential by its client id and its secret.
    ///
    /// # Errors
    ///
    /// If one of them is empty, or has white space or control characters:
    /// [`is_invalid_input`](crate::Error::is_invalid_input). Whether they are valid, the first call tells.
    pub fn new(client_id: &str, client_secret: impl Into<String>) -> Result<Self> {
        let secret = SecretString::from(client_secret.into());
        checked("client_id", client_id)?;
        checked("client_secret", secret.expose_secret())?;
        Ok(Self {
            id: client_id.to_owned(),
            secret,
            endpoints: Endpoints::default(),
        })
    }

    /// Asks another authorization server than the vendor's.
    pub fn endpoints(mut self, endpoints: Endpoints) -> Self {
        self.endpoints = endpoints;
        self
    }

    /// Asks here for tokens.
    ///
    /// # Errors
    ///
    /// If the address is not `https` with a host, or plain `http` on the loopback interface, or if it has a user name,
    /// a password or a fragment: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn token_url(mut self, url: &str) -> Result<Self> {
        self.endpoints.token = address::url("token_url", url)?;
        Ok(self)
    }

    /// A client of a site. Nothing is sent before its first call; the token is kept until shortly before it expires.
    ///
    /// For several sites make one [`credential`](ServiceAccountKey::credential) and clone it: they then share the
    /// token.
    pub fn client<S: OAuthScopes>(&self, http: &Http, gateway: Gateway) -> Client<ServiceAccount<S>> {
        http.client(gateway, self.credential(http))
    }

    /// The credential of clients. Clones share one token, which is asked for once.
    pub fn credential<S: OAuthScopes>(&self, http: &Http) -> Credential<ServiceAccount<S>> {
        let declared = ScopeList::of::<S>();
        let asking = Asking {
            key: self.clone(),
            http: http.clone(),
            declared: declared.clone(),
        };
        Credential::shared(Arc::new(Renewing::new(asking, None)), declared)
    }
}

impl fmt::Debug for ServiceAccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceAccountKey")
            .field("client_id", &self.id)
            .field("endpoints", &self.endpoints)
            .finish_non_exhaustive()
    }
}

/// Asks for a new token each time, because there is no refresh token.
struct Asking {
    key: ServiceAccountKey,
    http: Http,
    declared: ScopeList,
}

impl Asking {
    async fn once(&self) -> Result<Answer, Failure> {
        let members = [
            ("grant_type", "client_credentials"),
            ("client_id", &self.key.id),
            ("client_secret", self.key.secret.expose_secret()),
        ];
        token_request::ask(&self.http, &self.key.endpoints.token, Encoding::Json, &members).await
    }

    async fn ask(&self) -> Result<AccessToken, Failure> {
        let answer = ask_until_answered(|| self.once()).await?;
        if let Some(scope) = &answer.scope {
            let granted = reported(scope, &self.declared);
            let missing = granted.lacks(&self.declared);
            if !missing.is_empty() {
                return Err(Failure::ScopesMissing(owned(missing)));
            }
        }
        Ok(answer.into_token())
    }
}

impl Source for Asking {
    fn obtain(&self, _: Option<AccessToken>) -> BoxFuture<'_, Result<AccessToken, Failure>> {
        Box::pin(self.ask())
    }
}
