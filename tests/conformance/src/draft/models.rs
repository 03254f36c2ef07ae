//! Makes models from the vendor's schemas: collects all schemas that a set of operations reaches.
//!
//! [`Collector::ty`] decides the Rust type of a schema and collects the models that it needs.

use super::model_text::{Member, Model, Shape, Ty};
use super::{enums, ids, names};
use crate::document::{Document, Members, Operation, list, reference};
use serde_json::Value;
use std::collections::BTreeSet;

/// The direction of a model. Requests are strict, responses are tolerant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Response,
}

/// The place of a schema. The type of the schema can depend on it.
pub(crate) struct Site<'a> {
    /// The type that has the member; names of inline types begin with it.
    pub(crate) owner: &'a str,
    pub(crate) member: &'a str,
    pub(crate) direction: Direction,
    /// Set for parameters and for members of a body that is no model itself.
    pub(crate) operation: Option<&'a Operation>,
}

/// Collects the models that schemas reach.
pub(crate) struct Collector<'d> {
    doc: &'d Document,
    /// Schemas that are used in both directions.
    shared: BTreeSet<String>,
    /// Types of `_links` that have an extra `base` in some answers.
    with_base: BTreeSet<String>,
    models: Vec<Model>,
}

impl<'d> Collector<'d> {
    pub(crate) fn new(doc: &'d Document) -> Self {
        let sent = reached(doc, |op| op.body.iter().map(|b| &b.schema).collect());
        let received = reached(doc, |op| {
            op.responses.iter().filter_map(|r| r.schema.as_ref()).collect()
        });
        let answers = doc
            .operations
            .iter()
            .flat_map(|op| &op.responses)
            .filter_map(|r| r.schema.as_ref());
        let links = answers.filter_map(|schema| {
            let members = doc.members(doc.wrapped(schema)?).properties;
            reference(members.iter().find(|(name, _)| *name == "_links")?.1)
        });
        let with_base = links.map(str::to_owned).collect();
        Self {
            doc,
            shared: sent.intersection(&received).cloned().collect(),
            with_base,
            models: Vec::new(),
        }
    }

    /// The Rust type of a schema.
    pub(crate) fn ty(&mut self, schema: &'d Value, site: &Site<'_>) -> Ty {
        if let Some(name) = reference(schema) {
            return self.named(name, self.doc.resolve(schema), site);
        }
        if let Some(model) = self.doc.wrapped(schema) {
            return self.ty(model, site);
        }
        if let Some(branches) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            return self.union(list(branches), site);
        }
        if let Some(values) = enums::values(schema) {
            return self.inline_enum(values, site);
        }
        match schema["type"].as_str() {
            Some("array") => Ty::List(Box::new(self.ty(&schema["items"], site))),
            Some("object") => self.object(schema, site),
            Some(scalar) => scalar_ty(scalar, schema, &self.id(site), site.member),
            None if schema.get("allOf").is_some() || schema.get("properties").is_some() => self.object(schema, site),
            None if schema["format"] == "string" => scalar_ty("string", schema, &self.id(site), site.member),
            None => Ty::plain(JSON),
        }
    }

    fn named(&mut self, name: &str, schema: &'d Value, site: &Site<'_>) -> Ty {
        let is_union = schema.get("oneOf").is_some() || schema.get("anyOf").is_some();
        if name == "GenericAccountId" {
            return Ty::plain("AccountId");
        }
        if name == "ContentId" {
            return Ty::plain("ContentId");
        }
        if let Some(values) = enums::values(schema) {
            return self.add(name.to_owned(), Direction::Response, |_| Shape::Enum(values));
        }
        if schema["type"] == "array" || is_union || has_no_members(schema) {
            return self.ty(
                schema,
                &Site {
                    owner: "",
                    member: name,
                    ..*site
                },
            );
        }
        let name = self.model_name(name, site.direction);
        self.structure(name, schema, site.direction)
    }

    fn model_name(&self, schema: &str, direction: Direction) -> String {
        let says_request = ["Request", "Create", "Update", "Write", "Input"]
            .iter()
            .any(|s| schema.contains(s));
        if !self.shared.contains(schema) {
            return schema.to_owned();
        }
        match direction {
            Direction::Request if says_request => schema.to_owned(),
            Direction::Request => self.free_name([format!("{schema}Request"), format!("{schema}Input")]),
            Direction::Response if says_request => format!("{schema}Response"),
            Direction::Response => schema.to_owned(),
        }
    }

    /// The first of the names that the document does not use for something else.
    fn free_name(&self, [first, second]: [String; 2]) -> String {
        if self.doc.schema(&first).is_some() {
            second
        } else {
            first
        }
    }

    fn object(&mut self, schema: &'d Value, site: &Site<'_>) -> Ty {
        let members = self.doc.members(schema);
        if site.member == "_expandable" {
            let all_text = members.properties.iter().all(|(_, s)| s["type"] == "string");
            return Ty::Map(Box::new(Ty::plain(if all_text { "String" } else { JSON })));
        }
        if members.properties.is_empty() {
            return match &schema["additionalProperties"] {
                values if values.is_object() => {
                    let value = self.ty(values, site);
                    Ty::Map(Box::new(value))
                }
                _ => Ty::plain(JSON),
            };
        }
        let name = self.inline_name(&members, site);
        self.structure(name, schema, site.direction)
    }

    /// The name of a struct that the document does not name. A list inside a model is named after its items, and the
    /// name does not depend on the model. If the document uses the name for something else, the name becomes a plural.
    fn inline_name(&self, members: &Members<'_>, site: &Site<'_>) -> String {
        let part_of_list = |name: &str| ["results", "meta", "_links"].contains(&name);
        let results = members.properties.iter().find(|(name, _)| *name == "results");
        if let Some(item) = results.and_then(|(_, schema)| reference(&schema["items"]))
            && members.properties.iter().all(|(name, _)| part_of_list(name))
        {
            return format!("{item}Results");
        }
        let name = format!("{}{}", site.owner, names::pascal(site.member));
        let plural = names::plural(&name);
        self.free_name([name, plural])
    }

    fn structure(&mut self, name: String, schema: &'d Value, direction: Direction) -> Ty {
        let owner = name.clone();
        self.add(name, direction, |this| {
            Shape::Struct(this.struct_members(&owner, schema, direction))
        })
    }

    /// The type of an answer that is a page and has more members than the SDK's page types.
    pub(crate) fn page(&mut self, schema: &'d Value, site: &Site<'_>) -> Ty {
        let name = match reference(schema) {
            Some(name) => self.model_name(name, Direction::Response),
            None => self.inline_name(&self.doc.members(schema), site),
        };
        let owner = name.clone();
        self.add(name, Direction::Response, |this| {
            let mut members = this.struct_members(&owner, schema, Direction::Response);
            for links in members.iter_mut().filter(|m| m.wire == "_links") {
                links.ty = Ty::plain("PageLinks");
            }
            Shape::Page(members)
        })
    }

    fn struct_members(&mut self, owner: &str, schema: &'d Value, direction: Direction) -> Vec<Member> {
        let found = self.doc.members(schema);
        let mut members = Vec::new();
        for (wire, schema) in found.properties {
            let site = Site {
                owner,
                member: wire,
                direction,
                operation: None,
            };
            let ty = self.ty(schema, &site);
            let listed = found.required.contains(&wire.as_str());
            let required = match direction {
                Direction::Request => listed,
                Direction::Response => wire == "id" && (listed || found.required.is_empty()),
            };
            let checks = if direction == Direction::Request {
                checks(schema)
            } else {
                Vec::new()
            };
            members.push(Member {
                wire: wire.clone(),
                ty,
                required,
                checks,
                note: self.note(schema),
            });
        }
        if self.with_base.contains(owner) && members.iter().all(|m| m.wire != "base") {
            members.push(Member {
                wire: "base".to_owned(),
                ty: Ty::plain("String"),
                required: false,
                checks: Vec::new(),
                note: None,
            });
        }
        members
    }

    fn union(&mut self, branches: &'d [Value], site: &Site<'_>) -> Ty {
        let scalar = |b: &Value| ["string", "integer", "number"].iter().any(|t| b["type"] == *t);
        if branches.iter().all(scalar) {
            return Ty::Plain(self.id(site).unwrap_or_else(|| "String".to_owned()));
        }
        let modelled = |b: &Value| !has_no_members(self.doc.resolve(b)) || b["type"] == "array";
        if site.direction == Direction::Response || !branches.iter().any(modelled) || branches.iter().any(scalar) {
            return Ty::plain(JSON);
        }
        let name = self.union_name(branches, site);
        let owner = name.clone();
        self.add(name, Direction::Request, |this| {
            let of = |branch: &'d Value| {
                let variant = branch_variant(this.doc, branch, branches, &owner);
                let ty = this.ty(
                    branch,
                    &Site {
                        owner: &owner,
                        member: &variant,
                        ..*site
                    },
                );
                (variant, ty)
            };
            Shape::Untagged(branches.iter().map(of).collect())
        })
    }

    /// Bodies that can be written plain or nested share one name in all operations.
    fn union_name(&self, branches: &[Value], site: &Site<'_>) -> String {
        let plain = branches
            .iter()
            .filter_map(reference)
            .filter_map(|n| n.strip_suffix("Write"))
            .min_by_key(|n| n.len());
        match plain {
            Some(name) if self.doc.schema(name).is_none() => name.to_owned(),
            _ => format!("{}{}", site.owner, names::pascal(site.member)),
        }
    }

    fn inline_enum(&mut self, values: Vec<String>, site: &Site<'_>) -> Ty {
        let name = match site.operation {
            Some(op) => enums::of_operation(self.doc, op, site.member, &values),
            None => enums::of_member(self.doc, site.owner, site.member, &values),
        };
        let named = self.doc.schema(&name).and_then(enums::values);
        self.add(name, Direction::Response, |_| Shape::Enum(named.unwrap_or(values)))
    }

    fn id(&self, site: &Site<'_>) -> Option<String> {
        let id = match site.operation {
            Some(op) if site.member == "id" => ids::of_path(op),
            _ => ids::of_member(self.doc.version, site.owner, site.member),
        };
        id.map(str::to_owned)
    }

    fn add(&mut self, name: String, direction: Direction, shape: impl FnOnce(&mut Self) -> Shape) -> Ty {
        if self.models.iter().all(|m| m.name != name) {
            let at = self.models.len();
            self.models.push(Model {
                name: name.clone(),
                direction,
                shape: Shape::Enum(Vec::new()),
            });
            self.models[at].shape = shape(self);
        }
        Ty::Model(name)
    }

    fn note(&self, schema: &Value) -> Option<String> {
        let branches = schema.get("oneOf").or_else(|| schema.get("anyOf"))?;
        let names: Vec<_> = list(branches)
            .iter()
            .map(|b| reference(b).or(b["type"].as_str()).unwrap_or("?"))
            .collect();
        Some(format!("one of: {}", names.join(", ")))
    }

    /// The collected models, in the order in which they were first found.
    pub(crate) fn into_models(self) -> Vec<Model> {
        self.models
    }
}

/// The name of a branch. It is a list, an object around a list or one item of it. In other cases the name is the part
/// of its type's name that is different from the others.
fn branch_variant(doc: &Document, branch: &Value, branches: &[Value], union: &str) -> String {
    let is_list = |branch: &Value| doc.resolve(branch)["type"] == "array";
    if is_list(branch) {
        return "List".to_owned();
    }
    if doc
        .members(branch)
        .properties
        .iter()
        .any(|(name, _)| *name == "results")
    {
        return "Envelope".to_owned();
    }
    if branches.iter().any(is_list) {
        return "Single".to_owned();
    }
    let said = |word: &String| word == "write" || names::words(union).contains(word);
    let rest: Vec<_> = names::words(reference(branch).unwrap_or_default())
        .into_iter()
        .filter(|w| !said(w))
        .collect();
    if rest.is_empty() {
        "Simple".to_owned()
    } else {
        names::pascal(&rest.join("_"))
    }
}

/// `range = …` and `max_len = …` of a schema, as a member of a request declares them.
fn checks(schema: &Value) -> Vec<String> {
    let range = range(schema).map(|r| format!("range({r})"));
    let max_len = schema["maxLength"].as_u64().map(|n| format!("max_len({n})"));
    range.into_iter().chain(max_len).collect()
}

/// The range that a schema allows, if it has both ends.
pub(crate) fn range(schema: &Value) -> Option<String> {
    Some(format!(
        "{}..={}",
        schema["minimum"].as_i64()?,
        schema["maximum"].as_i64()?
    ))
}

fn has_no_members(schema: &Value) -> bool {
    schema["properties"].as_object().is_none_or(|p| p.is_empty()) && schema.get("allOf").is_none()
}

fn scalar_ty(kind: &str, schema: &Value, id: &Option<String>, name: &str) -> Ty {
    match (kind, id) {
        ("string" | "integer", Some(id)) => Ty::Plain(id.clone()),
        ("boolean", _) => Ty::plain("bool"),
        ("number", _) => Ty::plain("f64"),
        ("integer", None) => Ty::plain(integer(schema, name)),
        ("string", None) if is_timestamp(schema, name) => Ty::plain("Timestamp"),
        _ => Ty::plain("String"),
    }
}

/// The integer type for a schema. It is unsigned if the minimum or the name says so.
pub(crate) fn integer(schema: &Value, name: &str) -> &'static str {
    let unsigned = schema["minimum"].as_i64().is_some_and(|m| m >= 0) || COUNTS.contains(&name);
    match (schema["format"].as_str(), unsigned) {
        (Some("int64"), true) => "u64",
        (Some("int64"), false) => "i64",
        (_, true) => "u32",
        (Some("int32"), false) => "i32",
        (_, false) => "i64",
    }
}

fn is_timestamp(schema: &Value, name: &str) -> bool {
    schema["format"] == "date-time" || name == "when" || name.ends_with("At")
}

/// The schemas that this part of any operation reaches.
fn reached(doc: &Document, part: impl Fn(&Operation) -> Vec<&Value>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Value> = doc.operations.iter().flat_map(part).collect();
    while let Some(schema) = open.pop() {
        match reference(schema) {
            Some(name) if seen.insert(name.to_owned()) => open.push(doc.resolve(schema)),
            Some(_) => {}
            None => open.extend(children(schema)),
        }
    }
    seen
}

fn children(value: &Value) -> Vec<&Value> {
    match value {
        Value::Object(map) => map.iter().filter(|(k, _)| *k != "example").map(|(_, v)| v).collect(),
        Value::Array(items) => items.iter().collect(),
        _ => Vec::new(),
    }
}

/// Free-form JSON.
pub(crate) const JSON: &str = "serde_json::Value";

/// Names of integers that count something, even if the document gives no range.
const COUNTS: [&str; 12] = [
    "count",
    "depth",
    "height",
    "limit",
    "number",
    "size",
    "start",
    "totalSize",
    "version",
    "version-number",
    "versionNumber",
    "width",
];
