//! The compile-time check: what an operation needs, what a client has, and the gap between them as a type.
//!
//! A [`Requirement`] is a scope, a permission, `(A, B)` for both or [`OneOf`] for either. A [`Set`] answers with type-level bits.
//! `Requirement::MissingFrom<S>` is the [`Gap`]; an operation may be called if its gap is [`Nothing`]. The gap is an argument of a
//! hidden trait per operation, which carries the sentence that rustc prints. Nothing here exists at run time but [`Mode`].
//!
//! Users meet [`Allows`] and [`Covers`]; the rest is named by expansions only.

#![allow(missing_docs, reason = "what only expansions name is explained as a whole, above")]

pub(crate) use seal::Needs;
use std::marker::PhantomData;

/// A type-level truth value.
pub trait Bool: seal::Bool {
    const VALUE: bool;
    type Or<B: Bool>: Bool;
    type If<Yes: Gap, No: Gap>: Gap;
}
#[derive(Debug)]
pub enum True {}
#[derive(Debug)]
pub enum False {}
impl Bool for True {
    const VALUE: bool = true;
    type Or<B: Bool> = True;
    type If<Yes: Gap, No: Gap> = Yes;
}
impl Bool for False {
    const VALUE: bool = false;
    type Or<B: Bool> = B;
    type If<Yes: Gap, No: Gap> = No;
}

/// What is missing, as a type: [`Nothing`], a scope or permission, `(A, B)` for both, [`OneOf`] for either, or the sentence that bars an
/// auth mode.
///
/// `After` and `OrAfter` are the second halves of `Plus` and `Or`, once the left side is known not to be `Nothing`.
pub trait Gap: seal::Gap {
    type Plus<G: Gap>: Gap;
    type After<G: Gap>: Gap;
    type Or<G: Gap>: Gap;
    type OrAfter<G: Gap>: Gap;
    /// The other gap if this one is `Nothing`.
    type Else<G: Gap>: Gap;
}

/// Nothing is missing.
#[derive(Debug)]
pub enum Nothing {}
impl Gap for Nothing {
    type Plus<G: Gap> = G;
    type After<G: Gap> = G;
    type Or<G: Gap> = Nothing;
    type OrAfter<G: Gap> = Nothing;
    type Else<G: Gap> = G;
}

/// One of two requirements, or what is missing from both.
#[derive(Debug)]
pub struct OneOf<A, B>(PhantomData<(A, B)>);

/// Makes a type a gap other than `Nothing`.
macro_rules! something {
    ($([$($g:tt)*] $t:ty;)*) => {$(
        impl<$($g)*> $crate::grants::seal::Gap for $t {}
        impl<$($g)*> $crate::grants::Gap for $t {
            type Plus<G: $crate::grants::Gap> = G::After<Self>;
            type After<G: $crate::grants::Gap> = (G, Self);
            type Or<G: $crate::grants::Gap> = G::OrAfter<Self>;
            type OrAfter<G: $crate::grants::Gap> = $crate::grants::OneOf<G, Self>;
            type Else<G: $crate::grants::Gap> = Self;
        }
    )*};
}
pub(crate) use something;
something! { [A: Gap, B: Gap] (A, B); [A: Gap, B: Gap] OneOf<A, B>; }

/// Gaps that no scope closes: who may call instead.
macro_rules! sentences {
    ($($name:ident)*) => {$(
        #[derive(Debug)]
        pub enum $name {}
        something! { [] $name; }
    )*};
}
sentences! {
    AppsMayNotCall
    AppsMayNotCallAsThemselves
    BasicAuthMayNotCall
    ConnectAppsMayNotCall
    OnlyAppsMayCall
    OnlyBasicAuthMayCall
    OnlyConnectAppsMayCall
    OnlyForgeAppsMayCall
    OnlyForgeAsAppMayCall
    ThisAuthModeMayNotCall
}

macro_rules! words {
    ($($b:ident)*; $($zero:tt)*) => {
        /// Sixteen bits of a set.
        pub trait Word: seal::Word {
            $(type $b: Bool;)*
            const BITS: u16;
            type Or<W: Word>: Word;
        }
        #[derive(Debug)]
        pub struct Bits<$($b),*>(PhantomData<($($b,)*)>);
        impl<$($b: Bool),*> seal::Word for Bits<$($b),*> {}
        impl<$($b: Bool),*> Word for Bits<$($b),*> {
            $(type $b = $b;)*
            const BITS: u16 = {
                let (mut bits, mut at) = (0, 1u16);
                $(if $b::VALUE { bits |= at; } at = at.wrapping_shl(1);)*
                let _ = at;
                bits
            };
            type Or<W: Word> = Bits<$($b::Or<W::$b>),*>;
        }
        /// Sixteen bits, none set.
        pub type NoBits = Bits<$($zero),*>;
    };
}
words! { B0 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15;
False False False False False False False False False False False False False False False False }

/// How many words of a set are scopes; the rest are permissions.
pub const SCOPE_WORDS: usize = 8;

/// A set of scopes or of permissions, as type-level bits. Made by `scopes!` and `permissions!` only.
pub trait Set: Sized + 'static {
    type W0: Word;
    type W1: Word;
    type W2: Word;
    type W3: Word;
    type W4: Word;
    type W5: Word;
    type W6: Word;
    type W7: Word;
    type W8: Word;
    type W9: Word;
    type W10: Word;
    type W11: Word;
}

/// The bits of a set at run time, taken from its types.
pub const fn bits<S: Set>() -> [u16; 12] {
    [
        S::W0::BITS,
        S::W1::BITS,
        S::W2::BITS,
        S::W3::BITS,
        S::W4::BITS,
        S::W5::BITS,
        S::W6::BITS,
        S::W7::BITS,
        S::W8::BITS,
        S::W9::BITS,
        S::W10::BITS,
        S::W11::BITS,
    ]
}

/// A set of OAuth scopes that a program declares with [`scopes!`](crate::scopes).
///
/// The set says what the credential of a client is meant to grant; calls are checked against it when the program is compiled.
///
/// # Troubleshooting
///
/// *`X` is not a set of OAuth scopes*: declare it with `scopes! { pub struct X = "read:page:confluence"; }`. A set of Connect scopes is a
/// [`ConnectScopes`] and goes with Connect clients.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of OAuth scopes",
    note = "declare one: `scopes! {{ pub struct {Self} = \"read:page:confluence\"; }}`"
)]
pub trait OAuthScopes: ScopeSet {}
// So that rustc names the bound above, not how it is met.
#[diagnostic::do_not_recommend]
impl<S: ScopeSet> OAuthScopes for S where S::Kind: IsOAuth {}

/// A set of Connect scopes that a program declares with [`scopes!`](crate::scopes).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of Connect scopes",
    note = "declare one: `scopes! {{ pub struct {Self} = \"READ\"; }}`"
)]
pub trait ConnectScopes: ScopeSet {}
#[diagnostic::do_not_recommend]
impl<S: ScopeSet> ConnectScopes for S where S::Kind: IsConnect {}

/// The kind of a set of OAuth scopes.
#[derive(Debug)]
pub enum OAuthKind {}
/// The kind of a set of Connect scopes.
#[derive(Debug)]
pub enum ConnectKind {}
pub trait IsOAuth {}
impl IsOAuth for OAuthKind {}
pub trait IsConnect {}
impl IsConnect for ConnectKind {}

/// A set of scopes, OAuth or Connect, that a program declares with [`scopes!`](crate::scopes).
pub trait ScopeSet: Set {
    #[doc(hidden)]
    type Kind;
    /// Scopes of other products in the set: requested, opening nothing here.
    const OTHER: &'static [&'static [&'static str]];
}

/// A set of permissions that a program declares with [`permissions!`](crate::permissions).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of permissions",
    note = "declare one: `permissions! {{ pub struct {Self} = View(Space), Create(Page); }}`"
)]
pub trait PermissionSet: Set {}

/// Something an operation or a library can ask for.
pub trait Requirement {
    type MissingFrom<S: Set>: Gap;
}
impl Requirement for () {
    type MissingFrom<S: Set> = Nothing;
}
impl<A: Requirement, B: Requirement> Requirement for (A, B) {
    type MissingFrom<S: Set> = <A::MissingFrom<S> as Gap>::Plus<B::MissingFrom<S>>;
}
impl<A: Requirement, B: Requirement> Requirement for OneOf<A, B> {
    type MissingFrom<S: Set> = <A::MissingFrom<S> as Gap>::Or<B::MissingFrom<S>>;
}

/// Which scopes the credentials of a mode carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carries {
    /// None: what is possible depends on permissions alone.
    Nothing,
    /// OAuth scopes.
    OAuth,
    /// Connect scopes.
    Connect,
}

/// The first gap of those modes that carry OAuth scopes.
macro_rules! scoped_gap {
    ($first:ty;) => { $first };
    ($first:ty; OAuth $name:ident $($rest:tt)*) => { scoped_gap!(<$first as Gap>::Else<$name>; $($rest)*) };
    ($first:ty; $carries:ident $name:ident $($rest:tt)*) => { scoped_gap!($first; $($rest)*) };
}

macro_rules! modes {
    ($($(#[$doc:meta])* $name:ident = $words:literal { carries: $carries:ident, base: $base:ident, scheme: $scheme:literal };)*) => {
        /// How a client authenticates, at run time.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Mode { $($(#[$doc])* $name,)* }

        impl Mode {
            /// Every mode.
            pub const ALL: &'static [Mode] = &[$(Mode::$name,)*];

            /// Which scopes its credentials carry.
            pub const fn carries(self) -> Carries {
                match self { $(Mode::$name => Carries::$carries,)* }
            }

            /// Whether its credentials carry OAuth scopes.
            pub const fn carries_scopes(self) -> bool {
                matches!(self.carries(), Carries::OAuth)
            }

            /// What stands before the credential in the `Authorization` header.
            pub(crate) const fn scheme(self) -> &'static str {
                match self { $(Mode::$name => $scheme,)* }
            }

            /// The mode in words.
            pub const fn words(self) -> &'static str {
                match self { $(Mode::$name => $words,)* }
            }
        }

        /// Which modes an operation is closed to, whatever their scopes.
        pub trait Callers: seal::Callers {
            $(type $name: Gap;)*
            /// What bars any of the modes that carry OAuth scopes.
            type Scoped: Gap;
        }
        impl seal::Callers for Everyone {}
        impl Callers for Everyone {
            $(type $name = Nothing;)*
            type Scoped = Nothing;
        }
        #[derive(Debug)]
        pub struct CallersOf<$($name),*>(PhantomData<($($name,)*)>);
        impl<$($name: Gap),*> seal::Callers for CallersOf<$($name),*> {}
        impl<$($name: Gap),*> Callers for CallersOf<$($name),*> {
            $(type $name = $name;)*
            type Scoped = scoped_gap!(Nothing; $($carries $name)*);
        }
    };
}
::confluence_macros::modes! { modes }
/// No mode is barred.
#[derive(Debug)]
pub enum Everyone {}

/// An auth mode: the type argument of [`Client`](crate::Client).
///
/// Not implemented by hand; the modes are in [`auth`](crate::auth).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an auth mode that is known to be allowed this",
    note = "in generic code, bound the mode by the operations that are called: `A: Allows<confluence_sdk::v2::op::GetPageById>`"
)]
pub trait Auth: seal::Auth + Copy + std::fmt::Debug + Send + Sync + 'static {
    /// What rustc names as the one who lacks something.
    #[doc(hidden)]
    type Grants;
    /// What keeps this mode from calling `O`.
    #[doc(hidden)]
    type GapFor<O: Needs>: Gap;
    /// What rustc names as the ceiling of permissions.
    #[doc(hidden)]
    type Ceiling;
    /// What `O` needs beyond the ceiling.
    #[doc(hidden)]
    type Excess<O: Needs>: Gap;
}

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
/// *not allowed to call …*: the first line says what the operation needs. Add it to the set that `scopes!` declares, to the app in the
/// developer console (or the token, manifest or descriptor), and have users consent again.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to be allowed to call `{O}`",
    note = "in generic code, add the bound `{Self}: Allows<{O}>`"
)]
pub trait Allows<O: Needs>: Auth {}
// One blanket impl, no more: several would make rustc list them instead of printing the operation's own sentence.
impl<O: Needs, A: Auth> Allows<O> for A where O: Gate<A::GapFor<O>, A::Grants> + Roof<A::Excess<O>, A::Ceiling> {}

/// Open for a gap of `Nothing`. `Proof` keeps another crate from opening it with an impl of its own.
pub trait Gate<G, Grants> {
    type Proof: seal::Met<G>;
}
/// The same for the ceiling of permissions.
pub trait Roof<G, Ceiling> {
    type Proof: seal::Met<G>;
}

/// The leaf of [`Roof`] for the operations that need no permission: only code that knows nothing of the auth mode does not meet it.
#[diagnostic::on_unimplemented(
    message = "the call needs no permission, but whether `{Self}` limits it is not known without the bound `A: Allows<…>`",
    note = "in generic code, add the bound that the error about the same call names"
)]
pub trait Unlimited<G>: seal::Met<G> {}
#[diagnostic::do_not_recommend]
impl<P> Unlimited<Nothing> for P {}

/// `S: Covers<T>`: the set `S` has every scope of `T`.
///
/// ```
/// use confluence_sdk::{Covers, OAuth, Client, ApiToken, Granted, scopes};
///
/// scopes! { pub struct Reader = "read:page:confluence"; }
/// scopes! { pub struct Writer = "read:page:confluence", "write:page:confluence"; }
///
/// fn read_only(client: &Client<OAuth<Writer>>) -> Client<Granted<Reader>> {
///     client.narrow::<Reader>()
/// }
/// ```
pub trait Covers<T: Set>: Set {}
impl<S: Set, T: Set> Covers<T> for S where Uncovered<T, S>: NothingMissing<S, T> {}

/// Met by `Nothing`. `Self` is the gap: were it the set, rustc would drop the message for that of the bound above.
#[diagnostic::on_unimplemented(
    message = "`{S}` does not have every scope of `{T}`: it lacks `{Self}`",
    label = "`{T}` asks for more than `{S}` has",
    note = "narrowing can only drop scopes: add the missing ones to `{S}`, or take them out of `{T}`"
)]
pub trait NothingMissing<S, T>: seal::IsNothing {}
#[diagnostic::do_not_recommend]
impl<S, T> NothingMissing<S, T> for Nothing {}

/// The scopes of `T` that `S` lacks, as a gap. Taken from the bits of both, so that no claim of a set about itself is believed.
pub type Uncovered<T, S> = <crate::scope::Everything as EachOf<T>>::MissingFrom<S>;

/// Met by `Nothing`: the Connect scopes `C` allow to act as a user.
#[diagnostic::on_unimplemented(
    message = "`{C}` does not have the Connect scope `ACT_AS_USER`, without which an app cannot act as a user",
    label = "a client of this mode may call nothing",
    note = "add `\"ACT_AS_USER\"` to the set and to the app's descriptor, or call as the app itself (`Connect`)"
)]
pub trait Impersonation<C>: seal::IsNothing {}
#[diagnostic::do_not_recommend]
impl<C> Impersonation<C> for Nothing {}

/// A requirement restricted to the members of a set.
pub trait EachOf<T: Set> {
    type MissingFrom<S: Set>: Gap;
}
impl<T: Set, A: EachOf<T>, B: EachOf<T>> EachOf<T> for (A, B) {
    type MissingFrom<S: Set> = <A::MissingFrom<S> as Gap>::Plus<B::MissingFrom<S>>;
}

pub(crate) mod seal {
    //! What only this crate can implement: nobody else can name it.

    /// A gap that is known to be nothing.
    pub trait Met<G> {}
    impl<S> Met<super::Nothing> for S {}

    /// A gap that is nothing.
    pub trait IsNothing {}
    impl IsNothing for super::Nothing {}

    pub trait Auth {}
    pub trait Bool {}
    impl Bool for super::True {}
    impl Bool for super::False {}
    pub trait Callers {}
    pub trait Gap {}
    impl Gap for super::Nothing {}
    pub trait Word {}

    /// What an operation needs, as types.
    pub trait Needs {
        type Scopes: super::Requirement;
        type Connect: super::Requirement;
        type Callers: super::Callers;
        type Permission: super::Requirement;
    }
}
