//! What a Forge app keeps for itself.

use crate::clients::{CLOUD, TOKEN, http};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::workflows::Outcome;
use confluence_sdk::{Client, Credential, ForgeApp, Gateway, scopes};
use serde_json::{Value, json};

scopes! { struct Store = "read:app-data:confluence", "write:app-data:confluence"; }

fn app(server: &FaultServer) -> Client<ForgeApp<Store>> {
    let gateway = Gateway::at(server.url(), CLOUD).unwrap();
    http().client(gateway, Credential::declared(TOKEN).unwrap())
}

const MISSING: &str = r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found"}]}"#;

#[tokio::test]
async fn a_value_is_set_read_and_removed() {
    let server = FaultServer::start().await;
    let properties = app(&server);
    let properties = properties.app_properties();
    let value = json!({"name": "blue"});

    server.answer(Reply::new(201));
    assert_eq!(
        properties.set("colour", &value).await.unwrap().outcome,
        Outcome::Created
    );
    server.answer(Reply::new(200));
    assert_eq!(
        properties.set("colour", &value).await.unwrap().outcome,
        Outcome::Updated
    );
    let sent = server.received();
    assert!(
        sent.iter()
            .all(|request| request.method == "PUT" && request.json() == value)
    );
    assert!(sent[0].path().ends_with("/app/properties/colour"));

    server.answer(Reply::ok(json!({"key": "colour", "value": value}).to_string()));
    assert_eq!(properties.get::<Value>("colour").await.unwrap(), Some(value));

    server.answer(Reply::new(204));
    properties.remove("colour").await.unwrap();
    assert_eq!(server.received().last().unwrap().method, "DELETE");
    server.answer(Reply::json(
        403,
        r#"{"errors":[{"status":403,"title":"Not installed"}]}"#,
    ));
    assert!(properties.remove("colour").await.unwrap_err().is_forbidden());
}

#[tokio::test]
async fn it_is_absent_only_if_the_app_can_list_what_it_has() {
    let server = FaultServer::start().await;
    let client = app(&server);
    let get = || client.app_properties().get::<Value>("colour");

    server.answer(Reply::json(404, MISSING));
    server.answer(Reply::ok(r#"{"results":[],"_links":{}}"#));
    assert_eq!(get().await.unwrap(), None);
    assert!(server.received()[1].target.ends_with("/app/properties?limit=1"));

    // There is no such app, no such site, or somebody on the way answers.
    for second in [
        Reply::json(404, MISSING),
        Reply::json(403, r#"{"errors":[{"status":403,"title":"Not installed"}]}"#),
        Reply::html(404, "<h1>Page unavailable</h1>"),
        Reply::html(200, "<h1>Sign in</h1>"),
        Reply::ok("{}"),
    ] {
        server.answer(Reply::json(404, MISSING));
        server.answer(second);
        get().await.unwrap_err();
    }
}

#[tokio::test]
async fn a_value_of_another_kind_and_no_value_are_errors() {
    let server = FaultServer::start().await;
    let client = app(&server);
    for answer in [json!({"key": "colour", "value": "blue"}), json!({"key": "colour"})] {
        server.answer(Reply::ok(answer.to_string()));
        let error = client.app_properties().get::<Vec<u8>>("colour").await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("colour"), "{error}");
    }
    let map = std::collections::BTreeMap::from([((1, 2), 3)]);
    let error = client.app_properties().set("colour", &map).await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
}
