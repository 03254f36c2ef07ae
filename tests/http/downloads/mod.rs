//! Files on their way here: in memory, as a stream, to a path; whole, or not at all.

mod direct;
mod failing_host;

use crate::clients::basic;
use crate::fault_server::{FaultServer, Received, Reply};
use crate::uploads::{Folder, content};
use confluence_sdk::v1::op::DownloadAttachment;
use confluence_sdk::{
    AttachmentId, Basic, Call, Client, ContentId, Credential, Error, FilePart, Http, PageId, Redirect, Result,
    RetryPolicy, Site,
};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn call(client: &Client<Basic>) -> Call<DownloadAttachment> {
    let attachment = AttachmentId::new("att1").unwrap();
    client
        .v1()
        .attachments()
        .download_attachment(ContentId::from(PageId::new(7)), attachment)
}

fn redirected(server: &FaultServer, to: &str) {
    server.answer(Reply::new(302).header("Location", &format!("{}/{to}", server.url())));
}

/// A redirect to `/media` of this server.
async fn redirect(server: &FaultServer) -> (Client<Basic>, Redirect) {
    let client = basic(server);
    redirected(server, "media");
    let redirect = call(&client).await.unwrap();
    (client, redirect)
}

fn file(bytes: impl Into<Vec<u8>>) -> Reply {
    Reply::new(200)
        .header("Content-Type", "application/pdf")
        .header("ETag", "\"one\"")
        .header(
            "Content-Disposition",
            "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf",
        )
        .body(bytes)
}

/// The rest of a file, from this byte on.
fn rest(bytes: &[u8], from: usize) -> Reply {
    Reply::new(206)
        .header("Content-Type", "application/pdf")
        .header("ETag", "\"one\"")
        .header(
            "Content-Range",
            &format!("bytes {from}-{}/{}", bytes.len() - 1, bytes.len()),
        )
        .body(&bytes[from..])
}

/// What is in a folder, beside the file of this name.
fn beside(folder: &Path, name: &str) -> Vec<String> {
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|known| known != name).collect()
}

/// A file that cannot be had: the error. There is nothing under its name, nor beside it.
async fn not_saved(replies: impl IntoIterator<Item = Reply>) -> (Error, Vec<Received>) {
    let (server, folder) = (FaultServer::start().await, Folder::new());
    let (_client, redirect) = redirect(&server).await;
    for reply in replies {
        server.answer(reply);
    }
    let error = redirect.save_to(folder.path().join("a.pdf")).await.unwrap_err();
    assert_eq!(beside(folder.path(), ""), Vec::<String>::new());
    assert_eq!(
        error.operation().map(|operation| operation.name),
        Some("download_attachment"),
        "{error}"
    );
    (error, server.received())
}

#[tokio::test]
async fn a_file_is_saved() {
    for length in [0, 1, 256 << 10, 1_000_000] {
        let (server, folder) = (FaultServer::start().await, Folder::new());
        let path = folder.path().join("a.pdf");
        std::fs::write(&path, "what was there before").unwrap();
        let (_client, redirect) = redirect(&server).await;
        server.expect("GET /media", file(content(length)));
        assert_eq!(redirect.save_to(&path).await.unwrap(), length as u64);
        assert!(std::fs::read(&path).unwrap() == content(length));
        assert_eq!(beside(folder.path(), "a.pdf"), Vec::<String>::new());
        let media = server.received().pop().unwrap();
        assert_eq!((media.header("authorization"), media.header("range")), (None, None));
    }
}

#[test]
fn a_stream_can_be_sent_and_shared() {
    fn check<T: Send + Sync + Unpin>() {}
    check::<confluence_sdk::DownloadStream>();
    check::<confluence_sdk::Fetch<u64>>();
    check::<FilePart>();
}

#[tokio::test]
async fn a_stream_knows_what_it_is_of() {
    let server = FaultServer::start().await;
    let (_client, redirect) = redirect(&server).await;
    server.answer(file("12345"));
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = told.clone();
    let stream = redirect.clone().stream().await.unwrap();
    assert_eq!(
        (stream.file_name(), stream.media_type()),
        (Some("Größe.pdf"), Some("application/pdf"))
    );
    assert_eq!((stream.len(), stream.is_empty()), (Some(5), false));
    let mut stream = stream.on_progress(move |received, length| kept.lock().unwrap().push((received, length)));
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(bytes, b"12345");
    assert_eq!(told.lock().unwrap().last(), Some(&(5, Some(5))));
    assert!(stream.next().await.is_none());

    server.answer(file("12345"));
    let whole = redirect.download().await.unwrap();
    assert_eq!(
        (whole.file_name(), whole.media_type.as_deref()),
        (Some("Größe.pdf"), Some("application/pdf"))
    );
}

#[tokio::test]
async fn what_breaks_off_goes_on() {
    let whole = content(100_000);
    let (server, folder) = (FaultServer::start().await, Folder::new());
    let path = folder.path().join("a.pdf");
    let (_client, redirect) = redirect(&server).await;
    server
        .answer(file(whole.clone()).cut_after(10))
        .answer(rest(&whole, 10).cut_after(50_000))
        // The server is busy for a moment, then it has forgotten what ranges are.
        .answer(Reply::new(503))
        .answer(file(whole.clone()));
    assert_eq!(redirect.save_to(&path).await.unwrap(), 100_000);
    assert!(std::fs::read(&path).unwrap() == whole);
    let asked: Vec<_> = server.received().into_iter().skip(1).collect();
    let ranges: Vec<_> = asked
        .iter()
        .map(|request| request.header("range").map(str::to_owned))
        .collect();
    assert_eq!(
        ranges,
        [None, Some("bytes=10-"), Some("bytes=50010-"), Some("bytes=50010-")].map(|range| range.map(str::to_owned))
    );
    for request in &asked[1..] {
        assert_eq!(
            (request.header("if-range"), request.header("authorization")),
            (Some("\"one\""), None)
        );
    }
}

#[tokio::test]
async fn the_date_of_a_file_is_a_proof_too() {
    let whole = content(1000);
    let dated = |reply: Reply| {
        reply
            .header("Last-Modified", "Tue, 02 Jun 2026 10:00:00 GMT")
            .header("Date", "Tue, 02 Jun 2026 11:00:00 GMT")
    };
    let server = FaultServer::start().await;
    let (_client, redirect) = redirect(&server).await;
    let media = || {
        Reply::new(200)
            .header("Content-Type", "application/pdf")
            .body(whole.clone())
    };
    let part = Reply::new(206)
        .header("Content-Range", "bytes 10-999/1000")
        .body(&whole[10..]);
    server.answer(dated(media()).cut_after(10)).answer(dated(part));
    assert!(redirect.download().await.unwrap().bytes == whole);
    assert_eq!(
        server.received()[2].header("if-range"),
        Some("Tue, 02 Jun 2026 10:00:00 GMT")
    );
}

#[tokio::test]
async fn what_is_not_proven_to_be_the_same_file_is_not_put_together() {
    let whole = content(1000);
    let part = |tag: &str, range: &str| {
        Reply::new(206)
            .header("ETag", tag)
            .header("Content-Range", range)
            .body(&whole[10..])
    };
    for second in [
        part("\"two\"", "bytes 10-999/1000"),
        Reply::new(206)
            .header("Content-Range", "bytes 10-999/1000")
            .body(&whole[10..]),
        part("\"one\"", "bytes 11-999/1000"),
        part("\"one\"", "bytes 10-1000/1001"),
        Reply::new(206).header("ETag", "\"one\"").body(&whole[10..]),
        part("\"one\"", "bytes 10-999/1000").header("Content-Encoding", "br"),
        Reply::new(200).header("ETag", "\"two\"").body(whole.clone()),
        Reply::new(200).body(whole.clone()),
        Reply::new(204),
        Reply::new(416),
        Reply::new(404),
        Reply::html(200, "<html>sign in</html>"),
    ] {
        let (_, received) = not_saved([file(whole.clone()).cut_after(10), second]).await;
        assert_eq!(received.len(), 3);
    }
    // Without a proof, the rest is not even asked for.
    for headers in [
        &[][..],
        &[("ETag", "W/\"one\"")],
        &[("Last-Modified", "Tue, 02 Jun 2026 10:00:00 GMT")],
    ] {
        let mut first = Reply::new(200)
            .header("Content-Type", "application/pdf")
            .body(whole.clone());
        for (name, value) in headers {
            first = first.header(name, value);
        }
        let (error, received) = not_saved([first.cut_after(10)]).await;
        assert!(error.is_unanswered() && received.len() == 2, "{error}");
    }
}

#[tokio::test]
async fn a_server_that_never_gets_on_is_left_alone() {
    let whole = content(1000);
    let replies = (1..5).map(|i| rest(&whole, 10 * i).cut_after(10));
    let (error, received) = not_saved([file(whole.clone()).cut_after(10)].into_iter().chain(replies)).await;
    assert!(error.is_unanswered(), "{error}");
    assert_eq!(received.len(), 6);
}

#[tokio::test]
async fn a_length_that_is_not_met_is_an_error() {
    // Without a proof: the length alone says that something is missing.
    let short = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 10\r\n\r\n12345";
    let (error, _) = not_saved([Reply::raw(short)]).await;
    assert!(error.is_unanswered(), "{error}");
    let chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n";
    let (error, _) = not_saved([Reply::raw(chunked)]).await;
    assert!(error.is_unanswered(), "{error}");
    for part in [
        Reply::new(206).header("Content-Range", "bytes 0-4/10").body("12345"),
        Reply::new(204),
        Reply::new(202).body("later"),
    ] {
        let (error, _) = not_saved([part]).await;
        assert!(error.is_decode(), "{error}");
    }
}

#[tokio::test]
async fn too_large_for_memory_is_not_too_large_for_the_disk() {
    let http = Http::builder().max_answer(1000).build().unwrap();
    let (server, folder) = (FaultServer::start().await, Folder::new());
    let client = http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic("me@example.test", "t0ken-2b9f").unwrap(),
    );
    redirected(&server, "media");
    let redirect = call(&client).await.unwrap();
    server.answer(file(content(1001)));
    let error = redirect.clone().download().await.unwrap_err();
    assert!(
        error.is_unanswered() && error.to_string().contains("larger than 1000 bytes"),
        "{error}"
    );
    server.answer(file(content(1001)));
    assert_eq!(redirect.save_to(folder.path().join("a")).await.unwrap(), 1001);
}

#[tokio::test]
async fn a_page_is_not_a_file() {
    let (error, _) = not_saved([Reply::html(200, "<html>sign in</html>")]).await;
    assert!(
        error.is_decode() && error.to_string().contains("page in place of the file"),
        "{error}"
    );
    let (error, _) = not_saved([Reply::new(200).body("<!DOCTYPE html><html>sign in</html>")]).await;
    assert!(error.is_decode(), "{error}");

    let server = FaultServer::start().await;
    let (_client, redirect) = redirect(&server).await;
    // The start of a file without a media type is looked at, and not lost.
    server.answer(Reply::new(200).body("plain"));
    assert_eq!(redirect.download().await.unwrap().bytes, "plain");
}

#[tokio::test]
async fn an_address_that_has_expired_is_asked_for_again() {
    let whole = content(1000);
    for status in [401, 403, 410] {
        let server = FaultServer::start().await;
        let (client, redirect) = redirect(&server).await;
        server.answer(Reply::new(status));
        redirected(&server, "fresh");
        server.expect("GET /fresh", file(whole.clone()).cut_after(10));
        server.expect("GET /fresh", Reply::new(status));
        redirected(&server, "fresher");
        server.expect("GET /fresher", rest(&whole, 10));
        assert!(redirect.clone().download().await.unwrap().bytes == whole);

        // If that does not help, the refusal is that of the host.
        server.answer(Reply::new(status));
        redirected(&server, "fresh");
        server.expect("GET /fresh", Reply::new(status));
        let error = redirect.clone().download().await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert!(error.redirected_to().is_some() && !error.is_unauthorized(), "{error}");

        // The client is gone: nobody can ask.
        drop(client);
        server.answer(Reply::new(status));
        assert_eq!(redirect.download().await.unwrap_err().status().unwrap(), status);
    }
}

#[tokio::test]
async fn time_limits_of_a_download() {
    const LIMIT: Duration = Duration::from_millis(300);
    let http = Http::builder().read_timeout(LIMIT).build().unwrap();
    let server = FaultServer::start().await;
    let client = http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic("me@example.test", "t0ken-2b9f").unwrap(),
    );
    let long = Duration::from_secs(60);

    // Nothing arrives for too long: the rest is asked for.
    redirected(&server, "media");
    let redirect = call(&client).await.unwrap();
    server
        .answer(file(content(1000)).stalls(long))
        .answer(file(content(1000)));
    assert!(redirect.clone().download().await.unwrap().bytes == content(1000));

    // Not even a head arrives: the whole is asked for.
    let silent = || Reply::new(200).header("Content-Type", "text/csv").body("1,2");
    server.answer(silent().late(long)).answer(silent());
    assert_eq!(redirect.clone().download().await.unwrap().bytes, "1,2");

    // Without a proof, or if nothing is to be asked for twice, it is an error.
    server.answer(silent().stalls(long));
    assert!(redirect.download().await.unwrap_err().is_timeout());
    redirected(&server, "media");
    let redirect = call(&client).retries(RetryPolicy::none()).await.unwrap();
    server.answer(silent().late(long));
    assert!(redirect.download().await.unwrap_err().is_timeout());

    // The limit of the call holds for the whole download, and that of the redirect comes before it.
    redirected(&server, "media");
    let redirect = call(&client).timeout(LIMIT / 2).await.unwrap();
    server.answer(file(content(1000)).stalls(long));
    let stream = redirect.clone().stream().await.unwrap();
    let error = collected(stream).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    server.answer(file(content(1000)).late(LIMIT * 2 / 3));
    assert!(collected(redirect.timeout(long).stream().await.unwrap()).await.unwrap() == content(1000));
}

async fn collected(mut stream: confluence_sdk::DownloadStream) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await {
        bytes.extend_from_slice(&piece?);
    }
    Ok(bytes)
}

#[tokio::test]
async fn a_path_that_cannot_be_written_is_named() {
    let (server, folder) = (FaultServer::start().await, Folder::new());
    let (_client, redirect) = redirect(&server).await;
    for path in [
        folder.path().join("no such folder").join("a"),
        folder.path().to_owned(),
        "/".into(),
        "".into(),
    ] {
        server.answer(file("12345"));
        let error = redirect.clone().save_to(&path).await.unwrap_err();
        assert!(
            error.is_file() && error.to_string().contains(&format!("`{}`", path.display())),
            "{error}"
        );
    }
    assert_eq!(beside(folder.path(), ""), Vec::<String>::new());
}

#[tokio::test]
async fn nothing_is_left_of_a_download_that_is_dropped() {
    let (server, folder) = (FaultServer::start().await, Folder::new());
    let (_client, redirect) = redirect(&server).await;
    server.answer(file(content(10)).stalls(Duration::from_secs(60)));
    let mut saving = Box::pin(redirect.save_to(folder.path().join("a.pdf")));
    // Until the temporary file is there.
    while beside(folder.path(), "").is_empty() {
        let waited = tokio::time::timeout(Duration::from_millis(20), &mut saving).await;
        assert!(waited.is_err(), "it is not complete");
    }
    assert!(!folder.path().join("a.pdf").exists());
    drop(saving);
    // Its file is removed by the thread that had it last.
    for _ in 0..500 {
        if beside(folder.path(), "").is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("left behind: {:?}", beside(folder.path(), ""));
}
