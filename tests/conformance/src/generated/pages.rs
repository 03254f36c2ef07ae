//! The parts that all pages share.

use confluence_sdk::scope::Scope;
use confluence_sdk::spec::Declaration;

/// A link to the method.
pub(super) fn method(operation: &Declaration) -> String {
    let Declaration {
        version, group, name, ..
    } = operation;
    let mark = if operation.deprecated.is_some() {
        " (deprecated)"
    } else {
        ""
    };
    format!("[`{name}`](crate::{version}::{group}::{name}){mark}")
}

/// Method and path.
pub(super) fn request(operation: &Declaration) -> String {
    format!("`{} {}`", operation.method, operation.path)
}

/// A link to the type of a scope.
pub(super) fn scope(scope: Scope) -> String {
    format!("[`{scope}`](crate::scope::{})", scope.marker())
}

/// Scopes that are needed together.
pub(super) fn together<'a>(scopes: impl IntoIterator<Item = &'a Scope>) -> String {
    scopes
        .into_iter()
        .map(|one| scope(*one))
        .collect::<Vec<_>>()
        .join(" + ")
}

/// `1 operation`, `2 operations`.
pub(super) fn operations(count: usize) -> String {
    match count {
        0 => "no operation".to_owned(),
        1 => "1 operation".to_owned(),
        _ => format!("{count} operations"),
    }
}
