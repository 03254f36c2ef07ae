//! The back end of a Forge app against a vendor on loopback: keys, invocations, tokens, clients.

mod attacks;
mod clients;
mod extractors;
mod keys;
mod offline;
mod secrets;
mod strangers;
pub(crate) mod vendor;

use confluence_sdk::forge::{App, Invocation, TokenError};
use confluence_sdk::{Http, scopes};
use http::request::Parts;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};
use vendor::Vendor;

scopes! { pub(crate) struct Reader = "read:page:confluence"; }

pub(crate) const APP: &str = "ari:cloud:ecosystem::app/11223344-5566-7788-99aa-bbccddeeff00";
pub(crate) const INSTALLATION: &str = "ari:cloud:ecosystem::installation/00112233-4455-6677-8899-aabbccddeeff";
pub(crate) const CLOUD: &str = "11223344-5566-7788-99aa-bbccddeeff00";
/// Key ids are the vendor's in form: with slashes.
pub(crate) const FIRST: &str = "forge/invocation-token/first";
pub(crate) const SECOND: &str = "forge/invocation-token/second";

/// One for all tests: setting up TLS takes longer than most of them.
pub(crate) fn http() -> &'static Http {
    static HTTP: OnceLock<Http> = OnceLock::new();
    HTTP.get_or_init(|| Http::builder().build().unwrap())
}

/// The private key that belongs to a key id.
pub(crate) fn private_key(id: &str) -> EncodingKey {
    let pem: &[u8] = match id {
        FIRST => include_bytes!("connect/keys/install.pem"),
        SECOND => include_bytes!("connect/keys/other.pem"),
        other => panic!("no key {other}"),
    };
    EncodingKey::from_rsa_pem(pem).unwrap()
}

pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64
}

/// The claims of an invocation from a macro, as the vendor makes them, with changes; what is changed to null is
/// removed.
pub(crate) fn claims(vendor: &Vendor, changes: Value) -> Value {
    let mut claims = json!({
        "aud": APP, "iss": "forge/invocation-token", "jti": "c9003032",
        "iat": now(), "nbf": now(), "exp": now() + 25,
        "app": {
            "id": APP, "installationId": INSTALLATION, "apiBaseUrl": vendor.gateway(), "appVersion": "2.1.0", "version": "5",
            "environment": {"type": "DEVELOPMENT", "id": "e1"},
            "module": {"type": "xen:macro", "key": "our-macro"},
            "installation": {"id": INSTALLATION, "contexts": [{"name": "confluence", "apiBaseUrl": vendor.gateway()}]},
            "license": {"isActive": true, "type": "COMMERCIAL"},
        },
        "context": {
            "cloudId": CLOUD, "localId": "l1", "moduleKey": "our-macro", "siteUrl": "https://example.atlassian.net",
            "extension": {"content": {"id": "584318979", "type": "page"}},
        },
        "principal": "557058:3731f189",
    });
    for (name, value) in changes.as_object().into_iter().flatten() {
        match value.is_null() {
            true => drop(claims.as_object_mut().unwrap().remove(name)),
            false => claims[name] = value.clone(),
        }
    }
    claims
}

pub(crate) fn signed(key: &str, claims: &Value) -> String {
    let header = Header {
        kid: Some(key.to_owned()),
        ..Header::new(Algorithm::RS256)
    };
    jsonwebtoken::encode(&header, claims, &private_key(key)).unwrap()
}

pub(crate) fn request(headers: &[(&str, &str)]) -> Parts {
    let mut request = http::Request::post("/macro");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

pub(crate) fn app(vendor: &Vendor) -> App {
    let app = App::new(APP, http()).unwrap();
    app.keys_at(&vendor.keys()).unwrap().gateway(vendor.url()).unwrap()
}

pub(crate) async fn verify(app: &App, token: &str) -> Result<Invocation, TokenError> {
    app.verify(&request(&[("authorization", &format!("Bearer {token}"))]))
        .await
}

/// A verified invocation with these headers beside the token.
pub(crate) async fn invocation(vendor: &Vendor, changes: Value, headers: &[(&str, &str)]) -> Invocation {
    let token = format!("Bearer {}", signed(FIRST, &claims(vendor, changes)));
    let headers: Vec<_> = headers
        .iter()
        .copied()
        .chain([("authorization", token.as_str())])
        .collect();
    app(vendor).verify(&request(&headers)).await.unwrap()
}
