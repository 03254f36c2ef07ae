//! Finds the model for a schema, by what both have in common.

use crate::document::{Member, SchemaKind, View};
use confluence_sdk::__rt::model::Type;

/// The type without `Optional` and `Nullable` around it.
pub(crate) fn bare(model: Type) -> Type {
    match model {
        Type::Optional(part) | Type::Nullable(part) => bare(part()),
        other => other,
    }
}

/// The Rust name of a model, and a number that is different for models with the same name.
pub(crate) fn identity(model: Type) -> Option<(&'static str, usize)> {
    match bare(model) {
        Type::Object(form) => Some((form.name, form.members.as_ptr() as usize)),
        Type::Shapes(name, parts) => Some((name, parts.as_ptr() as usize)),
        _ => None,
    }
}

/// The members of an object, or of all objects that a value can be.
pub(crate) fn members<'d>(view: &View<'d>) -> Vec<Member<'d>> {
    match view.kind() {
        SchemaKind::Object(members, _) => members,
        SchemaKind::OneOf(branches) => branches.iter().flat_map(members).collect(),
        _ => Vec::new(),
    }
}

/// How well a model fits a schema. A larger number is better. Less than 0 means that it does not fit.
pub(crate) fn closeness(view: &View<'_>, model: Type) -> i64 {
    match (view.kind(), bare(model)) {
        (SchemaKind::Object(members, _), Type::Object(form)) => {
            let has = |wire: &str| members.iter().any(|member| member.name == wire);
            let common = form.members.iter().filter(|member| has(member.wire)).count();
            let own = form.members.len() - common;
            2 * i64::try_from(common).unwrap_or_default() - i64::try_from(own).unwrap_or_default() + 100
        }
        (SchemaKind::Object(..), Type::Map(_)) => 50,
        (SchemaKind::List(items), Type::List(part)) => closeness(&items, part()),
        (SchemaKind::Bool, Type::Bool)
        | (SchemaKind::Integer(_), Type::Integer(..) | Type::Id(..))
        | (SchemaKind::Number, Type::Number | Type::Integer(..) | Type::Id(..))
        | (SchemaKind::Time, Type::Time)
        | (SchemaKind::Text(_), Type::Text | Type::Id(..) | Type::Words(_) | Type::Time) => 100,
        (SchemaKind::OneOf(branches), model) => branches
            .iter()
            .map(|branch| closeness(branch, model))
            .max()
            .unwrap_or(-1),
        (_, Type::Shapes(_, parts)) => parts.iter().map(|part| closeness(view, part())).max().unwrap_or(-1),
        (_, Type::Json) => 0,
        (SchemaKind::Any, _) => 1,
        _ => -1,
    }
}

/// The type in words.
pub(crate) fn words(model: Type) -> String {
    match model {
        Type::Bool => "true or false".to_owned(),
        Type::Text => "text".to_owned(),
        Type::Id(name, _) => name.to_owned(),
        Type::Integer(least, most) => format!("a whole number from {least} to {most}"),
        Type::Number => "a number".to_owned(),
        Type::Time => "a point in time".to_owned(),
        Type::File => "a file".to_owned(),
        Type::Json => "any JSON".to_owned(),
        Type::Optional(part) | Type::Nullable(part) => words(part()),
        Type::List(part) => format!("a list of {}", words(part())),
        Type::Map(part) => format!("a map to {}", words(part())),
        Type::Words(known) => format!("the words of {}", known.name),
        Type::Object(form) => form.name.to_owned(),
        Type::Shapes(name, _) => name.to_owned(),
    }
}

/// The kind in words.
pub(crate) fn kind(view: &View<'_>) -> String {
    match view.kind() {
        SchemaKind::Any => "anything".to_owned(),
        SchemaKind::Bool => "true or false".to_owned(),
        SchemaKind::Integer(format) => format!("a whole number ({})", format.unwrap_or("of any size")),
        SchemaKind::Number => "a number".to_owned(),
        SchemaKind::Time => "a point in time".to_owned(),
        SchemaKind::Text(words) if words.listed.is_empty() => "text".to_owned(),
        SchemaKind::Text(words) => words.listed.join("|"),
        SchemaKind::List(items) => format!("a list of {}", kind(&items)),
        SchemaKind::Object(members, _) if members.is_empty() => "any object".to_owned(),
        SchemaKind::Object(members, _) => {
            let names: Vec<_> = members.iter().map(|member| member.name).collect();
            format!("an object of {}", names.join(", "))
        }
        SchemaKind::OneOf(branches) => branches.iter().map(kind).collect::<Vec<_>>().join(" or "),
    }
}
