//! What lies below content or is on it. Descendants have paths in the spec.

use super::content::{answer, named};
use super::{Table, get};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::state::State;
use crate::state::content::{Content, ContentKind};
use crate::v1::descendant::types_below;
use crate::v1::expand::Expand;
use crate::v1::resource::View;
use crate::v1::resource::children::{Depth, children, of_type};
use crate::v1::show;

pub(super) const TABLE: Table = &[
    get("/wiki/rest/api/content/{id}/child", all_types),
    get("/wiki/rest/api/content/{id}/child/{type}", one_type),
];

fn all_types(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    let expand = Expand::asked(call, &[]);
    let shown = children(View { state, call }, held, Depth::Direct, &expand);
    Ok(Reply::ok(show::with_base(call, shown)))
}

fn one_type(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    let kind = call.path("type");
    if !types_below(held.kind).contains(&kind) {
        return Err(Problem::missing(format!("There is no child type {kind}")));
    }
    let depth = match call.query("depth") {
        None | Some("" | "root") => Depth::Direct,
        Some("all") => Depth::All,
        Some(other) => return Err(Problem::bad_request(format!("`depth` cannot be {other}"))),
    };
    let mut found = of_type(View { state, call }, held, kind, depth);
    match kind {
        "comment" => only_at(&mut found, call)?,
        "attachment" => only_files(&mut found, call),
        _ => {}
    }
    found.sort_by_key(|child| (child.position, child.id));
    answer(state, call, 25, found)
}

/// Keeps the comments at the places that `location` names.
fn only_at(found: &mut Vec<&Content>, call: &Call<'_>) -> Result<(), Problem> {
    let given = call.query.iter().filter(|(name, _)| name == "location");
    let places: Vec<&str> = given.flat_map(|(_, value)| value.split(',')).collect();
    if let Some(other) = places
        .iter()
        .find(|place| !["footer", "inline", "resolved"].contains(place))
    {
        return Err(Problem::bad_request(format!("`location` cannot be {other}")));
    }
    found.retain(|comment| places.is_empty() || places.contains(&place(comment)));
    Ok(())
}

fn place(comment: &Content) -> &'static str {
    let resolution = comment.passage.as_ref().and_then(|passage| passage.resolution.as_ref());
    match comment.kind {
        ContentKind::InlineComment if resolution.is_some_and(|last| last.resolved) => "resolved",
        ContentKind::InlineComment => "inline",
        _ => "footer",
    }
}

/// Keeps the attachments of the name and the media type that the call asks for.
fn only_files(found: &mut Vec<&Content>, call: &Call<'_>) {
    let (name, media_type) = (call.query("filename"), call.query("mediaType"));
    found.retain(|held| {
        let file = held.latest().file.as_ref();
        name.is_none_or(|name| held.title == name)
            && media_type.is_none_or(|wanted| file.is_some_and(|file| file.media_type == wanted))
    });
}
