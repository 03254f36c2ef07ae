//! The headers of every request: `User-Agent`, and those that a program adds.

use crate::Result;
use crate::error::Error;
use http::header::{self, Entry, HeaderMap, HeaderName, HeaderValue};
use std::fmt;

#[derive(Clone)]
pub(super) struct Headers(HeaderMap);

/// Marks a request that a redirect leads to another host: a file that is downloaded. What the program adds for its
/// proxies and gateways may be secret, so it stays away from that host.
#[derive(Clone, Copy)]
pub(crate) struct OtherHost;

impl Headers {
    /// Checks the headers that a program adds. `user_agent` is sent where they have none.
    pub(super) fn new(user_agent: &str, added: &[(String, String)]) -> Result<Self> {
        let mut headers = HeaderMap::new();
        for (name, value) in added {
            let problem = |problem: &str| Error::input(format!("default_header `{name}`"), problem);
            let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| problem("is not a header name"))?;
            if let Some(why) = reserved(&parsed) {
                return Err(problem(why));
            }
            let mut value =
                HeaderValue::from_str(value).map_err(|_| problem("has a value that a header cannot carry"))?;
            value.set_sensitive(true);
            headers.insert(parsed, value);
        }
        if let Entry::Vacant(vacant) = headers.entry(header::USER_AGENT) {
            let value = HeaderValue::from_str(user_agent)
                .map_err(|_| Error::input("user_agent", "has characters that a header cannot carry"))?;
            vacant.insert(value);
        }
        Ok(Self(headers))
    }

    /// Adds what the request does not have.
    pub(super) fn add_to<B>(&self, request: &mut http::Request<B>) {
        let elsewhere = request.extensions().get::<OtherHost>().is_some();
        for (name, value) in &self.0 {
            if elsewhere && name != header::USER_AGENT {
                continue;
            }
            if let Entry::Vacant(vacant) = request.headers_mut().entry(name) {
                vacant.insert(value.clone());
            }
        }
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys().map(HeaderName::as_str)).finish()
    }
}

/// Why a program cannot set this header, if it cannot: it belongs to the credential, to the connection, or to what is
/// sent and read.
fn reserved(name: &HeaderName) -> Option<&'static str> {
    // Some servers take an underscore in a name for a hyphen.
    match &*name.as_str().replace('_', "-") {
        "authorization" | "cookie" => Some("is set by the client's credential"),
        "proxy-authorization" => Some("belongs to the proxy; give its user and password in the address of `proxy`"),
        "host" | "content-length" | "transfer-encoding" | "connection" | "keep-alive" | "proxy-connection" | "te"
        | "trailer" | "upgrade" | "expect" | "http2-settings" => Some("is set by the connection"),
        "x-http-method" | "x-http-method-override" | "x-method-override" => Some("is set by the operation"),
        "content-type" | "content-encoding" | "accept-encoding" | "range" => Some("is set by what is sent and read"),
        _ => None,
    }
}
