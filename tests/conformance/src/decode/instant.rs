//! Points in time, written and read without the SDK.

/// The point in time this many milliseconds after the start of 1970, in one of four forms that servers use.
pub(super) fn spelled(millis: i64, spelling: usize) -> String {
    let there = match spelling {
        2 => millis + 2 * HOUR,
        3 => millis - 5 * HOUR - HOUR / 2,
        _ => millis,
    };
    let (days, rest) = (there.div_euclid(24 * HOUR), there.rem_euclid(24 * HOUR));
    let (year, month, day) = date(days);
    let (hour, minute, second, fraction) = (rest / HOUR, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
    let zone = ["Z", "+0000", "+02:00", "-0530"][spelling.min(3)];
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}{zone}")
}

/// The milliseconds of a text in one of these forms.
pub(super) fn millis(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let mut date = date.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let clock = time.get(..12)?;
    let number = |from: usize, to: usize| clock.get(from..to)?.parse::<i64>().ok();
    let millis = ((number(0, 2)? * 60 + number(3, 5)?) * 60 + number(6, 8)?) * 1000 + number(9, 12)?;
    let zone = time.get(12..)?;
    let ahead = match zone.as_bytes() {
        b"Z" => 0,
        [sign, ..] => {
            let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
            let minutes = digits.get(..2)?.parse::<i64>().ok()? * 60 + digits.get(2..4)?.parse::<i64>().ok()?;
            if *sign == b'-' { -minutes } else { minutes }
        }
        [] => return None,
    };
    Some(days(year, month, day) * 24 * HOUR + millis - ahead * 60_000)
}

const HOUR: i64 = 3_600_000;

/// Days after the start of 1970.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let before = |year: i64| 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let months: i64 = (1..month).map(|month| length(year, month)).sum();
    before(year - 1) - before(1969) + months + day - 1
}

fn date(mut days: i64) -> (i64, i64, i64) {
    let mut year = 1970;
    while days >= self::days(year + 1, 1, 1) - self::days(year, 1, 1) {
        days -= self::days(year + 1, 1, 1) - self::days(year, 1, 1);
        year += 1;
    }
    let mut month = 1;
    while days >= length(year, month) {
        days -= length(year, month);
        month += 1;
    }
    (year, month, days + 1)
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_points_in_time() {
        assert_eq!(spelled(0, 0), "1970-01-01T00:00:00.000Z");
        assert_eq!(spelled(951_827_696_789, 0), "2000-02-29T12:34:56.789Z");
        assert_eq!(spelled(951_827_696_789, 2), "2000-02-29T14:34:56.789+02:00");
        assert_eq!(spelled(1_798_761_599_999, 3), "2026-12-31T18:29:59.999-0530");
        for millis in [0, 951_827_696_789, 1_798_761_599_999, 1_709_164_800_000] {
            for spelling in 0..4 {
                assert_eq!(self::millis(&spelled(millis, spelling)), Some(millis));
            }
        }
    }
}
