//! Spaces, and who may do what in them.

use super::State;
use super::account::Role;
use super::content::ContentKind;
use super::property::Property;
use super::space_permission::{CustomPermission, Principal, SpacePermission};
use crate::body::Body;
use confluence_sdk::spec::{Kind, PermissionGrant, Verb};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;

/// A space.
#[derive(Clone, Debug)]
pub(crate) struct Space {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) alias: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) description: String,
    pub(crate) author: String,
    pub(crate) created: Timestamp,
    pub(crate) homepage: Option<u64>,
    pub(crate) labels: BTreeSet<u64>,
    /// The classification level of content that has none of its own.
    pub(crate) classification: Option<String>,
    pub(crate) properties: BTreeMap<u64, Property>,
    pub(crate) watchers: BTreeSet<String>,
    /// Whether only accounts with explicit access may see it.
    pub(crate) private: bool,
    /// What accounts may do, if not their role decides.
    pub(crate) access: BTreeMap<String, Access>,
    /// The roles that were assigned in it, by their ids.
    pub(crate) roles: BTreeMap<Principal, String>,
    /// The permissions that were given one by one.
    pub(crate) granted: BTreeSet<SpacePermission>,
    pub(crate) custom_permissions: BTreeSet<CustomPermission>,
}

/// The types that a space can have.
pub(crate) const KINDS: [&str; 7] = [
    "global",
    "collaboration",
    "knowledge_base",
    "personal",
    "system",
    "onboarding",
    "xflow_sample_space",
];

/// The statuses that a space can have.
pub(crate) const STATUSES: [&str; 3] = ["current", "archived", "trashed"];

/// The longest key of a space.
const LONGEST_KEY: usize = 255;

/// Whether a space can have this key. That of a personal space is `~` and the id of its owner.
pub(crate) fn is_key(key: &str) -> bool {
    let plain = |text: &str, more: &str| {
        !text.is_empty()
            && text
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || more.contains(letter))
    };
    let letters = match key.strip_prefix('~') {
        Some(owner) => plain(owner, ":-_"),
        None => plain(key, ""),
    };
    letters && key.len() <= LONGEST_KEY
}

/// What a user may do in a space.
#[derive(Clone, Debug)]
pub struct Access {
    level: Level,
    more: HashSet<PermissionGrant>,
    less: HashSet<PermissionGrant>,
}

#[derive(Clone, Copy, Debug)]
enum Level {
    Nothing,
    Read,
    Write,
    Everything,
}

impl Access {
    fn new(level: Level) -> Self {
        Self {
            level,
            more: HashSet::new(),
            less: HashSet::new(),
        }
    }

    /// Nothing: the user cannot see the space.
    pub fn none() -> Self {
        Self::new(Level::Nothing)
    }

    /// View the space.
    pub fn read() -> Self {
        Self::new(Level::Read)
    }

    /// View; create, update, delete and archive every kind of content.
    pub fn write() -> Self {
        Self::new(Level::Write)
    }

    /// Everything, including administering the space.
    pub fn administer() -> Self {
        Self::new(Level::Everything)
    }

    /// Adds one permission: `Access::read().with(Verb::Create, Kind::Comment)`.
    pub fn with(mut self, verb: Verb, kind: Kind) -> Self {
        self.less.remove(&PermissionGrant { verb, kind });
        self.more.insert(PermissionGrant { verb, kind });
        self
    }

    /// Removes one permission: `Access::write().without(Verb::Delete, Kind::Page)`.
    pub fn without(mut self, verb: Verb, kind: Kind) -> Self {
        self.more.remove(&PermissionGrant { verb, kind });
        self.less.insert(PermissionGrant { verb, kind });
        self
    }

    pub(crate) fn of_role(role: Role) -> Self {
        match role {
            Role::SiteAdmin => Self::administer(),
            Role::Writer => Self::write(),
            Role::Reader => Self::read(),
            Role::Guest | Role::Outsider => Self::none(),
        }
    }

    pub(crate) fn allows(&self, grant: PermissionGrant) -> bool {
        if self.less.contains(&grant) {
            return false;
        }
        let by_level = match self.level {
            Level::Nothing => false,
            Level::Read => grant.verb == Verb::View,
            Level::Write => !matches!(grant.verb, Verb::Administer | Verb::ManageRoles),
            Level::Everything => true,
        };
        by_level || self.more.contains(&grant)
    }
}

impl State {
    pub(crate) fn space_by_key(&self, key: &str) -> Option<&Space> {
        self.spaces.values().find(|space| space.key.eq_ignore_ascii_case(key))
    }

    /// The space that belongs to the account alone.
    pub(crate) fn personal_space(&self, account: &str) -> Option<&Space> {
        let own = self.spaces_by.get(account).into_iter().flatten();
        let mut spaces = own.filter_map(|id| self.spaces.get(id));
        spaces.find(|space| space.kind == "personal")
    }

    /// Adds a space with its home page. Whoever creates it administers it.
    pub(crate) fn add_space(&mut self, key: &str, name: &str, author: &str, private: bool) -> u64 {
        let id = self.new_id();
        let space = Space {
            id,
            key: key.to_owned(),
            alias: key.to_owned(),
            name: name.to_owned(),
            kind: if key.starts_with('~') { "personal" } else { "global" }.to_owned(),
            status: "current".to_owned(),
            description: String::new(),
            author: author.to_owned(),
            created: self.now(),
            homepage: None,
            labels: BTreeSet::new(),
            classification: None,
            properties: BTreeMap::new(),
            watchers: BTreeSet::new(),
            private,
            access: BTreeMap::from([(author.to_owned(), Access::administer())]),
            roles: BTreeMap::new(),
            granted: BTreeSet::new(),
            custom_permissions: BTreeSet::new(),
        };
        self.spaces_by.entry(space.author.clone()).or_default().insert(id);
        self.spaces.insert(id, space);
        let body = Body {
            representation: "storage".to_owned(),
            value: String::new(),
        };
        let homepage = self.add_content(ContentKind::Page, id, None, name, author, body);
        if let Some(space) = self.spaces.get_mut(&id) {
            space.homepage = Some(homepage);
        }
        id
    }

    /// Adds the personal space of a user. Its key is made from their account id.
    pub(crate) fn add_personal_space(&mut self, user: &str) -> io::Result<u64> {
        let Some(account) = self.user_named(user) else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no user `{user}`")));
        };
        let (id, name) = (account.id.clone(), account.name.clone());
        let owner: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
        Ok(self.add_space(&format!("~{owner}"), &name, &id, true))
    }

    /// Adds so many pages below the home page of a space.
    pub(crate) fn fill(&mut self, key: &str, number: usize, author: &str) -> io::Result<()> {
        let Some((space, homepage)) = self.space_by_key(key).map(|space| (space.id, space.homepage)) else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("no space `{key}`")));
        };
        for page in 1..=number {
            let body = Body {
                representation: "storage".to_owned(),
                value: format!("<p>This is page {page} of {key}.</p>"),
            };
            let title = format!("Page {page}");
            self.add_content(ContentKind::Page, space, homepage, &title, author, body);
        }
        Ok(())
    }

    /// Sets what a user may do in a space. `false` if there is no such space or user.
    pub(crate) fn set_access(&mut self, key: &str, user: &str, access: Access) -> bool {
        let account = self.user_named(user).map(|account| account.id.clone());
        let space = self
            .space_by_key(key)
            .map(|space| space.id)
            .and_then(|id| self.spaces.get_mut(&id));
        let (Some(account), Some(space)) = (account, space) else {
            return false;
        };
        space.access.insert(account, access);
        true
    }

    /// Removes a space and all that lies in it.
    pub(crate) fn remove_space(&mut self, id: u64) {
        let removed = self.spaces.remove(&id);
        if let Some(own) = removed.and_then(|space| self.spaces_by.get_mut(&space.author)) {
            own.remove(&id);
        }
        let inside: Vec<u64> = self
            .contents
            .values()
            .filter(|held| held.space == id)
            .map(|held| held.id)
            .collect();
        for content in inside {
            self.contents.remove(content);
        }
        let Self {
            inline_tasks, contents, ..
        } = self;
        inline_tasks.retain(|_, task| contents.contains_key(&task.page));
    }
}
