//! The tokens of one grant, and their stored form.

use super::StoreError;
use crate::auth::reported;
use crate::oauth::access_token::AccessToken;
use crate::oauth::token_request::Answer;
use crate::scopes::ScopeList;
use crate::timestamp::unix_seconds;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use std::fmt;
use std::time::{Duration, SystemTime};

/// The tokens of one grant, as a [`TokenStore`](super::TokenStore) keeps them. `Debug` does not show them.
#[derive(Clone)]
pub struct Tokens {
    pub(crate) access_token: SecretString,
    pub(crate) refresh_token: Option<SecretString>,
    pub(crate) scopes: ScopeList,
    asked: ScopeList,
    issued: SystemTime,
    expires: Option<SystemTime>,
}

/// The version of the stored form. Another one is refused, not guessed at.
const VERSION: u64 = 2;

impl Tokens {
    /// Tokens that the server gave to a program that asked for `asked`. If the answer has no `scope`, all of it was
    /// granted (RFC 6749, 5.1).
    pub(crate) fn first(answer: Answer, asked: &ScopeList) -> Self {
        let expires = answer.expires();
        let scopes = answer.scope.map(|scope| reported(&scope, asked));
        Self {
            access_token: answer.access_token,
            refresh_token: answer.refresh_token,
            scopes: scopes.unwrap_or_else(|| asked.clone()),
            asked: asked.clone(),
            issued: answer.issued,
            expires,
        }
    }

    /// Tokens that the server gave for the refresh token of these.
    pub(crate) fn renewed(&self, answer: Answer) -> Self {
        let mut tokens = Self::first(answer, &self.scopes);
        tokens.asked = self.asked.clone();
        // A server that does not rotate sends no refresh token; the old one stays valid.
        tokens.refresh_token = tokens.refresh_token.or_else(|| self.refresh_token.clone());
        tokens
    }

    /// The same tokens, to be stored for a set that is no larger than the one they were asked for.
    pub(crate) fn for_set(&self, set: &ScopeList) -> Self {
        Self {
            asked: set.clone(),
            ..self.clone()
        }
    }

    pub(crate) fn token(&self) -> AccessToken {
        AccessToken::new(self.access_token.clone(), self.issued, self.expires)
    }

    /// Whether the refresh token is the same.
    pub(crate) fn renews_with(&self, other: Option<&SecretString>) -> bool {
        let text = |token: &Option<&SecretString>| token.map(|token| token.expose_secret().to_owned());
        text(&self.refresh_token.as_ref()) == text(&other)
    }

    /// The scopes that were granted.
    pub fn scopes(&self) -> &ScopeList {
        &self.scopes
    }

    /// The set that the tokens were asked for. They are not restored for a larger one.
    pub fn asked(&self) -> &ScopeList {
        &self.asked
    }

    /// The time when the access token expires, if the server told it.
    pub fn expires(&self) -> Option<SystemTime> {
        self.expires
    }

    /// Whether there is a refresh token. There is one if `offline_access` was granted.
    pub fn can_be_renewed(&self) -> bool {
        self.refresh_token.is_some()
    }

    /// The stored form, for stores of your own: JSON with a version in it. It is as secret as the tokens.
    pub fn to_json(&self) -> SecretString {
        json!({
            "version": VERSION,
            "access_token": self.access_token.expose_secret(),
            "refresh_token": self.refresh_token.as_ref().map(|token| token.expose_secret()),
            "asked": self.asked.to_string(),
            "scope": self.scopes.to_string(),
            "issued_at": unix_seconds(self.issued),
            "expires_at": self.expires.map(unix_seconds),
        })
        .to_string()
        .into()
    }

    /// Reads the stored form. The error says what is wrong and shows nothing of the tokens.
    ///
    /// # Errors
    ///
    /// If the text is not what [`to_json`](Tokens::to_json) wrote.
    pub fn from_json(text: &str) -> Result<Self, StoreError> {
        let bad = |problem: &str| StoreError::new(format!("the stored tokens cannot be read: {problem}"));
        let value: Value = serde_json::from_str(text).map_err(|_| bad("not JSON"))?;
        match value["version"].as_u64() {
            Some(VERSION) => {}
            Some(1) => {
                return Err(bad(
                    "they are of version 1, which does not name the set that they were asked for; ask the user again",
                ));
            }
            Some(other) => {
                return Err(bad(&format!(
                    "they are of version {other}, this program reads version {VERSION}"
                )));
            }
            None => return Err(bad("no `version`")),
        }
        let text = |name: &str| match &value[name] {
            Value::Null => Ok(None),
            Value::String(text) if !text.is_empty() => Ok(Some(text.as_str())),
            _ => Err(bad(&format!("`{name}` is not text"))),
        };
        let time = |name: &str| match &value[name] {
            Value::Null => Ok(None),
            seconds => seconds
                .as_u64()
                .and_then(|seconds| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds)))
                .map(Some)
                .ok_or_else(|| bad(&format!("`{name}` is not a number of seconds"))),
        };
        let scopes = |name: &str| match value[name].as_str() {
            Some(text) => Ok(text.split_whitespace().collect()),
            None => Err(bad(&format!("no `{name}`"))),
        };
        Ok(Self {
            access_token: text("access_token")?.ok_or_else(|| bad("no `access_token`"))?.into(),
            refresh_token: text("refresh_token")?.map(SecretString::from),
            asked: scopes("asked")?,
            scopes: scopes("scope")?,
            issued: time("issued_at")?.ok_or_else(|| bad("no `issued_at`"))?,
            expires: time("expires_at")?,
        })
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens")
            .field("scopes", &self.scopes)
            .field("expires", &self.expires)
            .field("can_be_renewed", &self.can_be_renewed())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_stored_is_read_again(
            access in "[!-~]{1,80}", refresh in proptest::option::of("[!-~]{1,80}"),
            issued in 0u64..1 << 40, life in proptest::option::of(0u64..1 << 20),
        ) {
            let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            let tokens = Tokens {
                access_token: access.clone().into(),
                refresh_token: refresh.clone().map(SecretString::from),
                scopes: "read:page:confluence offline_access read:me".parse().unwrap(),
                asked: "read:page:confluence offline_access".parse().unwrap(),
                issued: at(issued),
                expires: life.map(|life| at(issued + life)),
            };
            let read = Tokens::from_json(tokens.to_json().expose_secret()).unwrap();
            prop_assert_eq!(read.access_token.expose_secret(), &access);
            prop_assert!(read.renews_with(refresh.map(SecretString::from).as_ref()));
            prop_assert_eq!((read.issued, read.expires), (tokens.issued, tokens.expires));
            prop_assert_eq!((read.scopes, read.asked), (tokens.scopes, tokens.asked));
        }

        #[test]
        fn any_text_is_judged_without_panic(text in "\\PC*") {
            let _ = Tokens::from_json(&text);
        }

        #[test]
        fn any_member_may_be_anything(name in "version|access_token|refresh_token|asked|scope|issued_at|expires_at", value in "null|true|-1|1e300|18446744073709551615|\"\"|\\[\\]|\\{\\}") {
            let good = json!({"version": 2, "access_token": "a", "refresh_token": "r", "asked": "", "scope": "", "issued_at": 1, "expires_at": 2});
            let mut members = good;
            members[name.as_str()] = serde_json::from_str(&value).unwrap();
            let _ = Tokens::from_json(&members.to_string());
        }
    }

    #[test]
    fn what_is_wrong_is_said_and_nothing_shown() {
        for (text, words) in [
            ("", "not JSON"),
            (r#"{"access_token":"s3cr3t"}"#, "no `version`"),
            (r#"{"version":3,"access_token":"s3cr3t"}"#, "of version 3"),
            (
                r#"{"version":1,"access_token":"s3cr3t","scope":"read:me","issued_at":1}"#,
                "does not name the set",
            ),
            (
                r#"{"version":2,"refresh_token":"s3cr3t","issued_at":1}"#,
                "no `access_token`",
            ),
            (
                r#"{"version":2,"access_token":"s3cr3t","scope":"","issued_at":1}"#,
                "no `asked`",
            ),
            (
                r#"{"version":2,"access_token":"s3cr3t","asked":"","issued_at":1}"#,
                "no `scope`",
            ),
            (
                r#"{"version":2,"access_token":"s3cr3t","asked":"","scope":""}"#,
                "no `issued_at`",
            ),
            (
                r#"{"version":2,"access_token":"s3cr3t","asked":"","scope":"","issued_at":"x"}"#,
                "`issued_at`",
            ),
        ] {
            let error = Tokens::from_json(text).unwrap_err();
            assert!(error.to_string().contains(words), "{text}: {error}");
            assert!(!format!("{error:?}").contains("s3cr3t"));
        }
    }
}
