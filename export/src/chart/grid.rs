//! Values by place and year, or by two other fields.

use std::ops::RangeInclusive;

use quanwen_messages::Language;

/// Values in rows and columns.
///
/// ```
/// use quanwen_export::chart::{Columns, Grid};
/// let grid = Grid::new("行政复议", Columns::Years(2019..=2021))
///     .row(["岚江省", "澄州市", "松泽县"], [Some(3.0), None, Some(0.0)]);
/// assert_eq!(grid.columns.labels(), ["2019", "2020", "2021"]);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Grid {
    /// What is shown.
    pub title: String,
    /// The unit of the values.
    pub measure: String,
    /// The columns, from the left.
    pub columns: Columns,
    /// The rows, from the top.
    pub rows: Vec<GridRow>,
    /// What the absence of a value means; `None` for no report.
    pub missing: Option<String>,
    /// Remarks printed below.
    pub notes: Vec<String>,
    /// The language of what is printed beside the words above.
    pub language: Language,
}

/// The columns of a grid.
#[derive(Debug, Clone, PartialEq)]
pub enum Columns {
    /// Years, including those without a report.
    Years(RangeInclusive<u16>),
    /// Names in the order of the caller.
    Names(Vec<String>),
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// The names of a place from the province down, or one name.
    pub path: Vec<String>,
    /// A value for each column, from the first; those of columns beyond the last value are `None`.
    pub cells: Vec<Option<f64>>,
}

impl Grid {
    /// A grid without rows.
    pub fn new(title: impl Into<String>, columns: Columns) -> Self {
        Self {
            title: title.into(),
            measure: String::new(),
            columns,
            rows: Vec::new(),
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

    /// Adds a row, with a value for each column.
    #[must_use]
    pub fn row<P: Into<String>>(
        mut self,
        path: impl IntoIterator<Item = P>,
        cells: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        self.rows.push(GridRow {
            path: path.into_iter().map(P::into).collect(),
            cells: cells.into_iter().collect(),
        });
        self
    }
}

impl Columns {
    /// The labels of the columns.
    pub fn labels(&self) -> Vec<String> {
        match self {
            Self::Years(years) => years.clone().map(|year| year.to_string()).collect(),
            Self::Names(names) => names.clone(),
        }
    }

    /// The number of columns.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Years(years) => years.len(),
            Self::Names(names) => names.len(),
        }
    }
}

impl GridRow {
    /// The value of the column with an index.
    pub(crate) fn cell(&self, column: usize) -> Option<f64> {
        super::plottable(self.cells.get(column).copied().flatten())
    }
}
