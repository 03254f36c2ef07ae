//! Answers: the raw answer, and the answers that are not JSON.

use crate::Result;
use crate::attempts::{Effort, RetryPolicy};
use crate::content_coding;
use crate::download;
use crate::error::{Answered, Cause, Error, ErrorKind, Refused, Said, Stranger};
use crate::exchange::Core;
use crate::http::{Cut, Http};
use crate::model::{DecodeError, tells_of_failure};
use crate::oddity::Reading;
use crate::payload::Arriving;
use crate::rate_limit::RateLimit;
use crate::redirect::{host_of, is_page_in_place_of_file};
use crate::request::Prepared;
use crate::secret::Secret;
use crate::spec::{Answer, Declaration};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use std::fmt;
use std::sync::Weak;
use std::time::{Duration, SystemTime};
use url::Url;

/// Follows the address in an answer: over the same connections, but never with the credential.
#[derive(Clone)]
pub(crate) struct Onward {
    pub(crate) http: Http,
    /// Whether the address may be plain `http`. It may if the client's own site is plain `http`.
    pub(crate) plain: bool,
    /// The address that was asked. A relative address in the answer starts from it.
    pub(crate) asked: Url,
    /// The time limit that the call had, if it had one of its own.
    pub(crate) limit: Option<Duration>,
    /// How often the call was tried, and so the address is.
    pub(crate) retries: RetryPolicy,
    pub(crate) renewal: Option<Renewal>,
}

/// How the same address can be asked for once more. It does not keep the client alive.
#[derive(Clone)]
pub(crate) struct Renewal {
    pub(crate) core: Weak<Core>,
    pub(crate) request: Box<Prepared>,
}

/// An answer of the server that has not been read yet: status, headers and bytes. See
/// [the guide](https://docs.rs/confluence-sdk/latest/confluence_sdk/guide/raw_answers/).
#[derive(Clone)]
pub struct Raw {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body, if it has not been read yet because it is streamed.
    pub(crate) arriving: Option<Arriving>,
    pub(crate) operation: Option<&'static Declaration>,
    /// In a box, because most answers have none, and an answer is moved often.
    pub(crate) onward: Option<Box<Onward>>,
    /// What is known of the credential that was sent. It must not appear in texts, even if the server repeats it.
    pub(crate) secret: Option<Secret>,
    /// What was done to get it.
    pub(crate) effort: Effort,
    /// Whether the body was not read to its end, because it is a refusal and continues for too long.
    cut: bool,
    /// The host that answered, if it is another one than the client's.
    pub(crate) elsewhere: Option<String>,
    /// What to do if something in it is odd.
    pub(crate) reading: Reading,
}

impl Raw {
    pub(crate) fn new(response: http::Response<Bytes>) -> Self {
        let (mut head, body) = response.into_parts();
        Self {
            arriving: head.extensions.remove(),
            status: head.status,
            headers: head.headers,
            body,
            operation: None,
            onward: None,
            secret: None,
            effort: Effort::default(),
            cut: head.extensions.get::<Cut>().is_some(),
            elsewhere: None,
            reading: Reading::default(),
        }
    }

    /// The HTTP status code. It can be compared with a number: `answer.status() == 207`.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Whether the status says success (2xx).
    pub fn is_success(&self) -> bool {
        self.status.is_success()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the server says about its limits, if it says anything. Times are from now.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.headers, SystemTime::now())
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as JSON, as one of this crate's models or any other type that serde can read.
    ///
    /// # Errors
    ///
    /// [`is_decode`](crate::Error::is_decode) if the body is not JSON of this type.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|error| self.clone().unexpected(&format!("cannot be read: {error}")))
    }

    /// Returns the answer if its status says success (2xx), and an error if not. It is an error too if the server took
    /// the caller for a stranger although a credential was sent.
    ///
    /// # Errors
    ///
    /// The error that the call would have given: [`Error`](crate::Error) has a question for each kind.
    pub fn error_for_status(self) -> Result<Self> {
        if self.status.is_success() && !self.is_for_a_stranger() {
            self.decoded()
        } else {
            Err(self.refused())
        }
    }

    /// Whether the server says that the token lacks a scope.
    #[cfg(feature = "oauth")]
    pub(crate) fn lacks_scope(&self) -> bool {
        let said = Said::of(&self.headers, &self.body);
        crate::error::lacks_scope(self.status, &self.headers, said.message.as_deref())
    }

    /// Checks the answer against the kind of answer that the spec declares. What is not declared is an error.
    pub(crate) fn expect(self, answer: Answer) -> Result<Self> {
        let status = self.status;
        if status.is_client_error() || status.is_server_error() || self.is_for_a_stranger() {
            return match answer {
                Answer::Exists if self.is_own_not_found() => Ok(self),
                _ => Err(self.refused()),
            };
        }
        let problem = match answer {
            Answer::Redirect => (!is_redirect(status)).then_some(UNDECLARED),
            _ if !status.is_success() => Some(UNDECLARED),
            _ if status == StatusCode::PARTIAL_CONTENT => Some("is only a part of the answer"),
            Answer::Empty | Answer::Exists | Answer::Created if status == StatusCode::ACCEPTED => {
                Some("says that the request was accepted, and not that it is done")
            }
            Answer::Empty | Answer::Exists | Answer::Created if status == StatusCode::MULTI_STATUS => {
                Some("is about several parts, and does not say that all is done")
            }
            Answer::Download if is_page_in_place_of_file(&self.headers, &self.body, None) => {
                Some("is a page in place of a file")
            }
            _ => None,
        };
        match (problem, self.redirect_host()) {
            (Some(problem), Some(host)) => Err(self.unexpected(&format!("{problem}, it redirects to `{host}`"))),
            (Some(problem), None) => Err(self.unexpected(problem)),
            (None, _) => self.decoded(),
        }
    }

    /// Checks that the answer says nothing, as the spec declares. JSON does no harm, unless it tells of a failure.
    pub(crate) fn expect_nothing(self) -> Result<Self> {
        if self.body.trim_ascii().is_empty() {
            return Ok(self);
        }
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(value) if tells_of_failure(&value) => Err(self.unexpected("tells of a failure")),
            Ok(_) => Ok(self),
            Err(_) => Err(self.unexpected("has a body that is no JSON, where none is declared")),
        }
    }

    /// The host that the answer redirects to. It tells a login page by its name.
    fn redirect_host(&self) -> Option<String> {
        let location = self.headers.get(http::header::LOCATION)?.to_str().ok()?;
        let location = Url::parse(location).ok().filter(|_| self.status.is_redirection())?;
        Some(host_of(&location))
    }

    /// Whether the server took the caller for a stranger although a credential was sent.
    fn is_for_a_stranger(&self) -> bool {
        self.secret.is_some() && self.stranger().is_some()
    }

    fn stranger(&self) -> Option<Stranger> {
        let judged = matches!(self.status.as_u16(), 200..=399 | 400 | 401 | 403 | 404);
        Stranger::of(self.status, &self.headers).filter(|_| judged)
    }

    /// Whether it is a 404 of the site about the thing that was asked for. Those of a gateway, of a proxy and for an
    /// unknown path say nothing about the thing. The documents declare this 404 without a body.
    pub(crate) fn is_own_not_found(&self) -> bool {
        let elsewhere = self.headers.contains_key(crate::error::CATEGORY) || self.stranger().is_some();
        if self.status != StatusCode::NOT_FOUND || elsewhere {
            return false;
        }
        if self.body.trim_ascii().is_empty() {
            return media_type(&self.headers).is_none_or(|kind| !kind.eq_ignore_ascii_case("text/html"));
        }
        let Ok(Value::Object(object)) = serde_json::from_slice(&self.body) else {
            return false;
        };
        let of_path = |text: &str| text.starts_with("null for uri");
        match object.get("message").and_then(Value::as_str) {
            Some(message) if of_path(message) => false,
            _ if object.is_empty() => true,
            // The older API names the status, the newer one has a list of errors.
            _ => match object.get("statusCode") {
                Some(status) => *status == 404,
                None => object
                    .get("errors")
                    .and_then(Value::as_array)
                    .is_some_and(|list| !list.is_empty()),
            },
        }
    }

    /// Refuses a body with a content coding that could not be undone. It is not what the server has to say.
    fn decoded(self) -> Result<Self> {
        match self.left_coded() {
            Some(codings) => Err(self.unexpected(&content_coding::problem(&codings))),
            None => Ok(self),
        }
    }

    /// The content codings of the body that could not be undone.
    fn left_coded(&self) -> Option<String> {
        content_coding::remaining(&self.headers).filter(|_| self.arriving.is_some() || !self.body.is_empty())
    }

    pub(crate) fn into_download(self) -> Download {
        let media_type = self.headers.get(http::header::CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
        let name = download::file_name(&self.headers);
        Download::new(self.body, media_type, name)
    }

    pub(crate) fn refused(self) -> Error {
        let Said { message, code } = self.said();
        let (operation, effort) = (self.operation, self.effort);
        let scope = crate::error::lacks_scope(self.status, &self.headers, message.as_deref());
        let stranger = self.stranger().filter(|_| !scope && self.elsewhere.is_none());
        located(
            Error::new(ErrorKind::Status(Refused {
                answer: self.answered(),
                message,
                code,
                stranger,
            })),
            operation,
            effort,
        )
    }

    /// What a refusal says, without the credential.
    pub(crate) fn said(&self) -> Said {
        if self.left_coded().is_some() {
            return Said::default();
        }
        let Said { message, code } = Said::of(&self.headers, &self.body);
        Said {
            message: message.map(|text| self.hidden(&text)),
            code: code.map(|text| self.hidden(&text)),
        }
    }

    pub(crate) fn unreadable(self, error: DecodeError) -> Error {
        let (operation, effort) = (self.operation, self.effort);
        let error = error.reworded(|text| self.hidden(text));
        located(
            Error::new(ErrorKind::Decode {
                answer: self.answered(),
                cause: Cause::Json(error),
            }),
            operation,
            effort,
        )
    }

    pub(crate) fn unexpected(self, problem: &str) -> Error {
        let (operation, effort) = (self.operation, self.effort);
        let problem = self.hidden(problem);
        located(
            Error::new(ErrorKind::Decode {
                answer: self.answered(),
                cause: Cause::Other(problem),
            }),
            operation,
            effort,
        )
    }

    /// The text without the credential.
    pub(crate) fn hidden(&self, text: &str) -> String {
        match &self.secret {
            Some(secret) => secret.hide(text),
            None => text.to_owned(),
        }
    }

    fn answered(mut self) -> Answered {
        if let Some(secret) = &self.secret {
            secret.hide_in(&mut self.headers);
        }
        let mut start = match self.left_coded() {
            Some(codings) => format!("({} bytes in `{codings}`)", self.body.len()),
            None => Answered::start_of(&self.headers, &self.body, self.secret.as_ref()),
        };
        if self.cut {
            start += &format!(" (the body goes on after {} bytes, which is not read)", self.body.len());
        }
        Answered {
            status: self.status,
            headers: self.headers,
            body: self.body,
            start,
            elsewhere: self.elsewhere,
        }
    }
}

const UNDECLARED: &str = "has a status that the spec does not declare";

/// Whether a status says that the answer is at another address, and `Location` names it.
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The media type of a body, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or(value).trim()).filter(|value| !value.is_empty())
}

fn located(error: Error, operation: Option<&'static Declaration>, effort: Effort) -> Error {
    let error = error.after(effort);
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

/// The answer to a question with yes or no.
///
/// The server says yes with 200. There is no plain no: it answers 404 if it is not so, and also if the content is not
/// there, or the caller may not see it. Only a 404 that the site gives about the thing itself is
/// [`NotFound`](Exists::NotFound); one of a gateway or of a login page is an error.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Exists {
    /// It is so.
    Yes,
    /// It is not so, or nobody can tell: the content, the user or the group is not there, or the caller may not see the
    /// content. To tell these apart, read the content: if that works, the answer is no.
    NotFound {
        /// What the server says about it.
        message: Option<String>,
    },
}

impl Exists {
    /// Whether it is certain that it is so.
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }
}

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
    name: Option<String>,
}

impl Download {
    pub(crate) fn new(bytes: Bytes, media_type: Option<String>, name: Option<String>) -> Self {
        Self {
            bytes,
            media_type,
            name,
        }
    }

    /// The name that the server gives the file, from `Content-Disposition`. It is safe to be used as a name in a
    /// folder: it has no folder in it, and no control characters.
    pub fn file_name(&self) -> Option<&str> {
        self.name.as_deref()
    }
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
