//! One call: a request bound to a client, to be refined and awaited.

use crate::Result;
use crate::client::Core;
use crate::error::Error;
use crate::operation::Operation;
use crate::page::{Envelope, Items, Pages};
use crate::request::{Prepared, prepare};
use crate::response::Raw;
use crate::spec::Declaration;
use crate::transport::Deadline;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

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
/// It holds what it needs of the client, so it can be moved into a task. Nothing is sent before it is awaited.
#[must_use = "nothing is sent until a call is awaited"]
pub struct Call<O: Operation> {
    pub(crate) request: O,
    pub(crate) core: Arc<Core>,
    pub(crate) options: Options,
}

/// What is set for one call only.
#[derive(Clone, Default)]
pub(crate) struct Options {
    headers: HeaderMap,
    deadline: Option<Duration>,
    refused: Option<(String, &'static str)>,
}

impl Options {
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let parsed = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value));
        match parsed {
            (Ok(name), _) if name == http::header::AUTHORIZATION || name == http::header::COOKIE => {
                self.refused = Some((name.to_string(), "is set by the client's credential"));
            }
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            (Err(_), _) => self.refused = Some((name.to_owned(), "is not a header name")),
            (_, Err(_)) => self.refused = Some((name.to_owned(), "has a value that a header cannot carry")),
        }
    }

    pub(crate) fn deadline(&mut self, limit: Duration) {
        self.deadline = Some(limit);
    }

    /// Adds what was set to a request.
    pub(crate) fn apply(&self, request: &mut http::request::Parts) -> Result<()> {
        if let Some((name, problem)) = &self.refused {
            return Err(Error::input(name.clone(), *problem));
        }
        request.headers.extend(self.headers.clone());
        if let Some(limit) = self.deadline {
            request.extensions.insert(Deadline(limit));
        }
        Ok(())
    }
}

impl<O: Operation> Call<O> {
    pub(crate) fn new(core: Arc<Core>, request: O) -> Self {
        Self {
            request,
            core,
            options: Options::default(),
        }
    }

    /// The request as data.
    pub fn request(&self) -> &O {
        &self.request
    }

    /// Adds a header to this call. Credentials are not set this way.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.options.header(name, value);
        self
    }

    /// Limits this call's time, from sending to the last byte of the answer.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.deadline(limit);
        self
    }

    /// Sends the call; the same as awaiting it.
    pub fn send(self) -> Sending<O::Output> {
        let prepared = prepare(O::DECLARATION, &self.request);
        Sending {
            raw: exchange(self.core, O::DECLARATION, prepared, self.options),
            decode: O::decode,
        }
    }

    /// Sends the call and gives the answer as it came: status, headers and bytes, whatever the status.
    pub async fn raw(self) -> Result<Raw> {
        let prepared = prepare(O::DECLARATION, &self.request).map_err(|error| error.of(O::DECLARATION))?;
        self.core.send(O::DECLARATION, prepared, self.options).await
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
        let prepared = prepare(O::DECLARATION, &self.request);
        Pages::new(self.core, O::DECLARATION, prepared, self.options, |raw| {
            O::decode(raw).map(Envelope::split)
        })
    }
}

// One boxed future per call, made here and not in the user's crate.
fn exchange(
    core: Arc<Core>,
    declaration: &'static Declaration,
    prepared: Result<Prepared>,
    options: Options,
) -> BoxFuture<Result<Raw>> {
    Box::pin(async move {
        let prepared = prepared.map_err(|error| error.of(declaration))?;
        core.send(declaration, prepared, options)
            .await?
            .expect(declaration.answer)
    })
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output>;
    type IntoFuture = Sending<O::Output>;

    fn into_future(self) -> Sending<O::Output> {
        self.send()
    }
}

impl<O: Operation> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.request).finish()
    }
}

/// A call under way.
#[must_use = "futures do nothing unless awaited"]
pub struct Sending<T> {
    raw: BoxFuture<Result<Raw>>,
    decode: fn(Raw) -> Result<T>,
}

impl<T> Future for Sending<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        self.raw.as_mut().poll(cx).map(|raw| raw.and_then(self.decode))
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}
