//! The untyped core of a client: a request is authorised, sent, and answered.

use crate::Result;
use crate::auth::Authorize;
use crate::call::Options;
use crate::error::{Error, Kind};
use crate::grants::Mode;
use crate::http::Http;
use crate::request::Prepared;
use crate::response::{Onward, Raw};
use crate::scopes::ScopeList;
use crate::secret::Secret;
use crate::site::Base;
use crate::spec::Declaration;
use crate::transport::{Body, Deadline};
use bytes::Bytes;
use http::HeaderMap;
use std::sync::Arc;

/// What one client is made of, without its type.
#[derive(Clone)]
pub(crate) struct Core {
    pub(crate) http: Http,
    pub(crate) base: Base,
    pub(crate) authorize: Arc<dyn Authorize>,
    pub(crate) mode: Mode,
    pub(crate) scopes: ScopeList,
    /// Whether calls are checked here instead of by the compiler.
    pub(crate) checked_here: bool,
}

impl Core {
    /// Sends the request of an operation.
    pub(crate) async fn send(
        &self,
        declaration: &'static Declaration,
        prepared: Prepared,
        options: Options,
    ) -> Result<Raw> {
        if self.checked_here {
            declaration.admits(self.mode, &self.scopes).map_err(|denied| {
                let missing = denied.missing();
                Error::new(Kind::Denied {
                    problem: denied.to_string(),
                    missing,
                })
                .of(declaration)
            })?;
        }
        self.exchange(Some(declaration), prepared, options)
            .await
            .map_err(|error| error.of(declaration))
    }

    /// Sends any request to this client's site, with its credentials.
    pub(crate) async fn exchange(
        &self,
        operation: Option<&'static Declaration>,
        prepared: Prepared,
        options: Options,
    ) -> Result<Raw> {
        let url = format!("{}{}{}", self.base.as_str(), prepared.path, prepared.query.text());
        let uri: http::Uri = url
            .parse()
            .map_err(|_| Error::input("path", "does not make a valid address"))?;
        let mut request = http::Request::new(());
        *request.method_mut() = prepared.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = prepared.headers;
        let (mut parts, ()) = request.into_parts();
        parts.extensions.insert(Deadline(self.http.timeout));
        options.apply(&mut parts)?;

        let (sent, answer) = self.attempt(operation, parts.clone(), prepared.body.clone()).await?;
        let refused = matches!(answer.status(), 401 | 403 | 404);
        if refused && self.authorize.refused(&sent, &answer).await? {
            // Once more and no further: what a new credential does not open, a third one will not.
            let (_, answer) = self.attempt(operation, parts, prepared.body).await?;
            return Ok(answer);
        }
        Ok(answer)
    }

    /// Sends a request with its credential, once. The headers that were sent come back with the answer.
    async fn attempt(
        &self,
        operation: Option<&'static Declaration>,
        mut parts: http::request::Parts,
        body: Vec<Bytes>,
    ) -> Result<(HeaderMap, Raw)> {
        self.authorize.authorize(&mut parts).await?;
        let sent = parts.headers.clone();
        let request = http::Request::from_parts(parts, Body::from_chunks(body));
        let response = self.http.fetch(request, self.http.max_answer).await;
        let mut answer = Raw::new(response.map_err(|error| Error::new(Kind::Transport(error)))?);
        answer.operation = operation;
        answer.onward = Some(Onward {
            http: self.http.clone(),
            plain: self.base.is_plain(),
        });
        answer.secret = Secret::of(&sent);
        Ok((sent, answer))
    }
}
