//! Content: listing, and reading one piece.

use super::{Table, get};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::page::offset_page;
use crate::state::State;
use crate::state::content::{Content, Revision};
use crate::v1::expand::Expand;
use crate::v1::resource::{View, content};
use crate::v1::show;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

pub(super) const TABLE: Table = &[
    get("/wiki/rest/api/content", list),
    get("/wiki/rest/api/content/{id}", by_id),
    get("/wiki/rest/api/content/{id}/label", labels),
];

/// What is shown of one piece of content if `expand` does not say it.
const DEFAULT: [&str; 3] = ["history", "space", "version"];

/// The words of `status`.
const STATUSES: [&str; 6] = ["current", "draft", "archived", "trashed", "historical", "any"];

/// The statuses that the call asks for; only published content if it does not say.
pub(super) fn statuses<'c>(call: &'c Call<'_>) -> Result<Vec<&'c str>, Problem> {
    let given = call.query.iter().filter(|(name, _)| name == "status");
    let given = given.flat_map(|(_, value)| value.split(','));
    let asked: Vec<&str> = given.filter(|word| !word.is_empty()).collect();
    match asked.iter().find(|word| !STATUSES.contains(word)) {
        Some(other) => Err(Problem::bad_request(format!("`status` cannot be {other}"))),
        None if asked.is_empty() => Ok(vec!["current"]),
        None => Ok(asked),
    }
}

pub(super) fn has_status(content: &Content, asked: &[&str]) -> bool {
    asked.contains(&"any") || asked.contains(&content.status.name())
}

/// The space with this key, if the caller may see it.
pub(super) fn space_of_key(state: &State, call: &Call<'_>, key: &str) -> Result<u64, Problem> {
    let space = state.space_by_key(key).map(|space| space.id);
    space
        .filter(|space| state.may_view_space(call.actor(), *space))
        .ok_or_else(|| Problem::missing(format!("No space with key : {key}")))
}

fn list(state: &State, call: &Call<'_>) -> Outcome {
    let kind = call.query("type").unwrap_or("page");
    if !["page", "blogpost", "comment", "attachment"].contains(&kind) {
        return Err(Problem::bad_request(format!("`type` cannot be {kind}")));
    }
    let (statuses, title) = (statuses(call)?, call.query("title"));
    let day = call.query("postingDay").map(posting_day).transpose()?;
    let space = call
        .query("spaceKey")
        .map(|key| space_of_key(state, call, key))
        .transpose()?;
    let wanted = |held: &&Content| {
        held.kind.v1_type() == kind
            && space.is_none_or(|space| held.space == space)
            && has_status(held, &statuses)
            && title.is_none_or(|title| held.title == title)
            && day.is_none_or(|day| held.created.to_zoned_datetime(TimeZone::UTC).date() == day)
            && state.may_view(call.actor(), held)
    };
    // Tools look for pages by their titles before each change, so that must be fast in a large site.
    let mut found: Vec<&Content> = match (space, title) {
        (Some(space), Some(title)) => state.contents.titled(space, title).filter(wanted).collect(),
        _ => state.contents.values().filter(wanted).collect(),
    };
    sort(&mut found, call.query("orderby"))?;
    answer(state, call, 25, found)
}

fn posting_day(text: &str) -> Result<Date, Problem> {
    let message = || format!("`postingDay` is not a day such as 2026-01-31: {text}");
    text.parse().map_err(|_| Problem::bad_request(message()))
}

/// `history.createdDate desc`, and the same for other members.
fn sort(found: &mut [&Content], order: Option<&str>) -> Result<(), Problem> {
    let Some(order) = order else {
        return Ok(());
    };
    let (field, descending) = match order.trim().split_once(' ') {
        Some((field, "desc")) => (field, true),
        Some((field, "asc")) => (field, false),
        _ => (order.trim(), false),
    };
    match field {
        "id" => found.sort_by_key(|held| held.id),
        "title" => found.sort_by_key(|held| held.title.to_lowercase()),
        "history.createdDate" | "created" => found.sort_by_key(|held| held.created),
        "history.lastUpdated" | "modified" => found.sort_by_key(|held| held.latest().at),
        other => return Err(Problem::bad_request(format!("`orderby` cannot be {other}"))),
    }
    if descending {
        found.reverse();
    }
    Ok(())
}

/// A page of content.
pub(super) fn answer(state: &State, call: &Call<'_>, limit: usize, found: Vec<&Content>) -> Outcome {
    let expand = Expand::asked(call, &[]);
    let view = View { state, call };
    let page = offset_page(call, limit, found, |held| content::content(view, held, &expand))?;
    Ok(Reply::ok(page))
}

/// The content in the path, if the caller may see it.
pub(super) fn named<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Content, Problem> {
    let held = show::find(state, call, "id").ok();
    held.filter(|held| state.may_view(call.actor(), held))
        .ok_or_else(|| missing(call))
}

fn missing(call: &Call<'_>) -> Problem {
    Problem::missing(format!("No content found with id: ContentId{{id={}}}", call.path("id")))
}

fn by_id(state: &State, call: &Call<'_>) -> Outcome {
    let held = named(state, call)?;
    let statuses = statuses(call)?;
    let revision = revision(held, call, &statuses).ok_or_else(|| missing(call))?;
    match call.query("trigger") {
        None => {}
        Some("viewed") => state.count_view(held.id, &call.caller.account),
        Some(other) => return Err(Problem::bad_request(format!("`trigger` cannot be {other}"))),
    }
    let expand = Expand::asked_or(call, &DEFAULT);
    let mut shown = content::revision(View { state, call }, held, revision, &expand);
    if held.draft.as_ref().is_some_and(|draft| std::ptr::eq(draft, revision)) {
        shown["status"] = "draft".into();
    }
    Ok(Reply::ok(show::with_base(call, shown)))
}

/// The version that the call asks for, if the content has it in one of these statuses.
fn revision<'s>(held: &'s Content, call: &Call<'_>, statuses: &[&str]) -> Option<&'s Revision> {
    if let Some(number) = call.query("version") {
        return held.version(number.parse().ok()?);
    }
    if statuses.contains(&"draft")
        && let Some(draft) = &held.draft
    {
        return Some(draft);
    }
    has_status(held, statuses).then(|| held.latest())
}

fn labels(state: &State, call: &Call<'_>) -> Outcome {
    let prefix = call.query("prefix");
    let of_prefix = |id: &u64| {
        let label = state.labels.get(id);
        label.is_some_and(|label| prefix.is_none_or(|prefix| label.prefix == prefix))
    };
    let labels = named(state, call)?.labels.iter().copied().filter(of_prefix).collect();
    let show = |id| crate::v1::resource::metadata::label(View { state, call }, id).unwrap_or(Value::Null);
    Ok(Reply::ok(offset_page(call, 200, labels, show)?))
}
