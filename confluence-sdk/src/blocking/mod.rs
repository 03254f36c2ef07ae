//! Calls without async, for scripts (feature `blocking`).
//!
//! ```toml
//! [dependencies]
//! confluence-sdk = { version = "0.1", features = ["blocking"] }
//! ```
//!
//! It is the same client with the same calls, checked by the compiler in the same way. Where an async program writes
//! `.await`, a script writes `.wait()`; a listing is an iterator. The program needs no tokio and no `async`:
//!
//! ```no_run
//! use confluence_sdk::blocking::Wait;
//! use confluence_sdk::{Client, PageId, Result};
//!
//! fn main() -> Result<()> {
//!     let token = std::env::var("TOKEN").unwrap_or_default();
//!     let client = Client::basic("https://your-domain.atlassian.net", "you@example.com", token)?;
//!
//!     let page = client.pages().get_page_by_id(PageId::new(7)).wait()?;
//!     println!("{:?}", page.title);
//!
//!     for page in client.pages().get_pages().items() {
//!         println!("{:?}", page?.title);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! | in an async program | in a script |
//! |---|---|
//! | `call.await?` | `call.wait()?` |
//! | `while let Some(item) = items.next().await { … item? … }` | `for item in items { … item? … }` |
//! | `call.items().collect().await?` | `call.items().collect().wait()?` |
//! | `redirect.save_to(path).await?` | `redirect.save_to(path).wait()?` |
//! | a download in pieces | `for piece in redirect.stream().wait()? { … }` |
//! | `Gateway::discover(&http, &site).await?` | `Gateway::discover(&http, &site).wait()?` |
//! | several calls at a time | `futures_util::future::try_join_all(calls).wait()?` |
//!
//! [`Wait`] is there for every future whose output is a [`Result`], so it covers all of the SDK, also signing in:
//!
#![cfg_attr(feature = "oauth", doc = "```no_run")]
#![cfg_attr(not(feature = "oauth"), doc = "```text")]
//! use confluence_sdk::blocking::Wait;
//! use confluence_sdk::oauth::{App, Loopback};
//! use confluence_sdk::{Result, scopes};
//!
//! scopes! { pub struct Mine = "read:page:confluence", "offline_access"; }
//!
//! fn main() -> Result<()> {
//!     let app = App::new("client-id", "client-secret", "http://127.0.0.1:8914/callback")?;
//!     let sign_in = Loopback::bind(&app).wait()?;
//!     let code = sign_in.wait(app.sign_in::<Mine>(), |url| println!("Sign in at {url}")).wait()?;
//!     let grant = app.exchange(code).wait()?;
//!     let client = grant.client(grant.only_site().wait()?)?;
//!     println!("{} pages", client.pages().get_pages().items().collect().wait()?.len());
//!     Ok(())
//! }
//! ```
//!
//! # Where the work is done
//!
//! The first `.wait()` starts one thread of this crate. It serves the connections of all clients, renews tokens and
//! reads listings ahead while the program does something else. It ends with the program. Any number of threads may wait
//! at the same time.
//!
//! # In an async program
//!
//! `.wait()` would hold up a thread that others need. So inside of a tokio runtime it does nothing and returns an error
//! that says so ([`Error::is_setup`](crate::Error::is_setup)): write `.await` there. In a closure of
//! `tokio::task::spawn_blocking`, use `tokio::runtime::Handle::current().block_on(call)`.

mod each;
mod runtime;

pub use each::Each;

use crate::Result;
use std::future::IntoFuture;

/// Waits for a call, or for anything else in this crate that is a future.
///
/// ```no_run
/// use confluence_sdk::blocking::Wait;
/// # use confluence_sdk::{Basic, Client, PageId, Result};
/// # fn example(client: &Client<Basic>, id: PageId) -> Result<()> {
/// let page = client.pages().get_page_by_id(id).include_labels(true).wait()?;
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be waited for",
    label = "not a future of a `Result` of this crate",
    note = "calls are waited for; a listing is an iterator: `for item in call.items()`"
)]
pub trait Wait {
    /// The result.
    type Value;

    /// Waits until it is done.
    ///
    /// # Errors
    ///
    /// Those of the call. In a tokio runtime: that it cannot be waited for there, and nothing was sent.
    fn wait(self) -> Result<Self::Value>;
}

impl<T, F: IntoFuture<Output = Result<T>>> Wait for F {
    type Value = T;

    fn wait(self) -> Result<T> {
        runtime::wait(self.into_future())?
    }
}
