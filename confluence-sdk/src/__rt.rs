//! What expansions name. Hidden, and outside of semantic versioning: nothing here may be used by hand.

pub use crate::auth::BasicAuth;
pub use crate::grants::*;
pub use crate::model::{self, ToNode, out_of_range};
pub use crate::multipart::{FilePart, FileParts};
pub use crate::operation::{Answer, Arguments, Operation, debug_arguments};
pub use crate::response::Raw;
pub use crate::scopes::{Scope, ScopeKind, ScopeList, ScopeRow};
pub use crate::spec::{
    Answer as AnswerKind, Callers as CallersAtRunTime, Choice, Condition, ConnectAccess, Declaration, Grant, GrantRow,
    Kind, Method, Object, Paging, Param, Permission, Place, Verb, Version,
};
pub use crate::{Result, permission, scope};
pub use confluence_macros::{operations, permissions, scopes};
pub use serde;

pub(crate) use crate::grants::{Needs, seal, something};

/// The other products' scopes of a set, as one list.
pub const fn flat<S: ScopeSet>() -> &'static [&'static str] {
    match S::OTHER {
        [first, ..] => first,
        [] => &[],
    }
}

/// Makes a request with nothing in it.
#[cfg(feature = "__conformance")]
pub type BlankRequest = fn() -> Box<dyn Arguments + Send + Sync>;

/// A blank request of every operation, for tests that fill them from JSON (`model::accept_value` into `slot`).
#[cfg(feature = "__conformance")]
pub fn blank_requests() -> impl Iterator<Item = Box<dyn Arguments + Send + Sync>> {
    crate::v1::BLANKS
        .iter()
        .chain(crate::v2::BLANKS)
        .flat_map(|group| group.iter().map(|blank| blank()))
}

/// Sends a request that was filled from JSON, as `Client::execute` would.
#[cfg(feature = "__conformance")]
pub async fn send_filled<A>(client: &crate::Client<A>, request: &(dyn Arguments + Send + Sync)) -> Result<Raw> {
    client.send_filled(request).await
}
