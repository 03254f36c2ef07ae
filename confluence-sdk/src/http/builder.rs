//! Builds the HTTP side of a client.

use super::Http;
use super::headers::Headers;
use crate::Result;
use crate::attempts::RetryPolicy;
use crate::clock::SystemClock;
use crate::error::Error;
use crate::oddity::{Oddity, Reading};
use crate::pace::{Caps, Pace};
use crate::transport::{Proxies, Reqwest, Settings, Transport, Versions};
use secrecy::SecretString;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// Puts something around a transport.
type Wrapper = Box<dyn FnOnce(Arc<dyn Transport>) -> Arc<dyn Transport> + Send>;

/// Builds an [`Http`].
///
/// The settings of connections, from [`connect_timeout`](Self::connect_timeout) to
/// [`local_address`](Self::local_address), are those of the default transport. [`build`](Self::build) refuses them
/// beside a transport of your own, which has its own settings.
///
/// ```
/// use confluence_sdk::Http;
/// use std::time::Duration;
///
/// # fn run() -> confluence_sdk::Result<()> {
/// let http = Http::builder()
///     .user_agent("my-app/1.0")
///     .timeout(Duration::from_secs(20))
///     .connect_timeout(Duration::from_secs(5))
///     .proxy("http://user:password@proxy.example.com:3128")
///     .default_header("X-Gateway-Tenant", "wiki")
///     .max_idle_connections(8)
///     .build()?;
/// # Ok(())
/// # }
/// ```
pub struct HttpBuilder {
    transport: Option<Arc<dyn Transport>>,
    wrappers: Vec<Wrapper>,
    settings: Settings,
    user_agent: String,
    headers: Vec<(String, String)>,
    timeout: Duration,
    read_timeout: Duration,
    max_answer: u64,
    retries: RetryPolicy,
    caps: Caps,
    requests_per_second: Option<f64>,
    reading: Reading,
}

impl Http {
    /// Starts with the defaults: a call may take 60 seconds, a connection 10 seconds, and an answer may have 64 MiB.
    pub fn builder() -> HttpBuilder {
        HttpBuilder {
            transport: None,
            wrappers: Vec::new(),
            settings: Settings::default(),
            user_agent: concat!("confluence-sdk-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            headers: Vec::new(),
            timeout: Duration::from_secs(60),
            read_timeout: Duration::from_secs(30),
            max_answer: 64 << 20,
            retries: RetryPolicy::standard(),
            caps: Caps {
                concurrent: None,
                spacing: None,
                budget: 100,
            },
            requests_per_second: None,
            reading: Reading::default(),
        }
    }
}

impl HttpBuilder {
    /// The time limit of a call, from its first poll to the last byte of the answer. It includes the time to renew the
    /// credential and to send the request again. A call can set its own limit. Default: 60 seconds.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// The time limit for each piece of a download that is streamed or saved. The download as a whole may take longer.
    /// If nothing arrives for so long, the exchange counts as broken, and the rest is asked for; the whole, if not even
    /// the head of the answer came. Default: 30 seconds.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.read_timeout = limit;
        self
    }

    /// The `User-Agent` header. Name your program here, so that the vendor can recognise it.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// A header of every request that does not have it by itself, such as one that a gateway of your company asks for.
    ///
    /// It is sent to the site and to the servers that hand out tokens and keys, through any transport. A file that a
    /// redirect leads to is fetched without it, since it is on another host. A name that was given before has the new
    /// value. [`build`](Self::build) refuses headers of the credential, of the connection and of the body:
    /// `Authorization`, `Cookie`, `Host`, `Content-Length`, `Accept-Encoding` and others.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The largest answer that is taken into memory, in bytes. A larger one is an error. While it arrives, twice as
    /// much memory is used at most. Default: 64 MiB.
    ///
    /// It does not limit files that are streamed or saved. Of an answer that is no success, 256 KiB are kept at most,
    /// and the error says that there was more. Answers with tokens or keys may have 64 KiB.
    pub fn max_answer(mut self, bytes: u64) -> Self {
        self.max_answer = bytes;
        self
    }

    /// Sets how often a request is sent if it fails in a way that may pass, and how long is waited in between. A call
    /// can set its own policy. Default: [`RetryPolicy::standard`].
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = policy;
        self
    }

    /// How many requests to one site may be sent again without success. When this is used up, only one in ten requests
    /// that succeed allows another one to be sent again. So a site that fails permanently is not asked several times as
    /// often as one that works. A request that was refused because of a rate limit does not count. Default: 100.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.caps.budget = retries;
        self
    }

    /// The largest number of requests that are under way to one host at the same time. Further ones wait, and the sites
    /// behind the host take turns. A request that waits uses up the time limit of its call. The vendor recommends 5 to
    /// 10. 0 means the same as 1. Default: no limit.
    pub fn max_concurrent_requests(mut self, requests: usize) -> Self {
        self.caps.concurrent = Some(requests.max(1));
        self
    }

    /// The largest number of requests that are sent to one host in a second. They are spread evenly, and the sites
    /// behind the host take turns. A request that waits uses up the time limit of its call. Default: no limit, except
    /// that the SDK slows down when the server says that a limit is near.
    ///
    /// A number that is not greater than zero is an error of [`build`](HttpBuilder::build).
    pub fn requests_per_second(mut self, requests: f64) -> Self {
        self.requests_per_second = Some(requests);
        self
    }

    /// Calls this function with everything odd in an answer: a member that is not what the spec declares, and that
    /// nothing depends on. The answer is read without it. See [`Oddity`].
    ///
    /// It is for tests and metrics. It is called while the answer is read, so it should be quick. What is odd is a
    /// `tracing` event too, with the target `confluence_sdk` and the level `WARN`.
    ///
    /// ```
    /// use confluence_sdk::Http;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// static ODD: AtomicU64 = AtomicU64::new(0);
    ///
    /// let http = Http::builder()
    ///     .on_oddity(|oddity| {
    ///         ODD.fetch_add(1, Ordering::Relaxed);
    ///         eprintln!("{oddity}");
    ///     })
    ///     .build()?;
    /// # Ok::<(), confluence_sdk::Error>(())
    /// ```
    pub fn on_oddity(mut self, call: impl Fn(&Oddity) + Send + Sync + 'static) -> Self {
        self.reading.report = Some(Arc::new(call));
        self
    }

    /// Makes everything odd in an answer an error. It is for tests that shall find out what the spec does not know.
    /// Default: false.
    pub fn strict_reading(mut self, strict: bool) -> Self {
        self.reading.strict = strict;
        self
    }

    /// Sends requests through this transport instead of reqwest.
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Sends requests through your own reqwest client, with its proxies, certificates and connection pool. It is of the
    /// version of reqwest that this crate uses, 0.13; another one goes behind a [`transport`](Self::transport).
    ///
    /// The client must not
    /// follow redirects (`redirect(Policy::none())`), or attachments cannot be downloaded. Leave its
    /// `connection_verbose` off: that option writes credentials to the log. For a server on this machine that is plain
    /// `http`, build it with `no_proxy()`, or reqwest sends credentials to the proxy of the environment in the clear.
    pub fn reqwest(self, client: reqwest::Client) -> Self {
        self.transport(Arc::new(Reqwest::own(client)))
    }

    /// Puts something around the transport: the default one, or the one that is given here. Use it for logging,
    /// metrics, recording, or faults in tests.
    ///
    /// What is put around later sees a request earlier. It sees each attempt, and requests for tokens too. The time
    /// limit of the call holds around all of it. Requests have credentials in their headers: do not log these.
    ///
    /// ```
    /// use confluence_sdk::Http;
    /// use confluence_sdk::transport::{Body, BoxFuture, Transport, TransportError};
    /// use std::time::Instant;
    ///
    /// /// Prints a line for each request.
    /// struct Logged<T>(T);
    ///
    /// impl<T: Transport> Transport for Logged<T> {
    ///     fn send(
    ///         &self,
    ///         request: http::Request<Body>,
    ///     ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
    ///         let (method, host) = (request.method().clone(), request.uri().host().map(str::to_owned));
    ///         let (started, answer) = (Instant::now(), self.0.send(request));
    ///         Box::pin(async move {
    ///             let answer = answer.await;
    ///             let status = answer.as_ref().map(|answer| answer.status().as_u16());
    ///             println!("{method} {host:?}: {status:?} after {:?}", started.elapsed());
    ///             answer
    ///         })
    ///     }
    /// }
    ///
    /// # fn run() -> confluence_sdk::Result<()> {
    /// let http = Http::builder().wrap_transport(|inner| Logged(inner)).build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wrap_transport<T: Transport>(
        mut self,
        wrapper: impl FnOnce(Arc<dyn Transport>) -> T + Send + 'static,
    ) -> Self {
        self.wrappers.push(Box::new(|inner| Arc::new(wrapper(inner))));
        self
    }

    /// Puts a layer of `tower` around the transport, as [`wrap_transport`](Self::wrap_transport) does. It needs the
    /// feature `tower`.
    ///
    /// The service may be cloned: each request has a clone of its own, which is asked whether it is ready. The body of
    /// the response may be of any type, such as those of `tower-http`. What a service reports as an error is taken for
    /// an exchange that broke off, and a write that may have arrived is not sent again. If nothing was sent, say so by
    /// [`TransportError::connect`](crate::transport::TransportError::connect). The timeout of `tower` is recognised.
    ///
    /// ```
    /// use confluence_sdk::Http;
    /// use std::time::Duration;
    /// use tower::ServiceBuilder;
    /// use tower::limit::ConcurrencyLimitLayer;
    /// use tower::timeout::TimeoutLayer;
    ///
    /// # fn run() -> confluence_sdk::Result<()> {
    /// let layers = ServiceBuilder::new()
    ///     .layer(ConcurrencyLimitLayer::new(10))
    ///     .layer(TimeoutLayer::new(Duration::from_secs(5)));
    /// let http = Http::builder().layer(layers).build()?;
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "tower")]
    pub fn layer<L, B>(self, layer: L) -> Self
    where
        L: tower::Layer<crate::transport::TransportService> + Send + 'static,
        L::Service: tower::Service<http::Request<crate::transport::Body>, Response = http::Response<B>>,
        L::Service: Clone + Send + 'static,
        <L::Service as tower::Service<http::Request<crate::transport::Body>>>::Error:
            Into<Box<dyn std::error::Error + Send + Sync>>,
        <L::Service as tower::Service<http::Request<crate::transport::Body>>>::Future: Send,
        B: http_body::Body<Data = bytes::Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.wrap_transport(move |inner| crate::transport::layered(&layer, inner))
    }

    /// Builds it.
    ///
    /// # Errors
    ///
    /// If a header cannot be sent or is not the program's to set, if an address or a certificate cannot be read, if a
    /// limit is none, if a setting of connections is given beside a transport of your own, or if TLS cannot be set up
    /// on this machine. The error names the setting.
    pub fn build(mut self) -> Result<Http> {
        self.caps.spacing = self.requests_per_second.map(spacing).transpose()?;
        let headers = Headers::new(&self.user_agent, &self.headers)?;
        let mut transport = match (self.transport, self.settings.made()) {
            (None, _) => Arc::new(self.settings.transport()?),
            (Some(transport), None) => transport,
            (Some(_), Some(setting)) => {
                return Err(Error::input(
                    setting,
                    "is a setting of the default transport, and another transport is given",
                ));
            }
        };
        for wrapper in self.wrappers {
            transport = wrapper(transport);
        }
        Ok(Http {
            transport,
            headers,
            timeout: self.timeout,
            read_timeout: self.read_timeout,
            max_answer: self.max_answer,
            clock: Arc::new(SystemClock),
            retries: self.retries,
            pace: Arc::new(Pace::new(self.caps)),
            reading: self.reading,
        })
    }
}

/// Settings of the default transport.
impl HttpBuilder {
    /// The time limit for making a connection. It is not used with a transport of your own. Default: 10 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.connect_timeout = limit;
        self
    }

    /// The proxy for `https`, instead of the one that the environment names: `http://proxy.example.com:3128`. A user
    /// and a password may stand before the host; they are never shown.
    ///
    /// Plain `http`, which is for servers on this machine alone, never goes through a proxy.
    #[doc(alias = "HTTP_PROXY")]
    pub fn proxy(mut self, address: impl Into<SecretString>) -> Self {
        self.settings.proxies = Proxies::At(address.into());
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.settings.proxies = Proxies::None;
        self
    }

    /// Trusts these root certificates too, beside those of the platform: one or more, as PEM. It needs a TLS feature.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.certificates.roots.push(pem.into());
        self
    }

    /// Shows this certificate to servers and proxies that ask for one: the chain, the own certificate first, and the
    /// private key, both as PEM. The key must be in the PKCS #8 format. It needs a TLS feature.
    pub fn client_certificate(mut self, chain: impl Into<Vec<u8>>, key: impl Into<SecretString>) -> Self {
        self.settings.certificates.identity = Some((chain.into(), key.into()));
        self
    }

    /// How many idle connections to one host are kept. Default: no limit.
    pub fn max_idle_connections(mut self, most: usize) -> Self {
        self.settings.idle_connections = Some(most);
        self
    }

    /// How long an idle connection is kept. Default: 90 seconds.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.settings.idle_timeout = Some(limit);
        self
    }

    /// Speaks HTTP/1.1 only.
    pub fn http1_only(mut self) -> Self {
        self.settings.versions = Versions::Http1;
        self
    }

    /// Speaks HTTP/2 only. It needs the feature `http2`. Default: what the server prefers, if that feature is on.
    #[cfg(feature = "http2")]
    pub fn http2_only(mut self) -> Self {
        self.settings.versions = Versions::Http2;
        self
    }

    /// After how much idle time the system asks whether a connection still stands. Default: 15 seconds.
    pub fn tcp_keepalive(mut self, idle: Duration) -> Self {
        self.settings.tcp_keepalive = Some(idle);
        self
    }

    /// The address of this machine that connections are made from.
    pub fn local_address(mut self, address: IpAddr) -> Self {
        self.settings.local_address = Some(address);
        self
    }
}

/// The time between two requests. It is an hour at most.
fn spacing(per_second: f64) -> Result<Duration> {
    const LONGEST: Duration = Duration::from_secs(3600);
    if per_second.is_nan() || per_second <= 0.0 {
        return Err(Error::input("requests_per_second", "is not greater than zero"));
    }
    Ok(Duration::try_from_secs_f64(1.0 / per_second).map_or(LONGEST, |time| time.min(LONGEST)))
}

impl fmt::Debug for HttpBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpBuilder")
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
