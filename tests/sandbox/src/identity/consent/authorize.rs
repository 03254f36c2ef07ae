//! `GET /authorize`: checks whether the app may ask the user, and shows the consent page.

use super::html::error_page;
use super::page;
use crate::answer::Reply;
use crate::call::parse_query;
use crate::identity::oauth::app::OAuthApp;
use crate::server::Site;
use crate::state::{State, random_hex};
use jiff::Timestamp;

/// What an app asks a user for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) state: Option<String>,
    /// The S256 challenge of PKCE.
    pub(crate) challenge: Option<String>,
    pub(crate) expires: Timestamp,
}

/// Why an authorisation ends with an error page and not with a redirect.
#[derive(Debug)]
pub(crate) struct Rejected {
    pub(crate) code: &'static str,
    pub(crate) description: String,
}

impl Rejected {
    fn new(code: &'static str, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
        }
    }

    fn invalid(description: impl Into<String>) -> Self {
        Self::new("invalid_request", description)
    }
}

/// Answers with the consent page or with an error page. It never redirects after an error, because a wrong request can
/// come from anyone.
pub(crate) fn authorize(state: &mut State, site: &Site, query: &str) -> Reply {
    match check(state, query) {
        Ok(asked) => {
            let forgery_guard = random_hex();
            let page = page::show(state, site, &asked, &forgery_guard);
            state.identity.asked.insert(forgery_guard, asked);
            page
        }
        Err(Rejected { code, description }) => error_page(400, code, &description),
    }
}

/// Reads the query of an authorisation.
pub(crate) fn check(state: &State, query: &str) -> Result<Asked, Rejected> {
    let pairs = parse_query(query);
    let find = |name: &str| -> Result<Option<&str>, Rejected> {
        let mut values = pairs.iter().filter(|(given, _)| given == name);
        let value = values.next().map(|(_, value)| value.as_str());
        match values.next() {
            None => Ok(value.filter(|value| !value.is_empty())),
            Some(_) => Err(Rejected::invalid(format!("`{name}` is given more than once"))),
        }
    };
    let require = |name: &str| find(name)?.ok_or_else(|| Rejected::invalid(format!("`{name}` is missing")));

    let client_id = require("client_id")?;
    let app = state.identity.oauth_apps.get(client_id);
    let app = app.ok_or_else(|| Rejected::new("unauthorized_client", format!("There is no app {client_id}")))?;
    let redirect_uri = require("redirect_uri")?;
    if !app.redirects.iter().any(|registered| registered == redirect_uri) {
        let description = format!("redirect_uri is not registered for client: {redirect_uri}");
        return Err(Rejected::new("unauthorized_client", description));
    }
    for (name, only) in [
        ("audience", "api.atlassian.com"),
        ("response_type", "code"),
        ("prompt", "consent"),
    ] {
        let value = require(name)?;
        if value != only {
            return Err(Rejected::invalid(format!("`{name}` must be {only}, not {value}")));
        }
    }
    let scopes = scopes(app, require("scope")?)?;
    let challenge = find("code_challenge")?;
    if challenge.is_some() && find("code_challenge_method")? != Some("S256") {
        return Err(Rejected::invalid("`code_challenge_method` must be S256"));
    }
    Ok(Asked {
        client_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        scopes,
        state: find("state")?.map(str::to_owned),
        challenge: challenge.map(str::to_owned),
        expires: state.in_future(state.identity.settings.code_life),
    })
}

/// The scopes that were asked for, without repetitions, if all of them are enabled for the app.
fn scopes(app: &OAuthApp, asked: &str) -> Result<Vec<String>, Rejected> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in asked.split(' ').filter(|scope| !scope.is_empty()) {
        if !app.enables(scope) {
            let description = format!("The scope {scope} is not enabled for this app");
            return Err(Rejected::new("invalid_scope", description));
        }
        if !scopes.iter().any(|known| known == scope) {
            scopes.push(scope.to_owned());
        }
    }
    if scopes.is_empty() {
        return Err(Rejected::invalid("`scope` names no scope"));
    }
    Ok(scopes)
}
