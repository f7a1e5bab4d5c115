//! Any chart.

use super::{Bar, BarChart, Grid, GridRow, LineChart, Numbers, Series, Strips, largest};

/// A chart of any kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Values by year.
    Lines(LineChart),
    /// Values in rows and columns.
    Grid(Grid),
    /// One value for each of several things.
    Bars(BarChart),
    /// Positions of mentions.
    Strips(Strips),
}

impl Chart {
    /// What is shown.
    pub fn title(&self) -> &str {
        match self {
            Self::Lines(chart) => &chart.title,
            Self::Grid(chart) => &chart.title,
            Self::Bars(chart) => &chart.title,
            Self::Strips(chart) => &chart.title,
        }
    }

    /// The unit of the values; empty if there are none.
    pub fn measure(&self) -> &str {
        match self {
            Self::Lines(chart) => &chart.measure,
            Self::Grid(chart) => &chart.measure,
            Self::Bars(chart) => &chart.measure,
            Self::Strips(_) => "",
        }
    }

    /// What the absence of a value means.
    pub fn missing(&self) -> &str {
        match self {
            Self::Lines(chart) => &chart.missing,
            Self::Grid(chart) => &chart.missing,
            Self::Bars(chart) => &chart.missing,
            Self::Strips(chart) => &chart.missing,
        }
    }

    /// The remarks of the caller.
    pub fn notes(&self) -> &[String] {
        match self {
            Self::Lines(chart) => &chart.notes,
            Self::Grid(chart) => &chart.notes,
            Self::Bars(chart) => &chart.notes,
            Self::Strips(chart) => &chart.notes,
        }
    }

    /// The values, without positions.
    pub(crate) fn values(&self) -> Vec<Option<f64>> {
        match self {
            Self::Lines(chart) => {
                let series = chart.series.iter();
                series
                    .flat_map(|series| series.values.iter().copied())
                    .collect()
            }
            Self::Grid(chart) => {
                let rows = chart.rows.iter();
                rows.flat_map(|row| row.cells.iter().copied()).collect()
            }
            Self::Bars(chart) => chart.bars.iter().map(|bar| bar.value).collect(),
            Self::Strips(_) => Vec::new(),
        }
    }

    /// What can be drawn: a value or its absence for each place on the axes.
    fn drawable(&self) -> Vec<Option<f64>> {
        match self {
            Self::Lines(chart) => {
                let values = |series: &Series| -> Vec<_> {
                    (0..chart.years.len())
                        .map(|year| series.value(year))
                        .collect()
                };
                chart.series.iter().flat_map(values).collect()
            }
            Self::Grid(grid) => {
                let cells = |row: &GridRow| -> Vec<_> {
                    (0..grid.columns.count())
                        .map(|column| row.cell(column))
                        .collect()
                };
                grid.rows.iter().flat_map(cells).collect()
            }
            Self::Bars(chart) => chart.bars.iter().map(Bar::drawn).collect(),
            Self::Strips(_) => Vec::new(),
        }
    }

    /// Whether a value or a text is missing.
    pub(crate) fn has_missing(&self) -> bool {
        match self {
            Self::Strips(chart) => chart.strips.iter().any(|strip| strip.marks.is_none()),
            _ => self.drawable().contains(&None),
        }
    }

    /// The largest value that can be drawn, or 0.
    pub(crate) fn largest(&self) -> f64 {
        largest(&self.drawable())
    }

    /// The chart in one sentence, for those who cannot see it.
    pub(crate) fn description(&self) -> String {
        let values = self.drawable();
        let missing = values.iter().filter(|value| value.is_none()).count();
        let largest = Numbers::of(&values).write(largest(&values));
        let values = format!(
            "{} values, {missing} of them missing ({}), the largest {largest} {}",
            values.len(),
            self.missing(),
            self.measure()
        );
        let values = values.trim_end();
        match self {
            Self::Lines(chart) => {
                let (series, years) = (chart.series.len(), &chart.years);
                format!(
                    "Line chart of {series} series, years {} to {}: {values}",
                    years.start(),
                    years.end()
                )
            }
            Self::Grid(chart) => {
                format!(
                    "Grid of {} rows and {} columns: {values}",
                    chart.rows.len(),
                    chart.columns.count()
                )
            }
            Self::Bars(chart) => format!("Bar chart of {} bars: {values}", chart.bars.len()),
            Self::Strips(chart) => {
                let marks: usize = chart
                    .strips
                    .iter()
                    .flat_map(|strip| &strip.marks)
                    .map(Vec::len)
                    .sum();
                format!(
                    "Positions of {marks} mentions in {} strips",
                    chart.strips.len()
                )
            }
        }
    }
}

impl From<LineChart> for Chart {
    fn from(chart: LineChart) -> Self {
        Self::Lines(chart)
    }
}

impl From<Grid> for Chart {
    fn from(chart: Grid) -> Self {
        Self::Grid(chart)
    }
}

impl From<BarChart> for Chart {
    fn from(chart: BarChart) -> Self {
        Self::Bars(chart)
    }
}

impl From<Strips> for Chart {
    fn from(chart: Strips) -> Self {
        Self::Strips(chart)
    }
}
