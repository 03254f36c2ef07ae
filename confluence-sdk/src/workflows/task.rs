//! Waiting for what the server does after it has answered.

use super::Handle;
use super::begin::Begin;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::rate_limit;
use crate::spec::Answer;
use crate::v1::{LongTaskStatus, Message, op};
use crate::{LongTaskId, MayCall, Result};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(10);
const LIMIT: Duration = Duration::from_secs(600);
/// The time that a question has at least, also the one that is asked when the time is over.
const LAST: Duration = Duration::from_secs(1);

impl<A> crate::v1::LongTasks<'_, A> {
    /// Waits until a task is done, such as the deletion of a space or the copy of a page tree.
    ///
    /// Calls [`get_task`](Self::get_task) again and again, with waits that grow up to ten seconds, or as long as the
    /// server says. A time of the server that is shorter than a quarter of a second does not count.
    ///
    /// ```no_run
    /// # use confluence_sdk::*;
    /// # async fn example(client: &Client<Basic>, id: LongTaskId) -> Result<()> {
    /// let wait = client.v1().long_tasks().wait(id).within(std::time::Duration::from_secs(3600));
    /// wait.on_progress(|task| println!("{} %", task.percentage_complete.unwrap_or_default())).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_failed_task`] if the task failed: the text has the server's messages. [`Error::is_timeout`] if it is
    /// not done [in time](WaitForTask::within): the task continues then. Those of the call.
    #[doc(alias("poll", "long-running task"))]
    pub fn wait(&self, id: LongTaskId) -> WaitForTask<'static>
    where
        A: MayCall<op::GetTask>,
    {
        WaitForTask {
            state: Begin::Ready(Waiting {
                site: Handle::of(self.client),
                id,
                limit: LIMIT,
                progress: Box::new(|_| {}),
            }),
        }
    }
}

/// Waits for a task of the server. Set what is optional, then `.await` it: it is a [`Future`] of
/// `Result<LongTaskStatus>`.
#[must_use = "nothing is sent until it is awaited"]
pub struct WaitForTask<'f> {
    state: Begin<'f, Waiting<'f>, LongTaskStatus>,
}

struct Waiting<'f> {
    site: Handle,
    id: LongTaskId,
    limit: Duration,
    progress: Box<dyn FnMut(&LongTaskStatus) + Send + 'f>,
}

impl<'f> WaitForTask<'f> {
    /// How long is waited altogether. If nothing else is said, ten minutes. When this time is over, the server is asked
    /// once more, unless it has said that it wants to be asked later.
    pub fn within(mut self, limit: Duration) -> Self {
        if let Some(waiting) = self.state.options() {
            waiting.limit = limit;
        }
        self
    }

    /// Tells this closure what the server says of the task, each time that it is asked.
    pub fn on_progress<'g>(self, progress: impl FnMut(&LongTaskStatus) + Send + 'g) -> WaitForTask<'g>
    where
        'f: 'g,
    {
        let state = match self.state {
            Begin::Ready(waiting) => Begin::Ready(Waiting {
                progress: Box::new(progress),
                ..waiting
            }),
            Begin::UnderWay(working) => Begin::UnderWay(working),
            Begin::Done => Begin::Done,
        };
        WaitForTask { state }
    }
}

impl Waiting<'_> {
    async fn wait(mut self) -> Result<LongTaskStatus> {
        let clock = self.site.0.http.clock.clone();
        let (start, mut pause) = (clock.now(), FIRST);
        let spent = || clock.now().saturating_duration_since(start);
        let mut last: Option<LongTaskStatus> = None;
        loop {
            let left = self.limit.saturating_sub(spent());
            let (status, named) = match (ask(&self.site, &self.id, left).await, &last) {
                (Err(error), Some(last)) if error.is_timeout() && spent() >= self.limit => {
                    return Err(late(last, spent()));
                }
                (asked, _) => asked?,
            };
            (self.progress)(&status);
            if status.finished == Some(true) {
                return match status.successful {
                    Some(true) => Ok(status),
                    _ => Err(failed(&status)),
                };
            }
            // A server that names no time, or none that is worth a wait, is asked less and less often.
            let named = named.filter(|time| *time >= FIRST);
            let (time, left) = (named.unwrap_or(pause), self.limit.saturating_sub(spent()));
            pause = (pause * 2).min(LONGEST);
            match clock.sleep(time.min(left)) {
                Some(sleep) => sleep.await,
                None => {
                    return Err(Error::setup(
                        "no runtime of tokio is running, so nothing can wait for a task",
                    ));
                }
            }
            // At the end it is asked once more, unless the server has said that this is too early.
            if left.is_zero() || named.is_some_and(|time| time > left) {
                return Err(late(&status, spent()));
            }
            last = Some(status);
        }
    }
}

/// What the server says of the task, and when it wants to be asked again.
async fn ask(site: &Handle, id: &LongTaskId, left: Duration) -> Result<(LongTaskStatus, Option<Duration>)> {
    let mut call = site.open(op::GetTask::new(id.clone()));
    if left < site.0.http.timeout {
        call = call.timeout(left.max(LAST));
    }
    let raw = call.raw().await?;
    let named = rate_limit::wait(raw.status, &raw.headers, SystemTime::now());
    Ok((op::GetTask::decode(raw.expect(Answer::Json)?)?, named))
}

fn failed(status: &LongTaskStatus) -> Error {
    let said: Vec<String> = status.errors.iter().chain(&status.messages).filter_map(words).collect();
    let said = if said.is_empty() {
        "the server does not say why".to_owned()
    } else {
        said.join("; ")
    };
    let problem = format!("the task {} has failed: {said}", name(status));
    Error::new(ErrorKind::Task { problem, late: false })
}

fn late(status: &LongTaskStatus, spent: Duration) -> Error {
    let done = status.percentage_complete.unwrap_or_default();
    let seconds = spent.as_secs_f64();
    let problem = format!(
        "the task {} was not done after {seconds:.1} s, but {done} % of it; it goes on",
        name(status)
    );
    Error::new(ErrorKind::Task { problem, late: true })
}

fn name(status: &LongTaskStatus) -> String {
    match status.name.as_ref().and_then(|name| name.key.as_deref()) {
        Some(name) => format!("`{}` ({name})", status.id),
        None => format!("`{}`", status.id),
    }
}

fn words(message: &Message) -> Option<String> {
    let arguments: Vec<&str> = message.args.iter().map(|argument| argument.as_str()).collect();
    let text = message.translation.clone().unwrap_or_default();
    match (text.is_empty(), arguments.is_empty()) {
        (true, true) => None,
        (false, true) => Some(text),
        (_, false) => Some(format!("{text} ({})", arguments.join(", "))),
    }
}

impl Future for WaitForTask<'_> {
    type Output = Result<LongTaskStatus>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.state.poll(cx, |waiting| Box::pin(waiting.wait()))
    }
}

impl fmt::Debug for WaitForTask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitForTask").finish_non_exhaustive()
    }
}
