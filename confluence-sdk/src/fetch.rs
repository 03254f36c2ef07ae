//! Documents that are fetched without credentials: what a redirect points to, and small ones of a site.

use crate::Result;
use crate::error::{Error, Kind};
use crate::exchange::Core;
use crate::http::Http;
use crate::response::{Download, Raw};
use crate::spec::Declaration;
use crate::transport::{Body, Deadline};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;
use url::Url;

/// Where the bytes are: an address that is signed, good for a while, and needs no credentials.
#[derive(Clone)]
pub struct Redirect {
    pub(crate) location: Url,
    pub(crate) core: Arc<Core>,
    pub(crate) operation: Option<&'static Declaration>,
}

impl Redirect {
    /// The address. Whoever has it can read the bytes, so it is not shown by `Debug`.
    pub fn location(&self) -> &Url {
        &self.location
    }

    /// Fetches the bytes. No credentials are sent there.
    pub fn bytes(self) -> Fetch {
        Fetch(self)
    }
}

impl fmt::Debug for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Redirect")
            .field(&self.location.host_str().unwrap_or_default())
            .finish()
    }
}

/// Bytes about to be fetched from where a [`Redirect`] points; `.await` it.
#[derive(Debug)]
pub struct Fetch(Redirect);

impl IntoFuture for Fetch {
    type Output = Result<Download>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<Download>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let Redirect {
            location,
            core,
            operation,
        } = self.0;
        Box::pin(async move {
            let raw = core.fetch(location, operation).await?;
            crate::operation::Answer::answer(raw)
        })
    }
}

impl Http {
    /// Fetches a small document without credentials. Redirects are not followed; anything but success is an error.
    pub(crate) async fn get(&self, url: &str) -> Result<Raw> {
        const SIZE_LIMIT: u64 = 64 << 10;
        let mut request = http::Request::get(url)
            .body(Body::empty())
            .map_err(|_| Error::input("url", "is not a valid address"))?;
        request.extensions_mut().insert(Deadline(self.timeout));
        let transport = |error| Error::new(Kind::Transport(error));
        let (head, body) = self.send(request).await.map_err(transport)?.into_parts();
        let raw = Raw {
            status: head.status,
            headers: head.headers,
            body: body.collect(SIZE_LIMIT).await.map_err(transport)?,
            operation: None,
            core: None,
            secret: None,
        };
        raw.success()
    }
}
