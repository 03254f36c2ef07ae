//! What is said of a call that differs from what is expected.

use super::{ID, client, page, report};
use confluence_sdk::testing::Mock;
use confluence_sdk::v2::{PageBody, op};
use confluence_sdk::{Basic, PageId};
use serde_json::json;

#[tokio::test]
async fn the_value_that_differs_is_named_to_the_caller_and_at_the_end() {
    let mock = Mock::new();
    mock.expect(op::GetPageById::new(ID)).answers(page("x"));
    let error = client(&mock).pages().get_page_by_id(PageId::new(8)).await.unwrap_err();
    for words in [
        "unexpected call of `get_page_by_id`",
        "`id`: expected \"7\", got \"8\"",
        "/wiki/api/v2/pages/8",
    ] {
        assert!(error.to_string().contains(words), "{error}");
    }
    assert_eq!(error.attempts(), 1);
    assert_eq!(
        report(mock),
        "unexpected call of `get_page_by_id`: GET /wiki/api/v2/pages/8\n  \
         nearest is expectation 1: `get_page_by_id` (GET /wiki/api/v2/pages/{id}) with {\"id\":\"7\"}\n  \
         `id`: expected \"7\", got \"8\"\n\
         expectation 1 was not met: `get_page_by_id` (GET /wiki/api/v2/pages/{id}) with {\"id\":\"7\"}\n  \
         expected once, came never"
    );
}

#[tokio::test]
async fn setters_count_in_both_directions() {
    let mock = Mock::new();
    let mut with_labels = op::GetPageById::new(ID);
    with_labels.include_labels = Some(true);
    mock.expect(with_labels).answers(page("x"));
    let pages = client(&mock);
    let error = pages.pages().get_page_by_id(ID).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`include_labels`: expected true, got nothing"),
        "{error}"
    );
    let error = pages
        .pages()
        .get_page_by_id(ID)
        .include_labels(true)
        .include_likes(true)
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`include_likes`: expected nothing, got true"),
        "{error}"
    );
    pages.pages().get_page_by_id(ID).include_labels(true).await.unwrap();
    assert!(report(mock).contains("`include_likes`"));
}

#[tokio::test]
async fn members_within_a_body_are_named() {
    let mock = Mock::new();
    let mut wanted = op::CreatePage::new(1.into());
    wanted.body = Some(PageBody::storage("<p>a</p>"));
    mock.expect(wanted).answers(page("x"));
    let call = client(&mock)
        .pages()
        .create_page(1.into())
        .body(PageBody::storage("<p>b</p>"));
    let error = call.await.unwrap_err().to_string();
    assert!(
        error.contains("`body.value`: expected \"<p>a</p>\", got \"<p>b</p>\""),
        "{error}"
    );
    drop(report(mock));
}

#[tokio::test]
async fn the_nearest_expectation_is_the_one_that_differs_least() {
    let mock = Mock::new();
    for (id, labels) in [(1, false), (7, true)] {
        let mut wanted = op::GetPageById::new(PageId::new(id));
        wanted.include_labels = Some(labels);
        mock.expect(wanted).answers(page("x"));
    }
    mock.expect(op::DeletePage::new(ID)).answers(());
    let error = client(&mock).pages().get_page_by_id(ID).await.unwrap_err().to_string();
    assert!(
        error.contains("expectation 2") && error.contains("`include_labels`: expected true"),
        "{error}"
    );
    drop(report(mock));
}

#[tokio::test]
async fn another_operation_is_told_what_is_expected() {
    let mock = Mock::new();
    mock.expect(op::DeletePage::new(ID)).answers(());
    let error = client(&mock).pages().get_page_by_id(ID).await.unwrap_err().to_string();
    assert!(
        error.contains("expected is `delete_page` (DELETE /wiki/api/v2/pages/{id})"),
        "{error}"
    );
    assert!(report(mock).contains("expectation 1 was not met"));

    let mock = Mock::new();
    let error = client(&mock).pages().get_page_by_id(ID).await.unwrap_err().to_string();
    assert!(error.contains("nothing is expected"), "{error}");
    assert!(report(mock).contains("unexpected call"));
}

#[tokio::test]
async fn a_request_by_hand_differs_in_query_and_body() {
    let mock = Mock::new();
    mock.expect_request("PUT", "/x")
        .query("a", "1")
        .json(json!({ "b": { "c": 1 } }))
        .answers_json(json!({}));
    let call = mock
        .client::<Basic>()
        .request("PUT", "/x")
        .query("a", "2")
        .json(&json!({ "b": { "c": 2 } }));
    let answer = call.await.unwrap();
    let text = String::from_utf8_lossy(answer.body()).into_owned();
    assert!(text.contains("`query.a`: expected \\\"1\\\", got \\\"2\\\""), "{text}");
    assert!(text.contains("`body.b.c`: expected 1, got 2"), "{text}");
    drop(report(mock));
}

#[tokio::test]
async fn an_expectation_without_an_answer_is_told() {
    let mock = Mock::new();
    let _ = mock.expect(op::DeletePage::new(ID));
    let error = client(&mock).pages().delete_page(ID).await.unwrap_err().to_string();
    assert!(error.contains("no answer"), "{error}");
    assert!(report(mock).contains("unexpected call"));
}

#[tokio::test]
async fn a_condition_that_is_not_met_is_told() {
    let mock = Mock::new();
    mock.expect_where(|request: &op::DeletePage| request.purge == Some(true))
        .answers(());
    let error = client(&mock).pages().delete_page(ID).await.unwrap_err().to_string();
    assert!(error.contains("condition of the test"), "{error}");
    client(&mock).pages().delete_page(ID).purge(true).await.unwrap();
    assert!(report(mock).contains("condition of the test"));
}
