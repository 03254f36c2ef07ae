//! Search, with the mouse, with keys alone, and how long it takes.

use super::{Explorer, key};
use serde_json::{Value, json};

/// The names of the rows that the list shows, in their order.
fn found(explorer: &Explorer) -> Vec<String> {
    explorer.texts("#found .row a")
}

fn search(explorer: &Explorer, query: &str) -> Vec<String> {
    let clear = "document.querySelector('#q').value = '';";
    explorer.browser.run(clear, Value::Null);
    explorer.browser.type_into("#q", query);
    found(explorer)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn a_person_finds_operations_by_what_they_know() {
    let explorer = Explorer::start();
    explorer.open("index.html");
    for (query, first) in [
        ("getPageById", "getPageById"),
        ("get_page_by_id", "getPageById"),
        ("create page", "createPage"),
        ("delete pages", "deletePage"),
        ("upload", "createAttachment"),
        ("edit blog post", "updateBlogPost"),
        ("delte commnet", "deleteFooterComment"),
        ("add label", "addLabelsToContent"),
        ("move page", "movePage"),
        ("GET /wiki/api/v2/pages/12/labels?limit=5", "getPageLabels"),
        (
            "https://api.atlassian.com/ex/confluence/1-2/wiki/rest/api/content/12/label",
            "addLabelsToContent",
        ),
        ("/rest/api/user/current", "getCurrentUser"),
        ("search:confluence", "searchByCQL"),
    ] {
        let found = search(&explorer, query);
        let place = found.iter().position(|name| name == first);
        assert!(place.is_some_and(|place| place < 3), "{query}: {found:?}");
    }
    assert_eq!(search(&explorer, "GET /wiki/api/v2/pages/12"), ["getPageById"]);
    assert!(search(&explorer, "administer the space").len() > 10);
    assert_eq!(search(&explorer, "xyzzyplugh qwfpgjluy"), [""; 0]);
    assert_eq!(explorer.texts("#found h2"), ["No operation fits"]);

    for odd in [
        "constructor",
        "__proto__ toString",
        "\"<>&'` /\\ ((",
        "/",
        "GET /",
        "%00 \u{1f600}",
    ] {
        search(&explorer, odd);
        explorer.is_clean();
    }
    search(&explorer, "delte page");
    assert!(explorer.texts("#found h2")[0].contains("“delte” was read as “delete”"));
    search(&explorer, "read:space:confluence");
    assert!(explorer.texts("#found .beside a")[0].contains("read:space:confluence"));
    explorer
        .browser
        .run("document.querySelector('#q').value = ''", Value::Null);
    explorer.browser.type_into("#q", &format!("x{}", "\u{e003}"));
    assert!(explorer.texts("#all .row a").len() >= 348);
    explorer.is_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn keys_alone_are_enough() {
    let explorer = Explorer::start();
    let browser = &explorer.browser;
    explorer.open("index.html");
    let focused = || {
        browser.run(
            "const at = document.activeElement; return at.id || at.getAttribute('aria-label') || at.textContent",
            Value::Null,
        )
    };
    browser.press("/");
    assert_eq!(focused(), "q");
    browser.press("delete page");
    browser.press(key::DOWN);
    assert_eq!(focused(), "Choose v2:deletePage");
    browser.press(" ");
    assert!(
        explorer.address().contains("choose=v2:deletePage"),
        "{}",
        explorer.address()
    );
    // What has the focus keeps it.
    assert_eq!(focused(), "Choose v2:deletePage");
    browser.press(key::DOWN);
    browser.press(key::UP);
    browser.press(key::UP);
    assert_eq!(focused(), "q");
    browser.press(key::DOWN);
    browser.press(key::ESCAPE);
    assert_eq!(focused(), "q");
    browser.press(key::ESCAPE);
    assert_eq!(explorer.texts("#found h2"), [""; 0]);
    browser.press("delete page");
    browser.press(key::ENTER);
    browser.wait_for_title("deletePage (v2): scopes");
    assert!(
        explorer
            .address()
            .starts_with("v2/deletePage.html#choose=v2:deletePage"),
        "{}",
        explorer.address()
    );
    // Back leads to what was found.
    browser.back();
    browser.wait_for_url("index.html");
    assert!(
        explorer.address().ends_with("&q=delete%20page"),
        "{}",
        explorer.address()
    );
    assert_eq!(found(&explorer)[0], "deletePage");

    // On other pages the results are below the field.
    explorer.open("v2/deletePage.html");
    browser.press("/");
    browser.press("read page");
    assert!(explorer.texts(".below li").len() > 3);
    browser.press(key::DOWN);
    browser.press(key::ESCAPE);
    assert_eq!(focused(), "q");
    browser.press(key::ESCAPE);
    assert_eq!(explorer.texts(".below li"), [""; 0]);
    browser.press("read:label:confluence");
    browser.press(key::ENTER);
    browser.wait_for_title("read:label:confluence: what it opens");

    // Tabs: one stop, and arrows inside.
    explorer.open("v1/addLabelsToContent.html");
    browser.run("document.querySelector('[role=tab]').focus()", Value::Null);
    browser.press(key::RIGHT);
    assert_eq!(explorer.texts("[role=tab]:focus"), ["Classic"]);
    assert_eq!(
        explorer
            .texts("[role=tabpanel] figcaption")
            .iter()
            .filter(|text| !text.is_empty())
            .count(),
        5
    );
    // The focus is seen, and the first stop leads past the head.
    explorer.open("index.html");
    browser.press(key::TAB);
    assert_eq!(focused(), "Skip to the content");
    assert_eq!(browser.css(".skip:focus", "outline-style"), "solid");
    browser.press(key::ENTER);
    assert_eq!(focused(), "main");
    explorer.is_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn search_is_fast() {
    let explorer = Explorer::start();
    explorer.open("index.html");
    let queries = [
        "p",
        "page",
        "create page",
        "delte commnet",
        "read:page:confluence",
        "administer the space",
        "qqqq zzzz",
    ];
    let times = explorer.browser.run(
        "const box = document.querySelector('#q');
         const time = (action) => { const start = performance.now(); action(); return performance.now() - start; };
         const first = time(() => explorer.search('x'));
         return [first, ...arguments[0].flatMap((query) => [
             time(() => explorer.search(query)),
             time(() => { box.value = query; box.dispatchEvent(new Event('input')); document.body.offsetHeight; }),
         ])];",
        json!(queries),
    );
    let times: Vec<f64> = times
        .as_array()
        .unwrap()
        .iter()
        .map(|time| time.as_f64().unwrap())
        .collect();
    println!(
        "search, in milliseconds: {:.1} to make the index at the first",
        times[0]
    );
    for (query, time) in queries.iter().zip(times[1..].chunks(2)) {
        println!(
            "{query:>24}: {:>5.1} to search, {:>5.1} with what is shown",
            time[0], time[1]
        );
    }
    // Far more than it takes, on a machine that is busy.
    assert!(times.iter().all(|time| *time < 2000.0), "{times:?}");
    explorer.is_clean();
}
