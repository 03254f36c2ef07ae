//! Forge apps on the site, and their tokens for calls to Confluence.

use crate::identity::jwt;
use crate::state::credential::Credential;
use crate::state::random::Random;
use crate::state::{State, random_hex, random_uuid};
use confluence_sdk::spec::Mode;
use jiff::Timestamp;
use serde_json::json;
use std::io;
use std::time::Duration;

/// How long a token for calls to Confluence is valid.
pub(crate) const TOKEN_LIFE: Duration = Duration::from_secs(4 * 60 * 60);

/// A Forge app that is installed on the site.
#[derive(Clone, Debug)]
pub(crate) struct ForgeApp {
    /// Without the prefix of its ARI.
    pub(crate) id: String,
    /// What the manifest lists.
    pub(crate) scopes: Vec<String>,
    pub(crate) installation: String,
    pub(crate) environment: String,
}

/// The prefix of an app's ARI, before its id.
const APP_ARI: &str = "ari:cloud:ecosystem::app/";

impl ForgeApp {
    /// An app with this id. The id can have the prefix of an ARI.
    pub(crate) fn new(id: &str, scopes: Vec<String>, random: &mut Random) -> Self {
        Self {
            id: bare_id(id).to_owned(),
            scopes,
            installation: format!("ari:cloud:ecosystem::installation/{}", random.uuid()),
            environment: random.uuid(),
        }
    }

    pub(crate) fn ari(&self) -> String {
        format!("{APP_ARI}{}", self.id)
    }

    /// Whether the app gets this token. The manifest must list the token's own scope and at least one other scope.
    pub(crate) fn gets(&self, token_scope: &str) -> bool {
        const TOKENS: [&str; 2] = ["read:app-system-token", "read:app-user-token"];
        let has_other = self.scopes.iter().any(|scope| !TOKENS.contains(&scope.as_str()));
        has_other && self.scopes.iter().any(|scope| scope == token_scope)
    }
}

impl State {
    /// The app with this id. The id can have the prefix of an ARI.
    pub(crate) fn forge_app(&self, id: &str) -> Option<&ForgeApp> {
        self.identity.forge_apps.get(bare_id(id))
    }

    pub(crate) fn add_forge_app(&mut self, app: ForgeApp) {
        self.identity.forge_apps.insert(app.id.clone(), app);
    }

    /// A token with which the app acts as itself, or as the user of this account. It is valid for [`TOKEN_LIFE`], minus
    /// the age of the invocation. The receiver reads this from its `exp`, and must not rely on anything else in it.
    pub(crate) fn forge_token(&mut self, app: &ForgeApp, user: Option<&str>, gone_by: Duration) -> io::Result<String> {
        let life = TOKEN_LIFE.saturating_sub(gone_by);
        let now = Timestamp::now().as_second();
        let expires = now.saturating_add_unsigned(life.as_secs());
        let claims = json!({ "jti": random_uuid(), "iat": now, "exp": expires });
        let token = jwt::sign(&random_hex().into(), &claims)?;
        let credential = Credential {
            app: Some(app.id.clone()),
            scopes: app.scopes.clone(),
            expires: Some(self.in_future(life)),
            ..match user {
                Some(user) => Credential::new(Mode::ForgeUser, user.to_owned()),
                None => Credential::new(Mode::ForgeApp, self.app_account(&app.id)),
            }
        };
        self.add_credential(token.clone(), credential);
        Ok(token)
    }
}

fn bare_id(id: &str) -> &str {
    id.strip_prefix(APP_ARI).unwrap_or(id)
}
