//! What people do with the API, from the first page to the last trace, against the sandbox and as users who may more or
//! less.

use crate::clients::{granted, user};
use confluence_sandbox::{Access, Role, Sandbox};
use confluence_sdk::spec::{Kind, Verb};
use confluence_sdk::v1::{
    AuditFormat, AuditRecordCreate, ContentRestrictionOperation, ContentRestrictionOperationKey,
    ContentRestrictionUpdate, ContentRestrictionUpdateRestrictions, CopyPageHierarchyTitleOptions, LabelCreate,
    LabelPrefix, LongTask, LongTaskStatus,
};
use confluence_sdk::v2::{
    CommentBody, ContentStatus, NewVersion, PageBody, PageSingle, PageStatus, PrimaryBodyRepresentationSingle,
};
use confluence_sdk::{
    AccountId, AttachmentId, Basic, Client, ContentId, Error, Exists, FilePart, PageId, SpaceId, SpaceKey, Timestamp,
    scopes,
};
use serde_json::json;

scopes! { pub(crate) struct Editor = "read:page:confluence", "write:page:confluence", "read:space:confluence"; }

struct Site {
    sandbox: Sandbox,
    admin: Client<Basic>,
    writer: Client<Basic>,
    reader: Client<Basic>,
    space: SpaceId,
}

impl Site {
    async fn start() -> Self {
        let sandbox = Sandbox::builder()
            .user("commenter", Role::Reader)
            .space("DEMO", "Demonstration")
            .access("DEMO", "commenter", Access::read().with(Verb::Create, Kind::Comment))
            .start()
            .await
            .unwrap();
        let [admin, writer, reader] = ["admin", "writer", "reader"].map(|name| user(&sandbox, name));
        let demo = [SpaceKey::new("DEMO").unwrap()];
        let space = admin.spaces().get_spaces().keys(demo).await.unwrap().results[0].id;
        Self {
            sandbox,
            admin,
            writer,
            reader,
            space,
        }
    }

    async fn page(&self, title: &str) -> PageSingle {
        let body = PageBody::storage(format!("<p>{title} text</p>"));
        self.writer
            .pages()
            .create_page(self.space)
            .title(title)
            .body(body)
            .await
            .unwrap()
    }

    fn account(&self, name: &str) -> AccountId {
        AccountId::new(self.sandbox.user(name).account_id()).unwrap()
    }
}

/// What v2 says to whom a permission is missing: 404, and the SDK which permission.
#[track_caller]
fn lacks(error: &Error, permission: &str) {
    assert!(error.is_not_found(), "{error}");
    assert!(error.to_string().contains("lacks the permission"), "{error}");
    assert!(
        error.to_string().contains(permission),
        "`{permission}` is not in: {error}"
    );
}

fn storage(page: &PageSingle) -> &str {
    page.body
        .as_ref()
        .unwrap()
        .storage
        .as_ref()
        .unwrap()
        .value
        .as_deref()
        .unwrap()
}

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
    assert_eq!((error.status(), error.code()), (Some(409), Some("CONFLICT")));
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
        Some(400)
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
        let labels = [LabelCreate::new(LabelPrefix::Global, name)];
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
        Some(400)
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
    assert_eq!(attach().await.unwrap_err().status(), Some(400), "the names are taken");
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
    assert_eq!(fetch().await.unwrap().bytes().await.unwrap().bytes, "second");
    assert_eq!(
        fetch().version(1).await.unwrap().bytes().await.unwrap().bytes,
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
    let cql = "type = page AND space = DEMO AND text ~ \"text\" ORDER BY title DESC";
    let reader = site.reader.v1();
    let found = reader
        .search()
        .search_by_cql(cql)
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
    let first = reader.search().search_by_cql(cql).limit(2).await.unwrap();
    assert_eq!((first.results.len(), first.total_size), (2, Some(3)));
    let error = reader.search().search_by_cql("type =").await.unwrap_err();
    assert_eq!(error.status(), Some(400));
    assert!(error.message().unwrap().contains("cql"), "{error}");
    let users = reader
        .search()
        .search_user("user.fullname ~ \"writer\"")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(users[0].user.as_ref().unwrap().account_id, Some(site.account("writer")));
}

/// Asks until the task is done.
async fn watch(client: &Client<Basic>, task: LongTask) -> LongTaskStatus {
    for _ in 0..10 {
        let status = client.v1().long_tasks().get_task(task.id.clone()).await.unwrap();
        if status.finished == Some(true) {
            return status;
        }
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
        .parent_id(parent.into());
    child.await.unwrap();
    let copying = site
        .writer
        .v1()
        .children()
        .copy_page_hierarchy(parent.into(), elsewhere.into())
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
