//! Everything that can go wrong with tokens, as a type.

use super::site::GrantedSite;
use super::store::StoreError;
use crate::scopes::ScopeList;
use crate::transport::TransportError;
use http::StatusCode;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Why a token could not be obtained, renewed or stored; found in an error with [`Error::oauth`](crate::Error::oauth).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The user did not consent.
    Declined,
    /// The callback has another state than the sign-in: it belongs to another one, or somebody made it up.
    StateMismatch,
    /// This is not a callback: its query cannot be read, or a member is missing.
    BadCallback(String),
    /// The grant is over: the refresh token was used up, has expired, or the user withdrew it. Ask the user again;
    /// trying again does not help.
    ConsentNeeded(Rejection),
    /// The server refused to give a token, for example because of a wrong client secret or a code that was used before.
    /// A grant is not over by this, and the next call asks again. Whether that helps depends on the code: it may after
    /// `temporarily_unavailable` or the status 429.
    Rejected(Rejection),
    /// The authorization server sent the user back without a code, for this reason: `server_error`, `invalid_scope` and
    /// others ([RFC 6749, 4.1.2.1]). If the user declined, it is [`Declined`](Failure::Declined). After `server_error`
    /// and `temporarily_unavailable` a new sign-in may work.
    ///
    /// [RFC 6749, 4.1.2.1]: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
    SignInFailed(Rejection),
    /// The access token has expired and there is no refresh token. Add `offline_access` to the set and ask the user
    /// again.
    NoRefreshToken,
    /// These scopes of the set were not granted.
    ScopesMissing(Vec<String>),
    /// The tokens were stored for a smaller set than the one they are to be restored for. Ask the user again.
    #[non_exhaustive]
    StoredForFewer {
        /// The set that the tokens were asked for.
        stored: ScopeList,
        /// The set that the program has now.
        wanted: ScopeList,
        /// The scopes of `wanted` that are not in `stored`.
        missing: Vec<String>,
    },
    /// The store has no tokens under this key: ask the user.
    NothingStored(String),
    /// The store failed. Nothing was renewed, nothing is lost.
    Store(StoreError),
    /// The tokens were renewed and could not be stored. They are kept in memory, and saving is tried again before they
    /// are used: they are lost if the program ends before that works.
    NotSaved(StoreError),
    /// The user granted no site with Confluence.
    NoSite,
    /// The user granted several sites: choose one of them.
    SeveralSites(Vec<GrantedSite>),
    /// The token endpoint did not answer. Several attempts were made where that is safe.
    NoAnswer(Arc<TransportError>),
    /// The token endpoint answered with neither a token nor a refusal in the words of OAuth.
    #[non_exhaustive]
    BadAnswer {
        /// The HTTP status.
        status: StatusCode,
        /// What is wrong with it.
        problem: String,
        /// How long to wait before the next request, if the endpoint says so.
        retry_after: Option<Duration>,
    },
    /// Nobody came back from the browser in this time.
    NobodyCame(Duration),
    /// Tokens are renewed in a task of the tokio runtime, and none is running here.
    NoRuntime,
    /// The renewal that was waited for did not finish, for example because its runtime was shut down.
    Interrupted,
}

/// A refusal in the words of OAuth.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejection {
    /// The HTTP status. A refusal that came with a callback has none.
    pub status: Option<StatusCode>,
    /// The code, such as `invalid_grant`.
    pub code: String,
    /// The server's own words.
    pub description: Option<String>,
    /// How long to wait before the next request, if the server says so.
    pub retry_after: Option<Duration>,
}

impl Rejection {
    pub(crate) fn new(status: Option<StatusCode>, code: String, description: Option<String>) -> Self {
        Self {
            status,
            code,
            description,
            retry_after: None,
        }
    }

    /// What to do about a code that came with a callback.
    fn advice(&self) -> &'static str {
        match &*self.code {
            "server_error" | "temporarily_unavailable" => " (that is the server's own trouble; a new sign-in may work)",
            "invalid_scope" => " (a scope that does not exist, or is not enabled for the app in the developer console)",
            "unauthorized_client" => {
                " (the app is not registered for this sign-in: see its callback address and settings)"
            }
            _ => "",
        }
    }
}

impl Failure {
    pub(crate) fn no_answer(error: TransportError) -> Self {
        Self::NoAnswer(Arc::new(error))
    }

    /// How long to wait before the next request, if the token endpoint says so.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Rejected(rejection) | Self::ConsentNeeded(rejection) => rejection.retry_after,
            Self::BadAnswer { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// The same failure, with the time that the token endpoint names.
    pub(crate) fn with_retry_after(mut self, time: Option<Duration>) -> Self {
        match &mut self {
            Self::Rejected(Rejection { retry_after, .. }) | Self::BadAnswer { retry_after, .. } => *retry_after = time,
            _ => {}
        }
        self
    }

    /// The scopes that are missing, if that is the reason.
    pub(crate) fn missing_scopes(&self) -> &[String] {
        match self {
            Self::ScopesMissing(missing) | Self::StoredForFewer { missing, .. } => missing,
            _ => &[],
        }
    }

    /// Whether the server may have acted although its answer did not arrive.
    pub(crate) fn is_lost_answer(&self) -> bool {
        match self {
            Self::NoAnswer(_) => true,
            Self::BadAnswer { status, .. } => *status == StatusCode::OK || status.is_server_error(),
            _ => false,
        }
    }

    /// Whether it says nothing about the grant. Only what does is remembered.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::NoAnswer(_)
                | Self::BadAnswer { .. }
                | Self::Store(_)
                | Self::NoRefreshToken
                | Self::Interrupted
                | Self::Rejected(_)
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declined => f.write_str("the user did not consent"),
            Self::StateMismatch => f.write_str("the callback does not belong to this sign-in: its state is another one"),
            Self::BadCallback(problem) => write!(f, "the callback {problem}"),
            Self::ConsentNeeded(rejection) => {
                write!(f, "the grant is over, ask the user to consent again: the server answered {rejection}")
            }
            Self::Rejected(rejection) => write!(f, "the request for a token was refused: {rejection}"),
            Self::SignInFailed(rejection) => {
                write!(f, "the authorization server ended the sign-in: {rejection}{}", rejection.advice())
            }
            Self::NoRefreshToken => f.write_str(
                "the access token has expired and there is no refresh token: add offline_access to the scopes and ask the user again",
            ),
            Self::ScopesMissing(scopes) => write!(f, "the token was granted without {}", scopes.join(", ")),
            Self::StoredForFewer { stored, wanted, missing } => write!(
                f,
                "the tokens were stored for the scopes `{stored}` and cannot be restored for `{wanted}`, which adds {}: ask the user to consent again",
                missing.join(", ")
            ),
            Self::NothingStored(key) => write!(f, "no tokens are stored under {key:?}"),
            Self::Store(error) => write!(f, "the store of the tokens failed: {error}"),
            Self::NotSaved(error) => write!(
                f,
                "the tokens were renewed and cannot be saved: {error}; they are kept in memory, and saving is tried again before they are used"
            ),
            Self::NoSite => f.write_str("the user granted no site with Confluence"),
            Self::SeveralSites(sites) => {
                f.write_str("the user granted several sites, name one:")?;
                sites.iter().enumerate().try_for_each(|(i, site)| {
                    let comma = if i == 0 { "" } else { "," };
                    write!(f, "{comma} {} ({})", site.url, site.cloud_id)
                })
            }
            Self::NoAnswer(error) => write!(f, "the token endpoint gave no answer: {error}"),
            Self::BadAnswer { status, problem, .. } => write!(f, "the token endpoint answered {}: {problem}", status.as_str()),
            Self::NobodyCame(limit) => write!(f, "nobody came back from the browser in {} seconds", limit.as_secs()),
            Self::NoRuntime => f.write_str("tokens are renewed in a task of the tokio runtime, and none is running here"),
            Self::Interrupted => f.write_str("the renewal of the token did not finish"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // `Display` shows the error itself; here is its cause.
            Self::NoAnswer(error) => std::error::Error::source(&**error),
            Self::Store(error) | Self::NotSaved(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(status) = self.status {
            write!(f, "{} ", status.as_str())?;
        }
        f.write_str(&self.code)?;
        match &self.description {
            Some(description) => write!(f, ": {description}"),
            None => Ok(()),
        }
    }
}
