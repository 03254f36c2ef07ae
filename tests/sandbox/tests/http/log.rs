//! The log of requests.

use crate::caller::{Caller, bearer};
use confluence_sandbox::{Access, Sandbox};
use confluence_sdk::spec::Mode;
use serde_json::json;

#[tokio::test]
async fn it_says_who_called_with_what_and_why_it_was_refused() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .access("DEMO", "reader", Access::read())
        .start()
        .await
        .unwrap();
    let token = sandbox.token(&sandbox.user("writer"), &["read:space:confluence"]);
    bearer(format!("{}/wiki/api/v2/spaces", sandbox.gateway_url()), &token).await;
    bearer(format!("{}/wiki/api/v2/pages", sandbox.gateway_url()), &token).await;
    bearer(format!("{}/wiki/api/v2/pages", sandbox.gateway_url()), "unknown").await;
    let reader = Caller::new(&sandbox, "reader");
    let (_, spaces) = reader.get("/wiki/api/v2/spaces").await;
    let page = json!({ "spaceId": spaces["results"][0]["id"], "title": "No" });
    assert_eq!(reader.post("/wiki/api/v2/pages", page).await.0, 404);

    let log = sandbox.requests();
    let seen: Vec<_> = log
        .iter()
        .map(|request| {
            (
                request.caller.as_deref(),
                request.mode,
                request.status,
                request.operation,
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Some("writer"), Some(Mode::OAuth), 200, Some("getSpaces")),
            (Some("writer"), Some(Mode::OAuth), 401, Some("getPages")),
            (None, None, 401, Some("getPages")),
            (Some("reader"), Some(Mode::Basic), 200, Some("getSpaces")),
            (Some("reader"), Some(Mode::Basic), 404, Some("createPage")),
        ]
    );
    assert_eq!(log[1].scopes, ["read:space:confluence"]);
    assert_eq!(log[0].reason, None);
    let reason = |position: usize| log[position].reason.clone().unwrap();
    assert!(
        reason(1).contains("getPages needs `read:page:confluence`"),
        "{}",
        reason(1)
    );
    assert_eq!(reason(2), "The token is not known");
    assert!(reason(4).starts_with("The account lacks a permission"), "{}", reason(4));
}

#[tokio::test]
async fn it_keeps_the_newest_and_counts_the_others() {
    let sandbox = Sandbox::builder().log_limit(3).start().await.unwrap();
    let admin = Caller::new(&sandbox, "admin");
    for number in 0..5 {
        admin.get(&format!("/wiki/api/v2/pages?limit={}", number + 1)).await;
    }
    let queries: Vec<_> = sandbox.requests().into_iter().map(|request| request.query).collect();
    assert_eq!(queries, ["limit=3", "limit=4", "limit=5"]);
    assert_eq!(sandbox.dropped_requests(), 2);
    sandbox.clear_requests();
    assert_eq!((sandbox.requests().len(), sandbox.dropped_requests()), (0, 0));
}
