//! What is said of an installation: by Confluence when an app is installed, and by a store.
#![no_main]

use confluence_fuzz::{answer, world};
use confluence_sdk::connect;
use http::Request;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (&[u8], &str)| {
    let (body, token) = data;
    if let Ok(installation) = connect::Installation::from_json(body) {
        let again = installation.to_json();
        let _ = (installation.site(), again);
    }
    let descriptor = connect::Descriptor::builder("my-app", "https://app.example.com")
        .installed("/installed")
        .build()
        .expect("a descriptor");
    let app = connect::App::new(descriptor, connect::MemoryInstallations::new(), world().http.clone());
    let Ok(request) = Request::post("/installed")
        .header("authorization", format!("JWT {token}"))
        .body(())
    else {
        return;
    };
    let (parts, ()) = request.into_parts();
    assert!(
        world().run(answer(body), app.installed(&parts, body)).is_err(),
        "nobody has signed it"
    );
});
