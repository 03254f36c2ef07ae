//! A choice: in the list, in the address, from page to page, back again, copied.

use super::{Explorer, key};
use serde_json::Value;

fn tick(explorer: &Explorer, name: &str) {
    let found = explorer.browser.all(&format!("input[aria-label='Choose {name}']"));
    assert_eq!(found.len(), 1, "{name}");
    explorer.browser.click_element(&found[0]);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn a_choice_is_answered_and_is_an_address() {
    let explorer = Explorer::start();
    let browser = &explorer.browser;
    explorer.open("index.html");
    assert_eq!(explorer.texts("#answer h2"), ["Your choice"]);
    tick(&explorer, "v2:createPage");
    tick(&explorer, "v1:addLabelsToContent");
    assert_eq!(
        explorer.address(),
        "index.html#choose=v2:createPage,v1:addLabelsToContent"
    );
    assert_eq!(explorer.texts("#answer h2"), ["2 operations"]);
    let tabs = explorer.texts("#answer .tabbed > .tabs button");
    assert_eq!(tabs[..4], ["Granular 3", "Classic", "Mixed 2", "Connect 1"]);
    let scopes = || explorer.texts("#answer .panel:not([hidden]) > .scopes code");
    assert_eq!(
        scopes(),
        [
            "read:label:confluence",
            "write:label:confluence",
            "write:page:confluence"
        ]
    );
    browser.click("#answer [role=tab]", "Classic");
    assert!(explorer.texts("#answer .panel:not([hidden]) .none")[0].starts_with("No classic scope opens createPage"));
    // What the family does open is answered all the same.
    assert_eq!(scopes(), ["write:confluence-content"]);
    browser.click("#answer [role=tab]", "Mixed");
    assert_eq!(scopes(), ["write:confluence-content", "write:page:confluence"]);
    browser.click("#answer [role=tab]", "Connect");
    assert_eq!(scopes(), ["WRITE"]);
    assert!(explorer.texts("#answer .callers .yes").len() == 8);
    assert!(
        explorer
            .texts("#answer .permissions li")
            .iter()
            .any(|text| text.contains("edit the content"))
    );

    // Back takes one step of the choice after the other.
    browser.back();
    assert_eq!(explorer.texts("#answer h2"), ["1 operation"]);
    browser.back();
    assert_eq!(explorer.texts("#answer h2"), ["Your choice"]);
    assert!(browser.all("#all input:checked").is_empty());
    explorer.is_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn a_choice_goes_along_from_page_to_page() {
    let explorer = Explorer::start();
    let browser = &explorer.browser;
    explorer.open("index.html#choose=v2:getPageById&q=labels%20page");
    browser.click("#found .row a", "getPageLabels");
    browser.wait_for_title("getPageLabels (v2): scopes");
    assert_eq!(explorer.address(), "v2/getPageLabels.html#choose=v2:getPageById");
    browser.click("button.choose", "Choose this operation");
    assert_eq!(explorer.texts(".top .count")[0], "2");
    browser.click("a.see", "See what you chose");
    browser.wait_for_url("index.html#choose=v2:getPageById,v2:getPageLabels");
    assert_eq!(explorer.texts("#answer h2"), ["2 operations"]);
    browser.click("#answer a", "See what these scopes open");
    browser.wait_for_url("scopes.html");
    assert_eq!(
        explorer.address(),
        "scopes.html#choose=v2:getPageById,v2:getPageLabels&scopes=read:page:confluence"
    );
    assert_eq!(
        explorer.texts("#answer .good"),
        ["No smaller set of one family opens less and still all of them."]
    );

    tick(&explorer, "write:page:confluence");
    tick(&explorer, "read:task:confluence");
    assert_eq!(
        explorer.texts("#answer .judged .mark"),
        ["not needed for your choice", "not needed for your choice"]
    );
    browser.click("#answer button", "Use these");
    assert_eq!(explorer.texts("#answer .judged code"), ["read:page:confluence"]);
    browser.back();
    assert_eq!(explorer.texts("#answer .judged code").len(), 3);
    // A place on another page keeps the choice, too.
    explorer.open("v2/getPageById.html#choose=v2:getPages");
    browser.click(".crumbs a", "v2 Page");
    browser.wait_for_url("index.html#choose=v2:getPages");
    assert_eq!(browser.run("return document.activeElement.id", Value::Null), "v2-page");
    explorer.is_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn what_is_copied_can_be_pasted() {
    let explorer = Explorer::start();
    let browser = &explorer.browser;
    let paste = |into: &str| {
        browser.run(&format!("document.querySelector('{into}').focus()"), Value::Null);
        browser.press(&format!("{}v", key::CONTROL));
        browser.run(&format!("return document.querySelector('{into}').value"), Value::Null)
    };
    explorer.open("index.html#choose=v2:createPage,v1:addLabelsToContent");
    browser.click("#answer .tabbed .tabbed [role=tab]:not([hidden])", "Forge");
    browser.click("#answer .panel:not([hidden]) .panel:not([hidden]) .copy", "Copy");
    assert_eq!(
        explorer.texts("#answer .panel:not([hidden]) .panel:not([hidden]) .copy"),
        ["Copied"]
    );
    assert_eq!(
        browser.run("return document.querySelector('#say').textContent", Value::Null),
        "Copied"
    );
    explorer.open("scopes.html");
    let manifest = "permissions:\n  scopes:\n    - read:label:confluence\n    - write:label:confluence\n    - write:page:confluence";
    assert_eq!(paste("#pasted"), manifest);
    assert_eq!(
        explorer.address(),
        "scopes.html#scopes=read:label:confluence,write:label:confluence,write:page:confluence"
    );

    explorer.open("v2/getPageById.html");
    browser.click(".request .copy", "Copy");
    assert_eq!(explorer.texts(".request .copy"), ["Copied"]);
    assert_eq!(paste("#q"), "/wiki/api/v2/pages/{id}");

    explorer.open("scopes.html");
    let link = "https://auth.atlassian.com/authorize?audience=api.atlassian.com&scope=read%3Apage%3Aconfluence+write:page:confluence%20read%3Ajira-work%20offline_access&state=x%";
    browser.type_into("#pasted", link);
    assert_eq!(
        explorer.address(),
        "scopes.html#scopes=read:page:confluence,write:page:confluence,offline_access"
    );
    assert!(explorer.texts(".pasted small")[0].contains("Not of Confluence: read:jira-work"));
    explorer.is_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn an_address_cannot_do_harm() {
    let explorer = Explorer::start();
    for address in [
        "index.html#choose=<img src=x onerror=alert(1)>,v2:getPageById,constructor,v2:getPageById&q=<img src=x onerror=alert(1)>",
        "index.html#q=%3Cscript%3Ealert(1)%3C/script%3E&family=%3Cb%3E&choose=%E0%A4%A",
        "scopes.html#scopes=__proto__,read:page:confluence,toString&choose=&q=%",
        "v2/getPageById.html#at=%22%3E%3Cimg&choose=,,,&&&==",
    ] {
        explorer.open(address);
        assert!(
            explorer
                .browser
                .all("main img, main script, #answer b:not(.method)")
                .is_empty(),
            "{address}"
        );
        assert_eq!(explorer.texts("h1").len(), 1);
        explorer.is_clean();
    }
    explorer.open("index.html#choose=nothing,v2:getPageById,v2:getPageById");
    assert_eq!(explorer.texts("#answer h2"), ["1 operation"]);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn an_address_says_what_of_it_is_not_known() {
    let explorer = Explorer::start();
    let notes = || explorer.texts("#answer .note");
    explorer.open("index.html#choose=v2:getPageById,v2:gone,v1:<b>");
    assert_eq!(
        notes(),
        ["The address also names what is not known here: v2:gone, v1:<b>."]
    );
    // With the next change of the choice, the address has only what is shown.
    tick(&explorer, "v2:createPage");
    assert_eq!(notes(), [""; 0]);
    assert_eq!(explorer.address(), "index.html#choose=v2:getPageById,v2:createPage");
    explorer.open("index.html#choose=v2:gone");
    assert_eq!(explorer.texts("#answer h2"), ["Your choice"]);
    assert_eq!(notes().len(), 1);
    explorer.open("scopes.html#scopes=read:page:confluence,read:jira-work");
    assert_eq!(
        notes(),
        ["The address also names what is not known here: read:jira-work."]
    );
    // The vendor's operationId is enough where only one API has it.
    explorer.open("index.html#choose=getPageById,addLabelsToContent");
    assert_eq!(explorer.texts("#answer h2"), ["2 operations"]);
    assert_eq!(notes(), [""; 0]);
    explorer.is_clean();
}
