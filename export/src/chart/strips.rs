//! Where in a text its mentions are.

use quanwen_messages::Language;

/// Positions of mentions in one or more texts, or in a corpus in its order.
///
/// ```
/// use quanwen_export::chart::{Strip, Strips};
/// let strips = Strips::new("行政复议").strip(Strip::new("松泽县 2019", [0.1, 0.12, 0.9]));
/// assert_eq!(strips.strips.len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Strips {
    /// What is shown.
    pub title: String,
    /// The strips, from the top.
    pub strips: Vec<Strip>,
    /// What the absence of marks means; `None` for no report.
    pub missing: Option<String>,
    /// Remarks printed below.
    pub notes: Vec<String>,
    /// The language of what is printed beside the words above.
    pub language: Language,
}

/// The mentions of one text.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Strip {
    /// The text: a report, or the whole corpus.
    pub label: String,
    /// Where each mention is, from 0 for the start of the text to 1 for its end; `None` if there is no text.
    pub marks: Option<Vec<f64>>,
    /// The parts of the text, in order.
    pub parts: Vec<Part>,
    /// What is printed beside the number of marks, such as a measure of dispersion.
    pub detail: String,
}

/// A part of a text: a chapter of a report, or a report of the corpus.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its name; empty for a boundary without one.
    pub label: String,
    /// Where it ends, from 0 to 1.
    pub end: f64,
}

impl Strips {
    /// A chart without strips.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            strips: Vec::new(),
            missing: None,
            notes: Vec::new(),
            language: Language::default(),
        }
    }

    /// Adds a strip.
    #[must_use]
    pub fn strip(mut self, strip: Strip) -> Self {
        self.strips.push(strip);
        self
    }
}

impl Strip {
    /// A strip with a mark at each position.
    pub fn new(label: impl Into<String>, marks: impl IntoIterator<Item = f64>) -> Self {
        Self {
            label: label.into(),
            marks: Some(marks.into_iter().collect()),
            ..Self::default()
        }
    }

    /// A strip of a text that does not exist.
    pub fn missing(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// Adds a part that ends at a position.
    #[must_use]
    pub fn part(mut self, label: impl Into<String>, end: f64) -> Self {
        let label = label.into();
        self.parts.push(Part { label, end });
        self
    }

    /// What is printed beside the number of marks.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The number of marks and what is printed beside it; `None` if there is no text.
    pub(crate) fn count(&self) -> Option<String> {
        let marks = self.marks.as_ref()?.len();
        Some(format!("{marks}  {}", self.detail).trim_end().to_string())
    }

    /// How many marks there are in each of `bins` equal parts of the text, at least one.
    pub fn binned(&self, bins: usize) -> Vec<usize> {
        let bins = bins.max(1);
        let mut counts = vec![0; bins];
        for position in self.marks.iter().flatten().filter_map(|p| relative(*p)) {
            counts[bin(position, bins)] += 1;
        }
        counts
    }

    /// Where parts end, without the ends of the text.
    pub(crate) fn boundaries(&self) -> Vec<f64> {
        let ends = self.parts.iter().filter_map(|part| relative(part.end));
        ends.filter(|end| *end > 0.0 && *end < 1.0).collect()
    }

    /// The bins in which parts end, without the ends of the text.
    pub(crate) fn boundary_bins(&self, bins: usize) -> impl Iterator<Item = usize> {
        self.boundaries()
            .into_iter()
            .map(move |boundary| bin(boundary, bins))
    }

    /// The parts with a label, each with its start and end.
    pub(crate) fn labelled_parts(&self) -> Vec<(&str, f64, f64)> {
        let ends = self.parts.iter().filter_map(|part| relative(part.end));
        let starts = std::iter::once(0.0).chain(ends.clone());
        let labels = self
            .parts
            .iter()
            .filter(|part| relative(part.end).is_some());
        let parts = labels
            .zip(starts.zip(ends))
            .map(|(part, (start, end))| (part.label.as_str(), start, end));
        parts
            .filter(|(label, start, end)| !label.is_empty() && start < end)
            .collect()
    }
}

/// A position, if it is one.
fn relative(position: f64) -> Option<f64> {
    (0.0..=1.0).contains(&position).then_some(position)
}

/// The bin of a position.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positions are from 0 to 1"
)]
fn bin(position: f64, bins: usize) -> usize {
    ((position * bins as f64) as usize).min(bins - 1)
}
