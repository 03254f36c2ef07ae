//! Refusals in other character sets than UTF-8, as proxies and gateways write them.

use crate::clients::{TOKEN, basic};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{Error, PageId};

async fn refused(content_type: &str, body: &[u8]) -> Error {
    let server = FaultServer::start().await;
    server.answer(Reply::new(502).header("Content-Type", content_type).body(body));
    let error = basic(&server).pages().get_page_by_id(PageId::new(7)).await;
    error.expect_err("a refusal")
}

fn utf16(text: &str, of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(of).collect()
}

#[tokio::test]
async fn the_reason_is_told_whatever_its_character_set() {
    let (little, big) = (u16::to_le_bytes, u16::to_be_bytes);
    let json = r#"{"message":"Nicht verfügbar"}"#;
    for (content_type, body, message) in [
        ("text/plain; charset=iso-8859-1", b"verf\xfcgbar".to_vec(), "verfügbar"),
        ("text/plain; charset=\"Windows-1252\"", b"It\x92s".to_vec(), "It’s"),
        ("text/html;charset=ISO-8859-1", b"<title>\xfc</title>".to_vec(), "ü"),
        (
            "application/json;charset=iso-8859-1",
            b"[\"verf\xfcgbar\"]".to_vec(),
            "verfügbar",
        ),
        // It does not say which one it is.
        (
            "application/json",
            b"{\"message\":\"verf\xfcgbar\"}".to_vec(),
            "verf\u{fffd}gbar",
        ),
        (
            "application/json",
            [b"\xef\xbb\xbf", json.as_bytes()].concat(),
            "Nicht verfügbar",
        ),
        (
            "application/json",
            utf16(&format!("\u{feff}{json}"), little),
            "Nicht verfügbar",
        ),
        ("application/json", utf16(json, big), "Nicht verfügbar"),
        ("text/plain; charset=utf-16le", utf16("Down", little), "Down"),
        ("text/html", utf16("\u{feff}<html><title>Down</title>", big), "Down"),
    ] {
        let error = refused(content_type, &body).await;
        assert_eq!(error.message(), Some(message), "{content_type} {body:?}");
        assert!(error.to_string().contains(message), "{error}");
        assert_eq!(error.body().map(|kept| &kept[..]), Some(&body[..]));
    }
}

#[tokio::test]
async fn no_character_set_shows_the_credential() {
    for of in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        for text in [
            format!("\u{feff}{{\"message\":\"{TOKEN}\"}}"),
            format!("\u{feff}{TOKEN}"),
            format!("{{\"message\":\"{TOKEN}\"}}"),
            TOKEN.to_owned(),
        ] {
            let body = utf16(&text, of);
            for content_type in ["text/plain", "application/json", "application/octet-stream"] {
                let error = refused(content_type, &body).await;
                let shown = format!("{error} {error:?} {:?} {:?}", error.message(), error.code());
                assert!(!shown.contains(TOKEN), "{content_type} {text}: {shown}");
            }
        }
    }
}
