//! Trees of pages, which take the server a while.

use super::Site;
use confluence_sdk::v1::{CopyPageHierarchyTitleOptions, LongTask, LongTaskStatus};
use confluence_sdk::{Basic, Client, PageId, SpaceKey};
use std::time::Duration;

/// Asks until the task is done.
async fn watch(client: &Client<Basic>, task: LongTask) -> LongTaskStatus {
    for _ in 0..10 {
        let status = client.v1().long_tasks().get_task(task.id.clone()).await.unwrap();
        if status.finished == Some(true) {
            return status;
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    panic!("{task:?} does not end");
}

#[tokio::test]
async fn tasks_that_take_a_while() {
    let site = Site::start().await;
    let (parent, elsewhere) = (site.page("Parent").await.id, site.page("Elsewhere").await.id);
    let child = site
        .writer
        .pages()
        .create_page(site.space)
        .title("Child")
        .parent_id(parent);
    child.await.unwrap();
    let copying = site
        .writer
        .v1()
        .children()
        .copy_page_hierarchy(parent, elsewhere)
        .title_options(CopyPageHierarchyTitleOptions::new().prefix("Copy of "))
        .await
        .unwrap();
    let error = site
        .reader
        .v1()
        .long_tasks()
        .get_task(copying.task.id.clone())
        .await
        .unwrap_err();
    assert!(error.is_not_found(), "the task of somebody else: {error}");
    let done = watch(&site.writer, copying.task).await;
    assert_eq!((done.successful, done.percentage_complete), (Some(true), Some(100)));
    let copy = done.additional_details.unwrap().destination_id.unwrap();
    let copy = site
        .reader
        .pages()
        .get_page_by_id(PageId::try_from(&copy).unwrap())
        .await
        .unwrap();
    assert_eq!(
        (copy.title.as_deref(), copy.parent_id),
        (Some("Copy of Parent"), Some(elsewhere.into()))
    );

    let key = SpaceKey::new("BRIEF").unwrap();
    assert!(
        site.reader
            .v1()
            .spaces()
            .create_space("Brief", key.clone())
            .await
            .unwrap_err()
            .is_forbidden()
    );
    site.admin
        .v1()
        .spaces()
        .create_space("Brief", key.clone())
        .await
        .unwrap();
    let error = site.writer.v1().spaces().delete_space(key.clone()).await.unwrap_err();
    assert!(error.is_forbidden(), "{error}");
    assert!(error.to_string().contains("administer the space"), "{error}");
    let deleting = site.admin.v1().spaces().delete_space(key.clone()).await.unwrap();
    watch(&site.admin, deleting.task).await;
    assert!(
        site.admin
            .spaces()
            .get_spaces()
            .keys([key])
            .await
            .unwrap()
            .results
            .is_empty()
    );
}
