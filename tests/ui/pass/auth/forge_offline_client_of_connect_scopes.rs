//! Twin of the refused case of the same name.

use confluence_sdk::forge::Invocation;
use confluence_sdk::{AccountId, Http, scopes};

scopes! { pub struct Mine = "read:page:confluence"; }

pub async fn run(invocation: &Invocation, http: &Http, user: &AccountId) {
    let _ = invocation.offline_user_client::<Mine>(http, user).await;
}
