//! Secrets stay secret: in what is printed, and from other hosts.

use crate::clients::{CLOUD, EMAIL, TOKEN, basic, oauth, user};
use crate::fault_server::{FaultServer, Received, Reply};
use confluence_sandbox::{Sandbox, Server};
use confluence_sdk::auth::Authorize;
use confluence_sdk::scope::ScopeList;
use confluence_sdk::v2::PageBody;
use confluence_sdk::{
    ApiToken, AttachmentId, Connect, ContentId, Credential, Error, FilePart, Gateway, Http, OAuth, PageId, Result,
    RetryPolicy, Site, SpaceKey, permissions, scopes, v2,
};
use std::error::Error as _;
use std::future::Future;
use std::pin::Pin;

scopes! { pub(crate) struct Reader = "read:page:confluence"; }
scopes! { pub(crate) struct App = "READ"; }
permissions! { pub(crate) struct Visitor = View(Space); }

/// In every form in which a request carries it.
fn forms() -> [String; 3] {
    use base64::Engine as _;
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{EMAIL}:{TOKEN}"));
    [TOKEN.to_owned(), pair, SIGNATURE.to_owned()]
}

const SIGNATURE: &str = "signed-9c0ffee1";

#[track_caller]
fn clean(shown: &str) {
    for secret in forms() {
        assert!(!shown.contains(&secret), "`{secret}` is shown: {shown}");
    }
}

/// Everything that an error shows, its causes included.
fn all_of(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?} {:?} {:?}", error.message(), error.code());
    let mut cause = error.source();
    while let Some(inner) = cause {
        shown.push_str(&format!(" {inner} {inner:?}"));
        cause = inner.source();
    }
    shown
}

/// A signature over each request, as a user may bring it.
struct Signing;

impl Authorize for Signing {
    fn authorize<'a>(
        &'a self,
        request: &'a mut http::request::Parts,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        let value = http::HeaderValue::from_static("JWT signed-9c0ffee1");
        request.headers.insert(http::header::AUTHORIZATION, value);
        Box::pin(std::future::ready(Ok(())))
    }
}

#[tokio::test]
async fn no_type_shows_what_it_holds() {
    let server = FaultServer::start().await;
    let site = || Site::new(server.url()).unwrap();
    let gateway = || Gateway::at(server.url(), CLOUD).unwrap();
    let http = Http::builder().retries(RetryPolicy::none()).build().unwrap();
    clean(&format!("{http:?} {:#?}", Http::builder()));

    let credentials = (
        Credential::basic(EMAIL, TOKEN).unwrap(),
        Credential::<ApiToken<Reader>>::api_token(EMAIL, TOKEN).unwrap(),
        Credential::<OAuth<Reader>>::granted(TOKEN, "read:page:confluence").unwrap(),
        Credential::<Connect<App>>::with(Signing, ScopeList::of::<App>()),
    );
    clean(&format!("{credentials:?} {credentials:#?}"));
    let basic = http.client(site(), credentials.0.clone());
    let api = http.client(gateway(), credentials.1);
    let oauth = http.client(gateway(), credentials.2);
    let connect = http.client(site(), credentials.3);
    clean(&format!("{basic:?} {api:?} {oauth:?} {connect:?} {basic:#?}"));
    let (dynamic, narrow) = (oauth.dynamic(), oauth.narrow::<Reader>());
    clean(&format!(
        "{dynamic:?} {narrow:?} {:?} {:?}",
        oauth.at_most::<Visitor>(),
        basic.v1()
    ));
    clean(&format!("{:?} {:?}", oauth.pages(), oauth.mode()));

    let call = oauth.pages().get_page_by_id(PageId::new(7)).header("X-Note", "x");
    clean(&format!("{call:?} {:#?}", call.request()));
    clean(&format!("{:?}", call.send()));
    let (pages, items) = (basic.pages().get_pages().pages(), basic.pages().get_pages().items());
    clean(&format!("{pages:?} {items:?}"));
    clean(&format!("{:?}", basic.request("GET", "/wiki").query("a", "b")));
    clean(&format!("{:?}", basic.execute(v2::op::GetPages::new())));

    // A file is shown by its name and size: its content may be as confidential as a credential.
    let file = FilePart::new("a.txt", TOKEN);
    let attaching = basic
        .v1()
        .attachments()
        .create_attachment(ContentId::from(PageId::new(7)), [file.clone()]);
    clean(&format!("{file:?} {attaching:?}"));

    server.saw_nothing();
    server.answer(Reply::of(echo)).answer(Reply::of(echo));
    let raw = basic.request("GET", "/wiki").send().await.unwrap();
    clean(&format!("{raw:?}"));
    let raw = connect.pages().get_page_by_id(PageId::new(7)).raw().await.unwrap();
    clean(&format!("{raw:?}"));
}

fn auth(request: &Received) -> &str {
    request.header("authorization").unwrap_or_default()
}

/// Repeats the credential in every place of an error body that is read.
fn echo(request: &Received) -> Reply {
    let said = auth(request);
    Reply::json(
        403,
        format!(r#"{{"code":"{said}","message":"who is {said}? and {TOKEN}? and {SIGNATURE}?"}}"#),
    )
}

#[tokio::test]
async fn a_server_that_echoes_the_credential_does_not_make_it_known() {
    let server = FaultServer::start().await;
    let signing = Http::builder().retries(RetryPolicy::none()).build().unwrap();
    let signing = signing.client(
        Site::new(server.url()).unwrap(),
        Credential::<Connect<App>>::with(Signing, ScopeList::of::<App>()),
    );
    let replies: [fn(&Received) -> String; 9] = [
        |said| auth(said).to_owned(),
        |said| format!("<html><pre>Authorization: {}</pre></html>", auth(said)),
        |said| format!("{}{}", "  ".repeat(300), auth(said)),
        |said| format!("{}{}", "x".repeat(150), auth(said)),
        |said| format!(r#"{{"message":"bad credential {}"}}"#, auth(said)),
        |said| format!(r#"{{"errors":[{{"title":"no","detail":"{}"}}]}}"#, auth(said)),
        |said| format!(r#"{{"errors":[{{"title":"no","code":"{}"}}]}}"#, auth(said)),
        |said| format!(r#"{{"id":"{}"}}"#, auth(said)),
        |said| format!(r#"{{"id":"{}"}}"#, auth(said).split_once(' ').unwrap().1),
    ];
    for reply in replies {
        for status in [200, 302, 400, 401, 403, 500] {
            for who in 0..3 {
                server.answer(Reply::of(move |request| Reply::json(status, reply(request))));
                let id = PageId::new(7);
                let error = match who {
                    0 => basic(&server).pages().get_page_by_id(id).await,
                    1 => oauth::<Reader>(&server).pages().get_page_by_id(id).await,
                    _ => signing.pages().get_page_by_id(id).await,
                };
                let error = error.unwrap_err();
                clean(&all_of(&error));
                assert_eq!(error.status().unwrap(), status);
            }
        }
    }
}

#[tokio::test]
async fn a_token_in_words_is_hidden_too() {
    let server = FaultServer::start().await;
    for body in [
        format!(r#"{{"message":"the API token {TOKEN} of {EMAIL} has expired"}}"#),
        format!("{EMAIL}:{TOKEN} is not known"),
    ] {
        server.answer(Reply::json(401, body));
        let error = basic(&server).pages().get_pages().await.unwrap_err();
        clean(&all_of(&error));
        assert!(error.to_string().contains("[credential]"), "{error}");
    }
}

#[tokio::test]
async fn no_spelling_of_a_token_is_shown_and_no_header_repeats_it() {
    use base64::Engine as _;
    let server = FaultServer::start().await;
    let spellings = [
        TOKEN.to_uppercase(),
        TOKEN.replace("7f", "7f\\n  "),
        TOKEN.chars().map(|c| format!("\\u{:04x}", c as u32)).collect(),
        TOKEN.bytes().map(|byte| format!("%{byte:02x}")).collect(),
        TOKEN.chars().map(|c| format!("&#{};", c as u32)).collect(),
        base64::engine::general_purpose::STANDARD.encode(format!("token {TOKEN}")),
        TOKEN[3..].to_owned(),
        TOKEN[..12].to_owned(),
    ];
    for spelling in spellings {
        let trace = format!("trace {spelling}");
        for body in [
            format!(r#"{{"message":"who is {spelling}?"}}"#),
            format!("<p>{spelling}</p>"),
            spelling.clone(),
        ] {
            server.answer(
                Reply::json(403, body)
                    .header("atl-traceid", &trace)
                    .header("x-said", &trace),
            );
            let error = basic(&server).pages().get_pages().await.unwrap_err();
            let shown = all_of(&error) + &format!("{:?} {:?}", error.headers(), error.trace_id());
            assert!(shown.contains("[credential]"), "{spelling}: {shown}");
            assert!(
                !shown.contains(&spelling) && !shown.contains(&trace),
                "{spelling}: {shown}"
            );
            assert!(!shown.contains(&TOKEN[4..12]), "{spelling}: {shown}");
        }
    }
}

#[tokio::test]
async fn a_short_token_spoils_no_text() {
    const TEXT: &str = "the title isn't there, t";
    let server = FaultServer::start().await;
    let gateway = || Gateway::at(server.url(), CLOUD).unwrap();
    let http = Http::builder().build().unwrap();
    for token in ["t", "e", "title", "there"] {
        let client = http.client(gateway(), Credential::<OAuth<Reader>>::declared(token).unwrap());
        server.answer(Reply::json(403, format!(r#"{{"message":"{TEXT}"}}"#)).header("x-request-id", TEXT));
        let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
        assert_eq!((error.message(), error.trace_id()), (Some(TEXT), Some(TEXT)), "{token}");
    }
}

#[tokio::test]
async fn long_tokens_are_hidden_where_the_text_is_cut() {
    let server = FaultServer::start().await;
    let token: String = (0..1500)
        .map(|i| char::from(b'a' + (i * 7 % 26 + i / 26 % 3) as u8 % 26))
        .collect();
    let gateway = Gateway::at(server.url(), CLOUD).unwrap();
    let http = Http::builder().retries(RetryPolicy::none()).build().unwrap();
    let client = http.client(gateway, Credential::<OAuth<Reader>>::declared(token.as_str()).unwrap());
    for (status, before) in [
        (500, ""),
        (500, "{\"a\":\""),
        (200, "{\"id\":\""),
        (200, "<p>"),
        (502, &" ".repeat(630)),
    ] {
        for said in [token.clone(), format!("Bearer {token}")] {
            server.answer(Reply::json(status, format!("{before}{said}\"}}")));
            let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
            let shown = all_of(&error);
            assert!(
                !shown.contains(&token[..20]) && !shown.contains(&token[700..720]),
                "{shown}"
            );
        }
    }
}

#[tokio::test]
async fn files_are_fetched_from_the_media_host_without_credentials() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let client = user(&sandbox, "writer");
    let space = client
        .spaces()
        .get_spaces()
        .keys([SpaceKey::new("DEMO").unwrap()])
        .await
        .unwrap()
        .results[0]
        .id;
    let page = client
        .pages()
        .create_page(space)
        .title("Files")
        .body(PageBody::storage(""))
        .await
        .unwrap();
    let content = ContentId::from(page.id);
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let file = FilePart::new("all bytes.bin", bytes.clone()).media_type("image/png");
    let attached = client
        .v1()
        .attachments()
        .create_attachment(content.clone(), [file])
        .minor_edit(true)
        .await
        .unwrap();
    let attachment = AttachmentId::new(attached.results[0].id.as_ref().unwrap().as_str()).unwrap();

    let redirect = client
        .v1()
        .attachments()
        .download_attachment(content, attachment.clone())
        .await
        .unwrap();
    assert_eq!(redirect.location().as_str().find(sandbox.media_url()), Some(0));
    let signature = redirect.location().query().unwrap().to_owned();
    assert!(!format!("{redirect:?} {:?}", redirect.clone().download()).contains(&signature));
    let again = redirect.clone();
    let download = redirect.download().await.unwrap();
    assert_eq!(download.bytes, bytes);
    assert_eq!(download.media_type.as_deref(), Some("image/png"));
    client
        .attachments()
        .get_attachment_thumbnail_by_id(attachment)
        .await
        .unwrap()
        .download()
        .await
        .unwrap();

    let media: Vec<_> = sandbox
        .requests()
        .into_iter()
        .filter(|request| request.server == Server::Media)
        .collect();
    assert_eq!(
        media
            .iter()
            .map(|request| (request.authorized, request.status))
            .collect::<Vec<_>>(),
        [(false, 200); 2]
    );

    // The media host is gone: the error does not tell the signed address.
    drop(sandbox);
    if let Err(error) = again.download().await {
        assert!(!all_of(&error).contains(&signature), "{error:?}");
    }
}

#[tokio::test]
async fn an_address_that_is_not_for_fetching_is_refused() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for location in ["file:///etc/passwd", "ftp://example.net/x", "data:text/plain,x"] {
        server.answer(Reply::new(302).header("Location", location));
        let content = ContentId::from(PageId::new(7));
        let redirect = client
            .v1()
            .attachments()
            .download_attachment(content, AttachmentId::new("att1").unwrap());
        let error = redirect.await.unwrap().download().await.unwrap_err();
        assert!(error.to_string().contains("not https"), "{error}");
        assert!(error.is_redirect() && !error.is_decode() && !error.is_setup());
        assert_eq!(error.operation().unwrap().name, "download_attachment");
    }
}

/// Counted as long as it lives.
struct Kept(#[expect(dead_code, reason = "counted, not read")] std::sync::Arc<()>);

impl Authorize for Kept {
    fn authorize<'a>(
        &'a self,
        request: &'a mut http::request::Parts,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        request
            .headers
            .insert(http::header::AUTHORIZATION, http::HeaderValue::from_static("JWT x"));
        Box::pin(std::future::ready(Ok(())))
    }
}

#[tokio::test]
async fn an_answer_does_not_keep_the_client_alive() {
    let server = FaultServer::start().await;
    let kept = std::sync::Arc::new(());
    let credential = Credential::<Connect<App>>::with(Kept(kept.clone()), ScopeList::of::<App>());
    let client = Http::builder()
        .build()
        .unwrap()
        .client(Site::new(server.url()).unwrap(), credential);
    server
        .answer(Reply::ok("{}"))
        .answer(Reply::new(302).header("Location", &format!("{}/media", server.url())))
        .answer(Reply::new(404));
    let raw = client.request("GET", "/wiki").await.unwrap();
    let content = ContentId::from(PageId::new(7));
    let download = client
        .v1()
        .attachments()
        .download_attachment(content, AttachmentId::new("att1").unwrap());
    let redirect = download.await.unwrap();
    let error = client.pages().get_page_by_id(PageId::new(7)).await.unwrap_err();
    drop(client);
    assert_eq!(
        std::sync::Arc::strong_count(&kept),
        1,
        "the credential outlives the client"
    );

    // What is fetched goes out all the same, without the credential.
    server.expect("GET /media", Reply::new(200).body("x"));
    assert_eq!(redirect.download().await.unwrap().bytes, "x");
    assert_eq!(server.received().last().unwrap().header("authorization"), None);
    assert!(raw.is_success() && error.is_not_found());
}
