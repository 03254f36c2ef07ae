//! A user's grant, and the clients that are made from it.

use super::app::App;
use super::failure::Failure;
use super::rotation::{Rotating, Rotation};
use super::site::{self, GrantedSite};
use super::store::{TokenStore, Tokens};
use crate::Result;
use crate::auth::{Credential, OAuth};
use crate::client::Client;
use crate::grants::{Invariant, OAuthScopes, Renewable};
use crate::id::CloudId;
use crate::oauth::renewing::Renewing;
use crate::scopes::ScopeList;
use crate::site::{Base, Gateway};
use futures_core::future::BoxFuture;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A user's grant to an app: tokens that are renewed by themselves and open one site or several.
///
/// Clones and all clients made of it share the tokens: however many calls find the access token expired, it is renewed
/// once. The server reported which scopes it granted, and every scope of `S` is among them. The clients have the scopes
/// of `S`, even where the server granted more.
#[doc(alias("rotation", "refresh token"))]
pub struct Grant<S> {
    app: App,
    rotation: Arc<Rotation>,
    renewing: Arc<Renewing>,
    scopes: ScopeList,
    renewable: bool,
    set: Invariant<S>,
}

impl<S: OAuthScopes> Grant<S> {
    pub(super) fn new(app: &App, tokens: Tokens, place: Option<(Arc<dyn TokenStore>, String)>) -> Result<Self> {
        let (token, scopes, renewable) = (tokens.token(), tokens.scopes().clone(), tokens.can_be_renewed());
        let rotation = Rotation::new(app.clone(), ScopeList::of::<S>(), tokens, place)?;
        let rotation = Arc::new(rotation);
        Ok(Self {
            app: app.clone(),
            renewing: Arc::new(Renewing::new(Rotating(rotation.clone()), Some(token))),
            rotation,
            scopes,
            renewable,
            set: PhantomData,
        })
    }

    /// Stores the tokens under this key, now and after each renewal. [`App::grant`] restores them.
    ///
    /// Call this first if the grant must outlive the program. Tokens that were stored under the key before are
    /// replaced. The set must have `offline_access`: without it there is no refresh token, and the stored tokens would
    /// be worth nothing after an hour.
    ///
    /// ```compile_fail,E0277
    /// use confluence_sdk::oauth::{Grant, MemoryStore};
    /// use confluence_sdk::{Result, scopes};
    /// use std::sync::Arc;
    ///
    /// scopes! { pub struct Mine = "read:page:confluence"; }
    ///
    /// async fn keep(grant: &Grant<Mine>, store: Arc<MemoryStore>) -> Result<()> {
    ///     grant.keep_in(store, "user-17").await // `Mine` does not have `offline_access`
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Failure::Store`]. Tokens under the key that cannot be read are such a failure too; they are left as they are.
    // Boxed for the same reason as `App::grant`.
    pub fn keep_in<'a>(&'a self, store: Arc<dyn TokenStore>, key: &'a str) -> BoxFuture<'a, Result<()>>
    where
        S: Renewable,
    {
        Box::pin(async move { Ok(self.rotation.keep_in(store, key).await?) })
    }

    /// The sites with Confluence that the user granted. Asks the gateway.
    ///
    /// The list tells what was granted, not what the user may do there.
    ///
    /// # Errors
    ///
    /// If the gateway refuses or cannot be reached. [`needs_sign_in`](crate::Error::needs_sign_in) if the grant has
    /// ended.
    pub async fn sites(&self) -> Result<Vec<GrantedSite>> {
        let base = Base::of_origin(self.app.gateway());
        let gateway = self.app.transport()?.client_at(base, self.credential());
        let gateway = gateway.for_its_own_requests();
        let answer = gateway.request("GET", "/oauth/token/accessible-resources");
        let answer = answer
            .header("accept", "application/json")
            .send()
            .await?
            .error_for_status()?;
        site::read(&answer.json()?).map_err(|problem| answer.unexpected(problem))
    }

    /// The site that the user granted, if there is exactly one.
    ///
    /// # Errors
    ///
    /// [`Failure::SeveralSites`], which lists them, if there are more, because none is taken at random.
    /// [`Failure::NoSite`] if there is none.
    pub async fn only_site(&self) -> Result<GrantedSite> {
        let mut sites = self.sites().await?;
        match (sites.pop(), sites.is_empty()) {
            (Some(site), true) => Ok(site),
            (None, _) => Err(Failure::NoSite.into()),
            (Some(last), false) => {
                sites.push(last);
                Err(Failure::SeveralSites(sites).into())
            }
        }
    }

    /// A client of a site: one of [`sites`](Grant::sites), or one whose cloud id was stored. Costs no connection.
    ///
    /// # Errors
    ///
    /// [`is_setup`](crate::Error::is_setup) if the app has no [`Http`](crate::Http) yet, and none can be made.
    pub fn client(&self, site: impl Into<CloudId>) -> Result<Client<OAuth<S>>> {
        let gateway = Gateway::at(self.app.gateway(), site.into())?;
        Ok(self.app.transport()?.client(gateway, self.credential()))
    }

    fn credential(&self) -> Credential<OAuth<S>> {
        // Not all that was granted: a renewal is compared with `S` alone, so more than that could not be promised for
        // long.
        Credential::shared(self.renewing.clone(), ScopeList::of::<S>())
    }
}

impl<S> Grant<S> {
    /// The scopes that were granted, as the server reported them.
    pub fn scopes(&self) -> &ScopeList {
        &self.scopes
    }

    /// Whether it outlives its access token, which takes a grant with `offline_access`.
    pub fn can_be_renewed(&self) -> bool {
        self.renewable
    }
}

impl<S> Clone for Grant<S> {
    fn clone(&self) -> Self {
        Self {
            app: self.app.clone(),
            rotation: self.rotation.clone(),
            renewing: self.renewing.clone(),
            scopes: self.scopes.clone(),
            renewable: self.renewable,
            set: PhantomData,
        }
    }
}

impl<S> fmt::Debug for Grant<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant")
            .field("scopes", &self.scopes)
            .field("can_be_renewed", &self.renewable)
            .finish_non_exhaustive()
    }
}
