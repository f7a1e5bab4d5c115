//! Values by year.

use std::ops::RangeInclusive;

use quanwen_messages::Language;

/// Values by year, in one or more series.
///
/// ```
/// use quanwen_export::chart::LineChart;
/// let chart = LineChart::new("行政复议", 2018..=2020)
///     .measured_in("mentions")
///     .series("松泽县", [Some(3.0), None, Some(0.0)]);
/// assert_eq!(chart.series[0].values.len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LineChart {
    /// What is shown.
    pub title: String,
    /// The unit of the values, the label of their axis.
    pub measure: String,
    /// The label of the axis of years.
    pub years_label: String,
    /// The years of the axis, including those without a report.
    pub years: RangeInclusive<u16>,
    /// The lines.
    pub series: Vec<Series>,
    /// What the absence of a value means; `None` for no report.
    pub missing: Option<String>,
    /// Remarks printed below.
    pub notes: Vec<String>,
    /// The language of what is printed beside the words above.
    pub language: Language,
}

/// The values of one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What the line stands for: a term or a place.
    pub name: String,
    /// A value for each year of the axis, from the first; those of years beyond the last value are `None`.
    pub values: Vec<Option<f64>>,
}

impl LineChart {
    /// A chart without lines.
    pub fn new(title: impl Into<String>, years: RangeInclusive<u16>) -> Self {
        Self {
            title: title.into(),
            measure: String::new(),
            years_label: String::new(),
            years,
            series: Vec::new(),
            missing: None,
            notes: Vec::new(),
            language: Language::default(),
        }
    }

    /// The unit of the values.
    #[must_use]
    pub fn measured_in(mut self, measure: impl Into<String>) -> Self {
        self.measure = measure.into();
        self
    }

    /// The label of the axis of years.
    #[must_use]
    pub fn years_label(mut self, label: impl Into<String>) -> Self {
        self.years_label = label.into();
        self
    }

    /// Adds a line, with a value for each year from the first.
    #[must_use]
    pub fn series(
        mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        self.series.push(Series {
            name: name.into(),
            values: values.into_iter().collect(),
        });
        self
    }
}

impl Series {
    /// The value of the year with an index in the axis.
    pub(crate) fn value(&self, year: usize) -> Option<f64> {
        super::plottable(self.values.get(year).copied().flatten())
    }
}
