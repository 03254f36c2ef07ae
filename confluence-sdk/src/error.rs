//! The one error type: opaque, with questions.

use crate::model::{DecodeError, Invalid};
use crate::secret::Secret;
use crate::spec::Declaration;
use crate::transport::TransportError;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// What this crate's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong with a call, or before it.
///
/// Ask it what you need to know: [`status`](Error::status), [`is_scope`](Error::is_scope), [`is_not_found`](Error::is_not_found), … It
/// names the operation, keeps what the server said, and never shows credentials.
///
/// ```
/// # use confluence_sdk::{Error, Result};
/// fn explain(error: &Error) -> String {
///     match error.operation() {
///         Some(operation) if error.is_scope() => format!("{} needs {:?}", operation.id, operation.scopes),
///         Some(operation) if error.is_not_found() => format!("{}: not there, or not allowed to {}", operation.id, operation.permission_words),
///         _ => error.to_string(),
///     }
/// }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    operation: Option<&'static Declaration>,
}

pub(crate) enum Kind {
    /// A value that was refused before anything was sent.
    Input { field: String, problem: String },
    /// The client's scopes or mode do not allow the call; found before sending.
    Denied { problem: String, missing: Vec<String> },
    /// Nothing came back.
    Transport(TransportError),
    /// The server refused.
    Status(Refused),
    /// The answer was not what the spec declares.
    Decode { answer: Answered, cause: Cause },
    /// The client could not be built.
    Setup(String),
    /// The credential could not be brought into the request.
    Credential(String),
    /// The credential has expired and cannot be renewed here; found before sending.
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

/// What came back, kept for whoever wants to look.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The start of the body as text, without the credential should the server have echoed it.
    pub(crate) start: String,
}

pub(crate) struct Refused {
    pub(crate) answer: Answered,
    pub(crate) message: Option<String>,
    pub(crate) code: Option<String>,
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner { kind, operation: None }))
    }

    pub(crate) fn input(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::new(Kind::Input {
            field: field.into(),
            problem: problem.into(),
        })
    }

    pub(crate) fn setup(problem: impl Into<String>) -> Self {
        Self::new(Kind::Setup(problem.into()))
    }

    pub(crate) fn of(mut self, operation: &'static Declaration) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    /// The operation that was called, with its scopes and its permission.
    pub fn operation(&self) -> Option<&'static Declaration> {
        self.0.operation
    }

    /// The HTTP status, if the server answered.
    pub fn status(&self) -> Option<u16> {
        self.answer().map(|answer| answer.status.as_u16())
    }

    /// What the server said, in its own words.
    pub fn message(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Status(refused) => refused.message.as_deref(),
            _ => None,
        }
    }

    /// The server's code for the failure, such as `NOT_FOUND` or `CONFLICT`.
    pub fn code(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Status(refused) => refused.code.as_deref(),
            _ => None,
        }
    }

    /// The body of the answer, as it came.
    pub fn body(&self) -> Option<&Bytes> {
        self.answer().map(|answer| &answer.body)
    }

    /// The headers of the answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.answer().map(|answer| &answer.headers)
    }

    /// What the vendor's support asks for: the id of the request in its logs.
    pub fn trace_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        ["atl-traceid", "atl-request-id", "x-request-id"]
            .iter()
            .find_map(|name| headers.get(*name)?.to_str().ok())
    }

    /// The field that was refused, by its wire name, if nothing was sent because of it.
    pub fn field(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Input { field, .. } => Some(field),
            _ => None,
        }
    }

    /// The place in the answer that could not be read, such as `$.results[3].id`.
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode {
                cause: Cause::Json(error),
                ..
            } => Some(error.path()),
            _ => None,
        }
    }

    /// What went wrong with obtaining, renewing or storing a token, if it was that.
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
            Kind::OAuth(failure) => Some(failure),
            _ => None,
        }
    }

    /// The scopes that are missing, in the vendor's spelling, if that was found before sending.
    pub fn missing_scopes(&self) -> &[String] {
        match &self.0.kind {
            Kind::Denied { missing, .. } => missing,
            #[cfg(feature = "oauth")]
            Kind::OAuth(failure) => failure.missing_scopes(),
            _ => &[],
        }
    }

    /// How long the server wants to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        let seconds = self
            .headers()?
            .get(http::header::RETRY_AFTER)?
            .to_str()
            .ok()?
            .trim()
            .parse()
            .ok()?;
        Some(Duration::from_secs(seconds))
    }

    /// Whether a value was refused before anything was sent.
    pub fn is_invalid_input(&self) -> bool {
        matches!(self.0.kind, Kind::Input { .. })
    }

    /// Whether the scopes or the auth mode of the client do not allow the call: found before sending, or said by the server.
    pub fn is_scope(&self) -> bool {
        match &self.0.kind {
            Kind::Denied { .. } => true,
            Kind::Status(Refused { answer, message, .. }) => {
                lacks_scope(answer.status, &answer.headers, message.as_deref())
            }
            #[cfg(feature = "oauth")]
            Kind::OAuth(failure) => !failure.missing_scopes().is_empty(),
            _ => false,
        }
    }

    /// Whether the server does not accept the credential (401, but not for its scopes).
    pub fn is_unauthorized(&self) -> bool {
        self.status() == Some(401) && !self.is_scope()
    }

    /// Whether the credential had expired before anything was sent. Nothing here can renew it; the text says where another comes from.
    #[cfg(feature = "forge")]
    pub fn is_expired(&self) -> bool {
        matches!(self.0.kind, Kind::Expired(_))
    }

    /// Whether the acting user lacks a permission (403). v2 answers 404 instead: see [`is_not_found`](Error::is_not_found).
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403)
    }

    /// Whether the server answered 404: it is not there, or the caller may not see it.
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether somebody else was faster (409), as when a version number is not the next one.
    pub fn is_conflict(&self) -> bool {
        self.status() == Some(409)
    }

    /// Whether the vendor has switched the endpoint off (410).
    pub fn is_gone(&self) -> bool {
        self.status() == Some(410)
    }

    /// Whether a rate limit was hit (429).
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(429)
    }

    /// Whether the server failed (5xx).
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status >= 500)
    }

    /// Whether no answer came in time.
    pub fn is_timeout(&self) -> bool {
        self.transport().is_some_and(TransportError::is_timeout)
    }

    /// Whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        self.transport().is_some_and(TransportError::is_connect)
    }

    /// Whether the answer was not what the spec declares.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode { .. })
    }

    fn transport(&self) -> Option<&TransportError> {
        match &self.0.kind {
            Kind::Transport(error) => Some(error),
            #[cfg(feature = "oauth")]
            Kind::OAuth(crate::oauth::Failure::NoAnswer(error)) => Some(error),
            _ => None,
        }
    }

    fn answer(&self) -> Option<&Answered> {
        match &self.0.kind {
            Kind::Status(refused) => Some(&refused.answer),
            Kind::Decode { answer, .. } => Some(answer),
            _ => None,
        }
    }

    fn hint(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(operation) = self.0.operation else {
            return Ok(());
        };
        if self.is_scope() && matches!(self.0.kind, Kind::Status(_)) {
            write!(
                f,
                "; the token lacks a scope: the operation needs {}",
                operation.scope_words()
            )?;
        } else if self.is_not_found() {
            write!(
                f,
                "; it is not there, or the caller lacks the permission: {}",
                operation.permission_words
            )?;
        } else if self.is_forbidden() {
            write!(f, "; the permission needed: {}", operation.permission_words)?;
        } else if self.is_gone()
            && let Some(instead) = operation.deprecated
        {
            write!(f, "; {instead}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "`{}` ({} {}): ", operation.name, operation.method, operation.path)?;
        }
        match &self.0.kind {
            Kind::Input { field, problem } => write!(f, "`{field}` {problem}; nothing was sent")?,
            Kind::Denied { problem, .. } => write!(f, "{problem}; nothing was sent")?,
            Kind::Transport(error) => write!(f, "{error}")?,
            Kind::Setup(problem) | Kind::Credential(problem) => f.write_str(problem)?,
            #[cfg(feature = "forge")]
            Kind::Expired(problem) => f.write_str(problem)?,
            #[cfg(feature = "oauth")]
            Kind::OAuth(failure) => write!(f, "{failure}")?,
            Kind::Status(Refused { answer, message, .. }) => {
                write!(f, "the server answered {}", answer.status)?;
                match message {
                    Some(message) => write!(f, ": {}", one_line(message, 1000))?,
                    None if answer.start.is_empty() => {}
                    None => write!(f, ", body: {}", answer.start)?,
                }
            }
            Kind::Decode { answer, cause } => {
                match cause {
                    Cause::Json(error) => write!(f, "the answer ({}) cannot be read: {error}", answer.status)?,
                    Cause::Other(problem) => write!(f, "the answer ({}) {problem}", answer.status)?,
                }
                match answer.start.as_str() {
                    "" => f.write_str("; the body is empty")?,
                    start => write!(f, "; the body starts with: {start}")?,
                }
            }
        }
        self.hint(f)?;
        match self.trace_id() {
            Some(trace) => write!(f, " (trace {trace})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Error").field(&format_args!("{self}")).finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            // What is shown here is what `Display` leaves out.
            Kind::Transport(error) => std::error::Error::source(error),
            #[cfg(feature = "oauth")]
            Kind::OAuth(failure) => std::error::Error::source(failure),
            _ => None,
        }
    }
}

#[cfg(feature = "oauth")]
impl From<crate::oauth::Failure> for Error {
    fn from(failure: crate::oauth::Failure) -> Self {
        Self::new(Kind::OAuth(failure))
    }
}

#[cfg(feature = "oauth")]
impl From<crate::oauth::StoreError> for Error {
    fn from(error: crate::oauth::StoreError) -> Self {
        crate::oauth::Failure::Store(error).into()
    }
}

impl From<crate::InvalidId> for Error {
    fn from(error: crate::InvalidId) -> Self {
        Self::input(error.kind(), format!("is not one: {error}"))
    }
}

impl From<Invalid> for Error {
    fn from(error: Invalid) -> Self {
        let Invalid { path, problem } = error;
        Self::input(path, problem)
    }
}

impl Answered {
    /// The start of a body as one printable line. `secret` is what must not be in it.
    pub(crate) fn start_of(body: &[u8], secret: Option<&Secret>) -> String {
        const SHOWN: usize = 160;
        let text = String::from_utf8_lossy(&body[..body.len().min(4 * SHOWN)]);
        match secret {
            Some(secret) => one_line(&secret.hide(&text), SHOWN),
            None => one_line(&text, SHOWN),
        }
    }
}

/// Whether an answer says that the token lacks a scope, which at the gateway is a 401 like others.
pub(crate) fn lacks_scope(status: StatusCode, headers: &HeaderMap, message: Option<&str>) -> bool {
    let category = headers
        .get("x-failure-category")
        .is_some_and(|value| value == "FAILURE_CLIENT_SCOPE_CHECK");
    let said = message.is_some_and(|message| message.contains("scope does not match"));
    status == StatusCode::UNAUTHORIZED && (category || said)
}

/// A text of the server as one printable line of at most so many characters.
pub(crate) fn one_line(text: &str, most: usize) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line: String = words.chars().filter(|c| !c.is_control()).collect();
    if let Some((end, _)) = line.char_indices().nth(most) {
        line.truncate(end);
        line.push('…');
    }
    line
}

/// The vendor's message and code, from any of its body shapes.
pub(crate) fn vendor_message(body: &[u8]) -> (Option<String>, Option<String>) {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return (None, None);
    };
    let text = |value: &Value, name: &str| match value.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let errors = value
        .get("errors")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let messages: Vec<String> = errors
        .iter()
        .filter_map(|error| match (text(error, "title"), text(error, "detail")) {
            (Some(title), Some(detail)) if title != detail => Some(format!("{title}: {detail}")),
            (title, detail) => title.or(detail).or_else(|| error.as_str().map(str::to_owned)),
        })
        .collect();
    let message = match messages.is_empty() {
        false => Some(messages.join("; ")),
        true => text(&value, "message")
            .or_else(|| text(&value, "error_description"))
            .or_else(|| text(&value, "error")),
    };
    let code = errors.first().and_then(|error| text(error, "code"));
    (
        message,
        code.or_else(|| text(&value, "reason")).or_else(|| text(&value, "code")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_body_shape_of_the_vendor_gives_its_message() {
        let cases = [
            (
                r#"{"code":401,"message":"Unauthorized; scope does not match"}"#,
                "Unauthorized; scope does not match",
                Some("401"),
            ),
            (
                r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}"#,
                "Not Found",
                Some("NOT_FOUND"),
            ),
            (
                r#"{"errors":[{"title":"a","detail":"b"},{"title":"c"}]}"#,
                "a: b; c",
                None,
            ),
            (
                r#"{"statusCode":403,"data":{"authorized":false},"message":"No","reason":"Forbidden"}"#,
                "No",
                Some("Forbidden"),
            ),
            (
                r#"{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}"#,
                "Unknown or invalid refresh token.",
                None,
            ),
        ];
        for (body, message, code) in cases {
            assert_eq!(
                vendor_message(body.as_bytes()),
                (Some(message.to_owned()), code.map(str::to_owned)),
                "{body}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_body_is_read_without_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = vendor_message(&body);
            let line = Answered::start_of(&body, None);
            prop_assert!(!line.contains('\n'));
        }

        #[test]
        fn a_credential_in_a_body_is_not_shown(before in "[a-z ]{0,40}", after in "[a-z ]{0,40}") {
            let body = format!("{before}T0KEN{after}");
            let mut headers = HeaderMap::new();
            headers.insert(http::header::AUTHORIZATION, http::HeaderValue::from_static("Bearer T0KEN"));
            let secret = Secret::of(&headers);
            prop_assert!(!Answered::start_of(body.as_bytes(), secret.as_ref()).contains("T0KEN"));
        }
    }
}
