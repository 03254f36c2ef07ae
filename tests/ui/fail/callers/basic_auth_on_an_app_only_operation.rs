//! What only apps may call is closed to basic auth.

use confluence_sdk::{Client, Result};

pub async fn run(client: &Client<confluence_sdk::Basic>) -> Result<()> {
    client.data_policies().get_data_policy_metadata().await?;
    Ok(())
}

fn main() {}
