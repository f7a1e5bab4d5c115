//! Excerpts: the best sentences of a section, or its first one if nothing matches.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::sections::{LoadedReport, Reports};
use crate::api::{DocumentReference, HitPassage, SectionReference};
use crate::document::{Document, PositionCursor, Section};
use crate::error::Result;
use crate::fold::{Fold, Folded, Marks, ParagraphCursor};
use crate::index::{DocumentAddress, SectionAddress};
use crate::matching::SectionCitations;
use crate::passage::{Highlighter, Passage, first_sentence, passages};

/// Maximum bytes of cached texts of reports, and of cached folds of sections.
const MAX_CACHED: usize = 16 * 1024 * 1024;

/// What is shown of a hit's section.
pub(super) struct Excerpt {
    pub document: DocumentReference,
    pub section: SectionReference,
    pub passages: Vec<HitPassage>,
}

/// What sections that form one hit have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Likeness {
    /// The place and the year of the report.
    pub region: Vec<String>,
    pub year: Option<u16>,
    /// The fold of the best passage.
    pub passage: String,
}

/// Reads sections. Reports and folds are cached, so read sections report by report; sections that were compared are not
/// folded again to be shown.
pub(super) struct Excerpts<'s> {
    reports: &'s dyn Reports,
    highlighter: &'s Highlighter,
    documents: HashMap<DocumentAddress, Rc<LoadedDocument>>,
    /// Bytes of their texts.
    kept: usize,
    sections: HashMap<SectionAddress, Rc<FoldedParts>>,
    /// Bytes of their folded texts.
    kept_folded: usize,
}

/// The folds of the parts of a section's paragraphs, with the bytes of the parts.
type FoldedParts = Vec<(Range<usize>, Folded)>;

/// A report, and the last paragraph that was found in it.
struct LoadedDocument {
    report: LoadedReport,
    paragraph: Cell<ParagraphCursor>,
}

impl<'s> Excerpts<'s> {
    pub(super) fn new(reports: &'s dyn Reports, highlighter: &'s Highlighter) -> Self {
        Self {
            reports,
            highlighter,
            documents: HashMap::new(),
            kept: 0,
            sections: HashMap::new(),
            kept_folded: 0,
        }
    }

    /// Makes the reports of some sections ready at once.
    pub(super) fn prepare(&self, sections: impl Iterator<Item = SectionAddress>) -> Result<()> {
        let missing = sections.filter(|section| self.known(*section).is_none());
        self.reports.prepare(&missing.collect::<Vec<_>>())
    }

    /// What a section has in common with others that are one hit with it; `None` if nothing in it matches. Passages of a hit
    /// may be joined, so sections are compared by their single best passage.
    pub(super) fn likeness(&mut self, address: SectionAddress) -> Result<Option<Likeness>> {
        let loaded = self.document(address)?;
        let best = self.best_passages(&loaded, address, 1);
        let metadata = &loaded.report.stored.document.metadata;
        Ok(best.first().map(|passage| Likeness {
            region: metadata.region.clone(),
            year: metadata.year,
            passage: self.reports.fold().fold_text(&passage.text),
        }))
    }

    /// Whether a report is of the place and the year of a section.
    pub(super) fn is_of(&self, address: DocumentAddress, likeness: &Likeness) -> Result<bool> {
        let key = self.reports.key(address)?;
        Ok(key.year == likeness.year && key.region == likeness.region.join("/"))
    }

    /// At most `max` best passages of a section; its first sentence if nothing in it matches.
    pub(super) fn excerpt(&mut self, address: SectionAddress, max: usize) -> Result<Excerpt> {
        let loaded = self.document(address)?;
        let (document, section) = (&loaded.report.stored.document, address.section as usize);
        let mut found = match max {
            0 => Vec::new(),
            max => self.best_passages(&loaded, address, max),
        };
        if found.is_empty() && max > 0 {
            found.extend(first_sentence(
                &document.text,
                document.section_range(section),
            ));
        }
        let marker = document.sections[section].marker as usize;
        let start = found.first().map_or(marker, first_match);
        Ok(Excerpt {
            document: document.into(),
            section: SectionCitations::of(document).reference(section, start),
            passages: placed(&found, document),
        })
    }

    /// The report of a section, if it is loaded with that section.
    fn known(&self, section: SectionAddress) -> Option<&Rc<LoadedDocument>> {
        let known = self.documents.get(&section.document)?;
        known.report.has(section.section).then_some(known)
    }

    fn document(&mut self, section: SectionAddress) -> Result<Rc<LoadedDocument>> {
        if let Some(known) = self.known(section) {
            return Ok(Rc::clone(known));
        }
        let report = self.reports.report(section)?;
        let bytes = report.stored.document.text.len();
        self.kept += bytes;
        if self.kept > MAX_CACHED {
            self.documents.clear();
            self.kept = bytes;
        }
        let loaded = Rc::new(LoadedDocument {
            report,
            paragraph: Cell::default(),
        });
        let replaced = self.documents.insert(section.document, Rc::clone(&loaded));
        let replaced = replaced.map_or(0, |replaced| replaced.report.stored.document.text.len());
        self.kept -= replaced;
        Ok(loaded)
    }

    fn best_passages(
        &mut self,
        loaded: &LoadedDocument,
        address: SectionAddress,
        max: usize,
    ) -> Vec<Passage> {
        let (document, section) = (&loaded.report.stored.document, address.section as usize);
        let parts = self.folded_parts(loaded, address);
        best_passages(document, section, &parts, self.highlighter, max)
    }

    fn folded_parts(
        &mut self,
        loaded: &LoadedDocument,
        address: SectionAddress,
    ) -> Rc<FoldedParts> {
        if let Some(known) = self.sections.get(&address) {
            return Rc::clone(known);
        }
        let parts = loaded.folded_parts(address.section as usize, self.reports.fold());
        let bytes: usize = parts.iter().map(|(_, folded)| folded.text.len()).sum();
        self.kept_folded += bytes;
        if self.kept_folded > MAX_CACHED {
            self.sections.clear();
            self.kept_folded = bytes;
        }
        let parts = Rc::new(parts);
        self.sections.insert(address, Rc::clone(&parts));
        parts
    }
}

impl LoadedDocument {
    fn folded_parts(&self, section: usize, fold: &Fold) -> FoldedParts {
        let document = &self.report.stored.document;
        let section = document.section_range(section);
        let table = &self.report.stored.paragraphs;
        let mut first = self.paragraph.get();
        first.at_byte(table, section.start);
        self.paragraph.set(first);
        first
            .places_on(table)
            .take_while(|paragraph| paragraph.bytes.start < section.end)
            .map(|paragraph| {
                paragraph.bytes.start.max(section.start)..paragraph.bytes.end.min(section.end)
            })
            .filter(|part| !part.is_empty())
            .map(|part| {
                let folded = fold.fold_paragraph(
                    &document.text,
                    part.clone(),
                    &document.gaps,
                    Marks::Transparent,
                );
                (part, folded)
            })
            .collect()
    }
}

/// The byte of the first match in a passage, or of its first character.
fn first_match(passage: &Passage) -> usize {
    let first = passage.highlights.first().map_or(0, |range| range.start);
    let before = passage.text.chars().take(first);
    passage.start + before.map(char::len_utf8).sum::<usize>()
}

/// Bytes of the 。 after a heading that runs into its text.
const FULL_STOP: usize = '。'.len_utf8();

/// The best passages of a section. Its heading is shown with the hit already, so it is a passage only if nothing else
/// matches.
fn best_passages(
    document: &Document,
    section: usize,
    paragraphs: &[(Range<usize>, Folded)],
    highlighter: &Highlighter,
    max: usize,
) -> Vec<Passage> {
    let Section {
        number,
        heading,
        level,
        marker,
        ..
    } = &document.sections[section];
    let after_marker = &document.text[*marker as usize..document.section_range(section).end];
    let heading_end = after_marker
        .find(heading.as_str())
        .filter(|_| *level > 0)
        .map_or(0, |at| *marker as usize + at + heading.len() + FULL_STOP);
    let is_heading = |(range, _): &(Range<usize>, Folded)| {
        let is_around = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '。' | '：');
        let line = document.text[range.clone()].trim_matches(is_around);
        *level > 0 && line.starts_with(number.as_str()) && line.ends_with(heading.as_str())
    };
    let body = paragraphs
        .iter()
        .position(|paragraph| !is_heading(paragraph))
        .unwrap_or(paragraphs.len());
    let found = passages(
        &document.text,
        &paragraphs[body..],
        heading_end,
        highlighter,
        max,
    );
    if found.is_empty() {
        passages(&document.text, paragraphs, heading_end, highlighter, max)
    } else {
        found
    }
}

/// Passages with their positions in the file, ascending.
fn placed(passages: &[Passage], document: &Document) -> Vec<HitPassage> {
    let mut positions = PositionCursor::new(document);
    let with_place = |passage: &Passage| {
        let place = positions.position(passage.start);
        HitPassage {
            text: passage.text.clone(),
            line: place.line,
            column: place.column,
            locator: document.locators.at(passage.start),
            header_row: document.header_row(passage.start),
            highlights: passage
                .highlights
                .iter()
                .map(|range| [range.start, range.end])
                .collect(),
        }
    };
    passages.iter().map(with_place).collect()
}
