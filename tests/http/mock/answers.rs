//! Answers of every kind, made by a test and read by the SDK.

use super::{ID, client, page, panics};
use confluence_sdk::testing::{self, Failure, Mock, Refusal};
use confluence_sdk::v2::{Label, PageBody, PageSingle, op};
use confluence_sdk::{
    Basic, Connect, ContentId, Dynamic, Exists, ForgeUser, GroupId, Within, answer, permissions, scopes, v1,
};
use serde_json::json;
use std::time::Duration;

scopes! {
    struct Addon = "READ";
    struct Little = "read:page:confluence";
}
permissions! { struct Visitor = View(Space); }

#[tokio::test]
async fn a_model_arrives_as_it_was_given() {
    let full: PageSingle = testing::model(json!({
        "id": "7", "title": "Ä \"b\"", "spaceId": "1", "createdAt": "2024-01-01T00:00:00Z", "status": "current",
        "version": { "number": 3, "message": "m" }, "labels": { "results": [{ "id": "1", "name": "a", "prefix": "global" }] },
        "body": { "storage": { "representation": "storage", "value": "<p/>" } }, "_links": { "base": "https://x/wiki" },
    }));
    let mock = Mock::new();
    mock.expect(op::GetPageById::new(ID)).answers(full.clone());
    assert_eq!(client(&mock).pages().get_page_by_id(ID).await.unwrap(), full);
}

#[tokio::test]
async fn answers_that_are_no_json() {
    let mock = Mock::new();
    mock.expect(op::DeletePage::new(ID)).answers(());
    client(&mock).pages().delete_page(ID).await.unwrap();

    let watched = || v1::op::GetContentWatchStatus::new(ContentId::from(ID));
    mock.expect(watched()).answers(v1_watch(true)).answers(v1_watch(false));
    let basic = mock.client::<Basic>();
    assert!(basic.execute(watched()).await.unwrap().watching);
    assert!(!basic.execute(watched()).await.unwrap().watching);
    mock.verify();
}

fn v1_watch(watching: bool) -> v1::UserWatch {
    answer!(v1::UserWatch { watching })
}

#[tokio::test]
async fn created_updated_and_not_there_are_told_apart() {
    let restricted = |mock: &Mock| mock.client::<Basic>();
    let request = || {
        v1::op::GetIndividualGroupRestrictionStatusByGroupId::new(
            ContentId::from(ID),
            v1::ContentRestrictionOperationKey::Read,
            GroupId::new("g1").unwrap(),
        )
    };
    let mock = Mock::new();
    let gone = Exists::NotFound {
        message: Some("No such group".to_owned()),
    };
    mock.expect(request()).answers(Exists::Yes).answers(gone.clone());
    assert!(restricted(&mock).execute(request()).await.unwrap().is_yes());
    assert_eq!(restricted(&mock).execute(request()).await.unwrap(), gone);
    mock.verify();
}

/// One mock serves clients of all modes, and conversions of them.
#[tokio::test]
async fn clients_of_every_mode() {
    let mock = Mock::new();
    mock.expect_any::<op::GetPageById>().answers(page("x")).times(6);
    let basic = mock.client::<Basic>();
    basic.pages().get_page_by_id(ID).await.unwrap();
    mock.client::<Connect<Addon>>()
        .pages()
        .get_page_by_id(ID)
        .await
        .unwrap();
    mock.client::<ForgeUser<Little>>()
        .pages()
        .get_page_by_id(ID)
        .await
        .unwrap();
    client(&mock)
        .narrow::<Little>()
        .pages()
        .get_page_by_id(ID)
        .await
        .unwrap();
    let within: confluence_sdk::Client<Within<Basic, Visitor>> = basic.at_most();
    within.pages().get_page_by_id(ID).await.unwrap();
    let dynamic: confluence_sdk::Client<Dynamic> = mock.client::<ForgeUser<Little>>().dynamic();
    dynamic.pages().get_page_by_id(ID).await.unwrap();
    // Refused before it is sent, so the mock does not see it.
    let error = dynamic.pages().delete_page(ID).await.unwrap_err();
    assert_eq!(error.missing_scopes(), ["delete:page:confluence"]);
    mock.verify();
    // The gateway and its cloud id are not in the path.
    assert!(mock.sent().iter().all(|sent| sent.path() == "/wiki/api/v2/pages/7"));
}

#[tokio::test]
async fn calls_that_are_not_in_the_spec() {
    let mock = Mock::new();
    mock.expect_request("POST", "/wiki/rest/x/1")
        .query("a", "1&2")
        .json(json!({ "b": [1] }))
        .answers_json(json!({ "c": 2 }));
    let call = || {
        client(&mock)
            .request("POST", "/wiki/rest/x/1")
            .query("a", "1&2")
            .json(&json!({ "b": [1] }))
    };
    let answer: serde_json::Value = call().await.unwrap().error_for_status().unwrap().json().unwrap();
    assert_eq!(answer["c"], 2);
    mock.verify();
    assert_eq!(mock.sent()[0].json::<serde_json::Value>().unwrap(), json!({ "b": [1] }));
    assert_eq!(
        (mock.sent()[0].method(), mock.sent()[0].query("a")),
        ("POST", Some("1&2"))
    );
    assert_eq!(call().await.unwrap().status(), 501);
    assert!(super::report(mock).contains("expected once, and came before"));
}

#[tokio::test]
async fn permissions_are_asked_for() {
    let mock = Mock::new();
    mock.expect(op::GetPageOperations::new(ID))
        .answers_json(json!({ "operations": [{ "operation": "delete", "targetType": "page" }] }));
    let permitted = mock.client::<Basic>().can(&op::DeletePage::new(ID)).await.unwrap();
    assert!(
        !matches!(permitted, confluence_sdk::Permitted::NotFound { .. }),
        "{permitted}"
    );
    mock.verify();
}

#[test]
fn a_model_of_a_test_has_no_unknown_member() {
    let made = |json| panics(|| testing::model::<PageSingle>(json));
    assert!(made(json!({ "id": "7", "titel": "x" })).contains("`$.titel` is no member"));
    assert!(made(json!({ "id": "7", "version": { "nr": 1 } })).contains("`$.version.nr` is no member"));
    assert!(made(json!({ "title": "x" })).contains("missing member `id`"));
    assert!(made(json!({ "id": "7", "title": [1] })).contains("`PageSingle`"));
    let list = panics(|| testing::model::<Vec<Label>>(json!([{ "id": "1", "name": "a", "x": 1 }])));
    assert!(list.contains("`Vec<Label>`") && list.contains("`$[0].x`"), "{list}");
    // What may be null is no mistake.
    testing::model::<PageSingle>(json!({ "id": "7", "title": null }));
}

#[test]
fn a_model_of_a_test_has_what_the_server_always_sends() {
    let words = panics(|| answer!(PageSingle { title: None }));
    assert!(words.contains("`id`") && words.contains("PageSingle"), "{words}");
}

#[test]
fn what_cannot_be_sent_cannot_be_expected() {
    let words = panics(|| drop(Mock::new().expect(v1::op::SearchByCql::new(confluence_sdk::cql::Cql::raw("")))));
    assert!(words.contains("cannot be sent"), "{words}");
}

#[test]
fn errors_without_any_call() {
    let not_found = testing::error::<op::GetPageById>(404);
    assert!(
        not_found.is_not_found() && not_found.to_string().contains("view the page"),
        "{not_found}"
    );
    let conflict = testing::error::<op::UpdatePage>(Refusal::new(409).code("CONFLICT").message("Version must be 4"));
    assert!(conflict.is_conflict() && conflict.code() == Some("CONFLICT"));
    assert_eq!(conflict.message(), Some("Version must be 4"));
    assert_eq!(
        testing::error::<v1::op::GetGroups>(Refusal::new(410).message("Gone")).message(),
        Some("Gone")
    );
    let limited = testing::error::<op::GetPages>(Refusal::new(429).header("Retry-After", "3"));
    assert_eq!(limited.retry_after(), Some(Duration::from_secs(3)));
    assert!(testing::error::<op::GetPages>(Failure::connect()).is_connect());
    assert!(testing::error::<op::GetPages>(Failure::timeout()).is_timeout());
    let broken = testing::error::<op::GetPages>(Failure::broken());
    assert!(broken.is_unanswered() && !broken.is_timeout() && !broken.is_connect());
    assert!(testing::error::<op::GetPages>(Failure::scope()).is_scope());
    let signed_out = testing::error::<op::GetPages>(Failure::sign_in());
    assert!(signed_out.needs_sign_in() && !signed_out.is_scope());
    assert!(testing::error::<op::GetPages>(Failure::login_page()).is_decode());
    let denied = testing::denied::<op::DeletePage>(["delete:page:confluence"]);
    assert!(
        denied.is_scope() && denied.to_string().contains("nothing was sent"),
        "{denied}"
    );
    let yes = panics(|| testing::error::<v1::op::GetIndividualGroupRestrictionStatusByGroupId>(404));
    assert!(yes.contains("no failure"), "{yes}");
    assert!(panics(|| Refusal::new(200)).contains("200"));
}

#[tokio::test]
async fn what_was_sent_can_be_looked_at() {
    let mock = Mock::new();
    mock.expect_where(|request: &op::CreatePage| request.title.as_deref() == Some("T"))
        .answers(page("T"));
    let call = client(&mock)
        .pages()
        .create_page(1.into())
        .title("T")
        .body(PageBody::storage("<p/>"));
    call.header("X-Trace", "9").await.unwrap();
    let sent = mock.sent();
    assert_eq!(sent[0].operation().unwrap().id, "createPage");
    assert_eq!(sent[0].request::<op::CreatePage>().unwrap().title.as_deref(), Some("T"));
    assert!(sent[0].request::<op::GetPages>().is_none());
    assert_eq!(sent[0].headers()["X-Trace"], "9");
    assert_eq!(sent[0].json::<serde_json::Value>().unwrap()["title"], "T");
    assert!(!format!("{mock:?} {sent:?}").contains("credential-of"));
}
