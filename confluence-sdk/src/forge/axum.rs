//! Invocations as arguments of axum's handlers.

use super::{App, Invocation};
use crate::jwt::TokenError;
use axum::extract::{FromRef, FromRequestParts};
use http::request::Parts;
use std::sync::Arc;

/// Verifies the request with the [`App`] in the router's state, which is an `Arc<App>` or gives one by `FromRef`.
///
/// A refusal is answered by its status with a JSON body that names the reason.
impl<S> FromRequestParts<S> for Invocation
where
    Arc<App>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = TokenError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, TokenError> {
        Arc::<App>::from_ref(state).verify(parts).await
    }
}
