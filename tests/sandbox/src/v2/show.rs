//! The parts that answers of several operations share: versions, included sections, the rows of a listing.

use crate::answer::Problem;
use crate::call::Call;
use crate::page::{Row, Rows};
use crate::permission::{Item, shows};
use crate::state::content::{Content, Revision, Status};
use crate::state::{State, stamp};
use serde_json::{Value, json};

/// The largest number of results in an included section.
const SECTION: usize = 50;

pub(super) fn version(revision: &Revision) -> Value {
    json!({
        "createdAt": stamp(revision.at),
        "message": revision.message,
        "number": revision.number,
        "minorEdit": revision.minor,
        "authorId": revision.author,
    })
}

/// A section of an answer that `include-…` asks for, in the vendor's form.
pub(super) fn section(call: &Call<'_>, name: &str, results: Vec<Value>) -> Value {
    let more = results.len() > SECTION;
    let shown: Vec<Value> = results.into_iter().take(SECTION).collect();
    json!({ "results": shown, "meta": { "hasMore": more }, "_links": { "self": format!("{}/{name}", call.path) } })
}

/// The address of content in the browser, below `/wiki`.
pub(crate) fn webui(state: &State, content: &Content) -> String {
    let key = state.spaces.get(&content.space).map_or("", |space| space.key.as_str());
    format!("/spaces/{key}/pages/{}/{}", content.id, content.title.replace(' ', "+"))
}

/// Content that the call may show, in the order that `sort` asks for. It can be cut into pages.
pub(super) fn rows<'s>(
    state: &'s State,
    call: &Call<'_>,
    contents: impl IntoIterator<Item = &'s Content>,
) -> Result<Rows<&'s Content>, Problem> {
    let sort = call.query("sort").unwrap_or("id");
    let (descending, field) = sort.strip_prefix('-').map_or((false, sort), |field| (true, field));
    let key: fn(&Content) -> String = match field {
        "id" => |_| String::new(),
        "created-date" => |content| format!("{:020}", content.created.as_millisecond()),
        "modified-date" => |content| format!("{:020}", content.latest().at.as_millisecond()),
        "title" => |content| content.title.to_lowercase(),
        "child-position" => |content| format!("{:020}", content.position),
        _ => return Err(Problem::bad_request(format!("`sort` cannot be {sort}"))),
    };
    let visible = contents
        .into_iter()
        .filter(|content| shows(state, call, Item::Content(content)));
    let rows = visible
        .map(|content| Row {
            key: key(content),
            id: content.id,
            item: content,
        })
        .collect();
    Ok(Rows { rows, descending })
}

/// Whether the content has one of the statuses that `status` asks for.
pub(super) fn has_status(content: &Content, asked: &[&str], default: &[Status]) -> bool {
    if asked.is_empty() {
        default.contains(&content.status)
    } else {
        asked.contains(&content.status.name())
    }
}

/// The content that the path names. Its permissions were checked before.
pub(super) fn content<'s>(state: &'s State, call: &Call<'_>, wire: &str) -> Result<&'s Content, Problem> {
    state.contents.get(&call.id(wire)?).ok_or_else(Problem::not_found)
}
