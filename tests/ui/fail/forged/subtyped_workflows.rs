//! Nor is a helper that hangs on a client.

use confluence_sdk::PageId;
use confluence_sdk::workflows::{Files, Properties, Tree};
use std::marker::PhantomData;

pub struct Set<T>(PhantomData<T>);
/// `for<'a> fn(&'a ())` is a subtype of `fn(&'static ())`: it takes any reference.
pub type Weak = Set<for<'a> fn(&'a ())>;
pub type Strong = Set<fn(&'static ())>;

pub fn files<'c>(weak: Files<'c, Weak, PageId>) -> Files<'c, Strong, PageId> {
    weak
}
pub fn files_back<'c>(strong: Files<'c, Strong, PageId>) -> Files<'c, Weak, PageId> {
    strong
}
pub fn properties<'c>(weak: Properties<'c, Weak, PageId>) -> Properties<'c, Strong, PageId> {
    weak
}
pub fn properties_back<'c>(strong: Properties<'c, Strong, PageId>) -> Properties<'c, Weak, PageId> {
    strong
}
pub fn tree<'c>(weak: Tree<'c, Weak, PageId>) -> Tree<'c, Strong, PageId> {
    weak
}
pub fn tree_back<'c>(strong: Tree<'c, Strong, PageId>) -> Tree<'c, Weak, PageId> {
    strong
}

fn main() {}
