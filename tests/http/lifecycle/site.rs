//! Restrictions, searches, the audit log, and the same calls by OAuth.

use super::{Editor, Site, lacks};
use crate::clients::{granted, user};
use confluence_sdk::v1::{
    AuditFormat, AuditRecordCreate, ContentRestrictionOperation, ContentRestrictionOperationKey,
    ContentRestrictionUpdate, ContentRestrictionUpdateRestrictions,
};
use confluence_sdk::{AccountId, ContentId, Cql, Exists, Timestamp, UserCql};

#[tokio::test]
async fn restrictions() {
    let site = Site::start().await;
    let page = site.page("Secret plans").await.id;
    let content = ContentId::from(page);
    let writer = site.account("writer");
    let read = || {
        let named = ContentRestrictionUpdateRestrictions::new().user([writer.clone().into()]);
        [ContentRestrictionUpdate::new(ContentRestrictionOperation::Read, named)]
    };
    let v1 = site.writer.v1();
    let refused = site
        .reader
        .v1()
        .restrictions()
        .add_restrictions(content.clone(), read())
        .await
        .unwrap_err();
    assert!(refused.is_forbidden(), "{refused}");
    site.reader.pages().get_page_by_id(page).await.unwrap();
    let now = v1
        .restrictions()
        .update_restrictions(content.clone(), read())
        .await
        .unwrap();
    assert_eq!(now.results.len(), 2);
    lacks(&site.reader.pages().get_page_by_id(page).await.unwrap_err(), "view");
    site.writer.pages().get_page_by_id(page).await.unwrap();

    let key = || ContentRestrictionOperationKey::Read;
    let named = |account: AccountId| {
        v1.restrictions()
            .get_content_restriction_status_for_user(content.clone(), key(), account)
            .send()
    };
    let reader = site.account("reader");
    assert_eq!(named(writer.clone()).await.unwrap(), Exists::Yes);
    assert!(matches!(named(reader.clone()).await.unwrap(), Exists::NotFound { .. }));
    v1.restrictions()
        .add_user_to_content_restriction(content.clone(), key(), reader.clone())
        .await
        .unwrap();
    site.reader.pages().get_page_by_id(page).await.unwrap();
    for account in [reader, writer] {
        v1.restrictions()
            .remove_user_from_content_restriction(content.clone(), key(), account)
            .await
            .unwrap();
    }
    user(&site.sandbox, "commenter")
        .pages()
        .get_page_by_id(page)
        .await
        .unwrap();
}

#[tokio::test]
async fn searches() {
    let site = Site::start().await;
    for title in ["Alpha", "Beta", "Gamma"] {
        site.page(title).await;
    }
    let cql = Cql::raw("type = page AND space = DEMO AND text ~ \"text\" ORDER BY title DESC");
    let reader = site.reader.v1();
    let found = reader
        .search()
        .search_by_cql(&cql)
        .limit(2)
        .items()
        .collect()
        .await
        .unwrap();
    let titles: Vec<_> = found
        .iter()
        .filter_map(|hit| hit.content.as_ref()?.title.as_deref())
        .collect();
    assert_eq!(titles, ["Gamma", "Beta", "Alpha"]);
    let first = reader.search().search_by_cql(&cql).limit(2).await.unwrap();
    assert_eq!((first.results.len(), first.total_size), (2, Some(3)));
    let error = reader.search().search_by_cql(Cql::raw("type =")).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(error.message().unwrap().contains("cql"), "{error}");
    let users = reader
        .search()
        .search_user(UserCql::raw("user.fullname ~ \"writer\""))
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(users[0].user.as_ref().unwrap().account_id, Some(site.account("writer")));
}

#[tokio::test]
async fn the_audit_log() {
    let site = Site::start().await;
    let records = site.admin.v1();
    let records = records.audit_records();
    let when: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
    let record = AuditRecordCreate::new("192.0.2.1")
        .summary("looked \"closely\"")
        .creation_date(when.into());
    let made = records.create_audit_record(record).await.unwrap();
    assert_eq!(made.creation_date, Some(when));
    let before: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    assert!(
        records
            .get_audit_records()
            .end_date(before.into())
            .await
            .unwrap()
            .results
            .is_empty()
    );
    let file = records.export_audit_records().start_date(before.into()).await.unwrap();
    assert_eq!(file.media_type.as_deref(), Some("text/csv"));
    assert!(String::from_utf8_lossy(&file.bytes).contains("\"looked \"\"closely\"\"\""));
    let archive = records.export_audit_records().format(AuditFormat::Zip).await.unwrap();
    assert_eq!(&archive.bytes[..4], b"PK\x03\x04");
    let error = site
        .writer
        .v1()
        .audit_records()
        .export_audit_records()
        .await
        .unwrap_err();
    assert!(error.is_forbidden(), "{error}");
    assert!(error.to_string().contains("the permission needed"), "{error}");
}

#[tokio::test]
async fn the_same_by_oauth() {
    let site = Site::start().await;
    let client = granted::<Editor>(&site.sandbox, &site.sandbox.user("writer"));
    let space = client.spaces().get_spaces().await.unwrap().results[0].id;
    let page = client.pages().create_page(space).title("By OAuth").await.unwrap();
    assert_eq!(page.author_id, Some(site.account("writer")));
    // Scopes are the app's, permissions the user's: the reader's token has the scope and is refused all the same.
    let reader = granted::<Editor>(&site.sandbox, &site.sandbox.user("reader"));
    lacks(
        &reader.pages().create_page(space).title("No").await.unwrap_err(),
        "create pages",
    );
}
