//! The rules for following a redirect: which addresses are followed, how many, and what counts as the file at the end.
//!
//! A redirect of a download leads to another host, with a signed address. So no hop has a credential, and an address
//! that carries one is not followed. `fetch.rs` sends the requests.

use crate::error;
use crate::response::media_type;
use http::HeaderMap;
use url::{Host, Url};

/// A download needs one hop, or two if the media host moves it. More than this leads nowhere.
const MOST: usize = 5;

/// The hops of one download.
pub(crate) struct Hops {
    /// Whether plain `http` may be followed: only if the client's own site is plain, and only until a hop is `https`.
    plain: bool,
    seen: Vec<Url>,
}

impl Hops {
    /// No hop yet. `asked` is the address whose answer is the first redirect.
    pub(crate) fn new(asked: &Url, plain: bool) -> Self {
        Self {
            plain,
            seen: vec![asked.clone()],
        }
    }

    /// Takes one more hop, or says why not.
    pub(crate) fn take(&mut self, to: &Url) -> Result<(), &'static str> {
        let mut to = to.clone();
        to.set_fragment(None);
        match to.scheme() {
            "https" => self.plain = false,
            "http" if self.plain && is_loopback(&to) => {}
            _ => return Err("the server redirects to an address that is not https"),
        }
        if !to.username().is_empty() || to.password().is_some() {
            return Err("the server redirects to an address with a user name or a password in it");
        }
        if self.seen.contains(&to) {
            return Err("the server redirects in a circle");
        }
        if self.seen.len() > MOST {
            return Err("the server redirects too often");
        }
        self.seen.push(to);
        Ok(())
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The address in `Location`. A relative one starts from the address that was asked (RFC 9110, section 10.2.2).
pub(crate) fn location(asked: &Url, headers: &HeaderMap) -> Result<Url, &'static str> {
    let mut values = headers.get_all(http::header::LOCATION).iter();
    let value = values.next().ok_or("has no address in `Location`")?;
    if values.any(|other| other != value) {
        return Err("has two different addresses in `Location`");
    }
    let text = std::str::from_utf8(value.as_bytes()).map_err(|_| INVALID)?.trim();
    if text.is_empty() {
        return Err("has no address in `Location`");
    }
    asked.join(text).map_err(|_| INVALID)
}

const INVALID: &str = "has no valid address in `Location`";

/// The host of an address as an error shows it, with the port if one is given. The rest of the address may be a secret.
pub(crate) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Whether an answer is an HTML page, and not the file that was asked for: a login page, or the page of a proxy.
///
/// HTML is the file if the server hands it over as an attachment, if its name says so, or if the file is
/// known to be HTML (`known_as` is its media type). `start` is the start of the body: it counts if the answer has no
/// media type.
pub(crate) fn is_page_in_place_of_file(headers: &HeaderMap, start: &[u8], known_as: Option<&str>) -> bool {
    let html = |kind: &str| kind.to_ascii_lowercase().contains("html");
    let is_page = match media_type(headers) {
        Some(kind) => html(kind),
        None => error::is_html(None, start),
    };
    is_page && !known_as.is_some_and(html) && !is_handed_over(headers)
}

/// Whether `Content-Disposition` says `attachment`, or names an HTML file.
fn is_handed_over(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(http::header::CONTENT_DISPOSITION) else {
        return false;
    };
    let text = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
    let mut parts = text.split(';').map(str::trim);
    let is_attachment = parts.next() == Some("attachment");
    let names_html = |part: &str| {
        let name = part
            .strip_prefix("filename")
            .map(|name| name.trim_end_matches(['"', ' ']));
        name.is_some_and(|name| [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end)))
    };
    is_attachment || parts.any(names_html)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn joined(value: &[u8]) -> Result<String, &'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(http::header::LOCATION, HeaderValue::from_bytes(value).unwrap());
        location(&url("https://site.test/wiki/rest/download"), &headers).map(|url| url.to_string())
    }

    #[test]
    fn addresses_in_location() {
        for (value, expected) in [
            ("https://media.test/a?t=1", "https://media.test/a?t=1"),
            ("/a", "https://site.test/a"),
            ("a", "https://site.test/wiki/rest/a"),
            ("../a", "https://site.test/wiki/a"),
            ("//media.test/a", "https://media.test/a"),
            ("?b", "https://site.test/wiki/rest/download?b"),
            (" /a ", "https://site.test/a"),
            ("/ä", "https://site.test/%C3%A4"),
        ] {
            assert_eq!(joined(value.as_bytes()).as_deref(), Ok(expected), "{value}");
        }
        for value in ["", "https://", "https:// x/"] {
            assert!(joined(value.as_bytes()).is_err(), "{value}");
        }
        assert!(joined(b"/\xff").is_err());
        let mut two = HeaderMap::new();
        two.append(http::header::LOCATION, HeaderValue::from_static("/a"));
        two.append(http::header::LOCATION, HeaderValue::from_static("/b"));
        assert!(location(&url("https://site.test/"), &two).is_err());
    }

    #[test]
    fn hops_that_are_taken() {
        let secure = || Hops::new(&url("https://site.test/a"), false);
        let plain = || Hops::new(&url("http://127.0.0.1:1/a"), true);
        assert!(secure().take(&url("https://media.test/a")).is_ok());
        assert!(plain().take(&url("http://127.0.0.1:2/a")).is_ok());
        assert!(plain().take(&url("https://media.test/a")).is_ok());
        for (mut hops, to) in [
            (secure(), "http://media.test/a"),
            (secure(), "http://127.0.0.1:2/a"),
            (secure(), "ftp://media.test/a"),
            (secure(), "data:text/plain,x"),
            (secure(), "https://me@media.test/a"),
            (secure(), "https://:word@media.test/a"),
            (secure(), "https://site.test/a"),
            (secure(), "https://site.test/a#b"),
            (plain(), "http://media.test/a"),
        ] {
            assert!(hops.take(&url(to)).is_err(), "{to}");
        }
        let mut hops = plain();
        assert!(hops.take(&url("https://media.test/a")).is_ok());
        assert!(
            hops.take(&url("http://127.0.0.1:2/a")).is_err(),
            "from https back to http"
        );

        let mut hops = secure();
        let taken = (0..20).take_while(|i| hops.take(&url(&format!("https://media.test/{i}"))).is_ok());
        assert_eq!(taken.count(), MOST);
    }

    #[test]
    fn pages_and_files() {
        let judged =
            |kind: Option<&'static str>, disposition: Option<&'static str>, start: &str, known: Option<&str>| {
                let mut headers = HeaderMap::new();
                kind.map(|kind| headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(kind)));
                disposition
                    .map(|text| headers.insert(http::header::CONTENT_DISPOSITION, HeaderValue::from_static(text)));
                is_page_in_place_of_file(&headers, start.as_bytes(), known)
            };
        let html = Some("Text/HTML; charset=utf-8");
        assert!(judged(html, None, "<p>", None));
        assert!(judged(Some("application/xhtml+xml"), None, "<p>", None));
        assert!(judged(html, Some("inline"), "<p>", None));
        assert!(judged(html, None, "<p>", Some("image/png")));
        assert!(judged(None, None, "<!doctype html><p>", None));
        assert!(!judged(html, Some("attachment; filename=\"a.png\""), "<p>", None));
        assert!(!judged(html, Some("inline; filename=\"a.HTML\""), "<p>", None));
        assert!(!judged(html, Some("inline; filename*=UTF-8''a.htm"), "<p>", None));
        assert!(!judged(html, None, "<p>", Some("text/html")));
        assert!(!judged(Some("application/octet-stream"), None, "<html>", None));
        assert!(!judged(None, None, "bytes", None));
    }

    proptest! {
        #[test]
        fn no_location_leads_back_to_plain_http_or_takes_a_credential_along(value in "(https?:|//|/|\\\\|@|\\.|[a-z:?#%]|é){0,12}") {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
                headers.insert(http::header::LOCATION, value);
            }
            let asked = url("https://site.test/wiki/a");
            if let Ok(to) = location(&asked, &headers)
                && Hops::new(&asked, false).take(&to).is_ok()
            {
                prop_assert_eq!(to.scheme(), "https");
                prop_assert!(to.username().is_empty() && to.password().is_none());
            }
        }
    }
}
