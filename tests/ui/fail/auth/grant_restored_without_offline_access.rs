//! A grant is not restored for a set that could not be renewed.

use confluence_sdk::oauth::{App, Grant, TokenStore};
use confluence_sdk::{Result, scopes};
use std::sync::Arc;

scopes! { pub struct Mine = "read:page:confluence"; }

pub async fn run(app: &App, store: Arc<dyn TokenStore>) -> Result<Grant<Mine>> {
    app.grant(store, "user-17").await
}

fn main() {}
