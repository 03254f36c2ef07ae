//! Failures that a test makes: what a mock answers, and errors without any call.

use super::reply::{Answer, Fault, Reply};
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::response::Raw;
use crate::spec::{ApiVersion, Declaration};
use bytes::Bytes;
use http::StatusCode;
use serde_json::{Value, json};

/// How a call fails in a test: by a refusal of the server, or because there is no answer.
///
/// A status is one too: `.fails(404)`.
///
/// ```
/// use confluence_sdk::testing::{self, Failure};
/// use confluence_sdk::v2::op;
///
/// let error = testing::error::<op::GetPageById>(Failure::timeout());
/// assert!(error.is_timeout());
/// ```
#[derive(Clone, Debug)]
pub struct Failure(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Refused(Refusal),
    Fault(Fault),
    /// A page of HTML where JSON belongs.
    Html,
}

impl Failure {
    /// No connection can be made.
    pub fn connect() -> Self {
        Self(Kind::Fault(Fault::Connect))
    }

    /// No answer arrives in time. The error is there at once.
    pub fn timeout() -> Self {
        Self(Kind::Fault(Fault::Timeout))
    }

    /// The connection breaks off before there is an answer.
    pub fn broken() -> Self {
        Self(Kind::Fault(Fault::Broken))
    }

    /// No answer arrives, ever: the time limit of the call ends it, or the program that drops the call.
    pub fn silence() -> Self {
        Self(Kind::Fault(Fault::Silence))
    }

    /// The gateway says that the token lacks a scope ([`Error::is_scope`]).
    pub fn scope() -> Self {
        Refusal::new(401)
            .header("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK")
            .message("Unauthorized; scope does not match")
            .into()
    }

    /// The site does not accept the credential ([`Error::needs_sign_in`]).
    pub fn sign_in() -> Self {
        Refusal::new(401)
            .header("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")
            .message("Client must be authenticated to access this resource.")
            .into()
    }

    /// A login page where the answer belongs, with the status 200 ([`Error::is_decode`]).
    pub fn login_page() -> Self {
        Self(Kind::Html)
    }

    pub(super) fn reply(self, operation: Option<&'static Declaration>) -> Reply {
        match self.0 {
            Kind::Fault(fault) => Reply::Fault(fault),
            Kind::Refused(refusal) => Reply::Answer(refusal.answer(operation)),
            Kind::Html => Reply::Answer(Answer::new(200).body("text/html", "<html><title>Log in</title></html>")),
        }
    }
}

impl From<u16> for Failure {
    #[track_caller]
    fn from(status: u16) -> Self {
        Refusal::new(status).into()
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self(Kind::Refused(refusal))
    }
}

/// A refusal of the server: a status, and what is said with it.
///
/// ```
/// use confluence_sdk::testing::{self, Refusal};
/// use confluence_sdk::v2::op;
/// use std::time::Duration;
///
/// let error = testing::error::<op::GetPageById>(Refusal::new(429).header("Retry-After", "30"));
/// assert!(error.is_rate_limited());
/// assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
/// ```
#[derive(Clone, Debug)]
pub struct Refusal {
    status: u16,
    headers: Vec<(String, String)>,
    message: Option<String>,
    code: Option<String>,
    body: Option<(String, Bytes)>,
}

impl Refusal {
    /// A refusal with this status, and with the body that the API has for it.
    ///
    /// # Panics
    ///
    /// If the status is below 400.
    #[track_caller]
    pub fn new(status: u16) -> Self {
        assert!((400..=599).contains(&status), "{status} is no status of a refusal");
        Self {
            status,
            headers: Vec::new(),
            message: None,
            code: None,
            body: None,
        }
    }

    /// Adds a header, such as `Retry-After`.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets what the server says ([`Error::message`]).
    pub fn message(mut self, text: impl Into<String>) -> Self {
        self.message = Some(text.into());
        self
    }

    /// Sets the server's code ([`Error::code`]), such as `CONFLICT`. Only v2 has codes.
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets the whole body: this JSON.
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// Sets the whole body.
    pub fn body(mut self, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        self.body = Some((media_type.to_owned(), bytes.into()));
        self
    }

    fn answer(self, operation: Option<&'static Declaration>) -> Answer {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let reason = status.canonical_reason().unwrap_or("Refused");
        let message = self.message.as_deref().unwrap_or(reason);
        let code = self
            .code
            .unwrap_or_else(|| reason.to_uppercase().replace([' ', '-'], "_"));
        let json = match operation.map(|operation| operation.version) {
            Some(ApiVersion::V2) => {
                json!({ "errors": [{ "status": self.status, "code": code, "title": message, "detail": null }] })
            }
            _ => json!({ "statusCode": self.status, "data": {}, "message": message }),
        };
        let answer = Answer::new(self.status).json(&json);
        let answer = match self.body {
            Some((media_type, body)) => answer.body(&media_type, body),
            None => answer,
        };
        let headers = self.headers.iter();
        headers.fold(answer, |answer, (name, value)| answer.header(name, value))
    }
}

/// The error that a call of `O` gives if it fails like this, without any call.
///
/// ```
/// use confluence_sdk::testing::{self, Refusal};
/// use confluence_sdk::v2::op;
///
/// let error = testing::error::<op::DeletePage>(Refusal::new(404).message("No page with this id"));
/// assert!(error.is_not_found());
/// assert_eq!(error.operation().unwrap().id, "deletePage");
/// assert_eq!(error.message(), Some("No page with this id"));
/// ```
///
/// # Panics
///
/// If it is no failure: 404 is an answer for an operation whose answer is [`Exists`](crate::Exists).
#[track_caller]
pub fn error<O: Operation>(failure: impl Into<Failure>) -> Error {
    let operation = O::DECLARATION;
    let answer = match failure.into().reply(Some(operation)) {
        Reply::Fault(fault) => return Error::new(ErrorKind::Transport(fault.error())).of(operation),
        Reply::Answer(answer) => answer,
    };
    let mut raw = Raw::new(answer.into_http(|body| body));
    raw.operation = Some(operation);
    raw.effort.attempts = 1;
    match raw.expect(operation.answer).and_then(O::decode) {
        Err(error) => error,
        Ok(_) => panic!("for `{}` this is no failure", operation.name),
    }
}

/// The error of a client that is [checked at run time](crate::Client::dynamic) and lacks these scopes. Nothing was
/// sent.
///
/// ```
/// use confluence_sdk::{testing, v2::op};
///
/// let error = testing::denied::<op::DeletePage>(["delete:page:confluence"]);
/// assert!(error.is_scope());
/// assert_eq!(error.missing_scopes(), ["delete:page:confluence"]);
/// ```
pub fn denied<O: Operation>(missing: impl IntoIterator<Item = impl Into<String>>) -> Error {
    let missing: Vec<String> = missing.into_iter().map(Into::into).collect();
    let problem = format!("the client lacks {}", missing.join(", "));
    Error::new(ErrorKind::Denied { problem, missing }).of(O::DECLARATION)
}
