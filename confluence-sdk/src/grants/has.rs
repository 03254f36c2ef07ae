//! Sets that must have one certain scope.

#[cfg(feature = "oauth")]
use super::OAuthScopes;
use super::{AllOf, Nothing, Requirement, Set, seal};
use crate::scope::{ConnectActAsUser, OfflineAccess};

/// `S: Has<R>`: the set `S` has the scope `R`, such as [`ConnectActAsUser`]. The bound for code that works for every
/// set which has it.
///
/// Implemented by [`scopes!`](crate::scopes) for each set.
#[diagnostic::on_unimplemented(
    message = "whether `{Self}` has the scope `{R}` is not known here",
    label = "needs the bound `{Self}: Has<{R}>`",
    note = "in generic code, name what the set must have: `{Self}: Has<{R}>`"
)]
pub trait Has<R: Requirement>: Set {
    #[doc(hidden)]
    type Proof: seal::Met<Lacks<R, Self>>;
}

/// What the set `S` lacks of `R`.
pub type Lacks<R, S> = <R as Requirement>::MissingFrom<AllOf<S>>;

/// A scope that is found in the set `S`, which leaves the gap `G`.
#[diagnostic::on_unimplemented(message = "`{S}` does not have the scope `{Self}`")]
pub trait FoundIn<S, G> {
    #[doc(hidden)]
    type Proof: seal::Met<G>;
}
impl<R: Requirement, S> FoundIn<S, Nothing> for R {
    type Proof = S;
}

// `Self` is the scope: were it the set, rustc would drop the message for that of the bound above.
macro_rules! demanded {
    ($($scope:ident $leaf:ident $message:literal $label:literal $note:literal;)*) => {$(
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        #[doc(hidden)]
        pub trait $leaf<S> {
            type Proof: seal::Met<$scope>;
        }
        impl<S> FoundIn<S, $scope> for $scope
        where
            $scope: $leaf<S>,
        {
            type Proof = <$scope as $leaf<S>>::Proof;
        }
    )*};
}
demanded! {
    OfflineAccess IsRenewable
        "`{S}` does not have `offline_access`, without which no refresh token is issued and nothing can be renewed"
        "missing scope: `offline_access`"
        "to fix: add `\"offline_access\"` to the `scopes!` set `{S}`, and have users consent again";
    ConnectActAsUser MayActAsAUser
        "`{S}` does not have the Connect scope `ACT_AS_USER`, without which an app cannot act as a user"
        "missing Connect scope: `ACT_AS_USER`"
        "to fix: add `\"ACT_AS_USER\"` to the set and to the app's descriptor, or call as the app itself (`Connect`)";
}

/// `S: Renewable`: the set `S` has `offline_access`, so that a grant for it has a refresh token and can be stored and
/// renewed.
///
/// This is the bound for generic code that stores grants.
///
/// ```
/// # #[cfg(feature = "oauth")]
/// # mod program {
/// use confluence_sdk::oauth::{App, FileStore, Grant, Renewable};
/// use std::sync::Arc;
///
/// async fn restored<S: Renewable>(app: &App, store: &Arc<FileStore>) -> confluence_sdk::Result<Grant<S>> {
///     app.grant(store.clone(), "user-17").await
/// }
/// # }
/// ```
#[cfg(feature = "oauth")]
#[diagnostic::on_unimplemented(
    message = "whether `{Self}` has `offline_access` is not known here",
    label = "needs the bound `{Self}: Renewable`",
    note = "in generic code, bound the set: `{Self}: confluence_sdk::oauth::Renewable`"
)]
#[cfg(feature = "oauth")]
pub trait Renewable: OAuthScopes + Has<OfflineAccess> {}
#[cfg(feature = "oauth")]
impl<S: OAuthScopes + Has<OfflineAccess>> Renewable for S {}
