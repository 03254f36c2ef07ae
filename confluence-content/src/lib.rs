#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod adf;
mod convert;
mod converted;
mod date;
mod element;
mod entity;
mod error;
mod escape;
mod html;
#[cfg(feature = "markdown")]
pub mod markdown;
mod site;
pub mod storage;
mod text;
mod to_adf;
mod to_storage;
pub mod wiki;

pub use converted::{Converted, Loss, Note};
pub use error::{BodyError, Position};
pub use html::View;
pub use serde_json;
pub use site::{File, LinkedPage, NoSite, PageName, Site};
pub use storage::Storage;

/// How deep the elements of a body in storage format may lie in one another. A deeper body is an error.
pub const MAX_DEPTH: usize = 100;

/// How deep the objects and lists of a document may lie in one another: two for each node, and those of attributes.
const MAX_JSON_DEPTH: usize = 2 * MAX_DEPTH + 16;

/// How many marks a node may have.
const MAX_MARKS: usize = 50;
