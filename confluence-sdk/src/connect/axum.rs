//! A Connect app on axum: extractors that verify, and handlers for the lifecycle.
//!
//! The state of the router has to give the [`App`], mostly by being it:
//!
//! ```
//! use axum::Router;
//! use axum::routing::{get, post};
//! use confluence_sdk::connect::axum::{self as connect, Context};
//! use confluence_sdk::connect::{App, Incoming};
//!
//! async fn page(incoming: Incoming) -> String {
//!     match incoming.account_id {
//!         Some(user) => format!("Hello, {user}"),
//!         None => "Hello, whoever you are".to_owned(),
//!     }
//! }
//!
//! async fn save(Context(incoming): Context, body: String) -> String {
//!     format!("{body} is saved for {}", incoming.installation.base_url)
//! }
//!
//! fn routes(app: App) -> Router {
//!     Router::new()
//!         .route("/atlassian-connect.json", get(connect::descriptor))
//!         .route("/installed", post(connect::installed))
//!         .route("/uninstalled", post(connect::uninstalled))
//!         .route("/start", get(page))
//!         .route("/save", post(save))
//!         .with_state(app)
//! }
//! ```
//!
//! [`Incoming`] and [`WithBody`] read the body, because it may be signed. So they are the last argument of a handler.
//!
//! A refused request is answered with [`TokenError::status`] and the reason. The site signs the path that it calls.
//! With nested routers that path is taken from axum's [`OriginalUri`]. A proxy that rewrites paths must remove the path
//! of the app's base URL, or nothing.

use super::{App, Incoming};
use crate::jwt::TokenError;
use axum::body::Bytes;
use axum::extract::{FromRef, FromRequest, FromRequestParts, OriginalUri, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

/// A request of the tenant together with its body: a webhook, a form.
///
/// [`Incoming`] is an extractor too, for handlers that do not look at the body.
#[derive(Clone, Debug)]
pub struct WithBody(
    /// Who sent it.
    pub Incoming,
    /// The body. Only that of a form can be covered by the token.
    pub Bytes,
);

/// A request of a page that the app has served: see [`App::verify_context`]. The body is left for other extractors.
#[derive(Clone, Debug)]
pub struct Context(
    /// Who sent it.
    pub Incoming,
);

impl<S> FromRequest<S> for WithBody
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (parts, body) = taken(request, state).await?;
        let incoming = App::from_ref(state).verify(&parts, &body).await;
        Ok(Self(incoming.map_err(IntoResponse::into_response)?, body))
    }
}

impl<S> FromRequest<S> for Incoming
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        Ok(WithBody::from_request(request, state).await?.0)
    }
}

impl<S> FromRequestParts<S> for Context
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = TokenError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, TokenError> {
        Ok(Self(App::from_ref(state).verify_context(&as_it_came(parts)).await?))
    }
}

/// Answers with the descriptor.
pub async fn descriptor(State(app): State<App>) -> Response {
    match serde_json::to_vec(app.descriptor()) {
        Ok(json) => ([(CONTENT_TYPE, "application/json")], json).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Takes the `installed` call.
pub async fn installed(State(app): State<App>, request: Request) -> Response {
    let outcome = match taken(request, &()).await {
        Ok((parts, body)) => app.installed(&parts, &body).await,
        Err(refused) => return refused,
    };
    outcome.map_or_else(IntoResponse::into_response, |_| StatusCode::NO_CONTENT.into_response())
}

/// Takes the `uninstalled` call.
pub async fn uninstalled(State(app): State<App>, request: Request) -> Response {
    let outcome = match taken(request, &()).await {
        Ok((parts, body)) => app.uninstalled(&parts, &body).await,
        Err(refused) => return refused,
    };
    outcome.map_or_else(IntoResponse::into_response, |_| StatusCode::NO_CONTENT.into_response())
}

/// Head and body of a request. The body is not larger than axum's limit.
async fn taken<S: Send + Sync>(request: Request, state: &S) -> Result<(Parts, Bytes), Response> {
    let (parts, body) = request.into_parts();
    let head = as_it_came(&parts);
    let body = Bytes::from_request(Request::from_parts(parts, body), state).await;
    Ok((head, body.map_err(IntoResponse::into_response)?))
}

/// The head of a request as it came in, before routers removed their prefix.
fn as_it_came(parts: &Parts) -> Parts {
    let mut head = parts.clone();
    if let Some(OriginalUri(uri)) = parts.extensions.get() {
        head.uri = uri.clone();
    }
    head
}
