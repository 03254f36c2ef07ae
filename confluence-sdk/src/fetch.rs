//! Documents that are fetched without a credential: the target of a redirect, and small public documents of a site.

use crate::Result;
use crate::attempts::{self, RetryPolicy};
use crate::clock;
use crate::content_coding;
use crate::download::{DownloadStream, Watch};
use crate::error::{Error, ErrorKind};
use crate::http::{Http, OtherHost, read};
use crate::operation::FromAnswer;
use crate::redirect::{self, Hops, is_page_in_place_of_file};
use crate::response::{Download, Onward, Raw, Renewal, is_redirect, media_type};
use crate::spec::Declaration;
use crate::transport::{Body, Deadline, TransportError};
use bytes::Bytes;
use futures_core::future::BoxFuture;
use http::response::Parts;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use url::Url;

/// The address of a file's bytes. The address is signed, so no credential is needed to read it. It is valid for a
/// limited time.
#[derive(Clone)]
pub struct Redirect {
    pub(crate) location: Url,
    pub(crate) onward: Onward,
    pub(crate) operation: Option<&'static Declaration>,
    /// The media type of the file, if the caller knows it.
    pub(crate) known_as: Option<String>,
}

impl Redirect {
    /// The address. Anyone who has it can read the bytes, so `Debug` does not show it.
    pub fn location(&self) -> &Url {
        &self.location
    }

    /// Tells the media type by which the file is known, such as that of the attachment. Set it if the file is an HTML
    /// page: without it, an HTML page that is not handed over as an attachment is taken for a login page.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.known_as = Some(media_type.into());
        self
    }

    /// Sets the time limit of the download, from its start to its last byte. If it is not set, the limit is that of the
    /// call that gave this redirect; if the call has none of its own, it is [`HttpBuilder::timeout`] for
    /// [`download`](Redirect::download), and none for a stream and for saving.
    ///
    /// [`HttpBuilder::timeout`]: crate::HttpBuilder::timeout
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.onward.limit = Some(limit);
        self
    }

    /// Reads the whole file into memory. It is an error if it is larger than
    /// [`HttpBuilder::max_answer`](crate::HttpBuilder::max_answer). Use [`save_to`](Redirect::save_to) or
    /// [`stream`](Redirect::stream) for files that may be large.
    ///
    /// No credential is sent to the address. If it redirects again, a few more addresses are followed. If it has
    /// expired, the client asks the site once for a new one, as long as the client is still there. If its host is busy,
    /// fails or cannot be reached, it is asked again, as the [`RetryPolicy`] of the call says.
    ///
    /// # Errors
    ///
    /// If the host refuses, which is [its own](crate::Error::redirected_to) refusal; if an address may not be followed,
    /// because it is not https or leads in a circle; if an HTML page comes in place of the file; or if the file does
    /// not arrive whole.
    pub fn download(self) -> Fetch {
        self.fetch(|redirect| async move {
            let http = redirect.onward.http.clone();
            let limit = redirect.onward.limit.unwrap_or(http.timeout);
            redirect.start(Some(limit)).await?.collect(http.max_answer).await
        })
    }

    /// Starts the download. The result is a stream of the file's bytes, which knows the name, the media type and the
    /// length. The errors are those of [`download`](Redirect::download).
    pub fn stream(self) -> Fetch<DownloadStream> {
        self.fetch(|redirect| async move {
            let limit = redirect.onward.limit;
            redirect.start(limit).await
        })
    }

    /// Saves the file under this path, and returns its length in bytes. A file that was there before is replaced.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>, page: PageId, id: AttachmentId) -> Result<()> {
    /// client.v1().attachments().download_attachment(page, id).await?.save_to("report.pdf").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The file is never held whole. It is written to a temporary file in the same folder, whose name begins with a dot
    /// and ends with `.part`. When it is complete and on the disk, it is renamed. So there is never a part of a file
    /// under the final name. The temporary file is removed after an error, and when this future is dropped.
    ///
    /// A download that breaks off continues as [`DownloadStream`] says.
    ///
    /// # Errors
    ///
    /// The errors of [`download`](Redirect::download), and [`Error::is_file`] if the file cannot be written: the text
    /// names the path.
    pub fn save_to(self, path: impl AsRef<Path>) -> Fetch<u64> {
        let path = path.as_ref().to_owned();
        self.fetch(|redirect| async move {
            let limit = redirect.onward.limit;
            redirect.start(limit).await?.save_to(path).await
        })
    }

    fn fetch<T, F>(self, work: impl FnOnce(Self) -> F) -> Fetch<T>
    where
        F: Future<Output = Result<T>> + Send + 'static,
    {
        let (host, operation) = (self.location.host_str().unwrap_or_default().to_owned(), self.operation);
        let work = work(self);
        Fetch {
            host,
            work: Mutex::new(Box::pin(async move { work.await.map_err(|error| error.at(operation)) })),
        }
    }

    async fn start(self, limit: Option<Duration>) -> Result<DownloadStream> {
        let http = &self.onward.http;
        let watch = Watch::new(http.clock.clone(), http.read_timeout, limit);
        // An attempt at which nothing arrives is like a download that breaks off.
        let idle = watch.left().map_err(unanswered)?;
        let retries = self.onward.retries.with_attempts_of(idle);
        let (head, body, redirect) = self.open(&HeaderMap::new(), watch.whole(), retries).await?;
        Ok(DownloadStream::new(&head.headers, body, watch, Some(redirect)))
    }

    /// Asks for the file with these headers. If the address has expired, asks once for a new one. Returns the redirect
    /// with the address that was good.
    pub(crate) async fn open(
        self,
        headers: &HeaderMap,
        left: Duration,
        retries: RetryPolicy,
    ) -> Result<(Parts, Body, Self)> {
        let http = self.onward.http.clone();
        let opened = clock::within(left, async {
            let expired = match attempts::read(&http, retries, left, || self.follow(headers)).await {
                Err(error)
                    if error
                        .status()
                        .is_some_and(|status| matches!(status.as_u16(), 401 | 403 | 410)) =>
                {
                    error
                }
                opened => return opened.map(|(head, body)| (head, body, self)),
            };
            // The errors of asking again are about the site. That the address has expired may not even be true.
            let Some(renewed) = self.renewed().await else {
                return Err(expired);
            };
            let (head, body) = attempts::read(&http, retries, left, || renewed.follow(headers)).await?;
            Ok((head, body, renewed))
        });
        opened.await.unwrap_or_else(|| {
            let problem = format!("the file did not begin to arrive in {left:?}");
            Err(unanswered(TransportError::timeout(problem)))
        })
    }

    /// Asks the site for a new address. `None` if the client is gone, or the site does not give one.
    async fn renewed(&self) -> Option<Self> {
        let Renewal { core, request } = self.onward.renewal.as_ref()?;
        let (core, operation) = (core.upgrade()?, self.operation?);
        let answer = core.send(Some(operation), (**request).clone()).await.ok()?;
        let mut renewed = Self::from_answer(answer.expect(operation.answer).ok()?).ok()?;
        renewed.onward.limit = self.onward.limit;
        renewed.known_as.clone_from(&self.known_as);
        Some(renewed)
    }

    /// Follows the address until there is a file, without reading it.
    async fn follow(&self, headers: &HeaderMap) -> Result<(Parts, Body)> {
        let refused = |problem: &str| Error::new(ErrorKind::Redirect(problem.to_owned()));
        let Onward { http, plain, asked, .. } = &self.onward;
        let (mut hops, mut location) = (Hops::new(asked, *plain), self.location.clone());
        loop {
            hops.take(&location).map_err(refused)?;
            let mut request = http::Request::get(location.as_str())
                .body(Body::empty())
                .map_err(|_| refused("the server redirects to no valid address"))?;
            request.headers_mut().extend(headers.clone());
            request.extensions_mut().insert(OtherHost);
            let (mut head, mut body) = http.send(request).await.map_err(unanswered)?.into_parts();
            // The start of what may be a page is looked at: it decides if there is no media type.
            let may_be_page = media_type(&head.headers).is_none_or(|kind| kind.to_ascii_lowercase().contains("html"));
            let start = if head.status.is_success() && may_be_page {
                body.peek().await.map_err(unanswered)?
            } else if head.status.is_success() {
                Bytes::new()
            } else {
                let refusal = std::mem::replace(&mut body, Body::empty());
                read(&mut head, refusal, http.max_answer).await.0
            };
            let mut raw = Raw::new(http::Response::from_parts(head.clone(), start));
            raw.operation = self.operation;
            raw.elsewhere = Some(redirect::host_of(&location));
            if is_redirect(raw.status) {
                location = redirect::location(&location, &raw.headers).map_err(|problem| raw.unexpected(problem))?;
                continue;
            }
            let raw = raw.error_for_status()?;
            // A part is for those who have asked for one. Other statuses, such as 204, do not have the file.
            let whole = matches!(head.status, StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION);
            let part = head.status == StatusCode::PARTIAL_CONTENT && headers.contains_key(http::header::RANGE);
            if !whole && !part {
                return Err(raw.unexpected("is not the file, or not the whole of it"));
            }
            if let Some(codings) = content_coding::remaining(&raw.headers) {
                return Err(raw.unexpected(&content_coding::problem(&codings)));
            }
            if is_page_in_place_of_file(&raw.headers, &raw.body, self.known_as.as_deref()) {
                return Err(raw.unexpected("is a page in place of the file"));
            }
            return Ok((head, body));
        }
    }
}

fn unanswered(error: TransportError) -> Error {
    Error::new(ErrorKind::Transport(error))
}

impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Redirect")
            .field(&self.location.host_str().unwrap_or_default())
            .finish()
    }
}

/// A download from the address of a [`Redirect`]. `.await` it.
#[must_use = "nothing is fetched until this is awaited"]
pub struct Fetch<T = Download> {
    host: String,
    /// It is never locked. The mutex only makes the future `Sync`.
    work: Mutex<BoxFuture<'static, Result<T>>>,
}

impl<T> Future for Fetch<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        let work = self.work.get_mut().unwrap_or_else(PoisonError::into_inner);
        work.as_mut().poll(cx)
    }
}

impl<T> fmt::Debug for Fetch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fetch").field(&self.host).finish()
    }
}

impl Http {
    /// Fetches a small document. Redirects are not followed. Every status except success is an error. If the site is
    /// busy, fails or cannot be reached, it is asked again, as the [`RetryPolicy`] says.
    pub(crate) async fn get(&self, url: &str) -> Result<Raw> {
        attempts::read(self, self.retries, self.timeout, || self.get_once(url)).await
    }

    async fn get_once(&self, url: &str) -> Result<Raw> {
        const SIZE_LIMIT: u64 = 64 << 10;
        let mut request = http::Request::get(url)
            .body(Body::empty())
            .map_err(|_| Error::input("url", "is not a valid address"))?;
        request.extensions_mut().insert(Deadline(self.timeout));
        let response = self.fetch(request, SIZE_LIMIT).await;
        Raw::new(response.map_err(|error| Error::new(ErrorKind::Transport(error)))?).error_for_status()
    }
}
