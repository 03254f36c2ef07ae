//! Lists the operations, and the changes between two releases of the documents.

use crate::document::{Documents, Operation, Param};
use std::collections::BTreeMap;

/// One line for each operation: version, id, method, path, tag, scopes.
pub(crate) fn listing(documents: &Documents) -> String {
    documents
        .operations()
        .map(|op| format!("{} [{}] {}\n", heading(op), op.tag, scopes(op)))
        .collect()
}

/// One line for each operation that was added or removed, and for each fact that changed.
pub(crate) fn differences(old: &Documents, new: &Documents) -> String {
    let (old, new) = (by_name(old), by_name(new));
    let gone = old
        .iter()
        .filter(|(name, _)| !new.contains_key(*name))
        .map(|(_, op)| format!("- {}", heading(op)));
    let come = new
        .iter()
        .filter(|(name, _)| !old.contains_key(*name))
        .map(|(_, op)| format!("+ {}", heading(op)));
    let changed = new.iter().filter_map(|(name, op)| Some((name, old.get(name)?, op)));
    let changes = changed.flat_map(|(name, old, new)| {
        operation_changes(old, new)
            .into_iter()
            .map(move |change| format!("~ {name}: {change}"))
    });
    gone.chain(come).chain(changes).map(|line| line + "\n").collect()
}

fn by_name(documents: &Documents) -> BTreeMap<String, &Operation> {
    documents
        .operations()
        .map(|op| (format!("{}:{}", op.version, op.id), op))
        .collect()
}

fn heading(op: &Operation) -> String {
    format!("{} {} {} {}", op.version, op.id, op.method.to_uppercase(), op.path)
}

fn scopes(op: &Operation) -> String {
    if op.scopes.is_empty() {
        return "(none)".to_owned();
    }
    op.scopes
        .iter()
        .map(|set| set.join(" + "))
        .collect::<Vec<_>>()
        .join(" | ")
}

fn operation_changes(old: &Operation, new: &Operation) -> Vec<String> {
    let facts = [
        ("method", old.method.clone(), new.method.clone()),
        ("path", old.path.clone(), new.path.clone()),
        ("tag", old.tag.clone(), new.tag.clone()),
        ("scopes", scopes(old), scopes(new)),
        (
            "connect scope",
            format!("{:?}", old.connect),
            format!("{:?}", new.connect),
        ),
        ("security", format!("{:?}", old.security), format!("{:?}", new.security)),
        (
            "permission",
            format!("{:?}", old.permission()),
            format!("{:?}", new.permission()),
        ),
        ("deprecated", old.deprecated.to_string(), new.deprecated.to_string()),
        (
            "experimental",
            old.experimental.to_string(),
            new.experimental.to_string(),
        ),
        (
            "app access exempt",
            format!("{:?}", old.app_access_exempt),
            format!("{:?}", new.app_access_exempt),
        ),
    ];
    let mut changes: Vec<_> = facts
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(fact, old, new)| format!("{fact}: {old} -> {new}"))
        .collect();
    changes.extend(param_changes(&old.params, &new.params));
    changes
}

fn param_changes(old: &[Param], new: &[Param]) -> Vec<String> {
    let same = |a: &Param, b: &Param| a.name == b.name && a.place == b.place;
    let gone = old
        .iter()
        .filter(|o| !new.iter().any(|n| same(o, n)))
        .map(|o| format!("parameter {} gone", o.name));
    let changed = new.iter().filter_map(|n| match old.iter().find(|o| same(o, n)) {
        None => Some(format!(
            "parameter {} added, {}",
            n.name,
            if n.required { "required" } else { "optional" }
        )),
        Some(o) if o.required != n.required => Some(format!(
            "parameter {}: required {} -> {}",
            n.name, o.required, n.required
        )),
        Some(o) if o.schema != n.schema => Some(format!("parameter {}: {} -> {}", n.name, o.schema, n.schema)),
        Some(o) if o.explode != n.explode => Some(format!(
            "parameter {}: explode {:?} -> {:?}",
            n.name, o.explode, n.explode
        )),
        Some(_) => None,
    });
    gone.chain(changed).collect()
}
