//! Points in time and spans of time in headers.

use crate::timestamp::Timestamp;
use http::{HeaderMap, HeaderValue, header};
use std::time::{Duration, SystemTime};

/// The time from `now` that `Retry-After` names: seconds, or a date (RFC 9110, 10.2.3). A date that is past gives zero.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = text(headers.get(header::RETRY_AFTER)?)?;
    match text.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => Some(until(httpdate::parse_http_date(text).ok()?, now)),
    }
}

/// The time from `now` to the reset that a header names. The vendor writes ISO 8601, now and then without seconds.
/// Gateways in general also write seconds since 1970, and seconds from now.
pub(super) fn reset(value: &HeaderValue, now: SystemTime) -> Option<Duration> {
    /// Seconds from now are smaller, about 30 years; seconds since 1970 are larger.
    const SECONDS_FROM_NOW: u64 = 1_000_000_000;
    /// Milliseconds since 1970 are larger.
    const SECONDS_SINCE_1970: u64 = 100_000_000_000;
    let text = text(value).filter(|text| !text.starts_with('-'))?;
    if let Ok(number) = text.parse::<u64>() {
        if number < SECONDS_FROM_NOW {
            return Some(Duration::from_secs(number));
        }
        let since_1970 = if number < SECONDS_SINCE_1970 {
            Duration::from_secs(number)
        } else {
            Duration::from_millis(number)
        };
        return Some(until(SystemTime::UNIX_EPOCH.checked_add(since_1970)?, now));
    }
    let time = match text.parse::<Timestamp>() {
        Ok(time) => SystemTime::try_from(time).ok()?,
        Err(_) => httpdate::parse_http_date(text).ok()?,
    };
    Some(until(time, now))
}

fn until(time: SystemTime, now: SystemTime) -> Duration {
    time.duration_since(now).unwrap_or_default()
}

/// A header's value as text, without the quotes that some servers put around it.
pub(super) fn text(value: &HeaderValue) -> Option<&str> {
    Some(value.to_str().ok()?.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> SystemTime {
        "2026-03-26T15:59:00Z".parse::<Timestamp>().unwrap().try_into().unwrap()
    }

    fn after(value: &str) -> Option<u64> {
        let headers = HeaderMap::from_iter([(header::RETRY_AFTER, HeaderValue::from_str(value).unwrap())]);
        retry_after(&headers, now()).map(|time| time.as_secs())
    }

    #[test]
    fn retry_after_is_seconds_or_one_of_the_three_forms_of_a_date() {
        for (value, seconds) in [
            ("7", Some(7)),
            (" 0 ", Some(0)),
            ("Thu, 26 Mar 2026 16:01:00 GMT", Some(120)),
            ("Thursday, 26-Mar-26 16:01:00 GMT", Some(120)),
            ("Thu Mar 26 16:01:00 2026", Some(120)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(0)),
            ("Sun Nov  6 08:49:37 1994", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("9999999999999999999999", None),
        ] {
            assert_eq!(after(value), seconds, "{value}");
        }
    }

    #[test]
    fn a_reset_is_read_in_every_form_that_was_seen() {
        for (value, seconds) in [
            ("2026-03-26T16:00Z", Some(60)),
            ("2026-03-26T16:00:30Z", Some(90)),
            ("2026-03-26T16:00:30.500Z", Some(90)),
            ("\"2026-03-26T16:00:30Z\"", Some(90)),
            ("2026-03-26T17:00:30+01:00", Some(90)),
            ("2026-03-26T17:00:30+0100", Some(90)),
            ("2026-03-26T15:00Z", Some(0)),
            ("Thu, 26 Mar 2026 16:01:00 GMT", Some(120)),
            ("1774540800", Some(60)),
            ("1774540800000", Some(60)),
            ("45", Some(45)),
            ("-1", None),
            ("in an hour", None),
        ] {
            let read = reset(&HeaderValue::from_str(value).unwrap(), now());
            assert_eq!(read.map(|time| time.as_secs()), seconds, "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                let _ = reset(&value, now());
                let _ = retry_after(&HeaderMap::from_iter([(header::RETRY_AFTER, value)]), now());
            }
        }

        #[test]
        fn any_number_is_read_without_panic(number in any::<u64>()) {
            let value = HeaderValue::from(number);
            let _ = reset(&value, now());
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, value)]);
            prop_assert_eq!(retry_after(&headers, now()), Some(Duration::from_secs(number)));
        }

        #[test]
        fn a_date_comes_out_as_it_went_in(seconds in 0..4_000_000_000u64, ahead in 0..100_000u64) {
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            let date = httpdate::fmt_http_date(now + Duration::from_secs(ahead));
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, HeaderValue::from_str(&date).unwrap())]);
            prop_assert_eq!(retry_after(&headers, now), Some(Duration::from_secs(ahead)));
        }
    }
}
