//! Twin of the refused case of the same name.

use confluence_sdk::oauth::{App, Grant, Pending};
use confluence_sdk::{Result, scopes};

scopes! { pub struct Reader = "read:page:confluence"; }

pub async fn run(app: &App, pending: Pending<Reader>, query: &str) -> Result<Grant<Reader>> {
    app.exchange(pending.callback(query)?).await
}
