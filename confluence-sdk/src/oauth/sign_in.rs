//! One sign-in, from the address that the user is sent to until they are back with a code.

use super::app::App;
use super::failure::{Failure, Rejection};
use crate::Result;
use crate::error::one_line;
use crate::grants::{Invariant, OAuthScopes};
use crate::scopes::ScopeList;
use oauth2::basic::BasicClient;
use oauth2::{AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, RedirectUrl};
use secrecy::{ExposeSecret, SecretString};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use url::Url;

/// A sign-in that was begun with [`App::sign_in`](super::App::sign_in).
#[must_use = "send the user to its address"]
pub struct SignIn<S> {
    url: Url,
    pending: Pending<S>,
}

/// A sign-in whose user is away: the state that they must bring back, the scopes that they are asked for, and the
/// verifier if PKCE is used.
///
/// Keep it in the user's session, and nowhere that others can read: it is serialisable. It is used up by the
/// [`callback`](Pending::callback).
///
/// The stored form names the scopes that the user was asked for, and is restored for exactly that set: a sign-in for a
/// few scopes cannot be completed as one for many.
pub struct Pending<S> {
    state: SecretString,
    verifier: Option<SecretString>,
    asked: ScopeList,
    set: Invariant<S>,
}

/// A code whose callback was checked. [`App::exchange`](super::App::exchange) takes it, and only [`Pending::callback`]
/// makes one.
#[must_use = "exchange it for a grant"]
pub struct Code<S> {
    pub(super) code: SecretString,
    pub(super) verifier: Option<SecretString>,
    /// The scopes that the user was asked for. They were granted, if the server does not say otherwise.
    pub(super) asked: ScopeList,
    set: Invariant<S>,
}

impl<S> SignIn<S> {
    pub(super) fn new(app: &App, asked: ScopeList) -> Self {
        let client = BasicClient::new(ClientId::new(app.id().to_owned()))
            .set_auth_uri(AuthUrl::from_url(app.authorize_url().clone()));
        let redirect = RedirectUrl::new(app.redirect().to_owned())
            .unwrap_or_else(|_| RedirectUrl::from_url(app.redirect_url().clone()));
        let mut request = client
            .authorize_url(CsrfToken::new_random)
            .set_redirect_uri(Cow::Owned(redirect))
            .add_scopes(asked.names().map(|name| oauth2::Scope::new(name.to_owned())))
            .add_extra_param("audience", "api.atlassian.com")
            .add_extra_param("prompt", "consent");
        let mut verifier = None;
        if app.uses_pkce() {
            let (challenge, secret) = PkceCodeChallenge::new_random_sha256();
            request = request.set_pkce_challenge(challenge);
            verifier = Some(SecretString::from(secret.into_secret()));
        }
        let (mut url, state) = request.url();
        // A space may be written as `+` or as `%20`; the vendor writes `%20`. A real plus sign is already written as
        // `%2B`.
        let query = url.query().map(|query| query.replace('+', "%20"));
        url.set_query(query.as_deref());
        let pending = Pending {
            state: state.into_secret().into(),
            verifier,
            asked,
            set: PhantomData,
        };
        Self { url, pending }
    }

    /// Where to send the user.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// The part to keep until the user is back.
    pub fn into_pending(self) -> Pending<S> {
        self.pending
    }
}

impl<S> Pending<S> {
    /// Checks the query of the callback's address that the user came back to, such as `state=…&code=…`.
    ///
    /// # Errors
    ///
    /// [`Failure::StateMismatch`] if it does not belong to this sign-in, [`Failure::Declined`] if the user did not
    /// consent, [`Failure::SignInFailed`] if the server sent them back for another reason, [`Failure::BadCallback`] if
    /// it is no callback.
    pub fn callback(self, query: &str) -> Result<Code<S>> {
        Ok(self.check(query)?)
    }

    pub(super) fn check(&self, query: &str) -> Result<Code<S>, Failure> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let mut members = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            if members.insert(name.clone(), value).is_some() {
                return Err(Failure::BadCallback(format!("has {:?} twice", one_line(&name, 40))));
            }
        }
        let member = |name: &str| members.get(name).filter(|value| !value.is_empty());
        // This comes first, so that nothing of a made-up callback is believed. The states are compared by their hashes,
        // in constant time.
        let expected = CsrfToken::new(self.state.expose_secret().to_owned());
        let came = CsrfToken::new(member("state").map(|state| state.to_string()).unwrap_or_default());
        if came != expected {
            return Err(Failure::StateMismatch);
        }
        if let Some(error) = member("error") {
            if error == "access_denied" {
                return Err(Failure::Declined);
            }
            let description = member("error_description").map(|text| one_line(text, 300));
            return Err(Failure::SignInFailed(Rejection::new(
                None,
                one_line(error, 100),
                description,
            )));
        }
        let code = member("code").ok_or_else(|| Failure::BadCallback("has no `code`".to_owned()))?;
        Ok(Code {
            code: code.to_string().into(),
            verifier: self.verifier.clone(),
            asked: self.asked.clone(),
            set: PhantomData,
        })
    }
}

impl<S> serde::Serialize for Pending<S> {
    fn serialize<T: serde::Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let asked = self.asked.to_string();
        let verifier = self
            .verifier
            .as_ref()
            .map(|verifier| ("verifier", verifier.expose_secret()));
        let members = [("state", self.state.expose_secret()), ("scope", &asked)];
        serializer.collect_map(members.into_iter().chain(verifier))
    }
}

/// Refused for another set than the one that the sign-in was begun for.
impl<'de, S: OAuthScopes> serde::Deserialize<'de> for Pending<S> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let refuse = |problem: &str| Err(serde::de::Error::custom(problem));
        let mut members = BTreeMap::<String, String>::deserialize(d)?;
        let Some(state) = members.remove("state").filter(|state| !state.is_empty()) else {
            return refuse("a sign-in without `state`");
        };
        let Some(scope) = members.remove("scope") else {
            return refuse("a sign-in that was stored without the scopes that it asks for; begin a new one");
        };
        let (asked, wanted) = (scope.split_whitespace().collect::<ScopeList>(), ScopeList::of::<S>());
        if !asked.lacks(&wanted).is_empty() || !wanted.lacks(&asked).is_empty() {
            return refuse(&format!(
                "a sign-in for the scopes `{asked}` cannot be completed for `{wanted}`; begin a new one"
            ));
        }
        Ok(Self {
            state: state.into(),
            verifier: members.remove("verifier").map(SecretString::from),
            asked,
            set: PhantomData,
        })
    }
}

impl<S> fmt::Debug for SignIn<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The query has the state in it.
        f.debug_struct("SignIn")
            .field("host", &self.url.host_str().unwrap_or_default())
            .finish_non_exhaustive()
    }
}

impl<S> fmt::Debug for Pending<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("pkce", &self.verifier.is_some())
            .finish_non_exhaustive()
    }
}

impl<S> fmt::Debug for Code<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    crate::scopes! {
        struct Few = "read:page:confluence", other("read:jira-work");
        struct Same = other("read:jira-work"), "read:page:confluence";
        struct Many = Few, "write:page:confluence";
    }

    const STORED: &str = r#"{"state":"abc-1","scope":"read:page:confluence read:jira-work","verifier":"v"}"#;

    fn pending() -> Pending<Few> {
        serde_json::from_str(STORED).unwrap()
    }

    #[test]
    fn nothing_is_believed_before_the_state_fits() {
        for query in [
            "",
            "code=x",
            "code=x&state=",
            "code=x&state=abc-2",
            "code=x&state=abc-1%20",
            "error=access_denied",
            "error=access_denied&state=x",
        ] {
            let error = pending().callback(query).unwrap_err();
            assert!(
                matches!(error.oauth(), Some(Failure::StateMismatch)),
                "{query}: {error}"
            );
        }
        let empty = serde_json::from_str::<Pending<Few>>(&STORED.replace("abc-1", ""));
        let error = empty.expect_err("an empty state would fit a callback without one");
        assert!(error.to_string().contains("without `state`"), "{error}");
    }

    #[test]
    fn each_way_back_is_its_own() {
        let failure = |query: &str| pending().check(query).unwrap_err();
        assert!(matches!(failure("state=abc-1&error=access_denied"), Failure::Declined));
        let said = failure("state=abc-1&error=invalid_scope&error_description=no%0Asuch").to_string();
        assert!(said.contains("invalid_scope: no such"), "{said}");
        for (code, words) in [
            ("server_error", "a new sign-in may work"),
            ("temporarily_unavailable", "a new sign-in may work"),
            ("unauthorized_client", "not registered"),
            ("invalid_request", "invalid_request"),
            ("something_new", "something_new"),
        ] {
            let failure = failure(&format!("state=abc-1&error={code}"));
            assert!(
                matches!(&failure, Failure::SignInFailed(rejection) if rejection.code == code),
                "{failure:?}"
            );
            assert!(failure.to_string().contains(words), "{failure}");
            assert!(!failure.to_string().contains("token"), "{failure}");
        }
        assert!(failure("state=abc-1").to_string().contains("no `code`"));
        assert!(
            failure("state=abc-1&code=x&code=y")
                .to_string()
                .contains("\"code\" twice")
        );
        let code = pending().check("?state=abc-1&code=x%2By").unwrap();
        assert_eq!(code.code.expose_secret(), "x+y");
        assert_eq!(code.verifier.unwrap().expose_secret(), "v");
    }

    #[test]
    fn what_is_kept_in_a_session_comes_back() {
        let text = serde_json::to_string(&pending()).unwrap();
        assert_eq!(text, STORED);
        assert!(!format!("{:?}", pending()).contains("abc-1"));
        serde_json::from_str::<Pending<Same>>(&text).unwrap();
    }

    #[test]
    fn a_sign_in_is_restored_for_its_own_set_only() {
        let error = serde_json::from_str::<Pending<Many>>(STORED).unwrap_err().to_string();
        for names in [
            "`read:page:confluence read:jira-work`",
            "`read:page:confluence write:page:confluence read:jira-work`",
        ] {
            assert!(error.contains(names), "{error}");
        }
        assert!(!error.contains("abc-1"), "{error}");
        let many = STORED.replace("read:jira-work", "write:page:confluence read:jira-work");
        serde_json::from_str::<Pending<Many>>(&many).unwrap();
        assert!(serde_json::from_str::<Pending<Few>>(&many).is_err());
        for changed in [
            r#""scope":"read:page:confluence""#,
            r#""scope":"""#,
            r#""scopes":"read:page:confluence read:jira-work""#,
        ] {
            let old = STORED.replace(r#""scope":"read:page:confluence read:jira-work""#, changed);
            assert!(serde_json::from_str::<Pending<Few>>(&old).is_err(), "{old}");
        }
    }

    proptest! {
        #[test]
        fn any_callback_is_judged_without_panic(query in ".*") {
            prop_assert!(pending().check(&query).is_err() || query.contains("abc-1"));
        }
    }
}
