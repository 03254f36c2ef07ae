//! How fast a tenant may be called, by what its server says about its limits.
//!
//! | what the server says | what follows |
//! |---|---|
//! | 429, and a quota is used up | no request until the reset |
//! | 429 for another reason | no request of that operation until the time that it names, and slower from then on |
//! | a limit is near | what is left is spread over the time until the reset |
//!
//! Only a quota refuses a call. A call whose time limit ends before it would be its turn by the other two goes at once:
//! the server may still take it.

use crate::rate_limit::RateLimit;
use std::time::{Duration, Instant};

/// The vendor's quotas start anew at each full hour. A header that names a later time is not believed.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// The longest time between two requests because a limit is near.
const LONGEST_SPACING: Duration = Duration::from_secs(5);
/// The time between two requests if a limit is near and nothing else is known, and how long that is believed.
const UNKNOWN: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(60));
/// The time between two requests of an operation that was refused: at first, at most, and when it is forgotten.
const BURST: (Duration, Duration, Duration) = (
    Duration::from_millis(25),
    Duration::from_millis(250),
    Duration::from_millis(5),
);
/// The requests that one limit refused together count as one refusal.
const TOGETHER: Duration = Duration::from_secs(1);
/// An operation that was refused is forgotten after this time without a request.
const FORGOTTEN: Duration = Duration::from_secs(60);

/// The tempo of one tenant.
#[derive(Default)]
pub(super) struct Tempo {
    pause: Option<Pause>,
    spacing: Option<Spacing>,
    bursts: Vec<Burst>,
}

/// Until when nothing is sent, and which quota is the reason.
pub(super) struct Pause {
    pub(super) until: Instant,
    pub(super) reason: String,
}

impl Pause {
    pub(super) fn new(wait: Duration, said: &RateLimit, now: Instant) -> Self {
        Self {
            until: now + wait.min(LONGEST_PAUSE),
            reason: said.reason.clone().unwrap_or_default(),
        }
    }
}

/// The time between two requests because a limit is near.
struct Spacing {
    time: Duration,
    next: Instant,
    ends: Instant,
    /// What was left when the last answer came, and what one request costs.
    remaining: Option<u64>,
    cost: u64,
}

/// An operation that was refused.
struct Burst {
    endpoint: u32,
    time: Duration,
    next: Instant,
    refused: Instant,
}

impl Tempo {
    /// The pause that is on.
    pub(super) fn pause(&self, now: Instant) -> Option<&Pause> {
        self.pause.as_ref().filter(|pause| pause.until > now)
    }

    /// When the next request of this operation may go, with so many before it.
    pub(super) fn opens(&self, endpoint: u32, before: usize) -> Option<Instant> {
        let before = u32::try_from(before).unwrap_or(u32::MAX);
        let after = |next: Instant, time: Duration| next + time.saturating_mul(before).min(LONGEST_PAUSE);
        let spaced = self.spacing.as_ref().map(|spacing| after(spacing.next, spacing.time));
        let burst = self.bursts.iter().find(|burst| burst.endpoint == endpoint);
        spaced.max(burst.map(|burst| after(burst.next, burst.time)))
    }

    /// A request is sent.
    pub(super) fn went(&mut self, endpoint: u32, now: Instant) {
        if let Some(spacing) = &mut self.spacing {
            spacing.next = spacing.next.max(now) + spacing.time;
        }
        if let Some(burst) = self.burst(endpoint) {
            burst.next = burst.next.max(now) + burst.time;
        }
    }

    /// The server refused a request (429).
    pub(super) fn refused(&mut self, endpoint: u32, said: &RateLimit, wait: Option<Duration>, now: Instant) {
        if said.is_quota()
            && let Some(wait) = wait
        {
            self.pause = Some(Pause::new(wait, said, now));
            return;
        }
        let (first, most, _) = BURST;
        let wait = wait.unwrap_or_default().min(LONGEST_PAUSE);
        match self.burst(endpoint) {
            Some(burst) => {
                if now.saturating_duration_since(burst.refused) > TOGETHER {
                    burst.time = (burst.time * 2).min(most);
                    burst.refused = now;
                }
                burst.next = burst.next.max(now + wait);
            }
            None => self.bursts.push(Burst {
                endpoint,
                time: first,
                next: now + wait,
                refused: now,
            }),
        }
    }

    /// The server answered a request.
    pub(super) fn answered(&mut self, endpoint: u32, said: &RateLimit, now: Instant) {
        if let Some(burst) = self.burst(endpoint) {
            burst.time -= burst.time / 8;
        }
        if said.is_near() {
            self.space(said, now);
        } else if said.remaining.is_some() || said.limit.is_some() {
            self.spacing = None;
        }
    }

    /// Spreads what is left over the time until the reset.
    fn space(&mut self, said: &RateLimit, now: Instant) {
        let before = self.spacing.as_ref();
        let cost = before.map_or(1, |before| before.cost);
        let fallen = before.and_then(|before| before.remaining?.checked_sub(said.remaining?));
        let cost = fallen
            .map_or(cost, |fallen| (3 * cost).saturating_add(fallen).div_ceil(4))
            .max(1);
        let (time, lasts) = match (said.remaining, said.reset) {
            (Some(0), Some(reset)) => (reset.min(LONGEST_PAUSE), reset),
            (Some(remaining), Some(reset)) => {
                let requests = u32::try_from(remaining / cost).unwrap_or(u32::MAX).max(1);
                ((reset / requests).min(LONGEST_SPACING), reset)
            }
            _ => UNKNOWN,
        };
        let next = match before {
            Some(before) if said.remaining != Some(0) => before.next.clamp(now, now + time),
            _ => now + time,
        };
        self.spacing = Some(Spacing {
            time,
            next,
            ends: now + lasts.min(LONGEST_PAUSE),
            remaining: said.remaining,
            cost,
        });
    }

    /// Forgets what is over. Returns whether nothing is left.
    pub(super) fn is_calm(&mut self, now: Instant) -> bool {
        let (.., forgotten) = BURST;
        self.pause = self.pause.take().filter(|pause| pause.until > now);
        self.spacing = self.spacing.take().filter(|spacing| spacing.ends > now);
        self.bursts
            .retain(|burst| burst.time > forgotten && burst.next + FORGOTTEN > now);
        self.pause.is_none() && self.spacing.is_none() && self.bursts.is_empty()
    }

    fn burst(&mut self, endpoint: u32) -> Option<&mut Burst> {
        self.bursts.iter_mut().find(|burst| burst.endpoint == endpoint)
    }
}
