//! What is wrong with a value is said before anything is sent, with the name of the field.

use crate::clients::{self, TOKEN, basic};
use crate::fault_server::{FaultServer, Reply};
use confluence_sandbox::Sandbox;
use confluence_sdk::v1::{LabelCreate, PageToArchive, V1LabelPrefix};
use confluence_sdk::v2::{NewVersion, PageBody, PageStatus, SpaceAddress};
use confluence_sdk::{
    AccountId, AttachmentId, BlogPostId, Client, ContentId, Cql, Credential, Error, FilePart, Gateway, GroupId, Http,
    OAuth, PageId, Site, SpaceId, SpaceKey, scopes,
};

scopes! { pub(crate) struct Nothing = "read:me"; }

#[track_caller]
fn refused(error: &Error, field: &str, says: &str) {
    assert!(error.is_invalid_input(), "{error}");
    assert_eq!(error.field(), Some(field), "{error}");
    assert!(error.to_string().contains(says), "`{says}` is not in: {error}");
    assert!(!format!("{error} {error:?}").contains(TOKEN), "{error:?}");
    assert_eq!((error.status(), error.body()), (None, None));
}

#[test]
fn the_address_of_a_site() {
    for (url, says) in [
        ("", "has no scheme"),
        ("example.atlassian.net", "has no scheme"),
        ("//example.atlassian.net", "has no scheme"),
        ("https://", "is not an address"),
        ("https://exa mple.net", "is not an address"),
        ("https://example.atlassian.net:port", "is not an address"),
        ("https://example.atlassian.net/wiki", "has the path `/wiki`"),
        ("https://example.atlassian.net/wiki/", "has the path `/wiki`"),
        ("https://example.atlassian.net/wiki/api/v2", "has a path"),
        ("https://example.atlassian.net/?a=b", "has a query"),
        ("https://example.atlassian.net#top", "has a fragment"),
        ("http://example.atlassian.net", "is plain http"),
        ("http://10.0.0.1", "is plain http"),
        ("http://localhost.example.net", "is plain http"),
        ("http://127.0.0.1.example.net", "is plain http"),
        ("ftp://example.atlassian.net", "is neither http nor https"),
        ("file:///etc/passwd", ""),
        (
            "https://me:s3cr3t-7f1a90c55e@example.atlassian.net",
            "carries a user name or password",
        ),
        (
            "https://s3cr3t-7f1a90c55e@example.atlassian.net",
            "carries a user name or password",
        ),
        ("https://127.0.0.1@example.net", "carries a user name or password"),
    ] {
        refused(&Site::new(url).unwrap_err(), "site", says);
        refused(&Gateway::at(url, "1-2").unwrap_err(), "gateway", says);
        refused(&Client::basic(url, "me@example.net", TOKEN).unwrap_err(), "site", says);
    }
    for url in [
        "https://example.atlassian.net",
        "https://example.atlassian.net/",
        "HTTPS://Example.Atlassian.net",
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://[::1]:1",
    ] {
        assert!(Site::new(url).is_ok(), "{url}");
    }
    for id in ["", " ", "../..", "a/b", "11223344?", "a b", "a\n"] {
        refused(&Gateway::new(id).unwrap_err(), "CloudId", "is not a valid `CloudId`");
    }
}

#[test]
fn credentials() {
    for email in [
        "",
        " ",
        "me@example.net\n",
        "me\0@example.net",
        "me @example.net",
        "me:you@example.net",
    ] {
        refused(&Credential::basic(email, TOKEN).unwrap_err(), "email", "");
    }
    let spoilt = |tail: &str| format!("{TOKEN}{tail}");
    for (tail, says) in [
        ("\n", "ends with a line break"),
        ("\r\n", "ends with a line break"),
        (" ", "white space or control characters"),
        ("\0", "white space or control characters"),
        ("\r\nX-Injected: 1", "white space or control characters"),
        ("\u{7f}", "white space or control characters"),
        ("\u{2028}", "white space or control characters"),
    ] {
        refused(
            &Credential::basic("me@example.net", spoilt(tail)).unwrap_err(),
            "api_token",
            says,
        );
        refused(
            &Credential::<OAuth<Nothing>>::declared(spoilt(tail)).unwrap_err(),
            "token",
            says,
        );
        refused(
            &Credential::<OAuth<Nothing>>::granted(spoilt(tail), "read:me").unwrap_err(),
            "token",
            says,
        );
    }
    refused(
        &Credential::basic("me@example.net", "").unwrap_err(),
        "api_token",
        "is empty",
    );
    refused(
        &Credential::<OAuth<Nothing>>::declared("").unwrap_err(),
        "token",
        "is empty",
    );
    let error = Credential::<OAuth<Nothing>>::declared(spoilt("ä")).unwrap_err();
    refused(&error, "token", "characters that a header cannot carry");
    let error = Http::builder().user_agent("my\napp").build().unwrap_err();
    refused(&error, "user_agent", "characters that a header cannot carry");
}

#[test]
fn ids_that_are_none() {
    for text in [
        "",
        " ",
        "abc",
        "-1",
        "+1",
        "1.0",
        "0x10",
        "1 ",
        "18446744073709551616",
        "١",
    ] {
        let error: Error = text.parse::<PageId>().unwrap_err().into();
        refused(&error, "PageId", "expected digits");
        assert!(text.parse::<SpaceId>().is_err() && text.parse::<BlogPostId>().is_err());
    }
    for text in ["", "  ", ".", "..", "a\nb", "a\0", &"x".repeat(256)] {
        let error: Error = ContentId::new(text).unwrap_err().into();
        refused(&error, "ContentId", "is not a valid `ContentId`");
        assert!(AccountId::new(text).is_err() && GroupId::new(text).is_err() && AttachmentId::new(text).is_err());
    }
    for text in ["A B", "A/B", "A?B", "~", "A%2FB"] {
        let error: Error = SpaceKey::new(text).unwrap_err().into();
        refused(&error, "SpaceKey", "");
    }
    let error: Error = PageId::try_from(&ContentId::new("att7").unwrap()).unwrap_err().into();
    refused(&error, "PageId", "expected digits");
}

#[tokio::test]
async fn arguments() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let (page, content) = (PageId::new(7), ContentId::from(PageId::new(7)));
    let update = |title: &str, number| {
        let body = PageBody::storage("<p>x</p>");
        client
            .pages()
            .update_page(page, PageStatus::Current, title, body, NewVersion::new(number))
    };

    for limit in [0, 251, u32::MAX] {
        let error = client.pages().get_pages().limit(limit).await.unwrap_err();
        refused(&error, "limit", "must be from 1 to 250");
        assert_eq!(error.operation().map(|operation| operation.id), Some("getPages"));
        assert!(
            error
                .to_string()
                .starts_with("`get_pages` (GET /wiki/api/v2/pages): `limit`"),
            "{error}"
        );
        let mut items = client.pages().get_pages().limit(limit).items();
        refused(&items.next().await.unwrap().unwrap_err(), "limit", "");
        assert!(items.next().await.is_none());
    }

    let labels = client.v1();
    let labels = labels.labels();
    let error = client.v1().search().search_by_cql(Cql::raw("")).await.unwrap_err();
    refused(&error, "cql", "must not be empty");
    let error = client
        .pages()
        .update_page_title(page, PageStatus::Current, "")
        .await
        .unwrap_err();
    refused(&error, "title", "must not be empty");
    let value = serde_json::Value::Null;
    let error = client
        .content_properties()
        .create_page_property(page, "", value)
        .await
        .unwrap_err();
    refused(&error, "key", "must not be empty");
    let error = labels
        .add_labels_to_content(content.clone(), Vec::<LabelCreate>::new())
        .await
        .unwrap_err();
    refused(&error, "labels", "must not be empty");
    let nameless = [
        LabelCreate::new(V1LabelPrefix::Global, "a"),
        LabelCreate::new(V1LabelPrefix::Global, ""),
    ];
    let error = labels
        .add_labels_to_content(content.clone(), nameless)
        .await
        .unwrap_err();
    refused(&error, "[1].name", "must not be empty");
    let error = client
        .v1()
        .users()
        .get_bulk_user_lookup(Vec::<AccountId>::new())
        .await
        .unwrap_err();
    refused(&error, "accountId", "must not be empty");
    let error = client
        .spaces()
        .create_space("Name", SpaceAddress::Alias("ä".repeat(256)))
        .await
        .unwrap_err();
    refused(&error, "alias", "must have 255 characters at most, has 256");

    let ids = |many: u64| (1..=many).map(PageId::new);
    let error = client.pages().get_pages().id(ids(251)).await.unwrap_err();
    refused(&error, "id", "must have 250 elements at most, has 251");
    let spaces = (1..=101).map(SpaceId::new);
    let error = client.pages().get_pages().space_id(spaces).await.unwrap_err();
    refused(&error, "space-id", "must have 100 elements at most, has 101");
    let archived = (1..=301).map(PageToArchive::new);
    let error = client.v1().contents().archive_pages(archived).await.unwrap_err();
    refused(&error, "pages", "must have 300 elements at most, has 301");
    let names = (0..101).map(|name| format!("user{name}@example.com"));
    let error = client.users().check_access_by_email(names).await.unwrap_err();
    refused(&error, "emails", "must have 100 elements at most, has 101");

    for segment in ["..", ".", ""] {
        let error = labels
            .remove_label_from_content(content.clone(), segment)
            .await
            .unwrap_err();
        refused(&error, "label", "");
    }
    let error = client.spaces().get_spaces().labels(["a,b"]).await.unwrap_err();
    refused(&error, "labels", "would be read as two");

    let body = PageBody::storage("x".repeat(5_000_001));
    let error = client
        .pages()
        .create_page(SpaceId::new(1))
        .title("Large")
        .body(body)
        .await
        .unwrap_err();
    refused(&error, "body", "the server takes at most 5000000");

    for (name, value, field) in [
        ("Authorization", "Basic x", "authorization"),
        ("cookie", "a=b", "cookie"),
        ("bad name", "x", "bad name"),
        ("", "x", ""),
        ("X-Note", "a\r\nX-Injected: 1", "X-Note"),
    ] {
        refused(&update("A", 2).header(name, value).await.unwrap_err(), field, "");
        let raw = client.request("GET", "/wiki").header(name, value).send().await;
        refused(&raw.unwrap_err(), field, "");
        let mut pages = client.pages().get_pages().header(name, value).pages();
        refused(&pages.next().await.unwrap().unwrap_err(), field, "");
    }

    let attach = |file: FilePart| client.v1().attachments().create_attachment(content.clone(), [file]);
    refused(
        &attach(FilePart::new("", "x")).await.unwrap_err(),
        "file",
        "a file without a name",
    );
    let injected = FilePart::new("a", "x").media_type("text/plain\r\nX-Injected: 1");
    refused(
        &attach(injected).await.unwrap_err(),
        "file",
        "whose media type is not one",
    );

    server.saw_nothing();
}

#[tokio::test]
async fn paths_of_raw_calls() {
    let server = FaultServer::start().await;
    let (basic, oauth) = (basic(&server), clients::oauth::<Nothing>(&server));
    for path in [
        "",
        "wiki",
        "https://example.net/wiki",
        "//example.net/wiki",
        "/\\example.net",
        "/wiki/../admin",
        "/wiki/./x",
        "/..",
        "/wiki/%2e%2e/x",
        "/wiki/%2E./x",
        "/wiki/.%2e",
        "/wiki/%2e",
        "/wiki?a=b",
        "/wiki#a",
        "/wiki /x",
        "/wiki\n",
        "/wiki\t/x",
        "@example.net/",
    ] {
        refused(&basic.request("GET", path).send().await.unwrap_err(), "path", "");
        refused(&oauth.request("GET", path).send().await.unwrap_err(), "path", "");
    }
    for method in ["", "GE T", "GET\r\n"] {
        refused(
            &basic.request(method, "/wiki").send().await.unwrap_err(),
            "method",
            "is not one",
        );
    }
    server.saw_nothing();
    server.expect(
        &format!("GET /ex/confluence/{}/wiki/a..b/%2F..", clients::CLOUD),
        Reply::ok("{}"),
    );
    let answer = oauth.request("GET", "/wiki/a..b/%2F..").send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn odd_titles_and_labels_arrive_intact() {
    let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
    let client = clients::user(&sandbox, "admin");
    let space = client.spaces().get_spaces().await.unwrap().results[0].id;
    let titles = [
        "a/b/../c",
        "100 % sure %2F %25",
        "🚀 naïve café ٣",
        "\"quoted\" 'single' <b>&amp;</b>",
        "two\nlines\ttab",
        "q?a=b&c=d#e+f;g",
        " \\ back \\ slash ",
        "{id} {}",
    ];
    for title in titles {
        let body = PageBody::storage(format!("<p>{}</p>", title.len()));
        let made = client.pages().create_page(space).title(title).body(body).await.unwrap();
        assert_eq!(made.title.as_deref(), Some(title));
        let found = client.pages().get_pages().title(title).items().collect().await.unwrap();
        assert_eq!(
            found.iter().map(|page| page.id).collect::<Vec<_>>(),
            [made.id],
            "{title:?}"
        );
        assert_eq!(found[0].title.as_deref(), Some(title));
    }

    let page = client.pages().get_pages().title(titles[0]).await.unwrap().results[0].id;
    let content = ContentId::from(page);
    // Sites take no `?`, `&`, `#` and dots in labels.
    let names = ["team/one", "50%", "b=c$d~e", "{id}", "grün🚀", "%2e%2e", "a+b"];
    let labels = client.v1();
    let labels = labels.labels();
    for by_path in [true, false] {
        let new = names.map(|name| LabelCreate::new(V1LabelPrefix::Global, name));
        labels.add_labels_to_content(content.clone(), new).await.unwrap();
        for (i, name) in names.into_iter().enumerate() {
            if by_path {
                labels.remove_label_from_content(content.clone(), name).await.unwrap();
            } else {
                labels
                    .remove_label_from_content_using_query_parameter(content.clone(), name)
                    .await
                    .unwrap();
            }
            let left = client.labels().get_page_labels(page).items().collect().await.unwrap();
            assert_eq!(left.len(), names.len() - i - 1, "{name} is still there: {left:?}");
        }
    }
}
