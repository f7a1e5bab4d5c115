//! Every occurrence of a text, with its surroundings.

use serde::Serialize;

use super::reference::{Coverage, DocumentReference, SectionReference};
use crate::document::Locator;
use crate::passage::Kwic;
use crate::query::Filter;

/// What to find, where, and how much to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MentionRequest {
    /// Texts to be found, each in any spelling that folds alike.
    pub texts: Vec<String>,
    /// Quotation marks, book-title marks and emphasis count.
    pub strict: bool,
    /// Which reports and sections are asked.
    pub filter: Filter,
    /// Mentions to give at the most; all where absent. Counts are of all.
    pub limit: Option<usize>,
    /// Display columns of context on each side.
    pub width: usize,
}

impl MentionRequest {
    /// Asks for one text in the whole index, with 40 columns of context.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            texts: vec![text.into()],
            width: 40,
            ..Self::default()
        }
    }
}

/// One occurrence of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// Short id.
    pub id: String,
    /// The report.
    pub document: DocumentReference,
    /// The section of the first character.
    pub section: SectionReference,
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Page, sheet and row, or record of the first character.
    #[serde(flatten)]
    pub locator: Locator,
    /// The match in its context.
    #[serde(flatten)]
    pub kwic: Kwic,
    /// The text that was asked for.
    pub text: String,
}

/// What was found, before anything is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionSummary {
    /// The texts asked for, ` | ` between them.
    pub query: String,
    /// Mentions, all of them.
    pub mentions: u64,
    /// Mentions of each text.
    pub texts: Vec<TextCount>,
    /// Sections with a mention.
    pub sections: u64,
    /// Reports with a mention.
    pub documents_with: u64,
    /// Fewer mentions are given than there are.
    pub truncated: bool,
    /// What was asked, and what is known of the answer's completeness.
    #[serde(flatten)]
    pub coverage: Coverage,
}

/// The mentions of one of several texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextCount {
    /// As asked.
    pub text: String,
    /// Mentions.
    pub mentions: u64,
}

/// A report and how many mentions it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentMentions {
    /// The report.
    pub document: DocumentReference,
    /// Mentions in it.
    pub mentions: u64,
}
