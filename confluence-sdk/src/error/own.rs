//! Errors that a program makes, where it takes part in a call: with a credential of its own.

use super::{Error, ErrorKind};
use crate::transport::{BoxError, TransportError};

impl Error {
    /// The error of a credential of your own ([`Authorize`](crate::auth::Authorize)) that is not there, with the
    /// reason. The call fails with it, and nothing is sent: see [`is_credential`](Error::is_credential).
    ///
    /// ```
    /// use confluence_sdk::auth::Authorize;
    /// use confluence_sdk::transport::BoxFuture;
    /// use confluence_sdk::{Error, Result};
    /// use http::{HeaderValue, request::Parts};
    ///
    /// /// A token in a file that another program keeps fresh.
    /// struct TokenFile(&'static str);
    ///
    /// impl Authorize for TokenFile {
    ///     fn authorize<'a>(&'a self, request: &'a mut Parts) -> BoxFuture<'a, Result<()>> {
    ///         Box::pin(async move {
    ///             let token = std::fs::read_to_string(self.0).map_err(Error::credential)?;
    ///             let mut value: HeaderValue = format!("Bearer {}", token.trim()).parse().map_err(Error::credential)?;
    ///             value.set_sensitive(true);
    ///             request.headers.insert("authorization", value);
    ///             Ok(())
    ///         })
    ///     }
    /// }
    /// ```
    ///
    /// Where a token server could not be asked, `?` makes one of a [`TransportError`]: it says what that one says
    /// ([`is_timeout`](Error::is_timeout), [`is_connect`](Error::is_connect)). The text is shown to users and written
    /// to logs: put no secret into it.
    pub fn credential(reason: impl Into<BoxError>) -> Self {
        Self::new(ErrorKind::Authorize(reason.into()))
    }
}

/// What became of a request that the program sent itself, such as one for a token.
impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::new(ErrorKind::Transport(error))
    }
}
