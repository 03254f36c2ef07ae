//! The members of the models of a request: those that the document does not have, and the limits of the others.

use confluence_sdk::__rt::{
    Arguments,
    model::{Node, Object, ToNode},
};
use serde_json::Value;

use super::{
    binding::{Binding, Body},
    facts::Limits,
};
use crate::{
    document::{Document, list, order},
    findings::{Aspect, Findings},
    pair::Pair,
};

/// Looks through a request in which everything is filled in.
pub(crate) fn compare(request: &dyn Arguments, pair: &Pair<'_>, binding: &Binding, findings: &mut Findings) {
    let Some(body) = &pair.operation.body else { return };
    match &binding.body {
        Body::Whole(index) => walk(pair.doc, &body.schema, request.get(*index), "body", findings),
        Body::Pieces(pieces) => {
            for (name, schema) in properties(pair.doc, &body.schema) {
                for (_, index) in pieces.iter().filter(|(wire, _)| wire == name) {
                    walk(pair.doc, schema, request.get(*index), &format!("body.{name}"), findings);
                }
            }
        }
    }
}

fn walk(doc: &Document, schema: &Value, value: &dyn ToNode, place: &str, findings: &mut Findings) {
    node(doc, schema, &value.node(), place, findings);
}

fn node(doc: &Document, schema: &Value, value: &Node<'_>, place: &str, findings: &mut Findings) {
    match value {
        Node::Object(object) => {
            let properties = properties(doc, schema);
            for (index, name) in object.shape().fields.iter().enumerate() {
                let place = format!("{place}.{name}");
                match properties.iter().find(|(known, _)| known == name) {
                    Some((_, schema)) => {
                        limits(doc, schema, *object, index, &place, findings);
                        walk(doc, schema, object.get(index), &place, findings);
                    }
                    None => findings.add(&place, Aspect::Undeclared, "is not in the document"),
                }
            }
        }
        Node::List(elements) => {
            if let Some(items) = branches(doc, schema).into_iter().find_map(|branch| branch.get("items")) {
                for index in 0..elements.size() {
                    node(doc, items, &elements.at(index), &format!("{place}[]"), findings);
                }
            }
        }
        _ => {}
    }
}

fn limits(doc: &Document, schema: &Value, object: &dyn Object, index: usize, place: &str, findings: &mut Findings) {
    let rule = object.shape().rules.iter().find(|rule| rule.field == index);
    let declared = Limits {
        range: rule.and_then(|rule| rule.range),
        length: rule.and_then(|rule| rule.max_len),
    };
    findings.compare(place, Aspect::Range, Limits::of(doc.resolve(schema)), declared);
}

/// The schema and all that it is put together from, in whatever way.
fn branches<'d>(doc: &'d Document, schema: &'d Value) -> Vec<&'d Value> {
    let schema = doc.resolve(schema);
    let parts = ["allOf", "oneOf", "anyOf"].iter().flat_map(|word| list(&schema[*word]));
    let inner = parts.flat_map(|part| branches(doc, part));
    std::iter::once(schema).chain(inner).collect()
}

fn properties<'d>(doc: &'d Document, schema: &'d Value) -> Vec<(&'d String, &'d Value)> {
    let branches = branches(doc, schema).into_iter();
    branches
        .flat_map(|branch| order::members(branch, "properties"))
        .collect()
}
