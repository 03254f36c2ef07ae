//! The settings of the default transport, and the reqwest client that is made of them.

use super::reqwest::Reqwest;
use super::tls;
use crate::Result;
use crate::error::Error;
use secrecy::{ExposeSecret, SecretString};
use std::net::IpAddr;
use std::time::Duration;
use url::Url;

/// The settings of the default transport.
pub(crate) struct Settings {
    pub(crate) connect_timeout: Duration,
    pub(crate) proxies: Proxies,
    pub(crate) certificates: Certificates,
    pub(crate) idle_connections: Option<usize>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) versions: Versions,
    pub(crate) tcp_keepalive: Option<Duration>,
    pub(crate) local_address: Option<IpAddr>,
}

/// Certificates that a program gives, as PEM.
#[derive(Clone, Default)]
pub(crate) struct Certificates {
    /// Those that are trusted beside those of the platform.
    pub(crate) roots: Vec<Vec<u8>>,
    /// A chain and its key.
    pub(crate) identity: Option<(Vec<u8>, SecretString)>,
}

/// Which proxies are used for `https`. Plain `http` never goes through a proxy.
pub(crate) enum Proxies {
    /// Those of the environment.
    Environment,
    None,
    /// The address may hold a password, so no error shows it.
    At(SecretString),
}

/// The versions of HTTP that are spoken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Versions {
    Any,
    Http1,
    #[cfg(feature = "http2")]
    Http2,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            proxies: Proxies::Environment,
            certificates: Certificates::default(),
            idle_connections: None,
            idle_timeout: None,
            versions: Versions::Any,
            tcp_keepalive: None,
            local_address: None,
        }
    }
}

impl Settings {
    /// The first setting that was made, if any was. The time limit of connections does not count.
    pub(crate) fn made(&self) -> Option<&'static str> {
        let made = [
            ("proxy", matches!(self.proxies, Proxies::At(_))),
            ("no_proxy", matches!(self.proxies, Proxies::None)),
            ("root_certificates", !self.certificates.roots.is_empty()),
            ("client_certificate", self.certificates.identity.is_some()),
            ("max_idle_connections", self.idle_connections.is_some()),
            ("idle_timeout", self.idle_timeout.is_some()),
            ("HTTP version", self.versions != Versions::Any),
            ("tcp_keepalive", self.tcp_keepalive.is_some()),
            ("local_address", self.local_address.is_some()),
        ];
        made.iter().find(|(_, made)| *made).map(|(name, _)| *name)
    }

    /// The transport with these settings. Credentials for plain `http` never go through a proxy. reqwest cannot be told
    /// that for the proxies of the environment alone, so a second client without proxies is made where there may be
    /// one.
    pub(crate) fn transport(mut self) -> Result<Reqwest> {
        let client = self.client()?;
        let plain = match self.proxies {
            Proxies::Environment if plain_http_may_be_proxied() => {
                self.proxies = Proxies::None;
                Some(self.client()?)
            }
            _ => None,
        };
        Ok(Reqwest::new(client, plain))
    }

    /// A reqwest client with these settings and the TLS library that the cargo features select.
    fn client(&self) -> Result<reqwest::Client> {
        let given = &self.certificates;
        let error = match self.with(given) {
            Err(error) if !error.is_invalid_input() => error,
            done => return done,
        };
        // The TLS library does not say which of the certificates it cannot use. What works without them does.
        let without_identity = Certificates {
            identity: None,
            ..given.clone()
        };
        let without_roots = Certificates {
            roots: Vec::new(),
            ..given.clone()
        };
        let setting = if given.identity.is_some() && self.with(&without_identity).is_ok() {
            "client_certificate"
        } else if !given.roots.is_empty() && self.with(&without_roots).is_ok() {
            "root_certificates"
        } else {
            return Err(error);
        };
        Err(Error::input(setting, format!("cannot be used: {error}")))
    }

    fn with(&self, certificates: &Certificates) -> Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.connect_timeout)
            .referer(false)
            // The codings are undone above the transport. Another crate of the program can have switched these on.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .local_address(self.local_address);
        builder = match &self.proxies {
            Proxies::Environment => builder,
            Proxies::None => builder.no_proxy(),
            Proxies::At(address) => builder.proxy(proxy(address.expose_secret())?),
        };
        if let Some(most) = self.idle_connections {
            builder = builder.pool_max_idle_per_host(most);
        }
        if let Some(limit) = self.idle_timeout {
            builder = builder.pool_idle_timeout(limit);
        }
        if let Some(idle) = self.tcp_keepalive {
            builder = builder.tcp_keepalive(idle);
        }
        builder = match self.versions {
            Versions::Any => builder,
            Versions::Http1 => builder.http1_only(),
            #[cfg(feature = "http2")]
            Versions::Http2 => builder.http2_prior_knowledge(),
        };
        let client = tls::choose(builder, certificates, self.versions)?.build();
        client.map_err(|error| setup(&error.without_url()))
    }
}

/// Whether the environment names a proxy for plain `http`, or the platform may.
fn plain_http_may_be_proxied() -> bool {
    let names = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
    cfg!(all(feature = "system-proxy", any(windows, target_os = "macos")))
        || names
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// What this machine lacks for a client.
pub(super) fn setup(error: &(dyn std::error::Error + 'static)) -> Error {
    Error::setup(format!("the connections cannot be set up: {}", reasons(error)))
}

/// An error and its reasons in one line.
fn reasons(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut reason = error.source();
    while let Some(error) = reason {
        text += &format!(": {error}");
        reason = error.source();
    }
    text
}

/// The proxy at an address, for `https` alone.
fn proxy(address: &str) -> Result<reqwest::Proxy> {
    let problem = |problem: &str| Error::input("proxy", problem);
    let url = Url::parse(address).map_err(|_| problem("is not an address; write it with `http://` or `https://`"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(problem(
            "is neither `http://` nor `https://`; other proxies are not supported",
        ));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(problem("has no host"));
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err(problem("has more than a host, a port, a user and a password"));
    }
    reqwest::Proxy::https(url).map_err(|_| problem("is not an address of a proxy"))
}
