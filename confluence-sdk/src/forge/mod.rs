//! The back end of a Forge app (Forge Remote): invocations verified, clients from the tokens that come with them.
//!
//! # How it goes
//!
//! The vendor calls your back end over HTTPS: for a module of the user interface, an event, a scheduled trigger. In the `Authorization` header
//! is an *invocation token*, signed by the vendor, which says for which app and installation; beside it, if the manifest asks for them, are
//! a *system token* to call Confluence as the app and a *user token* to call as the user in front of the screen.
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
//! [`manifest_permissions`] prints the second column from the set. One scope besides those for tokens is needed at least, or the tokens do
//! not work.
//!
//! # What to know
//!
//! * The scopes of both clients are a claim. The tokens do not tell theirs; a scope that the manifest lacks is refused by the server, with an
//!   error that says so ([`Error::is_scope`](crate::Error::is_scope)).
//! * Tokens live four hours, and nothing renews them: the next invocation brings fresh ones. Calls with an expired one are refused before
//!   anything is sent. A scheduled trigger is the usual way to have a system token at hand.
//! * Tokens are sent to the vendor's gateway only, whatever the invocation names; [`App::gateway`] accepts others.
//! * An invocation token is not bound to the method, the path or the body of its request, and it can be shown again until it expires, half a
//!   minute after it was made. Serve nothing but HTTPS, and where a repetition does harm, remember [`Invocation::id`] so long.
//! * User interfaces wait 25 seconds for an answer, events and scheduled triggers 5; those are sent again up to four times, a minute apart,
//!   which [`RetryContext`] tells. Redirects count as failures.

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
