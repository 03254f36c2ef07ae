//! An app on the loopback interface that records the requests it receives.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Request, Response, StatusCode};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// An app. It has a base path, because the base path must be removed from paths before they are hashed.
pub(super) struct App {
    pub(super) url: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    descriptor: Mutex<Value>,
    statuses: Mutex<HashMap<String, u16>>,
    received: Mutex<Vec<Received>>,
}

/// A request that the app received.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl Received {
    /// The part of `authorization` after the scheme.
    pub(super) fn token(&self, scheme: &str) -> String {
        let value = self.headers["authorization"].to_str().unwrap();
        value.strip_prefix(scheme).unwrap().trim_start().to_owned()
    }
}

impl App {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/base", listener.local_addr().unwrap());
        let shared = Arc::new(Shared::default());
        let router = Router::new().fallback(answer).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let app = Self { url, shared };
        app.describe(app.descriptor());
        app
    }

    /// A descriptor that can be installed.
    pub(super) fn descriptor(&self) -> Value {
        json!({
            "key": "com.example.app",
            "name": "Example",
            "baseUrl": self.url,
            "authentication": { "type": "jwt" },
            "apiMigrations": { "signed-install": true },
            "lifecycle": { "installed": "/installed", "uninstalled": "/uninstalled", "enabled": "/enabled" },
            "scopes": ["READ", "act_as_user"],
            "modules": { "webhooks": [{ "event": "page_created", "url": "/hooks/page?kind=new" }] },
        })
    }

    pub(super) fn describe(&self, descriptor: Value) {
        *self.shared.descriptor.lock().unwrap() = descriptor;
    }

    /// From now on, answers this path with this status.
    pub(super) fn answer_by(&self, path: &str, status: u16) {
        self.shared.statuses.lock().unwrap().insert(path.to_owned(), status);
    }

    /// The requests so far, without those for the descriptor.
    pub(super) fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    pub(super) fn last(&self) -> Received {
        self.received().pop().expect("nothing was received")
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().unwrap().to_string();
    if path == "/base/atlassian-connect.json" {
        return Response::new(Body::from(shared.descriptor.lock().unwrap().to_string()));
    }
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let status = shared
        .statuses
        .lock()
        .unwrap()
        .get(parts.uri.path())
        .copied()
        .unwrap_or(200);
    shared.received.lock().unwrap().push(Received {
        method: parts.method.to_string(),
        path,
        headers: parts.headers,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    });
    let mut answer = Response::new(Body::from("{\"heard\":true}"));
    *answer.status_mut() = StatusCode::from_u16(status).unwrap();
    answer
}

/// The claims of a token that this key signed. Panics if it did not.
pub(super) fn claims(token: &str, key: &DecodingKey, algorithm: Algorithm) -> Value {
    let mut rules = Validation::new(algorithm);
    rules.validate_aud = false;
    decode::<Value>(token, key, &rules).unwrap().claims
}
