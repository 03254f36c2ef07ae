//! Content - attachments: uploads and downloads.

use super::show;
use crate::answer::{Outcome, Problem, Reply};
use crate::body::Body;
use crate::call::{Call, Payload, parse_id};
use crate::handlers::{Table, read, write};
use crate::media;
use crate::members::truth;
use crate::multipart::Part;
use crate::page::by_offset;
use crate::state::content::{Content, ContentKind, File, Status};
use crate::state::{State, random_uuid};
use serde_json::Value;

pub(super) const TABLE: Table = &[
    ("createAttachment", write(create_attachment)),
    ("createOrUpdateAttachments", write(create_or_update_attachments)),
    ("updateAttachmentData", write(update_attachment_data)),
    ("updateAttachmentProperties", write(update_attachment_properties)),
    ("downloadAttatchment", read(download_attachment)),
];

/// A file of the form, with what the form says of it.
struct Upload {
    name: String,
    file: File,
    comment: String,
    minor: bool,
}

/// The files of the form. Comments belong to them by their order.
fn uploads(call: &Call<'_>) -> Result<Vec<Upload>, Problem> {
    let Payload::Parts(parts) = &call.payload else {
        return Err(Problem::unsupported_media_type());
    };
    let named = |name: &'static str| parts.iter().filter(move |part| part.name == name);
    let comments: Vec<String> = named("comment").map(Part::text).collect();
    let minor = match named("minorEdit").next().map(Part::text) {
        Some(text) if !text.is_empty() => {
            // Quotes are left from an example for a command line.
            let word = text.trim_matches('"');
            truth(word).ok_or_else(|| Problem::wrong_type(&text, "minorEdit", "boolean"))?
        }
        _ => false,
    };
    let files: Vec<&Part> = named("file").collect();
    if files.is_empty() {
        return Err(Problem::bad_request("At least one file must be given"));
    }
    if !comments.is_empty() && comments.len() != files.len() {
        return Err(Problem::bad_request("There must be one comment for each file, or none"));
    }
    let upload = |(position, part): (usize, &&Part)| {
        let name = part.file_name.clone().filter(|name| !name.is_empty());
        let media_type = part
            .media_type
            .clone()
            .unwrap_or_else(|| "application/octet-stream".to_owned());
        Ok(Upload {
            name: name.ok_or_else(|| Problem::bad_request("A file must have a name"))?,
            file: File {
                id: random_uuid(),
                media_type,
                bytes: part.bytes.clone(),
            },
            comment: comments.get(position).cloned().unwrap_or_default(),
            minor,
        })
    };
    files.iter().enumerate().map(upload).collect()
}

fn named<'s>(state: &'s State, container: u64, name: &str) -> Option<&'s Content> {
    let mut here = state.children(container);
    here.find(|child| child.kind == ContentKind::Attachment && child.status != Status::Trashed && child.title == name)
}

fn create(state: &mut State, call: &Call<'_>, container: u64, upload: Upload) -> Result<u64, Problem> {
    let space = state.contents.get(&container).ok_or_else(Problem::not_found)?.space;
    let body = Body {
        representation: "storage".to_owned(),
        value: String::new(),
    };
    let author = &call.caller.account;
    let id = state.add_content(
        ContentKind::Attachment,
        space,
        Some(container),
        &upload.name,
        author,
        body,
    );
    if let Some(first) = state
        .contents
        .get_mut(&id)
        .and_then(|content| content.versions.last_mut())
    {
        first.file = Some(upload.file);
        first.message = upload.comment;
        first.minor = upload.minor;
    }
    Ok(id)
}

fn add_version(state: &mut State, call: &Call<'_>, id: u64, upload: Upload) -> Result<(), Problem> {
    let now = state.now();
    let attachment = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    let revision = attachment.revise(&call.caller.account, now);
    revision.message = upload.comment;
    revision.minor = upload.minor;
    revision.file = Some(upload.file);
    Ok(())
}

fn answer(state: &State, call: &Call<'_>, ids: &[u64]) -> Outcome {
    let attachments = ids.iter().filter_map(|id| state.contents.get(id));
    let shown: Vec<Value> = attachments
        .map(|held| show::content(state, call, held, &["version", "container"]))
        .collect();
    let count = shown.len();
    Ok(Reply::ok(by_offset(call, count, shown)?))
}

/// The content in the path, if it can have files. v1 does not know of what else there is in a tree.
fn holder(state: &State, call: &Call<'_>) -> Result<u64, Problem> {
    let held = show::find(state, call, "id")?;
    match held.kind {
        ContentKind::Whiteboard
        | ContentKind::Database
        | ContentKind::SmartLink
        | ContentKind::Folder
        | ContentKind::Attachment => Err(Problem::missing(format!("There is no content {}", held.id))),
        _ => Ok(held.id),
    }
}

fn create_attachment(state: &mut State, call: &Call<'_>) -> Outcome {
    let container = holder(state, call)?;
    let uploads = uploads(call)?;
    for (position, upload) in uploads.iter().enumerate() {
        let twice = uploads[..position].iter().any(|other| other.name == upload.name);
        if twice || named(state, container, &upload.name).is_some() {
            let reason = format!(
                "Cannot add a new attachment with same file name as an existing attachment: {}",
                upload.name
            );
            return Err(Problem::bad_request(reason));
        }
    }
    let created: Result<Vec<u64>, Problem> = uploads
        .into_iter()
        .map(|upload| create(state, call, container, upload))
        .collect();
    answer(state, call, &created?)
}

fn create_or_update_attachments(state: &mut State, call: &Call<'_>) -> Outcome {
    let container = holder(state, call)?;
    let mut written = Vec::new();
    for upload in uploads(call)? {
        let known = named(state, container, &upload.name).map(|held| held.id);
        written.push(match known {
            Some(id) => add_version(state, call, id, upload).map(|()| id)?,
            None => create(state, call, container, upload)?,
        });
    }
    answer(state, call, &written)
}

/// The attachment in the path, if it is on the content in the path.
fn existing<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Content, Problem> {
    let container = show::find(state, call, "id")?.id;
    let attachment = parse_id(call.path("attachmentId")).and_then(|id| state.contents.get(&id));
    let here = attachment.filter(|held| held.kind == ContentKind::Attachment && held.container == Some(container));
    here.ok_or_else(Problem::not_found)
}

fn update_attachment_data(state: &mut State, call: &Call<'_>) -> Outcome {
    let id = existing(state, call)?.id;
    let mut uploads = uploads(call)?;
    let upload = uploads.pop().filter(|_| uploads.is_empty());
    let upload = upload.ok_or_else(|| Problem::bad_request("A new version is made of exactly one file"))?;
    add_version(state, call, id, upload)?;
    single(state, call, id)
}

fn single(state: &State, call: &Call<'_>, id: u64) -> Outcome {
    let attachment = state.contents.get(&id).ok_or_else(Problem::not_found)?;
    let always = ["version", "container"];
    Ok(Reply::ok(show::single(state, call, attachment, &always)))
}

/// What a request says of an attachment, apart from its bytes.
struct Properties {
    title: Option<String>,
    media_type: Option<String>,
    comment: Option<String>,
    container: Option<u64>,
}

fn properties(state: &State, call: &Call<'_>) -> Result<Properties, Problem> {
    if call.member_id("id")? != parse_id(call.path("attachmentId")) {
        return Err(Problem::bad_request(
            "`id` in the body is not that of the attachment in the path",
        ));
    }
    if call.required_text("type")? != "attachment" {
        return Err(Problem::bad_request("`type` must be attachment"));
    }
    if call.text("status").is_some_and(|status| status != "current") {
        return Err(Problem::bad_request("`status` must be current"));
    }
    let below = |member: &str| {
        let text = |object: &str| call.json()[object][member].as_str();
        text("metadata").or(text("extensions")).map(str::to_owned)
    };
    let title = call.text("title").map(str::to_owned);
    if title.as_ref().is_some_and(String::is_empty) {
        return Err(Problem::bad_request("`title` must not be empty"));
    }
    Ok(Properties {
        title,
        media_type: below("mediaType"),
        comment: below("comment"),
        container: new_container(state, call)?,
    })
}

/// The content that an attachment is moved to, if a request names one.
fn new_container(state: &State, call: &Call<'_>) -> Result<Option<u64>, Problem> {
    let Some(given) = call.member("container") else {
        return Ok(None);
    };
    let id = given["id"].as_u64().or_else(|| given["id"].as_str().and_then(parse_id));
    let container = id.and_then(|id| state.contents.get(&id));
    let container = container.ok_or_else(|| Problem::bad_request(format!("There is no content {}", given["id"])))?;
    // Nothing can be attached to an attachment or to content that is not published.
    let holds = container.kind != ContentKind::Attachment && container.status == Status::Current;
    if !holds || !state.may_edit(call.actor(), container) {
        return Err(Problem::forbidden(format!(
            "The attachment cannot be moved to {}",
            container.id_text()
        )));
    }
    Ok(Some(container.id))
}

/// The request names the version that it changes, or the next one; then there is a new version.
fn update_attachment_properties(state: &mut State, call: &Call<'_>) -> Outcome {
    let attachment = existing(state, call)?;
    let (id, current) = (attachment.id, attachment.latest().number);
    let version = &call.json()["version"];
    let number = version["number"].as_u64();
    let number = number.ok_or_else(|| Problem::bad_request("`version.number` must be given as a number"))?;
    if number != current && number != current + 1 {
        return Err(Problem::conflict(format!(
            "The current version of the attachment is {current}, not {number}"
        )));
    }
    let Properties {
        title,
        media_type,
        comment,
        container,
    } = properties(state, call)?;
    let title = title.unwrap_or_else(|| attachment.title.clone());
    let comment = comment.unwrap_or_else(|| attachment.latest().message.clone());
    let container = container.or(attachment.container);
    let taken = container.and_then(|container| named(state, container, &title));
    if taken.is_some_and(|other| other.id != id) {
        return Err(Problem::bad_request(format!(
            "There is already an attachment with the name {title}"
        )));
    }
    let space = container
        .and_then(|id| state.contents.get(&id))
        .map_or(attachment.space, |held| held.space);
    let now = state.now();
    let attachment = state.contents.get_mut(&id).ok_or_else(Problem::not_found)?;
    if number > current {
        attachment.revise(&call.caller.account, now).minor = version["minorEdit"].as_bool().unwrap_or(false);
    }
    if let Some(revision) = attachment.versions.last_mut() {
        revision.title.clone_from(&title);
        revision.message = comment;
        if let (Some(file), Some(media_type)) = (&mut revision.file, media_type) {
            file.media_type = media_type;
        }
    }
    state.contents.rename(id, &title);
    state.contents.put_below(id, container);
    state.contents.put_into_space(id, space);
    single(state, call, id)
}

fn download_attachment(state: &State, call: &Call<'_>) -> Outcome {
    let attachment = existing(state, call)?;
    let status = call.list("status");
    let by_default = status.is_empty() && attachment.status != Status::Trashed;
    if !by_default && !status.contains(&attachment.status.name()) {
        return Err(Problem::not_found());
    }
    redirect(state, call, attachment, "binary")
}

/// Redirects to the file of an attachment, in the version that the call asks for.
pub(super) fn redirect(state: &State, call: &Call<'_>, attachment: &Content, kind: &str) -> Outcome {
    let revision = match call.number("version")? {
        Some(number) => attachment.version(number).ok_or_else(Problem::not_found)?,
        None => attachment.latest(),
    };
    let address = media::sign(state, call.site, kind, attachment, revision)?;
    Ok(Reply::redirect(address))
}
