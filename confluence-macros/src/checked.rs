//! What `check/` hands to `expand/`: declarations in which every name is resolved.

pub(crate) use crate::input::endpoints::Method;

use crate::input::Form;
use crate::input::model::Page;
use crate::names::snake;
use crate::vocabulary::Modes;
use proc_macro2::Ident;
use syn::{Expr, ItemEnum, ItemStruct, Type};

/// A trait of operations, checked.
pub(crate) struct Endpoints {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) version: Version,
    pub(crate) tag: String,
    pub(crate) operations: Vec<Operation>,
}

impl Endpoints {
    /// The method that gives the group: `client.pages()`. A group of v1 whose name v2 has too is called `V1Labels`, and
    /// its method `labels`.
    pub(crate) fn accessor(&self) -> String {
        let name = self.ident.to_string();
        snake(name.strip_prefix("V1").unwrap_or(&name))
    }
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
    pub(crate) method: Method,
    /// With the base.
    pub(crate) path: String,
    /// Alternatives of bits.
    pub(crate) scopes: Vec<Vec<usize>>,
    pub(crate) connect: Connect,
    pub(crate) callers: Callers,
    pub(crate) permission: Permission,
    /// The part of the permission that the ceiling is compared with.
    pub(crate) always: Always,
    /// What tells beforehand whether the caller has the permission.
    pub(crate) asks: Option<Asks>,
    pub(crate) paged: Option<Paging>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) max_body: Option<u64>,
    pub(crate) deprecated: Option<String>,
    /// The operationId of the operation of v2 that replaces it.
    pub(crate) replaced_by: Option<String>,
    /// `None` if it follows from the method.
    pub(crate) repeat: Option<Repeat>,
    pub(crate) experimental: bool,
    pub(crate) app_access_exempt: Option<bool>,
    /// The statuses of the refusals that the vendor documents.
    pub(crate) errors: Vec<u16>,
    pub(crate) example: Example,
    pub(crate) fields: Vec<Field>,
    pub(crate) params: Vec<Param>,
    pub(crate) answer: Answer,
    pub(crate) output: Option<Type>,
}

/// What the example of an operation is made of.
pub(crate) struct Example {
    /// Values that it is given, besides the arguments that it does not set.
    pub(crate) given: Vec<(Ident, Type)>,
    /// Arguments that it sets, and to what.
    pub(crate) sets: Vec<(Ident, Expr)>,
}

/// The refusals that most operations document.
pub(crate) const USUAL_ERRORS: [u16; 3] = [400, 401, 404];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Connect {
    Inaccessible,
    Any,
    Needs(usize),
}

/// Where an argument goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Place {
    Path,
    Query,
    QueryCsv,
    QueryRepeat,
    Header,
    Body,
    Member,
    Part,
}

/// How the next page is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Paging {
    Cursor,
    BodyCursor,
    Offset,
    Ancestors,
}

/// Whether doing it twice is the same as doing it once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Repeat {
    Safe,
    Idempotent,
    Never,
}

/// What a successful answer looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    Json,
    Empty,
    Exists,
    Created,
    Accepted,
    Redirect,
    Download,
}

/// Who may call an operation, whatever their scopes.
pub(crate) struct Callers {
    pub(crate) modes: Modes,
    pub(crate) who: WhoMayCall,
    pub(crate) because: Option<String>,
}

/// The same in one thought. All but `Everyone` are types in the SDK's `grants/mode.rs` that stand for what bars a mode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum WhoMayCall {
    Everyone,
    AppsMayNotCall,
    AppsMayNotCallAsThemselves,
    BasicAuthMayNotCall,
    ConnectAppsMayNotCall,
    OnlyAppsMayCall,
    OnlyBasicAuthMayCall,
    OnlyConnectAppsMayCall,
    OnlyForgeAppsMayCall,
    OnlyForgeAsAppMayCall,
    ThisAuthModeMayNotCall,
}

impl WhoMayCall {
    /// The callers in words, where they are worth naming by what they are rather than by what they are not.
    pub(crate) fn only(self) -> Option<&'static str> {
        match self {
            WhoMayCall::OnlyBasicAuthMayCall => Some("basic auth (an unscoped API token)"),
            WhoMayCall::OnlyForgeAsAppMayCall => Some("a Forge app acting as itself"),
            WhoMayCall::OnlyForgeAppsMayCall => Some("a Forge app"),
            WhoMayCall::OnlyConnectAppsMayCall => Some("a Connect app"),
            WhoMayCall::OnlyAppsMayCall => Some("an app"),
            WhoMayCall::Everyone
            | WhoMayCall::AppsMayNotCall
            | WhoMayCall::AppsMayNotCallAsThemselves
            | WhoMayCall::BasicAuthMayNotCall
            | WhoMayCall::ConnectAppsMayNotCall
            | WhoMayCall::ThisAuthModeMayNotCall => None,
        }
    }
}

/// What a value is limited to; of a list, the first two hold for each element.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Limits {
    pub(crate) range: Option<(i64, i64)>,
    pub(crate) max_len: Option<u32>,
    pub(crate) max_items: Option<u32>,
}

/// One field of the request: an argument as users meet it.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) form: Form,
    pub(crate) docs: Vec<String>,
    pub(crate) required: bool,
    /// Several members of the body, of which the type says which are there.
    pub(crate) one_of: bool,
    pub(crate) default: Option<String>,
    pub(crate) limits: Limits,
    pub(crate) deprecated: Option<String>,
}

/// One parameter on the wire.
#[derive(Clone)]
pub(crate) struct Param {
    /// The field that it is taken from.
    pub(crate) field: Ident,
    /// The same, unless the field is one of several members.
    pub(crate) name: Ident,
    pub(crate) one_of: bool,
    pub(crate) wire: String,
    pub(crate) place: Place,
    pub(crate) required: bool,
    pub(crate) may_be_empty: bool,
    /// What is sent if the argument is not given.
    pub(crate) always: Option<String>,
    /// Texts of digits are sent as numbers.
    pub(crate) numbers: bool,
    pub(crate) limits: Limits,
    pub(crate) deprecated: Option<String>,
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

/// The operation that lists what the caller may do with a thing, and the parameter that names the thing.
#[derive(Clone, Copy)]
pub(crate) struct Asks {
    pub(crate) list: &'static str,
    pub(crate) at: usize,
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

/// What is needed whatever the arguments and whatever the object's restrictions, as rows of the vocabulary.
#[derive(PartialEq, Debug)]
pub(crate) enum Always {
    Nothing,
    Grant(usize),
    All(Vec<Always>),
    Any(Vec<Always>),
}

/// A model, checked.
pub(crate) enum Model {
    Struct {
        item: ItemStruct,
        request: bool,
        lenient: bool,
        may_be_empty: bool,
        page: Option<Page>,
        members: Vec<Member>,
    },
    Enum {
        item: ItemEnum,
        variants: Vec<(Ident, String)>,
    },
    Untagged {
        item: ItemEnum,
        /// Each with its type, and the member that tells it from the others; mostly empty.
        variants: Vec<(Ident, Type, String)>,
    },
    OneOf {
        item: ItemEnum,
        variants: Vec<Alternative>,
    },
}

/// Members that stand in an object together, where there are other such variants.
pub(crate) struct Alternative {
    pub(crate) ident: Ident,
    /// Wire name and type.
    pub(crate) members: Vec<(String, Type)>,
}

/// One member of an object, checked.
pub(crate) struct Member {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) form: Form,
    pub(crate) docs: Vec<String>,
    pub(crate) wire: String,
    pub(crate) limits: Limits,
    pub(crate) not_empty: bool,
    /// Of a lenient model: not passed over.
    pub(crate) strict: bool,
    /// Of a request: sent in any case, blank if nobody sets it.
    pub(crate) always: bool,
    /// The name of a label.
    pub(crate) label: bool,
    /// Takes the members that are not declared.
    pub(crate) rest: bool,
}
