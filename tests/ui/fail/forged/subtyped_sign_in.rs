//! Neither is a sign-in, at whatever station it is.

use confluence_sdk::oauth::{Code, Grant, Pending, SignIn};
use std::marker::PhantomData;

pub struct Set<T>(PhantomData<T>);
/// `for<'a> fn(&'a ())` is a subtype of `fn(&'static ())`: it takes any reference.
pub type Weak = Set<for<'a> fn(&'a ())>;
pub type Strong = Set<fn(&'static ())>;

pub fn sign_in(weak: SignIn<Weak>) -> SignIn<Strong> {
    weak
}
pub fn sign_in_back(strong: SignIn<Strong>) -> SignIn<Weak> {
    strong
}
pub fn pending(weak: Pending<Weak>) -> Pending<Strong> {
    weak
}
pub fn pending_back(strong: Pending<Strong>) -> Pending<Weak> {
    strong
}
pub fn code(weak: Code<Weak>) -> Code<Strong> {
    weak
}
pub fn code_back(strong: Code<Strong>) -> Code<Weak> {
    strong
}
pub fn grant(weak: Grant<Weak>) -> Grant<Strong> {
    weak
}
pub fn grant_back(strong: Grant<Strong>) -> Grant<Weak> {
    strong
}

fn main() {}
