//! An installation gives no client of a user without the scope for that.

use confluence_sdk::connect::Installation;
use confluence_sdk::{AccountId, Http, scopes};

scopes! { pub struct Addon = "READ"; }

pub fn run(installation: &Installation, http: &Http, user: &AccountId) {
    let _ = installation.user_client::<Addon>(http, user);
}

fn main() {}
