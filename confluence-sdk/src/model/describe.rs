//! What models look like, for the tests that compare them with the vendor's documents. Compiled with the feature
//! `__conformance` only.

use super::{Nullable, Slot, ToNode, to_json};
use crate::fetch::Redirect;
use crate::operation::FromAnswer;
use crate::page::Envelope;
use crate::response::{Accepted, Created, Download, Exists, Raw};
use crate::spec::Declaration;
use crate::{FilePart, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// What can say which JSON it is.
pub trait Described {
    /// The type.
    fn described() -> Type;
}

/// The type of a part, found only when it is asked for: models hold themselves.
pub type Part = fn() -> Type;

/// What a value is in JSON.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// `true` or `false`
    Bool,
    /// Any text.
    Text,
    /// An id: the Rust name of its type, and whether it consists of digits.
    Id(&'static str, bool),
    /// A whole number, with the smallest and the largest.
    Integer(i128, i128),
    /// Any number.
    Number,
    /// A point in time.
    Time,
    /// A file to upload.
    File,
    /// Anything.
    Json,
    /// It may be left out.
    Optional(Part),
    /// It may be `null`.
    Nullable(Part),
    /// A list of these.
    List(Part),
    /// An object with any names and these values.
    Map(Part),
    /// A text of which these values are known.
    Words(Words),
    /// An object with known members.
    Object(Form),
    /// One of several, by the name of the Rust type.
    Shapes(&'static str, &'static [Part]),
}

/// The known values of a text.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The Rust name of the type.
    pub name: &'static str,
    /// The values on the wire.
    pub values: &'static [&'static str],
}

/// The members of an object.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The Rust name of the type, without its arguments.
    pub name: &'static str,
    /// The members.
    pub members: &'static [Member],
}

/// One member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The name on the wire.
    pub wire: &'static str,
    /// The name in Rust.
    pub rust: &'static str,
    /// Whether an object cannot be read without it.
    pub required: bool,
    /// What it is.
    pub part: Part,
}

/// What an operation returns, if that is JSON.
pub trait Output: FromAnswer {
    /// The type; `None` if the answer is not JSON.
    fn output() -> Option<Type>;
    /// The value as JSON again.
    fn written(&self) -> Option<Vec<u8>>;
}

/// What was made of an answer.
#[derive(Debug)]
pub struct Echo {
    /// The answer as JSON again.
    pub json: Vec<u8>,
    /// What it holds, if it is a page.
    pub page: Option<PageOf>,
}

/// How many results a page holds, and where it says that the next page is.
pub type PageOf = (usize, Option<String>);

/// Reads an answer with this status as the operation would, and writes it again. `page` takes a page apart, if it is one.
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
    let output = O::from_answer(raw.expect(declaration.answer)?)?;
    Ok(output.written().map(|json| Echo {
        json,
        page: page.map(|page| page(output)),
    }))
}

/// Asks of an answer's type whether it is a page: for pages its own method goes before that of [`NoPage`].
#[derive(Debug)]
pub struct Probe<O>(PhantomData<O>);

impl<O> Default for Probe<O> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<O: Envelope> Probe<O> {
    /// Takes a page apart as the streams do.
    pub fn page(&self) -> Option<fn(O) -> PageOf> {
        Some(|page| {
            let (results, next) = page.split();
            (results.len(), next)
        })
    }
}

/// What is no page.
pub trait NoPage<O> {
    /// Nothing takes it apart.
    fn page(&self) -> Option<fn(O) -> PageOf> {
        None
    }
}

impl<O> NoPage<O> for Probe<O> {}

/// The type of a part, by where it stands.
pub const fn part<O, T: Described>(_: fn(&O) -> &T) -> Part {
    T::described
}

impl<T: Slot + super::Blank + ToNode + Described> Output for T {
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
