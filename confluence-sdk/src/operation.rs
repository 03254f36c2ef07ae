//! The traits of operations: a request as data, and how its answer is read.

use crate::Result;
use crate::fetch::Redirect;
use crate::file_part::FilePart;
use crate::grants::Needs;
use crate::model::{Blank, Node, Slot, ToNode, read, same};
use crate::oddity::Gap;
use crate::redirect;
use crate::response::{Accepted, Created, Download, Exists, Raw};
use crate::spec::Declaration;
use std::fmt;

/// An operation of the API. The type that implements it is the type of its request.
///
/// It is implemented by the types in [`v1::op`](crate::v1::op) and [`v2::op`](crate::v2::op), and by no others.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation",
    note = "operations are the types in `confluence_sdk::v2::op` and `confluence_sdk::v1::op`; for a call that is not in the spec there is `Client::request`"
)]
pub trait Operation: Needs + Arguments + Clone + fmt::Debug + Send + Sync + 'static {
    /// The type of a successful answer.
    type Output: FromAnswer + Send + 'static;
    /// What the spec says about it.
    const DECLARATION: &'static Declaration;
    /// Reads an answer.
    #[doc(hidden)]
    fn decode(raw: Raw) -> Result<Self::Output> {
        FromAnswer::from_answer(raw)
    }
}

/// A request that a client with the auth mode `A` may send. [`Client::execute`](crate::Client::execute) takes one.
///
/// # Troubleshooting
///
/// See [`Allows`](crate::Allows).
pub trait Request<A>: Operation {}
impl<A: crate::MayCall<O>, O: Operation> Request<A> for O {}

/// The values of a request, in the order in which the spec declares them.
pub trait Arguments {
    /// The value at this index.
    fn get(&self, index: usize) -> &dyn ToNode;
    /// The files of a multipart body, each with the index of its value.
    fn files(&self) -> Vec<(usize, Vec<&FilePart>)> {
        Vec::new()
    }
}

/// A type that an answer can be read as.
pub trait FromAnswer: Sized {
    /// Reads it from an answer whose status has been checked.
    fn from_answer(raw: Raw) -> Result<Self>;
    /// Reads it without the elements that cannot be read, and says which those are.
    #[doc(hidden)]
    fn with_gaps(raw: Raw) -> Result<(Self, Vec<Gap>)> {
        Self::from_answer(raw).map(|value| (value, Vec::new()))
    }
}

impl<T: Slot + Blank + ToNode + Send + Sync + 'static> FromAnswer for T {
    fn from_answer(raw: Raw) -> Result<Self> {
        let (value, gaps) = Self::with_gaps(raw)?;
        match gaps.into_iter().find_map(|gap| gap.error) {
            Some(error) => Err(error.with_rest(value)),
            None => Ok(value),
        }
    }
    fn with_gaps(raw: Raw) -> Result<(Self, Vec<Gap>)> {
        match read(&raw.body) {
            Ok((value, notes)) if notes.is_empty() => Ok((value, Vec::new())),
            Ok((value, notes)) => raw.passed_over(notes).map(|gaps| (value, gaps)),
            Err(error) => Err(raw.unreadable(error)),
        }
    }
}

/// An answer that is JSON. [`Call::with_json`](crate::Call::with_json) needs it.
#[diagnostic::on_unimplemented(message = "the answer of this operation is not JSON", label = "`{Self}` has no JSON")]
pub trait IsJson {}
impl<T: Slot + Blank> IsJson for T {}
impl<T: IsJson> IsJson for Created<T> {}
impl<T: IsJson> IsJson for Accepted<T> {}
impl FromAnswer for () {
    fn from_answer(raw: Raw) -> Result<Self> {
        raw.expect_nothing().map(drop)
    }
}
impl FromAnswer for Exists {
    fn from_answer(raw: Raw) -> Result<Self> {
        if raw.status == http::StatusCode::NOT_FOUND {
            let message = raw.said().message;
            return Ok(Self::NotFound { message });
        }
        raw.expect_nothing().map(|_| Self::Yes)
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
        let Some(onward) = raw.onward.clone() else {
            return Err(raw.unexpected("is a redirect that is not followed"));
        };
        match redirect::location(&onward.asked, &raw.headers) {
            Ok(location) => Ok(Redirect {
                location,
                onward: *onward,
                operation: raw.operation,
                known_as: None,
            }),
            Err(problem) => Err(raw.unexpected(problem)),
        }
    }
}

/// Whether two requests of an operation send the same.
pub fn equal_arguments(declaration: &'static Declaration, a: &dyn Arguments, b: &dyn Arguments) -> bool {
    let same = |at: usize| same(&a.get(at).node(), &b.get(at).node());
    (0..declaration.params.len()).all(same) && a.files() == b.files()
}

/// Writes the `Debug` form of a request, with the names from its declaration. What is not set is left out.
pub fn debug_arguments(
    declaration: &'static Declaration,
    arguments: &dyn Arguments,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let name = declaration.rust_path.rsplit("::").next().unwrap_or_default();
    let mut debug = f.debug_struct(name);
    for (i, param) in declaration.params.iter().enumerate() {
        match arguments.get(i).node() {
            Node::Absent => {}
            Node::List(list) if list.size() == 0 && !param.required => {}
            value => {
                debug.field(param.name, &value);
            }
        }
    }
    debug.finish()
}
