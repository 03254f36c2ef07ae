//! What the script knows of the spec, as a script: files cannot load JSON from files.

use super::{address, permission, rows};
use confluence_sdk::scope::{Scope, ScopeKind, ScopeList};
use confluence_sdk::spec::{self, ConnectAccess, Declaration, Mode, PermissionGrant};
use serde_json::{Value, json};

/// `data.js`. JSON is JavaScript, and no text in it ends the script, because the script is a file of its own.
pub(super) fn script() -> String {
    let data = json!({
        "operations": spec::operations().map(operation).collect::<Vec<_>>(),
        "scopes": Scope::all().map(scope).collect::<Vec<_>>(),
        "permissions": PermissionGrant::all().map(grant).collect::<Vec<_>>(),
        "modes": Mode::ALL.iter().map(mode).collect::<Vec<_>>(),
        "sections": sections(),
    });
    format!("window.explorerData = {data};\n")
}

fn operation(operation: &'static Declaration) -> Value {
    let scopes: Vec<Vec<usize>> = operation.scopes.iter().map(|all| places(all)).collect();
    let connect = match operation.connect {
        ConnectAccess::Any => json!([]),
        ConnectAccess::Needs(scope) => json!(places(&[scope])),
        _ => Value::Null,
    };
    let modes: Vec<usize> = (0..Mode::ALL.len())
        .filter(|place| operation.callers.allow(Mode::ALL[*place]))
        .collect();
    json!({
        "key": rows::key(operation),
        "id": operation.id,
        "version": operation.version.to_string(),
        "name": operation.name,
        "rust": operation.rust_path,
        "tag": operation.tag,
        "method": operation.method.as_str(),
        "path": operation.path,
        "summary": operation.summary,
        "scopes": scopes,
        "connect": connect,
        "modes": modes,
        "because": operation.callers.because,
        "permission": operation.permission_words,
        "grants": permission::grants(operation).iter().map(ToString::to_string).collect::<Vec<_>>(),
        "reads": rows::is_read(operation),
        "deprecated": operation.deprecated.is_some(),
        "href": address::operation(operation),
    })
}

/// Scopes as places in the list of all scopes.
fn places(scopes: &[Scope]) -> Vec<usize> {
    let place = |wanted: &Scope| Scope::all().position(|scope| scope == *wanted);
    scopes.iter().filter_map(place).collect()
}

/// The headings of the checklist, in its order.
fn sections() -> Vec<String> {
    let all: ScopeList = Scope::all().collect();
    let checklist = all.checklist().to_string();
    let headings = checklist
        .lines()
        .filter(|line| line.ends_with(':') && !line.starts_with(' '));
    headings.map(str::to_owned).collect()
}

fn scope(scope: Scope) -> Value {
    let kind = match scope.kind() {
        ScopeKind::Classic => "classic",
        ScopeKind::Granular => "granular",
        ScopeKind::Platform => "platform",
        _ => "connect",
    };
    // As the checklist of this scope alone has it: where it is ticked, and how.
    let list: ScopeList = [scope].into_iter().collect();
    let checklist = list.checklist().to_string();
    let mut lines = checklist.lines();
    let section = lines.next().unwrap_or_default();
    let line = lines.find(|line| line.trim_start_matches([' ', '[', ']', '-']).starts_with(scope.name()));
    json!({
        "name": scope.name(),
        "kind": kind,
        "meaning": scope.meaning().trim(),
        "marker": scope.marker(),
        "implies": places(scope.implies()),
        "section": section,
        "line": line,
        "href": address::scope(scope),
    })
}

fn grant(grant: PermissionGrant) -> Value {
    json!({
        "name": grant.to_string(),
        "meaning": grant.meaning().unwrap_or_default().trim(),
        "marker": grant.marker(),
        "href": address::permission(grant),
    })
}

fn mode(mode: &Mode) -> Value {
    json!({
        "name": format!("{mode:?}"),
        "words": mode.words(),
        "carries": format!("{:?}", mode.carries()),
    })
}
