//! What a sandbox holds when it starts.

use std::io;

use crate::server::Sandbox;
use crate::state::State;
use crate::state::account::Role;
use crate::state::space::Access;

/// Seeds a [`Sandbox`]. Without any call it has four users (`admin`, `writer`, `reader`, `outsider`) and nothing else.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    users: Vec<(String, Role)>,
    apps: Vec<(String, Role)>,
    spaces: Vec<(String, String)>,
    access: Vec<(String, String, Access)>,
}

impl Builder {
    /// Adds a user, or gives one of the ready users another role.
    pub fn user(mut self, name: &str, role: Role) -> Self {
        self.users.push((name.to_owned(), role));
        self
    }

    /// Gives the account that an app acts as this role. Without it, an app is a [`Role::Writer`].
    pub fn app(mut self, name: &str, role: Role) -> Self {
        self.apps.push((name.to_owned(), role));
        self
    }

    /// Adds a space with a home page, created by the admin.
    pub fn space(mut self, key: &str, name: &str) -> Self {
        self.spaces.push((key.to_owned(), name.to_owned()));
        self
    }

    /// What a user may do in a space that was added. Without it the user's [`Role`] decides.
    pub fn access(mut self, space_key: &str, user: &str, access: Access) -> Self {
        self.access.push((space_key.to_owned(), user.to_owned(), access));
        self
    }

    /// Starts the sandbox on a free port of 127.0.0.1. An access rule for an unknown space or user is an error of kind `InvalidInput`.
    pub async fn start(self) -> io::Result<Sandbox> {
        let mut state = State::new();
        for (name, role) in &self.users {
            state.add_user(name, *role);
        }
        for (name, role) in &self.apps {
            state.add_app(name, *role);
        }
        let admin = state
            .user_named("admin")
            .map(|account| account.id.clone())
            .unwrap_or_default();
        for (key, name) in &self.spaces {
            state.add_space(key, name, &admin, false);
        }
        for (key, user, access) in self.access {
            if !state.set_access(&key, &user, access) {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    format!("no space `{key}` or no user `{user}`"),
                ));
            }
        }
        Sandbox::with_state(state).await
    }
}
