//! Bodies of answers that do not arrive as they should.

use axum::body::{Body, Bytes};
use axum::http::Response;
use hyper::body::{Frame, SizeHint};
use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::Sleep;

/// What happens to a body after its first bytes.
pub(super) enum Manner {
    /// The connection is closed after so many bytes.
    Cut(usize),
    /// Half of it comes, then nothing.
    Stall,
    /// It comes in pieces, with this time between them.
    Slow(Duration),
}

const PIECE: usize = 1 << 10;

/// The server sends what it holds when it has to wait. An error without a wait would throw it away.
const FLUSH: Duration = Duration::from_millis(5);

struct Unkindly {
    announced: u64,
    left: Bytes,
    then: Then,
    pause: Option<Duration>,
    sleeping: Option<Pin<Box<Sleep>>>,
}

enum Then {
    End,
    Cut,
    Wait,
}

/// The same answer with a body that arrives in this manner.
pub(super) fn unkindly(answer: Response<()>, body: Bytes, manner: &Manner) -> Response<Body> {
    let announced = body.len() as u64;
    let (left, then, pause) = match manner {
        Manner::Cut(bytes) => (body.slice(..(*bytes).min(body.len())), Then::Cut, Some(FLUSH)),
        Manner::Stall => (body.slice(..body.len() / 2), Then::Wait, None),
        Manner::Slow(pause) => (body, Then::End, Some(*pause)),
    };
    let body = Unkindly {
        announced,
        left,
        then,
        pause,
        sleeping: None,
    };
    answer.map(|()| Body::new(body))
}

impl hyper::body::Body for Unkindly {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(sleeping) = &mut self.sleeping {
            ready!(sleeping.as_mut().poll(cx));
            self.sleeping = None;
        }
        if self.left.is_empty() {
            return match self.then {
                Then::End => Poll::Ready(None),
                Then::Cut => Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into()))),
                Then::Wait => Poll::Pending,
            };
        }
        let piece = self.left.len().min(self.pause.map_or(usize::MAX, |_| PIECE));
        let piece = self.left.split_to(piece);
        self.sleeping = self.pause.map(|pause| Box::pin(tokio::time::sleep(pause)));
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
