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
pub(crate) mod export;
pub(crate) mod kind;
pub(crate) mod longtask;
pub(crate) mod noted;
pub(crate) mod property;
pub(crate) mod random;
pub(crate) mod relation;
pub(crate) mod role;
pub(crate) mod space;
pub(crate) mod space_permission;
pub(crate) mod task;
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
use self::export::Export;
use self::longtask::LongTask;
use self::noted::Noted;
use self::property::Property;
use self::random::Random;
pub(crate) use self::random::{random_hex, random_uuid};
use self::relation::Relations;
use self::role::SpaceRole;
use self::space::Space;
use self::space_permission::Combinations;
use self::task::InlineTask;
use self::template::Template;
use self::view::Views;
use crate::clock::Clock;
use crate::cql::Search;
use crate::identity::Identity;
use crate::identity::settings::Settings;
use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// All data of a site.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) accounts: BTreeMap<String, Account>,
    pub(crate) groups: BTreeMap<String, Group>,
    credentials: HashMap<String, Credential>,
    /// The API tokens without scopes, by account.
    basic_tokens: HashMap<String, String>,
    pub(crate) admin_keys: BTreeMap<String, Timestamp>,
    pub(crate) spaces: Noted<Space>,
    /// The spaces by who has created them.
    spaces_by: HashMap<String, BTreeSet<u64>>,
    pub(crate) contents: Contents,
    /// The position of the next content: in the tree or not, in this space, in this container.
    next_position: HashMap<(bool, u64, Option<u64>), u64>,
    pub(crate) labels: BTreeMap<u64, Label>,
    pub(crate) inline_tasks: BTreeMap<u64, InlineTask>,
    pub(crate) long_tasks: BTreeMap<u64, LongTask>,
    /// The ends of the tasks whose work is not done.
    unfinished: BTreeSet<(Timestamp, u64)>,
    pub(crate) conversions: BTreeMap<String, Conversion>,
    /// PDF files that were asked for, by their tasks.
    pub(crate) exports: BTreeMap<u64, Export>,
    pub(crate) roles: BTreeMap<String, SpaceRole>,
    /// The combinations of space permissions that the last audit found.
    pub(crate) combinations: Option<Combinations>,
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
    /// Signs the addresses of downloads.
    pub(crate) media_secret: SecretString,
    pub(crate) identity: Identity,
    pub(crate) search: Search,
    pub(crate) clock: Clock,
    /// For what the builder makes: the same seed gives the same ids and tokens.
    pub(crate) random: Random,
    last_id: u64,
    /// The id of the next thing, if the builder says it.
    pub(crate) next_id: Option<u64>,
    /// Ids that the builder says, so nothing else may get them.
    pub(crate) reserved_ids: BTreeSet<u64>,
}

/// A label. Any number of things can have it.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) prefix: String,
    pub(crate) name: String,
    pub(crate) watchers: BTreeSet<String>,
}

impl State {
    /// A site with the four ready users and no spaces.
    pub(crate) fn new(mut random: Random, settings: Settings, clock: Clock) -> Self {
        let mut state = Self {
            accounts: BTreeMap::new(),
            groups: BTreeMap::new(),
            credentials: HashMap::new(),
            basic_tokens: HashMap::new(),
            admin_keys: BTreeMap::new(),
            spaces: Noted::default(),
            spaces_by: HashMap::new(),
            contents: Contents::default(),
            next_position: HashMap::new(),
            labels: BTreeMap::new(),
            inline_tasks: BTreeMap::new(),
            long_tasks: BTreeMap::new(),
            unfinished: BTreeSet::new(),
            conversions: BTreeMap::new(),
            exports: BTreeMap::new(),
            combinations: None,
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
            media_secret: random_hex().into(),
            identity: Identity::new(settings),
            search: Search::default(),
            clock,
            roles: role::system_roles(&mut random),
            random,
            last_id: 65_536,
            next_id: None,
            reserved_ids: BTreeSet::new(),
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

    /// Tells the index of searches what was changed.
    pub(crate) fn note_changes(&mut self, at: Timestamp) {
        let changed = self
            .contents
            .take_changed()
            .into_iter()
            .chain(self.spaces.take_changed());
        self.search.note(changed, at);
    }

    /// A new id.
    pub(crate) fn new_id(&mut self) -> u64 {
        if let Some(id) = self.next_id.take() {
            return id;
        }
        self.last_id += 1;
        while self.reserved_ids.contains(&self.last_id) {
            self.last_id += 1;
        }
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
