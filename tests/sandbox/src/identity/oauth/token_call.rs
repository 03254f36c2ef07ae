//! The requests for tokens, for tests to look at.

use crate::server::Sandbox;

/// One request for a token, and the status of its answer. Credentials and tokens are not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenCall {
    /// The grant type; `other` if the sandbox does not know it.
    pub grant_type: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// Whether the answer was lost: see [`Sandbox::lose_next_token_answer`].
    pub lost: bool,
}

/// The grant types that the sandbox knows.
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
    /// All requests for a token so far, in the order of their answers.
    pub fn token_requests(&self) -> Vec<TokenCall> {
        self.shared.state().identity.token_calls.clone()
    }

    /// Handles the next request to `/oauth/token`, but closes its connection without an answer. A refresh token is then
    /// replaced, and the client does not know the new one.
    pub fn lose_next_token_answer(&self) {
        self.shared.state_mut().identity.loses_next_token_answer = true;
    }
}
