//! Pages by scope: the operations that it allows, alone or together with other scopes, and the alternatives.

use super::files::Files;
use super::pages::{self, method, operations, request, together};
use super::table::Table;
use confluence_sdk::scope::{Scope, ScopeKind};
use confluence_sdk::spec::{self, Carries, Declaration, Mode};

/// One mode needs this scope for every call.
const ACT_AS_USER: &str = "ACT_AS_USER";

/// Adds the page of each scope, and the front page.
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
    if scope.name() == ACT_AS_USER {
        return "A Connect app needs it for every call as a user ([`ConnectUser`](crate::auth::ConnectUser)), \
                together with the scope of the operation.\n"
            .to_owned();
    }
    let ways = ways(scope);
    let mut table = Table::new(["operation", "request", "together with", "or instead", "only for"]);
    for Way {
        operation,
        others,
        instead,
        modes,
    } in &ways
    {
        let instead: Vec<_> = instead.iter().map(|all| together(all.iter())).collect();
        table.row([
            method(operation),
            request(operation),
            together(others),
            instead.join(", or "),
            only_for(modes, scope),
        ]);
    }
    let whom = match scope.kind() {
        ScopeKind::Connect => " to Connect apps",
        _ => "",
    };
    let mut text = format!("It opens {}{whom}.\n", operations(ways.len()));
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

/// An operation that a scope allows.
struct Way {
    operation: &'static Declaration,
    /// The other scopes that are needed with it.
    others: Vec<Scope>,
    /// The alternatives without it.
    instead: Vec<Vec<Scope>>,
    /// The auth modes for which it does.
    modes: Vec<Mode>,
}

/// The operations that a scope allows: first alone, then together with others.
fn ways(scope: Scope) -> Vec<Way> {
    let mut ways: Vec<Way> = spec::operations()
        .flat_map(|operation| ways_into(operation, scope))
        .collect();
    ways.sort_by_key(|way| (!way.others.is_empty(), way.operation.version, way.operation.name));
    ways
}

fn ways_into(operation: &'static Declaration, scope: Scope) -> Vec<Way> {
    let modes: Vec<Mode> = bearers(scope)
        .into_iter()
        .filter(|mode| operation.callers.allow(*mode))
        .collect();
    // The modes that can carry a scope differ only in whether they may call the operation.
    let alternatives = modes
        .first()
        .map(|mode| operation.alternatives(*mode))
        .unwrap_or_default();
    let (with, without): (Vec<_>, Vec<_>) = alternatives.into_iter().partition(|all| all.contains(&scope));
    with.into_iter()
        .map(|mut all| {
            all.retain(|other| *other != scope && other.name() != ACT_AS_USER);
            Way {
                operation,
                others: all,
                instead: without.clone(),
                modes: modes.clone(),
            }
        })
        .collect()
}

/// The modes whose credentials can carry a scope. A Connect app that acts as a user needs one more scope, which has its
/// own page.
fn bearers(scope: Scope) -> Vec<Mode> {
    Mode::ALL
        .iter()
        .copied()
        .filter(|mode| match mode.carries() {
            Carries::Nothing => false,
            Carries::OAuth => scope.kind() != ScopeKind::Connect,
            Carries::Connect => scope.kind() == ScopeKind::Connect,
        })
        .collect()
}

/// The modes, unless they are all modes that can carry the scope.
fn only_for(modes: &[Mode], scope: Scope) -> String {
    if modes.len() == bearers(scope).len() {
        return String::new();
    }
    let links = modes.iter().map(|mode| format!("[`{mode:?}`](crate::auth::{mode:?})"));
    links.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use confluence_sdk::scope::ScopeList;
    use std::collections::{HashMap, HashSet};

    /// A page lists exactly the operations that the run-time check allows.
    #[test]
    fn a_page_says_what_the_check_says() {
        let pages: HashMap<Scope, (Vec<Way>, String)> =
            Scope::all().map(|scope| (scope, (ways(scope), page(scope)))).collect();
        let mut seen = 0;
        for operation in spec::operations() {
            for mode in Mode::ALL.iter().copied() {
                for mut all in operation.alternatives(mode) {
                    all.retain(|scope| scope.name() != ACT_AS_USER);
                    for scope in &all {
                        let (ways, page) = &pages[scope];
                        let way = ways.iter().find(|way| {
                            let named: HashSet<Scope> = way.others.iter().chain([scope]).copied().collect();
                            std::ptr::eq(way.operation, operation) && named == all.iter().copied().collect()
                        });
                        let way = way.unwrap_or_else(|| panic!("the page of {scope} lacks {}", operation.id));
                        assert!(
                            way.modes.contains(&mode),
                            "the page of {scope} keeps {mode:?} from {}",
                            operation.id
                        );
                        assert!(page.contains(&format!("| {} | {} |", method(operation), request(operation))));
                        seen += 1;
                    }
                }
            }
        }
        for (scope, (ways, _)) in &pages {
            for way in ways {
                let mut list: ScopeList = way.others.iter().chain([scope]).collect();
                list.insert(ACT_AS_USER);
                assert!(way.modes.iter().all(|mode| way.operation.admits(*mode, &list).is_ok()));
            }
        }
        assert!(seen > 2000, "{seen}");
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
