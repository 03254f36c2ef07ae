//! An authorization server with a gateway behind it. It keeps the vendor's rules of rotation, and has faults on
//! request.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use axum::routing::{any, get, post};
use confluence_sdk::CloudId;
use serde_json::{Value, json};
use std::collections::{HashSet, VecDeque};
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

pub(crate) struct Authority {
    url: String,
    book: Arc<Mutex<Book>>,
    serving: tokio::task::JoinHandle<()>,
}

/// What it knows, and how it is to behave.
pub(crate) struct Book {
    /// Every request for a token: its media type and its body.
    pub(crate) asked: Vec<(String, Value)>,
    /// The status of every call at the gateway.
    pub(crate) calls: Vec<u16>,
    /// What happens with the next requests for a token instead of an answer.
    pub(crate) faults: VecDeque<Fault>,
    /// Before a token is given.
    pub(crate) delay: Duration,
    /// Of access tokens, in seconds.
    pub(crate) life: u64,
    /// What is granted; `None` is not reported.
    pub(crate) scope: Option<String>,
    pub(crate) token_type: bool,
    /// Whether a refresh token may be used again for a while after its rotation.
    pub(crate) leeway: bool,
    /// What the gateway answers to an unknown access token, and with which body.
    pub(crate) refusal: (u16, &'static str),
    pub(crate) sites: Value,
    /// Before the next call is answered.
    pub(crate) gateway_delay: Duration,
    count: usize,
    codes: HashSet<String>,
    access: String,
    refresh: String,
    former: Option<String>,
    pub(crate) rotations: usize,
}

pub(crate) enum Fault {
    /// Done, but the answer breaks off in the middle.
    Lost,
    /// Nothing is done.
    Answer(u16, &'static str),
    /// Nothing is done, and the answer says when to come back (`Retry-After`).
    Later(u16, &'static str, &'static str),
    /// Nothing is done; the answer points elsewhere.
    Redirect(String),
    /// Done, but the answer takes so long.
    Late(Duration),
    /// Nothing is done, and no answer comes.
    Hang,
}

pub(crate) struct Issued {
    pub(crate) refresh: String,
}

impl Authority {
    pub(crate) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let book = Arc::new(Mutex::new(Book {
            asked: Vec::new(),
            calls: Vec::new(),
            faults: VecDeque::new(),
            delay: Duration::ZERO,
            life: 3600,
            scope: Some("read:page:confluence offline_access".to_owned()),
            token_type: true,
            leeway: true,
            refusal: (401, r#"{"code":401,"message":"Unauthorized"}"#),
            sites: json!([{"id": "c1", "name": "One", "url": "https://one.example.test", "scopes": ["read:page:confluence"]}]),
            gateway_delay: Duration::ZERO,
            count: 0,
            codes: HashSet::new(),
            access: String::new(),
            refresh: String::new(),
            former: None,
            rotations: 0,
        }));
        let router = Router::new()
            .route("/oauth/token", post(token))
            .route("/oauth/token/accessible-resources", get(sites))
            .route("/ex/confluence/{cloud}/{*path}", any(gateway))
            .route("/_edge/tenant_info", get(tenant_info))
            .with_state(book.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, book, serving }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn cloud_id(&self) -> CloudId {
        CloudId::new("c1").unwrap()
    }

    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap()
    }

    /// How many tokens were asked for.
    pub(crate) fn asked(&self) -> usize {
        self.book().asked.len()
    }

    /// How many were given.
    pub(crate) fn rotations(&self) -> usize {
        self.book().rotations
    }

    /// The status of every call at the gateway.
    pub(crate) fn calls(&self) -> Vec<u16> {
        self.book().calls.clone()
    }

    /// The user consents.
    pub(crate) fn code(&self) -> String {
        let mut book = self.book();
        book.count += 1;
        let code = format!("code-{}", book.count);
        book.codes.insert(code.clone());
        code
    }

    /// A new grant; no access token is good as yet.
    pub(crate) fn issue(&self) -> Issued {
        let mut book = self.book();
        let _ = book.rotate();
        book.rotations = 0;
        book.access.clear();
        Issued {
            refresh: book.refresh.clone(),
        }
    }

    /// The access token is good no more, whatever its time.
    pub(crate) fn revoke_access(&self) {
        self.book().access.clear();
    }

    pub(crate) fn fault(&self, fault: Fault) {
        self.book().faults.push_back(fault);
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Book {
    pub(crate) fn current_refresh(&self) -> &str {
        &self.refresh
    }

    fn rotate(&mut self) -> Value {
        self.count += 1;
        self.rotations += 1;
        self.access = format!("access-{}", self.count);
        self.former = Some(std::mem::replace(&mut self.refresh, format!("refresh-{}", self.count)));
        let offline = self
            .scope
            .as_deref()
            .is_none_or(|scope| scope.contains("offline_access"));
        let mut answer = json!({"access_token": self.access, "expires_in": self.life});
        if offline {
            answer["refresh_token"] = json!(self.refresh);
        }
        if let Some(scope) = &self.scope {
            answer["scope"] = json!(scope);
        }
        if self.token_type {
            answer["token_type"] = json!("Bearer");
        }
        answer
    }

    fn answer(&mut self, body: &Value) -> (u16, Value) {
        let text = |name: &str| body[name].as_str().unwrap_or_default();
        let error = |status, code: &str, words: &str| (status, json!({"error": code, "error_description": words}));
        if (text("client_id"), text("client_secret")) != ("client-1", super::SECRET) {
            return error(401, "access_denied", "Unauthorized");
        }
        match text("grant_type") {
            "authorization_code" if self.codes.remove(text("code")) => (200, self.rotate()),
            "authorization_code" => error(403, "invalid_grant", "Invalid authorization code"),
            "refresh_token" => {
                let known = text("refresh_token") == self.refresh
                    || (self.leeway && self.former.as_deref() == Some(text("refresh_token")));
                match known {
                    true => (200, self.rotate()),
                    false => error(403, "invalid_grant", "Unknown or invalid refresh token."),
                }
            }
            "client_credentials" => {
                let mut answer = self.rotate();
                answer.as_object_mut().unwrap().remove("refresh_token");
                (200, answer)
            }
            _ => error(400, "unsupported_grant_type", "no such grant"),
        }
    }
}

type Shared = State<Arc<Mutex<Book>>>;

async fn token(State(book): Shared, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let media_type = headers["content-type"].to_str().unwrap().to_owned();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let (fault, delay) = {
        let mut book = book.lock().unwrap();
        book.asked.push((media_type, body.clone()));
        (book.faults.pop_front(), book.delay)
    };
    match &fault {
        Some(Fault::Answer(status, body)) => return json_answer(*status, (*body).to_owned()),
        Some(Fault::Later(status, body, when)) => {
            let answer = Response::builder().status(*status).header("Retry-After", *when);
            return answer.body(Body::from(*body)).unwrap();
        }
        Some(Fault::Redirect(to)) => {
            let answer = Response::builder().status(307).header("Location", to);
            return answer.body(Body::empty()).unwrap();
        }
        Some(Fault::Hang) => std::future::pending().await,
        _ => {}
    }
    let (status, answer) = book.lock().unwrap().answer(&body);
    match fault {
        Some(Fault::Lost) => {
            let half = answer.to_string()[..10].to_owned();
            let pieces = futures(vec![Ok(Bytes::from(half)), Err(io::Error::other("cut"))]);
            return Response::builder().body(Body::from_stream(pieces)).unwrap();
        }
        Some(Fault::Late(time)) => tokio::time::sleep(time).await,
        _ => tokio::time::sleep(delay).await,
    }
    json_answer(status, answer.to_string())
}

/// Pieces of a body, one by one.
fn futures(pieces: Vec<io::Result<Bytes>>) -> impl futures_core::Stream<Item = io::Result<Bytes>> {
    struct Pieces(std::vec::IntoIter<io::Result<Bytes>>, bool);
    impl futures_core::Stream for Pieces {
        type Item = io::Result<Bytes>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            cx: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            // Every other time it is not ready, so that what was given before is sent.
            self.1 = !self.1;
            if self.1 {
                cx.waker().wake_by_ref();
                return std::task::Poll::Pending;
            }
            std::task::Poll::Ready(self.0.next())
        }
    }
    Pieces(pieces.into_iter(), false)
}

fn json_answer(status: u16, body: String) -> Response<Body> {
    let answer = Response::builder()
        .status(status)
        .header("Content-Type", "application/json");
    answer.body(Body::from(body)).unwrap()
}

fn admitted(book: &mut Book, headers: &HeaderMap) -> bool {
    let sent = headers
        .get("authorization")
        .map(|value| value.to_str().unwrap().to_owned());
    !book.access.is_empty() && sent == Some(format!("Bearer {}", book.access))
}

async fn sites(State(book): Shared, headers: HeaderMap) -> Response<Body> {
    let mut book = book.lock().unwrap();
    match admitted(&mut book, &headers) {
        true => json_answer(200, book.sites.to_string()),
        false => json_answer(401, r#"{"code":401,"message":"Unauthorized"}"#.to_owned()),
    }
}

async fn gateway(State(book): Shared, headers: HeaderMap) -> Response<Body> {
    let delay = std::mem::take(&mut book.lock().unwrap().gateway_delay);
    tokio::time::sleep(delay).await;
    let mut book = book.lock().unwrap();
    let (status, body) = match admitted(&mut book, &headers) {
        true => (200, r#"{"id":"7"}"#),
        false => book.refusal,
    };
    book.calls.push(status);
    json_answer(status, body.to_owned())
}

async fn tenant_info(headers: HeaderMap) -> Response<Body> {
    assert!(!headers.contains_key("authorization"));
    json_answer(200, r#"{"cloudId":"c1"}"#.to_owned())
}
