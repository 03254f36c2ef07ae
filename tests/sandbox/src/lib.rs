//! Confluence Cloud in your process: real HTTP, no network, nothing to install.
//!
//! [`Sandbox::start`] binds a port of 127.0.0.1 and answers there like a Confluence site: the same paths, scopes, permissions,
//! errors, pages of results, version conflicts, redirects to another host and tasks that take a while. State is in memory and ends
//! with the value. Tests of programs that use `confluence-sdk` run against it, and so do the SDK's own examples.
//!
//! What an operation needs is not written here a second time: routing, scopes, callers, parameters and permissions are taken
//! from [`confluence_sdk::spec`]. Only the behaviour behind them is here. An operation that the registry knows and the sandbox does not
//! yet play answers 501 and names itself; [`implemented`] lists those it plays.
//!
//! ```no_run
//! # async fn demo() -> std::io::Result<()> {
//! use confluence_sandbox::{Access, Sandbox, TokenRequest};
//!
//! let sandbox = Sandbox::builder().space("DEMO", "Demonstration").access("DEMO", "reader", Access::write()).start().await?;
//! let admin = sandbox.admin();
//! println!("{}/wiki/api/v2/pages with {}:{}", sandbox.url(), admin.email(), admin.api_token());
//!
//! let bearer = sandbox.token(&sandbox.user("reader"), &["read:page:confluence"]);
//! println!("{}/wiki/api/v2/pages with {bearer}", sandbox.gateway_url());
//!
//! let app = sandbox.issue(TokenRequest::forge_app("my-app").scopes(["read:app-data:confluence"]));
//! # drop(app);
//! for request in sandbox.requests() {
//!     println!("{} {} {}", request.method, request.path, request.status);
//! }
//! # Ok(())
//! # }
//! ```

mod answer;
mod auth;
mod body;
mod builder;
mod call;
mod cql;
mod cursor;
mod dispatch;
mod handlers;
mod identity;
mod log;
mod media;
mod multipart;
mod page;
mod permission;
mod route;
mod scope;
mod server;
mod state;
mod token;
mod v1;
mod v2;
mod validate;

pub use self::builder::Builder;
pub use self::handlers::implemented;
pub use self::identity::installation::Installation;
pub use self::identity::invocation::Invocation;
pub use self::identity::oauth_app::OAuthApp;
pub use self::identity::outgoing::AppAnswer;
pub use self::identity::token_call::TokenCall;
pub use self::log::{ReceivedRequest, Server};
pub use self::server::Sandbox;
pub use self::state::account::Role;
pub use self::state::space::Access;
pub use self::token::{TokenRequest, User};
