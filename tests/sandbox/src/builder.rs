//! What a sandbox holds when it starts.

use crate::identity::forge::app::ForgeApp;
use crate::identity::oauth::app::OAuthApp;
use crate::identity::oauth::service_account::ServiceAccount;
use crate::identity::settings::{OtherSite, Settings};
use crate::server::Sandbox;
use crate::state::State;
use crate::state::account::Role;
use crate::state::space::Access;
use std::io;
use std::time::Duration;

/// Seeds a [`Sandbox`]. Without any call it has four users (`admin`, `writer`, `reader`, `outsider`) and nothing else.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    users: Vec<(String, Role)>,
    apps: Vec<(String, Role)>,
    spaces: Vec<(String, String)>,
    access: Vec<(String, String, Access)>,
    settings: Settings,
    oauth_apps: Vec<OAuthApp>,
    service_accounts: Vec<ServiceAccount>,
    forge_apps: Vec<ForgeApp>,
}

impl Builder {
    /// Adds a user, or gives one of the ready users another role.
    pub fn user(mut self, name: &str, role: Role) -> Self {
        self.users.push((name.to_owned(), role));
        self
    }

    /// Gives the account that an app acts as this role. Without it, an app is a [`Role::Writer`].
    pub fn app(mut self, name: &str, role: Role) -> Self {
        self.apps.push((name.to_owned(), role));
        self
    }

    /// Adds a space with a home page, created by the admin.
    pub fn space(mut self, key: &str, name: &str) -> Self {
        self.spaces.push((key.to_owned(), name.to_owned()));
        self
    }

    /// What a user may do in a space that was added. Without it the user's [`Role`] decides.
    pub fn access(mut self, space_key: &str, user: &str, access: Access) -> Self {
        self.access.push((space_key.to_owned(), user.to_owned(), access));
        self
    }

    /// Registers an OAuth 2.0 (3LO) app. [`Sandbox::register`] does so later.
    pub fn oauth_app(mut self, app: OAuthApp) -> Self {
        self.oauth_apps.push(app);
        self
    }

    /// Gives a service account OAuth 2.0 credentials with fixed scopes. The account is a [`Role::Writer`] unless
    /// [`user`](Self::user) says otherwise.
    pub fn service_account<S: Into<String>>(
        mut self,
        name: &str,
        client_id: &str,
        secret: &str,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        self.service_accounts.push(ServiceAccount {
            name: name.to_owned(),
            client_id: client_id.to_owned(),
            secret: secret.into(),
            scopes: scopes.into_iter().map(Into::into).collect(),
        });
        self
    }

    /// Installs a Forge app whose manifest lists these scopes. Its id is a UUID, with or without what makes an ARI of it.
    pub fn forge_app<S: Into<String>>(mut self, app_id: &str, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes = scopes.into_iter().map(Into::into).collect();
        self.forge_apps.push(ForgeApp::new(app_id, scopes));
        self
    }

    /// Adds a site that users can consent to beside the sandbox's own. It stands in the list of a token's sites, and cannot be called.
    pub fn second_site(mut self, name: &str) -> Self {
        self.settings.other_sites.push(OtherSite::new(name));
        self
    }

    /// How long access tokens of OAuth 2.0 work: an hour, unless this is called. Whole seconds count.
    pub fn access_token_life(mut self, life: Duration) -> Self {
        self.settings.access_token_life = life;
        self
    }

    /// How long a refresh token that was exchanged can be exchanged again: 10 minutes, unless this is called. Later, all that came of the
    /// same consent are void.
    pub fn reuse_window(mut self, window: Duration) -> Self {
        self.settings.reuse_window = window;
        self
    }

    /// How long a refresh token works that nobody uses: 90 days, unless this is called.
    pub fn refresh_token_life(mut self, life: Duration) -> Self {
        self.settings.refresh_token_life = life;
        self
    }

    /// Leaves `token_type` out of the answers of `/oauth/token`, as the vendor may.
    pub fn without_token_type(mut self) -> Self {
        self.settings.tells_token_type = false;
        self
    }

    /// Answers calls with an expired token by 404 (v2) and 403 (v1), as the vendor often does, instead of 401.
    pub fn hide_expiry(mut self) -> Self {
        self.settings.hides_expiry = true;
        self
    }

    /// Starts the sandbox on a free port of 127.0.0.1. An access rule for an unknown space or user is an error of kind `InvalidInput`.
    pub async fn start(self) -> io::Result<Sandbox> {
        let mut state = State::new();
        for (name, role) in &self.users {
            state.add_user(name, *role);
        }
        for (name, role) in &self.apps {
            state.add_app(name, *role);
        }
        let admin = state
            .user_named("admin")
            .map(|account| account.id.clone())
            .unwrap_or_default();
        for (key, name) in &self.spaces {
            state.add_space(key, name, &admin, false);
        }
        for (key, user, access) in self.access {
            if !state.set_access(&key, &user, access) {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    format!("no space `{key}` or no user `{user}`"),
                ));
            }
        }
        state.identity.settings = self.settings;
        for app in self.oauth_apps {
            state.identity.oauth_apps.insert(app.client_id.clone(), app);
        }
        for service in self.service_accounts {
            state.add_service_account(service);
        }
        for app in self.forge_apps {
            state.add_forge_app(app);
        }
        Sandbox::with_state(state).await
    }
}
