//! The arguments of an operation: its parameters and the parts of its body.

use super::model_text::Ty;
use super::models::{Collector, Direction, Site, integer, range};
use super::{enums, ids, names};
use crate::document::{Body, Document, Operation, Param, list, reference};
use serde_json::Value;
use std::fmt;

/// The header that protects uploads and a few other operations from request forgery. Its value is constant.
pub(crate) const XSRF_HEADER: &str = "X-Atlassian-Token";

/// One argument of the method.
pub(crate) struct Argument {
    name: String,
    ty: String,
    /// The attribute with its brackets; empty for an argument in the path.
    attribute: String,
    /// Notes about what a person must know or decide.
    notes: Vec<String>,
    required: bool,
    list: bool,
    deprecated: bool,
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "        /// PROSE")?;
        for note in &self.notes {
            writeln!(f, "        // {note}")?;
        }
        if self.deprecated {
            writeln!(f, "        #[deprecated = \"PROSE\"]")?;
        }
        if self.required && self.list {
            writeln!(f, "        #[required]")?;
        }
        let space = if self.attribute.is_empty() { "" } else { " " };
        write!(f, "        {}{space}{}: ", self.attribute, self.name)?;
        if self.required || self.list {
            writeln!(f, "{},", self.ty)
        } else {
            writeln!(f, "Option<{}>,", self.ty)
        }
    }
}

/// The arguments in the order of a declaration: first those of the path, then the required ones, then the others.
pub(crate) fn arguments<'d>(doc: &'d Document, op: &'d Operation, collector: &mut Collector<'d>) -> Vec<Argument> {
    let params = op.params.iter().filter(|p| p.name != XSRF_HEADER);
    let mut arguments: Vec<_> = params.map(|p| parameter(doc, op, p, collector)).collect();
    if let Some(body) = &op.body {
        for mut argument in body_arguments(doc, op, body, collector) {
            if arguments.iter().any(|a| a.name == argument.name) {
                argument.name = format!("body_{}", argument.name);
                argument.notes.push("a parameter has the name too".to_owned());
            }
            arguments.push(argument);
        }
    }
    arguments.sort_by_key(|a| (!a.attribute.is_empty(), !a.required));
    arguments
}

/// `paged(…)` in place of the arguments that it brings along.
pub(crate) fn paged(way: &str, arguments: &mut Vec<Argument>) -> String {
    let limit = arguments.iter().find(|argument| argument.name == "limit");
    let limit = limit.and_then(|limit| limit.attribute.strip_prefix("#[query(")?.strip_suffix(")]"));
    let attribute = match limit {
        Some("default = 25, range = 1..=250") if way != "offset" => format!("paged({way})"),
        Some(limit) => format!("paged({way}, limit({limit}))"),
        None => format!("paged({way})"),
    };
    let first = if way == "offset" { "start" } else { "cursor" };
    arguments.retain(|argument| argument.name != "limit" && argument.name != first);
    attribute
}

fn parameter<'d>(doc: &'d Document, op: &'d Operation, param: &'d Param, collector: &mut Collector<'d>) -> Argument {
    let prose = param.description.to_ascii_lowercase();
    let mut notes = Vec::new();
    let ty = parameter_ty(op, param, collector, &mut notes);
    let list = ty.is_list();
    if let Some(values) = enums::values(&param.schema).or_else(|| enums::values(&param.schema["items"])) {
        let wider = enums::wider_schema(doc, &param.name, &values).filter(|wider| !ty.to_string().contains(wider));
        notes.extend(wider.map(|wider| format!("every value is one of {wider} too")));
    }
    let name = names::field(&param.name);
    let mut parts = Vec::new();
    if name != param.name {
        parts.push(format!("{:?}", param.name));
    }
    if list {
        let (style, why) = list_style(param, &prose);
        parts.push(style.to_owned());
        notes.push(format!("list style: {why}"));
    }
    parts.extend(facts(&param.schema, &mut notes));
    Argument {
        name,
        ty: ty.to_string(),
        attribute: if param.place == "path" {
            String::new()
        } else {
            place(&param.place, &parts)
        },
        notes,
        required: param.required,
        list,
        deprecated: is_deprecated(&prose),
    }
}

fn parameter_ty<'d>(op: &'d Operation, param: &'d Param, collector: &mut Collector<'d>, notes: &mut Vec<String>) -> Ty {
    let schema = &param.schema;
    let prose = param.description.to_ascii_lowercase();
    if schema["type"] == "string" && schema.get("enum").is_none() && prose.contains("comma-separated") {
        notes.push("typed as a string; the prose speaks of a list".to_owned());
        let item = ids::of_param(op, &param.name).unwrap_or("String");
        return Ty::List(Box::new(Ty::Plain(item.to_owned())));
    }
    if schema["type"] == "string" && ["limit", "start"].contains(&param.name.as_str()) {
        notes.push("typed as a string; it is a number".to_owned());
        return Ty::Plain("u32".to_owned());
    }
    if let Some(id) = ids::of_param(op, &param.name) {
        let id = Ty::Plain(id.to_owned());
        return if schema["type"] == "array" {
            Ty::List(Box::new(id))
        } else {
            id
        };
    }
    if schema["type"] == "integer" {
        return Ty::Plain(integer(schema, &param.name).to_owned());
    }
    let site = Site {
        owner: &names::pascal(&op.id),
        member: &param.name,
        direction: Direction::Request,
        operation: Some(op),
    };
    collector.ty(schema, &site)
}

/// Parameters have no mark for this. Their first sentence says it.
fn is_deprecated(prose: &str) -> bool {
    let first = prose.split('.').next().unwrap_or_default();
    first.contains("deprecated") || first.contains("no longer available")
}

/// How a list is written into the query, and the reason for this guess.
fn list_style(param: &Param, prose: &str) -> (&'static str, &'static str) {
    let said_csv = [
        "comma-separated",
        "comma separated",
        "separated by comma",
        "comma delimited",
    ];
    let said_repeat = ["repeat", "multiple times"];
    match param.explode {
        Some(false) if said_repeat.iter().any(|s| prose.contains(s)) => {
            ("csv", "explode is false, the prose repeats it")
        }
        Some(false) => ("csv", "explode is false"),
        _ if said_csv.iter().any(|s| prose.contains(s)) => ("csv", "the prose says so, the schema repeats it"),
        Some(true) => ("repeat", "explode is true"),
        None => ("repeat", "default of OpenAPI"),
    }
}

/// `default`, `range`, `max_len` and `max_items`; what the grammar cannot say goes to the notes.
fn facts(schema: &Value, notes: &mut Vec<String>) -> Vec<String> {
    let mut facts = Vec::new();
    match &schema["default"] {
        Value::Null => {}
        Value::Array(items) => {
            let items: Vec<_> = items
                .iter()
                .map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned))
                .collect();
            facts.push(format!("default = {:?}", items.join(",")));
        }
        value => facts.push(format!("default = {value}")),
    }
    match (range(schema), schema["minimum"].as_i64(), schema["maximum"].as_i64()) {
        (Some(range), ..) => facts.push(format!("range = {range}")),
        (None, Some(minimum), _) if minimum != 0 => notes.push(format!("at least {minimum}")),
        (None, _, Some(maximum)) => notes.push(format!("at most {maximum}")),
        _ => {}
    }
    facts.extend(schema["maxLength"].as_u64().map(|n| format!("max_len = {n}")));
    facts.extend(schema["maxItems"].as_u64().map(|n| format!("max_items = {n}")));
    notes.extend(schema["pattern"].as_str().map(|p| format!("pattern {p}")));
    facts
}

fn place(place: &str, parts: &[String]) -> String {
    if parts.is_empty() {
        format!("#[{place}]")
    } else {
        format!("#[{place}({})]", parts.join(", "))
    }
}

fn body_arguments<'d>(
    doc: &'d Document,
    op: &'d Operation,
    body: &'d Body,
    collector: &mut Collector<'d>,
) -> Vec<Argument> {
    let schema = doc.wrapped(&body.schema).unwrap_or(&body.schema);
    if body.media_type == "multipart/form-data" {
        return doc
            .members(schema)
            .properties
            .iter()
            .map(|(name, _)| part(name))
            .collect();
    }
    let inline_members = doc.members(schema).properties;
    if reference(schema).is_some() || inline_members.is_empty() {
        return vec![whole_body(op, body, schema, collector)];
    }
    members(doc, op, schema, collector)
}

fn whole_body<'d>(op: &'d Operation, body: &Body, schema: &'d Value, collector: &mut Collector<'d>) -> Argument {
    let owner = names::pascal(&op.id);
    let ty = collector.ty(
        schema,
        &Site {
            owner: &owner,
            member: "body",
            direction: Direction::Request,
            operation: Some(op),
        },
    );
    let other =
        (body.media_type != "application/json").then(|| format!("the document's media type: {}", body.media_type));
    Argument {
        name: "body".to_owned(),
        ty: ty.to_string(),
        attribute: "#[body]".to_owned(),
        notes: other.into_iter().collect(),
        required: body.required,
        list: false,
        deprecated: false,
    }
}

fn members<'d>(
    doc: &'d Document,
    op: &'d Operation,
    schema: &'d Value,
    collector: &mut Collector<'d>,
) -> Vec<Argument> {
    let found = doc.members(schema);
    let owner = names::pascal(&op.id);
    let argument = |(wire, schema): (&'d String, &'d Value)| {
        let site = Site {
            owner: &owner,
            member: wire,
            direction: Direction::Request,
            operation: Some(op),
        };
        let ty = collector.ty(schema, &site);
        let name = names::field(wire);
        let mut notes = one_of(schema);
        let mut parts = Vec::new();
        parts.extend(names::explicit_wire(&name, wire).map(|wire| format!("{wire:?}")));
        parts.extend(facts(schema, &mut notes));
        Argument {
            name,
            ty: ty.to_string(),
            attribute: place("member", &parts),
            notes,
            required: found.required.contains(&wire.as_str()),
            list: ty.is_list(),
            deprecated: false,
        }
    };
    found.properties.into_iter().map(argument).collect()
}

fn one_of(schema: &Value) -> Vec<String> {
    let branches: Vec<_> = list(&schema["oneOf"]).iter().filter_map(reference).collect();
    if branches.is_empty() {
        Vec::new()
    } else {
        vec![format!("one of: {}", branches.join(", "))]
    }
}

/// The document types all parts as binary, so the name decides what a part is.
fn part(wire: &str) -> Argument {
    let name = names::field(wire);
    let (ty, required, note) = match wire {
        "file" => ("FilePart", true, Some("does it take several files? then Vec<FilePart>")),
        "minorEdit" => ("bool", false, Some("required by the document, not by real servers")),
        _ => ("String", false, None),
    };
    let parts: Vec<_> = names::explicit_wire(&name, wire)
        .map(|wire| format!("{wire:?}"))
        .into_iter()
        .collect();
    Argument {
        attribute: place("part", &parts),
        name,
        ty: ty.to_owned(),
        notes: note.map(str::to_owned).into_iter().collect(),
        required,
        list: false,
        deprecated: false,
    }
}
