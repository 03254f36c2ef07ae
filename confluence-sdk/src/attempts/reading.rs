//! What is read beside a call, such as a file on another host: it is tried again as a call that only reads is.

use super::outcome::Passing;
use super::{Effort, RetryPolicy};
use crate::Result;
use crate::clock;
use crate::error::{Error, ErrorKind};
use crate::http::Http;
use crate::trace::{self, Failure};
use crate::transport::TransportError;
use std::time::Duration;

/// Reads until it succeeds or there is no point in another attempt. `limit` holds for all attempts.
pub(crate) async fn read<T, F>(http: &Http, policy: RetryPolicy, limit: Duration, attempt: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let started = http.clock.now();
    let elapsed = || http.clock.now().saturating_duration_since(started);
    let mut again = 0;
    loop {
        let left = limit.saturating_sub(elapsed());
        let most = policy.attempt_timeout.map_or(left, |most| most.min(left));
        let outcome = clock::within(most, attempt()).await.unwrap_or_else(|| {
            let problem = format!("no answer began to arrive in {most:?}");
            Err(Error::new(ErrorKind::Transport(TransportError::timeout(problem))))
        });
        let error = match outcome {
            Err(error) => error,
            read => return read,
        };
        let left = limit.saturating_sub(elapsed());
        let wait = Passing::of(&error, http.clock.date())
            .filter(|_| again + 1 < policy.max_attempts)
            .and_then(|passing| passing.wait(&policy, again, left));
        let Some(sleep) = wait.and_then(|wait| http.clock.sleep(wait)) else {
            return Err(error.after(Effort {
                attempts: again + 1,
                elapsed: elapsed(),
                may_have_been_applied: false,
            }));
        };
        again += 1;
        trace::waits_after(Failure::Error(&error), wait.unwrap_or_default(), again);
        sleep.await;
    }
}
