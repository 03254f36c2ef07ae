//! One sign-in, from the address that the user is sent to until he is back with a code.

use super::failure::{Failure, Rejection};
use super::protocol::Protocol;
use crate::Result;
use crate::error::one_line;
use crate::scopes::ScopeList;
use oauth2::{CsrfToken, EndpointSet, PkceCodeChallenge};
use secrecy::{ExposeSecret, SecretString};
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

/// What is to be remembered while the user is away: the state that he must bring back, and the verifier if PKCE is used.
///
/// Keep it in the user's session, and nowhere that others can read: it is serialisable. It is used up by the [`callback`](Pending::callback).
pub struct Pending<S> {
    state: SecretString,
    verifier: Option<SecretString>,
    scopes: PhantomData<fn() -> S>,
}

/// A code whose callback was checked: what [`App::exchange`](super::App::exchange) takes. There is no other way to one.
#[must_use = "exchange it for a grant"]
pub struct Code<S> {
    pub(super) code: SecretString,
    pub(super) verifier: Option<SecretString>,
    scopes: PhantomData<fn() -> S>,
}

impl<S> SignIn<S> {
    pub(super) fn new(protocol: &Protocol<EndpointSet>, scopes: &ScopeList, pkce: bool) -> Self {
        let mut request = protocol
            .authorize_url(CsrfToken::new_random)
            .add_scopes(scopes.names().map(|name| oauth2::Scope::new(name.to_owned())))
            .add_extra_param("audience", "api.atlassian.com")
            .add_extra_param("prompt", "consent");
        let mut verifier = None;
        if pkce {
            let (challenge, secret) = PkceCodeChallenge::new_random_sha256();
            request = request.set_pkce_challenge(challenge);
            verifier = Some(SecretString::from(secret.into_secret()));
        }
        let (mut url, state) = request.url();
        // Both ways to write a space are right; this is the vendor's. A plus sign proper is already written as `%2B`.
        let query = url.query().map(|query| query.replace('+', "%20"));
        url.set_query(query.as_deref());
        let pending = Pending {
            state: state.into_secret().into(),
            verifier,
            scopes: PhantomData,
        };
        Self { url, pending }
    }

    /// Where to send the user.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// What to keep until he is back.
    pub fn pending(self) -> Pending<S> {
        self.pending
    }
}

impl<S> Pending<S> {
    /// Checks what the user came back with: the query of the callback's address, such as `state=…&code=…`.
    ///
    /// # Errors
    ///
    /// [`Failure::StateMismatch`] if it does not belong to this sign-in, [`Failure::Declined`] if the user did not consent,
    /// [`Failure::Rejected`] if the server refused, [`Failure::BadCallback`] if it is no callback.
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
        // First of all, so that nothing of a callback that somebody made up is believed. Compared by hashes, in constant time.
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
            return Err(Failure::Rejected(Rejection::new(0, one_line(error, 100), description)));
        }
        let code = member("code").ok_or_else(|| Failure::BadCallback("has no `code`".to_owned()))?;
        Ok(Code {
            code: code.to_string().into(),
            verifier: self.verifier.clone(),
            scopes: PhantomData,
        })
    }
}

impl<S> serde::Serialize for Pending<S> {
    fn serialize<T: serde::Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let verifier = self.verifier.as_ref().map(|verifier| ("verifier", verifier));
        let members = std::iter::once(("state", &self.state)).chain(verifier);
        serializer.collect_map(members.map(|(name, value)| (name, value.expose_secret())))
    }
}

impl<'de, S> serde::Deserialize<'de> for Pending<S> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let mut members = BTreeMap::<String, String>::deserialize(d)?;
        match members.remove("state") {
            Some(state) if !state.is_empty() => Ok(Self {
                state: state.into(),
                verifier: members.remove("verifier").map(SecretString::from),
                scopes: PhantomData,
            }),
            _ => Err(serde::de::Error::custom("a sign-in without `state`")),
        }
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

    fn pending() -> Pending<()> {
        serde_json::from_str(r#"{"state":"abc-1","verifier":"v"}"#).unwrap()
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
        let empty = serde_json::from_str::<Pending<()>>(r#"{"state":""}"#);
        assert!(empty.is_err(), "an empty state would fit a callback without one");
    }

    #[test]
    fn each_way_back_is_its_own() {
        let failure = |query: &str| pending().check(query).unwrap_err();
        assert!(matches!(failure("state=abc-1&error=access_denied"), Failure::Declined));
        let said = failure("state=abc-1&error=invalid_scope&error_description=no%0Asuch").to_string();
        assert!(said.contains("invalid_scope: no such"), "{said}");
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
        assert_eq!(text, r#"{"state":"abc-1","verifier":"v"}"#);
        assert!(!format!("{:?}", pending()).contains("abc-1"));
    }

    proptest! {
        #[test]
        fn any_callback_is_judged_without_panic(query in ".*") {
            prop_assert!(pending().check(&query).is_err() || query.contains("abc-1"));
        }
    }
}
