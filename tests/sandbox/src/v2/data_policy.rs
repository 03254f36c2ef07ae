//! Data Policies. The sandbox has none, so no content is hidden from apps.

use crate::answer::{Outcome, Reply};
use crate::call::Call;
use crate::handlers::{Handler, Table};
use crate::state::State;
use serde_json::json;

pub(super) const TABLE: Table = &[("getDataPolicyMetadata", get_data_policy_metadata as Handler)];

fn get_data_policy_metadata(_: &mut State, _: &Call<'_>) -> Outcome {
    Ok(Reply::ok(json!({ "anyContentBlocked": false })))
}
