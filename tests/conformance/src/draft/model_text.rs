//! Models to declare, and their text.

use super::models::Direction;
use super::names;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

/// A Rust type, with the details that a declaration needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    /// A type that is not drafted here: text, numbers, ids, `serde_json::Value`.
    Plain(String),
    Model(String),
    List(Box<Ty>),
    Map(Box<Ty>),
}

impl Ty {
    pub(crate) fn plain(name: &str) -> Self {
        Self::Plain(name.to_owned())
    }

    pub(crate) fn is_list(&self) -> bool {
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

/// One model to declare.
pub(crate) struct Model {
    pub(crate) name: String,
    pub(crate) direction: Direction,
    pub(crate) shape: Shape,
}

pub(crate) enum Shape {
    Struct(Vec<Member>),
    /// A struct that the SDK can use as a page.
    Page(Vec<Member>),
    Enum(Vec<String>),
    Untagged(Vec<(String, Ty)>),
}

pub(crate) struct Member {
    pub(crate) wire: String,
    pub(crate) ty: Ty,
    pub(crate) required: bool,
    pub(crate) checks: Vec<String>,
    pub(crate) note: Option<String>,
}

/// Prints the models, except those named in `skip`.
pub(crate) fn print(models: &[Model], skip: &[String]) -> String {
    let edges: BTreeMap<&str, BTreeSet<&str>> = models
        .iter()
        .map(|m| (m.name.as_str(), held(&m.shape).collect()))
        .collect();
    let printed = models.iter().filter(|m| !skip.contains(&m.name));
    printed.map(|m| print_model(m, &edges)).collect::<Vec<_>>().join("\n")
}

/// The models that a model contains by value. A cycle of them needs a box.
fn held(shape: &Shape) -> impl Iterator<Item = &str> {
    let types: Vec<&Ty> = match shape {
        Shape::Struct(members) | Shape::Page(members) => members.iter().map(|m| &m.ty).collect(),
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
    let Model { name, direction, shape } = model;
    let (kind, option, content) = match shape {
        Shape::Struct(members) if *direction == Direction::Request => {
            ("struct", "(request)", print_members(model, members, edges))
        }
        Shape::Struct(members) => ("struct", "", print_members(model, members, edges)),
        Shape::Page(members) => ("struct", "(page)", print_members(model, members, edges)),
        Shape::Enum(values) => ("enum", "", values.iter().map(|v| print_variant(v)).collect()),
        Shape::Untagged(branches) => {
            let branches = branches
                .iter()
                .map(|(v, ty)| format!("    /// PROSE\n    {v}({ty}),\n"));
            ("enum", "(untagged)", branches.collect())
        }
    };
    format!("/// PROSE\n#[model{option}]\npub {kind} {name} {{\n{content}}}\n")
}

fn print_members(model: &Model, members: &[Member], edges: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    members
        .iter()
        .map(|member| print_member(member, model, edges))
        .collect()
}

fn print_member(member: &Member, owner: &Model, edges: &BTreeMap<&str, BTreeSet<&str>>) -> String {
    let rust = names::field(&member.wire);
    let boxed = matches!(&member.ty, Ty::Model(name) if leads_to(edges, name, &owner.name));
    let ty = if boxed {
        format!("Box<{}>", member.ty)
    } else {
        member.ty.to_string()
    };
    // In a response a missing list is an empty list. In a request it is not.
    let blank = matches!(member.ty, Ty::List(_) | Ty::Map(_)) && owner.direction == Direction::Response;
    let ty = if member.required || blank {
        ty
    } else {
        format!("Option<{ty}>")
    };
    let mut out = String::from("    /// PROSE\n");
    if let Some(note) = &member.note {
        let _ = writeln!(out, "    // {note}");
    }
    for check in &member.checks {
        let _ = writeln!(out, "    #[{check}]");
    }
    if let Some(wire) = names::explicit_wire(&rust, &member.wire) {
        let _ = writeln!(out, "    #[wire({wire:?})]");
    }
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
