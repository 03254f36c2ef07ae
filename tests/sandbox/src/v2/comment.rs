//! Comment: reading those in the footer and those within the text.

use super::include;
use super::listing::Accepts;
use super::show::{existing, revision, version, words};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::{self, Context};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::page::base;
use crate::state::content::{Content, ContentKind, Passage, Revision, Status};
use crate::state::contents::Among;
use crate::state::{State, stamp};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getPageFooterComments", read(get_on_content)),
    ("getPageInlineComments", read(get_on_content)),
    ("getBlogPostFooterComments", read(get_on_content)),
    ("getBlogPostInlineComments", read(get_on_content)),
    ("getAttachmentComments", read(get_on_content)),
    ("getCustomContentComments", read(get_on_content)),
    ("getFooterCommentChildren", read(get_on_content)),
    ("getInlineCommentChildren", read(get_on_content)),
    ("getFooterComments", read(get_all)),
    ("getInlineComments", read(get_all)),
    ("getFooterCommentById", read(get_by_id)),
    ("getInlineCommentById", read(get_by_id)),
];

/// The words of `status` where comments of pages can be in the archive.
const ON_PAGES: &[&str] = &["current", "archived", "trashed", "deleted", "historical", "draft"];
const ON_BLOG_POSTS: &[&str] = &["current", "deleted", "trashed", "historical", "draft"];

/// The words of `resolution-status`.
const RESOLUTIONS: [&str; 4] = ["resolved", "open", "dangling", "reopened"];

/// The kind of comment that an operation is about. Its path says it.
fn kind(call: &Call<'_>) -> ContentKind {
    if call.operation.path.contains("inline-comments") {
        ContentKind::InlineComment
    } else {
        ContentKind::FooterComment
    }
}

pub(super) fn show(state: &State, comment: &Content, revision: &Revision, format: Option<&str>) -> Value {
    let mut shown = json!({
        "id": comment.id_text(),
        "status": comment.status.name(),
        "title": revision.title,
        "version": version(revision),
        "body": revision.body.show(format, &Context::of(state, comment)),
        "_links": { "webui": format!("/pages/viewpage.action?focusedCommentId={}", comment.id) },
    });
    let above = state.ancestors(comment);
    let commented = above.iter().find(|content| !content.kind.is_comment());
    let answered = above.first().filter(|content| content.kind.is_comment());
    for container in commented.into_iter().chain(answered) {
        shown[container.kind.facts().member] = container.id_text().into();
    }
    if comment.kind == ContentKind::InlineComment {
        let passage = comment.passage.as_ref();
        shown["resolutionStatus"] = resolution(state, comment).into();
        shown["properties"] = passage.map_or_else(
            || json!({}),
            |passage| json!({ "inlineMarkerRef": passage.marker, "inlineOriginalSelection": passage.text }),
        );
        if let Some(decided) = passage.and_then(|passage| passage.resolution.as_ref()) {
            shown["resolutionLastModifierId"] = decided.by.as_str().into();
            shown["resolutionLastModifiedAt"] = stamp(decided.at).into();
        }
    }
    shown
}

/// Whether an inline comment is open, resolved or reopened. It is dangling if its passage is no longer in the text. A
/// reply is in the same state as the comment that it answers.
pub(super) fn resolution(state: &State, comment: &Content) -> &'static str {
    let above = state.ancestors(comment);
    let thread = std::iter::once(comment).chain(above.iter().copied());
    let Some((start, passage)) = thread
        .filter_map(|comment| Some((comment, comment.passage.as_ref()?)))
        .last()
    else {
        return "open";
    };
    let is_gone = |passage: &Passage| {
        let text = state.container(start).map(|content| content.latest().body.text());
        text.is_none_or(|text| !text.contains(&passage.text))
    };
    match &passage.resolution {
        Some(decided) if decided.resolved => "resolved",
        _ if is_gone(passage) => "dangling",
        Some(_) => "reopened",
        None => "open",
    }
}

fn list(state: &State, call: &Call<'_>, among: Among, wanted: impl Fn(&Content) -> bool) -> Outcome {
    let format = body::format(call.query("body-format"), true)?;
    let resolutions = words(call, "resolution-status", &RESOLUTIONS)?;
    let kind = kind(call);
    let accepts = Accepts {
        fields: &["created-date", "modified-date"],
        statuses: if call.operation.path.contains("/blogposts/") {
            ON_BLOG_POSTS
        } else {
            ON_PAGES
        },
        by_default: &[Status::Current],
        limit: 25,
    };
    let wanted = |comment: &Content| {
        comment.kind == kind
            && (resolutions.is_empty() || resolutions.contains(&resolution(state, comment)))
            && wanted(comment)
    };
    accepts.reply(state, call, among, wanted, |comment| {
        show(state, comment, comment.latest(), format)
    })
}

fn get_all(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, Among::Kind(kind(call)), |comment| {
        !state.is_on_trash(comment)
    })
}

/// The comments on content, or the replies to a comment. Comments on an attachment are about one version of it.
fn get_on_content(state: &State, call: &Call<'_>) -> Outcome {
    let commented = existing(state, call)?;
    let of_version = match commented.kind {
        ContentKind::Attachment => Some(revision(commented, call)?.number),
        _ => None,
    };
    list(state, call, Among::Below(commented.id), |comment| {
        comment.commented_version == of_version
    })
}

fn get_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let comment = existing_comment(state, call)?;
    let format = body::format(call.query("body-format"), false)?;
    let mut shown = show(state, comment, revision(comment, call)?, format);
    shown["_links"]["base"] = base(call);
    include::add(state, call, comment, &mut shown);
    Ok(Reply::ok(shown))
}

/// The comment in the path, if it is not deleted.
pub(super) fn existing_comment<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Content, Problem> {
    let comment = existing(state, call)?;
    Some(comment)
        .filter(|comment| comment.status == Status::Current)
        .ok_or_else(Problem::not_found)
}
