//! An argument that is one of several: what its type says is sent, and nothing beside it.

use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::v1::{ContentState, ContentStateWriteStatus, NewContentState};
use confluence_sdk::v2::{
    CommentBody, CreateInlineCommentProperties, CustomContentBody, CustomContentContainer, CustomContentStatus,
    FooterCommentTarget, InlineCommentTarget, NewVersion, PageBody, PageBodyWrite, PageNestedBodyWrite, SpaceAddress,
    WriteRepresentation, op,
};
use confluence_sdk::{
    AttachmentId, Basic, BlogPostId, Client, CommentId, ContentId, CustomContentId, Operation, PageId, SpaceId,
    SpaceKey, spec, v1,
};
use serde_json::{Value, json};

/// The body that is sent.
async fn sent<O>(request: O) -> Value
where
    O: confluence_sdk::Request<Basic>,
{
    let server = FaultServer::start().await;
    server.answer(Reply::json(500, "{}"));
    let client: Client<Basic> = basic(&server);
    client.execute(request).await.err().unwrap();
    serde_json::from_slice(&server.only().body).unwrap()
}

#[tokio::test]
async fn the_target_of_a_comment_at_the_foot() {
    let says = || CommentBody::storage("x");
    let targets: [(FooterCommentTarget, &str, &str); 5] = [
        (PageId::new(1).into(), "pageId", "1"),
        (BlogPostId::new(2).into(), "blogPostId", "2"),
        (CommentId::new(3).into(), "parentCommentId", "3"),
        (AttachmentId::new("att4").unwrap().into(), "attachmentId", "att4"),
        (CustomContentId::new(5).into(), "customContentId", "5"),
    ];
    for (target, name, id) in targets {
        let body = sent(op::CreateFooterComment::new(target, says())).await;
        assert_eq!(
            body,
            json!({name: id, "body": {"representation": "storage", "value": "x"}})
        );
    }
}

#[tokio::test]
async fn a_passage_goes_with_its_page_and_a_reply_without() {
    let passage = || CreateInlineCommentProperties::new("some words");
    let says = || CommentBody::storage("x");
    let written = json!({"representation": "storage", "value": "x"});
    let target = InlineCommentTarget::Page(PageId::new(1), passage());
    assert_eq!(
        sent(op::CreateInlineComment::new(target, says())).await,
        json!({"pageId": "1", "inlineCommentProperties": {"textSelection": "some words"}, "body": written})
    );
    let target = InlineCommentTarget::BlogPost(BlogPostId::new(2), passage().text_selection_match_index(1));
    assert_eq!(
        sent(op::CreateInlineComment::new(target, says())).await,
        json!({
            "blogPostId": "2",
            "inlineCommentProperties": {"textSelection": "some words", "textSelectionMatchIndex": 1},
            "body": written,
        })
    );
    assert_eq!(
        sent(op::CreateInlineComment::new(CommentId::new(3), says())).await,
        json!({"parentCommentId": "3", "body": written})
    );
}

#[tokio::test]
async fn what_custom_content_lies_in_and_that_it_stays_there() {
    let body = || CustomContentBody::storage("x");
    let written = json!({"representation": "storage", "value": "x"});
    let create = op::CreateCustomContent::new(SpaceId::new(1), "ac:app:note", "T", body());
    assert_eq!(
        sent(create).await,
        json!({"spaceId": "1", "type": "ac:app:note", "title": "T", "body": written})
    );
    let mut update = op::UpdateCustomContent::new(
        CustomContentId::new(7),
        "ac:app:note",
        CustomContentStatus::Current,
        "T",
        body(),
        NewVersion::new(2),
    );
    let mut expected = json!({
        "id": "7", "type": "ac:app:note", "status": "current", "title": "T", "body": written, "version": {"number": 2},
    });
    assert_eq!(sent(update.clone()).await, expected);
    update.container = Some(CustomContentContainer::BlogPost(BlogPostId::new(8)));
    expected["blogPostId"] = "8".into();
    assert_eq!(sent(update).await, expected);
}

#[tokio::test]
async fn a_space_has_a_key_or_an_alias_or_both() {
    let key = || SpaceKey::new("DOCS").unwrap();
    let addresses = [
        (SpaceAddress::from(key()), json!({"name": "Docs", "key": "DOCS"})),
        (
            SpaceAddress::Alias("docs".to_owned()),
            json!({"name": "Docs", "alias": "docs"}),
        ),
        (
            SpaceAddress::KeyAndAlias(key(), "docs".to_owned()),
            json!({"name": "Docs", "key": "DOCS", "alias": "docs"}),
        ),
    ];
    for (address, expected) in addresses {
        assert_eq!(sent(op::CreateSpace::new("Docs", address)).await, expected);
    }
    assert_eq!(
        sent(v1::op::CreatePrivateSpace::new("Docs", key())).await,
        json!({"name": "Docs", "key": "DOCS"})
    );
}

#[tokio::test]
async fn a_state_is_known_or_named() {
    let content = || ContentId::from(PageId::new(1));
    let set = |state: NewContentState| v1::op::SetContentState::new(content(), ContentStateWriteStatus::Current, state);
    let known: ContentState = serde_json::from_value(json!({"id": 2, "name": "Ready", "color": "#57d9a3"})).unwrap();
    assert_eq!(sent(set((&known).into())).await, json!({"id": 2}));
    let own = NewContentState::Own("Mine".to_owned(), "#ff7452".to_owned());
    assert_eq!(sent(set(own)).await, json!({"name": "Mine", "color": "#ff7452"}));

    let server = FaultServer::start().await;
    for (name, says) in [
        ("", "`name` must not be empty"),
        ("a name of too many letters", "20 characters at most"),
    ] {
        let own = NewContentState::Own(name.to_owned(), "#ff7452".to_owned());
        let error = basic(&server).execute(set(own)).await.err().unwrap();
        assert!(error.to_string().contains(says), "{error}");
    }
    server.saw_nothing();
}

#[tokio::test]
async fn a_body_under_the_name_of_its_format() {
    let written = PageBodyWrite::new(WriteRepresentation::Wiki, "x");
    let body: PageBody = PageNestedBodyWrite::Wiki(written).into();
    let mut create = op::CreatePage::new(SpaceId::new(1));
    create.body = Some(body.clone());
    let nested = json!({"wiki": {"representation": "wiki", "value": "x"}});
    assert_eq!(sent(create).await, json!({"spaceId": "1", "body": nested}));
    assert_eq!(serde_json::from_value::<PageBody>(nested).unwrap(), body);
    for wrong in [
        json!({}),
        json!({"wiki": {"representation": "wiki", "value": "x"}, "storage": {}}),
    ] {
        assert!(serde_json::from_value::<PageNestedBodyWrite>(wrong).is_err());
    }
}

#[test]
fn declarations_list_the_members_that_the_types_have() {
    for operation in spec::operations() {
        for choice in operation.choices {
            let mut of_type: Vec<&str> = choice.sets.concat();
            of_type.sort_unstable();
            of_type.dedup();
            let params = operation.params.iter();
            let mut listed: Vec<&str> = params
                .filter(|param| param.choice == Some(choice.argument))
                .map(|param| param.wire)
                .collect();
            listed.sort_unstable();
            assert_eq!(of_type, listed, "{} of {}", choice.argument, operation.id);
        }
        let mut params = operation.params.iter();
        assert!(
            params.all(|param| operation
                .choices
                .iter()
                .filter(|choice| param.choice == Some(choice.argument))
                .count()
                == usize::from(param.choice.is_some())),
            "{}",
            operation.id
        );
    }
    assert_eq!(op::CreateFooterComment::DECLARATION.choices.len(), 1);
}
