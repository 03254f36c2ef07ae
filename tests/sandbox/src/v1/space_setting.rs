//! Space settings.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::State;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getSpaceSettings", read(get_space_settings)),
    ("updateSpaceSettings", write(update_space_settings)),
];

fn get_space_settings(state: &State, call: &Call<'_>) -> Outcome {
    let space = show::space_in_path(state, call)?;
    let appearance = state.appearance(Some(space.id));
    Ok(Reply::ok(json!({
        "routeOverrideEnabled": appearance.route_override,
        "editor": { "page": "v2", "blogpost": "v2", "default": "v2" },
        "contentMode": appearance.content_mode,
        "spaceKey": space.key,
        "_links": { "self": format!("/rest/api/space/{}/settings", space.key) },
    })))
}

/// Members that are not given stay as they are.
fn update_space_settings(state: &mut State, call: &Call<'_>) -> Outcome {
    let space = show::space_in_path(state, call)?.id;
    let route_override = match call.json().get("routeOverrideEnabled") {
        None => None,
        Some(Value::Bool(enabled)) => Some(*enabled),
        Some(other) => {
            return Err(Problem::bad_request(format!(
                "`routeOverrideEnabled` cannot be {other}"
            )));
        }
    };
    let content_mode = match call.json().get("contentMode") {
        None => None,
        Some(Value::Null) => Some(None),
        Some(given) => {
            let known = ["standard", "compact"].into_iter().find(|mode| given == mode);
            Some(Some(known.ok_or_else(|| {
                Problem::bad_request(format!("`contentMode` cannot be {given}"))
            })?))
        }
    };
    let appearance = state.appearance_mut(Some(space));
    appearance.route_override = route_override.unwrap_or(appearance.route_override);
    appearance.content_mode = content_mode.unwrap_or(appearance.content_mode);
    get_space_settings(state, call)
}
