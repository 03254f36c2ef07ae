//! Neither is a client, its credential, or a group of operations that hangs on it.

use confluence_sdk::{Client, Credential, v1, v2};
use std::marker::PhantomData;

pub struct Set<T>(PhantomData<T>);
/// `for<'a> fn(&'a ())` is a subtype of `fn(&'static ())`: it takes any reference.
pub type Weak = Set<for<'a> fn(&'a ())>;
pub type Strong = Set<fn(&'static ())>;

pub fn client(weak: Client<Weak>) -> Client<Strong> {
    weak
}
pub fn client_back(strong: Client<Strong>) -> Client<Weak> {
    strong
}
pub fn credential(weak: Credential<Weak>) -> Credential<Strong> {
    weak
}
pub fn credential_back(strong: Credential<Strong>) -> Credential<Weak> {
    strong
}
pub fn v1<'c>(weak: v1::V1<'c, Weak>) -> v1::V1<'c, Strong> {
    weak
}
pub fn v1_back<'c>(strong: v1::V1<'c, Strong>) -> v1::V1<'c, Weak> {
    strong
}
pub fn group_of_v1<'c>(weak: v1::V1Users<'c, Weak>) -> v1::V1Users<'c, Strong> {
    weak
}
pub fn group_of_v1_back<'c>(strong: v1::V1Users<'c, Strong>) -> v1::V1Users<'c, Weak> {
    strong
}
pub fn group_of_v2<'c>(weak: v2::Pages<'c, Weak>) -> v2::Pages<'c, Strong> {
    weak
}
pub fn group_of_v2_back<'c>(strong: v2::Pages<'c, Strong>) -> v2::Pages<'c, Weak> {
    strong
}

fn main() {}
