//! A program that is killed between rotation and storage, at each step; the next one goes on, or reports the loss.
//!
//! The programs are this test binary again, told by its environment to run [`program`] alone.

use super::authority::{Authority, Fault};
use super::store::Directory;
use super::{KEY, Reader, app_at, call, expired};
use confluence_sdk::oauth::{Failure, FileStore, StoreLock, Stored, TokenStore, Tokens};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Where a program stops, dead. It leaves no destructor a chance.
const STEPS: [&str; 7] = [
    "locked",
    "loaded",
    "rotated",
    "half written",
    "written",
    "renamed",
    "saved",
];
const CONSENT_NEEDED: i32 = 42;
pub(super) const OUT_OF_TIME: i32 = 45;
pub(super) const NOT_SAVED: i32 = 43;
pub(super) const STORE_FAILED: i32 = 44;

/// A store that kills its program at one step.
struct Deadly {
    inner: FileStore,
    step: String,
}

impl Deadly {
    fn at(&self, step: &str) {
        if self.step == step {
            std::process::abort();
        }
    }
}

impl TokenStore for Deadly {
    fn load<'a>(&'a self, key: &'a str) -> Stored<'a, Option<Tokens>> {
        Box::pin(async move {
            let tokens = self.inner.load(key).await;
            // The first time is at the start, when the grant is restored.
            if self.inner.file(key)?.with_extension("lock").exists() {
                self.at("loaded");
            }
            tokens
        })
    }
    fn save<'a>(&'a self, key: &'a str, tokens: &'a Tokens) -> Stored<'a, ()> {
        Box::pin(async move {
            self.at("rotated");
            // As far as the store itself may come: the new file is not yet whole, has not its name, has it but is not
            // flushed.
            let (file, text) = (self.inner.file(key)?, tokens.to_json());
            let new = file.with_extension("new");
            let whole = secrecy::ExposeSecret::expose_secret(&text);
            match &*self.step {
                "half written" => write(&new, &whole[..whole.len() / 2]),
                "written" => write(&new, whole),
                "renamed" => {
                    write(&new, whole);
                    std::fs::rename(&new, &file).unwrap();
                }
                _ => {}
            }
            for step in ["half written", "written", "renamed"] {
                self.at(step);
            }
            self.inner.save(key, tokens).await?;
            self.at("saved");
            Ok(())
        })
    }
    fn remove<'a>(&'a self, key: &'a str) -> Stored<'a, ()> {
        self.inner.remove(key)
    }
    fn lock<'a>(&'a self, key: &'a str) -> Stored<'a, StoreLock> {
        Box::pin(async move {
            let lock = self.inner.lock(key).await;
            self.at("locked");
            lock
        })
    }
}

fn write(file: &Path, text: &str) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file).unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
}

/// Not a test of its own: what the programs do. Run by hand it does nothing.
#[test]
#[ignore = "run by the tests of this file, as a program of its own"]
fn program() {
    let Ok(directory) = std::env::var("GRANT_DIRECTORY") else {
        return;
    };
    let (url, step) = (
        std::env::var("GRANT_SERVER").unwrap(),
        std::env::var("GRANT_STEP").unwrap(),
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let outcome = runtime.block_on(async {
        let inner = FileStore::new(directory).unwrap();
        let store = Arc::new(Deadly { inner, step });
        let grant = app_at(&url, "https://app.example.test/callback")
            .grant::<Reader>(store, KEY)
            .await?;
        let client = grant.client(confluence_sdk::CloudId::new("c1")?)?;
        match std::env::var("GRANT_LIMIT") {
            Ok(limit) => {
                let limit = Duration::from_millis(limit.parse().unwrap());
                let call = client.pages().get_page_by_id(confluence_sdk::PageId::new(7));
                call.timeout(limit).await.map(drop)
            }
            Err(_) => call(&client).await,
        }
    });
    match outcome {
        Ok(()) => {}
        Err(error) => std::process::exit(match error.oauth() {
            Some(Failure::ConsentNeeded(_)) => CONSENT_NEEDED,
            Some(Failure::NotSaved(_)) => NOT_SAVED,
            Some(Failure::Store(_)) => STORE_FAILED,
            None if error.is_timeout() => OUT_OF_TIME,
            _ => panic!("{error}"),
        }),
    }
}

/// What is to be executed so that [`program`] runs.
pub(super) fn program_arguments() -> [&'static str; 4] {
    ["--exact", "oauth::kill::program", "--ignored", "--test-threads=1"]
}

pub(super) fn environment<'c>(
    command: &'c mut Command,
    authority: &Authority,
    directory: &Path,
    step: &str,
) -> &'c mut Command {
    command
        .env("GRANT_DIRECTORY", directory)
        .env("GRANT_SERVER", authority.url())
        .env("GRANT_STEP", step)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
}

fn start(authority: &Authority, directory: &Path, step: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(program_arguments());
    environment(&mut command, authority, directory, step).spawn().unwrap()
}

async fn run(authority: &Authority, directory: &Path, step: &str) -> ExitStatus {
    ended(start(authority, directory, step)).await
}

pub(super) async fn ended(mut child: Child) -> ExitStatus {
    tokio::task::spawn_blocking(move || child.wait().unwrap())
        .await
        .unwrap()
}

pub(super) async fn prepared() -> (Authority, Directory) {
    let (authority, directory) = (Authority::start().await, Directory::new());
    let store = FileStore::new(directory.path()).unwrap();
    store.save(KEY, &expired(&authority)).await.unwrap();
    (authority, directory)
}

#[tokio::test]
async fn killed_at_any_step_the_grant_survives() {
    for step in STEPS {
        let (authority, directory) = prepared().await;
        let killed = run(&authority, directory.path(), step).await;
        assert!(
            !killed.success() && killed.code() != Some(101),
            "{step}: it was to die, not to fail: {killed}"
        );
        let rotated = !matches!(step, "locked" | "loaded");
        let stored = matches!(step, "renamed" | "saved");
        assert_eq!(authority.book().rotations, usize::from(rotated), "{step}");
        assert!(
            authority.book().calls.is_empty(),
            "{step}: not used before it is stored"
        );

        let next = run(&authority, directory.path(), "").await;
        assert!(next.success(), "{step}: {next}");
        assert_eq!(authority.book().calls, [200], "{step}");
        let rotations = if stored { 1 } else { 1 + usize::from(rotated) };
        assert_eq!(authority.book().rotations, rotations, "{step}");
    }
}

#[tokio::test]
async fn killed_while_the_answer_is_on_its_way_the_grant_survives() {
    let (authority, directory) = prepared().await;
    authority.fault(Fault::Late(Duration::from_secs(60)));
    let mut child = start(&authority, directory.path(), "");
    while authority.book().rotations == 0 {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it asked for a token"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(run(&authority, directory.path(), "").await.success());
    assert_eq!((authority.rotations(), &*authority.calls()), (2, &[200][..]));
}

#[tokio::test]
async fn a_loss_that_the_server_does_not_forgive_is_reported_as_such() {
    let (authority, directory) = prepared().await;
    authority.book().leeway = false;
    run(&authority, directory.path(), "rotated").await;
    let next = run(&authority, directory.path(), "").await;
    assert_eq!(next.code(), Some(CONSENT_NEEDED));
}

#[tokio::test]
async fn two_programs_renew_one_after_the_other_and_both_go_on() {
    let (authority, directory) = prepared().await;
    authority.book().leeway = false;
    authority.book().delay = Duration::from_millis(200);
    let (one, other) = tokio::join!(
        run(&authority, directory.path(), ""),
        run(&authority, directory.path(), "")
    );
    assert!(one.success() && other.success(), "{one} {other}");
    assert_eq!((authority.rotations(), &*authority.calls()), (1, &[200, 200][..]));
}
