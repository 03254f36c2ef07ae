//! The identity side: who may act for whom, and how programs come by their credentials. What the credentials open is decided elsewhere,
//! as for any other.
//!
//! * OAuth 2.0: [`oauth_app`], [`authorize`], [`consent`], [`token_endpoint`], [`grant`], [`resources`], [`service_account`]
//! * Connect: [`descriptor`], [`installation`], [`install`], [`call_app`], [`signed_request`], [`impersonation`], [`qsh`]
//! * Forge: [`forge_app`], [`invocation`], [`invoke`], [`offline`]
//! * all of them: [`serve`], [`settings`], [`keys`], [`jwt`], [`outgoing`], [`html`]

pub(crate) mod authorize;
pub(crate) mod call_app;
pub(crate) mod consent;
pub(crate) mod consent_page;
pub(crate) mod descriptor;
pub(crate) mod forge_app;
pub(crate) mod grant;
pub(crate) mod html;
pub(crate) mod impersonation;
pub(crate) mod install;
pub(crate) mod installation;
pub(crate) mod invocation;
pub(crate) mod invoke;
pub(crate) mod jwt;
pub(crate) mod keys;
pub(crate) mod lost;
pub(crate) mod oauth_app;
pub(crate) mod offline;
pub(crate) mod outgoing;
pub(crate) mod qsh;
pub(crate) mod resources;
pub(crate) mod serve;
pub(crate) mod service_account;
pub(crate) mod settings;
pub(crate) mod signed_request;
pub(crate) mod token_call;
pub(crate) mod token_endpoint;

use std::collections::{BTreeMap, HashMap};

use self::authorize::Asked;
use self::forge_app::ForgeApp;
use self::grant::{Code, Family, Grant, GrantKey, RefreshToken};
use self::installation::Installation;
use self::keys::Keys;
use self::oauth_app::OAuthApp;
use self::service_account::ServiceAccount;
use self::settings::Settings;
use self::token_call::TokenCall;

/// Everything that the identity side holds, but for access tokens: those are credentials like others.
#[derive(Default)]
pub(crate) struct Identity {
    pub(crate) settings: Settings,
    pub(crate) keys: Keys,
    /// By client id.
    pub(crate) oauth_apps: BTreeMap<String, OAuthApp>,
    /// By client id.
    pub(crate) service_accounts: BTreeMap<String, ServiceAccount>,
    /// Consent pages that wait for an answer, by their anti-forgery value.
    asked: HashMap<String, Asked>,
    codes: HashMap<String, Code>,
    grants: BTreeMap<GrantKey, Grant>,
    families: BTreeMap<u64, Family>,
    refresh_tokens: HashMap<String, RefreshToken>,
    token_calls: Vec<TokenCall>,
    loses_next_token_answer: bool,
    /// By app key.
    pub(crate) installations: BTreeMap<String, Installation>,
    /// By app id.
    pub(crate) forge_apps: BTreeMap<String, ForgeApp>,
}
