//! Content codings: `gzip` is asked for and undone, by the cargo feature of that name.
//!
//! This is done here and not by reqwest, so that the feature changes no other client of the program, and so that it
//! holds for every transport. Only JSON is asked for in `gzip`. A file is handed over as it is, unless the server says
//! that it has coded it.

use crate::transport::Body;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue};

/// Asks for `gzip`, if the answer is JSON and the caller has not said what they want.
pub(crate) fn ask(headers: &mut HeaderMap) {
    let json = headers.get(ACCEPT).is_some_and(|accept| accept == "application/json");
    if cfg!(feature = "gzip") && json && !headers.contains_key(ACCEPT_ENCODING) {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
}

/// Undoes the coding of an answer. The answer has no `Content-Encoding` then. It keeps the header, and its body, if the
/// coding is one that cannot be undone here: see [`remaining`].
pub(crate) fn undo(response: http::Response<Body>) -> http::Response<Body> {
    let coded = match remaining(response.headers()) {
        None => return response,
        Some(coded) => coded,
    };
    let gzip = ["gzip", "x-gzip"].iter().any(|name| coded.eq_ignore_ascii_case(name));
    if !(cfg!(feature = "gzip") && gzip) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    head.headers.remove(CONTENT_ENCODING);
    // It is the length before the coding is undone.
    let length = head.headers.remove(CONTENT_LENGTH);
    let nothing = length.is_some_and(|length| length == "0") || matches!(head.status.as_u16(), 204 | 205 | 304);
    let body = if nothing { body } else { undone(body) };
    http::Response::from_parts(head, body)
}

/// The codings that the body of an answer still has.
pub(crate) fn remaining(headers: &HeaderMap) -> Option<String> {
    if !headers.contains_key(CONTENT_ENCODING) {
        return None;
    }
    let values = headers.get_all(CONTENT_ENCODING).iter();
    let values = values.map(|value| String::from_utf8_lossy(value.as_bytes()));
    let values: Vec<_> = values.collect();
    let names = values.iter().flat_map(|value| value.split(',')).map(str::trim);
    let names: Vec<_> = names
        .filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("identity"))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// Says why a body cannot be read that has these codings.
pub(crate) fn problem(codings: &str) -> String {
    let hint = match codings {
        "gzip" | "x-gzip" if !cfg!(feature = "gzip") => "; the cargo feature `gzip` undoes it",
        _ => "",
    };
    format!("has the content coding `{codings}`, which was not asked for and is not undone here{hint}")
}

#[cfg(not(feature = "gzip"))]
fn undone(body: Body) -> Body {
    body
}

#[cfg(feature = "gzip")]
fn undone(body: Body) -> Body {
    Body::from_stream(gzip::Undone::new(body))
}

#[cfg(feature = "gzip")]
mod gzip {
    use crate::transport::{Body, BoxError, TransportError};
    use bytes::{Buf, Bytes};
    use flate2::write::MultiGzDecoder;
    use futures_core::Stream;
    use std::io::{self, Write};
    use std::pin::Pin;
    use std::task::{Context, Poll, ready};

    /// The most coded bytes that are undone at a time. They become a thousand times as many at most, so what is held is
    /// small also if the server means harm. What comes of it is counted by whoever reads the body.
    const STEP: usize = 1 << 10;

    /// A body in `gzip`, as a stream of what it was before.
    pub(super) struct Undone {
        body: Body,
        coded: Bytes,
        decoder: MultiGzDecoder<Vec<u8>>,
        over: bool,
    }

    impl Undone {
        pub(super) fn new(body: Body) -> Self {
            Self {
                body,
                coded: Bytes::new(),
                decoder: MultiGzDecoder::new(Vec::new()),
                over: false,
            }
        }

        /// What has been undone so far, or the error that was met.
        fn take(&mut self, worked: io::Result<()>) -> Option<Result<Bytes, BoxError>> {
            if let Err(error) = worked {
                self.over = true;
                return Some(Err(TransportError::coding(error).into()));
            }
            let bytes = std::mem::take(self.decoder.get_mut());
            (!bytes.is_empty()).then(|| Ok(bytes.into()))
        }
    }

    impl Stream for Undone {
        type Item = Result<Bytes, BoxError>;

        fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            let this = &mut *self;
            while !this.over {
                let worked = if this.coded.is_empty() {
                    match ready!(Pin::new(&mut this.body).poll_next(cx)) {
                        Some(Ok(coded)) => {
                            this.coded = coded;
                            continue;
                        }
                        Some(Err(error)) => {
                            this.over = true;
                            return Poll::Ready(Some(Err(error)));
                        }
                        None => {
                            this.over = true;
                            this.decoder.try_finish()
                        }
                    }
                } else {
                    let step = this.coded.len().min(STEP);
                    let worked = this.decoder.write_all(&this.coded[..step]);
                    this.coded.advance(step);
                    worked
                };
                if let Some(bytes) = this.take(worked) {
                    return Poll::Ready(Some(bytes));
                }
            }
            Poll::Ready(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(CONTENT_ENCODING, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn codings_that_remain() {
        for values in [&[][..], &[""], &["identity"], &["Identity, "], &["", "identity"]] {
            assert_eq!(remaining(&headers(values)), None, "{values:?}");
        }
        for (values, expected) in [
            (&["gzip"][..], "gzip"),
            (&["identity, br"], "br"),
            (&["deflate", "gzip"], "deflate, gzip"),
        ] {
            assert_eq!(remaining(&headers(values)).as_deref(), Some(expected));
        }
    }

    #[cfg(feature = "gzip")]
    fn read(coded: &[u8], chunk: usize) -> Result<Vec<u8>, String> {
        let chunks: Vec<bytes::Bytes> = coded.chunks(chunk).map(bytes::Bytes::copy_from_slice).collect();
        let read = futures_util::FutureExt::now_or_never(undone(Body::from_chunks(chunks)).collect(1 << 20));
        let read = read.expect("bytes in memory are there at once");
        read.map(|bytes| bytes.to_vec()).map_err(|error| error.to_string())
    }

    #[cfg(feature = "gzip")]
    fn coded(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write as _;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[cfg(feature = "gzip")]
    proptest! {
        #[test]
        fn what_was_coded_comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..5000), chunk in 1_usize..3000) {
            prop_assert_eq!(read(&coded(&bytes), chunk), Ok(bytes.clone()));
            let twice = [coded(&bytes), coded(b"and more")].concat();
            prop_assert_eq!(read(&twice, chunk), Ok([&bytes[..], b"and more"].concat()));
        }

        #[test]
        fn what_is_cut_or_changed_is_no_whole_answer(text in "[a-z]{0,200}", at in any::<proptest::sample::Index>(), to in any::<u8>()) {
            let whole = coded(text.as_bytes());
            let at = at.index(whole.len());
            prop_assert!(read(&whole[..at], 7).is_err(), "{at}");
            let mut changed = whole.clone();
            changed[at] = to;
            // Some bytes of the head mean nothing for the content.
            if let Ok(read) = read(&changed, 7) {
                prop_assert_eq!(read, text.as_bytes());
            }
        }

        #[test]
        fn anything_is_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, 11);
            let _ = read(&[&[0x1f, 0x8b, 8, 0][..], &bytes].concat(), 11);
        }
    }
}
