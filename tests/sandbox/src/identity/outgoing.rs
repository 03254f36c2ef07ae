//! Requests from the sandbox to apps: installations, webhooks and invocations. They use plain HTTP, follow no
//! redirects, and have a time limit.

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::HOST;
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::fmt;
use std::io;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

/// The largest answer of an app, in bytes. A larger one is an error.
const MAX_ANSWER: usize = 10 << 20;

/// The answer of an app.
#[derive(Clone)]
#[non_exhaustive]
pub struct AppAnswer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, unchanged.
    pub body: Bytes,
}

impl AppAnswer {
    /// The body as JSON; `null` if it is not JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

impl fmt::Debug for AppAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppAnswer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A request to an app.
pub(crate) struct Outgoing<'r> {
    pub(crate) method: Method,
    pub(crate) url: &'r Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) time_limit: Duration,
}

impl Outgoing<'_> {
    /// Sends it.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the address is not plain HTTP. `TimedOut` after the time limit. Another error if the app
    /// cannot be reached. All errors name the address without its query.
    pub(crate) async fn send(self) -> io::Result<AppAnswer> {
        let mut place = self.url.clone();
        place.set_query(None);
        let limit = self.time_limit;
        match timeout(limit, self.exchange()).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(io::Error::new(error.kind(), format!("{place}: {error}"))),
            Err(_) => {
                let text = format!("{place} did not answer within {limit:?}");
                Err(io::Error::new(io::ErrorKind::TimedOut, text))
            }
        }
    }

    async fn exchange(self) -> io::Result<AppAnswer> {
        let invalid = |text: &'static str| io::Error::new(io::ErrorKind::InvalidInput, text);
        if self.url.scheme() != "http" {
            return Err(invalid("the sandbox calls apps by plain HTTP only"));
        }
        let host = self
            .url
            .host_str()
            .ok_or_else(|| invalid("there is no host in the address"))?;
        let port = self.url.port_or_known_default().unwrap_or(80);
        let stream = TcpStream::connect((host.trim_matches(['[', ']']), port)).await?;
        let (mut sender, connection) = handshake(TokioIo::new(stream)).await.map_err(io::Error::other)?;
        tokio::spawn(connection);
        let target = &self.url[url::Position::BeforePath..url::Position::AfterQuery];
        let mut request = Request::new(Body::from(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = target.parse().map_err(|_| invalid("the path cannot be sent"))?;
        *request.headers_mut() = self.headers;
        let authority = HeaderValue::from_str(&format!("{host}:{port}")).map_err(io::Error::other)?;
        request.headers_mut().insert(HOST, authority);
        let answer = sender.send_request(request).await.map_err(io::Error::other)?;
        let (parts, body) = Response::map(answer, Body::new).into_parts();
        Ok(AppAnswer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, MAX_ANSWER).await.map_err(io::Error::other)?,
        })
    }
}

/// An address of an app.
pub(crate) fn parse(url: &str) -> io::Result<Url> {
    let parsed = Url::parse(url);
    parsed.map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, format!("not an address: {url}: {error}")))
}
