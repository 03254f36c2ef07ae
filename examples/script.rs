//! The shortest useful program, with your own API token (basic auth): `cargo run --example script`.
//!
//! Without arguments it uses a sandbox in the same process. With `--site https://… --email … --token …` (or
//! `CONFLUENCE_SITE`, `CONFLUENCE_EMAIL`, `CONFLUENCE_API_TOKEN`) it lists the spaces of a real site. It changes
//! nothing there.
//!
//! Such a token has no scopes: it may do everything that its owner may do. For programs that run without a person, see
//! the example `service_account`.

use confluence_sandbox::Sandbox;
use confluence_sdk::{Client, Result};

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;
#[path = "shared/weather.rs"]
mod weather;

/// This is the whole program. The rest of this file reads the arguments.
async fn script(site: &str, email: &str, token: String) -> Result<()> {
    let client = Client::basic(site, email, token)?;
    let me = client.v1().users().get_current_user().await?;
    println!(
        "{} sees these spaces:",
        me.display_name.as_deref().unwrap_or("Somebody")
    );
    let mut spaces = client.spaces().get_spaces().items();
    while let Some(space) = spaces.next().await {
        let space = space?;
        println!("  {}", space.name.as_deref().unwrap_or("(without a name)"));
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let known = [
        ("--site", "CONFLUENCE_SITE"),
        ("--email", "CONFLUENCE_EMAIL"),
        ("--token", "CONFLUENCE_API_TOKEN"),
    ];
    let arguments = arguments::Arguments::read(&known, &[])?;
    if let Some([site, email, token]) = arguments.all(["--site", "--email", "--token"])? {
        return Ok(script(&site, &email, token).await?);
    }
    let sandbox = weather::weather(Sandbox::builder().space("OPS", "Operations").space("TEAM", "The team"))
        .start()
        .await?;
    let admin = sandbox.admin();
    Ok(script(sandbox.url(), admin.email(), admin.api_token().to_owned()).await?)
}
