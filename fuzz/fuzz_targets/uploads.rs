//! Names and media types of files: whatever they are, the body has one part a file, and nobody adds headers to it.
#![no_main]

use confluence_fuzz::{asked, world};
use confluence_sdk::{ContentId, FilePart};
use http::Response;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: (&str, &str, &[u8])| {
    let (name, media_type, bytes) = file;
    let client = &world().client;
    let part = FilePart::new(name, bytes.to_vec()).media_type(media_type);
    world().run(Response::new(r#"{"results":[]}"#.into()), async {
        let call = client
            .v1()
            .attachments()
            .create_attachment(ContentId::new("1").expect("an id"), vec![part]);
        if let Err(error) = call.await {
            asked(&error);
        }
    });
    let sent = world().sent();
    if sent.is_empty() {
        return;
    }
    let boundary = sent.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let parts = sent
        .windows(boundary.len())
        .filter(|window| *window == boundary)
        .count();
    // The file, `minorEdit`, and the end.
    assert_eq!(parts, 3, "{}", String::from_utf8_lossy(&sent));
    let head = sent
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("a head");
    let lines = String::from_utf8_lossy(&sent[..head]).split("\r\n").count();
    assert_eq!(lines, 3, "{}", String::from_utf8_lossy(&sent[..head]));
});
