//! Credentials, with which a client proves who it is. They are never shown.

use super::modes::{ApiToken, Basic, Connect, ConnectUser, ForgeApp, ForgeUser, OAuth, Reaches, ServiceAccount};
use crate::Result;
use crate::error::{Error, ErrorKind};
use crate::grants::{Auth, ConnectScopes, Invariant, Mode, OAuthScopes};
use crate::response::Raw;
use crate::scopes::ScopeList;
use crate::secret::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_core::future::BoxFuture;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// Puts a credential into a request, just before it is sent.
///
/// Implement it for credentials that change: a token that is renewed, a signature over the request.
pub trait Authorize: Send + Sync + 'static {
    /// Adds the proof of who calls, mostly an `Authorization` header. Mark its value as
    /// [sensitive](http::HeaderValue::set_sensitive).
    fn authorize<'a>(&'a self, request: &'a mut Parts) -> BoxFuture<'a, Result<()>>;

    /// Whether to authorise the request again and send it once more. This is asked at most once per call, after the
    /// server has answered 401, 403 or 404; `sent` are the headers of the refused request.
    ///
    /// Renew the credential here if it may be the reason for the answer. The default is `false`.
    fn refused<'a>(&'a self, sent: &'a HeaderMap, answer: &'a Raw) -> BoxFuture<'a, Result<bool>> {
        let _ = (sent, answer);
        Box::pin(std::future::ready(Ok(false)))
    }

    /// Whether [`refused`](Self::refused) may bring another credential. The default is `true`. If it never does, return
    /// `false`: then it is not asked, and the headers of a request are not kept for it.
    fn renews(&self) -> bool {
        true
    }
}

/// A credential for the mode `A`.
///
/// | mode | made by | are its scopes known to be granted? |
/// |---|---|---|
/// | [`Basic`] | [`basic`](Credential::basic) | there are none |
/// | [`ApiToken<S>`] | [`api_token`](Credential::api_token) | no: a claim |
/// | [`OAuth<S>`] | [`oauth::Grant`] | yes: compared with what the server reported, at each renewal too |
/// | [`ServiceAccount<S>`] | [`oauth::ServiceAccountKey`] | if the server reports them, else a claim |
/// | [`OAuth<S>`], [`ServiceAccount<S>`] | [`granted`](Credential::granted) | yes: compared with what the server reported |
/// | all that send a bearer token | [`declared`](Credential::declared) | no: a claim |
/// | all | [`with`](Credential::with) | no: a claim |
///
#[cfg_attr(feature = "oauth", doc = "[`oauth::Grant`]: crate::oauth::Grant")]
#[cfg_attr(
    feature = "oauth",
    doc = "[`oauth::ServiceAccountKey`]: crate::oauth::ServiceAccountKey"
)]
#[cfg_attr(not(feature = "oauth"), doc = "[`oauth::Grant`]: crate#features")]
#[cfg_attr(not(feature = "oauth"), doc = "[`oauth::ServiceAccountKey`]: crate#features")]
pub struct Credential<A> {
    authorize: Arc<dyn Authorize>,
    scopes: ScopeList,
    auth: Invariant<A>,
}

const OFFLINE_ACCESS: &str = "offline_access";

/// A mode whose credential is one token.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not authenticate by a bearer token alone",
    note = "`Credential::basic`, `Credential::api_token` and `Credential::with` make other credentials"
)]
pub trait Bearer: Reaches {}
impl<S: OAuthScopes> Bearer for OAuth<S> {}
impl<S: OAuthScopes> Bearer for ServiceAccount<S> {}
impl<S: OAuthScopes> Bearer for ForgeApp<S> {}
impl<S: OAuthScopes> Bearer for ForgeUser<S> {}
impl<C: ConnectScopes> Bearer for Connect<C> {}
impl<C: ConnectScopes> Bearer for ConnectUser<C> {}

/// A mode whose token answer reports the granted scopes.
pub trait Reported: Bearer {}
impl<S: OAuthScopes> Reported for OAuth<S> {}
impl<S: OAuthScopes> Reported for ServiceAccount<S> {}

impl Credential<Basic> {
    /// An e-mail address and an unscoped API token.
    ///
    /// Such a token may do everything that its owner may: permissions alone decide, and a lost token is not limited by
    /// scopes. Prefer scopes where you can: [`api_token`](Credential::api_token), which takes a token with scopes, or
    /// OAuth 2.0.
    ///
    /// # Errors
    ///
    /// If one of them is empty or has white space or control characters, or if the address has a colon:
    /// [`is_invalid_input`](crate::Error::is_invalid_input). Whether the token is valid, the first call tells.
    pub fn basic(email: &str, api_token: impl Into<String>) -> Result<Self> {
        Ok(Self::of(Fixed::basic(email, api_token.into())?, ScopeList::default()))
    }
}

impl<S: OAuthScopes> Credential<ApiToken<S>> {
    /// An e-mail address and a scoped API token. That the token has the scopes `S` is a claim; the server decides.
    ///
    /// The address of a service account is that which ends in `@serviceaccount.atlassian.com`; its tokens always have
    /// scopes. [`Gateway::discover`](crate::Gateway::discover) finds the gateway of a site.
    ///
    /// # Errors
    ///
    /// If one of them is empty or has white space or control characters, or if the address has a colon:
    /// [`is_invalid_input`](crate::Error::is_invalid_input). Whether the token is valid, the first call tells.
    pub fn api_token(email: &str, api_token: impl Into<String>) -> Result<Self> {
        Ok(Self::of(Fixed::basic(email, api_token.into())?, ScopeList::of::<S>()))
    }
}

impl<A> Credential<A> {
    /// A token that you have. That it has the scopes of `A` is a claim: nothing here can know it, and the server
    /// decides.
    ///
    /// # Errors
    ///
    /// If the token is empty, or has characters that a header cannot carry:
    /// [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn declared(token: impl Into<String>) -> Result<Self>
    where
        A: Bearer,
    {
        Ok(Self::of(
            Fixed::token(A::MODE.scheme(), token.into())?,
            A::declared_scopes(),
        ))
    }

    /// A token with the scopes that the server reported for it, divided by spaces, as in the `scope` member of a token
    /// answer.
    ///
    /// Refused if a scope of `A` was not granted: the error lists what is missing.
    ///
    /// # Errors
    ///
    /// If a scope of `A` was not granted: [`is_scope`](crate::Error::is_scope), and
    /// [`missing_scopes`](crate::Error::missing_scopes) lists what is missing. If the token is empty, or has characters
    /// that a header cannot carry: [`is_invalid_input`](crate::Error::is_invalid_input).
    pub fn granted(token: impl Into<String>, scope: &str) -> Result<Self>
    where
        A: Reported,
    {
        let declared = A::declared_scopes();
        let granted = reported(scope, &declared);
        let missing = owned(granted.lacks(&declared));
        if !missing.is_empty() {
            let problem = format!("the token was granted without {}", missing.join(", "));
            return Err(Error::new(ErrorKind::Denied { problem, missing }));
        }
        Ok(Self::of(Fixed::token(A::MODE.scheme(), token.into())?, granted))
    }

    /// Any way of authorising requests as `A`, such as a signature. That it has the `scopes` is a claim.
    pub fn with(authorize: impl Authorize, scopes: ScopeList) -> Self
    where
        A: Auth,
    {
        Self::of(authorize, scopes)
    }

    fn of(authorize: impl Authorize, scopes: ScopeList) -> Self {
        Self::shared(Arc::new(authorize), scopes)
    }

    /// A credential that others share, such as a token that is renewed for all of them.
    pub(crate) fn shared(authorize: Arc<dyn Authorize>, scopes: ScopeList) -> Self {
        Self {
            authorize,
            scopes,
            auth: PhantomData,
        }
    }
}

impl<A: Reaches> Credential<A> {
    pub(crate) fn into_parts(self) -> (Arc<dyn Authorize>, Mode, ScopeList) {
        (self.authorize, A::MODE, self.scopes)
    }
}

impl<A> Clone for Credential<A> {
    fn clone(&self) -> Self {
        Self {
            authorize: self.authorize.clone(),
            scopes: self.scopes.clone(),
            auth: PhantomData,
        }
    }
}

impl<A> fmt::Debug for Credential<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// A header that is the same for every request.
struct Fixed {
    /// Marked as sensitive, so that it is never shown.
    value: HeaderValue,
    secret: Secret,
}

impl Fixed {
    fn basic(email: &str, token: String) -> Result<Self> {
        checked("email", email)?;
        checked("api_token", &token)?;
        if email.contains(':') {
            return Err(Error::input("email", "has a colon, which basic auth cannot carry"));
        }
        Self::of(format!("Basic {}", STANDARD.encode(format!("{email}:{token}"))))
    }

    fn token(scheme: &str, token: String) -> Result<Self> {
        checked("token", &token)?;
        if !token.is_ascii() {
            return Err(Error::input("token", "has characters that a header cannot carry"));
        }
        Self::of(format!("{scheme} {token}"))
    }

    fn of(value: String) -> Result<Self> {
        let secret = Secret::of_value(&value);
        let value = authorization(&value)?;
        Ok(Self { value, secret })
    }
}

impl Authorize for Fixed {
    fn authorize<'a>(&'a self, request: &'a mut Parts) -> BoxFuture<'a, Result<()>> {
        self.secret.go_with(request);
        request.headers.insert(AUTHORIZATION, self.value.clone());
        Box::pin(std::future::ready(Ok(())))
    }

    fn renews(&self) -> bool {
        false
    }
}

/// Sets the `Authorization` header to this value: scheme, space, credential.
#[cfg(any(feature = "__jwt", feature = "oauth"))]
pub(crate) fn insert_authorization(headers: &mut HeaderMap, value: &str) -> Result<()> {
    headers.insert(AUTHORIZATION, authorization(value)?);
    Ok(())
}

/// The value of an `Authorization` header, marked as sensitive.
fn authorization(value: &str) -> Result<HeaderValue> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        Error::new(ErrorKind::Credential(
            "the credential has characters that a header cannot carry".to_owned(),
        ))
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// The scopes that a server granted to a program that asked for `asked`, read from the `scope` member of its answer.
///
/// Some servers do not list `offline_access`. The refresh token shows whether it was granted, so it counts as listed if
/// it was asked for. It is added here, where the answer is read: a later comparison then needs no exception, and all
/// comparisons agree.
pub(crate) fn reported(scope: &str, asked: &ScopeList) -> ScopeList {
    let mut granted: ScopeList = scope.split_whitespace().collect();
    if asked.names().any(|name| name == OFFLINE_ACCESS) {
        granted.insert(OFFLINE_ACCESS);
    }
    granted
}

/// The names as text of their own, for an error.
pub(crate) fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// Refuses text that cannot be a credential, without showing it.
pub(crate) fn checked(field: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(Error::input(field, "is empty"));
    }
    if text.ends_with(['\n', '\r']) {
        return Err(Error::input(
            field,
            "ends with a line break; trim what was read from a file or a prompt",
        ));
    }
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Error::input(field, "has white space or control characters"));
    }
    Ok(())
}
