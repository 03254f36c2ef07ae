//! Accounts and groups.

use super::State;
use crate::token::User;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// Someone with an account: a person or an app.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) role: Role,
    pub(crate) is_app: bool,
    /// In which the dates of their searches are.
    pub(crate) time_zone: TimeZone,
}

/// What an account may do, if a space does not say something else about the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Administers the site and Confluence, and may do everything in every space that is not private.
    SiteAdmin,
    /// May create spaces, and may create, update, delete and archive content in every space that is not private.
    Writer,
    /// May view every space that is not private.
    Reader,
    /// Is from outside the organisation. May use the site, but views only the spaces that they were given access to.
    Guest,
    /// Has an account, but may not use the site.
    Outsider,
}

/// The account of a caller without credentials. There is no such account.
pub(crate) const ANONYMOUS: &str = "anonymous";

/// The group of everyone who may use the site.
pub(crate) const USERS: &str = "confluence-users";

/// The group of everyone who administers it.
pub(crate) const ADMINS: &str = "site-admins";

/// A group of accounts.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) members: BTreeSet<String>,
}

impl Account {
    pub(crate) fn account_type(&self) -> &'static str {
        if self.is_app { "app" } else { "atlassian" }
    }

    pub(crate) fn is_guest(&self) -> bool {
        self.role == Role::Guest
    }
}

impl State {
    pub(crate) fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.get(id)
    }

    pub(crate) fn user_named(&self, name: &str) -> Option<&Account> {
        self.accounts
            .values()
            .find(|account| !account.is_app && account.name == name)
    }

    pub(crate) fn account_by_email(&self, email: &str) -> Option<&Account> {
        let mut accounts = self.accounts.values();
        accounts.find(|account| account.email.eq_ignore_ascii_case(email))
    }

    /// Adds a user with an API token without scopes. If the user exists, it changes their role.
    pub(crate) fn add_user(&mut self, name: &str, role: Role) {
        let known = self.user_named(name).map(|account| account.id.clone());
        self.set_user(known, name, &format!("{name}@sandbox.test"), role);
    }

    /// Lets someone use the site as a reader. Who may use it already keeps their role.
    pub(crate) fn invite(&mut self, email: &str) {
        let known = self.account_by_email(email);
        if known.is_some_and(|account| account.role != Role::Outsider) {
            return;
        }
        let (id, name) = known.map(|account| (account.id.clone(), account.name.clone())).unzip();
        self.set_user(id, name.as_deref().unwrap_or(email), email, Role::Reader);
    }

    fn set_user(&mut self, known: Option<String>, name: &str, email: &str, role: Role) {
        let id = known.unwrap_or_else(|| {
            let (id, token) = (format!("712020:{}", self.random.uuid()), self.random.hex());
            self.add_api_token(&id, token);
            id
        });
        let time_zone = self
            .account(&id)
            .map_or(TimeZone::UTC, |account| account.time_zone.clone());
        self.join_groups(&id, role);
        self.accounts.insert(
            id.clone(),
            Account {
                id,
                name: name.to_owned(),
                email: email.to_owned(),
                role,
                is_app: false,
                time_zone,
            },
        );
    }

    /// Sets the time zone of a user. `false` if there is no such user.
    pub(crate) fn set_time_zone(&mut self, name: &str, zone: TimeZone) -> bool {
        let id = self.user_named(name).map(|account| account.id.clone());
        match id.and_then(|id| self.accounts.get_mut(&id)) {
            Some(account) => {
                account.time_zone = zone;
                true
            }
            None => false,
        }
    }

    /// Gives an account another id, before anything else refers to it.
    pub(crate) fn rename_account(&mut self, from: &str, to: &str) {
        let Some(account) = self.accounts.remove(from) else {
            return;
        };
        let id = to.to_owned();
        self.accounts.insert(to.to_owned(), Account { id, ..account });
        self.move_credentials(from, to);
        for group in self.groups.values_mut() {
            if group.members.remove(from) {
                group.members.insert(to.to_owned());
            }
        }
    }

    /// The account that an app acts as.
    pub(crate) fn app_named(&self, app: &str) -> Option<&Account> {
        self.accounts
            .values()
            .find(|account| account.is_app && account.name == app)
    }

    /// Adds the account that an app acts as, or changes its role.
    pub(crate) fn add_app(&mut self, app: &str, role: Role) -> String {
        let known = self.app_named(app).map(|account| account.id.clone());
        let id = known.unwrap_or_else(|| format!("557058:{}", self.random.uuid()));
        let (name, email) = (app.to_owned(), format!("{app}@apps.sandbox.test"));
        self.accounts.insert(
            id.clone(),
            Account {
                id: id.clone(),
                name,
                email,
                role,
                is_app: true,
                time_zone: TimeZone::UTC,
            },
        );
        id
    }

    /// A user, with their credentials.
    pub(crate) fn credentials_of(&self, name: &str) -> Option<User> {
        let account = self.user_named(name)?;
        let api_token = self.basic_token(&account.id)?;
        Some(User {
            account_id: account.id.clone(),
            name: account.name.clone(),
            email: account.email.clone(),
            api_token,
        })
    }

    /// All people, ordered by name, with their credentials.
    pub(crate) fn users(&self) -> Vec<User> {
        let people = self.accounts.values().filter(|account| !account.is_app);
        let mut users: Vec<User> = people
            .filter_map(|account| self.credentials_of(&account.name))
            .collect();
        users.sort_by(|one, other| one.name.cmp(&other.name));
        users
    }

    pub(crate) fn add_group(&mut self, name: &str) -> &Group {
        let id = self.random.uuid();
        let group = Group {
            id: id.clone(),
            name: name.to_owned(),
            members: BTreeSet::new(),
        };
        self.groups.entry(id).or_insert(group)
    }

    /// Adds a member to a group, or removes one. Two groups decide about the role of their members.
    pub(crate) fn set_member(&mut self, group: &str, account: &str, belongs: bool) {
        let Some(group) = self.groups.get_mut(group) else {
            return;
        };
        if belongs {
            group.members.insert(account.to_owned());
        } else {
            group.members.remove(account);
        }
        let Some(account) = self.accounts.get_mut(account) else {
            return;
        };
        account.role = match (group.name.as_str(), belongs) {
            (ADMINS, true) => Role::SiteAdmin,
            (ADMINS, false) if account.role == Role::SiteAdmin => Role::Writer,
            (USERS, true) if account.role == Role::Outsider => Role::Writer,
            (USERS, false) => Role::Outsider,
            _ => return,
        };
    }

    fn join_groups(&mut self, account: &str, role: Role) {
        for group in self.groups.values_mut() {
            let joins = match group.name.as_str() {
                USERS => !matches!(role, Role::Guest | Role::Outsider),
                ADMINS => role == Role::SiteAdmin,
                _ => continue,
            };
            if joins {
                group.members.insert(account.to_owned());
            } else {
                group.members.remove(account);
            }
        }
    }
}
