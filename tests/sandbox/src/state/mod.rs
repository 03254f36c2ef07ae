//! The contents of the site, in memory. Handlers read and change it. Other modules build the answers.

pub(crate) mod access;
pub(crate) mod account;
pub(crate) mod appearance;
pub(crate) mod audit;
pub(crate) mod content;
pub(crate) mod content_state;
pub(crate) mod contents;
pub(crate) mod conversion;
pub(crate) mod copy;
pub(crate) mod credential;
pub(crate) mod kind;
pub(crate) mod longtask;
pub(crate) mod property;
pub(crate) mod relation;
pub(crate) mod role;
pub(crate) mod space;
pub(crate) mod space_permission;
pub(crate) mod template;
pub(crate) mod tree;
pub(crate) mod view;
pub(crate) mod watch;

use self::account::{Account, Group, Role};
use self::appearance::Appearance;
use self::audit::AuditLog;
use self::content_state::{CustomState, Marks};
use self::contents::Contents;
use self::conversion::Conversion;
use self::credential::Credential;
use self::longtask::LongTask;
use self::property::Property;
use self::relation::Relations;
use self::role::SpaceRole;
use self::space::Space;
use self::template::Template;
use self::view::Views;
use crate::identity::Identity;
use crate::media::Signed;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// All data of a site.
pub(crate) struct State {
    pub(crate) accounts: BTreeMap<String, Account>,
    pub(crate) groups: BTreeMap<String, Group>,
    credentials: HashMap<String, Credential>,
    pub(crate) admin_keys: BTreeMap<String, Timestamp>,
    pub(crate) spaces: BTreeMap<u64, Space>,
    pub(crate) contents: Contents,
    /// The position of the next content: in the tree or not, in this space, in this container.
    next_position: HashMap<(bool, u64, Option<u64>), u64>,
    pub(crate) labels: BTreeMap<u64, Label>,
    pub(crate) inline_tasks: BTreeMap<u64, InlineTask>,
    pub(crate) long_tasks: BTreeMap<u64, LongTask>,
    pub(crate) conversions: BTreeMap<String, Conversion>,
    pub(crate) roles: BTreeMap<String, SpaceRole>,
    pub(crate) audit: AuditLog,
    pub(crate) relations: Relations,
    views: Views,
    pub(crate) custom_states: BTreeMap<u64, CustomState>,
    /// The states of content, by its id.
    pub(crate) marks: BTreeMap<u64, Marks>,
    pub(crate) templates: BTreeMap<u64, Template>,
    /// By space; without a space, for the whole site.
    appearances: BTreeMap<Option<u64>, Appearance>,
    /// Dynamic modules, by app.
    pub(crate) modules: BTreeMap<String, Vec<Value>>,
    /// By app and key.
    pub(crate) app_properties: BTreeMap<(String, String), Value>,
    /// By account and key.
    pub(crate) user_properties: BTreeMap<(String, String), Property>,
    /// By the token in their address. It has a lock of its own because requests for a file only read everything else.
    signed: Mutex<HashMap<String, Signed>>,
    pub(crate) identity: Identity,
    /// How far the sandbox's time is ahead of the real time.
    pub(crate) advanced: Duration,
    last_id: u64,
}

/// A label. Any number of things can have it.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) prefix: String,
    pub(crate) name: String,
    pub(crate) watchers: BTreeSet<String>,
}

/// A checkbox in a page.
#[derive(Debug)]
pub(crate) struct InlineTask {
    pub(crate) page: u64,
    pub(crate) local_id: String,
    pub(crate) done: bool,
    /// What is to be done, in storage format.
    pub(crate) text: String,
    pub(crate) author: String,
    pub(crate) assignee: Option<String>,
    /// The day by which it is to be done.
    pub(crate) due: Option<String>,
    pub(crate) created: Timestamp,
}

impl State {
    /// A site with the four ready users and no spaces.
    pub(crate) fn new() -> Self {
        let mut state = Self {
            accounts: BTreeMap::new(),
            groups: BTreeMap::new(),
            credentials: HashMap::new(),
            admin_keys: BTreeMap::new(),
            spaces: BTreeMap::new(),
            contents: Contents::default(),
            next_position: HashMap::new(),
            labels: BTreeMap::new(),
            inline_tasks: BTreeMap::new(),
            long_tasks: BTreeMap::new(),
            conversions: BTreeMap::new(),
            roles: role::system_roles(),
            audit: AuditLog::default(),
            relations: Relations::new(),
            views: Views::default(),
            custom_states: BTreeMap::new(),
            marks: BTreeMap::new(),
            templates: template::of_blueprints(),
            appearances: BTreeMap::new(),
            modules: BTreeMap::new(),
            app_properties: BTreeMap::new(),
            user_properties: BTreeMap::new(),
            signed: Mutex::default(),
            identity: Identity::default(),
            advanced: Duration::ZERO,
            last_id: 65_536,
        };
        for name in [account::USERS, account::ADMINS] {
            state.add_group(name);
        }
        for (name, role) in [
            ("admin", Role::SiteAdmin),
            ("writer", Role::Writer),
            ("reader", Role::Reader),
            ("outsider", Role::Outsider),
        ] {
            state.add_user(name, role);
        }
        state
    }

    /// The files that have a signed address.
    pub(crate) fn signed(&self) -> MutexGuard<'_, HashMap<String, Signed>> {
        self.signed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new id.
    pub(crate) fn new_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// The label with this prefix and name. It is created if it does not exist.
    pub(crate) fn label(&mut self, prefix: &str, name: &str) -> u64 {
        let known = self
            .labels
            .iter()
            .find(|(_, label)| label.prefix == prefix && label.name == name);
        if let Some((id, _)) = known {
            return *id;
        }
        let id = self.new_id();
        self.labels.insert(
            id,
            Label {
                prefix: prefix.to_owned(),
                name: name.to_owned(),
                watchers: BTreeSet::new(),
            },
        );
        id
    }

    /// The label that is written like this: `name`, or `prefix:name` if it is not a global label.
    pub(crate) fn label_named(&self, text: &str) -> Option<u64> {
        let (prefix, name) = text.split_once(':').unwrap_or(("global", text));
        let mut labels = self.labels.iter();
        let known = labels.find(|(_, label)| label.prefix == prefix && label.name == name);
        known.map(|(id, _)| *id)
    }
}

/// A time as the vendor writes it.
pub(crate) fn stamp(time: Timestamp) -> String {
    format!("{time:.3}")
}

/// 32 hexadecimal digits that do not repeat.
pub(crate) fn random_hex() -> String {
    let random = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", random(), random())
}

/// The same, written as a UUID.
pub(crate) fn random_uuid() -> String {
    let hex = random_hex();
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}
