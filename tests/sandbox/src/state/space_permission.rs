//! Permissions in spaces: what each is called, who has it, and what roles give.

use super::State;
use super::access::Actor;
use super::account::Account;
use super::role::PERMISSIONS;
use super::space::{Access, Space};
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Someone who can have permissions and roles in a space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Principal {
    User(String),
    Group(String),
    /// A class of accounts, such as all who have a licence.
    AccessClass(String),
}

/// The class of everybody, with or without an account.
pub(crate) const ANONYMOUS_USERS: &str = "anonymous-users";

/// The classes of accounts.
pub(crate) const ACCESS_CLASSES: [&str; 5] = [
    "all-licensed-users",
    "all-product-admins",
    ANONYMOUS_USERS,
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
    /// Everybody, with or without an account.
    pub(crate) fn everybody() -> Self {
        Self::AccessClass(ANONYMOUS_USERS.to_owned())
    }

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
        stable_id(&format!("{space}/{:?}/{}", self.principal, self.name))
    }
}

/// An id that is made from a text. It is small enough for programs in JavaScript.
fn stable_id(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash >> 12
}

/// The name of a permission in words.
pub(crate) fn display_name(name: &str) -> String {
    let (operation, target) = name.split_once('/').unwrap_or((name, ""));
    let (first, rest) = operation.split_at(operation.len().min(1));
    format!("{}{rest} {target}", first.to_uppercase())
}

/// A set of permissions that accounts were given one by one, and that no role stands for.
#[derive(Clone, Debug)]
pub(crate) struct Combination {
    pub(crate) permissions: Vec<&'static str>,
    pub(crate) held: Vec<Held>,
}

/// An account that has a combination of permissions in a space.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) space: u64,
    pub(crate) account: String,
    /// What kind of account it is.
    pub(crate) kind: &'static str,
}

/// The combinations that were found, the most frequent first.
#[derive(Clone, Debug)]
pub(crate) struct Combinations {
    pub(crate) at: Timestamp,
    pub(crate) found: Vec<Combination>,
}

/// What becomes of the permissions of an account in a space: a role takes their place, or nothing.
#[derive(Clone, Debug)]
pub(crate) struct AccessChange {
    pub(crate) space: u64,
    pub(crate) account: String,
    pub(crate) role: Option<String>,
}

impl Combination {
    pub(crate) fn id(&self) -> String {
        stable_id(&self.permissions.join(" ")).to_string()
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
    /// Lets everybody read a space. `None` if there is no such space.
    pub(crate) fn make_public(&mut self, key: &str) -> Option<()> {
        let id = self.space_by_key(key)?.id;
        let read = SpacePermission {
            principal: Principal::everybody(),
            name: "read/space",
        };
        self.spaces.get_mut(&id)?.granted.insert(read);
        Some(())
    }

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
                "all-licensed-users" | "authenticated-users" => {
                    !self.is_let_in(actor) && self.site_right(actor, Verb::UseSite)
                }
                // What everybody on the internet may do, people with an account may do too.
                ANONYMOUS_USERS => self.identity.settings.allows_anonymous && self.site_right(actor, Verb::UseSite),
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
            let names = names_of(access);
            add(&Principal::User(account.clone()), &|name| names.contains(&name));
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

impl State {
    /// Looks for combinations of permissions that no role stands for.
    pub(super) fn find_combinations(&mut self) {
        let mut found: BTreeMap<Vec<&'static str>, Vec<Held>> = BTreeMap::new();
        for space in self.spaces.values() {
            for (account, permissions) in given_to_accounts(space) {
                let kind = self.account(account).map_or("USER", kind_of);
                let has_role = self.roles.values().any(|role| {
                    let names: BTreeSet<&str> = role.permissions.iter().map(String::as_str).collect();
                    names == permissions
                });
                if !permissions.is_empty() && !has_role {
                    let permissions = permissions.into_iter().collect();
                    found.entry(permissions).or_default().push(Held {
                        space: space.id,
                        account: account.to_owned(),
                        kind,
                    });
                }
            }
        }
        let found = found.into_iter();
        let mut found: Vec<_> = found
            .map(|(permissions, held)| Combination { permissions, held })
            .collect();
        found.sort_by_key(|combination| std::cmp::Reverse(combination.held.len()));
        self.combinations = Some(Combinations { at: self.now(), found });
    }

    pub(super) fn change_access(&mut self, changes: Vec<AccessChange>) {
        for change in changes {
            let Some(space) = self.spaces.get_mut(&change.space) else {
                continue;
            };
            space.access.insert(change.account.clone(), Access::none());
            let principal = Principal::User(change.account);
            space.granted.retain(|held| held.principal != principal);
            if let Some(role) = change.role {
                space.roles.insert(principal, role);
            }
        }
    }
}

/// The permissions in a space that each account was given itself, not by a role or a group.
fn given_to_accounts(space: &Space) -> BTreeMap<&str, BTreeSet<&'static str>> {
    let mut given: BTreeMap<&str, BTreeSet<&'static str>> = BTreeMap::new();
    for (account, access) in &space.access {
        given.entry(account).or_default().extend(names_of(access));
    }
    for SpacePermission { principal, name } in &space.granted {
        if let Principal::User(account) = principal {
            given.entry(account).or_default().insert(name);
        }
    }
    given
}

/// The names of the permissions that someone has.
fn names_of(access: &Access) -> Vec<&'static str> {
    let has = |name: &&&'static str| grant_of(name).is_some_and(|grant| access.allows(grant));
    PERMISSIONS.iter().filter(has).copied().collect()
}

fn kind_of(account: &Account) -> &'static str {
    match account {
        account if account.is_app => "APP",
        account if account.is_guest() => "GUEST",
        _ => "USER",
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
