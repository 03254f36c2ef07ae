//! Data Policies. The sandbox has none, so no content is hidden from apps.

use super::space;
use crate::answer::{Outcome, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::state::State;
use serde_json::json;

pub(super) const TABLE: Table = &[
    ("getDataPolicyMetadata", read(get_data_policy_metadata)),
    ("getDataPolicySpaces", read(get_data_policy_spaces)),
];

fn get_data_policy_metadata(_: &State, _: &Call<'_>) -> Outcome {
    Ok(Reply::ok(json!({ "anyContentBlocked": false })))
}

fn get_data_policy_spaces(state: &State, call: &Call<'_>) -> Outcome {
    space::rows(state, call)?.reply(call, 25, |space| {
        json!({
            "id": space.id.to_string(),
            "key": space.key,
            "name": space.name,
            "dataPolicy": { "anyContentBlocked": false },
            "icon": null,
            "_links": { "webui": format!("/spaces/{}", space.key) },
        })
    })
}
