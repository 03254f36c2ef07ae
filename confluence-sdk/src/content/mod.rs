//! The bodies of content: read from answers, made for requests, converted. A feature, `bodies`.
//!
//! What is here is the crate [`confluence-content`](https://docs.rs/confluence-content), and what joins it to the
//! models of the API. Markdown takes the feature `markdown` as well.
//!
//! # Bodies of answers
//!
//! An answer has the body that was asked for with `body_format` (v2) or `expand` (v1). The methods
//! [`storage`](crate::v2::PageSingle::storage), [`adf`](crate::v2::PageSingle::adf),
//! [`text`](crate::v2::PageSingle::text) and [`markdown`](crate::v2::PageSingle::markdown) read it. Pages, blog posts,
//! comments, custom content, tasks, versions, templates and content of v1 all have them:
//!
//! ```no_run
//! # use confluence_sdk::{Basic, Client, PageId, Result, v2::PrimaryBodyRepresentationSingle};
//! # async fn run(client: &Client<Basic>, id: PageId) -> Result<()> {
//! let page = client.pages().get_page_by_id(id).body_format(PrimaryBodyRepresentationSingle::Storage).await?;
//! println!("{}", page.text()?);
//! for task in page.storage()?.tasks() {
//!     println!("[{}] {}", if task.complete { "x" } else { " " }, task.text);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Bodies of requests
//!
//! What takes a [`PageBody`](crate::v2::PageBody) or the body of other content takes [`Storage`] that was checked, and
//! a [`Document`](adf::Document):
//!
//! ```no_run
//! # use confluence_sdk::{Basic, Client, Result, SpaceId};
//! use confluence_sdk::content::adf::{Document, Node, PanelKind};
//!
//! # async fn run(client: &Client<Basic>, space: SpaceId) -> Result<()> {
//! let body = Document::new([Node::panel(PanelKind::Info, [Node::paragraph([Node::text("Fish").strong()])])]);
//! client.pages().create_page(space).title("Menu").body(body).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Markdown
//!
//! Markdown becomes a body with [`PageBody::markdown`](crate::v2::PageBody::markdown) and its like. A conversion never
//! drops anything in silence: [`Converted`] has the value, and a note about each thing that was changed or left out.
//!
#![cfg_attr(feature = "markdown", doc = "```no_run")]
#![cfg_attr(not(feature = "markdown"), doc = "```ignore")]
//! # use confluence_sdk::{Basic, Client, Result, SpaceId, v2::PageBody, v2::PrimaryBodyRepresentationSingle};
//! use confluence_sdk::content::NoSite;
//!
//! # async fn run(client: &Client<Basic>, space: SpaceId) -> Result<()> {
//! let body = PageBody::markdown("# Fish\n\n- [x] *fried*\n", &NoSite);
//! for note in &body.notes {
//!     eprintln!("Fish: {note}");
//! }
//! let page = client.pages().create_page(space).title("Fish").body(body.value).await?;
//!
//! let page = client.pages().get_page_by_id(page.id).body_format(PrimaryBodyRepresentationSingle::Storage).await?;
//! println!("{}", page.markdown(&NoSite)?.value);
//! # Ok(())
//! # }
//! ```
//!
//! A [`Site`] says where the pages, the files and the people of a body are. With one of your own, links between
//! Markdown files become links between pages, and the other way round. [`NoSite`] knows nothing.

mod answers;
mod requests;

#[cfg(feature = "markdown")]
pub use confluence_content::markdown;
pub use confluence_content::{
    BodyError, Converted, File, LinkedPage, Loss, MAX_DEPTH, NoSite, Note, PageName, Position, Site, Storage, View,
    adf, storage, wiki,
};
