//! The log of requests. Tests can look at it to see what was really sent, by whom, and why it was refused.

use crate::answer::Reply;
use crate::auth::Caller;
use crate::call::{encode_query, parse_query};
use crate::server::Sandbox;
use axum::http::{HeaderMap, Method, Uri};
use confluence_sdk::spec::Mode;
use jiff::Timestamp;
use std::collections::VecDeque;

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
    /// When it arrived, by the sandbox's [clock](Sandbox::now).
    pub at: Timestamp,
    /// The name of the user or app that called, if the credential is known.
    pub caller: Option<String>,
    /// The kind of the caller's credential.
    pub mode: Option<Mode>,
    /// The scopes of the caller's credential. Empty if it has none, as in basic auth.
    pub scopes: Vec<String>,
    /// Why the request was refused. This says more than the answer: for example, which permission is missing where the
    /// answer is only 404.
    pub reason: Option<String>,
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

impl ReceivedRequest {
    /// A request that is not answered yet.
    pub(crate) fn new(server: Server, method: &Method, uri: &Uri, headers: &HeaderMap, at: Timestamp) -> Self {
        Self {
            server,
            method: method.clone(),
            path: uri.path().to_owned(),
            query: without_secrets(server, uri.query().unwrap_or_default()),
            authorized: headers.contains_key("authorization"),
            status: 0,
            operation: None,
            at,
            caller: None,
            mode: None,
            scopes: Vec::new(),
            reason: None,
        }
    }

    /// Adds who called.
    pub(crate) fn by(&mut self, caller: &Caller, name: Option<String>) {
        self.caller = name;
        self.mode = Some(caller.mode);
        self.scopes.clone_from(&caller.scopes);
    }

    /// Adds how it was answered.
    pub(crate) fn answered(mut self, reply: &Reply) -> Self {
        self.status = reply.status;
        self.reason.clone_from(&reply.reason);
        self
    }
}

/// The query without what works like a credential: the signature of a download, and the `state` that protects the
/// callback of an authorisation.
fn without_secrets(server: Server, query: &str) -> String {
    let secret = match server {
        Server::Site | Server::Gateway => return query.to_owned(),
        Server::Identity => "state",
        Server::Media => "token",
    };
    let pairs = parse_query(query);
    let kept = pairs.iter().filter(|(name, _)| name != secret);
    encode_query(kept.map(|(name, value)| (name.as_str(), value.as_str())))
}

/// The newest requests.
#[derive(Debug)]
pub(crate) struct Log {
    kept: VecDeque<ReceivedRequest>,
    most: usize,
    dropped: u64,
}

impl Log {
    /// A log that keeps so many requests.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            most,
            dropped: 0,
        }
    }

    pub(crate) fn push(&mut self, request: ReceivedRequest) {
        self.kept.push_back(request);
        while self.kept.len() > self.most {
            self.kept.pop_front();
            self.dropped += 1;
        }
    }

    pub(crate) fn dropped(&self) -> u64 {
        self.dropped
    }

    /// The requests, the oldest first.
    pub(crate) fn kept(&self) -> impl DoubleEndedIterator<Item = &ReceivedRequest> {
        self.kept.iter()
    }

    pub(crate) fn clear(&mut self) {
        self.kept.clear();
        self.dropped = 0;
    }
}

impl Sandbox {
    /// The requests so far, in the order in which they were answered. The log keeps the newest ones:
    /// [`log_limit`](crate::Builder::log_limit) says how many.
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.shared.log().kept().cloned().collect()
    }

    /// The number of requests that are no longer in the log, because newer ones took their place.
    pub fn dropped_requests(&self) -> u64 {
        self.shared.log().dropped()
    }

    /// Clears the log of requests.
    pub fn clear_requests(&self) {
        self.shared.log().clear();
    }
}
