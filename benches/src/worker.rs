//! One measured task, in a process of its own. This file needs nothing of the rest, since the generated peer uses it
//! too.

use std::fmt;
use std::future::Future;
use std::str::FromStr;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// A client that can do what is measured. What it returns is checked, so that no peer is fast because it does less.
pub trait Peer: Clone + Send + Sync + 'static {
    /// Reads one page and returns how long its body is.
    fn page(&self) -> impl Future<Output = usize> + Send;
    /// Reads a list and returns how many items it has.
    fn list(&self, limit: u32) -> impl Future<Output = usize> + Send;
    /// Reads a list of so many items page by page, and takes time for each page. Returns how many items came.
    /// The suite asks this of the SDK and of reqwest only.
    fn walk(&self, _total: u64, _work: Duration) -> impl Future<Output = u64> + Send {
        async { panic!("the suite does not ask this peer to walk") }
    }
    /// Sends a file. The suite asks this of the SDK and of reqwest only.
    fn upload(&self, _mebibytes: usize) -> impl Future<Output = ()> + Send {
        async { panic!("the suite does not ask this peer to upload") }
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Page,
    List(u32),
    Walk { total: u64, work: Duration },
    Upload { mebibytes: usize },
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page => f.write_str("page"),
            Self::List(limit) => write!(f, "list:{limit}"),
            Self::Walk { total, work } => write!(f, "walk:{total}:{}", work.as_millis()),
            Self::Upload { mebibytes } => write!(f, "upload:{mebibytes}"),
        }
    }
}

impl FromStr for Task {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut words = text.split(':');
        let name = words.next().unwrap_or_default();
        let mut number = || {
            words
                .next()
                .and_then(|word| word.parse::<u64>().ok())
                .ok_or(format!("{text} is no task"))
        };
        Ok(match name {
            "page" => Self::Page,
            "list" => Self::List(number()? as u32),
            "walk" => Self::Walk {
                total: number()?,
                work: Duration::from_millis(number()?),
            },
            "upload" => Self::Upload {
                mebibytes: number()? as usize,
            },
            _ => return Err(format!("{text} is no task")),
        })
    }
}

/// What a task cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// CPU time of the process.
    pub cpu: Duration,
    pub wall: Duration,
    /// The most memory that the process had, in KiB.
    pub peak: u64,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.cpu.as_nanos(), self.wall.as_nanos(), self.peak)
    }
}

impl FromStr for Cost {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let numbers: Vec<u64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [cpu, wall, peak, ..] = numbers[..] else {
            return Err(format!("no cost: {line:?}"));
        };
        Ok(Self {
            cpu: Duration::from_nanos(cpu),
            wall: Duration::from_nanos(wall),
            peak,
        })
    }
}

/// Does the task `count` times, so many at once, and tells what it cost. A first call, which makes the connection, is
/// not counted.
pub fn run(peer: impl Peer, task: Task, count: usize, at_once: usize) -> Cost {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        once(&peer, Task::Page).await;
        let (started, cpu) = (Instant::now(), cpu_time());
        if at_once == 1 {
            for _ in 0..count {
                once(&peer, task).await;
            }
        } else {
            let mut running = JoinSet::new();
            for i in 0..at_once {
                let (peer, share) = (peer.clone(), count / at_once + usize::from(i < count % at_once));
                running.spawn(async move {
                    for _ in 0..share {
                        once(&peer, task).await;
                    }
                });
            }
            while let Some(done) = running.join_next().await {
                done.expect("no call fails");
            }
        }
        Cost {
            cpu: cpu_time() - cpu,
            wall: started.elapsed(),
            peak: peak_memory(),
        }
    })
}

async fn once(peer: &impl Peer, task: Task) {
    match task {
        Task::Page => assert!(peer.page().await > 2_000),
        Task::List(limit) => assert_eq!(peer.list(limit).await, limit as usize),
        Task::Walk { total, work } => assert_eq!(peer.walk(total, work).await, total),
        Task::Upload { mebibytes } => peer.upload(mebibytes).await,
    }
}

/// A file of this size, which the peers share.
pub fn file(mebibytes: usize) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("confluence-benches-{mebibytes}.bin"));
    let file = std::fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .expect("a file");
    file.set_len((mebibytes as u64) << 20).expect("there is room");
    path
}

fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
