//! What the headers of an answer say about the caller: whether the site knows them.
//!
//! A site that does not accept a credential treats the caller as a stranger. What a stranger may not see is answered
//! with 403 or 404, like what a user may not see; what everybody may see is answered with 200. Only headers tell these
//! cases apart.

use http::{HeaderMap, HeaderName, StatusCode};

/// Why the server takes the caller for a stranger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stranger {
    /// The credential is wrong, expired or revoked.
    Failed,
    /// Too many sign-ins have failed: somebody must sign in by browser before the API takes the account again.
    Denied,
    /// The account is known, but it may not sign in to this product.
    NotAdmitted,
    /// Nobody is signed in.
    Out,
    /// The gateway: the credential does not go with the account or with this host.
    Mismatch,
}

impl Stranger {
    /// Reads the headers of an answer with this status. The words of `X-Seraph-LoginReason` are those of the vendor's
    /// library for signing in.
    pub(crate) fn of(status: StatusCode, headers: &HeaderMap) -> Option<Self> {
        // This is asked of every answer, so the names are ready to be looked up.
        static DENIED: HeaderName = HeaderName::from_static("x-authentication-denied-reason");
        static REASON: HeaderName = HeaderName::from_static("x-seraph-loginreason");
        if headers.contains_key(&DENIED) {
            return Some(Self::Denied);
        }
        if status.is_client_error()
            && headers
                .get(CATEGORY)
                .is_some_and(|value| value == "FAILURE_CLIENT_AUTH_MISMATCH")
        {
            return Some(Self::Mismatch);
        }
        let values = headers.get_all(&REASON).iter().filter_map(|value| value.to_str().ok());
        let between = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        let reasons: Vec<&str> = values.flat_map(|value| value.split(between)).collect();
        let has = |reason: &str| reasons.iter().any(|known| known.eq_ignore_ascii_case(reason));
        match () {
            () if has("OK") => None,
            () if has("AUTHENTICATION_DENIED") => Some(Self::Denied),
            () if has("AUTHENTICATED_FAILED") => Some(Self::Failed),
            () if has("AUTHORISATION_FAILED") || has("AUTHORIZATION_FAILED") => Some(Self::NotAdmitted),
            () if has("OUT") => Some(Self::Out),
            () => None,
        }
    }

    /// The same, and what to do about it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Failed => {
                "the site did not accept the credential and took the caller for a stranger \
                 (`X-Seraph-LoginReason: AUTHENTICATED_FAILED`): it is wrong, expired or revoked"
            }
            Self::Denied => {
                "the site takes no credential of this account after failed attempts \
                 (`X-Seraph-LoginReason: AUTHENTICATION_DENIED`): sign in by browser once and solve the CAPTCHA"
            }
            Self::NotAdmitted => {
                "the credential is of an account that may not sign in to this product \
                 (`X-Seraph-LoginReason: AUTHORISATION_FAILED`)"
            }
            Self::Out => {
                "the site did not take the credential: for it nobody is signed in (`X-Seraph-LoginReason: OUT`)"
            }
            Self::Mismatch => {
                "the credential is expired, or does not go with the account or with this host \
                 (`X-Failure-Category: FAILURE_CLIENT_AUTH_MISMATCH`)"
            }
        }
    }
}

/// The gateway names the reason of its refusals in this header.
pub(crate) const CATEGORY: &str = "x-failure-category";

/// Whether an answer says that the token does not have a scope. The gateway answers this with status 401, as it does
/// for other reasons.
pub(crate) fn lacks_scope(status: StatusCode, headers: &HeaderMap, message: Option<&str>) -> bool {
    let category = headers
        .get(CATEGORY)
        .is_some_and(|value| value == "FAILURE_CLIENT_SCOPE_CHECK");
    let said = message.is_some_and(|message| message.contains("scope does not match"));
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) && category
        || status == StatusCode::UNAUTHORIZED && said
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn seraph(values: &[&'static str]) -> Option<Stranger> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("X-Seraph-LoginReason", HeaderValue::from_static(value));
        }
        Stranger::of(StatusCode::OK, &headers)
    }

    #[test]
    fn reasons_of_the_site() {
        assert_eq!(seraph(&["AUTHENTICATED_FAILED"]), Some(Stranger::Failed));
        assert_eq!(seraph(&["authenticated_failed"]), Some(Stranger::Failed));
        assert_eq!(
            seraph(&["AUTHENTICATED_FAILED, AUTHENTICATION_DENIED"]),
            Some(Stranger::Denied)
        );
        assert_eq!(
            seraph(&["AUTHENTICATED_FAILED", "AUTHENTICATION_DENIED"]),
            Some(Stranger::Denied)
        );
        assert_eq!(seraph(&["AUTHORISATION_FAILED"]), Some(Stranger::NotAdmitted));
        assert_eq!(seraph(&["AUTHORIZATION_FAILED"]), Some(Stranger::NotAdmitted));
        for failed in [
            "\"AUTHENTICATED_FAILED\"",
            "AUTHENTICATED_FAILED;OUT",
            "OUT AUTHENTICATED_FAILED",
            ",AUTHENTICATED_FAILED,",
        ] {
            assert_eq!(seraph(&[failed]), Some(Stranger::Failed), "{failed}");
        }
        assert_eq!(seraph(&["OUT"]), Some(Stranger::Out));
        for known in [&[][..], &["OK"], &["OUT, OK"], &[""], &["SOMETHING_NEW"]] {
            assert_eq!(seraph(known), None, "{known:?}");
        }
    }
}
