//! An answer that is obtained in a task of its own.

use crate::Result;
use crate::attempts::Effort;
use crate::error::{Error, ErrorKind};
use crate::response::Raw;
use crate::transport::TransportError;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

/// It continues by itself, also while nobody polls it. When it is dropped, the request is cancelled.
pub(crate) struct Spawned {
    task: JoinHandle<Result<Raw>>,
    changes: bool,
}

impl Spawned {
    pub(crate) fn on(runtime: &Handle, answer: impl Future<Output = Result<Raw>> + Send + 'static) -> Self {
        Self {
            task: runtime.spawn(answer),
            changes: false,
        }
    }

    /// Whether the request changes something: if the task is lost, nobody knows whether it was sent.
    pub(crate) fn that_changes(mut self, changes: bool) -> Self {
        self.changes = changes;
        self
    }
}

impl Future for Spawned {
    type Output = Result<Raw>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Raw>> {
        Poll::Ready(match ready!(Pin::new(&mut self.task).poll(cx)) {
            Ok(answer) => answer,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => {
                    let problem = TransportError::broken("the runtime stopped before the answer was there");
                    Err(Error::new(ErrorKind::Transport(problem)).after(Effort {
                        attempts: 1,
                        may_have_been_applied: self.changes,
                        ..Effort::default()
                    }))
                }
            },
        })
    }
}

impl Drop for Spawned {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_lost_task_it_is_not_known_whether_it_changed_something() {
        for changes in [true, false] {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let lost = Spawned::on(runtime.handle(), std::future::pending()).that_changes(changes);
            drop(runtime);
            let other = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let error = other.block_on(lost).unwrap_err();
            assert_eq!(error.may_have_been_applied(), changes, "{error}");
        }
    }
}
