//! Experimental: page trees moved to the trash, and labels of spaces.

use super::{label, show};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::permission::{Item, shows};
use crate::state::State;
use crate::state::content::{ContentKind, Status};
use crate::state::longtask::Work;
use crate::state::space::Space;
use std::collections::BTreeSet;

pub(super) const TABLE: Table = &[
    ("deletePageTree", write(delete_page_tree)),
    ("getLabelsForSpace", read(get_labels_for_space)),
    ("addLabelsToSpace", write(add_labels_to_space)),
    ("deleteLabelFromSpace", write(delete_label_from_space)),
];

/// The page at the top and every page below it must be deletable.
fn delete_page_tree(state: &mut State, call: &Call<'_>) -> Outcome {
    let top = show::find(state, call, "id")?;
    if top.kind != ContentKind::Page || top.status != Status::Current {
        return Err(Problem::bad_request(format!("{} is not a published page", top.id)));
    }
    let top = top.id;
    let tree = state.published_tree(top);
    let mut tree = tree.iter().filter_map(|id| state.contents.get(id));
    if !tree.all(|page| state.may_view(call.actor(), page) && state.may_change(call.actor(), page)) {
        return Err(Problem::missing(
            "A page of the tree cannot be moved to the trash by the caller",
        ));
    }
    let task = state.start_task("delete.page.tree", &call.caller.account, Work::Trash(top));
    Ok(Reply::json(202, show::long_task(task)))
}

/// Labels of the space, and the global ones of the content in it.
fn get_labels_for_space(state: &State, call: &Call<'_>) -> Outcome {
    let space = show::space_in_path(state, call)?;
    let prefix = call.query("prefix");
    if prefix.is_some_and(|prefix| !matches!(prefix, "global" | "my" | "team")) {
        return Err(Problem::bad_request("`prefix` must be global, my or team"));
    }
    let inside = state.contents.values().filter(|content| {
        content.space == space.id && content.status == Status::Current && shows(state, call, Item::Content(content))
    });
    let is_global = |id: &&u64| state.labels.get(id).is_some_and(|label| label.prefix == "global");
    let of_content = inside.flat_map(|content| content.labels.iter().filter(is_global));
    let mut labels: BTreeSet<u64> = space.labels.iter().chain(of_content).copied().collect();
    labels.retain(|id| {
        let label = state.labels.get(id);
        label.is_some_and(|label| prefix.is_none_or(|prefix| label.prefix == prefix))
    });
    Ok(Reply::ok(by_offset(call, 200, label::shown(state, &labels))?))
}

fn space_mut<'s>(state: &'s mut State, call: &Call<'_>) -> Result<&'s mut Space, Problem> {
    let id = show::space_in_path(state, call)?.id;
    state.spaces.get_mut(&id).ok_or_else(Problem::not_found)
}

fn add_labels_to_space(state: &mut State, call: &Call<'_>) -> Outcome {
    if !call.json().is_array() {
        return Err(Problem::bad_request("The body must be a list of labels"));
    }
    let added = label::given(state, call.json())?;
    space_mut(state, call)?.labels.extend(added);
    let labels = label::shown(state, &show::space_in_path(state, call)?.labels);
    Ok(Reply::ok(by_offset(call, 200, labels)?))
}

fn delete_label_from_space(state: &mut State, call: &Call<'_>) -> Outcome {
    let (name, prefix) = (
        call.query("name").unwrap_or_default(),
        call.query("prefix").unwrap_or("global"),
    );
    let named = state
        .labels
        .iter()
        .find(|(_, label)| label.prefix == prefix && label.name == name);
    if let Some(label) = named.map(|(id, _)| *id) {
        space_mut(state, call)?.labels.remove(&label);
    }
    Ok(Reply::empty(204))
}
