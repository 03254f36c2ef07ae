//! What `check.rs` hands to `expand/`: declarations in which every name is resolved.

use crate::input::Form;
use proc_macro2::Ident;
use syn::Type;

/// A trait of operations, checked.
pub(crate) struct Endpoints {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) version: Version,
    pub(crate) tag: String,
    pub(crate) operations: Vec<Operation>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    V1,
    V2,
}

impl Version {
    /// The module, as in paths.
    pub(crate) fn module(self) -> &'static str {
        match self {
            Version::V1 => "v1",
            Version::V2 => "v2",
        }
    }
}

/// One operation, checked.
pub(crate) struct Operation {
    pub(crate) ident: Ident,
    /// The request type.
    pub(crate) type_ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) id: String,
    pub(crate) respelt: bool,
    /// `Get`, `Post`…
    pub(crate) method: String,
    /// With the base.
    pub(crate) path: String,
    /// Alternatives of bits.
    pub(crate) scopes: Vec<Vec<usize>>,
    pub(crate) connect: Connect,
    /// The modes that may call.
    pub(crate) modes: Vec<&'static str>,
    pub(crate) because: Option<String>,
    pub(crate) permission: Permission,
    pub(crate) paged: Option<&'static str>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) max_body: Option<u64>,
    pub(crate) deprecated: Option<String>,
    pub(crate) experimental: bool,
    pub(crate) app_access_exempt: Option<bool>,
    pub(crate) arguments: Vec<Argument>,
    pub(crate) answer: &'static str,
    pub(crate) output: Option<Type>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Connect {
    Inaccessible,
    Any,
    Needs(usize),
}

/// One argument, checked.
#[derive(Clone)]
pub(crate) struct Argument {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) form: Form,
    pub(crate) docs: Vec<String>,
    pub(crate) wire: String,
    /// A variant of `Place`.
    pub(crate) place: &'static str,
    pub(crate) required: bool,
    pub(crate) may_be_empty: bool,
    pub(crate) default: Option<String>,
    pub(crate) range: Option<(i64, i64)>,
    pub(crate) max_len: Option<u32>,
    pub(crate) deprecated: Option<String>,
    /// The second place of an argument that stands in the list already: a parameter, but no field.
    pub(crate) again: bool,
}

impl Operation {
    /// The arguments that are fields of the request.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Argument> {
        self.arguments.iter().filter(|argument| !argument.again)
    }
}

/// A permission with every word known.
pub(crate) enum Permission {
    /// A row of the vocabulary that concerns no thing.
    Site(usize),
    On {
        verb: &'static str,
        kind: &'static str,
        object: Object,
    },
    All(Vec<Permission>),
    Any(Vec<Permission>),
    If {
        condition: Condition,
        then: Box<Permission>,
        otherwise: Option<Box<Permission>>,
    },
    Filters(Vec<Permission>),
    AppsOnly,
    NotNeeded,
    NotStated,
}

pub(crate) enum Object {
    EachResult,
    Argument(String),
    InSpace(String),
    SpaceOf(String),
}

pub(crate) enum Condition {
    Given(String),
    Set(String),
    Is(String, String),
}
