//! OAuth 2.0.

mod app;
pub(crate) mod endpoint;
mod endpoints;
mod failure;
mod grant;
mod loopback;
mod protocol;
mod rotation;
mod service_account;
mod sign_in;
mod site;
mod store;

pub use app::App;
pub use endpoints::Endpoints;
pub use failure::{Failure, Rejection};
pub use grant::Grant;
pub use loopback::{Loopback, open_in_browser};
pub use service_account::ServiceAccountKey;
pub use sign_in::{Code, Pending, SignIn};
pub use site::GrantedSite;
pub use store::{FileStore, MemoryStore, StoreError, StoreLock, Stored, TokenStore, Tokens};
