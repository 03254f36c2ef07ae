//! Refusals: status, headers such as `Retry-After`, and bodies of every kind. What is said of them is fit to be shown.
#![no_main]

use confluence_fuzz::{answer, asked, shown, world};
use confluence_sdk::PageId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let client = &world().client;
    world().run(answer(data), async {
        if let Err(error) = client.pages().delete_page(PageId::new(1)).await {
            asked(&error);
        }
        match client.request("GET", "/wiki/rest/api/settings").await {
            Ok(raw) => {
                shown(&format!("{raw:?}"));
                if let Err(error) = raw.error_for_status() {
                    asked(&error);
                }
            }
            Err(error) => asked(&error),
        }
    });
});
