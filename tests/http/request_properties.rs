//! Whatever text a caller gives, it arrives as that text at its place, and nowhere else.

use crate::clients::{CLOUD, basic, oauth};
use crate::fault_server::{FaultServer, Received, Reply};
use confluence_sdk::{ContentId, Cql, FilePart, scopes};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::future::Future;

scopes! { pub(crate) struct App = "search:confluence", "write:confluence-content"; }

/// Texts that are likely to break something, and any other.
fn text() -> impl Strategy<Value = String> {
    let nasty = proptest::sample::select(vec![
        "/",
        "?",
        "#",
        "&",
        "=",
        "+",
        "%",
        "%2F",
        "%2f..",
        ";",
        "@",
        ":",
        "\\",
        "..",
        ".",
        "{id}",
        "{label}",
        "\"",
        "'",
        "<",
        ">",
        " ",
        "\t",
        "\r\n",
        "\0",
        "\u{7f}",
        "\u{feff}",
        "\u{202e}",
        "é",
        "🚀",
        "\u{1f468}\u{200d}\u{1f469}",
        "a",
    ]);
    let mixed = proptest::collection::vec(nasty, 0..12).prop_map(|parts| parts.concat());
    prop_oneof![mixed, any::<String>()]
}

/// Runs a call once for each of some values of a strategy, all on one runtime.
fn each<S: Strategy, F: Future<Output = Result<(), TestCaseError>>>(strategy: S, check: impl Fn(S::Value) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let config = Config {
        cases: 192,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&strategy, |value| runtime.block_on(check(value)))
        .unwrap();
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned()
}

/// The query as pairs, read as strictly as the plainest server would.
fn pairs(request: &Received) -> Vec<(String, String)> {
    let pairs = request.query().split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

fn plain(target: &str) -> bool {
    target
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~%/?&=,".contains(&byte))
}

#[test]
fn query_parameters() {
    each((text(), text()), async |(title, cursor)| {
        let server = FaultServer::start().await;
        server
            .answer(Reply::ok("{}"))
            .answer(Reply::ok("{}"))
            .answer(Reply::ok("{}"));
        let client = basic(&server);
        client
            .pages()
            .get_pages()
            .title(title.as_str())
            .cursor(cursor.as_str())
            .raw()
            .await
            .unwrap();
        let search = oauth::<App>(&server)
            .v1()
            .search()
            .search_by_cql(Cql::raw(format!("x{title}")))
            .expand(["a", "b.c"]);
        search.raw().await.unwrap();
        client
            .request("GET", "/wiki")
            .query(&title, &cursor)
            .send()
            .await
            .unwrap();
        let received = server.received();
        prop_assert_eq!(received[0].path(), "/wiki/api/v2/pages");
        prop_assert_eq!(
            pairs(&received[0]),
            [
                ("title".to_owned(), title.clone()),
                ("cursor".to_owned(), cursor.clone())
            ]
        );
        prop_assert_eq!(
            received[1].path(),
            format!("/ex/confluence/{CLOUD}/wiki/rest/api/search")
        );
        let expected = [
            ("cql".to_owned(), format!("x{title}")),
            ("expand".to_owned(), "a,b.c".to_owned()),
        ];
        prop_assert_eq!(pairs(&received[1]), expected);
        prop_assert_eq!(pairs(&received[2]), [(title, cursor)]);
        for request in &received {
            prop_assert!(plain(&request.target), "{}", request.target);
        }
        Ok(())
    });
}

#[test]
fn path_segments() {
    each((text(), text()), async |(label, id)| {
        let server = FaultServer::start().await;
        let Ok(id) = ContentId::new(&id) else { return Ok(()) };
        let call = basic(&server)
            .v1()
            .labels()
            .remove_label_from_content(id.clone(), label.as_str());
        if matches!(label.as_str(), "" | "." | "..") {
            let error = call.await.unwrap_err();
            prop_assert_eq!(error.field(), Some("label"));
            server.saw_nothing();
            return Ok(());
        }
        server.answer(Reply::new(204));
        call.await.unwrap();
        let request = server.only();
        let segments: Vec<&str> = request.target.split('/').collect();
        prop_assert_eq!(segments.len(), 8, "{}", request.target);
        prop_assert_eq!(&segments[..5], ["", "wiki", "rest", "api", "content"]);
        prop_assert_eq!(
            (decode(segments[5]), segments[6], decode(segments[7])),
            (id.as_str().to_owned(), "label", label)
        );
        prop_assert!(
            !request.target.contains('?') && plain(&request.target),
            "{}",
            request.target
        );
        Ok(())
    });
}

#[test]
fn members_of_bodies() {
    each((text(), text()), async |(title, value)| {
        let server = FaultServer::start().await;
        server.answer(Reply::ok(r#"{"id":"7"}"#));
        let body = confluence_sdk::v2::PageBody::storage(value.as_str());
        basic(&server)
            .pages()
            .create_page(1.into())
            .title(title.as_str())
            .body(body)
            .await
            .unwrap();
        let request = server.only();
        prop_assert_eq!(&request.target, "/wiki/api/v2/pages");
        let expected = serde_json::json!({
            "spaceId": "1", "title": title, "body": { "representation": "storage", "value": value }
        });
        prop_assert_eq!(request.json(), expected);
        Ok(())
    });
}

/// One part of a form, as a server reads it.
pub(crate) struct Part {
    disposition: String,
    pub(crate) media_type: String,
    pub(crate) content: Vec<u8>,
}

impl Part {
    /// A quoted parameter of the disposition. Browsers escape quotes and line breaks, nothing else.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let start = self.disposition.find(&format!("; {name}=\""))? + name.len() + 4;
        let value = self.disposition[start..].split('"').next()?;
        Some(value.to_owned())
    }
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

pub(crate) fn parts(request: &Received) -> Vec<Part> {
    let boundary = request
        .header("content-type")
        .unwrap()
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let separator = format!("\r\n--{boundary}");
    let mut rest: &[u8] = &[b"\r\n", &request.body[..]].concat();
    let mut parts = Vec::new();
    loop {
        assert!(
            rest.starts_with(separator.as_bytes()),
            "no boundary at: {}",
            String::from_utf8_lossy(rest)
        );
        rest = &rest[separator.len()..];
        if rest == b"--\r\n" {
            return parts;
        }
        rest = rest.strip_prefix(b"\r\n").expect("a line break after the boundary");
        let end = position(rest, b"\r\n\r\n").expect("an end of the part's head");
        let head = std::str::from_utf8(&rest[..end]).expect("UTF-8");
        let [disposition, media_type] = head.split("\r\n").collect::<Vec<_>>()[..] else {
            panic!("not two headers: {head:?}")
        };
        rest = &rest[end + 4..];
        let end = position(rest, separator.as_bytes()).expect("an end of the part");
        parts.push(Part {
            disposition: disposition
                .strip_prefix("Content-Disposition: form-data")
                .unwrap()
                .to_owned(),
            media_type: media_type.strip_prefix("Content-Type: ").unwrap().to_owned(),
            content: rest[..end].to_vec(),
        });
        rest = &rest[end..];
    }
}

#[test]
fn file_names_and_contents() {
    let bytes = prop_oneof![
        any::<Vec<u8>>(),
        text().prop_map(String::into_bytes),
        Just(b"\r\n--\r\n--".to_vec())
    ];
    each((text(), text(), bytes), async |(name, comment, bytes)| {
        let server = FaultServer::start().await;
        let content = ContentId::new("1").unwrap();
        let files = [
            FilePart::new(name.as_str(), bytes.clone()),
            FilePart::new("b.txt", "b").media_type("text/plain"),
        ];
        let client = basic(&server);
        let call = client
            .v1()
            .attachments()
            .create_attachment(content, files)
            .comments([comment.as_str(), "c"]);
        if name.is_empty() {
            let error = call.await.unwrap_err();
            prop_assert_eq!(error.field(), Some("file"));
            server.saw_nothing();
            return Ok(());
        }
        server.answer(Reply::ok(r#"{"results":[]}"#));
        call.minor_edit(false).await.unwrap();
        let request = server.only();
        prop_assert_eq!(request.header("x-atlassian-token"), Some("no-check"));
        prop_assert_eq!(request.header("transfer-encoding"), None);
        let parts = parts(&request);
        let names: Vec<_> = parts.iter().map(|part| part.parameter("name").unwrap()).collect();
        prop_assert_eq!(names, ["file", "file", "comment", "comment", "minorEdit"]);
        let escaped = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        prop_assert_eq!(parts[0].parameter("filename"), Some(escaped));
        prop_assert_eq!(parts[1].parameter("filename"), Some("b.txt".to_owned()));
        prop_assert_eq!(parts[2].parameter("filename"), None);
        prop_assert_eq!(&parts[0].content, &bytes);
        prop_assert_eq!(
            (&parts[0].media_type[..], &parts[1].media_type[..]),
            ("application/octet-stream", "text/plain")
        );
        prop_assert_eq!(
            (&parts[2].content[..], &parts[4].content[..]),
            (comment.as_bytes(), &b"false"[..])
        );
        Ok(())
    });
}

#[test]
fn header_values() {
    each(text(), async |value| {
        let server = FaultServer::start().await;
        let call = basic(&server).request("GET", "/wiki").header("X-Note", &value);
        let carried = value
            .bytes()
            .all(|byte| byte == b'\t' || (byte >= 0x20 && byte != 0x7f));
        if !carried {
            let error = call.send().await.unwrap_err();
            prop_assert_eq!(error.field(), Some("X-Note"));
            server.saw_nothing();
            return Ok(());
        }
        server.answer(Reply::ok("{}"));
        call.send().await.unwrap();
        let arrived = server.only();
        prop_assert_eq!(
            arrived.header("x-note").unwrap_or_default().trim_matches([' ', '\t']),
            value.trim_matches([' ', '\t'])
        );
        Ok(())
    });
}
