//! What is in a store's files after a kill at any moment, on a full disk, and in a directory that cannot be written.

use super::authority::Authority;
use super::kill::{NOT_SAVED, STORE_FAILED, ended, environment, prepared, program_arguments};
use super::store::Directory;
use super::{KEY, call};
use confluence_sdk::oauth::{FileStore, TokenStore, Tokens};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Somebody who is not the administrator, whom no mode of a directory hinders.
const NOBODY: u32 = 65_534;

/// Tokens that are large, so that writing them takes time, and of which each half tells the other.
fn tokens(number: usize) -> Tokens {
    let token = format!("{number:060000}");
    let json = serde_json::json!({
        "version": 2, "access_token": token, "refresh_token": token, "asked": "", "scope": "", "issued_at": 1, "expires_at": 2,
    });
    Tokens::from_json(&json.to_string()).unwrap()
}

/// Not a test of its own: a program that saves for ever. Run by hand it does nothing.
#[test]
#[ignore = "run by a test of this file, as a program of its own"]
fn saving() {
    let Ok(directory) = std::env::var("SAVING_DIRECTORY") else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let store = FileStore::new(directory).unwrap();
        for number in 0.. {
            let lock = store.lock(KEY).await.unwrap();
            store.save(KEY, &tokens(number)).await.unwrap();
            drop(lock);
            if number == 0 {
                std::io::stderr().write_all(b"!").unwrap();
            }
        }
    });
}

#[tokio::test]
async fn killed_at_any_moment_there_is_a_whole_file_and_no_lock() {
    let directory = Directory::new();
    let store = FileStore::new(directory.path()).unwrap();
    for round in 0..20 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "oauth::disk::saving",
                "--ignored",
                "--test-threads=1",
                "--nocapture",
            ])
            .env("SAVING_DIRECTORY", directory.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stderr.as_mut().unwrap().read_exact(&mut [0]).unwrap();
        std::thread::sleep(Duration::from_micros(317 * round));
        child.kill().unwrap();
        child.wait().unwrap();

        let found = store.load(KEY).await.unwrap().expect("nothing is stored");
        let json: serde_json::Value =
            serde_json::from_str(secrecy::ExposeSecret::expose_secret(&found.to_json())).unwrap();
        assert_eq!(json["access_token"], json["refresh_token"], "a mixture");
        let lock = tokio::time::timeout(Duration::from_secs(5), store.lock(KEY)).await;
        drop(lock.expect("the lock is held by a program that is gone").unwrap());
        store.save(KEY, &tokens(7)).await.unwrap();
    }
    let mut names: Vec<_> = std::fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap().path().extension().unwrap().to_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["json", "lock"], "something is left over");
}

/// What is stored, byte by byte.
fn stored(directory: &Path) -> Vec<u8> {
    std::fs::read(FileStore::new(directory).unwrap().file(KEY).unwrap()).unwrap()
}

/// Afterwards the grant goes on, as the server has not forgotten the old token.
async fn goes_on(authority: &Authority, directory: &Path) {
    let store = std::sync::Arc::new(FileStore::new(directory).unwrap());
    let grant = super::app(authority).grant::<super::Reader>(store, KEY).await.unwrap();
    call(&super::client(authority, &grant)).await.unwrap();
}

#[tokio::test]
async fn on_a_full_disk_the_old_state_is_intact() {
    let (authority, directory) = prepared().await;
    let before = stored(directory.path());
    // No file may grow: what a full disk refuses, at the same places.
    let mut command = Command::new("sh");
    command
        .args(["-c", r#"trap "" XFSZ; ulimit -f 0; exec "$0" "$@""#])
        .arg(std::env::current_exe().unwrap())
        .args(program_arguments());
    let child = environment(&mut command, &authority, directory.path(), "")
        .spawn()
        .unwrap();
    assert_eq!(ended(child).await.code(), Some(NOT_SAVED));
    assert_eq!(authority.rotations(), 1, "it got as far as that");
    assert!(authority.calls().is_empty(), "not used before it is saved");
    assert_eq!(stored(directory.path()), before);
    let left = FileStore::new(directory.path())
        .unwrap()
        .file(KEY)
        .unwrap()
        .with_extension("new");
    assert!(!left.exists(), "half of a file is left");
    goes_on(&authority, directory.path()).await;
}

#[tokio::test]
async fn in_a_directory_that_is_read_only_the_old_state_is_intact() {
    // With a lock's file from before, and without.
    for (locks, code, rotations) in [(true, NOT_SAVED, 1), (false, STORE_FAILED, 0)] {
        let (authority, directory) = prepared().await;
        let before = stored(directory.path());
        if locks {
            drop(FileStore::new(directory.path()).unwrap().lock(KEY).await.unwrap());
        }
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(program_arguments());
        let administrator = std::fs::metadata(directory.path()).unwrap().uid() == 0;
        let give_to = |user| {
            let entries = std::fs::read_dir(directory.path()).unwrap();
            let entries = entries.map(|entry| entry.unwrap().path());
            for entry in entries.chain([directory.path().to_owned()]) {
                chown(entry, Some(user), Some(user)).unwrap();
            }
        };
        if administrator {
            give_to(NOBODY);
            command.uid(NOBODY).gid(NOBODY);
        }
        let set = |mode| std::fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(mode)).unwrap();
        set(0o500);
        let child = environment(&mut command, &authority, directory.path(), "").spawn();
        let child = match child {
            Ok(child) => child,
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                set(0o700);
                eprintln!("skipped: an administrator runs this, and nobody else can run the test program: {error}");
                return;
            }
            Err(error) => panic!("{error}"),
        };
        let ended = ended(child).await;
        set(0o700);
        if administrator {
            give_to(0);
        }
        assert_eq!(
            (ended.code(), authority.rotations()),
            (Some(code), rotations),
            "{ended}"
        );
        assert!(authority.calls().is_empty());
        assert_eq!(stored(directory.path()), before);
        goes_on(&authority, directory.path()).await;
    }
}
