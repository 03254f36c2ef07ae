//! The page that asks a person for consent. It is a plain form and needs no script.

use super::authorize::Asked;
use super::html::{escape, page};
use crate::answer::Reply;
use crate::server::Site;
use crate::state::State;
use crate::state::account::Account;
use confluence_sdk::scope::Scope;
use std::fmt::Write as _;

/// The page for a request; `forgery_guard` comes back with the form.
pub(crate) fn show(state: &State, site: &Site, asked: &Asked, forgery_guard: &str) -> Reply {
    let app = state.identity.oauth_apps.get(&asked.client_id);
    let app = app.map_or(asked.client_id.as_str(), |app| app.name.as_str());
    let mut form = format!(
        "<form method=\"post\" action=\"/authorize/consent\">\n<input type=\"hidden\" name=\"request\" value=\"{}\">\n",
        escape(forgery_guard)
    );
    form += "<p><label for=\"user\">Consent as</label>\n<select id=\"user\" name=\"user\">\n";
    for account in people(state) {
        let (id, name, email) = (escape(&account.id), escape(&account.name), escape(&account.email));
        let _ = writeln!(form, "<option value=\"{id}\">{name} ({email})</option>");
    }
    form += "</select></p>\n<fieldset>\n<legend>For these sites</legend>\n";
    for (place, known) in sites(state, site).iter().enumerate() {
        let (id, name, url) = (escape(&known.cloud_id), escape(&known.name), escape(&known.url));
        let _ = writeln!(
            form,
            "<label for=\"site-{place}\"><input type=\"checkbox\" id=\"site-{place}\" name=\"site\" value=\"{id}\" checked> {name} ({url})</label>"
        );
    }
    form += "</fieldset>\n<h2 id=\"scopes\">It will be able to</h2>\n<ul aria-labelledby=\"scopes\">\n";
    for scope in &asked.scopes {
        let meaning = Scope::find(scope).map_or("Use another product.", Scope::meaning);
        let _ = writeln!(
            form,
            "<li>{} <code>{}</code></li>",
            escape(meaning.trim()),
            escape(scope)
        );
    }
    let back = escape(&asked.redirect_uri);
    let _ = write!(
        form,
        "</ul>\n<p>Afterwards you go on to <code>{back}</code>.</p>\n\
         <p><button type=\"submit\" name=\"decision\" value=\"accept\">Accept</button>\n\
         <button type=\"submit\" name=\"decision\" value=\"cancel\">Cancel</button></p>\n</form>"
    );
    page(200, &format!("{app} asks for access"), &form)
}

/// A site that can be consented to.
pub(crate) struct KnownSite {
    pub(crate) cloud_id: String,
    pub(crate) name: String,
    pub(crate) url: String,
}

/// All sites. The sandbox's own site is the first.
pub(crate) fn sites(state: &State, site: &Site) -> Vec<KnownSite> {
    let own = KnownSite {
        cloud_id: site.cloud_id.clone(),
        name: "sandbox".to_owned(),
        url: site.url.clone(),
    };
    let others = state.identity.settings.other_sites.iter().map(|other| KnownSite {
        cloud_id: other.cloud_id.clone(),
        name: other.name.clone(),
        url: other.url(),
    });
    [own].into_iter().chain(others).collect()
}

/// The accounts that can consent, ordered by name.
pub(crate) fn people(state: &State) -> Vec<&Account> {
    let accounts = state.accounts.values();
    let mut people: Vec<_> = accounts
        .filter(|account| !account.is_app && !state.is_service_account(&account.name))
        .collect();
    people.sort_by(|one, other| one.name.cmp(&other.name));
    people
}
