//! Files on their way to the site: from memory, from a path, from a stream.

mod under_way;

use crate::clients::basic;
use crate::fault_server::{FaultServer, Received, Reply};
use crate::request_properties::{Part, parts};
use confluence_sdk::v1::op::CreateAttachment;
use confluence_sdk::{Call, ContentId, Error, FilePart, PageId};
use futures_util::stream;
use http::StatusCode;
use std::convert::Infallible;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How much of a file is read at once.
pub(crate) const PIECE: usize = 256 << 10;

/// A folder that is removed when the test is over.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "confluence-sdk-bodies-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, SeqCst)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Bytes that differ from place to place.
pub(crate) fn content(length: usize) -> Vec<u8> {
    (0..length as u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect()
}

fn attach(server: &FaultServer, files: impl Into<Vec<FilePart>>) -> Call<CreateAttachment> {
    let client = basic(server);
    client
        .v1()
        .attachments()
        .create_attachment(ContentId::from(PageId::new(7)), files.into())
}

async fn sent(file: FilePart) -> (Received, Vec<Part>) {
    let server = FaultServer::start().await;
    server.answer(Reply::ok(r#"{"results":[]}"#));
    attach(&server, [file]).await.unwrap();
    let request = server.only();
    let parts = parts(&request);
    (request, parts)
}

async fn refused(file: FilePart) -> Error {
    let server = FaultServer::start().await;
    let error = attach(&server, [file]).await.unwrap_err();
    server.saw_nothing();
    assert_eq!(
        error.operation().map(|operation| operation.name),
        Some("create_attachment"),
        "{error}"
    );
    error
}

#[tokio::test]
async fn a_file_of_this_machine() {
    let folder = Folder::new();
    for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 17] {
        let path = folder.file("Größe 漢字 \"1\".PNG", &content(length));
        let (request, parts) = sent(FilePart::from_path(path)).await;
        let file = &parts[0];
        assert_eq!(file.parameter("filename").as_deref(), Some("Größe 漢字 %221%22.PNG"));
        assert_eq!(file.media_type, "image/png");
        assert!(file.content == content(length), "{length}");
        assert_eq!(request.header("content-length"), Some(&*request.body.len().to_string()));
        assert_eq!(request.header("transfer-encoding"), None);
    }
    let path = folder.file("raw", b"x");
    let (_, parts) = sent(FilePart::from_path(&path).file_name("a.pdf")).await;
    assert_eq!(
        (parts[0].parameter("filename").as_deref(), &*parts[0].media_type),
        (Some("a.pdf"), "application/pdf")
    );
    let (_, parts) = sent(FilePart::from_path(&path).media_type("text/x-own")).await;
    assert_eq!(
        (parts[0].parameter("filename").as_deref(), &*parts[0].media_type),
        (Some("raw"), "text/x-own")
    );
}

#[tokio::test]
async fn a_stream_with_and_without_a_length() {
    let pieces = [content(10), content(300_000), Vec::new(), content(7)];
    let whole = pieces.concat();
    for length in [Some(whole.len() as u64), None] {
        let pieces = stream::iter(pieces.clone().map(Ok::<_, Infallible>));
        let (request, parts) = sent(FilePart::from_stream("a.gz", length, pieces)).await;
        assert!(parts[0].content == whole);
        assert_eq!(parts[0].media_type, "application/gzip");
        match length {
            Some(_) => assert_eq!(request.header("content-length"), Some(&*request.body.len().to_string())),
            None => assert_eq!(request.header("transfer-encoding"), Some("chunked")),
        }
    }
}

#[tokio::test]
async fn several_files_of_each_kind_in_one_call() {
    let folder = Folder::new();
    let server = FaultServer::start().await;
    server.answer(Reply::ok(r#"{"results":[]}"#));
    let files = [
        FilePart::new("a", "first"),
        FilePart::from_path(folder.file("b", b"second")),
        FilePart::from_stream("c", Some(5), stream::iter([Ok::<_, Infallible>("third")])),
        FilePart::new("d", "fourth").on_progress(|_, _| {}),
    ];
    attach(&server, files).comments(["1", "2", "3", "4"]).await.unwrap();
    let request = server.only();
    let contents: Vec<_> = parts(&request)
        .into_iter()
        .map(|part| String::from_utf8(part.content).unwrap())
        .collect();
    assert_eq!(
        contents[..8],
        ["first", "second", "third", "fourth", "1", "2", "3", "4"]
    );
    assert_eq!(request.header("transfer-encoding"), None);
}

#[tokio::test]
async fn progress_is_told_from_zero_to_the_whole() {
    let folder = Folder::new();
    let length = 2 * PIECE + 5;
    let path = folder.file("a.bin", &content(length));
    let pieces = || {
        stream::iter(
            content(length)
                .chunks(PIECE)
                .map(<[u8]>::to_vec)
                .map(Ok::<_, Infallible>)
                .collect::<Vec<_>>(),
        )
    };
    for (file, total) in [
        (FilePart::new("a.bin", content(length)), Some(length as u64)),
        (FilePart::from_path(path), Some(length as u64)),
        (FilePart::from_stream("a.bin", None, pieces()), None),
    ] {
        let told = Arc::new(Mutex::new(Vec::new()));
        let kept = told.clone();
        let (_, parts) = sent(file.on_progress(move |sent, total| kept.lock().unwrap().push((sent, total)))).await;
        assert!(parts[0].content == content(length));
        let expected = [PIECE, 2 * PIECE, length].map(|sent| (sent as u64, total));
        assert_eq!(*told.lock().unwrap(), expected);
    }
}

#[tokio::test]
async fn what_is_no_file_is_refused_before_anything_is_sent() {
    let folder = Folder::new();
    let missing = folder.path().join("missing.pdf");
    let error = refused(FilePart::from_path(&missing)).await;
    assert!(error.is_file() && !error.is_unanswered() && !error.is_invalid_input());
    assert!(error.to_string().contains(missing.to_str().unwrap()), "{error}");

    let directory = folder.path().join("directory");
    std::fs::create_dir(&directory).unwrap();
    let error = refused(FilePart::from_path(&directory)).await;
    assert!(
        error.is_file() && error.to_string().contains("it is a folder"),
        "{error}"
    );

    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            // Opening a pipe would wait for its other end.
            let refused = tokio::time::timeout(Duration::from_secs(20), refused(FilePart::from_path(&pipe)));
            let error = refused.await.expect("a pipe is not opened");
            assert!(
                error.is_file() && error.to_string().contains("no regular file"),
                "{error}"
            );
        }
        let error = refused(FilePart::from_path("/dev/zero")).await;
        assert!(
            error.is_file() && error.to_string().contains("no regular file"),
            "{error}"
        );

        let path = folder.path().join(std::ffi::OsStr::from_bytes(b"b\xff.txt"));
        std::fs::write(&path, "x").unwrap();
        let error = refused(FilePart::from_path(&path)).await;
        assert!(
            error.field() == Some("file") && error.to_string().contains("UTF-8"),
            "{error}"
        );
        let (_, parts) = sent(FilePart::from_path(&path).file_name("b.txt")).await;
        assert_eq!(parts[0].content, b"x");
    }
    for path in ["", "/", ".."] {
        assert_eq!(
            refused(FilePart::from_path(path)).await.field(),
            Some("file"),
            "{path:?}"
        );
    }
}

/// A call whose body breaks off: the error, and whether the server had a whole body.
async fn broken(file: FilePart) -> Error {
    let server = FaultServer::start().await;
    let error = attach(&server, [file]).await.unwrap_err();
    server.saw_nothing();
    assert!(error.is_file(), "{error}");
    assert_eq!(
        error.operation().map(|operation| operation.name),
        Some("create_attachment")
    );
    error
}

#[tokio::test]
async fn a_file_that_changes_on_the_way_is_an_error_and_no_wrong_body() {
    type Change = fn(&mut std::fs::File);
    let changes: [(&str, Change); 3] = [
        ("shorter", |file| file.set_len(PIECE as u64 + 1).unwrap()),
        ("longer", |file| {
            file.seek(std::io::SeekFrom::End(0)).unwrap();
            file.write_all(b"more").unwrap();
        }),
        ("other", |file| {
            file.seek(std::io::SeekFrom::Start(0)).unwrap();
            file.write_all(b"other").unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        }),
    ];
    for (what, change) in changes {
        let folder = Folder::new();
        let path = folder.file("a.bin", &content(8 * PIECE));
        let writer = Mutex::new(Some(std::fs::OpenOptions::new().write(true).open(&path).unwrap()));
        let file = FilePart::from_path(&path).on_progress(move |_, _| {
            if let Some(mut file) = writer.lock().unwrap().take() {
                change(&mut file);
            }
        });
        let error = broken(file).await;
        assert!(
            error.to_string().contains("was changed while it was sent"),
            "{what}: {error}"
        );
        assert!(error.to_string().contains(path.to_str().unwrap()), "{what}: {error}");
    }
}

#[tokio::test]
async fn a_stream_that_is_not_what_was_said_is_an_error_and_no_wrong_body() {
    for (length, says) in [
        (9, "said to have 9 bytes, and its stream has 10"),
        (11, "said to have 11 bytes, and its stream has 10"),
    ] {
        let pieces = stream::iter([Ok::<_, Infallible>("12345"), Ok("67890")]);
        let error = broken(FilePart::from_stream("a", Some(length), pieces)).await;
        assert!(error.to_string().contains(says), "{error}");
    }
    for length in [None, Some(10)] {
        let pieces = stream::iter([Ok("12345"), Err("the tape tore")]);
        let error = broken(FilePart::from_stream("a", length, pieces)).await;
        assert!(error.to_string().contains("the tape tore"), "{error}");
    }
}

#[tokio::test]
async fn a_stream_is_sent_once_and_says_so() {
    let server = FaultServer::start().await;
    server.answer(Reply::ok(r#"{"results":[]}"#));
    let call = attach(
        &server,
        [FilePart::from_stream(
            "a",
            None,
            stream::iter([Ok::<_, Infallible>("x")]),
        )],
    );
    call.clone().await.unwrap();
    let error = call.await.unwrap_err();
    assert!(
        error.is_file() && error.to_string().contains("has been sent already"),
        "{error}"
    );
    server.only();
}

/// Sends a file with a token that is refused, and if possible once more with a new one.
async fn sent_twice(file: FilePart, replies: usize) -> (std::result::Result<(), Error>, Vec<Received>) {
    let server = FaultServer::start().await;
    server.answer(Reply::new(401));
    for _ in 1..replies {
        server.answer(Reply::ok(r#"{"results":[]}"#));
    }
    let client = crate::attempts::client(&server, Duration::ZERO);
    let call = client
        .v1()
        .attachments()
        .create_attachment(ContentId::from(PageId::new(7)), [file]);
    (call.await.map(drop), server.received())
}

#[tokio::test]
async fn a_file_is_opened_again_for_another_attempt() {
    let folder = Folder::new();
    let path = folder.file("a.bin", &content(3 * PIECE));
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = told.clone();
    let file = FilePart::from_path(&path).on_progress(move |sent, _| kept.lock().unwrap().push(sent));
    let (sent, received) = sent_twice(file, 2).await;
    sent.unwrap();
    assert!(parts(&received[0])[0].content == content(3 * PIECE));
    assert!(received[0].body == received[1].body);
    let pieces = [PIECE, 2 * PIECE, 3 * PIECE].map(|sent| sent as u64);
    assert_eq!(*told.lock().unwrap(), [pieces, pieces].concat());

    // What was appended in between belongs to the file.
    let changed = path.clone();
    let count = AtomicUsize::new(0);
    let file = FilePart::from_path(&path).on_progress(move |sent, _| {
        if sent == (3 * PIECE) as u64 && count.fetch_add(1, SeqCst) == 0 {
            let mut file = std::fs::OpenOptions::new().append(true).open(&changed).unwrap();
            file.write_all(b"more").unwrap();
        }
    });
    let (sent, received) = sent_twice(file, 2).await;
    sent.unwrap();
    assert!(parts(&received[1])[0].content == [&content(3 * PIECE)[..], b"more"].concat());
    assert_eq!(
        received[1].header("content-length"),
        Some(&*received[1].body.len().to_string())
    );
}

#[tokio::test]
async fn a_stream_that_the_server_has_had_is_not_sent_again() {
    let file = FilePart::from_stream("a", Some(1), stream::iter([Ok::<_, Infallible>("x")]));
    let (sent, received) = sent_twice(file, 1).await;
    assert_eq!(
        (sent.unwrap_err().status(), received.len()),
        (Some(StatusCode::UNAUTHORIZED), 1)
    );
}
