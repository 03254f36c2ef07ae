//! Links to the next page, in bodies and in headers, and cursors in them.
#![no_main]

use confluence_fuzz::{asked, world};
use http::{HeaderValue, Response};
use libfuzzer_sys::fuzz_target;
use serde_json::json;

/// More pages than this are not asked for.
const PAGES: usize = 4;

fuzz_target!(|links: (&str, &str, bool)| {
    let (link, header, empty) = links;
    let results = if empty { json!([]) } else { json!([{ "id": "1" }]) };
    let body = json!({ "results": results, "_links": { "next": link } }).to_string();
    let mut answer = Response::new(body.into());
    if let Ok(value) = HeaderValue::from_str(header) {
        answer.headers_mut().insert("link", value);
    }
    let client = &world().client;
    world().run(answer, async {
        let mut by_cursor = client.pages().get_pages().pages().prefetch(false);
        for _ in 0..PAGES {
            match by_cursor.next().await {
                None => break,
                Some(Err(error)) => asked(&error),
                Some(Ok(_)) => {}
            }
            let position = by_cursor.position().to_string();
            assert!(position.parse::<confluence_sdk::Position>().is_ok(), "{position}");
        }
        let mut by_offset = client.v1().groups().get_groups().pages().prefetch(false);
        for _ in 0..PAGES {
            match by_offset.next().await {
                None => break,
                Some(Err(error)) => asked(&error),
                Some(Ok(_)) => {}
            }
        }
    });
});
