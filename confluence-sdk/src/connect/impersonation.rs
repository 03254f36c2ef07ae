//! Acting as a user: tokens from the vendor's authorization server, in exchange for an assertion that the app signs
//! (JWT bearer grant, RFC 7523).

use super::installation::Installation;
use crate::address::Address;
use crate::error::Error;
use crate::http::Http;
use crate::jwt::{self, Algorithm};
use crate::oauth::access_token::AccessToken;
use crate::oauth::renewing::{Renewing, Source};
use crate::oauth::token_request::{self, Answer, Encoding, ask_until_answered};
use crate::oauth::{Failure, Rejection};
use crate::scopes::ScopeList;
use crate::{AccountId, Result};
use futures_core::future::BoxFuture;
use jsonwebtoken::EncodingKey;
use serde::Serialize;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use url::Url;

const VENDOR: &str = "https://oauth-2-authorization-server.services.atlassian.com";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// The vendor's library uses this lifetime, in seconds. It is said that assertions with more than two minutes are
/// refused.
const LIFETIME: u64 = 60;
/// The number of users whose tokens are held, if no other is set.
const CAPACITY: usize = 1000;

/// The authorization server that gives an app tokens of users, and the tokens that are held. There is one token per
/// user. It is renewed shortly before it expires, once for all calls that wait for it. Clones share the tokens.
///
/// An [`App`](super::App) has one for all of its installations; an [`Installation`] that belongs to no app has one for
/// itself.
#[derive(Clone)]
pub struct Impersonation(Arc<Shared>);

struct Shared {
    endpoint: Url,
    audience: String,
    capacity: usize,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    tokens: HashMap<Holder, (Renewing, u64)>,
    /// Counts uses, to find the token that was not used for the longest time.
    uses: u64,
}

/// The user that a token is for. The hash of the tenant's secret is part of it, so a new secret makes new tokens.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Holder {
    client_key: String,
    base_url: String,
    secret: String,
    client_id: String,
    account_id: String,
    scope: String,
}

impl Default for Impersonation {
    /// The vendor's server.
    fn default() -> Self {
        Self::of(Url::parse(VENDOR).expect("the vendor's address is one"), CAPACITY)
    }
}

impl Impersonation {
    /// Another authorization server, by scheme and host, such as the vendor's for the US government. It is asked at
    /// `/oauth2/token`.
    ///
    /// # Errors
    ///
    /// If the address is not `https` with a host, or plain `http` on the loopback interface, or if it has more than
    /// scheme, host and port: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn at(server: &str) -> Result<Self> {
        let address = Address::parse(server).and_then(Address::without_path);
        let address = address.map_err(|problem| problem.of("authorization server"))?;
        Ok(Self::of(address.into_url(), CAPACITY))
    }

    /// Sets the most users whose tokens are held. The default is 1000. Tokens that were not used for the longest time
    /// are forgotten first. Tokens that are already held are forgotten now.
    pub fn holding(self, tokens: usize) -> Self {
        let mut endpoint = self.0.endpoint.clone();
        endpoint.set_path("");
        Self::of(endpoint, tokens.max(1))
    }

    fn of(server: Url, capacity: usize) -> Self {
        let audience = server.as_str().trim_end_matches('/').to_owned();
        let mut endpoint = server;
        endpoint.set_path("/oauth2/token");
        Self(Arc::new(Shared {
            endpoint,
            audience,
            capacity,
            held: Mutex::default(),
        }))
    }

    /// The token of a user. It is fetched when it is first used.
    pub(super) fn token(
        &self,
        http: &Http,
        installation: &Installation,
        account: &AccountId,
        scopes: &ScopeList,
    ) -> Result<Renewing> {
        let client_id = installation.oauth_client_id.as_deref().ok_or_else(|| {
            let problem = "is not in the installation, and nobody can be acted for without; it comes when an app with ACT_AS_USER is installed";
            Error::input("oauthClientId", problem)
        })?;
        let holder = Holder {
            client_key: installation.client_key.clone(),
            base_url: installation.base_url.clone(),
            secret: installation.secret_hash(),
            client_id: client_id.to_owned(),
            account_id: account.as_str().to_owned(),
            scope: requested(scopes),
        };
        let mut held = self.held();
        held.uses += 1;
        let now = held.uses;
        if let Some((token, used)) = held.tokens.get_mut(&holder) {
            *used = now;
            return Ok(token.clone());
        }
        let oldest = held.tokens.iter().min_by_key(|(_, (_, used))| *used);
        let oldest = oldest.map(|(holder, _)| holder.clone());
        if let Some(oldest) = oldest.filter(|_| held.tokens.len() >= self.0.capacity) {
            held.tokens.remove(&oldest);
        }
        let asking = Asking {
            http: http.clone(),
            endpoint: self.0.endpoint.clone(),
            audience: self.0.audience.clone(),
            key: installation.signing_key(),
            holder: holder.clone(),
        };
        let token = Renewing::new(asking, None);
        held.tokens.insert(holder, (token.clone(), now));
        Ok(token)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Impersonation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Impersonation")
            .field("endpoint", &self.0.endpoint.as_str())
            .field("capacity", &self.0.capacity)
            .field("held", &self.held().tokens.len())
            .finish()
    }
}

/// The scopes to ask for. `ACT_AS_USER` belongs to the app and not to a user's token, so it is left out.
fn requested(scopes: &ScopeList) -> String {
    let names = scopes.names().filter(|name| *name != "ACT_AS_USER");
    names.collect::<Vec<_>>().join(" ")
}

/// Asks for tokens of one user.
struct Asking {
    http: Http,
    endpoint: Url,
    audience: String,
    key: EncodingKey,
    holder: Holder,
}

impl Asking {
    fn assertion(&self, now: u64) -> Result<String> {
        let claims = AssertionClaims {
            iss: &format!("urn:atlassian:connect:clientid:{}", self.holder.client_id),
            sub: &format!("urn:atlassian:connect:useraccountid:{}", self.holder.account_id),
            tnt: &self.holder.base_url,
            aud: &self.audience,
            iat: now,
            exp: now + LIFETIME,
        };
        jwt::sign(Algorithm::HS256, &self.key, &claims)
    }

    async fn once(&self) -> Result<Answer, Failure> {
        let assertion = self.assertion(jwt::now()).map_err(|error| {
            Failure::Rejected(Rejection::new(
                None,
                "invalid_request".to_owned(),
                Some(error.to_string()),
            ))
        })?;
        let mut members = vec![("grant_type", GRANT), ("assertion", &assertion)];
        if !self.holder.scope.is_empty() {
            members.push(("scope", &self.holder.scope));
        }
        token_request::ask(&self.http, &self.endpoint, Encoding::Form, &members).await
    }

    async fn ask(&self) -> Result<AccessToken, Failure> {
        // Each attempt has an assertion of its own, because three attempts may take longer than one lives.
        Ok(ask_until_answered(|| self.once()).await?.into_token())
    }
}

impl Source for Asking {
    fn obtain(&self, _: Option<AccessToken>) -> BoxFuture<'_, Result<AccessToken, Failure>> {
        Box::pin(self.ask())
    }
}

/// The claims of an assertion, in this order.
#[derive(Serialize)]
struct AssertionClaims<'a> {
    iss: &'a str,
    sub: &'a str,
    tnt: &'a str,
    aud: &'a str,
    iat: u64,
    exp: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installation() -> Installation {
        let json = r#"{"key":"com.example.app","clientKey":"1122","sharedSecret":"not-a-real-secret","oauthClientId":"abc123",
            "baseUrl":"https://example.atlassian.net/wiki"}"#;
        Installation::from_json(json.as_bytes()).unwrap()
    }

    fn http() -> Http {
        struct Nothing;
        impl crate::transport::Transport for Nothing {
            fn send(&self, _: http::Request<crate::transport::Body>) -> Sent {
                unreachable!("nothing is sent")
            }
        }
        type Answer = Result<http::Response<crate::transport::Body>, crate::transport::TransportError>;
        type Sent = BoxFuture<'static, Answer>;
        Http::builder().transport(Arc::new(Nothing)).build().unwrap()
    }

    fn account(name: &str) -> AccountId {
        AccountId::new(name).unwrap()
    }

    #[test]
    fn the_assertion_of_the_vendors_library() {
        let installation = installation();
        let asking = Asking {
            http: http(),
            endpoint: Url::parse(VENDOR).unwrap(),
            audience: Impersonation::default().0.audience.clone(),
            key: installation.signing_key(),
            holder: Holder {
                client_key: String::new(),
                base_url: installation.base_url.clone(),
                secret: String::new(),
                client_id: "abc123".to_owned(),
                account_id: "5b10a2844c20165700ede21g".to_owned(),
                scope: String::new(),
            },
        };
        let assertion = asking.assertion(1_700_000_000).unwrap();
        assert_eq!(
            assertion.rsplit('.').next(),
            Some("jApbHlp4R2AcUdwmVsrhNU7jCpjxgmw65S6uUH1CsWE")
        );
    }

    #[test]
    fn the_tokens_of_so_many_users_are_held() {
        let impersonation = Impersonation::at("https://example.net").unwrap().holding(2);
        assert_eq!(impersonation.0.endpoint.as_str(), "https://example.net/oauth2/token");
        let (http, installation, read) = (http(), installation(), "READ ACT_AS_USER".parse().unwrap());
        let ask = |name| {
            impersonation
                .token(&http, &installation, &account(name), &read)
                .unwrap()
        };
        for name in ["a", "b", "a", "c"] {
            ask(name);
        }
        let held = impersonation.held();
        let mut names: Vec<_> = held
            .tokens
            .keys()
            .map(|holder| (&*holder.account_id, &*holder.scope))
            .collect();
        names.sort_unstable();
        assert_eq!(names, [("a", "READ"), ("c", "READ")]);
    }

    #[test]
    fn addresses_that_secrets_must_not_go_to_are_refused() {
        for bad in [
            "http://example.net",
            "https://example.net/x",
            "example.net",
            "https://me:pw@example.net",
        ] {
            assert!(Impersonation::at(bad).is_err(), "{bad}");
        }
        let mut none = installation();
        none.oauth_client_id = None;
        let refused = Impersonation::default().token(&http(), &none, &account("a"), &ScopeList::default());
        assert_eq!(refused.err().unwrap().field(), Some("oauthClientId"));
    }
}
