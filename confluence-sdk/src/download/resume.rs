//! Whether a download that broke off can continue, and whether an answer continues where it broke off.

use http::header::{CONTENT_ENCODING, CONTENT_RANGE, DATE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE};
use http::response::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// What proves that the file is still the same.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Proof {
    header: HeaderName,
    value: HeaderValue,
}

impl Proof {
    /// The proof in an answer: a strong `ETag`, or a `Last-Modified` that is older than the answer (RFC 9110, section
    /// 13.1.5). If there is none, the file could be another one at the next request.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        // The bytes are not those that would be counted on.
        if headers.contains_key(CONTENT_ENCODING) {
            return None;
        }
        if let Some(tag) = headers.get(ETAG) {
            let strong = tag.as_bytes().starts_with(b"\"") && tag.len() > 2;
            return strong.then(|| Self {
                header: ETAG,
                value: tag.clone(),
            });
        }
        // Within one second the file could change once more and keep its date.
        let (modified, date) = (headers.get(LAST_MODIFIED)?, headers.get(DATE)?);
        (modified != date).then(|| Self {
            header: LAST_MODIFIED,
            value: modified.clone(),
        })
    }

    /// The headers of a request for what comes after the first `received` bytes.
    pub(crate) fn asking(&self, received: u64) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Ok(range) = HeaderValue::from_str(&format!("bytes={received}-")) {
            headers.insert(RANGE, range);
            headers.insert(IF_RANGE, self.value.clone());
        }
        headers
    }

    /// The number of bytes to leave out, so that an answer continues after the first `received` of `length` bytes. If
    /// it does not, the reason.
    pub(crate) fn leave_out(&self, head: &Parts, received: u64, length: Option<u64>) -> Result<u64, &'static str> {
        if head.headers.get(&self.header) != Some(&self.value) {
            return Err("the file has changed, or the server does not prove that it has not");
        }
        if head.headers.contains_key(CONTENT_ENCODING) {
            return Err("the server sends the rest in a content coding");
        }
        if head.status != StatusCode::PARTIAL_CONTENT {
            // The server does not know ranges, and sends the same file from its start.
            return Ok(received);
        }
        let range = head.headers.get(CONTENT_RANGE).and_then(|value| value.to_str().ok());
        let (start, total) = range
            .and_then(range_of)
            .ok_or("the server does not say which part it sends")?;
        match (total, length) {
            (Some(total), Some(length)) if total != length => Err("the file has another length now"),
            _ if start != received => Err("the server sends another part than was asked for"),
            _ => Ok(0),
        }
    }
}

/// The first byte and the length of the whole in a `Content-Range` such as `bytes 5-9/10`.
fn range_of(value: &str) -> Option<(u64, Option<u64>)> {
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse::<u64>().ok() } else { None }
    };
    let (unit, rest) = value.trim().split_once(' ')?;
    let (range, total) = rest.trim().split_once('/')?;
    let (start, end) = range.split_once('-')?;
    let (start, end) = (number(start)?, number(end)?);
    let total = match total {
        "*" => None,
        total => Some(number(total)?),
    };
    let sound = unit.eq_ignore_ascii_case("bytes") && start <= end && total.is_none_or(|total| end < total);
    sound.then_some((start, total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn head(status: u16, headers: &[(HeaderName, &'static str)]) -> Parts {
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.status = StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            head.headers.insert(name, HeaderValue::from_static(value));
        }
        head
    }

    const OLD: &str = "Tue, 02 Jun 2026 10:00:00 GMT";
    const NEW: &str = "Tue, 02 Jun 2026 10:00:01 GMT";

    #[test]
    fn what_proves_that_a_file_is_the_same() {
        let proof = |headers: &[(HeaderName, &'static str)]| Proof::of(&head(200, headers).headers);
        assert!(proof(&[(ETAG, "\"a\"")]).is_some());
        assert!(proof(&[(LAST_MODIFIED, OLD), (DATE, NEW)]).is_some());
        for none in [
            &[][..],
            &[(ETAG, "W/\"a\"")],
            &[(ETAG, "W/\"a\""), (LAST_MODIFIED, OLD), (DATE, NEW)],
            &[(ETAG, "a")],
            &[(LAST_MODIFIED, OLD)],
            &[(LAST_MODIFIED, OLD), (DATE, OLD)],
            &[(ETAG, "\"a\""), (CONTENT_ENCODING, "br")],
        ] {
            assert_eq!(proof(none), None, "{none:?}");
        }
    }

    #[test]
    fn what_goes_on() {
        let tag = (ETAG, "\"a\"");
        let proof = Proof::of(&head(200, std::slice::from_ref(&tag)).headers).unwrap();
        let range = |value: &'static str| head(206, &[(ETAG, "\"a\""), (CONTENT_RANGE, value)]);
        let leaves_out = |head: &Parts| proof.leave_out(head, 5, Some(10)).ok();
        assert_eq!(leaves_out(&range("bytes 5-9/10")), Some(0));
        assert_eq!(leaves_out(&range("bytes 5-7/10")), Some(0));
        assert_eq!(leaves_out(&range("bytes 5-9/*")), Some(0));
        assert_eq!(leaves_out(&head(200, std::slice::from_ref(&tag))), Some(5));
        for wrong in [
            range("bytes 4-9/10"),
            range("bytes 6-9/10"),
            range("bytes 5-10/11"),
            range("bytes 5-9/9"),
            range("bytes */10"),
            range("lines 5-9/10"),
            range("bytes +5-9/10"),
            range("5-9/10"),
            range(""),
            head(206, std::slice::from_ref(&tag)),
            head(206, &[(CONTENT_RANGE, "bytes 5-9/10")]),
            head(206, &[(ETAG, "\"b\""), (CONTENT_RANGE, "bytes 5-9/10")]),
            head(
                206,
                &[
                    (ETAG, "\"a\""),
                    (CONTENT_RANGE, "bytes 5-9/10"),
                    (CONTENT_ENCODING, "gzip"),
                ],
            ),
            head(200, &[]),
            head(200, &[(ETAG, "\"b\"")]),
        ] {
            assert_eq!(leaves_out(&wrong), None, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn ranges(start in any::<u64>(), more in 0_u64..100, text in "(bytes|[0-9*/ -]){0,9}") {
            let Some(end) = start.checked_add(more) else { return Ok(()) };
            prop_assert_eq!(range_of(&format!("bytes {start}-{end}/*")), Some((start, None)));
            if let Some(total) = end.checked_add(1) {
                prop_assert_eq!(range_of(&format!("bytes {start}-{end}/{total}")), Some((start, Some(total))));
            }
            let _ = range_of(&text);
        }
    }
}
