//! Addresses that a program is given or that come with an answer: which are taken, and what is said of the others.
//!
//! Each address is read by [`Address::parse`], which holds the rules that are the same everywhere. What else a place
//! demands, such as that there is no path, it asks of the address.

use crate::error::Error;
use url::{Host, Url};

/// An address that secrets may be sent to. It has a host, it is https or on the loopback interface, and it carries no
/// credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(Url);

/// What is wrong with a text that is not taken as an address. It never repeats the text, which may hold credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Problem(&'static str);

/// An address of any path. `field` is what a refusal names.
#[cfg(any(feature = "oauth", feature = "forge"))]
pub(crate) fn url(field: &str, text: &str) -> crate::Result<Url> {
    let address = Address::parse(text).map_err(|problem| problem.of(field))?;
    Ok(address.0)
}

/// Scheme, host and port of an address that has nothing else. `field` is what a refusal names.
pub(crate) fn origin(field: &str, text: &str) -> crate::Result<String> {
    let address = Address::parse(text).and_then(Address::without_path);
    Ok(address.map_err(|problem| problem.of(field))?.origin())
}

impl Address {
    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
        if !text.contains("://") {
            return Err(Problem("has no scheme; write it with `https://`"));
        }
        let url = Url::parse(text).map_err(|_| Problem("is not an address; write it with `https://`"))?;
        confidential(&url)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Problem(
                "carries a user name or password; credentials do not belong in an address",
            ));
        }
        if url.fragment().is_some() {
            return Err(Problem("has a fragment, which is not sent to any server"));
        }
        Ok(Self(url))
    }

    /// For places where something is added to the end.
    pub(crate) fn without_query(self) -> Result<Self, Problem> {
        match self.0.query() {
            None => Ok(self),
            Some(_) => Err(Problem("has a query")),
        }
    }

    /// For places that want scheme, host and port only.
    pub(crate) fn without_path(self) -> Result<Self, Problem> {
        let address = self.without_query()?;
        match address.0.path() {
            "" | "/" => Ok(address),
            "/wiki" | "/wiki/" => Err(Problem(
                "has the path `/wiki`, which every call adds by itself; write scheme and host only",
            )),
            _ => Err(Problem("has a path; write scheme and host only")),
        }
    }

    /// For the base URL of an installation.
    #[cfg(any(feature = "connect", test))]
    pub(crate) fn ending_in_wiki(self) -> Result<Self, Problem> {
        let address = self.without_query()?;
        match address.0.path() {
            "/wiki" | "/wiki/" => Ok(address),
            _ => Err(Problem(
                "does not end in `/wiki`, as the base URL of every Confluence site does",
            )),
        }
    }

    /// The host without its port. An IPv6 address is in brackets.
    #[cfg(feature = "connect")]
    pub(crate) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Scheme, host and port, without a slash at the end.
    pub(crate) fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    #[cfg(any(feature = "connect", test))]
    pub(crate) fn into_url(self) -> Url {
        self.0
    }
}

/// Refuses an address to which secrets would go in the clear: plain `http` is taken on the loopback interface only.
fn confidential(url: &Url) -> Result<(), Problem> {
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(Problem("has no host")),
    };
    match url.scheme() {
        "https" => Ok(()),
        "http" if loopback => Ok(()),
        "http" => Err(Problem(
            "is plain http, which would send credentials in the clear; use https",
        )),
        _ => Err(Problem("is neither http nor https")),
    }
}

impl Problem {
    #[cfg(any(feature = "connect", test))]
    /// As an end of the sentence that begins with what was judged.
    pub(crate) fn words(self) -> &'static str {
        self.0
    }

    /// As an error about this argument or member.
    pub(crate) fn of(self, field: &str) -> Error {
        Error::input(field, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn problem<T>(result: Result<T, Problem>) -> &'static str {
        result.err().map_or("nothing", Problem::words)
    }

    #[test]
    fn what_is_refused_everywhere() {
        for (text, words) in [
            ("", "no scheme"),
            ("example.net", "no scheme"),
            ("localhost:8080", "no scheme"),
            ("mailto:me@example.net", "no scheme"),
            ("https://", "not an address"),
            ("https://exa mple.net", "not an address"),
            ("https://example.net:port", "not an address"),
            ("file:///etc/passwd", "no host"),
            ("ftp://example.net", "neither"),
            ("http://example.net", "in the clear"),
            ("http://127.0.0.1.example.net", "in the clear"),
            ("http://10.0.0.1", "in the clear"),
            ("http://localhost@example.net", "in the clear"),
            ("https://me@example.net", "user name"),
            ("https://:secret@example.net", "user name"),
            ("https://example.net#x", "fragment"),
        ] {
            let found = problem(Address::parse(text));
            assert!(found.contains(words), "{text}: {found}");
        }
    }

    #[test]
    fn the_loopback_interface_may_be_plain() {
        for text in [
            "http://127.0.0.1:8080",
            "http://127.1.2.3",
            "http://localhost/x?y",
            "http://app.localhost",
            "http://[::1]:8080",
            "https://example.net/x?y",
        ] {
            assert_eq!(problem(Address::parse(text)), "nothing", "{text}");
        }
    }

    #[test]
    fn what_a_place_demands() {
        let address = |text| Address::parse(text).unwrap();
        assert_eq!(
            address("https://Example.net:443/").without_path().unwrap().origin(),
            "https://example.net"
        );
        assert_eq!(
            address("http://[::1]:80").without_path().unwrap().origin(),
            "http://[::1]"
        );
        for (text, words) in [
            ("https://example.net?x", "a query"),
            ("https://example.net/wiki", "`/wiki`"),
            ("https://example.net/wiki/", "`/wiki`"),
            ("https://example.net/x", "a path"),
        ] {
            let found = problem(address(text).without_path());
            assert!(found.contains(words), "{text}: {found}");
        }
        assert_eq!(problem(address("https://example.net/x").without_query()), "nothing");
        assert_eq!(
            problem(address("https://example.net/wiki/").ending_in_wiki()),
            "nothing"
        );
        for (text, words) in [
            ("https://example.net", "end in `/wiki`"),
            ("https://example.net/wiki/x", "end in `/wiki`"),
            ("https://example.net/wiki?x", "a query"),
        ] {
            let found = problem(address(text).ending_in_wiki());
            assert!(found.contains(words), "{text}: {found}");
        }
    }

    /// What looks like an address, and is one now and then.
    fn like_an_address() -> impl Strategy<Value = String> {
        let scheme = "(https?|HTTP|ftp|file|javascript)?(://|:|//)?";
        (
            scheme,
            "([a-z:]{0,5}@)?",
            "[a-z0-9.\\[\\]:%-]{0,20}",
            "[/?#@\\\\a-z.%]{0,12}",
        )
            .prop_map(|(scheme, user, host, rest)| format!("{scheme}{user}{host}{rest}"))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_is_taken_has_a_host_and_no_credentials(text in prop_oneof![like_an_address(), ".*"]) {
            if let Ok(address) = Address::parse(&text) {
                let url = address.clone().into_url();
                prop_assert!(url.host_str().is_some_and(|host| !host.is_empty()), "{}", text);
                prop_assert!(url.username().is_empty() && url.password().is_none() && url.fragment().is_none());
                prop_assert!(matches!(url.scheme(), "https" | "http"));
                // Its origin is taken again and is itself.
                let origin = Address::parse(&address.origin()).and_then(Address::without_path);
                prop_assert_eq!(origin.map(|again| again.origin()), Ok(address.origin()));
                let _ = (address.clone().without_query(), address.clone().without_path(), address.ending_in_wiki());
            }
        }

        #[test]
        fn no_problem_repeats_a_secret(user in "[a-z]{1,8}", secret in "[0-9]{6,12}", host in "[a-z]{1,8}") {
            let text = format!("https://{user}:{secret}@{host}.example");
            prop_assert!(!problem(Address::parse(&text)).contains(&secret));
        }
    }
}
