//! What ranking asks for: the sections that are ranked, and the reports that they are shown from.

use crate::error::Result;
use crate::fold::Fold;
use crate::index::{
    DocumentAddress, DocumentKey, Frequencies, ScoredTerm, SectionAddress, SectionSet,
    SectionTexts, StoredDocument, TextColumn, WordScores,
};
use crate::query::Constraint;

/// The characters of a text that are in the query, with their positions: offsets in characters, each with an index into the
/// query's alphabet.
pub(super) type Characters = Vec<(u32, u16)>;

/// The reports of a corpus.
pub(super) trait Reports {
    /// The fold of their texts.
    fn fold(&self) -> &Fold;

    /// A string that identifies this state of the corpus among all of its states.
    fn identity(&self) -> String;

    /// Makes the reports of some sections, which will be asked for, ready at once.
    fn prepare(&self, sections: &[SectionAddress]) -> Result<()>;

    /// The report of a section, with at least the text of that section.
    fn report(&self, section: SectionAddress) -> Result<LoadedReport>;

    /// The sort key of a report.
    fn key(&self, document: DocumentAddress) -> Result<DocumentKey>;
}

/// A report as it was read.
#[derive(Default)]
pub(super) struct LoadedReport {
    pub stored: StoredDocument,
    /// The sections that have their texts, ascending; `None` for all. Blanks stand for others.
    pub sections: Option<Vec<u32>>,
}

impl LoadedReport {
    /// Whether a section has its text.
    pub(super) fn has(&self, section: u32) -> bool {
        let sections = self.sections.as_ref();
        sections.is_none_or(|sections| sections.binary_search(&section).is_ok())
    }
}

/// The sections of a scope that a plan is matched with, and how often they have words and texts.
///
/// An index has them all at hand. Of a corpus that is stored elsewhere, those that may be among the best are; numbers count
/// the others too.
pub(super) trait Sections {
    /// The fold of their texts.
    fn fold(&self) -> &Fold;

    /// Inverse document frequency of what is in `doc_freq` sections of the corpus.
    fn idf(&self, doc_freq: u64) -> f32;

    /// Number of sections of the corpus that have a word in their bodies.
    fn doc_freq_of_word(&mut self, word: &str) -> Result<u64>;

    /// Number of sections of the corpus that have a character.
    fn doc_freq_of_character(&mut self, c: char) -> Result<u64>;

    /// Whether the body of a section of the corpus has a text as a word.
    fn is_word(&mut self, text: &str) -> Result<bool>;

    /// Words of the corpus, of two characters or more, at edit distance 1 from a text, sorted.
    fn words_like(&self, text: &str) -> Result<Vec<String>>;

    /// Whether a filter leaves reports or sections out.
    fn is_filtered(&self) -> bool;

    /// Number of sections of the scope.
    fn len(&self) -> u64;

    /// Makes the frequencies of some folded texts, which will be asked for, ready at once.
    fn prepare(&mut self, texts: &[&str]) -> Result<()>;

    /// How often the sections of the scope contain a folded text.
    fn frequencies(&mut self, folded: &str) -> Result<Frequencies>;

    /// Number of sections of the scope that have a folded text, exactly.
    fn sections_with(&mut self, folded: &str) -> Result<u64>;

    /// How often a folded text is in the sections of the scope.
    fn occurrences(&mut self, folded: &str) -> Result<u64>;

    /// How often they contain a figure that is not part of a longer number, given its spellings.
    fn frequencies_of_figure(&mut self, spellings: &[String]) -> Result<Frequencies>;

    /// Number of sections of the scope that satisfy all of some constraints.
    fn satisfying(&mut self, constraints: &[&Constraint]) -> Result<u64>;

    /// The sections that satisfy the plan's constraint, if it has one.
    fn matching(&self) -> Option<&SectionSet>;

    /// The sections at hand that have a text.
    fn set_of(&self, frequencies: &Frequencies) -> SectionSet;

    /// The sections of the scope in a set.
    fn sections_of(&self, set: &SectionSet) -> Result<Vec<SectionAddress>>;

    /// The sections at hand whose text in a column `takes` accepts.
    fn with_text(&self, column: TextColumn, takes: &dyn Fn(&str) -> bool) -> Result<SectionSet>;

    /// The sections at hand of reports whose year `takes` accepts.
    fn of_years(&self, takes: &dyn Fn(u16) -> bool) -> Result<SectionSet>;

    /// Number of reports of the corpus that have a section in a set.
    fn reports_of(&self, set: &SectionSet) -> Result<u64>;

    /// How many times as many sections as there are candidates the storage would have before a section that is at hand. A
    /// section comes after all of those, whatever its score, so that each page has the same order before it.
    fn tier(&self, section: SectionAddress) -> usize;

    /// The scores of the sections at hand that match and have one of some terms.
    fn score(&self, terms: &[ScoredTerm]) -> Result<WordScores>;

    /// For each of some sections in order, the characters of its body that are in an alphabet.
    fn project(&self, alphabet: &[char], sections: &[SectionAddress]) -> Vec<Characters>;

    /// The titles, headings and lengths of some sections in order.
    fn texts(&self, sections: &[SectionAddress]) -> Result<Vec<SectionTexts>>;

    /// The sort key of a report.
    fn key(&self, document: DocumentAddress) -> Result<DocumentKey>;

    /// For each of some texts, the sections that match and contain it, given a section that does.
    fn containing(&self, texts: &[(&str, SectionAddress)]) -> Result<Vec<Vec<SectionAddress>>>;
}
