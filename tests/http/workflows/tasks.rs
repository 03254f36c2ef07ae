//! Waiting for tasks of the server.

use super::Place;
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::LongTaskId;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[tokio::test]
async fn a_space_is_deleted_and_the_progress_is_told() {
    let place = Place::start().await;
    let task = place
        .client
        .v1()
        .spaces()
        .delete_space("DOCS".parse().unwrap())
        .await
        .unwrap()
        .task;
    let mut told = Vec::new();
    let wait = place.client.v1().long_tasks().wait(task.id);
    let done = wait
        .on_progress(|task| told.push(task.percentage_complete))
        .await
        .unwrap();
    assert_eq!((done.finished, done.successful), (Some(true), Some(true)));
    // How often it is asked depends on the machine.
    assert!(told.is_sorted() && told.first() < told.last(), "{told:?}");
    assert_eq!(told.last(), Some(&Some(100)));
    assert!(place.client.spaces().get_space_by_id(place.space).await.is_err());
}

/// A server with one task, which is asked for these one after another.
async fn task(answers: Vec<Value>) -> FaultServer {
    let server = FaultServer::start().await;
    for answer in answers {
        server.answer(Reply::ok(answer.to_string()));
    }
    server
}

#[tokio::test]
async fn a_task_that_failed_is_an_error_with_the_messages() {
    let failed = json!({
        "id": "9", "name": {"key": "com.example.copy", "args": []}, "finished": true, "successful": false,
        "messages": [{"translation": "The copy stopped", "args": []}], "errors": [{"translation": "No room", "args": ["disk", 3]}],
    });
    let server = task(vec![json!({"id": "9", "finished": false}), failed]).await;
    let error = basic(&server)
        .v1()
        .long_tasks()
        .wait(LongTaskId::new("9").unwrap())
        .await
        .unwrap_err();
    assert!(error.is_failed_task() && !error.is_timeout(), "{error}");
    for part in ["`9`", "com.example.copy", "No room (\"disk\", 3)", "The copy stopped"] {
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[tokio::test]
async fn that_it_is_finished_but_not_whether_it_succeeded_is_no_success() {
    let server = task(vec![json!({"id": "9", "finished": true})]).await;
    let error = basic(&server)
        .v1()
        .long_tasks()
        .wait(LongTaskId::new("9").unwrap())
        .await
        .unwrap_err();
    assert!(error.is_failed_task(), "{error}");
}

#[tokio::test]
async fn a_task_that_takes_too_long_is_an_error_and_the_server_may_name_the_wait() {
    let server = FaultServer::start().await;
    let answer = json!({"id": "9", "finished": false, "percentageComplete": 30}).to_string();
    server.answer(Reply::ok(answer.clone()).header("Retry-After", "1"));
    server.otherwise(move |_| Reply::ok(answer.clone()));
    let start = Instant::now();
    let client = basic(&server);
    let wait = client
        .v1()
        .long_tasks()
        .wait(LongTaskId::new("9").unwrap())
        .within(Duration::from_millis(1300));
    let error = wait.await.unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("30 %"), "{error}");
    assert!((Duration::from_millis(1300)..Duration::from_secs(5)).contains(&start.elapsed()));
    // After a second, and once more when the time is over.
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_server_that_wants_to_be_asked_at_once_is_not_asked_without_a_pause() {
    let server = FaultServer::start().await;
    let answer = json!({"id": "9", "finished": false}).to_string();
    server.otherwise(move |_| Reply::ok(answer.clone()).header("Retry-After", "0"));
    let client = basic(&server);
    let wait = client.v1().long_tasks().wait(LongTaskId::new("9").unwrap());
    let error = wait.within(Duration::from_secs(1)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // At 0, 250 and 750 ms, and at the end.
    assert_eq!(server.received().len(), 4);
}

#[tokio::test]
async fn a_server_that_wants_to_be_asked_after_the_end_is_not_asked_again_and_the_time_ends_where_it_was_set() {
    let server = FaultServer::start().await;
    let answer = json!({"id": "9", "finished": false, "percentageComplete": 30}).to_string();
    server.answer(Reply::ok(answer).header("Retry-After", "600"));
    let client = basic(&server);
    let start = Instant::now();
    let wait = client.v1().long_tasks().wait(LongTaskId::new("9").unwrap());
    let error = wait.within(Duration::from_millis(400)).await.unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("30 %"), "{error}");
    assert!((Duration::from_millis(400)..Duration::from_secs(5)).contains(&start.elapsed()));
}

#[tokio::test]
async fn an_answer_that_does_not_arrive_does_not_make_the_wait_longer() {
    let server = FaultServer::start().await;
    let answer = json!({"id": "9", "finished": false, "percentageComplete": 30}).to_string();
    server.answer(Reply::ok(answer.clone()));
    server.otherwise(move |_| Reply::ok(answer.clone()).late(Duration::from_secs(60)));
    let client = basic(&server);
    let start = Instant::now();
    let wait = client.v1().long_tasks().wait(LongTaskId::new("9").unwrap());
    let error = wait.within(Duration::from_secs(2)).await.unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("30 %"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(6));
}
