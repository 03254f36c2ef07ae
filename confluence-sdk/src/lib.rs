//! Confluence Cloud for Rust.

pub mod auth;
mod call;
mod client;
mod declare;
mod error;
mod grants;
mod id;
#[doc(hidden)]
pub mod model;
mod multipart;
mod operation;
mod page;
mod raw_call;
mod request;
mod response;
mod scopes;
mod site;
pub mod spec;
mod timestamp;
pub mod transport;

macro_rules! scope_table {
    ($($table:tt)*) => { ::confluence_macros::scope_markers! { $($table)* } };
}
macro_rules! permission_table {
    ($($table:tt)*) => { ::confluence_macros::permission_markers! { $($table)* } };
}
/// What the files of one version add up to.
macro_rules! tags {
    ($($tag:ident)*) => {
        pub mod op {
            //! The requests as data, one type per operation: built with `new`, sent with [`Client::execute`](crate::Client::execute).
            $(pub use super::$tag::op::*;)*
        }
        pub(crate) const DECLARATIONS: &[&[&crate::spec::Declaration]] = &[$($tag::DECLARATIONS),*];
        #[cfg(feature = "__conformance")]
        pub(crate) const BLANKS: &[&[crate::__rt::BlankRequest]] = &[$($tag::BLANKS),*];
    };
}

#[path = "../../spec/permission.rs"]
pub mod permission;
#[path = "../../spec/scope.rs"]
pub mod scope;
#[path = "../../spec/v1/mod.rs"]
pub mod v1;
#[path = "../../spec/v2/mod.rs"]
pub mod v2;

#[doc(hidden)]
#[path = "__rt.rs"]
pub mod __rt;

pub use auth::{ApiToken, Basic, Connect, ConnectUser, Credential, Dynamic, ForgeApp, ForgeUser, Granted, OAuth, ServiceAccount, Within};
pub use call::{Call, Sending};
pub use client::{Client, Http, HttpBuilder};
pub use error::{Error, Result};
pub use grants::{Allows, Auth, ConnectScopes, Covers, OAuthScopes, PermissionSet, ScopeSet};
pub use id::*;
#[doc(inline)]
pub use model::{DecodeError, Invalid, Nullable};
pub use multipart::FilePart;
pub use operation::{Operation, Request};
pub use page::{CursorPage, Envelope, Items, OffsetPage, PageLinks, Pages};
pub use raw_call::RawCall;
pub use response::{Accepted, Created, Download, Exists, Fetch, Raw, Redirect};
pub use site::{Gateway, Site};
pub use timestamp::{InvalidTimestamp, Timestamp};

/// Declares sets of scopes.
#[macro_export]
macro_rules! scopes {
    ($($sets:tt)*) => { $crate::__rt::scopes! { [$crate] $($sets)* } };
}

/// Declares sets of permissions.
#[macro_export]
macro_rules! permissions {
    ($($sets:tt)*) => { $crate::__rt::permissions! { [$crate] $($sets)* } };
}

/// Declares bounds.
#[macro_export]
macro_rules! operations {
    ($($bounds:tt)*) => { $crate::__rt::operations! { [$crate] $($bounds)* } };
}
