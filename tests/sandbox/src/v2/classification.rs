//! Classification Level: how confidential content is. The site has the levels that follow; a space can have one by
//! default, and content its own.

use super::show::{existing, existing_mut};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Status};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getClassificationLevels", read(get_levels)),
    ("getSpaceDefaultClassificationLevel", read(get_default)),
    ("putSpaceDefaultClassificationLevel", write(put_default)),
    ("deleteSpaceDefaultClassificationLevel", write(delete_default)),
    ("getPageClassificationLevel", read(get)),
    ("putPageClassificationLevel", write(put)),
    ("postPageClassificationLevel", write(reset)),
    ("getBlogPostClassificationLevel", read(get)),
    ("putBlogPostClassificationLevel", write(put)),
    ("postBlogPostClassificationLevel", write(reset)),
    ("getWhiteboardClassificationLevel", read(get)),
    ("putWhiteboardClassificationLevel", write(put)),
    ("postWhiteboardClassificationLevel", write(reset)),
    ("getDatabaseClassificationLevel", read(get)),
    ("putDatabaseClassificationLevel", write(put)),
    ("postDatabaseClassificationLevel", write(reset)),
];

/// A level of the organisation.
struct Level {
    id: &'static str,
    name: &'static str,
    color: &'static str,
    guideline: &'static str,
}

/// From the least to the most confidential.
const LEVELS: [Level; 3] = [
    Level {
        id: "6f2b1a80-0c1d-4c59-9a57-1d6f0e1c0001",
        name: "Public",
        color: "GREEN",
        guideline: "Everyone may read it.",
    },
    Level {
        id: "6f2b1a80-0c1d-4c59-9a57-1d6f0e1c0002",
        name: "Internal",
        color: "YELLOW",
        guideline: "Only people of the organisation may read it.",
    },
    Level {
        id: "6f2b1a80-0c1d-4c59-9a57-1d6f0e1c0003",
        name: "Confidential",
        color: "RED",
        guideline: "Only people who need it may read it.",
    },
];

fn show(order: usize, level: &Level) -> Value {
    json!({
        "id": level.id,
        "status": "PUBLISHED",
        "order": order + 1,
        "name": level.name,
        "description": level.guideline,
        "guideline": level.guideline,
        "color": level.color,
    })
}

fn show_id(id: Option<&str>) -> Outcome {
    let mut levels = LEVELS.iter().enumerate();
    let level = levels.find(|(_, level)| Some(level.id) == id);
    level
        .map(|(order, level)| Reply::ok(show(order, level)))
        .ok_or_else(Problem::not_found)
}

/// The level that the body names.
fn given(call: &Call<'_>) -> Result<String, Problem> {
    let id = call.required_text("id")?;
    let level = LEVELS.iter().find(|level| level.id == id);
    level.map(|level| level.id.to_owned()).ok_or_else(Problem::not_found)
}

fn get_levels(_: &State, _: &Call<'_>) -> Outcome {
    let levels = LEVELS.iter().enumerate();
    Ok(Reply::ok(levels.map(|(order, level)| show(order, level)).collect()))
}

fn get_default(state: &State, call: &Call<'_>) -> Outcome {
    let space = state.spaces.get(&call.id("id")?).ok_or_else(Problem::not_found)?;
    show_id(space.classification.as_deref())
}

fn put_default(state: &mut State, call: &Call<'_>) -> Outcome {
    let level = given(call)?;
    set_default(state, call, Some(level))
}

fn delete_default(state: &mut State, call: &Call<'_>) -> Outcome {
    set_default(state, call, None)
}

fn set_default(state: &mut State, call: &Call<'_>, level: Option<String>) -> Outcome {
    let space = state.spaces.get_mut(&call.id("id")?).ok_or_else(Problem::not_found)?;
    space.classification = level;
    Ok(Reply::empty(204))
}

/// Whether a status means the draft. Only pages and blog posts have one, and only some have it.
fn is_draft(content: &Content, status: &str) -> Result<bool, Problem> {
    let has_draft = content.status == Status::Draft || content.draft.is_some();
    match status {
        "draft" if matches!(content.kind, ContentKind::Page | ContentKind::BlogPost) => {
            has_draft.then_some(true).ok_or_else(Problem::not_found)
        }
        status if status == content.status.name() => Ok(false),
        "current" | "archived" => Err(Problem::not_found()),
        other => Err(Problem::bad_request(format!("`status` cannot be {other}"))),
    }
}

/// The level of the content itself; without one, the default of its space.
fn get(state: &State, call: &Call<'_>) -> Outcome {
    let content = existing(state, call)?;
    let own = if is_draft(content, call.declared("status").unwrap_or("current"))? {
        &content.classification.draft
    } else {
        &content.classification.published
    };
    let space = state.spaces.get(&content.space);
    let by_default = space.and_then(|space| space.classification.as_deref());
    show_id(own.as_deref().or(by_default))
}

fn put(state: &mut State, call: &Call<'_>) -> Outcome {
    let level = given(call)?;
    set(state, call, Some(level))
}

fn reset(state: &mut State, call: &Call<'_>) -> Outcome {
    set(state, call, None)
}

fn set(state: &mut State, call: &Call<'_>, level: Option<String>) -> Outcome {
    let content = existing_mut(state, call)?;
    if is_draft(content, call.required_text("status")?)? {
        content.classification.draft = level;
    } else {
        content.classification.published = level;
    }
    Ok(Reply::empty(204))
}
