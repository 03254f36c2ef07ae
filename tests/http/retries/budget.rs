//! A site that fails is not hammered.

use super::{answers, on, read, tenant, with};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::PageId;

#[tokio::test]
async fn a_site_that_fails_for_good_costs_its_budget() {
    let server = FaultServer::start().await;
    let http = with(|http| http.retry_budget(6));
    // Two clients of one site share it: 5 + 3 requests, then one for each call.
    let (one, other) = (on(&server, &http), on(&server, &http));
    for (client, sent) in [(&one, 5), (&other, 3), (&one, 1), (&other, 1)] {
        answers(&server, sent, || Reply::new(500));
        assert_eq!(read(client).await.unwrap_err().attempts(), sent);
    }
    assert_eq!(server.received().len(), 10);
}

#[tokio::test]
async fn another_tenant_keeps_its_own() {
    let server = FaultServer::start().await;
    let http = with(|http| http.retry_budget(2));
    for cloud in ["c1", "c2"] {
        answers(&server, 3, || Reply::new(500));
        let call = tenant(&server, &http, cloud).pages().get_page_by_id(PageId::new(7));
        assert_eq!(call.await.unwrap_err().attempts(), 3, "{cloud}");
    }
}

#[tokio::test]
async fn a_site_that_fails_now_and_then_costs_nothing() {
    let server = FaultServer::start().await;
    let client = on(&server, &with(|http| http.retry_budget(1)));
    for _ in 0..20 {
        server.answer(Reply::new(500)).answer(Reply::ok(super::PAGE));
        read(&client).await.unwrap();
    }
    // Nor does a rate limit.
    answers(&server, 5, || Reply::new(429).header("Retry-After", "0"));
    assert_eq!(read(&client).await.unwrap_err().attempts(), 5);
    server.answer(Reply::new(500)).answer(Reply::ok(super::PAGE));
    read(&client).await.unwrap();
}
