//! The client: where the site is, who calls, and what sends.

use crate::Result;
use crate::auth::{Authorize, Basic, Credential, Dynamic, Granted, Reaches, Scoped, Within};
use crate::call::{Call, Options};
use crate::error::{Error, Kind};
use crate::grants::{Covers, Mode, OAuthScopes, PermissionSet};
use crate::operation::Operation;
use crate::raw_call::RawCall;
use crate::request::Prepared;
use crate::response::Raw;
use crate::scopes::ScopeList;
use crate::secret::Secret;
use crate::site::{Base, Site};
use crate::spec::Declaration;
use crate::transport::{Body, Deadline, Reqwest, Transport, reqwest_client};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// A client of one site that authenticates as `A`.
///
/// `A` is one of the modes in [`auth`](crate::auth); it decides which operations compile. Clones are cheap and share connections.
///
/// ```no_run
/// use confluence_sdk::{Client, Credential, Gateway, OAuth, Site, scopes};
///
/// # fn run(token: String) -> confluence_sdk::Result<()> {
/// // A person's API token, on the site itself:
/// let client = Client::new(Site::new("https://example.atlassian.net")?, Credential::basic("me@example.com", token.as_str())?)?;
///
/// // An OAuth 2.0 access token, through the vendor's gateway:
/// scopes! { pub struct Reader = "read:page:confluence"; }
/// let gateway = Gateway::new("11223344-5566-7788-99aa-bbccddeeff00")?;
/// let client = Client::new(gateway, Credential::<OAuth<Reader>>::granted(token, "read:page:confluence")?)?;
/// # Ok(())
/// # }
/// ```
pub struct Client<A> {
    core: Arc<Core>,
    auth: PhantomData<fn() -> A>,
}

/// What one client is made of, without its type.
pub(crate) struct Core {
    http: Http,
    base: Base,
    authorize: Arc<dyn Authorize>,
    mode: Mode,
    scopes: ScopeList,
    /// Whether calls are checked here instead of by the compiler.
    checked_here: bool,
}

/// What sends requests: connections, time limits, the name that is sent along. Shared by any number of clients.
///
/// ```no_run
/// use confluence_sdk::{Credential, Http, Site};
/// use std::time::Duration;
///
/// # fn run(tenants: Vec<(Site, String, String)>) -> confluence_sdk::Result<()> {
/// let http = Http::builder().timeout(Duration::from_secs(20)).user_agent("my-app/1.0").build()?;
/// let clients: Vec<_> = tenants
///     .into_iter()
///     .map(|(site, email, token)| Ok(http.client(site, Credential::basic(&email, token)?)))
///     .collect::<confluence_sdk::Result<_>>()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Http {
    transport: Arc<dyn Transport>,
    user_agent: HeaderValue,
    timeout: Duration,
    max_answer: u64,
}

/// How an [`Http`] is set up.
pub struct HttpBuilder {
    transport: Option<Arc<dyn Transport>>,
    user_agent: String,
    timeout: Duration,
    connect_timeout: Duration,
    max_answer: u64,
}

impl Http {
    /// Starts with the defaults: 60 seconds per call, 10 to connect, answers up to 512 MiB.
    pub fn builder() -> HttpBuilder {
        HttpBuilder {
            transport: None,
            user_agent: concat!("confluence-sdk-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            max_answer: 512 << 20,
        }
    }

    /// A client that sends through this. Costs no connection and no thread.
    pub fn client<A: Reaches>(&self, base: A::Base, credential: Credential<A>) -> Client<A> {
        self.client_at(base.into(), credential)
    }

    /// The same at an address of another kind than the mode usually calls.
    pub(crate) fn client_at<A: Reaches>(&self, base: Base, credential: Credential<A>) -> Client<A> {
        let (authorize, mode, scopes) = credential.into_parts();
        Client::of(Core {
            http: self.clone(),
            base,
            authorize,
            mode,
            scopes,
            checked_here: false,
        })
    }

    /// Sends a request that belongs to no client. Its time limit and its credentials are the caller's affair, redirects are not followed.
    pub(crate) async fn send(
        &self,
        mut request: http::Request<Body>,
    ) -> Result<http::Response<Body>, crate::transport::TransportError> {
        request
            .headers_mut()
            .entry(http::header::USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        self.transport.send(request).await
    }

    /// Fetches a small document without credentials. Redirects are not followed; anything but success is an error.
    pub(crate) async fn get(&self, url: &str) -> Result<Raw> {
        const SIZE_LIMIT: u64 = 64 << 10;
        let mut request = http::Request::get(url)
            .body(Body::empty())
            .map_err(|_| Error::input("url", "is not a valid address"))?;
        request.extensions_mut().insert(Deadline(self.timeout));
        let transport = |error| Error::new(Kind::Transport(error));
        let (head, body) = self.send(request).await.map_err(transport)?.into_parts();
        let raw = Raw {
            status: head.status,
            headers: head.headers,
            body: body.collect(SIZE_LIMIT).await.map_err(transport)?,
            operation: None,
            core: None,
            secret: None,
        };
        raw.success()
    }

    /// The time limit of a call.
    #[cfg(feature = "oauth")]
    pub(crate) fn limit(&self) -> Duration {
        self.timeout
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http")
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl HttpBuilder {
    /// The time limit of a call, from sending to the last byte. A call may set its own.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// The time limit for making a connection. Not used with a transport of your own.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// The `User-Agent` header: name your program, so that the vendor can tell it.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// The most bytes that an answer may have.
    pub fn max_answer(mut self, bytes: u64) -> Self {
        self.max_answer = bytes;
        self
    }

    /// Sends through this instead of through reqwest.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Sends through a reqwest client of your own, with its proxies, certificates and pools. It must not follow redirects
    /// (`redirect(Policy::none())`), or attachments cannot be downloaded, and leave `connection_verbose` off, which writes credentials to the log.
    pub fn reqwest(self, client: reqwest::Client) -> Self {
        self.transport(Arc::new(Reqwest(client)))
    }

    /// Sets it up.
    pub fn build(self) -> Result<Http> {
        let user_agent = HeaderValue::from_str(&self.user_agent)
            .map_err(|_| Error::input("user_agent", "has characters that a header cannot carry"))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(Reqwest(
                reqwest_client(self.connect_timeout)
                    .map_err(|error| Error::setup(format!("TLS cannot be set up: {error}")))?,
            )),
        };
        Ok(Http {
            transport,
            user_agent,
            timeout: self.timeout,
            max_answer: self.max_answer,
        })
    }
}

impl fmt::Debug for HttpBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpBuilder")
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl Client<Basic> {
    /// The short way in for a script: a site, an e-mail address and an unscoped API token.
    ///
    /// Such a token may do whatever its owner may; no scopes narrow it, so the compiler refuses only what basic auth can never call. For
    /// anything but your own scripts prefer a scoped token ([`ApiToken`](crate::auth::ApiToken)).
    pub fn basic(site: &str, email: &str, api_token: impl Into<String>) -> Result<Self> {
        Self::new(Site::new(site)?, Credential::basic(email, api_token)?)
    }
}

impl<A: Reaches> Client<A> {
    /// A client with connections of its own, of the site or the gateway, as the mode wants it. For many clients, share an [`Http`].
    pub fn new(base: A::Base, credential: Credential<A>) -> Result<Self> {
        Ok(Http::builder().build()?.client(base, credential))
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

    pub(crate) fn call<O: Operation>(&self, request: O) -> Call<O> {
        Call::new(self.core.clone(), request)
    }

    #[cfg(feature = "__conformance")]
    pub(crate) async fn send_filled(&self, request: &(dyn crate::operation::Arguments + Send + Sync)) -> Result<Raw> {
        let declaration = request.declaration();
        let prepared = crate::request::prepare(declaration, request).map_err(|error| error.of(declaration))?;
        self.core.send(declaration, prepared, Options::default()).await
    }

    /// How the client authenticates.
    pub fn mode(&self) -> Mode {
        self.core.mode
    }

    /// The scopes of the client: those it was declared with, or, where the server reports them, those that were granted.
    pub fn scopes(&self) -> &ScopeList {
        &self.core.scopes
    }

    /// A call that is not in the spec: any method on any path below the site's root. Nothing checks its scopes.
    ///
    /// ```no_run
    /// # use confluence_sdk::{Basic, Client, Result};
    /// # async fn example(client: &Client<Basic>) -> Result<()> {
    /// let answer = client.request("GET", "/wiki/rest/api/settings/systemInfo").query("expand", "all").send().await?.success()?;
    /// let info: serde_json::Value = answer.json()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: &str, path: &str) -> RawCall {
        RawCall::new(self.core.clone(), method, path)
    }

    /// The same client with its scopes checked at run time: any operation compiles, and one that the client may not call is refused before
    /// anything is sent. Lets clients of different kinds live in one map.
    pub fn dynamic(&self) -> Client<Dynamic> {
        let Core {
            http,
            base,
            authorize,
            mode,
            scopes,
            ..
        } = &*self.core;
        Client::of(Core {
            http: http.clone(),
            base: base.clone(),
            authorize: authorize.clone(),
            mode: *mode,
            scopes: scopes.clone(),
            checked_here: true,
        })
    }

    /// The same client, to be handed to code that shall not call what always needs more than these permissions.
    ///
    /// The compiler refuses an operation whose unconditional permission is not in `P`. The server still decides; this keeps a program to
    /// what an administrator was asked to grant.
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
        self.retyped()
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
        let Core {
            http,
            base,
            authorize,
            mode,
            checked_here,
            ..
        } = &*self.core;
        Client::of(Core {
            http: http.clone(),
            base: base.clone(),
            authorize: authorize.clone(),
            mode: *mode,
            scopes: ScopeList::of::<T>(),
            checked_here: *checked_here,
        })
    }
}

impl Client<Dynamic> {
    /// A client whose calls the compiler checks against `S`, if this client has every scope of it.
    ///
    /// The error lists what is missing. Only modes that carry OAuth scopes can be required.
    pub fn require<S: OAuthScopes>(&self) -> Result<Client<Granted<S>>> {
        let wanted = ScopeList::of::<S>();
        if !self.core.mode.carries_scopes() {
            let problem = format!(
                "{} carries no OAuth scopes, so none can be required of it",
                self.core.mode.words()
            );
            return Err(Error::new(Kind::Denied {
                problem,
                missing: Vec::new(),
            }));
        }
        let missing: Vec<String> = self.core.scopes.lacks(&wanted).into_iter().map(str::to_owned).collect();
        if !missing.is_empty() {
            return Err(Error::new(Kind::Denied {
                problem: format!("the client lacks {}", missing.join(", ")),
                missing,
            }));
        }
        let Core {
            http,
            base,
            authorize,
            mode,
            ..
        } = &*self.core;
        Ok(Client::of(Core {
            http: http.clone(),
            base: base.clone(),
            authorize: authorize.clone(),
            mode: *mode,
            scopes: wanted,
            checked_here: false,
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

impl Core {
    /// Sends the request of an operation.
    pub(crate) async fn send(
        self: &Arc<Self>,
        declaration: &'static Declaration,
        prepared: Prepared,
        options: Options,
    ) -> Result<Raw> {
        if self.checked_here {
            declaration.admits(self.mode, &self.scopes).map_err(|denied| {
                let missing = denied.missing();
                Error::new(Kind::Denied {
                    problem: denied.to_string(),
                    missing,
                })
                .of(declaration)
            })?;
        }
        self.exchange(Some(declaration), prepared, options)
            .await
            .map_err(|error| error.of(declaration))
    }

    /// Sends any request to this client's site, with its credentials.
    pub(crate) async fn exchange(
        self: &Arc<Self>,
        operation: Option<&'static Declaration>,
        prepared: Prepared,
        options: Options,
    ) -> Result<Raw> {
        let url = format!("{}{}{}", self.base.as_str(), prepared.path, prepared.query.text());
        let uri: http::Uri = url
            .parse()
            .map_err(|_| Error::input("path", "does not make a valid address"))?;
        let mut request = http::Request::new(());
        *request.method_mut() = prepared.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = prepared.headers;
        let (mut parts, ()) = request.into_parts();
        parts.extensions.insert(Deadline(self.http.timeout));
        options.apply(&mut parts)?;

        let (sent, answer) = self.attempt(operation, parts.clone(), prepared.body.clone()).await?;
        let refused = matches!(answer.status(), 401 | 403 | 404);
        if refused && self.authorize.refused(&sent, &answer).await? {
            // Once more and no further: what a new credential does not open, a third one will not.
            let (_, answer) = self.attempt(operation, parts, prepared.body).await?;
            return Ok(answer);
        }
        Ok(answer)
    }

    /// Sends a request with its credential, once. The headers that were sent come back with the answer.
    async fn attempt(
        self: &Arc<Self>,
        operation: Option<&'static Declaration>,
        mut parts: http::request::Parts,
        body: Vec<Bytes>,
    ) -> Result<(HeaderMap, Raw)> {
        self.authorize.authorize(&mut parts).await?;
        let sent = parts.headers.clone();
        let request = http::Request::from_parts(parts, Body::from_chunks(body));
        let answer = self.receive(operation, request, Secret::of(&sent)).await?;
        Ok((sent, answer))
    }

    /// Fetches what a redirect points to, without credentials.
    pub(crate) async fn fetch(self: &Arc<Self>, location: Url, operation: Option<&'static Declaration>) -> Result<Raw> {
        let plain = location.scheme() == "http" && !self.base.is_plain();
        if !matches!(location.scheme(), "http" | "https") || plain {
            return Err(Error::setup("the server redirects to an address that is not https"));
        }
        let mut request = http::Request::get(location.as_str())
            .body(Body::empty())
            .map_err(|_| Error::setup("the server redirects to no valid address"))?;
        request.extensions_mut().insert(Deadline(self.http.timeout));
        let raw = self.receive(operation, request, None).await?;
        raw.success()
    }

    async fn receive(
        self: &Arc<Self>,
        operation: Option<&'static Declaration>,
        request: http::Request<Body>,
        secret: Option<Secret>,
    ) -> Result<Raw> {
        let transport = |error| Error::new(Kind::Transport(error));
        let response = self.http.send(request).await.map_err(transport)?;
        let (parts, body) = response.into_parts();
        let body = body.collect(self.http.max_answer).await.map_err(transport)?;
        Ok(Raw {
            status: parts.status,
            headers: parts.headers,
            body,
            operation,
            core: Some(self.clone()),
            secret,
        })
    }
}
