//! Scopes that are known only when the program runs.

use crate::clients::{CLOUD, EMAIL, TOKEN, granted, oauth};
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Sandbox, TokenRequest};
use confluence_sdk::scope::ScopeList;
use confluence_sdk::spec::Mode;
use confluence_sdk::transport::{Body, Transport, TransportError};
use confluence_sdk::{
    ApiToken, Client, Connect, ConnectUser, Credential, Dynamic, ForgeApp, ForgeUser, Gateway, Granted, Http, OAuth,
    PageId, Result, ServiceAccount, Site, SpaceId, scopes,
};
use http::StatusCode;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

scopes! { pub(crate) struct Reader = "read:page:confluence"; }
scopes! { pub(crate) struct Editor = "read:page:confluence", "write:page:confluence"; }
scopes! { pub(crate) struct Several = "read:page:confluence", "write:page:confluence", "delete:page:confluence", other("read:jira-work"); }
scopes! { pub(crate) struct Store = "read:app-data:confluence"; }
scopes! { pub(crate) struct Old = "READ"; }
scopes! { pub(crate) struct OldUser = "READ", "ACT_AS_USER"; }

#[tokio::test]
async fn a_dynamic_client_refuses_before_sending() {
    let server = FaultServer::start().await;
    let client = oauth::<Reader>(&server).dynamic();
    let error = client
        .pages()
        .create_page(SpaceId::new(1))
        .title("A")
        .await
        .unwrap_err();
    assert!(
        error.is_scope() && !error.is_unauthorized() && error.status().is_none(),
        "{error}"
    );
    assert_eq!(error.missing_scopes(), ["write:page:confluence"]);
    let shown = error.to_string();
    assert!(
        shown.starts_with("`create_page` (POST /wiki/api/v2/pages): the client lacks write:page:confluence"),
        "{shown}"
    );
    assert!(shown.contains("nothing was sent"), "{shown}");
    // Several alternatives: what is missing of the nearest one, and all that would do.
    let error = client.v1().users().get_current_user().await.unwrap_err();
    assert_eq!(error.missing_scopes(), ["read:confluence-user"]);
    assert!(
        error
            .to_string()
            .contains("`read:confluence-user` or `read:content-details:confluence`"),
        "{error}"
    );
    // As streams and as raw answers too.
    let mut spaces = client.spaces().get_spaces().items();
    assert!(spaces.next().await.unwrap().unwrap_err().is_scope());
    assert!(spaces.next().await.is_none());
    assert!(client.spaces().get_spaces().raw().await.unwrap_err().is_scope());
    // No scope helps where the mode is barred.
    let error = client.app_properties().get_forge_app_property("k").await.unwrap_err();
    assert!(error.is_scope() && error.missing_scopes().is_empty(), "{error}");
    server.saw_nothing();

    server.answer(Reply::ok(r#"{"id":"7"}"#));
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    // What is not in the spec is not checked.
    server.answer(Reply::ok("{}"));
    client.request("DELETE", "/wiki/api/v2/pages/7").send().await.unwrap();
}

#[tokio::test]
async fn every_mode_can_be_dynamic() {
    let server = FaultServer::start().await;
    let site = || Site::new(server.url()).unwrap();
    let gateway = || Gateway::at(server.url(), CLOUD).unwrap();
    let http = Http::builder().build().unwrap();
    let basic = http.client(site(), Credential::basic(EMAIL, TOKEN).unwrap()).dynamic();
    let api = http
        .client(
            gateway(),
            Credential::<ApiToken<Reader>>::api_token(EMAIL, TOKEN).unwrap(),
        )
        .dynamic();
    let account = http
        .client(
            gateway(),
            Credential::<ServiceAccount<Reader>>::declared(TOKEN).unwrap(),
        )
        .dynamic();
    let app = http
        .client(gateway(), Credential::<ForgeApp<Store>>::declared(TOKEN).unwrap())
        .dynamic();
    let user = http
        .client(gateway(), Credential::<ForgeUser<Reader>>::declared(TOKEN).unwrap())
        .dynamic();
    let connect = http
        .client(site(), Credential::<Connect<Old>>::declared(TOKEN).unwrap())
        .dynamic();
    let acting = http
        .client(site(), Credential::<ConnectUser<OldUser>>::declared(TOKEN).unwrap())
        .dynamic();

    let may_read = |client: &Client<Dynamic>| {
        let call = client.pages().get_page_by_id(PageId::new(7));
        async move { call.await.map(|page| page.id) }
    };
    for (client, scheme, path) in [
        (&basic, "Basic ", "/wiki/api"),
        (&api, "Basic ", "/ex/confluence"),
        (&account, "Bearer ", "/ex/confluence"),
        (&user, "Bearer ", "/ex/confluence"),
        (&connect, "JWT ", "/wiki/api"),
        (&acting, "Bearer ", "/wiki/api"),
    ] {
        server.answer(Reply::ok(r#"{"id":"7"}"#));
        may_read(client).await.unwrap();
        let received = server.received().pop().unwrap();
        assert!(
            received.header("authorization").unwrap().starts_with(scheme),
            "{:?}",
            client.mode()
        );
        assert!(received.path().starts_with(path), "{:?}", client.mode());
    }
    let sent = server.received().len();
    assert_eq!(
        may_read(&app).await.unwrap_err().missing_scopes(),
        ["read:page:confluence"]
    );
    for client in [&basic, &api, &account, &user, &connect, &acting] {
        assert!(
            client
                .app_properties()
                .get_forge_app_property("k")
                .await
                .unwrap_err()
                .is_scope()
        );
    }
    let error = acting.pages().create_page(SpaceId::new(1)).await.unwrap_err();
    assert_eq!(error.missing_scopes(), ["WRITE"]);
    assert_eq!(server.received().len(), sent);
    server.answer(Reply::ok(r#"{"key":"k","value":1}"#));
    app.app_properties().get_forge_app_property("k").await.unwrap();

    for client in [&basic, &connect, &acting] {
        let error = client.require::<Reader>().unwrap_err();
        assert!(error.is_scope() && error.missing_scopes().is_empty(), "{error}");
        assert!(error.to_string().contains("carries no OAuth scopes"), "{error}");
    }
}

#[tokio::test]
async fn require_lists_what_is_missing() {
    let server = FaultServer::start().await;
    let client = oauth::<Editor>(&server).dynamic();
    let error = client.require::<Several>().unwrap_err();
    assert!(error.is_scope() && error.operation().is_none(), "{error}");
    assert_eq!(error.missing_scopes(), ["delete:page:confluence", "read:jira-work"]);
    assert!(
        error
            .to_string()
            .contains("the client lacks delete:page:confluence, read:jira-work"),
        "{error}"
    );

    let reader: Client<Granted<Reader>> = client.require().unwrap();
    assert_eq!(
        (reader.scopes().to_string().as_str(), reader.mode()),
        ("read:page:confluence", Mode::OAuth)
    );
    server.answer(Reply::ok(r#"{"id":"7"}"#));
    reader.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    // What was given away does not come back.
    assert_eq!(
        reader.dynamic().require::<Editor>().unwrap_err().missing_scopes(),
        ["write:page:confluence"]
    );
    assert!(client.require::<Editor>().is_ok());
}

#[tokio::test]
async fn narrow_gives_less() {
    let server = FaultServer::start().await;
    let editor = oauth::<Editor>(&server);
    let reader = editor.narrow::<Reader>();
    assert_eq!(reader.scopes().to_string(), "read:page:confluence");
    assert_eq!(
        editor.scopes().to_string(),
        "read:page:confluence write:page:confluence"
    );
    server.answer(Reply::ok(r#"{"id":"7"}"#));
    reader.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!(server.only().header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    let error = reader.dynamic().pages().create_page(SpaceId::new(1)).await.unwrap_err();
    assert_eq!(error.missing_scopes(), ["write:page:confluence"]);
}

#[test]
fn what_was_granted_is_compared() {
    let error = Credential::<OAuth<Several>>::granted(TOKEN, "write:page:confluence  offline_access").unwrap_err();
    assert!(error.is_scope(), "{error}");
    assert_eq!(
        error.missing_scopes(),
        ["read:page:confluence", "delete:page:confluence", "read:jira-work"]
    );
    assert!(
        error
            .to_string()
            .contains("granted without read:page:confluence, delete:page:confluence"),
        "{error}"
    );
    assert!(!format!("{error:?}").contains(TOKEN));
    for scope in [
        "",
        " ",
        "READ:page:confluence",
        "read:page:confluence,write:page:confluence",
    ] {
        assert!(
            Credential::<ServiceAccount<Reader>>::granted(TOKEN, scope).is_err(),
            "{scope:?}"
        );
    }
    // More than was asked for is kept, and counts at run time.
    let credential =
        Credential::<OAuth<Reader>>::granted(TOKEN, "write:page:confluence read:page:confluence read:x").unwrap();
    let client = Client::new(Gateway::new(CLOUD).unwrap(), credential).unwrap();
    assert_eq!(
        client.scopes().to_string(),
        "read:page:confluence write:page:confluence read:x"
    );
    assert!(client.dynamic().require::<Editor>().is_ok());
}

/// Counts what passes.
struct Counting {
    sent: AtomicUsize,
}

impl Transport for Counting {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> Pin<Box<dyn Future<Output = std::result::Result<http::Response<Body>, TransportError>> + Send>> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let id = request.headers()["authorization"]
            .to_str()
            .unwrap()
            .rsplit('-')
            .next()
            .unwrap()
            .to_owned();
        let body = Body::from_chunks(vec![format!(r#"{{"id":"{id}"}}"#).into()]);
        Box::pin(std::future::ready(Ok(http::Response::new(body))))
    }
}

#[tokio::test]
async fn ten_thousand_tenants_share_one_http() {
    let transport = Arc::new(Counting {
        sent: AtomicUsize::new(0),
    });
    let http = Http::builder().transport(transport.clone()).build().unwrap();
    let begun = Instant::now();
    let tenants: HashMap<u64, Client<Dynamic>> = (0..10_000)
        .map(|number| {
            let token = format!("{TOKEN}-{number}");
            let gateway = Gateway::new(format!("cloud-{number}")).unwrap();
            let client = match number % 2 {
                0 => http
                    .client(gateway, Credential::<OAuth<Reader>>::declared(token).unwrap())
                    .dynamic(),
                _ => http
                    .client(gateway, Credential::<OAuth<Editor>>::declared(token).unwrap())
                    .dynamic(),
            };
            (number, client)
        })
        .collect();
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(3), "{took:?}");
    // This one, the one of `http`, and one of each client: nobody has made another.
    assert_eq!(Arc::strong_count(&transport), 10_002);
    for number in [0, 1, 4_998, 9_999] {
        let page = tenants[&number].pages().get_page_by_id(PageId::new(7)).await.unwrap();
        assert_eq!(page.id.get(), number);
        let writes = tenants[&number].require::<Editor>().is_ok();
        assert_eq!(writes, number % 2 == 1);
    }
    assert_eq!(transport.sent.load(Ordering::Relaxed), 4);
    let _clones: Vec<_> = tenants.values().cloned().collect();
    assert_eq!(Arc::strong_count(&transport), 10_002);
}

#[tokio::test]
async fn clients_of_one_http_share_connections() {
    let server = FaultServer::start().await;
    let http = Http::builder().build().unwrap();
    for number in 0..20 {
        server.answer(Reply::ok(r#"{"id":"7"}"#));
        let gateway = Gateway::at(server.url(), format!("cloud-{number}")).unwrap();
        let client = http.client(gateway, Credential::<OAuth<Reader>>::declared(TOKEN).unwrap());
        client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    }
    assert_eq!((server.received().len(), server.connections()), (20, 1));
}

#[tokio::test]
async fn a_token_with_fewer_scopes_than_were_declared() -> Result<()> {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let writer = sandbox.user("writer");
    let honest = granted::<Editor>(&sandbox, &writer);
    let token = sandbox.issue(TokenRequest::oauth(&writer).scopes(["read:page:confluence"]));
    let gateway = Gateway::at(sandbox.url(), sandbox.cloud_id())?;
    let claims: Client<OAuth<Editor>> = Client::new(gateway, Credential::declared(token.as_str())?)?;

    let home = honest.pages().get_pages().await?.results[0].clone();
    let space = home.space_id.unwrap();
    claims.pages().get_page_by_id(home.id).await?;
    honest.pages().create_page(space).title("A").await?;
    let error = claims.pages().create_page(space).title("B").await.unwrap_err();
    assert_eq!(
        (error.status(), error.is_scope(), error.is_unauthorized()),
        (Some(StatusCode::UNAUTHORIZED), true, false)
    );
    let shown = error.to_string();
    assert!(
        shown.contains("the token lacks a scope: the operation needs `write:page:confluence`"),
        "{shown}"
    );
    assert!(
        shown.contains("scope does not match") && !shown.contains(&token),
        "{shown}"
    );
    assert!(
        error.missing_scopes().is_empty(),
        "the server does not say which: {error}"
    );

    sandbox.revoke(&token);
    let error = claims.pages().get_page_by_id(home.id).await.unwrap_err();
    assert_eq!(
        (error.status(), error.is_scope(), error.is_unauthorized()),
        (Some(StatusCode::UNAUTHORIZED), false, true)
    );
    Ok(())
}

#[test]
fn lists_of_scopes() {
    assert_eq!(ScopeList::of::<Several>().names().count(), 4);
    let server_says: ScopeList = "  read:page:confluence\tread:page:confluence read:x read:x "
        .parse()
        .unwrap();
    assert_eq!(server_says.to_string(), "read:page:confluence read:x");
}
