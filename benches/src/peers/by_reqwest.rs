//! Written by hand on reqwest, as a program does that needs a few calls.

use super::authorization;
use crate::models::{List, Page};
use crate::worker::Peer;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone)]
pub struct ByReqwest {
    client: reqwest::Client,
    base: Arc<str>,
}

impl ByReqwest {
    pub fn new(address: &str) -> Self {
        // Without it reqwest panics: the SDK's features leave the choice of a TLS library to each client.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut authorization = HeaderValue::try_from(authorization()).expect("it is a header");
        authorization.set_sensitive(true);
        let headers = HeaderMap::from_iter([
            (AUTHORIZATION, authorization),
            (ACCEPT, HeaderValue::from_static("application/json")),
        ]);
        let client = reqwest::Client::builder()
            .default_headers(headers)
            .user_agent("by-hand/1.0")
            .timeout(Duration::from_secs(60))
            .build()
            .expect("a client");
        Self {
            client,
            base: address.into(),
        }
    }

    async fn get<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> T {
        let response = request.send().await.expect("an answer");
        response
            .error_for_status()
            .expect("a good one")
            .json()
            .await
            .expect("JSON")
    }
}

impl Peer for ByReqwest {
    async fn page(&self) -> usize {
        let id = 98_305;
        let url = format!("{}/wiki/api/v2/pages/{id}?body-format=storage", self.base);
        super::body_length(self.get::<Page>(self.client.get(url)).await)
    }

    async fn list(&self, limit: u32) -> usize {
        let url = format!("{}/wiki/api/v2/pages?body-format=storage&limit={limit}", self.base);
        self.get::<List>(self.client.get(url)).await.results.len()
    }

    async fn walk(&self, total: u64, work: Duration) -> u64 {
        let (mut next, mut items) = (Some(format!("/wiki/api/v2/pages?title={total}&limit=250")), 0);
        while let Some(path) = next {
            let list: List = self.get(self.client.get(format!("{}{path}", self.base))).await;
            items += list.results.len() as u64;
            next = list.links.and_then(|links| links.next);
            if !work.is_zero() {
                tokio::time::sleep(work).await;
            }
        }
        items
    }

    async fn upload(&self, mebibytes: usize) {
        let form = reqwest::multipart::Form::new().file("file", crate::worker::file(mebibytes));
        let form = form.await.expect("the file is there");
        let request = self
            .client
            .put(format!("{}/wiki/rest/api/content/98305/child/attachment", self.base))
            .header("X-Atlassian-Token", "no-check")
            .timeout(Duration::from_secs(300))
            .multipart(form);
        let _: serde_json::Value = self.get(request).await;
    }
}
