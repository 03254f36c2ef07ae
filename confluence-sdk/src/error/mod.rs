//! The error type of this crate. It is opaque; its methods answer questions about it.

mod answer;
mod attempts;
mod charset;
mod display;
mod markup;
mod message;
mod own;
mod rest;
mod sign_in;

pub(crate) use answer::{Answered, Refused, one_line};
pub(crate) use markup::is_html;
pub(crate) use message::Said;
pub(crate) use sign_in::{CATEGORY, Stranger, lacks_scope};

use crate::attempts::Effort;
use crate::model::{DecodeError, Invalid};
use crate::spec::Declaration;
use crate::transport::{BoxError, TransportError};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::time::Duration;

/// The result type of this crate's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed, or why it could not be made.
///
/// Its methods answer questions: [`status`](Error::status), [`is_scope`](Error::is_scope),
/// [`is_not_found`](Error::is_not_found) and others. It names the operation and keeps what the server said. It never
/// shows credentials.
///
/// [The guide](https://docs.rs/confluence-sdk/latest/confluence_sdk/guide/errors/) has a table of the questions, with
/// what to do.
///
/// ```
/// # use confluence_sdk::{Error, Result};
/// fn explain(error: &Error) -> String {
///     match error.operation() {
///         Some(operation) if error.is_scope() => format!("{} needs {:?}", operation.id, operation.scopes),
///         Some(operation) if error.is_not_found() => {
///             format!("{}: not there, or not allowed to {}", operation.id, operation.permission_words)
///         }
///         _ => error.to_string(),
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: Option<&'static Declaration>,
    effort: Effort,
    /// What could be read of the answer.
    rest: Option<rest::Rest>,
}

pub(crate) enum ErrorKind {
    /// A value was refused before anything was sent.
    Input { field: String, problem: String },
    /// The client's scopes or its auth mode do not allow the call. This was found before sending.
    Denied { problem: String, missing: Vec<String> },
    /// The server has refused requests before, until a time that is after the end of this call. Nothing was sent.
    Paused { wait: Duration, reason: String },
    /// No complete answer arrived.
    Transport(TransportError),
    /// The server refused the request.
    Status(Refused),
    /// The answer is not what the spec declares.
    Decode { answer: Answered, cause: Cause },
    /// Each answer could be read, but what several of them tell does not fit together.
    #[cfg_attr(
        not(feature = "workflows"),
        allow(dead_code, reason = "helpers over several operations make it")
    )]
    Unexpected(String),
    /// A task of the server failed, or was not done in time.
    #[cfg_attr(
        not(all(feature = "workflows", feature = "v1-tasks")),
        allow(dead_code, reason = "helpers over several operations make it")
    )]
    Task { problem: String, late: bool },
    /// The link to the next page cannot be followed.
    Paging(String),
    /// The server redirects to an address that is not followed.
    Redirect(String),
    /// This machine does not have what is needed: TLS, or a free port to listen on.
    Setup(String),
    /// The answer does not have the body that is asked for, or a body cannot be read.
    #[cfg(feature = "bodies")]
    Body(String),
    /// A file to upload could not be read, or a file could not be saved.
    File { name: String, problem: String },
    /// There is no credential for the request, or the request could not be signed.
    Credential(String),
    /// The same, as the program's own [`Authorize`](crate::auth::Authorize) says it.
    Authorize(BoxError),
    /// The credential has expired and cannot be renewed here. This was found before sending.
    #[cfg(feature = "forge")]
    Expired(String),
    /// A token could not be obtained, renewed or stored.
    #[cfg(feature = "oauth")]
    OAuth(crate::oauth::Failure),
}

pub(crate) enum Cause {
    Json(DecodeError),
    Other(String),
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: None,
            effort: Effort::default(),
            rest: None,
        }))
    }

    pub(crate) fn input(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input {
            field: field.into(),
            problem: problem.into(),
        })
    }

    pub(crate) fn setup(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Setup(problem.into()))
    }

    #[cfg_attr(
        not(feature = "workflows"),
        allow(dead_code, reason = "helpers over several operations make it")
    )]
    pub(crate) fn unexpected(problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::Unexpected(problem.into()))
    }

    pub(crate) fn file(name: &str, problem: impl Into<String>) -> Self {
        Self::new(ErrorKind::File {
            name: name.to_owned(),
            problem: problem.into(),
        })
    }

    #[cfg(feature = "bodies")]
    pub(crate) fn of_body(problem: String) -> Self {
        Self::new(ErrorKind::Body(problem))
    }

    pub(crate) fn of(mut self, operation: &'static Declaration) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    /// The same error with its operation, if there is one.
    pub(crate) fn at(self, operation: Option<&'static Declaration>) -> Self {
        match operation {
            Some(operation) => self.of(operation),
            None => self,
        }
    }

    /// The operation that was called, with everything that the spec says about it.
    pub fn operation(&self) -> Option<&'static Declaration> {
        self.0.operation
    }

    /// The HTTP status code, if the server answered. It can be compared with a number:
    /// `error.status().is_some_and(|status| status == 413)`.
    #[doc(alias("status code", "http status"))]
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// The server's own message.
    pub fn message(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Status(refused) => refused.message.as_deref(),
            _ => None,
        }
    }

    /// The server's code for the failure, such as `NOT_FOUND` or `CONFLICT`.
    pub fn code(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Status(refused) => refused.code.as_deref(),
            _ => None,
        }
    }

    /// The body of the answer, unchanged. Of an answer that is no success, at most 256 KiB are kept.
    pub fn body(&self) -> Option<&Bytes> {
        self.answer().map(|answer| &answer.body)
    }

    /// The headers of the answer. If the server repeats the credential in one, it is replaced by `[credential]`.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|answer| &answer.headers)
    }

    /// The id of the request in the vendor's logs. The vendor's support asks for it.
    pub fn trace_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        ["atl-traceid", "atl-request-id", "x-request-id"]
            .iter()
            .find_map(|name| headers.get(*name)?.to_str().ok())
    }

    /// The field whose value was refused before sending, by its name in the API.
    pub fn field(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Input { field, .. } => Some(field),
            _ => None,
        }
    }

    /// The JSON path of the value that could not be read, such as `$.results[3].id`.
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Decode {
                cause: Cause::Json(error),
                ..
            } => Some(error.path()),
            _ => None,
        }
    }

    /// Why a token could not be obtained, renewed or stored, if that is the reason.
    ///
    /// ```
    /// use confluence_sdk::{Error, oauth::Failure};
    ///
    /// fn ask_again(error: &Error) -> bool {
    ///     matches!(error.oauth(), Some(Failure::ConsentNeeded(_) | Failure::NoRefreshToken))
    /// }
    /// ```
    #[cfg(feature = "oauth")]
    pub fn oauth(&self) -> Option<&crate::oauth::Failure> {
        match &self.0.kind {
            ErrorKind::OAuth(failure) => Some(failure),
            _ => None,
        }
    }

    /// The scopes that are missing, in the vendor's spelling, if this was found before sending.
    pub fn missing_scopes(&self) -> &[String] {
        match &self.0.kind {
            ErrorKind::Denied { missing, .. } => missing,
            #[cfg(feature = "oauth")]
            ErrorKind::OAuth(failure) => failure.missing_scopes(),
            _ => &[],
        }
    }

    /// Whether a value was refused before anything was sent.
    pub fn is_invalid_input(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Input { .. })
    }

    /// Whether the client's scopes or its auth mode do not allow the call. This was found before sending, or the server
    /// says so.
    pub fn is_scope(&self) -> bool {
        match &self.0.kind {
            ErrorKind::Denied { .. } => true,
            ErrorKind::Status(Refused { answer, message, .. }) => {
                lacks_scope(answer.status, &answer.headers, message.as_deref())
            }
            #[cfg(feature = "oauth")]
            ErrorKind::OAuth(failure) => !failure.missing_scopes().is_empty(),
            _ => false,
        }
    }

    /// Whether the server does not accept the credential: it is wrong, expired, revoked, or of an account that may not
    /// sign in.
    ///
    /// The server says so with status 401. It also may take the caller for a stranger and answer 403, 404 or even 200:
    /// then a header of the answer says it, and the text of the error too. A scope that is missing is not meant here:
    /// see [`is_scope`](Error::is_scope).
    pub fn is_unauthorized(&self) -> bool {
        self.stranger().is_some() || self.own_status() == Some(StatusCode::UNAUTHORIZED) && !self.is_scope()
    }

    /// Whether the credential had expired before anything was sent. The SDK cannot renew it; the text of the error says
    /// where to get a new one.
    #[cfg(feature = "forge")]
    pub fn is_expired(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Expired(_))
    }

    /// Whether there is no credential for the request. It could not be made or signed, or the invocation of the app did
    /// not bring one.
    pub fn is_credential(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Credential(_) | ErrorKind::Authorize(_))
    }

    /// Whether this machine does not have what is needed: TLS cannot be set up, or another program uses the port that
    /// the sign-in needs.
    pub fn is_setup(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Setup(_))
    }

    /// Whether a file of this machine or a stream is the trouble: what was to be uploaded cannot be read or was changed
    /// while it was sent, or what was downloaded cannot be saved. The text names the file.
    pub fn is_file(&self) -> bool {
        matches!(self.0.kind, ErrorKind::File { .. })
    }

    /// Whether the body of content is the trouble: the answer does not have it in the representation that is needed, or
    /// it cannot be read.
    #[cfg(feature = "bodies")]
    pub fn is_body(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Body(_))
    }

    /// Whether the acting user does not have a permission (403). v2 answers 404 instead: see
    /// [`is_not_found`](Error::is_not_found). A caller whose credential was not accepted is not meant: see
    /// [`is_unauthorized`](Error::is_unauthorized).
    pub fn is_forbidden(&self) -> bool {
        self.own_status() == Some(StatusCode::FORBIDDEN) && !self.is_scope() && self.stranger().is_none()
    }

    /// Whether the server answered 404: the thing does not exist, or the caller may not see it. A caller whose
    /// credential was not accepted is not meant: see [`is_unauthorized`](Error::is_unauthorized).
    pub fn is_not_found(&self) -> bool {
        self.own_status() == Some(StatusCode::NOT_FOUND) && self.stranger().is_none()
    }

    /// The host that answered, if a redirect led to it: a download is fetched from such a host. It knows nothing of
    /// credentials and permissions, so its refusal is no [`is_forbidden`](Error::is_forbidden) and no
    /// [`is_not_found`](Error::is_not_found). Mostly it means that the signed address is no longer valid: ask for a new
    /// one.
    pub fn redirected_to(&self) -> Option<&str> {
        self.answer()?.elsewhere.as_deref()
    }

    /// Whether there was a conflict (409). For example, somebody else has changed the page, so that the version number
    /// is not the next one.
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(StatusCode::CONFLICT)
    }

    /// Whether the server failed (5xx).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Whether no complete answer arrived: there was no connection, the time limit was over, the connection broke, or
    /// the answer was too large.
    pub fn is_unanswered(&self) -> bool {
        self.transport().is_some()
    }

    /// Whether no answer arrived within the time limit, or a task of the server was not done in the time that was given
    /// to it.
    pub fn is_timeout(&self) -> bool {
        self.transport().is_some_and(TransportError::is_timeout)
            || matches!(self.0.kind, ErrorKind::Task { late: true, .. })
    }

    /// Whether a task of the server, such as the deletion of a space, has failed. The text has the server's messages.
    pub fn is_failed_task(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Task { late: false, .. })
    }

    /// Whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        self.transport().is_some_and(TransportError::is_connect)
    }

    /// Whether the answer is not what the spec declares, or several answers do not fit together.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Decode { .. } | ErrorKind::Unexpected(_))
    }

    /// Whether the link to the next page cannot be followed. It leads nowhere, or to a page that was already read.
    pub fn is_paging(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Paging(_))
    }

    /// Whether the server redirects to an address that is not followed, such as an address that is not https.
    pub fn is_redirect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Redirect(_))
    }

    /// Whether the call is refused here, before it is sent, each time that it is made.
    pub(crate) fn is_refused_here(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Input { .. } | ErrorKind::Denied { .. })
    }

    pub(crate) fn transport(&self) -> Option<&TransportError> {
        match &self.0.kind {
            ErrorKind::Transport(error) => Some(error),
            #[cfg(feature = "oauth")]
            ErrorKind::OAuth(crate::oauth::Failure::NoAnswer(error)) => Some(error),
            _ => None,
        }
    }

    /// The status, if the client's own host answered.
    fn own_status(&self) -> Option<StatusCode> {
        self.status().filter(|_| self.redirected_to().is_none())
    }

    /// Set if the server took the caller for a stranger.
    fn stranger(&self) -> Option<Stranger> {
        match &self.0.kind {
            ErrorKind::Status(refused) => refused.stranger,
            _ => None,
        }
    }

    fn answer(&self) -> Option<&Answered> {
        match &self.0.kind {
            ErrorKind::Status(refused) => Some(&refused.answer),
            ErrorKind::Decode { answer, .. } => Some(answer),
            _ => None,
        }
    }
}

#[cfg(feature = "oauth")]
impl From<crate::oauth::Failure> for Error {
    fn from(failure: crate::oauth::Failure) -> Self {
        Self::new(ErrorKind::OAuth(failure))
    }
}

#[cfg(feature = "oauth")]
impl From<crate::oauth::StoreError> for Error {
    fn from(error: crate::oauth::StoreError) -> Self {
        crate::oauth::Failure::Store(error).into()
    }
}

#[cfg(feature = "bodies")]
impl From<crate::content::BodyError> for Error {
    fn from(error: crate::content::BodyError) -> Self {
        let place = error.position().map_or(String::new(), |position| {
            format!(" (line {}, column {})", position.line, position.column)
        });
        Self::of_body(format!("the body cannot be read: {}{place}", error.message()))
    }
}

impl From<crate::InvalidId> for Error {
    fn from(error: crate::InvalidId) -> Self {
        Self::input(error.kind(), format!("is not one: {error}"))
    }
}

impl From<crate::InvalidTimestamp> for Error {
    fn from(error: crate::InvalidTimestamp) -> Self {
        Self::input("timestamp", format!("is not one: {error}"))
    }
}

impl From<crate::cql::InvalidIncrement> for Error {
    fn from(error: crate::cql::InvalidIncrement) -> Self {
        Self::input("increment", format!("is not one: {error}"))
    }
}

impl From<std::convert::Infallible> for Error {
    fn from(error: std::convert::Infallible) -> Self {
        match error {}
    }
}

impl From<Invalid> for Error {
    fn from(error: Invalid) -> Self {
        let Invalid { path, problem } = error;
        Self::input(path, problem)
    }
}

#[cfg(test)]
mod tests;
