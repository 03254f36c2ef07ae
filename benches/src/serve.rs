//! The server on loopback. It is a process of its own, so that its work is not counted.

use crate::answers;
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A running server, which ends when this is dropped.
pub struct Server {
    process: Child,
    pub address: String,
}

impl Server {
    /// Starts this program once more, as a server that answers after `latency`.
    pub fn start(latency: Duration) -> Self {
        let mut process = Command::new(std::env::current_exe().expect("this program has a path"))
            .args(["serve", &latency.as_millis().to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut address = String::new();
        BufReader::new(process.stdout.take().expect("it is piped"))
            .read_line(&mut address)
            .expect("the server tells its address");
        Self {
            process,
            address: address.trim().to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What the server does: it answers until it is killed.
pub async fn serve(latency: Duration) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    println!("http://{}", listener.local_addr().expect("it is bound"));
    let answers = Arc::new(Answers::default());
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        let _ = stream.set_nodelay(true);
        let answers = answers.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let answers = answers.clone();
                async move {
                    let response = answers.to(request).await;
                    if !latency.is_zero() {
                        tokio::time::sleep(latency).await;
                    }
                    Ok::<_, std::convert::Infallible>(response)
                }
            });
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

/// Answers that were made before, by what was asked.
#[derive(Default)]
struct Answers(Mutex<HashMap<String, Bytes>>);

impl Answers {
    async fn to(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let path = request.uri().path().to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        let mut body = request.into_body();
        let mut received = 0;
        while let Some(Ok(frame)) = body.frame().await {
            received += frame.data_ref().map_or(0, Bytes::len);
        }
        let mut response = Response::new(Full::default());
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *response.body_mut() = Full::new(match path.strip_prefix("/wiki/") {
            Some("api/v2/pages") => self.kept(&query, || list(&query)),
            Some(page) if page.starts_with("api/v2/pages/") => self.kept("page", answers::page),
            Some(upload) if upload.ends_with("/child/attachment") => {
                format!(r#"{{"results":[],"start":0,"limit":50,"size":0,"received":{received}}}"#).into()
            }
            _ => {
                *response.status_mut() = StatusCode::NOT_FOUND;
                Bytes::new()
            }
        });
        response
    }

    fn kept(&self, key: &str, make: impl FnOnce() -> String) -> Bytes {
        let mut kept = self.0.lock().expect("nothing panics while it is held");
        // The pages of a long walk are not kept: this process would grow with them.
        if kept.len() > 500 {
            kept.clear();
        }
        kept.entry(key.to_owned()).or_insert_with(|| make().into()).clone()
    }
}

/// `title` is how many items the list has in all, `cursor` where it goes on. Without `title` there is one page.
fn list(query: &str) -> String {
    let value = |name: &str| {
        let pair = query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(known, _)| *known == name));
        pair.and_then(|(_, value)| value.parse::<u64>().ok())
    };
    let limit = value("limit").unwrap_or(25);
    let Some(total) = value("title") else {
        return answers::list(1, limit, None);
    };
    let from = value("cursor").unwrap_or(0);
    let end = (from + limit).min(total);
    let next = format!("/wiki/api/v2/pages?title={total}&limit={limit}&cursor={end}");
    answers::list(from + 1, end - from, (end < total).then_some(next.as_str()))
}
