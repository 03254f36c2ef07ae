//! An app that is registered for OAuth 2.0 (3LO): everything that its grants share.

use super::endpoints::Endpoints;
use super::failure::Failure;
use super::grant::Grant;
use super::sign_in::{Code, SignIn};
use super::store::{TokenStore, Tokens, turns};
use super::token_request::{self, Answer, Encoding, ask_until_answered};
use crate::auth::checked;
use crate::grants::{OAuthScopes, Renewable};
use crate::http::Http;
use crate::scopes::ScopeList;
use crate::transport::TransportError;
use crate::{Result, address};
use futures_core::future::BoxFuture;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::sync::{Arc, OnceLock};
use url::Url;

/// An app as it is registered in the developer console. Clones are cheap and share connections.
///
/// The [module](super) shows the whole way from here to a client.
#[derive(Clone)]
pub struct App(Arc<Registered>);

#[derive(Clone)]
struct Registered {
    id: String,
    secret: SecretString,
    /// As it is registered, because the server compares it as text.
    redirect: String,
    redirect_url: Url,
    endpoints: Endpoints,
    http: OnceLock<Http>,
    pkce: bool,
}

impl App {
    /// An app by its client id, its secret and the callback address that is registered for it.
    ///
    /// The callback is https, or plain http on the loopback interface.
    ///
    /// # Errors
    ///
    /// If the id or the secret is empty or has white space, or if the callback is no such address:
    /// [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn new(client_id: &str, client_secret: impl Into<String>, redirect_uri: &str) -> Result<Self> {
        let secret = SecretString::from(client_secret.into());
        checked("client_id", client_id)?;
        checked("client_secret", secret.expose_secret())?;
        Ok(Self(Arc::new(Registered {
            id: client_id.to_owned(),
            secret,
            redirect_url: address::url("redirect_uri", redirect_uri)?,
            redirect: redirect_uri.to_owned(),
            endpoints: Endpoints::default(),
            http: OnceLock::new(),
            pkce: true,
        })))
    }

    /// Sends through this `Http`. The clients of its grants do the same. Without it the app has connections of its own.
    pub fn http(mut self, http: &Http) -> Self {
        Arc::make_mut(&mut self.0).http = http.clone().into();
        self
    }

    /// Uses another authorization server and gateway than the vendor's.
    pub fn endpoints(mut self, endpoints: Endpoints) -> Self {
        Arc::make_mut(&mut self.0).endpoints = endpoints;
        self
    }

    /// Binds each code to its sign-in (PKCE with SHA-256), in addition to the client secret. It is on by default. The
    /// vendor does not document PKCE and seems to ignore it; switch it off for a server that refuses it.
    pub fn pkce(mut self, on: bool) -> Self {
        Arc::make_mut(&mut self.0).pkce = on;
        self
    }

    /// Begins a sign-in: an address to send the user to, and the part to keep until they come back.
    ///
    /// All scopes of `S` are asked for, those of other products included. Without `offline_access` in it the grant ends
    /// with its first access token, after about an hour.
    pub fn sign_in<S: OAuthScopes>(&self) -> SignIn<S> {
        SignIn::new(self, ScopeList::of::<S>())
    }

    /// Exchanges a checked code for a grant.
    ///
    /// # Errors
    ///
    /// [`Failure::Rejected`] if the code was used before or is too old, [`Failure::ScopesMissing`] if less was granted
    /// than `S`. A code can be exchanged once, so nothing is tried again here: begin a new sign-in.
    pub async fn exchange<S: OAuthScopes>(&self, code: Code<S>) -> Result<Grant<S>> {
        let verifier = code
            .verifier
            .as_ref()
            .map(|verifier| ("code_verifier", verifier.expose_secret()));
        let members = [("code", code.code.expose_secret()), ("redirect_uri", &self.0.redirect)];
        let members = members.into_iter().chain(verifier);
        let answer = self.ask("authorization_code", members).await?;
        Grant::new(self, Tokens::first(answer, &code.asked), None)
    }

    /// A grant from a store, as at the start of a program. Nothing is sent. It takes a set with `offline_access`.
    ///
    /// # Errors
    ///
    /// [`Failure::NothingStored`] if there is none under this key, [`Failure::ScopesMissing`] if fewer scopes were
    /// granted than `S` has now, [`Failure::StoredForFewer`] if it was stored for fewer, [`Failure::Store`].
    // Boxed, since rustc says an unmet bound of an `async fn` three times: at the call, of the future, and at its
    // `await`.
    pub fn grant<'a, S: Renewable>(
        &'a self,
        store: Arc<dyn TokenStore>,
        key: &'a str,
    ) -> BoxFuture<'a, Result<Grant<S>>> {
        Box::pin(async move {
            match turns::load(&*store, key).await.map_err(Failure::Store)? {
                Some(tokens) => Grant::new(self, tokens, Some((store, key.to_owned()))),
                None => Err(Failure::NothingStored(key.to_owned()).into()),
            }
        })
    }

    /// Asks for a token with a refresh token. The server may have rotated it already if an answer was lost; it is
    /// accepted again for a while.
    pub(super) async fn renew(&self, refresh_token: &SecretString) -> Result<Answer, Failure> {
        let member = || [("refresh_token", refresh_token.expose_secret())];
        ask_until_answered(|| self.ask("refresh_token", member())).await
    }

    async fn ask<'a>(
        &'a self,
        grant_type: &'a str,
        members: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Answer, Failure> {
        let app = [
            ("grant_type", grant_type),
            ("client_id", &self.0.id),
            ("client_secret", self.0.secret.expose_secret()),
        ];
        let members: Vec<_> = app.into_iter().chain(members).collect();
        let cannot = |error| Failure::no_answer(TransportError::connect(error));
        let http = self.transport().map_err(cannot)?;
        token_request::ask(http, &self.0.endpoints.token, Encoding::Json, &members).await
    }

    pub(super) fn id(&self) -> &str {
        &self.0.id
    }

    pub(super) fn authorize_url(&self) -> &Url {
        &self.0.endpoints.authorize
    }

    /// The callback address as it was registered.
    pub(super) fn redirect(&self) -> &str {
        &self.0.redirect
    }

    pub(super) fn uses_pkce(&self) -> bool {
        self.0.pkce
    }

    pub(super) fn gateway(&self) -> &str {
        &self.0.endpoints.gateway
    }

    pub(super) fn redirect_url(&self) -> &Url {
        &self.0.redirect_url
    }

    pub(super) fn transport(&self) -> Result<&Http> {
        if let Some(http) = self.0.http.get() {
            return Ok(http);
        }
        let http = Http::builder().build()?;
        Ok(self.0.http.get_or_init(|| http))
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App")
            .field("client_id", &self.0.id)
            .field("redirect_uri", &self.0.redirect)
            .field("endpoints", &self.0.endpoints)
            .finish_non_exhaustive()
    }
}
