//! Tokens and their meaning. The token itself is only the key of a map, so `Debug` does not show it.

use super::account::Role;
use super::{State, random_hex};
use crate::token::TokenRequest;
use confluence_sdk::spec::Mode;
use jiff::Timestamp;

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

    pub(super) fn basic_token(&self, account: &str) -> Option<String> {
        let mut tokens = self.credentials.iter();
        let found = tokens.find(|(_, held)| held.mode == Mode::Basic && held.account == account);
        found.map(|(token, _)| token.clone())
    }

    /// Makes a token. One without a user acts as the app's own account.
    pub(crate) fn issue(&mut self, request: TokenRequest) -> String {
        let TokenRequest {
            mode,
            account,
            app,
            scopes,
        } = request;
        let account = account.unwrap_or_else(|| self.app_account(app.as_deref().unwrap_or_default()));
        let token = random_hex();
        let credential = Credential {
            app,
            scopes,
            ..Credential::new(mode, account)
        };
        self.add_credential(token.clone(), credential);
        token
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
