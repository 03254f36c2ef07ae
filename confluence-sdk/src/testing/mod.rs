//! Tests of your own program, without a server and without an account (feature `test-util`).
//!
//! ```toml
//! [dev-dependencies]
//! confluence-sdk = { version = "0.1", features = ["test-util"] }
//! ```
//!
//! | to do | use |
//! |---|---|
//! | test a function that makes calls | a [`Mock`]: the calls that it shall make, and their answers |
//! | make an answer | [`answer!`](crate::answer), whose members the compiler checks, or [`model`] from JSON |
//! | make an error | [`error`] with a [`Failure`], [`denied`] |
//! | see retries, limits and timeouts | [`Expect::fails`] in a row with others; nothing is waited for |
//! | see what was uploaded | [`Sent::parts`] |
//! | keep the answers of a real site for tests | a [`Recorder`], which takes secrets out, and a [`Replayer`] |
//! | test against a whole Confluence with scopes and permissions | the crate `confluence-sandbox` |
//!
//! ```
//! use confluence_sdk::{Client, OAuth, PageId, Result, answer, scopes};
//! use confluence_sdk::testing::{Mock, Refusal};
//! use confluence_sdk::v2::{PageSingle, op};
//!
//! scopes! { pub struct Mine = "read:page:confluence", "delete:page:confluence"; }
//!
//! async fn tidy(client: &Client<OAuth<Mine>>, id: PageId) -> Result<bool> {
//!     let page = client.pages().get_page_by_id(id).await?;
//!     let old = page.title.is_some_and(|title| title.starts_with("Old"));
//!     if old {
//!         client.pages().delete_page(id).await?;
//!     }
//!     Ok(old)
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! let id = PageId::new(7);
//! let mock = Mock::in_order();
//! // The server is busy at first. The client tries again, and the test does not wait.
//! mock.expect(op::GetPageById::new(id))
//!     .fails(Refusal::new(429).header("Retry-After", "20"))
//!     .answers(answer!(PageSingle { id, title: Some("Old notes".into()) }));
//! mock.expect(op::DeletePage::new(id)).answers(());
//!
//! assert!(tidy(&mock.client(), id).await?);
//! assert!(mock.waits()[0].as_secs() >= 20);
//! mock.verify();
//! # Ok(())
//! # }
//! ```
//!
//! # How it differs from what other SDKs have
//!
//! * The function under test takes the client that it takes in production: no trait of your own, no type parameter.
//!   A call that its scopes do not open is refused by the compiler in a test too.
//! * Requests are written and answers read by the same code as in production: a value that the SDK refuses, an answer
//!   that cannot be read, a redirect, a page behind the first one are what they are with a server.
//! * Retries are made by the same code too, with a clock that passes at once.
//! * An answer is of the type that the operation has, and no other compiles.
//! * A call that was expected and did not come fails the test, and so does one that came and was not expected, also
//!   if the program passes over its error. The message names the value that differs.
//!
//! # Without async
//!
//! Nothing here needs a runtime but the calls themselves. Use `#[tokio::test]`, or any other executor: a mock needs
//! neither timers nor sockets of tokio.

mod clock;
mod compare;
mod failure;
mod made_up;
mod mock;
mod model;
mod replay;
mod reply;
mod sent;
pub(crate) mod typed;

pub use failure::{Failure, Refusal, denied, error};
pub use mock::{AnyRequest, Expect, Mock};
#[doc(hidden)]
pub use model::__blank;
pub use model::{Model, accepted, created, download, model, updated};
pub use replay::{Recorder, Replayer};
pub use reply::ToAnswer;
pub use sent::{Sent, SentPart};
