//! What every file of `spec/` begins with.

#![allow(unused_imports, reason = "a prelude: not every version uses all")]

pub(crate) use crate::cql::{Cql, UserCql};
pub(crate) use crate::fetch::Redirect;
pub(crate) use crate::file_part::FilePart;
pub(crate) use crate::id::*;
// What the expansions of `#[model]` and `#[endpoints]` name: an import for each of them would cost more than they do.
pub(crate) use crate::__rt as rt;
pub(crate) use crate::model as M;
pub(crate) use crate::model::{Json, Nullable};
pub(crate) use crate::page::{CursorPage, OffsetPage, PageLinks};
pub(crate) use crate::response::{Accepted, Created, Download, Exists};
pub(crate) use crate::timestamp::Timestamp;
pub(crate) use confluence_macros::{endpoints, model};
pub(crate) use std::collections::BTreeMap;
