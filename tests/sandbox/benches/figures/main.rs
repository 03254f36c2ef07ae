//! The figures of the sandbox: `cargo bench -p confluence-sandbox`. It takes about a minute, and the machine must be
//! quiet. The sandbox runs as a program of its own, on the same processors as the clients.

mod client;

use client::{Load, Target};
use confluence_sandbox::Sandbox;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const PAGES: usize = 10_000;
const INSTANCES: u32 = 1000;
const MEASURED: Duration = Duration::from_secs(5);
const READERS: usize = 32;

fn main() {
    // `cargo test --benches` only wants to know that it is built.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(async {
        instances().await;
        site().await;
    });
}

/// One figure, beside what is wanted.
fn tell(what: &str, figure: &str, wanted: &str) {
    println!("{what:48} {figure:>14}   {wanted}");
}

async fn instances() {
    let before = memory(std::process::id());
    let started = Instant::now();
    let mut running = Vec::new();
    for _ in 0..INSTANCES {
        running.push(Sandbox::start().await.expect("a port"));
    }
    let (time, grown) = (started.elapsed(), memory(std::process::id()).saturating_sub(before));
    tell(
        "1,000 sandboxes started",
        &format!("{} ms", time.as_millis()),
        "about 500 ms",
    );
    tell(
        "memory of each",
        &format!("{} kB", grown / 1024 / u64::from(INSTANCES)),
        "about 145 kB",
    );
}

async fn site() {
    let started = Instant::now();
    drop(Program::start(&["--world", "large"]));
    tell(
        "start with 10,000 pages",
        &format!("{} ms", started.elapsed().as_millis()),
        "",
    );

    let program = Program::start(&["--space", "DEMO=Demo"]);
    let target = program.target();
    let before = memory(program.child.id());
    let space = target.first_id("/wiki/api/v2/spaces?keys=DEMO").await;
    let body = |number: usize| {
        format!(
            "{{\"spaceId\":\"{space}\",\"title\":\"Page {number}\",\"body\":{{\"representation\":\"storage\",\
             \"value\":\"<p>This is page {number}.</p>\"}}}}"
        )
    };
    let started = Instant::now();
    target.create("/wiki/api/v2/pages", PAGES, 8, body).await;
    let grown = memory(program.child.id()).saturating_sub(before);
    tell(
        "10,000 pages created",
        &format!("{} ms", started.elapsed().as_millis()),
        "at most 1,000 ms",
    );
    tell("memory that they take", &format!("{} MB", grown >> 20), "at most 60 MB");
    rates(&target).await;
    tell(
        "memory at the end",
        &format!("{} MB", memory(program.child.id()) >> 20),
        "",
    );
}

/// Reads and searches among the pages.
async fn rates(target: &Target) {
    let page = target.first_id("/wiki/api/v2/pages?title=Page%205000").await;
    let reading = Load::of(format!("/wiki/api/v2/pages/{page}?body-format=storage"), READERS);
    let searching = |cql: &str| Load::of(format!("/wiki/rest/api/search?cql={cql}"), 4);
    let alone = target.rate(std::slice::from_ref(&reading), MEASURED).await;
    tell("page reads a second", &number(alone[0]), "at least 30,000");
    let by_id = searching(&format!("id={page}"));
    let beside = target.rate(&[reading, by_id.clone()], MEASURED).await;
    tell(
        "page reads beside four connections that search",
        &number(beside[0]),
        "at least 30,000",
    );
    for (what, load) in [
        ("id", by_id),
        ("title", searching("title=%22Page%205000%22")),
        ("text", searching("text~%22page%205000%22")),
        ("a common phrase", searching("text~%22%5C%22this%20is%20page%5C%22%22")),
        ("type and order", searching("type=page%20order%20by%20created%20desc")),
        ("space, ordered by title", searching("space=DEMO%20order%20by%20title")),
    ] {
        let rate = target.rate(&[load], MEASURED).await;
        tell(
            &format!("searches a second, by {what}"),
            &number(rate[0]),
            "at least 1,000",
        );
    }
    let list = Load::of("/wiki/api/v2/pages?limit=25".to_owned(), 8);
    tell(
        "lists of 25 pages a second",
        &number(target.rate(&[list], MEASURED).await[0]),
        "",
    );
}

fn number(rate: f64) -> String {
    format!("{rate:.0}")
}

/// The sandbox as a program. It ends when it is dropped.
struct Program {
    child: Child,
    greeting: String,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_confluence-sandbox"));
        let command = command.args(["--port", "0"]).args(arguments).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("its output is a pipe"));
        let mut greeting = String::new();
        while !greeting.contains("curl") {
            let read = output.read_line(&mut greeting).expect("it greets");
            assert_ne!(read, 0, "it ended: {greeting}");
        }
        Self { child, greeting }
    }

    fn target(&self) -> Target {
        let said = |word: &str| {
            let line = self.greeting.lines().find_map(|line| line.strip_prefix(word));
            line.unwrap_or_else(|| panic!("no {word}")).trim()
        };
        let address = said("Site").trim_start_matches("http://").trim_end_matches("/wiki");
        Target::new(
            address,
            said("export CONFLUENCE_USERNAME="),
            said("export CONFLUENCE_API_TOKEN="),
        )
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The memory of a process in bytes. Zero where the system does not tell.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() << 10
}
