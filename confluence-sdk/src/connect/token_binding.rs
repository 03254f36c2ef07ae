//! The binding of a token to one request, or to none, by its claim `qsh`.

use super::qsh::{hash, of_parts, pairs_of};
use crate::jwt::{Claims, TokenError};
use http::Method;
use http::header::CONTENT_TYPE;
use http::request::Parts;

/// The `qsh` of a token that is bound to no request.
pub(super) const CONTEXT: &str = "context-qsh";

/// The parts of a request that a token must be bound to.
pub(super) enum Bound<'a> {
    /// Method, path and query.
    ToRequestLine,
    /// The same. If a form was sent and the query is empty, method, path and the members of the form are accepted too.
    ToRequestLineOrForm(&'a [u8]),
}

/// Refuses a token that was made for another request.
pub(super) fn bound_to(claims: &Claims, request: &Parts, base_path: &str, bound: Bound<'_>) -> Result<(), TokenError> {
    let signed = match claims.get("qsh").and_then(|qsh| qsh.as_str()) {
        None | Some("") => return Err(TokenError::MissingQsh),
        Some(CONTEXT) => return Err(TokenError::ContextToken),
        Some(signed) => signed,
    };
    let (method, path) = (request.method.as_str(), request.uri.path());
    let query = request.uri.query().unwrap_or_default();
    if signed == hash(of_parts(method, path, query, base_path)) {
        return Ok(());
    }
    match bound {
        Bound::ToRequestLineOrForm(body) if is_form(request) && pairs_of(query).all(|(name, _)| name == "jwt") => {
            let form = String::from_utf8_lossy(body);
            match signed == hash(of_parts(method, path, &form, base_path)) {
                true => Ok(()),
                false => Err(TokenError::WrongQsh),
            }
        }
        _ => Err(TokenError::WrongQsh),
    }
}

fn is_form(request: &Parts) -> bool {
    let media_type = request.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let form = media_type
        .and_then(|text| text.split(';').next())
        .is_some_and(|text| text.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    form && matches!(request.method, Method::POST | Method::PUT)
}
