//! What people do with the API, from the first page to the last trace, against the sandbox and as users who may more or
//! less.

mod beside_pages;
mod pages;
mod site;
mod trees;

use crate::clients::user;
use confluence_sandbox::{Access, Role, Sandbox};
use confluence_sdk::spec::{Kind, Verb};
use confluence_sdk::v2::{PageBody, PageSingle};
use confluence_sdk::{AccountId, Basic, Client, Error, SpaceId, SpaceKey, scopes};

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
    page.storage_value().unwrap()
}
