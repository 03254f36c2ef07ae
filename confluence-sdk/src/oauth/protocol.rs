//! The `oauth2` crate over this crate's transport.
//!
//! It sends forms and the vendor documents JSON, so requests are rewritten on their way. Answers are judged and read by `endpoint.rs` before
//! the crate sees them, for refusals come with other statuses than it expects and `token_type` may be missing.

use super::failure::Failure;
use super::token_request::{Answer, Encoding, post};
use crate::client::Http;
use crate::transport::TransportError;
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, RequestTokenError, StandardRevocableToken,
    TokenResponse,
};
use secrecy::ExposeSecret;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};
use url::Url;

/// A client of the `oauth2` crate that knows its token endpoint, and where users consent if `A` is [`EndpointSet`].
pub(super) type Protocol<A> = oauth2::Client<
    BasicErrorResponse,
    Given,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    A,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// How long is waited before a request is repeated whose answer was lost: all of it well within the ten minutes for which the vendor accepts a
/// refresh token again.
pub(super) const PAUSES: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1500)];

/// What the crate sends requests through.
pub(super) struct Sender<'a>(pub(super) &'a Http);

impl<'c> AsyncHttpClient<'c> for Sender<'_> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let endpoint = Url::parse(&request.uri().to_string())
                .map_err(|error| Failure::no_answer(TransportError::connect(error)))?;
            let members: Vec<_> = url::form_urlencoded::parse(request.body()).collect();
            let members: Vec<_> = members.iter().map(|(name, value)| (&**name, &**value)).collect();
            let body = post(self.0, &endpoint, Encoding::Json, &members).await?;
            // Read here for its errors, which say what is wrong.
            Answer::read(&body, SystemTime::UNIX_EPOCH)?;
            Ok(HttpResponse::new(body.into()))
        })
    }
}

/// A token answer in the crate's types.
pub(super) struct Given {
    answer: Answer,
    access_token: oauth2::AccessToken,
    refresh_token: Option<oauth2::RefreshToken>,
    scopes: Option<Vec<oauth2::Scope>>,
}

/// What came of a request that was sent at `issued`.
pub(super) fn given(
    outcome: Result<Given, RequestTokenError<Failure, BasicErrorResponse>>,
    issued: SystemTime,
) -> Result<Answer, Failure> {
    match outcome {
        Ok(given) => Ok(Answer { issued, ..given.answer }),
        Err(RequestTokenError::Request(failure)) => Err(failure),
        // The texts of the others may repeat the answer, and with it the tokens.
        Err(_) => Err(Failure::BadAnswer {
            status: 200,
            problem: "the answer cannot be read".to_owned(),
        }),
    }
}

impl TokenResponse for Given {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &oauth2::AccessToken {
        &self.access_token
    }
    fn token_type(&self) -> &BasicTokenType {
        &BasicTokenType::Bearer
    }
    fn expires_in(&self) -> Option<Duration> {
        self.answer.life
    }
    fn refresh_token(&self) -> Option<&oauth2::RefreshToken> {
        self.refresh_token.as_ref()
    }
    fn scopes(&self) -> Option<&Vec<oauth2::Scope>> {
        self.scopes.as_ref()
    }
}

impl<'de> serde::Deserialize<'de> for Given {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(d)?;
        let answer = Answer::of(&value, SystemTime::UNIX_EPOCH).map_err(serde::de::Error::custom)?;
        let scope = |name: &str| oauth2::Scope::new(name.to_owned());
        Ok(Self {
            access_token: oauth2::AccessToken::new(answer.access_token.expose_secret().to_owned()),
            refresh_token: (answer.refresh_token.as_ref())
                .map(|token| oauth2::RefreshToken::new(token.expose_secret().to_owned())),
            scopes: (answer.scope.as_ref()).map(|scopes| scopes.split_whitespace().map(scope).collect()),
            answer,
        })
    }
}

// The crate asks for it and never does it.
impl serde::Serialize for Given {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("tokens are written by their store"))
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Given")
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
