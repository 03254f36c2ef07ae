//! Children, ancestors and descendants of pages.

use super::show::{content, rows};
use crate::answer::{Outcome, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::{Row, Rows, base};
use crate::permission::{Item, shows};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Status};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getPageDirectChildren", read(get_page_direct_children)),
    ("getChildPages", read(get_child_pages)),
    ("getPageAncestors", read(get_page_ancestors)),
    ("getPageDescendants", read(get_page_descendants)),
];

fn pages_below(state: &State, id: u64) -> impl Iterator<Item = &Content> {
    let listed = |page: &&Content| matches!(page.status, Status::Current | Status::Archived);
    state
        .children(id)
        .filter(|child| child.kind == ContentKind::Page)
        .filter(listed)
}

fn show_child(child: &Content) -> Value {
    json!({
        "id": child.id_text(),
        "status": child.status.name(),
        "title": child.title,
        "spaceId": child.space.to_string(),
        "childPosition": child.position,
    })
}

fn show_typed(child: &Content) -> Value {
    let mut shown = show_child(child);
    shown["type"] = child.kind.v2_type().into();
    shown
}

/// The direct children that the caller may see.
pub(super) fn direct(state: &State, call: &Call<'_>, id: u64) -> Vec<Value> {
    let visible = pages_below(state, id).filter(|child| shows(state, call, Item::Content(child)));
    visible.map(show_typed).collect()
}

fn get_page_direct_children(state: &State, call: &Call<'_>) -> Outcome {
    let page = content(state, call, "id")?;
    rows(state, call, pages_below(state, page.id))?.reply(call, 25, |child| show_typed(child))
}

fn get_child_pages(state: &State, call: &Call<'_>) -> Outcome {
    let page = content(state, call, "id")?;
    rows(state, call, pages_below(state, page.id))?.reply(call, 25, |child| show_child(child))
}

/// The nearest ancestors that fit the limit, the topmost first. To get more, ask for the ancestors of that one.
fn get_page_ancestors(state: &State, call: &Call<'_>) -> Outcome {
    let page = content(state, call, "id")?;
    let limit = call.number("limit")?.unwrap_or(25) as usize;
    let nearest = state.ancestors(page).into_iter().take(limit);
    let mut results: Vec<Value> = nearest
        .map(|above| json!({ "id": above.id_text(), "type": above.kind.v2_type() }))
        .collect();
    results.reverse();
    Ok(Reply::ok(
        json!({ "results": results, "_links": { "base": base(call) } }),
    ))
}

fn get_page_descendants(state: &State, call: &Call<'_>) -> Outcome {
    let page = content(state, call, "id")?;
    let depth = call.number("depth")?.unwrap_or(2);
    let mut rows = Vec::new();
    descend(state, call, page.id, 1, depth, "", &mut rows);
    Rows {
        rows,
        descending: false,
    }
    .reply(call, 25, |(child, depth)| {
        let mut shown = show_typed(child);
        shown["parentId"] = child.container.map(|parent| parent.to_string()).into();
        shown["depth"] = (*depth).into();
        shown
    })
}

/// From top to bottom. The sort key of a row is the path to it.
fn descend<'s>(
    state: &'s State,
    call: &Call<'_>,
    id: u64,
    depth: u64,
    deepest: u64,
    way: &str,
    rows: &mut Vec<Row<(&'s Content, u64)>>,
) {
    if depth > deepest {
        return;
    }
    for child in pages_below(state, id).filter(|child| shows(state, call, Item::Content(child))) {
        let key = format!("{way}/{:010}.{:020}", child.position, child.id);
        descend(state, call, child.id, depth + 1, deepest, &key, rows);
        rows.push(Row {
            key,
            id: child.id,
            item: (child, depth),
        });
    }
}
