//! Who is calling: from the `Authorization` header and the host to an account, a mode and its scopes.

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use confluence_sdk::spec::Mode;

use crate::answer::{Problem, Shape};
use crate::log::Server;
use crate::state::State;
use crate::state::access::Actor;
use crate::state::credential::Credential;

/// Who calls, and by what right.
#[derive(Debug)]
pub(crate) struct Caller {
    pub(crate) account: String,
    pub(crate) mode: Mode,
    pub(crate) scopes: Vec<String>,
    /// The app that calls, for Forge and Connect.
    pub(crate) app: Option<String>,
    /// Whether an administrator's key lifts restrictions for this request.
    pub(crate) admin_key: bool,
}

impl Caller {
    pub(crate) fn actor(&self) -> Actor<'_> {
        Actor {
            account: &self.account,
            admin_key: self.admin_key,
        }
    }

    /// Whether it is an app rather than a person with a token of his own.
    pub(crate) fn is_app(&self) -> bool {
        !matches!(self.mode, Mode::Basic | Mode::ApiToken)
    }
}

/// Finds the caller, or says why not. `shape` is that of the API that is called.
pub(crate) fn authenticate(
    state: &State,
    server: Server,
    shape: Shape,
    headers: &HeaderMap,
) -> Result<Caller, Problem> {
    let Some(header) = headers.get(header::AUTHORIZATION) else {
        return Err(Problem::bad_credentials());
    };
    let header = header.to_str().map_err(|_| Problem::bad_credentials())?;
    let (scheme, rest) = header.split_once(' ').ok_or_else(Problem::bad_credentials)?;
    let credential = match scheme.to_ascii_lowercase().as_str() {
        "basic" => basic(state, server, rest)?,
        "bearer" | "jwt" => state.credential(rest).ok_or_else(Problem::bad_credentials)?,
        _ => return Err(Problem::bad_credentials()),
    };
    if credential.revoked {
        return Err(match credential.mode {
            Mode::Basic => Problem::no_site_access(shape),
            _ => Problem::bad_credentials(),
        });
    }
    if (scheme_of(credential.mode), home_of(credential.mode)) != (scheme.to_ascii_lowercase().as_str(), server) {
        return Err(Problem::bad_credentials());
    }
    let admin_key = credential.mode == Mode::Basic
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
    })
}

/// `email:token`, where the token must be one of the account with this address.
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

/// The only server that takes credentials of this mode.
fn home_of(mode: Mode) -> Server {
    match mode {
        Mode::Basic | Mode::Connect | Mode::ConnectUser => Server::Site,
        _ => Server::Gateway,
    }
}
