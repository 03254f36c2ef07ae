//! Finds the caller: from the `Authorization` header and the host to an account, a mode and scopes.

use crate::answer::{Problem, Shape};
use crate::call::parse_query;
use crate::identity::connect::signed_request;
use crate::log::Server;
use crate::server::Site;
use crate::state::State;
use crate::state::access::Actor;
use crate::state::account::ANONYMOUS;
use crate::state::credential::Credential;
use axum::http::request::Parts;
use axum::http::{Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use confluence_sdk::spec::Mode;

/// The caller: the account, the mode and the scopes.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) account: String,
    pub(crate) mode: Mode,
    pub(crate) scopes: Vec<String>,
    /// The app that calls, for Forge and Connect.
    pub(crate) app: Option<String>,
    /// Whether an administrator's key removes restrictions for this request.
    pub(crate) admin_key: bool,
    /// Whether the request has credentials that are not valid, and the caller counts as anonymous for it.
    pub(crate) failed_login: bool,
}

impl Caller {
    /// Somebody without an account.
    fn anonymous(failed_login: bool) -> Self {
        Self {
            account: ANONYMOUS.to_owned(),
            mode: Mode::Basic,
            scopes: Vec::new(),
            app: None,
            admin_key: false,
            failed_login,
        }
    }

    pub(crate) fn actor(&self) -> Actor<'_> {
        Actor {
            account: &self.account,
            admin_key: self.admin_key,
        }
    }

    /// Whether it is an app and not a person with their own token.
    pub(crate) fn is_app(&self) -> bool {
        !matches!(self.mode, Mode::Basic | Mode::ApiToken)
    }
}

/// Finds the caller, or says why there is none. `shape` is the form of the API that is called.
///
/// On a site that is open to everybody, who reads without credentials is nobody in particular. So is who reads with an
/// e-mail address and a token that are wrong or not valid any more.
pub(crate) fn authenticate(
    state: &State,
    site: &Site,
    server: Server,
    shape: Shape,
    parts: &Parts,
) -> Result<Caller, Problem> {
    let caller = with_credentials(state, site, server, shape, parts);
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    let open = state.identity.settings.allows_anonymous && server == Server::Site && reads;
    let header = parts.headers.get(header::AUTHORIZATION).map(|header| header.as_bytes());
    let basic = |header: &[u8]| {
        header
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case(b"basic "))
    };
    match (caller, header) {
        (Err(_), None) if open && token_in_query(parts).is_none() => Ok(Caller::anonymous(false)),
        (Err(_), Some(header)) if open && basic(header) => Ok(Caller::anonymous(true)),
        (caller, _) => caller,
    }
}

fn with_credentials(
    state: &State,
    site: &Site,
    server: Server,
    shape: Shape,
    parts: &Parts,
) -> Result<Caller, Problem> {
    let headers = &parts.headers;
    let Some(header) = headers.get(header::AUTHORIZATION) else {
        return match token_in_query(parts) {
            Some(token) if server == Server::Site => signed_request::caller(state, &token, parts),
            _ => Err(Problem::bad_credentials()),
        };
    };
    let header = header.to_str().map_err(|_| Problem::bad_credentials())?;
    let (scheme, rest) = header.split_once(' ').ok_or_else(Problem::bad_credentials)?;
    // A signed token contains dots. A token that replaces a signed one contains none.
    if scheme.eq_ignore_ascii_case("jwt") && rest.contains('.') && server == Server::Site {
        return signed_request::caller(state, rest, parts);
    }
    let credential = match scheme.to_ascii_lowercase().as_str() {
        "basic" => basic(state, server, rest)?,
        "bearer" | "jwt" => state
            .credential(rest)
            .ok_or_else(|| Problem::bad_credentials().because("The token is not known"))?,
        _ => return Err(Problem::bad_credentials()),
    };
    is_alive(state, credential, shape)?;
    if scheme_of(credential.mode) != scheme.to_ascii_lowercase() || !takes(server, credential.mode) {
        let words = credential.mode.words();
        let reason = format!("The {server:?} does not take this credential as {scheme}: it is for {words}");
        return Err(Problem::bad_credentials().because(reason));
    }
    // A grant for other sites does not allow this one. The gateway does not say that this site exists.
    if state
        .grant_of(credential)
        .is_some_and(|grant| !grant.sites.contains(&site.cloud_id))
    {
        return Err(Problem::not_found());
    }
    let admin_key = credential.mode == Mode::Basic
        && server == Server::Site
        && headers
            .get("atl-confluence-with-admin-key")
            .is_some_and(|value| value == "true")
        && state.has_admin_key(&credential.account);
    let Credential {
        account,
        mode,
        scopes,
        app,
        ..
    } = credential.clone();
    Ok(Caller {
        account,
        mode,
        scopes,
        app,
        admin_key,
        failed_login: false,
    })
}

/// Refuses a credential that was revoked or has expired.
pub(crate) fn is_alive(state: &State, credential: &Credential, shape: Shape) -> Result<(), Problem> {
    let has_expired = credential.expires.is_some_and(|expires| expires <= state.now());
    let reason = match (credential.revoked, has_expired) {
        (true, _) => "The token was revoked",
        (false, true) => "The token has expired",
        (false, false) => return Ok(()),
    };
    // The site takes a call with an API token that is not valid any more for a call without a login.
    let hidden = credential.mode == Mode::Basic || (!credential.revoked && state.identity.settings.hides_expiry);
    let problem = if hidden {
        Problem::no_site_access(shape)
    } else {
        Problem::bad_credentials()
    };
    Err(problem.because(reason))
}

/// The token of a Connect app that was sent in the query.
fn token_in_query(parts: &Parts) -> Option<String> {
    let query = parse_query(parts.uri.query()?);
    let found = query.into_iter().find(|(name, _)| name == "jwt");
    found.map(|(_, token)| token)
}

/// `email:token`. The token must belong to the account with this address.
fn basic<'s>(state: &'s State, server: Server, encoded: &str) -> Result<&'s Credential, Problem> {
    let refusal = || {
        if server == Server::Site {
            Problem::failed_login()
        } else {
            Problem::bad_credentials()
        }
    };
    let decoded = STANDARD.decode(encoded.trim()).map_err(|_| refusal())?;
    let text = String::from_utf8(decoded).map_err(|_| refusal())?;
    let (email, token) = text.split_once(':').ok_or_else(refusal)?;
    state
        .credential(token)
        .filter(|credential| {
            state
                .account(&credential.account)
                .is_some_and(|account| account.email == email)
        })
        .ok_or_else(refusal)
}

fn scheme_of(mode: Mode) -> &'static str {
    match mode {
        Mode::Basic | Mode::ApiToken => "basic",
        Mode::Connect => "jwt",
        _ => "bearer",
    }
}

/// Whether the server takes credentials of this mode. The gateway also takes API tokens without scopes.
fn takes(server: Server, mode: Mode) -> bool {
    match mode {
        Mode::Basic => matches!(server, Server::Site | Server::Gateway),
        Mode::Connect | Mode::ConnectUser => server == Server::Site,
        _ => server == Server::Gateway,
    }
}
