//! The running sandbox: its listeners, its addresses, and its methods for tests.

use crate::builder::Builder;
use crate::handlers::Handlers;
use crate::intake::Intake;
use crate::log::{Log, Server};
use crate::route::Routes;
use crate::scope_use::{Calls, LeastScopes, UnusedScopes};
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::state::space::Access;
use crate::tls::Secured;
use crate::token::{TokenRequest, User};
use crate::unkind::{self, Unkind};
use crate::{dispatch, identity, listen, media};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use confluence_sdk::scope::ScopeList;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;
use tokio::sync::watch;

/// A Confluence site in this process. It stops when it is dropped.
pub struct Sandbox {
    pub(crate) shared: Arc<Shared>,
    /// The servers stop when this is dropped.
    _running: watch::Sender<()>,
}

/// The data that the servers share.
pub(crate) struct Shared {
    pub(crate) site: Site,
    pub(crate) routes: Routes,
    pub(crate) handlers: Handlers,
    state: RwLock<State>,
    pub(crate) unkind: Unkind,
    /// The longest wait for the next piece of a body.
    patience: Duration,
    log: Mutex<Log>,
    calls: Mutex<Calls>,
    /// Snapshots by their numbers.
    pub(crate) kept: Mutex<BTreeMap<u64, Snapshot>>,
    /// The certificate that clients must trust, as PEM.
    pub(crate) certificate: Option<String>,
    /// What it was started with.
    pub(crate) start: Builder,
}

/// The state, to be changed. Searches learn what was changed.
pub(crate) struct Change<'s>(RwLockWriteGuard<'s, State>);

impl Deref for Change<'_> {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl DerefMut for Change<'_> {
    fn deref_mut(&mut self) -> &mut State {
        &mut self.0
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        let now = self.0.now();
        self.0.note_changes(now);
    }
}

/// The addresses of the sandbox.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) url: String,
    pub(crate) media_url: String,
    pub(crate) identity_url: String,
    pub(crate) cloud_id: String,
}

impl Site {
    pub(crate) fn gateway_url(&self) -> String {
        format!("{}/ex/confluence/{}", self.url, self.cloud_id)
    }

    /// The base URL of the site, as Connect apps see it.
    pub(crate) fn wiki_url(&self) -> String {
        format!("{}/wiki", self.url)
    }

    pub(crate) fn ari(&self) -> String {
        format!("ari:cloud:confluence::site/{}", self.cloud_id)
    }
}

impl Sandbox {
    /// Starts an empty site with the four users of the [`builder`](Self::builder), on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Prepares users, spaces and permissions before the start.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Opens the ports and starts the servers.
    pub(crate) async fn open(start: Builder, state: State) -> io::Result<Self> {
        let Secured { security, certificate } = start.secured()?;
        let [site, media, identity] = start.addresses.open(security.scheme()).await?;
        let shared = Arc::new(Shared {
            site: Site {
                url: site.url,
                media_url: media.url,
                identity_url: identity.url,
                cloud_id: start.filling.cloud_id(),
            },
            routes: Routes::new(),
            handlers: Handlers::new(),
            state: RwLock::new(state),
            unkind: start.unkind(),
            patience: start.patience,
            log: Mutex::new(Log::new(start.log_limit)),
            calls: Mutex::default(),
            kept: Mutex::default(),
            certificate,
            start,
        });
        let (running, _) = watch::channel(());
        let api = Router::new()
            .fallback(dispatch::serve)
            .layer(DefaultBodyLimit::disable());
        for (listener, router, host) in [
            (site.listener, api, Server::Site),
            (media.listener, Router::new().fallback(media::serve), Server::Media),
            (
                identity.listener,
                Router::new().fallback(identity::serve::serve),
                Server::Identity,
            ),
        ] {
            let router = router.with_state(shared.clone());
            let router = router.layer(from_fn_with_state((shared.clone(), host), unkind::serve));
            tokio::spawn(listen::serve(listener, security.clone(), router, running.subscribe()));
        }
        Ok(Self {
            shared,
            _running: running,
        })
    }

    /// The site's address, such as `http://127.0.0.1:49152`. API paths start with `/wiki`.
    pub fn url(&self) -> &str {
        &self.shared.site.url
    }

    /// The gateway's address for this site. Append `/wiki/api/v2/…`. Tokens with scopes work only here.
    pub fn gateway_url(&self) -> String {
        self.shared.site.gateway_url()
    }

    /// The site's cloudId.
    pub fn cloud_id(&self) -> &str {
        &self.shared.site.cloud_id
    }

    /// The host for downloads of attachments. Its addresses are signed, and it needs no credentials.
    pub fn media_url(&self) -> &str {
        &self.shared.site.media_url
    }

    /// The host of the authorisation server, such as `http://localhost:49153`. Its name is different from the API's. It
    /// has `/authorize`, `/oauth/token`, `/oauth2/token` (for Connect apps that act as users), `/install-keys/{kid}`
    /// and `/.well-known/jwks.json`. `/oauth/token/accessible-resources`, `/me` and `/graphql` are on the API's host:
    /// [`url`](Self::url).
    pub fn identity_url(&self) -> &str {
        &self.shared.site.identity_url
    }

    /// The cloudId of a site that [`second_site`](crate::Builder::second_site) added.
    ///
    /// # Panics
    ///
    /// If there is no such site.
    #[track_caller]
    pub fn second_cloud_id(&self, name: &str) -> String {
        let state = self.shared.state();
        let mut sites = state.identity.settings.other_sites.iter();
        let cloud_id = sites.find(|site| site.name == name).map(|site| site.cloud_id.clone());
        drop(state);
        match cloud_id {
            Some(cloud_id) => cloud_id,
            None => panic!("the sandbox has no second site `{name}`"),
        }
    }

    /// A site administrator.
    pub fn admin(&self) -> User {
        self.user("admin")
    }

    /// The user with this name: `admin`, `writer`, `reader`, `outsider` (who may not use the site), or a user that the
    /// builder added.
    ///
    /// # Panics
    ///
    /// If there is no such user.
    #[track_caller]
    pub fn user(&self, name: &str) -> User {
        let user = self.shared.state().credentials_of(name);
        match user {
            Some(user) => user,
            None => panic!("the sandbox has no user `{name}`"),
        }
    }

    /// All users, ordered by name.
    pub fn users(&self) -> Vec<User> {
        self.shared.state().users()
    }

    /// An OAuth 2.0 (3LO) access token for the user with these scopes, in the vendor's spelling.
    pub fn token(&self, user: &User, scopes: &[&str]) -> String {
        self.issue(TokenRequest::oauth(user).scopes(scopes.iter().copied()))
    }

    /// A token of any kind.
    pub fn issue(&self, request: TokenRequest) -> String {
        self.shared.state_mut().issue(request)
    }

    /// Makes a token invalid. A bearer token is then refused. A call with an API token then counts as a call without a
    /// login, as at the vendor.
    pub fn revoke(&self, token: &str) {
        self.shared.state_mut().revoke(token);
    }

    /// Changes what a user may do in a space. `false` if there is no such space or user.
    pub fn set_access(&self, space_key: &str, user: &str, access: Access) -> bool {
        self.shared.state_mut().set_access(space_key, user, access)
    }

    /// The scopes of a set that no call so far needed. If the program has done everything that it can do, these scopes
    /// can be removed from the set.
    ///
    /// ```no_run
    /// # use confluence_sdk::{scope::ScopeList, scopes};
    /// # scopes! { pub struct Mine = "read:page:confluence"; }
    /// # fn demo(sandbox: confluence_sandbox::Sandbox) {
    /// println!("{}", sandbox.unused_scopes(&ScopeList::of::<Mine>()));
    /// # }
    /// ```
    ///
    /// A scope counts as used if it is part of an alternative that the set has completely. It does not matter which
    /// alternative allowed the call. All calls since the start count, including refused ones and those that
    /// [`clear_requests`](Self::clear_requests) removed. Calls with basic auth do not count, because they need no
    /// scopes.
    ///
    /// If a call was made that is not in the spec, no scope is reported as unused. A scope that allows no operation is
    /// never reported, such as `offline_access` or a scope of another product. Some scopes also decide which events and
    /// webhooks an app receives. This method does not know about that.
    pub fn unused_scopes(&self, set: &ScopeList) -> UnusedScopes {
        self.shared.calls().unused(set)
    }

    /// The smallest sets of scopes that are enough for all calls so far. Calls with basic auth do not count.
    pub fn least_scopes(&self) -> LeastScopes {
        self.shared.calls().least(None)
    }

    /// The smallest sets of scopes that are enough for all calls of a user or an app so far. Calls with basic auth
    /// count here: the sets are what a program needs that uses basic auth now and a token later.
    pub fn least_scopes_of(&self, caller: &str) -> LeastScopes {
        self.shared.calls().least(Some(caller))
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url())
            .field("cloud_id", &self.cloud_id())
            .finish_non_exhaustive()
    }
}

impl Shared {
    pub(crate) fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until nothing else uses the state.
    pub(crate) fn state_mut(&self) -> Change<'_> {
        Change(self.state.write().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sandbox's time.
    pub(crate) fn now(&self) -> Timestamp {
        self.state().now()
    }

    /// Reads bodies of at most so many bytes.
    pub(crate) fn intake(&self, most: u64) -> Intake {
        Intake {
            most,
            patience: self.patience,
        }
    }
}
