//! Content Properties: JSON values that belong to a piece of content. They work in the same way for every kind of
//! content.

use super::show::{existing, existing_mut};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::{Row, Rows};
use crate::state::property::{Change, Property};
use crate::state::{State, stamp};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) const TABLE: Table = &[
    ("getAttachmentContentProperties", read(list)),
    ("createAttachmentProperty", write(create)),
    ("getAttachmentContentPropertiesById", read(get)),
    ("updateAttachmentPropertyById", write(update)),
    ("deleteAttachmentPropertyById", write(delete)),
    ("getBlogpostContentProperties", read(list)),
    ("createBlogpostProperty", write(create)),
    ("getBlogpostContentPropertiesById", read(get)),
    ("updateBlogpostPropertyById", write(update)),
    ("deleteBlogpostPropertyById", write(delete)),
    ("getCustomContentContentProperties", read(list)),
    ("createCustomContentProperty", write(create)),
    ("getCustomContentContentPropertiesById", read(get)),
    ("updateCustomContentPropertyById", write(update)),
    ("deleteCustomContentPropertyById", write(delete)),
    ("getPageContentProperties", read(list)),
    ("createPageProperty", write(create)),
    ("getPageContentPropertiesById", read(get)),
    ("updatePagePropertyById", write(update)),
    ("deletePagePropertyById", write(delete)),
    ("getWhiteboardContentProperties", read(list)),
    ("createWhiteboardProperty", write(create)),
    ("getWhiteboardContentPropertiesById", read(get)),
    ("updateWhiteboardPropertyById", write(update)),
    ("deleteWhiteboardPropertyById", write(delete)),
    ("getDatabaseContentProperties", read(list)),
    ("createDatabaseProperty", write(create)),
    ("getDatabaseContentPropertiesById", read(get)),
    ("updateDatabasePropertyById", write(update)),
    ("deleteDatabasePropertyById", write(delete)),
    ("getSmartLinkContentProperties", read(list)),
    ("createSmartLinkProperty", write(create)),
    ("getSmartLinkContentPropertiesById", read(get)),
    ("updateSmartLinkPropertyById", write(update)),
    ("deleteSmartLinkPropertyById", write(delete)),
    ("getFolderContentProperties", read(list)),
    ("createFolderProperty", write(create)),
    ("getFolderContentPropertiesById", read(get)),
    ("updateFolderPropertyById", write(update)),
    ("deleteFolderPropertyById", write(delete)),
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

fn list(state: &State, call: &Call<'_>) -> Outcome {
    let content = existing(state, call)?;
    let key = call.query("key");
    let descending = match call.query("sort") {
        None => None,
        Some("key") => Some(false),
        Some("-key") => Some(true),
        Some(other) => return Err(Problem::bad_request(format!("`sort` cannot be {other}"))),
    };
    let wanted = content
        .properties
        .values()
        .filter(|property| key.is_none_or(|key| property.key == key));
    let rows = wanted.map(|property| Row {
        key: descending.map(|_| property.key.clone()).unwrap_or_default(),
        id: property.id,
        item: property,
    });
    Rows {
        rows: rows.collect(),
        descending: descending == Some(true),
    }
    .reply(call, 25, |property| show(property))
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let (id, now) = (state.new_id(), state.now());
    let property = insert(&mut existing_mut(state, call)?.properties, call, id, now)?;
    Ok(Reply::ok(show(property)))
}

/// Adds the property that the body describes.
pub(super) fn insert<'p>(
    properties: &'p mut BTreeMap<u64, Property>,
    call: &Call<'_>,
    id: u64,
    now: Timestamp,
) -> Result<&'p Property, Problem> {
    let key = call.required_text("key")?;
    let value = call.json().get("value").cloned().unwrap_or_default();
    if key.is_empty() || properties.values().any(|property| property.key == key) {
        return Err(Problem::conflict(format!(
            "A property with the key `{key}` already exists or cannot exist"
        )));
    }
    let property = Property::new(id, key, value, &call.caller.account, now);
    Ok(properties.entry(id).or_insert(property))
}

/// Gives the property the value in the body, as its next version.
pub(super) fn change(property: &mut Property, call: &Call<'_>, now: Timestamp) -> Result<(), Problem> {
    if call.text("key").is_some_and(|key| key != property.key) {
        return Err(Problem::bad_request("The key of a property cannot be changed"));
    }
    let version = &call.json()["version"];
    if version["number"].as_u64() != Some(property.version + 1) {
        return Err(Problem::conflict(format!(
            "The current version of the property is {}",
            property.version
        )));
    }
    property.change(Change {
        value: call.json().get("value").cloned().unwrap_or_default(),
        message: version["message"].as_str().unwrap_or_default(),
        author: &call.caller.account,
        at: now,
    });
    Ok(())
}

fn get(state: &State, call: &Call<'_>) -> Outcome {
    let property = existing(state, call)?.properties.get(&call.id("property-id")?);
    property
        .map(|property| Reply::ok(show(property)))
        .ok_or_else(Problem::not_found)
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let (id, now) = (call.id("property-id")?, state.now());
    let property = existing_mut(state, call)?
        .properties
        .get_mut(&id)
        .ok_or_else(Problem::not_found)?;
    change(property, call, now)?;
    Ok(Reply::ok(show(property)))
}

fn delete(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = call.id("property-id")?;
    let removed = existing_mut(state, call)?.properties.remove(&id);
    removed.map(|_| Reply::empty(204)).ok_or_else(Problem::not_found)
}
