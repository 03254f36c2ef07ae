//! When a request may be sent: the limits of a host and of a tenant, shared by all clients of an [`Http`](crate::Http).
//!
//! A tenant is a site, or a gateway to a site, with one auth mode; its clients share a [`Lane`]. Requests that must
//! wait stand in the queue of their lane, and the lanes of a host take turns (`turns.rs`). A lane has a tempo that
//! follows from what the server says about its limits (`tempo.rs`). A lane without limits is not locked and keeps no
//! count.

mod tempo;
mod turns;

use crate::attempts::Budget;
use crate::clock::Clock;
use crate::grants::Mode;
use crate::rate_limit::{self, RateLimit};
use crate::site::Base;
use http::{HeaderMap, StatusCode};
use std::collections::HashMap;
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::Poll;
use std::time::{Duration, Instant};
use turns::{Place, Step, Ticket, Turns};

/// What a program allows itself. The server's own limits come on top.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caps {
    /// How many requests may be under way to one host.
    pub(crate) concurrent: Option<usize>,
    /// The time between two requests to one host.
    pub(crate) spacing: Option<Duration>,
    /// How many requests to one tenant may be sent again while it fails.
    pub(crate) budget: u32,
}

/// The lanes of an [`Http`](crate::Http).
pub(crate) struct Pace {
    caps: Caps,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    lanes: HashMap<(Mode, String), Arc<Lane>>,
    hosts: HashMap<String, Weak<Host>>,
    last: u64,
}

/// The way to one tenant.
pub(crate) struct Lane {
    id: u64,
    mode: Mode,
    host: Arc<Host>,
    /// Whether its tempo must be looked at.
    slow: AtomicBool,
    pub(crate) budget: Budget,
}

struct Host {
    /// Whether `turns` counts what is under way.
    counts: bool,
    /// Whether there are limits for all lanes.
    limited: AtomicBool,
    turns: Mutex<Turns>,
}

/// Why a request may not be sent.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// The time limit of the call was over while it waited.
    TimeIsUp,
    /// The tenant's quota is used up for longer than the time that is left.
    Paused { wait: Duration, reason: String },
}

/// A request that is under way. The next one may go when this is dropped.
pub(crate) struct Permit(Option<Arc<Host>>);

impl Pace {
    pub(crate) fn new(caps: Caps) -> Self {
        Self {
            caps,
            known: Mutex::default(),
        }
    }

    /// The lane of a tenant.
    pub(crate) fn lane(&self, base: &Base, mode: Mode) -> Arc<Lane> {
        /// So many are kept before it is looked which are still used.
        const FEW: usize = 64;
        let known = &mut *lock(&self.known);
        if let Some(lane) = known.lanes.get(&(mode, base.as_str().to_owned())) {
            return lane.clone();
        }
        if known.lanes.len() >= FEW && known.lanes.len().is_power_of_two() {
            known
                .lanes
                .retain(|_, lane| Arc::strong_count(lane) > 1 || lane.slow.load(Relaxed));
            known.hosts.retain(|_, host| host.strong_count() > 0);
        }
        let origin = base.origin();
        let host = known.hosts.get(origin).and_then(Weak::upgrade).unwrap_or_else(|| {
            let host = Arc::new(Host {
                counts: self.caps.concurrent.is_some(),
                limited: AtomicBool::new(self.caps.concurrent.is_some() || self.caps.spacing.is_some()),
                turns: Mutex::new(Turns::new(self.caps)),
            });
            known.hosts.insert(origin.to_owned(), Arc::downgrade(&host));
            host
        });
        known.last += 1;
        let lane = Arc::new(Lane {
            id: known.last,
            mode,
            host,
            slow: AtomicBool::new(false),
            budget: Budget::new(self.caps.budget),
        });
        known.lanes.insert((mode, base.as_str().to_owned()), lane.clone());
        lane
    }
}

impl Lane {
    /// Whether nothing limits requests, so that none waits for another.
    pub(crate) fn is_free(&self) -> bool {
        !self.slow.load(Relaxed) && !self.host.limited.load(Relaxed)
    }

    /// Lets a request pass if nothing limits it. Most pass here.
    pub(crate) fn try_enter(&self) -> Option<Permit> {
        self.is_free().then_some(Permit(None))
    }

    /// Waits until the request may be sent, but not beyond `ends`.
    pub(crate) async fn enter(&self, clock: &dyn Clock, endpoint: u32, ends: Option<Instant>) -> Result<Permit, Held> {
        let ticket = Ticket::new(endpoint, ends);
        let mut place = {
            let mut turns = lock(&self.host.turns);
            let now = clock.now();
            let step = turns.ask(self.id, self.mode, &ticket, now);
            self.host.limited.store(turns.is_limited(now), Relaxed);
            match step {
                Step::Granted => return Ok(self.permit()),
                Step::Paused(wait, reason) => return Err(Held::Paused { wait, reason }),
                Step::Wait(_) => Place::new(&self.host.turns, self.id, &ticket),
            }
        };
        loop {
            let now = clock.now();
            let step = {
                let mut turns = lock(&self.host.turns);
                self.host.limited.store(turns.is_limited(now), Relaxed);
                turns.step(self.id, &ticket, now)
            };
            let until = match step {
                Step::Granted => {
                    place.taken = true;
                    return Ok(self.permit());
                }
                Step::Paused(wait, reason) => return Err(Held::Paused { wait, reason }),
                Step::Wait(until) => until,
            };
            if ends.is_some_and(|ends| ends <= now) {
                return Err(Held::TimeIsUp);
            }
            let until = [until, ends].into_iter().flatten().min();
            match until.map(|until| clock.sleep(until.saturating_duration_since(now))) {
                // Nothing here can wait.
                Some(None) => return Ok(Permit(None)),
                Some(Some(sleep)) => either(ticket.called(), sleep).await,
                None => ticket.called().await,
            }
        }
    }

    /// Takes in what an answer says about limits.
    pub(crate) fn learn(&self, clock: &dyn Clock, endpoint: u32, status: StatusCode, headers: &HeaderMap) {
        let (refused, slow) = (status == StatusCode::TOO_MANY_REQUESTS, self.slow.load(Relaxed));
        if !refused && !slow && !RateLimit::is_in(headers) {
            return;
        }
        let date = clock.date();
        let said = RateLimit::of(headers, date).unwrap_or_default();
        if !refused && !slow && !said.is_near() {
            return;
        }
        let wait = rate_limit::wait(status, headers, date);
        let mut turns = lock(&self.host.turns);
        let calm = turns.learn(self.id, self.mode, clock.now(), |tempo, now| {
            if refused {
                tempo.refused(endpoint, &said, wait, now);
            } else {
                tempo.answered(endpoint, &said, now);
            }
        });
        if refused && said.is_quota() && said.is_global() {
            self.host.limited.store(true, Relaxed);
            turns.pause_all(self.mode, wait, &said, clock.now());
        }
        self.slow.store(!calm, Relaxed);
    }

    fn permit(&self) -> Permit {
        Permit(self.host.counts.then(|| self.host.clone()))
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(host) = &self.0 {
            lock(&host.turns).ended();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for one of two.
async fn either(one: impl Future<Output = ()>, other: impl Future<Output = ()>) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    std::future::poll_fn(|cx| {
        if one.as_mut().poll(cx).is_ready() {
            Poll::Ready(())
        } else {
            other.as_mut().poll(cx)
        }
    })
    .await
}

#[cfg(test)]
mod tests;
