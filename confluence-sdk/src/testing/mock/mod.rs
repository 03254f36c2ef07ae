//! A transport that answers what a test expects.

mod expect;
mod expectation;
mod pages;
mod wanted;

pub use expect::{AnyRequest, Expect};

use super::clock::NoWaits;
use super::compare::times_of;
use super::made_up;
use super::reply::{Answer, Reply};
use super::sent::Sent;
use crate::Client;
use crate::auth::Reaches;
use crate::http::Http;
use crate::operation::Operation;
use crate::response::Download;
use crate::scopes::ScopeList;
use crate::transport::{Body, BoxFuture, Transport, TransportError};
use expectation::{Expectation, Verdict};
use http::Method;
use serde_json::json;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use wanted::{Plain, Wanted};

/// A Confluence that consists of what a test expects: the calls that are to be made, and their answers.
///
/// ```
/// use confluence_sdk::{Client, OAuth, PageId, Result, answer, scopes, testing::Mock, v2::{PageSingle, op}};
///
/// scopes! { pub struct Reader = "read:page:confluence"; }
///
/// /// What is to be tested.
/// async fn title(client: &Client<OAuth<Reader>>, id: PageId) -> Result<String> {
///     Ok(client.pages().get_page_by_id(id).await?.title.unwrap_or_default())
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<()> {
/// let id = PageId::new(7);
/// let mock = Mock::new();
/// mock.expect(op::GetPageById::new(id)).answers(answer!(PageSingle { id, title: Some("Home".into()) }));
///
/// assert_eq!(title(&mock.client(), id).await?, "Home");
/// mock.verify();
/// # Ok(())
/// # }
/// ```
///
/// * [`client`](Mock::client) makes a client of any mode and set. It is a real one, so the compiler checks its calls,
///   and requests are written and answers read as always.
/// * The client waits for nothing: where it would wait before the next attempt, that time is over at once, and
///   [`waits`](Mock::waits) tells how long it would have been.
/// * A call that is not expected fails with the status 501. Its error says what was expected instead and how the call
///   differs, and so does [`verify`](Mock::verify).
/// * A mock that is dropped verifies itself, unless the test has failed already.
#[derive(Debug)]
pub struct Mock {
    shared: Shared,
    clock: Arc<NoWaits>,
}

#[derive(Clone)]
struct Shared(Arc<Mutex<State>>);

struct State {
    expectations: Vec<Expectation>,
    in_order: bool,
    sent: Vec<Sent>,
    /// What was said of each call that was not expected.
    unexpected: Vec<String>,
    files: Vec<Download>,
    verified: bool,
}

/// The host that files are fetched from. No such host exists anywhere (RFC 6761).
const MEDIA: &str = "media.invalid";

impl Mock {
    /// A mock whose calls may come in any order.
    #[expect(
        clippy::new_without_default,
        reason = "a mock without expectations is good for nothing"
    )]
    pub fn new() -> Self {
        let state = State {
            expectations: Vec::new(),
            in_order: false,
            sent: Vec::new(),
            unexpected: Vec::new(),
            files: Vec::new(),
            verified: false,
        };
        Self {
            shared: Shared(Arc::new(Mutex::new(state))),
            clock: Arc::new(NoWaits::new()),
        }
    }

    /// A mock whose calls have to come in the order in which they are expected.
    pub fn in_order() -> Self {
        let mock = Self::new();
        mock.state().in_order = true;
        mock
    }

    /// Expects exactly this request, with all that is set and nothing else.
    ///
    /// # Panics
    ///
    /// If it is a request that is refused before it is sent, such as one with an empty title.
    #[track_caller]
    #[must_use = "an expectation needs an answer: `.answers(…)` or `.fails(…)`"]
    pub fn expect<O: Operation>(&self, request: O) -> Expect<'_, O> {
        let wanted = Wanted::request(&request);
        self.add(wanted, Some(O::DECLARATION))
    }

    /// Expects any request of this operation.
    #[must_use = "an expectation needs an answer: `.answers(…)` or `.fails(…)`"]
    pub fn expect_any<O: Operation>(&self) -> Expect<'_, O> {
        self.add(Wanted::Any(O::DECLARATION), Some(O::DECLARATION))
    }

    /// Expects a request of this operation that meets a condition.
    ///
    /// ```
    /// # use confluence_sdk::{testing::Mock, v2::op};
    /// # let mock = Mock::new();
    /// mock.expect_where(|request: &op::CreatePage| request.title.as_deref().is_some_and(|title| title.ends_with("2026")))
    ///     .fails(409)
    ///     .always();
    /// ```
    #[must_use = "an expectation needs an answer: `.answers(…)` or `.fails(…)`"]
    pub fn expect_where<O: Operation>(&self, condition: impl Fn(&O) -> bool + Send + Sync + 'static) -> Expect<'_, O> {
        let condition = move |sent: &Sent| sent.request::<O>().map(&condition);
        self.add(Wanted::Where(O::DECLARATION, Box::new(condition)), Some(O::DECLARATION))
    }

    /// Expects a request by its method and path: one of [`Client::request`], or one for a token.
    ///
    /// # Panics
    ///
    /// If the method is none.
    #[track_caller]
    #[must_use = "an expectation needs an answer: `.answers_json(…)` or `.fails(…)`"]
    pub fn expect_request(&self, method: &str, path: &str) -> Expect<'_, AnyRequest> {
        let method = Method::from_bytes(method.as_bytes()).unwrap_or_else(|_| panic!("{method:?} is no method"));
        let plain = Plain {
            method,
            path: path.to_owned(),
            query: Vec::new(),
            body: None,
        };
        self.add(Wanted::Plain(plain), None)
    }

    /// A client of any mode and any set.
    pub fn client<A: Reaches>(&self) -> Client<A> {
        self.client_with(A::declared_scopes())
    }

    /// A client of any mode and any set whose credential has these scopes: for programs that look at
    /// [`Client::scopes`], or that are [checked at run time](Client::dynamic).
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

    /// The requests that arrived so far, expected or not.
    pub fn sent(&self) -> Vec<Sent> {
        self.state().sent.clone()
    }

    /// How long clients of this mock would have waited, each time: before another attempt, or for a rate limit.
    pub fn waits(&self) -> Vec<Duration> {
        self.clock.waits()
    }

    /// Sees that all that was expected has come, and nothing else.
    ///
    /// # Panics
    ///
    /// If not. The message lists each call that was not expected, with the expectation that is nearest to it and how
    /// they differ, and each expectation whose call did not come.
    #[track_caller]
    pub fn verify(&self) {
        let report = self.state().report();
        if let Some(report) = report {
            panic!("{report}");
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state()
    }

    fn add<O>(&self, wanted: Wanted, operation: Option<&'static crate::spec::Declaration>) -> Expect<'_, O> {
        let mut state = self.state();
        let place = state.expectations.len();
        state.expectations.push(Expectation::new(wanted));
        state.verified = false;
        Expect::new(self, place, operation)
    }

    /// Keeps a file, and returns the address where it is found.
    fn keep_file(&self, file: &Download) -> String {
        let mut state = self.state();
        state.files.push(file.clone());
        format!("https://{MEDIA}/file/{}", state.files.len())
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        if !std::thread::panicking() && !self.state().verified {
            self.verify();
        }
    }
}

impl Shared {
    /// A test that panics in a condition of its own leaves nothing half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Shared {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let shared = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            // What is sent is read to its end before it is judged, as a server does.
            let body = body.collect(u64::MAX).await?;
            let reply = match head.uri.host() {
                Some(MEDIA) => shared.state().file(head.uri.path()),
                _ => shared.state().answer(Sent::new(head, body)),
            };
            reply.give().await
        })
    }
}

impl State {
    fn answer(&mut self, sent: Sent) -> Reply {
        self.sent.push(sent.clone());
        self.verified = false;
        // Two listings can be read at once.
        let mut begun = self.expectations.iter();
        if let Some(reply) = begun.find_map(|expectation| expectation.page_of_its_own(&sent)) {
            return reply;
        }
        let mut nearest: Option<(usize, Vec<String>)> = None;
        for i in 0..self.expectations.len() {
            let too_early = self.in_order && self.expectations[..i].iter().any(|before| before.missing() > 0);
            let differences = match self.expectations[i].wanted.differences(&sent) {
                Some(differences) if differences.is_empty() && too_early => {
                    vec!["what is expected before it has not come yet".to_owned()]
                }
                _ => match self.expectations[i].judge(&sent) {
                    Verdict::Yes(reply) => return reply,
                    Verdict::NoMore(times) => vec![format!("it was expected {}, and came before", times_of(times))],
                    Verdict::Differs(differences) => differences,
                    Verdict::Other => continue,
                },
            };
            if nearest
                .as_ref()
                .is_none_or(|(_, nearest)| differences.len() < nearest.len())
            {
                nearest = Some((i, differences));
            }
        }
        let report = self.unexpected(&sent, nearest);
        let answer = Answer::new(501).json(&json!({ "statusCode": 501, "message": report.replace('\n', "; ") }));
        self.unexpected.push(report);
        Reply::Answer(answer)
    }

    /// What is said of a call that was not expected.
    fn unexpected(&self, sent: &Sent, nearest: Option<(usize, Vec<String>)>) -> String {
        let mut report = match sent.operation() {
            Some(operation) => format!("unexpected call of `{}`: {} {}", operation.name, sent.method, sent.path),
            None => format!("unexpected request: {} {}", sent.method, sent.path),
        };
        match nearest {
            Some((place, differences)) => {
                let wanted = &self.expectations[place].wanted;
                report += &format!("\n  nearest is expectation {}: {wanted}", place + 1);
                differences.iter().for_each(|line| report += &format!("\n  {line}"));
            }
            None if self.expectations.is_empty() => report += "\n  nothing is expected",
            None => {
                let wanted = self
                    .expectations
                    .iter()
                    .map(|expectation| expectation.wanted.to_string());
                report += &format!("\n  expected is {}", wanted.collect::<Vec<_>>().join(", "));
            }
        }
        report
    }

    /// A file that a call has led to.
    fn file(&self, path: &str) -> Reply {
        let number = path
            .strip_prefix("/file/")
            .and_then(|number| number.parse::<usize>().ok());
        let file = number.and_then(|number| self.files.get(number.checked_sub(1)?));
        Reply::Answer(match file {
            Some(file) => Answer::new(200).file(file),
            None => Answer::new(404),
        })
    }

    /// What is wrong, if anything is. Afterwards it has been said.
    fn report(&mut self) -> Option<String> {
        self.verified = true;
        let mut lines = self.unexpected.clone();
        for (i, expectation) in self.expectations.iter().enumerate() {
            let (came, wanted) = expectation.count();
            if came < wanted {
                let (place, what) = (i + 1, &expectation.wanted);
                lines.push(format!(
                    "expectation {place} was not met: {what}\n  expected {}, came {}",
                    times_of(wanted),
                    times_of(came)
                ));
            }
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Shared")
            .field("expectations", &state.expectations.len())
            .field("sent", &state.sent)
            .finish_non_exhaustive()
    }
}
