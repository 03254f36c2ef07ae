//! Searches that learn of changes late, as those of a real site do.

use crate::answer::Reply;
use crate::server::{Sandbox, Shared};
use axum::http::Method;
use serde_json::{Value, json};
use std::time::Duration;

impl Sandbox {
    /// From now on, a search sees a change only after this time, which [`advance`](Self::advance) can shorten. Until
    /// then it finds things by what they were before. What is changed again has to wait again. Answers show things as
    /// they are, and permissions count at once. [`calm`](Self::calm) ends the delay.
    ///
    /// A program in another language does the same over HTTP, without credentials: `PUT /_sandbox/search-delay` of the
    /// [site](Self::url) with `{ "seconds": 5 }`. `GET` tells the delay, and `DELETE` ends it.
    ///
    /// ```no_run
    /// # async fn demo() -> std::io::Result<()> {
    /// # use {confluence_sandbox::Sandbox, std::time::Duration};
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.delay_search(Duration::from_secs(10));
    /// // … the program creates a page and looks for it, in vain …
    /// sandbox.advance(Duration::from_secs(10));
    /// // … and now it finds it …
    /// # Ok(())
    /// # }
    /// ```
    pub fn delay_search(&self, delay: Duration) {
        self.shared.state().search.set_delay(delay);
    }
}

/// Answers a request to the delay.
pub(crate) fn answer(shared: &Shared, method: &Method, body: &[u8]) -> Reply {
    match *method {
        Method::GET => {
            let seconds = shared.state().search.delay().as_secs_f64();
            Reply::ok(json!({ "seconds": seconds }))
        }
        Method::PUT => match read(body) {
            Some(delay) => {
                shared.state().search.set_delay(delay);
                Reply::empty(204)
            }
            None => {
                let message = "the body must be {\"seconds\": …} with a number that is not negative";
                Reply::json(400, json!({ "code": 400, "message": message }))
            }
        },
        Method::DELETE => {
            shared.state().search.set_delay(Duration::ZERO);
            Reply::empty(204)
        }
        _ => Reply::json(405, json!({ "code": 405, "message": "Method Not Allowed" })),
    }
}

fn read(body: &[u8]) -> Option<Duration> {
    let body: Value = serde_json::from_slice(body).ok()?;
    Duration::try_from_secs_f64(body["seconds"].as_f64()?).ok()
}
