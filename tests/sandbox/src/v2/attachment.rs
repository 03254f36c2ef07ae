//! Attachment: reading. Uploads and downloads are v1's.

use super::include;
use super::listing::Accepts;
use super::show::{existing, revision, version};
use crate::answer::{Outcome, Problem, Reply};
use crate::call::Call;
use crate::handlers::{Table, read};
use crate::media;
use crate::page::base;
use crate::state::content::{Content, ContentKind, Revision, Status};
use crate::state::contents::Among;
use crate::state::{State, stamp};
use serde_json::{Value, json};

pub(super) const TABLE: Table = &[
    ("getAttachments", read(get_attachments)),
    ("getPageAttachments", read(get_on_content)),
    ("getBlogpostAttachments", read(get_on_content)),
    ("getCustomContentAttachments", read(get_on_content)),
    ("getLabelAttachments", read(get_label_attachments)),
    ("getAttachmentById", read(get_attachment_by_id)),
    ("getAttachmentThumbnailById", read(get_attachment_thumbnail_by_id)),
];

const LISTED: Accepts = Accepts {
    fields: &["created-date", "modified-date"],
    statuses: &["current", "archived", "trashed"],
    by_default: &[Status::Current, Status::Archived],
    limit: 50,
};

fn show(state: &State, attachment: &Content, revision: &Revision) -> Value {
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
        "comment": revision.message,
        "webuiLink": webui,
        "downloadLink": download,
        "version": version(revision),
        "_links": { "webui": webui, "download": download },
    });
    if let Some(container) = state.container(attachment) {
        shown[container.kind.facts().member] = container.id_text().into();
    }
    if let Some(file) = &revision.file {
        shown["mediaType"] = file.media_type.as_str().into();
        shown["mediaTypeDescription"] = "File".into();
        shown["fileId"] = file.id.as_str().into();
        shown["fileSize"] = file.bytes.len().into();
    }
    shown
}

fn list(state: &State, call: &Call<'_>, among: Among, wanted: impl Fn(&Content) -> bool) -> Outcome {
    let (media_type, name) = (call.declared("mediaType"), call.declared("filename"));
    let of_type = |attachment: &Content, wanted: &str| {
        attachment
            .latest()
            .file
            .as_ref()
            .is_some_and(|file| file.media_type == wanted)
    };
    let wanted = |attachment: &Content| {
        attachment.kind == ContentKind::Attachment
            && name.is_none_or(|name| attachment.title == name)
            && media_type.is_none_or(|wanted| of_type(attachment, wanted))
            && wanted(attachment)
    };
    LISTED.reply(state, call, among, wanted, |held| show(state, held, held.latest()))
}

fn get_attachments(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, Among::Kind(ContentKind::Attachment), |held| {
        !state.is_on_trash(held)
    })
}

fn get_on_content(state: &State, call: &Call<'_>) -> Outcome {
    list(state, call, Among::Below(existing(state, call)?.id), |_| true)
}

fn get_label_attachments(state: &State, call: &Call<'_>) -> Outcome {
    let label = call.id("id")?;
    if !state.labels.contains_key(&label) {
        return Err(Problem::not_found());
    }
    list(state, call, Among::Kind(ContentKind::Attachment), |held| {
        held.labels.contains(&label) && !state.is_on_trash(held)
    })
}

fn get_attachment_by_id(state: &State, call: &Call<'_>) -> Outcome {
    let attachment = existing(state, call)?;
    let mut shown = show(state, attachment, revision(attachment, call)?);
    shown["_links"]["base"] = base(call);
    include::add(state, call, attachment, &mut shown);
    Ok(Reply::ok(shown))
}

/// The thumbnail is the file itself: nothing here can draw.
fn get_attachment_thumbnail_by_id(state: &State, call: &Call<'_>) -> Outcome {
    for size in ["width", "height"] {
        call.number(size)?;
    }
    let attachment = existing(state, call)?;
    let revision = revision(attachment, call)?;
    let address = media::sign(state, call.site, "image", attachment, revision)?;
    Ok(Reply::redirect(address))
}
