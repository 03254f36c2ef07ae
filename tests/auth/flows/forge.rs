//! A Forge Remote on axum: invoked from a user interface and by a schedule, calling as the app and as users.

use super::{call, http};
use axum::Router;
use axum::extract::{FromRef, State};
use axum::routing::post;
use confluence_sandbox::{Invocation as Sent, Sandbox};
use confluence_sdk::forge::{App, Invocation, NoClient};
use confluence_sdk::{AccountId, scopes};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

scopes! { pub(crate) struct Ours = "read:space:confluence"; }

const APP: &str = "11111111-2222-4333-8444-555555555555";
const SCOPES: [&str; 3] = ["read:app-system-token", "read:app-user-token", "read:space:confluence"];

#[derive(Clone)]
struct Backend(Arc<App>);

impl FromRef<Backend> for Arc<App> {
    fn from_ref(backend: &Backend) -> Self {
        backend.0.clone()
    }
}

/// What comes of calls as each of those that the invocation allows.
async fn outcomes(invocation: Invocation, State(_): State<Backend>, body: String) -> String {
    let told = |outcome: confluence_sdk::Result<()>| match outcome {
        Ok(()) => json!("called"),
        Err(error) => json!(error.to_string()),
    };
    let as_app = match invocation.app_client::<Ours>(http()) {
        Ok(client) => told(call(&client).await),
        Err(absent) => json!(absent.to_string()),
    };
    let as_user = match invocation.user_client::<Ours>(http()) {
        Ok(client) => told(call(&client).await),
        Err(absent) => json!(absent.to_string()),
    };
    let body: Value = serde_json::from_str(&body).unwrap();
    let offline = match body["offline"].as_str() {
        Some(user) => {
            let user = AccountId::new(user).unwrap();
            match invocation.offline_user_client::<Ours>(http(), &user).await {
                Ok(client) => told(call(&client).await),
                Err(error) => json!(error.to_string()),
            }
        }
        None => Value::Null,
    };
    let answer = json!({
        "as_app": as_app, "as_user": as_user, "offline": offline,
        "principal": invocation.principal.map(|user| user.as_str().to_owned()),
        "module": invocation.app.module.map(|module| module.key),
        "place": invocation.context.map(|context| context.extension.clone()),
    });
    answer.to_string()
}

struct Remote(String);

impl Remote {
    async fn start(sandbox: &Sandbox) -> Self {
        let app = App::new(&format!("ari:cloud:ecosystem::app/{APP}"), http()).unwrap();
        let keys = format!("{}/.well-known/jwks.json", sandbox.identity_url());
        let app = app.keys_at(&keys).unwrap().gateway(sandbox.url()).unwrap();
        let backend = Backend(Arc::new(app.keys_pause(Duration::ZERO)));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/remote", listener.local_addr().unwrap());
        let router = Router::new().route("/remote", post(outcomes)).with_state(backend);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self(url)
    }

    async fn invoked(&self, sandbox: &Sandbox, invocation: Sent) -> (u16, Value) {
        let answer = sandbox.invoke(&self.0, invocation).await.unwrap();
        (answer.status.as_u16(), answer.json())
    }
}

async fn sandbox() -> Sandbox {
    Sandbox::builder().forge_app(APP, SCOPES).start().await.unwrap()
}

#[tokio::test]
async fn from_a_user_interface_as_the_app_and_as_the_user() {
    let sandbox = sandbox().await;
    let (remote, reader) = (Remote::start(&sandbox).await, sandbox.user("reader"));
    let sent = Sent::new(APP)
        .module("xen:macro", "our-macro")
        .user(&reader)
        .system_token()
        .user_token();
    let (status, answer) = remote.invoked(&sandbox, sent.extension(json!({"page": "7"}))).await;
    assert_eq!(
        (status, &answer["as_app"], &answer["as_user"]),
        (200, &json!("called"), &json!("called"))
    );
    assert_eq!(answer["principal"], reader.account_id());
    assert_eq!(
        (&answer["module"], &answer["place"]["page"]),
        (&json!("our-macro"), &json!("7"))
    );
}

#[tokio::test]
async fn by_a_schedule_without_a_user_but_for_one_who_is_not_there() {
    let sandbox = sandbox().await;
    let remote = Remote::start(&sandbox).await;
    let scheduled = || Sent::new(APP).module("scheduledTrigger", "hourly").system_token();
    let (status, answer) = remote.invoked(&sandbox, scheduled()).await;
    assert_eq!((status, &answer["as_app"]), (200, &json!("called")));
    assert_eq!(answer["as_user"], NoClient::NoUserToken.to_string());
    assert_eq!((&answer["principal"], &answer["place"]), (&Value::Null, &Value::Null));

    let reader = json!({"offline": sandbox.user("reader").account_id()});
    let (_, answer) = remote.invoked(&sandbox, scheduled().body(reader)).await;
    assert_eq!(answer["offline"], "called");
    let (_, answer) = remote
        .invoked(&sandbox, scheduled().body(json!({"offline": "nobody"})))
        .await;
    assert!(answer["offline"].as_str().unwrap().contains("userId"), "{answer}");
}

#[tokio::test]
async fn keys_rotate_and_expired_invocations_are_refused() {
    let sandbox = sandbox().await;
    let remote = Remote::start(&sandbox).await;
    let event = || Sent::new(APP).system_token();
    for _ in 0..3 {
        assert_eq!(remote.invoked(&sandbox, event()).await.0, 200);
        sandbox.rotate_keys();
    }
    // A minute old: it was good for 25 seconds, and clocks may differ by 30.
    let late = sandbox
        .invoke(&remote.0, event().aged(Duration::from_secs(60)))
        .await
        .unwrap();
    let why = String::from_utf8_lossy(&late.body).into_owned();
    assert!(
        late.status.as_u16() == 401 && why.contains("expired"),
        "{} {why}",
        late.status
    );
}

#[tokio::test]
async fn a_token_that_is_over_is_not_renewed() {
    let sandbox = sandbox().await;
    let headers = sandbox.forge_headers(&Sent::new(APP).system_token()).unwrap();
    let mut request = http::Request::post("/remote").body(()).unwrap().into_parts().0;
    request.headers = headers;
    let app = App::new(&format!("ari:cloud:ecosystem::app/{APP}"), http()).unwrap();
    let keys = format!("{}/.well-known/jwks.json", sandbox.identity_url());
    let app = app.keys_at(&keys).unwrap().gateway(sandbox.url()).unwrap();
    let invocation = app.verify(&request).await.unwrap();
    assert!(invocation.app_token_expires().is_some());
    let client = invocation.app_client::<Ours>(http()).unwrap();
    call(&client).await.unwrap();
    // The server's clock goes on, this program's does not: the refusal comes from there, and nothing renews it.
    sandbox.advance(Duration::from_secs(4 * 3600 + 1));
    assert!(call(&client).await.unwrap_err().is_unauthorized());
}
