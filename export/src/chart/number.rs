//! Values as numbers to read, all values of a chart with the same precision.

/// Values from here on are written with an exponent.
const LARGE: f64 = 1e15;
/// If the largest value is below this, values are written with an exponent.
const SMALL: f64 = 1e-4;
/// Significant digits of the largest value that is not a whole number.
const DIGITS: i32 = 3;
/// Maximum number of decimals.
const MAX_DECIMALS: i32 = 6;

/// The value if it can be drawn: finite and at least 0.
pub(crate) fn plottable(value: Option<f64>) -> Option<f64> {
    // Adding 0 removes the sign of a negative zero.
    value
        .filter(|value| value.is_finite() && *value >= 0.0)
        .map(|value| value + 0.0)
}

/// The largest value that can be drawn, or 0.
pub(crate) fn largest(values: &[Option<f64>]) -> f64 {
    values
        .iter()
        .filter_map(|value| plottable(*value))
        .fold(0.0, f64::max)
}

/// How the values of a chart are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numbers {
    form: Form,
    grouped: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Form {
    Decimals(usize),
    Exponent,
}

impl Numbers {
    /// Writes whole numbers if all values are, and otherwise the decimals that the largest value needs.
    pub(crate) fn of(values: &[Option<f64>]) -> Self {
        let largest = largest(values);
        let whole = values
            .iter()
            .filter_map(|value| plottable(*value))
            .all(is_whole);
        let form = if largest >= LARGE || (!whole && largest < SMALL) {
            Form::Exponent
        } else if whole {
            Form::Decimals(0)
        } else {
            Form::Decimals(decimals(largest, DIGITS))
        };
        let grouped = false;
        Self { form, grouped }
    }

    /// Writes multiples of a step of one significant digit.
    pub(crate) fn of_steps(step: f64, largest: f64) -> Self {
        let form = if largest >= LARGE || step < SMALL {
            Form::Exponent
        } else if step >= 1.0 {
            Form::Decimals(0)
        } else {
            Form::Decimals(decimals(step, 1))
        };
        let grouped = false;
        Self { form, grouped }
    }

    /// Writes a comma between thousands.
    pub(crate) fn grouped(self) -> Self {
        let grouped = true;
        Self { grouped, ..self }
    }

    /// A value as text. Only 0 is written `0`; a value that would be rounded to 0 is written `<0.01`.
    pub(crate) fn write(self, value: f64) -> String {
        match self.form {
            _ if value == 0.0 => "0".to_string(),
            Form::Exponent => format!("{value:.1e}"),
            Form::Decimals(decimals) => {
                let smallest = 0.1_f64.powi(exponent(decimals));
                if value < smallest / 2.0 {
                    return format!("<{smallest:.decimals$}");
                }
                let digits = format!("{value:.decimals$}");
                if self.grouped {
                    with_commas(&digits)
                } else {
                    digits
                }
            }
        }
    }
}

fn exponent(decimals: usize) -> i32 {
    i32::try_from(decimals).unwrap_or(MAX_DECIMALS)
}

/// Whether a value has no decimals.
fn is_whole(value: f64) -> bool {
    value.fract() == 0.0
}

/// The decimals that show a number of significant digits of a value, at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the logarithm of a number is below 400, and the result is clamped"
)]
fn decimals(value: f64, digits: i32) -> usize {
    let magnitude = value.log10().floor() as i32;
    (digits - 1 - magnitude).clamp(1, MAX_DECIMALS) as usize
}

/// A number with its thousands apart: `12345.6` as `12,345.6`.
pub fn with_commas(number: &str) -> String {
    let (whole, decimals) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut grouped = String::with_capacity(number.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(values: &[f64]) -> Vec<String> {
        let numbers = Numbers::of(&values.iter().copied().map(Some).collect::<Vec<_>>());
        values.iter().map(|value| numbers.write(*value)).collect()
    }

    #[test]
    fn values_of_a_chart_have_one_precision() {
        assert_eq!(written(&[0.0, 3.0, 176_070.0]), ["0", "3", "176070"]);
        assert_eq!(
            written(&[0.0, 0.5, 3.274, 3.0]),
            ["0", "0.50", "3.27", "3.00"]
        );
        assert_eq!(written(&[0.0512]), ["0.0512"]);
        assert_eq!(written(&[12_345.25, 1.0]), ["12345.2", "1.0"]);
    }

    #[test]
    fn only_zero_is_written_as_zero() {
        assert_eq!(written(&[0.0, 0.001, 3.25]), ["0", "<0.01", "3.25"]);
        assert_eq!(written(&[0.0, 2.5e-9]), ["0", "2.5e-9"]);
        assert_eq!(written(&[0.0, 5e-324]), ["0", "4.9e-324"]);
        assert_eq!(written(&[0.0, f64::MAX]), ["0", "1.8e308"]);
    }

    #[test]
    fn thousands_are_grouped() {
        let numbers = Numbers::of(&[Some(1.0)]).grouped();
        assert_eq!(numbers.write(176_070.0), "176,070");
        assert_eq!(numbers.write(999.0), "999");
        assert_eq!(with_commas("1234567.8"), "1,234,567.8");
    }

    #[test]
    fn what_is_no_amount_is_not_drawn() {
        assert_eq!(plottable(Some(f64::NAN)), None);
        assert_eq!(plottable(Some(f64::INFINITY)), None);
        assert_eq!(plottable(Some(-1.0)), None);
        assert!(plottable(Some(-0.0)).is_some_and(f64::is_sign_positive));
    }
}
