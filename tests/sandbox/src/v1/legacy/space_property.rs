//! Properties of spaces.

use super::content_property::{Properties, create_in, delete_in, list_of, one_of, update_in};
use super::space::named;
use super::{ADMINISTERS_SPACE, DELETES_SPACE, Table, get, legacy};
use crate::answer::{Outcome, Problem};
use crate::call::Call;
use crate::handlers::write;
use crate::state::State;
use crate::v1::resource::space::address;

pub(super) const TABLE: Table = &[
    get("/wiki/rest/api/space/{spaceKey}/property", list),
    legacy(
        "POST",
        "/wiki/rest/api/space/{spaceKey}/property",
        ADMINISTERS_SPACE,
        write(create),
    ),
    get("/wiki/rest/api/space/{spaceKey}/property/{key}", one),
    legacy(
        "POST",
        "/wiki/rest/api/space/{spaceKey}/property/{key}",
        ADMINISTERS_SPACE,
        write(create),
    ),
    legacy(
        "PUT",
        "/wiki/rest/api/space/{spaceKey}/property/{key}",
        ADMINISTERS_SPACE,
        write(update),
    ),
    legacy(
        "DELETE",
        "/wiki/rest/api/space/{spaceKey}/property/{key}",
        DELETES_SPACE,
        write(delete),
    ),
];

fn list(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    list_of(state, call, &address(held), &held.properties)
}

fn one(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    one_of(state, call, &address(held), &held.properties)
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let new = (state.new_id(), state.now());
    create_in(properties(state, call)?, call, new)?;
    one(state, call)
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let new = (state.new_id(), state.now());
    update_in(properties(state, call)?, call, new)?;
    one(state, call)
}

fn delete(state: &mut State, call: &Call<'_>) -> Outcome {
    delete_in(properties(state, call)?, call)
}

fn properties<'s>(state: &'s mut State, call: &Call<'_>) -> Result<&'s mut Properties, Problem> {
    let id = named(state, call)?.id;
    let held = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    Ok(&mut held.properties)
}
