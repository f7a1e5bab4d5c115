//! Where years are, and which of them have a label.

use super::measure::width;
use super::page::{RIGHT, SMALL};

/// Room between two labels, in pixels.
const GAP: f64 = 8.0;
/// Every how many years there is a label. The last is more than an axis has years.
const STEPS: [usize; 9] = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/// The part of a picture between the axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// The height of a fraction of the vertical axis.
    pub(super) fn y(&self, fraction: f64) -> f64 {
        self.bottom - fraction * (self.bottom - self.top)
    }

    /// The room between the frame and the right end of the content.
    pub(super) fn right_room(&self) -> f64 {
        RIGHT - self.right
    }
}

/// Years from left to right at equal distances.
#[derive(Debug)]
pub(super) struct YearAxis {
    years: Vec<u16>,
    start: f64,
    spacing: f64,
}

impl YearAxis {
    /// Years in a frame; the first and the last have half a distance to its sides.
    pub(super) fn new(years: Vec<u16>, frame: &Frame) -> Self {
        let spacing = (frame.right - frame.left) / years.len().max(1) as f64;
        let start = frame.left + spacing / 2.0;
        Self {
            years,
            start,
            spacing,
        }
    }

    pub(super) fn x(&self, index: usize) -> f64 {
        self.start + self.spacing * index as f64
    }

    /// The distance of two years.
    pub(super) fn spacing(&self) -> f64 {
        self.spacing
    }

    pub(super) fn count(&self) -> usize {
        self.years.len()
    }

    pub(super) fn year(&self, index: usize) -> u16 {
        self.years[index]
    }

    /// The years with a label and where they are: all, or those that a round number divides.
    pub(super) fn labelled(&self) -> Vec<(f64, u16)> {
        let step = year_step(self.spacing);
        let years = self.years.iter().enumerate();
        let labelled = years.filter(|(_, year)| usize::from(**year).is_multiple_of(step));
        labelled
            .map(|(index, year)| (self.x(index), *year))
            .collect()
    }
}

/// Every how many years there is room for a label.
pub(super) fn year_step(spacing: f64) -> usize {
    let room = width("2000", SMALL) + GAP;
    let fits = |step: &usize| *step as f64 * spacing >= room;
    STEPS
        .into_iter()
        .find(fits)
        .unwrap_or(STEPS[STEPS.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(years: std::ops::RangeInclusive<u16>) -> Vec<u16> {
        let frame = Frame {
            left: 0.0,
            top: 0.0,
            right: 700.0,
            bottom: 300.0,
        };
        let axis = YearAxis::new(years.collect(), &frame);
        axis.labelled().into_iter().map(|(_, year)| year).collect()
    }

    #[test]
    fn years_are_thinned_to_round_numbers() {
        assert_eq!(labelled(2018..=2021), [2018, 2019, 2020, 2021]);
        assert_eq!(
            labelled(1955..=2024),
            [
                1955, 1960, 1965, 1970, 1975, 1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020
            ]
        );
        assert_eq!(labelled(1825..=2024).len(), 10);
    }
}
