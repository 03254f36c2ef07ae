//! Tokens and their meaning. The token itself is only the key of a map, so `Debug` does not show it.

use super::account::Role;
use super::{State, random_hex};
use crate::identity::connect::impersonation;
use crate::identity::forge;
use crate::token::TokenRequest;
use confluence_sdk::spec::Mode;
use jiff::Timestamp;
use std::time::Duration;

/// The meaning of a token.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    pub(crate) mode: Mode,
    pub(crate) account: String,
    pub(crate) app: Option<String>,
    pub(crate) scopes: Vec<String>,
    /// The OAuth 2.0 app that it was granted to.
    pub(crate) client: Option<String>,
    /// When it expires, if it does.
    pub(crate) expires: Option<Timestamp>,
    pub(crate) revoked: bool,
}

impl Credential {
    pub(crate) fn new(mode: Mode, account: String) -> Self {
        Self {
            mode,
            account,
            app: None,
            scopes: Vec::new(),
            client: None,
            expires: None,
            revoked: false,
        }
    }
}

impl State {
    pub(crate) fn credential(&self, token: &str) -> Option<&Credential> {
        self.credentials.get(token)
    }

    pub(crate) fn add_credential(&mut self, token: String, credential: Credential) {
        self.credentials.insert(token, credential);
    }

    /// Gives an account an API token without scopes, in place of the one that it has.
    pub(crate) fn add_api_token(&mut self, account: &str, token: String) {
        if let Some(former) = self.basic_tokens.insert(account.to_owned(), token.clone()) {
            self.credentials.remove(&former);
        }
        let life = self.usual_life(Mode::Basic);
        let credential = Credential {
            expires: life.map(|life| self.in_future(life)),
            ..Credential::new(Mode::Basic, account.to_owned())
        };
        self.add_credential(token, credential);
    }

    pub(super) fn basic_token(&self, account: &str) -> Option<String> {
        self.basic_tokens.get(account).cloned()
    }

    /// Makes a token. One without a user acts as the app's own account.
    pub(crate) fn issue(&mut self, request: TokenRequest) -> String {
        let token = random_hex();
        self.issue_as(token.clone(), request);
        token
    }

    /// Makes a token with this text.
    pub(crate) fn issue_as(&mut self, token: String, request: TokenRequest) {
        let TokenRequest {
            mode,
            account,
            app,
            scopes,
            life,
        } = request;
        let account = account.unwrap_or_else(|| self.app_account(app.as_deref().unwrap_or_default()));
        let life = life.or_else(|| self.usual_life(mode));
        let credential = Credential {
            app,
            scopes,
            expires: life.map(|life| self.in_future(life)),
            ..Credential::new(mode, account)
        };
        self.add_credential(token, credential);
    }

    /// Moves the tokens of an account to another id.
    pub(super) fn move_credentials(&mut self, from: &str, to: &str) {
        if let Some(token) = self.basic_tokens.remove(from) {
            self.basic_tokens.insert(to.to_owned(), token);
        }
        let held = self.credentials.values_mut();
        for credential in held.filter(|credential| credential.account == from) {
            to.clone_into(&mut credential.account);
        }
    }

    /// How long the vendor's tokens of this kind are valid.
    pub(crate) fn usual_life(&self, mode: Mode) -> Option<Duration> {
        const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
        match mode {
            Mode::OAuth | Mode::ServiceAccount => Some(self.identity.settings.access_token_life),
            Mode::ConnectUser => Some(impersonation::TOKEN_LIFE),
            Mode::ForgeApp | Mode::ForgeUser => Some(forge::app::TOKEN_LIFE),
            Mode::ApiToken => Some(YEAR),
            // An app signs a new token for each request. The token that stands for them has no end.
            Mode::Connect => None,
            // Basic auth: with these tokens tests look at the site, at every time.
            _ => self.identity.settings.api_token_life,
        }
    }

    /// The account that an app acts as. It is created if it does not exist.
    pub(crate) fn app_account(&mut self, app: &str) -> String {
        let known = self.app_named(app).map(|account| account.id.clone());
        known.unwrap_or_else(|| self.add_app(app, Role::Writer))
    }

    pub(crate) fn revoke(&mut self, token: &str) {
        if let Some(credential) = self.credentials.get_mut(token) {
            credential.revoked = true;
        }
    }

    /// Revokes all tokens of this kind that an app has.
    pub(crate) fn revoke_tokens_of(&mut self, app: &str, mode: Mode) {
        let held = self.credentials.values_mut();
        for credential in held.filter(|held| held.mode == mode && held.app.as_deref() == Some(app)) {
            credential.revoked = true;
        }
    }

    /// Whether the account has an administrator's key that has not expired.
    pub(crate) fn has_admin_key(&self, account: &str) -> bool {
        self.admin_keys
            .get(account)
            .is_some_and(|expires| *expires > self.now())
    }
}
