//! Pages that are there with this title and this body.

use super::{Place, number, text};
use confluence_sandbox::{Fault, Trouble};
use confluence_sdk::v2::PageBody;
use confluence_sdk::workflows::{Outcome, concurrently};

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
    assert_eq!((error.status(), place.calls("createPage")), (Some(400), 1), "{error}");
}
