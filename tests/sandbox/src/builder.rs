//! The contents of a sandbox when it starts.

use crate::addresses::Addresses;
use crate::clock::Clock;
use crate::fill::Filling;
use crate::identity::forge::app::ForgeApp;
use crate::identity::oauth::app::OAuthApp;
use crate::identity::oauth::service_account::ServiceAccount;
use crate::identity::settings::{OtherSite, Settings};
use crate::server::Sandbox;
use crate::state::State;
use crate::state::account::Role;
use crate::state::random::Random;
use crate::state::space::Access;
#[cfg(feature = "tls")]
use crate::tls::Tls;
use crate::unkind::{Limits, Trouble, Unkind};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io;
use std::time::Duration;

/// Prepares a [`Sandbox`]. Without further calls it has four users (`admin`, `writer`, `reader`, `outsider`) and
/// nothing else.
#[derive(Clone, Debug)]
pub struct Builder {
    users: Vec<(String, Role)>,
    apps: Vec<(String, Role)>,
    spaces: Vec<(String, String)>,
    personal_spaces: Vec<String>,
    pages: Vec<(String, usize)>,
    access: Vec<(String, String, Access)>,
    public: Vec<String>,
    time_zones: Vec<(String, String)>,
    settings: Settings,
    oauth_apps: Vec<OAuthApp>,
    service_accounts: Vec<ServiceAccount>,
    forge_apps: Vec<(String, Vec<String>)>,
    second_sites: Vec<String>,
    troubles: Vec<Trouble>,
    limits: Option<Limits>,
    pub(crate) filling: Filling,
    pub(crate) addresses: Addresses,
    #[cfg(feature = "tls")]
    pub(crate) tls: Option<Tls>,
    pub(crate) log_limit: usize,
    pub(crate) patience: Duration,
    search_delay: Duration,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            users: Vec::new(),
            apps: Vec::new(),
            spaces: Vec::new(),
            personal_spaces: Vec::new(),
            pages: Vec::new(),
            access: Vec::new(),
            public: Vec::new(),
            time_zones: Vec::new(),
            settings: Settings::default(),
            oauth_apps: Vec::new(),
            service_accounts: Vec::new(),
            forge_apps: Vec::new(),
            second_sites: Vec::new(),
            troubles: Vec::new(),
            limits: None,
            filling: Filling::default(),
            addresses: Addresses::default(),
            #[cfg(feature = "tls")]
            tls: None,
            log_limit: 100_000,
            patience: Duration::from_secs(30),
            search_delay: Duration::ZERO,
        }
    }
}

impl Builder {
    /// Adds a user. If the user exists, for example one of the four, it changes their role.
    pub fn user(mut self, name: &str, role: Role) -> Self {
        self.users.push((name.to_owned(), role));
        self
    }

    /// Sets the role of the account that an app acts as. Default: [`Role::Writer`].
    pub fn app(mut self, name: &str, role: Role) -> Self {
        self.apps.push((name.to_owned(), role));
        self
    }

    /// Adds a space with a home page. The admin creates it.
    pub fn space(mut self, key: &str, name: &str) -> Self {
        self.spaces.push((key.to_owned(), name.to_owned()));
        self
    }

    /// Adds the personal space of a user, with a key such as `~712020a1b2c3`. Only they can see it.
    pub fn personal_space(mut self, user: &str) -> Self {
        self.personal_spaces.push(user.to_owned());
        self
    }

    /// Fills a space that was added with so many pages, below its home page. Their titles are `Page 1`, `Page 2` and so
    /// on. The admin creates them.
    pub fn pages(mut self, space_key: &str, number: usize) -> Self {
        self.pages.push((space_key.to_owned(), number));
        self
    }

    /// Sets what a user may do in a space that was added. Without this, the user's [`Role`] decides.
    pub fn access(mut self, space_key: &str, user: &str, access: Access) -> Self {
        self.access.push((space_key.to_owned(), user.to_owned(), access));
        self
    }

    /// Lets everybody read a space that was added, also without credentials and without a [`Role`] on the site. It also
    /// opens the site as [`anonymous_access`](Self::anonymous_access) does.
    pub fn public(mut self, space_key: &str) -> Self {
        self.public.push(space_key.to_owned());
        self.anonymous_access()
    }

    /// Opens the site to callers without credentials: `GET` without them is not refused any more, but shows only what
    /// spaces let everybody read. So does `GET` with a wrong API token, with the header `X-Seraph-LoginReason:
    /// AUTHENTICATED_FAILED`. A space lets everybody read by [`public`](Self::public), or by its permissions and roles
    /// while the sandbox runs.
    pub fn anonymous_access(mut self) -> Self {
        self.settings.allows_anonymous = true;
        self
    }

    /// Sets how long long tasks take, by the sandbox's [clock](Sandbox::advance): deleting a space, copying a tree and
    /// the like. Default: 100 milliseconds.
    pub fn task_time(mut self, time: Duration) -> Self {
        self.settings.task_time = time;
        self
    }

    /// Sets the time zone of a user, such as `Europe/Berlin`. Without this it is UTC. Dates in their searches are in
    /// it.
    pub fn time_zone(mut self, user: &str, name: &str) -> Self {
        self.time_zones.push((user.to_owned(), name.to_owned()));
        self
    }

    /// Registers an OAuth 2.0 (3LO) app. [`Sandbox::register`] does the same after the start.
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

    /// Installs a Forge app whose manifest lists these scopes. Its id is a UUID or an ARI with this UUID.
    pub fn forge_app<S: Into<String>>(mut self, app_id: &str, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes = scopes.into_iter().map(Into::into).collect();
        self.forge_apps.push((app_id.to_owned(), scopes));
        self
    }

    /// Adds another site that users can consent to. It is in the list of a token's sites, but it cannot be called.
    pub fn second_site(mut self, name: &str) -> Self {
        self.second_sites.push(name.to_owned());
        self
    }

    /// Sets how long access tokens of OAuth 2.0 are valid, in whole seconds. Default: one hour.
    pub fn access_token_life(mut self, life: Duration) -> Self {
        self.settings.access_token_life = life;
        self
    }

    /// Sets how long the users' API tokens without scopes are valid. At the vendor it is a year at most. Default: as
    /// long as the sandbox runs, so that a test can use them at every time.
    pub fn api_token_life(mut self, life: Duration) -> Self {
        self.settings.api_token_life = Some(life);
        self
    }

    /// Sets how long a refresh token can be used again after its first use. If it is used later, all tokens of the same
    /// consent become invalid. Default: 10 minutes.
    pub fn reuse_window(mut self, window: Duration) -> Self {
        self.settings.reuse_window = window;
        self
    }

    /// Sets how long a refresh token is valid if nobody uses it. Default: 90 days.
    pub fn refresh_token_life(mut self, life: Duration) -> Self {
        self.settings.refresh_token_life = life;
        self
    }

    /// Leaves `token_type` out of the answers of `/oauth/token`. The vendor sometimes does this.
    pub fn without_token_type(mut self) -> Self {
        self.settings.tells_token_type = false;
        self
    }

    /// Answers calls with an expired token with 404 (v2) or 403 (v1) instead of 401, as the vendor often does.
    pub fn hide_expiry(mut self) -> Self {
        self.settings.hides_expiry = true;
        self
    }

    /// Makes this trouble from the start. [`Sandbox::trouble`] does the same later.
    pub fn trouble(mut self, trouble: Trouble) -> Self {
        self.troubles.push(trouble);
        self
    }

    /// Keeps to these limits from the start. [`Sandbox::limit`] does the same later.
    pub fn limit(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Lets searches learn of changes late from the start. [`Sandbox::delay_search`] does the same later.
    pub fn search_delay(mut self, delay: Duration) -> Self {
        self.search_delay = delay;
        self
    }

    /// Sets how many requests the log keeps. Older ones are only counted. Default: 100,000.
    pub fn log_limit(mut self, requests: usize) -> Self {
        self.log_limit = requests;
        self
    }

    /// Sets how long the sandbox waits for the next piece of a body. After that it answers 408 and closes the
    /// connection. Default: 30 seconds.
    pub fn body_timeout(mut self, timeout: Duration) -> Self {
        self.patience = timeout;
        self
    }

    /// Starts the sandbox: on free ports of 127.0.0.1, if nothing else was said.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if something is named that was not added, such as a space, a user or a parent page, or a time
    /// zone that does not exist. Errors from opening the ports; they name the port.
    pub async fn start(mut self) -> io::Result<Sandbox> {
        self.filling.settle();
        let state = self.state()?;
        Sandbox::open(self, state).await
    }

    pub(crate) fn unkind(&self) -> Unkind {
        Unkind::new(self.troubles.clone(), self.limits)
    }

    /// The site at its start. It is the same each time.
    pub(crate) fn state(&self) -> io::Result<State> {
        let whole = self.with_worlds();
        let mut clock = Clock::default();
        if let Some(time) = whole.filling.time {
            clock.set(time);
        }
        let mut state = State::new(Random::new(whole.filling.seed()), whole.settings.clone(), clock);
        whole.add_accounts(&mut state)?;
        whole.add_spaces(&mut state)?;
        whole.filling.add_contents(&mut state)?;
        whole.add_apps(&mut state);
        whole.filling.add_tokens(&mut state)?;
        state.search.set_delay(whole.search_delay);
        // What there is at the start can be found at once.
        state.note_changes(Timestamp::MIN);
        Ok(state)
    }

    fn add_accounts(&self, state: &mut State) -> io::Result<()> {
        for (name, role) in &self.users {
            state.add_user(name, *role);
        }
        for (name, role) in &self.apps {
            state.add_app(name, *role);
        }
        self.filling.name_accounts(state)?;
        self.filling.add_groups(state)?;
        for (user, name) in &self.time_zones {
            let zone = TimeZone::get(name).map_err(|_| invalid(format!("no time zone `{name}`")))?;
            if !state.set_time_zone(user, zone) {
                return Err(invalid(format!("no user `{user}`")));
            }
        }
        Ok(())
    }

    fn add_spaces(&self, state: &mut State) -> io::Result<()> {
        let admin = state
            .user_named("admin")
            .map(|account| account.id.clone())
            .unwrap_or_default();
        for (key, name) in &self.spaces {
            state.next_id = self.filling.space_id(key);
            state.add_space(key, name, &admin, false);
        }
        for user in &self.personal_spaces {
            state.add_personal_space(user)?;
        }
        for (key, number) in &self.pages {
            state.fill(key, *number, &admin)?;
        }
        for (key, user, access) in &self.access {
            if !state.set_access(key, user, access.clone()) {
                return Err(invalid(format!("no space `{key}` or no user `{user}`")));
            }
        }
        for key in &self.public {
            state
                .make_public(key)
                .ok_or_else(|| invalid(format!("no space `{key}`")))?;
        }
        Ok(())
    }

    fn add_apps(&self, state: &mut State) {
        for app in &self.oauth_apps {
            state.identity.oauth_apps.insert(app.client_id.clone(), app.clone());
        }
        for service in &self.service_accounts {
            state.add_service_account(service.clone());
        }
        for (id, scopes) in &self.forge_apps {
            let app = ForgeApp::new(id, scopes.clone(), &mut state.random);
            state.add_forge_app(app);
        }
        for name in &self.second_sites {
            let site = OtherSite::new(name, &mut state.random);
            state.identity.settings.other_sites.push(site);
        }
    }
}

/// The error for a thing that the builder does not know.
pub(crate) fn invalid(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, text)
}
