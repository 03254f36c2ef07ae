//! OAuth 2.0: users who consent (3LO), tokens that renew themselves and are kept, service accounts.
//!
//! # From a user's consent to a call
//!
//! ```no_run
//! use confluence_sdk::oauth::{App, FileStore, Pending};
//! use confluence_sdk::{Result, scopes};
//! use std::sync::Arc;
//!
//! scopes! {
//!     /// What our users consent to. `offline_access` makes the grant last longer than an hour.
//!     pub struct Mine = "read:page:confluence", "offline_access";
//! }
//!
//! # fn redirect(_: &str) {}
//! # fn keep_in_session(_: String) {}
//! # fn from_session() -> String { String::new() }
//! # async fn run(client_secret: String) -> Result<()> {
//! // Once, at the start. The callback address is registered in the developer console.
//! let app = App::new("client-id", client_secret, "https://app.example.com/callback")?;
//! let store = Arc::new(FileStore::new("/var/lib/my-app/grants")?);
//!
//! // A user wants to sign in.
//! let sign_in = app.sign_in::<Mine>();
//! redirect(sign_in.url().as_str());
//! keep_in_session(serde_json::to_string(&sign_in.into_pending()).unwrap());
//!
//! // They are back, at the callback address. Its query is checked against their session. Only then is there a code.
//! let pending: Pending<Mine> = serde_json::from_str(&from_session()).unwrap();
//! let code = pending.callback("state=…&code=…")?;
//!
//! // The code is exchanged, and what was granted is compared with `Mine`.
//! let grant = app.exchange(code).await?;
//! grant.keep_in(store.clone(), "user-17").await?;
//!
//! // They granted one site or several. None is taken at random.
//! let site = grant.only_site().await?;
//! let client = grant.client(&site)?;
//! client.pages().get_pages().await?;
//!
//! // After a restart.
//! let grant = app.grant::<Mine>(store, "user-17").await?;
//! let client = grant.client(site.cloud_id)?;
//! # Ok(())
//! # }
//! ```
//!
//! A program without a web server waits for the user with [`Loopback`]. A service account needs no user:
//! [`ServiceAccountKey`].
//!
//! The steps are types, so none can be left out: a code that was not checked cannot be exchanged, and a grant without a
//! site makes no calls.
//!
//! ```compile_fail,E0308
//! # use confluence_sdk::{OAuthScopes, Result, oauth::{App, Grant}};
//! async fn hasty<S: OAuthScopes>(app: &App, code: String) -> Result<Grant<S>> {
//!     app.exchange(code).await // a text is no `Code`: `Pending::callback` makes one
//! }
//! ```
//!
//! # How tokens are renewed
//!
//! An access token lives about an hour. All clients and clones of a grant share it and renew it by themselves: a minute
//! before it expires, and once after a call was refused with 401. That call is then sent again. The gateway also
//! answers an expired token with 403 or 404. These answers count as such a refusal if the token has expired by then,
//! and are believed otherwise. A refusal for a missing scope renews nothing.
//!
//! Each renewal makes the former refresh token worthless. Therefore:
//!
//! * A grant has one renewal at a time, however many ask for it: tasks, clones, and other programs with the same store.
//!   It is a task of its own, so a call that is dropped does not stop it. This needs a tokio runtime with its timer and
//!   I/O enabled.
//! * The new refresh token is stored before the access token is used. If storing fails, [`Failure::NotSaved`] says so,
//!   the tokens stay in memory, and the next call tries to store them first.
//! * If the answer is lost, the request is repeated twice with the old token, within seconds. The vendor allows that
//!   for ten minutes. So a program that was killed between the rotation and the storage can continue with the tokens
//!   that are stored.
//! * [`Failure::ConsentNeeded`] is the end of a grant: its users changed their password, withdrew it, or the refresh
//!   token was not used for 90 days. Nothing is tried again; send them through the sign-in.
//!   [`Failure::NoRefreshToken`] means the same for a grant without `offline_access`.
//!
//! # Where tokens are kept
//!
//! A grant keeps its tokens in memory until [`Grant::keep_in`] names a [`TokenStore`] and a key. [`FileStore`] is for
//! programs on one machine, an implementation of your own is for a database, and [`MemoryStore`] is for tests. None of
//! these encrypts; the page of [`TokenStore`] says where to do so.
//!
//! What is stored names its scopes. A sign-in is completed for exactly the set that it was begun for, and a grant is
//! never restored for a set with more scopes than it was stored for. A grant that is stored needs `offline_access` in
//! its set, or the program does not compile.
//!
//! # Errors
//!
//! [`Error::oauth`](crate::Error::oauth) returns the [`Failure`], whether it came from a step above or from a call that
//! found its token expired.

pub(crate) mod access_token;
mod app;
mod endpoints;
mod failure;
mod grant;
mod loopback;
pub(crate) mod renewing;
mod rotation;
mod service_account;
mod sign_in;
mod site;
mod store;
pub(crate) mod token_request;

pub use crate::grants::Renewable;
pub use app::App;
pub use endpoints::Endpoints;
pub use failure::{Failure, Rejection};
pub use grant::Grant;
pub use loopback::{Loopback, open_in_browser};
pub use service_account::ServiceAccountKey;
pub use sign_in::{Code, Pending, SignIn};
pub use site::GrantedSite;
pub use store::{FileStore, MemoryStore, StoreError, StoreLock, Stored, TokenStore, Tokens};
