//! Content of every kind.

use super::children::{self, Depth};
use super::{View, history, metadata, restriction, space, user};
use crate::body::Context;
use crate::state::content::{Content, ContentKind, Revision};
use crate::state::stamp;
use crate::v1::expand::{Expand, Parts};
use crate::v1::legacy::people::tiny;
use crate::v2::operation;
use serde_json::{Map, Value, json};

/// The representations of a body that can be read.
const FORMATS: [&str; 7] = [
    "storage",
    "view",
    "export_view",
    "styled_view",
    "editor",
    "anonymous_export_view",
    "atlas_doc_format",
];

/// Content in its current version.
pub(in crate::v1) fn content(view: View<'_>, content: &Content, expand: &Expand) -> Value {
    revision(view, content, content.latest(), expand)
}

/// Content in one of its versions.
pub(in crate::v1) fn revision(view: View<'_>, content: &Content, revision: &Revision, expand: &Expand) -> Value {
    let in_space = space_address(view, content);
    let held_by = container(view, content);
    let shown = json!({
        "id": content.id_text(),
        "type": content.kind.v1_type(),
        "status": status(content, revision),
        "title": revision.title,
        "macroRenderedOutput": {},
        "extensions": extensions(view, content, revision, expand.below("extensions")),
        "_links": links(view, content, revision),
    });
    let parts = Parts::of(shown, expand)
        .part("space", &in_space, |below| space_of(view, content, below))
        .part("version", "", |below| history::version(view, content, revision, below))
        .part("history", &format!("{}/history", address(content)), |below| {
            history::history(view, content, revision, below)
        })
        .part("ancestors", "", |below| {
            let above = ancestors(view, content).into_iter().rev();
            above.map(|above| self::content(view, above, below)).collect()
        })
        .part(
            "container",
            &held_by.map_or(in_space.clone(), address),
            |below| match held_by {
                Some(held_by) => self::content(view, held_by, below),
                None => space_of(view, content, below),
            },
        )
        .part("body", "", |below| body(view, content, revision, below));
    let metadata = |below| metadata::metadata(view, content, below);
    // The media type of an attachment is part of its metadata.
    let parts = match content.kind {
        ContentKind::Attachment => parts.always("metadata", metadata),
        _ => parts.part("metadata", "", metadata),
    };
    around(view, content, parts).finish()
}

/// What is below content or on it, and what may be done with it.
fn around<'e>(view: View<'_>, content: &Content, parts: Parts<'e>) -> Parts<'e> {
    let own = address(content);
    parts
        .part("children", &format!("{own}/child"), |below| {
            children::children(view, content, Depth::Direct, below)
        })
        .part("childTypes", "", |below| children::child_types(view, content, below))
        .part("descendants", &format!("{own}/descendant"), |below| {
            children::children(view, content, Depth::All, below)
        })
        .part("restrictions", &format!("{own}/restriction/byOperation"), |below| {
            restriction::by_operation(view, content, below)
        })
        .part("operations", "", |_| {
            operation::permitted(view.state, view.call.actor(), content).into()
        })
}

fn space_of(view: View<'_>, content: &Content, expand: &Expand) -> Value {
    let held = view.state.spaces.get(&content.space);
    held.map_or(Value::Null, |held| space::space(view, held, expand))
}

/// The address of content, below `/wiki`.
pub(in crate::v1) fn address(content: &Content) -> String {
    format!("/rest/api/content/{}", content.id_text())
}

fn space_address(view: View<'_>, content: &Content) -> String {
    let space = view.state.spaces.get(&content.space);
    space.map(space::address).unwrap_or_default()
}

fn status(content: &Content, revision: &Revision) -> &'static str {
    if revision.number < content.latest().number {
        "historical"
    } else {
        content.status.name()
    }
}

/// What v1 calls the ancestors, the nearest first: of a page what it lies below, of a comment the comments that it
/// answers.
pub(in crate::v1) fn ancestors<'v>(view: View<'v>, content: &Content) -> Vec<&'v Content> {
    if content.kind == ContentKind::Attachment {
        return Vec::new();
    }
    let of_its_kind = |above: &&Content| above.kind.is_comment() == content.kind.is_comment();
    let above = view.state.ancestors(content).into_iter();
    above.take_while(of_its_kind).collect()
}

/// The content that a comment or an attachment is on. Other content is contained by its space alone.
fn container<'v>(view: View<'v>, content: &Content) -> Option<&'v Content> {
    let mut above = view.state.ancestors(content).into_iter();
    match content.kind {
        ContentKind::Attachment => above.next(),
        kind if kind.is_comment() => above.find(|above| !above.kind.is_comment()),
        _ => None,
    }
}

fn body(view: View<'_>, content: &Content, revision: &Revision, expand: &Expand) -> Value {
    FORMATS
        .iter()
        .fold(Parts::of(json!({}), expand), |parts, format| {
            parts.part(format, "", |below| {
                let value = revision.body.as_format(format, &Context::of(view.state, content));
                let shown = json!({ "value": value, "representation": format, "embeddedContent": [] });
                Parts::of(shown, below)
                    .part("content", &address(content), |below| {
                        self::revision(view, content, revision, below)
                    })
                    .part(
                        "webresource",
                        "",
                        |_| json!({ "keys": [], "contexts": [], "uris": { "all": [], "css": [], "js": [] } }),
                    )
                    .finish()
            })
        })
        .finish()
}

/// What only some kinds of content have.
fn extensions(view: View<'_>, content: &Content, revision: &Revision, expand: &Expand) -> Value {
    if let Some(file) = &revision.file {
        return json!({
            "mediaType": file.media_type,
            "mediaTypeDescription": "File",
            "fileSize": file.bytes.len(),
            "comment": revision.message,
            "fileId": file.id,
            "collectionName": format!("contentId-{}", content.container.unwrap_or_default()),
        });
    }
    match content.kind {
        ContentKind::Page => json!({ "position": content.position }),
        ContentKind::FooterComment => resolution(view, content, json!({ "location": "footer" }), expand).finish(),
        ContentKind::InlineComment => resolution(view, content, json!({ "location": "inline" }), expand)
            .part("inlineProperties", "", |_| {
                let passage = content.passage.as_ref();
                let (text, marker) = passage.map(|passage| (&passage.text, &passage.marker)).unzip();
                json!({ "originalSelection": text, "markerRef": marker })
            })
            .finish(),
        _ => json!({}),
    }
}

fn resolution<'e>(view: View<'_>, comment: &Content, shown: Value, expand: &'e Expand) -> Parts<'e> {
    Parts::of(shown, expand).part("resolution", "", |below| {
        let last = comment.passage.as_ref().and_then(|passage| passage.resolution.as_ref());
        let Some(last) = last else {
            return json!({ "status": "open" });
        };
        json!({
            "status": if last.resolved { "resolved" } else { "reopened" },
            "lastModifier": user::by_id(view, &last.by, below.below("lastModifier")),
            "lastModifiedDate": stamp(last.at),
        })
    })
}

fn links(view: View<'_>, content: &Content, revision: &Revision) -> Value {
    let mut links = Map::new();
    let mut add = |name: &str, address: String| drop(links.insert(name.to_owned(), address.into()));
    add("self", view.link(&address(content)));
    let held_by = container(view, content);
    match (content.kind, held_by) {
        (ContentKind::Attachment, Some(page)) => {
            let preview = format!("preview=%2F{}%2F{}", page.id, content.id);
            add(
                "webui",
                format!("/pages/viewpageattachments.action?pageId={}&{preview}", page.id),
            );
            let file = format!("attachments/{}/{}?version={}", page.id, content.title, revision.number);
            add("download", format!("/download/{file}"));
        }
        (_, Some(page)) => {
            let webui = crate::v2::show::webui(view.state, page);
            add("webui", format!("{webui}?focusedCommentId={}", content.id));
        }
        (_, None) => {
            add("webui", crate::v2::show::webui(view.state, content));
            add("editui", format!("/pages/resumedraft.action?draftId={}", content.id));
            add("tinyui", format!("/x/{}", tiny(content.id)));
        }
    }
    Value::Object(links)
}
