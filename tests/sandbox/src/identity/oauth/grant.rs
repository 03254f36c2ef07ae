//! What users granted to apps, and the codes and tokens that come of it. A refresh token is exchanged for a new one; all that come of one
//! code are a family, and go together when one of them is used too late.

use super::token_endpoint::Refusal;
use crate::identity::consent::authorize::Asked;
use crate::identity::settings::after;
use crate::server::Sandbox;
use crate::state::credential::Credential;
use crate::state::{State, random_hex};
use crate::token::User;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use confluence_sdk::spec::Mode;
use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Client id and account: there is one grant for both, and the newest consent counts.
pub(crate) type GrantKey = (String, String);

/// What the user consented to.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) scopes: Vec<String>,
    /// Their cloudIds.
    pub(crate) sites: Vec<String>,
}

/// A code on its way through the user's browser.
pub(crate) struct Code {
    grant: GrantKey,
    redirect_uri: String,
    challenge: Option<String>,
    expires: Timestamp,
    /// What came of it.
    family: Option<u64>,
}

/// Everything that came of one code.
pub(crate) struct Family {
    grant: GrantKey,
    revoked: bool,
    access_tokens: Vec<String>,
}

/// A refresh token.
pub(crate) struct RefreshToken {
    family: u64,
    issued: Timestamp,
    /// When it was first exchanged.
    exchanged: Option<Timestamp>,
}

impl State {
    /// Notes a consent, and makes a code of it.
    pub(crate) fn grant(&mut self, asked: &Asked, account: &str, sites: Vec<String>) -> String {
        let key = (asked.client_id.clone(), account.to_owned());
        let code = Code {
            grant: key.clone(),
            redirect_uri: asked.redirect_uri.clone(),
            challenge: asked.challenge.clone(),
            expires: self.in_future(self.identity.settings.code_life),
            family: None,
        };
        let scopes = asked.scopes.clone();
        self.identity.grants.insert(key, Grant { scopes, sites });
        let text = random_hex();
        self.identity.codes.insert(text.clone(), code);
        text
    }

    /// The grant behind an access token of an app.
    pub(crate) fn grant_of(&self, credential: &Credential) -> Option<&Grant> {
        let client = credential.client.clone()?;
        self.identity.grants.get(&(client, credential.account.clone()))
    }

    /// The authorisation code grant. A second use of a code takes back what came of the first.
    pub(crate) fn redeem_code(
        &mut self,
        client_id: &str,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&str>,
    ) -> Result<Value, Refusal> {
        let now = self.now();
        let refusal = || Refusal::invalid_grant("The authorization code is not valid.");
        let held = self.identity.codes.get_mut(code).ok_or_else(refusal)?;
        if held.grant.0 != client_id {
            return Err(refusal());
        }
        if let Some(family) = held.family {
            self.revoke_family(family, true);
            return Err(refusal());
        }
        if held.expires <= now {
            return Err(Refusal::invalid_grant("The authorization code is too old."));
        }
        if held.redirect_uri != redirect_uri {
            let text = "The redirect_uri is not the one that the code was asked for with.";
            return Err(Refusal::invalid_grant(text));
        }
        if held.challenge.is_some() && held.challenge != verifier.map(challenge) {
            return Err(Refusal::invalid_grant("The code_verifier does not match."));
        }
        let grant = held.grant.clone();
        let id = self.new_id();
        if let Some(held) = self.identity.codes.get_mut(code) {
            held.family = Some(id);
        }
        let family = Family {
            grant,
            revoked: false,
            access_tokens: Vec::new(),
        };
        self.identity.families.insert(id, family);
        self.tokens_of(id)
    }

    /// The refresh token grant: a new refresh token for the old one, which can be used again for a while in case the answer is lost.
    pub(crate) fn refresh(&mut self, client_id: &str, token: &str) -> Result<Value, Refusal> {
        let now = self.now();
        let settings = &self.identity.settings;
        let (window, life) = (settings.reuse_window, settings.refresh_token_life);
        let refusal = || Refusal::invalid_grant("Unknown or invalid refresh token.");
        let held = self.identity.refresh_tokens.get_mut(token).ok_or_else(refusal)?;
        let id = held.family;
        let family = self.identity.families.get(&id).ok_or_else(refusal)?;
        if family.grant.0 != client_id {
            let text = "The refresh token was issued to another client.";
            return Err(Refusal::unauthorized_client(text));
        }
        if family.revoked || after(held.issued, life) <= now {
            return Err(refusal());
        }
        if held.exchanged.is_some_and(|first| after(first, window) <= now) {
            self.revoke_family(id, false);
            return Err(refusal());
        }
        held.exchanged.get_or_insert(now);
        self.tokens_of(id)
    }

    /// An access token, and a refresh token if the grant has `offline_access`.
    fn tokens_of(&mut self, family: u64) -> Result<Value, Refusal> {
        let gone = || Refusal::invalid_grant("The user took the consent back.");
        let key = self.identity.families.get(&family).ok_or_else(gone)?.grant.clone();
        let scopes = self.identity.grants.get(&key).ok_or_else(gone)?.scopes.clone();
        let token = random_hex();
        let (client, account) = key;
        let credential = Credential {
            scopes: scopes.clone(),
            client: Some(client),
            expires: Some(self.in_future(self.identity.settings.access_token_life)),
            ..Credential::new(Mode::OAuth, account)
        };
        self.add_credential(token.clone(), credential);
        let mut answer = self.token_answer(&token, &scopes);
        if scopes.iter().any(|scope| scope == "offline_access") {
            let refresh_token = random_hex();
            answer["refresh_token"] = refresh_token.clone().into();
            let held = RefreshToken {
                family,
                issued: self.now(),
                exchanged: None,
            };
            self.identity.refresh_tokens.insert(refresh_token, held);
        }
        if let Some(family) = self.identity.families.get_mut(&family) {
            family.access_tokens.push(token);
        }
        Ok(answer)
    }

    /// Makes a family's refresh tokens void, and its access tokens too if `wholly`.
    fn revoke_family(&mut self, id: u64, wholly: bool) {
        let Some(family) = self.identity.families.get_mut(&id) else {
            return;
        };
        family.revoked = true;
        if wholly {
            for token in std::mem::take(&mut family.access_tokens) {
                self.revoke(&token);
            }
        }
    }
}

/// What PKCE's S256 makes of a verifier.
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

impl Sandbox {
    /// Takes a user's consent back, as he can in his account's settings: every token that the app has of him is void.
    pub fn withdraw_consent(&self, client_id: &str, user: &User) {
        let mut state = self.shared.state();
        let key = (client_id.to_owned(), user.account_id().to_owned());
        let families = state.identity.families.iter();
        let families: Vec<_> = families
            .filter(|(_, family)| family.grant == key)
            .map(|(id, _)| *id)
            .collect();
        state.identity.codes.retain(|_, code| code.grant != key);
        state.identity.grants.remove(&key);
        for family in families {
            state.revoke_family(family, true);
        }
    }
}
