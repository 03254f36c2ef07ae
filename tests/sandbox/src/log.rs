//! The log of requests. Tests can look at it to see what was really sent.

use axum::http::Method;

/// One request that arrived, and the status of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReceivedRequest {
    /// The server of the sandbox that received it.
    pub server: Server,
    /// The HTTP method.
    pub method: Method,
    /// The path as it was sent. If it came by the gateway, it includes the gateway's prefix.
    pub path: String,
    /// The query as it was sent, without the question mark. It is empty if there was none. The signature of a download
    /// and the `state` of an authorisation are left out.
    pub query: String,
    /// Whether it had an `Authorization` header. Its value is not kept.
    pub authorized: bool,
    /// The status of the answer; 0 if the answer was lost on purpose.
    pub status: u16,
    /// The vendor's operationId, if the path belongs to an operation.
    pub operation: Option<&'static str>,
}

/// The servers of Confluence Cloud that a sandbox replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Server {
    /// The site, for unscoped API tokens and Connect apps.
    Site,
    /// The gateway under `/ex/confluence/{cloudId}`, for tokens with scopes.
    Gateway,
    /// The host for authorisation, tokens and keys.
    Identity,
    /// The host for downloads of files. It needs no credentials and refuses requests that have some.
    Media,
}
