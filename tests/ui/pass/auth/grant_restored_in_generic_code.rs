//! Twin of the refused case of the same name.

use confluence_sdk::Result;
use confluence_sdk::oauth::{App, Grant, Renewable, TokenStore};
use std::sync::Arc;

pub async fn run<S: Renewable>(app: &App, store: Arc<dyn TokenStore>) -> Result<Grant<S>> {
    app.grant(store, "user-17").await
}
