//! A mode is not taken for another by subtyping.

use confluence_sdk::{
    ApiToken, Connect, ConnectUser, ForgeApp, ForgeUser, Granted, OAuth, ServiceAccount, Within,
};
use std::marker::PhantomData;

pub struct Set<T>(PhantomData<T>);
/// `for<'a> fn(&'a ())` is a subtype of `fn(&'static ())`: it takes any reference.
pub type Weak = Set<for<'a> fn(&'a ())>;
pub type Strong = Set<fn(&'static ())>;

pub fn api_token(weak: ApiToken<Weak>) -> ApiToken<Strong> {
    weak
}
pub fn api_token_back(strong: ApiToken<Strong>) -> ApiToken<Weak> {
    strong
}
pub fn oauth(weak: OAuth<Weak>) -> OAuth<Strong> {
    weak
}
pub fn oauth_back(strong: OAuth<Strong>) -> OAuth<Weak> {
    strong
}
pub fn service_account(weak: ServiceAccount<Weak>) -> ServiceAccount<Strong> {
    weak
}
pub fn service_account_back(strong: ServiceAccount<Strong>) -> ServiceAccount<Weak> {
    strong
}
pub fn connect(weak: Connect<Weak>) -> Connect<Strong> {
    weak
}
pub fn connect_back(strong: Connect<Strong>) -> Connect<Weak> {
    strong
}
pub fn connect_user(weak: ConnectUser<Weak>) -> ConnectUser<Strong> {
    weak
}
pub fn connect_user_back(strong: ConnectUser<Strong>) -> ConnectUser<Weak> {
    strong
}
pub fn forge_app(weak: ForgeApp<Weak>) -> ForgeApp<Strong> {
    weak
}
pub fn forge_app_back(strong: ForgeApp<Strong>) -> ForgeApp<Weak> {
    strong
}
pub fn forge_user(weak: ForgeUser<Weak>) -> ForgeUser<Strong> {
    weak
}
pub fn forge_user_back(strong: ForgeUser<Strong>) -> ForgeUser<Weak> {
    strong
}
pub fn granted(weak: Granted<Weak>) -> Granted<Strong> {
    weak
}
pub fn granted_back(strong: Granted<Strong>) -> Granted<Weak> {
    strong
}
pub fn within(weak: Within<Weak, ()>) -> Within<Strong, ()> {
    weak
}
pub fn within_back(strong: Within<Strong, ()>) -> Within<Weak, ()> {
    strong
}
pub fn ceiling(weak: Within<(), Weak>) -> Within<(), Strong> {
    weak
}
pub fn ceiling_back(strong: Within<(), Strong>) -> Within<(), Weak> {
    strong
}

fn main() {}
