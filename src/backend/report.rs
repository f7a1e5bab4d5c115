//! A report as an index has it.

use super::rules::Rules;
use crate::document::{Document, Part};
use crate::error::Result;
use crate::index::{FoldedFields, size_of};

/// A report to be stored.
#[derive(Debug)]
pub struct IndexedReport {
    /// The report, with the full name of its place.
    pub document: Document,
    /// Its title, folded.
    pub title: String,
    /// Its issuer, folded.
    pub issuer: Option<String>,
    /// Its document number, folded.
    pub document_number: Option<String>,
    /// Titles that it cites in 《…》, folded, as often as it cites them.
    pub cites: Vec<String>,
    /// The words that its title is found by, which the root section has.
    pub title_words: Vec<String>,
    /// Its sections in text order, the root first.
    pub sections: Vec<IndexedSection>,
}

/// A section, folded.
#[derive(Debug)]
pub struct IndexedSection {
    /// Its text, paragraphs with [`PARAGRAPH_END`](super::PARAGRAPH_END) between them. The texts of all sections, one after the other,
    /// are that of the report: a paragraph may begin in one section and end in the next.
    pub text: String,
    /// The headings above it and its own, one per line.
    pub headings: String,
    /// The topmost heading that it is under, without its number; empty before the first.
    pub chapter: String,
    /// The part of the document that it belongs to.
    pub part: Part,
    /// Characters of its text, without the ends of paragraphs.
    pub characters: u64,
    /// Words of its text in a plain cut, without punctuation.
    pub words: u64,
    /// The words that its text is found by; they overlap.
    pub body_words: Vec<String>,
    /// The words that its headings are found by.
    pub heading_words: Vec<String>,
}

impl IndexedReport {
    /// Words of its texts, of its headings, and of its title.
    pub(super) fn lengths(&self) -> [u64; 3] {
        let sum = |of: fn(&IndexedSection) -> usize| self.sections.iter().map(of).sum::<usize>();
        [
            sum(|section| section.body_words.len()),
            sum(|section| section.heading_words.len()),
            self.title_words.len(),
        ]
        .map(|words| words as u64)
    }

    /// Folds a report whose place has its full name.
    pub(super) fn new(document: Document, rules: &Rules) -> Result<Self> {
        let folded = FoldedFields::new(&document, rules.fold());
        let segmenter = rules.segmenter()?;
        let fold_of = |text: &Option<String>| text.as_deref().map(|text| rules.fold_text(text));
        let sections = folded.sections().into_iter().map(|section| {
            let size = size_of(section.body, segmenter);
            IndexedSection {
                text: section.body.to_string(),
                headings: section.heading.to_string(),
                chapter: section.chapter.to_string(),
                part: section.part,
                characters: size.characters,
                words: size.words,
                body_words: segmenter.all_words(section.body),
                heading_words: segmenter.all_words(section.heading),
            }
        });
        Ok(Self {
            sections: sections.collect(),
            cites: folded.cites().to_vec(),
            title_words: segmenter.all_words(folded.title()),
            title: folded.title().to_string(),
            issuer: fold_of(&document.metadata.issuer),
            document_number: fold_of(&document.metadata.document_number),
            document,
        })
    }
}
