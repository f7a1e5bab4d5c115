//! What names a report, a section or a mention: an id, or the path of a report, also with a line.
//!
//! Must not know where reports are stored. Invariant: a name is of the same place whichever engine is asked.

use std::ops::Range;

use super::quotation::heading_bytes;
use crate::api::{Filter, ShownPart};
use crate::corpus::{line_and_column, split_position};
use crate::document::{Document, saturating_u32};
use crate::error::{Error, Result};
use crate::fold::paragraph_ranges;
use crate::passage::{SentenceCursor, without_blanks};

/// Fewest hexadecimal digits of what is taken for an id: those of a date are fewer.
const MIN_ID: usize = 10;

/// The name of a report, a section or a mention. A report has the name if it has one of the [paths](PlaceName::paths), the first
/// for which there is one, or else the [id](PlaceName::id), or else if it is the [only one](PlaceName::check_only) at or
/// below a path.
#[derive(Debug, Clone)]
pub struct PlaceName<'n> {
    typed: &'n str,
    /// Each with the position after it.
    paths: Vec<(&'n str, &'n str)>,
}

impl<'n> PlaceName<'n> {
    /// Reads a name: `2f7c1a90b3d4.7`, `松泽县/2019.txt`, `./松泽县/2019.txt:12`, `松泽县/2019.txt:12:5`.
    #[must_use]
    pub fn new(typed: &'n str) -> Self {
        let splits = split_position(typed).into_iter();
        let paths = splits.map(|(path, position)| (without_dot(path), position));
        Self {
            typed,
            paths: paths.collect(),
        }
    }

    /// The paths that it may be, relative to the corpus, the likeliest first.
    pub fn paths(&self) -> impl Iterator<Item = &'n str> {
        self.paths.iter().map(|(path, _)| *path)
    }

    /// The id of the report, if it is an id.
    #[must_use]
    pub fn id(&self) -> &'n str {
        self.split_id().0
    }

    /// Refuses a path of several reports, given how many are at or below it and the path of the first.
    ///
    /// # Errors
    /// [`Error::SeveralReports`].
    pub fn check_only(&self, reports: u64, first: &str) -> Result<()> {
        if reports <= 1 {
            return Ok(());
        }
        Err(Error::SeveralReports {
            path: self.typed.to_string(),
            reports,
            first: first.to_string(),
        })
    }

    /// That nothing has this name.
    #[must_use]
    pub fn unknown(&self) -> Error {
        let (report, part) = self.split_id();
        let is_id = report.len() >= MIN_ID && report.chars().all(|c| c.is_ascii_hexdigit());
        let name = self.typed.to_string();
        if is_id || part.starts_with('@') {
            Error::UnknownId { id: name }
        } else {
            Error::UnknownPath { path: name }
        }
    }

    /// The part that it names of a report that has the name.
    ///
    /// # Errors
    /// [`Error::NoLine`]; [`Error::UnknownId`] or [`Error::UnknownPath`] for another report.
    pub(super) fn part_of(&self, document: &Document) -> Result<ShownPart> {
        let mut paths = self.paths.iter();
        if let Some((_, position)) = paths.find(|(path, _)| *path == document.path) {
            return at_position(document, position);
        }
        let (report, part) = self.split_id();
        if report == document.id {
            return part_by_id(document, part).ok_or_else(|| self.unknown());
        }
        let is_above = |path: &str| Filter::default().path(path).takes_path(&document.path);
        let mut paths = self.paths.iter();
        match paths.find(|(path, _)| is_above(path)) {
            Some((_, position)) => at_position(document, position),
            None => Err(self.unknown()),
        }
    }

    /// It as an id: that of the report, and what follows for a part.
    fn split_id(&self) -> (&'n str, &'n str) {
        let end = self.typed.find(['.', '@']).unwrap_or(self.typed.len());
        self.typed.split_at(end)
    }
}

/// A path without `./` before it and `/` after it.
fn without_dot(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    match path.strip_prefix("./") {
        Some(path) => path,
        None if path == "." => "",
        None => path,
    }
}

/// The rest of an id after the document: nothing, `.7` for a section, `@120-132` for a mention.
fn part_by_id(document: &Document, part: &str) -> Option<ShownPart> {
    if part.is_empty() {
        return Some(ShownPart::Document);
    }
    if let Some(section) = part.strip_prefix('.') {
        let section: usize = section.parse().ok()?;
        return (section < document.sections.len()).then_some(ShownPart::Section(section));
    }
    let (start, end) = part.strip_prefix('@')?.split_once('-')?;
    let range: Range<usize> = start.parse().ok()?..end.parse().ok()?;
    document
        .text
        .get(range.clone())
        .filter(|text| !text.is_empty())?;
    Some(ShownPart::Mention(document.section_at(range.start), range))
}

/// What is at a position: the section that a line begins in, or the sentence that has a column, if that is not in a heading; without a
/// position, the whole document.
fn at_position(document: &Document, position: &str) -> Result<ShownPart> {
    let Some((line, column)) = line_and_column(position) else {
        return Ok(ShownPart::Document);
    };
    let byte = byte_at(document, line, column).ok_or_else(|| no_line(document, line))?;
    let section = document.section_at(byte);
    let sentence = column.and_then(|_| sentence_at(document, section, byte));
    Ok(match sentence {
        Some(sentence) => ShownPart::Mention(section, sentence),
        None => ShownPart::Section(section),
    })
}

/// The bytes of the sentence that has a byte of a section; `None` if that is blank, or in the section's heading.
fn sentence_at(document: &Document, section: usize, byte: usize) -> Option<Range<usize>> {
    let heading = heading_bytes(document, section);
    if !document.sections[section].heading.is_empty() && byte < heading.end {
        return None;
    }
    let text = &document.text;
    let range = document.section_range(section);
    let mut paragraphs = paragraph_ranges(text, range, &document.gaps);
    let paragraph = paragraphs.find(|paragraph| paragraph.contains(&byte))?;
    let character = text[byte..].chars().next()?;
    let here = byte..byte + character.len_utf8();
    let sentence = SentenceCursor::default().around(text, &paragraph, &here);
    let sentence = without_blanks(text, sentence);
    sentence.contains(&byte).then_some(sentence)
}

fn no_line(document: &Document, line: u32) -> Error {
    let lines = saturating_u32(document.text.split_inclusive('\n').count());
    Error::NoLine {
        path: document.path.clone(),
        line,
        first: document.first_line,
        last: document.first_line + lines.saturating_sub(1),
    }
}

/// The byte of a column of a line, or of the last one before it; without a column, that of the first character that is not blank.
fn byte_at(document: &Document, line: u32, column: Option<u32>) -> Option<usize> {
    let number = line.checked_sub(document.first_line)?;
    let mut lines = document.text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(number as usize).map(str::len).sum();
    let line = lines.next()?;
    let in_line = match column {
        Some(column) => {
            let characters = line.char_indices().take(column as usize);
            characters.last().map_or(0, |(byte, _)| byte)
        }
        None => line.find(|c: char| !c.is_whitespace()).unwrap_or(0),
    };
    Some(before + in_line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;

    /// Sections at the 2nd and 3rd line of a report whose first line is the 4th of its file.
    fn report() -> Document {
        let text = "题\n  一、甲。丙。（一）乙。丁戊\n\n二、丙\n";
        let sections = [
            ("题", ""),
            ("  一、", "甲"),
            ("（一）", "乙"),
            ("二、", "丙"),
        ];
        let sections = sections.map(|(beginning, heading)| {
            let start = saturating_u32(text.find(beginning).unwrap());
            Section {
                start,
                marker: start,
                heading: heading.into(),
                ..Section::default()
            }
        });
        Document {
            id: "2f7c1a90b3d4".into(),
            path: "甲/乙.zip!/a.txt".into(),
            text: text.into(),
            first_line: 4,
            sections: sections.into(),
            ..Document::default()
        }
    }

    fn part(name: &str) -> Result<ShownPart> {
        PlaceName::new(name).part_of(&report())
    }

    #[test]
    fn a_line_names_the_section_that_it_begins_in_and_a_column_its_sentence() {
        let path = "甲/乙.zip!/a.txt";
        let sentence = |section, sentence: &str| {
            let start = report().text.find(sentence).unwrap();
            ShownPart::Mention(section, start..start + sentence.len())
        };
        for (position, expected) in [
            (":4", ShownPart::Section(0)),
            (":5", ShownPart::Section(1)),
            (":5:1", ShownPart::Section(1)),
            (":5:4", ShownPart::Section(1)),
            (":5:7", sentence(1, "丙。")),
            (":5:8", sentence(1, "丙。")),
            (":5:9", ShownPart::Section(2)),
            (":5:14", sentence(2, "丁戊")),
            (":5:999", ShownPart::Section(2)),
            (":6", ShownPart::Section(2)),
            (":7", ShownPart::Section(3)),
        ] {
            let part = part(&format!("./{path}{position}")).unwrap();
            assert_eq!(part, expected, "{position}");
        }
        for line in [0, 3, 8] {
            let error = part(&format!("{path}:{line}")).unwrap_err().to_string();
            let expected = format!("`{path}` has no line {line}: its lines are 4 to 7");
            assert_eq!(error, expected);
        }
    }

    #[test]
    fn a_report_is_named_by_its_path_its_id_or_what_it_is_the_only_one_in() {
        for name in ["甲/乙.zip!/a.txt", "2f7c1a90b3d4", "甲/乙.zip", "甲/", "."] {
            assert_eq!(part(name).unwrap(), ShownPart::Document, "{name}");
        }
        assert_eq!(part("甲/乙.zip:7").unwrap(), ShownPart::Section(3));
        assert_eq!(part("2f7c1a90b3d4.2").unwrap(), ShownPart::Section(2));
        for unknown in ["2f7c1a90b3d4.9", "2f7c1a90b3d4@1-2", "甲/乙", "乙.zip"] {
            assert!(part(unknown).is_err(), "{unknown}");
        }
    }

    #[test]
    fn what_nothing_has_is_called_an_id_or_a_path() {
        let unknown = |name: &str| PlaceName::new(name).unknown();
        for id in [
            "2f7c1a90b3d4",
            "2f7c1a90b3d4.7",
            "2f7c1a90b3d4@1-2",
            "0123@1-2",
        ] {
            assert!(matches!(unknown(id), Error::UnknownId { .. }), "{id}");
        }
        for path in ["甲.txt", "20190101.txt", "甲/2019.txt:12", "nothing"] {
            assert!(matches!(unknown(path), Error::UnknownPath { .. }), "{path}");
        }
    }
}
