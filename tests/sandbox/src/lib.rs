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
//!
//! # Where credentials come from
//!
//! The identity side is played too, on a host of its own: [`Sandbox::identity_url`] stands for
//!
//! | the vendor's | path |
//! |---|---|
//! | `https://auth.atlassian.com` | `/authorize`, `/oauth/token` |
//! | `https://oauth-2-authorization-server.services.atlassian.com` | `/oauth2/token` |
//! | `https://connect-install-keys.atlassian.com/{kid}` | `/install-keys/{kid}` |
//! | `https://forge.cdn.prod.atlassian-dev.net` | `/.well-known/jwks.json` |
//!
//! and [`Sandbox::url`] for `https://api.atlassian.com`, with `/oauth/token/accessible-resources`, `/me` and `/graphql` (of which it plays
//! `offlineUserAuthToken`).
//!
//! **OAuth 2.0 (3LO).** Register an app, send a browser to `/authorize`, and exchange the code. The page can be clicked by a person;
//! [`Sandbox::consent`] does the same in a test. Refresh tokens rotate, and using one too late revokes all that came of the same consent.
//!
//! ```no_run
//! # async fn demo() -> std::io::Result<()> {
//! use std::time::Duration;
//! use confluence_sandbox::{OAuthApp, Sandbox};
//!
//! let app = OAuthApp::new("my-client")
//!     .secret("not-a-real-secret")
//!     .redirect("http://127.0.0.1:8080/callback")
//!     .scopes(["read:page:confluence"]);
//! let sandbox = Sandbox::builder()
//!     .oauth_app(app)
//!     .service_account("robot", "robot-client", "not-a-real-secret", ["read:page:confluence"])
//!     .second_site("another")
//!     .start()
//!     .await?;
//! # let address_that_the_program_made = "";
//! let callback = sandbox.consent(address_that_the_program_made, &sandbox.admin(), true)?;
//! println!("the browser goes to {callback}");
//!
//! sandbox.advance(Duration::from_secs(3600)); // every access token has expired
//! sandbox.lose_next_token_answer(); // and what it is refreshed into gets lost
//! println!("{:?}", sandbox.token_requests());
//! # Ok(())
//! # }
//! ```
//!
//! **Connect.** [`Sandbox::install`] reads an app's descriptor from where the app runs and installs it by signed requests.
//! Requests that the app signs are then verified, and so are its assertions when it acts as a user.
//!
//! ```no_run
//! # async fn demo(sandbox: confluence_sandbox::Sandbox) -> std::io::Result<()> {
//! let installation = sandbox.install("http://127.0.0.1:8080").await?;
//! sandbox.webhook(&installation, "page_created", serde_json::json!({ "page": { "id": 1 } })).await?;
//! println!("{}", sandbox.iframe_url(&installation, "/panel", &sandbox.user("reader"))?);
//! sandbox.uninstall(&installation).await?;
//! # Ok(())
//! # }
//! ```
//!
//! **Forge.** [`Sandbox::invoke`] calls a remote as Forge does, with an invocation token and the tokens that the manifest asks for.
//!
//! ```no_run
//! # async fn demo() -> std::io::Result<()> {
//! use confluence_sandbox::{Invocation, Sandbox};
//!
//! let app = "11111111-2222-4333-8444-555555555555";
//! let scopes = ["read:app-system-token", "read:app-user-token", "read:page:confluence"];
//! let sandbox = Sandbox::builder().forge_app(app, scopes).start().await?;
//! let call = Invocation::new(app).module("macro", "my-macro").user(&sandbox.user("reader")).system_token().user_token();
//! let answer = sandbox.invoke("http://127.0.0.1:8080/remote", call).await?;
//! println!("{}: {}", answer.status, answer.json());
//! # Ok(())
//! # }
//! ```
//!
//! # Which scopes are asked for in vain?
//!
//! After a run of a program against the sandbox, [`Sandbox::unused_scopes`] says which scopes of its set no call had a use for. A test can
//! hold a program to that:
//!
//! ```no_run
//! use confluence_sdk::{scope::ScopeList, scopes};
//!
//! scopes! { pub struct Mine = "read:page:confluence", "delete:page:confluence"; }
//!
//! # async fn demo(sandbox: confluence_sandbox::Sandbox) {
//! // … the program runs against the sandbox, all that it can do …
//! let unused = sandbox.unused_scopes(&ScopeList::of::<Mine>());
//! assert!(unused.scopes.is_empty(), "{unused}");
//! # }
//! ```
//!
//! The sandbox signs with keys that are part of this crate, so they are no secret and protect nothing. Apps are called by plain HTTP.

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
mod scope_use;
mod server;
mod state;
mod token;
mod v1;
mod v2;
mod validate;

pub use self::builder::Builder;
pub use self::handlers::implemented;
pub use self::identity::connect::installation::Installation;
pub use self::identity::forge::invocation::Invocation;
pub use self::identity::oauth::app::OAuthApp;
pub use self::identity::oauth::token_call::TokenCall;
pub use self::identity::outgoing::AppAnswer;
pub use self::log::{ReceivedRequest, Server};
pub use self::scope_use::UnusedScopes;
pub use self::server::Sandbox;
pub use self::state::account::Role;
pub use self::state::space::Access;
pub use self::token::{TokenRequest, User};
