//! A scale from 0, with ticks at round numbers.

use crate::chart::Numbers;

/// Values below this are not divided into ticks: quotients would lose their precision.
const SMALLEST: f64 = 1e-300;

/// Maximum number of ticks, more than any scale has.
const MAX_TICKS: u32 = 20;
/// How far a value may be above a tick and still count as equal to it, in steps: the error of a division.
const TOLERANCE: f64 = 1e-9;

/// A scale from 0.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    top: f64,
    step: f64,
}

impl Scale {
    /// A scale that ends at the first tick at or above `largest` and has about `ticks` ticks. If `largest` is a whole number,
    /// so are the ticks: it may be a count.
    pub(super) fn new(largest: f64, ticks: f64) -> Self {
        if largest < SMALLEST {
            let top = if largest > 0.0 { largest } else { 1.0 };
            return Self { top, step: top };
        }
        let step = round_step(largest / ticks);
        let step = if largest.fract() == 0.0 {
            step.max(1.0)
        } else {
            step
        };
        let top = ((largest / step - TOLERANCE).ceil() * step).min(f64::MAX);
        Self { top, step }
    }

    /// Where a value is, from 0 to 1.
    pub(super) fn fraction(&self, value: f64) -> f64 {
        (value / self.top).clamp(0.0, 1.0)
    }

    /// The ticks from 0: where each is, and its label.
    pub(super) fn ticks(&self) -> Vec<(f64, String)> {
        let numbers = Numbers::of_steps(self.step, self.top).grouped();
        let end = self.top + self.step * TOLERANCE;
        (0..MAX_TICKS)
            .map(|tick| f64::from(tick) * self.step)
            .take_while(|value| value.is_finite() && *value <= end)
            .map(|value| (self.fraction(value), numbers.write(value)))
            .collect()
    }
}

/// The smallest of 1, 2, 5 and 10 times a power of ten that is not below a value.
fn round_step(value: f64) -> f64 {
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 5.0].map(|factor| factor * power);
    steps
        .into_iter()
        .find(|step| *step >= value * (1.0 - TOLERANCE))
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(largest: f64) -> Vec<String> {
        let ticks = Scale::new(largest, 5.0).ticks();
        ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round_numbers_from_zero() {
        assert_eq!(labels(23.0), ["0", "5", "10", "15", "20", "25"]);
        assert_eq!(labels(3.0), ["0", "1", "2", "3"]);
        assert_eq!(labels(0.3), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(
            labels(176_070.0),
            ["0", "50,000", "100,000", "150,000", "200,000"]
        );
    }

    #[test]
    fn nothing_but_zero_has_a_scale() {
        assert_eq!(labels(0.0), ["0", "1"]);
    }

    #[test]
    fn any_value_has_a_place_on_its_scale() {
        for value in [5e-324, 1e-310, 1e-9, 0.7, 1e15, 1e300, f64::MAX] {
            let scale = Scale::new(value, 5.0);
            let fraction = scale.fraction(value);
            assert!(fraction > 0.4 && fraction <= 1.0, "{value}: {fraction}");
            let ticks = scale.ticks();
            assert!(ticks.len() >= 2 && ticks.len() < 12, "{value}: {ticks:?}");
        }
    }
}
