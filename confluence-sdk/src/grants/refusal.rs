//! From a gap to its sentence: the step that is the same for all operations, and the sentences that they share.

use super::{Nothing, seal};
use crate::Operation;

/// An operation that is open to the set `S`, which leaves the gap `G`. `Proof` keeps another crate from opening it with
/// an impl of its own.
pub trait OpenTo<S, G> {
    #[doc(hidden)]
    type Proof: seal::Met<G>;
}
impl<O: Operation, S> OpenTo<S, Nothing> for O {
    type Proof = S;
}

/// The sentence for a gap that all operations share.
macro_rules! shared_gaps {
    ($($(#[$doc:meta])* $gap:ident $leaf:ident<$o:ident> $message:literal $label:literal $note:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $gap {}
        impl seal::Something for $gap {}
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        #[doc(hidden)]
        pub trait $leaf<$o>: seal::Met<$gap> {}
        impl<O: Operation, S: $leaf<O>> OpenTo<S, $gap> for O {
            type Proof = S;
        }
    )*};
}
shared_gaps! {
    /// The set declares operations, and this is not among them.
    UndeclaredOperation DeclaresTheOperation<O>
        "not allowed to call `{O}`: `{Self}` declares operations, and this is not among them"
        "not declared by the set"
        "to fix: add `{O}` to the operations that the set lists";
    /// A set of operations would open more than those, were it taken for a set of scopes.
    OpensMore OpensNoMoreThanDeclared<O>
        "not allowed to call `{O}`: `{Self}` declares operations, and this is not among them"
        "not declared by the set"
        "to fix: add `{O}` to the operations that the set lists";
    /// A set of Connect scopes in a mode that takes OAuth scopes.
    ConnectSetInOAuthMode IsASetOfOAuthScopes<O>
        "`{Self}` is a set of Connect scopes, and this auth mode takes OAuth scopes"
        "a client that cannot be: its set is of the other kind"
        "use a set of OAuth scopes (such as `\"read:page:confluence\"`) here, or the modes `Connect` and `ConnectUser`";
    /// A set of OAuth scopes in a mode that takes Connect scopes.
    OAuthSetInConnectMode IsASetOfConnectScopes<O>
        "`{Self}` is a set of OAuth scopes, and this auth mode takes Connect scopes"
        "a client that cannot be: its set is of the other kind"
        "use a set of Connect scopes (such as `\"READ\"`) here, or another mode, such as `OAuth`";
}
