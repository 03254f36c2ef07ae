//! The grants of users to apps, and the codes and tokens that follow from them. A refresh token is exchanged for a new
//! one. All refresh tokens that follow from one code are a family. If one of them is used too late, the whole family is
//! revoked.

use super::token_endpoint::Refusal;
use crate::clock::after;
use crate::identity::consent::authorize::Asked;
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

/// Client id and account. There is one grant for each pair, from the newest consent.
pub(crate) type GrantKey = (String, String);

/// What the user consented to.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) scopes: Vec<String>,
    /// Their cloudIds.
    pub(crate) sites: Vec<String>,
}

/// A code on its way through the user's browser.
#[derive(Clone)]
pub(crate) struct Code {
    grant: GrantKey,
    redirect_uri: String,
    challenge: Option<String>,
    expires: Timestamp,
    /// The family that it was exchanged for.
    family: Option<u64>,
}

/// The tokens that follow from one code.
#[derive(Clone)]
pub(crate) struct Family {
    grant: GrantKey,
    revoked: bool,
    access_tokens: Vec<String>,
}

/// A refresh token.
#[derive(Clone)]
pub(crate) struct RefreshToken {
    family: u64,
    issued: Timestamp,
    /// When it was first exchanged.
    exchanged: Option<Timestamp>,
}

impl State {
    /// Records a consent, and returns a code for it.
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

    /// The authorisation code grant. If a code is used twice, the tokens from its first use are revoked.
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

    /// The refresh token grant. It returns a new refresh token. The old one can be used again for some time, because
    /// the answer can get lost.
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

    /// Revokes the refresh tokens of a family, and its access tokens too if `wholly` is true.
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

/// The S256 challenge (PKCE) for a verifier.
fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

impl Sandbox {
    /// Withdraws a user's consent, as users can do in their account settings. Every token that the app has for the user
    /// becomes invalid.
    pub fn withdraw_consent(&self, client_id: &str, user: &User) {
        let mut state = self.shared.state_mut();
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
