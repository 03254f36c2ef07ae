//! Tokens that expire, are refused, or whose renewal goes wrong.

use super::authority::{Authority, Fault};
use super::flow::{Passing, failure};
use super::{KEY, Reader, app, call, client, expired, granted, stale};
use confluence_sdk::oauth::{Failure, MemoryStore, TokenStore};
use confluence_sdk::{Error, Http, PageId};
use http::StatusCode;
use std::sync::Arc;
use std::time::Duration;

const NO_SCOPE: &str = r#"{"code":401,"message":"Unauthorized; scope does not match"}"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_calls_on_an_expired_token_renew_it_once() {
    let authority = Authority::start().await;
    authority.book().delay = Duration::from_millis(50);
    let (grant, _) = stale(&authority).await;
    let calls: Vec<_> = (0..200)
        .map(|i| {
            // Clients of their own and clones of one, all of the same grant.
            let client = if i % 2 == 0 {
                client(&authority, &grant)
            } else {
                client(&authority, &grant.clone())
            };
            tokio::spawn(async move { call(&client).await })
        })
        .collect();
    for done in calls {
        done.await.unwrap().unwrap();
    }
    let book = authority.book();
    assert_eq!((book.asked.len(), book.rotations), (1, 1));
    assert_eq!(book.asked[0].0, "application/json");
    assert_eq!(book.asked[0].1["grant_type"], "refresh_token");
    assert_eq!(book.calls, [200; 200]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_calls_refused_at_once_renew_once() {
    let authority = Authority::start().await;
    let grant = granted::<Reader>(&authority).await;
    authority.revoke_access();
    authority.book().delay = Duration::from_millis(50);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client(&authority, &grant);
            tokio::spawn(async move { call(&client).await })
        })
        .collect();
    for done in calls {
        done.await.unwrap().unwrap();
    }
    assert_eq!(authority.book().rotations, 2, "the exchange and one renewal");
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_no_more() {
    let authority = Authority::start().await;
    let grant = granted::<Reader>(&authority).await;
    let client = client(&authority, &grant);
    authority.revoke_access();
    call(&client).await.unwrap();
    assert_eq!(authority.book().calls, [401, 200]);

    // A server that refuses whatever is sent: no call is sent three times, and not every call costs a renewal.
    let rotations = authority.book().rotations;
    for _ in 0..3 {
        authority.revoke_access();
        let error = call(&client).await.unwrap_err();
        assert!(error.is_unauthorized(), "{error}");
    }
    assert_eq!(authority.book().rotations, rotations);
    assert_eq!(authority.book().calls, [401, 200, 401, 401, 401]);
}

#[tokio::test]
async fn a_post_is_sent_again_as_it_was() {
    let authority = Authority::start().await;
    let grant = granted::<Reader>(&authority).await;
    let client = client(&authority, &grant);
    authority.revoke_access();
    let sent = client
        .request("POST", "/wiki/x")
        .body("all of it")
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), 200);
    assert_eq!(authority.book().calls, [401, 200]);
}

#[tokio::test]
async fn a_missing_scope_is_not_mended_by_a_new_token() {
    let authority = Authority::start().await;
    let grant = granted::<Reader>(&authority).await;
    authority.revoke_access();
    authority.book().refusal = (401, NO_SCOPE);
    let error = call(&client(&authority, &grant)).await.unwrap_err();
    assert!(error.is_scope(), "{error}");
    assert_eq!((authority.asked(), authority.calls().len()), (1, 1));
}

#[tokio::test]
async fn not_found_and_forbidden_are_believed_while_the_token_lasts() {
    let authority = Authority::start().await;
    let grant = granted::<Reader>(&authority).await;
    let client = client(&authority, &grant);
    authority.revoke_access();
    for (status, body) in [
        (
            404,
            r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found"}]}"#,
        ),
        (403, "{}"),
    ] {
        authority.book().refusal = (status, body);
        assert_eq!(call(&client).await.unwrap_err().status().unwrap(), status);
    }
    assert_eq!((authority.asked(), &*authority.calls()), (1, &[404, 403][..]));
}

#[tokio::test]
async fn not_found_is_not_believed_once_the_token_has_expired() {
    for status in [404, 403] {
        let authority = Authority::start().await;
        authority.book().life = 1;
        let grant = granted::<Reader>(&authority).await;
        authority.revoke_access();
        authority.book().life = 3600;
        authority.book().refusal = (status, "{}");
        // Sent in time, answered when the time of the token is over.
        authority.book().gateway_delay = Duration::from_millis(1100);
        call(&client(&authority, &grant)).await.unwrap();
        assert_eq!(authority.book().calls, [status, 200]);
    }
}

#[tokio::test]
async fn a_token_is_renewed_ahead_of_its_expiry() {
    let authority = Authority::start().await;
    authority.book().life = 2;
    let grant = granted::<Reader>(&authority).await;
    authority.book().life = 3600;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    // This server forgets the old token as soon as there is a new one, so the call may have to be sent again.
    call(&client(&authority, &grant)).await.unwrap();
    while authority.rotations() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    call(&client(&authority, &grant)).await.unwrap();
    assert_eq!((authority.rotations(), authority.calls().last()), (2, Some(&200)));
}

#[tokio::test]
async fn a_server_that_is_down_does_no_harm_while_the_token_lasts() {
    let authority = Authority::start().await;
    authority.book().life = 4;
    let grant = granted::<Reader>(&authority).await;
    tokio::time::sleep(Duration::from_millis(2100)).await;
    authority.fault(Fault::Answer(400, "{}"));
    let client = client(&authority, &grant);
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    assert_eq!(authority.book().asked.len(), 2, "it is left alone for a while");
    assert_eq!(authority.book().calls, [200, 200]);
}

#[tokio::test]
async fn a_caller_who_goes_away_takes_no_rotation_with_him() {
    let authority = Authority::start().await;
    authority.book().delay = Duration::from_millis(200);
    let (grant, store) = stale(&authority).await;
    let client = client(&authority, &grant);
    let gone = tokio::time::timeout(Duration::from_millis(50), call(&client)).await;
    assert!(gone.is_err());
    // Others who wait for the same renewal are served by it, and what came is stored.
    call(&client).await.unwrap();
    assert_eq!(authority.book().rotations, 1);
    let stored = store.load(KEY).await.unwrap().unwrap();
    let current = authority.book().current_refresh().to_owned();
    assert!(secrecy::ExposeSecret::expose_secret(&stored.to_json()).contains(&current));
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_with_the_old_token() {
    let authority = Authority::start().await;
    let (grant, _) = stale(&authority).await;
    authority.fault(Fault::Lost);
    authority.fault(Fault::Answer(502, "<html>bad gateway</html>"));
    call(&client(&authority, &grant)).await.unwrap();
    let book = authority.book();
    assert_eq!((book.asked.len(), book.rotations), (3, 2));
    assert_eq!(book.asked[0].1["refresh_token"], book.asked[2].1["refresh_token"]);
}

#[tokio::test]
async fn a_server_that_never_answers_well_is_given_up() {
    let authority = Authority::start().await;
    let (grant, _) = stale(&authority).await;
    (0..3).for_each(|_| authority.fault(Fault::Answer(503, "{}")));
    let failure = failure(call(&client(&authority, &grant)).await);
    assert!(
        matches!(
            failure,
            Failure::BadAnswer {
                status: StatusCode::SERVICE_UNAVAILABLE,
                ..
            }
        ),
        "{failure}"
    );
    assert_eq!(authority.book().asked.len(), 3);
    // It is not the end of the grant.
    call(&client(&authority, &grant)).await.unwrap();
}

#[tokio::test]
async fn a_server_that_stalls_or_floods_holds_nobody_up() {
    let authority = Authority::start().await;
    let (_, store) = stale(&authority).await;
    let hasty = Http::builder().timeout(Duration::from_millis(150)).build().unwrap();
    let grant = app(&authority).http(&hasty).grant::<Reader>(store, KEY).await.unwrap();
    let flood: &'static str = "x".repeat(100_000).leak();
    for fault in [
        Fault::Late(Duration::from_secs(60)),
        Fault::Answer(200, flood),
        Fault::Late(Duration::from_secs(60)),
    ] {
        authority.fault(fault);
    }
    let error = call(&client(&authority, &grant)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // The renewal goes on without the call, until it has tried three times.
    let client = client(&authority, &grant);
    let call = client
        .pages()
        .get_page_by_id(PageId::new(7))
        .timeout(Duration::from_secs(60));
    let error = call.await.unwrap_err();
    assert!(matches!(error.oauth(), Some(Failure::NoAnswer(_))), "{error}");
    assert_eq!(authority.asked(), 3);
}

#[tokio::test]
async fn a_dead_refresh_token_is_final() {
    let authority = Authority::start().await;
    authority.book().leeway = false;
    let (grant, store) = stale(&authority).await;
    // Somebody else has used it up.
    authority.issue();
    let (one, other) = (client(&authority, &grant), client(&authority, &grant));
    let (first, second) = tokio::join!(call(&one), call(&other));
    for error in [first, second, call(&one).await, call(&other).await] {
        match failure(error) {
            Failure::ConsentNeeded(rejection) => assert_eq!(rejection.status, Some(StatusCode::FORBIDDEN)),
            other => panic!("{other}"),
        }
    }
    assert_eq!(authority.book().asked.len(), 1, "asked once for all of them");

    // The user consents again, elsewhere: the same client goes on.
    store.save(KEY, &expired(&authority)).await.unwrap();
    call(&one).await.unwrap();
}

#[tokio::test]
async fn without_offline_access_the_error_says_what_to_add() {
    let authority = Authority::start().await;
    authority.book().life = 1;
    authority.book().scope = Some("read:page:confluence".to_owned());
    let grant = granted::<Passing>(&authority).await;
    assert!(!grant.can_be_renewed());
    let client = grant.client(authority.cloud_id()).unwrap();
    let call = || async { client.pages().get_page_by_id(PageId::new(7)).await };
    // Used to its last moment, although it cannot be renewed ahead of that.
    tokio::time::sleep(Duration::from_millis(600)).await;
    call().await.unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let error: Error = call().await.unwrap_err();
    assert!(error.to_string().contains("offline_access"), "{error}");
    assert!(matches!(error.oauth(), Some(Failure::NoRefreshToken)));
    assert!(error.needs_sign_in());
    assert_eq!(authority.book().asked.len(), 1);
}

#[tokio::test]
async fn a_renewal_that_brings_fewer_scopes_is_an_error() {
    let authority = Authority::start().await;
    let (grant, _) = stale(&authority).await;
    authority.book().scope = Some("read:space:confluence offline_access".to_owned());
    let error = call(&client(&authority, &grant)).await.unwrap_err();
    assert_eq!(error.missing_scopes(), ["read:page:confluence"]);
}

#[tokio::test]
async fn two_grants_of_one_store_rotate_one_after_the_other() {
    let authority = Authority::start().await;
    authority.book().leeway = false;
    authority.book().delay = Duration::from_millis(50);
    let store = Arc::new(MemoryStore::new());
    store.save(KEY, &expired(&authority)).await.unwrap();
    let one = app(&authority).grant::<Reader>(store.clone(), KEY).await.unwrap();
    let other = app(&authority).grant::<Reader>(store, KEY).await.unwrap();
    let (one, other) = (client(&authority, &one), client(&authority, &other));
    let (first, second) = tokio::join!(call(&one), call(&other));
    first.and(second).unwrap();
    assert_eq!(authority.book().rotations, 1);
}

#[test]
fn without_a_runtime_it_is_said() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (authority, grant) = runtime.block_on(async {
        let authority = Authority::start().await;
        let (grant, _) = stale(&authority).await;
        (authority, grant)
    });
    let calling = call(&client(&authority, &grant)).map_err_now();
    assert!(matches!(calling, Some(Failure::NoRuntime)));
    let _inside = runtime.enter();
    drop(authority);
}

/// Polls once, outside of any runtime.
trait Now {
    fn map_err_now(self) -> Option<Failure>;
}

impl<F: Future<Output = confluence_sdk::Result<()>>> Now for F {
    fn map_err_now(self) -> Option<Failure> {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(self).poll(&mut context) {
            std::task::Poll::Ready(Err(error)) => error.oauth().cloned(),
            _ => None,
        }
    }
}
