//! The records of a report in the index.

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use super::columns::TextSize;
use super::field::RecordFields;
use crate::document::{Document, Part};
use crate::fold::{Fold, FoldedDocument, HARD_BREAK, Paragraphs};
use crate::segmenter::Segmenter;

/// Bytes reserved for a report's metadata in its record; enough for most.
const SMALL_VALUES: usize = 1024;
/// Maximum bytes of the length prefix of a value in a record.
const MAX_LENGTH_PREFIX: usize = 5;

/// Bytes of a section's counts of characters and words in a record.
const SIZES: usize = 2 * (MAX_LENGTH_PREFIX + 8);

/// Minimum and maximum length of a title 《…》 that counts as a citation, in characters.
const MIN_CITED_LENGTH: usize = 2;
const MAX_CITED_LENGTH: usize = 60;
/// Maximum citations per report; those after it do not count.
const MAX_CITED: usize = 100_000;

/// A report with its table of paragraphs, as stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredDocument {
    /// The document. On disk its text is a field of its own.
    pub document: Document,
    pub paragraphs: Paragraphs,
}

impl StoredDocument {
    pub(crate) fn new(document: Document, paragraphs: Paragraphs) -> Self {
        Self {
            document,
            paragraphs,
        }
    }
}

/// The folded parts of a report, from which its records are made.
#[derive(Debug, Clone)]
pub(crate) struct FoldedFields {
    text: FoldedDocument,
    title: String,
    /// For each section, the headings above it and its own, one per line.
    headings: Vec<String>,
    /// For each section, the topmost heading that it is under, without its number.
    chapters: Vec<String>,
    /// For each section, the part that it belongs to.
    parts: Vec<Part>,
    /// Titles that the report cites, folded.
    cites: Vec<String>,
}

impl FoldedFields {
    pub(crate) fn new(document: &Document, fold: &Fold) -> Self {
        let title = document.metadata.title.as_deref().unwrap_or_default();
        Self {
            text: folded_document(document, fold),
            title: fold.fold_text(title),
            headings: folded_headings(document, fold),
            chapters: chapters(document),
            parts: document
                .sections
                .iter()
                .map(|section| section.part)
                .collect(),
            cites: cited_titles(title)
                .chain(cited_titles(&document.text))
                .take(MAX_CITED)
                .map(|title| fold.fold_text(title))
                .filter(|title| !title.is_empty())
                .collect(),
        }
    }
}

/// A section of a report, folded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FoldedSection<'f> {
    /// The headings above it and its own, one per line.
    pub heading: &'f str,
    /// The topmost heading that it is under, without its number.
    pub chapter: &'f str,
    pub part: Part,
    /// Its text, paragraphs with [`HARD_BREAK`] between them.
    pub body: &'f str,
}

impl FoldedFields {
    /// The report's title, folded.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// Titles that the report cites, folded, as often as it cites them.
    pub(crate) fn cites(&self) -> &[String] {
        &self.cites
    }

    /// The sections in text order; the bodies together are the report's text.
    pub(crate) fn sections(&self) -> Vec<FoldedSection<'_>> {
        let bodies = bodies(&self.text).into_iter().enumerate();
        let section = |(index, body): (usize, _)| FoldedSection {
            heading: &self.headings[index],
            chapter: &self.chapters[index],
            part: self.parts[index],
            body,
        };
        bodies.map(section).collect()
    }
}

/// The titles in 《…》 that a text cites, not folded.
fn cited_titles(text: &str) -> impl Iterator<Item = &str> {
    text.split('《').skip(1).filter_map(|after| {
        let (title, _) = after.split_once('》')?;
        let length = title.chars().take(MAX_CITED_LENGTH + 1).count();
        let is_title =
            (MIN_CITED_LENGTH..=MAX_CITED_LENGTH).contains(&length) && !title.contains('\n');
        is_title.then_some(title)
    })
}

/// The folded document that the exact layer indexes.
pub(crate) fn folded_document(document: &Document, fold: &Fold) -> FoldedDocument {
    let section_starts = document.sections.iter().map(|section| section.start);
    fold.fold_document(&document.text, &document.gaps, section_starts)
}

fn folded_headings(document: &Document, fold: &Fold) -> Vec<String> {
    let mut headings: Vec<String> = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let own = fold.fold_text(&section.label());
        let above = headings.get(section.parent as usize);
        headings.push(match above {
            _ if section.level == 0 => String::new(),
            Some(above) if !above.is_empty() => format!("{above}{HARD_BREAK}{own}"),
            _ => own,
        });
    }
    headings
}

/// For each section, the topmost heading that it is under, without its number; a number alone where there is no heading.
pub(crate) fn chapters(document: &Document) -> Vec<String> {
    let mut chapters: Vec<String> = Vec::with_capacity(document.sections.len());
    for section in &document.sections {
        let above = chapters.get(section.parent as usize);
        chapters.push(match above {
            _ if section.level == 0 => String::new(),
            Some(above) if !above.is_empty() => above.clone(),
            _ if section.heading.is_empty() => section.number.clone(),
            _ => section.heading.clone(),
        });
    }
    chapters
}

/// How long a folded text is.
pub(crate) fn size_of(folded: &str, segmenter: &Segmenter) -> TextSize {
    TextSize {
        characters: folded.chars().filter(|c| *c != HARD_BREAK).count() as u64,
        words: segmenter.count_words(folded),
    }
}

fn add_size(record: &mut TantivyDocument, size: TextSize, fields: &RecordFields) {
    record.add_u64(fields.characters, size.characters);
    record.add_u64(fields.words, size.words);
}

/// The records of a report in `file`, the report's own first.
pub(super) fn records(
    document: Document,
    mut folded: FoldedFields,
    file: &str,
    fields: &RecordFields,
    segmenter: &Segmenter,
) -> Vec<TantivyDocument> {
    let sizes: Vec<TextSize> = bodies(&folded.text)
        .into_iter()
        .map(|body| size_of(body, segmenter))
        .collect();
    let mut stored = StoredDocument::new(document, std::mem::take(&mut folded.text.paragraphs));
    let text = std::mem::take(&mut stored.document.text);
    let bytes = postcard::to_stdvec(&stored).expect("strings and numbers serialise");
    let Document {
        id, path, metadata, ..
    } = stored.document;
    // The default capacity is a kilobyte, and a text may have many megabytes or many sections.
    let mut record = TantivyDocument::with_capacity(text.len() + bytes.len() + SMALL_VALUES);
    record.add_text(fields.id, &id);
    record.add_text(fields.path, &path);
    record.add_text(fields.file, file);
    record.add_text(fields.title, metadata.title.as_deref().unwrap_or_default());
    record.add_text(fields.region, metadata.region.join("/"));
    if let Some(issuer) = &metadata.issuer {
        record.add_text(fields.issuer, issuer);
    }
    if let Some(number) = &metadata.document_number {
        record.add_text(fields.document_number, number);
    }
    for title in &folded.cites {
        record.add_text(fields.cites, title);
    }
    if let Some(year) = metadata.year {
        record.add_u64(fields.year, u64::from(year));
    }
    record.add_text(fields.text, text);
    record.add_bytes(fields.document, &bytes);
    drop(bytes);
    add_size(&mut record, sizes.iter().copied().sum(), fields);
    let mut records = vec![record];
    records.extend(section_records(&folded, &sizes, file, fields));
    records
}

/// The folded text of each section.
fn bodies(folded: &FoldedDocument) -> Vec<&str> {
    let starts = &folded.section_offsets;
    let end = |section: usize| starts.get(section + 1).copied();
    let text = folded.text.as_str();
    (0..starts.len())
        .map(|section| &text[starts[section]..end(section).unwrap_or(text.len())])
        .collect()
}

/// One record per section, with the words of its text and of its headings. The root section, before the first heading, has
/// the words of the report's title instead.
fn section_records(
    folded: &FoldedFields,
    sizes: &[TextSize],
    file: &str,
    fields: &RecordFields,
) -> Vec<TantivyDocument> {
    let of_section = |(index, (section, size)): (usize, (FoldedSection, &TextSize))| {
        let title = if index == 0 {
            folded.title.as_str()
        } else {
            ""
        };
        let FoldedSection {
            heading,
            chapter,
            part,
            body,
        } = section;
        let part = part.name();
        let values = [file, title, heading, chapter, part, body];
        let length = values.iter().map(|value| value.len() + MAX_LENGTH_PREFIX);
        let mut record = TantivyDocument::with_capacity(length.sum::<usize>() + SIZES);
        record.add_text(fields.file, file);
        if index == 0 {
            record.add_text(fields.title_words, title);
        }
        record.add_text(fields.heading, heading);
        if !chapter.is_empty() {
            record.add_text(fields.chapter, chapter);
        }
        record.add_text(fields.part, part);
        add_size(&mut record, *size, fields);
        record.add_text(fields.body, body);
        record
    };
    folded
        .sections()
        .into_iter()
        .zip(sizes)
        .enumerate()
        .map(of_section)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;
    use crate::schema::Schema;

    #[test]
    fn cited_titles_are_between_marks_on_one_line() {
        let text = "依照《行政复议法》和《关于修改〈水法〉的决定》，《》、《中\n华》。《未完";
        assert_eq!(
            cited_titles(text).collect::<Vec<_>>(),
            ["行政复议法", "关于修改〈水法〉的决定"]
        );
    }

    #[test]
    fn headings_of_a_section_are_folded_top_down() {
        let section = |level, parent, number: &str, heading: &str| Section {
            level,
            parent,
            number: number.into(),
            heading: heading.into(),
            ..Section::default()
        };
        let document = Document {
            sections: vec![
                section(0, 0, "", ""),
                section(1, 0, "一、", "“放管服”改革"),
                section(2, 1, "（一）", "行政複議"),
                section(1, 0, "二、", "下一步"),
            ],
            ..Document::default()
        };
        let fold = Fold::new(&Schema::embedded()).unwrap();
        let expected = [
            "",
            "一、放管服改革",
            "一、放管服改革\n(一)行政复议",
            "二、下一步",
        ];
        assert_eq!(folded_headings(&document, &fold), expected);
    }
}
