//! A server on the loopback interface. It keeps the requests that it receives, and answers all of them with an empty
//! 200.

use super::captured::Captured;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Request, StatusCode};
use std::io;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// The running server.
pub(crate) struct Server {
    address: SocketAddr,
    received: UnboundedReceiver<Captured>,
}

impl Server {
    /// Starts on a free port.
    pub(crate) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (keep, received) = mpsc::unbounded_channel();
        let router = Router::new().fallback(receive).with_state(keep);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, received })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests since the last call of this method.
    pub(crate) fn take(&mut self) -> Vec<Captured> {
        std::iter::from_fn(|| self.received.try_recv().ok()).collect()
    }
}

async fn receive(State(keep): State<UnboundedSender<Captured>>, request: Request<Body>) -> StatusCode {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST;
    };
    let headers = parts.headers.iter();
    let captured = Captured {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        body: body.to_vec(),
    };
    match keep.send(captured) {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
