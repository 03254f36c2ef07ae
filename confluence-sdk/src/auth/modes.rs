//! The mode types and what each is checked against. They hold nothing: a credential is a [`Credential`](super::Credential).

use crate::grants::{
    Auth, Callers, ConnectScopes, Gap, Impersonation, Mode, Needs, Nothing, OAuthScopes, PermissionSet, Requirement,
    seal,
};
use crate::scope::ConnectActAsUser;
use crate::site::{Base, Gateway, Site};
use std::fmt;
use std::marker::PhantomData;

/// A mode that reaches a site in one way: the gateway or the site itself.
#[diagnostic::on_unimplemented(
    message = "a client cannot be made for `{Self}` directly",
    note = "`Granted`, `Dynamic` and `Within` are made from another client: `narrow`, `dynamic`, `require`, `at_most`"
)]
pub trait Reaches: Auth {
    /// [`Site`] or [`Gateway`].
    type Base: Into<Base>;
    #[doc(hidden)]
    const MODE: Mode;
}

/// A mode that carries OAuth scopes.
#[diagnostic::on_unimplemented(message = "`{Self}` carries no OAuth scopes that could be narrowed")]
pub trait Scoped: Auth {
    /// Its scopes.
    type Scopes: OAuthScopes;
}

/// What rustc names for basic auth: it has no scope set of its own.
#[derive(Debug)]
pub enum BasicAuth {}
/// What rustc names for a client whose scopes are checked at run time.
#[derive(Debug)]
pub enum AnyScopes {}
/// No ceiling of permissions.
#[derive(Debug)]
pub enum NoCeiling {}

macro_rules! mode {
    ($(#[$doc:meta])* $name:ident<$s:ident: $bound:ident> at $base:ident, $(where $if:ty: $holds:path,)? |$o:ident| $gap:ty) => {
        $(#[$doc])*
        pub struct $name<$s>(PhantomData<fn() -> $s>);

        // By hand: derives would ask the same of the scope set.
        impl<$s> Clone for $name<$s> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<$s> Copy for $name<$s> {}
        impl<$s> fmt::Debug for $name<$s> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
        impl<$s: $bound> seal::Auth for $name<$s> {}
        impl<$s: $bound> Auth for $name<$s> $(where $if: $holds)? {
            type Grants = $s;
            type GapFor<$o: Needs> = $gap;
            type Ceiling = NoCeiling;
            type Excess<$o: Needs> = Nothing;
        }
        impl<$s: $bound> Reaches for $name<$s> $(where $if: $holds)? {
            type Base = $base;
            const MODE: Mode = Mode::$name;
        }
    };
}

/// The gap of a mode that carries OAuth scopes: what bars the mode, else the scopes.
type TokenGap<Barred, O, S> = <Barred as Gap>::Else<<<O as Needs>::Scopes as Requirement>::MissingFrom<S>>;
type ConnectGap<O, C> = <<O as Needs>::Connect as Requirement>::MissingFrom<C>;

mode! {
    /// A scoped API token of a user or a service account. The scopes are a claim: no server tells them.
    ApiToken<S: OAuthScopes> at Gateway, |O| TokenGap<<O::Callers as Callers>::ApiToken, O, S>
}
mode! {
    /// OAuth 2.0 authorization code grant (3LO): a user consented to the scopes `S`.
    OAuth<S: OAuthScopes> at Gateway, |O| TokenGap<<O::Callers as Callers>::OAuth, O, S>
}
mode! {
    /// OAuth 2.0 client credentials of a service account.
    ServiceAccount<S: OAuthScopes> at Gateway, |O| TokenGap<<O::Callers as Callers>::ServiceAccount, O, S>
}
mode! {
    /// A Connect app as itself. The vendor ends support for Connect at the end of 2026; Forge takes its place. Clients come from the module
    /// `connect`, as those of [`ConnectUser`] do.
    Connect<C: ConnectScopes> at Site, |O| <<O::Callers as Callers>::Connect as Gap>::Else<ConnectGap<O, C>>
}
mode! {
    /// A Connect app on behalf of a user, which takes the scope `ACT_AS_USER`.
    ConnectUser<C: ConnectScopes> at Site, where <ConnectActAsUser as Requirement>::MissingFrom<C>: Impersonation<C>,
    |O| <<O::Callers as Callers>::ConnectUser as Gap>::Else<ConnectGap<O, C>>
}
mode! {
    /// A Forge app as itself, with the system token that a remote is handed. The scopes are a claim: they stand in the manifest.
    ForgeApp<S: OAuthScopes> at Gateway, |O| TokenGap<<O::Callers as Callers>::ForgeApp, O, S>
}
mode! {
    /// A Forge app on behalf of a user, with the user token that a remote is handed. The scopes are a claim: they stand in the manifest.
    ForgeUser<S: OAuthScopes> at Gateway, |O| TokenGap<<O::Callers as Callers>::ForgeUser, O, S>
}

/// An e-mail address and an unscoped API token. The account's permissions alone decide what is possible, so a program with such a token can do
/// everything its owner can. For anything but scripts of your own prefer a mode with scopes.
#[derive(Clone, Copy, Debug)]
pub struct Basic;
impl seal::Auth for Basic {}
impl Auth for Basic {
    type Grants = BasicAuth;
    type GapFor<O: Needs> = <O::Callers as Callers>::Basic;
    type Ceiling = NoCeiling;
    type Excess<O: Needs> = Nothing;
}
impl Reaches for Basic {
    type Base = Site;
    const MODE: Mode = Mode::Basic;
}

/// Some mode that carries the OAuth scopes `S`; which one is forgotten, so only what all of them may call is allowed.
///
/// Made by [`Client::narrow`](crate::Client::narrow) and [`Client::require`](crate::Client::require).
pub struct Granted<S>(PhantomData<fn() -> S>);
impl<S> Clone for Granted<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Granted<S> {}
impl<S> fmt::Debug for Granted<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Granted")
    }
}
impl<S: OAuthScopes> seal::Auth for Granted<S> {}
impl<S: OAuthScopes> Auth for Granted<S> {
    type Grants = S;
    type GapFor<O: Needs> = TokenGap<<O::Callers as Callers>::Scoped, O, S>;
    type Ceiling = NoCeiling;
    type Excess<O: Needs> = Nothing;
}

/// Any mode, checked at run time before a call is sent. Made by [`Client::dynamic`](crate::Client::dynamic).
#[derive(Clone, Copy, Debug)]
pub struct Dynamic;
impl seal::Auth for Dynamic {}
impl Auth for Dynamic {
    type Grants = AnyScopes;
    type GapFor<O: Needs> = Nothing;
    type Ceiling = NoCeiling;
    type Excess<O: Needs> = Nothing;
}

/// The mode `A` under the ceiling of permissions `P`. Made by [`Client::at_most`](crate::Client::at_most).
pub struct Within<A, P>(PhantomData<fn() -> (A, P)>);
impl<A, P> Clone for Within<A, P> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A, P> Copy for Within<A, P> {}
impl<A, P> fmt::Debug for Within<A, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Within")
    }
}
impl<A: Auth, P: PermissionSet> seal::Auth for Within<A, P> {}
impl<A: Auth, P: PermissionSet> Auth for Within<A, P> {
    type Grants = A::Grants;
    type GapFor<O: Needs> = A::GapFor<O>;
    type Ceiling = P;
    type Excess<O: Needs> = <O::Permission as Requirement>::MissingFrom<P>;
}

macro_rules! scoped {
    ($($name:ident)*) => {$(
        impl<S: OAuthScopes> Scoped for $name<S> {
            type Scopes = S;
        }
    )*};
}
scoped! { ApiToken OAuth ServiceAccount ForgeApp ForgeUser Granted }
