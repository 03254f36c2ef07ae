//! The auth modes, and which of them an operation is closed to.

use super::{Gap, Nothing, seal};
use std::marker::PhantomData;

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
        #[non_exhaustive]
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

/// Gaps that no scope closes: who may call instead.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}
        impl seal::Something for $name {}
    )*};
}
sentences! {
    /// Apps may not call the operation, neither as themselves nor on behalf of a user.
    AppsMayNotCall
    /// An app may call the operation on behalf of a user only.
    AppsMayNotCallAsThemselves
    /// Basic auth may not call the operation.
    BasicAuthMayNotCall
    /// Connect apps may not call the operation.
    ConnectAppsMayNotCall
    /// Only an app may call the operation.
    OnlyAppsMayCall
    /// Only basic auth may call the operation.
    OnlyBasicAuthMayCall
    /// Only a Connect app may call the operation.
    OnlyConnectAppsMayCall
    /// Only a Forge app may call the operation.
    OnlyForgeAppsMayCall
    /// Only a Forge app as itself may call the operation.
    OnlyForgeAsAppMayCall
    /// The auth mode may not call the operation.
    ThisAuthModeMayNotCall
}
