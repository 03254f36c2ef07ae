//! One call: a request bound to a client, to be refined and awaited.

use crate::Result;
use crate::exchange::Core;
use crate::operation::{Arguments, Operation};
use crate::page::{Envelope, Items, Pages};
use crate::request::prepare;
use crate::response::Raw;
use crate::sending::Sending;
use crate::spec::Declaration;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// A call that is ready to be sent: set what is optional, then `.await` it.
///
/// It has a setter for each optional parameter of its operation. They are not listed here, for there are hundreds: each is named as the
/// field that it sets in the request, such as [`op::GetPageById`](crate::v2::op::GetPageById), and described there.
///
/// ```no_run
/// # use confluence_sdk::{*, v2::*};
/// # async fn example(client: &Client<Basic>, id: PageId) -> Result<()> {
/// use std::time::Duration;
///
/// let page = client.pages().get_page_by_id(id).include_labels(true).timeout(Duration::from_secs(5)).await?;
/// # Ok(())
/// # }
/// ```
///
/// A call is a future. It holds what it needs of the client, so it can be moved into a task, boxed, or joined with others:
///
/// ```no_run
/// # use confluence_sdk::{*, v2::*};
/// # async fn example(client: &Client<Basic>, ids: Vec<PageId>) -> Result<()> {
/// let mut reading = tokio::task::JoinSet::new();
/// for id in ids {
///     reading.spawn(client.pages().get_page_by_id(id));
/// }
/// while let Some(page) = reading.join_next().await {
///     println!("{:?}", page.unwrap()?.title);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Nothing is sent before the first poll, and a call is sent once. What is set on it afterwards does not reach the server; [`raw`](Call::raw),
/// [`items`](Call::items) and [`pages`](Call::pages) go on with what is under way. A clone is a call of its own that has not been sent.
#[derive(Clone)]
#[must_use = "nothing is sent until a call is awaited"]
pub struct Call<O: Operation> {
    pub(crate) request: O,
    sending: Sending,
}

impl<O: Operation> Call<O> {
    pub(crate) fn new(core: Arc<Core>, request: O) -> Self {
        Self {
            request,
            sending: Sending::new(core),
        }
    }

    /// The request as data.
    pub fn request(&self) -> &O {
        &self.request
    }

    /// Adds a header to this call. Credentials are not set this way.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.sending.options.header(name, value);
        self
    }

    /// Limits this call's time, from the first poll to the last byte of the answer.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.sending.options.limit(limit);
        self
    }

    /// The call itself, for those who like to end with this word: `.send().await` is `.await`.
    pub fn send(self) -> Self {
        self
    }

    /// Sends the call and gives the answer as it came: status, headers and bytes, whatever the status.
    pub async fn raw(mut self) -> Result<Raw> {
        std::future::poll_fn(|cx| poll(&mut self.sending, O::DECLARATION, &self.request, cx)).await
    }

    /// Every item of every page, one by one; pages are fetched as they are needed.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>) -> Result<()> {
    /// let mut pages = client.pages().get_pages().limit(100).items();
    /// while let Some(page) = pages.next().await {
    ///     println!("{:?}", page?.title);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(self) -> Items<<O::Output as Envelope>::Item>
    where
        O::Output: Envelope,
    {
        Items::new(self.pages())
    }

    /// Page by page, each as a list of items.
    pub fn pages(self) -> Pages<<O::Output as Envelope>::Item>
    where
        O::Output: Envelope,
    {
        let (core, options, under_way) = self.sending.into_parts();
        let first = prepare(O::DECLARATION, &self.request, &options);
        Pages::new(core, O::DECLARATION, first, under_way, |raw| {
            O::decode(raw).map(Envelope::split)
        })
    }
}

// These two are compiled here, once, and not for each operation in the user's crate.
fn poll(
    sending: &mut Sending,
    declaration: &'static Declaration,
    request: &dyn Arguments,
    cx: &mut Context<'_>,
) -> Poll<Result<Raw>> {
    sending.poll(cx, Some(declaration), |options| prepare(declaration, request, options))
}

fn poll_success(
    sending: &mut Sending,
    declaration: &'static Declaration,
    request: &dyn Arguments,
    cx: &mut Context<'_>,
) -> Poll<Result<Raw>> {
    poll(sending, declaration, request, cx).map(|raw| raw?.expect(declaration.answer))
}

impl<O: Operation> Future for Call<O> {
    type Output = Result<O::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { request, sending } = &mut *self;
        poll_success(sending, O::DECLARATION, request, cx).map(|raw| O::decode(raw?))
    }
}

// The future in it is boxed; nothing else minds being moved.
impl<O: Operation> Unpin for Call<O> {}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}
