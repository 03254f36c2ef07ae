//! A Confluence Cloud site in your process. It speaks real HTTP, needs no network, and nothing must be installed.
//!
//! [`Sandbox::start`] opens a port of 127.0.0.1 and answers there like a Confluence site. It has the same paths,
//! scopes, permissions, errors, pages of results, version conflicts, redirects to another host, and tasks that take
//! some time. Its state is in memory and is gone when the `Sandbox` is dropped. Use it to test programs that use
//! `confluence-sdk`. The SDK's own examples run against it too.
//!
//! This crate does not repeat what an operation needs: paths, scopes, callers, parameters and permissions come from
//! [`confluence_sdk::spec`]. This crate only has the behaviour of the operations. An operation of the spec that it does
//! not implement answers 501 and names itself. [`implemented`] lists the operations that it implements.
//!
//! ```no_run
//! # async fn demo() -> std::io::Result<()> {
//! use confluence_sandbox::{Access, Sandbox, TokenRequest};
//!
//! let sandbox = Sandbox::builder()
//!     .space("DEMO", "Demonstration")
//!     .access("DEMO", "reader", Access::write())
//!     .start()
//!     .await?;
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
//! # Addresses that are in no document
//!
//! The sandbox also has the addresses that tools use although the vendor no longer describes them: the older paths for
//! content and spaces, such as `/wiki/rest/api/content/{id}`, and the download links of answers. On the site they work.
//! At the gateway the older paths answer 410 and the download links 401, as at the vendor.
//!
//! The gateway takes paths with and without `/wiki`, and CORS is on there. A path may end in a slash. HEAD is answered
//! like GET. OPTIONS tells the methods of a path.
//!
//! [`Builder::public`] lets everybody read a space, also without credentials.
//!
//! # Where credentials come from
//!
//! The sandbox also has the servers that give out credentials. They are on a host of their own.
//! [`Sandbox::identity_url`] takes the place of
//!
//! | the vendor's | path |
//! |---|---|
//! | `https://auth.atlassian.com` | `/authorize`, `/oauth/token` |
//! | `https://oauth-2-authorization-server.services.atlassian.com` | `/oauth2/token` |
//! | `https://connect-install-keys.atlassian.com/{kid}` | `/install-keys/{kid}` |
//! | `https://forge.cdn.prod.atlassian-dev.net` | `/.well-known/jwks.json` |
//!
//! and [`Sandbox::url`] takes the place of `https://api.atlassian.com`, with `/oauth/token/accessible-resources`, `/me`
//! and `/graphql` (only its mutation `offlineUserAuthToken`).
//!
//! **OAuth 2.0 (3LO).** Register an app, send a browser to `/authorize`, and exchange the code. A person can click
//! through the consent page; [`Sandbox::consent`] does the same in a test. Each refresh token is replaced when it is
//! used. If an old one is used too late, all tokens of the same consent are revoked.
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
//! **Connect.** [`Sandbox::install`] reads the descriptor of a running app and installs the app with signed requests.
//! After that, the sandbox verifies the requests that the app signs, and its assertions when it acts as a user.
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
//! **Forge.** [`Sandbox::invoke`] calls the remote of an app as Forge does, with an invocation token and the tokens
//! that the manifest asks for.
//!
//! ```no_run
//! # async fn demo() -> std::io::Result<()> {
//! use confluence_sandbox::{Invocation, Sandbox};
//!
//! let app = "11111111-2222-4333-8444-555555555555";
//! let scopes = ["read:app-system-token", "read:app-user-token", "read:page:confluence"];
//! let sandbox = Sandbox::builder().forge_app(app, scopes).start().await?;
//! let call = Invocation::new(app)
//!     .module("macro", "my-macro")
//!     .user(&sandbox.user("reader"))
//!     .system_token()
//!     .user_token();
//! let answer = sandbox.invoke("http://127.0.0.1:8080/remote", call).await?;
//! println!("{}: {}", answer.status, answer.json());
//! # Ok(())
//! # }
//! ```
//!
//! # Which scopes are never needed?
//!
//! After a program has run against the sandbox, [`Sandbox::unused_scopes`] says which scopes of its set no call needed.
//! A test can check this:
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
//! # A site on a bad day
//!
//! Real sites limit, fail, answer late, cut connections and send what no document has. [`Sandbox::trouble`] and
//! [`Sandbox::limit`] make the sandbox do the same, for some requests or for all:
//!
//! ```no_run
//! # async fn demo() -> std::io::Result<()> {
//! use confluence_sandbox::{Fault, LimitHeaders, Limits, Odd, Sandbox, Trouble};
//!
//! let sandbox = Sandbox::builder()
//!     .limit(Limits::default().requests_per_second(50))
//!     .trouble(Trouble::new(Fault::RateLimited(LimitHeaders::Gateway)).every(7))
//!     .trouble(Trouble::new(Fault::CutAfter).operation("createPage").times(1))
//!     .trouble(Trouble::new(Fault::Odd(Odd::NullMembers)).chance(0.2, 42))
//!     .start()
//!     .await?;
//! // … the program under test runs, and nothing may be lost …
//! sandbox.calm();
//! # Ok(())
//! # }
//! ```
//!
//! [`Sandbox::delay_search`] lets searches learn of changes late, as they do on real sites.
//!
//! The sandbox signs with keys that are part of this crate. They are public, so they protect nothing. Apps are called
//! with plain HTTP.

mod addresses;
mod answer;
mod auth;
mod body;
mod builder;
mod call;
mod clock;
mod control;
mod cors;
mod cql;
mod cursor;
mod dispatch;
mod fill;
mod handlers;
mod identity;
mod intake;
mod listen;
mod log;
mod media;
mod members;
mod multipart;
mod page;
mod permission;
mod route;
mod scope;
mod scope_use;
mod server;
mod snapshot;
mod state;
mod tls;
mod token;
mod trail;
mod unkind;
mod v1;
mod v2;
mod validate;

pub use self::builder::Builder;
pub use self::fill::{NewPage, World};
pub use self::handlers::implemented;
pub use self::identity::connect::installation::Installation;
pub use self::identity::forge::invocation::Invocation;
pub use self::identity::oauth::app::OAuthApp;
pub use self::identity::oauth::token_call::TokenCall;
pub use self::identity::outgoing::AppAnswer;
pub use self::log::{ReceivedRequest, Server};
pub use self::scope_use::{LeastScopes, UnusedScopes};
pub use self::server::Sandbox;
pub use self::snapshot::Snapshot;
pub use self::state::account::Role;
pub use self::state::space::Access;
pub use self::token::{TokenRequest, User};
pub use self::unkind::{Fault, LimitHeaders, Limits, Odd, Trouble};

/// The code in the README is compiled with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
