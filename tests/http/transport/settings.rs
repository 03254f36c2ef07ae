//! The settings of the default transport, over real HTTP and TLS: proxies, certificates, headers, connections.

use crate::clients::{EMAIL, TOKEN};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::transport::{Body, BoxFuture, Transport, TransportError};
use confluence_sdk::{Basic, Client, Credential, Http, HttpBuilder, PageId, Site};
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

const ROOT: &str = include_str!("certificates/root.pem");
const SERVER: &str = include_str!("certificates/server.pem");
const SERVER_KEY: &str = include_str!("certificates/server_key.pem");
const CLIENT: &str = include_str!("certificates/client.pem");
const CLIENT_KEY: &str = include_str!("certificates/client_key.pem");

const PAGE: &str = r#"{"id":"7"}"#;
const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"id\":\"7\"}";

/// What servers received: the heads of requests.
type Heads = Arc<Mutex<Vec<String>>>;

async fn head(stream: &mut (impl AsyncReadExt + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// A server that speaks TLS. If `clients` is set, it wants a certificate of theirs. It says which protocol was agreed
/// on.
async fn tls_server(clients: bool) -> (u16, Heads) {
    let provider = Arc::new(default_provider());
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(ROOT.as_bytes()).unwrap())
        .unwrap();
    let config = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .unwrap();
    let config = match clients {
        false => config.with_no_client_auth(),
        true => config.with_client_cert_verifier(
            WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
                .build()
                .unwrap(),
        ),
    };
    let chain = vec![CertificateDer::from_pem_slice(SERVER.as_bytes()).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(SERVER_KEY.as_bytes()).unwrap();
    let mut config = config.with_single_cert(chain, key).unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (port, heads) = (listener.local_addr().unwrap().port(), Heads::default());
    let seen = heads.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, seen) = (acceptor.clone(), seen.clone());
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let protocol = stream
                    .get_ref()
                    .1
                    .alpn_protocol()
                    .map(|name| String::from_utf8_lossy(name).into_owned());
                seen.lock()
                    .unwrap()
                    .push(format!("agreed on {}", protocol.unwrap_or_default()));
                while let Some(head) = head(&mut stream).await {
                    seen.lock().unwrap().push(head);
                    if stream.write_all(ANSWER.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (port, heads)
}

/// A proxy that opens tunnels, and answers everything else with 502.
async fn proxy() -> (u16, Heads) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let (port, heads) = (listener.local_addr().unwrap().port(), Heads::default());
    let seen = heads.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let seen = seen.clone();
            tokio::spawn(async move {
                let Some(head) = head(&mut stream).await else { return };
                seen.lock().unwrap().push(head.clone());
                let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next());
                match target {
                    Some(target) => {
                        let mut server = TcpStream::connect(target).await.unwrap();
                        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
                        let _ = copy_bidirectional(&mut stream, &mut server).await;
                    }
                    None => {
                        let _ = stream
                            .write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                            .await;
                    }
                }
            });
        }
    });
    (port, heads)
}

fn client(http: HttpBuilder, site: &str) -> Client<Basic> {
    let http = http.build().unwrap();
    http.client(Site::new(site).unwrap(), Credential::basic(EMAIL, TOKEN).unwrap())
}

async fn read(client: &Client<Basic>) -> confluence_sdk::Result<()> {
    let call = client.pages().create_page(confluence_sdk::SpaceId::new(1)).title("A");
    call.timeout(Duration::from_secs(30)).await.map(drop)
}

fn took(heads: &Heads) -> Vec<String> {
    std::mem::take(&mut heads.lock().unwrap())
}

#[tokio::test]
async fn a_root_certificate_and_a_client_certificate_are_used() {
    let (port, heads) = tls_server(false).await;
    let site = format!("https://localhost:{port}");
    let plain = || Http::builder().no_proxy().http1_only();
    assert!(read(&client(plain(), &site)).await.is_err(), "the root is unknown");
    assert!(took(&heads).is_empty());
    // Among others in one file, too.
    let bundle = format!("{CLIENT}\n{ROOT}");
    for roots in [ROOT.to_owned(), bundle] {
        read(&client(plain().root_certificates(roots), &site)).await.unwrap();
        assert_eq!(took(&heads)[0], "agreed on http/1.1");
    }

    let (port, heads) = tls_server(true).await;
    let site = format!("https://localhost:{port}");
    assert!(
        read(&client(plain().root_certificates(ROOT), &site)).await.is_err(),
        "no certificate was shown"
    );
    assert!(!took(&heads).iter().any(|head| head.contains("HTTP/1.1")));
    let shown = plain().root_certificates(ROOT).client_certificate(CLIENT, CLIENT_KEY);
    read(&client(shown, &site)).await.unwrap();
    assert_eq!(took(&heads).len(), 2);
}

#[tokio::test]
async fn the_version_of_http_is_agreed_on() {
    let (port, heads) = tls_server(false).await;
    let site = format!("https://localhost:{port}");
    // The server agrees to HTTP/2 and does not speak it: what was agreed on is all that counts here.
    for (http, agreed) in [
        (Http::builder(), "agreed on h2"),
        (Http::builder().http1_only(), "agreed on http/1.1"),
        (Http::builder().http2_only(), "agreed on h2"),
    ] {
        let client = client(http.no_proxy().root_certificates(ROOT), &site);
        let _ = tokio::time::timeout(Duration::from_secs(1), read(&client)).await;
        assert_eq!(took(&heads)[0], agreed);
    }
}

#[tokio::test]
async fn https_goes_through_the_proxy_and_http_does_not() {
    let (port, heads) = tls_server(false).await;
    let (proxy, tunnels) = proxy().await;
    let through = || {
        let address = format!("http://us%65r:pa%24s@127.0.0.1:{proxy}");
        Http::builder().http1_only().root_certificates(ROOT).proxy(address)
    };
    read(&client(through(), &format!("https://localhost:{port}")))
        .await
        .unwrap();
    let [tunnel] = &took(&tunnels)[..] else {
        panic!("one tunnel")
    };
    assert!(
        tunnel.starts_with(&format!("CONNECT localhost:{port} HTTP/1.1\r\n")),
        "{tunnel}"
    );
    // `user:pa$s`
    assert!(
        tunnel
            .to_lowercase()
            .contains("proxy-authorization: basic dxnlcjpwysrz\r\n"),
        "{tunnel}"
    );
    assert!(!tunnel.to_lowercase().contains("\r\nauthorization"), "{tunnel}");
    let heads = took(&heads);
    assert!(!heads[1].to_lowercase().contains("proxy-authorization"), "{}", heads[1]);

    let server = FaultServer::start().await;
    server.answer(Reply::ok(PAGE));
    read(&client(through(), server.url())).await.unwrap();
    assert!(took(&tunnels).is_empty(), "plain http went through the proxy");
    assert_eq!(server.only().header("proxy-authorization"), None);
}

#[tokio::test]
async fn a_password_of_a_proxy_is_shown_nowhere() {
    const SECRET: &str = "hunter2-of-the-proxy";
    let shown = |http: HttpBuilder, site: String| async move {
        let mut text = format!("{http:?}");
        match http.build() {
            Ok(http) => {
                text += &format!("{http:?}");
                let client = http.client(Site::new(&site).unwrap(), Credential::basic(EMAIL, TOKEN).unwrap());
                let mut error: Option<&dyn std::error::Error> = None;
                let failed = read(&client).await.unwrap_err();
                error.replace(&failed);
                while let Some(reason) = error {
                    text += &format!("{reason} {reason:?} ");
                    error = reason.source();
                }
            }
            Err(error) => text += &format!("{error} {error:?}"),
        }
        text
    };
    for address in [
        format!("http://user:{SECRET}@127.0.0.1:9"),
        format!("http://user:{SECRET}@127.0.0.1:1/path"),
        format!("http://user:{SECRET}@127.0.0.1:99999"),
        format!("http://user:{SECRET}@"),
        format!("socks5://user:{SECRET}@127.0.0.1:9"),
        format!("user:{SECRET}@127.0.0.1:9"),
        SECRET.to_owned(),
        format!("http://user:{SECRET}@127.0.0.1:9?{SECRET}#{SECRET}"),
        format!("http://[::1:{SECRET}"),
    ] {
        let text = shown(Http::builder().proxy(address.clone()), "https://localhost:9".to_owned()).await;
        assert!(!text.contains(SECRET), "{address}: {text}");
    }
}

#[tokio::test]
async fn default_headers_are_sent_with_what_has_none() {
    let server = FaultServer::start().await;
    server.answer(Reply::ok(PAGE)).answer(Reply::ok(PAGE));
    let http = Http::builder()
        .default_header("X-Gateway", "old")
        .default_header("x-gateway", "tenant-secret")
        .default_header("Accept", "text/plain")
        .user_agent("named/1");
    assert!(!format!("{http:?}").contains("tenant-secret"));
    let http = http.build().unwrap();
    assert!(!format!("{http:?}").contains("tenant-secret"));
    let client = http.client(
        Site::new(server.url()).unwrap(),
        Credential::basic(EMAIL, TOKEN).unwrap(),
    );
    client.pages().get_page_by_id(PageId::new(7)).await.unwrap();
    let own = client.pages().get_page_by_id(PageId::new(7)).header("X-Gateway", "own");
    own.await.unwrap();
    let [first, second] = &server.received()[..] else {
        panic!("two requests")
    };
    assert_eq!(first.header("x-gateway"), Some("tenant-secret"));
    assert_eq!(first.header("user-agent"), Some("named/1"));
    assert_eq!(first.header("accept"), Some("application/json"));
    assert!(first.header("authorization").unwrap().starts_with("Basic "));
    assert_eq!(second.header("x-gateway"), Some("own"));
}

#[tokio::test]
async fn default_headers_stay_away_from_the_host_of_a_file() {
    let (site, media) = (FaultServer::start().await, FaultServer::start().await);
    site.answer(Reply::new(302).header("Location", &format!("{}/file", media.url())));
    media.answer(Reply::new(200).body("bytes"));
    let client = client(Http::builder().default_header("X-Gateway", "tenant-secret"), site.url());
    let file = client.v1().attachments().download_attachment(
        confluence_sdk::ContentId::new("1").unwrap(),
        confluence_sdk::AttachmentId::new("att2").unwrap(),
    );
    file.await.unwrap().download().await.unwrap();
    assert_eq!(site.only().header("x-gateway"), Some("tenant-secret"));
    assert_eq!(media.only().header("x-gateway"), None);
    assert!(media.only().header("user-agent").is_some());
}

#[test]
fn what_is_wrong_with_a_setting_is_named() {
    let refused = |http: HttpBuilder, words: &[&str]| {
        let error = http.build().unwrap_err();
        for word in words {
            assert!(error.to_string().contains(word), "{word} is not in: {error}");
        }
        error
    };
    let http = Http::builder;
    for name in [
        "Authorization",
        "cookie",
        "Proxy-Authorization",
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "TE",
        "Trailer",
        "Upgrade",
        "Accept-Encoding",
        "Content-Type",
        "Range",
    ] {
        let error = refused(http().default_header(name, "secret-value"), &[name]);
        assert!(
            error.is_invalid_input() && !error.to_string().contains("secret-value"),
            "{error}"
        );
    }
    refused(http().default_header("a b", "c"), &["a b", "is not a header name"]);
    refused(http().default_header("x-a", "b\nc"), &["x-a", "a header cannot carry"]);
    refused(http().proxy("proxy.example.com:3128"), &["proxy", "http"]);
    refused(http().proxy("socks5://proxy.example.com"), &["proxy", "not supported"]);
    refused(
        http().proxy("http://proxy.example.com/pac"),
        &["proxy", "more than a host"],
    );
    refused(http().proxy(""), &["proxy", "is not an address"]);
    refused(
        http().root_certificates("nothing"),
        &["root_certificates", "no certificate"],
    );
    refused(http().root_certificates(""), &["root_certificates", "no certificate"]);
    refused(
        http().root_certificates(CLIENT_KEY),
        &["root_certificates", "no certificate"],
    );
    let cut = &ROOT[..ROOT.len() / 2];
    refused(http().root_certificates(cut), &["root_certificates"]);
    let garbage = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    refused(http().root_certificates(garbage), &["root_certificates"]);
    refused(
        http().client_certificate("nothing", CLIENT_KEY),
        &["client_certificate"],
    );
    refused(http().client_certificate(CLIENT, "nothing"), &["client_certificate"]);
    refused(http().client_certificate(garbage, CLIENT_KEY), &["client_certificate"]);
    // The key of another certificate.
    let error = refused(http().client_certificate(CLIENT, SERVER_KEY), &["client_certificate"]);
    assert!(!error.to_string().contains("PRIVATE"), "{error}");
}

/// Sends nothing.
struct Never;

impl Transport for Never {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn a_setting_of_connections_is_refused_beside_a_transport_of_ones_own() {
    let local: IpAddr = [127, 0, 0, 1].into();
    let second = Duration::from_secs(1);
    for (name, http) in [
        ("proxy", Http::builder().proxy("http://proxy.example.com")),
        ("no_proxy", Http::builder().no_proxy()),
        ("root_certificates", Http::builder().root_certificates(ROOT)),
        (
            "client_certificate",
            Http::builder().client_certificate(CLIENT, CLIENT_KEY),
        ),
        ("max_idle_connections", Http::builder().max_idle_connections(1)),
        ("idle_timeout", Http::builder().idle_timeout(second)),
        ("HTTP version", Http::builder().http1_only()),
        ("tcp_keepalive", Http::builder().tcp_keepalive(second)),
        ("local_address", Http::builder().local_address(local)),
    ] {
        let error = http.transport(Arc::new(Never)).build().unwrap_err();
        assert_eq!(error.field(), Some(name), "{error}");
    }
    // What does not belong to connections is used with any.
    let http = Http::builder()
        .default_header("x-a", "b")
        .timeout(second)
        .connect_timeout(second);
    http.transport(Arc::new(Never)).build().unwrap();
}

#[tokio::test]
async fn a_connection_that_takes_too_long_is_no_connection() {
    // It takes connections, and never speaks TLS.
    let silent = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let site = format!("https://{}", silent.local_addr().unwrap());
    let http = Http::builder().no_proxy().connect_timeout(Duration::from_millis(50));
    let error = read(&client(http, &site)).await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout(), "{error}");
}

#[tokio::test]
async fn idle_connections_are_kept_as_it_is_said() {
    for (http, connections) in [
        (Http::builder(), 1),
        (Http::builder().max_idle_connections(0), 3),
        (Http::builder().idle_timeout(Duration::ZERO), 3),
        (Http::builder().local_address([127, 0, 0, 1].into()), 1),
        (Http::builder().tcp_keepalive(Duration::from_secs(7)), 1),
    ] {
        let server = FaultServer::start().await;
        let client = client(http, server.url());
        for _ in 0..3 {
            server.answer(Reply::ok(PAGE));
            read(&client).await.unwrap();
            // The connection comes back to the pool beside the call.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(server.connections(), connections);
    }
}
