//! What the holder of a token can ask about it: the sites it works for, and who consented. Both are on the API's host.

use crate::answer::{Outcome, Problem, Reply, Shape};
use crate::auth;
use crate::identity::consent::page::sites;
use crate::server::Site;
use crate::state::State;
use crate::state::credential::Credential;
use axum::http::HeaderMap;
use confluence_sdk::scope::{Scope, ScopeKind};
use confluence_sdk::spec::Mode;
use serde_json::{Value, json};

/// `GET /oauth/token/accessible-resources`. The list has a site once for each product that the scopes belong to, so the
/// same id can come twice. Confluence comes last, to find clients that only look at the first entry.
pub(crate) fn accessible_resources(state: &State, site: &Site, headers: &HeaderMap) -> Outcome {
    let credential = bearer(state, headers)?;
    let granted = state.grant_of(credential);
    let is_granted = |id: &String| granted.map_or(*id == site.cloud_id, |grant| grant.sites.contains(id));
    let mut entries = Vec::new();
    for known in sites(state, site)
        .into_iter()
        .filter(|known| is_granted(&known.cloud_id))
    {
        for (product, is_of) in [("jira", of_jira as fn(&str) -> bool), ("confluence", of_confluence)] {
            let scopes: Vec<_> = credential.scopes.iter().filter(|scope| is_of(scope)).collect();
            if !scopes.is_empty() {
                entries.push(json!({
                    "id": known.cloud_id,
                    "url": known.url,
                    "name": known.name,
                    "scopes": scopes,
                    "avatarUrl": format!("{}/avatars/{product}.png", site.media_url),
                }));
            }
        }
    }
    Ok(Reply::ok(Value::Array(entries)))
}

fn of_jira(scope: &str) -> bool {
    scope.contains("jira")
}

fn of_confluence(scope: &str) -> bool {
    Scope::find(scope).is_some_and(|scope| matches!(scope.kind(), ScopeKind::Classic | ScopeKind::Granular))
}

/// `GET /me`: the user who consented.
pub(crate) fn me(state: &State, site: &Site, headers: &HeaderMap) -> Outcome {
    let credential = bearer(state, headers)?;
    if !credential.scopes.iter().any(|scope| scope == "read:me") {
        return Err(Problem::missing_scope());
    }
    let account = state
        .account(&credential.account)
        .ok_or_else(Problem::bad_credentials)?;
    Ok(Reply::ok(json!({
        "account_type": account.account_type(),
        "account_id": account.id,
        "email": account.email,
        "name": account.name,
        "picture": format!("{}/avatars/user.png", site.media_url),
        "account_status": "active",
        "nickname": account.name,
        "zoneinfo": "Etc/UTC",
        "locale": "en-US",
        "extended_profile": { "job_title": null, "organization": null, "department": null, "location": null },
    })))
}

/// The credential of a grant, if it was sent as a bearer token.
fn bearer<'s>(state: &'s State, headers: &HeaderMap) -> Result<&'s Credential, Problem> {
    let header = headers.get("authorization").and_then(|value| value.to_str().ok());
    let (scheme, token) = header
        .and_then(|header| header.split_once(' '))
        .ok_or_else(Problem::bad_credentials)?;
    let credential = state.credential(token).ok_or_else(Problem::bad_credentials)?;
    let of_grant = matches!(credential.mode, Mode::OAuth | Mode::ServiceAccount);
    if !scheme.eq_ignore_ascii_case("bearer") || !of_grant {
        return Err(Problem::bad_credentials());
    }
    // This address belongs to neither API, so an expired token is always answered with 401.
    auth::is_alive(state, credential, Shape::Gateway).map_err(|_| Problem::bad_credentials())?;
    Ok(credential)
}
