//! Twin of the refused case of the same name.

use confluence_sdk::oauth::{Grant, TokenStore};
use confluence_sdk::{Result, scopes};
use std::sync::Arc;

scopes! { pub struct Mine = "read:page:confluence", "offline_access"; }

pub async fn run(grant: &Grant<Mine>, store: Arc<dyn TokenStore>) -> Result<()> {
    grant.keep_in(store, "user-17").await
}
