//! A body with files, while it is sent.
//!
//! A server can refuse a body before it has read it, and then closes the connection. The refusal is lost if the client
//! writes on before it reads: the write fails. So there is a break before each piece in which the transport can read,
//! and after a refusal no more pieces are given out.

use crate::Result;
use crate::error::Error;
use crate::file_part::Pieces;
use crate::transport::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker, ready};

/// What is known of a body that is being sent.
#[derive(Clone, Default)]
pub(crate) struct Upload(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// Why the body could not be read. A transport reports only that the exchange broke off.
    fault: Option<Error>,
    /// Whether there is more of the body than the transport has taken.
    unsent: bool,
    stop: Stop,
    waiting: Option<Waker>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Stop {
    #[default]
    No,
    /// No more pieces are given out.
    Held,
    /// The body breaks off.
    Over,
}

/// A part of a body.
pub(crate) enum Part {
    Bytes(Bytes),
    Pieces(Pieces),
}

impl Upload {
    /// The body: the parts, one after the other.
    pub(crate) fn stream(
        &self,
        parts: Vec<Part>,
        length: Option<u64>,
    ) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + use<> {
        self.state().unsent = true;
        Joined {
            parts: parts.into_iter(),
            left: length,
            current: None,
            pause: Pause::default(),
            upload: self.clone(),
        }
    }

    /// Why the body could not be read, if that is so.
    pub(crate) fn fault(&self) -> Option<Error> {
        self.state().fault.take()
    }

    /// Stops the body, because the server has refused the request. When the guard is dropped, the body breaks off.
    pub(crate) fn stop(&self) -> Stopped {
        self.state().stop = Stop::Held;
        Stopped(self.clone())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// As long as this lives, no more of the body is sent.
pub(crate) struct Stopped(Upload);

impl Stopped {
    /// Whether the server has refused the request before it had the whole body.
    pub(crate) fn early(&self) -> bool {
        self.0.state().unsent
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.stop = Stop::Over;
        if let Some(waiting) = state.waiting.take() {
            waiting.wake();
        }
    }
}

struct Joined {
    parts: std::vec::IntoIter<Part>,
    /// The number of bytes that are left, if it is known. A transport need not ask for the end after the last of them.
    left: Option<u64>,
    current: Option<Pieces>,
    pause: Pause,
    upload: Upload,
}

impl Joined {
    fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        loop {
            if let Some(pieces) = &mut self.current {
                match ready!(pieces.as_mut().poll_next(cx)) {
                    None => self.current = None,
                    piece => return Poll::Ready(piece),
                }
            }
            match self.parts.next() {
                None => return Poll::Ready(None),
                Some(Part::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Part::Pieces(pieces)) => self.current = Some(pieces),
            }
        }
    }
}

impl Stream for Joined {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        ready!(this.pause.poll(cx));
        {
            let mut state = this.upload.state();
            match state.stop {
                Stop::No => {}
                Stop::Held => {
                    state.waiting = Some(cx.waker().clone());
                    return Poll::Pending;
                }
                Stop::Over => return Poll::Ready(Some(Err("the server has refused the request".into()))),
            }
        }
        let piece = ready!(this.poll_piece(cx));
        this.pause = Pause::default();
        this.upload.state().unsent = match (&piece, &mut this.left) {
            (None, _) => false,
            (Some(Ok(bytes)), Some(left)) => {
                *left = left.saturating_sub(bytes.len() as u64);
                *left > 0
            }
            (Some(_), _) => true,
        };
        Poll::Ready(piece.map(|piece| {
            piece.map_err(|error| {
                let text = error.to_string();
                this.upload.state().fault = Some(error);
                text.into()
            })
        }))
    }
}

/// A break in which the runtime looks for what has arrived. A transport can poll again before that; the break is not
/// over then.
#[derive(Default)]
struct Pause {
    begun: bool,
    over: Arc<AtomicBool>,
}

impl Pause {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if !self.begun {
            self.begun = true;
            let bell = Arc::new(Bell {
                rung: self.over.clone(),
                task: cx.waker().clone(),
            });
            let mut break_ = std::pin::pin!(tokio::task::yield_now());
            if break_.as_mut().poll(&mut Context::from_waker(&bell.into())).is_ready() {
                return Poll::Ready(());
            }
        }
        if self.over.load(Ordering::Acquire) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

/// Remembers that it was woken.
struct Bell {
    rung: Arc<AtomicBool>,
    task: Waker,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.rung.store(true, Ordering::Release);
        self.task.wake_by_ref();
    }
}
