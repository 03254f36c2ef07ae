//! Builds the HTTP side of a client.

use super::Http;
use crate::Result;
use crate::attempts::RetryPolicy;
use crate::clock::SystemClock;
use crate::error::Error;
use crate::pace::{Caps, Pace};
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
    retries: RetryPolicy,
    caps: Caps,
    requests_per_second: Option<f64>,
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
            retries: RetryPolicy::standard(),
            caps: Caps {
                concurrent: None,
                spacing: None,
                budget: 100,
            },
            requests_per_second: None,
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

    /// Sets how often a request is sent if it fails in a way that may pass, and how long is waited in between. A call can
    /// set its own policy. Default: [`RetryPolicy::standard`].
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.retries = policy;
        self
    }

    /// How many requests to one site may be sent again without success. When this is used up, only one in ten requests
    /// that succeed allows another one to be sent again. So a site that fails for good is not asked several times as
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

    /// The largest number of requests that are sent to one host in a second. They are spread evenly, and the sites behind
    /// the host take turns. A request that waits uses up the time limit of its call. Default: no limit, except that
    /// the SDK slows down when the server says that a limit is near.
    ///
    /// A number that is not greater than zero is an error of [`build`](HttpBuilder::build).
    pub fn requests_per_second(mut self, requests: f64) -> Self {
        self.requests_per_second = Some(requests);
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
    /// If the user agent cannot be a header, a limit is none, or TLS cannot be set up on this machine.
    pub fn build(mut self) -> Result<Http> {
        self.caps.spacing = self.requests_per_second.map(spacing).transpose()?;
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
            retries: self.retries,
            pace: Arc::new(Pace::new(self.caps)),
        })
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
