//! The untyped core of a client. It decides whether a call is allowed and where it is sent.

use crate::Result;
use crate::attempts::{self, Outgoing};
use crate::auth::Authorize;
use crate::error::{Error, ErrorKind};
use crate::grants::{Limits, Mode};
use crate::http::Http;
use crate::pace::Lane;
use crate::payload::Unread;
use crate::request::Prepared;
use crate::response::{Onward, Raw, Renewal};
use crate::scopes::ScopeList;
use crate::site::Base;
use crate::spec::{Answer, Declaration, Repeat};
use crate::trace::Call;
use http::{HeaderValue, Method};
use std::pin::pin;
use std::sync::Arc;

/// The parts of a client, without its type.
#[derive(Clone)]
pub(crate) struct Core {
    pub(crate) http: Http,
    pub(crate) base: Base,
    /// The way to this tenant, which all its clients share.
    pub(crate) lane: Arc<Lane>,
    pub(crate) authorize: Arc<dyn Authorize>,
    pub(crate) mode: Mode,
    pub(crate) scopes: ScopeList,
    /// Further limits that come from the client's type.
    pub(crate) limits: Limits,
    /// Whether calls are checked at run time. If not, the compiler has checked them.
    pub(crate) checked_here: bool,
}

impl Core {
    /// Sends a request to the client's site with the client's credential. A request of an operation is sent only if the
    /// client may call the operation.
    pub(crate) async fn send(
        self: &Arc<Self>,
        operation: Option<&'static Declaration>,
        request: Prepared,
    ) -> Result<Raw> {
        let call = Call::begin(operation, &request.method);
        let work = pin!(self.call(operation, request, &call));
        call.watch(work).await
    }

    async fn call(
        self: &Arc<Self>,
        operation: Option<&'static Declaration>,
        request: Prepared,
        call: &Call,
    ) -> Result<Raw> {
        let Some(declaration) = operation else {
            self.admit_anything()?;
            return self.exchange(None, request, call).await;
        };
        let asked = match declaration.answer {
            Answer::Redirect => url::Url::parse(&format!("{}{}", self.base.as_str(), request.path)).ok(),
            _ => None,
        };
        let renewal = asked.is_some().then(|| Renewal {
            core: Arc::downgrade(self),
            request: Box::new(request.clone()),
        });
        let (limit, retries) = (request.limit, request.retries.unwrap_or(self.http.retries));
        let answer = match self.admit(declaration) {
            Ok(()) => self.exchange(operation, request, call).await,
            Err(denied) => Err(denied),
        };
        let mut answer = answer.map_err(|error| error.of(declaration))?;
        answer.operation = operation;
        answer.reading = self.http.reading.clone();
        answer.onward = asked.map(|asked| {
            Box::new(Onward {
                http: self.http.clone(),
                plain: self.base.is_plain(),
                asked,
                limit,
                retries,
                renewal,
            })
        });
        Ok(answer)
    }

    /// Refuses an operation that the client may not call. Does nothing if the compiler has checked the call.
    pub(crate) fn admit(&self, declaration: &'static Declaration) -> Result<()> {
        if !self.checked_here {
            return Ok(());
        }
        let admitted = declaration
            .admits(self.mode, &self.scopes)
            .and_then(|()| self.limits.admit(declaration, self.mode));
        admitted.map_err(|denied| {
            let missing = denied.missing();
            Error::new(ErrorKind::Denied {
                problem: denied.to_string(),
                missing,
            })
        })
    }

    /// Refuses calls that are not in the spec if the client has limits. Nothing says what such a call needs, so it
    /// cannot be checked against the limits.
    fn admit_anything(&self) -> Result<()> {
        if !self.limits.any() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Denied {
            problem: "the client is limited to some operations or permissions, and nothing says what this call needs"
                .to_owned(),
            missing: Vec::new(),
        }))
    }

    async fn exchange(&self, operation: Option<&'static Declaration>, request: Prepared, call: &Call) -> Result<Raw> {
        let uri = self.base.uri(&request.path, request.query.text());
        let uri = uri.ok_or_else(|| Error::input("path", "does not make a valid address"))?;
        let repeat = operation.map_or_else(|| Repeat::of(&request.method), Declaration::repeat);
        let (mut head, ()) = http::Request::new(()).into_parts();
        head.method = request.method;
        head.uri = uri;
        head.headers = request.headers;
        call.label(&mut head.extensions);
        #[cfg(feature = "test-util")]
        head.extensions
            .insert(crate::testing::typed::MadeFor::new(operation, request.typed));
        if request.unread {
            head.extensions.insert(Unread);
        }
        // Some gateways refuse a request of these methods without a length (411). RFC 9110, section 8.6, asks for it.
        let has_content = matches!(head.method, Method::POST | Method::PUT | Method::PATCH);
        if has_content && request.body.is_empty() {
            head.headers
                .insert(http::header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let outgoing = Outgoing {
            head,
            body: request.body,
            limit: request.limit.unwrap_or(self.http.timeout),
            repeat,
            retry_writes: request.retry_writes,
            retries: request.retries.unwrap_or(self.http.retries),
            endpoint: operation.map_or(0, |operation| u32::from(operation.number) + 1),
        };
        attempts::send(&self.http, &self.lane, &self.authorize, outgoing).await
    }
}
