//! Space.

use super::include::{labels, numbered, section};
use super::space_role_assignment::assignments;
use super::{operation, space_property};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::{Row, Rows, base};
use crate::permission::{Item, shows};
use crate::state::space::{KINDS, STATUSES, Space, is_key};
use crate::state::space_permission::Principal;
use crate::state::{State, stamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) const TABLE: Table = &[
    ("getSpaces", read(get_spaces)),
    ("createSpace", write(create_space)),
    ("getSpaceById", read(get_space_by_id)),
];

fn show(space: &Space, description_format: Option<&str>) -> Value {
    let mut shown = json!({
        "id": space.id.to_string(),
        "key": space.key,
        "name": space.name,
        "type": space.kind,
        "status": space.status,
        "authorId": space.author,
        "spaceOwnerId": space.author,
        "currentActiveAlias": space.alias,
        "createdAt": stamp(space.created),
        "homepageId": space.homepage.map(|page| page.to_string()),
        "description": null,
        "icon": null,
        "_links": { "webui": format!("/spaces/{}", space.key) },
    });
    if let Some(format) = description_format {
        shown["description"] = json!({ format: { "representation": format, "value": space.description } });
    }
    shown
}

fn single(call: &Call<'_>, space: &Space, description_format: Option<&str>) -> Value {
    let mut shown = show(space, description_format);
    shown["_links"]["base"] = base(call);
    shown
}

fn description_format<'c>(call: &'c Call<'_>) -> Result<Option<&'c str>, Problem> {
    match call.query("description-format") {
        Some(other) if !matches!(other, "plain" | "view") => {
            Err(Problem::bad_request(format!("`description-format` cannot be {other}")))
        }
        format => Ok(format),
    }
}

/// A parameter that is one of these words, if the operation has it.
fn word<'c>(call: &'c Call<'_>, wire: &str, words: &[&str]) -> Result<Option<&'c str>, Problem> {
    match call.declared(wire) {
        Some("") => Ok(None),
        Some(other) if !words.contains(&other) => Err(Problem::bad_request(format!("`{wire}` cannot be {other}"))),
        given => Ok(given),
    }
}

fn get_spaces(state: &State, call: &Call<'_>) -> Outcome {
    let format = description_format(call)?;
    rows(state, call)?.reply(call, 25, |space| show(space, format))
}

/// The spaces that the call asks for, in the order that it asks for.
pub(super) fn rows<'s>(state: &'s State, call: &Call<'_>) -> Result<Rows<&'s Space>, Problem> {
    let (ids, keys, labels) = (call.ids("ids")?, call.list("keys"), call.list("labels"));
    let kind = word(call, "type", &KINDS)?;
    let status = word(call, "status", &STATUSES)?;
    let sort = call.query("sort").unwrap_or("id");
    let (descending, field) = sort.strip_prefix('-').map_or((false, sort), |field| (true, field));
    let key: fn(&Space) -> String = match field {
        "id" => |_| String::new(),
        "key" => |space| space.key.clone(),
        "name" => |space| space.name.to_lowercase(),
        _ => return Err(Problem::bad_request(format!("`sort` cannot be {sort}"))),
    };
    let labelled = |space: &Space| {
        let mut names = space
            .labels
            .iter()
            .filter_map(|id| state.labels.get(id))
            .map(|label| label.name.as_str());
        labels.is_empty() || names.any(|name| labels.contains(&name))
    };
    let (favourite, not_favourite) = (call.declared("favorited-by"), call.declared("not-favorited-by"));
    let is_favourite = |account: &str, space: &Space| state.favourites(account).any(|id| id == space.id);
    let wanted = |space: &&Space| {
        (ids.is_empty() || ids.contains(&space.id))
            && (keys.is_empty() || keys.contains(&space.key.as_str()))
            && kind.is_none_or(|kind| space.kind == kind)
            && status.is_none_or(|status| space.status == status)
            && favourite.is_none_or(|account| is_favourite(account, space))
            && not_favourite.is_none_or(|account| !is_favourite(account, space))
            && labelled(space)
            && shows(state, call, Item::Space(space.id))
    };
    let rows = state.spaces.values().filter(wanted).map(|space| Row {
        key: key(space),
        id: space.id,
        item: space,
    });
    Ok(Rows {
        rows: rows.collect(),
        descending,
    })
}

fn get_space_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let format = description_format(call)?;
    let space = state.spaces.get(&call.id("id")?).ok_or_else(Problem::not_found)?;
    let mut shown = single(call, space, format);
    let mut include = |name: &str, results| shown[name] = section(&format!("{}/{name}", call.path), results);
    if call.flag("include-labels") {
        include("labels", labels(state, space.labels.iter()));
    }
    if call.flag("include-properties") {
        let properties = space.properties.iter();
        include(
            "properties",
            properties.map(|(id, held)| (*id, space_property::show(held))).collect(),
        );
    }
    if call.flag("include-operations") {
        let operations = operation::permitted_in_space(state, call.actor(), space.id);
        include("operations", numbered(operations));
    }
    Ok(Reply::ok(shown))
}

/// The roles of a new space. They take the place of the usual access, so one of them must be able to administer it.
fn roles(state: &State, call: &Call<'_>) -> Result<BTreeMap<Principal, String>, Problem> {
    let given = call.member("roleAssignments").and_then(Value::as_array);
    let given = assignments(state, given.map_or(&[][..], Vec::as_slice))?;
    let roles: BTreeMap<_, _> = given
        .into_iter()
        .filter_map(|(principal, role)| Some((principal, role?)))
        .collect();
    let is_admin = |role: &String| state.roles.get(role).is_some_and(|role| role.name == "Admin");
    if !roles.is_empty() && !roles.values().any(is_admin) {
        return Err(Problem::bad_request("Somebody must be given the role Admin"));
    }
    Ok(roles)
}

/// The space whose access a new space is to have.
fn model(state: &State, call: &Call<'_>) -> Result<Option<Space>, Problem> {
    let Some(id) = call.member_id("copySpaceAccessConfiguration")? else {
        return Ok(None);
    };
    let seen = state
        .spaces
        .get(&id)
        .filter(|space| state.may_view_space(call.actor(), space.id));
    let missing = || Problem::bad_request(format!("There is no space {id} to copy the access of"));
    seen.cloned().map(Some).ok_or_else(missing)
}

fn create_space(state: &mut State, call: &Call<'_>) -> Outcome {
    let name = call.required_text("name")?;
    let alias = call.text("alias");
    let key = match call.text("key").or(alias) {
        Some(key) if !is_key(key) => {
            return Err(Problem::bad_request("`key` must consist of letters and digits"));
        }
        Some(key) => key.to_owned(),
        None => return Err(Problem::bad_request("`key` or `alias` must be given")),
    };
    if state.space_by_key(&key).is_some() {
        return Err(Problem::bad_request(format!(
            "A space with the key {key} already exists or cannot exist"
        )));
    }
    let private = call.member("createPrivateSpace").and_then(Value::as_bool) == Some(true);
    let (roles, model) = (roles(state, call)?, model(state, call)?);
    let id = state.add_space(&key, name, &call.caller.account, private || !roles.is_empty());
    let space = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    space.roles.extend(roles);
    if let Some(model) = model {
        space.private = model.private;
        space.access.extend(model.access);
        space.roles.extend(model.roles);
        space.granted.extend(model.granted);
        space.custom_permissions.extend(model.custom_permissions);
    }
    space.description = call.json()["description"]["value"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    if let Some(alias) = alias {
        space.alias = alias.to_owned();
    }
    Ok(Reply::json(201, single(call, space, None)))
}
