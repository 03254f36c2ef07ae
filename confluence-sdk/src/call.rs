//! One call of an operation: a request and the client that sends it.

use crate::Result;
use crate::attempts::RetryPolicy;
use crate::download::{DownloadStream, Watch};
use crate::exchange::Core;
use crate::operation::{Arguments, IsJson, Operation};
use crate::page::{Envelope, Items, PageStream, Sheet};
use crate::payload::Arriving;
use crate::request::prepare;
use crate::response::{Download, Raw};
use crate::sending::Sending;
use crate::spec::Declaration;
use crate::transport::Body;
use crate::with_json::JsonCall;
use std::fmt;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// A call that is ready to be sent. Set what is optional, then `.await` it.
///
/// A call has a setter for each optional parameter of its operation. The setters are not listed on this page, because
/// there are hundreds of them. Each setter has the name of the field that it sets in the request, and is described
/// there: see for example [`op::GetPageById`](crate::v2::op::GetPageById).
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
/// A call is a [`Future`] of `Result<O::Output>`. It owns everything that it needs from the client, so you can move it
/// into a task, box it, or join it with others:
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
/// Nothing is sent before the first poll, and a call is sent only once. Options that are set after the first poll do
/// not reach the server. [`raw`](Call::raw), [`items`](Call::items) and [`pages`](Call::pages) continue with a request
/// that is already under way. A clone is a separate call that has not been sent.
#[derive(Clone)]
#[must_use = "nothing is sent until a call is awaited"]
pub struct Call<O> {
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

    /// The request, as data.
    pub fn request(&self) -> &O {
        &self.request
    }

    /// Adds a header to this call. Refused are those that something else sets: `Authorization` and `Cookie` (the
    /// client's credential), `Host`, `Content-Length`, `Connection` and others of the connection, and `Content-Type` if
    /// the request has a body.
    ///
    /// # Errors
    ///
    /// The call fails before anything is sent if the header is refused or is no header
    /// ([`is_invalid_input`](crate::Error::is_invalid_input)).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.sending.options.header(name, value);
        self
    }

    /// Sets the time limit of this call, from the first poll to the last byte of the answer.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.sending.options.limit(limit);
        self
    }

    /// Sets how often this call is sent if it fails in a way that may pass, and how long is waited in between.
    pub fn retries(mut self, policy: RetryPolicy) -> Self {
        self.sending.options.retries = Some(policy);
        self
    }

    /// Allows that this call is sent again even if the server may have done it already: after a server error, a broken
    /// exchange or an attempt that took too long.
    ///
    /// Without this, only what may be repeated is sent again: see [`Repeat`](crate::spec::Repeat). With this, the
    /// server may do it twice. For example, a page may be created twice, or the second attempt may be refused because
    /// there is already a page with this title. If the call fails in the end, the error tells whether [it may have been
    /// applied](crate::Error::may_have_been_applied).
    pub fn retry_writes(mut self) -> Self {
        self.sending.options.retry_writes = true;
        self
    }

    /// Returns the call unchanged. It is for people who like to write `.send().await`, which means the same as
    /// `.await`.
    pub fn send(self) -> Self {
        self
    }

    /// Sends the call and returns the answer without reading it: status, headers and bytes. No status is an error here.
    ///
    /// # Errors
    ///
    /// Only if there is no answer: an argument was refused ([`is_invalid_input`](crate::Error::is_invalid_input)), no
    /// connection could be made, the time limit was over, or no credential could be obtained. With
    /// [`error_for_status`](Raw::error_for_status), a refusal becomes an error.
    pub async fn raw(mut self) -> Result<Raw> {
        #[cfg(feature = "test-util")]
        self.sending.tell(&self.request);
        std::future::poll_fn(|cx| poll(&mut self.sending, O::DECLARATION, &self.request, cx)).await
    }

    /// Every item of every page, one by one. The next page is fetched while the items of a page are used, and pages are
    /// as large as the operation allows if the call sets no limit: see [`PageStream`].
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

    /// All pages, one by one. Each page is a list of items.
    pub fn pages(self) -> PageStream<<O::Output as Envelope>::Item>
    where
        O::Output: Envelope,
    {
        self.pages_by(Sheet::read::<O::Output>)
    }

    #[cfg_attr(
        not(feature = "test-util"),
        expect(unused_mut, reason = "mocks are told of the request")
    )]
    pub(crate) fn pages_by<T>(mut self, split: fn(Raw) -> Result<Sheet<T>>) -> PageStream<T> {
        #[cfg(feature = "test-util")]
        self.sending.tell(&self.request);
        let (core, options, under_way) = self.sending.into_parts();
        let first = prepare(O::DECLARATION, &self.request, &options);
        PageStream::new(core, O::DECLARATION, first, under_way, split)
    }

    /// The same call, whose answer comes with its JSON: all that the server said, also what the spec does not know.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>, id: PageId) -> Result<()> {
    /// let page = client.pages().get_page_by_id(id).with_json().await?;
    /// println!("{:?}: {}", page.value.title, page.json);
    ///
    /// let mut pages = client.pages().get_pages().with_json().items();
    /// while let Some(page) = pages.next().await {
    ///     let WithJson { value, json, .. } = page?;
    ///     println!("{:?}: {json}", value.title);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_json(self) -> JsonCall<O>
    where
        O::Output: IsJson,
    {
        JsonCall::new(self)
    }

    /// Waits for an answer whose status is one that was declared.
    pub(crate) fn poll_success(&mut self, cx: &mut Context<'_>) -> Poll<Result<Raw>> {
        #[cfg(feature = "test-util")]
        self.sending.tell(&self.request);
        poll_success(&mut self.sending, O::DECLARATION, &self.request, cx)
    }
}

/// Operations whose answer is a file.
impl<O: Operation<Output = Download>> Call<O> {
    /// Sends the call and hands over the file as a stream, while it is arriving. `.await` on the call itself reads the
    /// whole file into memory.
    ///
    /// The time limit of the call holds for the whole stream if it is set by [`timeout`](Call::timeout). If it is not,
    /// the answer has to begin within the usual limit, and the stream may take longer. The server makes this file anew
    /// for each call. So a stream that breaks off cannot continue: its last item is the error.
    ///
    /// # Errors
    ///
    /// Those of the call itself, if the server refuses. What happens later, such as a connection that breaks, is an
    /// item of the stream.
    pub async fn stream(mut self) -> Result<DownloadStream> {
        let (limit, http) = (self.sending.options.limit, self.sending.http());
        let watch = Watch::new(http.clock.clone(), http.read_timeout, limit);
        self.sending.options.unread = true;
        #[cfg(feature = "test-util")]
        self.sending.tell(&self.request);
        let answer = std::future::poll_fn(|cx| poll_success(&mut self.sending, O::DECLARATION, &self.request, cx));
        let raw = answer.await?;
        let body = raw.arriving.as_ref().and_then(Arriving::take);
        let body = body.unwrap_or_else(|| Body::from_chunks(vec![raw.body]));
        Ok(DownloadStream::new(&raw.headers, body, watch, None).of(O::DECLARATION, raw.effort))
    }

    /// Sends the call and saves the file under this path. Returns its length in bytes. Everything that
    /// [`Redirect::save_to`](crate::Redirect::save_to) says holds here too, except that a download that breaks off
    /// cannot continue.
    ///
    /// # Errors
    ///
    /// Those of the call itself, those of a download that breaks off, and [`is_file`](crate::Error::is_file) if the
    /// file cannot be written.
    pub async fn save_to(self, path: impl AsRef<Path>) -> Result<u64> {
        let path = path.as_ref().to_owned();
        self.stream().await?.save_to(path).await
    }
}

// These two functions are not generic, so they are compiled once in this crate and not for each operation in the user's
// crate.
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

// Hidden from the docs: rustdoc would repeat it at every method that gives a call, a third of some pages.
#[cfg_attr(doc, doc(hidden))]
impl<O: Operation> Future for Call<O> {
    type Output = Result<O::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_success(cx).map(|raw| O::decode(raw?))
    }
}

// The future inside is boxed, so a call can be moved after it was polled.
impl<O: Operation> Unpin for Call<O> {}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}
