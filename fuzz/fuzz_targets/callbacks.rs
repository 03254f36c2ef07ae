//! The address that a browser comes back to after a sign-in, and what was stored of it meanwhile.
#![no_main]

use confluence_sdk::oauth::{App, Pending};
use confluence_sdk::scopes;
use libfuzzer_sys::fuzz_target;

scopes! { struct Reader = "read:page:confluence", "offline_access"; }

fuzz_target!(|texts: (&str, &str)| {
    let (query, stored) = texts;
    let app = App::new("client", "secret", "https://app.example.com/callback").expect("an app");
    let sign_in = app.sign_in::<Reader>();
    if let Err(error) = sign_in.into_pending().callback(query) {
        let _ = error.to_string();
    }
    let _ = serde_json::from_str::<Pending<Reader>>(stored);
});
