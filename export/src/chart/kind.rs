//! Any chart.

use quanwen_messages::{Language, Message, message};

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
            Self::Lines(chart) => chart.missing(),
            Self::Grid(chart) => chart.missing(),
            Self::Bars(chart) => chart.missing(),
            Self::Strips(chart) => chart.missing(),
        }
    }

    /// The language of what is printed beside the words of the caller.
    pub fn language(&self) -> Language {
        match self {
            Self::Lines(chart) => chart.language,
            Self::Grid(chart) => chart.language,
            Self::Bars(chart) => chart.language,
            Self::Strips(chart) => chart.language,
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
        self.sentence().in_language(self.language())
    }

    fn sentence(&self) -> Message {
        match self {
            Self::Lines(chart) => message!(
                "Line chart of {series} series, years {first} to {last}: {values}",
                series = chart.series.len(),
                first = *chart.years.start(),
                last = *chart.years.end(),
                values = self.values_in_brief()
            ),
            Self::Grid(chart) => message!(
                "Grid of {rows} rows and {columns} columns: {values}",
                rows = chart.rows.len(),
                columns = chart.columns.count(),
                values = self.values_in_brief()
            ),
            Self::Bars(chart) => message!(
                "Bar chart of {bars} bars: {values}",
                bars = chart.bars.len(),
                values = self.values_in_brief()
            ),
            Self::Strips(chart) => {
                let marks = chart.strips.iter().flat_map(|strip| &strip.marks);
                message!(
                    "Positions of {marks} mentions in {strips} strips",
                    marks = marks.map(Vec::len).sum::<usize>(),
                    strips = chart.strips.len()
                )
            }
        }
    }

    /// How many values there are, how many are missing, and the largest.
    fn values_in_brief(&self) -> Message {
        let values = self.drawable();
        let missing = values.iter().filter(|value| value.is_none()).count();
        let brief = message!(
            "{n} values, {missing} of them missing ({meaning}), the largest {largest}",
            n = values.len(),
            missing = missing,
            meaning = self.missing(),
            largest = Numbers::of(&values).write(largest(&values))
        );
        match self.measure() {
            "" => brief,
            measure => message!("{values} {measure}", values = brief, measure = measure),
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
