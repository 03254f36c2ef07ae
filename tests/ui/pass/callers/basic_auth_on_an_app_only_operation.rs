//! Twin of the refused case of the same name.

use confluence_sdk::{Client, Result};

confluence_sdk::scopes! { pub struct App = "read:configuration:confluence"; }

pub async fn run(client: &Client<confluence_sdk::OAuth<App>>) -> Result<()> {
    client.data_policies().get_data_policy_metadata().await?;
    Ok(())
}
