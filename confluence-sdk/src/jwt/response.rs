//! A refusal as axum's answer.

use super::TokenError;
use axum::response::{IntoResponse, Response};

impl IntoResponse for TokenError {
    /// The [status](TokenError::status) and the reason as plain text.
    fn into_response(self) -> Response {
        (self.status(), self.to_string()).into_response()
    }
}
