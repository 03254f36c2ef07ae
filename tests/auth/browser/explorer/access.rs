//! For everybody: with assistive technology, on a phone, on paper, without script.

use super::Explorer;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

const VERSION: &str = "4.14.1";

/// Pages of every kind, and with every kind of answer.
const PAGES: [&str; 11] = [
    "index.html",
    "index.html#choose=v2:getPageById,v2:createPage,v1:addLabelsToContent",
    "index.html#choose=v2:getAdminKey,v2:createPage&q=delete",
    "index.html#q=xyzzyplugh",
    "v1/addLabelsToContent.html",
    "v2/getChildPages.html",
    "v2/enableAdminKey.html",
    "scopes.html",
    "scopes.html#choose=v2:getPageById&scopes=read:page:confluence,write:page:confluence,DELETE,offline_access",
    "scope/read-page-confluence.html",
    "permission/CreatePages.html",
];

/// axe-core, which judges accessibility. npm gets it, once.
fn axe() -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("axe-{VERSION}"));
    let script = folder.join("node_modules/axe-core/axe.min.js");
    if !script.exists() {
        let installed = Command::new("npm")
            .args([
                "install",
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
                "--loglevel=error",
                "--prefix",
            ])
            .arg(&folder)
            .arg(format!("axe-core@{VERSION}"))
            .status()
            .expect("npm is installed");
        assert!(installed.success(), "npm could not install axe-core");
    }
    std::fs::read_to_string(script).unwrap()
}

/// What axe finds wrong with the page: rule, and the elements.
fn violations(explorer: &Explorer, axe: &str) -> Vec<String> {
    explorer.browser.run(axe, Value::Null);
    let found = explorer.browser.run_to_end(
        "const { violations } = await axe.run({ preload: false });
         return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((one) => one.html + ' ' + one.failureSummary).join(' / ')}`);",
        Value::Null,
    );
    let list = found.as_array().unwrap_or_else(|| panic!("{found}")).iter();
    list.map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium, ChromeDriver and npm: cargo test --test auth browser:: -- --ignored"]
async fn axe_finds_nothing_wrong() {
    let axe = axe();
    let explorer = Explorer::start();
    let mut judged = 0;
    for (width, height) in [(1280, 900), (390, 844)] {
        explorer.browser.screen(width, height);
        for scheme in ["light", "dark"] {
            explorer.browser.prefers(scheme);
            for page in PAGES.iter().chain(&["permissions.html", "scope/ACT_AS_USER.html"]) {
                explorer.open(page);
                // On a phone the answer is a sheet that must be opened.
                explorer
                    .browser
                    .run("document.querySelector('#answer.filled .handle')?.click()", Value::Null);
                let found = violations(&explorer, &axe);
                assert!(found.is_empty(), "{page}, {scheme}, {width} wide: {found:#?}");
                judged += 1;
            }
        }
    }
    println!("axe {VERSION} found nothing wrong with {judged} pages");
    explorer.is_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn it_fits_a_phone() {
    let explorer = Explorer::start();
    for width in [320, 360, 390] {
        explorer.browser.screen(width, 740);
        for page in PAGES {
            explorer.open(page);
            explorer
                .browser
                .run("document.querySelector('#answer.filled .handle')?.click()", Value::Null);
            let wide = explorer
                .browser
                .run("return document.documentElement.scrollWidth", Value::Null);
            assert_eq!(wide, json!(width), "{page}");
        }
    }
    // The sheet opens and closes.
    explorer.open("index.html#choose=v2:getPageById");
    assert_eq!(explorer.texts("#answer .handle"), ["1 operation\n1 scope, granular"]);
    assert_eq!(explorer.texts("#answer .body .chosen a"), [""]);
    explorer.browser.click("#answer .handle", "1 operation");
    assert_eq!(explorer.texts("#answer .body .chosen a"), ["getPageById"]);
    explorer.is_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn on_paper_is_what_matters() {
    let explorer = Explorer::start();
    let shown = |selector: &str| explorer.texts(selector).iter().filter(|text| !text.is_empty()).count();
    explorer.browser.prints();
    explorer.open("index.html#choose=v2:getPageById,v1:addLabelsToContent");
    assert_eq!((shown(".top"), shown(".list"), shown("#answer button")), (0, 0, 0));
    // All families, and all places to paste: what is in tabs on a screen.
    assert_eq!(shown("#answer .panel > h3.printed"), 4);
    assert!(shown("#answer pre") > 8, "{}", shown("#answer pre"));
    explorer.open("v1/addLabelsToContent.html");
    assert_eq!((shown(".top"), shown(".page button")), (0, 0));
    assert_eq!(shown("[role=tabpanel] h3"), 3);
    explorer.open("index.html");
    assert!(shown(".row") >= 348);
    explorer.is_clean();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn without_script_everything_is_there_to_read() {
    let explorer = Explorer::start();
    explorer.browser.without_scripts();
    explorer.open("index.html");
    let operations = confluence_sdk::spec::operations().count();
    assert_eq!(
        explorer
            .texts("#all .row a")
            .iter()
            .filter(|text| !text.is_empty())
            .count(),
        operations
    );
    assert_eq!(explorer.browser.texts(".search, .theme, #answer, .hints").concat(), "");
    explorer.browser.click("#all .row a", "getPageById");
    explorer.browser.wait_for_title("getPageById (v2): scopes");
    assert_eq!(explorer.texts(".card h3"), ["Granular", "Classic", "Connect"]);
    assert_eq!(explorer.texts("[data-tab] h3"), ["Granular", "Connect"]);
    assert!(
        explorer
            .texts("pre")
            .iter()
            .any(|text| text.contains("- read:page:confluence"))
    );
    explorer.browser.click(".card a", "read:page:confluence");
    explorer.browser.wait_for_title("read:page:confluence: what it opens");
    assert!(explorer.texts(".row a").iter().any(|text| text == "getPageById"));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium and ChromeDriver: cargo test --test auth browser:: -- --ignored"]
async fn colours_are_the_systems_or_the_persons() {
    let explorer = Explorer::start();
    let paper = || explorer.browser.css("html", "background-color");
    explorer.open("index.html");
    explorer.browser.prefers("dark");
    let dark = paper();
    explorer.browser.prefers("light");
    assert_eq!(paper(), "rgba(255, 255, 255, 1)");
    assert_ne!(paper(), dark);
    explorer.browser.click(".theme", "Theme: auto");
    explorer.browser.click(".theme", "Theme: light");
    assert_eq!(explorer.texts(".theme"), ["Theme: dark"]);
    assert_eq!(paper(), dark);
    // It is remembered.
    explorer.open("scopes.html");
    assert_eq!(paper(), dark);
    explorer.is_clean();
}
