//! Credentials: what a client proves itself with. They are never shown.

use super::modes::{ApiToken, Basic, Connect, ConnectUser, ForgeApp, ForgeUser, OAuth, Reaches, ServiceAccount};
use crate::Result;
use crate::error::{Error, Kind};
use crate::grants::{Auth, ConnectScopes, Mode, OAuthScopes};
use crate::response::Raw;
use crate::scopes::ScopeList;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

/// What puts a credential into a request, just before it is sent.
///
/// Implement it for credentials that change: a token that is renewed, a signature over the request.
pub trait Authorize: Send + Sync + 'static {
    /// Adds what proves the caller, mostly an `Authorization` header. Mark its value as
    /// [sensitive](http::HeaderValue::set_sensitive).
    fn authorize<'a>(&'a self, request: &'a mut Parts) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>>;

    /// Whether the request shall be authorised anew and sent once more. Asked at most once per call, after the server has answered 401, 403
    /// or 404; `sent` are the headers of the refused request.
    ///
    /// Renew the credential here if the answer may be due to it. Never, unless implemented.
    fn refused<'a>(
        &'a self,
        sent: &'a HeaderMap,
        answer: &'a Raw,
    ) -> Pin<Box<dyn Future<Output = Result<bool>> + Send + 'a>> {
        let _ = (sent, answer);
        Box::pin(std::future::ready(Ok(false)))
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
    auth: PhantomData<fn() -> A>,
}

/// A mode whose credential is one token.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not authenticate by a bearer token alone",
    note = "`Credential::basic`, `Credential::api_token` and `Credential::with` make other credentials"
)]
pub trait Bearer: Reaches {
    /// The scopes that its type declares.
    #[doc(hidden)]
    fn declared_scopes() -> ScopeList;
}

macro_rules! bearer {
    ($($name:ident: $bound:ident,)*) => {$(
        impl<S: $bound> Bearer for $name<S>
        where
            Self: Reaches,
        {
            fn declared_scopes() -> ScopeList {
                ScopeList::of::<S>()
            }
        }
    )*};
}
bearer! {
    OAuth: OAuthScopes,
    ServiceAccount: OAuthScopes,
    ForgeApp: OAuthScopes,
    ForgeUser: OAuthScopes,
    Connect: ConnectScopes,
    ConnectUser: ConnectScopes,
}

/// A mode whose token answer reports the granted scopes.
pub trait Reported: Bearer {}
impl<S: OAuthScopes> Reported for OAuth<S> {}
impl<S: OAuthScopes> Reported for ServiceAccount<S> {}

impl Credential<Basic> {
    /// An e-mail address and an unscoped API token.
    ///
    /// Such a token may do whatever its owner may: permissions alone decide, and nothing limits what is lost with it. Prefer scopes where you can:
    /// [`api_token`](Credential::api_token), which takes a token with scopes, or OAuth 2.0.
    pub fn basic(email: &str, api_token: impl Into<String>) -> Result<Self> {
        Ok(Self::of(Fixed::basic(email, api_token.into())?, ScopeList::default()))
    }
}

impl<S: OAuthScopes> Credential<ApiToken<S>> {
    /// An e-mail address and a scoped API token. That the token has the scopes `S` is a claim; the server decides.
    ///
    /// The address of a service account is that which ends in `@serviceaccount.atlassian.com`; its tokens always have scopes.
    /// [`Gateway::discover`](crate::Gateway::discover) finds the gateway of a site.
    pub fn api_token(email: &str, api_token: impl Into<String>) -> Result<Self> {
        Ok(Self::of(Fixed::basic(email, api_token.into())?, ScopeList::of::<S>()))
    }
}

impl<A> Credential<A> {
    /// A token that is at hand. That it has the scopes of `A` is a claim: nothing here can know, the server decides.
    pub fn declared(token: impl Into<String>) -> Result<Self>
    where
        A: Bearer,
    {
        Ok(Self::of(
            Fixed::token(A::MODE.scheme(), token.into())?,
            A::declared_scopes(),
        ))
    }

    /// A token with the scopes that the server reported for it, divided by spaces, as in the `scope` member of a token answer.
    ///
    /// Refused if a scope of `A` was not granted: the error lists what is missing.
    pub fn granted(token: impl Into<String>, scope: &str) -> Result<Self>
    where
        A: Reported,
    {
        let granted: ScopeList = scope.split_whitespace().collect();
        let missing = not_granted(&A::declared_scopes(), &granted);
        if !missing.is_empty() {
            let problem = format!("the token was granted without {}", missing.join(", "));
            return Err(Error::new(Kind::Denied { problem, missing }));
        }
        Ok(Self::of(Fixed::token(A::MODE.scheme(), token.into())?, granted))
    }

    /// Any way of authorising requests as `A`, such as a signature. `scopes` is what it has; a claim.
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
struct Fixed(SecretString);

impl Fixed {
    fn basic(email: &str, token: String) -> Result<Self> {
        checked("email", email)?;
        checked("api_token", &token)?;
        if email.contains(':') {
            return Err(Error::input("email", "has a colon, which basic auth cannot carry"));
        }
        Ok(Self(
            format!("Basic {}", STANDARD.encode(format!("{email}:{token}"))).into(),
        ))
    }

    fn token(scheme: &str, token: String) -> Result<Self> {
        checked("token", &token)?;
        if !token.is_ascii() {
            return Err(Error::input("token", "has characters that a header cannot carry"));
        }
        Ok(Self(format!("{scheme} {token}").into()))
    }
}

impl Authorize for Fixed {
    fn authorize<'a>(&'a self, request: &'a mut Parts) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        let result = insert_authorization(&mut request.headers, self.0.expose_secret());
        Box::pin(std::future::ready(result))
    }
}

/// Sets the `Authorization` header to this value: scheme, space, credential.
pub(crate) fn insert_authorization(headers: &mut HeaderMap, value: &str) -> Result<()> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        Error::new(Kind::Credential(
            "the credential has characters that a header cannot carry".to_owned(),
        ))
    })?;
    value.set_sensitive(true);
    headers.insert(http::header::AUTHORIZATION, value);
    Ok(())
}

/// What was declared and not granted. That a token cannot be renewed shows by itself, and servers do not always list it.
pub(crate) fn not_granted(declared: &ScopeList, granted: &ScopeList) -> Vec<String> {
    let missing = granted.lacks(declared).into_iter();
    let missing = missing.filter(|name| *name != "offline_access");
    missing.map(str::to_owned).collect()
}

/// Refuses what no credential contains, without showing it.
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
