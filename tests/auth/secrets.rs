//! No secret shows: whole flows are run, everything on the way is formatted, everything that is logged is captured, and
//! no secret of the run, nor the beginning of one, is in it.

mod ways_in;

use crate::flows::{self, CALLBACK, CLIENT};
use crate::logged;
use confluence_sandbox::Sandbox;
use confluence_sdk::oauth::Tokens;
use confluence_sdk::testing::Recorder;
use confluence_sdk::{Basic, Credential, Error, Http, HttpBuilder, Site, scopes};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use std::error::Error as _;
use std::fmt::{Debug, Display};
use std::panic::{AssertUnwindSafe, catch_unwind};
use ways_in::{call, connect, forge, three_legged, tokens};

scopes! {
    pub(crate) struct Job = "read:space:confluence";
    pub(crate) struct Addon = "READ", "ACT_AS_USER";
}

const FORGE: &str = "11111111-2222-4333-8444-555555555555";
const ROBOT: &str = "r0b0t-s3cr3t-of-the-account";
/// As much of a secret as can be recognised.
const RECOGNISABLE: usize = 8;

/// What was formatted in a run, and what must not be in it.
#[derive(Default)]
struct Run {
    shown: String,
    secrets: Vec<(&'static str, String)>,
}

impl Run {
    fn show(&mut self, thing: &impl Debug) {
        self.shown += &format!("{thing:?}\n{thing:#?}\n");
        // What `expect` says of it.
        let panic = catch_unwind(AssertUnwindSafe(|| failed(thing).expect("it is an error")));
        let said = panic.unwrap_err();
        self.shown += said.downcast_ref::<String>().expect("a text");
    }

    fn say(&mut self, thing: &(impl Debug + Display)) {
        self.shown += &format!("{thing} {thing:#}\n");
        self.show(thing);
    }

    fn fail(&mut self, error: &Error) {
        self.say(error);
        self.shown += &format!("{:?} {:?} {:?}\n", error.oauth(), error.message(), error.code());
        let mut cause = error.source();
        while let Some(inner) = cause {
            self.shown += &format!("{inner} {inner:?}\n");
            cause = inner.source();
        }
    }

    fn hide(&mut self, what: &'static str, secret: impl Into<String>) {
        self.secrets.push((what, secret.into()));
    }

    fn hide_tokens(&mut self, tokens: &Tokens) {
        let json: Value = serde_json::from_str(tokens.to_json().expose_secret()).unwrap();
        for what in ["access_token", "refresh_token"] {
            self.hide(what, json[what].as_str().unwrap());
        }
    }

    /// The first secret that is in a text, if any is.
    fn found(&self, text: &str) -> Option<&'static str> {
        let shows = |secret: &str| text.contains(&secret[..RECOGNISABLE.min(secret.len())]);
        self.secrets
            .iter()
            .find(|(_, secret)| shows(secret))
            .map(|(what, _)| *what)
    }
}

fn failed<T>(thing: T) -> std::result::Result<(), T> {
    Err(thing)
}

fn reqwest() -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder().tls_backend_rustls().no_proxy();
    builder.redirect(reqwest::redirect::Policy::none())
}

fn over(client: reqwest::ClientBuilder) -> Http {
    Http::builder().reqwest(client.build().unwrap()).build().unwrap()
}

/// HTTP/1.1, and HTTP/2, whose implementation logs by other means. Both are recorded.
fn transports(recorder: &Recorder) -> [Http; 2] {
    let recorded = |http: HttpBuilder| http.wrap_transport(recorder.around()).build().unwrap();
    let client = reqwest().http2_prior_knowledge().build().unwrap();
    [recorded(Http::builder()), recorded(Http::builder().reqwest(client))]
}

/// What is logged of a call when everything that is sent is to be logged.
async fn verbose() -> String {
    let sandbox = Sandbox::start().await.unwrap();
    let credential =
        Credential::<confluence_sdk::Connect<Addon>>::declared("eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.e30.").unwrap();
    let client = over(reqwest().connection_verbose(true)).client(Site::new(sandbox.url()).unwrap(), credential);
    logged::start();
    assert!(flows::call(&client).await.is_err());
    logged::stop()
}

#[tokio::test]
async fn of_whole_flows_nothing_is_shown_or_logged() {
    logged::start();
    let mut hosts = Vec::new();
    let mut run = Run::default();
    let recording = std::env::temp_dir().join(format!("confluence-sdk-secrets-{}.json", std::process::id()));
    let recorder = Recorder::new(&recording);
    for http in transports(&recorder) {
        run.show(&http);
        let sandbox = flows::sandbox()
            .service_account("robot", "robot-client", ROBOT, ["read:space:confluence"])
            .forge_app(
                FORGE,
                ["read:app-system-token", "read:app-user-token", "read:space:confluence"],
            );
        let sandbox = sandbox.start().await.unwrap();
        three_legged(&mut run, &sandbox, &http).await;
        tokens(&mut run, &sandbox, &http).await;
        connect(&mut run, &sandbox, &http).await;
        forge(&mut run, &sandbox, &http).await;
        // For the lines of TLS: nobody there speaks it.
        let nowhere = Site::new(&sandbox.url().replace("http://", "https://")).unwrap();
        let credential = Credential::<Basic>::basic("a@example.test", ROBOT).unwrap();
        let error = call(&mut run, &http.client(nowhere, credential)).await.unwrap_err();
        run.fail(&error);
        hosts.push(sandbox.url().trim_start_matches("http://").to_owned());
    }
    let logged = logged::stop();
    recorder.finish().unwrap();
    let recorded = std::fs::read_to_string(&recording).unwrap();
    std::fs::remove_file(recording).unwrap();

    // The search would find something, in each of the places.
    for known in [
        CLIENT,
        CALLBACK,
        "robot-client",
        "com.example.shown",
        FORGE,
        "it is an error",
        "xen:macro",
    ] {
        assert!(
            run.shown.contains(known),
            "`{known}` is not shown, so nothing is proved"
        );
    }
    for known in [" reqwest::", " rustls::", " h2::", &hosts[0], &hosts[1]] {
        assert!(logged.contains(known), "`{known}` is not logged, so nothing is proved");
    }
    assert!(run.secrets.len() > 40, "{} secrets", run.secrets.len());
    for (what, secret) in &run.secrets {
        assert!(run.found(&format!("before {secret} after")).is_some(), "{what}");
    }
    assert!(
        run.found(&verbose().await).is_some(),
        "the capture misses what is logged"
    );
    for known in [
        "/wiki/api/v2/spaces",
        "/oauth/token",
        "expires_in",
        "it asks for a token",
    ] {
        assert!(
            recorded.contains(known),
            "`{known}` is not recorded, so nothing is proved"
        );
    }
    for (text, place) in [(&run.shown, "shown"), (&logged, "logged"), (&recorded, "recorded")] {
        for line in text.lines() {
            assert_eq!(run.found(line), None, "{place}: {line}");
        }
    }
}
