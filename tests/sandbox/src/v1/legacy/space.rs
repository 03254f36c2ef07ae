//! Spaces: listing, reading one, and the content of one.

use super::content::{answer, has_status, statuses};
use super::{Table, get};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::page::offset_page;
use crate::state::State;
use crate::state::content::Content;
use crate::state::space::Space;
use crate::v1::expand::Expand;
use crate::v1::resource::{View, space};
use crate::v1::show;
use serde_json::json;

pub(super) const TABLE: Table = &[
    get("/wiki/rest/api/space", list),
    get("/wiki/rest/api/space/{spaceKey}", by_key),
    get("/wiki/rest/api/space/{spaceKey}/content", contents),
    get("/wiki/rest/api/space/{spaceKey}/content/{type}", contents_of_type),
];

/// The types of content that lie in a space and not on other content.
const TYPES: [&str; 2] = ["page", "blogpost"];

/// The space in the path, if the caller may see it.
pub(super) fn named<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Space, Problem> {
    let key = call.path("spaceKey");
    let space = state.space_by_key(key);
    space
        .filter(|space| state.may_view_space(call.actor(), space.id))
        .ok_or_else(|| Problem::missing(format!("No space with key : {key}")))
}

/// All values of a parameter.
fn all<'c>(call: &'c Call<'_>, wire: &str) -> Vec<&'c str> {
    let given = call.query.iter().filter(|(name, _)| name == wire);
    given.flat_map(|(_, value)| value.split(',')).collect()
}

/// Refuses a value that is not one of these words.
fn one_of<'c>(call: &'c Call<'_>, wire: &str, words: &[&str]) -> Result<Option<&'c str>, Problem> {
    match call.query(wire) {
        Some(other) if !words.contains(&other) => Err(Problem::bad_request(format!("`{wire}` cannot be {other}"))),
        given => Ok(given),
    }
}

fn list(state: &State, call: &Call<'_>) -> Outcome {
    let (keys, ids, labels) = (all(call, "spaceKey"), all(call, "spaceId"), all(call, "label"));
    let kind = one_of(call, "type", &["global", "personal", "collaboration", "knowledge_base"])?;
    let status = one_of(call, "status", &["current", "archived"])?;
    let favourite = one_of(call, "favourite", &["true", "false"])?;
    let is_favourite = |space: &Space| state.favourites(&call.caller.account).any(|id| id == space.id);
    let among = |list: &[&str], value: &str| list.is_empty() || list.contains(&value);
    let labelled = |space: &Space| {
        let mut names = space.labels.iter().filter_map(|id| state.labels.get(id));
        labels.is_empty() || names.any(|label| labels.contains(&label.name.as_str()))
    };
    let wanted = |space: &&Space| {
        (keys.is_empty() || keys.iter().any(|key| space.key.eq_ignore_ascii_case(key)))
            && among(&ids, &space.id.to_string())
            && kind.is_none_or(|kind| space.kind == kind)
            && status.is_none_or(|status| space.status == status)
            && favourite.is_none_or(|wanted| is_favourite(space) == (wanted == "true"))
            && labelled(space)
            && state.may_view_space(call.actor(), space.id)
    };
    let expand = Expand::asked(call, &[]);
    let found = state.spaces.values().filter(wanted).collect();
    let page = offset_page(call, 25, found, |held| {
        space::space(View { state, call }, held, &expand)
    })?;
    Ok(Reply::ok(page))
}

fn by_key(state: &State, call: &Call<'_>) -> Outcome {
    let expand = Expand::asked(call, &[]);
    let shown = space::space(View { state, call }, named(state, call)?, &expand);
    Ok(Reply::ok(show::with_base(call, shown)))
}

/// The content of one type that lies in the space.
fn of_type<'s>(state: &'s State, call: &Call<'_>, kind: &str) -> Result<Vec<&'s Content>, Problem> {
    let space = named(state, call)?.id;
    let statuses = statuses(call)?;
    let root_only = one_of(call, "depth", &["all", "root"])? == Some("root");
    let wanted = |held: &&Content| {
        held.space == space
            && held.kind.v1_type() == kind
            && has_status(held, &statuses)
            && !(root_only && held.container.is_some())
            && state.may_view(call.actor(), held)
    };
    Ok(state.contents.values().filter(wanted).collect())
}

fn contents(state: &State, call: &Call<'_>) -> Outcome {
    let own = space::address(named(state, call)?);
    let mut shown = json!({ "_links": {} });
    for kind in TYPES {
        let listed = answer(state, call, 25, of_type(state, call, kind)?)?;
        if let crate::answer::Content::Json(mut page) = listed.content {
            page["_links"] = json!({ "self": View { state, call }.link(&format!("{own}/content/{kind}")) });
            shown[kind] = page;
        }
    }
    Ok(Reply::ok(show::with_base(call, shown)))
}

fn contents_of_type(state: &State, call: &Call<'_>) -> Outcome {
    let kind = call.path("type");
    if !TYPES.contains(&kind) {
        return Err(Problem::missing(format!("There is no content type {kind} in spaces")));
    }
    answer(state, call, 25, of_type(state, call, kind)?)
}
