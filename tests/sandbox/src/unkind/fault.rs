//! The kinds of trouble.

use super::limit::LimitHeaders;
use super::odd::Odd;
use serde_json::{Value, json};
use std::time::Duration;

/// What goes wrong with a request.
///
/// The JSON form of each is in its description, for [`POST /_sandbox/trouble`](crate::Sandbox::trouble). Times are in
/// milliseconds there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The request is refused with 429 and these headers, and nothing is done: `{"rateLimited": "retryAfter"}`.
    RateLimited(LimitHeaders),
    /// The request is answered with this status, and nothing is done: `{"status": 503}`. The body is what a gateway
    /// sends: JSON for 4xx, a page of HTML for 5xx.
    Status(u16),
    /// The request is answered with 503 and `Retry-After`, and nothing is done: `{"busy": 1000}`.
    Busy(Duration),
    /// The operation has been removed: 410 with the vendor's body: `{"gone": true}`.
    Gone,
    /// The credential is not accepted, and the caller counts as anonymous: 403 in v1 and 404 in v2, with
    /// `X-Seraph-LoginReason: AUTHENTICATED_FAILED`: `{"anonymous": true}`.
    Anonymous,
    /// The answer is 200 with a page of HTML, as a proxy or a login page sends it: `{"html": true}`.
    Html,
    /// The answer is this late: `{"latency": 250}`.
    Latency(Duration),
    /// The connection is closed before anything is done: `{"cut": "before"}`.
    CutBefore,
    /// The request is carried out, then the connection is closed without an answer: `{"cut": "after"}`. The log has the
    /// status that did not arrive.
    CutAfter,
    /// The connection is closed after so many bytes of the answer's body: `{"cutBody": 100}`.
    CutBody(usize),
    /// The answer's body stops in the middle, and the connection stays open: `{"stall": true}`.
    Stall,
    /// The answer's body comes in pieces of 1 KiB with this time between them: `{"slow": 10}`.
    Slow(Duration),
    /// The answer is odd in this way, as real sites are: `{"odd": "noNextLink"}`.
    Odd(Odd),
}

impl Fault {
    /// Reads the JSON form.
    pub(super) fn read(value: &Value) -> Result<Self, String> {
        let unknown = || format!("`fault` is none that is known: {value}");
        let members = value
            .as_object()
            .filter(|members| members.len() == 1)
            .ok_or_else(unknown)?;
        let (name, value) = members.iter().next().ok_or_else(unknown)?;
        let time = || value.as_u64().map(Duration::from_millis).ok_or_else(unknown);
        let word = value.as_str();
        Ok(match name.as_str() {
            "rateLimited" => Self::RateLimited(word.and_then(LimitHeaders::named).ok_or_else(unknown)?),
            "status" => Self::Status(
                value
                    .as_u64()
                    .filter(|status| (400..600).contains(status))
                    .ok_or_else(unknown)? as u16,
            ),
            "busy" => Self::Busy(time()?),
            "gone" => Self::Gone,
            "anonymous" => Self::Anonymous,
            "html" => Self::Html,
            "latency" => Self::Latency(time()?),
            "cut" if word == Some("before") => Self::CutBefore,
            "cut" if word == Some("after") => Self::CutAfter,
            "cutBody" => Self::CutBody(value.as_u64().ok_or_else(unknown)? as usize),
            "stall" => Self::Stall,
            "slow" => Self::Slow(time()?),
            "odd" => Self::Odd(word.and_then(Odd::named).ok_or_else(unknown)?),
            _ => return Err(unknown()),
        })
    }

    /// The JSON form.
    pub(super) fn write(&self) -> Value {
        match self {
            Self::RateLimited(headers) => json!({ "rateLimited": headers.name() }),
            Self::Status(status) => json!({ "status": status }),
            Self::Busy(time) => json!({ "busy": time.as_millis() as u64 }),
            Self::Gone => json!({ "gone": true }),
            Self::Anonymous => json!({ "anonymous": true }),
            Self::Html => json!({ "html": true }),
            Self::Latency(time) => json!({ "latency": time.as_millis() as u64 }),
            Self::CutBefore => json!({ "cut": "before" }),
            Self::CutAfter => json!({ "cut": "after" }),
            Self::CutBody(bytes) => json!({ "cutBody": bytes }),
            Self::Stall => json!({ "stall": true }),
            Self::Slow(time) => json!({ "slow": time.as_millis() as u64 }),
            Self::Odd(odd) => json!({ "odd": odd.name() }),
        }
    }
}
