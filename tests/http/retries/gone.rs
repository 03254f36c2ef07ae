//! Operations that are switched off name those that replace them.

use super::{answers, basic};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{ContentId, PageId, spec};

#[tokio::test]
#[allow(deprecated)]
async fn an_operation_that_is_gone_names_its_replacement() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    answers(&server, 3, || Reply::new(410));
    let id = || ContentId::from(PageId::new(7));
    let error = client.v1().children().get_content_descendants(id()).await.unwrap_err();
    assert!(error.is_gone());
    assert_eq!(error.replacement().unwrap().id, "getPageDescendants");
    let says = "use `get_page_descendants` (GET /wiki/api/v2/pages/{id}/descendants)";
    assert!(error.to_string().contains(says), "{error}");

    let error = client.children().get_child_pages(PageId::new(7)).await.unwrap_err();
    assert_eq!(error.replacement().unwrap().id, "getPageDirectChildren");

    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(error.is_gone() && error.replacement().is_none());
}

#[test]
fn what_is_deprecated_names_an_operation_that_is_there() {
    let deprecated: Vec<_> = spec::operations()
        .filter(|operation| operation.deprecated.is_some())
        .collect();
    assert_eq!(deprecated.len(), 3);
    for operation in deprecated {
        let new = operation.replacement().unwrap_or_else(|| panic!("{}", operation.id));
        assert!(
            new.deprecated.is_none() && new.version == spec::ApiVersion::V2,
            "{}",
            operation.id
        );
    }
}

#[test]
fn what_may_be_repeated_follows_from_the_method_but_for_these() {
    use spec::{Method, Repeat};
    let other = spec::operations().filter(|operation| {
        let by_method = match operation.method {
            Method::Get => Repeat::Safe,
            Method::Put | Method::Delete => Repeat::Idempotent,
            Method::Post | Method::Patch => Repeat::Never,
        };
        operation.repeat() != by_method
    });
    let mut other: Vec<_> = other.map(|operation| (operation.id, operation.repeat())).collect();
    other.sort_by_key(|(id, _)| *id);
    assert_eq!(
        other,
        [
            ("checkAccessByEmail", Repeat::Safe),
            ("checkContentPermission", Repeat::Safe),
            ("convertContentIdsToContentTypes", Repeat::Safe),
            ("createBulkUserLookup", Repeat::Safe),
            ("createOrUpdateAttachments", Repeat::Never),
            ("deleteContentVersion", Repeat::Never),
        ]
    );
}
