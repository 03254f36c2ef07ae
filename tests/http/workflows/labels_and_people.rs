//! Labels, and users in portions.

use super::Place;
use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Fault, Trouble};
use confluence_sdk::{AccountId, PageId};
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn labels_are_added_any_number_of_times_also_when_an_answer_is_lost() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let client = place.patient();
    client.v1().labels().add(page, ["a"]).await.unwrap();
    place
        .sandbox
        .trouble(Trouble::new(Fault::CutAfter).operation("addLabelsToContent").times(1));
    let labels = client.v1().labels().add(page, ["a", "b"]).await.unwrap();
    let names: BTreeSet<_> = labels.iter().filter_map(|label| label.name.as_deref()).collect();
    assert_eq!(names, BTreeSet::from(["a", "b"]));
    let error = client.v1().labels().add(page, ["two words"]).await.unwrap_err();
    assert!(error.is_invalid_input(), "{error}");
}

#[tokio::test]
async fn labels_are_removed_by_their_names_whether_they_are_there_or_not() {
    let place = Place::start().await;
    let page = place.page("Plans", "").await;
    let client = place.patient();
    let labels = client.v1().labels();
    labels.add(page, ["a", "b", "c", "d/e"]).await.unwrap();
    place.sandbox.trouble(
        Trouble::new(Fault::CutAfter)
            .operation("removeLabelFromContentUsingQueryParameter")
            .times(1),
    );
    labels.remove(page, ["a", "d/e", "never-there"]).await.unwrap();
    let left = client.labels().get_page_labels(page).items().collect().await.unwrap();
    let left: BTreeSet<_> = left.iter().filter_map(|label| label.name.as_deref()).collect();
    assert_eq!(left, BTreeSet::from(["b", "c"]));
    let error = labels.remove(PageId::new(987_654_321), ["a"]).await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn users_are_looked_up_in_portions_and_those_who_are_missing_are_told() {
    let server = FaultServer::start().await;
    server.otherwise(|request| {
        let asked = request.json()["accountIds"].as_array().unwrap().clone();
        assert!(asked.len() <= 250);
        let known = asked.iter().filter(|id| !id.as_str().unwrap().ends_with('7'));
        let users: Vec<_> = known.map(|id| json!({"accountId": id, "displayName": "N"})).collect();
        Reply::ok(json!({"results": users, "_links": {}}).to_string())
    });
    let ids = (0..600).map(|n| AccountId::new(format!("account-{}", n % 520)).unwrap());
    let found = basic(&server).users().look_up(ids).await.unwrap();
    assert_eq!((found.by_id.len(), found.missing.len()), (468, 52));
    assert_eq!(server.received().len(), 3);
    assert!(
        found
            .by_id
            .iter()
            .all(|(id, user)| *id == user.account_id && !id.as_str().ends_with('7'))
    );

    let nobody = basic(&server).users().look_up([]).await.unwrap();
    assert!(nobody.by_id.is_empty() && nobody.missing.is_empty() && server.received().len() == 3);
}

#[tokio::test]
async fn a_portion_that_fails_is_an_error_and_not_missing_users() {
    let place = Place::start().await;
    place
        .sandbox
        .trouble(Trouble::new(Fault::Status(403)).operation("createBulkUserLookup"));
    let error = place
        .client
        .users()
        .look_up([AccountId::new("a").unwrap()])
        .await
        .unwrap_err();
    assert!(error.is_forbidden(), "{error}");
}
