//! What comes back for one request.

use super::model::{Model, written};
use crate::model::to_json;
use crate::response::{Accepted, Created, Download, Exists};
use crate::transport::{Body, TransportError};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

/// What comes back for one request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Answer(Answer),
    Fault(Fault),
}

/// An answer of the server.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    Connect,
    Timeout,
    Broken,
    /// No answer, and no end.
    Silence,
}

impl Answer {
    pub(super) fn new(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or_else(|_| panic!("{status} is no HTTP status")),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    pub(super) fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap_or_else(|_| panic!("{name:?} is no header name"));
        let value = HeaderValue::from_str(value).unwrap_or_else(|_| panic!("a header cannot carry {value:?}"));
        self.headers.append(name, value);
        self
    }

    pub(super) fn body(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        self.headers.remove(http::header::CONTENT_TYPE);
        self.body = body.into();
        self.header("content-type", media_type)
    }

    pub(super) fn json(self, value: &Value) -> Self {
        self.body("application/json", value.to_string())
    }

    /// The file, as a server hands it over.
    pub(super) fn file(self, file: &Download) -> Self {
        let media_type = file.media_type.as_deref().unwrap_or("application/octet-stream");
        let name = file.file_name().unwrap_or_default();
        let named: String = percent_encoding::utf8_percent_encode(name, crate::request::RESERVED).collect();
        self.body(media_type, file.bytes.clone())
            .header("content-disposition", &format!("attachment; filename*=UTF-8''{named}"))
    }

    pub(super) fn into_http<B>(self, body: impl FnOnce(Bytes) -> B) -> http::Response<B> {
        let mut response = http::Response::new(body(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

impl Reply {
    /// Gives it, as a transport does.
    pub(super) async fn give(self) -> Result<http::Response<Body>, TransportError> {
        match self {
            Self::Answer(answer) => Ok(answer.into_http(|body| Body::from_chunks(vec![body]))),
            Self::Fault(Fault::Silence) => std::future::pending().await,
            Self::Fault(fault) => Err(fault.error()),
        }
    }
}

impl Fault {
    pub(super) fn error(self) -> TransportError {
        match self {
            Self::Connect => TransportError::connect("the test lets no connection be made"),
            Self::Timeout | Self::Silence => TransportError::timeout("the test lets no answer arrive in time"),
            Self::Broken => TransportError::broken("the test lets the exchange break off"),
        }
    }
}

/// The answer of an operation, as a value that a test can make: what [`Expect::answers`](super::Expect::answers) takes.
///
/// It is implemented for all models, for `()`, for [`Created`], [`Accepted`], [`Exists`] and [`Download`].
#[diagnostic::on_unimplemented(
    message = "a test cannot make the answer `{Self}`",
    label = "not made by a test",
    note = "an operation that leads to a file is answered by `.answers_file(…)`"
)]
pub trait ToAnswer {
    #[doc(hidden)]
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn to_answer(&self) -> Answer;
}

impl<T: Model> ToAnswer for T {
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn to_answer(&self) -> Answer {
        let json = to_json(self).unwrap_or_else(|error| panic!("the answer cannot be written as JSON: {error}"));
        Answer::new(200).body("application/json", json)
    }
}

impl ToAnswer for () {
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn to_answer(&self) -> Answer {
        Answer::new(204)
    }
}

impl<T: ToAnswer> ToAnswer for Created<T> {
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn to_answer(&self) -> Answer {
        let mut answer = self.value.to_answer();
        answer.status = if self.new { StatusCode::CREATED } else { StatusCode::OK };
        answer
    }
}

impl<T: Model> ToAnswer for Accepted<T> {
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn to_answer(&self) -> Answer {
        Answer::new(202).json(&written(&self.task))
    }
}

impl ToAnswer for Exists {
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn to_answer(&self) -> Answer {
        match self {
            Self::Yes => Answer::new(200),
            Self::NotFound { message } => Answer::new(404)
                .json(&json!({ "statusCode": 404, "message": message.as_deref().unwrap_or("Not found") })),
        }
    }
}

impl ToAnswer for Download {
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn to_answer(&self) -> Answer {
        Answer::new(200).file(self)
    }
}
