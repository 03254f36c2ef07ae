//! Attachment: reading and deleting. Uploads and downloads are v1's.

use super::show::{content, has_status, rows, section, version};
use super::{label, operation, property};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read, write};
use crate::media;
use crate::page::base;
use crate::state::content::{Content, ContentKind, Revision, Status};
use crate::state::{State, stamp};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getAttachments", read(get_attachments)),
    ("getPageAttachments", read(get_page_attachments)),
    ("getAttachmentById", read(get_attachment_by_id)),
    ("deleteAttachment", write(delete_attachment)),
    ("getAttachmentThumbnailById", read(get_attachment_thumbnail_by_id)),
];

fn show(attachment: &Content, revision: &Revision) -> Value {
    let container = attachment.container.map(|page| page.to_string()).unwrap_or_default();
    let webui = format!(
        "/pages/viewpageattachments.action?pageId={container}&preview=%2F{container}%2F{}",
        attachment.id
    );
    let download = format!(
        "/download/attachments/{container}/{}?version={}",
        attachment.title, revision.number
    );
    let mut shown = json!({
        "id": attachment.id_text(),
        "status": attachment.status.name(),
        "title": attachment.title,
        "createdAt": stamp(attachment.created),
        "pageId": container,
        "comment": revision.message,
        "webuiLink": webui,
        "downloadLink": download,
        "version": version(revision),
        "_links": { "webui": webui, "download": download },
    });
    if let Some(file) = &revision.file {
        shown["mediaType"] = file.media_type.as_str().into();
        shown["mediaTypeDescription"] = "File".into();
        shown["fileId"] = file.id.as_str().into();
        shown["fileSize"] = file.bytes.len().into();
    }
    shown
}

fn list(state: &State, call: &Call<'_>, container: Option<u64>) -> Outcome {
    let status = call.list("status");
    let (media_type, name) = (call.query("mediaType"), call.query("filename"));
    let of_type = |attachment: &Content, wanted: &str| {
        attachment
            .latest()
            .file
            .as_ref()
            .is_some_and(|file| file.media_type == wanted)
    };
    let wanted = |attachment: &&Content| {
        attachment.kind == ContentKind::Attachment
            && container.is_none_or(|id| attachment.container == Some(id))
            && has_status(attachment, &status, &[Status::Current, Status::Archived])
            && name.is_none_or(|name| attachment.title == name)
            && media_type.is_none_or(|wanted| of_type(attachment, wanted))
    };
    rows(state, call, state.contents.values().filter(wanted))?
        .reply(call, 50, |attachment| show(attachment, attachment.latest()))
}

fn get_attachments(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, None)
}

fn get_page_attachments(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, Some(call.id("id")?))
}

fn existing<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Content, Problem> {
    let attachment = content(state, call, "id")?;
    if attachment.kind == ContentKind::Attachment {
        Ok(attachment)
    } else {
        Err(Problem::not_found())
    }
}

fn revision<'s>(attachment: &'s Content, call: &Call<'_>) -> Result<&'s Revision, Problem> {
    match call.number("version")? {
        Some(number) => attachment.version(number).ok_or_else(Problem::not_found),
        None => Ok(attachment.latest()),
    }
}

fn get_attachment_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let attachment = existing(state, call)?;
    let mut shown = show(attachment, revision(attachment, call)?);
    shown["_links"]["base"] = base(call);
    if call.query("include-version") == Some("false") {
        shown.as_object_mut().map(|members| members.remove("version"));
    }
    if call.flag("include-labels") {
        let labels = attachment
            .labels
            .iter()
            .filter_map(|id| label::show(state, *id))
            .collect();
        shown["labels"] = section(call, "labels", labels);
    }
    if call.flag("include-properties") {
        shown["properties"] = section(
            call,
            "properties",
            attachment.properties.values().map(property::show).collect(),
        );
    }
    if call.flag("include-operations") {
        shown["operations"] = section(
            call,
            "operations",
            operation::permitted(state, call.actor(), attachment),
        );
    }
    if call.flag("include-versions") {
        shown["versions"] = section(
            call,
            "versions",
            attachment.versions.iter().rev().map(version).collect(),
        );
    }
    Ok(Reply::ok(shown))
}

fn delete_attachment(state: &mut State, call: &Call<'_>) -> Outcome {
    let attachment = existing(state, call)?;
    let id = attachment.id;
    match (attachment.status, call.flag("purge")) {
        (Status::Trashed, true) => state.purge(id),
        (_, true) => return Err(Problem::bad_request("Only an attachment in the trash can be purged")),
        (Status::Trashed, false) => return Err(Problem::not_found()),
        (_, false) => {
            if let Some(attachment) = state.contents.get_mut(&id) {
                attachment.status = Status::Trashed;
            }
        }
    }
    Ok(Reply::empty(204))
}

/// The thumbnail is the file itself: nothing here can draw.
fn get_attachment_thumbnail_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let attachment = existing(state, call)?;
    let file = revision(attachment, call)?
        .file
        .clone()
        .ok_or_else(Problem::not_found)?;
    Ok(Reply::redirect(media::sign(
        state,
        call.site,
        "image",
        &file.media_type,
        file.bytes,
    )))
}
