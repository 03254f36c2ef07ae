//! The thread that does the work while a script waits, and when there is none.

use crate::Result;
use crate::error::Error;
use std::future::pending;
use std::io;
use std::sync::OnceLock;
use std::thread;
use tokio::runtime::{Builder, Handle};

/// Waits for a future, unless an async runtime is waiting for this thread.
pub(super) fn wait<F: Future>(future: F) -> Result<F::Output> {
    if Handle::try_current().is_ok() {
        return Err(Error::setup(
            "`.wait()` was called inside of an async runtime, which it would hold up; write `.await` there; nothing was sent",
        ));
    }
    static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| start().map_err(|error| error.to_string()));
    match runtime {
        Ok(runtime) => Ok(runtime.block_on(future)),
        Err(problem) => Err(Error::setup(format!(
            "the thread that serves connections cannot be started: {problem}"
        ))),
    }
}

/// A runtime on a thread of its own. So connections live on, and tokens are renewed, while nobody waits.
fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("confluence-sdk".to_owned())
        .spawn(move || runtime.block_on(pending::<()>()))?;
    Ok(handle)
}
