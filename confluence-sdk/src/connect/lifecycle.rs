//! The calls that a site makes when it installs and uninstalls an app. The vendor signs them with RS256.

use super::app::App;
use super::hosts::Unsuitable;
use super::installation::{Installation, Lifecycle};
use super::sent_token::{self, Places};
use super::token_binding::{Bound, bound_to};
use crate::jwt::{self, Algorithm, TokenError, Unverified};
use http::request::Parts;
use secrecy::ExposeSecret as _;
use url::Url;

impl App {
    /// Verifies an `installed` call and stores the installation. Answer with success only after that. Otherwise the
    /// site believes that the app is installed although its secret was not kept.
    ///
    /// The call comes for the first installation and again for each later one, with a new secret each time. The stored
    /// secret is replaced, but only after all checks have passed.
    ///
    /// The vendor signs a token, not the body. The tenant's key is in both and ties them together. In addition, the
    /// body must be of this app and this event, its base URL must be on an accepted host, and a token with an id
    /// (`jti`) is not accepted with a second body. This app remembers such ids in this process only, and the vendor
    /// does not promise to send one. So an attacker who can read the vendor's call on its way can still send another
    /// secret with the same token until it expires. Let nobody read the call, and end TLS at the app.
    ///
    /// # Errors
    ///
    /// A [`TokenError`]: what is wrong with the token or the body, or [`Store`](TokenError::Store) if the installation
    /// could not be stored. Its [`status`](TokenError::status) suits the answer.
    pub async fn installed(&self, request: &Parts, body: &[u8]) -> Result<Installation, TokenError> {
        let call = self.verified_call(request, body, "installed").await?;
        let installation = self.adopted(call.installation()?);
        installation
            .hosts
            .site(&installation.base_url)
            .map_err(|unsuitable| match unsuitable {
                Unsuitable::Address(problem) => TokenError::Body(format!("`baseUrl` {}", problem.words())),
                Unsuitable::Host(host) => TokenError::Host(host),
            })?;
        self.0.store.upsert(&installation).await.map_err(TokenError::Store)?;
        Ok(installation)
    }

    /// Verifies an `uninstalled` call, forgets the installation, and returns it if there was one.
    ///
    /// # Errors
    ///
    /// A [`TokenError`], as for [`installed`](App::installed).
    pub async fn uninstalled(&self, request: &Parts, body: &[u8]) -> Result<Option<Installation>, TokenError> {
        let call = self.verified_call(request, body, "uninstalled").await?;
        self.0.store.remove(&call.client_key).await.map_err(TokenError::Store)
    }

    async fn verified_call(&self, request: &Parts, body: &[u8], event: &str) -> Result<Lifecycle, TokenError> {
        let sent = sent_token::find(request, Places::Header)?;
        let token = Unverified::parse(&sent)?;
        token.pinned(Algorithm::RS256)?;
        let key = self.0.install_keys.find(&self.0.http, token.key_id()?).await?;
        let claims = token.verify(Algorithm::RS256, &key)?;
        claims.check_times(jwt::now(), self.0.leeway)?;
        // For the vendor, the first one counts.
        let audience = claims
            .audience()
            .first()
            .copied()
            .ok_or(TokenError::MissingClaim("aud"))?;
        if !self.0.audiences.iter().any(|own| same_address(own, audience)) {
            return Err(TokenError::Audience);
        }
        let issuer = claims.text("iss")?;
        bound_to(&claims, request, self.0.descriptor.base_path(), Bound::ToRequestLine)?;
        let call = Lifecycle::read(body)?;
        if call.client_key != issuer {
            return Err(TokenError::ForeignBody("it is of another tenant"));
        }
        if call.app_key.as_ref().is_some_and(|key| key != self.0.descriptor.key()) {
            return Err(TokenError::ForeignBody("it is for another app"));
        }
        if call.event.as_ref().is_some_and(|named| named != event) {
            return Err(TokenError::ForeignBody("it is of another event"));
        }
        let (now, until) = (jwt::now(), claims.expiry()?.saturating_add(self.0.leeway.as_secs()));
        if !self
            .0
            .seen
            .allows(&sent, &claims, call.text().expose_secret(), now, until)
        {
            return Err(TokenError::ForeignBody("the token came with another one before"));
        }
        Ok(call)
    }
}

/// Whether two base URLs are the same, apart from a slash at the end.
fn same_address(own: &str, audience: &str) -> bool {
    let plain = |text: &str| Url::parse(text).map(|url| url.as_str().trim_end_matches('/').to_owned());
    match (plain(own), plain(audience)) {
        (Ok(own), Ok(audience)) => own == audience,
        _ => own == audience,
    }
}
