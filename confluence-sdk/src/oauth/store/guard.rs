//! Whose a file is, and what it is. What others could have put in its place is not opened.

use super::StoreError;
use std::fs::{File, Metadata, OpenOptions};
use std::io;
use std::path::Path;

/// The user that this program runs as, by the files that it makes. Unknown where it can make none: there another
/// user's closed directory cannot be read either.
#[derive(Clone, Copy, Debug)]
pub(super) struct User(#[cfg(unix)] Option<u32>);

/// The user that this program runs as, found by a file that is made in a directory and removed again.
#[cfg_attr(not(unix), allow(unused_variables, reason = "only Unix knows owners"))]
pub(super) fn user_at(directory: &Path) -> User {
    #[cfg(unix)]
    return User(own_id(directory).ok());
    #[cfg(not(unix))]
    return User();
}

#[cfg(unix)]
fn own_id(directory: &Path) -> io::Result<u32> {
    use std::os::unix::fs::MetadataExt as _;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("owner-{}-{}", std::process::id(), COUNT.fetch_add(1, Relaxed));
    let path = directory.join(name);
    // One that a former program with the same number has left.
    let _ = std::fs::remove_file(&path);
    let file = open(&path, OpenOptions::new().write(true).create_new(true))?;
    let id = file.metadata().map(|metadata| metadata.uid());
    std::fs::remove_file(&path)?;
    id
}

/// Opens a file without following a link in its place, and without waiting for somebody at the other end of a pipe.
#[cfg(unix)]
pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    options
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK)
        .open(path)
}

#[cfg(unix)]
impl User {
    /// Refuses what belongs to another user, or what others can read or write.
    pub(super) fn owns_alone(self, what: &str, path: &Path, metadata: &Metadata) -> Result<(), StoreError> {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        let path = path.display();
        let owner = metadata.uid();
        if let Some(user) = self.0
            && owner != user
        {
            return Err(StoreError::new(format!(
                "{what} {path} belongs to another user (uid {owner}, this program runs as {user}); tokens in it may have been read or replaced: use a directory of your own"
            )));
        }
        let mode = metadata.permissions().mode() & 0o777;
        if mode & 0o077 == 0 {
            return Ok(());
        }
        Err(StoreError::new(format!(
            "{what} {path} is open to others than its owner (mode {mode:03o}); tokens in it may have been read: ask the user again, or close it with chmod go-rwx",
        )))
    }
}

#[cfg(not(unix))]
pub(super) fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    options.open(path)
}

#[cfg(not(unix))]
impl User {
    pub(super) fn owns_alone(self, _: &str, _: &Path, _: &Metadata) -> Result<(), StoreError> {
        Ok(())
    }
}
