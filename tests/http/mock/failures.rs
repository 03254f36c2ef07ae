//! Failures, and what the SDK does about them by itself: the same as with a server, without waiting.

use super::{ID, client, page};
use confluence_sdk::auth::Authorize;
use confluence_sdk::scope::ScopeList;
use confluence_sdk::testing::{Failure, Mock, Refusal};
use confluence_sdk::transport::{BoxFuture, TransportError};
use confluence_sdk::v2::op;
use confluence_sdk::{Basic, Credential, Error, Result, Site};
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_call_is_tried_again_and_the_wait_is_told() {
    let mock = Mock::new();
    let busy = Refusal::new(429).header("Retry-After", "30");
    mock.expect(op::GetPageById::new(ID))
        .fails(busy)
        .fails(503)
        .answers(page("x"));
    let started = Instant::now();
    client(&mock).pages().get_page_by_id(ID).await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(mock.sent().len(), 3);
    assert!(mock.waits()[0] >= Duration::from_secs(30), "{:?}", mock.waits());
    mock.verify();
}

/// However often the SDK tries: one call is expected and one fails.
#[tokio::test]
async fn a_failure_stays_one_for_all_attempts() {
    for failure in [
        Failure::from(503),
        Failure::broken(),
        Failure::connect(),
        Failure::timeout(),
    ] {
        let mock = Mock::new();
        mock.expect(op::GetPageById::new(ID)).fails(failure);
        let error = client(&mock).pages().get_page_by_id(ID).await.unwrap_err();
        assert!(error.attempts() > 1, "{error}");
        assert_eq!(mock.sent().len() as u32, error.attempts());
        mock.verify();
    }
}

#[tokio::test]
async fn a_write_that_may_have_been_done_is_not_sent_again() {
    let mock = Mock::new();
    mock.expect_any::<op::CreatePage>().fails(Failure::broken());
    let error = client(&mock)
        .pages()
        .create_page(1.into())
        .title("t")
        .await
        .unwrap_err();
    assert!(error.may_have_been_applied() && error.attempts() == 1, "{error}");
}

/// A second call is another one, and gets the next answer.
#[tokio::test]
async fn answers_in_a_row_are_for_one_call_each() {
    let mock = Mock::new();
    mock.expect(op::GetPageById::new(ID)).fails(404).answers(page("now"));
    let client = client(&mock);
    assert!(client.pages().get_page_by_id(ID).await.unwrap_err().is_not_found());
    assert_eq!(
        client.pages().get_page_by_id(ID).await.unwrap().title.as_deref(),
        Some("now")
    );
    assert_eq!(
        client.pages().get_page_by_id(ID).await.unwrap_err().status().unwrap(),
        501
    );
    assert!(super::report(mock).contains("expected 2 times"));
}

#[tokio::test(start_paused = true)]
async fn silence_ends_with_the_time_limit_of_the_call() {
    let mock = Mock::new();
    mock.expect(op::DeletePage::new(ID)).fails(Failure::silence());
    let call = client(&mock).pages().delete_page(ID).timeout(Duration::from_secs(2));
    assert!(call.await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn refusals_are_what_they_are_with_a_server() {
    let mock = Mock::new();
    let refused = Refusal::new(403).message("Not today").header("atl-traceid", "t1");
    mock.expect_any::<op::DeletePage>()
        .fails(refused)
        .fails(Failure::scope())
        .fails(Failure::sign_in())
        .fails(400);
    let client = client(&mock);
    let error = client.pages().delete_page(ID).await.unwrap_err();
    assert!(error.is_forbidden() && error.trace_id() == Some("t1") && error.message() == Some("Not today"));
    assert!(client.pages().delete_page(ID).await.unwrap_err().is_scope());
    assert!(client.pages().delete_page(ID).await.unwrap_err().needs_sign_in());
    assert_eq!(client.pages().delete_page(ID).await.unwrap_err().status().unwrap(), 400);
}

/// A clone of a call is another call, and its values are its own.
#[tokio::test]
async fn a_clone_of_a_call_is_told_with_its_own_values() {
    let mock = Mock::new();
    mock.expect_any::<op::DeletePage>().answers(()).times(2);
    let first = client(&mock).pages().delete_page(ID);
    let second = first.clone().purge(true);
    first.await.unwrap();
    second.await.unwrap();
    let purge = |i: usize| mock.sent()[i].request::<op::DeletePage>().unwrap().purge;
    assert_eq!((purge(0), purge(1)), (None, Some(true)));
}

/// No runtime of tokio is needed.
#[test]
fn any_executor_will_do() {
    let mock = Mock::new();
    mock.expect(op::GetPageById::new(ID)).fails(429).answers(page("x"));
    let mut call = Box::pin(client(&mock).pages().get_page_by_id(ID));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(answer) = call.as_mut().poll(&mut context) else {
        panic!("a mock waits for nothing");
    };
    assert_eq!(answer.unwrap().title.as_deref(), Some("x"));
}

/// A credential of the program's own that is not there, for two reasons.
struct Missing(bool);

impl Authorize for Missing {
    fn authorize<'a>(&'a self, _: &'a mut http::request::Parts) -> BoxFuture<'a, Result<()>> {
        let no_file = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no token file");
        let error = match self.0 {
            true => Error::credential(no_file),
            false => TransportError::timeout("the token server is silent").into(),
        };
        Box::pin(std::future::ready(Err(error)))
    }
}

#[tokio::test]
async fn a_credential_of_ones_own_says_why_there_is_none() {
    let mock = Mock::new();
    let client = |no_file| {
        let site = Site::new("https://example.atlassian.net").unwrap();
        let credential = Credential::<Basic>::with(Missing(no_file), ScopeList::default());
        mock.http().client(site, credential)
    };
    let error = client(true).pages().delete_page(ID).await.unwrap_err();
    assert!(error.is_credential() && !error.is_unanswered());
    assert!(error.to_string().contains("there is no token file"), "{error}");
    let error = client(false).pages().delete_page(ID).await.unwrap_err();
    assert!(error.is_timeout() && !error.may_have_been_applied(), "{error}");
    assert!(mock.sent().is_empty());
}
