//! Answers in `gzip`, and in codings that nobody asked for.

use crate::clients::{basic, http};
use crate::fault_server::{FaultServer, Received, Reply};
use confluence_sdk::transport::{Body, BoxFuture, Transport, TransportError};
use confluence_sdk::{Client, Credential, Http, PageId, Result, Site};
use http::StatusCode;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn coded(coding: &str, body: Vec<u8>) -> Reply {
    Reply::ok(body).header("Content-Encoding", coding)
}

/// The title of the page that is in the answer, and the request.
async fn title(reply: Reply) -> (Result<Option<String>>, Received) {
    let server = FaultServer::start().await;
    server.answer(reply);
    let page = basic(&server).pages().get_page_by_id(PageId::new(7)).await;
    (page.map(|page| page.title), server.only())
}

const PAGE: &[u8] = br#"{"id":"7","title":"Plans"}"#;

#[tokio::test]
async fn it_is_asked_for_and_undone() {
    for reply in [
        coded("gzip", gzip(PAGE)),
        coded("GZIP", gzip(PAGE)),
        coded("x-gzip", gzip(PAGE)),
        coded("identity, gzip", gzip(PAGE)),
        coded("gzip", [gzip(&PAGE[..9]), gzip(&PAGE[9..])].concat()),
        coded("identity", PAGE.to_vec()),
        Reply::ok(PAGE),
    ] {
        let (title, request) = title(reply).await;
        assert_eq!(title.unwrap().as_deref(), Some("Plans"));
        assert_eq!(request.header("accept-encoding"), Some("gzip"));
    }
}

#[tokio::test]
async fn a_raw_answer_and_a_refusal_are_undone_too() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server.answer(coded("gzip", gzip(PAGE)));
    let raw = client.pages().get_page_by_id(PageId::new(7)).raw().await.unwrap();
    assert_eq!(&raw.body()[..], PAGE);
    assert!(!raw.headers().contains_key("content-encoding") && !raw.headers().contains_key("content-length"));

    let refusal = Reply::json(400, gzip(br#"{"message":"not so"}"#)).header("Content-Encoding", "gzip");
    server.answer(refusal);
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert_eq!(
        (error.status(), error.message()),
        (Some(StatusCode::BAD_REQUEST), Some("not so"))
    );

    server.answer(Reply::new(204).header("Content-Encoding", "gzip"));
    client.pages().delete_page(PageId::new(7)).await.unwrap();
}

#[tokio::test]
async fn what_is_cut_or_broken_is_no_answer() {
    let whole = gzip(PAGE);
    let mut broken = whole.clone();
    broken[14] ^= 0xff;
    let mut wrong_sum = whole.clone();
    let sum = wrong_sum.len() - 6;
    wrong_sum[sum] ^= 1;
    for body in [
        whole[..whole.len() - 1].to_vec(),
        whole[..whole.len() - 8].to_vec(),
        whole[..11].to_vec(),
        PAGE.to_vec(),
        [&whole[..], b"rest"].concat(),
        broken,
        wrong_sum,
    ] {
        let server = FaultServer::start().await;
        server.answer(coded("gzip", body));
        let call = basic(&server).pages().get_page_by_id(PageId::new(7));
        let error = call.raw().await.unwrap_err();
        assert!(error.is_unanswered() && error.to_string().contains("gzip"), "{error}");
    }
}

#[tokio::test]
async fn other_codings_are_named() {
    for coding in ["br", "deflate", "zstd", "gzip, gzip", "gzip, br", "made-up"] {
        let (title, _) = title(coded(coding, b"\x0b\x02\x80".to_vec())).await;
        let error = title.unwrap_err();
        assert!(
            error.is_decode() && error.status().is_some_and(|status| status == 200),
            "{error}"
        );
        assert!(
            error.to_string().contains(&format!("the content coding `{coding}`")),
            "{error}"
        );

        let server = FaultServer::start().await;
        server.answer(Reply::json(403, b"\x0b\x02\x80".to_vec()).header("Content-Encoding", coding));
        let error = basic(&server).pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
        assert!(error.is_forbidden() && error.to_string().contains(coding), "{error}");
    }
}

#[tokio::test]
async fn the_size_limit_is_for_what_has_been_undone() {
    const LIMIT: u64 = 1 << 20;
    let http = Http::builder().max_answer(LIMIT).build().unwrap();
    let server = FaultServer::start().await;
    let client = http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic("me@example.test", "t0ken-2b9f").unwrap(),
    );
    // A thousandth of what it becomes.
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!((bomb.len() as u64) < LIMIT);
    server.answer(coded("gzip", bomb.clone()));
    let error = client.pages().get_page_by_id(PageId::new(7)).raw().await.unwrap_err();
    assert!(
        error.is_unanswered() && error.to_string().contains("larger than 1048576 bytes"),
        "{error}"
    );
    // Twice coded, it is small also when it has been undone once.
    server.answer(coded("gzip, gzip", gzip(&bomb)));
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("gzip, gzip"), "{error}");
}

/// Answers at once, in `gzip`.
struct Canned;

impl Transport for Canned {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        assert_eq!(request.headers()["accept-encoding"], "gzip");
        let chunks = gzip(PAGE)
            .into_iter()
            .map(|byte| bytes::Bytes::from(vec![byte]))
            .collect();
        let response = http::Response::builder().header("Content-Encoding", "gzip");
        Box::pin(std::future::ready(Ok(response
            .body(Body::from_chunks(chunks))
            .unwrap())))
    }
}

#[tokio::test]
async fn it_works_above_any_transport() {
    let http = Http::builder().transport(Arc::new(Canned)).build().unwrap();
    let client: Client<confluence_sdk::Basic> = http.client(
        Site::new("https://site.example").unwrap(),
        Credential::basic("me@example.test", "t0ken-2b9f").unwrap(),
    );
    let page = client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert_eq!(page.title.as_deref(), Some("Plans"));
}

#[tokio::test]
async fn what_is_no_json_is_not_asked_for_in_gzip() {
    let server = FaultServer::start().await;
    let client = http().client(
        Site::new(server.url()).unwrap(),
        Credential::basic("me@example.test", "t0ken-2b9f").unwrap(),
    );
    server.answer(Reply::new(200).header("Content-Type", "text/csv").body("a,b"));
    let call = client.v1().audit_records().export_audit_records();
    assert_eq!(call.timeout(Duration::from_secs(20)).await.unwrap().bytes, "a,b");
    assert_eq!(server.only().header("accept-encoding"), None);

    // A file that the server has coded is what it was before.
    let server = FaultServer::start().await;
    let client = basic(&server);
    server.answer(Reply::new(200).header("Content-Encoding", "gzip").body(gzip(b"a,b")));
    assert_eq!(
        client.v1().audit_records().export_audit_records().await.unwrap().bytes,
        "a,b"
    );
}
