//! What only this crate can implement: nobody else can name it.

use super::{False, Nothing, True};

/// A gap that is known to be nothing. Whoever opens a gate shows a type that has it.
///
/// `Sized`, because a trait object has its own trait: `dyn Leaf` is a `Leaf`, whatever the trait demands of others.
pub trait Met<G>: Sized {}
impl<S> Met<Nothing> for S {}

/// What nothing is: a group of operations that is not compiled.
#[allow(dead_code, unreachable_pub, reason = "used where a cargo feature is off")]
pub trait SwitchedOn {}

pub trait Auth {}
pub trait Bool {}
impl Bool for True {}
impl Bool for False {}
pub trait Callers {}
pub trait Choice {}
pub trait Declared {}
pub trait Family {}
pub trait Gap {}
impl Gap for Nothing {}
/// A gap other than `Nothing`.
pub trait Something {}
pub trait Kind {}
pub trait OperationList {}
pub trait Parts: Sized {}
pub trait Path {}
pub trait Word {}
pub trait Words {}

/// A single scope or permission.
pub trait Marker {
    /// Whether it is among these bits.
    type In<W: super::Words>: super::Bool;
    /// What it is in one family of scopes.
    type Of<F: super::Family>: super::Choice;
    /// Its place among the bits.
    const BIT: usize;
}
#[diagnostic::do_not_recommend]
impl<M: Marker> Something for M {}

/// What an operation needs, as types.
pub trait Needs {
    /// Its number, as a path in the tree of declared operations.
    type Id: super::Path;
    type Scopes: super::Requirement;
    type Connect: super::Requirement;
    type Callers: super::Callers;
    type Permission: super::Requirement;
}
