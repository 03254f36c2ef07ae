//! Checks the members of the models of a request: members that the document does not have, and the limits of the
//! others.

use super::binding::{Binding, Body};
use super::facts::Limits;
use crate::document::{Document, list, order};
use crate::findings::{Aspect, Findings};
use crate::pair::Pair;
use confluence_sdk::__rt::Inspect;
use confluence_sdk::__rt::model::{Node, Object};
use serde_json::Value;
use std::collections::BTreeSet;

/// Checks the body of a filled request. Returns the places where any JSON is accepted.
pub(crate) fn compare(
    request: &dyn Inspect,
    pair: &Pair<'_>,
    binding: &Binding,
    findings: &mut Findings,
) -> BTreeSet<String> {
    let mut walk = Walk {
        doc: pair.doc,
        findings,
        json: BTreeSet::new(),
    };
    if let Some(body) = &pair.operation.body {
        match &binding.body {
            Body::Whole(index) => walk.value(&body.schema, &request.get(*index).node(), "body"),
            Body::Pieces(pieces) => {
                for (name, schema) in properties(pair.doc, &body.schema) {
                    for (_, index) in pieces.iter().filter(|(wire, _)| wire == name) {
                        walk.value(schema, &request.get(*index).node(), &format!("body.{name}"));
                    }
                }
            }
        }
    }
    walk.json
}

struct Walk<'a> {
    doc: &'a Document,
    findings: &'a mut Findings,
    json: BTreeSet<String>,
}

impl Walk<'_> {
    fn value(&mut self, schema: &Value, value: &Node<'_>, place: &str) {
        match value {
            Node::Object(object) => self.object(schema, *object, place),
            Node::List(elements) => {
                if let Some(items) = branches(self.doc, schema).into_iter().find_map(|b| b.get("items")) {
                    for index in 0..elements.size() {
                        self.value(items, &elements.at(index), &format!("{place}[]"));
                    }
                }
            }
            Node::Dict(members) => {
                let properties = properties(self.doc, schema);
                members.each(&mut |name, value| {
                    if let Some((_, schema)) = properties.iter().find(|(known, _)| *known == name) {
                        self.value(schema, &value, &format!("{place}.{name}"));
                    }
                });
            }
            Node::Json(_) | Node::Raw(_) => {
                self.json.insert(place.to_owned());
            }
            _ => {}
        }
    }

    fn object(&mut self, schema: &Value, object: &dyn Object, place: &str) {
        let (shape, properties) = (object.shape(), properties(self.doc, schema));
        for (index, name) in shape.fields.iter().enumerate() {
            let place = format!("{place}.{name}");
            let Some((_, schema)) = properties.iter().find(|(known, _)| known == name) else {
                self.findings.add(&place, Aspect::Undeclared, "is not in the document");
                continue;
            };
            let rule = shape.rules.iter().find(|rule| rule.field == index);
            let declared = Limits {
                range: rule.and_then(|rule| rule.limits.range),
                length: rule.and_then(|rule| rule.limits.max_len),
                items: rule.and_then(|rule| rule.limits.max_items),
            };
            let limits = Limits::of(self.doc.resolve(schema));
            self.findings.compare(&place, Aspect::Range, limits, declared);
            self.value(schema, &object.get(index).node(), &place);
        }
    }
}

/// The schema and all schemas that it is composed of.
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
