//! The back end of a Forge app (Forge Remote): it verifies invocations and makes clients from the tokens that come with
//! them.
//!
//! # How it works
//!
//! The vendor calls your back end over HTTPS, for a module of the user interface, an event or a scheduled trigger. The
//! `Authorization` header contains an *invocation token* that the vendor has signed and that names the app and the
//! installation. If the manifest asks for them, two more tokens come with it: a *system token* to call Confluence as
//! the app, and a *user token* to call as the user in front of the screen.
//!
//! ```no_run
//! use confluence_sdk::forge::{App, Invocation, TokenError};
//! use confluence_sdk::{Http, PageId, Result, scopes};
//!
//! scopes! {
//!     /// What the manifest lists.
//!     pub struct Ours = "read:page:confluence", "write:page:confluence";
//! }
//!
//! /// Once, when the program starts.
//! fn set_up() -> Result<(App, Http)> {
//!     let http = Http::builder().user_agent("our-app/1.0").build()?;
//!     let app = App::new("ari:cloud:ecosystem::app/11223344-5566-7788-99aa-bbccddeeff00", &http)?;
//!     Ok((app, http))
//! }
//!
//! /// For each request, of whatever framework: its head as `http` has it.
//! async fn verified(app: &App, request: &http::request::Parts) -> std::result::Result<Invocation, TokenError> {
//!     app.verify(request).await // answer a refusal with its `status()`
//! }
//!
//! /// With a verified invocation: a client each, over the connections of the one `Http`.
//! async fn rename(invocation: &Invocation, http: &Http, page: PageId) -> Result<String> {
//!     let tenant = &invocation.app.installation_id; // what is kept for a site belongs under this key
//!     let client = invocation.user_client::<Ours>(http)?;
//!     let page = client.pages().get_page_by_id(page).await?;
//!     Ok(format!("{tenant}: {}", page.title.unwrap_or_default()))
//! }
//! ```
//!
//! With the feature `axum`, an [`Invocation`] is an argument of a handler, verified before the handler runs:
//!
//! ```no_run
//! # #[cfg(feature = "axum")]
//! # mod app {
//! use axum::{Router, routing::post};
//! use confluence_sdk::forge::{App, Invocation};
//! use std::sync::Arc;
//!
//! async fn greet(invocation: Invocation) -> String {
//!     format!("hello, {:?}", invocation.principal)
//! }
//!
//! fn router(app: App) -> Router {
//!     Router::new().route("/greet", post(greet)).with_state(Arc::new(app))
//! }
//! # }
//! ```
//!
//! # What the manifest needs
//!
//! | for | `remotes[].auth` or `endpoint[].auth` | `permissions.scopes` |
//! |---|---|---|
//! | [`app_client`](Invocation::app_client) | `appSystemToken: enabled: true` | `read:app-system-token` and the scopes of the calls |
//! | [`user_client`](Invocation::user_client) | `appUserToken: enabled: true` | `read:app-user-token` and the scopes of the calls |
//!
//! [`manifest_permissions`] prints the second column from the set. One scope besides those for tokens is needed at
//! least, or the tokens do not work.
//!
//! # What to know
//!
//! * The scopes of both clients are a claim, because the tokens do not tell theirs. If the manifest lacks a scope, the
//!   server refuses the call, with an error that says so ([`Error::is_scope`](crate::Error::is_scope)).
//! * Tokens live four hours, and nothing renews them: the next invocation brings new ones. Calls with an expired token
//!   are refused before anything is sent. A scheduled trigger is the usual way to get a system token regularly.
//! * Tokens are sent to the vendor's gateway only, even if an invocation names another; [`App::gateway`] accepts
//!   others.
//! * An invocation token is not bound to the method, the path or the body of its request. It can be sent again until it
//!   expires, half a minute after it was made. Serve HTTPS only. If a repetition does harm, remember [`Invocation::id`]
//!   for that time.
//! * User interfaces wait 25 seconds for an answer, events and scheduled triggers wait 5. Those two are sent again up
//!   to four times, a minute apart; [`RetryContext`] tells which repetition it is. Redirects count as failures.

mod app;
#[cfg(feature = "axum")]
mod axum;
mod claims;
mod invocation;
mod key_set;
mod manifest;
mod offline;
mod remote_token;

pub use crate::jwt::TokenError;
pub use app::App;
pub use claims::{
    Environment, EnvironmentKind, InstallationContext, InvocationContext, InvokedApp, License, Module, RetryContext,
};
pub use invocation::{Invocation, NoClient};
pub use manifest::{ManifestPermissions, manifest_permissions};
pub use offline::OfflineError;
