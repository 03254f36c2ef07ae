//! The vendor's side on loopback: a JSON Web Key Set that can be told to misbehave, a gateway that keeps what it was
//! asked.

use super::{CLOUD, private_key};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jsonwebtoken::Algorithm;
use jsonwebtoken::jwk::Jwk;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::task::JoinHandle;

pub(crate) struct Vendor {
    url: String,
    shared: Arc<Shared>,
    serving: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    keys: Mutex<Keys>,
    fetches: Mutex<Vec<Option<String>>>,
    calls: Mutex<Vec<Called>>,
    graphql: Mutex<Value>,
    peers: Mutex<HashSet<SocketAddr>>,
}

/// A call that reached the gateway.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) path: String,
    pub(crate) authorization: String,
    pub(crate) body: Value,
}

/// What is answered to who fetches the keys.
#[derive(Clone, Debug, Default)]
pub(crate) enum Keys {
    #[default]
    None,
    These(Value),
    Late(Duration, Value),
    Never,
    Bytes(usize),
    Endless,
    Redirect(String),
    Status(u16),
}

/// The key set of the vendor with the public halves of these.
pub(crate) fn key_set(ids: &[&str]) -> Value {
    let keys: Vec<_> = ids.iter().map(|id| public_key(id)).collect();
    json!({ "keys": keys })
}

pub(crate) fn public_key(id: &str) -> Value {
    let key = Jwk::from_encoding_key(&private_key(id), Algorithm::RS256).unwrap();
    let mut key = serde_json::to_value(key).unwrap();
    key["kid"] = json!(id);
    key["use"] = json!("sig");
    key
}

impl Vendor {
    pub(crate) async fn start(keys: Keys) -> Self {
        let shared = Arc::new(Shared {
            keys: Mutex::new(keys),
            ..Shared::default()
        });
        let router = Router::new()
            .route("/.well-known/jwks.json", get(jwks))
            .route("/graphql", post(graphql))
            .fallback(gateway)
            .with_state(shared.clone())
            .into_make_service_with_connect_info::<SocketAddr>();
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, shared, serving }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn keys(&self) -> String {
        format!("{}/.well-known/jwks.json", self.url)
    }

    pub(crate) fn gateway(&self) -> String {
        format!("{}/ex/confluence/{CLOUD}", self.url)
    }

    pub(crate) fn set_keys(&self, keys: Keys) {
        *self.shared.keys.lock().unwrap() = keys;
    }

    pub(crate) fn set_graphql(&self, answer: Value) {
        *self.shared.graphql.lock().unwrap() = answer;
    }

    /// How often the keys were fetched.
    #[track_caller]
    pub(crate) fn fetches(&self) -> usize {
        let fetches = self.shared.fetches.lock().unwrap();
        assert!(
            fetches.iter().all(Option::is_none),
            "keys were fetched with a credential"
        );
        fetches.len()
    }

    pub(crate) fn calls(&self) -> Vec<Called> {
        self.shared.calls.lock().unwrap().clone()
    }

    /// The number of connections that were used.
    pub(crate) fn connections(&self) -> usize {
        self.shared.peers.lock().unwrap().len()
    }
}

impl Drop for Vendor {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn authorization(request: &Request) -> Option<String> {
    let value = request.headers().get("authorization")?;
    Some(value.to_str().unwrap().to_owned())
}

async fn jwks(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    shared.peers.lock().unwrap().insert(peer);
    shared.fetches.lock().unwrap().push(authorization(&request));
    let keys = shared.keys.lock().unwrap().clone();
    match keys {
        Keys::None => axum::http::StatusCode::NOT_FOUND.into_response(),
        Keys::These(keys) => keys.to_string().into_response(),
        Keys::Late(delay, keys) => {
            tokio::time::sleep(delay).await;
            keys.to_string().into_response()
        }
        Keys::Never => std::future::pending().await,
        Keys::Bytes(bytes) => vec![b' '; bytes].into_response(),
        Keys::Endless => Body::from_stream(Endless).into_response(),
        Keys::Redirect(to) => Redirect::temporary(&to).into_response(),
        Keys::Status(status) => axum::http::StatusCode::from_u16(status).unwrap().into_response(),
    }
}

struct Endless;

impl futures_core::Stream for Endless {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Ok(Bytes::from_static(&[b' '; 4096]))))
    }
}

async fn graphql(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    keep(&shared, request).await;
    let answer = shared.graphql.lock().unwrap().clone();
    match answer {
        Value::Number(status) => axum::http::StatusCode::from_u16(status.as_u64().unwrap() as u16)
            .unwrap()
            .into_response(),
        answer => answer.to_string().into_response(),
    }
}

async fn gateway(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    shared.peers.lock().unwrap().insert(peer);
    keep(&shared, request).await;
    json!({"id": "7", "title": "A page", "status": "current"})
        .to_string()
        .into_response()
}

async fn keep(shared: &Shared, request: Request) {
    let path = request.uri().path().to_owned();
    let authorization = authorization(&request).unwrap_or_default();
    let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap();
    let body = serde_json::from_slice(&body).unwrap_or_default();
    shared.calls.lock().unwrap().push(Called {
        path,
        authorization,
        body,
    });
}
