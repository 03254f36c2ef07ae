//! The transport that uses reqwest.

use super::body::{Body, Content};
use super::tls::lacks_tls;
use super::{BoxError, Transport, TransportError};
use crate::boxed::boxed;
use bytes::Bytes;
use futures_core::Stream;
use futures_core::future::BoxFuture;
use http::Uri;
use http::uri::{Authority, Scheme};
use http_body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use url::Url;

/// The transport that uses reqwest.
pub(crate) struct Reqwest {
    client: reqwest::Client,
    /// For plain `http`, if the other one would send that through a proxy.
    plain: Option<reqwest::Client>,
    /// Whether it is a program's own client, which may have TLS that is not known here.
    is_own: bool,
    origins: Origins,
}

impl Reqwest {
    pub(crate) fn new(client: reqwest::Client, plain: Option<reqwest::Client>) -> Self {
        Self {
            client,
            plain,
            is_own: false,
            origins: Origins::default(),
        }
    }

    /// Sends everything through a program's own client.
    pub(crate) fn own(client: reqwest::Client) -> Self {
        Self {
            is_own: true,
            ..Self::new(client, None)
        }
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let is_https = request.uri().scheme() == Some(&Scheme::HTTPS);
        if let Some(problem) = lacks_tls(is_https && !self.is_own) {
            return Box::pin(std::future::ready(Err(TransportError::connect(problem))));
        }
        let client = match &self.plain {
            Some(plain) if request.uri().scheme() == Some(&Scheme::HTTP) => plain.clone(),
            _ => self.client.clone(),
        };
        let (parts, body) = request.into_parts();
        let url = self.origins.url(&parts.uri);
        boxed(|| async move {
            let mut request = reqwest::Request::new(parts.method, url.map_err(TransportError::broken)?);
            *request.headers_mut() = parts.headers;
            *request.body_mut() = match body.0 {
                Content::Chunks(chunks) => match chunks.as_slice() {
                    [] => None,
                    [one] => Some(one.clone().into()),
                    _ => Some(reqwest::Body::wrap(Outgoing::new(Body(Content::Chunks(chunks))))),
                },
                content => Some(reqwest::Body::wrap(Outgoing::new(Body(content)))),
            };
            let response: http::Response<reqwest::Body> = client.execute(request).await.map_err(explain)?.into();
            let (parts, body) = response.into_parts();
            let length = http_body::Body::size_hint(&body).exact();
            let body = match length {
                Some(length) => Body::from_stream_of(length, Incoming(body)),
                None => Body::from_stream(Incoming(body)),
            };
            Ok(http::Response::from_parts(parts, body))
        })
    }
}

/// The addresses of the hosts that were called last, without a path. To read a host is most of the work of reading an
/// address.
#[derive(Default)]
struct Origins(Mutex<Vec<(Origin, Url)>>);

type Origin = (Scheme, Authority);

impl Origins {
    const MOST: usize = 8;

    fn url(&self, uri: &Uri) -> Result<Url, url::ParseError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Url::parse(&uri.to_string());
        };
        let mut url = self.origin(scheme, authority)?;
        url.set_path(uri.path());
        url.set_query(uri.query());
        Ok(url)
    }

    fn origin(&self, scheme: &Scheme, authority: &Authority) -> Result<Url, url::ParseError> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, url)) = known
            .iter()
            .find(|((s, a), _)| s == scheme && a.as_str() == authority.as_str())
        {
            return Ok(url.clone());
        }
        let url = Url::parse(&format!("{scheme}://{authority}"))?;
        known.truncate(Self::MOST - 1);
        known.insert(0, ((scheme.clone(), authority.clone()), url.clone()));
        Ok(url)
    }
}

/// Converts reqwest's error, without the address: an address may contain a signature.
fn explain(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    // First, since nothing was sent then, also if what took too long was the connection.
    if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::broken(error)
    }
}

/// The body of a reqwest response, as a stream of bytes.
struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        use http_body::Body as _;
        loop {
            return Poll::Ready(match std::task::ready!(Pin::new(&mut self.0).poll_frame(cx)) {
                None => None,
                Some(Err(error)) => Some(Err(explain(error).into())),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => Some(Ok(data)),
                    // Trailers are not used.
                    Err(_) => continue,
                },
            });
        }
    }
}

/// A body that reqwest sends. Its length is sent along if it is known.
struct Outgoing {
    /// It is never locked. The mutex only makes the body `Sync`, as reqwest demands.
    body: Mutex<Body>,
    size: SizeHint,
}

impl Outgoing {
    fn new(body: Body) -> Self {
        Self {
            size: http_body::Body::size_hint(&body),
            body: Mutex::new(body),
        }
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let body = self.body.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_frame(cx)
    }

    fn size_hint(&self) -> SizeHint {
        self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(origins: &Origins, text: &str) {
        let uri: Uri = text.parse().unwrap();
        assert_eq!(
            origins.url(&uri).unwrap(),
            Url::parse(&uri.to_string()).unwrap(),
            "{text}"
        );
    }

    #[test]
    fn an_address_is_what_it_was_whether_its_host_is_known_or_not() {
        let origins = Origins::default();
        for _ in 0..2 {
            for text in [
                "https://example.atlassian.net",
                "https://example.atlassian.net/",
                "https://EXAMPLE.atlassian.net:443/wiki/api/v2/pages?limit=5&cursor=a%2Fb%3D%3D",
                "http://127.0.0.1:8080//other.example/x?",
                "https://api.atlassian.com/ex/confluence/c1/wiki/a%2F..%2Fb/../c/%2e%2e/d?q='x'",
                "http://[::1]:8080/a;b=c@d?e=f?g",
            ] {
                same(&origins, text);
            }
        }
        assert_eq!(origins.0.lock().unwrap().len(), 5);
        for i in 0..20 {
            same(&origins, &format!("https://site{i}.example/x"));
        }
        assert_eq!(origins.0.lock().unwrap().len(), Origins::MOST);
    }

    proptest! {
        #[test]
        fn no_path_leads_to_another_host(path in "/[!-~]{0,20}", query in "[!-~]{0,20}") {
            let origins = Origins::default();
            for _ in 0..2 {
                if let Ok(uri) = format!("https://example.atlassian.net{path}?{query}").parse::<Uri>() {
                    let url = origins.url(&uri).unwrap();
                    prop_assert_eq!(url.host_str(), Some("example.atlassian.net"));
                    prop_assert_eq!(&url, &Url::parse(&uri.to_string()).unwrap());
                }
            }
        }
    }
}
