//! The helpers over several operations.

mod app_properties;
mod concurrent;
mod edits;
mod edits_lost;
mod export;
mod files;
mod labels_and_people;
mod properties;
mod publish;
mod tasks;
mod trees;

use crate::clients::user;
use confluence_sandbox::{Builder, Sandbox};
use confluence_sdk::v2::{PageBody, PageSingle, PrimaryBodyRepresentationSingle};
use confluence_sdk::{Basic, Client, Credential, Http, PageId, RetryPolicy, Site, SpaceId};
use std::time::Duration;

/// A site with a space, and its administrator.
struct Place {
    sandbox: Sandbox,
    client: Client<Basic>,
    space: SpaceId,
}

impl Place {
    async fn start() -> Self {
        Self::of(Sandbox::builder().space("DOCS", "Documents")).await
    }

    /// A sandbox whose first space is this one.
    async fn of(builder: Builder) -> Self {
        let sandbox = builder.start().await.unwrap();
        let client = user(&sandbox, "admin");
        let spaces = client
            .spaces()
            .get_spaces()
            .keys(["DOCS".parse().unwrap()])
            .items()
            .collect()
            .await
            .unwrap();
        let space = spaces[0].id;
        Self { sandbox, client, space }
    }

    /// The same for a site on a bad day.
    async fn of_patient(builder: Builder) -> Self {
        let sandbox = builder.start().await.unwrap();
        let client = patient(&sandbox);
        let spaces = client.spaces().get_spaces().keys(["DOCS".parse().unwrap()]);
        let space = spaces.items().collect().await.unwrap()[0].id;
        Self { sandbox, client, space }
    }

    /// The same client, which sends again what may be repeated.
    fn patient(&self) -> Client<Basic> {
        patient(&self.sandbox)
    }

    async fn page(&self, title: &str, text: &str) -> PageId {
        let page = self.client.pages().create_page(self.space).title(title);
        page.body(PageBody::storage(text)).await.unwrap().id
    }

    async fn read(&self, id: PageId) -> PageSingle {
        let page = self.client.pages().get_page_by_id(id);
        page.body_format(PrimaryBodyRepresentationSingle::Storage)
            .await
            .unwrap()
    }

    /// How often an operation was called since the log was emptied.
    fn calls(&self, operation: &str) -> usize {
        let requests = self.sandbox.requests();
        requests
            .iter()
            .filter(|request| request.operation == Some(operation))
            .count()
    }
}

/// Sends again what may be repeated, soon.
fn patient(sandbox: &Sandbox) -> Client<Basic> {
    let quick = RetryPolicy::standard()
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
        .max_attempts(12);
    let http = Http::builder().retries(quick).build().unwrap();
    let admin = sandbox.admin();
    let credential = Credential::basic(admin.email(), admin.api_token()).unwrap();
    http.client(Site::new(sandbox.url()).unwrap(), credential)
}

fn text(page: &PageSingle) -> &str {
    let storage = page.body.as_ref().and_then(|body| body.storage.as_ref());
    storage.and_then(|storage| storage.value.as_deref()).unwrap()
}

fn number(page: &PageSingle) -> u32 {
    page.version.as_ref().and_then(|version| version.number).unwrap()
}
