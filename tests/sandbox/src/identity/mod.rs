//! The identity side: it decides who may act for whom, and gives credentials to programs. Other modules decide what a
//! credential allows.
//!
//! * OAuth 2.0: [`oauth`], and the page that asks the user: [`consent`]
//! * Connect: [`connect`]
//! * Forge: [`forge`]
//! * all of them: [`serve`], [`settings`], [`keys`], [`jwt`], [`outgoing`]

pub(crate) mod connect;
pub(crate) mod consent;
pub(crate) mod forge;
pub(crate) mod jwt;
pub(crate) mod keys;
pub(crate) mod oauth;
pub(crate) mod outgoing;
pub(crate) mod serve;
pub(crate) mod settings;

use self::connect::installation::Installation;
use self::connect::upm::Pending;
use self::consent::authorize::Asked;
use self::forge::app::ForgeApp;
use self::keys::Keys;
use self::oauth::app::OAuthApp;
use self::oauth::grant::{Code, Family, Grant, GrantKey, RefreshToken};
use self::oauth::service_account::ServiceAccount;
use self::oauth::token_call::TokenCall;
use self::settings::Settings;
use std::collections::{BTreeMap, HashMap};

/// The state of the identity side. Access tokens are not here: they are with all other credentials.
#[derive(Clone, Default)]
pub(crate) struct Identity {
    pub(crate) settings: Settings,
    pub(crate) keys: Keys,
    /// By client id.
    pub(crate) oauth_apps: BTreeMap<String, OAuthApp>,
    /// By client id.
    pub(crate) service_accounts: BTreeMap<String, ServiceAccount>,
    /// Consent pages that wait for an answer, by the value that protects them from forgery.
    asked: HashMap<String, Asked>,
    codes: HashMap<String, Code>,
    grants: BTreeMap<GrantKey, Grant>,
    families: BTreeMap<u64, Family>,
    refresh_tokens: HashMap<String, RefreshToken>,
    token_calls: Vec<TokenCall>,
    loses_next_token_answer: bool,
    /// By app key.
    pub(crate) installations: BTreeMap<String, Installation>,
    /// Installations that were asked for over HTTP, by their numbers.
    pub(crate) pending_installations: BTreeMap<u64, Pending>,
    /// By app id.
    pub(crate) forge_apps: BTreeMap<String, ForgeApp>,
}

impl Identity {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            settings,
            ..Self::default()
        }
    }
}
