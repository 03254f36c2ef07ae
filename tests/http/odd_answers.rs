//! Answers with something odd in them: what nothing depends on becomes absent and is reported, what is needed is an
//! error, and nothing is lost in silence.

use crate::clients::{EMAIL, TOKEN, basic};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::v2::{PageBulk, PageSingle};
use confluence_sdk::{Basic, Client, Credential, CursorPage, Error, Http, HttpBuilder, Json, PageId, Result, Site};
use std::sync::{Arc, Mutex};

const SEVEN: PageId = PageId::new(7);

fn client(server: &FaultServer, http: HttpBuilder) -> Client<Basic> {
    let credential = Credential::basic(EMAIL, TOKEN).unwrap();
    let site = Site::new(server.url()).unwrap();
    http.build().unwrap().client(site, credential)
}

/// A client, and what it reports.
fn reporting(server: &FaultServer) -> (Client<Basic>, Arc<Mutex<Vec<String>>>) {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let noted = reports.clone();
    let http = Http::builder().on_oddity(move |oddity| {
        let operation = oddity.operation().map_or("", |operation| operation.id);
        noted
            .lock()
            .unwrap()
            .push(format!("{operation} {} {}", oddity.path(), oddity.problem()));
    });
    (client(server, http), reports)
}

fn of(reports: &Mutex<Vec<String>>) -> Vec<String> {
    std::mem::take(&mut *reports.lock().unwrap())
}

/// A page with these members beside its id.
fn with(members: &str) -> String {
    format!(r#"{{"id":"7","title":"A",{members}}}"#)
}

#[tokio::test]
async fn what_nothing_depends_on_becomes_absent_and_is_reported() {
    let server = FaultServer::start().await;
    let (client, reports) = reporting(&server);
    for (members, report) in [
        (
            r#""createdAt":"""#,
            r#"$.createdAt expected a point in time, found text """#,
        ),
        (
            r#""createdAt":"soon""#,
            r#"$.createdAt expected a point in time, found text "soon""#,
        ),
        (
            r#""spaceId":"""#,
            r#"$.spaceId expected an id of digits, found text """#,
        ),
        (r#""spaceId":-1"#, "$.spaceId expected an id of digits, found -1"),
        (
            r#""position":4294967296"#,
            "$.position expected a whole number of 32 bits, found 4294967296",
        ),
        (
            r#""position":1e400"#,
            "$.position expected a whole number of 32 bits, found 1e400",
        ),
        (r#""status":{"x":1}"#, "$.status expected text, found an object"),
        (
            r#""version":"three""#,
            r#"$.version expected an object, found text "three""#,
        ),
        (
            r#""version":{"number":"three"}"#,
            r#"$.version.number expected a whole number from 0 to 4294967295, found text "three""#,
        ),
        (
            r#""version":{"number":3,"minorEdit":"x"}"#,
            r#"$.version.minorEdit expected true or false, found text "x""#,
        ),
        (r#""labels":[1]"#, "$.labels expected an object, found a list"),
        (r#""body":7"#, "$.body expected an object, found 7"),
        (
            r#""authorId":"\ud800""#,
            "$.authorId expected text, found one that is not Unicode",
        ),
    ] {
        server.answer(Reply::ok(with(members)));
        let page = client.pages().get_page_by_id(SEVEN).await.unwrap();
        assert_eq!((page.id, page.title.as_deref()), (SEVEN, Some("A")), "{members}");
        assert_eq!(of(&reports), [format!("getPageById {report}")], "{members}");
    }
}

#[tokio::test]
async fn other_spellings_of_the_same_are_read() {
    let server = FaultServer::start().await;
    let (client, reports) = reporting(&server);
    for same in [
        r#"{"id":"7","createdAt":"2024-03-09T14:05:00Z","position":12,"version":{"number":3,"minorEdit":true}}"#,
        r#"{"id":7,"createdAt":1709993100000,"position":"12","version":{"number":"3","minorEdit":"true"}}"#,
        r#"{"id":7.0,"createdAt":"2024-03-09T14:05:00.000+0000","position":12.0,"version":{"number":3.0,"minorEdit":true}}"#,
        r#"{"id":"07","createdAt":"2024-03-09T14:05","position":"12.0","version":{"number":3e0,"minorEdit":"true"}}"#,
        r#"{"position":null,"id":"8","version":{"message":"x"},"id":"7","position":12,"createdAt":"1709993100000","version":{"number":3,"minorEdit":true}}"#,
    ] {
        server.answer(Reply::ok(same));
        let page = client.pages().get_page_by_id(SEVEN).await.unwrap();
        let version = page.version.unwrap();
        assert_eq!((page.id, page.position), (SEVEN, Some(12)), "{same}");
        assert_eq!(page.created_at.unwrap().as_millis(), 1_709_993_100_000, "{same}");
        let version = (version.number, version.minor_edit, version.message);
        assert_eq!(version, (Some(3), Some(true), None), "{same}");
    }
    assert_eq!(of(&reports), [""; 0]);
}

#[tokio::test]
async fn one_odd_member_leaves_the_others() {
    let server = FaultServer::start().await;
    let (client, reports) = reporting(&server);
    server.answer(Reply::ok(with(
        r#""createdAt":"","version":{"number":3,"message":[],"createdAt":"2024-01-01T00:00:00Z"},"labels":{"results":[{"id":"1","name":"a"},{"id":{}},null,{"id":"3"}]}"#,
    )));
    let page = client.pages().get_page_by_id(SEVEN).await.unwrap();
    let version = page.version.unwrap();
    assert_eq!(
        (version.number, version.message, page.created_at),
        (Some(3), None, None)
    );
    assert!(version.created_at.is_some());
    assert_eq!(page.labels.unwrap().results.len(), 2);
    assert_eq!(
        of(&reports),
        [
            r#"getPageById $.createdAt expected a point in time, found text """#,
            "getPageById $.version.message expected text, found a list",
            "getPageById $.labels.results[1].id expected an id of digits, found an object",
            "getPageById $.labels.results[2] expected an object, found null",
        ]
    );
}

#[tokio::test]
async fn what_an_answer_is_about_must_be_there() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for (body, says) in [
        ("{}", "missing member `id`"),
        (r#"{"errors":[{"status":500,"title":"x"}]}"#, "missing member `id`"),
        (r#"{"id":""}"#, "expected an id of digits"),
        (r#"{"id":18446744073709551616}"#, "expected an id of digits"),
        (r#"{"id":9007199254740993.0}"#, "expected an id of digits"),
        ("null", "expected an object, found null"),
        ("[]", "expected an object, found a list"),
        (r#"{"id":"7","title":"A"#, "ends too early"),
    ] {
        server.answer(Reply::ok(body));
        let error = client.pages().get_page_by_id(SEVEN).await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains(says), "{body}: {error}");
    }
    for (body, says) in [
        ("{}", "missing member `results`"),
        (r#"{"_links":{}}"#, "missing member `results`"),
        (r#"{"errors":[{"title":"x"}]}"#, "missing member `results`"),
        (r#"{"results":null}"#, "expected a value, found null at `$.results`"),
        (r#"{"results":{}}"#, "expected a list, found an object at `$.results`"),
        (
            r#"{"results":[],"_links":7}"#,
            "expected an object, found 7 at `$._links`",
        ),
        (
            r#"{"results":[],"_links":{"next":{"href":"/x"}}}"#,
            "at `$._links.next`",
        ),
    ] {
        server.answer(Reply::ok(body)).answer(Reply::ok(body));
        let pages = client.pages();
        let awaited = pages.get_pages().await.unwrap_err();
        let streamed = pages.get_pages().items().next().await.unwrap().unwrap_err();
        for error in [awaited, streamed] {
            assert!(error.is_decode() && error.to_string().contains(says), "{body}: {error}");
        }
    }
}

#[tokio::test]
async fn a_page_in_a_member_of_the_answer_must_be_there() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for body in [
        "{}",
        r#"{"label":{"id":"1","name":"x"}}"#,
        r#"{"associatedContents":null}"#,
        r#"{"associatedContents":{}}"#,
    ] {
        server.answer(Reply::ok(body));
        let error = client
            .v1()
            .label_info()
            .get_all_label_content("x")
            .items()
            .next()
            .await
            .unwrap()
            .unwrap_err();
        assert!(error.is_decode(), "{body}: {error}");
    }
}

/// A model that requires nothing is still not read from anything.
#[tokio::test]
async fn an_answer_without_any_known_member_is_none() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    for body in ["{}", r#"{"errors":[{"title":"x"}]}"#, r#"{"message":"x"}"#] {
        server.answer(Reply::ok(body));
        let error = client.v1().users().get_current_user().await.unwrap_err();
        assert!(
            error.is_decode() && error.to_string().contains("found none of its members"),
            "{body}: {error}"
        );
    }
    for body in ["null", "{}", "7"] {
        server.answer(Reply::ok(body));
        assert!(
            client
                .v1()
                .content_states()
                .get_custom_content_states()
                .await
                .unwrap_err()
                .is_decode(),
            "{body}"
        );
    }
}

fn three() -> Reply {
    Reply::ok(
        r#"{"results":[{"id":"1"},{"title":"no id"},null,{"id":"3","createdAt":""}],"_links":{"next":"/x?cursor=c"}}"#,
    )
}

fn last() -> Reply {
    Reply::ok(r#"{"results":[{"id":"4"}]}"#)
}

fn ids(pages: &[PageBulk]) -> Vec<u64> {
    pages.iter().map(|page| page.id.get()).collect()
}

#[tokio::test]
async fn an_odd_item_is_an_error_in_its_place_and_the_stream_goes_on() {
    let server = FaultServer::start().await;
    let (client, reports) = reporting(&server);
    server.answer(three()).answer(last());
    let mut items = client.pages().get_pages().items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(item.map(|page| page.id.get()).map_err(|error| error.to_string()));
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
    assert_eq!((&seen[0], &seen[2], &seen[3]), (&Ok(1), &Ok(3), &Ok(4)));
    let error = seen[1].as_ref().unwrap_err();
    assert!(error.contains("missing member `id` at `$.results[1]`"), "{error}");
    assert_eq!(
        of(&reports),
        [
            "getPages $.results[1] missing member `id`",
            "getPages $.results[2] expected an object, found null",
            r#"getPages $.results[3].createdAt expected a point in time, found text """#,
        ]
    );
}

#[tokio::test]
async fn a_page_with_an_odd_item_is_an_error_that_has_the_rest() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server.answer(three());
    let error: Error = client.pages().get_pages().await.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("the rest of the answer can be read"),
        "{error}"
    );
    assert_eq!(error.rest::<CursorPage<PageBulk>>().unwrap().results.len(), 2);
    let error = error.into_rest::<PageSingle>().unwrap_err();
    let page = error.into_rest::<CursorPage<PageBulk>>().unwrap();
    assert_eq!(ids(&page.results), [1, 3]);
    assert_eq!(page.links.unwrap().next.as_deref(), Some("/x?cursor=c"));

    server.answer(three()).answer(last());
    let mut pages = client.pages().get_pages().pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(ids(&error.into_rest::<Vec<PageBulk>>().unwrap()), [1, 3]);
    assert_eq!(ids(&pages.next().await.unwrap().unwrap()), [4]);
    assert!(pages.next().await.is_none());

    // An error without a rest stays what it is.
    server.answer(Reply::ok("{}"));
    let error = client.pages().get_pages().await.unwrap_err();
    assert!(error.rest::<CursorPage<PageBulk>>().is_none());
    assert!(error.into_rest::<CursorPage<PageBulk>>().unwrap_err().is_decode());
}

#[tokio::test]
async fn strict_reading_makes_everything_odd_an_error() {
    let server = FaultServer::start().await;
    let client = client(&server, Http::builder().strict_reading(true));
    for members in [r#""createdAt":"""#, r#""version":[]"#, r#""labels":{"results":[null]}"#] {
        server.answer(Reply::ok(with(members)));
        let error = client.pages().get_page_by_id(SEVEN).await.unwrap_err();
        assert!(error.is_decode(), "{members}: {error}");
    }
    server.answer(Reply::ok(with(r#""createdAt":null,"unknown":[{}]"#)));
    client.pages().get_page_by_id(SEVEN).await.unwrap();
}

#[tokio::test]
async fn a_report_shows_neither_the_credential_nor_long_values() {
    let server = FaultServer::start().await;
    let (client, reports) = reporting(&server);
    server.answer(Reply::ok(with(&format!(
        r#""createdAt":"{TOKEN}","spaceId":"{}""#,
        "9".repeat(500)
    ))));
    client.pages().get_page_by_id(SEVEN).await.unwrap();
    let reports = of(&reports);
    assert_eq!(reports.len(), 2);
    for report in reports {
        assert!(!report.contains(TOKEN) && report.len() < 200, "{report}");
    }
}

#[tokio::test]
async fn what_a_model_does_not_hold_comes_along() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    server.answer(Reply::ok(with(r#""new":{"a":1.10}"#)));
    let page = client.pages().get_page_by_id(SEVEN).with_json().await.unwrap();
    assert_eq!(page.value.id, SEVEN);
    assert_eq!(page.json.as_str(), with(r#""new":{"a":1.10}"#));

    server.answer(Reply::ok(
        r#"{"results":[{"id":"1","new":1},{"id":[]},null,{"id":"3","new":3}]}"#,
    ));
    let mut items = client.pages().get_pages().with_json().items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(
            item.map(|page| (page.value.id.get(), page.json.to_string()))
                .map_err(|error| error.is_decode()),
        );
    }
    assert_eq!(
        seen,
        [
            Ok((1, r#"{"id":"1","new":1}"#.to_owned())),
            Err(true),
            Ok((3, r#"{"id":"3","new":3}"#.to_owned()))
        ]
    );
}

#[tokio::test]
async fn a_property_that_is_read_and_written_back_is_the_same() -> Result<()> {
    let value = r#"{"z":11414242.420033589,"big":123456789012345678901234567890,"huge":1e400,"minus":-0,"one":1.0,"a":[1.10,"ä\u00e4"]}"#;
    let server = FaultServer::start().await;
    let client = basic(&server);
    let property = format!(r#"{{"id":"5","key":"k","value":{value},"version":{{"number":1}}}}"#);
    // An odd member makes the answer be read a second time; that changes nothing about the value.
    let odd = property.replace(r#""version":{"number":1}"#, r#""version":[]"#);
    for answer in [&property, &odd] {
        server.answer(Reply::ok(answer.as_str()));
        let read = client
            .content_properties()
            .get_page_content_properties_by_id(SEVEN, "5".parse()?)
            .await?;
        let read = read.value.unwrap();
        assert_eq!(read.as_str(), value);
        assert_eq!(read, value.parse::<Json>().unwrap());

        server.answer(Reply::ok(property.as_str()));
        let sent = client.content_properties().create_page_property(SEVEN, "k", read);
        sent.await?;
        let body = server.received().pop().unwrap().body;
        assert_eq!(
            String::from_utf8(body).unwrap(),
            format!(r#"{{"key":"k","value":{value}}}"#)
        );
    }
    Ok(())
}
