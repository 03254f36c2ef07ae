//! The auth modes: what a client can be.
//!
//! | mode | credential | checked against | acts as | goes to |
//! |---|---|---|---|---|
//! | [`Basic`] | e-mail and unscoped API token | may basic auth call it | the user: permissions alone decide | [`Site`](crate::Site) |
//! | [`ApiToken<S>`] | e-mail and scoped API token | `S` | the user or service account | [`Gateway`](crate::Gateway) |
//! | [`OAuth<S>`] | OAuth 2.0 (3LO) access token | `S` | the consenting user | [`Gateway`](crate::Gateway) |
//! | [`ServiceAccount<S>`] | OAuth 2.0 client credentials | `S` | the service account | [`Gateway`](crate::Gateway) |
//! | [`Connect<C>`] | a JWT per request | Connect scopes `C` | the app | [`Site`](crate::Site) |
//! | [`ConnectUser<C>`] | impersonation token | Connect scopes `C` with `ACT_AS_USER` | a user | [`Site`](crate::Site) |
//! | [`ForgeApp<S>`], [`ForgeUser<S>`] | tokens handed to a Forge Remote back end | `S` | the app, the user | [`Gateway`](crate::Gateway) |
//! | [`Granted<S>`] | any that carries OAuth scopes, [narrowed](crate::Client::narrow) | `S` | as before | as before |
//! | [`Dynamic`] | any, [checked at run time](crate::Client::dynamic) | what it was declared with | as before | as before |
//! | [`Within<A, P>`] | any, [under a ceiling](crate::Client::at_most) | as `A`, and permissions `P` | as before | as before |
//!
//! # From the credential to a call
//!
//! A whole program for each, which runs with one command against a sandbox, in a clone of the repository
//! (`cargo run --example login`):
//!
//! | mode | program |
//! |---|---|
//! | [`Basic`] | [`script`] |
//! | [`OAuth<S>`] | [`login`] from the command line, [`web_sign_in`] in a web app |
//! | [`ServiceAccount<S>`] | [`service_account`] |
//! | [`Connect<C>`], [`ConnectUser<C>`] | [`connect_app`] |
//! | [`ForgeApp<S>`], [`ForgeUser<S>`] | [`forge_remote`] |
//!
//! [`script`]: https://github.com/confluence-sdk/confluence-sdk/blob/main/examples/script.rs
//! [`login`]: https://github.com/confluence-sdk/confluence-sdk/blob/main/examples/login.rs
//! [`web_sign_in`]: https://github.com/confluence-sdk/confluence-sdk/blob/main/examples/web_sign_in.rs
//! [`service_account`]: https://github.com/confluence-sdk/confluence-sdk/blob/main/examples/service_account.rs
//! [`connect_app`]: https://github.com/confluence-sdk/confluence-sdk/blob/main/examples/connect_app.rs
//! [`forge_remote`]: https://github.com/confluence-sdk/confluence-sdk/blob/main/examples/forge_remote.rs

mod credential;
pub(crate) mod modes;

pub use crate::site::Base;
#[cfg(any(feature = "__jwt", feature = "oauth"))]
pub(crate) use credential::insert_authorization;
pub use credential::{Authorize, Bearer, Credential, Reported};
#[cfg(feature = "oauth")]
pub(crate) use credential::{checked, owned, reported};
pub use modes::{
    AddressFor, ApiToken, Basic, BasicAuth, Connect, ConnectUser, Dynamic, ForgeApp, ForgeUser, Granted, OAuth,
    Reaches, Scoped, ServiceAccount, Within,
};
