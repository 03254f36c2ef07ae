//! What the server says about its limits, in the headers of an answer.
//!
//! Headers whose names begin with `Beta-` or `X-Beta-` tell what would apply. They are information only, and nothing
//! here reads them.

mod fields;
mod time;

pub(crate) use time::retry_after;

use fields::{Member, members};
use http::{HeaderMap, HeaderName, StatusCode};
use std::time::{Duration, SystemTime};

const LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");
const NEAR_LIMIT: HeaderName = HeaderName::from_static("x-ratelimit-nearlimit");
const REASON: HeaderName = HeaderName::from_static("ratelimit-reason");
const MEMBERS: HeaderName = HeaderName::from_static("ratelimit");
const POLICIES: HeaderName = HeaderName::from_static("ratelimit-policy");

/// What the server said about its limits with one answer: found by [`Raw::rate_limit`](crate::Raw::rate_limit) and
/// [`Error::rate_limit`](crate::Error::rate_limit).
///
/// The numbers are points or requests, by the limit that is meant. The vendor counts
/// [points](https://developer.atlassian.com/cloud/confluence/rate-limiting/) for apps: one for each request, and more
/// for the things that it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How much is allowed until the reset.
    pub limit: Option<u64>,
    /// How much of it is left.
    pub remaining: Option<u64>,
    /// The time until the limit starts again.
    pub reset: Option<Duration>,
    /// Whether the server says that the limit is near: less than a fifth is left.
    pub near_limit: bool,
    /// Which limit was reached, such as `confluence-quota-tenant-based` or `confluence-burst-based`. The server says it
    /// when it refuses (429).
    pub reason: Option<String>,
}

impl RateLimit {
    /// Reads it from the headers of an answer. `None` if they say nothing about limits.
    pub(crate) fn of(headers: &HeaderMap, now: SystemTime) -> Option<Self> {
        let number = |name| text(headers, name)?.parse::<u64>().ok();
        let mut said = Self {
            limit: number(LIMIT),
            remaining: number(REMAINING),
            reset: headers.get(RESET).and_then(|value| time::reset(value, now)),
            near_limit: text(headers, NEAR_LIMIT).is_some_and(|value| value.eq_ignore_ascii_case("true")),
            reason: text(headers, REASON).map(str::to_owned),
        };
        if said.remaining.is_none() && headers.contains_key(MEMBERS) {
            said.take_from_list(headers);
        }
        (said != Self::default()).then_some(said)
    }

    /// Whether headers say anything that calls for a look at them.
    pub(crate) fn is_in(headers: &HeaderMap) -> bool {
        headers.contains_key(REMAINING) || headers.contains_key(MEMBERS) || headers.contains_key(NEAR_LIMIT)
    }

    /// Takes the numbers of the limit in `RateLimit` that has the least left.
    fn take_from_list(&mut self, headers: &HeaderMap) {
        let all = members(headers.get_all(MEMBERS));
        let tightest = all.iter().min_by_key(|member| member.number("r").unwrap_or(u64::MAX));
        let Some(member) = tightest else { return };
        let policies = members(headers.get_all(POLICIES));
        let policy = policies.iter().find(|policy| policy.name == member.name);
        self.remaining = member.number("r");
        self.reset = member.number("t").map(Duration::from_secs).or(self.reset);
        self.limit = policy.and_then(|policy: &Member| policy.number("q")).or(self.limit);
    }

    /// Whether so little is left that the next requests should be slower.
    pub(crate) fn is_near(&self) -> bool {
        match (self.remaining, self.limit) {
            (Some(remaining), Some(limit)) => self.near_limit || remaining < limit / 5 || remaining == 0,
            (remaining, _) => self.near_limit || remaining == Some(0),
        }
    }

    /// Whether a quota is used up, and not only a limit for a short time.
    pub(crate) fn is_quota(&self) -> bool {
        self.reason.as_deref().is_some_and(|reason| reason.contains("quota"))
    }

    /// Whether that quota is shared by all tenants.
    pub(crate) fn is_global(&self) -> bool {
        self.reason.as_deref().is_some_and(|reason| reason.contains("global"))
    }
}

/// How long an answer asks to wait before the next request: by `Retry-After`, and where the server is busy (429, 503)
/// by the headers about its limits.
pub(crate) fn wait(status: StatusCode, headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let busy = matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    if let Some(time) = retry_after(headers, now) {
        return Some(time);
    }
    if !busy {
        return None;
    }
    let said = RateLimit::of(headers, now)?;
    // With something left it is not the limit that the server fails at.
    let left = status == StatusCode::SERVICE_UNAVAILABLE && said.remaining.is_some_and(|remaining| remaining > 0);
    said.reset.filter(|_| !left)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    time::text(headers.get(name)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
        all.iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_774_540_740)
    }

    #[test]
    fn both_families_of_headers_are_read() {
        let said = RateLimit::of(
            &headers(&[
                ("x-ratelimit-limit", "100"),
                ("x-ratelimit-remaining", "3"),
                ("x-ratelimit-reset", "2026-03-26T16:00Z"),
                ("x-ratelimit-nearlimit", "true"),
                ("ratelimit-reason", "confluence-quota-global-based"),
            ]),
            now(),
        );
        let said = said.unwrap();
        assert_eq!((said.limit, said.remaining), (Some(100), Some(3)));
        assert_eq!(said.reset, Some(Duration::from_secs(60)));
        assert!(said.near_limit && said.is_near() && said.is_quota() && said.is_global());

        let list = [
            (
                "ratelimit-policy",
                r#""tenant-app-quota";q=100;w=60, "global-app-quota";q=65000;w=3600"#,
            ),
            (
                "ratelimit",
                r#""tenant-app-quota";r=60;t=40, "global-app-quota";r=11;t=600"#,
            ),
        ];
        let said = RateLimit::of(&headers(&list), now()).unwrap();
        assert_eq!((said.limit, said.remaining), (Some(65000), Some(11)));
        assert_eq!(said.reset, Some(Duration::from_secs(600)));
        assert!(said.is_near() && !said.near_limit && !said.is_quota());
    }

    #[test]
    fn what_would_apply_is_not_read() {
        let beta = headers(&[
            ("beta-retry-after", "100"),
            ("beta-ratelimit", r#""a";r=0;t=600"#),
            ("x-beta-ratelimit-nearlimit", "true"),
            ("x-beta-ratelimit-remaining", "0"),
            ("x-beta-ratelimit-reset", "2026-03-26T16:00Z"),
        ]);
        assert_eq!(RateLimit::of(&beta, now()), None);
        assert!(!RateLimit::is_in(&beta));
        assert_eq!(wait(StatusCode::TOO_MANY_REQUESTS, &beta, now()), None);
    }

    #[test]
    fn a_busy_server_is_waited_for_until_its_limit_starts_anew() {
        let reset = ("x-ratelimit-reset", "2026-03-26T16:00:00Z");
        let wait = |status, all: &[_]| super::wait(StatusCode::from_u16(status).unwrap(), &headers(all), now());
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(wait(429, &[reset]), seconds(60));
        assert_eq!(wait(503, &[reset]), seconds(60));
        assert_eq!(wait(429, &[reset, ("retry-after", "5")]), seconds(5));
        assert_eq!(wait(429, &[reset, ("retry-after", "soon")]), seconds(60));
        assert_eq!(wait(429, &[("ratelimit", r#""q";r=0;t=9"#)]), seconds(9));
        assert_eq!(wait(429, &[]), None);
        // Told with every answer: it says nothing of this failure.
        assert_eq!(wait(503, &[reset, ("x-ratelimit-remaining", "50")]), None);
        assert_eq!(wait(500, &[reset]), None);
        assert_eq!(wait(404, &[reset]), None);
    }

    proptest! {
        #[test]
        fn any_headers_are_read_without_panic(values in proptest::collection::vec("[ -~]{0,40}", 7)) {
            let names = [LIMIT, REMAINING, RESET, NEAR_LIMIT, REASON, MEMBERS, POLICIES];
            let values = values.iter().map(|value| HeaderValue::from_str(value).unwrap());
            let headers = names.into_iter().zip(values).collect();
            if let Some(said) = RateLimit::of(&headers, now()) {
                let _ = (said.is_near(), said.is_quota(), said.is_global());
            }
            let _ = wait(StatusCode::TOO_MANY_REQUESTS, &headers, now());
        }
    }
}
