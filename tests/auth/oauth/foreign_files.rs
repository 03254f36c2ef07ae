//! What somebody else has put where the tokens are to be: links, pipes, files and directories of other users.

use super::KEY;
use super::authority::Authority;
use super::expired;
use super::store::Directory;
use confluence_sdk::oauth::{FileStore, StoreError, TokenStore};
use std::fmt::Debug;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The failure, which must come at once: nothing waits at the other end of a pipe.
async fn refused<T: Debug>(outcome: impl Future<Output = Result<T, StoreError>>, file: &Path, words: &str) {
    let outcome = tokio::time::timeout(Duration::from_secs(20), outcome).await;
    let error = outcome.expect("it hangs").expect_err(words).to_string();
    assert!(
        error.contains(&*file.to_string_lossy()) && error.contains(words),
        "{error}"
    );
}

fn lock_of(store: &FileStore) -> PathBuf {
    store.file(KEY).unwrap().with_extension("lock")
}

#[tokio::test]
async fn links_and_pipes_are_refused() {
    let (authority, directory, elsewhere) = (Authority::start().await, Directory::new(), Directory::new());
    let store = FileStore::new(directory.path()).unwrap();
    let other = FileStore::new(elsewhere.path()).unwrap();
    other.save(KEY, &expired(&authority)).await.unwrap();
    drop(other.lock(KEY).await.unwrap());

    let (file, lock) = (store.file(KEY).unwrap(), lock_of(&store));
    symlink(other.file(KEY).unwrap(), &file).unwrap();
    symlink(lock_of(&other), &lock).unwrap();
    refused(store.load(KEY), &file, "symbolic link").await;
    refused(store.lock(KEY), &lock, "symbolic link").await;
    for path in [&file, &lock] {
        std::fs::remove_file(path).unwrap();
        symlink("nowhere", path).unwrap();
    }
    refused(store.load(KEY), &file, "symbolic link").await;
    refused(store.lock(KEY), &lock, "symbolic link").await;
    assert!(
        !directory.path().join("nowhere").exists(),
        "no file is made through a link"
    );

    for path in [&file, &lock] {
        std::fs::remove_file(path).unwrap();
        assert!(
            Command::new("mkfifo")
                .args(["-m", "600"])
                .arg(path)
                .status()
                .unwrap()
                .success()
        );
    }
    refused(store.load(KEY), &file, "not a plain file").await;
    refused(store.lock(KEY), &lock, "not a plain file").await;

    for path in [&file, &lock] {
        std::fs::remove_file(path).unwrap();
        std::fs::DirBuilder::new().mode(0o700).create(path).unwrap();
    }
    refused(store.load(KEY), &file, "not a plain file").await;
    refused(store.lock(KEY), &lock, &lock.to_string_lossy()).await;
}

#[tokio::test]
async fn a_lock_that_others_can_write_is_refused() {
    let directory = Directory::new();
    let store = FileStore::new(directory.path()).unwrap();
    drop(store.lock(KEY).await.unwrap());
    let lock = lock_of(&store);
    std::fs::set_permissions(&lock, std::fs::Permissions::from_mode(0o666)).unwrap();
    refused(store.lock(KEY), &lock, "mode 666").await;
}

/// Gives a file to somebody else, which only an administrator can.
fn give_away(path: &Path) -> bool {
    std::os::unix::fs::chown(path, Some(12345), None).is_ok()
}

#[tokio::test]
async fn what_belongs_to_another_user_is_refused() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    let store = FileStore::new(directory.path()).unwrap();
    store.save(KEY, &expired(&authority)).await.unwrap();
    drop(store.lock(KEY).await.unwrap());
    let (file, lock) = (store.file(KEY).unwrap(), lock_of(&store));
    if !give_away(&file) || !give_away(&lock) {
        return;
    }
    refused(store.load(KEY), &file, "another user (uid 12345").await;
    refused(store.lock(KEY), &lock, "another user (uid 12345").await;
    give_away(directory.path());
    for outcome in [store.load(KEY).await.map(drop), store.remove(KEY).await] {
        assert!(outcome.unwrap_err().to_string().contains("the directory"));
    }
    let error = FileStore::new(directory.path()).unwrap_err().to_string();
    assert!(
        error.contains("another user") && error.contains(&*directory.path().to_string_lossy()),
        "{error}"
    );
}
