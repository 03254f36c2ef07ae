//! Builds the HTTP side of a client.

use super::Http;
use crate::Result;
use crate::clock::SystemClock;
use crate::error::Error;
use crate::oddity::{Oddity, Reading};
use crate::transport::{Reqwest, Transport, reqwest_client};
use http::HeaderValue;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Builds an [`Http`].
pub struct HttpBuilder {
    transport: Option<Arc<dyn Transport>>,
    user_agent: String,
    timeout: Duration,
    connect_timeout: Duration,
    max_answer: u64,
    reading: Reading,
}

impl Http {
    /// Starts with the defaults: a call may take 60 seconds, a connection 10 seconds, and an answer may have 512 MiB.
    pub fn builder() -> HttpBuilder {
        HttpBuilder {
            transport: None,
            user_agent: concat!("confluence-sdk-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: Duration::from_secs(60),
            connect_timeout: Duration::from_secs(10),
            max_answer: 512 << 20,
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

    /// The time limit for making a connection. It is not used with a transport of your own. Default: 10 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// The `User-Agent` header. Name your program here, so that the vendor can recognise it.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// The largest answer that is read, in bytes. A larger one is an error. Default: 512 MiB.
    pub fn max_answer(mut self, bytes: u64) -> Self {
        self.max_answer = bytes;
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

    /// Sends requests through your own reqwest client, with its proxies, certificates and connection pool. It must not
    /// follow redirects (`redirect(Policy::none())`), or attachments cannot be downloaded. Leave its
    /// `connection_verbose` off: that option writes credentials to the log.
    pub fn reqwest(self, client: reqwest::Client) -> Self {
        self.transport(Arc::new(Reqwest(client)))
    }

    /// Builds it.
    ///
    /// # Errors
    ///
    /// If the user agent cannot be a header, or TLS cannot be set up on this machine.
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
            reading: self.reading,
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
