//! Proxies that the environment names.

use crate::clients::basic;
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::PageId;
use std::process::Command;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

/// Runs this test once more, as a program of its own, in an environment that names a proxy.
async fn proxied(test: &str, proxy: &str) -> bool {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test]).env("BEHIND_A_PROXY", "1");
    for name in [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
    ] {
        command.env(name, proxy);
    }
    let output = tokio::task::spawn_blocking(move || command.env_remove("NO_PROXY").env_remove("no_proxy").output());
    output.await.unwrap().unwrap().status.success()
}

#[tokio::test]
async fn credentials_for_plain_http_never_go_through_a_proxy() {
    if std::env::var_os("BEHIND_A_PROXY").is_none() {
        let proxy = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", proxy.local_addr().unwrap());
        let test = "transport::environment::credentials_for_plain_http_never_go_through_a_proxy";
        tokio::select! {
            passed = proxied(test, &address) => assert!(passed),
            connected = proxy.accept() => {
                let mut sent = vec![0; 1024];
                let bytes = connected.unwrap().0.read(&mut sent).await.unwrap_or_default();
                panic!("the proxy received {}", String::from_utf8_lossy(&sent[..bytes]));
            }
        }
        return;
    }
    let server = FaultServer::start().await;
    server.answer(Reply::ok(r#"{"id":"7"}"#));
    basic(&server).pages().get_page_by_id(PageId::new(7)).await.unwrap();
    assert!(server.only().header("authorization").is_some());
}
