//! One value for each place, heading or issuer.

use quanwen_messages::Language;

/// One value for each of several things.
///
/// ```
/// use quanwen_export::chart::BarChart;
/// let chart = BarChart::new("行政复议").bar(["岚江省", "澄州市"], Some(12.0));
/// assert_eq!(chart.bars.len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BarChart {
    /// What is shown.
    pub title: String,
    /// The unit of the values.
    pub measure: String,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// What the absence of a value means; `None` for no report.
    pub missing: Option<String>,
    /// Remarks printed below.
    pub notes: Vec<String>,
    /// The language of what is printed beside the words above.
    pub language: Language,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The names of a place from the province down, or one name.
    pub path: Vec<String>,
    /// The value.
    pub value: Option<f64>,
}

impl BarChart {
    /// A chart without bars.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            measure: String::new(),
            bars: Vec::new(),
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

    /// Adds a bar.
    #[must_use]
    pub fn bar<P: Into<String>>(
        mut self,
        path: impl IntoIterator<Item = P>,
        value: Option<f64>,
    ) -> Self {
        let path = path.into_iter().map(P::into).collect();
        self.bars.push(Bar { path, value });
        self
    }
}

impl Bar {
    /// The value, if it can be drawn.
    pub(crate) fn drawn(&self) -> Option<f64> {
        super::plottable(self.value)
    }
}
