//! The back end of a Forge app (Forge Remote) with axum: `cargo run --example forge_remote`.
//!
//! Without arguments it starts the back end and a sandbox in the same process. The sandbox invokes the back end like
//! the vendor does: from a user interface and by a schedule. It also makes invocations that must be refused. With
//! `--serve` the back end keeps running, and each Enter makes an invocation. With `--app-id ari:cloud:ecosystem::app/…`
//! (the `app.id` of your manifest) it serves the vendor's invocations. It then listens on `--listen 127.0.0.1:8917`;
//! put `forge tunnel` or a proxy with HTTPS in front of it.
//!
//! It always prints the permissions that the manifest needs.

use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use confluence_sandbox::{Access, AppAnswer, Sandbox};
use confluence_sdk::forge::{App, Invocation, NoClient, manifest_permissions};
use confluence_sdk::{Http, Result, scopes};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;
#[path = "shared/enter.rs"]
mod enter;
#[path = "shared/weather.rs"]
mod weather;

scopes! {
    /// The scopes in the manifest. The manifest also lists the scopes for the two tokens.
    pub struct Ours = "read:space:confluence";
}

fn routes(backend: Backend) -> Router {
    Router::new()
        .route("/panel", post(panel))
        .route("/nightly", post(nightly))
        .with_state(backend)
}

/// The state that all requests share: the app, which verifies invocations, and the HTTP connections of all clients.
#[derive(Clone)]
struct Backend {
    app: Arc<App>,
    http: Http,
}

/// With this, a handler can take an [`Invocation`] as an argument.
impl FromRef<Backend> for Arc<App> {
    fn from_ref(backend: &Backend) -> Self {
        backend.app.clone()
    }
}

/// POST /panel, called from a user interface. Before this runs, the extractor `Invocation` has verified the vendor's
/// signature, and that the invocation is for this app.
async fn panel(invocation: Invocation, State(backend): State<Backend>) -> Result<Json<Value>, Refusal> {
    let as_app = invocation.app_client::<Ours>(&backend.http)?;
    let all = as_app.spaces().get_spaces().items().collect().await?.len();
    // This client has the permissions of the user at the screen, so it does not see what the user may not see.
    let as_user = invocation.user_client::<Ours>(&backend.http)?;
    let own = as_user.spaces().get_spaces().items().collect().await?.len();
    Ok(Json(
        json!({ "spaces": { "seen by the app": all, "seen by you": own } }),
    ))
}

/// POST /nightly, called by a schedule. There is no user then, so there is no token of a user, and `user_client`
/// returns an error that says so.
async fn nightly(invocation: Invocation, State(backend): State<Backend>) -> Result<Json<Value>, Refusal> {
    let as_app = invocation.app_client::<Ours>(&backend.http)?;
    let all = as_app.spaces().get_spaces().items().collect().await?.len();
    let as_user = match invocation.user_client::<Ours>(&backend.http) {
        Ok(_) => "there is a user",
        Err(NoClient::NoUserToken) => "there is no user",
        Err(other) => return Err(other.into()),
    };
    Ok(Json(
        json!({ "spaces": { "seen by the app": all }, "as user": as_user }),
    ))
}

/// An invocation that failed: the status and the text of the answer.
struct Refusal(StatusCode, String);

impl From<confluence_sdk::Error> for Refusal {
    fn from(error: confluence_sdk::Error) -> Self {
        Self(StatusCode::BAD_GATEWAY, error.to_string())
    }
}

impl From<NoClient> for Refusal {
    fn from(reason: NoClient) -> Self {
        // The invocation brings no token for this client. Either the manifest does not ask for it, or there is no user.
        Self(StatusCode::BAD_REQUEST, reason.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let known = [("--app-id", "FORGE_APP_ID"), ("--listen", "FORGE_LISTEN")];
    let arguments = arguments::Arguments::read(&known, &["--serve"])?;
    let permissions = manifest_permissions::<Ours>().with_app_token().with_user_token();
    println!("The manifest says:\n\n{permissions}");
    let http = Http::builder().user_agent("our-remote/1.0").build()?;

    if let Some(app_id) = arguments.value("--app-id") {
        let app = Arc::new(App::new(app_id, &http)?);
        let listener = TcpListener::bind(arguments.value("--listen").unwrap_or("127.0.0.1:8917")).await?;
        println!("Serving {app_id} at {}; Ctrl-C ends it.", listener.local_addr()?);
        return Ok(axum::serve(listener, routes(Backend { app, http })).await?);
    }

    let sandbox = weather::weather(
        Sandbox::builder()
            .space("OPS", "Operations")
            .space("HR", "People")
            .access("HR", "reader", Access::none())
            .forge_app(APP, permissions.scopes()),
    )
    .start()
    .await?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    println!(
        "A sandbox listens at {}, the back end at {url}. Nothing leaves this machine.",
        sandbox.url()
    );
    // The sandbox takes the vendor's place, so use its keys and its gateway.
    let app = App::new(APP, &http)?
        .keys_at(&format!("{}/.well-known/jwks.json", sandbox.identity_url()))?
        .gateway(sandbox.url())?;
    let backend = Backend {
        app: Arc::new(app),
        http,
    };
    let serving = tokio::spawn(async move { axum::serve(listener, routes(backend)).await });
    if arguments.has("--serve") {
        println!("Press Enter for an invocation. Ctrl-C ends the example.");
        while enter::pressed().await? {
            told(
                "From a user interface",
                &sandbox.invoke(&format!("{url}/panel"), from_a_panel(&sandbox)).await?,
            );
        }
    } else {
        invocations(&sandbox, &url).await?;
    }
    serving.abort();
    Ok(())
}

/// The id of the app that is installed in the sandbox.
const APP: &str = "ari:cloud:ecosystem::app/11223344-5566-7788-99aa-bbccddeeff00";

/// An invocation from a panel that the user `reader` looks at.
fn from_a_panel(sandbox: &Sandbox) -> confluence_sandbox::Invocation {
    confluence_sandbox::Invocation::new(APP)
        .module("xen:macro", "our-panel")
        .user(&sandbox.user("reader"))
        .system_token()
        .user_token()
}

async fn invocations(sandbox: &Sandbox, url: &str) -> Result<(), Box<dyn std::error::Error>> {
    let (panel, nightly) = (format!("{url}/panel"), format!("{url}/nightly"));
    let scheduled = confluence_sandbox::Invocation::new(APP).module("scheduledTrigger", "nightly");
    let late = from_a_panel(sandbox).aged(Duration::from_secs(120));
    for (what, path, invocation, expected) in [
        (
            "From a panel that a reader looks at",
            &panel,
            from_a_panel(sandbox),
            200,
        ),
        ("By a schedule", &nightly, scheduled.clone().system_token(), 200),
        (
            "By a schedule, where a user's token is needed",
            &panel,
            scheduled.clone().system_token(),
            400,
        ),
        ("By a schedule, with no token at all", &nightly, scheduled, 400),
        ("From a panel, two minutes late", &panel, late, 401),
    ] {
        let answer = sandbox.invoke(path, invocation).await?;
        told(what, &answer);
        if answer.status != expected {
            return Err(format!("it should be {expected}").into());
        }
    }
    Ok(())
}

fn told(what: &str, answer: &AppAnswer) {
    let body = String::from_utf8_lossy(&answer.body);
    println!("\n{what}: {}\n  {body}", answer.status);
}
