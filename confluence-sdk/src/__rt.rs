//! What expansions name. Hidden, and outside of semantic versioning: nothing here may be used by hand.

pub use crate::auth::BasicAuth;
pub use crate::grants::*;
pub use crate::model::{self, ToNode, out_of_range};
pub use crate::multipart::{FilePart, FileParts};
pub use crate::operation::{Answer, Arguments, Operation, debug_arguments};
pub use crate::response::Raw;
pub use crate::scopes::{Scope, ScopeKind, ScopeList, ScopeRow};
pub use crate::spec::{Answer as AnswerKind, Callers as CallersAtRunTime, Condition, ConnectAccess, Declaration, Grant, Kind, Method, Object, Paging, Param, Permission, Place, Verb, Version};
pub use crate::{Result, permission, scope};
pub use confluence_macros::{operations, permissions, scopes};
pub use serde;

pub(crate) use crate::grants::something;

/// The other products' scopes of a set, as one list.
pub const fn flat<S: ScopeSet>() -> &'static [&'static str] {
    match S::OTHER {
        [first, ..] => first,
        [] => &[],
    }
}
