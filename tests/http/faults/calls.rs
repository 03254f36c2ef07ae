//! The calls that faults happen to.

use super::{LIMIT, MOST, Outcome, PATIENCE};
use crate::clients::{EMAIL, TOKEN};
use crate::fault_server::Reply;
use crate::uploads::{Folder, content};
use confluence_sdk::spec::{Declaration, Repeat, operations};
use confluence_sdk::v2::{NewVersion, PageBody, PageStatus};
use confluence_sdk::{
    AttachmentId, Basic, Client, ContentId, Credential, Error, FilePart, Http, PageId, RetryPolicy, Site, SpaceId,
};
use std::sync::OnceLock;
use std::time::Duration;

/// How a call is made.
pub(super) struct Rules {
    pub(super) policy: RetryPolicy,
    /// The time limit of a file.
    pub(super) limit: Duration,
    /// Whether a stream is polled again after an error.
    pub(super) again: bool,
}

/// A kind of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Read,
    /// A stream of two pages. The fault happens to the second one.
    List,
    Create,
    Update,
    Delete,
    Upload,
    /// A file that the site redirects to. The fault happens to the media host.
    Download,
    /// A file that the site answers with.
    Export,
}

const PAGE: &str = r#"{"id":"7","status":"current","title":"t","spaceId":"1","authorId":"a","createdAt":"2024-01-01T00:00:00Z","version":{"number":1},"_links":{}}"#;

/// The length of a file.
const LENGTH: usize = 240;

impl Kind {
    pub(super) const ALL: [Self; 8] = [
        Self::Read,
        Self::List,
        Self::Create,
        Self::Update,
        Self::Delete,
        Self::Upload,
        Self::Download,
        Self::Export,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Read => "GET",
            Self::List => "list",
            Self::Create => "POST",
            Self::Update => "PUT",
            Self::Delete => "DELETE",
            Self::Upload => "upload",
            Self::Download => "download",
            Self::Export => "direct file",
        }
    }

    fn declaration(self) -> &'static Declaration {
        let id = match self {
            Self::Read => "getPageById",
            Self::List => "getPages",
            Self::Create => "createPage",
            Self::Update => "updatePage",
            Self::Delete => "deletePage",
            Self::Upload => "createAttachment",
            Self::Download => "downloadAttatchment",
            Self::Export => "exportAuditRecords",
        };
        operations()
            .find(|known| known.id == id)
            .unwrap_or_else(|| panic!("no operation {id}"))
    }

    pub(super) fn repeat(self) -> Repeat {
        self.declaration().repeat()
    }

    pub(super) fn is_file(self) -> bool {
        matches!(self, Self::Download | Self::Export)
    }

    /// The right answer where the fault happens.
    pub(super) fn good(self) -> Reply {
        match self {
            Self::Read | Self::Create | Self::Update => Reply::ok(PAGE),
            Self::List => Reply::ok(page("")),
            Self::Delete => Reply::new(204),
            Self::Upload => Reply::ok(format!("{:<LENGTH$}", r#"{"results":[],"size":0,"_links":{}}"#)),
            Self::Download | Self::Export => Reply::new(200)
                .header("Content-Type", "text/csv")
                .header("ETag", "\"one\"")
                .body(content(LENGTH)),
        }
    }

    /// An answer with success and a body. The right answer to DELETE has none.
    pub(super) fn with_body(self) -> Reply {
        match self {
            Self::Delete => Reply::ok(PAGE),
            _ => self.good(),
        }
    }

    /// Makes the call. Whatever it has for the caller is checked to be the whole of it.
    pub(super) async fn make(self, site: &str, rules: &Rules, folder: &Folder) -> Outcome {
        let (client, policy, limit) = (client(site), rules.policy, rules.limit);
        let pages = client.pages();
        let path = folder.path().join("file");
        let made: Result<(), Error> = match self {
            Self::Read => pages.get_page_by_id(PageId::new(7)).retries(policy).await.map(drop),
            Self::List => return list(&client, rules).await,
            Self::Create => {
                let call = pages.create_page(SpaceId::new(1)).title("t").retries(policy);
                call.await.map(drop)
            }
            Self::Update => {
                let (body, version) = (PageBody::storage("<p>x</p>"), NewVersion::new(2));
                let call = pages.update_page(PageId::new(7), PageStatus::Current, "t", body, version);
                call.retries(policy).await.map(drop)
            }
            Self::Delete => pages.delete_page(PageId::new(7)).retries(policy).await.map(drop),
            Self::Upload => {
                std::fs::write(&path, content(100_000)).unwrap();
                let (id, file) = (ContentId::from(PageId::new(7)), FilePart::from_path(&path));
                let call = client.v1().attachments().create_attachment(id, [file]);
                let made = call.retries(policy).await.map(drop);
                std::fs::remove_file(&path).unwrap();
                made
            }
            Self::Download => {
                let (id, attachment) = (PageId::new(7), AttachmentId::new("att1").unwrap());
                let call = client.v1().attachments().download_attachment(id, attachment);
                // The site answers at once; the limit is for the file.
                let redirect = call.retries(policy).await.unwrap().timeout(limit);
                redirect.save_to(&path).await.map(drop)
            }
            Self::Export => {
                let call = client.v1().audit_records().export_audit_records();
                call.retries(policy).timeout(limit).save_to(&path).await.map(drop)
            }
        };
        Outcome::new(made)
    }
}

/// A page of results with this link to the next one.
pub(super) fn page(next: &str) -> String {
    match next {
        "" => format!(r#"{{"results":[{PAGE}],"_links":{{}}}}"#),
        next => format!(r#"{{"results":[{PAGE}],"_links":{{"next":"{next}"}}}}"#),
    }
}

/// Walks to the end, or to the first error. Then it may be polled again.
async fn list(client: &Client<Basic>, rules: &Rules) -> Outcome {
    let mut items = client.pages().get_pages().retries(rules.policy).items();
    let (mut count, mut failed) = (0, None);
    while let Some(item) = items.next().await {
        match item {
            Ok(_) => count += 1,
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
    }
    let resumed = match &failed {
        Some(_) if rules.again => Some(matches!(items.next().await, Some(Ok(_)))),
        _ => None,
    };
    Outcome {
        made: failed.map_or(Ok(()), Err),
        items: Some(count),
        resumed,
    }
}

/// All have the same connections, and each has a site of its own.
fn client(site: &str) -> Client<Basic> {
    static HTTP: OnceLock<Http> = OnceLock::new();
    let http = HTTP.get_or_init(|| {
        let http = Http::builder().max_answer(MOST).timeout(LIMIT).read_timeout(PATIENCE);
        http.build().unwrap()
    });
    http.client(Site::new(site).unwrap(), Credential::basic(EMAIL, TOKEN).unwrap())
}

/// Whether the file of a download is there, and whole.
pub(super) fn is_whole(folder: &Folder) -> bool {
    std::fs::read(folder.path().join("file")).is_ok_and(|bytes| bytes == content(LENGTH))
}
