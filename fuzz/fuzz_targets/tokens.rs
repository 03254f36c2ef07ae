//! JSON Web Tokens that strangers send to a Forge Remote and to a Connect app. None of them is believed.
#![no_main]

use confluence_fuzz::{answer, world};
use confluence_sdk::{connect, forge};
use http::Request;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: (&str, &[u8])| {
    let (token, keys) = data;
    let ari = "ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555";
    let remote = forge::App::new(ari, &world().http).expect("an app");
    let descriptor = connect::Descriptor::builder("my-app", "https://app.example.com")
        .installed("/installed")
        .build()
        .expect("a descriptor");
    let app = connect::App::new(descriptor, connect::MemoryInstallations::new(), world().http.clone());
    for scheme in ["Bearer", "JWT"] {
        let Ok(request) = Request::get("/x?a=1")
            .header("authorization", format!("{scheme} {token}"))
            .body(())
        else {
            return;
        };
        let (parts, ()) = request.into_parts();
        world().run(answer(keys), async {
            let refused = remote.verify(&parts).await.expect_err("nobody has signed it");
            let _ = refused.to_string();
            let refused = app.verify(&parts, b"").await.expect_err("no app is installed");
            let _ = refused.to_string();
        });
    }
});
