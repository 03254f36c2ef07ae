//! Properties as types of the program.

use super::Place;
use crate::clients::{basic, user};
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Fault, Trouble};
use confluence_sdk::v2::{BlogPostBody, CommentBody, FooterCommentTarget};
use confluence_sdk::workflows::{HasProperties, Outcome, concurrently};
use confluence_sdk::{Allows, Basic, Client, PageId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Review {
    by: Vec<String>,
    done: bool,
}

#[tokio::test]
async fn a_property_is_created_read_changed_and_removed() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let properties = place.client.properties(page);
    assert_eq!(properties.get::<Review>("review").await.unwrap(), None);
    let review = Review {
        by: vec!["Grete".to_owned()],
        done: false,
    };
    let written = properties.set("review", &review).await.unwrap();
    assert_eq!((written.outcome, written.value.version), (Outcome::Created, 1));
    assert_eq!(properties.get("review").await.unwrap(), Some(review.clone()));
    assert_eq!(
        properties.set("review", &review).await.unwrap().outcome,
        Outcome::Unchanged
    );
    let written = properties
        .edit("review", |review: &mut Review| review.done = true)
        .await
        .unwrap();
    assert_eq!((written.outcome, written.value.version), (Outcome::Updated, 2));
    assert!(written.value.value.parse::<Review>().unwrap().done);
    // Case matters, and a key can be a strange one.
    assert_eq!(properties.get::<Value>("REVIEW").await.unwrap(), None);
    properties.set("a b/ü&?=#", "x").await.unwrap();
    assert_eq!(
        properties.get::<String>("a b/ü&?=#").await.unwrap().as_deref(),
        Some("x")
    );
    assert!(properties.remove("review").await.unwrap());
    assert!(!properties.remove("review").await.unwrap());
    // What is not what the program expects is neither nothing nor a default.
    let error = properties.get::<Review>("a b/ü&?=#").await.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("`a b/ü&?=#`"),
        "{error}"
    );
    let error = properties
        .edit("a b/ü&?=#", |review: &mut Review| review.done = true)
        .await
        .unwrap_err();
    assert!(error.is_decode(), "{error}");
}

/// Counts in ten tasks at once.
async fn count_in_ten_tasks<I: HasProperties>(client: &Client<Basic>, of: I)
where
    Basic: Allows<I::List> + Allows<I::Create> + Allows<I::Update>,
{
    let properties = client.properties(of);
    let count = |_| properties.edit("count", |count: &mut u64| *count += 1).attempts(60);
    let written = concurrently(10, 0..10, count).try_collect().await.unwrap();
    assert_eq!(properties.get::<u64>("count").await.unwrap(), Some(10));
    let created = written.iter().filter(|written| written.outcome == Outcome::Created);
    assert_eq!(created.count(), 1);
}

#[tokio::test]
async fn ten_tasks_at_once_count_to_ten_on_each_kind_of_thing() {
    let place = Place::start().await;
    let client = &place.client;
    let page = place.page("Plans", "").await;
    count_in_ten_tasks(client, page).await;
    count_in_ten_tasks(client, place.space).await;
    let post = client
        .blog_posts()
        .create_blog_post(place.space)
        .title("News")
        .body(BlogPostBody::storage(""));
    count_in_ten_tasks(client, post.await.unwrap().id).await;
    let comment = client
        .comments()
        .create_footer_comment(FooterCommentTarget::Page(page), CommentBody::storage(""));
    count_in_ten_tasks(client, comment.await.unwrap().id).await;
    count_in_ten_tasks(
        client,
        client.folders().create_folder(place.space).title("F").await.unwrap().id,
    )
    .await;
    count_in_ten_tasks(
        client,
        client
            .whiteboards()
            .create_whiteboard(place.space)
            .title("W")
            .await
            .unwrap()
            .id,
    )
    .await;
    count_in_ten_tasks(
        client,
        client
            .databases()
            .create_database(place.space)
            .title("D")
            .await
            .unwrap()
            .id,
    )
    .await;
}

#[tokio::test]
async fn what_was_deleted_was_there_though_its_answer_was_lost() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let client = place.patient();
    client.properties(page).set("count", &1).await.unwrap();
    let trouble = Trouble::new(Fault::CutAfter)
        .operation("deletePagePropertyById")
        .times(1);
    place.sandbox.trouble(trouble);
    assert!(client.properties(page).remove("count").await.unwrap());
    assert!(!client.properties(page).remove("count").await.unwrap());
}

#[tokio::test]
async fn a_property_without_its_key_or_its_value_is_neither_absent_nor_null() {
    for (listed, lacking) in [
        (json!({"id": "1", "version": {"number": 3}, "value": 1}), "`key`"),
        (json!({"id": "1", "version": {"number": 3}, "key": "count"}), "`value`"),
    ] {
        let server = FaultServer::start().await;
        let answer = json!({"results": [listed], "_links": {}}).to_string();
        server.otherwise(move |_| Reply::ok(answer.clone()));
        let client = basic(&server);
        let properties = client.properties(confluence_sdk::PageId::new(1));
        let error = properties.get::<Value>("count").await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains(lacking), "{error}");
        let error = properties
            .edit("count", |value: &mut Value| *value = json!(2))
            .await
            .unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert!(server.received().iter().all(|request| request.method == "GET"));
    }
}

#[tokio::test]
async fn lost_answers_are_told_from_the_writes_of_others() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let properties = place.client.properties(page);
    for fault in [Fault::CutAfter, Fault::CutBefore, Fault::Status(503)] {
        for operation in ["createPageProperty", "updatePagePropertyById"] {
            place
                .sandbox
                .trouble(Trouble::new(fault.clone()).operation(operation).times(1));
            let before = properties.get::<u64>("count").await.unwrap().unwrap_or_default();
            let edited = properties.edit("count", |count: &mut u64| *count += 1).await;
            match edited {
                // One that was created has no message, so nobody can tell who did it.
                Err(error) if operation == "createPageProperty" => assert!(error.may_have_been_applied(), "{error}"),
                edited => drop(edited.unwrap()),
            }
            assert_eq!(
                properties.get::<u64>("count").await.unwrap(),
                Some(before + 1),
                "{fault:?} {operation}"
            );
        }
        properties.remove("count").await.unwrap();
    }
}

#[tokio::test]
async fn a_value_that_is_there_after_a_lost_answer_was_set() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let properties = place.client.properties(page);
    for (value, fault) in [(1, Fault::CutAfter), (2, Fault::CutBefore), (3, Fault::Status(503))] {
        for (operation, outcome) in [
            ("createPageProperty", Outcome::Created),
            ("updatePagePropertyById", Outcome::Updated),
        ] {
            let value = format!("{operation} {value}");
            place
                .sandbox
                .trouble(Trouble::new(fault.clone()).operation(operation).times(1));
            let written = properties.set("count", &value).await.unwrap();
            assert_eq!(written.outcome, outcome, "{fault:?}");
            assert_eq!(
                properties.get::<String>("count").await.unwrap(),
                Some(value),
                "{fault:?}"
            );
        }
        properties.remove("count").await.unwrap();
    }
}

/// A server that loses the answer to the first property that is created, and does not list it at once.
async fn slow_to_list(created: Value) -> FaultServer {
    let server = FaultServer::start().await;
    let none = || Reply::ok(json!({"results": [], "_links": {}}).to_string());
    let one = json!({"results": [created], "_links": {}}).to_string();
    server.answer(none());
    server.answer(Reply::ok("{}").cut_after(1));
    server.answer(none());
    server.answer(Reply::json(
        409,
        r#"{"errors":[{"status":409,"title":"The key is taken"}]}"#,
    ));
    server.otherwise(move |request| match request.method.as_str() {
        "GET" => Reply::ok(one.clone()),
        _ => Reply::ok(json!({"id": "5", "key": "count", "value": 7, "version": {"number": 3}}).to_string()),
    });
    server
}

#[tokio::test]
async fn a_conflict_with_ones_own_lost_write_is_no_failure() {
    let property = |value| json!({"id": "5", "key": "count", "value": value, "version": {"number": 1}});
    let server = slow_to_list(property(7)).await;
    let client = basic(&server);
    let written = client.properties(PageId::new(1)).set("count", &7).await.unwrap();
    assert_eq!((written.outcome, written.value.version), (Outcome::Created, 1));

    // Somebody else has created it.
    let server = slow_to_list(property(6)).await;
    let client = basic(&server);
    let written = client.properties(PageId::new(1)).set("count", &7).await.unwrap();
    assert_eq!((written.outcome, written.value.version), (Outcome::Updated, 3));
    assert_eq!(server.received().last().unwrap().method, "PUT");
}

#[tokio::test]
async fn properties_are_listed_and_none_is_passed_over() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let properties = place.client.properties(page);
    assert!(properties.list().await.unwrap().is_empty());
    for n in 0..30 {
        properties.set(&format!("key-{n}"), &n).await.unwrap();
    }
    let mut listed: Vec<(String, u32)> = properties
        .list()
        .await
        .unwrap()
        .into_iter()
        .map(|property| (property.key, property.value.parse().unwrap()))
        .collect();
    listed.sort_by_key(|(_, value)| *value);
    assert_eq!(listed, (0..30).map(|n| (format!("key-{n}"), n)).collect::<Vec<_>>());

    for lacking in ["key", "value", "version"] {
        let mut property = json!({"id": "5", "key": "count", "value": 7, "version": {"number": 1}});
        property.as_object_mut().unwrap().remove(lacking);
        let server = FaultServer::start().await;
        server.answer(Reply::ok(json!({"results": [property], "_links": {}}).to_string()));
        let error = basic(&server).properties(PageId::new(1)).list().await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains(lacking), "{error}");
    }
}

#[tokio::test]
async fn whoever_may_not_write_is_refused_and_a_value_that_is_no_json_too() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let reader = user(&place.sandbox, "reader");
    let error = reader.properties(page).set("k", &json!(1)).await.unwrap_err();
    assert!(error.is_forbidden() || error.is_not_found(), "{error}");
    let map = std::collections::BTreeMap::from([((1, 2), 3)]);
    let error = place.client.properties(page).set("k", &map).await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
}
