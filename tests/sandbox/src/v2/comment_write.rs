//! Comment: creating, updating, resolving.

use super::change;
use super::comment::{existing_comment, resolution, show};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::{Body, Context};
use crate::call::Call;
use crate::handlers::{Table, write};
use crate::page::base;
use crate::state::content::{Content, ContentKind, Passage, Resolution, Status};
use crate::state::{State, random_uuid};
use confluence_content::Storage;
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("createFooterComment", write(create_footer_comment)),
    ("createInlineComment", write(create_inline_comment)),
    ("updateFooterComment", write(update)),
    ("updateInlineComment", write(update_inline_comment)),
];

/// The members that name what a comment is on, with the kinds of it.
const TARGETS: [(&str, &[ContentKind]); 5] = [
    ("pageId", &[ContentKind::Page]),
    ("blogPostId", &[ContentKind::BlogPost]),
    (
        "parentCommentId",
        &[ContentKind::FooterComment, ContentKind::InlineComment],
    ),
    ("attachmentId", &[ContentKind::Attachment]),
    ("customContentId", &[ContentKind::CustomContent]),
];

/// What a new comment is on: exactly one thing that the caller can see.
fn target<'s>(state: &'s State, call: &Call<'_>, kind: ContentKind) -> Result<&'s Content, Problem> {
    let mut targets = Vec::new();
    for (member, kinds) in TARGETS {
        targets.extend(call.member_id(member)?.map(|id| (id, kinds)));
    }
    let [(id, kinds)] = targets[..] else {
        return Err(Problem::bad_request(
            "Exactly one thing must be named that the comment is on",
        ));
    };
    let target = state.contents.get(&id).filter(|target| kinds.contains(&target.kind));
    let target = target.ok_or_else(Problem::not_found)?;
    if target.kind.is_comment() && target.kind != kind {
        return Err(Problem::bad_request(
            "A reply must be of the same kind as the comment that it answers",
        ));
    }
    if !state.may_view(call.actor(), target) || target.status != Status::Current {
        return Err(Problem::not_found());
    }
    Ok(target)
}

fn create(state: &mut State, call: &Call<'_>, kind: ContentKind) -> Result<u64, Problem> {
    let body = Body::from_request(
        call.member("body")
            .ok_or_else(|| Problem::bad_request("`body` must be given"))?,
    )?;
    let target = target(state, call, kind)?;
    let title = match target.title.strip_prefix("Re: ") {
        Some(_) => target.title.clone(),
        None => format!("Re: {}", target.title),
    };
    let version = (target.kind == ContentKind::Attachment).then(|| target.latest().number);
    let (space, target) = (target.space, target.id);
    let id = state.add_content(kind, space, Some(target), &title, &call.caller.account, body);
    if let Some(comment) = state.contents.get_mut(&id) {
        comment.commented_version = version;
    }
    Ok(id)
}

fn create_footer_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = create(state, call, ContentKind::FooterComment)?;
    answer(state, call, id, 201)
}

fn create_inline_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    let target = target(state, call, ContentKind::InlineComment)?;
    let on = target.id;
    let passage = match target.kind.is_comment() {
        true => None,
        false => Some(passage(call, target)?),
    };
    let id = create(state, call, ContentKind::InlineComment)?;
    if let Some((passage, index)) = passage {
        let (text, marker) = (passage.text.clone(), passage.marker.clone());
        if let Some(comment) = state.contents.get_mut(&id) {
            comment.passage = Some(passage);
        }
        change_body(state, on, |body| body.with_marker(&text, index, &marker));
    }
    answer(state, call, id, 201)
}

/// The passage that the comment is about. It must be in the text as often as the caller says.
fn passage(call: &Call<'_>, target: &Content) -> Result<(Passage, usize), Problem> {
    let given = &call.json()["inlineCommentProperties"];
    let text = given["textSelection"].as_str().filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| Problem::bad_request("An inline comment needs the text that it is on"))?;
    let number = |member: &str, default: u64| match &given[member] {
        Value::Null => Ok(default),
        value => value
            .as_u64()
            .ok_or_else(|| Problem::bad_request(format!("`{member}` is not a number: {value}"))),
    };
    let found = target.latest().body.passages(text) as u64;
    let count = number("textSelectionMatchCount", found)?;
    let index = number("textSelectionMatchIndex", 0)?;
    if found == 0 || count != found {
        return Err(Problem::bad_request(format!(
            "The text has {found} passages like the selection, not {count}"
        )));
    }
    if index >= count {
        return Err(Problem::bad_request(
            "`textSelectionMatchIndex` must be less than `textSelectionMatchCount`",
        ));
    }
    let passage = Passage {
        text: text.to_owned(),
        marker: random_uuid(),
        resolution: None,
    };
    Ok((passage, usize::try_from(index).unwrap_or(usize::MAX)))
}

/// Changes the markers in the current body of content, which makes no version.
fn change_body(state: &mut State, id: u64, change: impl FnOnce(&Storage<'_>) -> Option<String>) {
    let Some(content) = state.contents.get(&id) else {
        return;
    };
    let (body, context) = (&content.latest().body, Context::of(state, content));
    let storage = body.storage(&context);
    let Some(value) = Storage::parse(&storage).ok().and_then(|storage| change(&storage)) else {
        return;
    };
    let marked = Body {
        representation: "storage".to_owned(),
        value,
    };
    let changed = Body {
        value: marked.as_format(&body.representation, &context),
        representation: body.representation.clone(),
    };
    if let Some(revision) = state
        .contents
        .get_mut(&id)
        .and_then(|content| content.versions.last_mut())
    {
        revision.body = changed;
    }
}

fn answer(state: &State, call: &Call<'_>, id: u64, status: u16) -> Outcome {
    let comment = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let mut shown = show(state, comment, comment.latest(), Some("storage"));
    shown["_links"]["base"] = base(call);
    Ok(Reply::json(status, shown))
}

fn update(state: &mut State, call: &Call<'_>) -> Outcome {
    let comment = existing_comment(state, call)?;
    let id = comment.id;
    let body = match call.member("body") {
        Some(body) => Body::from_request(body)?,
        None => comment.latest().body.clone(),
    };
    change::check_version(call, comment, comment.latest().number + 1)?;
    let revision = change::next(state, call, comment, &comment.title, body);
    if let Some(comment) = state.contents.get_mut(&id) {
        comment.versions.push(revision);
    }
    answer(state, call, id, 200)
}

/// Changes the text, or resolves or reopens the comment, or both. Without a body or a version the text stays.
fn update_inline_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    let comment = existing_comment(state, call)?;
    let id = comment.id;
    if resolution(state, comment) == "dangling" {
        return Err(Problem::bad_request("A dangling comment cannot be updated"));
    }
    let resolved = match call.member("resolved") {
        None => None,
        Some(Value::Bool(resolved)) => Some(*resolved),
        Some(other) => return Err(Problem::bad_request(format!("`resolved` cannot be {other}"))),
    };
    if resolved.is_some() && comment.passage.is_none() {
        return Err(Problem::bad_request("A reply cannot be resolved"));
    }
    let was_resolved = resolution(state, comment) == "resolved";
    if call.member("body").is_some() || call.member("version").is_some() || resolved.is_none() {
        update(state, call)?;
    }
    let now = state.now();
    let comment = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    if let (Some(resolved), Some(passage)) = (resolved.filter(|wanted| *wanted != was_resolved), &mut comment.passage) {
        passage.resolution = Some(Resolution {
            resolved,
            by: call.caller.account.clone(),
            at: now,
        });
    }
    answer(state, call, id, 200)
}

/// Takes the marker of a comment out of the text that it is on.
pub(super) fn unmark(state: &mut State, id: u64) {
    let comment = state.contents.get(&id);
    let marker = comment.and_then(|comment| Some((comment.container?, comment.passage.as_ref()?.marker.clone())));
    if let Some((on, marker)) = marker {
        change_body(state, on, |body| Some(body.without_marker(&marker)));
    }
}
