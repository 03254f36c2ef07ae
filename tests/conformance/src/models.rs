//! From the vendor's schemas to models: collects what a set of operations reaches and prints it.
//!
//! [`Collector::ty`] decides the Rust type of any schema and notes the models that it needs on the way.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
};

use serde_json::Value;

use crate::{
    document::{Document, Operation, list, reference},
    enums, ids, names,
};

/// Which way a model travels. Requests are strict, responses tolerant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Request,
    Response,
}

/// A Rust type, as far as printing a declaration needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// A type that is not drafted here: text, numbers, ids, `serde_json::Value`.
    Plain(String),
    Model(String),
    List(Box<Ty>),
    Map(Box<Ty>),
}

impl Ty {
    fn plain(name: &str) -> Self {
        Self::Plain(name.to_owned())
    }

    pub fn is_list(&self) -> bool {
        matches!(self, Self::List(_))
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(name) | Self::Model(name) => f.write_str(name),
            Self::List(item) => write!(f, "Vec<{item}>"),
            Self::Map(item) => write!(f, "BTreeMap<String, {item}>"),
        }
    }
}

/// Where a schema stands: its type may depend on it.
pub struct Site<'a> {
    /// The type that has the member; names of inline types begin with it.
    pub owner: &'a str,
    pub member: &'a str,
    pub direction: Direction,
    /// Set for parameters and for members of a body that is no model itself.
    pub operation: Option<&'a Operation>,
}

/// One model to declare.
pub struct Model {
    name: String,
    direction: Direction,
    shape: Shape,
}

enum Shape {
    Struct(Vec<Member>),
    Enum(Vec<String>),
    Untagged(Vec<(String, Ty)>),
}

struct Member {
    wire: String,
    ty: Ty,
    required: bool,
    checks: Vec<String>,
    note: Option<String>,
}

/// Collects the models that schemas reach.
pub struct Collector<'d> {
    doc: &'d Document,
    /// Schemas that travel both ways.
    shared: BTreeSet<String>,
    /// Models to whose `_links` an answer adds `base`.
    wrapped: BTreeSet<String>,
    models: Vec<Model>,
}

impl<'d> Collector<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let sent = reached(doc, |op| op.body.iter().map(|b| &b.schema).collect());
        let received = reached(doc, |op| op.responses.iter().filter_map(|r| r.schema.as_ref()).collect());
        let answers = doc.operations.iter().flat_map(|op| &op.responses).filter_map(|r| r.schema.as_ref());
        let wrapped = answers.filter_map(|s| reference(doc.wrapped(s)?)).map(str::to_owned).collect();
        Self { doc, shared: sent.intersection(&received).cloned().collect(), wrapped, models: Vec::new() }
    }

    /// The Rust type of a schema.
    pub fn ty(&mut self, schema: &'d Value, site: &Site<'_>) -> Ty {
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
            return self.ty(schema, &Site { owner: "", member: name, ..*site });
        }
        let name = self.model_name(name, site.direction);
        self.structure(name, schema, site.direction)
    }

    fn model_name(&self, schema: &str, direction: Direction) -> String {
        let says_request = ["Request", "Create", "Update", "Write", "Input"].iter().any(|s| schema.contains(s));
        match direction {
            Direction::Request if self.shared.contains(schema) && !says_request => format!("{schema}Request"),
            Direction::Response if self.shared.contains(schema) && says_request => format!("{schema}Response"),
            _ => schema.to_owned(),
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
        let name = format!("{}{}", site.owner, names::pascal(site.member));
        self.structure(name, schema, site.direction)
    }

    fn structure(&mut self, name: String, schema: &'d Value, direction: Direction) -> Ty {
        let owner = name.clone();
        self.add(name, direction, |this| Shape::Struct(this.struct_members(&owner, schema, direction)))
    }

    fn struct_members(&mut self, owner: &str, schema: &'d Value, direction: Direction) -> Vec<Member> {
        let found = self.doc.members(schema);
        let mut members = Vec::new();
        for (wire, schema) in found.properties {
            let site = Site { owner, member: wire, direction, operation: None };
            let ty = self.ty(schema, &site);
            let listed = found.required.contains(&wire.as_str());
            let required = match direction {
                Direction::Request => listed,
                Direction::Response => wire == "id" && (listed || found.required.is_empty()),
            };
            let checks = if direction == Direction::Request { checks(schema) } else { Vec::new() };
            members.push(Member { wire: wire.clone(), ty, required, checks, note: self.note(schema) });
        }
        if self.wrapped.contains(owner) {
            self.add_base(&members);
        }
        members
    }

    /// Answers put `base` into the `_links` of some models; the type of these links gets it.
    fn add_base(&mut self, members: &[Member]) {
        let links = members.iter().find(|m| m.wire == "_links").map(|m| m.ty.clone());
        let Some(Ty::Model(links)) = links else { return };
        let Some(model) = self.models.iter_mut().find(|m| m.name == links) else { return };
        if let Shape::Struct(members) = &mut model.shape
            && members.iter().all(|m| m.wire != "base")
        {
            let ty = Ty::plain("String");
            members.push(Member { wire: "base".to_owned(), ty, required: false, checks: Vec::new(), note: None });
        }
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
            let of = |(i, branch): (usize, &'d Value)| {
                let variant = branch_variant(this.doc, branch, &owner, i);
                let ty = this.ty(branch, &Site { owner: &owner, member: &variant, ..*site });
                (variant, ty)
            };
            Shape::Untagged(branches.iter().enumerate().map(of).collect())
        })
    }

    /// Two bodies that may be written plain or nested share a name, whichever operation takes them.
    fn union_name(&self, branches: &[Value], site: &Site<'_>) -> String {
        let plain = branches.iter().filter_map(reference).filter_map(|n| n.strip_suffix("Write")).min_by_key(|n| n.len());
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
        self.add(name, Direction::Response, |_| Shape::Enum(values))
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
            self.models.push(Model { name: name.clone(), direction, shape: Shape::Enum(Vec::new()) });
            self.models[at].shape = shape(self);
        }
        Ty::Model(name)
    }

    fn note(&self, schema: &Value) -> Option<String> {
        let branches = schema.get("oneOf").or_else(|| schema.get("anyOf"))?;
        let names: Vec<_> = list(branches).iter().map(|b| reference(b).or(b["type"].as_str()).unwrap_or("?")).collect();
        Some(format!("one of: {}", names.join(", ")))
    }

    /// Prints what was collected, but for the models named in `skip`.
    pub fn print(&self, skip: &[String]) -> String {
        let edges: BTreeMap<&str, BTreeSet<&str>> =
            self.models.iter().map(|m| (m.name.as_str(), held(&m.shape).collect())).collect();
        let printed = self.models.iter().filter(|m| !skip.contains(&m.name));
        printed.map(|m| print_model(m, &edges)).collect::<Vec<_>>().join("\n")
    }
}

/// The models that a model holds by value: a circle of these needs a box.
fn held(shape: &Shape) -> impl Iterator<Item = &str> {
    let types: Vec<&Ty> = match shape {
        Shape::Struct(members) => members.iter().map(|m| &m.ty).collect(),
        Shape::Untagged(branches) => branches.iter().map(|(_, ty)| ty).collect(),
        Shape::Enum(_) => Vec::new(),
    };
    types.into_iter().filter_map(|ty| match ty {
        Ty::Model(name) => Some(name.as_str()),
        _ => None,
    })
}

fn leads_to<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(model) = open.pop() {
        if model == to {
            return true;
        }
        if seen.insert(model) {
            open.extend(edges.get(model).into_iter().flatten());
        }
    }
    false
}

fn print_model(model: &Model, edges: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let name = &model.name;
    match &model.shape {
        Shape::Struct(members) => {
            let request = if model.direction == Direction::Request { "(request)" } else { "" };
            let members: String = members.iter().map(|m| print_member(m, name, edges)).collect();
            format!("/// PROSE\n#[model{request}]\npub struct {name} {{\n{members}}}\n")
        }
        Shape::Enum(values) => {
            let variants: String = values.iter().map(|v| print_variant(v)).collect();
            format!("/// PROSE\n#[model]\npub enum {name} {{\n{variants}}}\n")
        }
        Shape::Untagged(branches) => {
            let variants: String = branches.iter().map(|(v, ty)| format!("    /// PROSE\n    {v}({ty}),\n")).collect();
            format!("/// PROSE\n#[model(untagged)]\npub enum {name} {{\n{variants}}}\n")
        }
    }
}

fn print_member(member: &Member, owner: &str, edges: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let rust = names::field(&member.wire);
    let boxed = matches!(&member.ty, Ty::Model(name) if leads_to(edges, name, owner));
    let ty = if boxed { format!("Box<{}>", member.ty) } else { member.ty.to_string() };
    let collection = matches!(member.ty, Ty::List(_) | Ty::Map(_));
    let mut out = String::from("    /// PROSE\n");
    if let Some(note) = &member.note {
        let _ = writeln!(out, "    // {note}");
    }
    if member.required && collection {
        out.push_str("    #[required]\n");
    }
    for check in &member.checks {
        let _ = writeln!(out, "    #[{check}]");
    }
    if names::camel(&rust) != member.wire {
        let _ = writeln!(out, "    #[wire({:?})]", member.wire);
    }
    let ty = if member.required || collection { ty } else { format!("Option<{ty}>") };
    let _ = writeln!(out, "    pub {rust}: {ty},");
    out
}

fn print_variant(value: &str) -> String {
    let variant = names::variant(value);
    if names::value_of_variant(&variant).as_deref() == Some(value) {
        return format!("    /// PROSE\n    {variant},\n");
    }
    format!("    /// PROSE\n    #[wire({value:?})]\n    {variant},\n")
}

fn branch_variant(doc: &Document, branch: &Value, union: &str, index: usize) -> String {
    if doc.resolve(branch)["type"] == "array" {
        return "List".to_owned();
    }
    let rest: Vec<_> = reference(branch)
        .map(|name| names::words(name).into_iter().filter(|w| w != "write" && !names::words(union).contains(w)).collect())
        .unwrap_or_else(|| vec!["object".to_owned()]);
    match (rest.is_empty(), index) {
        (true, 0 | 1) => "Simple".to_owned(),
        (true, i) => format!("Other{i}"),
        (false, _) => names::pascal(&rest.join("_")),
    }
}

/// `range = …` and `max_len = …` of a schema, as they are written on a member of a request.
fn checks(schema: &Value) -> Vec<String> {
    let range = range(schema).map(|r| format!("range({r})"));
    let max_len = schema["maxLength"].as_u64().map(|n| format!("max_len({n})"));
    range.into_iter().chain(max_len).collect()
}

/// The range that a schema allows, if it has both ends.
pub fn range(schema: &Value) -> Option<String> {
    Some(format!("{}..={}", schema["minimum"].as_i64()?, schema["maximum"].as_i64()?))
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

/// The integer type for a schema: unsigned where its minimum or its name says so.
pub fn integer(schema: &Value, name: &str) -> &'static str {
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

/// Schemas that the given part of any operation leads to.
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
pub const JSON: &str = "serde_json::Value";

/// Integers that count something, whatever the document says of their range.
const COUNTS: [&str; 12] = [
    "count", "depth", "height", "limit", "number", "size", "start", "totalSize", "version", "version-number", "versionNumber",
    "width",
];
