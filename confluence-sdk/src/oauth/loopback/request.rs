//! The first line of a request, read as far as a callback needs it.

/// The parts of the first line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    /// Without its question mark; empty if there is none.
    pub(super) query: &'a str,
}

/// Reads the head of a request. Returns `None` if its first line is not HTTP/1, or asks for something other than a
/// path.
pub(super) fn target(head: &[u8]) -> Option<Target<'_>> {
    let end = head.windows(2).position(|window| window == b"\r\n")?;
    let line = std::str::from_utf8(&head[..end]).ok()?;
    if !line.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return None;
    }
    let mut words = line.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    let plain = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    if words.next().is_some() || !plain || !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
        return None;
    }
    if !target.starts_with('/') || target.contains('#') {
        return None;
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Some(Target { method, path, query })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_read_or_refused() {
        let good = target(b"GET /callback?code=a&state=b HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        assert_eq!(
            (good.method, good.path, good.query),
            ("GET", "/callback", "code=a&state=b")
        );
        assert_eq!(target(b"GET / HTTP/1.0\r\n").unwrap().query, "");
        for bad in [
            "",
            "\r\n",
            "GET /\r\n",
            "GET  / HTTP/1.1\r\n",
            "get / HTTP/1.1\r\n",
            "GET / HTTP/2\r\n",
            "GET / HTTP/1.1 x\r\n",
            "GET http://127.0.0.1/ HTTP/1.1\r\n",
            "GET /\tx HTTP/1.1\r\n",
            "GET /é HTTP/1.1\r\n",
            "GET /#x HTTP/1.1\r\n",
            "GET / HTTP/1.1\n",
            "\u{16}\u{3}\u{1} / HTTP/1.1\r\n",
        ] {
            assert_eq!(target(bad.as_bytes()), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_judged_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = target(&bytes);
        }

        #[test]
        fn what_a_browser_sends_is_read_as_it_is(path in "/[a-z/%0-9]{0,20}", query in "[!-\"$-~]{0,60}", headers in "[ -~\r\n]{0,60}") {
            let head = format!("GET {path}?{query} HTTP/1.1\r\n{headers}");
            let read = target(head.as_bytes()).unwrap();
            prop_assert_eq!((read.method, read.path, read.query), ("GET", path.as_str(), query.as_str()));
        }
    }
}
