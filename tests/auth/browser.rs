//! OAuth 2.0 with a browser: the consent page of the sandbox is clicked through in Chromium, and leads back to this
//! machine. The sandbox's other page, its status page, is looked at too, and so is the site of the example `explorer`.

mod explorer;
mod status_page;
mod webdriver;

use confluence_sandbox::{OAuthApp, Sandbox};
use confluence_sdk::oauth::{App, Code, Endpoints, Failure, Loopback};
use confluence_sdk::{Result, scopes};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use url::Url;
use webdriver::Browser;

scopes! { pub(crate) struct Mine = "read:confluence-user", "read:space:confluence", "offline_access"; }

async fn start() -> (Sandbox, App) {
    let port = {
        let unused = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        unused.local_addr().unwrap().port()
    };
    let redirect = format!("http://127.0.0.1:{port}/callback");
    let registered = OAuthApp::new("client-1")
        .name("An app with <b>markup</b>")
        .secret("not-a-real-secret")
        .redirect(&redirect)
        .scopes(["read:confluence-user", "read:space:confluence"]);
    let sandbox = Sandbox::builder().space("OPS", "Operations").second_site("another");
    let sandbox = sandbox.oauth_app(registered).start().await.unwrap();
    let app = App::new("client-1", "not-a-real-secret", &redirect).unwrap();
    let endpoints = Endpoints::at(sandbox.identity_url(), sandbox.url()).unwrap();
    (sandbox, app.http(crate::clients::http()).endpoints(endpoints))
}

/// A sign-in that waits for the user, and the address that it sends them to.
async fn sign_in(app: &App) -> (Url, JoinHandle<Result<Code<Mine>>>) {
    let loopback = Loopback::bind(app).await.unwrap().timeout(Duration::from_secs(60));
    let (shown, address) = oneshot::channel();
    let sign_in = app.sign_in::<Mine>();
    let waiting = tokio::spawn(loopback.wait(sign_in, move |url| shown.send(url.clone()).unwrap()));
    (address.await.unwrap(), waiting)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn a_person_accepts() {
    let (sandbox, app) = start().await;
    let (address, waiting) = sign_in(&app).await;
    let browser = Browser::start();
    browser.open(address.as_str());
    assert_eq!(browser.title(), "An app with <b>markup</b> asks for access");
    assert_eq!(
        browser.texts("ul code"),
        ["read:confluence-user", "read:space:confluence", "offline_access"]
    );
    browser.click("select option", "writer");
    // Both sites are ticked; the second one is not wanted.
    browser.click("fieldset label", "another");
    browser.click("button", "Accept");
    browser.wait_for_title("Sign-in");
    assert!(
        browser.texts("p")[0].starts_with("You are signed in."),
        "{:?}",
        browser.texts("p")
    );
    assert!(browser.url().starts_with("http://127.0.0.1:"), "{}", browser.url());

    let grant = app.exchange(waiting.await.unwrap().unwrap()).await.unwrap();
    assert!(grant.can_be_renewed());
    let site = grant.only_site().await.unwrap();
    assert_eq!(site.cloud_id.as_str(), sandbox.cloud_id());
    let client = grant.client(site).unwrap();
    let me = client.v1().users().get_current_user().await.unwrap();
    assert_eq!(me.display_name.as_deref(), Some("writer"));
    assert_eq!(client.spaces().get_spaces().items().collect().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn a_person_cancels() {
    let (sandbox, app) = start().await;
    let (address, waiting) = sign_in(&app).await;
    let browser = Browser::start();
    browser.open(address.as_str());
    browser.click("button", "Cancel");
    browser.wait_for_title("Sign-in");
    assert!(
        browser.texts("p")[0].starts_with("You did not consent."),
        "{:?}",
        browser.texts("p")
    );
    let error = waiting.await.unwrap().expect_err("there is no code");
    assert!(matches!(error.oauth(), Some(Failure::Declined)), "{error}");
    assert_eq!(sandbox.token_requests(), []);
}
