//! The loop that sends a request. It is the only place that decides whether to send a request again.
//!
//! A request is an [`Outgoing`], which can be authorised and sent any number of times. After each attempt,
//! [`Attempts::again`] decides whether there is another one. A call has one time limit, which includes all attempts and
//! the time to authorise them.
//!
//! There is one reason to send a request again: the credential was refused, and there is a new one. To add a reason,
//! add a branch to `again` and a member to [`Tried`], which limits how often the reason counts. An attempt without an
//! answer arrives in `again` as an error. Code that waits must wait in `again`, for less than the time that is
//! [left](Attempts::left), by the clock of the [`Http`].

use crate::Result;
use crate::auth::Authorize;
use crate::clock;
use crate::error::{Error, ErrorKind};
use crate::http::Http;
use crate::payload::Payload;
use crate::response::Raw;
use crate::secret::Secret;
use crate::transport::{Deadline, TransportError};
use http::HeaderMap;
use http::request::Parts;
use std::time::{Duration, Instant};

/// A request without its credential. It can be sent more than once.
pub(crate) struct Outgoing {
    pub(crate) head: Parts,
    pub(crate) body: Payload,
    /// The time limit of the call.
    pub(crate) limit: Duration,
}

/// The attempts of one call.
struct Attempts<'a> {
    http: &'a Http,
    authorize: &'a dyn Authorize,
    request: Outgoing,
    started: Instant,
    tried: Tried,
}

/// The reasons that have been used. Each reason is limited, so that the loop ends.
#[derive(Default)]
struct Tried {
    new_credential: bool,
}

/// The result of one attempt: the headers that were sent, and the answer.
type Outcome = Result<(HeaderMap, Raw)>;

/// Sends a request until there is no reason to send it again. Returns the answer to the last attempt.
pub(crate) async fn send(http: &Http, authorize: &dyn Authorize, request: Outgoing) -> Result<Raw> {
    let mut attempts = Attempts {
        http,
        authorize,
        request,
        started: http.clock.now(),
        tried: Tried::default(),
    };
    loop {
        let outcome = attempts.attempt().await;
        if !attempts.again(&outcome).await? {
            return outcome.map(|(_, answer)| answer);
        }
    }
}

impl Attempts<'_> {
    /// Whether to send the request once more.
    async fn again(&mut self, outcome: &Outcome) -> Result<bool> {
        let Ok((sent, answer)) = outcome else {
            return Ok(false);
        };
        // A new credential is tried once. If the server refuses it too, a third one would not help.
        if matches!(answer.status(), 401 | 403 | 404) && !self.tried.new_credential {
            self.tried.new_credential = true;
            // The credential is told in any case, so that the next call has a new one.
            let renewed = self.in_time(self.authorize.refused(sent, answer)).await?;
            return Ok(renewed && self.request.body.is_repeatable());
        }
        Ok(false)
    }

    /// Sends the request with its credential, once.
    async fn attempt(&self) -> Outcome {
        let mut head = self.request.head.clone();
        head.extensions.insert(Deadline(self.left()?));
        self.in_time(self.authorize.authorize(&mut head)).await?;
        head.extensions.insert(Deadline(self.left()?));
        let sent = head.headers.clone();
        let mut answer = Raw::new(self.request.body.send(self.http, head).await?);
        answer.secret = Secret::of(&sent);
        Ok((sent, answer))
    }

    /// Waits for a credential within the time limit of the call, however long it takes to get one.
    async fn in_time<T>(&self, credential: impl Future<Output = Result<T>>) -> Result<T> {
        clock::within(self.left()?, credential).await.unwrap_or_else(|| {
            Err(Error::new(ErrorKind::Transport(TransportError::timeout(
                "the time limit of the call was over before there was a credential",
            ))))
        })
    }

    /// The part of the time limit that is left.
    fn left(&self) -> Result<Duration> {
        let passed = self.http.clock.now().saturating_duration_since(self.started);
        match self.request.limit.saturating_sub(passed) {
            Duration::ZERO => Err(Error::new(ErrorKind::Transport(TransportError::timeout(
                "the time limit of the call was over before it could be sent",
            )))),
            left => Ok(left),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::transport::{Body, Transport};
    use futures_core::future::BoxFuture;
    use std::future::ready;
    use std::sync::{Arc, Mutex};

    /// A clock that only moves when the test moves it.
    struct Moved(Mutex<Instant>);

    impl Moved {
        fn on(&self, time: Duration) {
            *self.0.lock().unwrap() += time;
        }
    }

    impl Clock for Moved {
        fn now(&self) -> Instant {
            *self.0.lock().unwrap()
        }
    }

    /// Takes ten seconds, then refuses. It records the time limits that it was given.
    struct Refusing(Arc<Moved>, Mutex<Vec<u64>>);

    impl Transport for Refusing {
        fn send(
            &self,
            request: http::Request<Body>,
        ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
            let Deadline(left) = request.extensions().get().copied().unwrap();
            self.1.lock().unwrap().push(left.as_secs());
            self.0.on(Duration::from_secs(10));
            let mut response = http::Response::new(Body::empty());
            *response.status_mut() = http::StatusCode::UNAUTHORIZED;
            Box::pin(ready(Ok(response)))
        }
    }

    /// Takes five seconds to sign, and this many seconds to renew.
    struct Slow(Arc<Moved>, u64);

    impl Authorize for Slow {
        fn authorize<'a>(&'a self, _: &'a mut Parts) -> BoxFuture<'a, Result<()>> {
            self.0.on(Duration::from_secs(5));
            Box::pin(ready(Ok(())))
        }

        fn refused<'a>(&'a self, _: &'a HeaderMap, _: &'a Raw) -> BoxFuture<'a, Result<bool>> {
            self.0.on(Duration::from_secs(self.1));
            Box::pin(ready(Ok(true)))
        }
    }

    async fn limits(limit: Duration, renewing: u64) -> (Result<Raw>, Vec<u64>) {
        let clock = Arc::new(Moved(Mutex::new(Instant::now())));
        let transport = Arc::new(Refusing(clock.clone(), Mutex::default()));
        let mut http = Http::builder().transport(transport.clone()).build().unwrap();
        http.clock = clock.clone();
        let (head, ()) = http::Request::new(()).into_parts();
        let request = Outgoing {
            head,
            body: Payload::default(),
            limit,
        };
        let answer = send(&http, &Slow(clock, renewing), request).await;
        let limits = transport.1.lock().unwrap().clone();
        (answer, limits)
    }

    #[tokio::test]
    async fn each_attempt_has_the_time_that_is_left() {
        let (answer, limits_seen) = limits(Duration::from_secs(60), 20).await;
        assert_eq!(answer.unwrap().status(), 401);
        assert_eq!(limits_seen, [55, 20]);

        let (answer, limits_seen) = limits(Duration::from_secs(60), 45).await;
        assert!(answer.unwrap_err().is_timeout());
        assert_eq!(limits_seen, [55]);

        let (answer, limits_seen) = limits(Duration::MAX, 20).await;
        assert_eq!(answer.unwrap().status(), 401);
        assert_eq!(limits_seen.len(), 2);
    }
}
