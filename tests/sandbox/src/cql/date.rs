//! Dates in a query. They mean the time zone of the account that searches.

use confluence_sdk::cql::Function;
use jiff::civil::{Date, DateTime};
use jiff::{Span, Timestamp, ToSpan as _, ZonedDateTime};

/// A time, or a day, that a query names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Day(Date),
    Minute(DateTime),
    Relative(Anchor, Option<Increment>),
}

/// What a function starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Now,
    Start(Unit),
    End(Unit),
}

/// What a function adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Increment {
    number: i64,
    /// Without a unit, the function's own period is meant.
    unit: Option<Unit>,
}

/// A length of time, from the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl Moment {
    /// Reads `2026-11-27`, `2026/11/27`, or one of them with ` 09:30`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once(' ') {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let sign = if date.contains('/') { '/' } else { '-' };
        let mut parts = date.split(sign);
        let mut next = |digits: usize| number(parts.next()?, digits);
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return None;
        }
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let Some(time) = time else {
            return Some(Self::Day(date));
        };
        let (hour, minute) = time.split_once(':')?;
        let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
        let time = jiff::civil::Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0);
        Some(Self::Minute(date.to_datetime(time.ok()?)))
    }

    /// What a function of time means. `None` for the other functions.
    pub(crate) fn of(function: Function, increment: Option<Increment>) -> Option<Self> {
        let anchor = match function {
            Function::Now => Anchor::Now,
            Function::StartOfDay => Anchor::Start(Unit::Day),
            Function::StartOfWeek => Anchor::Start(Unit::Week),
            Function::StartOfMonth => Anchor::Start(Unit::Month),
            Function::StartOfYear => Anchor::Start(Unit::Year),
            Function::EndOfDay => Anchor::End(Unit::Day),
            Function::EndOfWeek => Anchor::End(Unit::Week),
            Function::EndOfMonth => Anchor::End(Unit::Month),
            Function::EndOfYear => Anchor::End(Unit::Year),
            _ => return None,
        };
        Some(Self::Relative(anchor, increment))
    }

    /// The first and the last instant that it means. `None` if it is out of the range of dates.
    pub(crate) fn span(&self, now: &ZonedDateTime) -> Option<(Timestamp, Timestamp)> {
        let zoned = |at: DateTime| at.to_zoned_datetime(now.time_zone().clone()).ok();
        let until =
            |start: ZonedDateTime, length: Span| Some((start.timestamp(), last(start.checked_add(length).ok()?)?));
        match self {
            Self::Day(date) => until(zoned(date.at(0, 0, 0, 0))?, 1.day()),
            Self::Minute(at) => until(zoned(*at)?, 1.minute()),
            Self::Relative(anchor, increment) => {
                let at = anchor.moved(now, *increment)?;
                Some((at, at))
            }
        }
    }
}

impl Anchor {
    /// The instant after an increment. One that is shorter than the period is added to the start of the period. Others
    /// lead to another period, so they are added before.
    fn moved(self, now: &ZonedDateTime, increment: Option<Increment>) -> Option<Timestamp> {
        let period = match self {
            Self::Now => None,
            Self::Start(unit) | Self::End(unit) => Some(unit),
        };
        let (mut before, mut after) = (Span::new(), Span::new());
        if let Some(Increment { number, unit }) = increment {
            let unit = unit.or(period)?;
            let place = if Some(unit) >= period { &mut before } else { &mut after };
            *place = unit.times(number)?;
        }
        let at = now.checked_add(before).ok()?;
        let edge = match self {
            Self::Now => at,
            Self::Start(unit) => unit.start(&at)?,
            Self::End(unit) => {
                let next = unit.start(&at)?.checked_add(unit.times(1)?).ok()?;
                last(next)?.to_zoned_datetime(now.time_zone().clone())
            }
        };
        Some(edge.checked_add(after).ok()?.timestamp())
    }
}

impl Increment {
    /// Reads `-4w`, `+1M`, `2d`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.trim_start_matches(['+', '-']);
        if text.len() - digits.len() > 1 {
            return None;
        }
        let end = digits
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(digits.len());
        let number: i64 = digits[..end].parse().ok()?;
        let unit = match &digits[end..] {
            "" => None,
            "m" => Some(Unit::Minute),
            "h" => Some(Unit::Hour),
            "d" => Some(Unit::Day),
            "w" => Some(Unit::Week),
            "M" => Some(Unit::Month),
            "y" => Some(Unit::Year),
            _ => return None,
        };
        let number = if text.starts_with('-') { -number } else { number };
        Some(Self { number, unit })
    }
}

impl Unit {
    fn times(self, number: i64) -> Option<Span> {
        let span = Span::new();
        let span = match self {
            Self::Minute => span.try_minutes(number),
            Self::Hour => span.try_hours(number),
            Self::Day => span.try_days(number),
            Self::Week => span.try_weeks(number),
            Self::Month => span.try_months(number),
            Self::Year => span.try_years(number),
        };
        span.ok()
    }

    /// The start of the period that an instant lies in. Weeks start on Sunday.
    fn start(self, at: &ZonedDateTime) -> Option<ZonedDateTime> {
        let day = match self {
            Self::Minute | Self::Hour => return Some(at.clone()),
            Self::Day => at.clone(),
            Self::Week => {
                let passed = at.weekday().to_sunday_zero_offset();
                at.checked_sub(i64::from(passed).days()).ok()?
            }
            Self::Month => at.first_of_month().ok()?,
            Self::Year => at.first_of_year().ok()?,
        };
        day.start_of_day().ok()
    }
}

/// The last millisecond before an instant.
fn last(next: ZonedDateTime) -> Option<Timestamp> {
    next.timestamp().checked_sub(1.millisecond()).ok()
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<i16> {
    let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Increment, Moment};
    use confluence_sdk::cql::Function;
    use jiff::ZonedDateTime;
    use proptest::prelude::*;

    /// A Friday.
    fn now() -> ZonedDateTime {
        "2026-11-27T15:30:00+01:00[+01:00]".parse().unwrap()
    }

    fn span(text: &str) -> (String, String) {
        let (start, end) = Moment::parse(text).unwrap().span(&now()).unwrap();
        (format!("{start:.3}"), format!("{end:.3}"))
    }

    fn instant(function: Function, increment: &str) -> String {
        let increment = (!increment.is_empty()).then(|| Increment::parse(increment).unwrap());
        let moment = Moment::of(function, increment).unwrap();
        format!("{:.0}", moment.span(&now()).unwrap().0)
    }

    #[test]
    fn a_date_is_a_day_and_a_time_a_minute_of_the_zone() {
        let day = (
            "2026-11-26T23:00:00.000Z".to_owned(),
            "2026-11-27T22:59:59.999Z".to_owned(),
        );
        assert_eq!(span("2026-11-27"), day);
        assert_eq!(span("2026/11/27"), day);
        let minute = (
            "2026-11-27T08:30:00.000Z".to_owned(),
            "2026-11-27T08:30:59.999Z".to_owned(),
        );
        assert_eq!(span("2026-11-27 09:30"), minute);
        assert_eq!(span("2026/11/27 09:30"), minute);
    }

    #[test]
    fn refuses_other_dates() {
        for text in [
            "",
            "2026",
            "2026-11",
            "2026-13-01",
            "2026-02-30",
            "2026-1-2",
            "26-01-02",
            "2026-11-27T09:30",
            "2026-11-27 9:30",
            "2026-11-27 24:00",
            "2026-11-27 09:30:00",
            "2026-11-27T09:00:00.000Z",
            "2026/11-27",
            "27/11/2026",
            "yesterday",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn functions_start_and_end_periods() {
        for (function, increment, wanted) in [
            (Function::Now, "", "2026-11-27T14:30:00Z"),
            (Function::Now, "-4w", "2026-10-30T14:30:00Z"),
            (Function::Now, "30m", "2026-11-27T15:00:00Z"),
            (Function::Now, "+1y", "2027-11-27T14:30:00Z"),
            (Function::StartOfDay, "", "2026-11-26T23:00:00Z"),
            (Function::StartOfDay, "-1d", "2026-11-25T23:00:00Z"),
            (Function::StartOfDay, "8h", "2026-11-27T07:00:00Z"),
            (Function::EndOfDay, "", "2026-11-27T22:59:59Z"),
            (Function::StartOfWeek, "", "2026-11-21T23:00:00Z"),
            (Function::EndOfWeek, "-1w", "2026-11-21T22:59:59Z"),
            (Function::StartOfMonth, "-1y", "2025-10-31T23:00:00Z"),
            (Function::StartOfMonth, "-1", "2026-09-30T23:00:00Z"),
            (Function::EndOfMonth, "+3M", "2027-02-28T22:59:59Z"),
            (Function::StartOfYear, "", "2025-12-31T23:00:00Z"),
            (Function::EndOfYear, "", "2026-12-31T22:59:59Z"),
        ] {
            assert_eq!(instant(function, increment), wanted, "{function} {increment}");
        }
    }

    #[test]
    fn an_increment_has_one_sign_a_number_and_a_unit_that_exists() {
        for text in [
            "",
            "-",
            "w",
            "--1d",
            "1x",
            "1 d",
            "d1",
            "1D",
            "1dd",
            "99999999999999999999d",
        ] {
            assert_eq!(Increment::parse(text), None, "{text}");
        }
        assert_eq!(
            Moment::of(Function::Now, Increment::parse("1")).unwrap().span(&now()),
            None
        );
        let far = Increment::parse("99999999999y");
        assert_eq!(Moment::of(Function::StartOfDay, far).unwrap().span(&now()), None);
    }

    proptest! {
        #[test]
        fn never_panics(text: String, number: i64, unit in "[mhdwMy]?") {
            let _ = Moment::parse(&text).map(|moment| moment.span(&now()));
            let _ = Increment::parse(&text);
            let increment = Increment::parse(&format!("{number}{unit}"));
            for function in Function::ALL {
                let _ = Moment::of(*function, increment).map(|moment| moment.span(&now()));
            }
        }
    }
}
