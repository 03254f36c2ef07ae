//! The keys with which the vendor signs lifecycle calls.

use crate::Result;
use crate::address::Address;
use crate::error::Error;
use crate::http::Http;
use crate::jwt::TokenError;
use crate::keys::{self, KeysError};
use jsonwebtoken::DecodingKey;
use std::collections::HashMap;
use std::fmt;
use url::Url;

const VENDOR: &str = "https://connect-install-keys.atlassian.com";

/// The source of the public keys that verify the `installed` and `uninstalled` calls.
///
/// By default they are fetched from the vendor by the id that a call names, with one fetch for each call. A fetch takes
/// five seconds and 64 KiB at most, and redirects are not followed.
#[derive(Clone)]
pub struct InstallKeys(Source);

#[derive(Clone)]
enum Source {
    Fetched(Url),
    Given(HashMap<String, DecodingKey>),
}

impl Default for InstallKeys {
    /// Fetched from the vendor's host.
    fn default() -> Self {
        Self(Source::Fetched(
            Url::parse(VENDOR).expect("the vendor's address is one"),
        ))
    }
}

impl InstallKeys {
    /// Fetched below another address than the vendor's: `{address}/{kid}`.
    pub fn fetched_from(address: &str) -> Result<Self> {
        // The id of a key is added to the end.
        let address = Address::parse(address).and_then(Address::without_query);
        let address = address.map_err(|problem| problem.of("install_keys"))?;
        Ok(Self(Source::Fetched(address.into_url())))
    }

    /// These keys only, by their id, each in PEM. Nothing is fetched.
    pub fn given<'a>(keys: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self> {
        let read = |(kid, pem): (&str, &str)| match DecodingKey::from_rsa_pem(pem.as_bytes()) {
            Ok(key) => Ok((kid.to_owned(), key)),
            Err(_) => Err(Error::input(
                "install_keys",
                format!("is no public RSA key in PEM: that of {kid:?}"),
            )),
        };
        Ok(Self(Source::Given(keys.into_iter().map(read).collect::<Result<_>>()?)))
    }

    /// The key with this id. The caller has checked that the id has the form of one.
    pub(super) async fn find(&self, http: &Http, kid: &str) -> Result<DecodingKey, TokenError> {
        let address = match &self.0 {
            Source::Given(keys) => {
                return keys
                    .get(kid)
                    .cloned()
                    .ok_or_else(|| TokenError::UnknownKey(kid.to_owned()));
            }
            Source::Fetched(address) => address,
        };
        let unavailable = |error: KeysError| TokenError::KeysUnavailable(error.into());
        let mut url = address.clone();
        let path = format!(
            "{}/{}",
            address.path().trim_end_matches('/'),
            crate::request::encode(kid)
        );
        url.set_path(&path);
        let pem = match keys::fetch(http, &url, http.limit()).await {
            Ok(pem) => pem,
            Err(KeysError::Status(404 | 410)) => return Err(TokenError::UnknownKey(kid.to_owned())),
            Err(error) => return Err(unavailable(error)),
        };
        DecodingKey::from_rsa_pem(&pem)
            .map_err(|_| unavailable(KeysError::Unreadable("is no public RSA key in PEM".to_owned())))
    }
}

impl fmt::Debug for InstallKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Fetched(address) => write!(f, "InstallKeys({address})"),
            Source::Given(keys) => write!(f, "InstallKeys({} given)", keys.len()),
        }
    }
}
