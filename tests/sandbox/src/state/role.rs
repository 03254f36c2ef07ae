//! Roles: named sets of space permissions.

use super::random::Random;
use std::collections::BTreeMap;

/// A role in spaces.
#[derive(Clone, Debug)]
pub(crate) struct SpaceRole {
    pub(crate) id: String,
    /// Whether the vendor made it; such a role cannot be changed.
    pub(crate) system: bool,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) permissions: Vec<String>,
}

/// The names of space permissions that roles are made of.
pub(crate) const PERMISSIONS: [&str; 10] = [
    "read/space",
    "administer/space",
    "create/page",
    "archive/page",
    "delete/page",
    "create/blogpost",
    "create/comment",
    "delete/comment",
    "create/attachment",
    "delete/attachment",
];

/// The roles that every site has.
pub(crate) fn system_roles(random: &mut Random) -> BTreeMap<String, SpaceRole> {
    let mut role = |name: &str, permissions: &[&str]| SpaceRole {
        id: random.uuid(),
        system: true,
        name: name.to_owned(),
        description: format!("{name} of a space"),
        permissions: permissions.iter().map(|name| (*name).to_owned()).collect(),
    };
    let roles = [
        role("Admin", &PERMISSIONS),
        role(
            "Collaborator",
            &["read/space", "create/page", "create/comment", "create/attachment"],
        ),
        role("Viewer", &["read/space"]),
    ];
    roles.into_iter().map(|role| (role.id.clone(), role)).collect()
}
