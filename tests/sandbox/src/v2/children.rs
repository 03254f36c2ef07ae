//! Children, descendants and ancestors: of everything that lies in the tree of a space, and of custom content.

use super::listing::Accepts;
use super::show::{self, existing};
use crate::answer::{Outcome, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::{Row, Rows, base};
use crate::permission::{Item, shows};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Status};
use crate::state::contents::Among;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getChildPages", read(get_children)),
    ("getChildCustomContent", read(get_children)),
    ("getPageDirectChildren", read(get_direct_children)),
    ("getWhiteboardDirectChildren", read(get_direct_children)),
    ("getDatabaseDirectChildren", read(get_direct_children)),
    ("getSmartLinkDirectChildren", read(get_direct_children)),
    ("getFolderDirectChildren", read(get_direct_children)),
    ("getPageDescendants", read(get_descendants)),
    ("getWhiteboardDescendants", read(get_descendants)),
    ("getDatabaseDescendants", read(get_descendants)),
    ("getSmartLinkDescendants", read(get_descendants)),
    ("getFolderDescendants", read(get_descendants)),
    ("getPageAncestors", read(get_ancestors)),
    ("getWhiteboardAncestors", read(get_ancestors)),
    ("getDatabaseAncestors", read(get_ancestors)),
    ("getSmartLinkAncestors", read(get_ancestors)),
    ("getFolderAncestors", read(get_ancestors)),
];

const LISTED: &[Status] = &[Status::Current, Status::Archived];

const DIRECT_CHILDREN: Accepts = Accepts {
    fields: &["created-date", "id", "modified-date", "child-position", "title"],
    statuses: &[],
    by_default: LISTED,
    limit: 25,
};

const CHILD_PAGES: Accepts = Accepts {
    fields: &["created-date", "id", "child-position", "modified-date"],
    ..DIRECT_CHILDREN
};

const CHILD_CUSTOM_CONTENT: Accepts = Accepts {
    fields: &["created-date", "id", "modified-date"],
    ..DIRECT_CHILDREN
};

/// Children of the same kind.
fn get_children(state: &State, call: &Call<'_>) -> Outcome {
    let parent = existing(state, call)?;
    let kind = parent.kind;
    let accepts = match kind {
        ContentKind::CustomContent => CHILD_CUSTOM_CONTENT,
        _ => CHILD_PAGES,
    };
    accepts.reply(
        state,
        call,
        Among::Below(parent.id),
        |child| child.kind == kind,
        show::child,
    )
}

/// Children of every kind of the tree.
fn get_direct_children(state: &State, call: &Call<'_>) -> Outcome {
    let parent = existing(state, call)?.id;
    DIRECT_CHILDREN.reply(
        state,
        call,
        Among::Below(parent),
        |child| child.kind.is_in_tree(),
        show::child,
    )
}

/// The direct children that the caller may see, with their ids.
pub(super) fn direct(state: &State, call: &Call<'_>, parent: &Content) -> Vec<(u64, Value)> {
    let wanted = |child: &&Content| child.kind.is_in_tree() && is_listed(state, call, child);
    let children = state.children(parent.id).filter(wanted);
    children.map(|child| (child.id, show::child(child))).collect()
}

fn is_listed(state: &State, call: &Call<'_>, content: &Content) -> bool {
    LISTED.contains(&content.status) && shows(state, call, Item::Content(content))
}

/// The nearest ancestors that fit the limit, the topmost first. To get more, ask for the ancestors of that one.
fn get_ancestors(state: &State, call: &Call<'_>) -> Outcome {
    let content = existing(state, call)?;
    let limit = call.number("limit")?.unwrap_or(25) as usize;
    let nearest = state.ancestors(content).into_iter().take(limit);
    let mut results: Vec<Value> = nearest
        .map(|above| json!({ "id": above.id_text(), "type": above.kind.v2_type() }))
        .collect();
    results.reverse();
    Ok(Reply::ok(
        json!({ "results": results, "_links": { "base": base(call) } }),
    ))
}

fn get_descendants(state: &State, call: &Call<'_>) -> Outcome {
    let top = existing(state, call)?.id;
    let depth = call.number("depth")?.unwrap_or(2);
    let mut rows = Vec::new();
    descend(state, call, top, 1, depth, "", &mut rows);
    Rows {
        rows,
        descending: false,
    }
    .reply(call, 25, |(below, depth)| {
        let mut shown = show::child(below);
        shown["parentId"] = below.container.map(|parent| parent.to_string()).into();
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
    for child in state
        .branches(id)
        .into_iter()
        .filter(|child| is_listed(state, call, child))
    {
        let key = format!("{way}/{:010}.{:020}", child.position, child.id);
        descend(state, call, child.id, depth + 1, deepest, &key, rows);
        rows.push(Row {
            key,
            id: child.id,
            item: (child, depth),
        });
    }
}
