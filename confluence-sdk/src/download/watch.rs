//! The time limits of a download: one between two pieces, and one for the whole if the caller has set it.

use crate::clock::Clock;
use crate::transport::TransportError;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::time::Sleep;

/// Watches the time. Outside of a tokio runtime there is no timer: the time is looked at when something arrives.
pub(crate) struct Watch {
    clock: Arc<dyn Clock>,
    idle: Duration,
    ends: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
    running: bool,
}

impl Watch {
    /// Starts now. `whole` is the limit of the download as a whole.
    pub(crate) fn new(clock: Arc<dyn Clock>, idle: Duration, whole: Option<Duration>) -> Self {
        let ends = whole.and_then(|whole| clock.now().checked_add(whole));
        Self {
            clock,
            idle,
            ends,
            timer: None,
            running: false,
        }
    }

    /// The time that is left for the next piece. It is an error if the limit of the whole download is over.
    pub(crate) fn left(&self) -> Result<Duration, TransportError> {
        let Some(ends) = self.ends else {
            return Ok(self.idle);
        };
        match ends.saturating_duration_since(self.clock.now()) {
            Duration::ZERO => Err(TransportError::timeout("the time limit of the download is over")),
            left => Ok(left.min(self.idle)),
        }
    }

    /// The time that is left for the whole download: [`Duration::MAX`] if it has no limit.
    pub(crate) fn whole(&self) -> Duration {
        self.ends
            .map_or(Duration::MAX, |ends| ends.saturating_duration_since(self.clock.now()))
    }

    /// Something has arrived.
    pub(crate) fn moved(&mut self) {
        self.running = false;
    }

    /// Is ready when there is no more time for the next piece.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<TransportError> {
        let left = match self.left() {
            Ok(left) => left,
            Err(over) => return Poll::Ready(over),
        };
        if tokio::runtime::Handle::try_current().is_err() {
            return Poll::Pending;
        }
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(left)));
        if !self.running {
            self.running = true;
            // A limit that no instant can hold is none.
            if let Some(ends) = tokio::time::Instant::now().checked_add(left) {
                timer.as_mut().reset(ends);
            }
        }
        timer.as_mut().poll(cx).map(|()| match self.left() {
            Ok(_) => TransportError::timeout(format!("nothing arrived in {:?}", self.idle)),
            Err(over) => over,
        })
    }
}
