//! A user who is not there is called for with OAuth scopes: one error, although the call is awaited.

use confluence_sdk::forge::Invocation;
use confluence_sdk::{AccountId, Http, scopes};

scopes! { pub struct Mine = "READ"; }

pub async fn run(invocation: &Invocation, http: &Http, user: &AccountId) {
    let _ = invocation.offline_user_client::<Mine>(http, user).await;
}

fn main() {}
