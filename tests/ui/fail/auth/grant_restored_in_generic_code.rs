//! Generic code that restores a grant bounds its set by `Renewable`.

use confluence_sdk::oauth::{App, Grant, TokenStore};
use confluence_sdk::{OAuthScopes, Result};
use std::sync::Arc;

pub async fn run<S: OAuthScopes>(app: &App, store: Arc<dyn TokenStore>) -> Result<Grant<S>> {
    app.grant(store, "user-17").await
}

fn main() {}
