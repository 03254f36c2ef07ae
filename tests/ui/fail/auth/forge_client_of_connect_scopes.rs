//! An invocation gives no client of Connect scopes.

use confluence_sdk::forge::Invocation;
use confluence_sdk::{Http, scopes};

scopes! { pub struct Addon = "READ"; }

pub fn run(invocation: &Invocation, http: &Http) {
    let _ = invocation.app_client::<Addon>(http);
}

fn main() {}
