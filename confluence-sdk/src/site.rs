//! The places where a client's calls go: the site itself, or the vendor's gateway.

use crate::Result;
#[cfg(feature = "connect")]
use crate::address::Address;
use crate::address::origin;
use crate::error::Error;
use crate::http::Http;
use crate::id::CloudId;
use http::Uri;
use http::uri::{Authority, Parts, Scheme};
use std::fmt;
use std::str::FromStr;

/// A Confluence site, such as `https://example.atlassian.net`: where basic auth and Connect apps call.
///
/// ```
/// use confluence_sdk::Site;
///
/// let site: Site = "https://example.atlassian.net/".parse()?;
/// assert_eq!(site.to_string(), "https://example.atlassian.net");
/// # Ok::<(), confluence_sdk::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Site(String);

/// The vendor's gateway to a site: where scoped tokens of all kinds call. See
/// [the guide](https://docs.rs/confluence-sdk/latest/confluence_sdk/guide/ways_in/).
///
/// ```
/// use confluence_sdk::Gateway;
///
/// let gateway = Gateway::new("11111111-2222-4333-8444-555555555555")?;
/// let address = "https://api.atlassian.com/ex/confluence/11111111-2222-4333-8444-555555555555";
/// assert_eq!(gateway.to_string(), address);
/// assert_eq!(address.parse::<Gateway>()?, gateway);
/// # Ok::<(), confluence_sdk::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Gateway(String);

/// The address that a client calls: of a [`Site`] or of a [`Gateway`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Base {
    text: String,
    /// Scheme and authority, which are the same in each address.
    origin: Option<(Scheme, Authority)>,
}

pub(crate) const GATEWAY: &str = "https://api.atlassian.com";
/// What stands between the gateway's own address and the cloud id.
const TO_THE_SITE: &str = "/ex/confluence/";

impl Site {
    /// A site by its address: scheme and host, no path.
    ///
    /// Plain `http` is accepted for the loopback interface only: credentials are never sent in the clear.
    ///
    /// # Errors
    ///
    /// If the address is not `https` with a host, or plain `http` on the loopback interface, or if it has more than
    /// scheme, host and port: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn new(url: &str) -> Result<Self> {
        origin("site", url).map(Self)
    }

    /// The address, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The site at the origin of an address.
    #[cfg(feature = "connect")]
    pub(crate) fn of(address: &Address) -> Self {
        Self(address.origin())
    }
}

impl Gateway {
    /// The gateway to the site with this cloud id.
    ///
    /// # Errors
    ///
    /// If it does not have the form of a cloud id: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn new(cloud_id: impl AsRef<str>) -> Result<Self> {
        Self::at(GATEWAY, cloud_id)
    }

    /// A gateway at another address, such as a sandbox.
    ///
    /// # Errors
    ///
    /// If `url` is not an address of scheme and host, or if `cloud_id` does not have the form of a cloud id:
    /// [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn at(url: &str, cloud_id: impl AsRef<str>) -> Result<Self> {
        let cloud_id = CloudId::new(cloud_id)?;
        Ok(Self(format!(
            "{}{TO_THE_SITE}{}",
            origin("gateway", url)?,
            cloud_id.as_str()
        )))
    }

    /// The address, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The cloud id of the site behind it.
    pub fn cloud_id(&self) -> &str {
        self.0.split_once(TO_THE_SITE).map_or("", |(_, id)| id)
    }

    /// The gateway to a site whose cloud id is not known: the site is asked for it by its address. No credentials are
    /// sent.
    ///
    /// This is for service accounts and scoped API tokens. OAuth 2.0 apps learn the cloud id with the grant
    /// (`oauth::Grant::sites`).
    ///
    /// # Errors
    ///
    /// If the site cannot be reached ([`is_connect`](crate::Error::is_connect)), or if its answer has no cloud id,
    /// because there is no such site or the address is that of something else.
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
    ///
    /// # Errors
    ///
    /// Those of [`discover`](Gateway::discover), and [`is_invalid_input`](crate::Error::is_invalid_input) if `url` is
    /// not an address of scheme and host.
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
        Self::of(origin.to_owned())
    }

    fn of(text: String) -> Self {
        let parts = text.parse().map(Uri::into_parts).unwrap_or_default();
        Self {
            text,
            origin: parts.scheme.zip(parts.authority),
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The address of a path here. The query comes with its question mark.
    pub(crate) fn uri(&self, path: &str, query: &str) -> Option<Uri> {
        let Some((scheme, authority)) = &self.origin else {
            return [self.as_str(), path, query].concat().parse().ok();
        };
        let target = [&self.text[self.origin().len()..], path, query].concat();
        let mut parts = Parts::default();
        parts.scheme = Some(scheme.clone());
        parts.authority = Some(authority.clone());
        parts.path_and_query = Some(target.try_into().ok()?);
        Uri::from_parts(parts).ok()
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        let host = self.text.find("://").map_or(0, |scheme| scheme + 3);
        let end = self.text[host..].find('/').map_or(self.text.len(), |path| host + path);
        &self.text[..end]
    }

    /// Whether it is plain `http`, on the loopback interface.
    pub(crate) fn is_plain(&self) -> bool {
        self.text.starts_with("http:")
    }
}

impl From<Site> for Base {
    fn from(site: Site) -> Self {
        Self::of(site.0)
    }
}
impl From<Gateway> for Base {
    fn from(gateway: Gateway) -> Self {
        Self::of(gateway.0)
    }
}

impl FromStr for Site {
    type Err = Error;

    /// As [`Site::new`].
    fn from_str(url: &str) -> Result<Self> {
        Self::new(url)
    }
}

impl FromStr for Gateway {
    type Err = Error;

    /// Reads what `Display` writes: the gateway's own address, `/ex/confluence/` and the cloud id.
    fn from_str(text: &str) -> Result<Self> {
        match text.trim_end_matches('/').split_once(TO_THE_SITE) {
            Some((url, cloud_id)) => Self::at(url, cloud_id),
            None => Err(Error::input(
                "gateway",
                "does not name a site; write it with `/ex/confluence/` and the cloud id",
            )),
        }
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_scheme_and_host_is_refused_by_name() {
        for text in ["example.atlassian.net", "https://example.atlassian.net/wiki"] {
            assert_eq!(Site::new(text).unwrap_err().field(), Some("site"), "{text}");
            assert_eq!(Gateway::at(text, "c1").unwrap_err().field(), Some("gateway"), "{text}");
        }
    }

    #[test]
    fn addresses_are_read_as_they_are_written() {
        let gateway = Gateway::at("http://127.0.0.1:8080/", "c-1").unwrap();
        assert_eq!(gateway.to_string().parse::<Gateway>().unwrap(), gateway);
        assert_eq!(
            (gateway.cloud_id(), gateway.as_str()),
            ("c-1", "http://127.0.0.1:8080/ex/confluence/c-1")
        );
        for text in [
            "",
            "c-1",
            "https://api.atlassian.com",
            "https://api.atlassian.com/ex/confluence/",
            "http://a.example/ex/confluence/c-1",
        ] {
            assert!(text.parse::<Gateway>().unwrap_err().is_invalid_input(), "{text}");
        }
        assert!("https://example.atlassian.net/wiki".parse::<Site>().is_err());
    }

    #[test]
    fn an_address_begins_with_the_base_and_cannot_leave_it() {
        let site = Base::from(Site::new("https://example.atlassian.net").unwrap());
        let gateway = Base::from(Gateway::at("http://127.0.0.1:8080", "c1").unwrap());
        for (base, path, query) in [
            (&site, "/wiki/api/v2/pages/1", "?a=1&b=%2F"),
            (&gateway, "/wiki/api/v2/pages", ""),
            (&site, "//other.example/x", ""),
        ] {
            assert!(base.origin.is_some());
            let uri = base.uri(path, query).unwrap();
            assert_eq!(uri.to_string(), format!("{}{path}{query}", base.as_str()));
            assert_eq!(Some(uri), format!("{}{path}{query}", base.as_str()).parse().ok());
        }
        assert_eq!(site.uri("@other.example/x", ""), None);
        assert_eq!(site.uri("/a b", ""), None);
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
            prop_assert_eq!(base.origin(), base.as_str());
            let gateway = Base::from(Gateway::at(&text, "c1").unwrap());
            prop_assert_eq!(gateway.origin(), base.as_str());
        }
    }
}
