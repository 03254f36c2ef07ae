//! What a page has beside its text: comments, labels, properties, attachments.

use super::{Site, lacks};
use crate::clients::user;
use confluence_sdk::v1::{LabelCreate, V1LabelPrefix};
use confluence_sdk::v2::{CommentBody, NewVersion};
use confluence_sdk::{AttachmentId, Basic, Client, ContentId, FilePart};
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn comments() {
    let site = Site::start().await;
    let page = site.page("Plans").await.id;
    let comment = |client: &Client<Basic>| {
        client
            .comments()
            .create_footer_comment(page, CommentBody::storage("<p>Well done</p>"))
            .send()
    };
    lacks(&comment(&site.reader).await.unwrap_err(), "create comments");
    let made = comment(&user(&site.sandbox, "commenter")).await.unwrap();
    let reply = CommentBody::storage("<p>Thanks</p>");
    let reply = site
        .writer
        .comments()
        .create_footer_comment(made.id, reply)
        .await
        .unwrap();
    assert_eq!((reply.page_id, reply.parent_comment_id), (Some(page), Some(made.id)));
    let body = CommentBody::storage("<p>Very well done</p>");
    let update = |number| {
        site.writer
            .comments()
            .update_footer_comment(made.id, NewVersion::new(number), body.clone())
    };
    assert_eq!(update(2).await.unwrap().version.unwrap().number, Some(2));
    assert!(update(2).await.unwrap_err().is_conflict());
    // Replies are not among them.
    let listed = site
        .reader
        .comments()
        .get_page_footer_comments(page)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(listed.iter().map(|comment| comment.id).collect::<Vec<_>>(), [made.id]);
    lacks(
        &site.reader.comments().delete_footer_comment(made.id).await.unwrap_err(),
        "delete comments",
    );
    site.writer.comments().delete_footer_comment(made.id).await.unwrap();
    assert!(
        site.writer
            .comments()
            .get_footer_comment_by_id(made.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn labels_and_properties() {
    let site = Site::start().await;
    let page = site.page("Plans").await.id;
    let content = ContentId::from(page);
    let label = |client: &Client<Basic>, name: &str| {
        let labels = [LabelCreate::new(V1LabelPrefix::Global, name)];
        client
            .v1()
            .labels()
            .add_labels_to_content(content.clone(), labels)
            .send()
    };
    let error = label(&site.reader, "release").await.unwrap_err();
    assert!(error.is_forbidden(), "{error}");
    assert!(error.to_string().contains("the permission needed"), "{error}");
    assert_eq!(
        label(&site.writer, &"a".repeat(256)).await.unwrap_err().status(),
        Some(StatusCode::BAD_REQUEST)
    );
    label(&site.writer, "release").await.unwrap();
    assert_eq!(label(&site.writer, "a/b").await.unwrap().results.len(), 2);
    let labels = site
        .reader
        .labels()
        .get_page_labels(page)
        .items()
        .collect()
        .await
        .unwrap();
    let release = labels
        .iter()
        .find(|label| label.name.as_deref() == Some("release"))
        .unwrap();
    let labelled = site
        .reader
        .pages()
        .get_label_pages(release.id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(labelled[0].id, page);
    site.writer
        .v1()
        .labels()
        .remove_label_from_content(content, "release")
        .await
        .unwrap();

    let properties = site.writer.content_properties();
    let value = json!({ "by": ["ä", null, 1.5], "nested": { "": true } });
    let made = properties
        .create_page_property(page, "reviewed / by", value.clone())
        .await
        .unwrap();
    assert_eq!(made.value.as_ref(), Some(&value.into()));
    assert!(
        properties
            .create_page_property(page, "reviewed / by", 1)
            .await
            .unwrap_err()
            .is_conflict()
    );
    let found = site
        .reader
        .content_properties()
        .get_page_content_properties(page)
        .key("reviewed / by");
    assert_eq!(found.items().collect().await.unwrap()[0].id, made.id);
    let update = |number| {
        let version = NewVersion::new(number);
        properties.update_page_property_by_id(page, made.id, "reviewed / by", json!([]), version)
    };
    assert_eq!(update(2).await.unwrap().value, Some(json!([]).into()));
    assert!(update(2).await.unwrap_err().is_conflict());
    let refused = site
        .reader
        .content_properties()
        .delete_page_property_by_id(page, made.id)
        .await
        .unwrap_err();
    lacks(&refused, "edit");
    properties.delete_page_property_by_id(page, made.id).await.unwrap();
    assert!(
        properties
            .get_page_content_properties_by_id(page, made.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn attachments() {
    let site = Site::start().await;
    let page = site.page("Plans").await.id;
    let content = ContentId::from(page);
    let v1 = site.writer.v1();
    let attach = || {
        let files = [
            FilePart::new("one \"1\" ü🚀.txt", "first").media_type("text/plain; charset=utf-8"),
            FilePart::new("two.bin", vec![0, 13, 10, 45, 45, 255]),
        ];
        v1.attachments()
            .create_attachment(content.clone(), files)
            .comments(["a", "b"])
            .minor_edit(true)
    };
    let made = attach().await.unwrap();
    assert_eq!(made.results.len(), 2);
    assert_eq!(
        attach().await.unwrap_err().status().unwrap(),
        400,
        "the names are taken"
    );
    let two = AttachmentId::new(made.results[1].id.as_ref().unwrap().as_str()).unwrap();
    let data = FilePart::new("two.bin", "second");
    v1.attachments()
        .update_attachment_data(content.clone(), two.clone(), data)
        .comment("c")
        .await
        .unwrap();

    let listed = site
        .reader
        .attachments()
        .get_page_attachments(page)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(listed.len(), 2);
    let details = site
        .reader
        .attachments()
        .get_attachment_by_id(two.clone())
        .await
        .unwrap();
    assert_eq!(
        (details.title.as_deref(), details.file_size),
        (Some("two.bin"), Some(6))
    );
    assert_eq!(details.version.unwrap().number, Some(2));
    let reader = site.reader.v1();
    let fetch = || reader.attachments().download_attachment(content.clone(), two.clone());
    assert_eq!(fetch().await.unwrap().download().await.unwrap().bytes, "second");
    assert_eq!(
        fetch().version(1).await.unwrap().download().await.unwrap().bytes,
        [0, 13, 10, 45, 45, 255][..]
    );

    lacks(
        &site
            .reader
            .attachments()
            .delete_attachment(two.clone())
            .await
            .unwrap_err(),
        "delete attachments",
    );
    site.writer.attachments().delete_attachment(two.clone()).await.unwrap();
    site.admin
        .attachments()
        .delete_attachment(two.clone())
        .purge(true)
        .await
        .unwrap();
    assert!(
        site.writer
            .attachments()
            .get_attachment_by_id(two)
            .await
            .unwrap_err()
            .is_not_found()
    );
}
