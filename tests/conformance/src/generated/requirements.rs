//! The requirements of each operation, in one line, so that a reviewer sees every change.

use super::COMMAND;
use confluence_sdk::scope::Scope;
use confluence_sdk::spec::{self, ConnectAccess, Declaration, Mode};

/// The whole of `spec/requirements.txt`.
pub(super) fn text() -> String {
    let mut operations: Vec<_> = spec::operations().collect();
    operations.sort_by_key(|operation| (operation.version, operation.id));
    let lines: String = operations.into_iter().map(|operation| line(operation) + "\n").collect();
    format!(
        "# What each operation requires, divided by tabs: operation, request, scopes, Connect scope, callers, permission, marks.\n\
         # Generated from the declarations beside it; to make it anew: {COMMAND}\n\
         {lines}"
    )
}

fn line(operation: &Declaration) -> String {
    [
        format!("{}:{}", operation.version, operation.id),
        format!("{} {}", operation.method, operation.path),
        scopes(operation),
        connect(operation.connect),
        callers(operation),
        operation.permission_words.to_owned(),
        marks(operation),
    ]
    .join("\t")
}

/// The scopes in the order of the declaration, with `|` between alternatives.
fn scopes(operation: &Declaration) -> String {
    if operation.scopes.is_empty() {
        return "none opens it".to_owned();
    }
    let all = |all: &&[_]| {
        all.iter()
            .map(|scope: &Scope| scope.name())
            .collect::<Vec<_>>()
            .join(" + ")
    };
    operation.scopes.iter().map(all).collect::<Vec<_>>().join(" | ")
}

fn connect(access: ConnectAccess) -> String {
    match access {
        ConnectAccess::Any => "any".to_owned(),
        ConnectAccess::Needs(scope) => scope.name().to_owned(),
        _ => "inaccessible".to_owned(),
    }
}

fn callers(operation: &Declaration) -> String {
    let callers = &operation.callers;
    let mut text = if Mode::ALL.iter().all(|mode| callers.allow(*mode)) {
        "all".to_owned()
    } else {
        callers
            .modes
            .iter()
            .map(|mode| format!("{mode:?}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    if let Some(because) = callers.because {
        text += &format!(" ({because})");
    }
    text
}

fn marks(operation: &Declaration) -> String {
    let exempt = match operation.app_access_rule_exempt {
        Some(true) => "app access: exempt",
        Some(false) => "app access: ruled",
        None => "app access: unstated",
    };
    let deprecated = operation.deprecated.map(|instead| format!("deprecated: {instead}"));
    let experimental = operation.experimental.then(|| "experimental".to_owned());
    [exempt.to_owned()]
        .into_iter()
        .chain(experimental)
        .chain(deprecated)
        .collect::<Vec<_>>()
        .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_everything() {
        let operation = spec::look_up("getWatchesForPage").unwrap();
        assert_eq!(
            line(operation),
            "v1:getWatchesForPage\tGET /wiki/rest/api/content/{id}/notification/child-created\t\
             read:confluence-content.summary | read:watcher:confluence + read:user:confluence\tREAD\tall\tuse the site\tapp access: ruled"
        );
    }

    #[test]
    fn every_operation_has_a_line_and_every_line_seven_columns() {
        let text = text();
        assert_eq!(text.lines().count(), 2 + spec::operations().count());
        for line in text.lines().skip(2) {
            let columns: Vec<_> = line.split('\t').collect();
            assert!(
                columns.len() == 7 && columns.iter().all(|column| !column.is_empty()),
                "{line}"
            );
        }
    }
}
