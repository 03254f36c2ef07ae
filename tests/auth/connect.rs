//! Connect: what an app signs, and what it lets in.

mod client;
pub(crate) mod extractors;
mod incoming;
mod install_keys;
mod lifecycle;
mod secrets;
mod users;

use confluence_sdk::Http;
use confluence_sdk::connect::{App, Descriptor, Hosts, InstallKeys, Installation, MemoryInstallations, qsh};
use http::request::Parts;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) const APP: &str = "com.example.app";
pub(crate) const BASE: &str = "https://app.example.com";
pub(crate) const TENANT: &str = "11223344-5566-7788-99aa-bbccddeeff00";
pub(crate) const SECRET: &str = "not-a-real-secret-of-the-tenant";
pub(crate) const KEY: &str = "5c3e4f1e-0d0c-4f0e-8c51-1f6f3d7a9b10";
pub(crate) const PUBLIC: &str = include_str!("connect/keys/install.pub.pem");

pub(crate) fn http() -> &'static Http {
    crate::clients::http()
}

/// The vendor's key for lifecycle calls; another one if `other`.
pub(crate) fn private_key(other: bool) -> EncodingKey {
    let pem: &[u8] = match other {
        false => include_bytes!("connect/keys/install.pem"),
        true => include_bytes!("connect/keys/other.pem"),
    };
    EncodingKey::from_rsa_pem(pem).unwrap()
}

pub(crate) fn app_at(base_url: &str) -> App {
    let descriptor = Descriptor::builder(APP, base_url)
        .installed("/installed")
        .uninstalled("/uninstalled")
        .build()
        .unwrap();
    App::new(descriptor, MemoryInstallations::new(), http().clone())
        .install_keys(InstallKeys::given([(KEY, PUBLIC)]).unwrap())
}

pub(crate) fn app() -> App {
    app_at(BASE)
}

/// An app that is installed by one tenant.
pub(crate) async fn installed() -> App {
    let app = app();
    install(&app, &body(json!({}))).await;
    app
}

#[track_caller]
pub(crate) fn install<'a>(app: &'a App, body: &'a [u8]) -> impl Future<Output = Installation> + 'a {
    let tenant: Value = serde_json::from_slice(body).unwrap();
    let token = vendor_token(&lifecycle_claims("installed", json!({"iss": tenant["clientKey"]})));
    async move {
        app.installed(&request("POST", "/installed", Some(&token)), body)
            .await
            .unwrap()
    }
}

/// The body of an `installed` call with changes; what is changed to null is removed.
pub(crate) fn body(changes: Value) -> Vec<u8> {
    let body = json!({
        "eventType": "installed", "key": APP, "clientKey": TENANT, "sharedSecret": SECRET, "baseUrl": "https://example.atlassian.net/wiki",
        "displayUrl": "https://wiki.example.com", "productType": "confluence", "oauthClientId": "abc123", "serverVersion": "6452",
    });
    changed(body, changes).to_string().into_bytes()
}

pub(crate) fn lifecycle_claims(event: &str, changes: Value) -> Value {
    let claims = json!({
        "iss": TENANT, "aud": [BASE], "iat": now(), "exp": now() + 180, "qsh": qsh("POST", &format!("/{event}"), ""),
    });
    changed(claims, changes)
}

/// The claims of a call by the tenant, on behalf of a user.
pub(crate) fn tenant_claims(method: &str, target: &str, changes: Value) -> Value {
    let claims = json!({
        "iss": TENANT, "sub": "557058:somebody", "iat": now(), "exp": now() + 180, "qsh": qsh(method, target, ""),
        "context": {"confluence": {"content": {"id": "7"}}},
    });
    changed(claims, changes)
}

pub(crate) fn changed(mut value: Value, changes: Value) -> Value {
    let members = value.as_object_mut().unwrap();
    for (name, change) in changes.as_object().unwrap() {
        match change {
            Value::Null => members.remove(name),
            change => members.insert(name.clone(), change.clone()),
        };
    }
    value
}

pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64
}

/// Signed as the vendor signs lifecycle calls.
pub(crate) fn vendor_token(claims: &Value) -> String {
    rs256(Some(KEY), &private_key(false), claims)
}

pub(crate) fn rs256(kid: Option<&str>, key: &EncodingKey, claims: &Value) -> String {
    let mut header = Header::new(Algorithm::RS256);
    header.kid = kid.map(str::to_owned);
    jsonwebtoken::encode(&header, claims, key).unwrap()
}

pub(crate) fn hs256(secret: &str, claims: &Value) -> String {
    jsonwebtoken::encode(
        &Header::new(Algorithm::HS256),
        claims,
        &EncodingKey::from_secret(secret.as_bytes()),
    )
    .unwrap()
}

/// A token without signature, with any header.
pub(crate) fn unsigned(header: Value, claims: &Value) -> String {
    use base64::Engine as _;
    let encode = |part: &Value| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(part.to_string());
    format!("{}.{}.", encode(&header), encode(claims))
}

pub(crate) fn request(method: &str, target: &str, token: Option<&str>) -> Parts {
    let mut builder = http::Request::builder().method(method).uri(target);
    if let Some(token) = token {
        builder = builder.header("Authorization", format!("JWT {token}"));
    }
    builder.body(()).unwrap().into_parts().0
}

pub(crate) fn loopback() -> Hosts {
    Hosts::only(["127.0.0.1"])
}
