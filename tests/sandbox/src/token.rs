//! Users and tokens, for use in tests.

use confluence_sdk::spec::Mode;
use std::fmt;
use std::time::Duration;

/// A user of the sandbox, with the data for basic authentication.
#[derive(Clone)]
pub struct User {
    pub(crate) account_id: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) api_token: String,
}

impl User {
    /// The account id, as it is in answers.
    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    /// The name of the user. [`Sandbox::user`](crate::Sandbox::user) finds a user by this name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The e-mail address, the first half of basic authentication.
    pub fn email(&self) -> &str {
        &self.email
    }

    /// An API token without scopes, the second half of basic authentication. It works on the site and at the gateway.
    pub fn api_token(&self) -> &str {
        &self.api_token
    }
}

impl fmt::Debug for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User")
            .field("account_id", &self.account_id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A request for a token: who acts, with which kind of credential, and with which scopes. Give it to
/// [`Sandbox::issue`](crate::Sandbox::issue).
///
/// | made by | sent as | to |
/// |---|---|---|
/// | [`oauth`](Self::oauth), [`service_account`](Self::service_account), [`forge_app`](Self::forge_app), [`forge_user`](Self::forge_user) | `Bearer` | gateway |
/// | [`api_token`](Self::api_token) | `Basic`, with the user's e-mail | gateway |
/// | [`connect_user`](Self::connect_user) | `Bearer` | site |
/// | [`connect_app`](Self::connect_app) | `JWT`; the token stands for a signed one | site |
#[derive(Clone, Debug)]
pub struct TokenRequest {
    pub(crate) mode: Mode,
    pub(crate) account: Option<String>,
    pub(crate) app: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) life: Option<Duration>,
}

impl TokenRequest {
    fn new(mode: Mode, user: Option<&User>, app: Option<&str>) -> Self {
        Self {
            mode,
            account: user.map(|user| user.account_id.clone()),
            app: app.map(str::to_owned),
            scopes: Vec::new(),
            life: None,
        }
    }

    /// The access token of an OAuth 2.0 (3LO) app that the user consented to.
    pub fn oauth(user: &User) -> Self {
        Self::new(Mode::OAuth, Some(user), None)
    }

    /// An API token with scopes.
    pub fn api_token(user: &User) -> Self {
        Self::new(Mode::ApiToken, Some(user), None)
    }

    /// The access token that a service account gets for its client credentials.
    pub fn service_account(user: &User) -> Self {
        Self::new(Mode::ServiceAccount, Some(user), None)
    }

    /// The system token of a Forge app, which acts as the app's own account.
    pub fn forge_app(app: &str) -> Self {
        Self::new(Mode::ForgeApp, None, Some(app))
    }

    /// The user token of a Forge app, which acts as the user.
    pub fn forge_user(app: &str, user: &User) -> Self {
        Self::new(Mode::ForgeUser, Some(user), Some(app))
    }

    /// A token that replaces the signed token of a Connect app. Its scopes are in upper case: `READ`, `WRITE`, ….
    pub fn connect_app(app: &str) -> Self {
        Self::new(Mode::Connect, None, Some(app))
    }

    /// The access token of a Connect app that acts as the user.
    pub fn connect_user(app: &str, user: &User) -> Self {
        Self::new(Mode::ConnectUser, Some(user), Some(app))
    }

    /// Adds scopes, in the vendor's spelling.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// Sets how long the token is valid. Without this, it is as long as the vendor's tokens of this kind: an hour for
    /// OAuth 2.0 ([`access_token_life`](crate::Builder::access_token_life) changes it), 15 minutes for a Connect app
    /// that acts as a user, four hours for a Forge app, and a year for an API token.
    pub fn expires_in(mut self, life: Duration) -> Self {
        self.life = Some(life);
        self
    }
}
