//! Handles the form of the consent page. The app gets a code, or learns that the user refused.

use super::authorize::{self, Asked, Rejected};
use super::html::error_page;
use super::page::{people, sites};
use crate::answer::Reply;
use crate::call::{encode_query, parse_query};
use crate::server::{Sandbox, Site};
use crate::state::State;
use crate::token::User;
use std::io;

/// `POST /authorize/consent`, the form of the consent page. Each page can be answered only once.
pub(crate) fn decide(state: &mut State, site: &Site, form: &str) -> Reply {
    let fields = parse_query(form);
    let field = |name: &str| {
        let found = fields.iter().find(|(given, _)| given == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let guard = field("request");
    let open = state.identity.asked.get(guard);
    let Some(asked) = open.filter(|asked| asked.expires > state.now()).cloned() else {
        let description = "This form was not made here, was answered before, or is too old";
        return error_page(403, "access_denied", description);
    };
    let location = match field("decision") {
        "accept" => {
            let known = sites(state, site);
            let mut chosen = fields
                .iter()
                .filter(|(name, _)| name == "site")
                .map(|(_, id)| id.clone());
            let chosen: Vec<_> = chosen.by_ref().collect();
            if chosen.is_empty() || !chosen.iter().all(|id| known.iter().any(|site| site.cloud_id == *id)) {
                return error_page(400, "invalid_request", "Choose at least one of the sites");
            }
            let user = field("user");
            if !people(state).iter().any(|account| account.id == user) {
                return error_page(400, "invalid_request", "Choose one of the users");
            }
            accepted(state, &asked, user, chosen)
        }
        "cancel" => refused(&asked),
        _ => return error_page(400, "invalid_request", "Press one of the buttons"),
    };
    state.identity.asked.remove(guard);
    Reply::redirect(location).header("cache-control", "no-store")
}

/// The address that the user goes to after accepting.
fn accepted(state: &mut State, asked: &Asked, account: &str, sites: Vec<String>) -> String {
    let code = state.grant(asked, account, sites);
    callback(asked, &[("code", &code)])
}

/// The address that the user goes to after refusing.
fn refused(asked: &Asked) -> String {
    let error = ("error", "access_denied");
    callback(asked, &[error, ("error_description", "The user did not consent")])
}

/// The app's callback with these parameters and the state, if there was one.
fn callback(asked: &Asked, parameters: &[(&str, &str)]) -> String {
    let state = asked.state.as_deref().map(|state| ("state", state));
    let query = encode_query(parameters.iter().copied().chain(state));
    let separator = if asked.redirect_uri.contains('?') { '&' } else { '?' };
    format!("{}{separator}{query}", asked.redirect_uri)
}

impl Sandbox {
    /// Does what a person does with the authorisation address of an app: looks at the page, chooses the user and all
    /// sites, and presses *Accept* or *Cancel*. Returns the address that the browser goes to: the app's callback with
    /// its parameters.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if the address is not one of this sandbox, and if it leads to an error page. In the second case
    /// the error has the text of the page.
    pub fn consent(&self, url: &str, user: &User, accept: bool) -> io::Result<String> {
        let invalid = |text: String| io::Error::new(io::ErrorKind::InvalidInput, text);
        let query = url
            .strip_prefix(self.identity_url())
            .and_then(|rest| rest.strip_prefix("/authorize?"))
            .ok_or_else(|| invalid(format!("not an address of {}/authorize", self.identity_url())))?;
        let query = query.split('#').next().unwrap_or_default();
        let mut state = self.shared.state_mut();
        let asked = authorize::check(&state, query)
            .map_err(|Rejected { code, description }| invalid(format!("{code}: {description}")))?;
        if !accept {
            return Ok(refused(&asked));
        }
        let all = sites(&state, &self.shared.site).into_iter();
        let all = all.map(|site| site.cloud_id).collect();
        Ok(accepted(&mut state, &asked, user.account_id(), all))
    }
}
