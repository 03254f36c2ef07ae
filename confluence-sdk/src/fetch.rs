//! Documents that are fetched without a credential: the target of a redirect, and small public documents of a site.

use crate::Result;
use crate::error::{Error, ErrorKind};
use crate::http::{Http, OtherHost};
use crate::response::{Download, Onward, Raw};
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
}

impl Redirect {
    /// The address. Anyone who has it can read the bytes, so `Debug` does not show it.
    pub fn location(&self) -> &Url {
        &self.location
    }

    /// Fetches the bytes. No credential is sent to that address.
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
        let Onward { http, plain } = self.onward;
        let secure = match self.location.scheme() {
            "https" => true,
            "http" => plain,
            _ => false,
        };
        if !secure {
            return Err(refused("the server redirects to an address that is not https"));
        }
        let mut request = http::Request::get(self.location.as_str())
            .body(Body::empty())
            .map_err(|_| refused("the server redirects to no valid address"))?;
        request.extensions_mut().insert(Deadline(http.timeout));
        request.extensions_mut().insert(OtherHost);
        let response = http.fetch(request, http.max_answer).await;
        let mut raw = Raw::new(response.map_err(|error| Error::new(ErrorKind::Transport(error)))?);
        raw.operation = self.operation;
        Ok(raw.success()?.into_download())
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
