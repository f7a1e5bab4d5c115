//! What a hit shows: the best sentences of its section, or its first where nothing in it is marked.

use std::ops::Range;

use super::hit::HitPassage;
use super::searcher::Searcher;
use crate::document::{Document, Section};
use crate::error::Result;
use crate::fold::{Folded, Marks};
use crate::index::{Report, SectionAddress};
use crate::passage::{Highlighter, Passage, first_sentence, passages};

/// A section with its best passages.
pub(super) struct Excerpt {
    pub report: Report,
    pub section: usize,
    pub passages: Vec<Passage>,
    /// The fold of the passage that is worth most, where one has a match.
    pub best: Option<String>,
}

impl Excerpt {
    /// Byte of the first match, or of the section's number.
    pub(super) fn start(&self) -> usize {
        let marker = self.report.document.sections[self.section].marker as usize;
        self.passages.first().map_or(marker, |passage| {
            let first = passage.highlights.first().map_or(0, |range| range.start);
            let before = passage.text.chars().take(first);
            passage.start + before.map(char::len_utf8).sum::<usize>()
        })
    }

    pub(super) fn placed(&self) -> Vec<HitPassage> {
        let placed = |passage: &Passage| placed(passage, &self.report);
        self.passages.iter().map(placed).collect()
    }
}

impl Searcher {
    /// Reads a section and picks its best passages, `most` at the most.
    pub(super) fn excerpt(
        &self,
        address: SectionAddress,
        highlighter: &Highlighter,
        most: usize,
    ) -> Result<Excerpt> {
        let report = self.snapshot.report(address.report)?;
        let section = address.section as usize;
        let paragraphs = self.paragraphs_of_section(&report, section);
        let best_passages =
            |most| best_passages(&report.document, section, &paragraphs, highlighter, most);
        // Several passages may join; sections are compared by the one that is best alone.
        let alone = best_passages(1);
        let best = alone.first();
        let best = best.map(|passage| self.fold.fold_text(&passage.text));
        let mut found = match most {
            1 => alone,
            most => best_passages(most),
        };
        if found.is_empty() && most > 0 {
            let range = report.document.section_range(section);
            found.extend(first_sentence(&report.document.text, range));
        }
        Ok(Excerpt {
            report,
            section,
            passages: found,
            best,
        })
    }

    /// The folds of the parts of a section's paragraphs, with their bytes.
    fn paragraphs_of_section(
        &self,
        report: &Report,
        section: usize,
    ) -> Vec<(Range<usize>, Folded)> {
        let document = &report.document;
        let section = document.section_range(section);
        let inside = report.paragraphs().into_iter().filter_map(|paragraph| {
            let part =
                paragraph.bytes.start.max(section.start)..paragraph.bytes.end.min(section.end);
            (part.start < part.end).then_some(part)
        });
        inside
            .map(|part| {
                let folded = self.fold.fold_paragraph(
                    &document.text,
                    part.clone(),
                    &document.soft_breaks,
                    Marks::Transparent,
                );
                (part, folded)
            })
            .collect()
    }
}

/// The best passages of a section. Its heading stands above them already: it is one only where nothing else
/// matches.
fn best_passages(
    document: &Document,
    section: usize,
    paragraphs: &[(Range<usize>, Folded)],
    highlighter: &Highlighter,
    most: usize,
) -> Vec<Passage> {
    let Section {
        number,
        heading,
        level,
        ..
    } = &document.sections[section];
    let is_heading = |(range, _): &(Range<usize>, Folded)| {
        let is_around = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '。' | '：');
        let line = document.text[range.clone()].trim_matches(is_around);
        *level > 0 && line.starts_with(number.as_str()) && line.ends_with(heading.as_str())
    };
    let body = paragraphs
        .iter()
        .position(|paragraph| !is_heading(paragraph))
        .unwrap_or(paragraphs.len());
    let found = passages(&document.text, &paragraphs[body..], highlighter, most);
    if found.is_empty() {
        passages(&document.text, paragraphs, highlighter, most)
    } else {
        found
    }
}

fn placed(passage: &Passage, report: &Report) -> HitPassage {
    let place = report.document.place(passage.start);
    let highlights = passage.highlights.iter();
    HitPassage {
        text: passage.text.clone(),
        line: place.line,
        column: place.column,
        locator: report.document.locators.at(passage.start),
        highlights: highlights.map(|range| [range.start, range.end]).collect(),
    }
}
