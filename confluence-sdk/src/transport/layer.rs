//! Layers of `tower` around a transport.

use super::{Body, BoxError, Transport, TransportError};
use bytes::Bytes;
use futures_core::future::BoxFuture;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tower::{Layer, Service};

/// A transport as a service of `tower`: what a layer of [`HttpBuilder::layer`](crate::HttpBuilder::layer) is put
/// around.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// The service that sends requests through this transport.
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self(transport)
    }
}

impl<B> Service<http::Request<B>> for TransportService
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<http::Response<Body>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        self.0.send(request.map(Body::from_http_body))
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}

/// A service as a transport. Each request has a clone of the service. The mutex is locked for the clone alone; it makes
/// services usable that are not `Sync`.
struct Layered<S>(Mutex<S>);

/// A transport with a layer around it.
pub(crate) fn layered<L, B>(layer: &L, inner: Arc<dyn Transport>) -> impl Transport + use<L, B>
where
    L: Layer<TransportService>,
    L::Service: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    <L::Service as Service<http::Request<Body>>>::Error: Into<BoxError>,
    <L::Service as Service<http::Request<Body>>>::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    Layered(Mutex::new(layer.layer(TransportService(inner))))
}

impl<S, B> Transport for Layered<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let mut service = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            let explain = |error: S::Error| TransportError::of(error.into());
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(explain)?;
            let response = service.call(request).await.map_err(explain)?;
            Ok(response.map(Body::from_http_body))
        })
    }
}
