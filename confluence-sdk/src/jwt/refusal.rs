//! Why a token was refused: one variant for each reason.

use http::StatusCode;
use std::fmt;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The reason why the proof that came with a request was refused.
///
/// The text says what is wrong and what to do; it never contains the token, and of the token's content only what is
/// needed to find the mistake.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// It is not a JSON Web Token.
    Malformed(&'static str),
    /// It names another algorithm than the one that is pinned for it, or `none`.
    Algorithm {
        /// The algorithm that the token names, cut to a few characters.
        found: String,
        /// The only one that is accepted here.
        expected: &'static str,
    },
    /// It names no key, or the id of its key has characters that no such id has.
    KeyId,
    /// The issuer of keys knows no key with this id.
    UnknownKey(String),
    /// The keys could not be fetched: the host did not answer in time, or its answer is not a key. Nothing is known
    /// about the token.
    KeysUnavailable(BoxError),
    /// The signature was not made with the key that belongs to the issuer, or the token was changed.
    Signature,
    /// It expired this many seconds ago.
    Expired(u64),
    /// It becomes valid in this many seconds.
    NotYetValid(u64),
    /// It was made for somebody else.
    Audience,
    /// It was made by somebody else.
    Issuer,
    /// A claim is missing, or has the wrong type.
    MissingClaim(&'static str),
    /// It is not bound to a request.
    MissingQsh,
    /// It is bound to another request: another method, path or query.
    WrongQsh,
    /// It is a context token, which is bound to no request and is accepted only where such tokens are expected.
    ContextToken,
    /// It is bound to a request where a context token is wanted.
    NotContextToken,
    /// No installation is stored for the tenant that issued it.
    UnknownTenant,
    /// The request carries no token.
    NoToken,
    /// The request carries more than one token.
    TwoTokens,
    /// The body was not sent by the one who signed the token.
    ForeignBody(&'static str),
    /// The body cannot be read.
    Body(String),
    /// The body names a host that is not one of those accepted.
    Host(String),
    /// The store of installations failed. Nothing is known about the token.
    Store(BoxError),
}

impl TokenError {
    /// The status that suits an answer to such a request.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::KeysUnavailable(_) | Self::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Body(_) => StatusCode::BAD_REQUEST,
            Self::ForeignBody(_) | Self::Host(_) => StatusCode::FORBIDDEN,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(problem) => write!(f, "the token {problem}; send a JSON Web Token in its compact form"),
            Self::Algorithm { found, expected } => {
                write!(f, "the token is signed with {found:?}, only {expected} is accepted here")
            }
            Self::KeyId => f.write_str("the token names no key (`kid`), or not in a form that a key's id can have"),
            Self::UnknownKey(kid) => write!(
                f,
                "no key with the id {kid:?} is known; it may belong to another environment than the configured one"
            ),
            Self::KeysUnavailable(_) => f.write_str("the keys that verify tokens cannot be fetched; try again later"),
            Self::Signature => f.write_str(
                "the signature does not fit: the token was changed, or signed with another key or secret than the one that is stored",
            ),
            Self::Expired(seconds) => write!(
                f,
                "the token expired {seconds} s ago; ask for a new one, and compare the clocks of both sides"
            ),
            Self::NotYetValid(seconds) => {
                write!(f, "the token is valid only in {seconds} s; compare the clocks of both sides")
            }
            Self::Audience => f.write_str(
                "the token is for somebody else (`aud`); compare with the app's id or base URL, as it is known to the vendor",
            ),
            Self::Issuer => f.write_str("the token is from somebody else (`iss`)"),
            Self::MissingClaim(name) => write!(f, "the token lacks the claim `{name}`, or it has the wrong type"),
            Self::MissingQsh => f.write_str("the token lacks `qsh`, so it is bound to no request and could be replayed"),
            Self::WrongQsh => f.write_str(
                "the token was made for another request (`qsh`): compare method, path and query with what was signed, and the base URL that is stripped",
            ),
            Self::ContextToken => f.write_str(
                "a context token is not accepted here, as it is bound to no request; verify it where context tokens are meant to come",
            ),
            Self::NotContextToken => f.write_str("only a context token is accepted here; this one is bound to a request"),
            Self::UnknownTenant => f.write_str(
                "the token is from a tenant that is not stored: the app was not installed there, or was uninstalled",
            ),
            Self::NoToken => f.write_str("the request carries no token; send it in the `Authorization` header"),
            Self::TwoTokens => f.write_str("the request carries more than one token; send it in one place, once"),
            Self::ForeignBody(problem) => write!(f, "the body does not belong to the token: {problem}"),
            Self::Body(problem) => write!(f, "the body cannot be read: {problem}"),
            Self::Host(host) => write!(
                f,
                "{host:?} is not a host that is accepted; if it should be, add it to the accepted hosts"
            ),
            Self::Store(_) => f.write_str("the stored installations cannot be read or written; try again later"),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::KeysUnavailable(source) | Self::Store(source) => Some(&**source),
            _ => None,
        }
    }
}
