//! The back end of a Forge app (Forge Remote), on axum: `cargo run --example forge_remote`.
//!
//! Without arguments it starts itself and an embedded sandbox, which invokes it as the vendor does: from a user interface, by a schedule, and
//! wrongly. With `--serve` it stays, and each Enter makes an invocation. With `--app-id ari:cloud:ecosystem::app/…` (the `app.id` of your
//! manifest) it serves the vendor's invocations instead, at `--listen 127.0.0.1:8917`; `forge tunnel` or a proxy with HTTPS stands before it.
//! It prints what the manifest has to say.

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

scopes! {
    /// What the manifest lists, besides the scopes of the two tokens.
    pub struct Ours = "read:space:confluence";
}

fn routes(backend: Backend) -> Router {
    Router::new()
        .route("/panel", post(panel))
        .route("/nightly", post(nightly))
        .with_state(backend)
}

/// What all requests share: who verifies, and the connections that the clients of all invocations go over.
#[derive(Clone)]
struct Backend {
    app: Arc<App>,
    http: Http,
}

/// Lets [`Invocation`] be an argument of handlers.
impl FromRef<Backend> for Arc<App> {
    fn from_ref(backend: &Backend) -> Self {
        backend.app.clone()
    }
}

/// POST /panel, from a user interface. Before this runs, the vendor's signature was verified, and that the invocation is for this app.
async fn panel(invocation: Invocation, State(backend): State<Backend>) -> Result<Json<Value>, Refusal> {
    let as_app = invocation.app_client::<Ours>(&backend.http)?;
    let all = as_app.spaces().get_spaces().items().collect().await?.len();
    // With the permissions of the user in front of the screen: pages that they may not see are not shown.
    let as_user = invocation.user_client::<Ours>(&backend.http)?;
    let own = as_user.spaces().get_spaces().items().collect().await?.len();
    Ok(Json(
        json!({ "spaces": { "seen by the app": all, "seen by you": own } }),
    ))
}

/// POST /nightly, by a schedule. Nobody is in front of a screen then, so there is no user's token, and the client that wants one says so.
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

/// An invocation that comes to nothing.
struct Refusal(StatusCode, String);

impl From<confluence_sdk::Error> for Refusal {
    fn from(error: confluence_sdk::Error) -> Self {
        Self(StatusCode::BAD_GATEWAY, error.to_string())
    }
}

impl From<NoClient> for Refusal {
    fn from(reason: NoClient) -> Self {
        // The manifest does not give what this handler needs.
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

    let sandbox = Sandbox::builder()
        .space("OPS", "Operations")
        .space("HR", "People")
        .access("HR", "reader", Access::none())
        .forge_app(APP, permissions.scopes())
        .start()
        .await?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    println!(
        "A sandbox listens at {}, the back end at {url}. Nothing leaves this machine.",
        sandbox.url()
    );
    // The sandbox stands for the vendor: its keys, its gateway.
    let app = App::new(APP, &http)?
        .keys_at(&format!("{}/.well-known/jwks.json", sandbox.identity_url()))?
        .gateway(sandbox.url())?;
    let backend = Backend {
        app: Arc::new(app),
        http,
    };
    let serving = tokio::spawn(async move { axum::serve(listener, routes(backend)).await });
    match arguments.has("--serve") {
        true => {
            println!("Each Enter makes an invocation; Ctrl-C ends it.");
            while enter::pressed().await? {
                told(
                    "From a user interface",
                    &sandbox.invoke(&format!("{url}/panel"), from_a_panel(&sandbox)).await?,
                );
            }
        }
        false => invocations(&sandbox, &url).await?,
    }
    serving.abort();
    Ok(())
}

/// The app that is installed in the sandbox.
const APP: &str = "ari:cloud:ecosystem::app/11223344-5566-7788-99aa-bbccddeeff00";

/// An invocation from a panel that a reader looks at.
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
