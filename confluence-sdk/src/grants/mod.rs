//! The compile-time check: what an operation needs, what a client has, and the gap between them as a type.
//!
//! A [`Requirement`] is a scope, a permission, `(A, B)` for both or [`OneOf`] for either. A [`Set`] answers with
//! type-level bits. `Requirement::MissingFrom` is the [`Gap`]; an operation may be called if its gap is [`Nothing`].
//! For every other gap that an operation can leave there is a hidden trait, which nothing implements and which carries
//! the sentence that rustc prints. [`OpenTo`] leads there.
//!
//! A method is bound by [`MayCall`]. It leads to [`Allows`], which each mode implements by itself, and that to
//! [`Opens`] and [`Permits`], which each set implements by itself. No impl there is for all: so rustc stops in generic
//! code at the name that the reader wrote and proposes the bound that is missing.
//!
//! Nothing here exists at run time but [`Mode`] and [`Limits`]. What must not be implemented elsewhere rests on
//! [`seal`], which is private.

#![allow(missing_docs, reason = "what only expansions name is explained as a whole, above")]

mod bits;
mod covers;
mod declared;
mod family;
mod gap;
mod has;
pub mod kind;
mod limits;
mod mode;
mod refusal;
pub(crate) mod seal;
mod set;

pub(crate) use bits::scope_bits;
pub use bits::*;
pub use covers::*;
pub use declared::*;
pub use family::*;
pub use gap::*;
pub use has::*;
pub(crate) use limits::Limits;
pub use mode::*;
pub use refusal::*;
pub(crate) use seal::Needs;
pub(crate) use set::Invariant;
pub use set::*;

use crate::Operation;

/// An auth mode: the type argument of [`Client`](crate::Client).
///
/// Not implemented by hand; the modes are in [`auth`](crate::auth).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an auth mode",
    label = "not an auth mode",
    note = "the modes are in `confluence_sdk::auth`; in generic code, bound the mode by what is called: `A: Allows<op::GetPageById>`"
)]
pub trait Auth: seal::Auth + Copy + std::fmt::Debug + Send + Sync + 'static {}

/// `A: Allows<O>`: a client that authenticates as `A` may call the operation `O`.
///
/// This is the bound for generic code. It implies [`Auth`].
///
/// ```
/// use confluence_sdk::{Allows, Client, PageId, Result, v2::{op, PageSingle}};
///
/// async fn title<A: Allows<op::GetPageById>>(client: &Client<A>, id: PageId) -> Result<Option<String>> {
///     Ok(client.pages().get_page_by_id(id).await?.title)
/// }
/// ```
///
/// For several operations at once, name them with [`operations!`](crate::operations).
///
/// # Troubleshooting
///
/// *not allowed to call …*: the first line says what is missing. Add it to the set that `scopes!` declares, to the app
/// in the developer console (or the token, manifest or descriptor), and have users consent again.
#[diagnostic::on_unimplemented(
    message = "whether `{Self}` may call `{O}` is not known here",
    label = "needs the bound `{Self}: Allows<{O}>`",
    note = "in generic code, name what is called: `{Self}: Allows<{O}>`"
)]
pub trait Allows<O: Operation>: Auth {}

/// `A: MayCall<O>`: what the method of an operation asks of its client. Met by whatever [`Allows`] it; generic code
/// writes that bound.
///
/// # Troubleshooting
///
/// *whether `A` may call … is not known here*: add the bound that the message names to the function, such as
/// `A: Allows<op::GetPageById>`.
#[diagnostic::on_unimplemented(
    message = "whether `{Self}` may call `{O}` is not known here",
    label = "needs the bound `{Self}: Allows<{O}>`",
    note = "in generic code, name what is called: `{Self}: Allows<{O}>`"
)]
pub trait MayCall<O: Operation>: Auth {}
impl<O: Operation, A: Allows<O>> MayCall<O> for A {}

/// `S: Opens<O>`: the set of scopes `S` opens the operation `O`. The bound for code that works for every set of one
/// mode.
///
/// ```
/// use confluence_sdk::{Client, OAuth, OAuthScopes, Opens, PageId, Result, v2::op};
///
/// async fn delete<S: OAuthScopes + Opens<op::DeletePage>>(client: &Client<OAuth<S>>, id: PageId) -> Result<()> {
///     client.pages().delete_page(id).await
/// }
/// ```
///
/// `K` is the kind of scopes that the mode takes and `B` what bars the mode whatever its scopes: both stay as they are
/// in OAuth's modes. Implemented by [`scopes!`](crate::scopes) for each set.
#[diagnostic::on_unimplemented(
    message = "whether `{Self}` opens `{O}` is not known here",
    label = "needs the bound `{Self}: Opens<{O}>`",
    note = "in generic code, name what is called: `{Self}: Opens<{O}>`"
)]
pub trait Opens<O: Operation, K: kind::Kind = kind::OAuthKind, B: Gap = Nothing>: ScopeSet {
    #[doc(hidden)]
    type Proof: seal::Met<Closed<O, K, B, Self>>;
}

/// What keeps the set `S` from `O` in a mode that takes the kind `K` and is barred by `B`.
pub type Closed<O, K, B, S> = <B as Gap>::Else<<<S as ScopeSet>::Kind as kind::Kind>::Gap<K, O, <S as Set>::Parts>>;

/// `P: Permits<O>`: the set of permissions `P` includes what the operation `O` always needs. The bound for code that
/// works under every [ceiling](crate::Client::at_most).
///
/// Implemented by [`permissions!`](crate::permissions) for each set.
#[diagnostic::on_unimplemented(
    message = "whether `{Self}` includes what `{O}` needs is not known here",
    label = "needs the bound `{Self}: Permits<{O}>`",
    note = "in generic code, name what is called: `{Self}: Permits<{O}>`"
)]
pub trait Permits<O: Operation>: PermissionSet {
    #[doc(hidden)]
    type Proof: seal::Met<Beyond<O, Self>>;
}

/// What `O` always needs and the set of permissions `P` does not include.
pub type Beyond<O, P> = <<O as Needs>::Permission as Requirement>::MissingFrom<AllOf<P>>;
