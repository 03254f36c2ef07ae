//! Whether doing an operation twice is the same as doing it once.

use super::{Declaration, Method};

/// Whether doing an operation twice is the same as doing it once, in the words of RFC 9110 (section 9.2).
///
/// It follows from the method, unless the spec says otherwise for an operation. There are POST operations that only
/// read, and PUT and DELETE operations that do something else the second time. [`RetryPolicy`](crate::RetryPolicy)
/// tells what it is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Repeat {
    /// It only reads. By its method: GET.
    Safe,
    /// The second time changes nothing more. By its method: PUT and DELETE. If it is done twice, the second answer can
    /// be another one: a conflict (409) or 404.
    Idempotent,
    /// The second time may change something again. By its method: POST and PATCH.
    Never,
}

impl Repeat {
    /// What the method of a request says.
    pub(crate) fn of(method: &http::Method) -> Self {
        match method.as_str() {
            "GET" | "HEAD" | "OPTIONS" | "TRACE" => Self::Safe,
            "PUT" | "DELETE" => Self::Idempotent,
            _ => Self::Never,
        }
    }
}

impl Declaration {
    /// Whether doing it twice is the same as doing it once. This decides whether it is sent again after a failure.
    pub fn repeat(&self) -> Repeat {
        self.repeat.unwrap_or(match self.method {
            Method::Get => Repeat::Safe,
            Method::Put | Method::Delete => Repeat::Idempotent,
            Method::Post | Method::Patch => Repeat::Never,
        })
    }
}
