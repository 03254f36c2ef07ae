//! Settings: look and feel, and what is known of the system.

use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::base;
use crate::state::State;
use crate::state::appearance::Look;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getLookAndFeelSettings", read(get_look_and_feel_settings)),
    ("updateLookAndFeel", write(update_look_and_feel)),
    ("updateLookAndFeelSettings", write(update_look_and_feel_settings)),
    ("resetLookAndFeelSettings", write(reset_look_and_feel_settings)),
    ("getSystemInfo", read(get_system_info)),
];

/// Members that a look and feel must have. All are text.
const REQUIRED: [&str; 16] = [
    "/headings/color",
    "/links/color",
    "/menus/color",
    "/menus/hoverOrFocus/backgroundColor",
    "/header/backgroundColor",
    "/header/button/backgroundColor",
    "/header/button/color",
    "/header/primaryNavigation/color",
    "/header/primaryNavigation/hoverOrFocus/backgroundColor",
    "/header/primaryNavigation/hoverOrFocus/color",
    "/header/secondaryNavigation/color",
    "/header/secondaryNavigation/hoverOrFocus/backgroundColor",
    "/header/secondaryNavigation/hoverOrFocus/color",
    "/header/search/backgroundColor",
    "/header/search/color",
    "/bordersAndDividers/color",
];

/// The space with this key. Without a key, the call is about the whole site.
fn space(state: &State, key: Option<&str>) -> Result<Option<u64>, Problem> {
    let Some(key) = key else {
        return Ok(None);
    };
    let space = state.space_by_key(key);
    let unknown = || Problem::missing(format!("There is no space {key}"));
    space.map(|space| Some(space.id)).ok_or_else(unknown)
}

fn get_look_and_feel_settings(state: &State, call: &Call<'_>) -> Outcome {
    let appearance = state.appearance(space(state, call.query("spaceKey"))?);
    let global = state.global_look_and_feel();
    // The vendor has no word for a look and feel that comes from a theme. It is not that of the site.
    let selected = match appearance.look {
        Look::Global => "global",
        Look::Custom | Look::Theme => "custom",
    };
    let mut shown = json!({
        "selected": selected,
        "custom": appearance.custom.unwrap_or_else(|| global.clone()),
        "global": global,
    });
    if let Some(theme) = appearance.theme {
        shown["theme"] = theme.look_and_feel();
    }
    Ok(Reply::ok(shown))
}

fn update_look_and_feel(state: &mut State, call: &Call<'_>) -> Outcome {
    let key = call.required_text("spaceKey")?;
    let chosen = call.required_text("lookAndFeelType")?;
    let look = match chosen {
        "global" => Look::Global,
        "custom" => Look::Custom,
        "theme" => Look::Theme,
        other => return Err(Problem::bad_request(format!("`lookAndFeelType` cannot be {other}"))),
    };
    let space = space(state, Some(key))?;
    let appearance = state.appearance_mut(space);
    if look != Look::Global && appearance.theme.is_none() {
        return Err(Problem::conflict(format!("The space {key} has no theme")));
    }
    appearance.look = look;
    Ok(Reply::ok(json!({ "spaceKey": key, "lookAndFeelType": chosen })))
}

fn update_look_and_feel_settings(state: &mut State, call: &Call<'_>) -> Outcome {
    let given = call.json();
    let is_text = |pointer: &&&str| given.pointer(pointer).is_some_and(Value::is_string);
    if let Some(missing) = REQUIRED.iter().find(|pointer| !is_text(pointer)) {
        return Err(Problem::bad_request(format!("{missing} must be given as text")));
    }
    if !given["content"].is_object() {
        return Err(Problem::bad_request("/content must be given"));
    }
    let space = space(state, call.query("spaceKey"))?;
    state.appearance_mut(space).custom = Some(given.clone());
    let mut shown = given.clone();
    shown["_links"] = json!({ "base": base(call), "context": "/wiki", "self": "/rest/api/settings/lookandfeel" });
    Ok(Reply::ok(shown))
}

/// What is selected stays selected.
fn reset_look_and_feel_settings(state: &mut State, call: &Call<'_>) -> Outcome {
    let space = space(state, call.query("spaceKey"))?;
    state.appearance_mut(space).custom = None;
    Ok(Reply::empty(204))
}

fn get_system_info(_: &State, call: &Call<'_>) -> Outcome {
    Ok(Reply::ok(json!({
        "cloudId": call.site.cloud_id,
        "commitHash": env!("CARGO_PKG_VERSION"),
        "baseUrl": base(call),
        "fallbackBaseUrl": base(call),
        "edition": "standard",
        "siteTitle": "Confluence",
        "defaultLocale": "en_US",
        "defaultTimeZone": "UTC",
        "microsPerimeter": "commercial",
    })))
}
