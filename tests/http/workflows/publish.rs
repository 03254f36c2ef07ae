//! Pages that are there with this title and this body.

use super::{Place, number, text};
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Fault, Trouble};
use confluence_sdk::v2::{PageBody, PageStatus};
use confluence_sdk::workflows::{Outcome, concurrently};
use confluence_sdk::{FilePart, SpaceId};
use http::StatusCode;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test]
async fn a_page_is_created_then_left_alone_then_updated() {
    let place = Place::start().await;
    let parent = place.page("Parent", "").await;
    let publish = |body: &str| {
        place
            .client
            .pages()
            .publish_page(place.space, "Plans", PageBody::storage(body))
    };
    let first = publish("<p>It&rsquo;s one</p>")
        .parent_id(parent)
        .message("first")
        .await
        .unwrap();
    assert_eq!((first.outcome, number(&first.value)), (Outcome::Created, 1));
    assert_eq!(first.value.parent_id, Some(parent.into()));
    let again = publish("<p>It\u{2019}s one</p>").message("again").await.unwrap();
    assert_eq!((again.outcome, number(&again.value)), (Outcome::Unchanged, 1));
    let changed = publish("<p>two</p>").message("second").await.unwrap();
    assert_eq!((changed.outcome, number(&changed.value)), (Outcome::Updated, 2));
    let now = place.read(first.value.id).await;
    assert_eq!(
        (text(&now), now.version.clone().unwrap().message.as_deref()),
        ("<p>two</p>", Some("second"))
    );
    assert_eq!(now.parent_id, Some(parent.into()), "it stays where it is");
    // It is moved if that is asked for.
    let other = place.page("Other parent", "").await;
    let moved = publish("<p>two</p>").parent_id(other).await.unwrap();
    assert_eq!(
        (moved.outcome, moved.value.parent_id),
        (Outcome::Updated, Some(other.into()))
    );
}

#[tokio::test]
async fn ten_who_publish_the_same_title_at_once_make_one_page() {
    let place = Place::start().await;
    let publish = |n| {
        let body = PageBody::storage(format!("<p>{}</p>", n % 2));
        place.client.pages().publish_page(place.space, "Plans", body)
    };
    let written = concurrently(10, 0..10, publish).try_collect().await.unwrap();
    assert_eq!(
        written.iter().filter(|page| page.outcome == Outcome::Created).count(),
        1
    );
    assert!(written.iter().all(|page| page.value.id == written[0].value.id));
}

#[tokio::test]
async fn a_lost_answer_makes_neither_a_second_page_nor_an_error() {
    for (operation, outcome) in [("createPage", Outcome::Created), ("updatePage", Outcome::Updated)] {
        for fault in [Fault::CutAfter, Fault::CutBefore, Fault::Status(502)] {
            let place = Place::start().await;
            let publish = |body: &str| {
                place
                    .client
                    .pages()
                    .publish_page(place.space, "Plans", PageBody::storage(body))
            };
            if outcome == Outcome::Updated {
                publish("<p>0</p>").await.unwrap();
            }
            place.sandbox.trouble(Trouble::new(fault).operation(operation).times(1));
            let written = publish("<p>1</p>").await.unwrap();
            assert_eq!(written.outcome, outcome);
            assert_eq!(text(&place.read(written.value.id).await), "<p>1</p>");
            let pages = place.client.pages().get_pages_in_space(place.space).title("Plans");
            assert_eq!(pages.items().collect().await.unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn what_the_site_refuses_is_an_error_at_once() {
    let place = Place::start().await;
    let publish = |body: &str| {
        place
            .client
            .pages()
            .publish_page(place.space, "Plans", PageBody::storage(body))
    };
    let error = publish("<p>not closed").await.unwrap_err();
    assert_eq!(
        (error.status(), place.calls("createPage")),
        (Some(StatusCode::BAD_REQUEST), 1),
        "{error}"
    );
}

#[tokio::test]
async fn a_lost_page_is_not_forgotten_when_the_site_fails_after_it() {
    // The answers to the lists after the lost one, and to the second attempt to create.
    for (list, create) in [(503, 200), (200, 403), (200, 400)] {
        let server = FaultServer::start().await;
        let (lists, creates) = (AtomicUsize::new(0), AtomicUsize::new(0));
        server.otherwise(move |request| {
            let count = if request.method == "GET" { &lists } else { &creates };
            match (request.method.as_str(), count.fetch_add(1, Ordering::SeqCst)) {
                ("GET", 0) => Reply::ok(r#"{"results":[]}"#),
                ("GET", _) => Reply::json(list, r#"{"results":[]}"#),
                (_, 0) => Reply::raw(b""),
                _ => Reply::json(create, "{}"),
            }
        });
        let client = basic(&server);
        let publish = client
            .pages()
            .publish_page(SpaceId::new(1), "Plans", PageBody::storage("<p/>"));
        let error = publish.await.unwrap_err();
        assert!(error.may_have_been_applied(), "{list} {create}: {error}");
    }
}

#[tokio::test]
async fn a_file_that_was_uploaded_is_not_forgotten_when_it_cannot_be_listed() {
    let place = Place::start().await;
    let files = place.client.files(place.page("Plans", "").await);
    let trouble = Trouble::new(Fault::Status(503))
        .operation("getPageAttachments")
        .after(1);
    place.sandbox.trouble(trouble);
    let error = files.put(FilePart::new("a.txt", "new")).await.unwrap_err();
    assert!(error.may_have_been_applied(), "{error}");
    assert_eq!(place.calls("createOrUpdateAttachments"), 1);
}

#[tokio::test]
async fn a_title_is_found_again_and_one_that_cannot_be_is_an_error() {
    let place = Place::start().await;
    let pages = place.client.pages();
    // A draft of the title holds nothing.
    let draft = pages.create_page(place.space).title("Plans").status(PageStatus::Draft);
    draft.await.unwrap();
    let publish = |title: &str| pages.publish_page(place.space, title, PageBody::storage("<p>1</p>"));
    assert_eq!(publish(" Plans ").await.unwrap().outcome, Outcome::Created);
    assert_eq!(publish(" Plans ").await.unwrap().outcome, Outcome::Unchanged);
    assert_eq!(publish("Plans").await.unwrap().value.title.as_deref(), Some("Plans"));
    let most = "ü".repeat(255);
    assert_eq!(publish(&most).await.unwrap().outcome, Outcome::Created);
    place.sandbox.clear_requests();
    for title in [most + "x", "  ".to_owned()] {
        let error = publish(&title).await.unwrap_err();
        assert_eq!(error.field(), Some("title"), "{error}");
    }
    assert!(place.sandbox.requests().is_empty());
    // One in the trash holds nothing either.
    let gone = publish("Gone").await.unwrap().value.id;
    pages.delete_page(gone).await.unwrap();
    let again = publish("Gone").await.unwrap();
    assert!(again.outcome == Outcome::Created && again.value.id != gone);
}

#[tokio::test]
async fn a_page_whose_title_differs_in_case_is_not_overwritten() {
    let server = FaultServer::start().await;
    let found = json!({"results": [{"id": "7", "title": "PLANS", "status": "current"}]}).to_string();
    server.otherwise(move |_| Reply::ok(found.clone()));
    let client = basic(&server);
    let publish = client
        .pages()
        .publish_page(SpaceId::new(1), "Plans", PageBody::storage("<p/>"));
    let error = publish.await.unwrap_err();
    assert!(
        error.is_invalid_input() && error.to_string().contains("`PLANS`"),
        "{error}"
    );
    assert!(server.received().iter().all(|request| request.method == "GET"));
}

#[tokio::test]
async fn a_title_that_is_held_by_what_cannot_be_found_is_the_refusal_of_the_site() {
    let server = FaultServer::start().await;
    let refusal = json!({"errors": [{"status": 400, "code": "INVALID", "title": "A page with this title exists"}]});
    server.otherwise(move |request| match request.method.as_str() {
        "GET" => Reply::ok(r#"{"results":[]}"#),
        _ => Reply::json(400, refusal.to_string()),
    });
    let client = basic(&server);
    let publish = client
        .pages()
        .publish_page(SpaceId::new(1), "Plans", PageBody::storage("<p/>"));
    let error = publish.await.unwrap_err();
    assert!(
        !error.may_have_been_applied() && error.message() == Some("A page with this title exists"),
        "{error}"
    );
    assert_eq!(
        server
            .received()
            .iter()
            .filter(|request| request.method == "POST")
            .count(),
        1
    );
}
