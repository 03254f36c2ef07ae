//! What the server tells beforehand of the caller's permission: yes, no, not known, not there; never a guess.

use crate::clients::{basic, oauth};
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::{Access, Sandbox};
use confluence_sdk::v2::op;
use confluence_sdk::{
    AttachmentId, CommentId, CustomContentId, PageId, Permitted, Result, SmartLinkId, SpaceId, WhiteboardId, scopes,
};
use proptest::prelude::*;
use serde_json::{Value, json};

scopes! { pub(crate) struct Cleaner = "delete:page:confluence"; }
scopes! { pub(crate) struct Reader = "read:page:confluence"; }

const SEVEN: PageId = PageId::new(7);

/// What is told of deleting a page, if this is the answer of the call that asks.
async fn told_of_deleting(reply: Reply) -> Result<Permitted> {
    let server = FaultServer::start().await;
    server.answer(reply);
    let told = basic(&server).can(&op::DeletePage::new(SEVEN)).await;
    let asked: Vec<String> = server.received().iter().map(|request| request.line()).collect();
    assert_eq!(asked, ["GET /wiki/api/v2/pages/7/operations"]);
    told
}

/// A list of these pairs.
fn list(pairs: &[(&str, &str)]) -> String {
    let entries: Vec<Value> = pairs
        .iter()
        .map(|(operation, target)| json!({ "operation": operation, "targetType": target }))
        .collect();
    json!({ "operations": entries }).to_string()
}

fn no(missing: &str) -> Permitted {
    Permitted::No {
        missing: vec![missing.to_owned()],
    }
}

fn is_unknown(told: &Permitted) -> bool {
    matches!(told, Permitted::Unknown { .. })
}

#[tokio::test]
async fn yes_where_the_list_names_it_and_no_where_it_does_not() {
    let all = list(&[("read", "page"), ("update", "page"), ("delete", "page")]);
    assert_eq!(told_of_deleting(Reply::ok(all)).await.unwrap(), Permitted::Yes);
    // What may be deleted beside the page is not the page.
    let others = list(&[
        ("read", "page"),
        ("delete", "comment"),
        ("delete", "attachment"),
        ("delete", "ac:app:note"),
    ]);
    let told = told_of_deleting(Reply::ok(others)).await.unwrap();
    assert_eq!(told, no("delete page"));
    assert_eq!(told.to_string(), "no: the caller may not delete page");
    assert!(!told.is_yes());
}

#[tokio::test]
async fn a_list_that_is_not_as_described_is_no_answer() {
    // Nothing at all, though somebody who may do nothing gets no list; without what it takes to get it; entries that
    // cannot be read; a word for a page that no document has.
    for odd in [
        r#"{"operations":[]}"#,
        r#"{"operations":[{"operation":"delete","targetType":"page"}]}"#,
        r#"{"operations":[{"operation":"read","targetType":"page"},{"operation":"delete"}]}"#,
        r#"{"operations":[{"operation":"read","targetType":"page"},{"operation":"delete","targetType":null}]}"#,
        r#"{"operations":[{"operation":"read","targetType":"page"},null]}"#,
        r#"{"operations":[{"operation":"read","targetType":"page"},{"operation":"delete","targetType":"PAGE"}]}"#,
        r#"{"operations":[{"operation":"read","targetType":"page"},"delete page"]}"#,
    ] {
        let told = told_of_deleting(Reply::ok(odd)).await.unwrap();
        assert!(is_unknown(&told), "{odd}: {told}");
    }
    // Something else is odd, and it is no all the same.
    let told = told_of_deleting(Reply::ok(list(&[("update", "page")]))).await.unwrap();
    assert_eq!(told, no("delete page"));
    for wrong in [
        Reply::ok("{}"),
        Reply::ok("[]"),
        Reply::ok(r#"{"operations":null}"#),
        Reply::ok(r#"{"operations":{"results":[]}}"#),
        Reply::ok(r#"{"operations":[{"operation":"#),
        Reply::ok(""),
        Reply::html(200, "<h1>Log in</h1>"),
        Reply::new(204),
        Reply::json(403, r#"{"message":"not for you"}"#),
        Reply::json(401, "{}"),
        Reply::json(500, "{}"),
        Reply::html(404, "<h1>No such site</h1>"),
    ] {
        let told = told_of_deleting(wrong).await;
        assert!(told.is_err(), "{told:?}");
    }
}

#[tokio::test]
async fn what_is_not_there_or_not_visible_is_neither_yes_nor_no() {
    let reply = Reply::json(
        404,
        r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not found"}]}"#,
    );
    let told = told_of_deleting(reply).await.unwrap();
    assert!(matches!(told, Permitted::NotFound { message: Some(_) }), "{told:?}");
}

#[tokio::test]
async fn a_condition_counts_if_its_argument_is_given() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let rights = list(&[("read", "page"), ("delete", "page")]);
    let mut request = op::DeletePage::new(SEVEN);
    for (purge, yes) in [(None, true), (Some(false), true), (Some(true), false)] {
        request.purge = purge;
        server.answer(Reply::ok(rights.clone()));
        let told = client.can(&request).await.unwrap();
        // Purging takes to administer the space, of which the list of a page says nothing.
        assert!(
            if yes { told == Permitted::Yes } else { is_unknown(&told) },
            "{purge:?}: {told}"
        );
    }
    // What is missing is missing whatever the condition.
    server.answer(Reply::ok(list(&[("read", "page")])));
    assert_eq!(client.can(&request).await.unwrap(), no("delete page"));
}

#[tokio::test]
async fn each_thing_is_asked_where_its_list_is() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let answer = |line: &str, pairs: &[(&str, &str)]| {
        server.expect(line, Reply::ok(list(pairs)));
    };
    answer(
        "GET /wiki/api/v2/footer-comments/3/operations",
        &[("read", "comment"), ("delete", "comment")],
    );
    let told = client
        .can(&op::DeleteFooterComment::new(CommentId::new(3)))
        .await
        .unwrap();
    assert_eq!(told, Permitted::Yes);
    answer("GET /wiki/api/v2/inline-comments/3/operations", &[("read", "comment")]);
    let told = client
        .can(&op::DeleteInlineComment::new(CommentId::new(3)))
        .await
        .unwrap();
    assert_eq!(told, no("delete comment"));
    answer(
        "GET /wiki/api/v2/attachments/att5/operations",
        &[("delete", "attachment")],
    );
    let attachment: AttachmentId = "att5".parse().unwrap();
    assert!(
        client
            .can(&op::DeleteAttachment::new(attachment))
            .await
            .unwrap()
            .is_yes()
    );
    answer(
        "GET /wiki/api/v2/embeds/6/operations",
        &[("read", "embed"), ("delete", "page")],
    );
    let told = client
        .can(&op::DeleteSmartLink::new(SmartLinkId::new(6)))
        .await
        .unwrap();
    assert_eq!(told, no("delete embed"));
    answer(
        "GET /wiki/api/v2/whiteboards/8/operations",
        &[("read", "whiteboard"), ("delete", "whiteboard")],
    );
    assert!(
        client
            .can(&op::DeleteWhiteboard::new(WhiteboardId::new(8)))
            .await
            .unwrap()
            .is_yes()
    );
    // Custom content is named by its type.
    let line = "GET /wiki/api/v2/custom-content/9/operations";
    let request = op::DeleteCustomContent::new(CustomContentId::new(9));
    answer(line, &[("read", "ac:app:note"), ("delete", "ac:app:note")]);
    assert!(client.can(&request).await.unwrap().is_yes());
    answer(line, &[("read", "ac:app:note"), ("delete", "comment")]);
    assert_eq!(client.can(&request).await.unwrap(), no("delete custom content"));
    answer(line, &[("read", "ac:app:note"), ("delete", "content")]);
    assert!(is_unknown(&client.can(&request).await.unwrap()));
}

#[tokio::test]
async fn creating_asks_the_list_of_the_space() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let answer = |pairs: &[(&str, &str)]| {
        server.expect("GET /wiki/api/v2/spaces/4/operations", Reply::ok(list(pairs)));
    };
    let space = SpaceId::new(4);
    answer(&[("read", "space"), ("create", "page")]);
    assert!(client.can(&op::CreatePage::new(space)).await.unwrap().is_yes());
    answer(&[("read", "space"), ("create", "comment"), ("create", "ac:app:note")]);
    assert_eq!(
        client.can(&op::CreatePage::new(space)).await.unwrap(),
        no("create page")
    );
    answer(&[("read", "space"), ("create", "whiteboard")]);
    assert!(client.can(&op::CreateWhiteboard::new(space)).await.unwrap().is_yes());
    // No document says that the list of a space names whiteboards.
    answer(&[("read", "space"), ("create", "page")]);
    assert!(is_unknown(
        &client.can(&op::CreateWhiteboard::new(space)).await.unwrap()
    ));
    answer(&[("read", "space"), ("administer", "space")]);
    let request = op::CreateSpaceProperty::new(space, "key", json!(1));
    assert!(client.can(&request).await.unwrap().is_yes());
    answer(&[("read", "space"), ("create", "page")]);
    assert_eq!(client.can(&request).await.unwrap(), no("administer space"));
}

#[tokio::test]
async fn a_dynamic_client_checks_the_scopes_of_both_calls_before_it_asks() {
    let server = FaultServer::start().await;
    let request = op::DeletePage::new(SEVEN);
    let cannot_ask = oauth::<Cleaner>(&server).dynamic().can(&request).await.unwrap_err();
    assert_eq!(cannot_ask.missing_scopes(), ["read:page:confluence"]);
    assert_eq!(cannot_ask.operation().unwrap().id, "getPageOperations");
    let cannot_call = oauth::<Reader>(&server).dynamic().can(&request).await.unwrap_err();
    assert_eq!(cannot_call.missing_scopes(), ["delete:page:confluence"]);
    assert_eq!(cannot_call.operation().unwrap().id, "deletePage");
    server.saw_nothing();
}

#[tokio::test]
async fn what_is_told_is_what_then_happens() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demonstration")
        .space("OTHER", "Other")
        .access("OTHER", "reader", Access::none())
        .pages("DEMO", 1)
        .pages("OTHER", 1)
        .start()
        .await
        .unwrap();
    let [admin, writer, reader] = ["admin", "writer", "reader"].map(|name| crate::clients::user(&sandbox, name));
    let pages = admin.pages().get_pages().items().collect().await.unwrap();
    let spaces = admin.spaces().get_spaces().items().collect().await.unwrap();
    let (mut yes, mut no, mut not_found) = (0, 0, 0);
    let mut count = |told: &Permitted, worked: bool| match told {
        Permitted::Yes => {
            assert!(worked);
            yes += 1;
        }
        Permitted::No { .. } => {
            assert!(!worked);
            no += 1;
        }
        Permitted::NotFound { .. } => {
            assert!(!worked);
            not_found += 1;
        }
        Permitted::Unknown { because } => panic!("{because}"),
    };
    for client in [&reader, &writer] {
        for space in &spaces {
            let mut request = op::CreatePage::new(space.id);
            request.title = Some(format!("Of {:?}", client.mode()));
            let told = client.can(&request).await.unwrap();
            count(&told, client.execute(request).await.is_ok());
        }
        for page in &pages {
            let request = op::GetPageById::new(page.id);
            let told = client.can(&request).await.unwrap();
            count(&told, client.execute(request).await.is_ok());
            let request = op::DeletePage::new(page.id);
            let told = client.can(&request).await.unwrap();
            count(&told, client.execute(request).await.is_ok());
        }
    }
    assert!(yes >= 5 && no >= 2 && not_found >= 2, "{yes} {no} {not_found}");
    let told = writer.can(&op::GetPageById::new(PageId::new(987_654))).await.unwrap();
    assert!(matches!(told, Permitted::NotFound { .. }), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the list is, yes is only said if it names both reading and deleting the page.
    #[test]
    fn no_list_is_taken_for_yes_that_does_not_name_it(
        body in prop_oneof![
            "\\PC{0,60}",
            proptest::collection::vec(
                ("read|delete|update|Delete|", "page|comment|Page|pages|", 0..4u8),
                0..5,
            ).prop_map(|entries| {
                let entries: Vec<Value> = entries.into_iter().map(|(operation, target, form)| match form {
                    0 => json!({ "operation": operation }),
                    1 => json!([operation, target]),
                    _ => json!({ "operation": operation, "targetType": target }),
                }).collect();
                json!({ "operations": entries }).to_string()
            }),
        ],
    ) {
        let names = |wanted: Value| serde_json::from_str::<Value>(&body)
            .is_ok_and(|answer| answer["operations"].as_array().is_some_and(|all| all.contains(&wanted)));
        let both = names(json!({ "operation": "read", "targetType": "page" }))
            && names(json!({ "operation": "delete", "targetType": "page" }));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let told = runtime.block_on(told_of_deleting(Reply::ok(body.clone())));
        prop_assert_eq!(told.is_ok_and(|told| told.is_yes()), both, "{}", body);
    }
}
