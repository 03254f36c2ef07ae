//! What the spec says of each operation, at run time.
//!
//! Everything here is static data made from the declarations in `spec/`: paths, parameters, scopes, permissions, callers.
//! [`operations`] lists all of it, [`find`], [`look_up`] and [`route`] look one up. The types that the compiler checks are in
//! [`scope`](crate::scope) and the operation modules; this is the same knowledge as values.
//!
//! Questions about scopes have answers here too: what opens an operation ([`Declaration::alternatives`]), what a list of scopes opens
//! ([`opened_by`]), and how few scopes do for a list of operations ([`smallest_scopes`]).

mod access;
mod look_up;
mod smallest;

use crate::grants::MetBy;
use crate::scopes::Scope;
use std::fmt;

pub use crate::grants::{Carries, Mode};
pub use crate::permission::{Kind, Verb};
pub use access::{Denied, opened_by};
pub use look_up::{Unknown, find, look_up, route};
pub use smallest::{Among, NotOpened, smallest_scopes};

/// Which of the vendor's two APIs an operation belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// The older API, under `/wiki/rest`.
    V1,
    /// The newer API, under `/wiki/api/v2`.
    V2,
}

impl fmt::Display for Version {
    /// `v1` or `v2`, as the modules are called.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
        })
    }
}

/// The HTTP method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
    /// `PATCH`
    Patch,
}

impl Method {
    /// The method as it is sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
            Self::Patch => "PATCH",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// All that the spec says of one operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct Declaration {
    /// The vendor's operationId, such as `getPageById`. Unique within a version, not across both.
    pub id: &'static str,
    /// The method's name in this crate, such as `get_page_by_id`.
    pub name: &'static str,
    /// The group that the method is on, such as `Pages`: a type in [`v1`](crate::v1) or [`v2`](crate::v2).
    pub group: &'static str,
    /// The Rust path of the request type, such as `v2::op::GetPageById`.
    pub rust_path: &'static str,
    /// Which API it belongs to.
    pub version: Version,
    /// The vendor's tag.
    pub tag: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The whole path with its parameters in braces, such as `/wiki/api/v2/pages/{id}`.
    pub path: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Every parameter, in the order of declaration.
    pub params: &'static [Param],
    /// Arguments that stand for one of several members of the body.
    pub choices: &'static [Choice],
    /// Headers sent with every call.
    pub headers: &'static [(&'static str, &'static str)],
    /// Largest request body that the server takes, in bytes.
    pub max_body: Option<u64>,
    /// What a successful answer looks like.
    pub answer: Answer,
    /// How the next page is found, for an operation that answers in pages.
    pub paging: Option<Paging>,
    /// Alternatives of OAuth scopes, each of which is needed wholly. Empty: no scope opens the operation.
    pub scopes: &'static [&'static [Scope]],
    /// The Connect scope, if Connect apps may call it.
    pub connect: ConnectAccess,
    /// Which auth modes may call it at all, scopes aside.
    pub callers: Callers,
    /// The permission that the acting user needs.
    pub permission: &'static Permission,
    /// The same in words.
    pub permission_words: &'static str,
    /// What to use instead, if the vendor has deprecated it.
    pub deprecated: Option<&'static str>,
    /// Whether the vendor calls it experimental.
    pub experimental: bool,
    /// Whether app access rules let it pass; `None` where the vendor does not say.
    pub app_access_rule_exempt: Option<bool>,
    /// Whether a ceiling of permissions includes what it always needs.
    pub(crate) met_by: MetBy,
    /// What stands for it in a set that declares operations.
    pub(crate) number: u16,
}

/// Every operation, v1 first, by tag.
pub fn operations() -> impl Iterator<Item = &'static Declaration> {
    crate::v1::DECLARATIONS
        .iter()
        .chain(crate::v2::DECLARATIONS)
        .flat_map(|group| group().iter().copied())
}

impl Declaration {
    /// The scopes in words: alternatives divided by "or".
    pub fn scope_words(&self) -> String {
        let alternatives: Vec<String> = self
            .scopes
            .iter()
            .map(|all| {
                all.iter()
                    .map(|scope| format!("`{scope}`"))
                    .collect::<Vec<_>>()
                    .join(" + ")
            })
            .collect();
        if alternatives.is_empty() {
            "no scope (none opens it)".to_owned()
        } else {
            alternatives.join(" or ")
        }
    }
}

/// One parameter of an operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct Param {
    /// The name on the wire.
    pub wire: &'static str,
    /// The name in this crate.
    pub name: &'static str,
    /// Where it goes.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// For a required text: whether it may be empty.
    pub may_be_empty: bool,
    /// Smallest and largest value, for a number.
    pub range: Option<(i64, i64)>,
    /// Most characters, for a text.
    pub max_len: Option<u32>,
    /// What to use instead, if the vendor has deprecated it.
    pub deprecated: Option<&'static str>,
    /// The argument that it is a possibility of, if it is one of several: see [`Declaration::choices`].
    pub choice: Option<&'static str>,
}

/// An argument that stands for one of several members of the body.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Choice {
    /// The name of the argument in this crate.
    pub argument: &'static str,
    /// Whether one of them must be given.
    pub required: bool,
    /// What can be given: members by their names on the wire, mostly one at a time.
    pub sets: &'static [&'static [&'static str]],
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A segment of the path, percent-encoded.
    Path,
    /// The query. A list cannot stand here.
    Query,
    /// The query, as one parameter with its values divided by commas.
    QueryCsv,
    /// The query, once per value.
    QueryRepeat,
    /// A request header.
    Header,
    /// The whole JSON body.
    Body,
    /// A member of the JSON body.
    Member,
    /// A part of a `multipart/form-data` body.
    Part,
}

/// What a successful answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A JSON body.
    Json,
    /// Nothing but the status.
    Empty,
    /// Nothing but the status: 200 for yes, 404 for no.
    Exists,
    /// 200 for updated, 201 for created.
    Created,
    /// 202 with a JSON body that names a task.
    Accepted,
    /// A redirect to the bytes.
    Redirect,
    /// The bytes.
    Download,
}

/// How the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By the cursor in `_links.next`.
    Cursor,
    /// By the member `cursor` of the answer.
    BodyCursor,
    /// By `start`, counted on by the number of results.
    Offset,
    /// By asking for the ancestors of the first ancestor.
    Ancestors,
}

/// Whether Connect apps may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectAccess {
    /// They may not.
    Inaccessible,
    /// Any Connect app may, whatever its scopes.
    Any,
    /// Those with this scope may, or with one that implies it.
    Needs(Scope),
}

/// Which auth modes may call an operation at all.
#[derive(Debug)]
pub struct Callers {
    /// The modes that may.
    pub modes: &'static [Mode],
    /// Why some may not, if it is not their scopes.
    pub because: Option<&'static str>,
}

impl Callers {
    /// Whether a client of this mode may call at all, scopes aside.
    pub fn allow(&self, mode: Mode) -> bool {
        self.modes.contains(&mode)
    }
}

/// A permission, as the spec declares it: of whom and on what, and under which condition.
#[derive(Debug, PartialEq, Eq)]
pub enum Permission {
    /// One thing that the acting user must be allowed to do.
    May(PermissionGrant, Object),
    /// All of these.
    All(&'static [Permission]),
    /// One of these.
    Any(&'static [Permission]),
    /// The first if the condition holds, else the second.
    If(Condition, &'static Permission, &'static Permission),
    /// No precondition: the answer leaves out what the caller lacks these for.
    Filters(&'static [Permission]),
    /// Apps only, no people.
    AppsOnly,
    /// The vendor says that none is needed.
    NotNeeded,
    /// The vendor says nothing.
    NotStated,
}

/// What may be done, without the object: what an administrator grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PermissionGrant {
    /// What is done.
    pub verb: Verb,
    /// To what kind of thing; `Site` for what concerns no thing.
    pub kind: Kind,
}

/// One row of the list of permissions.
#[derive(Debug)]
pub struct GrantRow {
    /// What is granted.
    pub grant: PermissionGrant,
    /// The name of the type.
    pub marker: &'static str,
    /// The same in words.
    pub words: &'static str,
    /// What it allows.
    pub meaning: &'static str,
}

impl PermissionGrant {
    /// Every permission that an administrator grants: those with a type in [`permission`](crate::permission).
    pub fn all() -> impl Iterator<Item = Self> {
        crate::permission::ROWS.iter().map(|row| row.grant)
    }

    /// What an administrator must have granted for this to be possible at all: viewing a page takes viewing its space, editing it takes
    /// updating pages there. `None` where only the thing itself tells what it takes.
    ///
    /// ```
    /// use confluence_sdk::spec::{PermissionGrant, Kind, Verb};
    ///
    /// let edit = PermissionGrant { verb: Verb::Edit, kind: Kind::Page };
    /// assert_eq!(edit.granted_as().unwrap().to_string(), "update pages in the space");
    /// ```
    pub fn granted_as(self) -> Option<Self> {
        let wanted = match self {
            Self { verb: Verb::View, .. } => Self {
                verb: Verb::View,
                kind: Kind::Space,
            },
            Self { verb: Verb::Edit, kind } => Self {
                verb: Verb::Update,
                kind,
            },
            other => other,
        };
        wanted.row().map(|row| row.grant)
    }

    /// The name of its type in [`permission`](crate::permission), if it is granted as it is.
    pub fn marker(self) -> Option<&'static str> {
        self.row().map(|row| row.marker)
    }

    /// What it allows, if it is granted as it is.
    pub fn meaning(self) -> Option<&'static str> {
        self.row().map(|row| row.meaning)
    }

    fn row(self) -> Option<&'static GrantRow> {
        crate::permission::ROWS.iter().find(|row| row.grant == self)
    }
}

impl fmt::Display for PermissionGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row() {
            Some(row) => f.write_str(row.words),
            None => write!(f, "{:?}({:?})", self.verb, self.kind),
        }
    }
}

/// The object of a permission: which argument names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// Nothing: the permission concerns the whole site.
    Site,
    /// The thing that this argument names (its name in this crate).
    Argument(&'static str),
    /// In the space that this argument names, by id or key.
    InSpace(&'static str),
    /// In the space that holds the content which this argument names.
    SpaceOf(&'static str),
    /// Every thing of the kind that the answer would show.
    EachResult,
}

/// When a conditional permission is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// If this argument is given.
    Given(&'static str),
    /// If this boolean argument is true.
    Set(&'static str),
    /// If this argument has this value.
    Is(&'static str, &'static str),
}
