//! Pages by scope: which operations it opens, alone or together with which others, and what would do instead.

use confluence_sdk::{
    scope::{Scope, ScopeKind},
    spec::{self, ConnectAccess, Declaration},
};

use super::{
    files::Files,
    pages::{self, method, operations, request, together},
    table::Table,
};

/// The page of each scope, and the front page.
pub(super) fn add_pages(files: &mut Files) {
    for scope in Scope::all() {
        files.add(format!("pages/scope/{}.md", scope.marker()), page(scope));
    }
    files.add("pages/scope.md", front());
}

fn front() -> String {
    let kinds = [
        (ScopeKind::Classic, "Classic scopes"),
        (ScopeKind::Granular, "Granular scopes"),
        (ScopeKind::Platform, "Scopes of the platform"),
        (ScopeKind::Connect, "Connect scopes"),
    ];
    let mut text = String::new();
    for (kind, title) in kinds {
        let mut table = Table::new(["scope", "meaning", "type", "operations"]);
        for scope in Scope::all().filter(|scope| scope.kind() == kind) {
            let opened = ways(scope).len();
            table.row([
                pages::scope(scope),
                scope.meaning().to_owned(),
                format!("`{}`", scope.marker()),
                opened.to_string(),
            ]);
        }
        text += &format!("# {title}\n\n{}\n", table.text());
    }
    text
}

fn page(scope: Scope) -> String {
    let ways = ways(scope);
    let mut table = Table::new(["operation", "request", "together with", "or instead"]);
    for Way {
        operation,
        others,
        instead,
    } in &ways
    {
        let instead: Vec<_> = instead.iter().map(|all| together(all.iter())).collect();
        table.row([
            method(operation),
            request(operation),
            together(others),
            instead.join(", or "),
        ]);
    }
    let opens = match scope.kind() {
        ScopeKind::Connect => "It opens to Connect apps",
        _ => "It opens",
    };
    let mut text = format!("{opens} {}.\n", operations(ways.len()));
    if !scope.implies().is_empty() {
        let implied: Vec<_> = scope.implies().iter().map(|one| pages::scope(*one)).collect();
        text += &format!(
            "It implies {}, and opens what is listed there too.\n",
            implied.join(", ")
        );
    }
    if !ways.is_empty() {
        text += &format!("\n{}", table.text());
    }
    text
}

/// That a scope opens an operation.
struct Way {
    operation: &'static Declaration,
    /// What is needed beside it.
    others: Vec<Scope>,
    /// The alternatives without it.
    instead: Vec<&'static [Scope]>,
}

/// What a scope opens: first alone, then together with others.
fn ways(scope: Scope) -> Vec<Way> {
    let mut ways: Vec<Way> = spec::operations()
        .flat_map(|operation| ways_into(operation, scope))
        .collect();
    ways.sort_by_key(|way| (!way.others.is_empty(), way.operation.version, way.operation.name));
    ways
}

fn ways_into(operation: &'static Declaration, scope: Scope) -> Vec<Way> {
    if scope.kind() == ScopeKind::Connect {
        let needed = operation.connect == ConnectAccess::Needs(scope);
        let way = needed.then(|| Way {
            operation,
            others: Vec::new(),
            instead: Vec::new(),
        });
        return way.into_iter().collect();
    }
    let (with, without): (Vec<&'static [Scope]>, Vec<&'static [Scope]>) =
        operation.scopes.iter().copied().partition(|all| all.contains(&scope));
    with.into_iter()
        .map(|all| Way {
            operation,
            others: all.iter().copied().filter(|other| *other != scope).collect(),
            instead: without.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use confluence_sdk::{scope::ScopeList, spec::Mode};
    use std::collections::HashSet;

    /// A page lists what the run-time check lets through, and nothing else.
    #[test]
    fn a_page_says_what_the_check_says() {
        let mut seen = 0;
        for operation in spec::operations() {
            for mode in [Mode::ApiToken, Mode::Connect] {
                for all in operation.alternatives(mode) {
                    for scope in &all {
                        let way = ways(*scope).into_iter().find(|way| {
                            let named: HashSet<Scope> = way.others.iter().chain([scope]).copied().collect();
                            std::ptr::eq(way.operation, operation) && named == all.iter().copied().collect()
                        });
                        let way = way.unwrap_or_else(|| panic!("the page of {scope} lacks {}", operation.id));
                        let list: ScopeList = way.others.iter().chain([scope]).collect();
                        assert!(operation.admits(mode, &list).is_ok());
                        assert!(page(*scope).contains(&format!("| {} | {} |", method(operation), request(operation))));
                        seen += 1;
                    }
                }
            }
        }
        assert!(seen > 600, "{seen}");
    }

    #[test]
    fn alternatives_are_named() {
        let scope = |name| Scope::find(name).unwrap();
        let page = page(scope("read:user:confluence"));
        assert!(
            page.contains(
                "[`read:watcher:confluence`](crate::scope::ReadWatcher) | \
                 [`read:confluence-content.summary`](crate::scope::ReadConfluenceContentSummary) |"
            ),
            "{page}"
        );
        assert_eq!(super::page(scope("offline_access")), "It opens no operation.\n");
        assert!(super::page(scope("WRITE")).contains("It implies [`READ`](crate::scope::ConnectRead), and"));
    }
}
