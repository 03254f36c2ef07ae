//! What happens while a body is being sent: early answers, and how much of it is held.

use super::{Folder, PIECE, attach};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{ContentId, FilePart, PageId};
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers before it has read the body, then closes the connection with most of the body unread.
async fn early(status: u16, body: &'static str) -> (String, tokio::task::JoinHandle<usize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut read = vec![0; 100_000];
        let count = stream.read(&mut read).await.unwrap();
        let answer = format!(
            "HTTP/1.1 {status} Early\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).await.unwrap();
        count
    });
    (url, serving)
}

#[tokio::test]
async fn an_early_refusal_is_seen_as_what_it_is() {
    const LENGTH: usize = 64 << 20;
    let folder = Folder::new();
    let path = folder.path().join("large.bin");
    std::fs::File::create(&path).unwrap().set_len(LENGTH as u64).unwrap();
    let zeros = || stream::iter((0..LENGTH / PIECE).map(|_| Ok::<_, Infallible>(vec![0; PIECE])));
    for (status, body) in [
        (413, r#"{"message":"too large"}"#),
        (401, r#"{"message":"who are you?"}"#),
        (413, ""),
    ] {
        for _ in 0..20 {
            for file in [
                FilePart::from_path(&path),
                FilePart::from_stream("large.bin", Some(LENGTH as u64), zeros()),
                FilePart::from_stream("large.bin", None, zeros()),
            ] {
                let (url, serving) = early(status, body).await;
                let client = crate::clients::basic_at(&url);
                let call = client
                    .v1()
                    .attachments()
                    .create_attachment(ContentId::from(PageId::new(7)), [file]);
                let error = call.await.unwrap_err();
                assert_eq!(
                    error.status().unwrap(),
                    status,
                    "{error} {:?}",
                    std::error::Error::source(&error)
                );
                assert!(serving.await.unwrap() > 0);
            }
        }
    }
}

/// A piece that is counted as long as it lives.
struct Held(Vec<u8>, Arc<AtomicUsize>);

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.1.fetch_sub(1, SeqCst);
    }
}

#[tokio::test]
async fn few_pieces_are_held_at_a_time() {
    const COUNT: usize = 256;
    let server = FaultServer::start().await;
    server.answer(Reply::ok(r#"{"results":[]}"#));
    let (held, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let pieces = stream::iter((0..COUNT).map({
        let most = most.clone();
        move |_| {
            most.fetch_max(held.fetch_add(1, SeqCst) + 1, SeqCst);
            Ok::<_, Infallible>(bytes::Bytes::from_owner(Held(vec![7; PIECE], held.clone())))
        }
    }));
    attach(
        &server,
        [FilePart::from_stream("a", Some((COUNT * PIECE) as u64), pieces)],
    )
    .await
    .unwrap();
    assert!(
        most.load(SeqCst) <= 8,
        "{} pieces of 256 KiB were held",
        most.load(SeqCst)
    );
}
