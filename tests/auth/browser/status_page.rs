//! The status page of the sandbox.

use super::webdriver::Browser;
use confluence_sandbox::{Sandbox, TokenRequest};
use confluence_sdk::{Client, Credential, Gateway, OAuth, scopes};

scopes! { struct Few = "read:space:confluence", "read:page:confluence"; }

/// A sandbox after a few calls: two that worked, and one without its scope.
async fn after_some_calls() -> Sandbox {
    let sandbox = Sandbox::builder().space("OPS", "Operations").start().await.unwrap();
    let gateway = Gateway::at(sandbox.url(), sandbox.cloud_id()).unwrap();
    for (user, granted) in [("writer", "read:page:confluence"), ("reader", "read:space:confluence")] {
        let token = sandbox.issue(TokenRequest::oauth(&sandbox.user(user)).scopes(["read:space:confluence", granted]));
        let credential = Credential::declared(token).unwrap();
        let client: Client<OAuth<Few>> = Client::new(gateway.clone(), credential).unwrap();
        client.spaces().get_spaces().send().await.unwrap();
        let pages = client.pages().get_pages().send().await;
        assert_eq!(pages.is_ok(), user == "writer");
    }
    sandbox
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn a_person_sees_what_failed_and_why() {
    let sandbox = after_some_calls().await;
    let browser = Browser::start();
    browser.without_scripts();
    browser.open(&format!("{}/_sandbox/", sandbox.url()));
    assert_eq!(browser.title(), "Confluence sandbox");
    let column = |number: usize| browser.texts(&format!("#requests tbody td:nth-child({number})"));
    assert_eq!(column(4), ["getPages", "getSpaces", "getPages", "getSpaces"]);
    assert_eq!(column(6), ["401", "200", "200", "200"]);
    assert!(column(2)[0].starts_with("reader"), "{:?}", column(2));
    assert!(column(7)[0].contains("read:page:confluence"), "{:?}", column(7));
    assert_eq!(
        browser.texts("#least dd")[0],
        "read:page:confluence read:space:confluence"
    );

    browser.click("select[name=status] option", "failed");
    browser.click("button", "Show");
    browser.wait_for_url("status=failed");
    assert_eq!(column(4), ["getPages"]);
    browser.click("select[name=status] option", "any");
    browser.click("select[name=caller] option", "writer");
    browser.type_into("input[name=text]", "spaces");
    browser.click("button", "Show");
    browser.wait_for_url("caller=writer");
    assert_eq!(column(4), ["getSpaces"]);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn it_is_light_or_dark_as_the_person_prefers() {
    let sandbox = Sandbox::start().await.unwrap();
    let browser = Browser::start();
    browser.open(&format!("{}/_sandbox/", sandbox.url()));
    browser.prefers("light");
    let light = (browser.css("body", "background-color"), browser.css("body", "color"));
    browser.prefers("dark");
    let dark = (browser.css("body", "background-color"), browser.css("body", "color"));
    assert_eq!(light.0, "rgba(255, 255, 255, 1)");
    assert!(light.0 != dark.0 && light.1 != dark.1, "{light:?} {dark:?}");
}
