//! Comment: in the footer of a page and within its text.

use super::show::{content, has_status, rows, section, version};
use super::{operation, property};
use crate::answer::{Outcome, Problem, Reply};
use crate::body::{self, Body};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::page::base;
use crate::state::content::{Content, ContentKind, Passage, Revision, Status};
use crate::state::{State, random_uuid};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getPageFooterComments", read(get_page_footer_comments)),
    ("getPageInlineComments", read(get_page_inline_comments)),
    ("getFooterComments", read(get_footer_comments)),
    ("getInlineComments", read(get_inline_comments)),
    ("getFooterCommentChildren", read(get_footer_comment_children)),
    ("getInlineCommentChildren", read(get_inline_comment_children)),
    ("createFooterComment", write(create_footer_comment)),
    ("createInlineComment", write(create_inline_comment)),
    ("getFooterCommentById", read(get_footer_comment_by_id)),
    ("getInlineCommentById", read(get_inline_comment_by_id)),
    ("updateFooterComment", write(update_footer_comment)),
    ("updateInlineComment", write(update_inline_comment)),
    ("deleteFooterComment", write(delete_footer_comment)),
    ("deleteInlineComment", write(delete_inline_comment)),
];

fn show(state: &State, comment: &Content, revision: &Revision, format: Option<&str>) -> Value {
    let above = state.ancestors(comment);
    let page = above.iter().find(|content| content.kind == ContentKind::Page);
    let mut shown = json!({
        "id": comment.id_text(),
        "status": comment.status.name(),
        "title": revision.title,
        "version": version(revision),
        "body": revision.body.show(format),
        "_links": { "webui": format!("/pages/viewpage.action?focusedCommentId={}", comment.id) },
    });
    if let Some(page) = page {
        shown["pageId"] = page.id_text().into();
    }
    if let Some(parent) = above.first().filter(|content| content.kind.is_comment()) {
        shown["parentCommentId"] = parent.id_text().into();
    }
    if comment.kind == ContentKind::InlineComment {
        shown["resolutionStatus"] = "open".into();
        shown["properties"] = json!({
            "inlineMarkerRef": comment.passage.as_ref().map(|passage| &passage.marker),
            "inlineOriginalSelection": comment.passage.as_ref().map(|passage| &passage.text),
        });
    }
    shown
}

fn list(state: &State, call: &Call<'_>, kind: ContentKind, below: Option<u64>) -> Outcome {
    let format = body::format(call.query("body-format"), true)?;
    let (status, resolution) = (call.list("status"), call.list("resolution-status"));
    let wanted = |comment: &&Content| {
        comment.kind == kind
            && below.is_none_or(|id| comment.container == Some(id))
            && has_status(comment, &status, &[Status::Current])
            && (resolution.is_empty() || resolution.contains(&"open"))
    };
    rows(state, call, state.contents.values().filter(wanted))?
        .reply(call, 25, |comment| show(state, comment, comment.latest(), format))
}

fn get_page_footer_comments(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, ContentKind::FooterComment, Some(call.id("id")?))
}

fn get_page_inline_comments(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, ContentKind::InlineComment, Some(call.id("id")?))
}

fn get_footer_comments(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, ContentKind::FooterComment, None)
}

fn get_inline_comments(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, ContentKind::InlineComment, None)
}

fn get_footer_comment_children(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, ContentKind::FooterComment, Some(call.id("id")?))
}

fn get_inline_comment_children(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, ContentKind::InlineComment, Some(call.id("id")?))
}

fn create(state: &mut State, call: &Call<'_>, kind: ContentKind) -> Result<u64, Problem> {
    let body = Body::from_request(
        call.member("body")
            .ok_or_else(|| Problem::bad_request("`body` must be given"))?,
    )?;
    let mut targets = Vec::new();
    for member in [
        "pageId",
        "blogPostId",
        "parentCommentId",
        "attachmentId",
        "customContentId",
    ] {
        targets.extend(call.member_id(member)?);
    }
    let [target] = targets[..] else {
        return Err(Problem::bad_request(
            "Exactly one thing must be named that the comment is on",
        ));
    };
    let target = state.contents.get(&target).ok_or_else(Problem::not_found)?;
    if target.kind.is_comment() && target.kind != kind {
        return Err(Problem::bad_request(
            "A reply must be of the same kind as the comment that it answers",
        ));
    }
    if !state.may_view(call.actor(), target) || target.status != Status::Current {
        return Err(Problem::not_found());
    }
    let title = match target.title.strip_prefix("Re: ") {
        Some(_) => target.title.clone(),
        None => format!("Re: {}", target.title),
    };
    let (space, target) = (target.space, target.id);
    Ok(state.add_content(kind, space, Some(target), &title, &call.caller.account, body))
}

fn create_footer_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = create(state, call, ContentKind::FooterComment)?;
    written(state, call, id, 201)
}

fn create_inline_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    let selection = call.json()["inlineCommentProperties"]["textSelection"]
        .as_str()
        .map(str::to_owned);
    if selection.is_none() && call.member("parentCommentId").is_none() {
        return Err(Problem::bad_request("An inline comment needs the text that it is on"));
    }
    let id = create(state, call, ContentKind::InlineComment)?;
    if let Some(comment) = state.contents.get_mut(&id) {
        comment.passage = selection.map(|text| Passage {
            text,
            marker: random_uuid(),
            resolution: None,
        });
    }
    written(state, call, id, 201)
}

fn written(state: &State, call: &Call<'_>, id: u64, status: u16) -> Outcome {
    let comment = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let mut shown = show(state, comment, comment.latest(), Some("storage"));
    shown["_links"]["base"] = base(call);
    Ok(Reply::json(status, shown))
}

/// The comment in the path, if it has this kind and is not deleted.
fn existing<'s>(state: &'s State, call: &Call<'_>, kind: ContentKind) -> Result<&'s Content, Problem> {
    let comment = content(state, call, "comment-id")?;
    if comment.kind == kind && comment.status == Status::Current {
        Ok(comment)
    } else {
        Err(Problem::not_found())
    }
}

fn get(state: &State, call: &Call<'_>, kind: ContentKind) -> Outcome {
    let comment = existing(state, call, kind)?;
    let format = body::format(call.query("body-format"), false)?;
    let revision = match call.number("version")? {
        Some(number) => comment.version(number).ok_or_else(Problem::not_found)?,
        None => comment.latest(),
    };
    let mut shown = show(state, comment, revision, format);
    shown["_links"]["base"] = base(call);
    if call.query("include-version") == Some("false") {
        shown.as_object_mut().map(|members| members.remove("version"));
    }
    if call.flag("include-properties") {
        let listed = section(
            call,
            "properties",
            comment.properties.values().map(property::show).collect(),
        );
        match (shown.get_mut("properties").and_then(Value::as_object_mut), listed) {
            (Some(own), Value::Object(listed)) => own.extend(listed),
            (_, listed) => shown["properties"] = listed,
        }
    }
    if call.flag("include-operations") {
        shown["operations"] = section(call, "operations", operation::permitted(state, call.actor(), comment));
    }
    if call.flag("include-likes") {
        shown["likes"] = section(
            call,
            "likes",
            comment.likes.iter().map(|id| json!({ "accountId": id })).collect(),
        );
    }
    if call.flag("include-versions") {
        shown["versions"] = section(call, "versions", comment.versions.iter().rev().map(version).collect());
    }
    Ok(Reply::ok(shown))
}

fn get_footer_comment_by_id(state: &State, call: &Call<'_>) -> Outcome {
    get(state, call, ContentKind::FooterComment)
}

fn get_inline_comment_by_id(state: &State, call: &Call<'_>) -> Outcome {
    get(state, call, ContentKind::InlineComment)
}

fn update(state: &mut State, call: &Call<'_>, kind: ContentKind) -> Outcome {
    let comment = existing(state, call, kind)?;
    let (id, current) = (comment.id, comment.latest().number);
    let body = match call.member("body") {
        Some(body) => Body::from_request(body)?,
        None => comment.latest().body.clone(),
    };
    let number = call.json()["version"]["number"].as_u64();
    if number != Some(current + 1) {
        let number = number.map_or_else(|| "null".to_owned(), |number| number.to_string());
        return Err(Problem::conflict(format!(
            "Version must be incremented when updating a comment. Current Version: [{current}]. Provided version: [{number}]"
        )));
    }
    let comment = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    let revision = Revision {
        number: current + 1,
        body,
        message: call.json()["version"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        author: call.caller.account.clone(),
        at: Timestamp::now(),
        ..comment.latest().clone()
    };
    comment.versions.push(revision);
    written(state, call, id, 200)
}

fn update_footer_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    update(state, call, ContentKind::FooterComment)
}

fn update_inline_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    update(state, call, ContentKind::InlineComment)
}

/// Comments are not sent to the trash.
fn delete(state: &mut State, call: &Call<'_>, kind: ContentKind) -> Outcome {
    let id = existing(state, call, kind)?.id;
    state.purge(id);
    Ok(Reply::empty(204))
}

fn delete_footer_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    delete(state, call, ContentKind::FooterComment)
}

fn delete_inline_comment(state: &mut State, call: &Call<'_>) -> Outcome {
    delete(state, call, ContentKind::InlineComment)
}
