//! What must not be shown is not shown.

use super::*;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::PageId;
use confluence_sdk::connect::Impersonation;
use std::time::Duration;

#[track_caller]
fn clean(shown: &str) {
    for secret in [SECRET, "t0ken-of-the-user", "BEGIN PUBLIC", "eyJ"] {
        assert!(!shown.contains(secret), "`{secret}` is shown: {shown}");
    }
}

#[tokio::test]
async fn no_type_shows_what_it_holds() {
    let store = MemoryInstallations::new();
    let descriptor = Descriptor::builder(APP, BASE).installed("/installed");
    let server = FaultServer::start().await;
    let impersonation = Impersonation::at(server.url()).unwrap();
    let keys = InstallKeys::given([(KEY, PUBLIC)]).unwrap();
    clean(&format!(
        "{store:?} {descriptor:?} {keys:?} {keys:#?} {:?}",
        InstallKeys::default()
    ));
    let app = App::new(descriptor.build().unwrap(), store, http().clone())
        .install_keys(keys)
        .accepting(loopback())
        .impersonating(impersonation.clone());
    let installation = install(&app, &body(json!({"baseUrl": format!("{}/wiki", server.url())}))).await;
    clean(&format!(
        "{app:?} {app:#?} {installation:?} {installation:#?} {:?}",
        installation.to_json()
    ));

    let token = hs256(SECRET, &tenant_claims("GET", "/start", json!({})));
    let incoming = app.verify(&request("GET", "/start", Some(&token)), b"").await.unwrap();
    clean(&format!("{incoming:?} {incoming:#?}"));
    clean(&format!(
        "{:?}",
        app.session_token(&incoming, Duration::from_secs(60)).unwrap()
    ));

    let client = app.client::<super::client::Writer>(&installation).unwrap();
    clean(&format!("{client:?} {client:#?}"));
    let user = incoming.account_id.unwrap();
    let client = app.user_client::<super::users::AsUser>(&installation, &user).unwrap();
    server.answer(Reply::ok(
        json!({"access_token": "t0ken-of-the-user", "expires_in": 900}).to_string(),
    ));
    server.answer(Reply::of(|request| {
        Reply::json(403, request.header("authorization").unwrap().to_owned())
    }));
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    clean(&format!(
        "{error} {error:?} {client:?} {impersonation:?} {impersonation:#?} {app:?}"
    ));
}
