//! Space.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::state::State;
use crate::state::longtask::Work;
use crate::state::space::is_key;

pub(super) const TABLE: Table = &[
    ("createSpace", write(create_space)),
    ("createPrivateSpace", write(create_private_space)),
    ("updateSpace", write(update_space)),
    ("deleteSpace", write(delete_space)),
];

fn create(state: &mut State, call: &Call<'_>, private: bool) -> Outcome {
    let name = call.required_text("name")?;
    let key = call.text("key").or(call.text("alias")).unwrap_or_default();
    if !is_key(key) {
        return Err(Problem::bad_request("`key` must consist of letters and digits"));
    }
    if state.space_by_key(key).is_some() {
        return Err(Problem::bad_request(format!(
            "A space with the key {key} already exists"
        )));
    }
    let id = state.add_space(key, name, &call.caller.account, private);
    describe(state, call, id)
}

fn create_space(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, false)
}

fn create_private_space(state: &mut State, call: &Call<'_>) -> Outcome {
    create(state, call, true)
}

fn update_space(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = show::space_in_path(state, call)?.id;
    let homepage = match call.member("homepage").map(|page| &page["id"]) {
        Some(page) => {
            let page = page.as_u64().or_else(|| page.as_str()?.parse().ok());
            let here = page.filter(|page| state.contents.get(page).is_some_and(|page| page.space == id));
            Some(here.ok_or_else(|| Problem::bad_request("The home page must lie in the space"))?)
        }
        None => None,
    };
    let space = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    space.homepage = homepage.or(space.homepage);
    for (member, field) in [
        ("name", &mut space.name),
        ("type", &mut space.kind),
        ("status", &mut space.status),
    ] {
        if let Some(text) = call.text(member) {
            *field = if member == "name" {
                text.to_owned()
            } else {
                text.to_lowercase()
            };
        }
    }
    describe(state, call, id)
}

/// Takes over the description, if one is given, and answers with the space.
fn describe(state: &mut State, call: &Call<'_>, id: u64) -> Outcome {
    let space = state.spaces.get_mut(&id).ok_or_else(Problem::not_found)?;
    if let Some(text) = call
        .member("description")
        .and_then(|text| text["plain"]["value"].as_str())
    {
        space.description = text.to_owned();
    }
    let space = state.spaces.get(&id).ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(show::with_base(call, show::space(state, call, space))))
}

fn delete_space(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = show::space_in_path(state, call)?.id;
    let task = state.start_task(
        "com.atlassian.confluence.spaces.remove",
        &call.caller.account,
        Work::DeleteSpace(id),
    );
    Ok(Reply::json(202, show::long_task(task)))
}
