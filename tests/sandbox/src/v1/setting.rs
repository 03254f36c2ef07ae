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

/// Parts of the content area. If one is there, it must have the first members as text. The others are null if they are
/// not given.
const AREAS: [(&str, &[&str], &[&str]); 4] = [
    ("screen", &["background"], &[]),
    ("container", CONTAINER, IMAGE),
    ("header", CONTAINER, IMAGE),
    ("body", CONTAINER, IMAGE),
];

const CONTAINER: &[&str] = &["background", "padding", "borderRadius"];
const IMAGE: &[&str] = &["backgroundColor", "backgroundImage", "backgroundSize"];

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

/// The look and feel in the body, with every member that answers have.
fn given(call: &Call<'_>) -> Result<Value, Problem> {
    let mut look = call.json().clone();
    let is_text = |look: &Value, pointer: &str| look.pointer(pointer).is_some_and(Value::is_string);
    if let Some(missing) = REQUIRED.iter().find(|pointer| !is_text(&look, pointer)) {
        return Err(Problem::bad_request(format!("{missing} must be given as text")));
    }
    if !look["content"].is_object() {
        return Err(Problem::bad_request("/content must be given"));
    }
    for (area, required, nullable) in AREAS {
        let Some(Value::Object(members)) = look["content"].get_mut(area) else {
            continue;
        };
        let is_text = |name: &&&str| members.get(**name).is_some_and(Value::is_string);
        if let Some(missing) = required.iter().find(|name| !is_text(name)) {
            return Err(Problem::bad_request(format!(
                "/content/{area}/{missing} must be given as text"
            )));
        }
        for name in nullable {
            members.entry(*name).or_insert(Value::Null);
        }
    }
    Ok(look)
}

fn update_look_and_feel_settings(state: &mut State, call: &Call<'_>) -> Outcome {
    let look = given(call)?;
    let space = space(state, call.query("spaceKey"))?;
    state.appearance_mut(space).custom = Some(look.clone());
    let mut shown = look;
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
