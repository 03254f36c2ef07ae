//! Where tokens are kept: files of their owner alone, replaced as a whole, locked while they are renewed.

use super::authority::Authority;
use super::flow::failure;
use super::{KEY, Reader, app, call, client, expired, granted};
use confluence_sdk::oauth::{Failure, FileStore, StoreError, StoreLock, Stored, TokenStore, Tokens};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

/// A directory that is gone with the test.
pub(super) struct Directory(PathBuf);

impl Directory {
    pub(super) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("confluence-sdk-{}-{}", std::process::id(), COUNT.fetch_add(1, SeqCst));
        Self(std::env::temp_dir().join(name))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    fn store(&self) -> Arc<FileStore> {
        Arc::new(FileStore::new(&self.0).unwrap())
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A store that fails when it is told to.
struct Failing {
    inner: Arc<dyn TokenStore>,
    saving: AtomicBool,
    locking: AtomicBool,
}

impl TokenStore for Failing {
    fn load<'a>(&'a self, key: &'a str) -> Stored<'a, Option<Tokens>> {
        self.inner.load(key)
    }
    fn save<'a>(&'a self, key: &'a str, tokens: &'a Tokens) -> Stored<'a, ()> {
        match self.saving.load(SeqCst) {
            true => Box::pin(async { Err(StoreError::new("no space left on the device")) }),
            false => self.inner.save(key, tokens),
        }
    }
    fn remove<'a>(&'a self, key: &'a str) -> Stored<'a, ()> {
        self.inner.remove(key)
    }
    fn lock<'a>(&'a self, key: &'a str) -> Stored<'a, StoreLock> {
        match self.locking.load(SeqCst) {
            true => Box::pin(async { Err(StoreError::new("no lock to be had")) }),
            false => self.inner.lock(key),
        }
    }
}

fn failing(directory: &Directory) -> Arc<Failing> {
    Arc::new(Failing {
        inner: directory.store(),
        saving: AtomicBool::new(false),
        locking: AtomicBool::new(false),
    })
}

#[tokio::test]
async fn a_grant_outlives_its_program() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    let app = app(&authority);
    assert!(
        matches!(failure(app.grant::<Reader>(directory.store(), KEY).await), Failure::NothingStored(key) if key == KEY)
    );
    let grant = granted::<Reader>(&authority).await;
    grant.keep_in(directory.store(), KEY).await.unwrap();
    drop(grant);

    let grant = app.grant::<Reader>(directory.store(), KEY).await.unwrap();
    call(&client(&authority, &grant)).await.unwrap();
    assert_eq!(authority.book().asked.len(), 1, "the stored access token still serves");

    directory.store().remove(KEY).await.unwrap();
    directory.store().remove(KEY).await.unwrap();
    assert!(directory.store().load(KEY).await.unwrap().is_none());
}

#[tokio::test]
async fn more_scopes_than_were_stored_need_a_new_consent() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    granted::<Reader>(&authority)
        .await
        .keep_in(directory.store(), KEY)
        .await
        .unwrap();
    let error = app(&authority)
        .grant::<super::flow::Writer>(directory.store(), KEY)
        .await
        .unwrap_err();
    assert_eq!(error.missing_scopes(), ["write:page:confluence"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn stores_of_one_directory_renew_one_at_a_time() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    authority.book().leeway = false;
    authority.book().delay = Duration::from_millis(50);
    directory.store().save(KEY, &expired(&authority)).await.unwrap();
    let mut calls = Vec::new();
    for _ in 0..8 {
        let grant = app(&authority).grant::<Reader>(directory.store(), KEY).await.unwrap();
        let client = client(&authority, &grant);
        calls.push(tokio::spawn(async move { call(&client).await }));
    }
    for done in calls {
        done.await.unwrap().unwrap();
    }
    assert_eq!(authority.book().rotations, 1);
}

#[tokio::test]
async fn what_could_not_be_saved_is_saved_before_it_is_used() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    authority.book().leeway = false;
    directory.store().save(KEY, &expired(&authority)).await.unwrap();
    let before = std::fs::read(directory.store().file(KEY).unwrap()).unwrap();
    let store = failing(&directory);
    let grant = app(&authority).grant::<Reader>(store.clone(), KEY).await.unwrap();
    let client = client(&authority, &grant);

    store.saving.store(true, SeqCst);
    for _ in 0..2 {
        let failure = failure(call(&client).await);
        assert!(matches!(failure, Failure::NotSaved(_)), "{failure}");
        assert!(failure.to_string().contains("no space left"), "{failure}");
    }
    assert_eq!(authority.book().rotations, 1, "renewed once, then only saving is tried");
    assert!(authority.book().calls.is_empty(), "not used before it is saved");
    assert_eq!(std::fs::read(directory.store().file(KEY).unwrap()).unwrap(), before);

    store.saving.store(false, SeqCst);
    call(&client).await.unwrap();
    assert_eq!(authority.book().rotations, 1);
    let grant = app(&authority).grant::<Reader>(directory.store(), KEY).await.unwrap();
    call(&super::client(&authority, &grant)).await.unwrap();
    assert_eq!(authority.book().rotations, 1, "the new tokens are the stored ones");
}

#[tokio::test]
async fn neither_is_the_old_token_used_until_the_new_one_is_saved() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    let grant = granted::<Reader>(&authority).await;
    let store = failing(&directory);
    grant.keep_in(store.clone(), KEY).await.unwrap();
    // Refused long before its time is over.
    authority.revoke_access();
    store.saving.store(true, SeqCst);
    let client = client(&authority, &grant);
    for _ in 0..2 {
        assert!(matches!(failure(call(&client).await), Failure::NotSaved(_)));
    }
    store.saving.store(false, SeqCst);
    call(&client).await.unwrap();
    assert_eq!((authority.rotations(), &*authority.calls()), (2, &[401, 200][..]));
}

#[tokio::test]
async fn a_store_that_fails_beforehand_costs_nothing() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    directory.store().save(KEY, &expired(&authority)).await.unwrap();
    let store = failing(&directory);
    let grant = app(&authority).grant::<Reader>(store.clone(), KEY).await.unwrap();
    store.locking.store(true, SeqCst);
    assert!(matches!(
        failure(call(&client(&authority, &grant)).await),
        Failure::Store(_)
    ));
    assert!(authority.book().asked.is_empty());
    store.locking.store(false, SeqCst);
    call(&client(&authority, &grant)).await.unwrap();
}

#[tokio::test]
async fn a_write_that_fails_leaves_the_former_file() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    let store = directory.store();
    store.save(KEY, &expired(&authority)).await.unwrap();
    let file = store.file(KEY).unwrap();
    let before = std::fs::read(&file).unwrap();
    // Where the new file is to be written stands something that cannot be removed like one.
    let new = file.with_extension("new");
    std::fs::create_dir(&new).unwrap();
    let error = store.save(KEY, &expired(&authority)).await.unwrap_err();
    assert!(error.to_string().contains(&*new.to_string_lossy()), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    std::fs::remove_dir(&new).unwrap();
    // What a stopped program has left is no hindrance.
    std::fs::write(&new, "half of").unwrap();
    store.save(KEY, &expired(&authority)).await.unwrap();
    assert!(!new.exists());
    assert_ne!(std::fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn a_directory_that_cannot_be_is_refused() {
    let directory = Directory::new();
    std::fs::write(directory.path(), "a file").unwrap();
    let error = FileStore::new(directory.path().join("below")).unwrap_err();
    assert!(
        error.to_string().contains(&*directory.path().to_string_lossy()),
        "{error}"
    );
    assert!(FileStore::new(directory.path()).is_err());
    std::fs::remove_file(directory.path()).unwrap();
}

#[tokio::test]
async fn a_damaged_file_is_named_and_left_as_it_is() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    let store = directory.store();
    store.save(KEY, &expired(&authority)).await.unwrap();
    let app = app(&authority);
    let grant = app.grant::<Reader>(store.clone(), KEY).await.unwrap();
    let file = store.file(KEY).unwrap();
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();

    let failures = [
        failure(app.grant::<Reader>(store.clone(), KEY).await),
        failure(call(&client(&authority, &grant)).await),
        failure(granted::<Reader>(&authority).await.keep_in(store.clone(), KEY).await),
    ];
    for failure in failures {
        assert!(matches!(failure, Failure::Store(_)), "{failure}");
        assert!(failure.to_string().contains(&*file.to_string_lossy()), "{failure}");
    }
    assert_eq!(std::fs::read(&file).unwrap(), whole[..whole.len() / 2]);
    assert_eq!(authority.book().asked.len(), 1, "nothing was renewed");
}

#[cfg(unix)]
#[tokio::test]
async fn what_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let open = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let (authority, directory) = (Authority::start().await, Directory::new());
    let store = directory.store();
    store.save(KEY, &expired(&authority)).await.unwrap();
    let file = store.file(KEY).unwrap();
    assert_eq!((mode(directory.path()), mode(&file)), (0o700, 0o600));

    for bits in [0o640, 0o604, 0o620, 0o666] {
        open(&file, bits);
        let error = store.load(KEY).await.unwrap_err();
        assert!(error.to_string().contains(&*file.to_string_lossy()), "{error}");
        assert!(error.to_string().contains(&format!("{bits:03o}")), "{error}");
    }
    open(&file, 0o600);
    open(directory.path(), 0o755);
    let error = store.load(KEY).await.unwrap_err();
    assert!(error.to_string().contains("the directory"), "{error}");
    assert!(store.save(KEY, &expired(&authority)).await.is_err());
    assert!(store.lock(KEY).await.is_err());
    assert!(FileStore::new(directory.path()).is_err());
    open(directory.path(), 0o700);
    store.load(KEY).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_lock_waits_for_the_other_and_other_keys_do_not() {
    let directory = Directory::new();
    let held = directory.store().lock(KEY).await.unwrap();
    let other = directory.store();
    let _another_key = other.lock("Somebody").await.unwrap();
    let waiting = tokio::time::timeout(Duration::from_millis(100), other.lock(KEY)).await;
    assert!(waiting.is_err());
    drop(held);
    other.lock(KEY).await.unwrap();
}

#[tokio::test]
async fn keys_are_no_paths() {
    let (authority, directory) = (Authority::start().await, Directory::new());
    let store = directory.store();
    for key in ["../../x", "a/b", "A", "a", "é ", "con"] {
        store.save(key, &expired(&authority)).await.unwrap();
        assert_eq!(store.file(key).unwrap().parent(), Some(directory.path()));
        assert!(store.load(key).await.unwrap().is_some());
    }
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 6);
    assert!(store.load("").await.is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_file_is_read_or_named_and_left_as_it_is(
        bytes in proptest::collection::vec(any::<u8>(), 0..300), kept in 0usize..200, whole in any::<bool>(),
    ) {
        let directory = Directory::new();
        let store = directory.store();
        let file = store.file(KEY).unwrap();
        // Either anything, or the beginning of a good file with anything after it.
        let good = r#"{"version":2,"access_token":"a","refresh_token":"r","asked":"","scope":"","issued_at":1,"expires_at":2}"#;
        let kept = if whole { good.len() } else { kept.min(good.len()) };
        let bytes = [&good.as_bytes()[..kept], &bytes].concat();
        std::fs::write(&file, &bytes).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        if let Err(error) = runtime.block_on(store.load(KEY)) {
            prop_assert!(error.to_string().contains(&*file.to_string_lossy()), "{}", error);
        }
        prop_assert_eq!(std::fs::read(&file).unwrap(), bytes);
    }
}
