//! The calls of a tenant: frames, webhooks, browsers. They are signed with the shared secret (HS256).

use super::app::App;
use super::installation::Installation;
use super::sent_token::{self, Places};
use super::token_binding::{Bound, CONTEXT, bound_to};
use crate::error::Error;
use crate::id::AccountId;
use crate::jwt::{self, Algorithm, Claims, TokenError, Unverified, audience};
use http::request::Parts;
use secrecy::SecretString;
use serde_json::{Map, Value, json};
use std::fmt;
use std::time::Duration;

/// A request that was verified to come from a tenant.
#[doc(alias("jwt", "webhook"))]
#[derive(Clone)]
#[non_exhaustive]
pub struct Incoming {
    /// The tenant.
    pub installation: Installation,
    /// The user on whose behalf the request is made, if there is one.
    pub account_id: Option<AccountId>,
    claims: Map<String, Value>,
}

impl Incoming {
    /// All claims of the token.
    pub fn claims(&self) -> &Map<String, Value> {
        &self.claims
    }

    /// The place in the product where the app is shown, if the token tells it.
    pub fn context(&self) -> Option<&Value> {
        self.claims.get("context")
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("installation", &self.installation)
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

impl App {
    /// Verifies a request that a site makes, such as a webhook, or that it sends a browser to make, such as loading a
    /// frame.
    ///
    /// The token is in the header `Authorization: JWT …` or in the query parameter `jwt`. It is bound to method, path
    /// and query of the request; `request` must have them as they came in. The body is not covered by it, unless it is
    /// a form and the query is empty.
    ///
    /// A token may be used again for the same request until it expires; the protocol has no protection against that. So
    /// let a request that changes something come from a page that the app has served, with a context token.
    ///
    /// # Errors
    ///
    /// A [`TokenError`], which says what is wrong with the token; its [`status`](TokenError::status) suits the answer.
    pub async fn verify(&self, request: &Parts, body: &[u8]) -> Result<Incoming, TokenError> {
        let token = sent_token::find(request, Places::HeaderOrQuery)?;
        let (installation, claims) = self.verified(&token, Issuers::TheTenant).await?;
        let bound = Bound::ToRequestLineOrForm(body);
        bound_to(&claims, request, self.0.descriptor.base_path(), bound)?;
        Incoming::of(installation, claims)
    }

    /// Verifies a request of a page that the app has served, back to the app: it carries a context token
    /// (`AP.context.getToken()`), or one that [`session_token`](App::session_token) made.
    ///
    /// Such a token is bound to no request. Accept it only for routes that pages call.
    ///
    /// # Errors
    ///
    /// A [`TokenError`]; [`NotContextToken`](TokenError::NotContextToken) if the token is bound to a request.
    pub async fn verify_context(&self, request: &Parts) -> Result<Incoming, TokenError> {
        let token = sent_token::find(request, Places::HeaderOrQuery)?;
        let (installation, claims) = self.verified(&token, Issuers::TheTenantOrTheApp).await?;
        match claims.get("qsh").and_then(Value::as_str) {
            Some(CONTEXT) => Incoming::of(installation, claims),
            Some(_) => Err(TokenError::NotContextToken),
            None => Err(TokenError::MissingQsh),
        }
    }

    /// A token for pages that the app serves and that cannot ask for a context token: they can call back with it, on
    /// behalf of the same user. [`verify_context`](App::verify_context) accepts it for `lifetime`.
    ///
    /// # Errors
    ///
    /// If `lifetime` is zero: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn session_token(&self, incoming: &Incoming, lifetime: Duration) -> crate::Result<SecretString> {
        let now = jwt::now();
        let mut claims = json!({
            "iss": self.0.descriptor.key(),
            "iat": now,
            "exp": now.saturating_add(lifetime.as_secs()),
            "qsh": CONTEXT,
            "aud": [incoming.installation.client_key],
        });
        if let Some(account_id) = &incoming.account_id {
            claims["sub"] = account_id.as_str().into();
        }
        if lifetime.is_zero() {
            return Err(Error::input("lifetime", "is zero"));
        }
        let key = incoming.installation.signing_key();
        Ok(jwt::sign(Algorithm::HS256, &key, &claims)?.into())
    }

    async fn verified(&self, token: &str, issuers: Issuers) -> Result<(Installation, Claims), TokenError> {
        let token = Unverified::parse(token)?;
        token.pinned(Algorithm::HS256)?;
        let issuer = token.unverified("iss").and_then(Value::as_str);
        let issuer = issuer
            .filter(|text| !text.is_empty())
            .ok_or(TokenError::MissingClaim("iss"))?;
        let own = issuer == self.0.descriptor.key();
        let tenant = match issuers {
            Issuers::TheTenant if own => return Err(TokenError::Issuer),
            Issuers::TheTenantOrTheApp if own => {
                let tenants = audience(token.unverified("aud"));
                tenants.first().copied().ok_or(TokenError::MissingClaim("aud"))?
            }
            _ => issuer,
        };
        let installation = self.installation(tenant).await?;
        let claims = token.verify(Algorithm::HS256, &installation.verifying_key())?;
        claims.check_times(jwt::now(), self.0.leeway)?;
        Ok((installation, claims))
    }
}

/// The parties that may have signed a token.
#[derive(Clone, Copy)]
enum Issuers {
    TheTenant,
    /// The app signs tokens for its own pages.
    TheTenantOrTheApp,
}

impl Incoming {
    fn of(installation: Installation, claims: Claims) -> Result<Self, TokenError> {
        let account_id = match claims.text("sub") {
            Ok(text) if !text.is_empty() => Some(AccountId::new(text).map_err(|_| TokenError::MissingClaim("sub"))?),
            _ => None,
        };
        Ok(Self {
            installation,
            account_id,
            claims: claims.into_map(),
        })
    }
}
