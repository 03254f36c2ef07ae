//! Tokens in files, one for each key.

use super::guard::{self, User};
use super::{StoreError, StoreLock, Stored, TokenStore, Tokens};
use secrecy::{ExposeSecret, SecretString};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};

/// Keeps tokens in a directory, one file for each key, for their owner alone.
///
/// * A file is replaced as a whole. The new one is written beside it, flushed to the disk and renamed, and the
///   directory is flushed. So there is always either the former file or the new one.
/// * Files and directories are made for their owner alone (0600, 0700). One that others can read or write, or that
///   belongs to another user, is refused by name and not repaired, because its tokens may have been read. So are
///   symbolic links and whatever else is no plain file. This is checked on Unix; elsewhere the directory's own rights
///   decide.
/// * One file for each key is locked while its tokens are renewed, by all programs that use the directory. The lock is
///   that of [`File::try_lock`] (`flock` on Unix), so the directory belongs on a local file system; over a network,
///   locks may hold for one machine only.
/// * A file that cannot be read as tokens is left as it is, and the error names it.
///
/// Nothing is encrypted: everyone who can read the files, as their owner or as an administrator, has the tokens. If you
/// need more, write a [`TokenStore`] of your own.
#[derive(Clone, Debug)]
pub struct FileStore {
    directory: Directory,
}

/// The directory, and the user whose files it may have.
#[derive(Clone, Debug)]
struct Directory {
    path: PathBuf,
    user: User,
}

/// How long to wait for a lock. A renewal takes a few seconds, and never more than this with all its attempts and time
/// limits.
const PATIENCE: Duration = Duration::from_secs(150);
/// Tokens have some kilobytes.
const SIZE_LIMIT: u64 = 1 << 20;
/// The longest encoded key, so that file names stay under 255 bytes.
const NAME_LIMIT: usize = 200;

impl FileStore {
    /// A store in this directory, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// If it cannot be made, is no directory, belongs to another user, or others than its owner can get
    /// at it.
    pub fn new(directory: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let path = directory.into();
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .recursive(true)
            .create(&path)
            .map_err(|error| failed("the directory", &path, "cannot be made", error))?;
        let user = guard::user_at(&path);
        let directory = Directory { path, user };
        directory.check()?;
        Ok(Self { directory })
    }

    fn path(&self, key: &str, ending: &str) -> Result<PathBuf, StoreError> {
        Ok(self.directory.path.join(format!("grant-{}.{ending}", file_name(key)?)))
    }

    /// The file in which the tokens of a key are.
    ///
    /// # Errors
    ///
    /// If the key is empty, or too long for a file name.
    pub fn file(&self, key: &str) -> Result<PathBuf, StoreError> {
        self.path(key, "json")
    }
}

impl TokenStore for FileStore {
    fn load<'a>(&'a self, key: &'a str) -> Stored<'a, Option<Tokens>> {
        Box::pin(async move {
            let (directory, path) = (self.directory.clone(), self.file(key)?);
            blocking(move || {
                directory.check()?;
                directory.read(&path)
            })
            .await
        })
    }

    fn save<'a>(&'a self, key: &'a str, tokens: &'a Tokens) -> Stored<'a, ()> {
        Box::pin(async move {
            let (directory, path, new) = (self.directory.clone(), self.file(key)?, self.path(key, "new")?);
            let (text, wanted) = (tokens.to_json(), Wanted::new());
            let still = wanted.still();
            blocking(move || {
                directory.check()?;
                directory.replace(&path, &new, &text, || still.load(SeqCst))
            })
            .await
        })
    }

    fn remove<'a>(&'a self, key: &'a str) -> Stored<'a, ()> {
        Box::pin(async move {
            let (directory, path) = (self.directory.clone(), self.file(key)?);
            // The file of the lock stays. If it were removed, two programs could hold locks on two files of the same
            // name.
            blocking(move || {
                directory.check()?;
                match std::fs::remove_file(&path) {
                    Ok(()) => directory.flush(),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                    Err(error) => Err(failed("the file", &path, "cannot be removed", error)),
                }
            })
            .await
        })
    }

    fn lock<'a>(&'a self, key: &'a str) -> Stored<'a, StoreLock> {
        Box::pin(async move {
            let (directory, path) = (self.directory.clone(), self.path(key, "lock")?);
            let since = Instant::now();
            let mut pause = Duration::from_millis(5);
            loop {
                let (directory, path) = (directory.clone(), path.clone());
                let taken = blocking(move || {
                    directory.check()?;
                    directory.take(&path)
                });
                if let Some(file) = taken.await? {
                    return Ok(StoreLock::new(file));
                }
                if since.elapsed() > PATIENCE {
                    let waited = format!(
                        "is held by another program for more than {} seconds",
                        PATIENCE.as_secs()
                    );
                    return Err(StoreError::new(format!(
                        "the lock {} {waited}",
                        self.path(key, "lock")?.display()
                    )));
                }
                // This polls, because a thread that waits in the kernel cannot be cancelled.
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_millis(100));
            }
        })
    }
}

/// A key as part of a file name. Lower-case letters, digits, `-` and `_` stay as they are, and all else is written by
/// its bytes. So no two keys share a file, even where file names do not distinguish capital letters.
fn file_name(key: &str) -> Result<String, StoreError> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    let name: String = key
        .bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02x}")
            }
        })
        .collect();
    match name.len() {
        0 => Err(StoreError::new("the key is empty")),
        1..=NAME_LIMIT => Ok(name),
        _ => Err(StoreError::new(format!(
            "the key {key:?} is too long for the name of a file"
        ))),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let runtime = tokio::runtime::Handle::try_current()
        .map_err(|_| StoreError::new("files are read on a thread of the tokio runtime, and none is running here"))?;
    let done = runtime.spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(StoreError::caused("the work on the files was broken off", error)))
}

/// Whether somebody still waits for a change of the files. A change that was given up because it took too long must
/// not happen later, when newer tokens may have been saved.
struct Wanted(Arc<AtomicBool>);

impl Wanted {
    fn new() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    fn still(&self) -> Arc<AtomicBool> {
        self.0.clone()
    }
}

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.store(false, SeqCst);
    }
}

impl Directory {
    fn check(&self) -> Result<(), StoreError> {
        let path = &self.path;
        let metadata =
            std::fs::metadata(path).map_err(|error| failed("the directory", path, "cannot be looked at", error))?;
        if !metadata.is_dir() {
            return Err(StoreError::new(format!("{} is not a directory", path.display())));
        }
        self.user.owns_alone("the directory", path, &metadata)
    }

    /// Opens a file, if it is a plain one of its owner alone. Returns `None` if there is none.
    fn open(&self, what: &str, path: &Path, options: &mut OpenOptions) -> Result<Option<File>, StoreError> {
        let file = match guard::open(path, options) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let link = std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
                return Err(match link {
                    true => StoreError::new(format!(
                        "{what} {} is a symbolic link, which is not followed",
                        path.display()
                    )),
                    false => failed(what, path, "cannot be opened", error),
                });
            }
        };
        let metadata = file
            .metadata()
            .map_err(|error| failed(what, path, "cannot be looked at", error))?;
        if !metadata.is_file() {
            return Err(StoreError::new(format!(
                "{what} {} is not a plain file",
                path.display()
            )));
        }
        self.user.owns_alone(what, path, &metadata)?;
        Ok(Some(file))
    }

    fn read(&self, path: &Path) -> Result<Option<Tokens>, StoreError> {
        let Some(file) = self.open("the file", path, OpenOptions::new().read(true))? else {
            return Ok(None);
        };
        let mut text = String::new();
        let read = file.take(SIZE_LIMIT).read_to_string(&mut text);
        let text = SecretString::from(text);
        read.map_err(|error| failed("the file", path, "cannot be read", error))?;
        let tokens = Tokens::from_json(text.expose_secret());
        tokens
            .map(Some)
            .map_err(|error| StoreError::new(format!("the file {}: {error}; it is left as it is", path.display())))
    }

    fn replace(
        &self,
        path: &Path,
        new: &Path,
        text: &SecretString,
        wanted: impl Fn() -> bool,
    ) -> Result<(), StoreError> {
        // A program that was stopped in the middle may have left one.
        match std::fs::remove_file(new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed("the file", new, "cannot be removed", error));
            }
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let written = guard::open(new, &mut options).and_then(|mut file| {
            file.write_all(text.expose_secret().as_bytes())?;
            file.sync_all()
        });
        if let Err(error) = written {
            // No half-written file is left. If removing it fails too, the first failure is the one to report.
            let _ = std::fs::remove_file(new);
            return Err(failed("the file", new, "cannot be written", error));
        }
        if !wanted() {
            return Err(StoreError::new("saving took too long and was given up"));
        }
        std::fs::rename(new, path).map_err(|error| failed("the file", path, "cannot be replaced", error))?;
        self.flush()
    }

    /// Makes a renaming last through a power cut. Only Unix opens directories as files.
    fn flush(&self) -> Result<(), StoreError> {
        if cfg!(not(unix)) {
            return Ok(());
        }
        let flushed = File::open(&self.path).and_then(|directory| directory.sync_all());
        flushed.map_err(|error| failed("the directory", &self.path, "cannot be flushed", error))
    }

    /// The locked file, or `None` if somebody else holds the lock.
    fn take(&self, path: &Path) -> Result<Option<File>, StoreError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let Some(file) = self.open("the lock", path, &mut options)? else {
            return Err(StoreError::new(format!("the lock {} cannot be made", path.display())));
        };
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed("the lock", path, "cannot be taken", error)),
        }
    }
}

fn failed(what: &str, path: &Path, cannot: &str, error: io::Error) -> StoreError {
    StoreError::new(format!("{what} {} {cannot}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_key_has_a_plain_name_of_its_own(one in "\\PC{1,20}", other in "\\PC{1,20}") {
            let (a, b) = (file_name(&one).unwrap_or_default(), file_name(&other).unwrap_or_default());
            prop_assert!(a.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_%".contains(c)));
            prop_assert!(one == other || a.is_empty() || a != b);
        }
    }

    #[test]
    fn keys_that_make_no_name_are_refused() {
        assert!(file_name("").is_err());
        assert!(file_name(&"x".repeat(201)).is_err());
        assert_eq!(file_name("../A b").unwrap(), "%2e%2e%2f%41%20b");
    }
}
