//! Sets that must have one certain scope.

use super::{AllOf, Nothing, Requirement, Set, seal};
use crate::scope::ConnectActAsUser;

/// `S: Has<R>`: the set `S` has the scope `R`, such as [`ConnectActAsUser`]. The bound for code that works for every set which has it.
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

macro_rules! demanded {
    ($($scope:ident $leaf:ident $message:literal $label:literal $note:literal;)*) => {$(
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        #[doc(hidden)]
        pub trait $leaf: seal::Met<$scope> {}
        impl<S: $leaf> FoundIn<S, $scope> for $scope {
            type Proof = S;
        }
    )*};
}
demanded! {
    ConnectActAsUser MayActAsAUser
        "`{Self}` does not have the Connect scope `ACT_AS_USER`, without which an app cannot act as a user"
        "missing Connect scope: `ACT_AS_USER`"
        "to fix: add `\"ACT_AS_USER\"` to the set and to the app's descriptor, or call as the app itself (`Connect`)";
}
