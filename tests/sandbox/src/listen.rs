//! Accepts connections, and speaks HTTP on them until the sandbox stops.

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::IpAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How long a connection may be idle, and how long the head of a request may take to arrive. It is longer than clients
/// usually keep an idle connection, so that it is the client who closes it.
const IDLE: Duration = Duration::from_secs(120);
/// The pause after a failure to accept: the process may have too many open files for a moment.
const PAUSE: Duration = Duration::from_millis(50);

/// What is spoken on a connection below HTTP.
#[derive(Clone, Default)]
pub(crate) enum Security {
    #[default]
    Plain,
    #[cfg(feature = "tls")]
    Tls(tokio_rustls::TlsAcceptor),
}

impl Security {
    pub(crate) fn scheme(&self) -> &'static str {
        match self {
            Self::Plain => "http",
            #[cfg(feature = "tls")]
            Self::Tls(_) => "https",
        }
    }

    async fn speak(self, stream: TcpStream, router: Router, watcher: Watcher) {
        match self {
            Self::Plain => speak(stream, router, watcher).await,
            #[cfg(feature = "tls")]
            Self::Tls(acceptor) => {
                // A handshake that fails or never ends is the client's affair.
                if let Ok(Ok(stream)) = tokio::time::timeout(IDLE, acceptor.accept(stream)).await {
                    speak(stream, router, watcher).await;
                }
            }
        }
    }
}

/// Opens a port. Port 0 is any free port.
pub(crate) async fn bind(address: IpAddr, port: u16) -> io::Result<TcpListener> {
    let named = |error: io::Error| {
        let text = format!("port {port} of {address} cannot be opened: {error}");
        io::Error::new(error.kind(), text)
    };
    TcpListener::bind((address, port)).await.map_err(named)
}

/// Serves what comes in, until `stop` is closed. Requests that are being answered then are answered.
pub(crate) async fn serve(listener: TcpListener, security: Security, router: Router, mut stop: watch::Receiver<()>) {
    let connections = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // Without this, small answers wait for the client's acknowledgements.
        let _ = stream.set_nodelay(true);
        let security = security.clone();
        tokio::spawn(security.speak(stream, router.clone(), connections.watcher()));
    }
    connections.shutdown().await;
}

async fn speak<S>(stream: S, router: Router, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    // HTTP/1.1, or HTTP/2 if the client begins with it.
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(IDLE);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    // It ends with an error if the client goes away. Nobody is left to tell.
    let _ = watcher.watch(connection).await;
}
