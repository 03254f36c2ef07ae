//! Addresses inside the site, from its root, and the vendor's addresses.

use confluence_sdk::scope::Scope;
use confluence_sdk::spec::{ApiVersion, Declaration, PermissionGrant};

/// `v2/getPageById.html`
pub(super) fn operation(operation: &Declaration) -> String {
    format!("{}/{}.html", operation.version, operation.id)
}

/// `scope/read-page-confluence.html`: not every file system takes colons.
pub(super) fn scope(scope: Scope) -> String {
    format!("scope/{}.html", scope.name().replace(':', "-"))
}

/// `permission/CreatePages.html`
pub(super) fn permission(grant: PermissionGrant) -> String {
    format!("permission/{}.html", grant.marker().unwrap_or_default())
}

/// The part of the index with the operations of this tag.
pub(super) fn group(version: ApiVersion, tag: &str) -> String {
    format!("{version}-{}", slug(tag))
}

/// The operation in the vendor's reference.
pub(super) fn vendor(operation: &Declaration) -> String {
    let path = operation.path.strip_prefix("/wiki/api/v2").unwrap_or(operation.path);
    let parts: Vec<String> = path
        .split(['/', '.'])
        .filter(|part| !part.is_empty())
        .map(|part| part.replace(['{', '}'], ""))
        .collect();
    format!(
        "https://developer.atlassian.com/cloud/confluence/rest/{}/api-group-{}/#api-{}-{}",
        operation.version,
        slug(operation.tag),
        parts.join("-"),
        operation.method.as_str().to_lowercase()
    )
}

/// The method in the docs of the crate.
pub(super) fn docs(operation: &Declaration) -> String {
    format!(
        "https://docs.rs/confluence-sdk/latest/confluence_sdk/{}/struct.{}.html#method.{}",
        operation.version, operation.group, operation.name
    )
}

fn slug(text: &str) -> String {
    let fits = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    text.chars().map(fits).collect()
}
