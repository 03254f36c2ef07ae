//! Sets of scopes and of permissions.

use super::{
    BitList, Bool, Branch, Declared, False, Family, NoOperation, NoWords, OperationList, True, Words, kind, seal,
};
use std::marker::PhantomData;

/// What a type is marked with that carries a mode or a set. With `fn() -> T` it would be covariant, and a set with a
/// lifetime in it could be taken for another by subtyping, in safe code.
pub(crate) type Invariant<T> = PhantomData<fn(T) -> T>;

/// A set of scopes or of permissions. Made by `scopes!` and `permissions!` only.
pub trait Set: Sized + 'static {
    /// What it is made of. Everything else follows from it, so that no set can say two things of itself.
    type Parts: Parts;
}

/// The scopes and permissions of a set.
pub type AllOf<S> = <<S as Set>::Parts as Parts>::Words;

/// The bits of a set at run time, taken from its types.
pub(crate) const fn bits<S: Set>() -> BitList {
    <AllOf<S> as Words>::LIST
}

/// What a set is made of.
pub trait Parts: seal::Parts {
    type Kind: kind::Kind;
    /// Everything in it.
    type Words: Words;
    /// What opens any operation that it suffices for.
    type Free: Words;
    /// Whether it opens what needs no scope at all.
    type Unscoped: Bool;
    /// What is opened besides.
    type Operations: Declared;
}

/// Scopes or permissions that were declared as such.
#[derive(Debug)]
pub struct Plain<K, W>(PhantomData<(K, W)>);
impl<K: kind::Kind, W: Words> seal::Parts for Plain<K, W> {}
impl<K: kind::Kind, W: Words> Parts for Plain<K, W> {
    type Kind = K;
    type Words = W;
    type Free = W;
    type Unscoped = True;
    type Operations = NoOperation;
}

/// Scopes beside declared operations that open nothing by themselves, such as `offline_access` and `ACT_AS_USER`.
#[derive(Debug)]
pub struct Beside<K, W>(PhantomData<(K, W)>);
impl<K: kind::Kind, W: Words> seal::Parts for Beside<K, W> {}
impl<K: kind::Kind, W: Words> Parts for Beside<K, W> {
    type Kind = K;
    type Words = W;
    type Free = W;
    type Unscoped = False;
    type Operations = NoOperation;
}

/// What some operations need in one family of scopes. It opens these operations and no other.
#[derive(Debug)]
pub struct For<F, O>(PhantomData<(F, O)>);
impl<F: Family, O: OperationList> seal::Parts for For<F, O> {}
impl<F: Family, O: OperationList> Parts for For<F, O> {
    type Kind = F::Kind;
    type Words = O::In<F>;
    type Free = NoWords;
    type Unscoped = False;
    // A branch even where it is the only one: the tree of a set that declares operations is never `NoOperation`.
    type Operations = <O::Operations as Declared>::Or<Branch<NoOperation, NoOperation>>;
}

/// Both.
#[derive(Debug)]
pub struct Joined<A, B>(PhantomData<(A, B)>);
impl<A: Parts, B: Parts> seal::Parts for Joined<A, B> {}
impl<A: Parts, B: Parts> Parts for Joined<A, B> {
    type Kind = A::Kind;
    type Words = <A::Words as Words>::Or<B::Words>;
    type Free = <A::Free as Words>::Or<B::Free>;
    type Unscoped = <A::Unscoped as Bool>::Or<B::Unscoped>;
    type Operations = <A::Operations as Declared>::Or<B::Operations>;
}

/// Scopes of other products: a set's own and those of the sets in it.
#[derive(Debug)]
pub struct Others {
    pub own: &'static [&'static str],
    pub parts: &'static [&'static Others],
}

impl Others {
    /// Adds each name to a list, once.
    pub(crate) fn collect(&self, into: &mut Vec<String>) {
        for name in self.own {
            if !into.iter().any(|known| known == name) {
                into.push((*name).to_owned());
            }
        }
        self.parts.iter().for_each(|part| part.collect(into));
    }
}

/// A set of scopes, OAuth or Connect, that a program declares with [`scopes!`](crate::scopes).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of scopes",
    label = "not declared by `scopes!`",
    note = "declare one: `scopes! {{ pub struct Mine = \"read:page:confluence\"; }}`",
    note = "in a set, a scope stands in quotes (`\"read:page:confluence\"`), an operation behind a family of scopes (`granular for op::GetPageById`)"
)]
pub trait ScopeSet: Set {
    #[doc(hidden)]
    type Kind: kind::Kind;
    /// Scopes of other products in the set: requested, opening nothing here.
    #[doc(hidden)]
    const OTHER: Others;
}

/// The kind that a set is of.
pub type KindOf<S> = <<S as Set>::Parts as Parts>::Kind;

/// A set of the kind `K`.
pub trait OfKind<K>: ScopeSet<Kind = K> {}

/// A set of OAuth scopes that a program declares with [`scopes!`](crate::scopes).
///
/// The set says what the credential of a client is meant to grant; calls are checked against it when the program is
/// compiled.
///
/// # Troubleshooting
///
/// *`X` is not a set of OAuth scopes*: declare it with `scopes! { pub struct X = "read:page:confluence"; }`. A set of
/// Connect scopes is a [`ConnectScopes`] and goes with Connect clients.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of OAuth scopes",
    label = "OAuth scopes are asked for here",
    note = "declare one: `scopes! {{ pub struct Mine = \"read:page:confluence\"; }}`",
    note = "a set of Connect scopes (such as `\"READ\"`) goes with `Connect` and `ConnectUser`, not with the modes of OAuth"
)]
pub trait OAuthScopes: ScopeSet<Kind = kind::OAuthKind> {}
// So that rustc names the bound above, not how it is met.
#[diagnostic::do_not_recommend]
impl<S: OfKind<kind::OAuthKind>> OAuthScopes for S {}

/// A set of Connect scopes that a program declares with [`scopes!`](crate::scopes).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of Connect scopes",
    label = "Connect scopes are asked for here",
    note = "declare one: `scopes! {{ pub struct Addon = \"READ\"; }}`",
    note = "a set of OAuth scopes (such as `\"read:page:confluence\"`) does not go with `Connect` and `ConnectUser`"
)]
pub trait ConnectScopes: ScopeSet<Kind = kind::ConnectKind> {}
#[diagnostic::do_not_recommend]
impl<S: OfKind<kind::ConnectKind>> ConnectScopes for S {}

/// A set of permissions that a program declares with [`permissions!`](crate::permissions).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of permissions",
    label = "permissions are asked for here",
    note = "declare one: `permissions! {{ pub struct Mine = View(Space), Create(Page); }}`"
)]
pub trait PermissionSet: Set {}

/// A set that is a part of another of the kind `K`: what a union is checked by. Its own sentence is that for what is no
/// set of scopes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of scopes",
    label = "not declared by `scopes!`",
    note = "in a set, a scope stands in quotes (`\"read:page:confluence\"`), an operation behind a family of scopes (`granular for op::GetPageById`)"
)]
pub trait PartOf<K, S> {}
impl<P: ScopeSet, K, S> PartOf<K, S> for P where P::Kind: IsTheKindOf<S, K, P> {}

/// The leaf of it. `S` is the whole, `P` the part.
#[diagnostic::on_unimplemented(
    message = "`{P}` cannot be a part of `{S}`: one holds OAuth scopes, the other Connect scopes",
    label = "a set of the other kind",
    note = "declare two sets, no client has both"
)]
pub trait IsTheKindOf<S, K, P> {}
impl<S, K: kind::Kind, P> IsTheKindOf<S, K, P> for K {}

/// Asks whether `P` can be a part of the set `S` of the kind `K`.
pub const fn is_part_of<P: PartOf<K, S>, K, S>() {}

/// Asks whether `P` can be a part of a ceiling.
pub const fn is_a_set_of_permissions<P: PermissionSet>() {}

/// Bounds of a set's impls, for its parts. Implemented for each set: an impl for all would double the depth of a chain
/// of sets.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a set of scopes", label = "not declared by `scopes!`")]
pub trait ScopeSetIn<'a>: ScopeSet {}
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of permissions",
    label = "not declared by `permissions!`"
)]
pub trait PermissionSetIn<'a>: PermissionSet {}
pub trait OperationIn<'a>: crate::Operation {}
impl<O: crate::Operation> OperationIn<'_> for O {}
