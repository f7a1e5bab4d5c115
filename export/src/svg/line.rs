//! One line of a line chart.

use super::axis::YearAxis;
use super::element::Path;
use super::markers::SeriesStyle;
use super::page::Page;
use crate::chart::{Numbers, one_line};

/// Distance of two marks; if years are closer, not each year has a mark.
const MARK_DISTANCE: f64 = 9.0;

/// A value in the picture: where it is, and what it is.
pub(super) type Point = (f64, f64, f64);

/// A series with its places in the picture.
#[derive(Debug)]
pub(super) struct Line<'c> {
    pub(super) style: SeriesStyle,
    pub(super) name: &'c str,
    pub(super) points: Vec<Option<Point>>,
}

impl<'c> Line<'c> {
    /// A line with a point for each year that has a value.
    pub(super) fn new(style: SeriesStyle, name: &'c str, points: Vec<Option<Point>>) -> Self {
        Self {
            style,
            name,
            points,
        }
    }

    /// Whether a year has no value.
    pub(super) fn is_missing(&self, year: usize) -> bool {
        self.points[year].is_none()
    }

    /// Where the line is in the last year of the axis.
    pub(super) fn end(&self) -> Option<(f64, f64)> {
        self.points
            .last()
            .copied()
            .flatten()
            .map(|(x, y, _)| (x, y))
    }

    /// Draws a line through the points of consecutive years, and marks.
    pub(super) fn draw(&self, page: &mut Page, years: &YearAxis, numbers: Numbers) {
        let mut path = Path::default();
        for run in self
            .points
            .split(Option::is_none)
            .filter(|run| run.len() > 1)
        {
            let points: Vec<_> = run.iter().flatten().map(|(x, y, _)| (*x, *y)).collect();
            path = path.and(&Path::through(&points));
        }
        if !path.is_empty() {
            page.add(&self.style.line(&path));
        }
        for (year, point) in self.points.iter().enumerate() {
            if let Some((x, y, value)) = point.filter(|_| self.has_mark(year, years.spacing())) {
                let title = format!(
                    "{} {}: {}",
                    one_line(self.name),
                    years.year(year),
                    numbers.write(value)
                );
                page.add(&self.style.mark(x, y).title(title.trim_start()));
            }
        }
    }

    /// Whether a year has a mark: each or every few, and always a year without neighbours.
    fn has_mark(&self, year: usize, spacing: f64) -> bool {
        year as f64 * spacing % MARK_DISTANCE.max(spacing) < spacing || self.is_alone(year)
    }

    fn is_alone(&self, year: usize) -> bool {
        self.neighbours(year).iter().all(Option::is_none)
    }

    /// The points of the years before and after one.
    pub(super) fn neighbours(&self, year: usize) -> [Option<Point>; 2] {
        let point = |year: Option<usize>| self.points.get(year?).copied().flatten();
        [point(year.checked_sub(1)), point(Some(year + 1))]
    }
}
