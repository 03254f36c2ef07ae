//! Attempts: the one loop that sends a request, and the only place that knows reasons to send it again.
//!
//! A request is an [`Outgoing`]: it can be authorised and sent any number of times. After each attempt [`Attempts::again`] is asked. The time
//! limit is one for the whole call, with all its attempts and with what authorising them takes.
//!
//! There is one reason so far: the credential was refused, and there is a new one. A further reason is a branch in `again` and a member
//! of [`Tried`], which bounds it; an attempt that got no answer arrives there as an error. To wait is to do so in `again`, for less than
//! what is [left](Attempts::left), by the clock of the [`Http`].

use crate::Result;
use crate::auth::Authorize;
use crate::error::{Error, Kind};
use crate::http::Http;
use crate::response::Raw;
use crate::secret::Secret;
use crate::transport::{Body, Deadline, TransportError};
use bytes::Bytes;
use http::HeaderMap;
use http::request::Parts;
use std::time::{Duration, Instant};

/// A request without its credential, which can be sent more than once.
pub(crate) struct Outgoing {
    pub(crate) head: Parts,
    pub(crate) body: Vec<Bytes>,
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

/// What has been tried so far, so that no reason leads to attempts without end.
#[derive(Default)]
struct Tried {
    new_credential: bool,
}

/// What came of one attempt: the headers that were sent, and the answer.
type Outcome = Result<(HeaderMap, Raw)>;

/// Sends a request until there is no reason to send it again, and gives the answer to the last attempt.
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
    /// Whether the request is to be sent once more.
    async fn again(&mut self, outcome: &Outcome) -> Result<bool> {
        let Ok((sent, answer)) = outcome else {
            return Ok(false);
        };
        // What a new credential does not open, a third one will not.
        if matches!(answer.status(), 401 | 403 | 404) && !self.tried.new_credential {
            self.tried.new_credential = true;
            return self.authorize.refused(sent, answer).await;
        }
        Ok(false)
    }

    /// Sends the request with its credential, once.
    async fn attempt(&self) -> Outcome {
        let mut head = self.request.head.clone();
        head.extensions.insert(Deadline(self.left()?));
        self.authorize.authorize(&mut head).await?;
        head.extensions.insert(Deadline(self.left()?));
        let sent = head.headers.clone();
        let request = http::Request::from_parts(head, Body::from_chunks(self.request.body.clone()));
        let response = self.http.fetch(request, self.http.max_answer).await;
        let mut answer = Raw::new(response.map_err(|error| Error::new(Kind::Transport(error)))?);
        answer.secret = Secret::of(&sent);
        Ok((sent, answer))
    }

    /// How much of the time limit is left.
    fn left(&self) -> Result<Duration> {
        let passed = self.http.clock.now().saturating_duration_since(self.started);
        match self.request.limit.saturating_sub(passed) {
            Duration::ZERO => Err(Error::new(Kind::Transport(TransportError::timeout(
                "the time limit of the call was over before it could be sent",
            )))),
            left => Ok(left),
        }
    }
}
