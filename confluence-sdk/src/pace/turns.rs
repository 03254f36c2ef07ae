//! Whose turn it is: one queue for each lane of a host, and the lanes take turns.

use super::tempo::{Pause, Tempo};
use super::{Caps, lock};
use crate::grants::Mode;
use crate::rate_limit::RateLimit;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// The queues of one host.
pub(super) struct Turns {
    caps: Caps,
    /// How many requests are under way. It is counted only if there is a limit.
    under_way: usize,
    /// When the next request may be sent, if the time between two requests is limited.
    next: Option<Instant>,
    /// The pauses of all lanes of a mode.
    pauses: Vec<(Mode, Pause)>,
    /// The lanes that wait or have a tempo.
    queues: HashMap<u64, Queue>,
    /// The lanes that wait. The first one is next.
    ring: VecDeque<u64>,
}

struct Queue {
    mode: Mode,
    tempo: Tempo,
    waiting: VecDeque<Arc<Ticket>>,
}

/// A request that waits.
pub(super) struct Ticket {
    endpoint: u32,
    ends: Option<Instant>,
    granted: AtomicBool,
    /// Whether it would be its turn only after the end of its time, so that it does not keep the tempo.
    exempt: AtomicBool,
    bell: Notify,
}

impl Ticket {
    pub(super) fn new(endpoint: u32, ends: Option<Instant>) -> Arc<Self> {
        Arc::new(Self {
            endpoint,
            ends,
            granted: AtomicBool::new(false),
            exempt: AtomicBool::new(false),
            bell: Notify::new(),
        })
    }

    /// Waits until it is worth looking again.
    pub(super) async fn called(&self) {
        self.bell.notified().await;
    }

    fn ends_before(&self, time: Instant) -> bool {
        self.ends.is_some_and(|ends| ends <= time)
    }
}

/// What a request has to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It may be sent.
    Granted,
    /// Its lane is paused for longer than its time.
    Paused(Duration, String),
    /// It waits, and looks again at this time or when it is called.
    Wait(Option<Instant>),
}

impl Turns {
    pub(super) fn new(caps: Caps) -> Self {
        Self {
            caps,
            under_way: 0,
            next: None,
            pauses: Vec::new(),
            queues: HashMap::new(),
            ring: VecDeque::new(),
        }
    }

    /// A request wants to be sent. If it must wait, it stands in its queue from now on.
    pub(super) fn ask(&mut self, lane: u64, mode: Mode, ticket: &Arc<Ticket>, now: Instant) -> Step {
        let queue = self.queues.entry(lane).or_insert_with(|| Queue::new(mode));
        let turn = queue.tempo.opens(ticket.endpoint, queue.waiting.len());
        ticket
            .exempt
            .store(turn.is_some_and(|turn| ticket.ends_before(turn)), Relaxed);
        if queue.waiting.is_empty() {
            self.ring.push_back(lane);
        }
        queue.waiting.push_back(ticket.clone());
        let step = self.step(lane, ticket, now);
        if matches!(step, Step::Paused(..)) {
            self.leave(lane, ticket);
        }
        step
    }

    /// Lets go who may, and tells what this request has to do.
    pub(super) fn step(&mut self, lane: u64, ticket: &Arc<Ticket>, now: Instant) -> Step {
        self.let_go(now);
        if ticket.granted.load(Relaxed) {
            return Step::Granted;
        }
        let Some(queue) = self.queues.get(&lane) else {
            return Step::Granted;
        };
        let pause = queue.pause(&self.pauses, now);
        if let Some(pause) = pause.filter(|pause| ticket.ends_before(pause.until)) {
            return Step::Paused(pause.until - now, pause.reason.clone());
        }
        // Only the first of a queue minds the time.
        if !queue.waiting.front().is_some_and(|first| Arc::ptr_eq(first, ticket)) {
            return Step::Wait(None);
        }
        let tempo = queue.waiting.iter().map(|ticket| queue.opens(ticket)).min().flatten();
        let times = [pause.map(|pause| pause.until), tempo, self.next];
        Step::Wait(times.into_iter().flatten().max().filter(|time| *time > now))
    }

    /// Takes a request out that waits no longer.
    fn leave(&mut self, lane: u64, ticket: &Arc<Ticket>) {
        if ticket.granted.load(Relaxed) {
            return self.ended();
        }
        let Some(queue) = self.queues.get_mut(&lane) else {
            return;
        };
        queue.waiting.retain(|waiting| !Arc::ptr_eq(waiting, ticket));
        queue.call_first();
        if queue.waiting.is_empty() {
            self.ring.retain(|waiting| *waiting != lane);
        }
        // It may have been called for a place that it does not take.
        self.call_next();
    }

    /// A request that was counted has ended.
    pub(super) fn ended(&mut self) {
        self.under_way = self.under_way.saturating_sub(1);
        self.call_next();
    }

    /// Whether there are limits for all lanes.
    pub(super) fn is_limited(&self, now: Instant) -> bool {
        let capped = self.caps.concurrent.is_some() || self.caps.spacing.is_some();
        capped || self.pauses.iter().any(|(_, pause)| pause.until > now)
    }

    /// Whoever is next looks again, and lets go who may.
    fn call_next(&self) {
        if let Some(queue) = self.ring.front().and_then(|lane| self.queues.get(lane)) {
            queue.call_first();
        }
    }

    /// Takes in what was said to a lane. Returns whether it has no limits any more.
    pub(super) fn learn(
        &mut self,
        lane: u64,
        mode: Mode,
        now: Instant,
        learn: impl FnOnce(&mut Tempo, Instant),
    ) -> bool {
        let queue = self.queues.entry(lane).or_insert_with(|| Queue::new(mode));
        learn(&mut queue.tempo, now);
        queue.call_first();
        let calm = queue.tempo.is_calm(now) && queue.waiting.is_empty();
        if calm {
            self.queues.remove(&lane);
        }
        calm
    }

    /// A quota that all lanes of a mode share is used up.
    pub(super) fn pause_all(&mut self, mode: Mode, wait: Option<Duration>, said: &RateLimit, now: Instant) {
        self.pauses
            .retain(|(paused, pause)| *paused != mode && pause.until > now);
        if let Some(wait) = wait {
            self.pauses.push((mode, Pause::new(wait, said, now)));
        }
    }

    /// Lets go who may, one of each lane in turn.
    fn let_go(&mut self, now: Instant) {
        let mut passed_over = 0;
        while passed_over < self.ring.len() && self.has_room(now) {
            let Some(lane) = self.ring.pop_front() else { return };
            let Some(queue) = self.queues.get_mut(&lane) else {
                continue;
            };
            match queue.next(&self.pauses, now) {
                Some(ticket) => {
                    ticket.granted.store(true, Relaxed);
                    ticket.bell.notify_one();
                    queue.call_first();
                    passed_over = 0;
                    self.under_way += usize::from(self.caps.concurrent.is_some());
                    self.next = self.caps.spacing.map(|time| self.next.unwrap_or(now).max(now) + time);
                }
                None => passed_over += 1,
            }
            if !queue.waiting.is_empty() {
                self.ring.push_back(lane);
            } else if queue.tempo.is_calm(now) {
                self.queues.remove(&lane);
            }
        }
    }

    fn has_room(&self, now: Instant) -> bool {
        self.caps.concurrent.is_none_or(|most| self.under_way < most) && self.next.is_none_or(|next| next <= now)
    }
}

impl Queue {
    fn new(mode: Mode) -> Self {
        Self {
            mode,
            tempo: Tempo::default(),
            waiting: VecDeque::new(),
        }
    }

    /// Takes out the first request that may go.
    fn next(&mut self, pauses: &[(Mode, Pause)], now: Instant) -> Option<Arc<Ticket>> {
        if self.pause(pauses, now).is_some() {
            return None;
        }
        let at = self
            .waiting
            .iter()
            .position(|ticket| self.opens(ticket).is_none_or(|opens| opens <= now))?;
        let ticket = self.waiting.remove(at)?;
        self.tempo.went(ticket.endpoint, now);
        Some(ticket)
    }

    /// When a request may go by the tempo of its lane; `None` if it may go at any time.
    fn opens(&self, ticket: &Ticket) -> Option<Instant> {
        let opens = self.tempo.opens(ticket.endpoint, 0)?;
        let at_once = ticket.exempt.load(Relaxed) || ticket.ends_before(opens);
        (!at_once).then_some(opens)
    }

    /// The longest pause that is on.
    fn pause<'a>(&'a self, pauses: &'a [(Mode, Pause)], now: Instant) -> Option<&'a Pause> {
        let all = pauses
            .iter()
            .filter(|(mode, pause)| *mode == self.mode && pause.until > now);
        all.map(|(_, pause)| pause)
            .chain(self.tempo.pause(now))
            .max_by_key(|pause| pause.until)
    }

    /// The first of the queue looks again.
    fn call_first(&self) {
        if let Some(first) = self.waiting.front() {
            first.bell.notify_one();
        }
    }
}

/// A place in the queue. It is given up when the call is dropped.
pub(super) struct Place<'a> {
    turns: &'a Mutex<Turns>,
    lane: u64,
    ticket: Arc<Ticket>,
    pub(super) taken: bool,
}

impl<'a> Place<'a> {
    pub(super) fn new(turns: &'a Mutex<Turns>, lane: u64, ticket: &Arc<Ticket>) -> Self {
        Self {
            turns,
            lane,
            ticket: ticket.clone(),
            taken: false,
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if !self.taken {
            lock(self.turns).leave(self.lane, &self.ticket);
        }
    }
}
