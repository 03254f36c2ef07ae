//! Sign-in on this machine, with what else comes to an open port.

use super::authority::Authority;
use super::flow::failure;
use super::{Reader, app, app_at, call, client};
use confluence_sdk::oauth::{App, Failure, Loopback};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use url::Url;

/// A port that was free a moment ago.
async fn listening(authority: &Authority) -> (App, Loopback, u16) {
    loop {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let app = app_at(authority.url(), &format!("http://127.0.0.1:{port}/callback"));
        if let Ok(loopback) = Loopback::bind(&app).await {
            return (app, loopback, port);
        }
    }
}

async fn send(port: u16, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

async fn get(port: u16, target: &str) -> String {
    send(
        port,
        format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").as_bytes(),
    )
    .await
}

fn state(url: &Url) -> String {
    url.query_pairs()
        .find(|(name, _)| name == "state")
        .unwrap()
        .1
        .into_owned()
}

#[tokio::test]
async fn the_user_comes_back_among_others() {
    let authority = Authority::start().await;
    let (app, loopback, port) = listening(&authority).await;
    let code = authority.code();
    let mut browsing = None;
    let waiting = loopback.wait(app.sign_in::<Reader>(), |url| {
        let state = state(url);
        browsing = Some(tokio::spawn(async move {
            // A connection that is opened in advance, over which nothing comes.
            let _silent = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            let starts =
                |answer: String, status: &str| assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
            starts(get(port, "/favicon.ico").await, "404");
            starts(get(port, "/").await, "404");
            starts(get(port, &format!("/callback?state=x&code={code}")).await, "400");
            starts(get(port, "/callback").await, "400");
            starts(get(port, &format!("/callback?state={state}")).await, "400");
            starts(send(port, b"\x16\x03\x01\x02 hello\r\n\r\n").await, "400");
            starts(send(port, b"POST /callback HTTP/1.1\r\n\r\n").await, "405");
            starts(
                send(port, format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(20_000)).as_bytes()).await,
                "400",
            );
            get(port, &format!("/callback?code={code}&state={state}")).await
        }));
    });
    let code = waiting.await.unwrap();
    let page = browsing.unwrap().await.unwrap();
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("You are signed in"),
        "{page}"
    );
    assert!(page.contains("Cache-Control: no-store"), "{page}");
    let grant = app.exchange(code).await.unwrap();
    call(&client(&authority, &grant)).await.unwrap();
    assert!(
        TcpStream::connect(("127.0.0.1", port)).await.is_err(),
        "it listens for one user only"
    );
}

#[tokio::test]
async fn a_refusal_ends_the_waiting() {
    let authority = Authority::start().await;
    let (app, loopback, port) = listening(&authority).await;
    let mut browsing = None;
    let waiting = loopback.wait(app.sign_in::<Reader>(), |url| {
        let state = state(url);
        browsing = Some(tokio::spawn(async move {
            get(port, &format!("/callback?error=access_denied&state={state}")).await
        }));
    });
    assert!(matches!(failure(waiting.await), Failure::Declined));
    assert!(browsing.unwrap().await.unwrap().contains("You did not consent"));
}

#[tokio::test]
async fn nobody_comes() {
    let authority = Authority::start().await;
    let (app, loopback, _) = listening(&authority).await;
    let waiting = loopback
        .timeout(Duration::from_millis(50))
        .wait(app.sign_in::<Reader>(), |_| ());
    assert!(matches!(failure(waiting.await), Failure::NobodyCame(_)));
}

#[tokio::test]
async fn only_this_machine_is_listened_at() {
    let authority = Authority::start().await;
    for redirect in [
        "https://app.example.test/callback",
        "http://127.0.0.1/callback",
        "https://127.0.0.1:9/callback",
    ] {
        let error = Loopback::bind(&app_at(authority.url(), redirect)).await.unwrap_err();
        assert_eq!(error.field(), Some("redirect_uri"), "{redirect}: {error}");
    }
    assert!(Loopback::bind(&app(&authority)).await.is_err());
    let (app, _listening, port) = listening(&authority).await;
    let error = Loopback::bind(&app).await.unwrap_err();
    assert!(error.to_string().contains(&port.to_string()), "{error}");
}

#[tokio::test]
async fn localhost_is_listened_at_on_both_addresses_or_on_neither() {
    let authority = Authority::start().await;
    let at = |port| app_at(authority.url(), &format!("http://localhost:{port}/callback"));
    let v4 = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = v4.local_addr().unwrap().port();
    let Ok(v6) = std::net::TcpListener::bind(("::1", port)) else {
        // No IPv6 on this machine, or somebody has the port there.
        return;
    };
    let refused = |loopback: confluence_sdk::Result<Loopback>, address: &str| {
        let error = loopback.expect_err("a stranger could be sent the code");
        assert!(error.is_setup() && error.to_string().contains(address), "{error}");
    };
    refused(Loopback::bind(&at(port)).await, "127.0.0.1");
    drop(v4);
    refused(Loopback::bind(&at(port)).await, "[::1]");
    drop(v6);

    let app = at(port);
    let loopback = Loopback::bind(&app).await.unwrap();
    TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let code = authority.code();
    let waiting = loopback.wait(app.sign_in::<Reader>(), |url| {
        let state = state(url);
        tokio::spawn(async move {
            let mut stream = TcpStream::connect(("::1", port)).await.unwrap();
            let request = format!("GET /callback?code={code}&state={state} HTTP/1.1\r\n\r\n");
            stream.write_all(request.as_bytes()).await.unwrap();
            let _ = stream.read_to_end(&mut Vec::new()).await;
        });
    });
    app.exchange(waiting.await.unwrap()).await.unwrap();
}

#[tokio::test]
async fn why_a_sign_in_ended_is_said_by_its_name() {
    let authority = Authority::start().await;
    for (code, words) in [
        ("server_error", "server_error: down"),
        ("temporarily_unavailable", "temporarily_unavailable: down"),
        ("invalid_scope", "developer console"),
        ("something_new", "something_new: down"),
    ] {
        let (app, loopback, port) = listening(&authority).await;
        let waiting = loopback.wait(app.sign_in::<Reader>(), |url| {
            let target = format!("/callback?error={code}&error_description=down&state={}", state(url));
            tokio::spawn(async move { get(port, &target).await });
        });
        let failure = failure(waiting.await);
        assert!(
            matches!(&failure, Failure::SignInFailed(rejection) if rejection.code == code),
            "{failure:?}"
        );
        assert!(failure.to_string().contains(words), "{failure}");
    }
}
