//! Themes of the site and of spaces.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::by_offset;
use crate::state::State;
use crate::state::appearance::{Look, THEMES, Theme};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getThemes", read(get_themes)),
    ("getGlobalTheme", read(get_selected_theme)),
    ("getTheme", read(get_theme)),
    ("getSpaceTheme", read(get_selected_theme)),
    ("setSpaceTheme", write(set_space_theme)),
    ("resetSpaceTheme", write(reset_space_theme)),
];

fn shown(theme: &Theme) -> Value {
    json!({
        "themeKey": theme.key,
        "name": theme.name,
        "description": theme.description,
        "icon": { "path": "/wiki/images/themes/preview.png", "width": 110, "height": 73, "isDefault": false },
    })
}

fn single(theme: &Theme) -> Reply {
    let mut shown = shown(theme);
    shown["_links"] = json!({ "self": format!("/rest/api/settings/theme/{}", theme.key) });
    Reply::ok(shown)
}

fn get_themes(_: &State, call: &Call<'_>) -> Outcome {
    Ok(Reply::ok(by_offset(call, 100, THEMES.iter().map(shown).collect())?))
}

fn get_theme(_: &State, call: &Call<'_>) -> Outcome {
    let key = call.path("themeKey");
    let unknown = || Problem::missing(format!("There is no theme {key}"));
    Theme::named(key).map(single).ok_or_else(unknown)
}

/// The space in the path. Operations without one are about the whole site.
fn space(state: &State, call: &Call<'_>) -> Result<Option<u64>, Problem> {
    match call.arguments.get("spaceKey") {
        Some(_) => show::space_in_path(state, call).map(|space| Some(space.id)),
        None => Ok(None),
    }
}

/// Without a theme, everything looks as it does by default.
fn get_selected_theme(state: &State, call: &Call<'_>) -> Outcome {
    let theme = state.appearance(space(state, call)?).theme;
    let default = || Problem::missing("No theme is selected");
    theme.map(single).ok_or_else(default)
}

fn set_space_theme(state: &mut State, call: &Call<'_>) -> Outcome {
    let key = call.required_text("themeKey")?;
    let theme = Theme::named(key).ok_or_else(|| Problem::forbidden(format!("There is no theme {key}")))?;
    let space = space(state, call)?;
    state.appearance_mut(space).theme = Some(theme);
    Ok(single(theme))
}

/// The space looks like the whole site again.
fn reset_space_theme(state: &mut State, call: &Call<'_>) -> Outcome {
    let space = space(state, call)?;
    let appearance = state.appearance_mut(space);
    appearance.theme = None;
    appearance.look = Look::Global;
    Ok(Reply::empty(204))
}
