//! Twin of the refused case of the same name.

use confluence_sdk::oauth::{App, Grant, TokenStore};
use confluence_sdk::{Result, scopes};
use std::sync::Arc;

scopes! { pub struct Mine = "read:page:confluence", "offline_access"; }

pub async fn run(app: &App, store: Arc<dyn TokenStore>) -> Result<Grant<Mine>> {
    app.grant(store, "user-17").await
}
