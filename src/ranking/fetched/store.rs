//! What ranking asks of another storage, and what it is given.

use crate::document::{Document, Part};
use crate::error::Result;
use crate::query::Constraint;

/// What an engine over another storage answers while the sections that it fetched are ranked.
pub trait SectionStore {
    /// How many sections have each of some words and texts. A section may count that only borrows the text of the next one: they
    /// say how rare it is.
    ///
    /// # Errors
    /// Those of the engine, here and below.
    fn doc_freqs(&self, asked: &[Asked]) -> Result<Vec<u64>>;

    /// Number of sections of the request's scope in which a folded text begins.
    ///
    /// # Errors
    /// As [`SectionStore::doc_freqs`].
    fn sections_with(&self, text: &str) -> Result<u64>;

    /// How often a folded text is in the sections of the request's scope.
    ///
    /// # Errors
    /// As [`SectionStore::doc_freqs`].
    fn occurrences(&self, text: &str) -> Result<u64>;

    /// Number of sections of the request's scope that satisfy all of some constraints.
    ///
    /// # Errors
    /// As [`SectionStore::doc_freqs`]; for a constraint that the engine cannot decide.
    fn satisfying(&self, constraints: &[&Constraint]) -> Result<u64>;

    /// Words of the corpus, of two characters or more, at edit distance 1 from a text, sorted.
    ///
    /// # Errors
    /// As [`SectionStore::doc_freqs`].
    fn words_like(&self, text: &str) -> Result<Vec<String>>;

    /// How often a folded title is cited: its [share](crate::backend::Rules::citation_shares), or 0.
    ///
    /// # Errors
    /// As [`SectionStore::doc_freqs`].
    fn citation_share(&self, title: &str) -> Result<f32>;

    /// For each of some texts, the sections of the answer that contain it in reports of the same place and year.
    ///
    /// # Errors
    /// As [`SectionStore::doc_freqs`].
    fn containing(&self, texts: &[SharedPassage]) -> Result<Vec<Vec<SectionKey>>>;

    /// Reports, in the order in which they are wanted.
    ///
    /// # Errors
    /// As [`SectionStore::doc_freqs`]; for a report that is not there.
    fn reports(&self, wanted: &[WantedReport]) -> Result<Vec<Document>>;

    /// A string that identifies this state of the corpus among all of its states.
    fn identity(&self) -> String;
}

/// What is wanted of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedReport {
    /// The id of the report.
    pub id: String,
    /// The sections, by their index, that must have their texts, with the paragraphs that run through them whole; `None` for all. Blanks may
    /// stand for other sections, as many bytes and as many lines.
    pub sections: Option<Vec<u32>>,
}

impl WantedReport {
    /// All of a report.
    #[must_use]
    pub fn whole(id: &str) -> Self {
        Self {
            id: id.to_string(),
            sections: None,
        }
    }
}

/// Something that sections may have. All texts are folded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// A word in any field, of all sections of the corpus.
    Word(String),
    /// A word in the body, of all sections of the corpus.
    BodyWord(String),
    /// A character in the body, of all sections of the corpus.
    Character(char),
    /// A text in the body in one of its spellings, of the sections of the request's scope.
    Text(Vec<String>),
    /// A figure in the body in one of its spellings, not as part of a longer number, of the sections of the request's scope.
    Figure(Vec<String>),
}

/// A passage of which others like it are sought.
#[derive(Debug, Clone, Copy)]
pub struct SharedPassage<'p> {
    /// Folded.
    pub text: &'p str,
    /// The full name of the place of its report, levels joined by `/`; empty for none.
    pub region: &'p str,
    /// The year of its report.
    pub year: Option<u16>,
}

/// Which section of which report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionKey {
    /// The report.
    pub report: ReportKey,
    /// The index of the section in it.
    pub section: u32,
}

/// A report as answers order and cite it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportKey {
    /// The full name of its place, levels joined by `/`; empty for none.
    pub region: String,
    /// The year that it is about.
    pub year: Option<u16>,
    /// Its path.
    pub path: String,
    /// Its id.
    pub id: String,
    /// Its title; empty for none.
    pub title: String,
    /// Its issuer; empty for none.
    pub issuer: String,
    /// Its document number; empty for none.
    pub document_number: String,
    /// The code of its place.
    pub code: Option<String>,
}

/// A section that may be among the best.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FetchedSection {
    /// Which one.
    pub key: SectionKey,
    /// The part of the document that it belongs to.
    pub part: Part,
    /// Its folded text, as [`IndexedSection`](crate::backend::IndexedSection) has it.
    pub text: String,
    /// What a text that begins in it may need of the next one: the rest of the paragraph, or its beginning.
    pub following: String,
    /// Its headings, folded, one per line.
    pub headings: String,
    /// The number of words of its text, its headings and, in the first section, its report's title.
    pub lengths: [u32; 3],
    /// How often each of the retrieved words is in these three.
    pub words: Vec<[u32; 3]>,
}

/// What is known of all sections of a corpus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SectionTotals {
    /// Number of sections.
    pub sections: u64,
    /// Words of all texts, of all headings, and of all titles.
    pub lengths: [u64; 3],
}

impl SectionTotals {
    /// The average number of words of a section's text, its headings, and its title, at least 1 each.
    pub fn average_lengths(&self) -> [f32; 3] {
        let sections = self.sections.max(1) as f32;
        self.lengths
            .map(|length| (length as f32 / sections).max(1.0))
    }
}
