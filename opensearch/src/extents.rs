//! How long the sections of a report are, so that blanks can stand for those that are not fetched.
//!
//! Invariant: in a report that is fetched in part, every byte of a section that is there has the line and the column that it has in the
//! whole report, and its paragraph but for blanks after it.

use std::collections::BTreeSet;

use quanwen::Document;
use quanwen::backend::{IndexedReport, PARAGRAPH_END};
use serde::{Deserialize, Serialize};

/// An ideographic space, which is as long as most characters of a report: there are as many blanks as characters.
const WIDE: &str = "\u{3000}";

/// The sections of a report, by their numbers, in bytes and lines.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Extents {
    /// Bytes of the whole text.
    bytes: u32,
    /// Line breaks in each section.
    breaks: Vec<u32>,
    /// The sections, ascending, whose last line or paragraph goes on in the next one.
    going_on: Vec<usize>,
}

impl Extents {
    pub(crate) fn of(report: &IndexedReport) -> Self {
        let document = &report.document;
        let raw = |number: usize| &document.text[document.section_range(number)];
        let breaks = (0..document.sections.len()).map(|number| {
            let breaks = raw(number).matches('\n').count();
            u32::try_from(breaks).unwrap_or(u32::MAX)
        });
        let goes_on = |number: &usize| {
            let folded = &report.sections[*number].text;
            let ends = raw(*number).ends_with('\n') && folded.ends_with(PARAGRAPH_END);
            // One that continues another may begin with lines that fold to nothing, which belong to the paragraph before them.
            let next = document.sections.get(number + 1);
            !ends || next.is_some_and(|next| next.continues)
        };
        Self {
            bytes: u32::try_from(document.text.len()).unwrap_or(u32::MAX),
            breaks: breaks.collect(),
            going_on: (0..report.sections.len()).filter(goes_on).collect(),
        }
    }

    /// Some sections, with those that their first and last lines and paragraphs run through.
    pub(crate) fn with_neighbours(&self, sections: &[u32]) -> BTreeSet<usize> {
        let goes_on = |number: &usize| self.going_on.binary_search(number).is_ok();
        let known = |section: &usize| *section < self.breaks.len();
        let mut found = BTreeSet::new();
        for section in sections
            .iter()
            .map(|section| *section as usize)
            .filter(known)
        {
            // All sections of a run have the same neighbours.
            if found.insert(section) {
                found.extend((0..section).rev().take_while(goes_on));
                let after = (section..).take_while(goes_on).map(|number| number + 1);
                found.extend(after.filter(known));
            }
        }
        found
    }

    /// What stands for a section of a report: as many bytes and as many line breaks. `None` if it has fewer bytes than line breaks.
    pub(crate) fn blanks(&self, report: &Document, number: usize) -> Option<String> {
        let next = report.sections.get(number + 1);
        let end = next.map_or(self.bytes, |next| next.start);
        let bytes = end.checked_sub(report.sections.get(number)?.start)?;
        let breaks = *self.breaks.get(number)?;
        let blank = bytes.checked_sub(breaks)? as usize;
        let (wide, narrow) = (blank / WIDE.len(), blank % WIDE.len());
        Some(WIDE.repeat(wide) + &" ".repeat(narrow) + &"\n".repeat(breaks as usize))
    }
}

#[cfg(test)]
mod tests {
    use quanwen::Section;

    use super::*;

    fn extents(sections: usize, going_on: &[usize]) -> Extents {
        Extents {
            bytes: 10,
            breaks: vec![1; sections],
            going_on: going_on.to_vec(),
        }
    }

    fn neighbours(extents: &Extents, sections: &[u32]) -> Vec<usize> {
        extents.with_neighbours(sections).into_iter().collect()
    }

    #[test]
    fn a_section_is_fetched_with_those_that_its_paragraphs_run_through() {
        let extents = extents(8, &[1, 2, 4, 7]);
        assert_eq!(neighbours(&extents, &[0]), [0]);
        assert_eq!(neighbours(&extents, &[1]), [1, 2, 3]);
        assert_eq!(neighbours(&extents, &[3]), [1, 2, 3]);
        assert_eq!(neighbours(&extents, &[5, 0]), [0, 4, 5]);
        assert_eq!(neighbours(&extents, &[7]), [7]);
        assert_eq!(neighbours(&extents, &[99]), [0; 0]);
    }

    fn at(start: u32) -> Section {
        Section {
            start,
            ..Section::default()
        }
    }

    #[test]
    fn blanks_are_as_long_as_what_they_stand_for() {
        let report = Document {
            sections: [0, 4].map(at).into(),
            ..Document::default()
        };
        let extents = extents(2, &[]);
        assert_eq!(extents.blanks(&report, 0).as_deref(), Some("\u{3000}\n"));
        assert_eq!(extents.blanks(&report, 1).as_deref(), Some("\u{3000}  \n"));
        assert_eq!(extents.blanks(&report, 2), None);
        let damaged = Extents {
            breaks: vec![5, 1],
            ..extents
        };
        assert_eq!(damaged.blanks(&report, 0), None);
    }
}
