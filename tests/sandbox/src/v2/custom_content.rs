//! Custom Content: content of the types that apps define.

use super::listing::Accepts;
use super::show::{self, existing, existing_mut, revision, single};
use super::{change, include};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::Body;
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::state::State;
use crate::state::content::{Content, ContentKind, Revision, Status};
use crate::state::contents::Among;
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("getCustomContentByType", read(get_by_type)),
    ("getCustomContentByTypeInBlogPost", read(get_on_content)),
    ("getCustomContentByTypeInPage", read(get_on_content)),
    ("getCustomContentByTypeInSpace", read(get_in_space)),
    ("createCustomContent", write(create)),
    ("getCustomContentById", read(get_by_id)),
    ("updateCustomContent", write(update)),
];

const LISTED: Accepts = Accepts {
    fields: &["id", "created-date", "modified-date", "title"],
    statuses: &[],
    by_default: &[Status::Current],
    limit: 25,
};

/// The representations in which a listing shows bodies. A single read knows the others too.
const FORMATS: [&str; 6] = [
    "raw",
    "storage",
    "atlas_doc_format",
    "view",
    "export_view",
    "anonymous_export_view",
];
const BULK_FORMATS: usize = 3;

/// The members that name what custom content is on, with the kind of it.
const CONTAINERS: [(&str, ContentKind); 3] = [
    ("pageId", ContentKind::Page),
    ("blogPostId", ContentKind::BlogPost),
    ("customContentId", ContentKind::CustomContent),
];

/// Refuses a type that no app can define: it starts with the platform and the app.
fn check_type(name: &str) -> Result<(), Problem> {
    let parts: Vec<&str> = name.split(':').collect();
    match parts[..] {
        ["ac" | "forge", app, .., module] if !app.is_empty() && !module.is_empty() => Ok(()),
        _ => Err(Problem::not_found()),
    }
}

/// The value of `body-format`, if it is one of these.
pub(super) fn format<'c>(call: &'c Call<'_>, bulk: bool) -> Result<Option<&'c str>, Problem> {
    let known = if bulk { &FORMATS[..BULK_FORMATS] } else { &FORMATS[..] };
    match call.query("body-format") {
        Some(other) if !known.contains(&other) => Err(Problem::bad_request(format!("`body-format` cannot be {other}"))),
        format => Ok(format),
    }
}

/// The representation to show, if the body has it: `raw` and the others are not converted into each other.
pub(super) fn shown_format<'f>(body: &Body, asked: Option<&'f str>) -> Option<&'f str> {
    let is_raw = body.representation == "raw";
    asked.filter(|format| is_raw == (*format == "raw"))
}

fn show(state: &State, held: &Content, revision: &Revision, format: Option<&str>) -> Value {
    show::content(state, held, revision, shown_format(&revision.body, format))
}

fn list(state: &State, call: &Call<'_>, among: Among, wanted: impl Fn(&Content) -> bool) -> Outcome {
    let (name, format) = (call.query("type").unwrap_or_default(), format(call, true)?);
    check_type(name)?;
    let of_type = |held: &Content| held.custom_type.as_deref() == Some(name) && wanted(held);
    LISTED.reply(state, call, among, of_type, |held| {
        show(state, held, held.latest(), format)
    })
}

fn get_by_type(state: &State, call: &Call<'_>) -> Outcome {
    let (ids, spaces) = (call.ids("id")?, call.ids("space-id")?);
    list(state, call, Among::Kind(ContentKind::CustomContent), |held| {
        (ids.is_empty() || ids.contains(&held.id)) && (spaces.is_empty() || spaces.contains(&held.space))
    })
}

fn get_on_content(state: &State, call: &Call<'_>) -> Outcome {
    let container = existing(state, call)?.id;
    list(state, call, Among::Below(container), |_| true)
}

fn get_in_space(state: &State, call: &Call<'_>) -> Outcome {
    list(
        state,
        call,
        Among::InSpace(ContentKind::CustomContent, call.id("id")?),
        |_| true,
    )
}

fn get_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let held = existing(state, call)?;
    let (revision, format) = (revision(held, call)?, format(call, false)?);
    let mut shown = single(state, call, held, revision, shown_format(&revision.body, format));
    include::add(state, call, held, &mut shown);
    Ok(Reply::ok(shown))
}

/// The body of a write. Apps can also store text that is no markup.
fn body(call: &Call<'_>) -> Result<Body, Problem> {
    let given = call
        .member("body")
        .ok_or_else(|| Problem::bad_request("`body` must be given"))?;
    let raw = given
        .get("raw")
        .or(Some(given).filter(|given| given["representation"] == "raw"));
    let Some(raw) = raw else {
        if given["representation"] == "wiki" || given.get("wiki").is_some() {
            return Err(Problem::bad_request(
                "The body of custom content cannot be written as wiki",
            ));
        }
        return Body::from_request(given);
    };
    let value = raw["value"].as_str();
    Ok(Body {
        representation: "raw".to_owned(),
        value: value
            .ok_or_else(|| Problem::bad_request("The body lacks its value"))?
            .to_owned(),
    })
}

/// The space and the content that a body names. At most one of them can be named.
fn place(state: &State, call: &Call<'_>) -> Result<(Option<u64>, Option<u64>), Problem> {
    let space = call.member_id("spaceId")?;
    let mut containers = Vec::new();
    for (member, kind) in CONTAINERS {
        if let Some(id) = call.member_id(member)? {
            let container = state.contents.get(&id).filter(|container| {
                container.kind == kind && container.status == Status::Current && state.may_view(call.actor(), container)
            });
            containers.push(container.ok_or_else(Problem::not_found)?.id);
        }
    }
    if containers.len() + usize::from(space.is_some()) > 1 {
        return Err(Problem::bad_request(
            "Only one of `spaceId`, `pageId`, `blogPostId` and `customContentId` can be given",
        ));
    }
    Ok((space, containers.pop()))
}

fn create(state: &mut State, call: &Call<'_>) -> Outcome {
    let (name, title) = (call.required_text("type")?, call.required_text("title")?);
    check_type(name)?;
    let (status, body) = (change::status(call)?, body(call)?);
    let (space, container) = place(state, call)?;
    let space = space.or_else(|| Some(state.contents.get(&container?)?.space));
    let space = space.ok_or_else(|| Problem::bad_request("A space or content must be named"))?;
    let author = &call.caller.account;
    let id = state.add_content(ContentKind::CustomContent, space, container, title, author, body);
    let created = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    created.status = status;
    created.custom_type = Some(name.to_owned());
    answer(state, call, id, 201)
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let held = existing(state, call)?;
    let id = held.id;
    change::check_id(call, id)?;
    change::check_space(call, held)?;
    if Some(call.required_text("type")?) != held.custom_type.as_deref() {
        return Err(Problem::bad_request("The type of custom content cannot be changed"));
    }
    if change::status(call)? == Status::Draft || held.status == Status::Trashed {
        return Err(Problem::bad_request("Custom content can only be updated as current"));
    }
    change::check_version(call, held, held.latest().number + 1)?;
    let title = call.required_text("title")?;
    let revision = change::next(state, call, held, title, body(call)?);
    let (_, container) = place(state, call)?;
    let found = container.and_then(|container| state.contents.get(&container));
    if found.is_some_and(|container| container.space != held.space || state.is_within(container, id)) {
        return Err(Problem::bad_request("Custom content cannot be moved there"));
    }
    let held = existing_mut(state, call)?;
    held.status = Status::Current;
    held.versions.push(revision);
    state.contents.rename(id, title);
    if container.is_some() {
        state.contents.put_below(id, container);
    }
    answer(state, call, id, 200)
}

fn answer(state: &State, call: &Call<'_>, id: u64, status: u16) -> Outcome {
    let held = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let latest = held.latest();
    let format = latest.body.representation.as_str();
    let shown = single(
        state,
        call,
        held,
        latest,
        Some(if format == "raw" { "raw" } else { "storage" }),
    );
    Ok(Reply::json(status, shown))
}
