//! An export that runs all night: `cargo run --example night`.
//!
//! It writes the body of each of 10,000 pages to a file, eight pages at a time. The site is a sandbox in the same
//! process, on a bad day: it takes a limited number of requests a second, refuses others in every form that the vendor
//! has, fails, cuts connections, stalls, and spoils members that nothing depends on. At the end every page is there,
//! and the sandbox says what it did to the program.
//!
//! The export can be stopped at any time: a page that is written is not read again. To see it, name a folder that is
//! kept (`--folder …`), stop the program and start it again.

use confluence_sandbox::{Fault, LimitHeaders, Limits, Odd, Sandbox, Trouble};
use confluence_sdk::v2::PrimaryBodyRepresentationSingle::Storage;
use confluence_sdk::{Client, Credential, Gateway, Http, OAuth, PageId, RetryPolicy, scopes};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

#[path = "shared/arguments.rs"]
#[allow(dead_code, reason = "another example uses the rest")]
mod arguments;

scopes! {
    /// All that an export needs.
    pub struct Export = "read:page:confluence";
}

const PAGES: usize = 10_000;
/// How many pages are read at the same time.
const AT_ONCE: usize = 8;

/// The whole program. Waits, limits and attempts are below these calls.
async fn export(client: &Client<OAuth<Export>>, folder: &Path) -> Result<usize, Box<dyn Error + Send + Sync>> {
    let mut pages = client.pages().get_pages().items();
    let mut reading = JoinSet::new();
    let (mut all, mut listed) = (0, false);
    while !listed || !reading.is_empty() {
        while !listed && reading.len() < AT_ONCE {
            let Some(page) = pages.next().await else {
                listed = true;
                break;
            };
            let id = page?.id;
            all += 1;
            if !file_of(folder, id).exists() {
                reading.spawn(save(client.clone(), id, folder.to_owned()));
            }
        }
        if let Some(saved) = reading.join_next().await {
            saved??;
        }
    }
    Ok(all)
}

async fn save(client: Client<OAuth<Export>>, id: PageId, folder: PathBuf) -> Result<(), Box<dyn Error + Send + Sync>> {
    let page = client.pages().get_page_by_id(id).body_format(Storage).await?;
    let body = page
        .body
        .and_then(|body| body.storage)
        .and_then(|storage| storage.value);
    let body = body.ok_or_else(|| format!("page {id} came without its body"))?;
    let title = page.title.unwrap_or_default();
    // Under the final name there is a whole page or nothing.
    let unfinished = folder.join(format!("{id}.unfinished"));
    fs::write(&unfinished, format!("<!-- {title} -->\n{body}\n"))?;
    fs::rename(&unfinished, file_of(&folder, id))?;
    Ok(())
}

fn file_of(folder: &Path, id: PageId) -> PathBuf {
    folder.join(format!("{id}.html"))
}

/// The settings for a night: a call may take ten minutes with all its attempts, an attempt a few seconds.
fn patient() -> confluence_sdk::Result<Http> {
    let attempts = RetryPolicy::standard()
        .max_attempts(20)
        .backoff(Duration::from_millis(50), Duration::from_secs(5))
        .attempt_timeout(Duration::from_secs(2));
    Http::builder()
        .timeout(Duration::from_secs(600))
        .retries(attempts)
        .build()
}

/// A site on a bad day.
async fn bad_day() -> io::Result<Sandbox> {
    let mut sandbox = Sandbox::builder()
        .space("DOCS", "Documents")
        .pages("DOCS", PAGES - 1)
        .limit(Limits::default().requests_per_second(2_000));
    for (fault, every) in [
        (Fault::RateLimited(LimitHeaders::RetryAfter), 1_009),
        (Fault::RateLimited(LimitHeaders::RetryAfterDate), 2_003),
        (Fault::RateLimited(LimitHeaders::Quota), 4_001),
        (Fault::RateLimited(LimitHeaders::Gateway), 503),
        (Fault::RateLimited(LimitHeaders::Structured), 3_001),
        (Fault::RateLimited(LimitHeaders::None), 701),
        (Fault::Status(500), 211),
        (Fault::Status(502), 223),
        (Fault::Busy(Duration::from_millis(100)), 1_511),
        (Fault::CutBefore, 307),
        (Fault::CutAfter, 311),
        (Fault::CutBody(100), 313),
        (Fault::Stall, 2_503),
        (Fault::Slow(Duration::from_millis(1)), 101),
        (Fault::Latency(Duration::from_millis(20)), 50),
    ] {
        sandbox = sandbox.trouble(Trouble::new(fault).every(every));
    }
    for odd in [
        Odd::NullMembers,
        Odd::AbsentMembers,
        Odd::EmptyTexts,
        Odd::UnknownWords,
        Odd::MoreMembers,
    ] {
        sandbox = sandbox.trouble(Trouble::new(Fault::Odd(odd)).chance(0.1, 7));
    }
    // Half of the lists name the next page in a header only.
    let lists = Trouble::new(Fault::Odd(Odd::LinkHeaderOnly)).operation("getPages");
    sandbox.trouble(lists.every(2)).start().await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments = arguments::Arguments::read(&[("--folder", "CONFLUENCE_FOLDER")], &[])?;
    let kept = arguments.value("--folder").map(PathBuf::from);
    let folder = kept
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("confluence-night-{}", std::process::id())));
    fs::create_dir_all(&folder)?;

    let sandbox = bad_day().await?;
    let token = sandbox.token(&sandbox.admin(), &["read:page:confluence"]);
    let credential = Credential::granted(token, "read:page:confluence")?;
    let client = patient()?.client(Gateway::at(sandbox.url(), sandbox.cloud_id())?, credential);

    let start = Instant::now();
    let listed = export(&client, &folder).await?;
    println!(
        "{listed} pages in {:.1} s, in {}",
        start.elapsed().as_secs_f64(),
        folder.display()
    );

    let there = fs::read_dir(&folder)?.count();
    println!("{there} files. The sandbox received:");
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    for request in sandbox.requests() {
        *statuses.entry(request.status).or_default() += 1;
    }
    for (status, count) in statuses {
        match status {
            0 => println!("  {count:6} whose connection was cut"),
            status => println!("  {count:6} answered with {status}"),
        }
    }
    if kept.is_none() {
        fs::remove_dir_all(&folder)?;
    }
    match (listed, there) {
        (PAGES, PAGES) => Ok(()),
        _ => Err(format!("{PAGES} pages were there").into()),
    }
}
