//! Names for the vendor's inline enums, which have none.
//!
//! A name depends on the whole document and not on the operations that are drafted, so that separate drafts agree.

use super::names::{pascal, plural};
use crate::document::{Document, Operation, strings};
use serde_json::Value;
use std::collections::BTreeSet;

/// The values of an enum of texts. `None` for everything else, and for enums whose values are prose.
pub(crate) fn values(schema: &Value) -> Option<Vec<String>> {
    let values = strings(&schema["enum"]);
    (!values.is_empty() && values.iter().all(|v| !v.contains(' '))).then_some(values)
}

/// The name of an enum that is a member of a model.
pub(crate) fn of_member(doc: &Document, model: &str, member: &str, values: &[String]) -> String {
    let name = format!("{model}{}", pascal(member));
    let free = if doc.schema(&name).is_some() {
        plural(&name)
    } else {
        name
    };
    fitting_schema(doc, model, member, values).unwrap_or(free)
}

/// The name of an enum that is a parameter or a body member of an operation. The values that most operations of a tag
/// take are named after the tag. Other values are named after the first operation that takes them.
pub(crate) fn of_operation(doc: &Document, op: &Operation, member: &str, values: &[String]) -> String {
    let tag = pascal(&op.tag);
    if let Some(name) = fitting_schema(doc, &tag, member, values) {
        return name;
    }
    let rivals: Vec<(&Operation, Vec<String>)> = doc
        .operations
        .iter()
        .filter(|other| other.tag == op.tag)
        .flat_map(|other| inline(doc, other).into_iter().map(move |(m, v)| (other, m, v)))
        .filter(|(_, m, _)| m == member)
        .map(|(other, _, v)| (other, v))
        .collect();
    let by_tag = format!("{tag}{}", pascal(member));
    if doc.schema(&by_tag).is_none() && same(usual(&rivals), values) {
        return by_tag;
    }
    let first = rivals
        .iter()
        .find(|(_, v)| same(v, values))
        .map_or(op, |(other, _)| other);
    format!("{}{}", pascal(&first.id), pascal(member))
}

/// The values that occur most often. If several do, the first of them.
fn usual<'a>(rivals: &'a [(&Operation, Vec<String>)]) -> &'a [String] {
    let count = |values: &[String]| rivals.iter().filter(|(_, v)| same(v, values)).count();
    rivals
        .iter()
        .map(|(_, v)| v.as_slice())
        .rev()
        .max_by_key(|v| count(v))
        .unwrap_or_default()
}

/// A named enum that has all these values and more.
pub(crate) fn wider_schema<'d>(doc: &'d Document, member: &str, values: &[String]) -> Option<&'d str> {
    let wanted: BTreeSet<&String> = values.iter().collect();
    doc.schemas()
        .filter(|(name, _)| name.ends_with(&pascal(member)))
        .find(|(_, schema)| wanted.is_subset(&strings(&schema["enum"]).iter().collect()))
        .map(|(name, _)| name.as_str())
}

fn fitting_schema(doc: &Document, owner: &str, member: &str, values: &[String]) -> Option<String> {
    let member = pascal(member);
    doc.schemas()
        .filter(|(_, schema)| same(&strings(&schema["enum"]), values))
        .filter_map(|(name, _)| Some((name, name.strip_suffix(member.as_str())?)))
        .find(|(_, subject)| *subject == "Content" || owner.contains(subject) || subject.contains(owner))
        .map(|(name, _)| name.clone())
}

fn same(a: &[String], b: &[String]) -> bool {
    a.iter().collect::<BTreeSet<_>>() == b.iter().collect::<BTreeSet<_>>()
}

/// The inline enums of an operation's parameters and of its body's members.
fn inline(doc: &Document, op: &Operation) -> Vec<(String, Vec<String>)> {
    let params = op.params.iter().map(|p| (&p.name, &p.schema));
    let inline_body = op.body.as_ref().map(|b| &b.schema).filter(|s| s.get("$ref").is_none());
    let members = inline_body.map(|s| doc.members(s).properties).unwrap_or_default();
    params
        .chain(members)
        .filter_map(|(name, schema)| Some((name.clone(), values(schema).or_else(|| values(&schema["items"]))?)))
        .collect()
}
