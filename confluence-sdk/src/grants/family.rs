//! Families of scopes, for sets that are declared by operations: what an operation needs in one of them.

use super::{NoWords, Words, kind, seal};
use crate::Operation;
use std::marker::PhantomData;

/// A family of scopes.
pub trait Family: seal::Family {
    type Kind: kind::Kind;
    /// A scope with these bits, if it belongs to the family.
    type Classic<W: Words>: Choice;
    type Granular<W: Words>: Choice;
    type Connect<W: Words>: Choice;
    /// What an operation needs.
    type Of<O: Operation>: Choice;
}

/// What an operation needs in a family: [`Chosen`] or [`NotInFamily`].
pub trait Choice: seal::Choice {
    type Words: Words;
    type And<C: Choice>: Choice;
    type AndChosen<W: Words>: Choice;
    /// The first of two that there is.
    type Or<C: Choice>: Choice;
}
#[derive(Debug)]
pub struct Chosen<W>(PhantomData<W>);
impl<W: Words> seal::Choice for Chosen<W> {}
impl<W: Words> Choice for Chosen<W> {
    type Words = W;
    type And<C: Choice> = C::AndChosen<W>;
    type AndChosen<V: Words> = Chosen<V::Or<W>>;
    type Or<C: Choice> = Self;
}
#[derive(Debug)]
pub enum NotInFamily {}
impl seal::Choice for NotInFamily {}
impl Choice for NotInFamily {
    type Words = NoWords;
    type And<C: Choice> = NotInFamily;
    type AndChosen<W: Words> = NotInFamily;
    type Or<C: Choice> = C;
}

macro_rules! families {
    ($($(#[$doc:meta])* $name:ident: $kind:ident, $needs:ident, $barred:ident, $classic:ty, $granular:ty, $connect:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}
        impl seal::Family for $name {}
        impl Family for $name {
            type Kind = kind::$kind;
            type Classic<W: Words> = $classic;
            type Granular<W: Words> = $granular;
            type Connect<W: Words> = $connect;
            type Of<O: Operation> = <<O::Callers as super::Callers>::$barred as super::Gap>::Unless<<O::$needs as super::Requirement>::In<$name>>;
        }
    )*};
}
families! {
    /// The broad scopes of OAuth.
    ClassicFamily: OAuthKind, Scopes, Scoped, Chosen<W>, NotInFamily, NotInFamily;
    /// The narrow scopes of OAuth.
    GranularFamily: OAuthKind, Scopes, Scoped, NotInFamily, Chosen<W>, NotInFamily;
    /// The scopes of Connect.
    ConnectFamily: ConnectKind, Connect, Connect, NotInFamily, NotInFamily, Chosen<W>;
}

/// An operation that some scopes of the family `F` open. Its own sentence is that for what is no operation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an operation",
    label = "an operation is asked for here",
    note = "operations are the types in `confluence_sdk::v2::op` and `confluence_sdk::v1::op`"
)]
pub trait OpenedBy<F> {}
impl<O: Operation, F: Family> OpenedBy<F> for O where F::Of<O>: IsChosen<O> {}

/// The leaf of it, for an operation that is opened by other families.
#[diagnostic::on_unimplemented(
    message = "no scopes of this family open `{O}`",
    label = "has no scopes in this family",
    note = "name another family: `granular for …`, `classic for …` or `connect for …`; the doc page of the operation lists what opens it"
)]
pub trait IsChosen<O>: seal::Choice {}
#[diagnostic::do_not_recommend]
impl<W: Words, O> IsChosen<O> for Chosen<W> {}

/// Asks whether some scopes of the family `F` open `O`.
pub const fn is_opened_by<O: OpenedBy<F>, F>() {}
