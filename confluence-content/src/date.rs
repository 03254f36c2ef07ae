//! Days, as storage format writes them, and the milliseconds of the Atlassian document format.

const MILLISECONDS: i64 = 86_400_000;

/// The day of a timestamp in milliseconds: `2026-10-01`.
pub(crate) fn day(timestamp: &str) -> Option<String> {
    let days = timestamp.parse::<i64>().ok()?.div_euclid(MILLISECONDS);
    // The years 1 to 9999, which have four digits.
    if !(-719_162..=2_932_896).contains(&days) {
        return None;
    }
    // Days are counted from the 1st of March of the year 0, so that the day that is added in leap years is the last
    // one.
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The timestamp of the beginning of a day.
pub(crate) fn timestamp(day: &str) -> Option<String> {
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, date) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&date) {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + date - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let stamp = ((era * 146_097 + day_of_era - 719_468) * MILLISECONDS).to_string();
    // Refuses what is not a day, as 2026-02-30, and what is not written as one.
    (self::day(&stamp).as_deref() == Some(day)).then_some(stamp)
}

#[cfg(test)]
mod tests {
    use super::{day, timestamp};

    #[test]
    fn days_are_timestamps() {
        assert_eq!(timestamp("2026-10-01").as_deref(), Some("1790812800000"));
        assert_eq!(day("1790812800000").as_deref(), Some("2026-10-01"));
        assert_eq!(day("-1").as_deref(), Some("1969-12-31"));
        for odd in [
            "2026-02-30",
            "2026-1-1",
            "",
            "x",
            "99999999999999999-01-01",
            "2026-10-01T00:00",
        ] {
            assert_eq!(timestamp(odd), None, "{odd}");
        }
        for stamp in [
            "0",
            "951782400000",
            "4102444800000",
            "-62135596800000",
            "253402214400000",
        ] {
            assert_eq!(timestamp(&day(stamp).unwrap()).as_deref(), Some(stamp));
        }
    }
}
