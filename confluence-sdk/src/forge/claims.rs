//! The claims of an invocation token, as types. Only the claims that identify an invocation must be there. The others
//! may be missing or odd.

use crate::id::{AccountId, CloudId};
use crate::jwt::TokenError;
use serde_json::{Map, Value};

/// The app that is invoked, and where.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvokedApp {
    /// Its id: an ARI, `ari:cloud:ecosystem::app/…`.
    pub id: String,
    /// Its version, such as `2.1.0`.
    pub version: Option<String>,
    /// The installation: an ARI. What a back end keeps for a site belongs under this key.
    pub installation_id: String,
    /// Where its calls go, as the token says.
    pub api_base_url: Option<String>,
    /// The environment that was deployed.
    pub environment: Option<Environment>,
    /// The module of the manifest that causes the invocation.
    pub module: Option<Module>,
    /// The products in which it is installed.
    pub contexts: Vec<InstallationContext>,
    /// Its license, for paid apps in production.
    pub license: Option<License>,
}

/// A deployed environment of an app.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Environment {
    /// Its kind.
    pub kind: EnvironmentKind,
    /// Its id.
    pub id: Option<String>,
}

/// The kind of an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnvironmentKind {
    /// `DEVELOPMENT`.
    Development,
    /// `STAGING`.
    Staging,
    /// `PRODUCTION`.
    Production,
    /// Another, in the vendor's spelling.
    Other(String),
}

/// A module of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Module {
    /// Its key in the manifest.
    pub key: String,
    /// Its type, such as `core:endpoint`.
    pub kind: Option<String>,
}

/// A product in which an app is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InstallationContext {
    /// Its name, such as `confluence`.
    pub name: String,
    /// Where calls to it go.
    pub api_base_url: Option<String>,
}

/// The license of an app. Dates are as the vendor spells them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct License {
    /// Whether it is active.
    pub is_active: Option<bool>,
    /// Its type, such as `COMMERCIAL`.
    pub kind: Option<String>,
    /// Such as `MONTHLY`.
    pub billing_period: Option<String>,
    /// Whether the app is being tried.
    pub is_evaluation: Option<bool>,
    /// When the trial ends.
    pub trial_end_date: Option<String>,
    /// When the subscription ends.
    pub subscription_end_date: Option<String>,
    /// Its id at the vendor's commerce platform.
    pub entitlement_id: Option<String>,
    /// The number that the vendor's support asks for.
    pub support_entitlement_number: Option<String>,
}

/// Where in the product the invocation comes from. Only invocations from a user interface have it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InvocationContext {
    /// The site.
    pub cloud_id: Option<CloudId>,
    /// The place of the module on the page that shows it.
    pub local_id: Option<String>,
    /// The module's key in the manifest.
    pub module_key: Option<String>,
    /// The site's address.
    pub site_url: Option<String>,
    /// The members that the module's type adds, such as the page that is shown. They differ from type to type, so they
    /// are left as JSON.
    pub extension: Value,
}

impl InvokedApp {
    pub(super) fn read(claims: &Map<String, Value>) -> Result<Self, TokenError> {
        let app = claims.get("app").ok_or(TokenError::MissingClaim("app"))?;
        let installation = app.get("installation").unwrap_or(&Value::Null);
        let installation_id = text(app, "installationId").or_else(|| text(installation, "id"));
        Ok(Self {
            id: text(app, "id").ok_or(TokenError::MissingClaim("app.id"))?,
            version: text(app, "appVersion").or_else(|| text(app, "version")),
            installation_id: installation_id.ok_or(TokenError::MissingClaim("app.installationId"))?,
            api_base_url: text(app, "apiBaseUrl"),
            environment: app.get("environment").and_then(Environment::read),
            module: app.get("module").and_then(Module::read),
            contexts: installation
                .get("contexts")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(InstallationContext::read)
                .collect(),
            license: app
                .get("license")
                .filter(|license| license.is_object())
                .map(License::read),
        })
    }
}

impl Environment {
    fn read(value: &Value) -> Option<Self> {
        let kind = match text(value, "type")?.as_str() {
            "DEVELOPMENT" => EnvironmentKind::Development,
            "STAGING" => EnvironmentKind::Staging,
            "PRODUCTION" => EnvironmentKind::Production,
            other => EnvironmentKind::Other(other.to_owned()),
        };
        let id = text(value, "id");
        Some(Self { kind, id })
    }
}

impl Module {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            key: text(value, "key")?,
            kind: text(value, "type"),
        })
    }
}

impl InstallationContext {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            name: text(value, "name")?,
            api_base_url: text(value, "apiBaseUrl"),
        })
    }
}

impl License {
    fn read(value: &Value) -> Self {
        let flag = |name: &str| value.get(name).and_then(Value::as_bool);
        Self {
            is_active: flag("isActive"),
            kind: text(value, "type"),
            billing_period: text(value, "billingPeriod"),
            is_evaluation: flag("isEvaluation"),
            trial_end_date: text(value, "trialEndDate"),
            subscription_end_date: text(value, "subscriptionEndDate"),
            entitlement_id: text(value, "ccpEntitlementId"),
            support_entitlement_number: text(value, "supportEntitlementNumber"),
        }
    }
}

impl InvocationContext {
    pub(super) fn read(claims: &Map<String, Value>) -> Option<Self> {
        let context = claims.get("context").filter(|context| context.is_object())?;
        Some(Self {
            cloud_id: text(context, "cloudId").and_then(|id| CloudId::new(id).ok()),
            local_id: text(context, "localId"),
            module_key: text(context, "moduleKey"),
            site_url: text(context, "siteUrl"),
            extension: context.get("extension").cloned().unwrap_or_default(),
        })
    }
}

/// The user in front of the screen. A user who is named must be understood, because they must not be taken for nobody.
pub(super) fn principal(claims: &Map<String, Value>) -> Result<Option<AccountId>, TokenError> {
    match claims.get("principal") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) if id.is_empty() => Ok(None),
        Some(value) => value
            .as_str()
            .and_then(|id| AccountId::new(id).ok())
            .map(Some)
            .ok_or(TokenError::MissingClaim("principal")),
    }
}

/// The member that the vendor adds to the body of an invocation that it sends again.
///
/// Events and scheduled triggers are sent up to four times more, a minute apart, when the back end does not answer with
/// success.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RetryContext {
    /// Which repetition it is.
    pub count: Option<u64>,
    /// Why: `TIMEOUT_ERROR`, `INVALID_REMOTE_INVOCATION_ERROR` or `INVALID_FORGE_INVOCATION_TOKEN`, among others.
    pub reason: Option<String>,
    /// The data that the back end asked the vendor to pass on to the repetition.
    pub data: Value,
}

impl RetryContext {
    /// Reads it from the body of an invocation. Returns `None` if the invocation is not a repetition. The body is not
    /// signed: verify the invocation first.
    pub fn of(body: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(body).ok()?;
        let context = body.get("retryContext").filter(|context| context.is_object())?;
        Some(Self {
            count: context.get("retryCount").and_then(Value::as_u64),
            reason: text(context, "retryReason"),
            data: context.get("retryData").cloned().unwrap_or_default(),
        })
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn app(value: Value) -> Result<InvokedApp, TokenError> {
        InvokedApp::read(json!({ "app": value }).as_object().unwrap())
    }

    #[test]
    fn what_is_odd_is_left_out_and_what_is_needed_is_named() {
        let odd = app(
            json!({"id": "a", "installationId": "b", "environment": 7, "module": [], "installation": "x", "license": true, "version": {}}),
        );
        let odd = odd.unwrap();
        assert_eq!(
            (odd.environment, odd.module, odd.license, odd.version),
            (None, None, None, None)
        );
        let inner =
            app(json!({"id": "a", "installation": {"id": "c", "contexts": [7, {"name": "confluence"}]}})).unwrap();
        assert_eq!((inner.installation_id.as_str(), inner.contexts.len()), ("c", 1));
        assert!(matches!(
            app(json!({"installationId": "b"})),
            Err(TokenError::MissingClaim("app.id"))
        ));
        assert!(matches!(
            app(json!({"id": "a"})),
            Err(TokenError::MissingClaim("app.installationId"))
        ));
        assert!(matches!(
            InvokedApp::read(&Map::new()),
            Err(TokenError::MissingClaim("app"))
        ));
    }

    #[test]
    fn a_user_that_is_named_is_understood_or_refused() {
        let read = |value: Value| principal(json!({ "principal": value }).as_object().unwrap());
        assert_eq!(read(json!("5f:1")).unwrap(), AccountId::new("5f:1").ok());
        assert!(read(json!(null)).unwrap().is_none() && read(json!("")).unwrap().is_none());
        assert!(read(json!(7)).is_err() && read(json!("a\nb")).is_err());
    }

    #[test]
    fn a_repetition_is_told_by_the_body() {
        let again = br#"{"retryContext":{"retryCount":2,"retryReason":"TIMEOUT_ERROR","retryData":{"step":1}}}"#;
        let again = RetryContext::of(again).unwrap();
        assert_eq!((again.count, again.reason.as_deref()), (Some(2), Some("TIMEOUT_ERROR")));
        assert_eq!(again.data, json!({"step": 1}));
        for first in ["", "{}", "[]", r#"{"retryContext":null}"#] {
            assert_eq!(RetryContext::of(first.as_bytes()), None, "{first}");
        }
    }

    proptest! {
        #[test]
        fn any_body_is_read_without_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = RetryContext::of(&body);
        }
    }
}
