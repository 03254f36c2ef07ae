//! The history of content and its versions.

use super::content::named;
use super::{Table, get};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::page::offset_page;
use crate::state::State;
use crate::v1::expand::Expand;
use crate::v1::resource::{View, history};
use crate::v1::show;

pub(super) const TABLE: Table = &[
    get("/wiki/rest/api/content/{id}/history", of_content),
    get("/wiki/rest/api/content/{id}/version", versions),
    get("/wiki/rest/api/content/{id}/version/{versionNumber}", version),
];

/// What is shown of a history if `expand` does not say it.
const HISTORY: [&str; 3] = ["previousVersion", "nextVersion", "lastUpdated"];

fn of_content(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    let expand = Expand::asked_or(call, &HISTORY);
    let shown = history::history(View { state, call }, held, held.latest(), &expand);
    Ok(Reply::ok(show::with_base(call, shown)))
}

/// The newest version comes first.
fn versions(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    let expand = Expand::asked(call, &[]);
    let newest_first = held.versions.iter().rev().collect();
    let page = offset_page(call, 200, newest_first, |revision| {
        history::version(View { state, call }, held, revision, &expand)
    })?;
    Ok(Reply::ok(page))
}

fn version(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    let number = call.path("versionNumber");
    let revision = number.parse().ok().and_then(|number| held.version(number));
    let missing = || Problem::missing(format!("There is no version {number} of {}", held.id_text()));
    let expand = Expand::asked_or(call, &["content"]);
    let shown = history::version(View { state, call }, held, revision.ok_or_else(missing)?, &expand);
    Ok(Reply::ok(show::with_base(call, shown)))
}
