//! What every chart has printed around it: remarks, the language, and what the absence of a value means.

use quanwen_messages::{Language, Text, text};

use super::{BarChart, Grid, LineChart, Strips};

/// The absence of a value, unless a chart says otherwise.
const NO_REPORT: Text = text!("no report");

/// The methods of a chart with the fields `notes`, `language` and `missing`.
macro_rules! captioned {
    ($($chart:ty),+) => {$(
        impl $chart {
            /// Adds a remark.
            #[must_use]
            pub fn note(mut self, note: impl Into<String>) -> Self {
                self.notes.push(note.into());
                self
            }

            /// The language of what is printed beside the words of the caller; English unless it is said.
            #[must_use]
            pub fn in_language(mut self, language: Language) -> Self {
                self.language = language;
                self
            }

            /// What the absence of a value means.
            pub(crate) fn missing(&self) -> &str {
                let no_report = NO_REPORT.in_language(self.language);
                self.missing.as_deref().unwrap_or(no_report)
            }
        }
    )+};
}
captioned!(LineChart, Grid, BarChart, Strips);
