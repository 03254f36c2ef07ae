//! A script without async: `cargo run --example blocking_script`. It needs the feature `blocking`, and no tokio.
//!
//! Without arguments it uses a sandbox. With `CONFLUENCE_SITE`, `CONFLUENCE_EMAIL` and `CONFLUENCE_API_TOKEN` in the
//! environment it lists the pages of a real site. It changes nothing there.

use confluence_sandbox::Sandbox;
use confluence_sdk::blocking::Wait;
use confluence_sdk::{Client, Result};
use std::env::var;
use std::error::Error;

/// This is the whole program.
fn script(site: &str, email: &str, token: &str) -> Result<()> {
    let client = Client::basic(site, email, token)?;
    let me = client.v1().users().get_current_user().wait()?;
    println!("{} sees these pages:", me.display_name.unwrap_or_default());
    for page in client.pages().get_pages().items() {
        println!("  {}", page?.title.unwrap_or_default());
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let given = ["CONFLUENCE_SITE", "CONFLUENCE_EMAIL", "CONFLUENCE_API_TOKEN"].map(|name| var(name).ok());
    if let [Some(site), Some(email), Some(token)] = given {
        return Ok(script(&site, &email, &token)?);
    }
    let sandbox = async { Ok(Sandbox::builder().space("OPS", "Operations").start().await) }.wait()??;
    let admin = sandbox.admin();
    Ok(script(sandbox.url(), admin.email(), admin.api_token())?)
}
