//! Each way in with everything that it is made of, shown.

use super::{Addon, FORGE, Job, ROBOT, Run};
use crate::connect::extractors::{call as ask, serving_at};
use crate::flows::{self, CALLBACK, CLIENT, Reader, SECRET};
use base64::Engine as _;
use confluence_sandbox::{Invocation as Sent, Sandbox, TokenRequest};
use confluence_sdk::connect::{self, Descriptor, Hosts, Impersonation, InstallKeys, MemoryInstallations};
use confluence_sdk::oauth::{
    App, Endpoints, FileStore, Grant, Loopback, MemoryStore, Pending, ServiceAccountKey, TokenStore,
};
use confluence_sdk::{
    AccountId, Allows, ApiToken, Basic, Client, CloudId, Credential, Gateway, Http, Result, Site, forge, v2,
};
use secrecy::ExposeSecret as _;
use std::sync::Arc;
use std::time::Duration;

fn query(url: &str, name: &str) -> Option<String> {
    let query = url.split_once('?').unwrap().1.as_bytes();
    let mut pairs = url::form_urlencoded::parse(query);
    pairs
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

/// A call with all that it is made of.
pub(super) async fn call<A: Allows<v2::op::GetSpaces>>(run: &mut Run, client: &Client<A>) -> Result<()> {
    run.show(client);
    run.show(&client.dynamic());
    run.show(&client.spaces());
    run.show(&client.spaces().get_spaces());
    run.show(&client.spaces().get_spaces().send());
    run.show(&client.request("GET", "/wiki/api/v2/spaces"));
    let raw = client.spaces().get_spaces().raw().await;
    match &raw {
        Ok(raw) => run.show(raw),
        Err(error) => run.fail(error),
    }
    flows::call(client).await
}

pub(super) async fn three_legged(run: &mut Run, sandbox: &Sandbox, http: &Http) {
    run.hide("client secret", SECRET);
    let endpoints = Endpoints::at(sandbox.identity_url(), sandbox.url()).unwrap();
    run.show(&endpoints);
    let app = App::new(CLIENT, SECRET, CALLBACK).unwrap();
    let app = app.http(http).endpoints(endpoints);
    run.show(&app);
    let sign_in = app.sign_in::<Reader>();
    run.show(&sign_in);
    let callback = sandbox
        .consent(sign_in.url().as_str(), &sandbox.user("reader"), true)
        .unwrap();
    let pending = sign_in.into_pending();
    run.show(&pending);
    let session = serde_json::to_value(&pending).unwrap();
    run.hide("state", session["state"].as_str().unwrap());
    run.hide("PKCE verifier", session["verifier"].as_str().unwrap());
    run.hide("code", query(&callback, "code").unwrap());
    let forged = callback.replace("state=", "state=x");
    let mismatch = serde_json::from_value::<Pending<Reader>>(session.clone()).unwrap();
    run.fail(&mismatch.callback(forged.split_once('?').unwrap().1).unwrap_err());
    let code = pending.callback(callback.split_once('?').unwrap().1).unwrap();
    run.show(&code);
    let grant = app.exchange(code).await.unwrap();
    run.show(&grant);
    run.show(&grant.sites().await.unwrap());

    let store = Arc::new(MemoryStore::new());
    grant.keep_in(store.clone(), "reader").await.unwrap();
    let client = |grant: &Grant<Reader>| grant.client(CloudId::new(sandbox.cloud_id()).unwrap()).unwrap();
    call(run, &client(&grant)).await.unwrap();
    let tokens = store.load("reader").await.unwrap().unwrap();
    run.hide_tokens(&tokens);
    run.show(&tokens);
    run.show(&tokens.to_json());
    run.show(&store);
    run.show(&store.lock("reader").await.unwrap());
    let directory = std::env::temp_dir().join(format!("confluence-sdk-shown-{}", std::process::id()));
    let files = FileStore::new(&directory).unwrap();
    files.save("reader", &tokens).await.unwrap();
    run.show(&files);
    let file = files.file("reader").unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, &text[..text.len() - 5]).unwrap();
    run.say(&files.load("reader").await.unwrap_err());
    std::fs::remove_dir_all(directory).unwrap();

    // Renewed after a refusal whose answer is lost first, and at last refused for good.
    sandbox.advance(Duration::from_secs(3601));
    sandbox.lose_next_token_answer();
    call(run, &client(&grant)).await.unwrap();
    run.hide_tokens(&store.load("reader").await.unwrap().unwrap());
    sandbox.withdraw_consent(CLIENT, &sandbox.user("reader"));
    let again = app.grant::<Reader>(store, "reader").await.unwrap();
    let error = call(run, &client(&again)).await.unwrap_err();
    run.fail(&error);
    let session: Pending<Reader> = serde_json::from_value(session).unwrap();
    let replayed = session.callback(callback.split_once('?').unwrap().1).unwrap();
    run.fail(&app.exchange(replayed).await.unwrap_err());
    let local = App::new(CLIENT, SECRET, "http://127.0.0.1:49763/callback").unwrap();
    if let Ok(loopback) = Loopback::bind(&local).await {
        run.show(&loopback);
    }
}

pub(super) async fn tokens(run: &mut Run, sandbox: &Sandbox, http: &Http) {
    run.hide("secret of a service account", ROBOT);
    let key = ServiceAccountKey::new("robot-client", ROBOT).unwrap();
    let key = key.endpoints(Endpoints::at(sandbox.identity_url(), sandbox.url()).unwrap());
    run.show(&key);
    run.show(&key.credential::<Job>(http));
    let gateway = Gateway::at(sandbox.url(), sandbox.cloud_id()).unwrap();
    call(run, &key.client::<Job>(http, gateway.clone())).await.unwrap();
    let wrong = ServiceAccountKey::new("robot-client", "wr0ng-s3cr3t").unwrap();
    run.hide("wrong secret", "wr0ng-s3cr3t");
    let wrong = wrong.endpoints(Endpoints::at(sandbox.identity_url(), sandbox.url()).unwrap());
    let error = call(run, &wrong.client::<Job>(http, gateway.clone()))
        .await
        .unwrap_err();
    run.fail(&error);

    let reader = sandbox.user("reader");
    let scoped = sandbox.issue(TokenRequest::api_token(&reader).scopes(["read:space:confluence"]));
    for token in [reader.api_token(), &scoped, "b0gus-t0ken"] {
        run.hide("API token", token);
        let pair = base64::engine::general_purpose::STANDARD.encode(format!("{}:{token}", reader.email()));
        // From where the token begins.
        run.hide("API token as it is sent", &pair[(reader.email().len() / 3 + 1) * 4..]);
        let credential = Credential::<ApiToken<Job>>::api_token(reader.email(), token).unwrap();
        run.show(&credential);
        if let Err(error) = call(run, &http.client(gateway.clone(), credential)).await {
            run.fail(&error);
        }
        let credential = Credential::<Basic>::basic(reader.email(), token).unwrap();
        run.show(&credential);
        let site = Site::new(sandbox.url()).unwrap();
        if let Err(error) = call(run, &http.client(site, credential)).await {
            run.fail(&error);
        }
    }
}

pub(super) async fn connect(run: &mut Run, sandbox: &Sandbox, http: &Http) {
    // All of its tokens begin alike.
    run.hide("JSON Web Token", "eyJ0eXAiOiJKV1Qi");
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let descriptor = Descriptor::builder("com.example.shown", format!("http://{host}")).name("Shown");
    run.show(&descriptor);
    let descriptor = descriptor
        .scopes::<Addon>()
        .installed("/installed")
        .uninstalled("/uninstalled");
    let store = Arc::new(MemoryInstallations::new());
    let keys = InstallKeys::fetched_from(&format!("{}/install-keys", sandbox.identity_url())).unwrap();
    run.show(&keys);
    let impersonation = Impersonation::at(sandbox.identity_url()).unwrap();
    let app = connect::App::new(descriptor.build().unwrap(), store.clone(), http.clone());
    let app = app
        .install_keys(keys)
        .accepting(Hosts::only(["127.0.0.1"]))
        .impersonating(impersonation.clone());
    serving_at(listener, app.clone());
    let tenant = sandbox.install(&format!("http://{host}")).await.unwrap();
    run.hide("shared secret", tenant.shared_secret());
    let installation = app.installation(tenant.client_key()).await.unwrap();
    run.show(&installation);
    run.show(&installation.to_json());

    let reader = sandbox.user("reader");
    let frame = sandbox.iframe_url(&tenant, "/start", &reader).unwrap();
    let target = frame.strip_prefix(&format!("http://{host}")).unwrap();
    let parts = |target: &str| http::Request::get(target).body(()).unwrap().into_parts().0;
    let incoming = app.verify(&parts(target), b"").await.unwrap();
    run.show(&incoming);
    run.show(&connect::axum::WithBody(incoming.clone(), (&b"the body"[..]).into()));
    run.show(&connect::axum::Context(incoming.clone()));
    let session = app.session_token(&incoming, Duration::from_secs(60)).unwrap();
    run.show(&session);
    for changed in [
        target.replace("/start", "/other"),
        target.replace("jwt=ey", "jwt=ex"),
        "/start".to_owned(),
    ] {
        run.say(&app.verify(&parts(&changed), b"").await.unwrap_err());
        run.shown += &ask(&host, "GET", &format!("/inner{changed}"), None, b"").await.1;
    }
    run.say(&connect::Installation::from_json(&installation.to_json().expose_secret().as_bytes()[1..]).unwrap_err());

    call(run, &app.client::<Addon>(&installation).unwrap()).await.unwrap();
    let user = AccountId::new(reader.account_id()).unwrap();
    let as_user = app.user_client::<Addon>(&installation, &user).unwrap();
    call(run, &as_user).await.unwrap();
    sandbox.uninstall(&tenant).await.unwrap();
    let error = call(run, &app.client::<Addon>(&installation).unwrap())
        .await
        .unwrap_err();
    run.fail(&error);
    let error = call(run, &as_user).await.unwrap_err();
    run.fail(&error);
    run.show(&app);
    run.show(&store);
    run.show(&impersonation);
}

pub(super) async fn forge(run: &mut Run, sandbox: &Sandbox, http: &Http) {
    let app = forge::App::new(&format!("ari:cloud:ecosystem::app/{FORGE}"), http).unwrap();
    let keys = format!("{}/.well-known/jwks.json", sandbox.identity_url());
    let app = app.keys_at(&keys).unwrap().gateway(sandbox.url()).unwrap();
    let reader = sandbox.user("reader");
    let sent = Sent::new(FORGE)
        .module("xen:macro", "ours")
        .user(&reader)
        .system_token()
        .user_token();
    let mut request = http::Request::post("/").body(()).unwrap().into_parts().0;
    request.headers = sandbox.forge_headers(&sent).unwrap();
    for name in ["authorization", "x-forge-oauth-system", "x-forge-oauth-user"] {
        let token = request.headers[name].to_str().unwrap();
        let token = token.trim_start_matches("Bearer ");
        run.hide(name, token);
        run.hide(name, token.rsplit('.').next().unwrap());
    }
    let invocation = app.verify(&request).await.unwrap();
    run.show(&app);
    run.show(&invocation);
    call(run, &invocation.app_client::<Job>(http).unwrap()).await.unwrap();
    call(run, &invocation.user_client::<Job>(http).unwrap()).await.unwrap();
    let user = AccountId::new(reader.account_id()).unwrap();
    let offline = invocation.offline_user_client::<Job>(http, &user).await.unwrap();
    call(run, &offline).await.unwrap();
    let nobody = AccountId::new("nobody").unwrap();
    run.say(&invocation.offline_user_client::<Job>(http, &nobody).await.unwrap_err());
    sandbox.advance(Duration::from_secs(5 * 3600));
    let error = call(run, &offline).await.unwrap_err();
    run.fail(&error);
    request.headers.remove("x-forge-oauth-user");
    let bare = app.verify(&request).await.unwrap();
    run.say(&bare.user_client::<Job>(http).unwrap_err());
    let token = request.headers["authorization"].to_str().unwrap().to_owned();
    for broken in [
        &token[..token.len() - 9],
        &token.replace('.', "!"),
        "Bearer s3cr3t.of.a-guess",
    ] {
        request.headers.insert("authorization", broken.parse().unwrap());
        run.say(&app.verify(&request).await.unwrap_err());
    }
}
