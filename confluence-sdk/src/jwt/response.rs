//! A refusal as axum's answer.

use super::TokenError;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

impl IntoResponse for TokenError {
    /// The [status](TokenError::status) with the reason as JSON, `{"error": "…"}`. The token is not in it.
    fn into_response(self) -> Response {
        let reason = serde_json::json!({ "error": self.to_string() });
        let head = [(CONTENT_TYPE, "application/json")];
        (self.status(), head, reason.to_string()).into_response()
    }
}
