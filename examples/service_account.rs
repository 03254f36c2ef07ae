//! A nightly job with the OAuth 2.0 credential of a service account: `cargo run --example service_account`.
//!
//! Without arguments it uses a sandbox in the same process, and shows what happens when the access token has expired.
//! With `--site https://… --client-id … --client-secret …` (or `CONFLUENCE_SITE`, `CONFLUENCE_CLIENT_ID`,
//! `CONFLUENCE_CLIENT_SECRET`) it does the job on a real site. It only reads.
//!
//! An administrator creates such a credential in the administration of the organisation, and chooses its scopes there.

use confluence_sandbox::Sandbox;
use confluence_sdk::oauth::{Endpoints, ServiceAccountKey};
use confluence_sdk::scope::ScopeList;
use confluence_sdk::{Client, Credential, Gateway, Http, Result, ServiceAccount, Site, scopes};
use std::time::Duration;

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;
#[path = "shared/weather.rs"]
mod weather;

scopes! {
    /// The scopes that the job needs. The credential must be created with them.
    pub struct Nightly = "read:space:confluence", "read:page:confluence";
}

type Confluence = Client<ServiceAccount<Nightly>>;

/// Makes a client for a site when only its address is known. This asks the site for its cloud id and for nothing else.
/// The client gets a token with its first call, keeps it, and renews it when it expires.
async fn connect(site: &str, client_id: &str, client_secret: String) -> Result<Confluence> {
    let http = Http::builder().user_agent("nightly-job/1.0").build()?;
    let gateway = Gateway::discover(&http, &Site::new(site)?).await?;
    Ok(ServiceAccountKey::new(client_id, client_secret)?.client(&http, gateway))
}

/// The job: reads every page of every space as a stream. Each request fetches three pages.
async fn job(client: &Confluence) -> Result<()> {
    let mut spaces = client.spaces().get_spaces().items();
    while let Some(space) = spaces.next().await {
        let space = space?;
        println!("  {}", space.name.as_deref().unwrap_or("(without a name)"));
        let mut pages = client.pages().get_pages_in_space(space.id).limit(3).items();
        while let Some(page) = pages.next().await {
            println!("    {}", page?.title.as_deref().unwrap_or("(untitled)"));
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let known = [
        ("--site", "CONFLUENCE_SITE"),
        ("--client-id", "CONFLUENCE_CLIENT_ID"),
        ("--client-secret", "CONFLUENCE_CLIENT_SECRET"),
    ];
    let arguments = arguments::Arguments::read(&known, &[])?;
    if let Some([site, client_id, client_secret]) = arguments.all(["--site", "--client-id", "--client-secret"])? {
        let client = connect(&site, &client_id, client_secret).await?;
        println!("The pages of {site}:");
        return Ok(job(&client).await?);
    }
    in_the_sandbox().await
}

/// Does the same job in a sandbox, which has its own addresses. Its clock can be moved forward.
async fn in_the_sandbox() -> Result<(), Box<dyn std::error::Error>> {
    const CLIENT_ID: &str = "nightly";
    const CLIENT_SECRET: &str = "not-a-real-secret";
    let sandbox = weather::weather(
        Sandbox::builder()
            .space("OPS", "Operations")
            .space("TEAM", "The team")
            .service_account(
                "robot",
                CLIENT_ID,
                CLIENT_SECRET,
                ["read:space:confluence", "read:page:confluence"],
            ),
    )
    .start()
    .await?;
    some_pages(&sandbox).await?;
    println!("A sandbox listens at {}. Nothing leaves this machine.\n", sandbox.url());

    let http = Http::builder().build()?;
    let gateway = Gateway::discover_at(sandbox.url(), &http, &Site::new(sandbox.url())?).await?;
    println!("The site told its cloud id without a credential: {gateway:?}");
    let key = ServiceAccountKey::new(CLIENT_ID, CLIENT_SECRET)?;
    let key = key.endpoints(Endpoints::at(sandbox.identity_url(), sandbox.url())?);
    let client: Confluence = key.client(&http, gateway);

    println!("\nThe first night:");
    job(&client).await?;
    told(&sandbox);

    println!("\nThe second night, a day later. It is the same client, and its token has expired:");
    sandbox.advance(Duration::from_secs(24 * 60 * 60));
    job(&client).await?;
    told(&sandbox);
    println!(
        "\nOf the scopes in `Nightly`: {}.",
        sandbox.unused_scopes(&ScopeList::of::<Nightly>())
    );
    Ok(())
}

/// Prints what the sandbox has seen.
fn told(sandbox: &Sandbox) {
    let calls = sandbox.requests();
    let calls: Vec<_> = calls.iter().filter(|request| request.operation.is_some()).collect();
    let refused = calls.iter().filter(|request| request.status == 401).count();
    println!(
        "So far the site was called {} times, of which it refused {refused}; a token was asked for {} time(s).",
        calls.len(),
        sandbox.token_requests().len()
    );
}

async fn some_pages(sandbox: &Sandbox) -> Result<()> {
    let admin = sandbox.admin();
    let admin = Client::new(
        Site::new(sandbox.url())?,
        Credential::basic(admin.email(), admin.api_token())?,
    )?;
    let spaces = admin.spaces().get_spaces().items().collect().await?;
    for space in spaces {
        for title in ["Plan", "Runbook", "Notes", "Archive"] {
            admin.pages().create_page(space.id).title(title).await?;
        }
    }
    sandbox.clear_requests();
    Ok(())
}
