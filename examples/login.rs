//! Sign-in from the command line with OAuth 2.0 (3LO): `cargo run --example login`.
//!
//! Without arguments it uses a sandbox in the same process, and a user of the sandbox consents. With `--browser` you
//! consent in your own browser. To sign in at the vendor:
//!
//! 1. Create an app in the developer console (<https://developer.atlassian.com/console/myapps>). Give it OAuth 2.0
//!    (3LO), the callback `http://127.0.0.1:8914/callback` and the scopes of `Mine` below.
//! 2. `cargo run --example login -- --client-id … --client-secret …` (or set `CONFLUENCE_CLIENT_ID` and
//!    `CONFLUENCE_CLIENT_SECRET`). Add `--redirect …` if your callback is another one, and `--site https://…` if you
//!    grant several sites.
//!
//! Tokens are stored in files that only their owner can read. They are in the folder `--tokens DIR`, or in a temporary
//! folder that is removed at the end. If the folder has tokens already, they are used. So a second run with the same
//! folder asks nobody.

use confluence_sandbox::{OAuthApp, Sandbox};
use confluence_sdk::oauth::{self, App, Endpoints, Failure, FileStore, Grant, GrantedSite, Loopback};
use confluence_sdk::{Client, Error, OAuth, Result, scopes};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;
#[path = "shared/browser.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod browser;
#[path = "shared/weather.rs"]
mod weather;

use arguments::Arguments;

scopes! {
    /// The scopes that the user consents to. Without `offline_access` the grant would end after an hour.
    pub struct Mine = "read:space:confluence", "read:confluence-user", "offline_access";
}

type Confluence = Client<OAuth<Mine>>;

/// The name under which the tokens are stored. A program with several users has one name for each user.
const KEY: &str = "me";

/// Returns the grant that an earlier run has stored. If there is none, the user is asked to consent; `show` shows them
/// the address.
async fn grant(app: &App, store: &Arc<FileStore>, show: impl FnOnce(&url::Url)) -> Result<Grant<Mine>> {
    match stored(app, store).await {
        Ok(grant) => {
            println!("Signed in by an earlier run.");
            return Ok(grant);
        }
        Err(error) if must_sign_in(&error) => {}
        Err(error) => return Err(error),
    }
    let code = Loopback::bind(app).await?.wait(app.sign_in::<Mine>(), show).await?;
    let grant = app.exchange(code).await?;
    grant.keep_in(store.clone(), KEY).await?;
    println!("Signed in.");
    Ok(grant)
}

async fn stored(app: &App, store: &Arc<FileStore>) -> Result<Grant<Mine>> {
    let grant = app.grant(store.clone(), KEY).await?;
    // Only a call can tell whether the grant is still valid.
    grant.sites().await?;
    Ok(grant)
}

/// Whether the user must sign in: nobody has signed in yet, the stored grant has fewer scopes than are needed now, or
/// the grant was withdrawn or has expired.
fn must_sign_in(error: &Error) -> bool {
    use Failure::{ConsentNeeded, NoRefreshToken, NothingStored, ScopesMissing};
    matches!(
        error.oauth(),
        Some(NothingStored(_) | ScopesMissing(_) | ConsentNeeded(_) | NoRefreshToken)
    )
}

/// Returns a client for the wanted site. If no site is wanted, there must be only one.
async fn connect(grant: &Grant<Mine>, wanted: Option<&str>) -> Result<Confluence> {
    let sites = grant.sites().await?;
    println!("Granted: {}", grant.scopes());
    for site in &sites {
        println!("  for {} at {}", site.name, site.url);
    }
    let is_wanted = |site: &&GrantedSite| wanted.is_some_and(|wanted| site.url == wanted.trim_end_matches('/'));
    match sites.iter().find(is_wanted) {
        Some(site) => grant.client(site),
        // If there are several sites, this error lists them.
        None => grant.client(grant.only_site().await?),
    }
}

async fn look_around(client: &Confluence) -> Result<()> {
    let me = client.v1().users().get_current_user().await?;
    println!(
        "{} sees these spaces:",
        me.display_name.as_deref().unwrap_or("Somebody")
    );
    let mut spaces = client.spaces().get_spaces().items();
    while let Some(space) = spaces.next().await {
        println!("  {}", space?.name.as_deref().unwrap_or("(without a name)"));
    }
    Ok(())
}

/// Shows the address to the person at this machine.
fn show_to_a_person(url: &url::Url) {
    println!("Sign in at:\n\n    {url}\n");
    // If no browser opens, the person can use the printed address.
    let _ = oauth::open_in_browser(url);
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let known = [
        ("--client-id", "CONFLUENCE_CLIENT_ID"),
        ("--client-secret", "CONFLUENCE_CLIENT_SECRET"),
        ("--redirect", "CONFLUENCE_REDIRECT"),
        ("--site", "CONFLUENCE_SITE"),
        ("--tokens", "CONFLUENCE_TOKENS"),
    ];
    let arguments = Arguments::read(&known, &["--browser"])?;
    let folder = TokenFolder::of(arguments.value("--tokens"));
    let store = Arc::new(FileStore::new(folder.path())?);
    let Some([client_id, client_secret]) = arguments.all(["--client-id", "--client-secret"])? else {
        return in_the_sandbox(&store, arguments.has("--browser")).await;
    };
    let redirect = arguments
        .value("--redirect")
        .unwrap_or("http://127.0.0.1:8914/callback");
    let app = App::new(&client_id, client_secret, redirect)?;
    let grant = grant(&app, &store, show_to_a_person).await?;
    Ok(look_around(&connect(&grant, arguments.value("--site")).await?).await?)
}

async fn in_the_sandbox(store: &Arc<FileStore>, by_a_person: bool) -> Result<(), Box<dyn std::error::Error>> {
    let redirect = format!("http://127.0.0.1:{}/callback", free_port()?);
    let registered = OAuthApp::new("my-client")
        .name("The login example")
        .secret("not-a-real-secret")
        .redirect(&redirect)
        .scopes(["read:space:confluence", "read:confluence-user"]);
    let sandbox = Arc::new(
        weather::weather(Sandbox::builder().space("OPS", "Operations").oauth_app(registered))
            .start()
            .await?,
    );
    println!("A sandbox listens at {}. Nothing leaves this machine.\n", sandbox.url());
    let app = App::new("my-client", "not-a-real-secret", &redirect)?
        .endpoints(Endpoints::at(sandbox.identity_url(), sandbox.url())?);

    let first = if by_a_person {
        grant(&app, store, show_to_a_person).await?
    } else {
        grant(&app, store, |url| consents(&sandbox, url)).await?
    };
    let client = connect(&first, None).await?;
    look_around(&client).await?;

    println!("\nHalf a day later the access token has expired. The next call renews it:");
    sandbox.advance(Duration::from_secs(12 * 60 * 60));
    look_around(&client).await?;
    let renewals = sandbox.token_requests();
    let renewals = renewals
        .iter()
        .filter(|asked| asked.grant_type == "refresh_token" && asked.status == 200);
    println!("It was renewed {} time(s).", renewals.count());
    drop((first, client));

    println!(
        "\nThe program starts again and finds its tokens in {}:",
        store.file(KEY)?.display()
    );
    let second = grant(&app, store, show_to_a_person).await?;
    look_around(&connect(&second, None).await?).await?;
    Ok(())
}

/// The sandbox's administrator opens the consent page and accepts. Their browser then follows the redirect.
fn consents(sandbox: &Arc<Sandbox>, url: &url::Url) {
    println!(
        "Somebody is asked for consent at {}{}.",
        url.origin().ascii_serialization(),
        url.path()
    );
    let (sandbox, url) = (sandbox.clone(), url.clone());
    tokio::spawn(async move {
        let outcome = match sandbox.consent(url.as_str(), &sandbox.admin(), true) {
            Ok(callback) => browser::Browser::default().load(&callback).await.map(drop),
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            eprintln!("they cannot: {error}");
        }
    });
}

/// A free port. A real app has a fixed port, because its callback is registered.
fn free_port() -> std::io::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The folder for the tokens.
enum TokenFolder {
    Given(PathBuf),
    /// This folder is removed at the end.
    Temporary(PathBuf),
}

impl TokenFolder {
    fn of(given: Option<&str>) -> Self {
        let temporary = || std::env::temp_dir().join(format!("confluence-login-{}", std::process::id()));
        given.map_or_else(|| Self::Temporary(temporary()), |folder| Self::Given(folder.into()))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Given(path) | Self::Temporary(path) => path,
        }
    }
}

impl Drop for TokenFolder {
    fn drop(&mut self) {
        if let Self::Temporary(path) = self {
            let _ = std::fs::remove_dir_all(path);
        }
    }
}
