//! What a call returns: a model, a page, nothing, or bytes.

use super::models::{Collector, Direction, Site};
use super::names;
use crate::document::{ApiVersion, Document, Operation, Response};
use serde_json::Value;

/// What a call returns.
pub(crate) struct DraftedAnswer {
    pub(crate) ty: Option<String>,
    pub(crate) paged: Option<&'static str>,
    pub(crate) notes: Vec<String>,
}

/// The answer to an operation.
pub(crate) fn answer<'d>(doc: &'d Document, op: &'d Operation, collector: &mut Collector<'d>) -> DraftedAnswer {
    let statuses: Vec<u16> = op.responses.iter().map(|r| r.status).collect();
    let with_content = op.responses.iter().find(|r| r.schema.is_some());
    let mut answer = match with_content {
        Some(response) => content(doc, op, response, collector),
        None => DraftedAnswer {
            ty: empty(op, &statuses),
            paged: None,
            notes: Vec::new(),
        },
    };
    if with_content.is_none() && answer.ty.as_deref() == Some("Exists") {
        answer
            .notes
            .push("an empty 200: does it say yes or is it just empty?".to_owned());
    }
    let wrapper = match statuses.as_slice() {
        [202] => Some("Accepted"),
        [200, 201] => Some("Created"),
        _ => None,
    };
    if let Some(wrapper) = wrapper {
        answer.ty = Some(answer.ty.map_or(wrapper.to_owned(), |ty| format!("{wrapper}<{ty}>")));
    }
    answer
}

fn empty(op: &Operation, statuses: &[u16]) -> Option<String> {
    match statuses {
        [302] => Some("Redirect".to_owned()),
        [200] if op.method == "get" => Some("Exists".to_owned()),
        _ => None,
    }
}

fn content<'d>(
    doc: &'d Document,
    op: &'d Operation,
    response: &'d Response,
    collector: &mut Collector<'d>,
) -> DraftedAnswer {
    let schema = response.schema.as_ref().expect("the caller looked for a schema");
    if schema["format"] == "binary" {
        return DraftedAnswer {
            ty: Some("Download".to_owned()),
            paged: None,
            notes: Vec::new(),
        };
    }
    let members: Vec<&str> = doc
        .members(schema)
        .properties
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    if let Some(item) = page_item(doc, op, schema) {
        return page(op, schema, item, &members, collector);
    }
    let owner = names::pascal(&op.id);
    let ty = collector.ty(schema, &response_site(&owner, "response"));
    let mut notes = Vec::new();
    if op.has_param("cursor") || op.has_param("start") {
        notes.push("takes a place to start, but the answer is no page: #[model(page = member)]?".to_owned());
    }
    DraftedAnswer {
        ty: Some(ty.to_string()),
        paged: None,
        notes,
    }
}

/// The type of the items, if the answer has the form of a page.
fn page_item<'d>(doc: &'d Document, op: &Operation, schema: &'d Value) -> Option<&'d Value> {
    let members = doc.members(schema).properties;
    let (_, results) = members.iter().find(|(name, _)| *name == "results")?;
    let marks: &[&str] = match op.version {
        ApiVersion::V1 => &["size"],
        ApiVersion::V2 => &["_links", "cursor"],
    };
    let marked = members.iter().any(|(name, _)| marks.contains(&name.as_str())) || is_ancestors(op);
    (marked && doc.resolve(results)["type"] == "array").then(|| &results["items"])
}

fn page<'d>(
    op: &'d Operation,
    envelope: &'d Value,
    item: &'d Value,
    members: &[&str],
    collector: &mut Collector<'d>,
) -> DraftedAnswer {
    let by_cursor_member = members.contains(&"cursor");
    let paged = match op.version {
        _ if is_ancestors(op) => Some("ancestors"),
        _ if by_cursor_member => Some("body_cursor"),
        _ if op.has_param("cursor") => Some("cursor"),
        ApiVersion::V1 => op.has_param("start").then_some("offset"),
        ApiVersion::V2 => None,
    };
    let mut notes = Vec::new();
    if paged.is_none() {
        notes.push("the answer has the shape of a page, but no parameter turns it".to_owned());
    }
    let owner = item_owner(op, envelope);
    let site = response_site(&owner, "");
    let ty = if members.iter().any(|name| !ENVELOPE.contains(name)) {
        collector.page(envelope, &site).to_string()
    } else {
        let kind = if op.version == ApiVersion::V1 {
            "OffsetPage"
        } else {
            "CursorPage"
        };
        format!("{kind}<{}>", collector.ty(item, &site))
    };
    DraftedAnswer {
        ty: Some(ty),
        paged,
        notes,
    }
}

/// The name for items without a name. The document has it in the title of the envelope.
fn item_owner(op: &Operation, envelope: &Value) -> String {
    let title = envelope["title"].as_str().and_then(|title| title.split_once('<'));
    names::pascal(title.map_or(&op.id, |(_, item)| item.trim_end_matches('>')))
}

fn response_site<'a>(owner: &'a str, member: &'a str) -> Site<'a> {
    Site {
        owner,
        member,
        direction: Direction::Response,
        operation: None,
    }
}

fn is_ancestors(op: &Operation) -> bool {
    op.path.ends_with("/ancestors")
}

/// The members that the SDK's page types have.
const ENVELOPE: [&str; 7] = ["results", "start", "limit", "size", "totalSize", "_links", "meta"];
