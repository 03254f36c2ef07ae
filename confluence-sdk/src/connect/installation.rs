//! An installation: the data that a site sends to an app that is installed there.

use super::hosts::Hosts;
use super::impersonation::Impersonation;
use super::signing::Signing;
use crate::auth::{Connect, ConnectUser, Credential};
use crate::client::Client;
use crate::error::Error;
use crate::grants::{ConnectScopes, Has};
use crate::http::Http;
use crate::id::AccountId;
use crate::jwt::TokenError;
use crate::scope::ConnectActAsUser;
use crate::scopes::ScopeList;
use crate::{Result, Site};
use jsonwebtoken::{DecodingKey, EncodingKey};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};
use std::fmt;

/// An app on a site: the tenant, the site's address, and the secret that both share.
///
/// It comes in the `installed` call, verified by [`App::installed`](super::App::installed), and is kept in an
/// [`InstallationStore`](super::InstallationStore).
///
/// ```no_run
/// use confluence_sdk::connect::Installation;
/// use confluence_sdk::{Http, PageId, scopes};
///
/// scopes! { pub struct Reader = "READ"; }
///
/// # async fn example(installation: Installation, http: Http) -> confluence_sdk::Result<()> {
/// let client = installation.client::<Reader>(&http, "com.example.my-app")?;
/// let page = client.pages().get_page_by_id(PageId::new(7)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Installation {
    /// Identifies the tenant. The vendor gives a site another one when data is imported into it.
    pub client_key: String,
    /// The app's key, as in its descriptor.
    pub app_key: String,
    /// The address that the app calls, which ends in `/wiki`. It may change from one installation to the next.
    pub base_url: String,
    /// The address that people see instead of the base URL, if the site has a custom domain. Do not call it.
    pub display_url: Option<String>,
    /// The app's OAuth client on this site, needed to act as a user.
    pub oauth_client_id: Option<String>,
    /// The account of the app on this site.
    pub account_id: Option<String>,
    /// `confluence`.
    pub product_type: Option<String>,
    /// The site's own description.
    pub description: Option<String>,
    /// The licence of a paid app.
    pub entitlement_id: Option<String>,
    /// The number of the licence.
    pub entitlement_number: Option<String>,
    /// The vendor's id of the installation, if the app is on its way to Forge.
    pub installation_id: Option<String>,
    secret: SecretString,
    pub(super) hosts: Hosts,
    pub(super) impersonation: Impersonation,
}

/// The members of a lifecycle call that are the same in all of them.
pub(super) struct Lifecycle {
    pub(super) event: Option<String>,
    pub(super) app_key: Option<String>,
    pub(super) client_key: String,
    members: Map<String, Value>,
}

impl Lifecycle {
    pub(super) fn read(body: &[u8]) -> Result<Self, TokenError> {
        let members = match serde_json::from_slice(body) {
            Ok(Value::Object(members)) => members,
            Ok(_) => return Err(TokenError::Body("it is not a JSON object".to_owned())),
            // The parser's error says line and column, and nothing of the content.
            Err(error) => return Err(TokenError::Body(error.to_string())),
        };
        Ok(Self {
            event: text(&members, "eventType")?,
            app_key: text(&members, "key")?,
            client_key: needed(&members, "clientKey")?,
            members,
        })
    }

    /// All members as text. Their order and the spaces between them make no difference.
    pub(super) fn text(&self) -> SecretString {
        Value::Object(self.members.clone()).to_string().into()
    }

    pub(super) fn installation(&self) -> Result<Installation, TokenError> {
        let members = &self.members;
        Ok(Installation {
            client_key: self.client_key.clone(),
            app_key: needed(members, "key")?,
            base_url: needed(members, "baseUrl")?,
            display_url: text(members, "displayUrl")?,
            oauth_client_id: text(members, "oauthClientId")?,
            account_id: text(members, "accountId")?,
            product_type: text(members, "productType")?,
            description: text(members, "description")?,
            entitlement_id: text(members, "entitlementId")?,
            entitlement_number: text(members, "entitlementNumber")?,
            installation_id: text(members, "installationId")?,
            secret: needed(members, "sharedSecret")?.into(),
            hosts: Hosts::default(),
            impersonation: Impersonation::default(),
        })
    }
}

/// A member that is text. Numbers of licences sometimes come as JSON numbers.
fn text(members: &Map<String, Value>, name: &str) -> Result<Option<String>, TokenError> {
    match members.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(TokenError::Body(format!("`{name}` is not text"))),
    }
}

fn needed(members: &Map<String, Value>, name: &str) -> Result<String, TokenError> {
    text(members, name)?
        .filter(|text| !text.is_empty())
        .ok_or_else(|| TokenError::Body(format!("`{name}` is missing")))
}

impl Installation {
    /// Reads the JSON of an `installed` call, or JSON that [`to_json`](Installation::to_json) wrote. Nothing is
    /// verified: for calls of the vendor use [`App::installed`](super::App::installed).
    ///
    /// Unknown members are ignored; `clientKey`, `key`, `baseUrl` and `sharedSecret` must be there.
    ///
    /// # Errors
    ///
    /// [`Body`](TokenError::Body) if it is not such JSON, or if one of these members is missing.
    pub fn from_json(json: &[u8]) -> Result<Self, TokenError> {
        Lifecycle::read(json)?.installation()
    }

    /// The installation as JSON for a store, **with the shared secret in it**. Protect it like a password that must
    /// stay readable.
    pub fn to_json(&self) -> SecretString {
        let mut members = Map::new();
        let optional = [
            ("displayUrl", &self.display_url),
            ("oauthClientId", &self.oauth_client_id),
            ("accountId", &self.account_id),
            ("productType", &self.product_type),
            ("description", &self.description),
            ("entitlementId", &self.entitlement_id),
            ("entitlementNumber", &self.entitlement_number),
            ("installationId", &self.installation_id),
        ];
        let given = optional
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let always = [
            ("clientKey", self.client_key.as_str()),
            ("key", &self.app_key),
            ("baseUrl", &self.base_url),
            ("sharedSecret", self.secret.expose_secret()),
        ];
        for (name, value) in always.into_iter().chain(given) {
            members.insert(name.to_owned(), value.into());
        }
        Value::Object(members).to_string().into()
    }

    /// Sets the hosts that its base URL may have. The default is `*.atlassian.net`. An [`App`](super::App) sets its
    /// own.
    pub fn accepting(mut self, hosts: Hosts) -> Self {
        self.hosts = hosts;
        self
    }

    /// Sets another authorization server than the vendor's, or one whose tokens are shared. An [`App`](super::App) sets
    /// its own.
    pub fn impersonating(mut self, impersonation: Impersonation) -> Self {
        self.impersonation = impersonation;
        self
    }

    /// The site, if the base URL is the address of one on an accepted host.
    ///
    /// # Errors
    ///
    /// If the base URL is no such address: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn site(&self) -> Result<Site> {
        Ok(self.hosts.site(&self.base_url)?)
    }

    /// A client that calls as the app itself. Each request is signed: the signature is bound to its method, path and
    /// query and expires after three minutes.
    ///
    /// That the app was granted the scopes `C` is a claim, because installations do not name them. They are those of
    /// the descriptor at the time of installation.
    ///
    /// # Errors
    ///
    /// If `app_key` is not the key of the app that was installed, or if the base URL is not the address of a site on an
    /// accepted host: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn client<C: ConnectScopes>(&self, http: &Http, app_key: &str) -> Result<Client<Connect<C>>> {
        if app_key != self.app_key {
            return Err(Error::input(
                "app_key",
                format!("is not that of the installation, {:?}", self.app_key),
            ));
        }
        let signing = Signing::of(self);
        Ok(http.client(self.site()?, Credential::with(signing, ScopeList::of::<C>())))
    }

    /// A client that calls on behalf of a user of the site. This takes the scope `ACT_AS_USER` in `C` and in the
    /// descriptor.
    ///
    /// Its token is fetched with the first call and renewed in time. Clients of one user share it, whether they come
    /// from this value or from a clone of it. If the server answers `unauthorized_client` ([`Error::oauth`]), the
    /// descriptor that was installed lacks `ACT_AS_USER`, or the server does not know the secret any more.
    ///
    /// # Errors
    ///
    /// If the installation has no `oauthClientId`, which comes when an app with `ACT_AS_USER` is installed, or if the
    /// base URL is not the address of a site on an accepted host: [`is_invalid_input`](crate::Error::is_invalid_input).
    ///
    /// ```compile_fail,E0277
    /// use confluence_sdk::connect::Installation;
    /// use confluence_sdk::{AccountId, Http, scopes};
    ///
    /// scopes! { pub struct Reader = "READ"; }
    ///
    /// fn act(installation: &Installation, http: &Http, user: &AccountId) {
    ///     let _ = installation.user_client::<Reader>(http, user); // `Reader` does not have `ACT_AS_USER`
    /// }
    /// ```
    pub fn user_client<C: ConnectScopes + Has<ConnectActAsUser>>(
        &self,
        http: &Http,
        user: &AccountId,
    ) -> Result<Client<ConnectUser<C>>> {
        let (site, scopes) = (self.site()?, ScopeList::of::<C>());
        let token = self.impersonation.token(http, self, user, &scopes)?;
        Ok(http.client(site, Credential::with(token, scopes)))
    }

    /// The key that the app signs with.
    pub(super) fn signing_key(&self) -> EncodingKey {
        EncodingKey::from_secret(self.secret.expose_secret().as_bytes())
    }

    /// A hash of the secret, to distinguish secrets without keeping them.
    pub(super) fn secret_hash(&self) -> String {
        super::qsh::hash(self.secret.expose_secret())
    }

    /// The key that verifies the tenant's signatures.
    pub(super) fn verifying_key(&self) -> DecodingKey {
        DecodingKey::from_secret(self.secret.expose_secret().as_bytes())
    }
}

impl fmt::Debug for Installation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Installation")
            .field("client_key", &self.client_key)
            .field("app_key", &self.app_key)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const INSTALLED: &str = r#"{"eventType":"installed","key":"com.example.app","clientKey":"1122","sharedSecret":"not-a-real-secret",
        "baseUrl":"https://example.atlassian.net/wiki","productType":"confluence","entitlementNumber":7,"publicKey":"old","futureMember":{}}"#;

    #[test]
    fn what_is_stored_is_what_was_read() {
        let installation = Installation::from_json(INSTALLED.as_bytes()).unwrap();
        assert_eq!(installation.entitlement_number.as_deref(), Some("7"));
        let stored = installation.to_json();
        let again = Installation::from_json(stored.expose_secret().as_bytes()).unwrap();
        assert_eq!(again.to_json().expose_secret(), stored.expose_secret());
        assert!(stored.expose_secret().contains("not-a-real-secret"));
        assert!(!format!("{installation:?} {installation:#?} {stored:?}").contains("not-a-real"));
    }

    #[test]
    fn what_is_missing_is_named_and_nothing_is_shown() {
        for name in ["clientKey", "key", "baseUrl", "sharedSecret"] {
            let mut value: Value = serde_json::from_str(INSTALLED).unwrap();
            for bad in [Value::Null, "".into(), Value::Array(Vec::new())] {
                value[name] = bad;
                let error = Installation::from_json(value.to_string().as_bytes()).unwrap_err();
                assert!(error.to_string().contains(name), "{error}");
                assert!(!format!("{error} {error:?}").contains("not-a-real"));
            }
        }
        for bad in ["", "[]", "{\"clientKey\":\"not-a-real-secret", "null"] {
            let error = Installation::from_json(bad.as_bytes()).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("not-a-real"), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_read_without_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Installation::from_json(&body);
        }
    }
}
