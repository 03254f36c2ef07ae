//! Service accounts and their OAuth 2.0 credentials (client credentials grant).

use super::token_endpoint::Refusal;
use crate::state::State;
use crate::state::account::Role;
use crate::state::credential::Credential;
use crate::state::random_hex;
use confluence_sdk::spec::Mode;
use secrecy::SecretString;
use serde_json::Value;
use std::fmt;

/// An OAuth 2.0 credential of a service account. Its scopes are fixed when it is created.
#[derive(Clone)]
pub(crate) struct ServiceAccount {
    pub(crate) name: String,
    pub(crate) client_id: String,
    pub(crate) secret: SecretString,
    pub(crate) scopes: Vec<String>,
}

impl fmt::Debug for ServiceAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceAccount")
            .field("name", &self.name)
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

impl State {
    /// Adds the credential. Adds its account too, if the account does not exist.
    pub(crate) fn add_service_account(&mut self, service: ServiceAccount) {
        if self.user_named(&service.name).is_none() {
            self.add_user(&service.name, Role::Writer);
        }
        let service_accounts = &mut self.identity.service_accounts;
        service_accounts.insert(service.client_id.clone(), service);
    }

    /// Whether the account is a service account. No person logs in to such an account.
    pub(crate) fn is_service_account(&self, name: &str) -> bool {
        let mut known = self.identity.service_accounts.values();
        known.any(|service| service.name == name)
    }

    /// The client credentials grant. There is no refresh token: the client asks again with its credentials.
    pub(crate) fn client_credentials(&mut self, client_id: &str) -> Result<Value, Refusal> {
        let service = self.identity.service_accounts.get(client_id);
        let service = service.ok_or_else(|| Refusal::unauthorized_client("The client may not use this grant type."))?;
        let scopes = service.scopes.clone();
        let account = self.user_named(&service.name).map(|account| account.id.clone());
        let token = random_hex();
        let credential = Credential {
            scopes: scopes.clone(),
            expires: Some(self.in_future(self.identity.settings.access_token_life)),
            ..Credential::new(Mode::ServiceAccount, account.unwrap_or_default())
        };
        self.add_credential(token.clone(), credential);
        Ok(self.token_answer(&token, &scopes))
    }
}
