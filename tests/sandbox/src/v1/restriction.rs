//! Content restrictions: the only accounts and groups that may read or change a piece of content.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::state::State;
use crate::state::content::{Content, Restrictions, Subjects};
use serde_json::{Map, Value, json};

pub(super) const TABLE: Table = &[
    ("getRestrictions", read(get_restrictions)),
    ("updateRestrictions", write(update_restrictions)),
    ("addRestrictions", write(add_restrictions)),
    ("deleteRestrictions", write(delete_restrictions)),
    ("getRestrictionsByOperation", read(get_restrictions_by_operation)),
    ("getRestrictionsForOperation", read(get_restrictions_for_operation)),
];

const OPERATIONS: [&str; 2] = ["read", "update"];

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

fn show_operation(state: &State, content: &Content, operation: &str) -> Value {
    let subjects = if operation == "read" {
        &content.restrictions.read
    } else {
        &content.restrictions.update
    };
    let list = |results: Vec<Value>| json!({ "start": 0, "limit": 100, "size": results.len(), "results": results });
    let users = subjects.users.iter().map(|id| show::user_by_id(state, id)).collect();
    let groups = subjects
        .groups
        .iter()
        .filter_map(|id| state.groups.get(id))
        .map(show::group)
        .collect();
    json!({
        "operation": operation,
        "restrictions": { "user": list(users), "group": list(groups) },
        "_expandable": { "content": format!("/rest/api/content/{}", content.id_text()) },
        "_links": { "self": format!("/rest/api/content/{}/restriction/byOperation/{operation}", content.id_text()) },
    })
}

fn all(state: &State, call: &Call<'_>) -> Outcome {
    let content = show::find(state, call, "id")?;
    let shown = OPERATIONS
        .iter()
        .map(|operation| show_operation(state, content, operation))
        .collect();
    let mut page = by_offset(call, 100, shown)?;
    page["restrictionsHash"] = format!("{:x}", page["results"].to_string().len()).into();
    Ok(Reply::ok(page))
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
        let (users, groups) = (
            &restriction["restrictions"]["user"],
            &restriction["restrictions"]["group"],
        );
        let ids = |list: &Value, member: &str| -> Vec<String> {
            let items = list
                .as_array()
                .or_else(|| list["results"].as_array())
                .into_iter()
                .flatten();
            items
                .filter_map(|item| item[member].as_str().map(str::to_owned))
                .collect()
        };
        let subjects = Subjects {
            users: ids(users, "accountId").into_iter().collect(),
            groups: ids(groups, "id").into_iter().collect(),
        };
        let known = subjects.users.iter().all(|id| state.account(id).is_some())
            && subjects.groups.iter().all(|id| state.groups.contains_key(id));
        if known {
            Ok((operation.to_owned(), subjects))
        } else {
            Err(Problem::bad_request("A user or group is not known"))
        }
    };
    list.iter().map(read).collect()
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
    let shown = OPERATIONS
        .iter()
        .map(|operation| ((*operation).to_owned(), show_operation(state, content, operation)));
    let mut shown: Map<String, Value> = shown.collect();
    shown.insert("_links".to_owned(), crate::page::v1_links(call));
    Ok(Reply::ok(Value::Object(shown)))
}

fn get_restrictions_for_operation(state: &State, call: &Call<'_>) -> Outcome {
    let operation = call.path("operationKey");
    if !OPERATIONS.contains(&operation) {
        return Err(Problem::not_found());
    }
    Ok(Reply::ok(show_operation(
        state,
        show::find(state, call, "id")?,
        operation,
    )))
}
