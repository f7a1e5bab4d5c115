//! A number of a cell and its number format → what a person reads. It knows no file format.
//!
//! A date is ISO 8601 whatever its format; a number has the decimals of its format, and no thousands separators,
//! currency signs or colours, so that a search for it needs one form only.

use super::calendar::{DateShown, END_OF_DAYS, elapsed, moment};

/// What a number format shows (ECMA-376 part 1, §18.8.31), as far as text is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// As many decimals as the number has.
    General,
    /// This many decimals.
    Decimals(usize),
    /// A hundredfold with this many decimals and `%`.
    Percent(usize),
    /// Time past, as `[h]:mm:ss`.
    Elapsed,
    /// A point in time.
    Moment { date: DateShown, has_time: bool },
}

/// The decimals that a format may ask for: `f64` has seventeen digits.
const MAX_DECIMALS: usize = 17;
/// From this size on a number is shown with an exponent.
const EXPONENT_FROM: f64 = 1e21;
/// Below this size a number is shown with an exponent.
const EXPONENT_BELOW: f64 = 1e-9;

impl NumberFormat {
    /// A moment of which the format is not known.
    pub(super) const MOMENT: Self = Self::Moment {
        date: DateShown::Day,
        has_time: true,
    };
    const DAY: Self = Self::Moment {
        date: DateShown::Day,
        has_time: false,
    };
    const MONTH: Self = Self::Moment {
        date: DateShown::Month,
        has_time: false,
    };
    const TIME: Self = Self::Moment {
        date: DateShown::Nothing,
        has_time: true,
    };

    /// What a format code shows of positive numbers, which its first section is for.
    pub(super) fn of_code(code: &str) -> Self {
        let Some(code) = bare_code(code) else {
            return Self::Elapsed;
        };
        let code = code.to_ascii_lowercase();
        let is_moment = code.contains(['y', 'm', 'd', 'h', 's']);
        // Exponents, fractions and text are not decimals.
        if code.contains("general") || (code.contains(['e', '/', '@', '?']) && !is_moment) {
            return Self::General;
        }
        if is_moment {
            of_moments(&code)
        } else {
            of_decimals(&code)
        }
    }

    /// The format of a built-in number (ECMA-376 part 1, §18.8.30, with those of zh-CN).
    pub(super) fn built_in(number: u16) -> Self {
        match number {
            1 | 3 | 37 | 38 => Self::Decimals(0),
            2 | 4 | 39 | 40 | 43 | 44 | 7 | 8 => Self::Decimals(2),
            9 => Self::Percent(0),
            10 => Self::Percent(2),
            14..=16 | 28..=31 | 51 | 53 | 54 | 58 => Self::DAY,
            17 | 27 | 36 | 50 | 52 | 57 => Self::MONTH,
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Self::TIME,
            22 => Self::MOMENT,
            46 => Self::Elapsed,
            _ => Self::General,
        }
    }

    /// A number as the format shows it. Dates count from 1900, or from 1904 as on old Macs.
    pub(super) fn show(self, value: f64, is_1904: bool) -> String {
        match self {
            Self::Decimals(decimals) => fixed(value, decimals),
            Self::Percent(decimals) => fixed(value * 100.0, decimals) + "%",
            Self::Elapsed if value.abs() < END_OF_DAYS => elapsed(value),
            Self::Moment { date, has_time } => {
                moment(value, is_1904, date, has_time).unwrap_or_else(|| plain(value))
            }
            Self::General | Self::Elapsed => plain(value),
        }
    }

    /// Whether it shows a point in time or time past.
    pub(super) fn is_moment(self) -> bool {
        matches!(self, Self::Moment { .. } | Self::Elapsed)
    }
}

/// A number without a format: the shortest that has its fifteen significant digits, as Excel shows it.
pub(super) fn plain(value: f64) -> String {
    let rounded = fifteen_digits(value);
    let size = rounded.abs();
    if size >= EXPONENT_FROM || (size > 0.0 && size < EXPONENT_BELOW) {
        format!("{rounded:E}")
    } else {
        format!("{rounded}")
    }
}

/// Drops what lies beyond fifteen significant digits: the noise of 0.1 + 0.2.
fn fifteen_digits(value: f64) -> f64 {
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn fixed(value: f64, decimals: usize) -> String {
    let value = fifteen_digits(value);
    if value.abs() >= EXPONENT_FROM || !value.is_finite() {
        return plain(value);
    }
    // Half is rounded away from zero, as Excel does; the step undoes halves that binary fractions miss.
    let nudged = value * (1.0 + f64::EPSILON * 2.0);
    let words = format!("{nudged:.decimals$}");
    match words.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|byte| matches!(byte, b'0' | b'.')) => zero.to_string(),
        _ => words,
    }
}

/// What a format of dates and times shows.
fn of_moments(code: &str) -> NumberFormat {
    let has_time = code.contains(['h', 's']);
    let date = if code.contains('d') {
        DateShown::Day
    } else if has_time && !code.contains('y') {
        // Months and minutes share a letter.
        DateShown::Nothing
    } else {
        DateShown::Month
    };
    NumberFormat::Moment { date, has_time }
}

/// What a format of numbers shows.
fn of_decimals(code: &str) -> NumberFormat {
    let is_percent = code.contains('%');
    // A comma after the last digit divides by a thousand; the number itself says more.
    let is_divided = code.trim_end().ends_with(',') || code.contains(",.");
    if !code.contains(['0', '#']) || is_divided {
        return NumberFormat::General;
    }
    let decimals = code.split_once('.').map_or("", |(_, decimals)| decimals);
    if decimals.contains('#') {
        return if is_percent {
            NumberFormat::Percent(2)
        } else {
            NumberFormat::General
        };
    }
    let decimals = decimals
        .bytes()
        .filter(|byte| *byte == b'0')
        .count()
        .min(MAX_DECIMALS);
    if is_percent {
        NumberFormat::Percent(decimals)
    } else {
        NumberFormat::Decimals(decimals)
    }
}

/// The first section of a format without what is literal, colour, condition or locale; `None` if it shows time
/// past.
fn bare_code(format: &str) -> Option<String> {
    let mut code = String::new();
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        match c {
            ';' => break,
            '"' => _ = rest.by_ref().find(|c| *c == '"'),
            // The next character is literal, as wide as, or repeated.
            '\\' | '_' | '*' | '!' => _ = rest.next(),
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let is_elapsed = inside
                    .chars()
                    .all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
                if is_elapsed && !inside.is_empty() {
                    return None;
                }
            }
            _ => code.push(c),
        }
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64, code: &str, is_1904: bool) -> String {
        NumberFormat::of_code(code).show(value, is_1904)
    }

    fn general(value: f64) -> String {
        number(value, "General", false)
    }

    #[test]
    fn numbers_are_shown_without_noise() {
        assert_eq!(general(12.0), "12");
        assert_eq!(general(0.1 + 0.2), "0.3");
        assert_eq!(general(-0.0), "0");
        assert_eq!(general(1_234_567_890_123_456.0), "1234567890123460");
        assert_eq!(general(1.5e300), "1.5E300");
        assert_eq!(general(0.000_000_000_12), "1.2E-10");
        assert_eq!(number(12.5, "G/通用格式", false), "12.5");
    }

    #[test]
    fn decimals_are_those_of_the_format() {
        assert_eq!(number(12.0, "0.00", false), "12.00");
        assert_eq!(number(1.005, "0.00_ ;[Red]\\-0.00\\ ", false), "1.01");
        assert_eq!(number(2.5, "0", false), "3");
        assert_eq!(number(-0.001, "0.0", false), "0.0");
        assert_eq!(
            number(1234.5, "\"¥\"#,##0.00;\"¥\"-#,##0.00", false),
            "1234.50"
        );
        assert_eq!(number(1234.5, "[$¥-804]#,##0.0", false), "1234.5");
        assert_eq!(number(12_345.0, "0,", false), "12345");
        assert_eq!(number(1.25, "0.##", false), "1.25");
    }

    #[test]
    fn percentages_have_their_mark() {
        assert_eq!(number(0.985, "0%", false), "99%");
        assert_eq!(number(0.12345, "0.00%", false), "12.35%");
        assert_eq!(NumberFormat::built_in(9).show(0.07, false), "7%");
        assert_eq!(number(12.5, "0.0\"%\"", false), "12.5");
    }

    #[test]
    fn dates_are_iso_whatever_their_format() {
        for format in [
            "yyyy/m/d",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy\\-mm\\-dd;@",
            "m/d/yy",
        ] {
            assert_eq!(number(45_418.0, format, false), "2024-05-06", "{format}");
        }
        assert_eq!(number(45_418.0, "yyyy\"年\"m\"月\"", false), "2024-05");
        assert_eq!(
            number(45_418.5, "yyyy-mm-dd hh:mm", false),
            "2024-05-06 12:00"
        );
        assert_eq!(number(45_418.0, "yyyy-mm-dd hh:mm", false), "2024-05-06");
        assert_eq!(number(0.75, "h:mm", false), "18:00");
        assert_eq!(number(1.25, "[h]:mm:ss", false), "30:00");
        assert_eq!(number(43_956.0, "yyyy-mm-dd", true), "2024-05-06");
    }

    #[test]
    fn built_in_formats_show_what_their_codes_say() {
        for (number, code) in [
            (0, "General"),
            (4, "#,##0.00"),
            (10, "0.00%"),
            (14, "m/d/yy"),
            (17, "mmm-yy"),
            (20, "h:mm"),
            (22, "m/d/yy h:mm"),
            (46, "[h]:mm:ss"),
        ] {
            assert_eq!(
                NumberFormat::built_in(number),
                NumberFormat::of_code(code),
                "{code}"
            );
        }
    }

    #[test]
    fn the_calendar_holds_at_its_edges() {
        let day = |value| number(value, "yyyy-mm-dd", false);
        assert_eq!(
            [day(1.0), day(59.0), day(60.0), day(61.0)],
            ["1900-01-01", "1900-02-28", "1900-02-29", "1900-03-01"]
        );
        assert_eq!(
            [day(45_351.0), day(2_958_465.0)],
            ["2024-02-29", "9999-12-31"]
        );
        assert_eq!(
            [day(-1.0), day(0.0), day(2_958_466.0)],
            ["-1", "0", "2958466"]
        );
    }

    #[test]
    fn any_format_and_number_is_shown() {
        for format in [
            "\"",
            "\\",
            "[",
            "[]",
            "0.",
            "%",
            ";",
            "0.00000000000000000000000000",
            "yyyy",
        ] {
            for value in [
                f64::NAN,
                f64::INFINITY,
                f64::MAX,
                f64::MIN_POSITIVE,
                -1e18,
                0.0,
            ] {
                assert!(!number(value, format, false).is_empty(), "{format} {value}");
            }
        }
    }
}
