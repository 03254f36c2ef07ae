//! What is said of the refusals that the vendor documents.

use crate::checked::Operation;

/// What the status means, and how [`Error`] is asked for it.
fn meaning(status: u16) -> (&'static str, Option<&'static str>) {
    match status {
        400 => ("not valid", None),
        401 => ("no valid credential, or a scope is missing", Some("is_unauthorized")),
        403 => ("not permitted", Some("is_forbidden")),
        404 => ("not there, or not to be seen by the caller", Some("is_not_found")),
        409 => ("in conflict with what is there", Some("is_conflict")),
        413 => ("too large", None),
        500.. => ("the server cannot do it", Some("is_server_error")),
        _ => ("refused", None),
    }
}

/// In short, for the method: its page is long enough.
pub(super) fn line(operation: &Operation) -> String {
    let each = operation.errors.iter().map(|status| match status {
        404 => "404 (or not visible)".to_owned(),
        409 => "409 (conflict)".to_owned(),
        413 => "413 (too large)".to_owned(),
        other => other.to_string(),
    });
    each.collect::<Vec<_>>().join(", ")
}

/// A list, for the request.
pub(super) fn list(operation: &Operation) -> Vec<String> {
    let mut lines = vec!["# Errors".to_owned(), String::new()];
    for status in &operation.errors {
        lines.push(match meaning(*status) {
            (words, Some(question)) => format!("* {status}: {words} ([`{question}`](crate::Error::{question}))"),
            (words, None) => format!("* {status}: {words}"),
        });
    }
    if operation.errors.is_empty() {
        lines.push("The vendor documents no refusals.".to_owned());
    }
    lines.push(String::new());
    lines.push("Besides, what every call can meet: see [`Error`](crate::Error).".to_owned());
    lines
}
