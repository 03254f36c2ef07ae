//! Points in time. The API writes them in several ways, and all of them are read.

use crate::model::{self, Blank, Done, Event, Node, Slot, ToNode};
use std::borrow::Cow;
use std::str::FromStr;
use std::time::SystemTime;
use std::{error, fmt};

/// A point in time.
///
/// It prints as RFC 3339 in UTC. It is sent with milliseconds, which is the precision that the server keeps. It is read
/// from RFC 3339 with any offset and from milliseconds since 1970. It is also read from the looser forms that the API
/// uses: an offset without a colon, no seconds, or no offset, which means UTC.
///
/// ```
/// use confluence_sdk::Timestamp;
///
/// let time: Timestamp = "2024-03-09T16:05:30.25+0200".parse()?;
/// assert_eq!(time.to_string(), "2024-03-09T14:05:30.25Z");
/// assert_eq!(time.as_millis(), 1_709_993_130_250);
/// assert_eq!(time, Timestamp::from_millis(1_709_993_130_250)?);
/// # Ok::<(), confluence_sdk::InvalidTimestamp>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// The current time.
    pub fn now() -> Self {
        Self(jiff::Timestamp::now())
    }

    /// The time this many milliseconds after the start of 1970 in UTC.
    ///
    /// # Errors
    ///
    /// If the year has more than four digits.
    pub fn from_millis(millis: i64) -> Result<Self, InvalidTimestamp> {
        match jiff::Timestamp::from_millisecond(millis) {
            Ok(time) => Ok(Self(time)),
            Err(_) => Err(InvalidTimestamp::new(&millis.to_string())),
        }
    }

    /// Whole milliseconds since the start of 1970 in UTC.
    pub fn as_millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The same time as a type of jiff, which can calculate with it.
    pub fn to_jiff(self) -> jiff::Timestamp {
        self.0
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({})", self.0)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for Timestamp {
    type Err = InvalidTimestamp;
    fn from_str(s: &str) -> Result<Self, InvalidTimestamp> {
        parse(s).map(Self).ok_or_else(|| InvalidTimestamp::new(s))
    }
}

/// Whole seconds since 1970. A time before that is 0.
#[cfg(any(feature = "oauth", feature = "__jwt"))]
pub(crate) fn unix_seconds(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap_or_default().as_secs()
}

/// The form that the server mostly uses, `2024-03-09T14:05:30.250Z`, read without looking for the others.
fn parse_usual(s: &str) -> Option<jiff::Timestamp> {
    #[rustfmt::skip]
    let &[
        y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T',
        h1, h2, b':', i1, i2, b':', s1, s2, b'.', f1, f2, f3, b'Z',
    ] = s.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + i32::from(digit - b'0'))
        })
    };
    let two = |a, b| number(&[a, b]).map(|number| number as i8);
    let year = number(&[y1, y2, y3, y4])? as i16;
    let nanoseconds = number(&[f1, f2, f3])? * 1_000_000;
    let (month, day) = (two(m1, m2)?, two(d1, d2)?);
    let time = jiff::civil::DateTime::new(year, month, day, two(h1, h2)?, two(i1, i2)?, two(s1, s2)?, nanoseconds);
    jiff::tz::Offset::UTC.to_timestamp(time.ok()?).ok()
}

fn parse(s: &str) -> Option<jiff::Timestamp> {
    if let Some(time) = parse_usual(s) {
        return Some(time);
    }
    // jiff would read digits without separators as a date.
    let number = s.strip_prefix('-').unwrap_or(s);
    if number.bytes().all(|b| b.is_ascii_digit()) {
        return jiff::Timestamp::from_millisecond(s.parse().ok()?).ok();
    }
    if let Ok(time) = s.parse() {
        return Some(time);
    }
    let local: jiff::civil::DateTime = s.parse().ok()?;
    jiff::tz::Offset::UTC.to_timestamp(local).ok()
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        Self(time)
    }
}

impl From<Timestamp> for jiff::Timestamp {
    fn from(time: Timestamp) -> Self {
        time.0
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = InvalidTimestamp;
    fn try_from(time: SystemTime) -> Result<Self, InvalidTimestamp> {
        match jiff::Timestamp::try_from(time) {
            Ok(time) => Ok(Self(time)),
            Err(_) => Err(InvalidTimestamp::new(&format!("{time:?}"))),
        }
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = InvalidTimestamp;
    fn try_from(time: Timestamp) -> Result<Self, InvalidTimestamp> {
        Self::try_from(time.0).map_err(|_| InvalidTimestamp::new(&time.to_string()))
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        model::serialize(self, s)
    }
}

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        model::de_slot(d)
    }
}

impl Blank for Timestamp {
    fn blank() -> Self {
        Self(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl Slot for Timestamp {
    fn accept(&mut self, e: Event<'_>) -> Done {
        model::scalar(&mut self.0, e, "a point in time", |e| match e {
            Event::Text(s) => parse(s),
            e => jiff::Timestamp::from_millisecond(model::whole(e)?.try_into().ok()?).ok(),
        })
    }
}

impl ToNode for Timestamp {
    fn node(&self) -> Node<'_> {
        Node::Text(Cow::Owned(format!("{:.3}", self.0)))
    }
}

/// A text or a number that is not a point in time, or that is one which the API cannot write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidTimestamp {
    text: Box<str>,
}

impl InvalidTimestamp {
    #[cold]
    fn new(text: &str) -> Self {
        Self { text: text.into() }
    }
}

impl fmt::Display for InvalidTimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is not a valid `Timestamp`: expected one such as `2024-03-09T14:05:30Z`",
            model::Quoted(&self.text)
        )
    }
}

impl error::Error for InvalidTimestamp {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{decode, to_json};
    use proptest::prelude::*;

    fn read(json: &str) -> String {
        decode::<Timestamp>(json.as_bytes()).unwrap().to_string()
    }

    #[test]
    fn every_spelling() {
        for same in [
            "2024-03-09T14:05:00Z",
            "2024-03-09T14:05:00.000Z",
            "2024-03-09T14:05:00.000000000Z",
            "2024-03-09T15:05:00+01:00",
            "2024-03-09T14:05:00.000+0000",
            "2024-03-09T09:05:00-0500",
            "2024-03-09T14:05Z",
            "2024-03-09T15:05+01:00",
            "2024-03-09T14:05:00",
            "2024-03-09T14:05",
            "2024-03-09 14:05:00",
            "1709993100000",
        ] {
            assert_eq!(read(&format!("\"{same}\"")), "2024-03-09T14:05:00Z", "{same}");
            assert_eq!(
                same.parse::<Timestamp>().unwrap().to_string(),
                "2024-03-09T14:05:00Z",
                "{same}"
            );
        }
        assert_eq!(read("1709993100000"), "2024-03-09T14:05:00Z");
        assert_eq!(read("1709993100000.0"), "2024-03-09T14:05:00Z");
        assert_eq!(read("-1"), "1969-12-31T23:59:59.999Z");
        assert_eq!(read("\"-1\""), "1969-12-31T23:59:59.999Z");
        assert_eq!(read("\"2024-03-09\""), "2024-03-09T00:00:00Z");
    }

    #[test]
    fn what_is_no_time() {
        for wrong in [
            "\"\"",
            "\"-\"",
            "\"yesterday\"",
            "\"2024-02-30T00:00:00Z\"",
            "9223372036854775807",
            "true",
            "null",
            "1.5",
        ] {
            assert!(decode::<Timestamp>(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert_eq!(
            decode::<Timestamp>(b"\"soon\"").unwrap_err().to_string(),
            "expected a point in time, found text \"soon\" (line 1, column 6)"
        );
        assert_eq!(
            "soon".parse::<Timestamp>().unwrap_err().to_string(),
            "\"soon\" is not a valid `Timestamp`: expected one such as `2024-03-09T14:05:30Z`"
        );
        assert!(Timestamp::from_millis(i64::MAX).is_err());
    }

    #[test]
    fn it_is_sent_with_milliseconds() {
        let json = |s: &str| String::from_utf8(to_json(&s.parse::<Timestamp>().unwrap()).unwrap()).unwrap();
        assert_eq!(json("2024-03-09T14:05:00Z"), "\"2024-03-09T14:05:00.000Z\"");
        assert_eq!(json("2024-03-09T14:05:00.123999+01:00"), "\"2024-03-09T13:05:00.123Z\"");
        let time = Timestamp::from_millis(5).unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"1970-01-01T00:00:00.005Z\"");
        assert_eq!(serde_json::from_str::<Timestamp>("5").unwrap(), time);
        assert_eq!(format!("{time:?}"), "Timestamp(1970-01-01T00:00:00.005Z)");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_survives_the_round_trip(millis in -62_135_596_800_000_i64..253_402_300_799_999, offset in -1439_i32..1440) {
            let time = Timestamp::from_millis(millis).unwrap();
            prop_assert_eq!(time.as_millis(), millis);
            prop_assert_eq!(time.to_string().parse::<Timestamp>().unwrap(), time);
            prop_assert_eq!(decode::<Timestamp>(&to_json(&time).unwrap()).unwrap(), time);
            if (0..253_402_300_800_000).contains(&millis) {
                prop_assert_eq!(parse_usual(&format!("{:.3}", time.to_jiff())), Some(time.to_jiff()));
            }
            prop_assert_eq!(Timestamp::from(time.to_jiff()), time);
            prop_assert_eq!(Timestamp::try_from(SystemTime::try_from(time).unwrap()).unwrap(), time);
            prop_assert_eq!(millis.to_string().parse::<Timestamp>().unwrap(), time);
            let zone = jiff::tz::Offset::from_seconds(offset * 60).unwrap();
            let there = time.to_jiff().display_with_offset(zone).to_string();
            prop_assert_eq!(there.parse::<Timestamp>().unwrap(), time);
        }

        #[test]
        fn the_usual_form_is_read_as_jiff_reads_it(
            year in "[0-9]{4}", rest in "-[01][0-9]-[0-3][0-9]T[012][0-9]:[0-6][0-9]:[0-6][0-9]\\.[0-9]{3}Z",
        ) {
            let text = format!("{year}{rest}");
            if let Some(time) = parse_usual(&text) {
                prop_assert_eq!(text.parse::<jiff::Timestamp>().ok(), Some(time));
            }
            prop_assert_eq!(parse(&text), text.parse().ok());
        }

        #[test]
        fn no_text_panics(s in "[-+0-9TtZz:. \\[\\]/a-z]{0,30}") {
            let _ = s.parse::<Timestamp>();
        }
    }
}
