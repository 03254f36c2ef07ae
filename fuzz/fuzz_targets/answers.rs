//! Answers in JSON: what is read is written again, and read again as the same.
#![no_main]

use confluence_fuzz::{asked, world};
use confluence_sdk::PageId;
use confluence_sdk::v1::V1Content;
use confluence_sdk::v2::PageSingle;
use http::Response;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let client = &world().client;
    world().run(Response::new(data.to_vec().into()), async {
        match client.pages().get_page_by_id(PageId::new(1)).await {
            Ok(page) => {
                let written = serde_json::to_string(&page).expect("a model can be written");
                let again: PageSingle = serde_json::from_str(&written).expect("what is written can be read");
                assert_eq!(page, again);
            }
            Err(error) => asked(&error),
        }
    });
    let _ = serde_json::from_slice::<V1Content>(data);
});
