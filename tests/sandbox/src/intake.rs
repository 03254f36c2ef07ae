//! Reads the bodies of requests: no more than a limit, and not for ever. What is over the limit is read too, but not
//! kept, because many clients look for an answer only after they have sent everything.

use crate::answer::Problem;
use crate::multipart::{self, Part};
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::header::EXPECT;
use axum::http::request::Parts;
use hyper::body::Frame;
use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep};

/// What is read of a body that nobody needs, in bytes. Who sends more than this does not want an answer.
const MOST_THROWN_AWAY: u64 = 4 << 30;

/// How bodies are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Intake {
    /// The largest body, in bytes.
    pub(crate) most: u64,
    /// The longest wait for the next piece of a body.
    pub(crate) patience: Duration,
}

impl Intake {
    /// The whole body.
    pub(crate) async fn whole(self, head: &Parts, body: Body) -> Result<Bytes, Problem> {
        if body.is_end_stream() {
            return Ok(Bytes::new());
        }
        let body = Body::new(self.guard(head, body)?);
        to_bytes(body, usize::MAX)
            .await
            .map_err(|error| why(&error).unwrap_or_else(|| Unreadable::Broken.problem()))
    }

    /// The parts of a form. The form itself is not kept beside them.
    pub(crate) async fn form(self, head: &Parts, body: Body) -> Result<Vec<Part>, Problem> {
        let body = Body::new(self.guard(head, body)?);
        multipart::read(head, body).await
    }

    /// Reads a body that is not wanted, so that the client gets to the answer. The limit must be zero.
    pub(crate) async fn discard(self, head: &Parts, body: Body) {
        if !body.is_end_stream()
            && let Ok(body) = self.guard(head, body)
        {
            // Each way in which it ends is fine here.
            drop(to_bytes(Body::new(body), usize::MAX).await);
        }
    }

    /// Refuses a client that announces too much and waits for a word before it sends.
    fn guard(self, head: &Parts, body: Body) -> Result<Guarded, Problem> {
        let Self { most, patience } = self;
        let is_over = body.size_hint().lower() > most;
        if is_over && head.headers.contains_key(EXPECT) {
            return Err(Unreadable::TooLarge(most).problem());
        }
        Ok(Guarded {
            body,
            most,
            read: 0,
            is_over,
            patience,
            sleep: None,
        })
    }
}

/// A body that ends with an error if it is too large or stops coming.
struct Guarded {
    body: Body,
    most: u64,
    read: u64,
    is_over: bool,
    patience: Duration,
    /// The wait for the next piece.
    sleep: Option<Pin<Box<Sleep>>>,
}

impl HttpBody for Guarded {
    type Data = Bytes;
    type Error = Unreadable;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        loop {
            let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) else {
                let patience = self.patience;
                let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep(patience)));
                ready!(sleep.as_mut().poll(cx));
                return Poll::Ready(Some(Err(Unreadable::Late)));
            };
            let deadline = Instant::now() + self.patience;
            if let Some(sleep) = &mut self.sleep {
                sleep.as_mut().reset(deadline);
            }
            let too_large = Unreadable::TooLarge(self.most);
            let frame = match frame {
                None => return Poll::Ready(self.is_over.then_some(Err(too_large))),
                Some(Err(_)) => return Poll::Ready(Some(Err(Unreadable::Broken))),
                Some(Ok(frame)) => frame,
            };
            self.read += frame.data_ref().map_or(0, |data| data.len() as u64);
            self.is_over |= self.read > self.most;
            if !self.is_over {
                return Poll::Ready(Some(Ok(frame)));
            }
            if self.read > MOST_THROWN_AWAY {
                return Poll::Ready(Some(Err(too_large)));
            }
        }
    }
}

/// Why a body cannot be read.
#[derive(Clone, Copy, Debug)]
enum Unreadable {
    Broken,
    Late,
    TooLarge(u64),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken => f.write_str("The body cannot be read"),
            Self::Late => f.write_str("The rest of the body did not arrive in time"),
            Self::TooLarge(0) => f.write_str("The operation takes no body"),
            Self::TooLarge(most) => write!(f, "The request is larger than {most} bytes"),
        }
    }
}

impl Error for Unreadable {}

impl Unreadable {
    fn problem(self) -> Problem {
        match self {
            Self::Broken => Problem::bad_request(self.to_string()),
            Self::Late => Problem::too_late(self.to_string()),
            Self::TooLarge(_) => Problem::too_large(self.to_string()),
        }
    }
}

/// The reason in an error of someone who reads a [`Guarded`] body. `None` if the body was read, but is not right.
pub(crate) fn why(error: &(dyn Error + 'static)) -> Option<Problem> {
    let mut causes = std::iter::successors(Some(error), |error| (**error).source());
    let known = causes.find_map(|cause| cause.downcast_ref::<Unreadable>());
    known.map(|reason| reason.problem())
}
