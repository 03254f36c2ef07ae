//! Addresses that users and configurations name.
#![no_main]

use confluence_sdk::oauth::Endpoints;
use confluence_sdk::{Gateway, Site};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(error) = Site::new(text) {
        let _ = error.to_string();
    }
    let _ = Gateway::new(text);
    let _ = Gateway::at(text, "11223344-5566-7788-99aa-bbccddeeff00");
    let _ = Endpoints::at(text, text);
});
