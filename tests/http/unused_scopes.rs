//! Which scopes of a set a program has no use for, as the sandbox saw it.

use confluence_sandbox::{Sandbox, TokenRequest};
use confluence_sdk::scope::ScopeList;
use confluence_sdk::{Client, Credential, Gateway, OAuth, PageId, Site, scopes};

scopes! { struct Mine = "read:page:confluence", "delete:page:confluence", "read:space:confluence", "offline_access"; }

fn client(sandbox: &Sandbox, token: String) -> Client<OAuth<Mine>> {
    let gateway = Gateway::at(sandbox.url(), sandbox.cloud_id()).unwrap();
    Client::new(gateway, Credential::declared(token).unwrap()).unwrap()
}

fn unused(sandbox: &Sandbox) -> Vec<&'static str> {
    let unused = sandbox.unused_scopes(&ScopeList::of::<Mine>());
    unused.scopes.iter().map(|scope| scope.name()).collect()
}

#[tokio::test]
async fn a_scope_is_used_by_the_calls_that_need_it() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    // What sets the stage says nothing of scopes.
    let admin = sandbox.admin();
    let credential = Credential::basic(admin.email(), admin.api_token()).unwrap();
    let stage = Client::new(Site::new(sandbox.url()).unwrap(), credential).unwrap();
    let space = stage.spaces().get_spaces().await.unwrap().results.remove(0);
    let page = stage.pages().create_page(space.id).title("A").await.unwrap().id;
    let everything = [
        "read:page:confluence",
        "delete:page:confluence",
        "read:space:confluence",
    ];
    assert_eq!(unused(&sandbox), everything);

    let client = client(&sandbox, sandbox.token(&admin, &everything));
    client.pages().get_page_by_id(page).await.unwrap();
    assert_eq!(unused(&sandbox), ["delete:page:confluence", "read:space:confluence"]);
    // A refused call is a call, and what the log forgets stays used.
    client.pages().delete_page(PageId::new(404)).await.unwrap_err();
    sandbox.clear_requests();
    assert_eq!(unused(&sandbox), ["read:space:confluence"]);
    let told = sandbox.unused_scopes(&ScopeList::of::<Mine>());
    assert_eq!(told.operations, ["deletePage", "getPageById"]);
    assert_eq!(
        told.to_string(),
        "the 2 operations called so far have no use for read:space:confluence"
    );
}

#[tokio::test]
async fn what_a_program_tried_in_vain_counts_too() {
    let sandbox = Sandbox::start().await.unwrap();
    // A token that is void, one without the scope, another site.
    let token = sandbox.token(&sandbox.admin(), &["read:page:confluence"]);
    sandbox.revoke(&token);
    client(&sandbox, token).pages().get_pages().await.unwrap_err();
    assert_eq!(unused(&sandbox), ["delete:page:confluence", "read:space:confluence"]);
    let poor = sandbox.issue(TokenRequest::oauth(&sandbox.admin()));
    client(&sandbox, poor.clone())
        .pages()
        .delete_page(PageId::new(1))
        .await
        .unwrap_err();
    assert_eq!(unused(&sandbox), ["read:space:confluence"]);
    let gateway = Gateway::at(sandbox.url(), "00000000-0000-4000-8000-000000000000").unwrap();
    let elsewhere: Client<OAuth<Mine>> = Client::new(gateway, Credential::declared(poor).unwrap()).unwrap();
    elsewhere.spaces().get_spaces().await.unwrap_err();
    assert!(unused(&sandbox).is_empty());
}

#[tokio::test]
async fn after_a_call_outside_of_the_spec_no_scope_is_called_unused() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox, sandbox.token(&sandbox.admin(), &["read:page:confluence"]));
    client.pages().get_pages().await.unwrap();
    let answer = client.request("GET", "/wiki/rest/gadgets/1.0").send().await.unwrap();
    assert_eq!(answer.status(), 404);
    assert!(unused(&sandbox).is_empty());
    let told = sandbox.unused_scopes(&ScopeList::of::<Mine>()).to_string();
    assert!(told.contains("GET /wiki/rest/gadgets/1.0"), "{told}");
}
