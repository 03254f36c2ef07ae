//! The token of a request, and the places where it may be.

use super::qsh::pairs_of;
use crate::jwt::TokenError;
use http::header::AUTHORIZATION;
use http::request::Parts;
use std::borrow::Cow;

/// The places where a token may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Places {
    /// In the header `Authorization: JWT …` only.
    Header,
    /// In this header, or in the query parameter `jwt`, which the addresses of frames have.
    HeaderOrQuery,
}

/// The token of a request. More than one is refused, because another party may have checked the other one.
pub(super) fn find(request: &Parts, places: Places) -> Result<Cow<'_, str>, TokenError> {
    let headers = request.headers.get_all(AUTHORIZATION);
    let in_headers = headers.iter().filter_map(|value| {
        let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("JWT").then(|| Cow::Borrowed(token.trim()))
    });
    let query = match places {
        Places::Header => "",
        Places::HeaderOrQuery => request.uri.query().unwrap_or_default(),
    };
    let in_query = pairs_of(query).filter(|(name, _)| name == "jwt");
    let mut found = in_headers.chain(in_query.map(|(_, token)| Cow::Owned(token)));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(TokenError::TwoTokens),
        (None, _) => Err(TokenError::NoToken),
    }
}
