//! Rate limits: requests a second, points an hour, and the headers in which the vendor tells of them.

use crate::answer::{Reply, Shape};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::time::Duration;

/// The forms in which the vendor says that a limit was reached. Each of them tells a wait of one second, or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LimitHeaders {
    /// `Retry-After` in seconds, with `X-RateLimit-…` and `RateLimit-Reason: confluence-burst-based`. JSON:
    /// `"retryAfter"`.
    #[default]
    RetryAfter,
    /// `Retry-After` as a date. JSON: `"retryAfterDate"`.
    RetryAfterDate,
    /// A quota is used up: `X-RateLimit-Reset` as a time, `RateLimit-Reason: confluence-quota-tenant-based`, no
    /// `Retry-After`. JSON: `"quota"`.
    Quota,
    /// The gateway's limit: `X-Failure-Category: FAILURE_CLIENT_RATE_LIMITED`, `X-RateLimit-…`, no `Retry-After`. JSON:
    /// `"gateway"`.
    Gateway,
    /// The structured fields `RateLimit-Policy` and `RateLimit`, no `Retry-After`. JSON: `"structured"`.
    Structured,
    /// No header at all. JSON: `"none"`.
    None,
}

impl LimitHeaders {
    const ALL: [(Self, &'static str); 6] = [
        (Self::RetryAfter, "retryAfter"),
        (Self::RetryAfterDate, "retryAfterDate"),
        (Self::Quota, "quota"),
        (Self::Gateway, "gateway"),
        (Self::Structured, "structured"),
        (Self::None, "none"),
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(form, _)| *form)
    }

    pub(super) fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(form, _)| *form == self)
            .map_or("none", |(_, name)| name)
    }

    /// The refusal of a request, after which a client may continue in this time.
    pub(super) fn refusal(self, wait: Duration, limit: u64) -> Reply {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        let later = Timestamp::now() + SignedDuration::try_from(wait).unwrap_or(SignedDuration::ZERO);
        let reply = Reply::json(429, json!({ "code": 429, "message": "Rate limit exceeded" }));
        let counted = |reply: Reply| {
            reply
                .header("x-ratelimit-limit", limit.to_string())
                .header("x-ratelimit-remaining", "0")
                .header("x-ratelimit-reset", format!("{later:.3}"))
                .header("x-ratelimit-nearlimit", "true")
        };
        match self {
            Self::RetryAfter => counted(reply)
                .header("retry-after", seconds.to_string())
                .header("ratelimit-reason", "confluence-burst-based"),
            Self::RetryAfterDate => {
                // The date has whole seconds, so it must not be earlier than the end of the wait.
                let date = later + SignedDuration::from_secs(1);
                reply.header("retry-after", date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
            }
            Self::Quota => counted(reply).header("ratelimit-reason", "confluence-quota-tenant-based"),
            Self::Gateway => counted(reply).header("x-failure-category", "FAILURE_CLIENT_RATE_LIMITED"),
            Self::Structured => reply
                .header("ratelimit-policy", format!("\"tenant-app-quota\";q={limit};w=3600"))
                .header("ratelimit", format!("\"tenant-app-quota\";r=0;t={seconds}")),
            Self::None => reply,
        }
    }
}

/// Limits of the whole site. Each answer tells how much is left, in the vendor's headers.
///
/// ```no_run
/// use confluence_sandbox::Limits;
///
/// # fn demo(sandbox: confluence_sandbox::Sandbox) {
/// sandbox.limit(Limits::default().requests_per_second(50).points_per_hour(65_000));
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    per_second: Option<u64>,
    points: Option<u64>,
    headers: LimitHeaders,
}

impl Limits {
    /// The largest number of requests in a second of the sandbox's [clock](crate::Sandbox::advance). More are refused
    /// until the second is over. The dates in the headers of a refusal stay real, because clients compare them with
    /// their own clocks.
    pub fn requests_per_second(mut self, most: u64) -> Self {
        self.per_second = Some(most);
        self
    }

    /// The vendor's points: each request costs one, a read one more for each piece of content and two more for each
    /// user, group or permission in its answer. When they are used up, everything is refused to the top of the next
    /// hour, by the sandbox's [clock](crate::Sandbox::advance). Basic auth is outside this limit.
    pub fn points_per_hour(mut self, most: u64) -> Self {
        self.points = Some(most);
        self
    }

    /// The headers of a refusal because of the requests a second. Default: [`LimitHeaders::RetryAfter`].
    pub fn headers(mut self, headers: LimitHeaders) -> Self {
        self.headers = headers;
        self
    }
}

impl Limits {
    /// Reads the JSON form: `{"requestsPerSecond": 50, "pointsPerHour": 65000, "headers": "gateway"}`.
    pub(super) fn read(body: &[u8]) -> Result<Self, String> {
        let value: Value = serde_json::from_slice(body).map_err(|error| format!("the limits are not JSON: {error}"))?;
        let members = value.as_object().ok_or("the limits are a JSON object")?;
        let mut limits = Self::default();
        for (name, value) in members {
            let number = || value.as_u64().ok_or(format!("`{name}` must be a number"));
            match name.as_str() {
                "requestsPerSecond" => limits.per_second = Some(number()?),
                "pointsPerHour" => limits.points = Some(number()?),
                "headers" => {
                    let form = value.as_str().and_then(LimitHeaders::named);
                    limits.headers = form.ok_or(format!("`headers` is none that is known: {value}"))?;
                }
                _ => return Err(format!("`{name}` is not a limit")),
            }
        }
        Ok(limits)
    }
}

/// What of the limits is used.
pub(super) struct Meter {
    limits: Limits,
    /// When the second began, by the sandbox's clock.
    second: Timestamp,
    requests: u64,
    hour: i64,
    spent: u64,
}

const SECOND: Duration = Duration::from_secs(1);
const HOUR: i64 = 3600;

impl Meter {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            second: Timestamp::MIN,
            requests: 0,
            hour: 0,
            spent: 0,
        }
    }

    /// Counts a request, or refuses it. `now` is the sandbox's time.
    pub(super) fn admit(&mut self, headers: &HeaderMap, now: Timestamp) -> Result<(), Box<Reply>> {
        if let Some(most) = self.limits.per_second {
            // A clock that was set back begins a new second.
            let passed = Duration::try_from(now.duration_since(self.second)).unwrap_or(SECOND);
            if passed >= SECOND {
                (self.second, self.requests) = (now, 0);
            }
            if self.requests >= most {
                let wait = SECOND.saturating_sub(passed);
                return Err(Box::new(self.limits.headers.refusal(wait, most)));
            }
            self.requests += 1;
        }
        if let Some(most) = self.limits.points.filter(|_| counts(headers)) {
            self.turn(now);
            if self.spent >= most {
                let wait = Duration::from_secs((HOUR - now.as_second().rem_euclid(HOUR)) as u64);
                return Err(Box::new(LimitHeaders::Quota.refusal(wait, most)));
            }
        }
        Ok(())
    }

    fn turn(&mut self, now: Timestamp) {
        let hour = now.as_second().div_euclid(HOUR);
        if hour != self.hour {
            (self.hour, self.spent) = (hour, 0);
        }
    }

    /// Whether the answer's content has a price.
    pub(super) fn counts_points(&self, asked: &HeaderMap) -> bool {
        self.limits.points.is_some() && counts(asked)
    }

    /// Takes the price of an answer, and says in its headers what is left.
    pub(super) fn settle(&mut self, price: u64, now: Timestamp, answer: &mut HeaderMap) {
        let Some(most) = self.limits.points else { return };
        self.turn(now);
        self.spent = self.spent.saturating_add(price);
        let left = most.saturating_sub(self.spent);
        let reset = (self.hour + 1) * HOUR;
        let told = [
            ("x-ratelimit-limit", most.to_string()),
            ("x-ratelimit-remaining", left.to_string()),
            (
                "x-ratelimit-reset",
                Timestamp::from_second(reset)
                    .unwrap_or(Timestamp::MAX)
                    .strftime("%Y-%m-%dT%H:%MZ")
                    .to_string(),
            ),
            ("x-ratelimit-nearlimit", (left * 5 < most).to_string()),
            ("ratelimit-policy", format!("\"tenant-app-quota\";q={most};w={HOUR}")),
        ];
        for (name, value) in told {
            if let Ok(value) = HeaderValue::from_str(&value) {
                answer.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

/// Whether the caller is an app, to which the points apply.
fn counts(headers: &HeaderMap) -> bool {
    let scheme = headers.get("authorization").and_then(|value| value.to_str().ok());
    scheme.is_some_and(|value| {
        !value
            .get(..6)
            .is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic "))
    })
}

/// The price of an answer in points.
pub(super) fn price(is_read: bool, path: &str, answer: &Value) -> u64 {
    if !is_read {
        return 1;
    }
    let items = answer
        .get("results")
        .and_then(Value::as_array)
        .map_or(u64::from(answer.is_object()), |items| items.len() as u64);
    let identity = ["/user", "/group", "/permission", "/space-roles", "/restriction"];
    let each = if identity.iter().any(|part| path.contains(part)) {
        2
    } else {
        1
    };
    1 + items * each
}

/// The body of the vendor's refusals in this form of error.
pub(super) fn refusal(shape: Shape, status: u16, title: &str) -> Value {
    match shape {
        Shape::V1 => json!({ "statusCode": status, "message": title }),
        Shape::V2 => json!({ "errors": [{ "status": status, "code": "ERROR", "title": title, "detail": null }] }),
        Shape::Gateway => json!({ "code": status, "message": title }),
    }
}
