//! What a site has at its start, besides users and empty spaces: groups, content, fixed ids and fixed tokens.

mod apply;
mod large;
mod page;
mod team;
mod text;
mod world;

pub use self::page::NewPage;
pub use self::world::World;

use crate::builder::Builder;
use crate::state::random::{Random, random_number};
use confluence_sdk::spec::Mode;
use jiff::Timestamp;
use secrecy::SecretString;
use std::collections::BTreeMap;

/// The part of the builder that is kept here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filling {
    seed: Option<u64>,
    /// The time that the clock shows at the start.
    pub(crate) time: Option<Timestamp>,
    cloud_id: Option<String>,
    /// By the name of the user.
    account_ids: BTreeMap<String, String>,
    /// By the key of the space.
    space_ids: BTreeMap<String, u64>,
    /// With the names of their members.
    groups: Vec<(String, Vec<String>)>,
    pages: Vec<NewPage>,
    /// API tokens without scopes, by the name of the user.
    api_tokens: Vec<(String, SecretString)>,
    tokens: Vec<FixedToken>,
    worlds: Vec<World>,
}

/// A token whose text is known before the start.
#[derive(Clone, Debug)]
struct FixedToken {
    token: SecretString,
    /// The name of the user or the app.
    name: String,
    mode: Mode,
    scopes: Vec<String>,
}

impl Filling {
    /// Chooses a seed, if there is none.
    pub(crate) fn settle(&mut self) {
        self.seed.get_or_insert_with(random_number);
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed.unwrap_or_default()
    }

    /// The site's cloudId. It follows from the seed too, but the ids of accounts do not follow from it.
    pub(crate) fn cloud_id(&self) -> String {
        let from_seed = || Random::new(!self.seed()).uuid();
        self.cloud_id.clone().unwrap_or_else(from_seed)
    }

    pub(crate) fn space_id(&self, key: &str) -> Option<u64> {
        self.space_ids.get(key).copied()
    }
}

impl Builder {
    /// Fills the site with a ready world. More can be added to it.
    pub fn world(mut self, world: World) -> Self {
        self.filling.worlds.push(world);
        self
    }

    /// Makes everything that is random at the start follow from this number: the ids and tokens, and what is in a
    /// [`World`]. Sandboxes with the same settings and the same seed start with the same site. Without it, each sandbox
    /// has ids and tokens of its own.
    pub fn seed(mut self, seed: u64) -> Self {
        self.filling.seed = Some(seed);
        self
    }

    /// Sets the time that the sandbox's clock shows at the start. Default: the real time.
    pub fn time(mut self, time: Timestamp) -> Self {
        self.filling.time = Some(time);
        self
    }

    /// Sets the site's cloudId.
    pub fn cloud_id(mut self, cloud_id: &str) -> Self {
        self.filling.cloud_id = Some(cloud_id.to_owned());
        self
    }

    /// Sets the account id of a user.
    pub fn account_id(mut self, user: &str, id: &str) -> Self {
        self.filling.account_ids.insert(user.to_owned(), id.to_owned());
        self
    }

    /// Sets the id of a space that was added.
    pub fn space_id(mut self, key: &str, id: u64) -> Self {
        self.filling.space_ids.insert(key.to_owned(), id);
        self
    }

    /// Adds a group with these members. If the group exists, it gets them too.
    pub fn group<S: Into<String>>(mut self, name: &str, members: impl IntoIterator<Item = S>) -> Self {
        let members = members.into_iter().map(Into::into).collect();
        self.filling.groups.push((name.to_owned(), members));
        self
    }

    /// Adds a page or a blog post.
    pub fn page(mut self, page: NewPage) -> Self {
        self.filling.pages.push(page);
        self
    }

    /// Sets the text of a user's API token without scopes.
    pub fn api_token(mut self, user: &str, token: &str) -> Self {
        self.filling.api_tokens.push((user.to_owned(), token.into()));
        self
    }

    /// Adds a token with this text, so that it is known before the start. The name is that of a user; for the modes in
    /// which an app acts as itself, it is that of the app. [`TokenRequest`](crate::TokenRequest) says how each kind of
    /// token is sent, and how long it is valid.
    pub fn token<S: Into<String>>(
        mut self,
        token: &str,
        name: &str,
        mode: Mode,
        scopes: impl IntoIterator<Item = S>,
    ) -> Self {
        self.filling.tokens.push(FixedToken {
            token: token.into(),
            name: name.to_owned(),
            mode,
            scopes: scopes.into_iter().map(Into::into).collect(),
        });
        self
    }

    /// This builder with what the worlds add to it.
    pub(crate) fn with_worlds(&self) -> Self {
        let mut whole = self.clone();
        for world in std::mem::take(&mut whole.filling.worlds) {
            whole = world.add_to(whole);
        }
        whole
    }
}
