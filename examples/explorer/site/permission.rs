//! The page of a permission, and the list of all permissions.

use super::address;
use super::frame::{List, Page};
use super::html::{Html, html};
use super::rows::{self, counted};
use confluence_sdk::spec::{self, Declaration, Permission, PermissionGrant};

const UP: &str = "../";

/// The permissions that administrators grant, of those that an operation can need.
pub(super) fn grants(operation: &Declaration) -> Vec<PermissionGrant> {
    let mut found = Vec::new();
    collect(operation.permission, &mut found);
    found
}

fn collect(permission: &Permission, found: &mut Vec<PermissionGrant>) {
    match permission {
        Permission::May(grant, _) => {
            if let Some(granted) = grant.granted_as().filter(|granted| !found.contains(granted)) {
                found.push(granted);
            }
        }
        Permission::All(parts) | Permission::Any(parts) | Permission::Filters(parts) => {
            parts.iter().for_each(|part| collect(part, found));
        }
        Permission::If(_, then, otherwise) => {
            collect(then, found);
            collect(otherwise, found);
        }
        _ => {}
    }
}

pub(super) fn link(up: &str, grant: PermissionGrant) -> Html {
    html!(
        "<a href=\"{}{}\">{}</a>",
        up,
        address::permission(grant),
        grant.to_string()
    )
}

fn operations(grant: PermissionGrant) -> Vec<&'static Declaration> {
    spec::operations()
        .filter(|operation| grants(operation).contains(&grant))
        .collect()
}

pub(super) fn page(grant: PermissionGrant) -> String {
    let operations = operations(grant);
    let list: Html = operations
        .iter()
        .map(|operation| rows::operation(UP, operation, Html::prose(operation.permission_words)))
        .collect();
    let main = html!(
        "<article class=\"page\">\n<p class=\"crumbs\"><a href=\"../permissions.html\">Permissions</a></p>\n<h1>{}</h1>\n\
         <p class=\"lede\">{}</p>\n<p class=\"sum\">{} can need it: always, or under the condition that is \
         given. Its type in Rust is <code>permission::{}</code>.</p>\n\
         <section><h2>Operations</h2>\n<ul class=\"rows\">\n{}</ul></section>\n</article>",
        rows::capital(&grant.to_string()),
        grant.meaning().unwrap_or_default().trim(),
        counted(operations.len(), "operation"),
        grant.marker().unwrap_or_default(),
        list
    );
    Page {
        list: List::Permissions,
        depth: 1,
        title: format!("{}: operations that need it", rows::capital(&grant.to_string())),
        description: format!("The operations of Confluence Cloud that can need the permission to {grant}."),
        main,
    }
    .text()
}

/// All permissions.
pub(super) fn list() -> String {
    let list: Html = PermissionGrant::all()
        .map(|grant| {
            html!(
                "<li class=\"row\"><div>{} <p>{}</p><p class=\"needs\">{}</p></div></li>\n",
                html!(
                    "<a href=\"{}\">{}</a>",
                    address::permission(grant),
                    rows::capital(&grant.to_string())
                ),
                grant.meaning().unwrap_or_default().trim(),
                counted(operations(grant).len(), "operation")
            )
        })
        .collect();
    let main = html!(
        "<article class=\"page\">\n<h1>Permissions</h1>\n<p class=\"lede\">What administrators grant to people and to apps. \
         A call needs \
         its scope and the permission: scopes are those of the program, permissions those of the account that it acts for.</p>\n\
         <ul class=\"rows\">\n{}</ul>\n</article>",
        list
    );
    Page {
        list: List::Permissions,
        depth: 0,
        title: "Permissions of Confluence Cloud, and the operations that need them".to_owned(),
        description: "The permissions that operations of Confluence Cloud need.".to_owned(),
        main,
    }
    .text()
}
