//! Pages by permission: the operations that need it, always or under a condition.

use super::files::Files;
use super::pages::{method, operations, request};
use super::table::Table;
use confluence_sdk::spec::{self, Condition, Declaration, Object, Permission, PermissionGrant, Verb};

/// Adds the page of each permission that administrators can grant, and the front page.
pub(super) fn add_pages(files: &mut Files) {
    for (grant, marker) in granted() {
        files.add(format!("pages/permission/{marker}.md"), page(grant));
    }
    files.add("pages/permission.md", front());
}

fn granted() -> impl Iterator<Item = (PermissionGrant, &'static str)> {
    PermissionGrant::all().filter_map(|grant| Some((grant, grant.marker()?)))
}

fn front() -> String {
    let mut table = Table::new([
        "permission",
        "what an administrator grants",
        "operations that always need it",
        "and at times",
    ]);
    for (grant, marker) in granted() {
        let uses = uses(grant);
        let always = uses.iter().filter(|one| one.when == ALWAYS).count();
        table.row([
            format!("[`{marker}`](crate::permission::{marker})"),
            grant.to_string(),
            always.to_string(),
            (uses.len() - always).to_string(),
        ]);
    }
    format!(
        "To view a page takes viewing its space, to edit it takes updating pages there, and that is how it is counted here.\n\n{}",
        table.text()
    )
}

fn page(grant: PermissionGrant) -> String {
    let uses = uses(grant);
    let mut table = Table::new(["operation", "request", "needs it", "all it needs"]);
    for Use { operation, when } in &uses {
        table.row([
            method(operation),
            request(operation),
            when.clone(),
            operation.permission_words.to_owned(),
        ]);
    }
    let subject = if uses.len() == 1 { "needs" } else { "need" };
    let mut text = format!("{} {subject} it.", capitalised(&operations(uses.len())));
    text += match grant.verb {
        Verb::View => " It is what viewing anything in the space takes.",
        Verb::Update => " It is what editing one of them takes.",
        _ => "",
    };
    text.push('\n');
    if !uses.is_empty() {
        text += &format!("\n{}", table.text());
    }
    text
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// An operation that needs a permission.
struct Use {
    operation: &'static Declaration,
    when: String,
}

const ALWAYS: &str = "always";

/// The operations that need a permission: first those that always need it, then those that sometimes need it.
fn uses(grant: PermissionGrant) -> Vec<Use> {
    let mut uses: Vec<Use> = spec::operations()
        .filter_map(|operation| {
            let when = when(operation.permission, grant)?;
            Some(Use { operation, when })
        })
        .collect();
    uses.sort_by_key(|one| (one.when != ALWAYS, one.operation.version, one.operation.name));
    uses
}

/// When the permission is needed, if ever.
fn when(permission: &Permission, grant: PermissionGrant) -> Option<String> {
    if always(permission, grant) {
        return Some(ALWAYS.to_owned());
    }
    let mut cases = Vec::new();
    collect(permission, grant, &[], &mut cases);
    cases.dedup();
    (!cases.is_empty()).then(|| cases.join("; "))
}

/// Whether the permission is needed in every case.
fn always(permission: &Permission, grant: PermissionGrant) -> bool {
    match permission {
        Permission::May(_, Object::EachResult) => false,
        Permission::May(may, _) => may.granted_as() == Some(grant),
        Permission::All(all) => all.iter().any(|part| always(part, grant)),
        Permission::Any(any) => any.iter().all(|part| always(part, grant)),
        Permission::If(_, then, otherwise) => always(then, grant) && always(otherwise, grant),
        _ => false,
    }
}

/// Collects the conditions above each place of the permission.
fn collect(permission: &Permission, grant: PermissionGrant, above: &[String], cases: &mut Vec<String>) {
    let under = |condition: String| [above, &[condition]].concat();
    let here = |may: &PermissionGrant| may.granted_as() == Some(grant);
    match permission {
        Permission::May(may, Object::EachResult) if here(may) => {
            cases.push(under("to see everything".to_owned()).join(", "));
        }
        Permission::May(may, _) if here(may) => cases.push(above.join(", ")),
        Permission::All(all) => all.iter().for_each(|part| collect(part, grant, above, cases)),
        Permission::Any(any) => {
            let above = under("this or another".to_owned());
            any.iter().for_each(|part| collect(part, grant, &above, cases));
        }
        Permission::If(condition, then, otherwise) => {
            let words = condition_words(*condition);
            collect(then, grant, &under(format!("if {words}")), cases);
            collect(otherwise, grant, &under(format!("unless {words}")), cases);
        }
        Permission::Filters(all) => all.iter().for_each(|part| collect(part, grant, above, cases)),
        _ => {}
    }
}

fn condition_words(condition: Condition) -> String {
    match condition {
        Condition::Given(argument) => format!("`{argument}` is given"),
        Condition::Set(argument) => format!("`{argument}` is true"),
        Condition::Is(argument, value) => format!("`{argument}` is `{value}`"),
        other => unreachable!("no words for {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use confluence_sdk::spec::Kind;

    const VIEW: PermissionGrant = PermissionGrant {
        verb: Verb::View,
        kind: Kind::Space,
    };
    const DELETE: PermissionGrant = PermissionGrant {
        verb: Verb::Delete,
        kind: Kind::Page,
    };
    const VIEW_IT: Permission = Permission::May(
        PermissionGrant {
            verb: Verb::View,
            kind: Kind::Page,
        },
        Object::Argument("id"),
    );
    const BOTH: Permission = Permission::All(&[VIEW_IT, DELETE_IT]);
    const DELETE_IT: Permission = Permission::May(DELETE, Object::SpaceOf("id"));
    const VIEW_RESULTS: Permission = Permission::May(VIEW, Object::EachResult);

    #[test]
    fn what_is_needed_in_every_case_is_always_needed() {
        let words = |permission: &Permission, grant| when(permission, grant).unwrap_or_default();
        assert_eq!(words(&VIEW_IT, VIEW), "always");
        assert_eq!(words(&VIEW_IT, DELETE), "");
        let either = Permission::Any(&[VIEW_IT, DELETE_IT]);
        assert_eq!(
            (words(&either, VIEW), words(&either, DELETE)),
            ("this or another".to_owned(), "this or another".to_owned())
        );
        assert_eq!(words(&Permission::Any(&[VIEW_IT, VIEW_IT]), VIEW), "always");
        assert_eq!(
            (words(&BOTH, VIEW), words(&BOTH, DELETE)),
            ("always".to_owned(), "always".to_owned())
        );
        let purge = Permission::If(Condition::Set("purge"), &DELETE_IT, &VIEW_IT);
        assert_eq!(words(&purge, DELETE), "if `purge` is true");
        assert_eq!(words(&purge, VIEW), "unless `purge` is true");
        assert_eq!(
            words(&Permission::If(Condition::Set("purge"), &BOTH, &VIEW_IT), VIEW),
            "always"
        );
        assert_eq!(words(&Permission::Filters(&[VIEW_RESULTS]), VIEW), "to see everything");
    }

    #[test]
    fn a_page_names_the_operation_and_the_condition() {
        let page = page(DELETE);
        let line = page
            .lines()
            .find(|line| line.contains("v2::Pages::delete_page)"))
            .unwrap();
        assert!(line.contains("| `DELETE /wiki/api/v2/pages/{id}` | "), "{line}");
        assert!(front().contains("[`DeletePages`](crate::permission::DeletePages)"));
    }

    /// Every permission that operations need and administrators can grant has a page.
    #[test]
    fn no_permission_is_without_a_page() {
        fn grants(permission: &Permission, found: &mut Vec<PermissionGrant>) {
            match permission {
                Permission::May(grant, _) => found.extend(grant.granted_as()),
                Permission::All(parts) | Permission::Any(parts) | Permission::Filters(parts) => {
                    parts.iter().for_each(|part| grants(part, found));
                }
                Permission::If(_, then, otherwise) => {
                    grants(then, found);
                    grants(otherwise, found);
                }
                _ => {}
            }
        }
        let mut seen = 0;
        for operation in spec::operations() {
            let mut found = Vec::new();
            grants(operation.permission, &mut found);
            for grant in found {
                assert!(
                    page(grant).contains(&format!("| {} | ", method(operation))),
                    "{grant}: {}",
                    operation.id
                );
                seen += 1;
            }
        }
        assert!(seen > 400, "{seen}");
    }
}
