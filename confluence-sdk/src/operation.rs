//! What every operation is: a request as data, what it needs, how its answer is read.

use crate::Result;
use crate::fetch::Redirect;
use crate::grants::Needs;
use crate::model::{Blank, Slot, ToNode, decode};
use crate::multipart::FilePart;
use crate::response::{Accepted, Created, Download, Exists, Raw};
use crate::spec::Declaration;
use std::fmt;

/// An operation of the API, as the type of its request.
///
/// Implemented by the types in [`v1::op`](crate::v1::op) and [`v2::op`](crate::v2::op), and by nothing else.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation",
    note = "operations are the types in `confluence_sdk::v2::op` and `confluence_sdk::v1::op`; for a call that is not in the spec there is `Client::request`"
)]
pub trait Operation: Needs + Arguments + Clone + fmt::Debug + Send + Sync + 'static {
    /// What a successful answer is read as.
    type Output: FromAnswer + Send + 'static;
    /// What the spec says of it.
    const DECLARATION: &'static Declaration;
    /// Reads the answer.
    #[doc(hidden)]
    fn decode(raw: Raw) -> Result<Self::Output> {
        FromAnswer::from_answer(raw)
    }
}

/// A request that a client of the mode `A` may send: what [`Client::execute`](crate::Client::execute) takes.
///
/// # Troubleshooting
///
/// See [`Allows`](crate::Allows).
pub trait Request<A>: Operation {}
impl<A: crate::MayCall<O>, O: Operation> Request<A> for O {}

/// The values of a request, in the order of its declaration.
pub trait Arguments {
    /// The value at this place.
    fn get(&self, index: usize) -> &dyn ToNode;
    /// Files of a multipart body, by their place.
    fn files(&self) -> Vec<(usize, Vec<&FilePart>)> {
        Vec::new()
    }
    /// What the spec says of the operation.
    #[cfg(feature = "__conformance")]
    fn declaration(&self) -> &'static Declaration;
    /// What the value at this place is.
    #[cfg(feature = "__conformance")]
    fn argument(&self, index: usize) -> crate::model::Type;
    /// What the answer is, if it is JSON.
    #[cfg(feature = "__conformance")]
    fn output(&self) -> Option<crate::model::Type>;
    /// Reads an answer and writes it again; `None` if it is not JSON.
    #[cfg(feature = "__conformance")]
    fn echo(&self, status: u16, body: &[u8]) -> Result<Option<crate::model::Echo>>;
    /// Where the value at this place is read into.
    #[cfg(feature = "__conformance")]
    fn slot(&mut self, index: usize) -> &mut dyn Slot;
}

/// What can come back.
pub trait FromAnswer: Sized {
    /// Reads it from an answer whose status fits.
    fn from_answer(raw: Raw) -> Result<Self>;
}

impl<T: Slot + Blank> FromAnswer for T {
    fn from_answer(raw: Raw) -> Result<Self> {
        decode(&raw.body).map_err(|error| raw.unreadable(error))
    }
}
impl FromAnswer for () {
    fn from_answer(_: Raw) -> Result<Self> {
        Ok(())
    }
}
impl FromAnswer for Exists {
    fn from_answer(raw: Raw) -> Result<Self> {
        Ok(Exists(raw.status.is_success()))
    }
}
impl<T: FromAnswer> FromAnswer for Created<T> {
    fn from_answer(raw: Raw) -> Result<Self> {
        let new = raw.status == http::StatusCode::CREATED;
        Ok(Created {
            new,
            value: T::from_answer(raw)?,
        })
    }
}
impl<T: FromAnswer> FromAnswer for Accepted<T> {
    fn from_answer(raw: Raw) -> Result<Self> {
        Ok(Accepted {
            task: T::from_answer(raw)?,
        })
    }
}
impl FromAnswer for Download {
    fn from_answer(raw: Raw) -> Result<Self> {
        Ok(raw.into_download())
    }
}
impl FromAnswer for Redirect {
    fn from_answer(raw: Raw) -> Result<Self> {
        let location = raw
            .headers
            .get(http::header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| url::Url::parse(value).ok());
        match (location, raw.onward.clone()) {
            (Some(location), Some(onward)) => Ok(Redirect {
                location,
                onward,
                operation: raw.operation,
            }),
            _ => Err(raw.unexpected("has no absolute address in `Location`")),
        }
    }
}

/// Shows a request by the names of its declaration.
pub fn debug_arguments(
    declaration: &'static Declaration,
    arguments: &dyn Arguments,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let name = declaration.rust_path.rsplit("::").next().unwrap_or_default();
    let mut debug = f.debug_struct(name);
    for (i, param) in declaration.params.iter().enumerate() {
        debug.field(param.name, &arguments.get(i).node());
    }
    debug.finish()
}
