//! Where a client's calls go: the site itself, or the vendor's gateway.

use crate::Result;
use crate::error::Error;
use crate::http::Http;
use crate::id::CloudId;
use std::fmt;
use url::{Host, Url};

/// A Confluence site, such as `https://example.atlassian.net`: where basic auth and Connect apps call.
#[derive(Clone, PartialEq, Eq)]
pub struct Site(String);

/// The vendor's gateway to a site: where scoped tokens of all kinds call.
#[derive(Clone, PartialEq, Eq)]
pub struct Gateway(String);

/// Either, once it is known to suit the credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

pub(crate) const GATEWAY: &str = "https://api.atlassian.com";

impl Site {
    /// A site by its address: scheme and host, no path.
    ///
    /// Plain `http` is accepted for the loopback interface only: credentials are never sent in the clear.
    pub fn new(url: &str) -> Result<Self> {
        origin("site", url).map(Self)
    }
}

impl Gateway {
    /// The gateway to the site with this cloud id.
    pub fn new(cloud_id: impl AsRef<str>) -> Result<Self> {
        Self::at(GATEWAY, cloud_id)
    }

    /// A gateway at another address, such as a sandbox.
    pub fn at(url: &str, cloud_id: impl AsRef<str>) -> Result<Self> {
        let cloud_id = CloudId::new(cloud_id)?;
        Ok(Self(format!(
            "{}/ex/confluence/{}",
            origin("gateway", url)?,
            crate::request::encode(cloud_id.as_str())
        )))
    }

    /// The gateway to a site of which only the address is known: the site is asked for its cloud id. No credentials are sent.
    ///
    /// For service accounts and scoped API tokens; OAuth 2.0 apps learn the cloud id with the grant (`oauth::Grant::sites`).
    ///
    /// ```no_run
    /// # async fn run() -> confluence_sdk::Result<()> {
    /// use confluence_sdk::{Gateway, Http, Site};
    ///
    /// let http = Http::builder().build()?;
    /// let gateway = Gateway::discover(&http, &Site::new("https://example.atlassian.net")?).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn discover(http: &Http, site: &Site) -> Result<Self> {
        Self::discover_at(GATEWAY, http, site).await
    }

    /// The same for a gateway at another address, such as a sandbox.
    pub async fn discover_at(url: &str, http: &Http, site: &Site) -> Result<Self> {
        let raw = http.get(&format!("{}/_edge/tenant_info", site.0)).await?;
        let answer: serde_json::Value = raw.json()?;
        match answer["cloudId"].as_str() {
            Some(cloud_id) => Self::at(url, cloud_id),
            None => Err(raw.unexpected(&format!("does not tell the cloud id of {}", site.0))),
        }
    }
}

impl Base {
    /// Scheme, host and port, already checked.
    #[cfg(feature = "oauth")]
    pub(crate) fn of_origin(origin: &str) -> Self {
        Self(origin.to_owned())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is plain `http`, on the loopback interface.
    pub(crate) fn is_plain(&self) -> bool {
        self.0.starts_with("http:")
    }
}

impl From<Site> for Base {
    fn from(site: Site) -> Self {
        Self(site.0)
    }
}
impl From<Gateway> for Base {
    fn from(gateway: Gateway) -> Self {
        Self(gateway.0)
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Site({})", self.0)
    }
}
impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Gateway({})", self.0)
    }
}

/// Scheme, host and port, and nothing else.
pub(crate) fn origin(field: &str, text: &str) -> Result<String> {
    let refuse = |problem: &str| Err(Error::input(field, problem));
    if !text.contains("://") {
        return refuse("has no scheme; write it as `https://example.atlassian.net`");
    }
    let Ok(url) = Url::parse(text) else {
        return refuse("is not an address; write it as `https://example.atlassian.net`");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("carries a user name or password; give credentials to `Credential`");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("has a query or fragment; write scheme and host only");
    }
    match url.path() {
        "" | "/" => {}
        "/wiki" | "/wiki/" => {
            return refuse("has the path `/wiki`, which every call adds by itself; write scheme and host only");
        }
        _ => return refuse("has a path; write scheme and host only"),
    }
    if let Err(problem) = confidential(&url) {
        return refuse(problem);
    }
    Ok(url.origin().ascii_serialization())
}

/// Refuses what would be sent in the clear: plain `http`, but on the loopback interface.
pub(crate) fn confidential(url: &Url) -> Result<(), &'static str> {
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => return Err("has no host"),
    };
    match url.scheme() {
        "https" => Ok(()),
        "http" if loopback => Ok(()),
        "http" => Err("is plain http, which would send credentials in the clear; use https"),
        _ => Err("is neither http nor https"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_scheme_and_host_is_refused_by_name() {
        let cases = [
            ("example.atlassian.net", "no scheme"),
            ("https://", "not an address"),
            ("https://example.atlassian.net/wiki", "`/wiki`"),
            ("https://example.atlassian.net/spaces/X", "a path"),
            ("https://example.atlassian.net?x=1", "a query"),
            ("https://me:secret@example.atlassian.net", "user name"),
            ("http://example.atlassian.net", "in the clear"),
            ("ftp://example.atlassian.net", "neither"),
        ];
        for (text, words) in cases {
            let error = Site::new(text).unwrap_err();
            assert_eq!(error.field(), Some("site"), "{text}");
            assert!(error.to_string().contains(words), "{text}: {error}");
            assert!(!error.to_string().contains("secret"));
        }
    }

    #[test]
    fn loopback_may_be_plain() {
        for text in ["http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080"] {
            assert!(Site::new(text).is_ok(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_panic(text in ".*") {
            let _ = Site::new(&text);
            let _ = Gateway::new(&text);
        }

        #[test]
        fn a_site_is_an_origin(host in "[a-z]{1,10}(\\.[a-z]{2,5}){1,3}", port in proptest::option::of(1u16..)) {
            let text = match port { Some(port) => format!("https://{host}:{port}"), None => format!("https://{host}") };
            let base = Base::from(Site::new(&text).unwrap());
            prop_assert!(base.as_str().starts_with("https://") && !base.as_str().ends_with('/'));
        }
    }
}
