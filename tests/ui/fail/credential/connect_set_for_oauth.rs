//! A Connect set goes with Connect.

use confluence_sdk::{Credential, Result, scopes};

scopes! { pub struct Addon = "READ"; }

pub fn run(token: String) -> Result<Credential<confluence_sdk::OAuth<Addon>>> {
    Credential::<confluence_sdk::OAuth<Addon>>::declared(token)
}

fn main() {}
