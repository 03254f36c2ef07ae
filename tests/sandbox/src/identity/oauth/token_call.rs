//! What tests may know of the requests for tokens.

use crate::server::Sandbox;

/// One request for a token, and how it was answered. Neither what it carried nor what it got is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenCall {
    /// The grant type; `other` if the sandbox does not know it.
    pub grant_type: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// Whether the answer was lost on its way: [`Sandbox::lose_next_token_answer`].
    pub lost: bool,
}

/// The grant types that are told apart.
const KNOWN: [&str; 4] = [
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "urn:ietf:params:oauth:grant-type:jwt-bearer",
];

impl TokenCall {
    pub(crate) fn new(grant_type: &str, status: u16, lost: bool) -> Self {
        let known = KNOWN.into_iter().find(|known| *known == grant_type);
        Self {
            grant_type: known.unwrap_or("other"),
            status,
            lost,
        }
    }
}

impl Sandbox {
    /// Every request for a token so far, in the order in which they were answered.
    pub fn token_requests(&self) -> Vec<TokenCall> {
        self.shared.state().identity.token_calls.clone()
    }

    /// Closes the connection of the next request to `/oauth/token` without an answer, after doing what it asks: a refresh token is
    /// then rotated, and the client does not know into what.
    pub fn lose_next_token_answer(&self) {
        self.shared.state().identity.loses_next_token_answer = true;
    }
}
