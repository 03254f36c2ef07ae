//! A Connect app with axum: `cargo run --example connect_app`.
//!
//! **The vendor ends support for Connect in December 2026.** Since March 2026 it accepts no new private installations
//! and no changes of descriptors. This example is for apps that already exist. For a new app use Forge: see the example
//! `forge_remote`.
//!
//! Without arguments it starts the app and a sandbox in the same process. The sandbox installs the app, opens its page,
//! sends it a webhook and uninstalls it. With `--serve` the app keeps running, and each Enter prints an address that
//! opens the page in a browser. With `--base-url https://…`, the public address of your app, it serves the vendor's
//! sites. It then listens on `--listen 127.0.0.1:8916`.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use confluence_sandbox::{Access, Sandbox};
use confluence_sdk::connect::axum::{self as connect, WithBody};
use confluence_sdk::connect::{App, Descriptor, Hosts, Impersonation, Incoming, InstallKeys, MemoryInstallations};
use confluence_sdk::{Client, Http, PageId, Result, scopes};
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;
#[path = "shared/browser.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod browser;
#[path = "shared/enter.rs"]
mod enter;
#[path = "shared/weather.rs"]
mod weather;

scopes! {
    /// The scopes that administrators grant when they install the app. With `ACT_AS_USER` the app can call the API as
    /// the user who looks at its page.
    pub struct Mine = "READ", "ACT_AS_USER";
}

/// Describes the app to the site, which reads this from `/atlassian-connect.json`.
fn descriptor(base_url: &str) -> Result<Descriptor> {
    Descriptor::builder("com.example.greeter", base_url)
        .name("Greeter")
        .description("Says what it sees.")
        .installed("/installed")
        .uninstalled("/uninstalled")
        .scopes::<Mine>()
        .module(
            "generalPages",
            json!({"key": "greeting", "url": "/greeting", "name": {"value": "Greeting"}}),
        )
        .module("webhooks", json!({"event": "page_created", "url": "/page-created"}))
        .build()
}

fn routes(app: App) -> Router {
    Router::new()
        .route("/atlassian-connect.json", get(connect::descriptor))
        // Both handlers verify the vendor's signature. The first one stores the app's secret for the site, the second
        // one removes it.
        .route("/installed", post(connect::installed))
        .route("/uninstalled", post(connect::uninstalled))
        .route("/greeting", get(greeting))
        .route("/page-created", post(page_created))
        .with_state(app)
}

/// GET /greeting, a page that Confluence shows in a frame. Before this runs, the extractor `Incoming` has verified the
/// site, the user and the signature of the address.
async fn greeting(State(app): State<App>, incoming: Incoming) -> Result<Html<String>, Refusal> {
    let as_app = app.client::<Mine>(&incoming.installation)?;
    let all = as_app.spaces().get_spaces().items().collect().await?.len();
    let Some(user) = &incoming.account_id else {
        return Ok(Html(format!(
            "<p>Hello, whoever you are. The app sees {all} spaces.</p>"
        )));
    };
    // This client has the permissions of the user, so it does not see what the user may not see.
    let as_user = app.user_client::<Mine>(&incoming.installation, user)?;
    let me = as_user.v1().users().get_current_user().await?;
    let own = as_user.spaces().get_spaces().items().collect().await?.len();
    let name = escape(me.display_name.as_deref().unwrap_or("you"));
    Ok(Html(format!(
        "<p>Hello, {name}. You see {own} of the {all} spaces that the app sees.</p>"
    )))
}

/// POST /page-created, a webhook. The body of a webhook is not signed, so do not trust it: ask the API for the page.
async fn page_created(State(app): State<App>, WithBody(incoming, body): WithBody) -> Result<StatusCode, Refusal> {
    let event: Value =
        serde_json::from_slice(&body).map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))?;
    if let Some(id) = event["page"]["id"].as_u64() {
        let client = app.client::<Mine>(&incoming.installation)?;
        let page = client.pages().get_page_by_id(PageId::new(id)).await?;
        println!(
            "  the app heard of a new page: {}",
            page.title.as_deref().unwrap_or("(untitled)")
        );
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A request that failed: the status and the text of the answer.
struct Refusal(StatusCode, String);

impl From<confluence_sdk::Error> for Refusal {
    fn from(error: confluence_sdk::Error) -> Self {
        Self(StatusCode::BAD_GATEWAY, error.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, self.1).into_response()
    }
}

/// Names are written by users, so escape them in HTML.
fn escape(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace('"', "&quot;").replace('\'', "&#39;")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let known = [("--base-url", "CONNECT_BASE_URL"), ("--listen", "CONNECT_LISTEN")];
    let arguments = arguments::Arguments::read(&known, &["--serve"])?;
    let http = Http::builder().user_agent("greeter/1.0").build()?;

    if let Some(base_url) = arguments.value("--base-url") {
        // This store is in memory, so after a restart the app must be installed again. A real app keeps its
        // installations in a database.
        let app = App::new(descriptor(base_url)?, MemoryInstallations::new(), http);
        let listener = TcpListener::bind(arguments.value("--listen").unwrap_or("127.0.0.1:8916")).await?;
        println!("Serving {base_url} at {}; Ctrl-C ends it.", listener.local_addr()?);
        return Ok(axum::serve(listener, routes(app)).await?);
    }

    let sandbox = weather::weather(
        Sandbox::builder()
            .space("OPS", "Operations")
            .space("HR", "People")
            .access("HR", "reader", Access::none()),
    )
    .start()
    .await?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    println!(
        "A sandbox listens at {}, the app at {base_url}. Nothing leaves this machine.",
        sandbox.url()
    );
    // The sandbox takes the vendor's place, so use its keys, its host and its authorization server.
    let identity = sandbox.identity_url();
    let app = App::new(descriptor(&base_url)?, MemoryInstallations::new(), http)
        .install_keys(InstallKeys::fetched_from(&format!("{identity}/install-keys"))?)
        .accepting(Hosts::only(["127.0.0.1"]))
        .impersonating(Impersonation::at(identity)?);
    let serving = tokio::spawn(async move { axum::serve(listener, routes(app)).await });
    if arguments.has("--serve") {
        serve_a_person(&sandbox, &base_url).await?
    } else {
        goes_round(&sandbox, &base_url).await?
    }
    serving.abort();
    Ok(())
}

/// Does everything that a site does with an app, from installing to uninstalling.
async fn goes_round(sandbox: &Sandbox, base_url: &str) -> Result<(), Box<dyn std::error::Error>> {
    let installation = sandbox.install(base_url).await?;
    println!(
        "\nInstalled: the site has read the descriptor of {}, and both share a secret.",
        installation.app_key()
    );

    for user in [sandbox.admin(), sandbox.user("reader")] {
        let what = format!("The page in front of {}", user.email());
        look(&what, &sandbox.iframe_url(&installation, "/greeting", &user)?, 200).await?;
    }
    look(
        "The page without a signed address",
        &format!("{base_url}/greeting"),
        401,
    )
    .await?;

    println!("\nA page is created; the site sends a webhook:");
    let admin = sandbox.admin();
    let writer = Client::basic(sandbox.url(), admin.email(), admin.api_token())?;
    let spaces = writer.spaces().get_spaces().items().collect().await?;
    if let Some(space) = spaces.first() {
        let page = writer.pages().create_page(space.id).title("Release 1.2").await?;
        let event = json!({"page": {"id": page.id.get()}});
        let answer = sandbox.webhook(&installation, "page_created", event).await?;
        println!("  {}", answer.status);
    }

    let page = sandbox.iframe_url(&installation, "/greeting", &sandbox.admin())?;
    sandbox.uninstall(&installation).await?;
    look("The page after the app was uninstalled", &page, 401).await
}

async fn look(what: &str, url: &str, expected: u16) -> Result<(), Box<dyn std::error::Error>> {
    let page = browser::Browser::default().load(url).await?;
    println!("\n{what}: {}\n  {}", page.status, page.body);
    if page.status == expected {
        Ok(())
    } else {
        Err(format!("it should be {expected}").into())
    }
}

/// Prints an address to open for each Enter, until the input ends.
async fn serve_a_person(sandbox: &Sandbox, base_url: &str) -> std::io::Result<()> {
    let installation = sandbox.install(base_url).await?;
    println!("Press Enter for an address; it is valid for three minutes. Ctrl-C ends the example.");
    while enter::pressed().await? {
        println!("{}", sandbox.iframe_url(&installation, "/greeting", &sandbox.admin())?);
    }
    Ok(())
}
