//! The number in a cell and its number format → displayed text. Must not know file formats.
//!
//! Dates are ISO 8601 regardless of their format; numbers have the decimals of their format, but no thousands
//! separators, currency signs or colours, so that a search needs only one form.

use super::calendar::{DateShown, END_OF_DAYS, elapsed, moment};

/// The parts of a number format (ECMA-376 part 1, §18.8.31) that affect the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// As many decimals as the number has.
    General,
    /// This many decimals.
    Decimals(usize),
    /// Multiplied by a hundred, with this many decimals and `%`.
    Percent(usize),
    /// Elapsed time, such as `[h]:mm:ss`.
    Elapsed,
    /// A point in time.
    Moment { date: DateShown, has_time: bool },
}

/// Maximum decimals of a format: `f64` has seventeen digits.
const MAX_DECIMALS: usize = 17;
/// Numbers of at least this magnitude are shown with an exponent.
const EXPONENT_FROM: f64 = 1e21;
/// Numbers below this magnitude are shown with an exponent.
const EXPONENT_BELOW: f64 = 1e-9;

impl NumberFormat {
    /// A point in time with an unknown format.
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

    /// Parses a format code. Only its first section, for positive numbers, is used.
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

    /// The built-in format with this ID (ECMA-376 part 1, §18.8.30, including those of zh-CN).
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

    /// Formats a number. Dates count from 1900, or from 1904 as on old Macs.
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

    /// Whether it shows a point in time or elapsed time.
    pub(super) fn is_moment(self) -> bool {
        matches!(self, Self::Moment { .. } | Self::Elapsed)
    }
}

/// Formats a number without a format: the shortest form with its fifteen significant digits, as in Excel.
pub(super) fn plain(value: f64) -> String {
    let rounded = fifteen_digits(value);
    let size = rounded.abs();
    if size >= EXPONENT_FROM || (size > 0.0 && size < EXPONENT_BELOW) {
        format!("{rounded:E}")
    } else {
        format!("{rounded}")
    }
}

/// Rounds to fifteen significant digits, which removes the noise of 0.1 + 0.2.
fn fifteen_digits(value: f64) -> f64 {
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn fixed(value: f64, decimals: usize) -> String {
    let value = fifteen_digits(value);
    if value.abs() >= EXPONENT_FROM || !value.is_finite() {
        return plain(value);
    }
    // Half is rounded away from zero, as in Excel; the factor corrects halves that binary fractions fall just short of.
    let nudged = value * (1.0 + f64::EPSILON * 2.0);
    let words = format!("{nudged:.decimals$}");
    match words.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|byte| matches!(byte, b'0' | b'.')) => zero.to_string(),
        _ => words,
    }
}

/// Parses a format of dates and times.
fn of_moments(code: &str) -> NumberFormat {
    let has_time = code.contains(['h', 's']);
    let date = if code.contains('d') {
        DateShown::Day
    } else if has_time && !code.contains('y') {
        // Months and minutes use the same letter.
        DateShown::Nothing
    } else {
        DateShown::Month
    };
    NumberFormat::Moment { date, has_time }
}

/// Parses a format of numbers.
fn of_decimals(code: &str) -> NumberFormat {
    let is_percent = code.contains('%');
    // A comma after the last digit divides by a thousand; the undivided number is more precise.
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

/// The first section of a format without literals, colours, conditions and locales; `None` if it shows elapsed time.
fn bare_code(format: &str) -> Option<String> {
    let mut code = String::new();
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        match c {
            ';' => break,
            '"' => _ = rest.by_ref().find(|c| *c == '"'),
            // The next character is a literal, a width to skip, or a fill character.
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
