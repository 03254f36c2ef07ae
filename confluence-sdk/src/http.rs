//! What sends requests: connections, time limits, the name that is sent along.

use crate::Result;
use crate::clock::{Clock, SystemClock};
use crate::error::Error;
use crate::transport::{Body, Reqwest, Transport, TransportError, reqwest_client};
use bytes::Bytes;
use http::HeaderValue;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

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
    pub(crate) timeout: Duration,
    pub(crate) max_answer: u64,
    pub(crate) clock: Arc<dyn Clock>,
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

    /// Sends a request. Its time limit and its credentials are the caller's affair, redirects are not followed.
    pub(crate) async fn send(&self, mut request: http::Request<Body>) -> Result<http::Response<Body>, TransportError> {
        request
            .headers_mut()
            .entry(http::header::USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        self.transport.send(request).await
    }

    /// Sends a request and reads its answer up to so many bytes.
    pub(crate) async fn fetch(
        &self,
        request: http::Request<Body>,
        most: u64,
    ) -> Result<http::Response<Bytes>, TransportError> {
        let (head, body) = self.send(request).await?.into_parts();
        Ok(http::Response::from_parts(head, body.collect(most).await?))
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
    /// The time limit of a call, from its first poll to the last byte of the answer: the credential is renewed, and the request sent again,
    /// within it. A call may set its own.
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
            clock: Arc::new(SystemClock),
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
