//! The SDK, as its documentation says, with its defaults.

use super::{EMAIL, TOKEN};
use crate::worker::Peer;
use confluence_sdk::v2::{PrimaryBodyRepresentation, PrimaryBodyRepresentationSingle};
use confluence_sdk::{Basic, Client, ContentId, FilePart, PageId};
use std::time::Duration;

#[derive(Clone)]
pub struct BySdk(Client<Basic>);

impl BySdk {
    pub fn new(address: &str) -> Self {
        Self(Client::basic(address, EMAIL, TOKEN).expect("a client"))
    }
}

impl Peer for BySdk {
    async fn page(&self) -> usize {
        let call = self.0.pages().get_page_by_id(PageId::new(98_305));
        let page = call
            .body_format(PrimaryBodyRepresentationSingle::Storage)
            .await
            .expect("a page");
        page.body
            .and_then(|body| body.storage?.value)
            .map_or(0, |value| value.len())
    }

    async fn list(&self, limit: u32) -> usize {
        let call = self.0.pages().get_pages().limit(limit);
        let list = call
            .body_format(PrimaryBodyRepresentation::Storage)
            .await
            .expect("a list");
        list.results.len()
    }

    async fn walk(&self, total: u64, work: Duration) -> u64 {
        let mut pages = self.0.pages().get_pages().title(total.to_string()).pages();
        let mut items = 0;
        while let Some(page) = pages.next().await {
            items += page.expect("a page of the list").len() as u64;
            if !work.is_zero() {
                tokio::time::sleep(work).await;
            }
        }
        items
    }

    async fn upload(&self, mebibytes: usize) {
        let file = FilePart::from_path(crate::worker::file(mebibytes));
        let content = ContentId::from(PageId::new(98_305));
        let call = self.0.v1().attachments().create_or_update_attachments(content, [file]);
        call.timeout(Duration::from_secs(300)).await.expect("an upload");
    }
}
