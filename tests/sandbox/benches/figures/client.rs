//! A client that costs little: one request after the other on each connection, and no look at the answer but for its
//! status and its length.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// A running sandbox and the user who calls it.
#[derive(Clone)]
pub(crate) struct Target {
    address: String,
    authorization: String,
}

/// A path that so many connections ask for without a pause.
#[derive(Clone)]
pub(crate) struct Load {
    path: String,
    connections: usize,
}

impl Load {
    pub(crate) fn of(path: String, connections: usize) -> Self {
        Self { path, connections }
    }
}

impl Target {
    pub(crate) fn new(address: &str, email: &str, token: &str) -> Self {
        Self {
            address: address.to_owned(),
            authorization: STANDARD.encode(format!("{email}:{token}")),
        }
    }

    fn request(&self, method: &str, path: &str, body: &str) -> String {
        let content = match body.len() {
            0 => String::new(),
            length => format!("Content-Type: application/json\r\nContent-Length: {length}\r\n"),
        };
        format!(
            "{method} {path} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: Basic {}\r\n{content}\r\n{body}",
            self.authorization
        )
    }

    async fn connect(&self) -> BufReader<TcpStream> {
        let stream = TcpStream::connect(&self.address).await.expect("it listens");
        stream.set_nodelay(true).expect("a socket");
        BufReader::new(stream)
    }

    /// The id of the first result of a list.
    pub(crate) async fn first_id(&self, path: &str) -> String {
        let mut connection = self.connect().await;
        let body = exchange(&mut connection, &self.request("GET", path, "")).await;
        let list: Value = serde_json::from_slice(&body).expect("JSON");
        list["results"][0]["id"].as_str().expect("a result").to_owned()
    }

    /// Sends so many bodies over some connections.
    pub(crate) async fn create(
        &self,
        path: &'static str,
        count: usize,
        connections: usize,
        body: impl Fn(usize) -> String,
    ) {
        let next = Arc::new(AtomicUsize::new(0));
        let requests: Arc<Vec<String>> = Arc::new(
            (0..count)
                .map(|number| self.request("POST", path, &body(number)))
                .collect(),
        );
        let mut clients = JoinSet::new();
        for _ in 0..connections {
            let (target, next, requests) = (self.clone(), next.clone(), requests.clone());
            clients.spawn(async move {
                let mut connection = target.connect().await;
                while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    exchange(&mut connection, request).await;
                }
            });
        }
        clients.join_all().await;
    }

    /// How many answers a second each load gets while all of them run.
    pub(crate) async fn rate(&self, loads: &[Load], time: Duration) -> Vec<f64> {
        let counts: Vec<Arc<AtomicUsize>> = loads.iter().map(|_| Arc::default()).collect();
        let mut clients = JoinSet::new();
        let end = Instant::now() + time;
        for (load, count) in loads.iter().zip(&counts) {
            for _ in 0..load.connections {
                let (target, request) = (self.clone(), self.request("GET", &load.path, ""));
                let count = count.clone();
                clients.spawn(async move {
                    let mut connection = target.connect().await;
                    while Instant::now() < end {
                        exchange(&mut connection, &request).await;
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
        }
        clients.join_all().await;
        let rate = |count: &Arc<AtomicUsize>| count.load(Ordering::Relaxed) as f64 / time.as_secs_f64();
        counts.iter().map(rate).collect()
    }
}

/// Sends a request and reads the answer, which must be a success.
async fn exchange(connection: &mut BufReader<TcpStream>, request: &str) -> Vec<u8> {
    connection.write_all(request.as_bytes()).await.expect("it is sent");
    let (mut line, mut length) = (String::new(), 0);
    connection.read_line(&mut line).await.expect("an answer");
    assert!(line.starts_with("HTTP/1.1 20"), "{line}");
    while line != "\r\n" {
        line.clear();
        connection.read_line(&mut line).await.expect("a header");
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().expect("a length");
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).await.expect("a body");
    body
}
