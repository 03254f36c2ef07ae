//! Where the authorization server and the gateway are.

use crate::site::GATEWAY;
use crate::{Result, address};
use url::Url;

/// The addresses where users consent, where tokens come from, and where the gateway is. The default is the vendor's.
///
/// Plain `http` is accepted for the loopback interface only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    pub(super) authorize: Url,
    pub(super) token: Url,
    pub(super) gateway: String,
}

const IDENTITY: &str = "https://auth.atlassian.com";

impl Endpoints {
    /// An authorization server and a gateway at these addresses (scheme and host), with the vendor's paths: a sandbox,
    /// for instance.
    ///
    /// # Errors
    ///
    /// If an address is not `https` with a host, or plain `http` on the loopback interface, or if one has more than
    /// scheme, host and port: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn at(identity: &str, gateway: &str) -> Result<Self> {
        let identity = address::origin("identity", identity)?;
        Ok(Self {
            authorize: address::url("identity", &format!("{identity}/authorize"))?,
            token: address::url("identity", &format!("{identity}/oauth/token"))?,
            gateway: address::origin("gateway", gateway)?,
        })
    }

    /// Sends users here to consent.
    ///
    /// # Errors
    ///
    /// If the address is not `https` with a host, or plain `http` on the loopback interface, or if it has a user name,
    /// a password or a fragment: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn authorize_url(mut self, url: &str) -> Result<Self> {
        self.authorize = address::url("authorize_url", url)?;
        Ok(self)
    }

    /// Asks here for tokens.
    ///
    /// # Errors
    ///
    /// If the address is not `https` with a host, or plain `http` on the loopback interface, or if it has a user name,
    /// a password or a fragment: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn token_url(mut self, url: &str) -> Result<Self> {
        self.token = address::url("token_url", url)?;
        Ok(self)
    }
}

impl Default for Endpoints {
    fn default() -> Self {
        Self::at(IDENTITY, GATEWAY).expect("the vendor's addresses are valid, which a test shows")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendors_are_the_default() {
        let endpoints = Endpoints::default();
        assert_eq!(endpoints.authorize.as_str(), "https://auth.atlassian.com/authorize");
        assert_eq!(endpoints.token.as_str(), "https://auth.atlassian.com/oauth/token");
        assert_eq!(endpoints.gateway, "https://api.atlassian.com");
    }

    #[test]
    fn secrets_are_not_sent_in_the_clear() {
        for bad in [
            "http://auth.example.net/token",
            "ftp://auth.example.net",
            "https://me:you@auth.example.net/",
            "x",
        ] {
            let error = Endpoints::default().token_url(bad).unwrap_err();
            assert_eq!(error.field(), Some("token_url"), "{bad}");
            assert!(Endpoints::at(bad, GATEWAY).is_err(), "{bad}");
        }
        assert!(Endpoints::at("http://127.0.0.1:1", "http://localhost:2").is_ok());
    }
}
