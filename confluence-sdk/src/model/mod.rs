//! Reads models from JSON and writes them as JSON.
//!
//! A model does not derive serde's traits. It lists its members ([`Object`]), and one shared reader and one shared
//! writer do the rest through `&mut dyn Slot` and [`Node`]. This costs a fifth of the compile time of derives and is as
//! fast at run time. The expansions of `#[model]` use everything here. Users of the crate only need [`DecodeError`],
//! [`Invalid`], [`Json`] and [`Nullable`].
//!
//! Reading is tolerant: unknown members are skipped and unknown enum values are kept. An answer is read in one pass
//! ([`decode`](decode())), in which nothing odd is allowed. Only if that fails is it read again (`again`), and then a
//! member that is not needed becomes absent if it cannot be read. Writing is strict: see [`check()`].

mod again;
mod answer;
mod check;
mod collections;
mod decode;
mod decode_error;
#[cfg(feature = "__conformance")]
mod describe;
mod enums;
mod equal;
mod failure;
mod json;
mod nullable;
mod one_of;
mod read;
#[cfg(test)]
mod sample;
mod scalar;
mod write;

pub(crate) use again::Note;
pub use again::Slice;
pub(crate) use answer::{read, results};
pub use check::{Invalid, Limits, check};
pub use decode::{accept_value, de_slot, decode};
pub(crate) use decode_error::Quoted;
pub use decode_error::{DecodeError, Fail, Step};
#[cfg(feature = "__conformance")]
pub use describe::*;
pub use enums::{Feed, ReadShape, Text, accept_text, by_keys, fed, from_text, from_value, untagged};
pub use equal::equal;
pub(crate) use equal::same;
pub(crate) use failure::tells_of_failure;
pub use json::Json;
pub use nullable::Nullable;
#[cfg(feature = "__conformance")]
pub use one_of::part_of;
pub use one_of::{OneOf, ReadVariant, accept_one_of, nothing, read_member};
pub use scalar::scalar;
pub(crate) use scalar::whole;
pub use write::{debug, serialize, to_json, to_text};

use std::borrow::Cow;
use std::fmt;

/// The result of accepting a value.
pub type Done = Result<(), Fail>;

/// A type with a value to start from. Reading overwrites the value.
pub trait Blank {
    /// The empty value: zero, an empty text, `None` and so on.
    fn blank() -> Self;
}

/// A place that one JSON value is read into.
///
/// A second value replaces the first. `null` makes the place empty, if it can be empty.
pub trait Slot {
    /// Stores the value, or says what was expected instead.
    fn accept(&mut self, e: Event<'_>) -> Done;
}

/// One JSON value that is being read.
#[derive(Debug)]
pub enum Event<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number above `i64::MAX`.
    Uint(u64),
    /// A number with a fraction or an exponent.
    Float(f64),
    /// A number as it is written, because neither of the above has all its digits.
    Number(&'a str),
    /// A string.
    Text(&'a str),
    /// Any JSON as it is written, but not `null`. Only a [`Json`] takes it, or a list or map of them.
    Raw(&'a str),
    /// A list. The slot asks it for its elements.
    List(&'a mut dyn ListSource),
    /// An object. The slot asks it for its members.
    Map(&'a mut dyn MapSource),
}

/// The source of the elements of a list.
pub trait ListSource {
    /// Puts the next element into the slot. Returns false at the end, and then leaves the slot unchanged.
    fn next(&mut self, s: &mut dyn Slot) -> Result<bool, Fail>;
    /// The number of elements that are left, or 0 if it is not known.
    fn hint(&self) -> usize;
    /// Says that the last element could not be read. `Ok` means: continue without it.
    fn pass(&mut self, fail: Fail) -> Done {
        Err(fail)
    }
    /// The list itself, if it can be read once more.
    fn slice(&self) -> Option<Slice<'_>> {
        None
    }
    /// Whether what is read must be the same digit for digit.
    fn exact(&self) -> bool {
        false
    }
}

/// The source of the members of an object. After each key, its value must be read or skipped.
pub trait MapSource {
    /// The next key, as an index into `fields`. `next` is the most likely index.
    fn key(&mut self, fields: &[&'static str], next: usize) -> Result<Key, Fail>;
    /// The next key, as text.
    fn name(&mut self) -> Result<Option<String>, Fail>;
    /// Puts the value into the slot.
    fn value(&mut self, s: &mut dyn Slot) -> Done;
    /// Skips the value.
    fn skip(&mut self) -> Done;
    /// Puts the value into the slot, as it is written ([`Event::Raw`]) if the source can do that.
    fn raw(&mut self, s: &mut dyn Slot) -> Done {
        self.value(s)
    }
    /// Puts the value of a member that is needed into the slot: see [`Shape::needed`].
    fn needed(&mut self, s: &mut dyn Slot) -> Done {
        self.value(s)
    }
    /// Says that the last value could not be read. `Ok` means: continue without it.
    fn pass(&mut self, fail: Fail) -> Done {
        Err(fail)
    }
    /// Says that the last member of an object with any members could not be read. `Ok` means: continue without it.
    fn lose(&mut self, fail: Fail) -> Done {
        self.pass(fail)
    }
    /// The object itself, if it can be read once more.
    fn slice(&self) -> Option<Slice<'_>> {
        None
    }
    /// Whether what is read must be the same digit for digit.
    fn exact(&self) -> bool {
        false
    }
}

/// A key of an object that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// There are no more keys.
    End,
    /// A key that is not one of the fields.
    Unknown,
    /// The field with this index.
    Field(usize),
}

/// A model with members.
pub trait Object {
    /// The value to start from, in which each member is blank.
    fn empty() -> Self
    where
        Self: Sized;
    /// The names of the members, and the rules for them.
    fn shape(&self) -> &'static Shape;
    /// The member with this index, to be read into.
    fn slot(&mut self, i: usize) -> &mut dyn Slot;
    /// The member with this index, to be written.
    fn get(&self, i: usize) -> &dyn ToNode;
}

/// The description of a model with members.
#[derive(Debug)]
pub struct Shape {
    /// The Rust name of the type.
    pub name: &'static str,
    /// The names of the members in JSON. There are at most 64.
    pub fields: &'static [&'static str],
    /// The names of the members in Rust.
    pub rust: &'static [&'static str],
    /// The members that an object must have, as bits. The first member is the lowest bit.
    pub required: u64,
    /// The members that count as absent if their value is an object instead of what was declared, as bits. The
    /// documents allow that, so it is not odd.
    pub lenient: u64,
    /// The members that are needed to continue, such as the results of a page, as bits. In the answer itself they are
    /// never passed over. If they are required, they cannot be `null` either.
    pub needed: u64,
    /// The members that are read as they are written, as bits.
    pub raw: u64,
    /// The member that all unknown members are put into: a map.
    pub rest: Option<usize>,
    /// Whether an answer may be an object without any member.
    pub may_be_empty: bool,
    /// The rules that are checked before a request is sent.
    pub rules: &'static [Rule],
}

/// A rule for a member of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The index of the member.
    pub field: usize,
    /// Its limits.
    pub limits: Limits,
    /// Whether a text, a list or a map must not be empty.
    pub not_empty: bool,
    /// Whether the text is the name of a label.
    pub label: bool,
}

/// A type whose values can be written as JSON.
pub trait ToNode {
    /// The value, borrowed.
    fn node(&self) -> Node<'_>;
}

/// One JSON value that is being written.
pub enum Node<'a> {
    /// Nothing. It is left out of an object, and written as `null` in a list.
    Absent,
    /// `null`, also in an object.
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number above `i64::MAX`.
    Uint(u64),
    /// A number. It is written only if it is finite.
    Float(f64),
    /// A string.
    Text(Cow<'a, str>),
    /// A list.
    List(&'a dyn List),
    /// An object with known members.
    Object(&'a dyn Object),
    /// An object with any members.
    Dict(&'a dyn Dict),
    /// Any JSON.
    Json(&'a serde_json::Value),
    /// Any JSON, as it is written.
    Raw(&'a Json),
    /// A value that cannot be sent, and why. It continues a sentence that begins with what it is for.
    Invalid(&'a str),
}

/// A list that is being written.
pub trait List {
    /// The number of elements.
    fn size(&self) -> usize;
    /// The element with this index.
    fn at(&self, i: usize) -> Node<'_>;
}

/// An object with any members that is being written.
pub trait Dict {
    /// Calls `f` with each member.
    fn each(&self, f: &mut dyn FnMut(&str, Node<'_>));
}

impl<T: Object> Blank for T {
    fn blank() -> Self {
        Object::empty()
    }
}

impl<T: Object> Slot for T {
    fn accept(&mut self, e: Event<'_>) -> Done {
        read::read_object(self, e)
    }
}

impl<T: Object> ToNode for T {
    fn node(&self) -> Node<'_> {
        Node::Object(self)
    }
}

// `impl<T: Slot> Slot for Box<T>` would overlap with the blanket implementation above.
impl<T: Object> Object for Box<T> {
    fn empty() -> Self {
        Self::new(Object::empty())
    }
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }
    fn slot(&mut self, i: usize) -> &mut dyn Slot {
        (**self).slot(i)
    }
    fn get(&self, i: usize) -> &dyn ToNode {
        (**self).get(i)
    }
}

impl fmt::Debug for dyn ListSource + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
}

impl fmt::Debug for dyn MapSource + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
}

/// Panics. An expansion calls this if it is asked for a member that it does not have, which would be a bug of the
/// macro.
#[cold]
pub fn out_of_range() -> ! {
    panic!("a model was asked for a member that it does not have")
}
