//! The mode types and what each is checked against. They hold nothing: a credential is a
//! [`Credential`](super::Credential).

use crate::grants::kind::{ConnectKind, Kind, OAuthKind};
use crate::grants::{
    Allows, Auth, Has, Invariant, Limits, Mode, OAuthScopes, OpenTo, Opens, PermissionSet, Permits, ScopeSet, seal,
};
use crate::operation::Operation;
use crate::scope::ConnectActAsUser;
use crate::scopes::ScopeList;
use crate::site::{Base, Gateway, Site};
use std::fmt;

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
    #[doc(hidden)]
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn limits() -> Limits;
    /// The scopes that its type declares.
    #[doc(hidden)]
    fn declared_scopes() -> ScopeList;
}

/// An address that clients of the mode `A` call: the vendor's gateway ([`Gateway`]) or the site itself ([`Site`]).
pub trait AddressFor<A>: Into<Base> + address::Address {}

mod address {
    #[allow(unreachable_pub, reason = "the seal of a public trait")]
    pub trait Address {}
    impl Address for super::Gateway {}
    impl Address for super::Site {}
}

impl<A: Reaches> AddressFor<A> for Gateway where A::Base: CalledAtTheGateway<A> {}
impl<A: Reaches> AddressFor<A> for Site where A::Base: CalledOnTheSite<A> {}

/// What the mode `A` calls, where a gateway is given.
pub trait CalledAtTheGateway<A> {}
impl<A> CalledAtTheGateway<A> for Gateway {}
impl<A: GoesThroughTheGateway> CalledAtTheGateway<A> for Site {}

/// What the mode `A` calls, where a site is given.
pub trait CalledOnTheSite<A> {}
impl<A> CalledOnTheSite<A> for Site {}
impl<A: CallsTheSiteItself> CalledOnTheSite<A> for Gateway {}

/// The sentence for a gateway in place of a site. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "clients of the mode `{Self}` call a `Site`, not a `Gateway`",
    label = "the wrong kind of address for this mode",
    note = "`Basic`, `Connect` and `ConnectUser` call the site itself: `Site::new(\"https://your-domain.atlassian.net\")?`"
)]
pub trait GoesThroughTheGateway {}

/// The sentence for a site in place of a gateway. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "clients of the mode `{Self}` call a `Gateway`, not a `Site`",
    label = "the wrong kind of address for this mode",
    note = "`ApiToken`, `OAuth`, `ServiceAccount`, `ForgeApp` and `ForgeUser` go through the vendor's gateway: `Gateway::discover(&http, &site).await?`"
)]
pub trait CallsTheSiteItself {}

/// A mode that carries OAuth scopes.
#[diagnostic::on_unimplemented(message = "`{Self}` carries no OAuth scopes that could be narrowed")]
pub trait Scoped: Auth {
    /// Its scopes.
    type Scopes: OAuthScopes;
}

/// What rustc names for basic auth: it has no scope set of its own.
#[derive(Debug)]
pub enum BasicAuth {}

macro_rules! mode {
    ($(#[$doc:meta])* $name:ident<$s:ident> at $base:ident) => {
        $(#[$doc])*
        pub struct $name<$s>(Invariant<$s>);

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
        impl<$s: ScopeSet> seal::Auth for $name<$s> {}
        impl<$s: ScopeSet> Auth for $name<$s> {}
        impl<$s: ScopeSet> Reaches for $name<$s> {
            type Base = $base;
            const MODE: Mode = Mode::$name;
            #[expect(private_interfaces, reason = "for this crate alone")]
            fn limits() -> Limits {
                Limits::of::<$s>()
            }
            fn declared_scopes() -> ScopeList {
                ScopeList::of::<$s>()
            }
        }
    };
}

mode! {
    /// A scoped API token of a user or a service account. The scopes are a claim: no server tells them.
    ApiToken<S> at Gateway
}
mode! {
    /// OAuth 2.0 authorization code grant (3LO): a user consented to the scopes `S`.
    OAuth<S> at Gateway
}
mode! {
    /// OAuth 2.0 client credentials of a service account.
    ServiceAccount<S> at Gateway
}
mode! {
    /// A Connect app as itself. The vendor ends support for Connect at the end of 2026; Forge takes its place. Clients
    /// come from the module `connect`, as those of [`ConnectUser`] do.
    Connect<C> at Site
}
mode! {
    /// A Connect app on behalf of a user, which takes the scope `ACT_AS_USER`.
    ConnectUser<C> at Site
}
mode! {
    /// A Forge app as itself, with the system token that a remote is handed. The scopes are a claim: they stand in the
    /// manifest.
    ForgeApp<S> at Gateway
}
mode! {
    /// A Forge app on behalf of a user, with the user token that a remote is handed. The scopes are a claim: they stand
    /// in the manifest.
    ForgeUser<S> at Gateway
}

/// What bars the modes from the operation `O`, whatever their scopes.
mod barred {
    use crate::grants::{Callers, Needs};

    pub(super) type ApiToken<O> = <<O as Needs>::Callers as Callers>::ApiToken;
    pub(super) type Basic<O> = <<O as Needs>::Callers as Callers>::Basic;
    pub(super) type Connect<O> = <<O as Needs>::Callers as Callers>::Connect;
    pub(super) type ConnectUser<O> = <<O as Needs>::Callers as Callers>::ConnectUser;
    pub(super) type ForgeApp<O> = <<O as Needs>::Callers as Callers>::ForgeApp;
    pub(super) type ForgeUser<O> = <<O as Needs>::Callers as Callers>::ForgeUser;
    pub(super) type OAuth<O> = <<O as Needs>::Callers as Callers>::OAuth;
    pub(super) type Scoped<O> = <<O as Needs>::Callers as Callers>::Scoped;
    pub(super) type ServiceAccount<O> = <<O as Needs>::Callers as Callers>::ServiceAccount;
}

// By hand, one for each mode: rustc shows them.
impl<O: Operation, S: Opens<O, OAuthKind, barred::ApiToken<O>>> Allows<O> for ApiToken<S> {}
impl<O: Operation, S: Opens<O, OAuthKind, barred::OAuth<O>>> Allows<O> for OAuth<S> {}
impl<O: Operation, S: Opens<O, OAuthKind, barred::ServiceAccount<O>>> Allows<O> for ServiceAccount<S> {}
impl<O: Operation, C: Opens<O, ConnectKind, barred::Connect<O>>> Allows<O> for Connect<C> {}
impl<O: Operation, C: Has<ConnectActAsUser> + Opens<O, ConnectKind, barred::ConnectUser<O>>> Allows<O>
    for ConnectUser<C>
{
}
impl<O: Operation, S: Opens<O, OAuthKind, barred::ForgeApp<O>>> Allows<O> for ForgeApp<S> {}
impl<O: Operation, S: Opens<O, OAuthKind, barred::ForgeUser<O>>> Allows<O> for ForgeUser<S> {}

/// An e-mail address and an unscoped API token. The account's permissions alone decide what is possible, so a program
/// with such a token can do everything its owner can. For anything but scripts of your own prefer a mode with scopes.
#[derive(Clone, Copy, Debug)]
pub struct Basic;
impl seal::Auth for Basic {}
impl Auth for Basic {}
impl<O: Operation + OpenTo<BasicAuth, barred::Basic<O>>> Allows<O> for Basic {}
impl Reaches for Basic {
    type Base = Site;
    const MODE: Mode = Mode::Basic;
    #[expect(private_interfaces, reason = "for this crate alone")]
    fn limits() -> Limits {
        Limits::default()
    }
    fn declared_scopes() -> ScopeList {
        ScopeList::default()
    }
}

/// Some mode that carries the OAuth scopes `S`; which one is forgotten, so only what all of them may call is allowed.
///
/// Made by [`Client::narrow`](crate::Client::narrow) and [`Client::require`](crate::Client::require).
pub struct Granted<S>(Invariant<S>);
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
impl<S: ScopeSet> seal::Auth for Granted<S> {}
impl<S: ScopeSet> Auth for Granted<S> {}
impl<O: Operation, S: ScopeSet> Allows<O> for Granted<S> where
    S: Opens<O, <<S as ScopeSet>::Kind as Kind>::AskedByGranted, barred::Scoped<O>>
{
}

/// Any mode, checked at run time before a call is sent. Made by [`Client::dynamic`](crate::Client::dynamic).
#[derive(Clone, Copy, Debug)]
pub struct Dynamic;
impl seal::Auth for Dynamic {}
impl Auth for Dynamic {}
impl<O: Operation> Allows<O> for Dynamic {}

/// The mode `A` under the ceiling of permissions `P`. Made by [`Client::at_most`](crate::Client::at_most).
pub struct Within<A, P>(Invariant<(A, P)>);
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
impl<A: Auth, P: PermissionSet> Auth for Within<A, P> {}
impl<O: Operation, A: Allows<O>, P: Permits<O>> Allows<O> for Within<A, P> {}

/// What follows from the table of modes: which of them carry OAuth scopes, and that each calls what the table says.
macro_rules! follow {
    ($($(#[$doc:meta])* $name:ident = $words:literal { carries: $carries:ident, base: $base:ident, scheme: $scheme:literal };)*) => {
        $(follow! { @ $carries $name $base })*
    };
    (@ Nothing $name:ident $base:ident) => {
        const _: fn() = calls::<$name, $base>;
    };
    (@ OAuth $name:ident $base:ident) => {
        impl<S: OAuthScopes> Scoped for $name<S> {
            type Scopes = S;
        }
        follow! { @ Connect $name $base }
    };
    (@ Connect $name:ident $base:ident) => {
        const _: () = {
            #[allow(dead_code, reason = "compiled, not called")]
            fn of_any_set<S: ScopeSet>() {
                calls::<$name<S>, $base>();
            }
        };
    };
}
const fn calls<A: Reaches<Base = B>, B>() {}
::confluence_macros::modes! { follow }
impl<S: OAuthScopes> Scoped for Granted<S> {
    type Scopes = S;
}
