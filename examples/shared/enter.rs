//! Waits for the Enter key.

use std::io;

/// Returns true when Enter was pressed, and false at the end of the input.
pub(crate) async fn pressed() -> io::Result<bool> {
    let read = tokio::task::spawn_blocking(|| io::stdin().read_line(&mut String::new()));
    Ok(read.await.map_err(io::Error::other)?? > 0)
}
