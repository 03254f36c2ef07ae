//! OAuth 2.0.

pub(crate) mod endpoint;
mod failure;
mod site;
mod store;

pub use failure::{Failure, Rejection};
pub use site::GrantedSite;
pub use store::{FileStore, MemoryStore, StoreError, StoreLock, Stored, TokenStore, Tokens};
