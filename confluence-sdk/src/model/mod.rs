//! How models are read from JSON and written to it.
//!
//! A model does not derive serde: it lists its members ([`Object`]), and one shared reader and one shared writer do the
//! rest through `&mut dyn Slot` and [`Node`]. That costs a fifth of what derives cost to compile and is as fast.
//! Reading is tolerant (unknown members are skipped, unknown enum values kept), writing is strict ([`check()`]).
//! The expansions of `#[model]` name what is here; for users, [`DecodeError`], [`Invalid`] and [`Nullable`] matter.

mod check;
mod collections;
mod decode;
mod decode_error;
#[cfg(feature = "__conformance")]
mod describe;
mod enums;
mod equal;
mod nullable;
mod one_of;
mod read;
#[cfg(test)]
mod sample;
mod scalar;
mod write;

pub use check::{Invalid, check};
pub use decode::{accept_value, de_slot, decode};
pub(crate) use decode_error::Quoted;
pub use decode_error::{DecodeError, Fail, Step};
#[cfg(feature = "__conformance")]
pub use describe::*;
pub use enums::{ReadShape, Text, accept_text, from_text, from_value, untagged};
pub use equal::equal;
pub use nullable::Nullable;
#[cfg(feature = "__conformance")]
pub use one_of::part_of;
pub use one_of::{OneOf, ReadVariant, accept_one_of, nothing, read_member};
pub use scalar::scalar;
pub(crate) use scalar::whole;
pub use write::{debug, serialize, to_json, to_text};

use std::borrow::Cow;
use std::fmt;

/// What accepting a value comes to.
pub type Done = Result<(), Fail>;

/// A value to start from: reading overwrites it.
pub trait Blank {
    /// Empty, zero, none.
    fn blank() -> Self;
}

/// A place that takes one JSON value.
///
/// A second value takes the place of the first. `null` empties what can be empty.
pub trait Slot {
    /// Takes the value, or says what was expected instead.
    fn accept(&mut self, e: Event<'_>) -> Done;
}

/// One JSON value as it arrives.
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
    /// A string.
    Text(&'a str),
    /// A list, whose elements are pulled.
    List(&'a mut dyn ListSource),
    /// An object, whose members are pulled.
    Map(&'a mut dyn MapSource),
}

/// Where the elements of a list come from.
pub trait ListSource {
    /// Puts the next element into the slot; false at the end, with the slot untouched.
    fn next(&mut self, s: &mut dyn Slot) -> Result<bool, Fail>;
    /// How many are left, as far as known.
    fn hint(&self) -> usize;
}

/// Where the members of an object come from. After every key, its value is taken or skipped.
pub trait MapSource {
    /// The next key as an index into `fields`, where `next` is the likeliest.
    fn key(&mut self, fields: &[&'static str], next: usize) -> Result<Key, Fail>;
    /// The next key as text.
    fn name(&mut self) -> Result<Option<String>, Fail>;
    /// Puts the value into the slot.
    fn value(&mut self, s: &mut dyn Slot) -> Done;
    /// Passes the value over.
    fn skip(&mut self) -> Done;
}

/// A key of an object that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// There is no other key.
    End,
    /// None of the fields.
    Unknown,
    /// The field of this index.
    Field(usize),
}

/// A model with members.
pub trait Object {
    /// The names and rules.
    fn shape(&self) -> &'static Shape;
    /// The member of this index, to be read into.
    fn slot(&mut self, i: usize) -> &mut dyn Slot;
    /// The member of this index, to be written.
    fn get(&self, i: usize) -> &dyn ToNode;
}

/// What a model with members looks like.
#[derive(Debug)]
pub struct Shape {
    /// The Rust name of the type.
    pub name: &'static str,
    /// The names of the members on the wire, 64 at most.
    pub fields: &'static [&'static str],
    /// The names of the members in Rust.
    pub rust: &'static [&'static str],
    /// One bit for every member without which a value cannot be read; the first member is the lowest bit.
    pub required: u64,
    /// One bit for every member that counts as absent if it is not what was declared.
    pub lenient: u64,
    /// What is checked before a request is sent.
    pub rules: &'static [Rule],
}

/// What a member of a request has to obey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Index of the member.
    pub field: usize,
    /// Smallest and largest number, or for a list, of each element.
    pub range: Option<(i64, i64)>,
    /// Most characters of a text, or for a list, of each element.
    pub max_len: Option<u32>,
    /// Whether a text, a list or a map has to hold anything.
    pub not_empty: bool,
}

/// What can be written as JSON.
pub trait ToNode {
    /// The value, borrowed.
    fn node(&self) -> Node<'_>;
}

/// One JSON value on its way out.
pub enum Node<'a> {
    /// Nothing: left out of an object, `null` in a list.
    Absent,
    /// `null`, also in an object.
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number above `i64::MAX`.
    Uint(u64),
    /// A number; written only if it is finite.
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
}

/// A list on its way out.
pub trait List {
    /// The number of elements.
    fn size(&self) -> usize;
    /// The element of this index.
    fn at(&self, i: usize) -> Node<'_>;
}

/// An object with any members on its way out.
pub trait Dict {
    /// Calls with every member.
    fn each(&self, f: &mut dyn FnMut(&str, Node<'_>));
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

// `impl<T: Slot> Slot for Box<T>` would overlap with the blanket one above.
impl<T: Object> Object for Box<T> {
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

impl<T: Blank> Blank for Box<T> {
    fn blank() -> Self {
        Self::new(T::blank())
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

/// Where an expansion was asked for a member that it does not have: a bug of the macro.
#[cold]
pub fn out_of_range() -> ! {
    panic!("a model was asked for a member that it does not have")
}
