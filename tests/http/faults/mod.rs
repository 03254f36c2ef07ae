//! Every fault with every kind of call: what the caller gets, what the server saw, how long it took, and that nothing
//! was done twice, left behind or told to a stranger. What must come of it follows from the meaning of the fault and
//! from the kind of call: `kinds.rs`.
//!
//! `cargo test --test http faults:: -- --nocapture` prints the table.

mod calls;
mod kinds;
mod table;

use crate::clients::{EMAIL, TOKEN};
use crate::fault_server::{FaultServer, Received, Reply};
use crate::uploads::Folder;
use calls::{Kind, Rules, is_whole, page};
use confluence_sdk::spec::Repeat;
use confluence_sdk::{Error, RetryPolicy};
use kinds::{ATTEMPTS, Expected, FAULTS, Fault, Meaning, expected};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};
use tokio::net::TcpSocket;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// The time limit of a call. Few faults are ended by it: the others must end sooner by themselves.
const LIMIT: Duration = Duration::from_secs(20);
/// The time limit of a file that never ends.
const SHORT_LIMIT: Duration = Duration::from_secs(4);
/// So many bytes of an answer are read.
const MOST: u64 = 256 << 10;
/// So many more may be under way when the caller hangs up.
const UNDER_WAY: usize = 12 << 20;
/// The time limit of an attempt, where the fault is that nothing comes.
const PATIENCE: Duration = Duration::from_millis(2500);
/// So many calls are made at the same time.
const AT_ONCE: usize = 48;

/// What the caller got.
struct Outcome {
    made: Result<(), Error>,
    /// How many items came of a stream.
    items: Option<usize>,
    /// Whether a stream that had failed went on with what came next.
    resumed: Option<bool>,
}

impl Outcome {
    fn new(made: Result<(), Error>) -> Self {
        Self {
            made,
            items: None,
            resumed: None,
        }
    }
}

/// A call with a fault, and what came of it.
struct Cell {
    fault: &'static Fault,
    kind: Kind,
    always: bool,
    outcome: Outcome,
    /// The requests that came to where the fault is.
    requests: usize,
    took: Duration,
    /// Requests to hosts other than the site.
    elsewhere: Vec<Received>,
    whole: bool,
    left_behind: Vec<String>,
    /// How many bytes of endless answers were sent.
    endless: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_with_each_kind_of_call() {
    let (mut tasks, places) = (JoinSet::new(), Arc::new(Semaphore::new(AT_ONCE)));
    let cases = FAULTS.iter().flat_map(|fault| Kind::ALL.map(|kind| (fault, kind)));
    for (at, (fault, kind, always)) in cases
        .flat_map(|(fault, kind)| [false, true].map(|always| (fault, kind, always)))
        .enumerate()
    {
        let Some(expected) = expected(fault, kind, always) else {
            continue;
        };
        let places = places.clone();
        tasks.spawn(async move {
            let _place = places.acquire().await.unwrap();
            (at, try_out(fault, kind, always).await, expected)
        });
    }
    let mut cells = tasks.join_all().await;
    cells.sort_by_key(|(at, ..)| *at);
    println!("{}", table::of(cells.iter().map(|(_, cell, _)| cell)));
    let problems: Vec<_> = cells
        .iter()
        .flat_map(|(_, cell, expected)| cell.problems(expected))
        .collect();
    assert!(cells.len() > 400, "{} cells", cells.len());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Makes a call on which the fault happens, once or always.
async fn try_out(fault: &'static Fault, kind: Kind, always: bool) -> Cell {
    let (site, media, other) = (
        FaultServer::start().await,
        FaultServer::start().await,
        FaultServer::start().await,
    );
    let folder = Folder::new();
    let struck = Arc::new(AtomicUsize::new(0));
    let faulty = {
        let (struck, other) = (struck.clone(), other.url().to_owned());
        move || {
            let before = struck.fetch_add(1, SeqCst);
            if before == 0 || always {
                (fault.reply)(kind, &other)
            } else {
                kind.good()
            }
        }
    };
    let (_socket, nobody) = nobody_there();
    let unreachable = fault.meaning == Meaning::NoConnection;
    let faulty = Arc::new(faulty);
    let at_media = faulty.clone();
    media.otherwise(move |_| at_media());
    other.otherwise(move |_| kind.good());
    let to = format!("{}/media", if unreachable { &nobody } else { media.url() });
    site.otherwise(move |request| match kind {
        Kind::Download => Reply::new(302).header("Location", &to),
        Kind::List if !request.query().contains("cursor=") => Reply::ok(page("/wiki/api/v2/pages?cursor=b")),
        _ => faulty(),
    });
    let mut policy = RetryPolicy::standard()
        .max_attempts(ATTEMPTS)
        .backoff(Duration::from_millis(2), Duration::from_millis(10));
    if matches!(fault.question.0, "timeout") {
        policy = policy.attempt_timeout(PATIENCE);
    }
    let own = match kind {
        // The site answers, and the media host does not.
        Kind::Download => site.url(),
        _ if unreachable => &nobody,
        _ => site.url(),
    };
    let started = Instant::now();
    let rules = Rules {
        policy,
        limit: if fault.meaning == Meaning::TooMuch {
            SHORT_LIMIT
        } else {
            LIMIT
        },
        again: !always,
    };
    let outcome = tokio::time::timeout(LIMIT * 3, kind.make(own, &rules, &folder)).await;
    let outcome = outcome.unwrap_or_else(|_| panic!("{} hangs: {}", kind.name(), fault.name));
    let took = started.elapsed();
    let left_behind = std::fs::read_dir(folder.path()).unwrap();
    let left_behind = left_behind.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut elsewhere = other.received();
    elsewhere.extend(media.received());
    Cell {
        fault,
        kind,
        always,
        requests: struck.load(SeqCst),
        took,
        elsewhere,
        whole: is_whole(&folder),
        left_behind: left_behind.collect(),
        endless: site.endless() + media.endless(),
        outcome,
    }
}

/// An address at which nobody listens, and nobody else can as long as the socket is there.
fn nobody_there() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let address = format!("http://{}", socket.local_addr().unwrap());
    (socket, address)
}

impl Cell {
    /// What is not as it must be.
    fn problems(&self, expected: &Expected) -> Vec<String> {
        let mut problems = Vec::new();
        let mut must = |holds: bool, what: &str| {
            if !holds {
                let (fault, kind) = (self.fault.name, self.kind.name());
                let times = if self.always { "always" } else { "once" };
                let cell = table::cell(self);
                problems.push(format!(
                    "{fault}, {times}, {kind}: {what}: {cell}; expected {expected:?}"
                ));
            }
        };
        let resumed = usize::from(self.outcome.resumed.is_some());
        must(self.requests == expected.requests + resumed, "the number of requests");
        match &self.outcome.made {
            Ok(()) => must(expected.succeeds, "an error"),
            Err(error) => {
                must(!expected.succeeds, "success");
                // What the media host says is not about the caller, nor about the operation.
                if self.kind == Kind::Download && error.status().is_some() {
                    must(error.redirected_to().is_some(), "whose refusal it is");
                } else {
                    must((self.fault.question.1)(error), "the question");
                }
                let may = error.may_have_been_applied();
                must(
                    may == expected.may_have_been_applied,
                    "whether it may have been applied",
                );
                must(error.operation().is_some(), "the operation");
                let shown = format!("{error} {error:?}");
                must(!shown.contains(TOKEN) && !shown.contains(EMAIL), "a secret is shown");
            }
        }
        let first = usize::from(self.fault.meaning != Meaning::NoConnection);
        let due = if self.outcome.made.is_ok() { 2 } else { first };
        must(
            self.outcome.items.is_none_or(|items| items == due),
            "items that are lost",
        );
        // The body of a file may break off and be asked for again; the attempts of a call are counted.
        if let (Err(error), false) = (&self.outcome.made, self.kind == Kind::Download) {
            let sent = match self.fault.meaning {
                Meaning::NoConnection => ATTEMPTS as usize,
                _ => self.requests - resumed,
            };
            must(error.attempts() as usize == sent, "the attempts that are told");
        }
        must(self.outcome.resumed != Some(false), "the stream goes on");
        // With each of these the server may have done it.
        let undone = [Meaning::Busy, Meaning::BusyForLong, Meaning::NoConnection];
        if self.kind.repeat() == Repeat::Never && !undone.contains(&self.fault.meaning) {
            must(self.requests <= 1, "a write that may have been done is done again");
        }
        must(self.took < LIMIT + Duration::from_secs(6), "its time limit");
        if !self.kind.is_file() {
            must(self.endless <= MOST as usize + UNDER_WAY, "the memory that it may take");
        }
        for request in &self.elsewhere {
            let shown = format!("{request:?}");
            let told = request.header("authorization").is_some() || shown.contains(TOKEN) || shown.contains(EMAIL);
            must(!told, "a credential is told to another host");
        }
        if !self.kind.is_file() || self.fault.meaning != Meaning::Elsewhere {
            must(
                self.kind == Kind::Download || self.elsewhere.is_empty(),
                "something is sent to another host",
            );
        }
        if self.kind.is_file() && self.outcome.made.is_ok() {
            must(self.whole && self.left_behind == ["file"], "the file");
        } else {
            must(self.left_behind.is_empty(), "nothing is left behind");
        }
        problems
    }
}
