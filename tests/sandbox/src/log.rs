//! What the sandbox remembers of each request, so that tests can look at what was really sent.

use axum::http::Method;

/// One request that arrived, and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// Which of the sandbox's servers got it.
    pub server: Server,
    /// The HTTP method.
    pub method: Method,
    /// The path as it was sent, with the gateway's prefix if it came that way.
    pub path: String,
    /// The query as it was sent, without the question mark; empty if there was none. A download's signature and the `state` of an authorisation are
    /// left out.
    pub query: String,
    /// Whether it carried an `Authorization` header. Its value is not kept.
    pub authorized: bool,
    /// The status it was answered with; 0 if the answer was lost on purpose.
    pub status: u16,
    /// The vendor's operationId, if the path belongs to an operation.
    pub operation: Option<&'static str>,
}

/// The parts of Confluence Cloud that a sandbox plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Server {
    /// The site, for unscoped API tokens and Connect apps.
    Site,
    /// The gateway under `/ex/confluence/{cloudId}`, for tokens with scopes.
    Gateway,
    /// The host of the authorisation server, of tokens and of keys.
    Identity,
    /// The host that files are downloaded from. It wants no credentials and refuses them.
    Media,
}
