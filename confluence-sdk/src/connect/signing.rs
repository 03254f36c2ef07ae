//! The signatures of a Connect app on its requests.

use super::installation::Installation;
use super::qsh;
use crate::Result;
use crate::auth::{Authorize, insert_authorization};
use crate::error::Error;
use crate::jwt::{self, Algorithm};
use futures_core::future::BoxFuture;
use http::request::Parts;
use jsonwebtoken::EncodingKey;
use serde::Serialize;
use url::Url;

/// The vendor suggests three minutes.
const LIFETIME: u64 = 180;
/// The path of every site's base URL, which does not count in the hash.
const BASE_PATH: &str = "/wiki";

/// Signs each request of one app to one tenant.
pub(super) struct Signing {
    key: EncodingKey,
    app_key: String,
    client_key: String,
}

/// The claims that are signed, in this order.
#[derive(Serialize)]
struct RequestClaims<'a> {
    iss: &'a str,
    iat: u64,
    exp: u64,
    qsh: &'a str,
    aud: [&'a str; 1],
}

impl Signing {
    pub(super) fn of(installation: &Installation) -> Self {
        Self {
            key: installation.signing_key(),
            app_key: installation.app_key.clone(),
            client_key: installation.client_key.clone(),
        }
    }

    fn token(&self, qsh: &str, now: u64) -> Result<String> {
        let claims = RequestClaims {
            iss: &self.app_key,
            iat: now,
            exp: now + LIFETIME,
            qsh,
            aud: [&self.client_key],
        };
        jwt::sign(Algorithm::HS256, &self.key, &claims)
    }

    fn sign(&self, request: &mut Parts, now: u64) -> Result<()> {
        let unsent = || Error::input("path", "does not make a valid address");
        // The signed address must be the one that is sent. So characters that a path may not have are encoded here,
        // before signing.
        let url = Url::parse(&request.uri.to_string()).map_err(|_| unsent())?;
        request.uri = url.as_str().parse().map_err(|_| unsent())?;
        let canonical = qsh::of_parts(
            request.method.as_str(),
            url.path(),
            url.query().unwrap_or_default(),
            BASE_PATH,
        );
        let token = self.token(&qsh::hash(canonical), now)?;
        insert_authorization(&mut request.headers, &format!("JWT {token}"))
    }
}

impl Authorize for Signing {
    fn authorize<'a>(&'a self, request: &'a mut Parts) -> BoxFuture<'a, Result<()>> {
        Box::pin(std::future::ready(self.sign(request, jwt::now())))
    }

    fn renews(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn signing() -> Signing {
        Signing {
            key: EncodingKey::from_secret(b"not-a-real-secret"),
            app_key: "com.example.app".to_owned(),
            client_key: "11223344-5566-7788-99aa-bbccddeeff00".to_owned(),
        }
    }

    fn signed(method: &str, uri: &str) -> (Parts, serde_json::Value) {
        let mut parts = http::Request::builder()
            .method(method)
            .uri(uri)
            .body(())
            .unwrap()
            .into_parts()
            .0;
        signing().sign(&mut parts, 1_700_000_000).unwrap();
        let header = parts.headers[http::header::AUTHORIZATION].clone();
        assert!(header.is_sensitive());
        let token = header.to_str().unwrap().strip_prefix("JWT ").unwrap();
        let claims = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
        (parts, serde_json::from_slice(&claims).unwrap())
    }

    #[test]
    fn the_whole_token_of_the_vendors_library() {
        let hash = "2d123a588e752101f706f4042c0e0cfdbf0932be634d3fc8e59bf43d08d456f2";
        let token = signing().token(hash, 1_700_000_000).unwrap();
        let parts: Vec<_> = token.split('.').collect();
        assert_eq!(
            URL_SAFE_NO_PAD.decode(parts[0]).unwrap(),
            br#"{"typ":"JWT","alg":"HS256"}"#
        );
        assert_eq!(
            URL_SAFE_NO_PAD.decode(parts[1]).unwrap(),
            format!(
                r#"{{"iss":"com.example.app","iat":1700000000,"exp":1700000180,"qsh":"{hash}","aud":["11223344-5566-7788-99aa-bbccddeeff00"]}}"#
            )
            .as_bytes()
        );
        assert_eq!(parts[2], "lhEx8YMnzOpRlCOp5kP7QyYaUCNtxzFzToVYjU7lFqA");
    }

    #[test]
    fn what_is_signed_is_what_is_sent() {
        let site = "https://example.atlassian.net";
        let (parts, claims) = signed(
            "GET",
            &format!("{site}/wiki/rest/api/content?expand=body.storage,version&limit=25"),
        );
        assert_eq!(
            claims["qsh"],
            "2d123a588e752101f706f4042c0e0cfdbf0932be634d3fc8e59bf43d08d456f2"
        );
        assert_eq!(parts.uri.path(), "/wiki/rest/api/content");

        let (parts, claims) = signed("GET", &format!("{site}/wiki/x{{y}}?q=it's"));
        assert_eq!(parts.uri.to_string(), format!("{site}/wiki/x%7By%7D?q=it%27s"));
        assert_eq!(
            claims["qsh"],
            super::super::qsh("GET", "/wiki/x%7By%7D?q=it's", "/wiki")
        );
    }
}
