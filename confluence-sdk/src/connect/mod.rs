//! Connect apps: their descriptor, their installations, and the proofs that go both ways.
//!
//! **The vendor ends support for Connect in December 2026.** Its marketplace takes no new Connect apps since September
//! 2025, and since March 2026 neither updates of descriptors nor new private installations by address. When existing
//! installations will stop working has not been said. Write new apps for Forge. If a program of yours is to serve it,
//! that is a
#![cfg_attr(feature = "forge", doc = "[Forge Remote](crate::forge).")]
#![cfg_attr(not(feature = "forge"), doc = "Forge Remote (feature `forge`).")]
//!
//! # How it works
//!
//! An app is a web server. Its [`Descriptor`] tells a site who the app is, which scopes it wants, and where it appears
//! in Confluence. When an administrator installs the app, the site calls the app's `installed` address and sends a
//! secret that both share from then on: an [`Installation`]. With that secret
//!
//! * the app signs its requests to the site ([`App::client`]), or gets tokens of users ([`App::user_client`]);
//! * the site signs its requests to the app: frames, webhooks ([`App::verify`]);
//! * pages that the app serves within Confluence prove their user when they call back ([`App::verify_context`]).
//!
//! A signature is a JSON Web Token (JWT). It expires after three minutes and carries a hash of the request
//! ([`qsh`](qsh())), so it is valid for that request only. The vendor signs the calls of installing and uninstalling
//! with a key of its own.
//!
//! # A whole app
//!
//! It works with every web framework: a request is verified by its head ([`http::request::Parts`]) and the bytes of its
//! body. With the feature `axum`, extractors and handlers do that
#![cfg_attr(feature = "axum", doc = "([`connect::axum`](axum)).")]
#![cfg_attr(not(feature = "axum"), doc = "(`connect::axum`).")]
//!
//! ```
//! use confluence_sdk::connect::{App, Descriptor, MemoryInstallations, TokenError};
//! use confluence_sdk::{Http, PageId, Result, scopes};
//! use http::request::Parts;
//!
//! scopes! {
//!     /// What the app asks administrators for.
//!     pub struct Mine = "READ", "ACT_AS_USER";
//! }
//!
//! fn app() -> Result<App> {
//!     let descriptor = Descriptor::builder("com.example.my-app", "https://app.example.com")
//!         .name("My app")
//!         .installed("/installed")
//!         .uninstalled("/uninstalled")
//!         .scopes::<Mine>()
//!         .build()?;
//!     // In production, use an `InstallationStore` for your database.
//!     Ok(App::new(descriptor, MemoryInstallations::new(), Http::builder().build()?))
//! }
//!
//! /// POST /installed
//! async fn installed(app: &App, request: &Parts, body: &[u8]) -> Result<(), TokenError> {
//!     app.installed(request, body).await.map(drop)
//! }
//!
//! /// GET /page?id=…, a frame in Confluence
//! async fn page(app: &App, request: &Parts, id: PageId) -> std::result::Result<String, Box<dyn std::error::Error>> {
//!     let incoming = app.verify(request, b"").await?;
//!     let user = incoming.account_id.ok_or("nobody is logged in")?;
//!     // The app shows only pages that the user may see.
//!     let client = app.user_client::<Mine>(&incoming.installation, &user)?;
//!     let page = client.pages().get_page_by_id(id).await?;
//!     Ok(page.title.unwrap_or_default())
//! }
//! ```
//!
//! # What refuses what
//!
//! | attack | refused because |
//! |---|---|
//! | a token signed with another algorithm, or none | each kind of call has one algorithm; what the token names is compared with it ([`TokenError::Algorithm`]) |
//! | a token of another tenant | its issuer decides which secret it is verified with ([`TokenError::Signature`]) |
//! | a token taken from another request | method, path and query are hashed into it ([`TokenError::WrongQsh`]) |
//! | a token used later | it expires; clocks may differ by 30 seconds, see [`App::leeway`] ([`TokenError::Expired`]) |
//! | an invented installation | the vendor signs it, and it is made out to the app's base URL ([`TokenError::Audience`]) |
//! | the body of an installation exchanged for another | tenant, app and event are compared, and a token with an id serves for one body ([`TokenError::ForeignBody`]) |
//! | an installation that sends the app elsewhere | the site's host has to be among the accepted [`Hosts`] ([`TokenError::Host`]) |
//!
//! [`App::installed`] and [`App::verify`] say which attacks the protocol does not prevent.
//!
//! # What it costs
//!
//! `jsonwebtoken` makes and verifies the signatures, always through its RustCrypto backend: the program does not have
//! to install one. It adds about 40 CPU seconds to a debug build (aws-lc would add about 80). RSA only verifies here,
//! with public keys, so weaknesses in the timing of its private operations do not matter.

mod app;
#[cfg(feature = "axum")]
pub mod axum;
mod descriptor;
mod hosts;
mod impersonation;
mod incoming;
mod install_keys;
mod installation;
mod lifecycle;
mod qsh;
mod replay;
mod sent_token;
mod signing;
mod store;
mod token_binding;

pub use crate::jwt::TokenError;
pub use app::App;
pub use descriptor::{Descriptor, DescriptorBuilder};
pub use hosts::Hosts;
pub use impersonation::Impersonation;
pub use incoming::Incoming;
pub use install_keys::InstallKeys;
pub use installation::Installation;
pub use qsh::{canonical, qsh};
pub use store::{InstallationStore, MemoryInstallations, Stored};
