//! Rotating refresh tokens without loss: the source of a grant's access tokens.
//!
//! Each renewal makes the former refresh token worthless after a few minutes. So only one program renews at a time, of
//! all that share the store. The next one takes the tokens that the one before has stored. And new tokens are stored
//! before they are used.

use super::app::App;
use super::failure::{Failure, Rejection};
use super::store::{TokenStore, Tokens, turns};
use crate::auth::owned;
use crate::oauth::access_token::AccessToken;
use crate::oauth::renewing::Source;
use crate::scopes::ScopeList;
use futures_core::future::BoxFuture;
use secrecy::SecretString;
use std::sync::Arc;
use std::time::SystemTime;
use tokio::sync::Mutex;

pub(super) struct Rotation {
    app: App,
    declared: ScopeList,
    kept: Mutex<Kept>,
}

struct Kept {
    tokens: Tokens,
    place: Option<Place>,
    /// The tokens are newer than what is stored.
    unsaved: Option<Unsaved>,
    over: Option<Over>,
}

#[derive(Clone)]
struct Place {
    store: Arc<dyn TokenStore>,
    key: String,
}

/// The refresh token that was stored when the tokens were renewed.
struct Unsaved {
    instead_of: SecretString,
}

/// A refresh token that the server refused permanently, and how it refused.
struct Over {
    refresh_token: SecretString,
    failure: Failure,
}

impl Rotation {
    pub(super) fn new(
        app: App,
        declared: ScopeList,
        tokens: Tokens,
        place: Option<(Arc<dyn TokenStore>, String)>,
    ) -> Result<Self, Failure> {
        admit(&declared, &tokens)?;
        let kept = Mutex::new(Kept {
            tokens,
            place: place.map(|(store, key)| Place { store, key }),
            unsaved: None,
            over: None,
        });
        Ok(Self { app, declared, kept })
    }

    /// Keeps the tokens here from now on. Tokens that cannot be read are not overwritten.
    pub(super) async fn keep_in(&self, store: Arc<dyn TokenStore>, key: &str) -> Result<(), Failure> {
        let mut kept = self.kept.lock().await;
        let _lock = turns::lock(&*store, key).await.map_err(Failure::Store)?;
        turns::load(&*store, key).await.map_err(Failure::Store)?;
        // A grant that was restored for a smaller set is stored for the smaller set: scopes that were given up do not
        // come back.
        kept.tokens = kept.tokens.for_set(&self.declared);
        turns::save(&*store, key, &kept.tokens).await.map_err(Failure::Store)?;
        let key = key.to_owned();
        kept.place = Some(Place { store, key });
        kept.unsaved = None;
        Ok(())
    }

    async fn other_than(&self, stale: Option<AccessToken>) -> Result<AccessToken, Failure> {
        let mut kept = self.kept.lock().await;
        let place = kept.place.clone();
        // Held until the new tokens are stored.
        let _lock = match &place {
            Some(place) => {
                let lock = turns::lock(&*place.store, &place.key).await;
                let lock = lock.map_err(|error| kept.failed(error))?;
                kept.reread(place).await?;
                Some(lock)
            }
            None => None,
        };
        if let Some(over) = &kept.over
            && kept.tokens.renews_with(Some(&over.refresh_token))
        {
            return Err(over.failure.clone());
        }
        let token = kept.tokens.token();
        if token.is_fresh(SystemTime::now()) && !stale.is_some_and(|stale| stale.is(&token)) {
            admit(&self.declared, &kept.tokens)?;
            return Ok(token);
        }
        let Some(refresh_token) = kept.tokens.refresh_token.clone() else {
            return Err(Failure::NoRefreshToken);
        };
        match self.app.renew(&refresh_token).await.map_err(consent_needed) {
            Ok(answer) => kept.tokens = kept.tokens.renewed(answer),
            Err(failure) => {
                if matches!(failure, Failure::ConsentNeeded(_)) {
                    let failure = failure.clone();
                    kept.over = Some(Over { refresh_token, failure });
                }
                return Err(failure);
            }
        }
        if let Some(place) = &place {
            kept.unsaved = Some(Unsaved {
                instead_of: refresh_token,
            });
            kept.save(place).await?;
        }
        admit(&self.declared, &kept.tokens)?;
        Ok(kept.tokens.token())
    }
}

impl Kept {
    /// Takes the stored tokens, which another program may have renewed, or stores tokens that could not be stored
    /// before.
    async fn reread(&mut self, place: &Place) -> Result<(), Failure> {
        let stored = turns::load(&*place.store, &place.key).await;
        let Some(stored) = stored.map_err(|error| self.failed(error))? else {
            return Err(Failure::NothingStored(place.key.clone()));
        };
        match &self.unsaved {
            Some(unsaved) if stored.renews_with(Some(&unsaved.instead_of)) => self.save(place).await,
            _ => {
                self.tokens = stored;
                self.unsaved = None;
                Ok(())
            }
        }
    }

    async fn save(&mut self, place: &Place) -> Result<(), Failure> {
        let saved = turns::save(&*place.store, &place.key, &self.tokens).await;
        saved.map_err(Failure::NotSaved)?;
        self.unsaved = None;
        Ok(())
    }

    fn failed(&self, error: super::store::StoreError) -> Failure {
        match &self.unsaved {
            Some(_) => Failure::NotSaved(error),
            None => Failure::Store(error),
        }
    }
}

/// A refresh token that is refused is the end of its grant, and nothing else is.
///
/// The standard has one code for it, with status 400 ([RFC 6749, 5.2]). The vendor sends it with 403, and another code
/// too, with the reason in words.
///
/// [RFC 6749, 5.2]: https://www.rfc-editor.org/rfc/rfc6749#section-5.2
fn consent_needed(failure: Failure) -> Failure {
    match failure {
        Failure::Rejected(rejection) if ends_the_grant(&rejection) => Failure::ConsentNeeded(rejection),
        failure => failure,
    }
}

fn ends_the_grant(rejection: &Rejection) -> bool {
    let of_the_token = || {
        let words = rejection.description.as_deref().unwrap_or_default().to_lowercase();
        let words = words.replace('_', " ");
        words.contains("refresh token")
            && ["invalid", "expired", "revoked", "unknown"]
                .iter()
                .any(|end| words.contains(end))
    };
    rejection
        .status
        .is_some_and(|status| matches!(status.as_u16(), 400 | 401 | 403))
        && match &*rejection.code {
            "invalid_grant" => true,
            "unauthorized_client" => of_the_token(),
            _ => false,
        }
}

/// Refuses tokens that were granted, or asked for, without a scope that the type of the grant declares.
fn admit(declared: &ScopeList, tokens: &Tokens) -> Result<(), Failure> {
    let missing = owned(tokens.scopes().lacks(declared));
    if !missing.is_empty() {
        return Err(Failure::ScopesMissing(missing));
    }
    let missing = owned(tokens.asked().lacks(declared));
    if !missing.is_empty() {
        return Err(Failure::StoredForFewer {
            stored: tokens.asked().clone(),
            wanted: declared.clone(),
            missing,
        });
    }
    Ok(())
}

/// The rotation as a source of access tokens.
pub(super) struct Rotating(pub(super) Arc<Rotation>);

impl Source for Rotating {
    fn obtain(&self, stale: Option<AccessToken>) -> BoxFuture<'_, Result<AccessToken, Failure>> {
        Box::pin(self.0.other_than(stale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_grant() {
        let ends = |status, code: &str, words: Option<&str>| {
            let status = http::StatusCode::from_u16(status).ok();
            ends_the_grant(&Rejection::new(status, code.to_owned(), words.map(str::to_owned)))
        };
        for (status, code, words) in [
            (400, "invalid_grant", None),
            (403, "invalid_grant", Some("Unknown or invalid refresh token.")),
            (403, "unauthorized_client", Some("refresh_token is invalid")),
            (400, "unauthorized_client", Some("The refresh token has expired")),
        ] {
            assert!(ends(status, code, words), "{status} {code} {words:?}");
        }
        for (status, code, words) in [
            (408, "request_timeout", None),
            (429, "invalid_grant", None),
            (404, "not_found", None),
            (401, "invalid_client", Some("refresh_token is invalid")),
            (403, "access_denied", Some("Unauthorized")),
            (403, "unauthorized_client", None),
            (
                403,
                "unauthorized_client",
                Some("the client may not use refresh tokens"),
            ),
            (400, "temporarily_unavailable", None),
            (400, "invalid_request", Some("refresh_token is missing")),
        ] {
            assert!(!ends(status, code, words), "{status} {code} {words:?}");
        }
    }
}
