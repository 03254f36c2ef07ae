//! Pages and their drafts.

use super::{Site, lacks, storage};
use crate::clients::user;
use confluence_sdk::v2::{ContentStatus, NewVersion, PageBody, PageStatus, PrimaryBodyRepresentationSingle};
use confluence_sdk::{Basic, Client, PageId};
use http::StatusCode;

#[tokio::test]
async fn a_page_from_creation_to_purge() {
    let site = Site::start().await;
    let page = site.page("Plans").await;
    assert_eq!(page.version.as_ref().unwrap().number, Some(1));
    assert_eq!(
        (page.status.clone(), page.space_id),
        (Some(ContentStatus::Current), Some(site.space))
    );
    assert_eq!(page.author_id, Some(site.account("writer")));
    let id = page.id;
    let update = |client: &Client<Basic>, number, text: &str| {
        let version = NewVersion::new(number).message("more");
        client
            .pages()
            .update_page(id, PageStatus::Current, "Plans", PageBody::storage(text), version)
            .send()
    };
    let second = update(&site.writer, 2, "<p>second</p>").await.unwrap();
    assert_eq!(second.version.unwrap().number, Some(2));
    // Somebody else read version 1 as well.
    let error = update(&site.admin, 2, "<p>other</p>").await.unwrap_err();
    assert!(error.is_conflict(), "{error}");
    assert_eq!(
        (error.status(), error.code()),
        (Some(StatusCode::CONFLICT), Some("CONFLICT"))
    );
    assert!(error.message().unwrap().contains("Current Version: [2]"), "{error}");
    assert!(error.trace_id().is_some());
    lacks(&update(&site.reader, 3, "<p>no</p>").await.unwrap_err(), "update pages");

    let read = || {
        site.reader
            .pages()
            .get_page_by_id(id)
            .body_format(PrimaryBodyRepresentationSingle::Storage)
    };
    assert_eq!(storage(&read().await.unwrap()), "<p>second</p>");
    assert_eq!(storage(&read().version(1).await.unwrap()), "<p>Plans text</p>");
    assert!(
        site.reader
            .pages()
            .get_page_by_id(id)
            .await
            .unwrap()
            .body
            .is_none_or(|body| body.storage.is_none())
    );
    let versions = site
        .reader
        .versions()
        .get_page_versions(id)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(versions.len(), 2);
    let title = site
        .writer
        .pages()
        .update_page_title(id, PageStatus::Current, "Plans / 2")
        .await
        .unwrap()
        .title;
    assert_eq!(title.as_deref(), Some("Plans / 2"));

    let outsider = user(&site.sandbox, "outsider");
    assert!(outsider.pages().get_page_by_id(id).await.unwrap_err().is_not_found());
    assert!(
        outsider
            .v1()
            .users()
            .get_current_user()
            .await
            .unwrap_err()
            .is_forbidden()
    );
    lacks(&site.reader.pages().delete_page(id).await.unwrap_err(), "delete pages");
    lacks(
        &site.writer.pages().delete_page(id).purge(true).await.unwrap_err(),
        "administer its space",
    );
    assert_eq!(
        site.admin
            .pages()
            .delete_page(id)
            .purge(true)
            .await
            .unwrap_err()
            .status(),
        Some(StatusCode::BAD_REQUEST)
    );
    site.writer.pages().delete_page(id).await.unwrap();
    assert_eq!(
        site.reader.pages().get_page_by_id(id).await.unwrap().status,
        Some(ContentStatus::Trashed)
    );
    site.admin.pages().delete_page(id).purge(true).await.unwrap();
    assert!(site.admin.pages().get_page_by_id(id).await.unwrap_err().is_not_found());
    assert!(
        site.admin
            .pages()
            .get_page_by_id(PageId::new(u64::MAX))
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn drafts() {
    let site = Site::start().await;
    let draft = site
        .writer
        .pages()
        .create_page(site.space)
        .status(PageStatus::Draft)
        .await
        .unwrap();
    assert_eq!(draft.status, Some(ContentStatus::Draft));
    assert!(
        site.writer
            .pages()
            .get_page_by_id(draft.id)
            .await
            .unwrap_err()
            .is_not_found()
    );
    site.writer
        .pages()
        .get_page_by_id(draft.id)
        .get_draft(true)
        .await
        .unwrap();
    assert!(site.writer.pages().delete_page(draft.id).await.is_err());
    site.writer.pages().delete_page(draft.id).draft(true).await.unwrap();
}
