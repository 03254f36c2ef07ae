//! Written by hand on hyper, with one connection for each call at a time: what HTTP and JSON cost at least.

use super::authorization;
use crate::models::{List, Page};
use crate::worker::Peer;
use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT, AUTHORIZATION, HOST, HeaderValue, USER_AGENT};
use hyper_util::rt::TokioIo;
use std::sync::{Arc, Mutex};

#[derive(Clone)]
pub struct ByHyper {
    address: Arc<str>,
    authorization: HeaderValue,
    idle: Arc<Mutex<Vec<SendRequest<Empty<Bytes>>>>>,
}

impl ByHyper {
    pub fn new(address: &str) -> Self {
        Self {
            address: address.strip_prefix("http://").expect("it is on loopback").into(),
            authorization: authorization().try_into().expect("it is a header"),
            idle: Arc::default(),
        }
    }

    async fn get(&self, target: &str) -> Bytes {
        let idle = self.idle.lock().expect("nothing panics while it is held").pop();
        let mut connection = match idle {
            Some(connection) => connection,
            None => self.connect().await,
        };
        let request = hyper::Request::get(target)
            .header(HOST, &*self.address)
            .header(USER_AGENT, "by-hand/1.0")
            .header(ACCEPT, "application/json")
            .header(AUTHORIZATION, &self.authorization)
            .body(Empty::new())
            .expect("it is a request");
        connection.ready().await.expect("the connection is open");
        let response = connection.send_request(request).await.expect("an answer");
        assert!(response.status().is_success());
        let body = response.into_body().collect().await.expect("a whole answer").to_bytes();
        self.idle
            .lock()
            .expect("nothing panics while it is held")
            .push(connection);
        body
    }

    async fn connect(&self) -> SendRequest<Empty<Bytes>> {
        let stream = tokio::net::TcpStream::connect(&*self.address)
            .await
            .expect("the server is there");
        stream.set_nodelay(true).expect("it is a socket");
        let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("it is HTTP");
        tokio::spawn(connection);
        sender
    }
}

impl Peer for ByHyper {
    async fn page(&self) -> usize {
        let page: Page =
            serde_json::from_slice(&self.get("/wiki/api/v2/pages/98305?body-format=storage").await).expect("a page");
        super::body_length(page)
    }

    async fn list(&self, limit: u32) -> usize {
        let target = format!("/wiki/api/v2/pages?body-format=storage&limit={limit}");
        let list: List = serde_json::from_slice(&self.get(&target).await).expect("a list");
        list.results.len()
    }
}
