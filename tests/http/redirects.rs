//! Downloads that are redirected: which addresses are followed, what comes along, and what counts as the file.

use crate::clients::{TOKEN, basic};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::{AttachmentId, ContentId, Download, PageId, Redirect, Result};
use http::StatusCode;

/// Where the file of an attachment is.
async fn redirect(site: &FaultServer) -> Result<Redirect> {
    let (content, attachment) = (ContentId::from(PageId::new(7)), AttachmentId::new("att1").unwrap());
    basic(site)
        .v1()
        .attachments()
        .download_attachment(content, attachment)
        .await
}

async fn download(site: &FaultServer) -> Result<Download> {
    redirect(site).await?.download().await
}

fn to(status: u16, location: &str) -> Reply {
    Reply::new(status).header("Location", location)
}

fn file() -> Reply {
    Reply::new(200).header("Content-Type", "image/png").body("bytes")
}

#[track_caller]
fn without_credential(server: &FaultServer) {
    for request in server.received() {
        let sent = format!("{request:?}");
        assert!(
            request.header("authorization").is_none() && request.header("cookie").is_none(),
            "{sent}"
        );
        assert!(!sent.contains(TOKEN), "{sent}");
    }
}

#[tokio::test]
async fn a_relative_address_and_more_hops_are_followed_without_credentials() {
    for status in [301, 302, 303, 307, 308] {
        let (site, media) = (FaultServer::start().await, FaultServer::start().await);
        site.answer(to(status, "/wiki/file/7?token=abc"));
        site.expect(
            "GET /wiki/file/7?token=abc",
            to(status, &format!("{}/a/b", media.url())),
        );
        media.expect("GET /a/b", to(status, "../c?signed=1"));
        media.expect("GET /c?signed=1", file());
        let download = download(&site).await.unwrap();
        assert_eq!(
            (&download.bytes[..], download.media_type.as_deref()),
            (&b"bytes"[..], Some("image/png"))
        );
        without_credential(&media);
        let [first, second] = &site.received()[..] else {
            panic!("two requests")
        };
        assert!(first.header("authorization").is_some() && second.header("authorization").is_none());
    }
}

#[tokio::test]
async fn addresses_that_are_not_followed() {
    let site = FaultServer::start().await;
    let address = site.url().trim_start_matches("http://").to_owned();
    for (location, says) in [
        ("http://media.example.test/a".to_owned(), "not https"),
        ("ftp://media.example.test/a".to_owned(), "not https"),
        (format!("http://me:word@{address}/a"), "a user name or a password"),
        (
            "/wiki/rest/api/content/7/child/attachment/att1/download".to_owned(),
            "in a circle",
        ),
    ] {
        site.answer(to(302, &location));
        let error = download(&site).await.unwrap_err();
        assert!(error.is_redirect() && error.to_string().contains(says), "{error}");
        assert!(!error.to_string().contains("word@"), "{error}");
        assert_eq!(error.operation().unwrap().id, "downloadAttatchment");
    }
    assert_eq!(site.received().len(), 4, "none of the addresses was asked");
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let site = FaultServer::start().await;
    site.answer(to(302, "/a")).answer(to(302, "/b")).answer(to(302, "/a"));
    let error = download(&site).await.unwrap_err();
    assert!(
        error.is_redirect() && error.to_string().contains("in a circle"),
        "{error}"
    );

    let site = FaultServer::start().await;
    for i in 0..=5 {
        site.answer(to(302, &format!("/{i}")));
    }
    let error = download(&site).await.unwrap_err();
    assert!(
        error.is_redirect() && error.to_string().contains("too often"),
        "{error}"
    );

    let site = FaultServer::start().await;
    site.answer(to(302, "/a")).answer(Reply::new(302));
    let error = download(&site).await.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("no address in `Location`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_page_is_not_a_file() {
    let page = "<html><head><title>Log in</title></head><body>Who are you?</body></html>";
    for reply in [
        Reply::html(200, page),
        Reply::html(200, page).header("Content-Disposition", "inline"),
        Reply::new(200).body(page),
    ] {
        let (site, media) = (FaultServer::start().await, FaultServer::start().await);
        site.answer(to(302, &format!("{}/login?to=x", media.url())));
        media.answer(reply);
        let error = download(&site).await.unwrap_err();
        let shown = error.to_string();
        assert!(
            error.is_decode() && error.status().is_some_and(|status| status == 200),
            "{shown}"
        );
        let host = media.url().trim_start_matches("http://");
        assert!(
            shown.contains("a page in place of the file") && shown.contains("Log in") && shown.contains(host),
            "{shown}"
        );
        assert_eq!(error.redirected_to(), Some(host));
    }
    // A file may be HTML.
    for reply in [
        Reply::html(200, page).header("Content-Disposition", "attachment; filename=\"a.html\""),
        Reply::html(200, page).header("Content-Disposition", "inline; filename=\"a.html\""),
        Reply::new(200)
            .header("Content-Type", "application/octet-stream")
            .body(page),
    ] {
        let site = FaultServer::start().await;
        site.answer(to(302, "/file")).answer(reply);
        assert_eq!(&download(&site).await.unwrap().bytes[..], page.as_bytes());
    }
    let site = FaultServer::start().await;
    site.answer(to(302, "/file")).answer(Reply::html(200, page));
    let known = redirect(&site).await.unwrap().media_type("text/html");
    assert_eq!(&known.download().await.unwrap().bytes[..], page.as_bytes());
}

#[tokio::test]
async fn the_media_hosts_refusals_are_its_own() {
    for status in [401, 403, 404, 410, 500] {
        let (site, media) = (FaultServer::start().await, FaultServer::start().await);
        site.answer(to(302, &format!("{}/a?signature=s3cret", media.url())));
        let body = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
        media.answer(Reply::new(status).header("Content-Type", "application/xml").body(body));
        let error = download(&site).await.unwrap_err();
        let (shown, host) = (error.to_string(), media.url().trim_start_matches("http://"));
        assert_eq!(
            (error.status(), error.message()),
            (StatusCode::from_u16(status).ok(), Some("Request has expired"))
        );
        assert_eq!(
            (error.code(), error.redirected_to()),
            (Some("AccessDenied"), Some(host))
        );
        assert!(shown.contains(&format!("the host `{host}`")), "{shown}");
        assert!(!shown.contains("permission") && !shown.contains("s3cret"), "{shown}");
        let blames = [
            error.is_forbidden(),
            error.is_not_found(),
            error.is_unauthorized(),
            error.is_gone(),
        ];
        assert_eq!(blames, [false; 4], "{shown}");
    }
    // The site's own refusal stays the site's.
    let site = FaultServer::start().await;
    site.answer(Reply::json(403, r#"{"statusCode":403,"message":"No"}"#));
    let error = download(&site).await.unwrap_err();
    assert!(error.is_forbidden() && error.redirected_to().is_none(), "{error}");
}

#[tokio::test]
async fn an_audit_export_is_no_login_page() {
    let site = FaultServer::start().await;
    site.answer(Reply::html(200, "<html><title>Log in</title></html>"));
    let error = basic(&site)
        .v1()
        .audit_records()
        .export_audit_records()
        .await
        .unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("Log in"), "{error}");
}
