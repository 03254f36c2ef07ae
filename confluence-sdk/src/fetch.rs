//! Documents that are fetched without a credential: the target of a redirect, and small public documents of a site.

use crate::Result;
use crate::error::{Error, ErrorKind};
use crate::http::{Http, OtherHost};
use crate::redirect::{self, Hops, is_page_in_place_of_file};
use crate::response::{Download, Onward, Raw, is_redirect};
use crate::spec::Declaration;
use crate::transport::{Body, Deadline};
use futures_core::future::BoxFuture;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
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

    /// Fetches the bytes. No credential is sent to that address. If it redirects again, a few more addresses are
    /// followed.
    ///
    /// # Errors
    ///
    /// If the host refuses, which is [its own](crate::Error::redirected_to) refusal; if an address may not be followed,
    /// because it is not https or leads in a circle; or if an HTML page comes in place of the file.
    pub fn bytes(self) -> Fetch {
        Fetch {
            host: self.location.host_str().unwrap_or_default().to_owned(),
            download: Mutex::new(Box::pin(self.follow())),
        }
    }

    async fn follow(self) -> Result<Download> {
        let operation = self.operation;
        let followed = self.fetch().await;
        followed.map_err(|error| match operation {
            Some(operation) => error.of(operation),
            None => error,
        })
    }

    async fn fetch(self) -> Result<Download> {
        let refused = |problem: &str| Error::new(ErrorKind::Redirect(problem.to_owned()));
        let Onward { http, plain, asked } = self.onward;
        let (mut hops, mut location) = (Hops::new(&asked, plain), self.location);
        let ends = http.clock.now().checked_add(http.timeout);
        loop {
            hops.take(&location).map_err(refused)?;
            let mut request = http::Request::get(location.as_str())
                .body(Body::empty())
                .map_err(|_| refused("the server redirects to no valid address"))?;
            let left = ends.map_or(http.timeout, |ends| ends.saturating_duration_since(http.clock.now()));
            request.extensions_mut().insert(Deadline(left));
            request.extensions_mut().insert(OtherHost);
            let response = http.fetch(request, http.max_answer).await;
            let mut raw = Raw::new(response.map_err(|error| Error::new(ErrorKind::Transport(error)))?);
            raw.operation = self.operation;
            raw.elsewhere = Some(redirect::host_of(&location));
            if is_redirect(raw.status) {
                location = redirect::location(&location, &raw.headers).map_err(|problem| raw.unexpected(problem))?;
                continue;
            }
            let raw = raw.success()?;
            if is_page_in_place_of_file(&raw.headers, &raw.body, self.known_as.as_deref()) {
                return Err(raw.unexpected("is a page in place of the file"));
            }
            return Ok(raw.into_download());
        }
    }
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
pub struct Fetch {
    host: String,
    /// It is never locked. The mutex only makes the future `Sync`.
    download: Mutex<BoxFuture<'static, Result<Download>>>,
}

impl Future for Fetch {
    type Output = Result<Download>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Download>> {
        let download = self.download.get_mut().unwrap_or_else(PoisonError::into_inner);
        download.as_mut().poll(cx)
    }
}

impl fmt::Debug for Fetch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fetch").field(&self.host).finish()
    }
}

impl Http {
    /// Fetches a small document. Redirects are not followed. Every status except success is an error.
    pub(crate) async fn get(&self, url: &str) -> Result<Raw> {
        const SIZE_LIMIT: u64 = 64 << 10;
        let mut request = http::Request::get(url)
            .body(Body::empty())
            .map_err(|_| Error::input("url", "is not a valid address"))?;
        request.extensions_mut().insert(Deadline(self.timeout));
        let response = self.fetch(request, SIZE_LIMIT).await;
        Raw::new(response.map_err(|error| Error::new(ErrorKind::Transport(error)))?).success()
    }
}
