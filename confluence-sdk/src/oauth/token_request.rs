//! Asking a token endpoint: one POST, whose answer is judged and read once. All tokens come this way.
//!
//! The answer is not trusted. It has a time limit and a size limit, and a redirect is not followed, because the request
//! carries secrets.

use super::access_token::AccessToken;
use super::failure::{Failure, Rejection};
use crate::error::one_line;
use crate::http::Http;
use crate::rate_limit::retry_after;
use crate::secret::Secret;
use crate::transport::{Body, Deadline, TransportError};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use secrecy::SecretString;
use serde_json::{Map, Value};
use std::time::{Duration, SystemTime};
use url::Url;

/// From the start of the request to the last byte of the answer. All programs that share a store wait for three of
/// these at most.
const TIME_LIMIT: Duration = Duration::from_secs(15);
/// Tokens have some kilobytes at most.
const SIZE_LIMIT: u64 = 64 << 10;
/// How long to wait before a request is repeated whose answer was lost. Together with the time limits this stays within
/// the ten minutes for which the vendor accepts a refresh token again.
const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1500)];
/// The members of a request for a token that are not secret.
const PUBLIC: &[&str] = &["audience", "client_id", "grant_type", "redirect_uri", "scope"];

/// How the members of the request are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Encoding {
    /// The vendor documents this for OAuth 2.0.
    Json,
    /// The standard asks for this. So does the vendor's server that gives tokens of users to Connect apps.
    #[cfg(feature = "connect")]
    Form,
}

/// The answer of a token endpoint.
pub(crate) struct Answer {
    pub(crate) access_token: SecretString,
    pub(crate) refresh_token: Option<SecretString>,
    /// The time when it was asked for, by the clock of this machine.
    pub(crate) issued: SystemTime,
    pub(crate) life: Option<Duration>,
    /// The scopes that were granted, divided by spaces, if the server reports them.
    pub(crate) scope: Option<String>,
}

/// Asks for a token, and asks again where the answer was lost. For requests that may be repeated, which a code may not.
pub(crate) async fn ask_until_answered<F>(ask: impl Fn() -> F) -> Result<Answer, Failure>
where
    F: Future<Output = Result<Answer, Failure>>,
{
    for pause in PAUSES {
        match ask().await {
            Err(failure) if failure.is_lost_answer() => tokio::time::sleep(pause).await,
            outcome => return outcome,
        }
    }
    ask().await
}

/// Asks for a token once.
pub(crate) async fn ask(
    http: &Http,
    endpoint: &Url,
    encoding: Encoding,
    members: &[(&str, &str)],
) -> Result<Answer, Failure> {
    let issued = SystemTime::now();
    Answer::read(&post(http, endpoint, encoding, members).await?, issued)
}

/// Posts to a token endpoint. Returns the body of its answer if that is a success (200), the failure otherwise.
async fn post(http: &Http, endpoint: &Url, encoding: Encoding, members: &[(&str, &str)]) -> Result<Bytes, Failure> {
    let (media_type, body) = encode(encoding, members);
    let mut request = http::Request::post(endpoint.as_str())
        .body(Body::from_chunks(vec![body]))
        .map_err(|error| Failure::no_answer(TransportError::connect(error)))?;
    let limit = TIME_LIMIT.min(http.limit());
    request.extensions_mut().insert(Deadline(limit));
    let headers = request.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));

    let exchange = async {
        let (head, body) = http.fetch(request, SIZE_LIMIT).await?.into_parts();
        Ok((head, body))
    };
    // Transports are asked to keep the limit. One that does not keep it must not hold up all callers.
    let (head, body) = tokio::time::timeout(limit + Duration::from_secs(1), exchange)
        .await
        .unwrap_or_else(|elapsed| Err(TransportError::timeout(elapsed)))
        .map_err(Failure::no_answer)?;
    let secrets = members.iter().filter(|(name, _)| !PUBLIC.contains(name));
    judge(head.status, body, &Secret::texts(secrets.map(|(_, value)| *value)))
        .map_err(|failure| failure.with_retry_after(retry_after(&head.headers, SystemTime::now())))
}

fn encode(encoding: Encoding, members: &[(&str, &str)]) -> (&'static str, Bytes) {
    match encoding {
        Encoding::Json => {
            let members = members
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).into()));
            let object = Value::Object(members.collect::<Map<_, _>>());
            ("application/json", object.to_string().into())
        }
        #[cfg(feature = "connect")]
        Encoding::Form => {
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            let text = form.extend_pairs(members).finish();
            ("application/x-www-form-urlencoded", text.into())
        }
    }
}

/// A refusal with an `error` member is one in the words of OAuth, whatever its status: the vendor answers 403 where the
/// standard says 400.
fn judge(status: StatusCode, body: Bytes, secret: &Secret) -> Result<Bytes, Failure> {
    if status == StatusCode::OK {
        return Ok(body);
    }
    let problem = match serde_json::from_slice(&body) {
        Ok(Value::Object(members)) if status.is_client_error() => {
            let text = |name| Some(one_line(&secret.hide(members.get(name)?.as_str()?), 300));
            if let Some(code) = text("error") {
                let description = text("error_description");
                return Err(Failure::Rejected(Rejection::new(Some(status), code, description)));
            }
            "the refusal is not in the words of OAuth"
        }
        _ if status.is_redirection() => "a redirect is not followed, since the request carries secrets",
        _ if status.is_server_error() => "the server failed",
        _ => "that is neither a token nor a refusal in the words of OAuth",
    };
    Err(Failure::BadAnswer {
        status,
        problem: problem.to_owned(),
        retry_after: None,
    })
}

impl Answer {
    pub(crate) fn expires(&self) -> Option<SystemTime> {
        self.issued.checked_add(self.life?)
    }

    /// The access token alone, for a source that keeps nothing else.
    pub(crate) fn into_token(self) -> AccessToken {
        let expires = self.expires();
        AccessToken::new(self.access_token, self.issued, expires)
    }

    /// Reads a token that was asked for at `issued`.
    fn read(body: &[u8], issued: SystemTime) -> Result<Self, Failure> {
        let value: Value = serde_json::from_slice(body).unwrap_or_default();
        let bad = |problem: &str| Failure::BadAnswer {
            status: StatusCode::OK,
            problem: problem.to_owned(),
            retry_after: None,
        };
        let members = value.as_object().ok_or_else(|| bad("the body is not a JSON object"))?;
        let text = |name: &str| match members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(bad(&format!("`{name}` is not text"))),
        };
        let token = |name: &str| match text(name)? {
            Some(token) if token.is_empty() || token.bytes().any(|byte| !byte.is_ascii_graphic()) => {
                Err(bad(&format!("`{name}` is empty or has characters that no token has")))
            }
            token => Ok(token.map(SecretString::from)),
        };
        // The vendor's server may leave it out.
        if text("token_type")?.is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err(bad("`token_type` is another than `Bearer`"));
        }
        let seconds = match members.get("expires_in") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.parse().map_err(|_| bad("`expires_in` is not a number"))?),
            Some(value) => Some(
                value
                    .as_u64()
                    .ok_or_else(|| bad("`expires_in` is not a number of seconds"))?,
            ),
        };
        Ok(Self {
            access_token: token("access_token")?.ok_or_else(|| bad("`access_token` is missing"))?,
            refresh_token: token("refresh_token")?,
            issued,
            life: seconds.map(Duration::from_secs),
            scope: text("scope")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use secrecy::ExposeSecret as _;

    fn read(json: &str) -> Result<Answer, Failure> {
        Answer::read(json.as_bytes(), SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn token_type_may_be_missing() {
        let answer = read(r#"{"access_token":"a","expires_in":3600,"scope":"x y","refresh_token":"r"}"#).unwrap();
        assert_eq!(answer.access_token.expose_secret(), "a");
        assert_eq!(
            answer.expires(),
            Some(SystemTime::UNIX_EPOCH + Duration::from_secs(3600))
        );
        assert_eq!(answer.refresh_token.unwrap().expose_secret(), "r");
        assert_eq!(answer.scope.as_deref(), Some("x y"));
        assert!(read(r#"{"access_token":"a","token_type":"bearer","expires_in":"60"}"#).is_ok());
    }

    #[test]
    fn what_is_no_token_is_said() {
        for (json, words) in [
            ("", "not a JSON object"),
            ("[]", "not a JSON object"),
            ("{}", "`access_token` is missing"),
            (r#"{"access_token":7}"#, "`access_token` is not text"),
            (r#"{"access_token":"a b"}"#, "`access_token` is empty or has"),
            (
                r#"{"access_token":"a","refresh_token":"é"}"#,
                "`refresh_token` is empty or has",
            ),
            (r#"{"access_token":"a","token_type":"mac"}"#, "`token_type`"),
            (r#"{"access_token":"a","expires_in":-1}"#, "`expires_in`"),
        ] {
            let failure = read(json).err().unwrap();
            assert!(failure.to_string().contains(words), "{json}: {failure}");
        }
    }

    #[test]
    fn a_secret_that_the_server_repeats_is_not_shown() {
        let body = r#"{"error":"invalid_grant","error_description":"who is s3cr3t-and-long?"}"#;
        let secret = Secret::texts(["s3cr3t-and-long"].into_iter());
        let failure = judge(StatusCode::FORBIDDEN, body.into(), &secret).unwrap_err();
        assert!(!format!("{failure} {failure:?}").contains("s3cr3t"), "{failure:?}");
        assert!(failure.to_string().contains("invalid_grant"), "{failure}");
    }

    proptest! {
        #[test]
        fn any_answer_is_judged_without_panic(status in 100u16..600, body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let status = StatusCode::from_u16(status).unwrap();
            if let Ok(body) = judge(status, body.into(), &Secret::texts(std::iter::empty())) {
                let _ = Answer::read(&body, SystemTime::now());
            }
        }

        #[test]
        fn any_lifetime_is_read_without_panic(seconds in any::<u64>()) {
            let answer = read(&format!(r#"{{"access_token":"a","expires_in":{seconds}}}"#)).unwrap();
            let _ = answer.into_token().is_fresh(SystemTime::now());
        }
    }
}
