//! What the spec says about each operation, at run time.
//!
//! Everything here is static data that is made from the declarations in `spec/`: paths, parameters, scopes, permissions
//! and callers. [`operations`] lists all operations; [`find`], [`look_up`] and [`route`] find one of them. The compiler
//! checks types, which are in [`scope`](crate::scope) and in the operation modules. This module has the same knowledge
//! as values.
//!
//! It also answers questions about scopes: which scopes allow an operation ([`Declaration::alternatives`]), which
//! operations a list of scopes allows ([`opened_by`]), and which smallest set of scopes is enough for a list of
//! operations ([`smallest_scopes`]).
//!
//! # Where it comes from
//!
//! The operations are declared by hand, in the folder `spec/` of the repository, and not generated from the vendor's
//! OpenAPI documents. A check compares the declarations with these documents. Where a document is wrong, the
//! declaration differs, and
//! [a list](https://github.com/confluence-sdk/confluence-sdk/blob/main/tests/conformance/departures.txt) has each
//! difference with its reason.

mod access;
mod look_up;
mod repeat;
mod smallest;

use crate::grants::MetBy;
use crate::scopes::Scope;
use std::fmt;

pub use crate::grants::{Carries, Mode};
pub use crate::permission::{Kind, Verb};
pub use access::{Denied, opened_by};
pub use look_up::{Unknown, find, look_up, route};
pub use repeat::Repeat;
pub use smallest::{Among, NotOpened, smallest_scopes};

/// The API that an operation belongs to: the vendor has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ApiVersion {
    /// The older API, under `/wiki/rest`.
    V1,
    /// The newer API, under `/wiki/api/v2`.
    V2,
}

impl fmt::Display for ApiVersion {
    /// `v1` or `v2`, like the names of the modules.
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
    /// The method as it is sent, in capital letters.
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

/// Everything that the spec says about one operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct Declaration {
    /// The vendor's operationId, such as `getPageById`. It is unique within a version; the two versions share some of
    /// them.
    pub id: &'static str,
    /// The method's name in this crate, such as `get_page_by_id`.
    pub name: &'static str,
    /// The group that has the method, such as `Pages`: a type in [`v1`](crate::v1) or [`v2`](crate::v2).
    pub group: &'static str,
    /// The Rust path of the request type, such as `v2::op::GetPageById`.
    pub rust_path: &'static str,
    /// The API that it belongs to.
    pub version: ApiVersion,
    /// The vendor's tag for it.
    pub tag: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path from the site's root, with parameters in braces, such as `/wiki/api/v2/pages/{id}`.
    pub path: &'static str,
    /// One sentence that says what it does.
    pub summary: &'static str,
    /// All parameters, in the order in which the spec declares them.
    pub params: &'static [Param],
    /// Arguments that set one of several members of the body.
    pub choices: &'static [Choice],
    /// Constant headers that are sent with every call: names and values.
    pub headers: &'static [(&'static str, &'static str)],
    /// The largest request body that the server accepts, in bytes.
    pub max_body: Option<u64>,
    /// The form of a successful answer.
    pub answer: Answer,
    /// How the next page is found, if the operation answers in pages.
    pub paging: Option<Paging>,
    /// How many results a page has at most if the call sets no limit, if the vendor says so.
    pub page_size: Option<u32>,
    /// The OAuth scopes that it needs, as alternatives. One alternative is enough, and all scopes of that alternative
    /// are needed. If the list is empty, no scope allows the operation.
    pub scopes: &'static [&'static [Scope]],
    /// Whether Connect apps may call it, and the Connect scope that they need.
    pub connect: ConnectAccess,
    /// The auth modes that may call it. A mode may also need scopes.
    pub callers: Callers,
    /// The permission that the acting user needs.
    pub permission: &'static Permission,
    /// The same, in words.
    pub permission_words: &'static str,
    /// What the spec says of doing it twice, if it does not follow from the method.
    pub(crate) repeat: Option<Repeat>,
    /// What to use instead, if the vendor has deprecated it.
    pub deprecated: Option<&'static str>,
    /// The operationId of the operation of v2 to use instead, if the vendor has deprecated it and one replaces it.
    pub(crate) replaced_by: Option<&'static str>,
    /// Whether the vendor calls it experimental.
    pub experimental: bool,
    /// Whether it is exempt from app access rules; `None` if the vendor does not say.
    pub app_access_rule_exempt: Option<bool>,
    /// The statuses of the refusals that the vendor documents, in ascending order. Others are possible.
    pub errors: &'static [u16],
    /// Tells whether a ceiling of permissions includes what the operation always needs.
    pub(crate) met_by: MetBy,
    /// The number that stands for it in a set that declares operations.
    pub(crate) number: u16,
}

/// All operations: first v1, then v2, ordered by tag.
pub fn operations() -> impl Iterator<Item = &'static Declaration> {
    crate::v1::DECLARATIONS
        .iter()
        .chain(crate::v2::DECLARATIONS)
        .flat_map(|group| group().iter().copied())
}

impl Declaration {
    /// The operation of v2 to use instead, if the vendor has deprecated this one and another replaces it. `None` also
    /// if the cargo feature of the other one is off.
    pub fn replacement(&self) -> Option<&'static Declaration> {
        let id = self.replaced_by?;
        find(id).find(|operation| operation.version == ApiVersion::V2)
    }

    /// The scopes in words, with "or" between the alternatives.
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
    /// Its name in the API.
    pub wire: &'static str,
    /// Its name in this crate.
    pub name: &'static str,
    /// The part of the request that it belongs to.
    pub place: Place,
    /// Whether it is required.
    pub required: bool,
    /// Whether a required text may be empty.
    pub may_be_empty: bool,
    /// The value that is sent if the argument is not given. If this is `None`, the parameter is left out.
    pub always: Option<&'static str>,
    /// Whether ids of digits are sent as JSON numbers, and only the others as text.
    pub numbers: bool,
    /// The smallest and the largest value, if it is a number or a list of numbers with limits.
    pub range: Option<(i64, i64)>,
    /// The largest number of characters, if it is a text or a list of texts with a limit.
    pub max_len: Option<u32>,
    /// Most elements, for a list.
    pub max_items: Option<u32>,
    /// What to use instead, if the vendor has deprecated it.
    pub deprecated: Option<&'static str>,
    /// The argument that sets it, if that argument can set one of several members: see [`Declaration::choices`].
    pub choice: Option<&'static str>,
}

/// An argument that sets one of several members of the body.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Choice {
    /// The name of the argument in this crate.
    pub argument: &'static str,
    /// Whether the argument is required.
    pub required: bool,
    /// The members that can be set, by their names in the API. Each inner list is one possibility. Most possibilities
    /// are one member.
    pub sets: &'static [&'static [&'static str]],
}

/// The part of a request that a parameter belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// A segment of the path, percent-encoded.
    Path,
    /// The query, as one parameter with one value. It cannot be a list.
    Query,
    /// The query, as one parameter whose values are separated by commas.
    QueryCsv,
    /// The query, as one parameter for each value.
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

impl Place {
    pub(crate) fn in_body(self) -> bool {
        matches!(self, Self::Body | Self::Member | Self::Part)
    }
}

/// The form of a successful answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// A JSON body.
    Json,
    /// Only a status.
    Empty,
    /// Only a status: 200 for yes; 404 for no, or if the thing is not there or may not be seen.
    Exists,
    /// 200 if the call updated something, 201 if it created something.
    Created,
    /// 202, with a JSON body that names a task.
    Accepted,
    /// A redirect to the address of the bytes.
    Redirect,
    /// The bytes.
    Download,
}

/// How the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paging {
    /// By the cursor in `_links.next`, or in the header `Link`.
    Cursor,
    /// By the member `cursor` of the answer.
    BodyCursor,
    /// By `start`, which grows by the number of results. If there is no link to a next page, it is asked for after
    /// every full page.
    Offset,
    /// By a request for the ancestors of the first ancestor.
    Ancestors,
}

/// Whether Connect apps may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectAccess {
    /// No Connect app may.
    Inaccessible,
    /// Any Connect app may, with any scopes.
    Any,
    /// Connect apps with this scope may, or with a scope that implies it.
    Needs(Scope),
}

/// The auth modes that may call an operation.
#[derive(Debug)]
pub struct Callers {
    /// The modes that may call it.
    pub modes: &'static [Mode],
    /// Why the other modes may not call it, if their scopes are not the reason.
    pub because: Option<&'static str>,
}

impl Callers {
    /// Whether a client with this mode may call it. Scopes are not considered.
    pub fn allow(&self, mode: Mode) -> bool {
        self.modes.contains(&mode)
    }
}

/// The permission that an operation needs, as the spec declares it.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Permission {
    /// The acting user must be allowed to do this.
    May(PermissionGrant, Object),
    /// All of these are needed.
    All(&'static [Permission]),
    /// One of these is enough.
    Any(&'static [Permission]),
    /// The first is needed if the condition holds, the second if not.
    If(Condition, &'static Permission, &'static Permission),
    /// Nothing is needed to make the call. Its answer leaves out the things for which the caller does not have these
    /// permissions.
    Filters(&'static [Permission]),
    /// Only apps may call it, not people.
    AppsOnly,
    /// The vendor says that no permission is needed.
    NotNeeded,
    /// The vendor says nothing about permissions.
    NotStated,
}

/// What may be done to a kind of thing, without a particular thing. Administrators grant this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PermissionGrant {
    /// What is done.
    pub verb: Verb,
    /// The kind of thing that it is done to; `Site` if it is not about a thing.
    pub kind: Kind,
}

/// One row of the list of permissions.
#[derive(Debug)]
pub struct GrantRow {
    /// The permission.
    pub grant: PermissionGrant,
    /// The name of its type in [`permission`](crate::permission).
    pub marker: &'static str,
    /// The same, in words.
    pub words: &'static str,
    /// What it allows.
    pub meaning: &'static str,
}

impl PermissionGrant {
    /// Every permission that an administrator can grant. These are the permissions with a type in
    /// [`permission`](crate::permission).
    pub fn all() -> impl Iterator<Item = Self> {
        crate::permission::ROWS.iter().map(|row| row.grant)
    }

    /// The permission that an administrator must have granted before this is possible. For example, viewing a page
    /// needs the permission to view its space, and editing a page needs the permission to update pages in its space.
    /// `None` if only the thing itself decides what is needed.
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

    /// The name of its type in [`permission`](crate::permission), if administrators grant exactly this.
    pub fn marker(self) -> Option<&'static str> {
        self.row().map(|row| row.marker)
    }

    /// What it allows, if administrators grant exactly this.
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

/// The thing that a permission is about: the argument that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Object {
    /// No thing: the permission is about the whole site.
    Site,
    /// The thing that this argument names. The argument is given by its name in this crate.
    Argument(&'static str),
    /// The space that this argument names, by id or by key.
    InSpace(&'static str),
    /// The space of the content that this argument names.
    SpaceOf(&'static str),
    /// Every thing of this kind that the answer could contain.
    EachResult,
}

/// When a conditional permission is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// If this argument is given.
    Given(&'static str),
    /// If this boolean argument is true.
    Set(&'static str),
    /// If this argument has this value.
    Is(&'static str, &'static str),
}
