//! The app as its back end knows it, and the rules for its invocations.

use super::invocation::Invocation;
use super::key_set::KeySet;
use crate::error::Error;
use crate::http::Http;
use crate::jwt::{Algorithm, LEEWAY, TokenError, Unverified, now};
use crate::site::GATEWAY;
use crate::{Result, address};
use http::HeaderMap;
use http::request::Parts;
use std::time::Duration;

const KEYS: &str = "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json";
const ISSUER: &str = "forge/invocation-token";
const ARI: &str = "ari:cloud:ecosystem::app/";

/// A Forge app, which verifies its invocations. One for the whole program: it keeps the vendor's keys.
///
/// ```no_run
/// use confluence_sdk::{Http, forge};
///
/// # fn run() -> confluence_sdk::Result<()> {
/// let http = Http::builder().user_agent("my-app/1.0").build()?;
/// let app = forge::App::new("ari:cloud:ecosystem::app/11223344-5566-7788-99aa-bbccddeeff00", &http)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct App {
    ari: String,
    http: Http,
    keys: KeySet,
    leeway: Duration,
    gateways: Vec<String>,
}

impl App {
    /// An app by its id, which is `app.id` in its manifest. Nothing is fetched before the first invocation.
    ///
    /// # Errors
    ///
    /// If it does not have the form of such an id: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn new(app_ari: &str, http: &Http) -> Result<Self> {
        let plausible = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_graphic());
        if !app_ari.strip_prefix(ARI).is_some_and(plausible) {
            return Err(Error::input(
                "app_ari",
                format!("is not the id of an app; copy `app.id` from the manifest, it begins with `{ARI}`"),
            ));
        }
        Ok(Self {
            ari: app_ari.to_owned(),
            http: http.clone(),
            keys: KeySet::new(http.clone(), address::url("keys", KEYS)?),
            leeway: LEEWAY,
            gateways: vec![GATEWAY.to_owned()],
        })
    }

    /// Takes the keys from another address than the vendor's for production. Plain `http` for the loopback interface
    /// only.
    ///
    /// # Errors
    ///
    /// If the address is not `https` with a host, or plain `http` on the loopback interface, or if it has a user name,
    /// a password or a fragment: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn keys_at(mut self, url: &str) -> Result<Self> {
        self.keys = self.keys.at(self.http.clone(), address::url("keys", url)?);
        Ok(self)
    }

    /// Sets how long keys are kept before they are fetched again, so that a withdrawn key is forgotten. The default is
    /// an hour.
    pub fn keys_life(mut self, life: Duration) -> Self {
        self.keys.life = life;
        self
    }

    /// Sets how long after a fetch of the keys a token with an unknown key is refused without another fetch. The
    /// default is ten seconds. After a fetch that failed it is a quarter of a second, and twice as long after each
    /// further one, up to this time.
    pub fn keys_pause(mut self, pause: Duration) -> Self {
        self.keys.pause = pause;
        self
    }

    /// Sets how much the vendor's clock and the clock of this machine may differ. The default is 30 seconds.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.leeway = leeway;
        self
    }

    /// Accepts this gateway too, by scheme and host. An invocation names the gateway to call. Tokens are sent to the
    /// vendor's gateway and to those that are named here, and to no other.
    ///
    /// # Errors
    ///
    /// If the address is not `https` with a host, or plain `http` on the loopback interface, or if it has more than
    /// scheme, host and port: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn gateway(mut self, url: &str) -> Result<Self> {
        self.gateways.push(address::origin("gateway", url)?);
        Ok(self)
    }

    /// Verifies an invocation by the head of its request.
    ///
    /// The token is in the `Authorization` header. It must be signed by the vendor (with RS256 and nothing else) and
    /// made for this app. It must not have expired, and its time must not lie in the future. Answer a refusal with its
    /// [`status`](TokenError::status).
    ///
    /// # Errors
    ///
    /// A [`TokenError`], which says what is wrong with the token. [`KeysUnavailable`](TokenError::KeysUnavailable) is
    /// none of the caller's making: the vendor's keys could not be fetched.
    pub async fn verify(&self, request: &Parts) -> Result<Invocation, TokenError> {
        let token = Unverified::parse(bearer(&request.headers)?)?;
        token.pinned(Algorithm::RS256)?;
        let key = self.keys.key(token.key_name()?).await?;
        let claims = token.verify(Algorithm::RS256, &key)?;
        if claims.text("iss")? != ISSUER {
            return Err(TokenError::Issuer);
        }
        if !claims.audience().contains(&self.ari.as_str()) {
            return Err(TokenError::Audience);
        }
        claims.check_times(now(), self.leeway)?;
        Invocation::read(claims.into_map(), &request.headers, &self.gateways)
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str, TokenError> {
    let mut sent = headers.get_all(http::header::AUTHORIZATION).iter();
    let (value, None) = (sent.next().ok_or(TokenError::NoToken)?, sent.next()) else {
        return Err(TokenError::TwoTokens);
    };
    let text = value
        .to_str()
        .map_err(|_| TokenError::Malformed("has characters that no token has"))?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => Ok(token.trim()),
        _ => Err(TokenError::NoToken),
    }
}
