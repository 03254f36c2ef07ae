//! What is dropped before it is done leaves nothing behind: at whatever point that happens, the client and its
//! connections work on.

use crate::clients::{EMAIL, TOKEN, basic};
use crate::fault_server::{FaultServer, Reply};
use crate::request_properties::parts;
use crate::uploads::{Folder, PIECE, content};
use confluence_sdk::{AttachmentId, Basic, Client, Credential, FilePart, Http, PageId, Site};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is waited for at most. Only a failure takes as long.
const LONG: Duration = Duration::from_secs(30);

/// Answers every request in pieces, so that there are many points to be dropped at. It counts connections.
async fn dripping() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (url, connections) = (
        format!("http://{}", listener.local_addr().unwrap()),
        Arc::<AtomicUsize>::default(),
    );
    let counted = connections.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(serve(stream));
        }
    });
    (url, connections)
}

async fn serve(mut stream: TcpStream) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.ok()?);
        }
        let head = String::from_utf8_lossy(&head).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        for _ in 0..length.map_or(0, |length| length.parse::<usize>().unwrap()) {
            stream.read_u8().await.ok()?;
        }
        let body = r#"{"results":[{"id":"7"},{"id":"8"}],"id":"7"}"#;
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        for piece in answer.as_bytes().chunks(10) {
            stream.write_all(piece).await.ok()?;
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

/// Polls a future so many times. Its value, if it has one by then.
async fn polled<F: Future>(mut future: Pin<&mut F>, times: usize) -> Option<F::Output> {
    let mut done = 0;
    poll_fn(|cx| {
        done += 1;
        match future.as_mut().poll(cx) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if done >= times => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Drops a future after one poll, after two, and so on, until it ends before it is dropped. After each drop `check` is
/// told after how many polls that was. Returns at how many points it was dropped.
async fn dropped_at_each_point<F: Future>(begin: impl Fn() -> F, check: impl AsyncFn(usize)) -> usize {
    for times in 1..1000 {
        let ended = {
            let future = pin!(begin());
            let polled = tokio::time::timeout(LONG, polled(future, times));
            polled.await.expect("it hangs").is_some()
        };
        check(times).await;
        if ended {
            return times - 1;
        }
    }
    panic!("it never ends");
}

/// The same, and after each drop the client must work.
async fn dropped_everywhere<F: Future>(client: &Client<Basic>, begin: impl Fn() -> F) -> usize {
    dropped_at_each_point(begin, async |times| {
        let next = client.pages().get_page_by_id(PageId::new(7)).timeout(LONG).await;
        assert_eq!(next.expect("the next call").id, PageId::new(7), "after {times} polls");
    })
    .await
}

/// A site that sends a file in pieces and takes files.
async fn with_files(bytes: Vec<u8>) -> FaultServer {
    let server = FaultServer::start().await;
    let media = format!("{}/media", server.url());
    server.otherwise(move |request| match (&*request.method, request.path()) {
        ("POST", _) => Reply::ok(r#"{"results":[]}"#),
        (_, "/media") => {
            let reply = Reply::new(200).header("Content-Type", "application/pdf");
            reply.body(bytes.clone()).in_pieces(PIECE / 2, Duration::from_millis(1))
        }
        _ => Reply::new(302).header("Location", &media),
    });
    server
}

#[tokio::test]
async fn of_a_download_that_is_dropped_there_is_all_or_nothing() {
    let (bytes, folder) = (content(3 * PIECE), Folder::new());
    let server = with_files(bytes.clone()).await;
    let (client, path) = (basic(&server), folder.path().join("a.pdf"));
    let saved = || async {
        let (page, attachment) = (PageId::new(7), AttachmentId::new("att1").unwrap());
        let redirect = client.v1().attachments().download_attachment(page, attachment).await;
        redirect.unwrap().save_to(&path).await.unwrap();
    };
    let dropped = dropped_at_each_point(saved, async |times| {
        // The thread that had the file last removes it.
        for _ in 0..1500 {
            let names = std::fs::read_dir(folder.path()).unwrap();
            if names.filter_map(|entry| entry.ok()).all(|entry| entry.path() == path) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        match std::fs::read(&path) {
            Ok(there) => assert!(there == bytes && names.len() == 1, "after {times} polls: {names:?}"),
            Err(_) => assert!(names.is_empty(), "after {times} polls: {names:?}"),
        }
        let _ = std::fs::remove_file(&path);
    });
    assert!(dropped.await > 2);
}

#[tokio::test]
async fn an_upload_that_is_dropped_leaves_the_client_usable() {
    let (bytes, folder) = (content(3 * PIECE), Folder::new());
    let server = with_files(Vec::new()).await;
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, &bytes).unwrap();
    let client = basic(&server);
    let upload = || {
        let call = client.v1().attachments();
        call.create_attachment(PageId::new(7), [FilePart::from_path(&path)])
    };
    let dropped = dropped_at_each_point(upload, async |times| {
        let next = upload().timeout(LONG).await;
        assert!(next.is_ok(), "after {times} polls: {next:?}");
        let whole = server.received().pop().unwrap();
        assert_eq!(parts(&whole)[0].content, bytes, "after {times} polls");
    });
    // The connection sends by itself: the call is polled a few times only.
    assert!(dropped.await > 0);
}

async fn client() -> (Client<Basic>, Arc<AtomicUsize>) {
    let (url, connections) = dripping().await;
    let http = Http::builder().build().unwrap();
    let client = http.client(Site::new(&url).unwrap(), Credential::basic(EMAIL, TOKEN).unwrap());
    (client, connections)
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_the_client_usable() {
    let (client, _) = client().await;
    let read = || async { client.pages().get_page_by_id(PageId::new(7)).await.unwrap() };
    assert!(dropped_everywhere(&client, read).await > 2);
    let written = || async {
        let call = client.pages().create_page(confluence_sdk::SpaceId::new(1)).title("A");
        call.await.unwrap()
    };
    assert!(dropped_everywhere(&client, written).await > 2);
    let raw = || async { client.request("GET", "/wiki/rest").send().await.unwrap() };
    assert!(dropped_everywhere(&client, raw).await > 2);
}

#[tokio::test]
async fn a_stream_that_is_dropped_leaves_the_client_usable() {
    let (client, _) = client().await;
    let stream = || async {
        let mut items = client.pages().get_pages().items();
        assert_eq!(items.next().await.unwrap().unwrap().id, PageId::new(7));
        assert_eq!(items.next().await.unwrap().unwrap().id, PageId::new(8));
    };
    assert!(dropped_everywhere(&client, stream).await > 2);
}

#[tokio::test]
async fn calls_that_are_dropped_give_their_places_back() {
    let (client, connections) = client().await;
    // More at once than any limit lets through, none of which is waited for to the end.
    for times in 1..8 {
        let calls = (0..200).map(|_| client.pages().get_page_by_id(PageId::new(7)));
        let all = pin!(futures_util::future::join_all(calls));
        let _ = tokio::time::timeout(LONG, polled(all, times)).await.expect("it hangs");
    }
    let calls = (0..20).map(|_| client.pages().get_page_by_id(PageId::new(7)).timeout(LONG));
    for answer in futures_util::future::join_all(calls).await {
        answer.unwrap();
    }
    // An exchange that came to its end leaves its connection to the next.
    let before = connections.load(Ordering::SeqCst);
    for _ in 0..5 {
        client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    }
    assert_eq!(connections.load(Ordering::SeqCst), before);
}
