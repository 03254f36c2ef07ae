//! Queries among names of the prelude, of the SDK and of what the macro writes.
#![allow(non_camel_case_types, reason = "hostile")]

pub struct Option;
pub struct Result;
pub struct String;
pub struct Box;
pub struct Cql;
pub struct Draft;
pub struct Joined;
pub struct One;
pub struct And;
pub struct Or;
pub struct u8;
pub struct u32;
pub struct bool;
type str = ();
pub trait Into {}
pub trait AsRef {}
pub trait IntoIterator {}
pub trait IntoQuery {}
pub trait SpaceValue {}
pub mod cql {}
pub mod core {}
pub mod std {}
pub mod expanded {}

pub trait Writes: Sized {
    fn plain(self) {}
    fn space(self) {}
    fn part(self) {}
    fn cql(self) {}
}
impl<T> Writes for T {}

macro_rules! format {
    () => {};
}
macro_rules! cql {
    () => {};
}

fn begin() {}

pub fn run(key: &confluence_sdk::SpaceKey, begin: &'static ::core::primitive::str) {
    let draft = confluence_sdk::cql!(space = {key} and title ~ {begin} and created > now("-4w") order by title);
    let expanded = confluence_sdk::cql!({draft} and label in {[begin]});
    let _ = confluence_sdk::user_cql!(user.fullname ~ {begin});
    let (list, value) = ([begin], begin);
    let _ = confluence_sdk::cql!(label in {list} and {expanded} and label != {value} and label not in {list});
}
