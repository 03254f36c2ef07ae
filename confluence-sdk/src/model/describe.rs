//! Describes models, for the tests that compare them with the vendor's documents. It is compiled only with the feature
//! `__conformance`.

use super::{Nullable, Slot, ToNode, to_json};
use crate::fetch::Redirect;
use crate::inspect::PageReader;
use crate::operation::FromAnswer;
use crate::page::{Envelope, OnlyHere, Sheet};
use crate::response::{Accepted, Created, Download, Exists, Raw};
use crate::spec::Declaration;
use crate::{FilePart, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

/// A type that describes its JSON.
pub trait Described {
    /// The JSON type.
    fn described() -> Type;
}

/// The type of a part. It is a function because models can contain themselves.
pub type Part = fn() -> Type;

/// The JSON type of a value.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// `true` or `false`
    Bool,
    /// Any text.
    Text,
    /// An id: the Rust name of its type, and whether it consists of digits.
    Id(&'static str, bool),
    /// A whole number, with its smallest and its largest value.
    Integer(i128, i128),
    /// Any number.
    Number,
    /// A point in time.
    Time,
    /// A file to upload.
    File,
    /// Any JSON value.
    Json,
    /// A value that may be left out.
    Optional(Part),
    /// A value that may be `null`.
    Nullable(Part),
    /// A list of this type.
    List(Part),
    /// An object with any names and values of this type.
    Map(Part),
    /// A text with known values.
    Words(Words),
    /// An object with known members.
    Object(Form),
    /// One of several types. The text is the name of the Rust type.
    Shapes(&'static str, &'static [Part]),
}

/// The known values of a text.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The Rust name of the type.
    pub name: &'static str,
    /// The values in JSON.
    pub values: &'static [&'static str],
}

/// The members of an object.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The Rust name of the type, without its type arguments.
    pub name: &'static str,
    /// The members.
    pub members: &'static [Member],
}

/// One member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The name in JSON.
    pub wire: &'static str,
    /// The name in Rust.
    pub rust: &'static str,
    /// Whether an object must have it.
    pub required: bool,
    /// Its type.
    pub part: Part,
}

/// A type that an operation returns, whether it is JSON or not.
pub trait Output: FromAnswer {
    /// The JSON type; `None` if the answer is not JSON.
    fn output() -> Option<Type>;
    /// The value, written as JSON again.
    fn written(&self) -> Option<Vec<u8>>;
}

/// An answer that was read and written again.
#[derive(Debug)]
pub struct Echo {
    /// The answer, written as JSON again.
    pub json: Vec<u8>,
    /// The content of the page, if the answer is a page.
    pub page: Option<PageOf>,
    /// What was passed over.
    pub odd: Vec<String>,
    /// The number of elements that are not among the results, because they cannot be read or are `null`.
    pub gaps: usize,
}

/// The number of results on a page, and its link to the next page.
pub type PageOf = (usize, Option<String>);

/// Reads an answer with this status as the operation does, and writes it again. `page` splits the answer if it is a
/// page.
pub fn echo<O: Output>(
    declaration: &'static Declaration,
    status: u16,
    body: &[u8],
    page: Option<fn(O) -> PageOf>,
) -> Result<Option<Echo>> {
    let mut response = http::Response::new(bytes::Bytes::copy_from_slice(body));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    let mut raw = Raw::new(response);
    raw.operation = Some(declaration);
    let odd = Arc::new(Mutex::new(Vec::new()));
    let noted = odd.clone();
    raw.reading.report = Some(Arc::new(move |oddity| {
        noted
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(oddity.to_string());
    }));
    let (output, gaps) = O::with_gaps(raw.expect(declaration.answer)?)?;
    let odd = std::mem::take(&mut *odd.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(output.written().map(|json| Echo {
        json,
        page: page.map(|page| page(output)),
        odd,
        gaps: gaps.len(),
    }))
}

/// Finds out whether the type of an answer is a page. For a page, the method of this type is used instead of the method
/// of [`NoPage`].
#[derive(Debug)]
pub struct Probe<O>(PhantomData<O>);

impl<O> Default for Probe<O> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<O: Envelope> Probe<O> {
    /// Splits a page, as the streams do.
    pub fn page(&self) -> Option<fn(O) -> PageOf> {
        Some(|page| {
            let (results, next) = page.split(OnlyHere);
            (results.len(), next)
        })
    }
}

impl<O: Envelope + FromAnswer> Probe<O> {
    /// Reads and splits a page, as the streams do.
    pub fn read(&self) -> Option<PageReader> {
        Some(PageReader(|raw| {
            let Sheet { items, found, next } = Sheet::read::<O>(raw)?;
            let items = items.into_iter().map(|item| item.map(drop)).collect();
            Ok(Sheet { items, found, next })
        }))
    }
}

/// An answer that is not a page.
pub trait NoPage<O> {
    /// There is nothing to split.
    fn page(&self) -> Option<fn(O) -> PageOf> {
        None
    }
    /// There is nothing to read.
    fn read(&self) -> Option<PageReader> {
        None
    }
}

impl<O> NoPage<O> for Probe<O> {}

/// The type of a part, found from the function that returns the part.
pub const fn part<O, T: Described>(_: fn(&O) -> &T) -> Part {
    T::described
}

impl<T: Slot + super::Blank + ToNode + Described + Send + Sync + 'static> Output for T {
    fn output() -> Option<Type> {
        Some(T::described())
    }
    fn written(&self) -> Option<Vec<u8>> {
        to_json(self).ok()
    }
}

macro_rules! no_json { ($($type:ty)*) => {$(
    impl Output for $type {
        fn output() -> Option<Type> {
            None
        }
        fn written(&self) -> Option<Vec<u8>> {
            None
        }
    }
)*} }
no_json! { () Exists Download Redirect }

impl<T: Output> Output for Created<T> {
    fn output() -> Option<Type> {
        T::output()
    }
    fn written(&self) -> Option<Vec<u8>> {
        self.value.written()
    }
}

impl<T: Output> Output for Accepted<T> {
    fn output() -> Option<Type> {
        T::output()
    }
    fn written(&self) -> Option<Vec<u8>> {
        self.task.written()
    }
}

macro_rules! leaves { ($($type:ty: $described:expr;)*) => {$(
    impl Described for $type {
        fn described() -> Type {
            $described
        }
    }
)*} }

leaves! {
    bool: Type::Bool;
    i32: Type::Integer(i32::MIN.into(), i32::MAX.into());
    i64: Type::Integer(i64::MIN.into(), i64::MAX.into());
    u32: Type::Integer(0, u32::MAX.into());
    u64: Type::Integer(0, u64::MAX.into());
    f64: Type::Number;
    String: Type::Text;
    Value: Type::Json;
    super::Json: Type::Json;
    crate::Timestamp: Type::Time;
    FilePart: Type::File;
}

macro_rules! parts { ($($type:ident: $described:ident;)*) => {$(
    impl<T: Described> Described for $type<T> {
        fn described() -> Type {
            Type::$described(T::described)
        }
    }
)*} }

parts! {
    Nullable: Nullable;
    Option: Optional;
    Vec: List;
}

impl<T: Described> Described for BTreeMap<String, T> {
    fn described() -> Type {
        Type::Map(T::described)
    }
}

impl<T: Described> Described for Box<T> {
    fn described() -> Type {
        T::described()
    }
}
