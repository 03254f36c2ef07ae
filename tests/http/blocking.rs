//! Calls without async: the same, over real HTTP, from threads that have no runtime.

use confluence_sandbox::{OAuthApp, Sandbox};
use confluence_sdk::blocking::Wait;
use confluence_sdk::oauth::{App, Endpoints, Loopback};
use confluence_sdk::testing::Mock;
use confluence_sdk::v2::{PageBulk, op};
use confluence_sdk::workflows::concurrently;
use confluence_sdk::{
    AttachmentId, Basic, Client, ContentId, Credential, FilePart, Http, PageId, Permitted, Result, Site, SpaceId,
    SpaceKey, answer, scopes,
};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::builder().space("OPS", "Operations");
    async { Ok(sandbox.start().await) }.wait().unwrap().unwrap()
}

fn client(sandbox: &Sandbox) -> Client<Basic> {
    let admin = sandbox.admin();
    Client::basic(sandbox.url(), admin.email(), admin.api_token()).unwrap()
}

fn space(client: &Client<Basic>) -> SpaceId {
    client
        .spaces()
        .get_spaces()
        .keys([SpaceKey::new("OPS").unwrap()])
        .wait()
        .unwrap()
        .results[0]
        .id
}

fn new_page(client: &Client<Basic>, title: &str) -> PageId {
    client
        .pages()
        .create_page(space(client))
        .title(title)
        .wait()
        .unwrap()
        .id
}

#[test]
fn a_call_between_two_results_has_a_place_where_one_request_is_allowed_at_a_time() {
    let sandbox = sandbox();
    let admin = sandbox.admin();
    let http = Http::builder()
        .max_concurrent_requests(1)
        .timeout(Duration::from_secs(20));
    let credential = Credential::basic(admin.email(), admin.api_token()).unwrap();
    let client: Client<Basic> = http
        .build()
        .unwrap()
        .client(Site::new(sandbox.url()).unwrap(), credential);
    let ids: Vec<_> = ["a", "b", "c", "d"].map(|title| new_page(&client, title)).into();
    let read = |id| client.pages().get_page_by_id(id).wait();
    let mut listed = 0;
    for page in client.pages().get_pages().limit(2).items() {
        read(page.unwrap().id).unwrap();
        listed += 1;
    }
    assert!(listed >= ids.len());
    let mut all = concurrently(3, ids.clone(), |id| client.pages().get_page_by_id(id));
    let mut next = || async { Ok(all.next().await) }.wait().unwrap();
    for id in &ids {
        assert_eq!(next().unwrap().unwrap().id, *id);
        read(*id).unwrap();
    }
}

#[test]
fn calls_listings_and_questions() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let ids: Vec<_> = ["a", "b", "c"].map(|title| new_page(&client, title)).into();
    let listed = |page: Result<PageBulk>| page.unwrap().id;
    let all: Vec<_> = client
        .pages()
        .get_pages()
        .limit(2)
        .items()
        .into_iter()
        .map(listed)
        .collect();
    assert!(ids.iter().all(|id| all.contains(id)), "{all:?}");
    let mut count = 0;
    for page in client.pages().get_pages().limit(2).pages() {
        count += page.unwrap().len();
    }
    assert_eq!(count, all.len());
    assert_eq!(
        client.pages().get_pages().items().collect().wait().unwrap().len(),
        all.len()
    );
    assert!(matches!(
        client.can(&op::DeletePage::new(ids[0])).wait().unwrap(),
        Permitted::Yes
    ));
    assert!(
        client
            .request("GET", "/wiki/api/v2/spaces")
            .wait()
            .unwrap()
            .is_success()
    );
    assert_eq!(
        client.pages().get_page_by_id(ids[1]).raw().wait().unwrap().status(),
        200
    );
    client.pages().delete_page(ids[0]).wait().unwrap();
    let error = client.pages().get_page_by_id(PageId::new(999)).wait().unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[test]
fn files_go_up_and_come_down() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let content = ContentId::from(new_page(&client, "files"));
    let bytes = vec![7_u8; 700_000];
    let attachments = client.v1();
    let attached = attachments
        .attachments()
        .create_attachment(content.clone(), [FilePart::new("a.bin", bytes.clone())]);
    let attached = attached.wait().unwrap();
    let id = AttachmentId::new(attached.results[0].id.as_ref().unwrap().as_str()).unwrap();
    let redirect = || {
        attachments
            .attachments()
            .download_attachment(content.clone(), id.clone())
            .wait()
            .unwrap()
    };
    assert_eq!(redirect().download().wait().unwrap().bytes, bytes);
    let pieces = redirect().stream().wait().unwrap().into_iter();
    let streamed: Vec<u8> = pieces.flat_map(|piece| piece.unwrap().to_vec()).collect();
    assert_eq!(streamed, bytes);
    let path = std::env::temp_dir().join(format!("confluence-sdk-blocking-{}", std::process::id()));
    assert_eq!(redirect().save_to(&path).wait().unwrap(), 700_000);
    std::fs::remove_file(path).unwrap();
}

#[test]
fn from_several_threads_at_a_time() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let id = new_page(&client, "shared");
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || (0..5).for_each(|_| drop(client.pages().get_page_by_id(id).wait().unwrap())))
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

/// In a runtime nothing is sent, nothing hangs and nothing panics.
#[tokio::test]
async fn in_a_runtime_it_is_an_error() {
    let mock = Mock::new();
    let client = mock.client::<Basic>();
    let error = client.pages().delete_page(PageId::new(7)).wait().unwrap_err();
    assert!(
        error.is_setup() && error.to_string().contains("write `.await` there"),
        "{error}"
    );
    let listed: Vec<_> = client.pages().get_pages().items().into_iter().collect();
    assert!(matches!(&listed[..], [Err(error)] if error.is_setup()), "{listed:?}");
    let inside = tokio::task::spawn_blocking(move || client.pages().delete_page(PageId::new(7)).wait());
    assert!(inside.await.unwrap().unwrap_err().is_setup());
    assert!(mock.sent().is_empty());
    mock.verify();
}

/// The way that the docs name for such a thread.
#[tokio::test]
async fn a_thread_for_blocking_work_has_the_runtime() {
    let mock = Mock::new();
    mock.expect(op::DeletePage::new(PageId::new(7))).answers(());
    let client = mock.client::<Basic>();
    let work = move || tokio::runtime::Handle::current().block_on(client.pages().delete_page(PageId::new(7)));
    tokio::task::spawn_blocking(work).await.unwrap().unwrap();
}

/// A callback of a call that is waited for runs within the wait.
#[test]
fn in_a_callback_it_is_an_error() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    let content = ContentId::from(new_page(&client, "callback"));
    let (inner, refused) = (client.clone(), Arc::new(AtomicBool::new(false)));
    let seen = refused.clone();
    let file = FilePart::new("a.txt", "x").on_progress(move |_, _| {
        let error = inner.spaces().get_spaces().wait().unwrap_err();
        seen.store(error.is_setup(), Ordering::Relaxed);
    });
    client
        .v1()
        .attachments()
        .create_attachment(content, [file])
        .wait()
        .unwrap();
    assert!(refused.load(Ordering::Relaxed));
}

#[test]
fn a_mock_is_waited_for_too() {
    let page = |id: u64| answer!(PageBulk { id: id.into() });
    let mock = Mock::new();
    mock.expect(op::GetPages::new())
        .answers_pages([vec![page(1)], vec![page(2)]]);
    let client = mock.client::<Basic>();
    let titles: Result<Vec<_>> = client.pages().get_pages().items().into_iter().collect();
    assert_eq!(titles.unwrap().len(), 2);
    mock.verify();
}

scopes! { struct Mine = "read:space:confluence", "offline_access"; }

/// A user signs in with a browser, and the client goes on when its token has expired.
#[test]
fn a_user_signs_in() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let callback = format!("http://127.0.0.1:{port}/callback");
    let known = OAuthApp::new("blocking")
        .secret("s3cr3t-of-blocking")
        .redirect(&callback)
        .scopes(["read:space:confluence"]);
    let sandbox = Sandbox::builder().oauth_app(known);
    let sandbox = async { Ok(sandbox.start().await) }.wait().unwrap().unwrap();
    let http = Http::builder().build().unwrap();
    let app = App::new("blocking", "s3cr3t-of-blocking", &callback)
        .unwrap()
        .http(&http);
    let app = app.endpoints(Endpoints::at(sandbox.identity_url(), sandbox.url()).unwrap());
    let browser = Mutex::new(None);
    let code = Loopback::bind(&app).wait().unwrap().wait(app.sign_in::<Mine>(), |url| {
        let back = sandbox.consent(url.as_str(), &sandbox.user("reader"), true).unwrap();
        let target = back.split_once(&port.to_string()).unwrap().1.to_owned();
        let browsing = thread::spawn(move || {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            write!(stream, "GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).map(|_| answer)
        });
        *browser.lock().unwrap() = Some(browsing);
    });
    let grant = app.exchange(code.wait().unwrap()).wait().unwrap();
    let client = grant.client(grant.only_site().wait().unwrap()).unwrap();
    client.spaces().get_spaces().wait().unwrap();
    sandbox.advance(std::time::Duration::from_secs(3601));
    client.spaces().get_spaces().wait().unwrap();
    let page = browser.into_inner().unwrap().unwrap().join().unwrap().unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
}

/// Nobody answers: the time limit of the call holds without a runtime of the program.
#[test]
fn time_limits_hold() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let site = Site::new(&format!("http://{}", silent.local_addr().unwrap())).unwrap();
    let client = Client::new(site, Credential::basic("a@example.test", "t0ken-of-a").unwrap()).unwrap();
    let call = client
        .pages()
        .delete_page(PageId::new(7))
        .timeout(std::time::Duration::from_millis(300));
    assert!(call.wait().unwrap_err().is_timeout());
}
