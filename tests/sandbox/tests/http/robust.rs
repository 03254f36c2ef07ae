//! What a client must not be able to do to the sandbox: bodies that never end or are too large, connections that nobody
//! uses, and downloads.

use crate::caller::{Caller, plain_http, read, text};
use confluence_sandbox::{NewPage, Sandbox, Server, World};
use reqwest::Method;
use reqwest::header::LOCATION;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Sends text on a connection of its own, and reads until the server closes it or has answered.
async fn answer_to(sandbox: &Sandbox, head: &str, body: &[u8]) -> String {
    let address = sandbox.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

/// The head of a request from the admin.
fn head(sandbox: &Sandbox, request: &str, more: &str) -> String {
    let caller = Caller::new(sandbox, "admin");
    let built = caller.request(Method::GET, "/").build().unwrap();
    let authorization = built.headers()["authorization"].to_str().unwrap().to_owned();
    format!("{request} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: {authorization}\r\n{more}\r\n\r\n")
}

#[tokio::test]
async fn a_body_that_stops_coming_is_answered_408() {
    let patience = Duration::from_millis(200);
    let sandbox = Sandbox::builder().body_timeout(patience).start().await.unwrap();
    let json = "Content-Type: application/json\r\nContent-Length: 1000";
    let form = "Content-Type: multipart/form-data; boundary=x\r\nX-Atlassian-Token: no-check\r\nContent-Length: 1000";
    for (request, more, body) in [
        ("POST /wiki/api/v2/pages", json, &b"{\"title\":"[..]),
        (
            "POST /wiki/rest/api/content/1/child/attachment",
            form,
            b"--x\r\nContent-Disp",
        ),
        ("GET /wiki/api/v2/nothing", "Content-Length: 1000", b"abc"),
    ] {
        let started = Instant::now();
        let answer = answer_to(&sandbox, &head(&sandbox, request, more), body).await;
        let status = if request.starts_with("GET") { "404" } else { "408" };
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{request}: {answer}");
        let waited = started.elapsed();
        assert!(waited >= patience && waited < patience * 20, "{request}: {waited:?}");
    }
    let reason = sandbox.requests()[0].reason.clone();
    assert_eq!(reason.as_deref(), Some("The rest of the body did not arrive in time"));
}

#[tokio::test]
async fn a_slow_body_is_read_as_long_as_it_comes() {
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .body_timeout(Duration::from_millis(500))
        .start()
        .await
        .unwrap();
    let body = r#"{"key":"SLOW","name":"Slow"}"#;
    let more = format!(
        "Content-Type: application/json\r\nConnection: close\r\nContent-Length: {}",
        body.len()
    );
    let head = head(&sandbox, "POST /wiki/api/v2/spaces", &more);
    let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://"))
        .await
        .unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    for piece in body.as_bytes().chunks(7) {
        tokio::time::sleep(Duration::from_millis(200)).await;
        stream.write_all(piece).await.unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
}

/// For one test at a time: two of them look at the memory of the process.
static MEMORY: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// The most memory that this process has had so far.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_of_a_gigabyte_is_refused_and_not_kept() {
    const PIECE: usize = 1 << 20;
    const MANY: usize = 1 << 10;
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .page(NewPage::new("DEMO", "Files").id(77))
        .start()
        .await
        .unwrap();
    let _alone = MEMORY.lock().await;
    let before = peak_memory();
    // Announced, and in pieces whose number nobody knows.
    for chunked in [false, true] {
        let length = if chunked {
            "Transfer-Encoding: chunked".to_owned()
        } else {
            format!("Content-Length: {}", PIECE * MANY)
        };
        let more = format!(
            "Content-Type: multipart/form-data; boundary=x\r\nX-Atlassian-Token: no-check\r\nConnection: close\r\n{length}"
        );
        let request = "POST /wiki/rest/api/content/77/child/attachment";
        let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://"))
            .await
            .unwrap();
        stream
            .write_all(head(&sandbox, request, &more).as_bytes())
            .await
            .unwrap();
        let mut piece = b"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n".to_vec();
        piece.resize(PIECE, b'a');
        for _ in 0..MANY {
            if chunked {
                stream.write_all(format!("{PIECE:x}\r\n").as_bytes()).await.unwrap();
            }
            stream.write_all(&piece).await.unwrap();
            if chunked {
                stream.write_all(b"\r\n").await.unwrap();
            }
            piece.fill(b'a');
        }
        if chunked {
            stream.write_all(b"0\r\n\r\n").await.unwrap();
        }
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    }
    // The part of the second upload that is below the limit is held, a buffer that grows is held twice, and other tests
    // run too.
    let grown = peak_memory() - before;
    assert!(grown < 800 << 20, "{} MB more", grown >> 20);
    let caller = Caller::new(&sandbox, "admin");
    let (_, listed) = caller.get("/wiki/api/v2/pages/77/attachments").await;
    assert_eq!(listed["results"], serde_json::json!([]));
}

#[tokio::test]
async fn a_client_that_waits_for_a_word_is_refused_before_it_sends() {
    let sandbox = Sandbox::start().await.unwrap();
    let more = "Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 900000000";
    let answer = answer_to(&sandbox, &head(&sandbox, "POST /wiki/api/v2/pages", more), b"").await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn each_operation_has_a_limit_of_its_own() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    let caller = Caller::new(&sandbox, "admin");
    let send = async |path: &str, length: usize| {
        let body = format!("{{\"key\":\"{}\"}}", "k".repeat(length));
        let request = caller.request(Method::POST, path).body(body);
        let request = request.header("content-type", "application/json");
        read(request.send().await.unwrap()).await.0
    };
    assert_eq!(send("/wiki/api/v2/spaces", 5_000_000).await, 413);
    assert_ne!(send("/wiki/api/v2/spaces", 4_000_000).await, 413);
    assert_ne!(send("/wiki/rest/api/audit", 6_000_000).await, 413);
    assert_eq!(send("/wiki/rest/api/audit", 21 << 20).await, 413);
}

#[tokio::test]
async fn a_refusal_without_reading_reaches_a_client_that_sends_first() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = plain_http()
        .post(format!("{}/wiki/rest/api/content/1/child/attachment", sandbox.url()))
        .body(vec![b'a'; 50 << 20])
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 401);
}

#[tokio::test]
async fn idle_connections_do_not_keep_others_out() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.url().trim_start_matches("http://");
    let mut idle = Vec::new();
    for number in 0..2000 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        if number % 2 == 0 {
            stream
                .write_all(b"GET /wiki/api/v2/pages HTTP/1.1\r\nHost:")
                .await
                .unwrap();
        }
        idle.push(stream);
    }
    let (status, _) = Caller::new(&sandbox, "admin").get("/wiki/api/v2/pages").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_signed_address_is_for_one_file_and_some_time() {
    let sandbox = Sandbox::builder().world(World::Files).seed(1).start().await.unwrap();
    sandbox.freeze();
    let admin = Caller::new(&sandbox, "admin");
    let (_, listed) = admin.get("/wiki/api/v2/attachments?limit=2").await;
    let address = async |position: usize| {
        let attachment = &listed["results"][position];
        let (page, id) = (text(&attachment["pageId"]), text(&attachment["id"]));
        let path = format!("/wiki/rest/api/content/{page}/child/attachment/{id}/download");
        let answer = admin.request(Method::GET, &path).send().await.unwrap();
        answer.headers()[LOCATION].to_str().unwrap().to_owned()
    };
    let fetch = async |url: &str| {
        let answer = plain_http().get(url).send().await.unwrap();
        (answer.status().as_u16(), answer.bytes().await.unwrap().len() as u64)
    };
    let (one, other) = (address(0).await, address(1).await);
    let size = listed["results"][0]["fileSize"].as_u64().unwrap();
    assert_eq!(fetch(&one).await, (200, size));
    assert_eq!(fetch(&one).await, (200, size), "it can be fetched again");
    let (place, signature) = (one.split_once('?').unwrap().0, other.split_once('?').unwrap().1);
    assert_eq!(fetch(&format!("{place}?{signature}")).await.0, 404);
    assert_eq!(fetch(place).await.0, 404);
    sandbox.advance(Duration::from_secs(599));
    assert_eq!(fetch(&one).await.0, 200);
    sandbox.advance(Duration::from_secs(2));
    assert_eq!(fetch(&one).await.0, 404);
    let reasons: Vec<_> = sandbox
        .requests()
        .into_iter()
        .filter(|request| request.server == Server::Media)
        .filter_map(|request| request.reason)
        .collect();
    assert_eq!(
        reasons,
        [
            "The signature is for another address",
            "The address is not signed",
            "The token has expired",
        ]
    );
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn downloads_leave_nothing_behind() {
    let size = 20 << 20;
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .page(
            NewPage::new("DEMO", "Files")
                .id(77)
                .attachment("film.mp4", "video/mp4", vec![7; size]),
        )
        .start()
        .await
        .unwrap();
    let admin = Caller::new(&sandbox, "admin");
    let (_, listed) = admin.get("/wiki/api/v2/pages/77/attachments").await;
    let id = text(&listed["results"][0]["id"]);
    let _alone = MEMORY.lock().await;
    let before = peak_memory();
    for _ in 0..30 {
        let path = format!("/wiki/rest/api/content/77/child/attachment/{id}/download");
        let answer = admin.request(Method::GET, &path).send().await.unwrap();
        let mut file = plain_http()
            .get(answer.headers()[LOCATION].to_str().unwrap())
            .send()
            .await
            .unwrap();
        let mut length = 0;
        while let Some(piece) = file.chunk().await.unwrap() {
            length += piece.len();
        }
        assert_eq!(length, size);
    }
    let grown = peak_memory() - before;
    assert!(grown < 20 * size as u64, "{} MB more", grown >> 20);
}
