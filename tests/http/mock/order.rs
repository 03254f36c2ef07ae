//! How often and in which order.

use super::{ID, client, page, panics, report};
use confluence_sdk::PageId;
use confluence_sdk::testing::Mock;
use confluence_sdk::v2::op;

#[tokio::test]
async fn in_any_order_if_nothing_else_is_said() {
    let mock = Mock::new();
    mock.expect(op::GetPageById::new(ID)).answers(page("x"));
    mock.expect(op::DeletePage::new(ID)).answers(());
    client(&mock).pages().delete_page(ID).await.unwrap();
    client(&mock).pages().get_page_by_id(ID).await.unwrap();
    mock.verify();
}

#[tokio::test]
async fn in_order_what_comes_too_early_is_unexpected() {
    let mock = Mock::in_order();
    mock.expect(op::GetPageById::new(ID)).fails(503).answers(page("x"));
    mock.expect(op::DeletePage::new(ID)).answers(());
    let client = client(&mock);
    let error = client.pages().delete_page(ID).await.unwrap_err().to_string();
    assert!(error.contains("what is expected before it has not come yet"), "{error}");
    client.pages().get_page_by_id(ID).await.unwrap();
    client.pages().delete_page(ID).await.unwrap();
    assert!(!report(mock).contains("was not met"));
}

#[tokio::test]
async fn so_many_times_and_any_number() {
    let mock = Mock::new();
    mock.expect(op::DeletePage::new(ID)).answers(()).times(2);
    mock.expect(op::DeletePage::new(PageId::new(9))).answers(()).always();
    let client = client(&mock);
    client.pages().delete_page(ID).await.unwrap();
    assert!(panics(|| mock.verify()).contains("expected 2 times, came once"));
    client.pages().delete_page(ID).await.unwrap();
    mock.verify();
    for _ in 0..3 {
        client.pages().delete_page(PageId::new(9)).await.unwrap();
    }
    mock.verify();
    let error = client.pages().delete_page(ID).await.unwrap_err().to_string();
    assert!(error.contains("expected 2 times, and came before"), "{error}");
    drop(report(mock));
}

/// A program that passes over the error of a call does not pass the test.
#[tokio::test]
async fn a_mock_that_is_dropped_verifies_itself() {
    let mock = Mock::new();
    let _ = client(&mock).pages().delete_page(ID).await;
    assert!(panics(|| drop(mock)).contains("unexpected call of `delete_page`"));
    let mock = Mock::new();
    mock.expect(op::DeletePage::new(ID)).answers(());
    assert!(panics(|| drop(mock)).contains("expected once, came never"));
}

/// A test that has failed already is not aborted by a second panic.
#[test]
fn a_mock_is_silent_while_the_test_panics() {
    let words = panics(|| {
        let mock = Mock::new();
        mock.expect(op::DeletePage::new(ID)).answers(());
        panic!("the first reason");
    });
    assert_eq!(words, "the first reason");
}

#[tokio::test]
async fn calls_side_by_side() {
    let mock = Mock::new();
    for id in 1..=50 {
        mock.expect(op::DeletePage::new(PageId::new(id))).fails(429).answers(());
    }
    let client = client(&mock);
    let calls = (1..=50).map(|id| tokio::spawn(client.pages().delete_page(PageId::new(id))));
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    mock.verify();
    assert_eq!(mock.sent().len(), 100);
}
