//! Content Properties: JSON values that belong to a piece of content. They work in the same way for every kind of
//! content.

use super::show::content;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::{Row, Rows};
use crate::state::content::Content;
use crate::state::property::Property;
use crate::state::{State, stamp};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getPageContentProperties", read(list)),
    ("createPageProperty", write(create)),
    ("getPageContentPropertiesById", read(get)),
    ("updatePagePropertyById", write(update)),
    ("deletePagePropertyById", write(delete)),
    ("getAttachmentContentProperties", read(list)),
    ("createAttachmentProperty", write(create)),
    ("getAttachmentContentPropertiesById", read(get)),
    ("updateAttachmentPropertyById", write(update)),
    ("deleteAttachmentPropertyById", write(delete)),
    ("getCommentContentProperties", read(list)),
    ("createCommentProperty", write(create)),
    ("getCommentContentPropertiesById", read(get)),
    ("updateCommentPropertyById", write(update)),
    ("deleteCommentPropertyById", write(delete)),
];

pub(super) fn show(property: &Property) -> Value {
    json!({
        "id": property.id.to_string(),
        "key": property.key,
        "value": property.value,
        "version": {
            "createdAt": stamp(property.changed),
            "message": property.message,
            "number": property.version,
            "minorEdit": false,
            "authorId": property.author,
        },
    })
}

/// The argument that names the content: the first one of the path.
fn owner(call: &Call<'_>) -> &'static str {
    let argument = |segment: &'static str| segment.strip_prefix('{')?.strip_suffix('}');
    call.operation.path.split('/').find_map(argument).unwrap_or("id")
}

fn list(state: &State, call: &Call<'_>) -> Outcome {
    let content = content(state, call, owner(call))?;
    let (key, sort) = (call.query("key"), call.query("sort"));
    let wanted = content
        .properties
        .values()
        .filter(|property| key.is_none_or(|key| property.key == key));
    let sort_key = |property: &Property| {
        if sort.is_some() {
            property.key.clone()
        } else {
            String::new()
        }
    };
    let rows = wanted.map(|property| Row {
        key: sort_key(property),
        id: property.id,
        item: property,
    });
    Rows {
        rows: rows.collect(),
        descending: sort == Some("-key"),
    }
    .reply(call, 25, |property| show(property))
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let key = call.required_text("key")?;
    let value = call.json().get("value").cloned().unwrap_or_default();
    let (id, now) = (state.new_id(), state.now());
    let properties = &mut content_mut(state, call)?.properties;
    if properties.values().any(|property| property.key == key) {
        return Err(Problem::conflict(format!(
            "A property with the key {key} already exists"
        )));
    }
    let property = Property {
        id,
        key: key.to_owned(),
        value,
        version: 1,
        message: String::new(),
        author: call.caller.account.clone(),
        created: now,
        changed: now,
    };
    let shown = show(&property);
    properties.insert(id, property);
    Ok(Reply::ok(shown))
}

fn get(state: &State, call: &Call<'_>) -> Outcome {
    let property = content(state, call, owner(call))?
        .properties
        .get(&call.id("property-id")?);
    property
        .map(|property| Reply::ok(show(property)))
        .ok_or_else(Problem::not_found)
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("property-id")?;
    let now = state.now();
    let property = content_mut(state, call)?
        .properties
        .get_mut(&id)
        .ok_or_else(Problem::not_found)?;
    if call.text("key").is_some_and(|key| key != property.key) {
        return Err(Problem::bad_request("The key of a property cannot be changed"));
    }
    let number = call.json()["version"]["number"].as_u64();
    if number != Some(property.version + 1) {
        return Err(Problem::conflict(format!(
            "The current version of the property is {}",
            property.version
        )));
    }
    property.version += 1;
    property.value = call.json().get("value").cloned().unwrap_or_default();
    property.message = call.json()["version"]["message"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    property.author.clone_from(&call.caller.account);
    property.changed = now;
    Ok(Reply::ok(show(property)))
}

fn delete(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("property-id")?;
    let removed = content_mut(state, call)?.properties.remove(&id);
    removed.map(|_| Reply::empty(204)).ok_or_else(Problem::not_found)
}

fn content_mut<'s>(state: &'s mut State, call: &Call<'_>) -> Result<&'s mut Content, Problem> {
    state
        .contents
        .get_mut(&call.id(owner(call))?)
        .ok_or_else(Problem::not_found)
}
