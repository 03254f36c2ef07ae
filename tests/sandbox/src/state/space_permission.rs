//! Permissions in spaces: what each is called, who has it, and what roles give.

use super::State;
use super::access::Actor;
use super::role::PERMISSIONS;
use super::space::Space;
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};
use std::collections::BTreeSet;

/// Someone who can have permissions and roles in a space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Principal {
    User(String),
    Group(String),
    /// A class of accounts, such as all who have a licence.
    AccessClass(String),
}

/// The classes of accounts.
pub(crate) const ACCESS_CLASSES: [&str; 5] = [
    "all-licensed-users",
    "all-product-admins",
    "anonymous-users",
    "authenticated-users",
    "jsm-project-admins",
];

/// A permission that someone has in a space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SpacePermission {
    pub(crate) principal: Principal,
    /// Such as `create/page`.
    pub(crate) name: &'static str,
}

/// A permission for a type of custom content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CustomPermission {
    pub(crate) principal: Principal,
    /// `read`, `create` or `delete`.
    pub(crate) operation: &'static str,
    /// The type of custom content.
    pub(crate) target: String,
}

impl Principal {
    /// The id of the account, the group or the class.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::User(id) | Self::Group(id) | Self::AccessClass(id) => id,
        }
    }
}

impl SpacePermission {
    /// The operation and the kind of thing that it is for.
    pub(crate) fn words(&self) -> (&'static str, &'static str) {
        self.name.split_once('/').unwrap_or((self.name, ""))
    }

    /// Its id in this space. It is the same as long as someone has the permission.
    pub(crate) fn id(&self, space: u64) -> u64 {
        let text = format!("{:?}/{}", self.principal, self.name);
        let hash = text.bytes().fold(space ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        // Programs in JavaScript cannot read larger numbers.
        hash >> 12
    }
}

/// Whether a permission of this name allows it. Whoever may create content may also change it.
fn allows(name: &str, grant: PermissionGrant) -> bool {
    let (operation, target) = name.split_once('/').unwrap_or((name, ""));
    let kind = match target {
        "space" => Kind::Space,
        "page" => Kind::Page,
        "blogpost" => Kind::BlogPost,
        "comment" => Kind::Comment,
        _ => Kind::Attachment,
    };
    match (operation, grant.verb) {
        ("read", Verb::View) => true,
        ("administer", Verb::Administer | Verb::ManageRoles) => true,
        ("create", Verb::Create | Verb::Update) | ("delete", Verb::Delete) | ("archive", Verb::Archive) => {
            grant.kind == kind
        }
        _ => false,
    }
}

impl Space {
    /// Takes a permission away. With the permission to read the space, all others go too.
    pub(crate) fn revoke(&mut self, permission: &SpacePermission) {
        let SpacePermission { principal, name } = permission;
        if *name == "read/space" {
            self.granted.retain(|held| held.principal != *principal);
            self.custom_permissions.retain(|held| held.principal != *principal);
            if let Principal::User(account) = principal {
                self.access.remove(account);
            }
            return;
        }
        self.granted.remove(permission);
        if let Principal::User(account) = principal
            && let Some(access) = self.access.get_mut(account)
        {
            for grant in grants().filter(|grant| allows(name, *grant)) {
                *access = access.clone().without(grant.verb, grant.kind);
            }
        }
    }
}

impl State {
    /// Whether a permission that was given to the actor or to one of their groups allows it.
    pub(super) fn grant_allows(&self, actor: Actor<'_>, grant: PermissionGrant, space: &Space) -> bool {
        let mut granted = space.granted.iter();
        granted.any(|held| allows(held.name, grant) && self.is_part_of(actor, &held.principal))
    }

    /// Whether the actor may do something with custom content of this type, because an app says so.
    pub(crate) fn custom_right(&self, actor: Actor<'_>, verb: Verb, custom_type: &str, space: u64) -> bool {
        let operation = match verb {
            Verb::View => "read",
            Verb::Create | Verb::Update => "create",
            Verb::Delete => "delete",
            _ => return false,
        };
        let held = self.spaces.get(&space).map(|space| &space.custom_permissions);
        held.into_iter().flatten().any(|held| {
            held.operation == operation && held.target == custom_type && self.is_part_of(actor, &held.principal)
        })
    }

    /// Whether a role that the actor has in the space allows it.
    pub(super) fn role_allows(&self, actor: Actor<'_>, grant: PermissionGrant, space: &Space) -> bool {
        space.roles.iter().any(|(principal, role)| {
            let allowed = self
                .roles
                .get(role)
                .is_some_and(|role| role.permissions.iter().any(|name| allows(name, grant)));
            allowed && self.is_part_of(actor, principal)
        })
    }

    fn is_part_of(&self, actor: Actor<'_>, principal: &Principal) -> bool {
        match principal {
            Principal::User(id) => id == actor.account,
            Principal::Group(id) => self
                .groups
                .get(id)
                .is_some_and(|group| group.members.contains(actor.account)),
            Principal::AccessClass(class) => match class.as_str() {
                "all-product-admins" => self.site_right(actor, Verb::ConfluenceAdmin),
                "all-licensed-users" | "authenticated-users" => self.site_right(actor, Verb::UseSite),
                _ => false,
            },
        }
    }

    /// Who has which permission in the space. What writers may do by their role on the site is not in this list.
    pub(crate) fn space_permissions(&self, space: &Space) -> BTreeSet<SpacePermission> {
        let mut found = BTreeSet::new();
        let mut add = |principal: &Principal, has: &dyn Fn(&str) -> bool| {
            let names = PERMISSIONS.iter().filter(|name| has(name));
            found.extend(names.map(|name| SpacePermission {
                principal: principal.clone(),
                name,
            }));
        };
        for (account, access) in &space.access {
            add(&Principal::User(account.clone()), &|name| {
                grant_of(name).is_some_and(|grant| access.allows(grant))
            });
        }
        for group in self.groups.values().filter(|_| !space.private) {
            let principal = Principal::Group(group.id.clone());
            match group.name.as_str() {
                "site-admins" => add(&principal, &|_| true),
                "confluence-users" => add(&principal, &|name| name == "read/space"),
                _ => {}
            }
        }
        for (principal, role) in &space.roles {
            if let Some(role) = self.roles.get(role) {
                add(principal, &|name| role.permissions.iter().any(|held| held == name));
            }
        }
        found.extend(space.granted.iter().cloned());
        found
    }
}

/// What a permission of this name is mainly for.
fn grant_of(name: &str) -> Option<PermissionGrant> {
    grants().find(|grant| allows(name, *grant))
}

/// Everything that permissions of spaces can be for.
fn grants() -> impl Iterator<Item = PermissionGrant> {
    const VERBS: [Verb; 7] = [
        Verb::View,
        Verb::Administer,
        Verb::Create,
        Verb::Delete,
        Verb::Archive,
        Verb::Update,
        Verb::ManageRoles,
    ];
    const KINDS: [Kind; 5] = [Kind::Space, Kind::Page, Kind::BlogPost, Kind::Comment, Kind::Attachment];
    VERBS
        .into_iter()
        .flat_map(|verb| KINDS.map(|kind| PermissionGrant { verb, kind }))
}
