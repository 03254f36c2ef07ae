//! What a site does on a bad day, when a test asks for it: limits, failures, delays, cut connections, odd answers.

mod around;
mod body;
pub(crate) mod control;
mod fault;
mod limit;
mod odd;
pub(crate) mod search_delay;
mod trouble;

pub(crate) use around::serve;
pub use fault::Fault;
pub use limit::{LimitHeaders, Limits};
pub use odd::Odd;
pub use trouble::Trouble;

use crate::server::Sandbox;
use limit::Meter;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use trouble::Rule;

/// The troubles and limits of a sandbox at this time.
#[derive(Default)]
pub(crate) struct Unkind(Mutex<Now>);

#[derive(Default)]
struct Now {
    rules: Vec<Rule>,
    meter: Option<Meter>,
}

impl Unkind {
    pub(crate) fn new(troubles: Vec<Trouble>, limits: Option<Limits>) -> Self {
        Self(Mutex::new(Now {
            rules: troubles.into_iter().map(Rule::new).collect(),
            meter: limits.map(Meter::new),
        }))
    }

    /// Whether there are no troubles and no limits.
    fn is_calm(&self) -> bool {
        let now = self.now();
        now.rules.is_empty() && now.meter.is_none()
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Unkind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.now().rules.iter().map(|rule| &rule.trouble))
            .finish()
    }
}

impl Sandbox {
    /// From now on, makes this trouble. Troubles add up; [`calm`](Self::calm) ends them.
    ///
    /// A program in another language does the same over HTTP: it sends the trouble as JSON, without credentials, to
    /// `POST /_sandbox/trouble` of the [site](Self::url). `GET` lists the troubles, and `DELETE` ends them:
    ///
    /// ```json
    /// { "fault": { "status": 503 }, "method": "GET", "every": 3, "times": 10 }
    /// ```
    ///
    /// See [`Fault`] and [`Trouble`] for the names of the members.
    pub fn trouble(&self, trouble: Trouble) {
        self.shared.unkind.now().rules.push(Rule::new(trouble));
    }

    /// From now on, keeps to these limits. They replace the limits before.
    pub fn limit(&self, limits: Limits) {
        self.shared.unkind.now().meter = Some(Meter::new(limits));
    }

    /// Ends all troubles, all limits, and the delay of searches.
    pub fn calm(&self) {
        *self.shared.unkind.now() = Now::default();
        self.delay_search(Duration::ZERO);
    }
}
