//! The form of content in answers: every kind has the members that the table of kinds and its own fields give it.

use crate::answer::Problem;
use crate::body::Context;
use crate::call::Call;
use crate::page::base;
use crate::state::content::{Content, ContentKind, Revision, Status};
use crate::state::{State, stamp};
use crate::v1::legacy::people::tiny;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

pub(super) fn version(revision: &Revision) -> Value {
    json!({
        "createdAt": stamp(revision.at),
        "message": revision.message,
        "number": revision.number,
        "minorEdit": revision.minor,
        "authorId": revision.author,
    })
}

/// Content other than comments and attachments; `revision` is the version that is asked for.
pub(super) fn content(state: &State, content: &Content, revision: &Revision, format: Option<&str>) -> Value {
    let mut shown = json!({
        "id": content.id_text(),
        "status": content.status.name(),
        "title": revision.title,
        "spaceId": content.space.to_string(),
        "authorId": content.author,
        "createdAt": stamp(content.created),
        "version": version(revision),
        "_links": links(state, content),
    });
    if content.kind.is_in_tree() {
        shown["position"] = content.position.into();
        shown["ownerId"] = content.owner.as_str().into();
        let parent = state.container(content);
        shown["parentId"] = parent.map(Content::id_text).into();
        shown["parentType"] = parent.map(|parent| parent.kind.v2_type()).into();
    } else if let Some(container) = state.container(content) {
        shown[container.kind.facts().member] = container.id_text().into();
    }
    match content.kind {
        ContentKind::Page => {
            shown["lastOwnerId"] = content.last_owner.as_deref().into();
            shown["subtype"] = content.subtype.as_deref().into();
        }
        ContentKind::SmartLink => {
            if let Some(url) = &content.embed_url {
                shown["embedUrl"] = url.as_str().into();
            }
        }
        _ => {}
    }
    match content.kind {
        ContentKind::Page | ContentKind::BlogPost => {
            shown["body"] = revision.body.show(format, &Context::of(state, content))
        }
        ContentKind::CustomContent => {
            shown["type"] = content.custom_type.as_deref().into();
            shown["body"] = revision.body.show(format, &Context::of(state, content));
        }
        kind => shown["type"] = kind.v2_type().into(),
    }
    shown
}

/// The same as a single answer, which says where its links start.
pub(super) fn single(
    state: &State,
    call: &Call<'_>,
    held: &Content,
    revision: &Revision,
    format: Option<&str>,
) -> Value {
    let mut shown = content(state, held, revision, format);
    shown["_links"]["base"] = base(call);
    shown
}

fn links(state: &State, content: &Content) -> Value {
    let mut links = json!({ "webui": webui(state, content) });
    if matches!(content.kind, ContentKind::Page | ContentKind::BlogPost) {
        links["editui"] = format!("/pages/resumedraft.action?draftId={}", content.id).into();
        links["tinyui"] = format!("/x/{}", tiny(content.id)).into();
    } else if content.kind == ContentKind::Whiteboard {
        links["editui"] = format!("{}/edit", webui(state, content)).into();
    }
    links
}

/// The letters of a title that an address does not have. A blank becomes a plus.
const TITLE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'*')
    .remove(b'_')
    .remove(b' ');

/// The address of content in the browser, below `/wiki`.
pub(crate) fn webui(state: &State, content: &Content) -> String {
    let key = state.spaces.get(&content.space).map_or("", |space| space.key.as_str());
    let title = utf8_percent_encode(&content.title, TITLE).to_string().replace(' ', "+");
    match content.kind {
        ContentKind::Page => format!("/spaces/{key}/pages/{}/{title}", content.id),
        ContentKind::BlogPost => {
            let day = content.created.strftime("%Y/%m/%d");
            format!("/spaces/{key}/blog/{day}/{}/{title}", content.id)
        }
        kind => format!("/spaces/{key}/{}/{}", kind.v2_type(), content.id),
    }
}

/// A piece of content among the children or descendants of another one.
pub(super) fn child(content: &Content) -> Value {
    let mut shown = json!({
        "id": content.id_text(),
        "status": content.status.name(),
        "title": content.title,
        "type": content.type_name(),
        "spaceId": content.space.to_string(),
    });
    if content.kind.is_in_tree() {
        shown["childPosition"] = content.position.into();
    }
    shown
}

/// The words that a parameter of a call names, if its operation has this parameter. The site takes them one by one and
/// divided by commas.
pub(super) fn words<'c>(call: &'c Call<'_>, wire: &str, known: &[&str]) -> Result<Vec<&'c str>, Problem> {
    if call.declared(wire).is_none() {
        return Ok(Vec::new());
    }
    let asked = call.list(wire).into_iter().flat_map(|words| words.split(','));
    let asked: Vec<&str> = asked.filter(|word| !word.is_empty()).collect();
    match asked.iter().find(|word| !known.contains(word)) {
        Some(other) => Err(Problem::bad_request(format!("`{wire}` cannot be {other}"))),
        None => Ok(asked),
    }
}

/// Whether the content has one of the statuses that were asked for.
pub(super) fn has_status(content: &Content, asked: &[&str], by_default: &[Status]) -> bool {
    if asked.is_empty() {
        by_default.contains(&content.status)
    } else {
        asked.contains(&content.status.name())
    }
}

/// Whether an operation is for content of this kind. Its path says it.
fn is_for(call: &Call<'_>, kind: ContentKind) -> bool {
    let rest = call.operation.path.strip_prefix("/wiki/api/v2/").unwrap_or_default();
    match rest.split('/').next() {
        Some("comments") => kind.is_comment(),
        segment => segment == Some(kind.facts().segment),
    }
}

/// The content that the path names first, if it is of the kind that the operation is for. Its permissions were checked
/// before.
pub(super) fn existing<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Content, Problem> {
    let argument = |segment: &'static str| segment.strip_prefix('{')?.strip_suffix('}');
    let owner = call.operation.path.split('/').find_map(argument).unwrap_or_default();
    let content = state.contents.get(&call.id(owner)?);
    content
        .filter(|content| is_for(call, content.kind))
        .ok_or_else(Problem::not_found)
}

/// The same, to change it.
pub(super) fn existing_mut<'s>(state: &'s mut State, call: &Call<'_>) -> Result<&'s mut Content, Problem> {
    let id = existing(state, call)?.id;
    state.contents.get_mut(&id).ok_or_else(Problem::not_found)
}

/// The version of the content that the call asks for; without `version` the current one.
pub(super) fn revision<'s>(content: &'s Content, call: &Call<'_>) -> Result<&'s Revision, Problem> {
    match call.number("version")? {
        Some(number) => content.version(number).ok_or_else(Problem::not_found),
        None => Ok(content.latest()),
    }
}
