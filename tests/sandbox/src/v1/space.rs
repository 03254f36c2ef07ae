//! Space.

use super::show;
use super::space_permission::principal;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::longtask::Work;
use crate::state::role::PERMISSIONS;
use crate::state::space::{KINDS, STATUSES, is_key};
use crate::state::space_permission::{Principal, SpacePermission};
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("createSpace", write(create_space)),
    ("createPrivateSpace", write(create_private_space)),
    ("updateSpace", write(update_space)),
    ("deleteSpace", write(delete_space)),
];

fn create(state: &mut State, call: &Call<'_>, private: bool) -> Outcome {
    let name = call.required_text("name")?;
    let key = call.text("key").or(call.text("alias")).unwrap_or_default();
    if !is_key(key) {
        return Err(Problem::bad_request("`key` must consist of letters and digits"));
    }
    if state.space_by_key(key).is_some() {
        return Err(Problem::bad_request(format!(
            "A space with the key {key} already exists"
        )));
    }
    let given = call.member("permissions").and_then(Value::as_array);
    let given: Vec<Vec<SpacePermission>> = given
        .into_iter()
        .flatten()
        .map(|permission| asked_for(state, permission))
        .collect::<Result<_, _>>()?;
    // The permissions of a request take the place of the usual ones.
    let id = state.add_space(key, name, &call.caller.account, private || !given.is_empty());
    let space = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    space.granted.extend(given.into_iter().flatten());
    describe(state, call, id)
}

/// A permission as a new space is given it: one for each who is to have it.
fn asked_for(state: &State, permission: &Value) -> Result<Vec<SpacePermission>, Problem> {
    let word = |member: &str| permission["operation"][member].as_str().unwrap_or_default();
    let asked = format!("{}/{}", word("operation"), word("targetType"));
    let name = PERMISSIONS.into_iter().find(|name| *name == asked);
    let name = name.ok_or_else(|| Problem::bad_request(format!("There is no space permission {asked}")))?;
    let mut principals = Vec::new();
    if permission["anonymousAccess"] == true {
        principals.push(Principal::everybody());
    }
    for (kind, member) in [("user", "accountId"), ("group", "id"), ("group", "name")] {
        let subjects = permission["subjects"][kind]["results"].as_array();
        let named = subjects
            .into_iter()
            .flatten()
            .filter_map(|subject| subject[member].as_str());
        for identifier in named {
            principals.push(principal(state, kind, identifier)?);
        }
    }
    let permission = |principal| SpacePermission { principal, name };
    Ok(principals.into_iter().map(permission).collect())
}

fn create_space(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, false)
}

fn create_private_space(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, true)
}

fn update_space(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = show::space_in_path(state, call)?.id;
    let homepage = match call.member("homepage").map(|page| &page["id"]) {
        Some(page) => {
            let page = page.as_u64().or_else(|| page.as_str()?.parse().ok());
            let here = page.filter(|page| state.contents.get(page).is_some_and(|page| page.space == id));
            Some(here.ok_or_else(|| Problem::bad_request("The home page must lie in the space"))?)
        }
        None => None,
    };
    let (kind, status) = (word(call, "type", &KINDS)?, word(call, "status", &STATUSES)?);
    let space = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    space.homepage = homepage.or(space.homepage);
    let name = call.text("name").map(str::to_owned);
    for (given, field) in [
        (name, &mut space.name),
        (kind, &mut space.kind),
        (status, &mut space.status),
    ] {
        *field = given.unwrap_or_else(|| std::mem::take(field));
    }
    describe(state, call, id)
}

/// A member of the body that is one of these words. Capital letters do not matter.
fn word(call: &Call<'_>, member: &str, words: &[&str]) -> Result<Option<String>, Problem> {
    match call.text(member).map(str::to_lowercase) {
        Some(other) if !words.contains(&other.as_str()) => {
            Err(Problem::bad_request(format!("`{member}` cannot be {other}")))
        }
        given => Ok(given),
    }
}

/// Takes over the description, if one is given, and answers with the space.
fn describe(state: &mut State, call: &Call<'_>, id: u64) -> Outcome {
    let space = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    if let Some(text) = call
        .member("description")
        .and_then(|text| text["plain"]["value"].as_str())
    {
        space.description = text.to_owned();
    }
    let space = state.spaces.get(&id).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(show::with_base(call, show::space(state, call, space))))
}

fn delete_space(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = show::space_in_path(state, call)?.id;
    let task = state.start_task(
        "com.atlassian.confluence.spaces.remove",
        &call.caller.account,
        Work::DeleteSpace(id),
    );
    Ok(Reply::json(202, show::long_task(task)))
}
