//! What expansions name. Hidden, and outside of semantic versioning: nothing here may be used by hand.

pub use crate::auth::BasicAuth;
pub use crate::can::{Lists, Tell};
pub use crate::file_part::{FilePart, FileParts};
pub use crate::grants::{
    AllOf, And, Arrived, Beside, Beyond, BitList, Bits, Bool, CallersOf, Closed, Everyone, False, Family, FirstOf, For,
    Gap, Joined, KindOf, Lacks, Mode, NoBits, NoWords, OfKind, OperationIn, Others, PermissionSetIn, Plain,
    Requirement, ScopeSetIn, Set, True, Turns0, Turns1, Turns2, Turns3, Turns4, Turns5, Turns6, Turns7, Turns8, Turns9,
    TurnsA, TurnsB, TurnsC, TurnsD, TurnsE, TurnsF, Word, Words, WordsOf, kind, met_by,
};
#[cfg(feature = "__conformance")]
pub use crate::inspect::{
    BlankRequest, Example, Inspect, PageReader, Running, blank_requests, given, send_filled, walk_filled,
};
pub use crate::model::{self, ToNode, out_of_range};
pub use crate::operation::{Arguments, FromAnswer, Operation, debug_arguments, equal_arguments};
pub use crate::response::Raw;
pub use crate::scopes::{Scope, ScopeKind, ScopeList, ScopeRow};
pub use crate::spec::{
    Answer as AnswerKind, ApiVersion, Callers as CallersAtRunTime, Choice, Condition, ConnectAccess, Declaration,
    GrantRow, Kind, Method, Object, Paging, Param, Permission, PermissionGrant, Place, Repeat, Verb,
};
pub use crate::{Result, permission, scope};
pub use serde;

pub(crate) use crate::grants::{Needs, Nothing, NothingMissing, OneOf, OpenTo, PermissionSet, SCOPE_WORDS, bits, seal};
