//! Answers from a recording.

use super::cassette;
use super::clean::Cleaner;
use crate::auth::Reaches;
use crate::http::Http;
use crate::scopes::ScopeList;
use crate::testing::clock::NoWaits;
use crate::testing::compare::{compare, times_of};
use crate::testing::made_up;
use crate::testing::reply::{Answer, Reply};
use crate::testing::sent::Sent;
use crate::transport::{Body, BoxFuture, Transport, TransportError};
use crate::{Client, Result};
use serde_json::{Value, json};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Answers from a recording that a [`Recorder`](super::Recorder) has made: no site, no account, the same answers.
///
/// ```no_run
/// use confluence_sdk::testing::Replayer;
/// use confluence_sdk::{Basic, Result};
///
/// # async fn example() -> Result<()> {
/// let replayer = Replayer::open("tests/recordings/export.json")?;
/// let pages = replayer.client::<Basic>().pages().get_pages().items().collect().await?;
/// replayer.verify();
/// # Ok(())
/// # }
/// ```
///
/// A request is answered by the first exchange that has not been used and whose request is the same: method, path,
/// query and body, without what is never written. Requests that differ may come in another order than they were
/// recorded in. Nothing is waited for, as with a [`Mock`](crate::testing::Mock). A request that was not recorded fails
/// with the status 501 and says which recorded one is nearest.
///
/// Where people were left out of the recording, the test asks for their stand-ins, such as `account-1`, and for those
/// of cursors, such as `cursor-2`.
#[derive(Debug)]
pub struct Replayer {
    shared: Shared,
    clock: Arc<NoWaits>,
}

#[derive(Clone)]
struct Shared(Arc<Mutex<State>>);

struct State {
    /// Each with whether it has been used.
    exchanges: Vec<(Value, bool)>,
    unexpected: Vec<String>,
    hidden: Vec<String>,
    verified: bool,
}

impl Replayer {
    /// Reads a recording.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, if it is no recording, or if the recording was not finished
    /// ([`Error::is_file`](crate::Error::is_file)).
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let exchanges = cassette::load(path.as_ref())?;
        let state = State {
            exchanges: exchanges.into_iter().map(|exchange| (exchange, false)).collect(),
            unexpected: Vec::new(),
            hidden: Vec::new(),
            verified: false,
        };
        Ok(Self {
            shared: Shared(Arc::new(Mutex::new(state))),
            clock: Arc::new(NoWaits::new()),
        })
    }

    /// Takes this text out of requests before they are compared, as [`Recorder::hide`](super::Recorder::hide) did when
    /// they were recorded.
    ///
    /// ```no_run
    /// # use confluence_sdk::testing::Replayer;
    /// # fn example(secret: String) -> confluence_sdk::Result<()> {
    /// let replayer = Replayer::open("tests/recordings/export.json")?.hide(secret);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn hide(self, secret: impl Into<String>) -> Self {
        self.shared.state().hidden.push(secret.into());
        self
    }

    /// A client of any mode and any set. It need not be the mode that the recording was made with.
    pub fn client<A: Reaches>(&self) -> Client<A> {
        self.client_with(A::declared_scopes())
    }

    /// A client of any mode and any set whose credential has these scopes.
    pub fn client_with<A: Reaches>(&self, scopes: ScopeList) -> Client<A> {
        made_up::client(&self.http(), scopes)
    }

    /// What a client sends through, for programs that make their clients themselves. It waits for nothing.
    pub fn http(&self) -> Http {
        made_up::http(self.transport(), &self.clock)
    }

    /// The transport alone, for an [`HttpBuilder`](crate::HttpBuilder) with settings of your own.
    pub fn transport(&self) -> Arc<dyn Transport> {
        Arc::new(self.shared.clone())
    }

    /// Sees that all that was recorded was asked for, and nothing else. Pages that a stream reads ahead of need may be
    /// left.
    ///
    /// # Panics
    ///
    /// If not. The message lists what was not recorded and what was not asked for.
    #[track_caller]
    pub fn verify(&self) {
        let report = self.shared.state().report();
        if let Some(report) = report {
            panic!("{report}");
        }
    }
}

impl Drop for Replayer {
    fn drop(&mut self) {
        if !std::thread::panicking() && !self.shared.state().verified {
            self.verify();
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn answer(&mut self, sent: &Sent) -> Reply {
        self.verified = false;
        let request = cassette::request(sent, &Cleaner::new(sent, &self.hidden));
        let known = self.exchanges.iter_mut();
        let mut unused = known.filter(|(exchange, used)| !used && exchange["request"] == request);
        if let Some((exchange, used)) = unused.next() {
            *used = true;
            if let Some(reply) = cassette::reply(&exchange["response"]) {
                return reply;
            }
        }
        let report = self.unexpected(&request);
        let answer = Answer::new(501).json(&json!({ "statusCode": 501, "message": report.replace('\n', "; ") }));
        self.unexpected.push(report);
        Reply::Answer(answer)
    }

    fn unexpected(&self, request: &Value) -> String {
        let mut report = format!("this was not recorded: {}", cassette::line(request));
        let same = self
            .exchanges
            .iter()
            .filter(|(exchange, _)| exchange["request"] == *request);
        let (times, nearest) = (same.count(), self.nearest(request));
        match (times, nearest) {
            (0, Some((nearest, differences))) => {
                report += &format!("\n  nearest is {}", cassette::line(nearest));
                differences.iter().for_each(|line| report += &format!("\n  {line}"));
            }
            (0, None) => report += "\n  nothing that is recorded is left",
            (times, _) => report += &format!("\n  it was recorded {}, and was asked for before", times_of(times)),
        }
        report
    }

    /// The request that differs least, of those with the same method and path if there are any.
    fn nearest(&self, request: &Value) -> Option<(&Value, Vec<String>)> {
        let unused = self.exchanges.iter().filter(|(_, used)| !used);
        let compared = unused.map(|(exchange, _)| (&exchange["request"], compare("", &exchange["request"], request)));
        let elsewhere =
            |recorded: &Value| recorded["method"] != request["method"] || recorded["path"] != request["path"];
        compared.min_by_key(|(recorded, differences)| (elsewhere(recorded), differences.len()))
    }

    fn report(&mut self) -> Option<String> {
        self.verified = true;
        let mut lines = self.unexpected.clone();
        for (exchange, _) in self.exchanges.iter().filter(|(_, used)| !used) {
            let request = &exchange["request"];
            if !cassette::is_later_page(request) {
                lines.push(format!(
                    "this was recorded and not asked for: {}",
                    cassette::line(request)
                ));
            }
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

impl Transport for Shared {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let shared = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let sent = Sent::new(head, body.collect(u64::MAX).await?);
            let reply = shared.state().answer(&sent);
            reply.give().await
        })
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exchanges = self.state().exchanges.len();
        f.debug_struct("Shared")
            .field("exchanges", &exchanges)
            .finish_non_exhaustive()
    }
}
