//! Answers: the raw answer, and the answers that are not JSON.

use crate::Result;
use crate::content_coding;
use crate::error::{Answered, Cause, Error, ErrorKind, Refused, vendor_message};
use crate::http::Http;
use crate::model::DecodeError;
use crate::secret::Secret;
use crate::spec::{Answer, Declaration};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;

/// Follows the address in an answer: over the same connections, but never with the credential.
#[derive(Clone)]
pub(crate) struct Onward {
    pub(crate) http: Http,
    /// Whether the address may be plain `http`. It may if the client's own site is plain `http`.
    pub(crate) plain: bool,
}

/// An answer of the server that has not been read yet: status, headers and bytes.
#[derive(Clone)]
pub struct Raw {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) operation: Option<&'static Declaration>,
    pub(crate) onward: Option<Onward>,
    /// The credential that was sent. It must not appear in texts, even if the server repeats it.
    pub(crate) secret: Option<Secret>,
}

impl Raw {
    pub(crate) fn new(response: http::Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        Self {
            status: head.status,
            headers: head.headers,
            body,
            operation: None,
            onward: None,
            secret: None,
        }
    }

    /// The HTTP status code.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// Whether the status says success (2xx).
    pub fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON, as one of this crate's models or any other type that serde can read.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|error| self.clone().unexpected(&format!("cannot be read: {error}")))
    }

    /// Returns the answer if its status says success (2xx), and an error if not.
    pub fn success(self) -> Result<Self> {
        if self.status.is_success() {
            self.decoded()
        } else {
            Err(self.refused())
        }
    }

    /// Whether the server says that the token lacks a scope.
    #[cfg(feature = "oauth")]
    pub(crate) fn lacks_scope(&self) -> bool {
        let (message, _) = vendor_message(&self.body);
        crate::error::lacks_scope(self.status, &self.headers, message.as_deref())
    }

    /// Checks the status against the kind of answer that the spec declares.
    pub(crate) fn expect(self, answer: Answer) -> Result<Self> {
        let fits = match answer {
            Answer::Exists => self.status.is_success() || self.status == StatusCode::NOT_FOUND,
            Answer::Redirect => self.status.is_redirection(),
            _ => self.status.is_success(),
        };
        if fits {
            self.decoded()
        } else if self.status.is_client_error() || self.status.is_server_error() {
            Err(self.refused())
        } else {
            Err(self.unexpected("has a status that the spec does not declare"))
        }
    }

    /// Refuses a body with a content coding that could not be undone. It is not what the server has to say.
    fn decoded(self) -> Result<Self> {
        match content_coding::remaining(&self.headers) {
            Some(codings) if !self.body.is_empty() => Err(self.unexpected(&content_coding::problem(&codings))),
            _ => Ok(self),
        }
    }

    pub(crate) fn into_download(self) -> Download {
        let media_type = self.headers.get(http::header::CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
        Download {
            bytes: self.body,
            media_type,
        }
    }

    pub(crate) fn refused(self) -> Error {
        let (message, code) = vendor_message(&self.body);
        let (message, code) = (
            message.map(|text| self.hidden(&text)),
            code.map(|text| self.hidden(&text)),
        );
        let operation = self.operation;
        located(
            Error::new(ErrorKind::Status(Refused {
                answer: self.answered(),
                message,
                code,
            })),
            operation,
        )
    }

    pub(crate) fn unreadable(self, error: DecodeError) -> Error {
        let operation = self.operation;
        let error = error.reworded(|text| self.hidden(text));
        located(
            Error::new(ErrorKind::Decode {
                answer: self.answered(),
                cause: Cause::Json(error),
            }),
            operation,
        )
    }

    pub(crate) fn unexpected(self, problem: &str) -> Error {
        let operation = self.operation;
        let problem = self.hidden(problem);
        located(
            Error::new(ErrorKind::Decode {
                answer: self.answered(),
                cause: Cause::Other(problem),
            }),
            operation,
        )
    }

    /// The text without the credential.
    fn hidden(&self, text: &str) -> String {
        match &self.secret {
            Some(secret) => secret.hide(text),
            None => text.to_owned(),
        }
    }

    fn answered(self) -> Answered {
        let start = match content_coding::remaining(&self.headers) {
            Some(codings) if !self.body.is_empty() => format!("({} bytes in `{codings}`)", self.body.len()),
            _ => Answered::start_of(&self.body, self.secret.as_ref()),
        };
        Answered {
            status: self.status,
            headers: self.headers,
            body: self.body,
            start,
        }
    }
}

fn located(error: Error, operation: Option<&'static Declaration>) -> Error {
    match operation {
        Some(operation) => error.of(operation),
        None => error,
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Raw")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Yes or no. The server answers 200 for yes and 404 for no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exists(pub bool);

/// A value that the call created (201) or updated (200).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Created<T = ()> {
    /// Whether the call created it.
    pub new: bool,
    /// The value, as the server returns it.
    pub value: T,
}

/// A task that the server has accepted and will finish later (202).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accepted<T> {
    /// The task. Ask the server for its progress with this.
    pub task: T,
}

/// Bytes with their media type.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Download {
    /// The content.
    pub bytes: Bytes,
    /// The media type that the server states.
    pub media_type: Option<String>,
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Download({} bytes, {})",
            self.bytes.len(),
            self.media_type.as_deref().unwrap_or("no media type")
        )
    }
}
