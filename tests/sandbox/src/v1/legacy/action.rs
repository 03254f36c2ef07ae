//! The address of the web interface that libraries move pages with. They are older than the operation for it.

use super::content::space_of_key;
use super::{DELETES_CONTENT, Table, legacy};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::write;
use crate::state::State;
use crate::state::tree::Position;
use crate::v1::content_children::{page, relocate};
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};
use serde_json::json;

pub(super) const TABLE: Table = &[legacy(
    "POST",
    "/wiki/pages/movepage.action",
    DELETES_CONTENT,
    write(move_page),
)];

/// The words for the positions are not those of the operation: here `below` is after the target in its list.
fn move_page(state: &mut State, call: &Call<'_>) -> Outcome {
    let position = match call.query("position").unwrap_or("append") {
        "above" => Position::Before,
        "below" => Position::After,
        "append" => Position::Below,
        other => return Err(Problem::bad_request(format!("`position` cannot be {other}"))),
    };
    let missing = |name: &str| Problem::bad_request(format!("`{name}` must be given"));
    let moved = call.query("pageId").ok_or_else(|| missing("pageId"))?;
    let target = target(state, call)?.ok_or_else(|| missing("targetId"))?;
    let held = [page(state, call, moved)?, page(state, call, &target)?];
    for (held, verb) in held.into_iter().zip([Verb::Delete, Verb::Create]) {
        let grant = PermissionGrant { verb, kind: Kind::Page };
        if !state.space_right(call.actor(), grant, held.space) {
            return Err(Problem::not_permitted(call.shape()));
        }
    }
    let moved = relocate(state, call, moved, position, &target)?;
    let page = state.contents.get(&moved).ok_or_else(Problem::not_found)?;
    let href = format!("/wiki{}", crate::v2::show::webui(state, page));
    Ok(Reply::ok(json!({ "page": { "id": page.id_text(), "href": href } })))
}

/// The id of the target, which can be named by its title in the space.
fn target(state: &State, call: &Call<'_>) -> Result<Option<String>, Problem> {
    if let Some(id) = call.query("targetId") {
        return Ok(Some(id.to_owned()));
    }
    let (Some(key), Some(title)) = (call.query("spaceKey"), call.query("targetTitle")) else {
        return Ok(None);
    };
    let space = space_of_key(state, call, key)?;
    let named = state.page_titled(space, title, None);
    let found = named.ok_or_else(|| Problem::missing(format!("There is no page {title} in the space {key}")))?;
    Ok(Some(found.id_text()))
}
