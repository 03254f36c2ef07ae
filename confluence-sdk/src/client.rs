//! The client: a typed handle to a site, and its conversions.

use crate::Result;
use crate::auth::{AddressFor, Basic, Credential, Dynamic, Granted, Reaches, Scoped, Within};
use crate::call::Call;
use crate::error::{Error, ErrorKind};
use crate::exchange::Core;
use crate::grants::{Covers, Invariant, Mode, OAuthScopes, PermissionSet};
use crate::http::Http;
use crate::operation::{Operation, Request};
use crate::raw_call::RawCall;
use crate::scopes::ScopeList;
use crate::site::{Base, Site};
use crate::transport::lacks_tls;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A client of one site that authenticates as `A`.
///
/// `A` is one of the modes in [`auth`](crate::auth); it decides which operations compile. Clones are cheap and share
/// connections.
///
/// ```no_run
/// use confluence_sdk::{Client, Credential, Gateway, OAuth, Site, scopes};
///
/// # fn run(token: String) -> confluence_sdk::Result<()> {
/// // A person's API token, on the site itself:
/// let site = Site::new("https://example.atlassian.net")?;
/// let client = Client::new(site, Credential::basic("me@example.com", token.as_str())?)?;
///
/// // An OAuth 2.0 access token, through the vendor's gateway:
/// scopes! { pub struct Reader = "read:page:confluence"; }
/// let gateway = Gateway::new("11223344-5566-7788-99aa-bbccddeeff00")?;
/// let client = Client::new(gateway, Credential::<OAuth<Reader>>::granted(token, "read:page:confluence")?)?;
/// # Ok(())
/// # }
/// ```
#[doc(alias("blocking", "sandbox"))]
pub struct Client<A> {
    core: Arc<Core>,
    auth: Invariant<A>,
}

impl Client<Basic> {
    /// The short way in for a script: a site, an e-mail address and an unscoped API token.
    ///
    /// Such a token may do whatever its owner may; no scopes narrow it, so the compiler refuses only what basic auth
    /// can never call. For anything but your own scripts prefer a scoped token ([`ApiToken`](crate::auth::ApiToken)).
    ///
    /// # Errors
    ///
    /// If the address of the site, the e-mail address or the token has not the form of one:
    /// [`is_invalid_input`](crate::Error::is_invalid_input). If there is no TLS to connect with:
    /// [`is_setup`](crate::Error::is_setup). Whether the token is valid, the first call tells.
    pub fn basic(site: &str, email: &str, api_token: impl Into<String>) -> Result<Self> {
        Self::new(Site::new(site)?, Credential::basic(email, api_token)?)
    }
}

impl<A: Reaches> Client<A> {
    /// A client with connections of its own, of the site or the gateway, as the mode wants it. For many clients, share
    /// an [`Http`].
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up on this machine, or if no TLS feature of this crate is on and the address is `https`
    /// ([`is_setup`](crate::Error::is_setup)).
    pub fn new(base: impl AddressFor<A>, credential: Credential<A>) -> Result<Self> {
        let base = base.into();
        if let Some(problem) = lacks_tls(!base.is_plain()) {
            return Err(Error::setup(problem));
        }
        Ok(Http::builder().build()?.client_at(base, credential))
    }
}

impl Http {
    /// A client that sends through this. Costs no connection and no thread.
    pub fn client<A: Reaches>(&self, base: impl AddressFor<A>, credential: Credential<A>) -> Client<A> {
        self.client_at(base.into(), credential)
    }

    /// The same at an address of another kind than the mode usually calls.
    pub(crate) fn client_at<A: Reaches>(&self, base: Base, credential: Credential<A>) -> Client<A> {
        let (authorize, mode, scopes) = credential.into_parts();
        Client::of(Core {
            http: self.clone(),
            lane: self.pace.lane(&base, mode),
            base,
            authorize,
            mode,
            scopes,
            limits: A::limits(),
            checked_here: false,
        })
    }
}

impl<A> Client<A> {
    fn of(core: Core) -> Self {
        Self {
            core: Arc::new(core),
            auth: PhantomData,
        }
    }

    fn retyped<B>(&self) -> Client<B> {
        Client {
            core: self.core.clone(),
            auth: PhantomData,
        }
    }

    /// A client of another type with a core of its own, which differs in what is changed here and in nothing else.
    fn changed<B>(&self, change: impl FnOnce(&mut Core)) -> Client<B> {
        let mut core = Core::clone(&self.core);
        change(&mut core);
        Client::of(core)
    }

    /// The same client for requests that this crate makes by itself: the limits are those of the program's calls.
    #[cfg(any(feature = "forge", feature = "oauth"))]
    pub(crate) fn for_its_own_requests(&self) -> Self {
        self.changed(|core| core.limits = crate::grants::Limits::default())
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    pub(crate) fn call<O: Operation>(&self, request: O) -> Call<O> {
        Call::new(self.core.clone(), request)
    }

    /// Sends a request that was built as data: `client.execute(op::GetPageById::new(id)).await`.
    pub fn execute<R: Request<A>>(&self, request: R) -> Call<R> {
        self.call(request)
    }

    /// How the client authenticates.
    pub fn mode(&self) -> Mode {
        self.core.mode
    }

    /// The scopes of the client: those it was declared with, or, where the server reports them, those that were
    /// granted.
    pub fn scopes(&self) -> &ScopeList {
        &self.core.scopes
    }

    /// A call that is not in the spec: any method on any path below the site's root. Nothing checks its scopes.
    ///
    /// ```no_run
    /// # use confluence_sdk::{Basic, Client, Result};
    /// # async fn example(client: &Client<Basic>) -> Result<()> {
    /// let call = client.request("GET", "/wiki/rest/api/settings/systemInfo").query("expand", "all");
    /// let answer = call.send().await?.error_for_status()?;
    /// let info: serde_json::Value = answer.json()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: &str, path: &str) -> RawCall {
        RawCall::new(self.core.clone(), method, path)
    }

    /// The same client with its scopes checked at run time: any operation compiles, and one that the client may not
    /// call is refused before anything is sent. Lets clients of different kinds live in one map.
    ///
    /// A ceiling ([`at_most`](Client::at_most)) and the operations that a set declares stay in force: they, too, are
    /// checked at run time.
    pub fn dynamic(&self) -> Client<Dynamic> {
        self.changed(|core| core.checked_here = true)
    }

    /// The same client, to be handed to code that shall not call what always needs more than these permissions.
    ///
    /// The compiler refuses an operation whose unconditional permission is not in `P`. The server still decides; this
    /// keeps a program to what an administrator was asked to grant. A ceiling under a ceiling is what both include;
    /// none can be left again. A call that is [not in the spec](Client::request) is refused at run time, for nothing
    /// says what it needs.
    ///
    /// ```
    /// use confluence_sdk::{Basic, Client, Within, permissions};
    ///
    /// permissions! { pub struct Publisher = View(Space), Create(Page); }
    ///
    /// fn hand_over(client: &Client<Basic>) -> Client<Within<Basic, Publisher>> {
    ///     client.at_most::<Publisher>()
    /// }
    /// ```
    pub fn at_most<P: PermissionSet>(&self) -> Client<Within<A, P>> {
        self.changed(|core| core.limits = core.limits.at_most::<P>())
    }
}

impl<A> Client<A> {
    /// The same client with fewer scopes, its mode forgotten: what a library should be handed.
    ///
    /// ```compile_fail,E0277
    /// use confluence_sdk::{Client, Granted, OAuth, scopes};
    ///
    /// scopes! { pub struct Reader = "read:page:confluence"; }
    /// scopes! { pub struct Writer = "write:page:confluence"; }
    ///
    /// fn more(client: &Client<OAuth<Reader>>) -> Client<Granted<Writer>> {
    ///     client.narrow::<Writer>() // `Reader` does not have every scope of `Writer`
    /// }
    /// ```
    pub fn narrow<T: OAuthScopes>(&self) -> Client<Granted<T>>
    where
        A: Scoped,
        A::Scopes: Covers<T>,
    {
        self.changed(|core| {
            // Of what `T` names, what this client has: the types cannot compare scopes of other products.
            core.scopes = core.scopes.in_common_with(&ScopeList::of::<T>());
            core.limits = core.limits.narrowed::<T>().unwrap_or_else(|| core.limits.clone());
        })
    }
}

impl Client<Dynamic> {
    #[cfg(feature = "__conformance")]
    pub(crate) async fn send_filled(
        &self,
        request: &(dyn crate::inspect::Inspect + Send + Sync),
    ) -> Result<crate::response::Raw> {
        let declaration = request.declaration();
        let prepared = crate::request::prepare(declaration, request, &Default::default())?;
        self.core.send(Some(declaration), prepared).await
    }

    #[cfg(feature = "__conformance")]
    pub(crate) fn walk_filled(
        &self,
        request: &(dyn crate::inspect::Inspect + Send + Sync),
        read: crate::inspect::PageReader,
    ) -> crate::page::PageStream<()> {
        let declaration = request.declaration();
        let first = crate::request::prepare(declaration, request, &Default::default());
        crate::page::PageStream::new(self.core.clone(), declaration, first, None, read.0)
    }

    /// A client whose calls the compiler checks against `S`, if this client has every scope of it.
    ///
    /// The error lists what is missing. Only modes that carry OAuth scopes can be required.
    ///
    /// # Errors
    ///
    /// [`is_scope`](crate::Error::is_scope) if a scope is missing, or if the mode of this client carries no OAuth
    /// scopes.
    pub fn require<S: OAuthScopes>(&self) -> Result<Client<Granted<S>>> {
        let wanted = ScopeList::of::<S>();
        if !self.core.mode.carries_scopes() {
            let problem = format!(
                "{} carries no OAuth scopes, so none can be required of it",
                self.core.mode.words()
            );
            return Err(Error::new(ErrorKind::Denied {
                problem,
                missing: Vec::new(),
            }));
        }
        let missing: Vec<String> = self.core.scopes.lacks(&wanted).into_iter().map(str::to_owned).collect();
        if !missing.is_empty() {
            return Err(Error::new(ErrorKind::Denied {
                problem: format!("the client lacks {}", missing.join(", ")),
                missing,
            }));
        }
        let Some(limits) = self.core.limits.narrowed::<S>() else {
            return Err(Error::new(ErrorKind::Denied {
                problem: "the client's set declares operations, and more would be opened".to_owned(),
                missing: Vec::new(),
            }));
        };
        Ok(self.changed(|core| {
            core.scopes = wanted;
            // The type of the new client knows no ceiling: where there is one, it is still checked here.
            core.checked_here = limits.any();
            core.limits = limits;
        }))
    }
}

impl<A> Clone for Client<A> {
    fn clone(&self) -> Self {
        self.retyped()
    }
}

impl<A> fmt::Debug for Client<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.core.base)
            .field("mode", &self.core.mode)
            .field("scopes", &self.core.scopes)
            .finish()
    }
}
