//! The hosts that an installation may name as its site.

use crate::Result;
use crate::address::{Address, Problem};
use crate::error::Error;
use crate::site::Site;

/// The hosts that are accepted as sites. An app's secrets and tokens are sent to these only.
///
/// The vendor does not sign the body of an installation. Without such a list, an attacker who gets one signed call
/// could make the app talk to a host of theirs.
///
/// ```
/// use confluence_sdk::connect::Hosts;
///
/// let hosts = Hosts::default().and("*.jira-dev.com");
/// assert!(hosts.accept("example.atlassian.net") && hosts.accept("example.jira-dev.com"));
/// assert!(!hosts.accept("atlassian.net.example.org") && !hosts.accept("a.b.atlassian.net"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosts(Vec<String>);

impl Default for Hosts {
    /// `*.atlassian.net`: the sites of Confluence Cloud.
    fn default() -> Self {
        Self(vec!["*.atlassian.net".to_owned()])
    }
}

impl Hosts {
    /// These hosts only. `*` at the beginning stands for exactly one label.
    pub fn only<H: Into<String>>(hosts: impl IntoIterator<Item = H>) -> Self {
        Self(hosts.into_iter().map(|host| host.into().to_ascii_lowercase()).collect())
    }

    /// This host as well, such as `*.jira-dev.com`, or `127.0.0.1` to try something out.
    pub fn and(mut self, host: impl Into<String>) -> Self {
        self.0.push(host.into().to_ascii_lowercase());
        self
    }

    /// Whether a host is among them.
    pub fn accept(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.0.iter().any(|pattern| match pattern.strip_prefix('*') {
            Some(suffix) => host
                .strip_suffix(suffix)
                .is_some_and(|label| suffix.starts_with('.') && !label.is_empty() && !label.contains('.')),
            None => *pattern == host,
        })
    }

    /// The site at the base URL of an installation, which ends in `/wiki`.
    pub(super) fn site(&self, base_url: &str) -> Result<Site, Unsuitable> {
        let address = Address::parse(base_url).and_then(Address::ending_in_wiki);
        let address = address.map_err(Unsuitable::Address)?;
        if !self.accept(address.host()) {
            return Err(Unsuitable::Host(address.host().to_owned()));
        }
        Ok(Site::of(&address))
    }
}

/// The reason why a base URL is not accepted.
#[derive(Debug)]
pub(super) enum Unsuitable {
    Address(Problem),
    Host(String),
}

impl From<Unsuitable> for Error {
    fn from(unsuitable: Unsuitable) -> Self {
        match unsuitable {
            Unsuitable::Address(problem) => problem.of("baseUrl"),
            Unsuitable::Host(host) => Self::input(
                "baseUrl",
                format!("has a host that is not among those accepted: {host:?}"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_star_is_one_label() {
        let hosts = Hosts::default();
        for good in ["example.atlassian.net", "EXAMPLE.Atlassian.net"] {
            assert!(hosts.accept(good), "{good}");
        }
        for bad in [
            "atlassian.net",
            ".atlassian.net",
            "a.b.atlassian.net",
            "a.atlassian.net.evil.org",
            "evilatlassian.net",
            "",
        ] {
            assert!(!hosts.accept(bad), "{bad}");
        }
        assert!(!Hosts::only(["*"]).accept("anything") && !Hosts::only(["*net"]).accept("x.net"));
    }

    #[test]
    fn a_base_url_is_a_site_with_wiki() {
        let hosts = Hosts::default().and("127.0.0.1");
        for good in [
            "https://example.atlassian.net/wiki",
            "https://example.atlassian.net/wiki/",
            "http://127.0.0.1:90/wiki",
        ] {
            assert!(hosts.site(good).is_ok(), "{good}");
        }
        for (bad, words) in [
            ("example", "no scheme"),
            ("https://example.atlassian.net", "/wiki"),
            ("https://example.atlassian.net/wiki/x", "/wiki"),
            ("http://example.atlassian.net/wiki", "in the clear"),
            ("https://me@example.atlassian.net/wiki", "user name"),
            ("https://example.atlassian.net/wiki?x", "a query"),
            ("https://example.org/wiki", "example.org"),
            ("https://example.atlassian.net@example.org/wiki", "user name"),
            ("http://localhost/wiki", "localhost"),
        ] {
            let error = Error::from(hosts.site(bad).unwrap_err());
            assert!(error.to_string().contains(words), "{bad}: {error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_panic(text in ".*", host in ".*") {
            let _ = Hosts::default().site(&text);
            let _ = Hosts::only([host]).accept(&text);
        }
    }
}
