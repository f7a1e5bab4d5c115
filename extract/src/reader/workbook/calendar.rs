//! Serial day numbers, as used by spreadsheets, → ISO 8601. Must not know number formats.

/// The part of a date that a number format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateShown {
    Nothing,
    Month,
    Day,
}

/// First day that Excel does not support, 10000-01-01, in the 1900 date system.
pub(super) const END_OF_DAYS: f64 = 2_958_466.0;
/// Days from the epoch of the 1900 date system to that of the 1904 one.
const DAYS_TO_1904: f64 = 1462.0;
const SECONDS_OF_DAY: i64 = 86_400;

/// A number of days in whole seconds.
#[expect(
    clippy::cast_possible_truncation,
    reason = "days within ten thousand years"
)]
fn seconds(days: f64) -> i64 {
    (days * 86_400.0).round() as i64
}

/// Elapsed time as hours, minutes and seconds.
pub(super) fn elapsed(days: f64) -> String {
    let seconds = seconds(days);
    let sign = if seconds < 0 { "-" } else { "" };
    format!("{sign}{}", clock(seconds.abs()))
}

/// Hours, minutes and, if not zero, seconds.
fn clock(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{rest:02}")
    }
}

/// A serial day number as ISO 8601; `None` if out of range.
pub(super) fn moment(
    value: f64,
    is_1904: bool,
    shown: DateShown,
    has_time: bool,
) -> Option<String> {
    let value = if is_1904 { value + DAYS_TO_1904 } else { value };
    if !(0.0..END_OF_DAYS).contains(&value) {
        return None;
    }
    let seconds = seconds(value);
    let (day, time) = (seconds / SECONDS_OF_DAY, seconds % SECONDS_OF_DAY);
    let date = if day > 0 { date(day, shown) } else { None };
    // A format with both parts shows only the date at midnight, and only the time if there is no date.
    let time = (has_time && (time > 0 || date.is_none())).then(|| clock(time));
    let parts: Vec<String> = date.into_iter().chain(time).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A day of the 1900 date system, in which 1900 is a leap year and day 60 is its 29 February.
fn date(day: i64, shown: DateShown) -> Option<String> {
    let (year, month, day) = match day {
        60 => (1900, 2, 29),
        1..60 => civil(day + 1),
        _ => civil(day),
    };
    match shown {
        DateShown::Nothing => None,
        DateShown::Month => Some(format!("{year:04}-{month:02}")),
        DateShown::Day => Some(format!("{year:04}-{month:02}-{day:02}")),
    }
}

/// Year, month and day of a number of days since 1899-12-30 (H. Hinnant, "chrono-compatible low-level date
/// algorithms", `civil_from_days`).
fn civil(day: i64) -> (i64, i64, i64) {
    /// Days from 0000-03-01, the epoch of the algorithm, to 1899-12-30.
    const EPOCH: i64 = 693_899;
    let day = day + EPOCH;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// A date stored as ISO 8601 (`2024-05-06T00:00:00`), without the time if it is midnight.
pub(super) fn iso(words: &str) -> String {
    let (date, time) = words.split_once('T').unwrap_or((words, ""));
    let time = time.split(['.', 'Z']).next().unwrap_or("");
    match time.strip_suffix(":00").unwrap_or(time) {
        "" | "00:00" => date.to_string(),
        _ if date.is_empty() => time.to_string(),
        short => format!("{date} {short}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_lose_midnight() {
        assert_eq!(iso("2024-05-06"), "2024-05-06");
        assert_eq!(iso("2024-05-06T00:00:00"), "2024-05-06");
        assert_eq!(iso("2024-05-06T09:30:00.000"), "2024-05-06 09:30");
    }

    #[test]
    fn days_count_from_1900_or_1904() {
        let day = |value, is_1904| moment(value, is_1904, DateShown::Day, false);
        assert_eq!(day(45_418.0, false).as_deref(), Some("2024-05-06"));
        assert_eq!(day(43_956.0, true).as_deref(), Some("2024-05-06"));
        assert_eq!(
            (day(0.0, false), day(f64::NAN, false), day(1e300, true)),
            (None, None, None)
        );
    }

    #[test]
    fn time_past_goes_beyond_a_day() {
        assert_eq!(
            [elapsed(1.25), elapsed(-0.5), elapsed(0.000_023)],
            ["30:00", "-12:00", "00:00:02"]
        );
    }
}
