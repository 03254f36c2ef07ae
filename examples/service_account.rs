//! A nightly job with the OAuth 2.0 credential of a service account: `cargo run --example service_account`.
//!
//! Without arguments it runs in an embedded sandbox, and shows there what happens when the access token expires half-way. `--site https://…
//! --client-id … --client-secret …` (or `CONFLUENCE_SITE`, `CONFLUENCE_CLIENT_ID`, `CONFLUENCE_CLIENT_SECRET`) does the job on a real site;
//! it only reads.
//!
//! An administrator makes such a credential in the organisation's administration, and chooses its scopes there.

use confluence_sandbox::Sandbox;
use confluence_sdk::oauth::{Endpoints, ServiceAccountKey};
use confluence_sdk::scope::ScopeList;
use confluence_sdk::{Client, Credential, Gateway, Http, Result, ServiceAccount, Site, scopes};
use std::time::Duration;

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;

scopes! {
    /// What the job needs: the scopes that its credential is made with.
    pub struct Nightly = "read:space:confluence", "read:page:confluence";
}

type Confluence = Client<ServiceAccount<Nightly>>;

/// A client of a site of which only the address is known. Nothing but the site's cloud id is asked for as yet; a token comes with the first
/// call, is kept, and is renewed when it expires.
async fn connect(site: &str, client_id: &str, client_secret: String) -> Result<Confluence> {
    let http = Http::builder().user_agent("nightly-job/1.0").build()?;
    let gateway = Gateway::discover(&http, &Site::new(site)?).await?;
    Ok(ServiceAccountKey::new(client_id, client_secret)?.client(&http, gateway))
}

/// The job: every page of every space, read as a stream, three at a time.
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

/// The same against a sandbox, which has addresses of its own, with a clock that can be put forward.
async fn in_the_sandbox() -> Result<(), Box<dyn std::error::Error>> {
    const CLIENT_ID: &str = "nightly";
    const CLIENT_SECRET: &str = "not-a-real-secret";
    let sandbox = Sandbox::builder()
        .space("OPS", "Operations")
        .space("TEAM", "The team")
        .service_account(
            "robot",
            CLIENT_ID,
            CLIENT_SECRET,
            ["read:space:confluence", "read:page:confluence"],
        )
        .start()
        .await?;
    some_pages(&sandbox).await?;
    println!("A sandbox listens at {}. Nothing leaves this machine.\n", sandbox.url());

    let http = Http::builder().build()?;
    let gateway = Gateway::discover_at(sandbox.url(), &http, &Site::new(sandbox.url())?).await?;
    println!("The site's cloud id was asked for, without a credential: {gateway:?}");
    let key = ServiceAccountKey::new(CLIENT_ID, CLIENT_SECRET)?;
    let key = key.endpoints(Endpoints::at(sandbox.identity_url(), sandbox.url())?);
    let client: Confluence = key.client(&http, gateway);

    println!("\nThe first night:");
    job(&client).await?;
    told(&sandbox);

    println!("\nThe second night, a day later, the same client; the token that it has has expired:");
    sandbox.advance(Duration::from_secs(24 * 60 * 60));
    job(&client).await?;
    told(&sandbox);
    println!(
        "\nOf the scopes in `Nightly`: {}.",
        sandbox.unused_scopes(&ScopeList::of::<Nightly>())
    );
    Ok(())
}

/// What the sandbox saw of it.
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
