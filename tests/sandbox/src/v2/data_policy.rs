//! Data Policies. The sandbox has none, so no content is hidden from apps.

use crate::answer::{Outcome, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::state::State;
use serde_json::json;

pub(super) const TABLE: Table = &[("getDataPolicyMetadata", read(get_data_policy_metadata))];

fn get_data_policy_metadata(_: &State, _: &Call<'_>) -> Outcome {
    Ok(Reply::ok(json!({ "anyContentBlocked": false })))
}
