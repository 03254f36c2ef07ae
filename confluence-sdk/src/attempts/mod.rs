//! The loop that sends a request. It is the only place that decides whether to send a request again.
//!
//! A request is an [`Outgoing`], which can be authorised and sent any number of times. After each attempt,
//! [`Attempts::again`] decides whether there is another one. A call has one time limit, which includes all attempts,
//! the waits between them and the time to authorise them.
//!
//! There are two reasons to send a request again. The credential was refused, and there is a new one: this counts once.
//! Or the failure may pass: `outcome.rs` says which failures do, [`RetryPolicy`] how often and how long is waited,
//! `budget.rs` how much a failing site may cost. `pace/` lets a request wait before it is sent. `reading.rs` is the
//! same for what is read from another host and so has neither a credential nor a pace. Where requests wait for each
//! other, the attempts are made in a task of their own: [`Attempts::go_apart`].

mod budget;
mod effort;
mod outcome;
mod policy;
mod reading;

pub(crate) use budget::Budget;
pub(crate) use effort::Effort;
pub use policy::RetryPolicy;
#[cfg(feature = "workflows")]
pub(crate) use policy::jitter;
pub(crate) use reading::read;

use crate::Result;
use crate::auth::Authorize;
use crate::clock;
use crate::error::{Error, ErrorKind};
use crate::http::Http;
use crate::pace::{Held, Lane, Permit};
use crate::payload::Payload;
use crate::response::Raw;
use crate::secret::Secret;
use crate::spawned::Spawned;
use crate::spec::Repeat;
use crate::trace;
use crate::transport::{Deadline, TransportError};
use http::HeaderMap;
use http::request::Parts;
use outcome::{Attempt, Passing};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tracing::Instrument;
use tracing::instrument::WithSubscriber;

/// A request without its credential. It can be sent more than once.
pub(crate) struct Outgoing {
    pub(crate) head: Parts,
    pub(crate) body: Payload,
    /// The time limit of the call.
    pub(crate) limit: Duration,
    /// Whether doing it twice is the same as doing it once.
    pub(crate) repeat: Repeat,
    /// Whether the caller allows that it is done twice.
    pub(crate) retry_writes: bool,
    pub(crate) retries: RetryPolicy,
    /// The number of its operation. The server limits each operation by itself.
    pub(crate) endpoint: u32,
}

/// A request that got its turn sooner than this has not waited.
const NOTICEABLE: Duration = Duration::from_millis(1);

/// The attempts of one call.
struct Attempts<'a> {
    http: &'a Http,
    lane: &'a Arc<Lane>,
    authorize: &'a Arc<dyn Authorize>,
    request: Outgoing,
    started: Instant,
    tried: Tried,
}

/// What was tried so far. Each reason for another attempt is limited, so that the loop ends.
#[derive(Default)]
struct Tried {
    new_credential: bool,
    /// How often it was sent because a failure may pass.
    again: u32,
    /// How much of the budget that took.
    taken: u32,
    /// How many requests were sent.
    attempts: u32,
    /// Whether the call changes something, and an attempt may have done it.
    may_have_been_applied: bool,
}

/// Sends a request until there is no reason to send it again. Returns the answer to the last attempt.
pub(crate) async fn send(
    http: &Http,
    lane: &Arc<Lane>,
    authorize: &Arc<dyn Authorize>,
    request: Outgoing,
) -> Result<Raw> {
    let mut attempts = Attempts {
        http,
        lane,
        authorize,
        request,
        started: http.clock.now(),
        tried: Tried::default(),
    };
    match attempts.here().await {
        Ok(answer) => answer,
        Err(runtime) => attempts.go_apart(&runtime).await,
    }
}

impl Attempts<'_> {
    /// Makes the attempts as long as nothing limits requests. The error is the runtime in which they must go on.
    async fn here(&mut self) -> Result<Result<Raw>, Handle> {
        loop {
            let ready = self.ready_here().await?;
            let attempt = self.attempt(ready).await;
            if let Some(answer) = self.ended(attempt).await {
                return Ok(answer);
            }
        }
    }

    /// Goes on in a task, whether the caller polls or not. Other calls wait for what stands in a queue or has one of
    /// few places, and a caller may wait for one of these before it polls this one again.
    fn go_apart(self, runtime: &Handle) -> Spawned {
        let (http, lane, authorize) = (self.http.clone(), self.lane.clone(), self.authorize.clone());
        let changes = self.changes();
        let (request, started, tried) = (self.request, self.started, self.tried);
        let answer = async move {
            let mut attempts = Attempts {
                http: &http,
                lane: &lane,
                authorize: &authorize,
                request,
                started,
                tried,
            };
            loop {
                let ready = attempts.ready().await;
                let attempt = attempts.attempt(ready).await;
                if let Some(answer) = attempts.ended(attempt).await {
                    return answer;
                }
            }
        };
        Spawned::on(runtime, answer.in_current_span().with_current_subscriber()).that_changes(changes)
    }

    /// The answer or the error of the call, unless there is another attempt. Waits until then.
    async fn ended(&mut self, attempt: Attempt) -> Option<Result<Raw>> {
        match self.again(&attempt).await {
            Ok(true) => None,
            Ok(false) => Some(self.end(attempt.outcome.map(|(_, answer)| answer))),
            Err(error) => Some(self.end(Err(error))),
        }
    }

    /// Whether to send the request once more. Waits until then.
    async fn again(&mut self, attempt: &Attempt) -> Result<bool> {
        if matches!(&attempt.outcome, Ok((_, answer)) if answer.is_success()) {
            return Ok(false);
        }
        let now = self.http.clock.date();
        self.tried.may_have_been_applied |= self.changes() && attempt.may_have_been_applied(now);
        // A new credential is tried once. If the server refuses it too, a third one would not help.
        if let Ok((sent, answer)) = &attempt.outcome
            && matches!(answer.status().as_u16(), 401 | 403 | 404)
            && !self.tried.new_credential
            && let Some(sent) = sent
        {
            self.tried.new_credential = true;
            // The credential is told in any case, so that the next call has a new one.
            let renewed = self.in_time(self.authorize.refused(sent, answer)).await?;
            return Ok(renewed && self.request.body.is_repeatable());
        }
        let Some(passing) = attempt.passing(now) else {
            return Ok(false);
        };
        let policy = self.request.retries;
        let allowed = match passing {
            Passing::Throttled(_) | Passing::NoConnection => true,
            Passing::Failed => self.request.retry_writes || self.request.repeat != Repeat::Never,
        };
        if !allowed || !self.request.body.is_repeatable() || self.tried.again + 1 >= policy.max_attempts {
            return Ok(false);
        }
        let Some(left) = self.time_left() else {
            return Ok(false);
        };
        let Some(wait) = passing.wait(&policy, self.tried.again, left) else {
            return Ok(false);
        };
        // A server that says when to come back is not burdened by that.
        let costs = !matches!(passing, Passing::Throttled(_));
        if costs && !self.lane.budget.take() {
            return Ok(false);
        }
        let Some(sleep) = self.http.clock.sleep(wait) else {
            return Ok(false);
        };
        self.tried.again += 1;
        self.tried.taken += u32::from(costs);
        trace::waits_after(attempt.failure(), wait, self.tried.attempts);
        sleep.await;
        Ok(true)
    }

    /// Sends the request with its credential, once.
    async fn attempt(&mut self, ready: Result<(Parts, Permit)>) -> Attempt {
        match ready {
            Ok((head, _permit)) => {
                self.tried.attempts += 1;
                Attempt {
                    outcome: self.exchange(head).await,
                    sent: true,
                }
            }
            Err(error) => Attempt {
                outcome: Err(error),
                sent: false,
            },
        }
    }

    /// The head of a request that may be sent now. The error is the runtime in which it must wait for its turn.
    async fn ready_here(&self) -> Result<Result<(Parts, Permit)>, Handle> {
        if !self.lane.is_free()
            && let Some(runtime) = self.elsewhere()
        {
            return Err(runtime);
        }
        let head = match self.authorized().await {
            Ok(head) => head,
            Err(error) => return Ok(Err(error)),
        };
        if let Some(permit) = self.lane.try_enter() {
            return Ok(self.limited(head).map(|head| (head, permit)));
        }
        match self.elsewhere() {
            Some(runtime) => Err(runtime),
            None => Ok(self.turn().await),
        }
    }

    /// The runtime that can go on with what must wait. In a test whose clock waits for nothing, it goes on here.
    fn elsewhere(&self) -> Option<Handle> {
        self.http.clock.takes_time().then(Handle::try_current)?.ok()
    }

    /// The same, when it is its turn.
    async fn ready(&self) -> Result<(Parts, Permit)> {
        let head = self.authorized().await?;
        match self.lane.try_enter() {
            Some(permit) => Ok((self.limited(head)?, permit)),
            None => self.turn().await,
        }
    }

    /// Waits for its turn.
    async fn turn(&self) -> Result<(Parts, Permit)> {
        let ends = self.started.checked_add(self.request.limit);
        let asked = self.http.clock.now();
        let permit = self.lane.enter(&*self.http.clock, self.request.endpoint, ends).await;
        let waited = self.http.clock.now().saturating_duration_since(asked);
        if waited >= NOTICEABLE {
            trace::was_held(waited, self.tried.attempts);
        }
        let permit = permit.map_err(|held| match held {
            Held::TimeIsUp => time_is_up(),
            Held::Paused { wait, reason } => Error::new(ErrorKind::Paused { wait, reason }),
        })?;
        // Its credential may have expired while it waited.
        let head = self.authorized().await?;
        Ok((self.limited(head)?, permit))
    }

    /// The head with the time limit of an attempt that is sent now.
    fn limited(&self, mut head: Parts) -> Result<Parts> {
        let left = self.left()?;
        let limit = self.request.retries.attempt_timeout.map_or(left, |most| most.min(left));
        match head.extensions.get_mut() {
            Some(deadline) => *deadline = Deadline(limit),
            None => drop(head.extensions.insert(Deadline(limit))),
        }
        Ok(head)
    }

    /// The head of the request with a credential and the time that is left.
    async fn authorized(&self) -> Result<Parts> {
        let mut head = self.request.head.clone();
        head.extensions.insert(Deadline(self.left()?));
        self.in_time(self.authorize.authorize(&mut head)).await?;
        Ok(head)
    }

    async fn exchange(&self, mut head: Parts) -> Result<(Option<HeaderMap>, Raw)> {
        let sent = self.authorize.renews().then(|| head.headers.clone());
        let secret = Secret::sent_with(&mut head);
        let mut answer = Raw::new(self.request.body.send(self.http, head).await?);
        answer.secret = secret;
        self.lane
            .learn(&*self.http.clock, self.request.endpoint, answer.status, &answer.headers);
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

    /// Whether the call changes something.
    fn changes(&self) -> bool {
        self.request.repeat != Repeat::Safe
    }

    /// The answer or the error of the call, with what was done for it.
    fn end(&self, outcome: Result<Raw>) -> Result<Raw> {
        let mut effort = Effort {
            attempts: self.tried.attempts,
            elapsed: self.elapsed(),
            may_have_been_applied: self.tried.may_have_been_applied,
        };
        match outcome {
            Ok(mut answer) => {
                if answer.is_success() {
                    self.lane.budget.succeeded(self.tried.taken);
                    effort.may_have_been_applied = self.changes();
                }
                answer.effort = effort;
                Ok(answer)
            }
            Err(error) => Err(error.after(effort)),
        }
    }

    fn elapsed(&self) -> Duration {
        self.http.clock.now().saturating_duration_since(self.started)
    }

    /// The part of the time limit that is left; `None` if there is none.
    fn time_left(&self) -> Option<Duration> {
        Some(self.request.limit.saturating_sub(self.elapsed())).filter(|left| !left.is_zero())
    }

    fn left(&self) -> Result<Duration> {
        self.time_left().ok_or_else(time_is_up)
    }
}

fn time_is_up() -> Error {
    Error::new(ErrorKind::Transport(TransportError::timeout(
        "the time limit of the call was over before it could be sent",
    )))
}

#[cfg(test)]
mod tests;
