//! Which credentials allow which calls, and on which server.

use crate::caller::{bearer, read};
use confluence_sandbox::{Sandbox, Server, TokenRequest};
use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use serde_json::json;

#[tokio::test]
async fn credentials_work_only_where_they_belong() {
    let sandbox = Sandbox::start().await.unwrap();
    let (site, gateway) = (sandbox.url().to_owned(), sandbox.gateway_url());
    let admin = sandbox.admin();
    let oauth = sandbox.token(&admin, &["read:space:confluence"]);
    let path = "/wiki/api/v2/spaces";
    assert_eq!(bearer(format!("{gateway}{path}"), &oauth).await.status(), 200);
    assert_eq!(bearer(format!("{site}{path}"), &oauth).await.status(), 401);
    assert_eq!(bearer(format!("{gateway}{path}"), "made-up").await.status(), 401);

    let basic = async |base: &str, token: &str| {
        crate::caller::plain_http()
            .get(format!("{base}{path}"))
            .basic_auth(admin.email(), Some(token))
            .send()
            .await
            .unwrap()
    };
    assert_eq!(basic(&site, admin.api_token()).await.status(), 200);
    assert_eq!(basic(&gateway, admin.api_token()).await.status(), 200);
    assert_eq!(basic(&gateway, "wrong").await.status(), 401);
    let refused = basic(&site, "wrong").await;
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.headers()["x-seraph-loginreason"], "AUTHENTICATED_FAILED");
    let scoped = sandbox.issue(TokenRequest::api_token(&admin).scopes(["read:space:confluence"]));
    assert_eq!(basic(&gateway, &scoped).await.status(), 200);
    let refused = basic(&site, &scoped).await;
    assert_eq!(refused.headers()["x-failure-category"], "FAILURE_CLIENT_AUTH_MISMATCH");
    assert_eq!(refused.status(), 401);

    assert_eq!(
        crate::caller::plain_http()
            .get(format!("{site}{path}"))
            .send()
            .await
            .unwrap()
            .status(),
        401
    );
    sandbox.revoke(&oauth);
    assert_eq!(bearer(format!("{gateway}{path}"), &oauth).await.status(), 401);
    sandbox.revoke(admin.api_token());
    assert_eq!(basic(&site, admin.api_token()).await.status(), 404);
    let (_, tenant) = read(
        crate::caller::plain_http()
            .get(format!("{site}/_edge/tenant_info"))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(tenant["cloudId"], sandbox.cloud_id());
}

#[tokio::test]
async fn a_missing_scope_is_a_401_that_says_so() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.token(&sandbox.admin(), &["read:space:confluence"]);
    let refused = bearer(format!("{}/wiki/api/v2/pages", sandbox.gateway_url()), &token).await;
    assert_eq!(refused.headers()["x-failure-category"], "FAILURE_CLIENT_SCOPE_CHECK");
    assert!(refused.headers().contains_key("atl-traceid"));
    let (status, body) = read(refused).await;
    assert_eq!(
        (status, body),
        (
            401,
            json!({ "code": 401, "message": "Unauthorized; scope does not match" })
        )
    );

    // In v1 either alternative is enough, but all scopes of it are needed.
    let user = format!("{}/wiki/rest/api/user/current", sandbox.gateway_url());
    for (scope, expected) in [
        ("read:confluence-user", 200),
        ("read:content-details:confluence", 200),
        ("read:me", 401),
    ] {
        assert_eq!(
            bearer(user.clone(), &sandbox.token(&sandbox.admin(), &[scope]))
                .await
                .status(),
            expected,
            "{scope}"
        );
    }
    let logged = sandbox.requests();
    assert_eq!(logged[0].operation, Some("getPages"));
    assert_eq!(
        (logged[0].status, logged[0].server, logged[0].authorized),
        (401, Server::Gateway, true)
    );
}

#[tokio::test]
async fn apps_have_what_only_apps_may_call() {
    let sandbox = Sandbox::start().await.unwrap();
    let app = sandbox
        .issue(TokenRequest::forge_app("mine").scopes(["read:app-data:confluence", "write:app-data:confluence"]));
    let url = format!("{}/wiki/api/v2/app/properties/key", sandbox.gateway_url());
    let put = || {
        crate::caller::plain_http()
            .put(&url)
            .bearer_auth(&app)
            .json(&json!({ "a": 1 }))
    };
    assert_eq!(put().send().await.unwrap().status(), 201);
    assert_eq!(put().send().await.unwrap().status(), 200);
    let (_, property) = read(bearer(url.clone(), &app).await).await;
    assert_eq!(property, json!({ "key": "key", "value": { "a": 1 } }));
    // Members of it can have any name: they are the app's own.
    let any = json!({ "name": "x", "version": "1.0.0", "status": 7, "title": "t".repeat(300), "operations": true });
    let other = format!("{}/wiki/api/v2/app/properties/any", sandbox.gateway_url());
    let put_any = crate::caller::plain_http().put(other).bearer_auth(&app).json(&any);
    assert_eq!(put_any.send().await.unwrap().status(), 201);
    let impersonating = TokenRequest::forge_user("mine", &sandbox.admin()).scopes(["read:app-data:confluence"]);
    assert_eq!(bearer(url, &sandbox.issue(impersonating)).await.status(), 403);

    let connect = sandbox.issue(TokenRequest::connect_app("old").scopes(["WRITE"]));
    let call = async |method: Method, path: &str| {
        let request = crate::caller::plain_http().request(method, format!("{}{path}", sandbox.url()));
        request
            .header(AUTHORIZATION, format!("JWT {connect}"))
            .send()
            .await
            .unwrap()
            .status()
    };
    assert_eq!(call(Method::GET, "/wiki/api/v2/spaces").await, 200);
    assert_eq!(call(Method::DELETE, "/wiki/api/v2/pages/1").await, 401);
    assert_eq!(
        call(Method::GET, "/wiki/rest/atlassian-connect/1/app/module/dynamic").await,
        200
    );
    assert_eq!(call(Method::GET, "/wiki/api/v2/admin-key").await, 401);
}

#[test]
fn secrets_do_not_show() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let user = sandbox.admin();
    let shown = format!("{user:?} {sandbox:?} {:?}", sandbox.requests());
    assert!(!shown.contains(user.api_token()) && !shown.contains(user.email()));
}
