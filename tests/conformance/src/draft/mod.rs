//! Prints operations as declarations in the grammar of the spec.
//!
//! Facts are filled in. `PROSE` marks the places where a person must write, and comments mark what a person must
//! decide.

mod answer;
mod arguments;
mod enums;
mod ids;
mod model_text;
mod models;
mod names;

use crate::document::{ApiVersion, Document, Operation};
use answer::answer;
use arguments::{XSRF_HEADER, arguments};
use models::Collector;
use std::fmt::Write;

/// Prints the operations, as one trait for each tag and base.
pub(crate) fn declarations(operations: &[(&Document, &Operation)]) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for (doc, op) in operations {
        let (head, text) = (trait_head(op), declaration(doc, op));
        match groups.iter_mut().find(|(h, _)| *h == head) {
            Some((_, texts)) => texts.push(text),
            None => groups.push((head, vec![text])),
        }
    }
    groups
        .iter()
        .map(|(head, texts)| format!("{head}{}}}\n", texts.join("\n")))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Prints all models that the operations reach, except those named in `skip`.
pub(crate) fn models(operations: &[(&Document, &Operation)], skip: &[String]) -> String {
    let versions = [ApiVersion::V1, ApiVersion::V2];
    let printed = versions.iter().filter_map(|version| {
        let of_version: Vec<_> = operations.iter().filter(|(doc, _)| doc.version == *version).collect();
        let (doc, _) = of_version.first()?;
        let mut collector = Collector::new(doc);
        for (_, op) in &of_version {
            arguments(doc, op, &mut collector);
            answer(doc, op, &mut collector);
        }
        Some(model_text::print(&collector.into_models(), skip))
    });
    printed.collect::<Vec<_>>().join("\n")
}

fn declaration(doc: &Document, op: &Operation) -> String {
    let mut collector = Collector::new(doc);
    let mut arguments = arguments(doc, op, &mut collector);
    let answer = answer(doc, op, &mut collector);
    let paged = answer.paged.map(|way| arguments::paged(way, &mut arguments));
    let mut out = String::from("    /// PROSE\n");
    for note in notes(op).iter().chain(&answer.notes) {
        let _ = writeln!(out, "    // {note}");
    }
    for attribute in attributes(op).into_iter().chain(paged) {
        let _ = writeln!(out, "    #[{attribute}]");
    }
    let _ = write!(out, "    fn {}(", names::snake(&op.id));
    if !arguments.is_empty() {
        let arguments: String = arguments.iter().map(ToString::to_string).collect();
        let _ = write!(out, "\n{arguments}    ");
    }
    out.push(')');
    if let Some(ty) = answer.ty {
        let _ = write!(out, " -> {ty}");
    }
    out.push_str(";\n");
    out
}
fn trait_head(op: &Operation) -> String {
    let name = match op.version {
        ApiVersion::V1 => names::pascal(&op.tag),
        ApiVersion::V2 => names::plural(&names::pascal(&op.tag)),
    };
    let (version, tag, base) = (op.version, &op.tag, base(op));
    format!("/// PROSE\n#[endpoints({version}, tag = {tag:?}, base = {base:?})]\npub trait {name} {{\n")
}

/// The part of the path that the trait states. It has three segments in both APIs.
fn base(op: &Operation) -> String {
    op.path.split('/').take(4).collect::<Vec<_>>().join("/")
}

/// The rest of the path. Placeholders keep the vendor's names, except if an argument cannot have the name.
fn path(op: &Operation) -> String {
    let segment = |segment: &str| match segment.strip_prefix('{').and_then(|s| s.strip_suffix('}')) {
        Some(name) if names::field(name) != names::snake(name) => format!("{{{}}}", names::field(name)),
        _ => segment.to_owned(),
    };
    op.path[base(op).len()..]
        .split('/')
        .map(segment)
        .collect::<Vec<_>>()
        .join("/")
}

fn attributes(op: &Operation) -> Vec<String> {
    let path = path(op);
    let permissions = match op.permission() {
        Some(sentence) => format!("permissions(/* {sentence} */)"),
        None => "permissions(none_stated)".to_owned(),
    };
    let mut attributes = vec![
        format!("{}({path:?})", op.method),
        format!("id({:?})", op.id),
        scopes(op),
        format!("connect({})", connect(op)),
        permissions,
        format!("app_access({})", app_access(op)),
    ];
    if op
        .security
        .as_ref()
        .is_some_and(|s| !s.iter().any(|scheme| scheme == "basicAuth"))
    {
        attributes.push("callers(except(Basic), because = \"PROSE\")".to_owned());
    }
    if op.deprecated {
        attributes.push("deprecated = \"PROSE\"".to_owned());
    }
    if op.experimental {
        attributes.push("experimental".to_owned());
    }
    if op.has_param(XSRF_HEADER) || op.description.contains(XSRF_HEADER) {
        attributes.push(format!("header({XSRF_HEADER:?} = \"no-check\")"));
    }
    attributes
}

fn scopes(op: &Operation) -> String {
    if op.scopes.is_empty() {
        return "scopes(none, because = \"PROSE\")".to_owned();
    }
    let quoted = |set: &Vec<String>| set.iter().map(|s| format!("{s:?}")).collect::<Vec<_>>().join(" + ");
    format!(
        "scopes({})",
        op.scopes.iter().map(quoted).collect::<Vec<_>>().join(" | ")
    )
}

fn connect(op: &Operation) -> &str {
    match op.connect.as_deref() {
        Some("INACCESSIBLE") => "inaccessible",
        Some(scope) => scope,
        None => "/* not stated */",
    }
}

fn app_access(op: &Operation) -> &'static str {
    match op.app_access_exempt {
        Some(true) => "exempt",
        Some(false) => "ruled",
        None => "unstated",
    }
}

fn notes(op: &Operation) -> Vec<String> {
    let mut notes = Vec::new();
    if op.security.is_none() {
        notes.push("the document declares no security: decide who may call".to_owned());
    }
    if let Some(hint) = ["Connect app", "Forge app", "asApp", "apps cannot"]
        .iter()
        .find(|h| op.description.contains(*h))
    {
        notes.push(format!(
            "the prose speaks of `{hint}`: decide whether #[callers] is needed"
        ));
    }
    if let Some(hint) = [" MB", "5MB", " KB", "64KB"]
        .iter()
        .find(|h| op.description.contains(*h))
    {
        notes.push(format!(
            "the prose speaks of{hint}: decide whether #[max_body] is needed"
        ));
    }
    notes
}
