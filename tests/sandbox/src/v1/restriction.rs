//! Content restrictions: the only accounts and groups that may read or change a piece of content.

use super::expand::Expand;
use super::resource::View;
use super::resource::restriction::{self, OPERATIONS, Range};
use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::v1_links;
use crate::state::State;
use crate::state::content::{Content, Restrictions, Subjects};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, BuildHasherDefault, DefaultHasher};

pub(super) const TABLE: Table = &[
    ("getRestrictions", read(get_restrictions)),
    ("updateRestrictions", write(update_restrictions)),
    ("addRestrictions", write(add_restrictions)),
    ("deleteRestrictions", write(delete_restrictions)),
    ("getRestrictionsByOperation", read(get_restrictions_by_operation)),
    ("getRestrictionsForOperation", read(get_restrictions_for_operation)),
];

/// The subjects of an operation that can be restricted.
pub(super) fn subjects<'r>(restrictions: &'r Restrictions, operation: &str) -> Result<&'r Subjects, Problem> {
    match operation {
        "read" => Ok(&restrictions.read),
        "update" => Ok(&restrictions.update),
        _ => Err(Problem::not_found()),
    }
}

/// The same, to be changed.
pub(super) fn subjects_mut<'r>(
    restrictions: &'r mut Restrictions,
    operation: &str,
) -> Result<&'r mut Subjects, Problem> {
    match operation {
        "read" => Ok(&mut restrictions.read),
        "update" => Ok(&mut restrictions.update),
        _ => Err(Problem::not_found()),
    }
}

/// What `expand` asks for; without it the users and the groups.
fn expand(call: &Call<'_>) -> Expand {
    Expand::asked_or(call, &restriction::DEFAULT)
}

/// Which users and which groups of each restriction are shown.
fn range(call: &Call<'_>) -> Result<Range, Problem> {
    let Range { start, limit } = Range::default();
    let number = |wire, default| Ok(call.number(wire)?.map_or(default, |number| number as usize));
    Ok(Range {
        start: number("start", start)?,
        limit: number("limit", limit)?,
    })
}

/// Both restrictions. `read.restrictions.user` asks for a part of one of them, `restrictions.user` for a part of both.
fn all(state: &State, call: &Call<'_>) -> Outcome {
    let content = show::find(state, call, "id")?;
    let (range, asked) = (range(call)?, expand(call));
    let shown = OPERATIONS.iter().map(|operation| {
        let expand = asked.with(asked.below(operation));
        restriction::of_operation(View { state, call }, content, operation, range, &expand)
    });
    let shown: Vec<Value> = shown.collect();
    let Range { start, limit } = range;
    Ok(Reply::ok(json!({
        "results": shown,
        "start": start,
        "limit": limit,
        "size": shown.len(),
        "restrictionsHash": hash(&content.restrictions),
        "_links": v1_links(call),
    })))
}

/// A text that is another one as soon as a restriction is another one.
fn hash(restrictions: &Restrictions) -> String {
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(restrictions);
    format!("{hash:x}")
}

fn get_restrictions(state: &State, call: &Call<'_>) -> Outcome {
    all(state, call)
}

/// The restrictions that a body gives, as a list or wrapped.
fn given(state: &State, call: &Call<'_>) -> Result<Vec<(String, Subjects)>, Problem> {
    let body = call.json();
    let list = body.as_array().or_else(|| body["results"].as_array());
    let list = list.ok_or_else(|| Problem::bad_request("The body must be a list of restrictions"))?;
    let read = |restriction: &Value| {
        let operation = restriction["operation"].as_str().unwrap_or_default();
        if !OPERATIONS.contains(&operation) {
            return Err(Problem::bad_request(format!(
                "Not an operation that can be restricted: {operation}"
            )));
        }
        let restricted = &restriction["restrictions"];
        let users = each(&restricted["user"], |user| user_id(state, user))?;
        let groups = each(&restricted["group"], |group| group_id(state, group))?;
        Ok((operation.to_owned(), Subjects { users, groups }))
    };
    list.iter().map(read).collect()
}

/// The ids of the subjects in a list, which is written as it is or wrapped.
fn each(list: &Value, id: impl Fn(&Value) -> Option<String>) -> Result<BTreeSet<String>, Problem> {
    let items = match list {
        Value::Null => return Ok(BTreeSet::new()),
        Value::Object(wrapped) if !wrapped.contains_key("results") => return Ok(BTreeSet::new()),
        list => list.as_array().or_else(|| list["results"].as_array()),
    };
    let items = items.ok_or_else(|| Problem::bad_request(format!("Not a list of users or groups: {list}")))?;
    let known =
        |item: &Value| id(item).ok_or_else(|| Problem::bad_request(format!("Not a known user or group: {item}")));
    items.iter().map(known).collect()
}

fn user_id(state: &State, user: &Value) -> Option<String> {
    state
        .account(user["accountId"].as_str()?)
        .map(|account| account.id.clone())
}

/// Many tools know a group by its name, which the site still takes.
fn group_id(state: &State, group: &Value) -> Option<String> {
    let named = |name: &str| state.groups.values().find(|group| group.name == name);
    let group = match group["id"].as_str() {
        Some(id) => state.groups.get(id),
        None => named(group["name"].as_str()?),
    };
    group.map(|group| group.id.clone())
}

pub(super) fn content_mut<'s>(state: &'s mut State, call: &Call<'_>) -> Result<&'s mut Content, Problem> {
    let id = show::find(state, call, "id")?.id;
    state.contents.get_mut(&id).ok_or_else(Problem::not_found)
}

fn update_restrictions(state: &mut State, call: &Call<'_>) -> Outcome {
    let given = given(state, call)?;
    let restrictions = &mut content_mut(state, call)?.restrictions;
    *restrictions = Restrictions::default();
    for (operation, new) in given {
        *subjects_mut(restrictions, &operation)? = new;
    }
    all(state, call)
}

fn add_restrictions(state: &mut State, call: &Call<'_>) -> Outcome {
    let given = given(state, call)?;
    let restrictions = &mut content_mut(state, call)?.restrictions;
    for (operation, new) in given {
        let held = subjects_mut(restrictions, &operation)?;
        held.users.extend(new.users);
        held.groups.extend(new.groups);
    }
    all(state, call)
}

fn delete_restrictions(state: &mut State, call: &Call<'_>) -> Outcome {
    content_mut(state, call)?.restrictions = Restrictions::default();
    all(state, call)
}

fn get_restrictions_by_operation(state: &State, call: &Call<'_>) -> Outcome {
    let content = show::find(state, call, "id")?;
    let expand = expand(call);
    let shown = OPERATIONS.iter().map(|operation| {
        let range = Range::default();
        let shown = restriction::of_operation(View { state, call }, content, operation, range, &expand);
        ((*operation).to_owned(), shown)
    });
    let mut shown: Map<String, Value> = shown.collect();
    shown.insert("_links".to_owned(), v1_links(call));
    Ok(Reply::ok(Value::Object(shown)))
}

fn get_restrictions_for_operation(state: &State, call: &Call<'_>) -> Outcome {
    let operation = call.path("operationKey");
    if !OPERATIONS.contains(&operation) {
        return Err(Problem::not_found());
    }
    let content = show::find(state, call, "id")?;
    let (range, expand) = (range(call)?, expand(call));
    let shown = restriction::of_operation(View { state, call }, content, operation, range, &expand);
    Ok(Reply::ok(shown))
}
