//! Confluence Cloud for Rust, in which a call whose scopes the client was not granted does not compile.
//!
//! The [guide](https://docs.rs/confluence-sdk/latest/confluence_sdk/guide/) has a page for each question: the first
//! call, scopes, ways in, OAuth in production, errors, limits, paging, files, content, searches, tests and others.
//! Commands such as `cargo run --example …` run in a clone of [the repository], without an account.
//!
//! [the repository]: https://github.com/confluence-sdk/confluence-sdk
//!
//! # Which scopes do I need?
//!
//! Write the call. The compiler says.
//!
//! ```compile_fail,E0277
//! use confluence_sdk::{Client, OAuth, PageId, Result, scopes};
//!
//! scopes! { pub struct Mine = "read:space:confluence"; }
//!
//! async fn tidy(client: &Client<OAuth<Mine>>, id: PageId) -> Result<()> {
//!     client.pages().delete_page(id).await
//! }
//! ```
//!
//! <!-- rustc: tests/ui/fail/quoted/crate_docs.stderr without "help: the trait" "required" -->
//! ```text
//! error[E0277]: not allowed to call `delete_page` (DELETE /wiki/api/v2/pages/{id}): `Mine` does not have `delete:page:confluence`
//!  --> src/main.rs:6:20
//!   |
//! 6 |     client.pages().delete_page(id).await
//!   |                    ^^^^^^^^^^^ missing scope: `delete:page:confluence`
//!   |
//!   …
//!   = note: `delete_page` accepts:
//!             - scope `delete:page:confluence` (as ApiToken, OAuth, ServiceAccount, ForgeApp, ForgeUser)
//!             - Connect scope `DELETE`
//!             - basic auth: an unscoped API token (Basic)
//!   = note: to fix: add `"delete:page:confluence"` to the `scopes!` set `Mine`, enable it for the app or token, and have users consent again
//!   …
//! ```
//!
//! Add `"delete:page:confluence"` to the set and it compiles. The doc page of every method lists its scopes in the
//! vendor's spelling, all alternatives, the permission that the account needs, and which auth modes may call it.
//! [`spec::operations`] has the same as data.
//!
//! # Least privilege: declare the calls, and the scopes follow
//!
//! A set can also be made of operations. It holds what they need in the family of scopes that you name, and a client of
//! it may call these operations and nothing else that the same scopes would open:
//!
//! ```
//! use confluence_sdk::{Client, OAuth, PageId, Result, scope::ScopeList, scopes, v2::op};
//!
//! scopes! {
//!     /// What our app does.
//!     pub struct Mine = granular for op::GetPageById + op::CreatePageProperty, "offline_access";
//! }
//!
//! // What the consent page, the developer console, the manifest or the token asks for:
//! assert_eq!(ScopeList::of::<Mine>().to_string(), "read:page:confluence write:page:confluence offline_access");
//!
//! async fn review(client: &Client<OAuth<Mine>>, id: PageId) -> Result<()> {
//!     client.pages().get_page_by_id(id).await?;
//!     client.content_properties().create_page_property(id, "reviewed", true).await?;
//!     Ok(()) // neither `client.pages().delete_page(id)` nor `client.pages().get_pages()` would compile
//! }
//! ```
//!
//! A call that is not declared does not compile; a declaration that is taken out takes its scopes with it.
//! `classic for …` and `connect for …` do the same with the other families.
//!
//! For a set of scopes, a test tells which of them a program has no use for: the sandbox that it runs against
//! (`confluence-sandbox`) lists those that no call had a use for. The page of a scope in [`scope`] lists the operations
//! it opens, and [`spec::smallest_scopes`] finds the fewest scopes for a list of operations (in a clone:
//! `cargo run --example which_scopes -- getPageById createPage`).
//!
//! # The first call
//!
//! With an API token of your own (<https://id.atlassian.com/manage-profile/security/api-tokens>):
//!
//! ```no_run
//! use confluence_sdk::{Client, Result};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! let client = Client::basic("https://your-domain.atlassian.net", "you@example.com", std::env::var("TOKEN").unwrap_or_default())?;
//! let mut pages = client.pages().get_pages().items();
//! while let Some(page) = pages.next().await {
//!     println!("{}", page?.title.unwrap_or_default());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Users who sign in with OAuth 2.0, and service accounts: see [`oauth`], a feature. A scoped token, a Connect or Forge
//! app: see [`auth`] for the modes and [`Credential`] for how each is made. For every way in there is a whole program
//! among [the examples]. The type of the client is `Client<Basic>`, `Client<OAuth<Mine>>` and so on; give it a name,
//! such as `type Confluence = Client<OAuth<Mine>>;`, and use that.
//!
//! [the examples]: https://github.com/confluence-sdk/confluence-sdk/tree/main/examples
//!
//! # Calls
//!
//! What an operation needs is an argument, what is optional is set on the call, and nothing is sent before `.await`:
//!
//! ```no_run
//! # use confluence_sdk::{*, v2::*};
//! # async fn example(client: &Client<Basic>, space: SpaceId) -> Result<()> {
//! let page = client.pages().create_page(space).title("Release 1.2").body(PageBody::storage("<p>Done.</p>")).await?;
//! let labels = client.labels().get_page_labels(page.id).items().collect().await?;
//! # Ok(())
//! # }
//! ```
//!
//! * Operations of the v2 API hang on the client in groups (`client.pages()`), those of v1 on
//!   [`client.v1()`](Client::v1). Methods keep the vendor's operationId, so a search for `getPageById` finds
//!   [`get_page_by_id`](v2::Pages::get_page_by_id).
//! * A [`Call`] is a future: it can be joined with others, spawned, boxed and cloned.
//! * Lists come as [streams](Call::items) that fetch pages as they go.
//! * [`Call::raw`] gives status, headers and bytes; [`Client::request`] calls what is not in the spec.
//! * A request is also a value ([`v2::op`], [`v1::op`]) that can be built and looked at without a client, and
//!   [executed](Client::execute).
//! * Models implement serde's `Serialize` and `Deserialize`: they can be stored, and a test makes an answer of JSON.
//! * Searches take a query that is checked: [`cql!`](macro@cql) writes it, and [`mod@cql`] tells the whole language.
//! * There is one [`Error`], which names the operation, its scopes and its permission, and has a question for each
//!   thing one may want to know.
//!
//! # Daily work
//!
//! * **What takes several calls is one**, as a method of the group that it belongs to: an edit that loses nobody's
//!   change, a page that is published again without a needless version, trees, files, properties, exports. All of them
//!   are in [`workflows`], which is on by default.
//! * **A search** takes what users type as a value: [`cql!`](macro@cql).
//! * **Bodies** in storage format, ADF and Markdown are read, built and converted in [`content`] (features `bodies` and
//!   `markdown`).
//! * **Tests** need no site: [`testing`] has a mock (feature `test-util`), and the crate `confluence-sandbox` is a
//!   Confluence in the process of the test.
//!
//! ```no_run
//! # use confluence_sdk::{*, v2::*};
//! # async fn example(client: &Client<Basic>, space: SpaceId, id: PageId, words: &str) -> Result<()> {
//! client.pages().edit_page(id, |page| page.title.push_str(" (old)")).await?;
//! client.pages().publish_page(space, "Menu", PageBody::storage("<p>Fish</p>")).await?;
//! client.files(id).put(FilePart::from_path("menu.pdf")).await?;
//! let found = client.v1().search().search_by_cql(cql!(type = page and text ~ {words})).items().collect().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Libraries and generic code
//!
//! Ask for operations, not for scopes or modes. Every client that may call them will do:
//!
//! ```
//! use confluence_sdk::{Client, PageId, Result, operations, v2::op};
//!
//! operations! {
//!     /// What this library does with Confluence.
//!     pub trait Reviewing = op::GetPageById + op::CreatePageProperty;
//! }
//!
//! pub async fn review<A: Reviewing>(client: &Client<A>, id: PageId) -> Result<()> {
//!     client.pages().get_page_by_id(id).await?;
//!     client.content_properties().create_page_property(id, "reviewed", true).await?;
//!     Ok(())
//! }
//! ```
//!
//! A parameter of the type `&Client<OAuth<Reader>>` takes clients of that one set and no other, not even of a larger
//! one; a bound takes all that may make the calls. What to write, by what is generic:
//!
//! | generic over | bound |
//! |---|---|
//! | the client's mode `A`: any client | `A: Allows<op::GetPageById>`, or a trait of [`operations!`] |
//! | the set `S` of one mode: `Client<OAuth<S>>` | `S: OAuthScopes + Opens<op::GetPageById>` |
//! | the ceiling `P`: `Client<Within<A, P>>` | `A: Allows<op::GetPageById>, P: Permits<op::GetPageById>` |
//! | sets that are stored and renewed | `S: oauth::Renewable` |
//!
//! Where a bound is missing, the compiler names it.
//!
//! * [`Client::narrow`] hands over a client with fewer scopes, [`Client::at_most`] one with a ceiling of permissions.
//!   Conversions only take away: a ceiling under a ceiling is what both include, and none can be left again.
//! * [`Client::dynamic`] checks at run time instead, so that tenants of different kinds fit into one map;
//!   [`Client::require`] goes back.
//!
//! # What the types cannot know
//!
//! A type is a claim about a credential; the server decides. Where it reports what it granted (OAuth 2.0), [`oauth`]
//! and [`Credential::granted`] compare. A scope that is missing at run time is an error that says so
//! ([`Error::is_scope`]). Permissions belong to the account and to the object and change at any time; each operation
//! names the one it needs. [`Client::can`] asks the server beforehand, where the vendor lists what a
//! caller may do.
//!
//! # Features
//!
//! | feature | |
//! |---|---|
//! | `rustls` (default) | TLS by rustls as reqwest sets it up: the platform's certificates, the crypto provider of the process or aws-lc |
//! | `rustls-ring` | the same with ring where the process has no provider; builds faster |
//! | `native-tls` | the platform's TLS, where neither of the above is on |
//! | `http2` | HTTP/2 where the server speaks it |
//! | `system-proxy` | the proxy settings of macOS and Windows; those of the environment are used without it |
//! | `gzip` | answers are asked for in `gzip`, which is undone here; no other client of the program is changed |
//! | `bodies` | the module `content`: bodies read, made and converted: storage format, Atlassian document format, HTML, wiki markup |
//! | `markdown` | the same with Markdown |
//! | `oauth` | the module [`oauth`]: sign-in with OAuth 2.0, tokens that are renewed and stored, service accounts |
//! | `connect` | the module `connect`: Connect apps |
//! | `forge` | the module `forge`: the back end of a Forge Remote |
//! | `axum` | extractors for what `connect` and `forge` verify |
//! | `tower` | layers of tower around the transport: `HttpBuilder::layer` |
//! | `workflows` (default) | the module `workflows`: safe edits, publishing, trees, files, properties, exports |
//! | `blocking` | the module [`blocking`]: calls without async, for scripts |
//! | `test-util` | the module [`testing`]: mocks, answers and errors for the tests of a program |
//! | `v2` (default) | every operation of the v2 API |
//! | `v1` (default) | every operation of the v1 API |
//!
//! Each group of v2 has a feature of its own, named after it (`pages`, `blog-posts`, `content-properties`, …), and
//! those of v1 come in clusters: `v1-content`, `v1-search`, `v1-spaces`, `v1-settings`, `v1-users`, `v1-audit`,
//! `v1-tasks`, `v1-apps`. What is switched off is not compiled, nor are the models that nothing else reaches; two
//! groups take less than half the time:
//!
//! ```toml
//! confluence-sdk = { version = "0.1", default-features = false, features = ["rustls", "pages", "spaces"] }
//! ```
//!
//! ## A reqwest of your own
//!
//! Cargo unifies features: what the SDK switches on in reqwest is on for the clients too that your program builds with
//! the same version of reqwest. The default features change nothing for a client that worked before. The others do:
//!
//! | feature here | what it changes for a client that your program builds |
//! |---|---|
//! | `rustls` (default) | if your reqwest has no TLS: `https` works. If it has `native-tls`, that stays its choice |
//! | `rustls-ring` | if your reqwest has no feature `rustls`: a client is built only after a crypto provider was installed for the process (`rustls::crypto::ring::default_provider().install_default()`), and `Client::new()` panics before |
//! | `native-tls` | if your reqwest has `rustls`: `native-tls` is its choice from then on, unless it is built with `tls_backend_rustls()` |
//! | `http2` | it offers HTTP/2, unless it is built with `http1_only()` |
//! | `system-proxy` | it uses the proxy settings of macOS and Windows, unless it is built with `no_proxy()` |
//!
//! With TLS, each client reads the platform's certificates when it is built; on a machine without any, such as an empty
//! container, it cannot be built.
//!
//! If your program uses rustls itself, the SDK installs no crypto provider for the process and leaves an installed one
//! alone. `rustls::ClientConfig::builder()` takes the provider of the process or, if only one is compiled, that one. So
//! with `rustls` here and only `ring` in your rustls there are two, and it panics until one of them is installed. Then
//! choose `rustls-ring` here, or install one. With reqwest's own default features it is the same.
//!
#![cfg_attr(not(feature = "oauth"), doc = "[`oauth`]: #features")]
#![cfg_attr(not(feature = "blocking"), doc = "[`blocking`]: #features")]
#![cfg_attr(not(feature = "bodies"), doc = "[`content`]: #features")]
#![cfg_attr(not(feature = "test-util"), doc = "[`testing`]: #features")]
#![cfg_attr(not(feature = "workflows"), doc = "[`workflows`]: #features")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod attempts;
pub mod auth;
#[cfg(feature = "blocking")]
pub mod blocking;
mod boxed;
mod call;
mod can;
mod client;
mod clock;
#[cfg(feature = "connect")]
pub mod connect;
#[cfg(feature = "bodies")]
#[cfg_attr(not(all(feature = "v1", feature = "v2")), allow(unused))]
pub mod content;
mod content_coding;
pub mod cql;
mod declare;
mod download;
mod error;
mod exchange;
// Not everything here finds a use where parts of the API are switched off; the same where this attribute stands.
#[cfg_attr(not(all(feature = "v1", feature = "v2")), allow(unused, unreachable_pub))]
mod expansion;
mod fetch;
mod file_part;
mod file_reader;
#[cfg(feature = "forge")]
pub mod forge;
mod grants;
// Prose, with links to everything. Its programs are compiled or run with the tests.
#[cfg(all(
    any(doc, doctest),
    feature = "blocking",
    feature = "connect",
    feature = "forge",
    feature = "markdown",
    feature = "oauth",
    feature = "test-util",
))]
pub mod guide;
mod http;
mod id;
#[cfg(feature = "__conformance")]
mod inspect;
#[cfg(feature = "__jwt")]
mod jwt;
#[cfg(feature = "__jwt")]
mod keys;
mod media_type;
#[doc(hidden)]
pub mod model;
mod multipart;
#[cfg(feature = "oauth")]
pub mod oauth;
mod oddity;
mod operation;
mod pace;
mod page;
mod payload;
mod query;
mod rate_limit;
mod raw_call;
mod redirect;
mod request;
mod response;
mod scopes;
mod secret;
mod sending;
mod site;
mod spawned;
#[doc(alias = "openapi", alias = "swagger")]
pub mod spec;
#[cfg(feature = "test-util")]
pub mod testing;
mod timestamp;
mod trace;
pub mod transport;
mod upload;
mod with_json;

/// What the files of one version add up to: each with the name of its group on the client and the cargo feature that it
/// belongs to.
macro_rules! tags {
    ($on:ident $($tag:ident $group:ident $feature:literal)*) => {
        $(
            #[cfg(feature = $feature)]
            pub use $tag::*;
            #[cfg(not(feature = $feature))]
            ::confluence_macros::switched_off! { $on $group $feature }
        )*
        // A group is called the same whether it is switched on or off.
        #[cfg(test)]
        #[allow(dead_code, reason = "compiled, not called")]
        fn groups(root: Root<'_>) {
            $(
                #[cfg(feature = $feature)]
                let _ = root.$group();
            )*
        }
        pub mod op {
            //! The requests as data, one type per operation: built with `new`, sent with
            //! [`Client::execute`](crate::Client::execute).
            $(#[cfg(feature = $feature)] pub use super::$tag::op::*;)*
        }
        pub(crate) const DECLARATIONS: &[fn() -> &'static [&'static crate::spec::Declaration]] = &[$(#[cfg(feature = $feature)] $tag::declarations),*];
        #[cfg(feature = "__conformance")]
        pub(crate) const BLANKS: &[&[crate::__rt::BlankRequest]] = &[$(#[cfg(feature = $feature)] $tag::BLANKS),*];
    };
}

/// Permissions: what an account may do, and on what.
///
/// Each permission that an administrator grants is a type here, whose page lists the operations that need it. Sets of
/// them are declared with [`permissions!`]. A [`Verb`](permission::Verb) and a [`Kind`](permission::Kind) say the same
/// as values.
///
#[cfg_attr(doc, doc = include_str!("../../spec/pages/permission.md"))]
pub mod permission {
    // The list is `confluence-macros/src/vocabulary/permission.rs`.
    ::confluence_macros::permission_markers! {}
}
/// Scopes: what an app asks for, and what a call needs.
///
/// Each scope is a type here, whose page lists the operations it opens. Sets of them are declared with [`scopes!`], by
/// the vendor's spelling. A [`Scope`](scope::Scope) is the same as a value, and [`spec::smallest_scopes`] finds the
/// fewest for a list of operations.
///
#[cfg_attr(doc, doc = include_str!("../../spec/pages/scope.md"))]
pub mod scope {
    // The list is `confluence-macros/src/vocabulary/scope.rs`.
    ::confluence_macros::scope_markers! {}
}
#[cfg_attr(not(all(feature = "v1", feature = "v2")), allow(unused, unreachable_pub))]
#[allow(clippy::new_without_default, reason = "one form for every request")]
#[path = "../../spec/v1/mod.rs"]
pub mod v1;
#[cfg_attr(not(all(feature = "v1", feature = "v2")), allow(unused, unreachable_pub))]
#[allow(clippy::new_without_default, reason = "one form for every request")]
#[path = "../../spec/v2/mod.rs"]
pub mod v2;
#[cfg(feature = "workflows")]
#[cfg_attr(not(all(feature = "v1", feature = "v2")), allow(unused, unreachable_pub))]
pub mod workflows;

/// The crates whose types are in the signatures of this one, in the versions that fit. `reqwest` and `serde_json` are
/// not among them: with a second `Client` and `String` in sight, rustc writes the names in its errors in full.
///
/// ```
/// use confluence_sdk::external::{bytes::Bytes, http::HeaderValue, secrecy::SecretString, url::Url};
///
/// let token = SecretString::from("not a real token");
/// # let _ = (token, Bytes::new(), HeaderValue::from_static("a"), Url::parse("https://example.com"));
/// ```
pub mod external {
    #[cfg(feature = "axum")]
    pub use axum;
    #[cfg(feature = "tower")]
    pub use tower;
    pub use {bytes, futures_core, http, http_body, jiff, secrecy, url};
}
#[doc(hidden)]
pub mod macros {
    //! The procedural macros behind those at the root.

    pub use confluence_macros::{cql, operations, permissions, scopes, user_cql};
}
pub mod refusal {
    //! How to read a refusal, and the names that rustc shows in one.
    //!
    //! The first line says what is missing, in the vendor's spelling. The label says it once more at the call. The
    //! first notes say what else would open the operation, and what to do. That is all one needs.
    //!
    //! The lines after that are rustc's own account of how it came there. `OpenTo<Mine, WritePage>` in them reads: the
    //! operation, open to the set `Mine`, which lacks the scope `write:page:confluence`. A trait such as
    //! `DeletePageIsAllowed` carries one sentence; nothing implements it. None of the names here is of use in a
    //! program, and they change without notice.

    pub use crate::auth::modes::{CalledAtTheGateway, CalledOnTheSite, CallsTheSiteItself, GoesThroughTheGateway};
    pub use crate::grants::{
        AppsMayNotCall, AppsMayNotCallAsThemselves, BasicAuthMayNotCall, ClassicFamily, ConnectAppsMayNotCall,
        ConnectFamily, ConnectSetInOAuthMode, DeclaresNoMore, DeclaresTheOperation, FoundIn, GranularFamily,
        IsASetOfConnectScopes, IsASetOfOAuthScopes, IsChosen, IsRenewable, IsTheKindOf, MayActAsAUser, NotInFamily,
        Nothing, NothingMissing, OAuthSetInConnectMode, OneOf, OnlyAppsMayCall, OnlyBasicAuthMayCall,
        OnlyConnectAppsMayCall, OnlyForgeAppsMayCall, OnlyForgeAsAppMayCall, OpenTo, OpenedBy, OpensMore, OpensNoMore,
        PartOf, ThisAuthModeMayNotCall, UndeclaredOperation, is_a_set_of_permissions, is_opened_by, is_part_of,
    };
}
#[doc(hidden)]
#[cfg_attr(not(all(feature = "v1", feature = "v2")), allow(unused, unreachable_pub))]
#[path = "__rt.rs"]
pub mod __rt;

pub use self::http::{Http, HttpBuilder};
#[doc(no_inline)]
pub use attempts::RetryPolicy;
pub use auth::{
    ApiToken, Basic, Connect, ConnectUser, Credential, Dynamic, ForgeApp, ForgeUser, Granted, OAuth, ServiceAccount,
    Within,
};
pub use call::Call;
pub use can::{Askable, Permitted};
pub use client::Client;
#[doc(no_inline)]
pub use cql::{Cql, UserCql};
pub use download::DownloadStream;
pub use error::{Error, Result};
pub use fetch::{Fetch, Redirect};
pub use file_part::FilePart;
pub use grants::kind::{ConnectKind, OAuthKind};
pub use grants::{
    Allows, Auth, ConnectScopes, Covers, Has, MayCall, OAuthScopes, Opens, PermissionSet, Permits, ScopeSet,
};
pub use id::*;
#[doc(inline)]
pub use model::{DecodeError, Invalid, Json, Nullable};
pub use oddity::Oddity;
pub use operation::{Operation, Request};
pub use page::{Collected, CursorPage, Envelope, Items, OffsetPage, PageLinks, PageStream, Position};
pub use rate_limit::RateLimit;
pub use raw_call::RawCall;
pub use response::{Accepted, Created, Download, Exists, Raw};
pub use site::{Gateway, Site};
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use with_json::{JsonCall, WithJson};

/// Declares sets of scopes: what a client's credential is meant to grant.
///
/// ```
/// use confluence_sdk::v2::op;
///
/// confluence_sdk::scopes! {
///     /// What our app asks people to consent to.
///     pub struct Reader = "read:page:confluence", "read:space:confluence", "offline_access";
///
///     /// The same and more. `other` is for scopes of other products: requested, opening nothing here.
///     pub struct Editor = Reader, "write:page:confluence", other("read:jira-work");
///
///     /// Connect scopes make a set of their own kind. The lower ones are implied.
///     pub struct Addon = "WRITE", "ACT_AS_USER";
///
///     /// A Connect app without any.
///     pub struct Bare = "NONE";
///
///     /// What these operations need of the granular scopes. It opens these and nothing else.
///     pub struct Publisher = granular for op::GetPageById + op::CreatePage, "offline_access";
/// }
///
/// use confluence_sdk::scope::ScopeList;
/// assert_eq!(ScopeList::of::<Reader>().to_string(), "read:page:confluence read:space:confluence offline_access");
/// ```
///
/// Each set is a unit struct that implements [`OAuthScopes`] or [`ConnectScopes`]. A misspelt scope is an error at its
/// place, with the scope that was probably meant; [`scope`] lists them all.
///
/// # Sets of operations
///
/// `granular for …`, `classic for …` and `connect for …` name operations, joined by `+`, and stand for the scopes that
/// these need in the family: the first of the alternatives that the operation's page lists. A client of such a set may
/// call these operations; others are refused although the scopes would open them, when the program is compiled as well
/// as by a client that is [checked at run time](Client::dynamic). An operation that no scopes of the family open is
/// refused at its name. Where such a set is joined with scopes or other sets, what either opens is open.
#[macro_export]
macro_rules! scopes {
    ($($sets:tt)*) => { $crate::macros::scopes! { [$crate] $($sets)* } };
}

/// Declares sets of permissions: a ceiling for [`Client::at_most`], and the list that an administrator has to grant.
///
/// ```
/// confluence_sdk::permissions! {
///     /// Writes pages, and nothing else.
///     pub struct Publisher = View(Space), Create(Page), Update(Page);
/// }
///
/// use confluence_sdk::permission;
/// let words = ["use the site", "view the space", "create pages in the space", "update pages in the space"];
/// assert_eq!(permission::words::<Publisher>(), words);
/// ```
///
/// Using the site is in every set. What restrictions of a single page allow is not granted by administrators and not
/// said here: viewing a page takes `View(Space)`, editing it `Update(Page)`. [`permission`] lists the words.
#[macro_export]
macro_rules! permissions {
    ($($sets:tt)*) => { $crate::macros::permissions! { [$crate] $($sets)* } };
}

/// Declares bounds for generic code: the operations that it calls.
///
/// ```
/// use confluence_sdk::{Client, operations, v2::op};
///
/// operations! {
///     /// What our publisher does.
///     pub trait Publishing = op::CreatePage + op::GetPageById;
/// }
///
/// fn publish<A: Publishing>(client: &Client<A>) { /* calls both */ }
/// ```
///
/// The trait is met by every auth mode that may call all of them, and its docs list the scopes they need. One bound
/// includes another as a supertrait: `pub trait Both: Publishing = op::DeletePage;`.
///
/// rustc reports a bound that an `async fn` puts on its type parameters three times where the call is awaited: at the
/// argument, the call and the `.await`. A function that returns `impl Future` has the same three. One that returns a
/// boxed future is refused once.
#[macro_export]
macro_rules! operations {
    ($($bounds:tt)*) => { $crate::macros::operations! { [$crate] $($bounds)* } };
}

/// A query that is checked while the program is compiled, and whose values are quoted safely. It gives a [`Cql`].
///
/// ```
/// use confluence_sdk::{SpaceKey, cql};
///
/// # fn main() -> Result<(), confluence_sdk::InvalidId> {
/// let (key, words) = (SpaceKey::new("DOCS")?, "to \"be\" or not");
/// let query = cql!(
///     space = {key} and title ~ {words} and type in (page, blogpost) and created >= startOfMonth("-1M") and label = "todo"
///     order by lastmodified desc
/// );
/// assert_eq!(
///     query.as_str(),
///     r#"space = "DOCS" AND title ~ "to \\\"be\\\" or not" AND type IN (page, blogpost) AND created >= startOfMonth("-1M") AND label = "todo" ORDER BY lastmodified DESC"#
/// );
/// # Ok(())
/// # }
/// ```
///
/// What stands in braces is any expression; it can never be more than a value. The grammar, the types of values and the
/// same at run time are in [`cql`](mod@cql).
#[macro_export]
macro_rules! cql {
    ($($query:tt)*) => { $crate::macros::cql! { [$crate] $($query)* } };
}

/// As [`cql!`], for the search for users, [`search_user`](v1::Search::search_user). It gives a [`UserCql`].
///
/// ```
/// use confluence_sdk::user_cql;
///
/// let name = "Jo";
/// assert_eq!(user_cql!(user.fullname ~ {name}).as_str(), r#"user.fullname ~ "Jo""#);
/// ```
#[macro_export]
macro_rules! user_cql {
    ($($query:tt)*) => { $crate::macros::user_cql! { [$crate] $($query)* } };
}

/// The README's programs are compiled, and the refused one is refused.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
