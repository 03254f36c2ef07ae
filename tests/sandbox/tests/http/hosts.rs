//! Names, ports and TLS.

use crate::caller::{Caller, plain_http, text};
use confluence_sandbox::{NewPage, Sandbox};
use reqwest::Method;
use reqwest::header::LOCATION;

/// Three ports that nobody uses now.
fn free_ports() -> [u16; 3] {
    let listeners = [(); 3].map(|()| std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

#[tokio::test]
async fn all_three_hosts_are_where_they_were_told_to_be() {
    let [site, media, identity] = free_ports();
    let sandbox = Sandbox::builder()
        .space("DEMO", "Demo")
        .page(
            NewPage::new("DEMO", "Files")
                .id(77)
                .attachment("a.txt", "text/plain", "hello"),
        )
        .host("acme.localhost")
        .identity_host("login.localhost")
        .port(site)
        .media_port(media)
        .identity_port(identity)
        .start()
        .await
        .unwrap();
    assert_eq!(sandbox.url(), format!("http://acme.localhost:{site}"));
    assert_eq!(sandbox.media_url(), format!("http://acme.localhost:{media}"));
    assert_eq!(sandbox.identity_url(), format!("http://login.localhost:{identity}"));
    let local = ([127, 0, 0, 1], 0).into();
    let http = reqwest::Client::builder()
        .no_proxy()
        .resolve("acme.localhost", local)
        .resolve("login.localhost", local)
        .build()
        .unwrap();
    let admin = sandbox.admin();
    let get = async |path: &str| {
        let request = http.get(format!("{}{path}", sandbox.url()));
        request
            .basic_auth(admin.email(), Some(admin.api_token()))
            .send()
            .await
            .unwrap()
    };
    let listed: serde_json::Value = get("/wiki/api/v2/pages/77/attachments").await.json().await.unwrap();
    assert!(text(&listed["_links"]["base"]).starts_with(sandbox.url()), "{listed}");
    let id = text(&listed["results"][0]["id"]);
    // The client follows the redirect to the other port.
    let file = get(&format!("/wiki/rest/api/content/77/child/attachment/{id}/download")).await;
    assert_eq!(file.text().await.unwrap(), "hello");
    let keys = http
        .get(format!("{}/.well-known/jwks.json", sandbox.identity_url()))
        .send()
        .await
        .unwrap();
    assert_eq!(keys.status(), 200);
}

#[tokio::test]
async fn a_port_in_use_is_named() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    for builder in [
        Sandbox::builder().port(port),
        Sandbox::builder().media_port(port),
        Sandbox::builder().identity_port(port),
    ] {
        let error = builder.start().await.unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
        let words = format!("port {port} of 127.0.0.1 cannot be opened");
        assert!(error.to_string().starts_with(&words), "{error}");
    }
}

#[tokio::test]
async fn without_a_choice_the_hosts_differ_in_name() {
    let sandbox = Sandbox::builder().space("DEMO", "Demo").start().await.unwrap();
    assert!(sandbox.url().starts_with("http://127.0.0.1:"));
    assert!(sandbox.media_url().starts_with("http://localhost:"));
    let admin = Caller::new(&sandbox, "admin");
    let page = admin
        .request(Method::GET, "/wiki/download/attachments/1/a.txt")
        .send()
        .await
        .unwrap();
    assert!(!page.headers().contains_key(LOCATION));
    assert_eq!(
        plain_http().get(sandbox.media_url()).send().await.unwrap().status(),
        404
    );
}

#[cfg(feature = "tls")]
mod tls {
    use super::*;
    use std::sync::Arc;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio_rustls::TlsConnector;
    use tokio_rustls::rustls::crypto::ring::default_provider;
    use tokio_rustls::rustls::pki_types::pem::PemObject as _;
    use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
    use tokio_rustls::rustls::{ClientConfig, RootCertStore};

    /// The answer to a request over TLS, from a client that trusts one certificate.
    async fn get(url: &str, certificate: &str, user: Option<&confluence_sandbox::User>) -> std::io::Result<String> {
        let url: url::Url = url.parse().unwrap();
        let (host, port) = (url.host_str().unwrap(), url.port().unwrap());
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap())
            .unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        let name = ServerName::try_from(host.to_owned()).unwrap();
        let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
        let authorization = user.map(|user| {
            let pair = base64::Engine::encode(
                &base64::engine::general_purpose::STANDARD,
                format!("{}:{}", user.email(), user.api_token()),
            );
            format!("Authorization: Basic {pair}\r\n")
        });
        let head = format!(
            "GET {} HTTP/1.1\r\nHost: {host}\r\n{}Connection: close\r\n\r\n",
            url.path(),
            authorization.unwrap_or_default()
        );
        stream.write_all(head.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok(answer)
    }

    #[tokio::test]
    async fn a_client_that_trusts_the_certificate_calls_all_hosts() {
        let another = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()])
            .unwrap()
            .cert
            .pem();
        for host in [None, Some("acme.localhost")] {
            let builder = Sandbox::builder().space("DEMO", "Demo").tls();
            let builder = match host {
                Some(host) => builder.host(host),
                None => builder,
            };
            let sandbox = builder.start().await.unwrap();
            let certificate = sandbox.certificate().unwrap();
            let spaces = format!("{}/wiki/api/v2/spaces", sandbox.url());
            assert!(spaces.starts_with("https://"), "{spaces}");
            let answer = get(&spaces, certificate, Some(&sandbox.admin())).await.unwrap();
            assert!(
                answer.starts_with("HTTP/1.1 200") && answer.contains("https://"),
                "{answer}"
            );
            for url in [sandbox.media_url(), sandbox.identity_url()] {
                let answer = get(url, certificate, None).await.unwrap();
                assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
            }
            assert!(
                get(&spaces, &another, None).await.is_err(),
                "another certificate is trusted"
            );
        }
    }

    #[tokio::test]
    async fn a_certificate_is_given() {
        let made = rcgen::generate_simple_self_signed(["acme.localhost".to_owned()]).unwrap();
        let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
        let builder = Sandbox::builder().host("acme.localhost");
        let sandbox = builder.tls_with(&certificate, &key).start().await.unwrap();
        let answer = get(sandbox.url(), &certificate, None).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
        let error = Sandbox::builder().tls_with("none", &key).start().await.unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
        assert!(
            error
                .to_string()
                .starts_with("the certificate or its key cannot be used"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_handshake_that_never_ends_keeps_nobody_out() {
        let sandbox = Sandbox::builder().tls().start().await.unwrap();
        let port: u16 = sandbox.url().rsplit(':').next().unwrap().parse().unwrap();
        let silent = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let mut wrong = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        wrong.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
        let answer = get(sandbox.url(), sandbox.certificate().unwrap(), None).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
        drop(silent);
    }
}
