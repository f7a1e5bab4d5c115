//! What the index keeps of a report.

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use super::field::ReportFields;
use crate::document::Document;
use crate::fold::{Fold, FoldedDocument, HARD_BREAK, Paragraphs};

/// Bytes that the metadata of a report take in its record, in most.
const SMALL_VALUES: usize = 1024;
/// Bytes of the length before a value of a record, at the most.
const LENGTH: usize = 5;

/// Characters of a title that is taken for a citation.
const MIN_CITED_LENGTH: usize = 2;
const MAX_CITED_LENGTH: usize = 60;
/// Citations of one report that count, from its beginning.
const MAX_CITED: usize = 100_000;

/// A report with its table of paragraphs, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// The document. On disk its text stands beside the record, not in it.
    pub document: Document,
    pub paragraphs: Paragraphs,
}

impl Report {
    pub(crate) fn new(document: Document, paragraphs: Paragraphs) -> Self {
        Self {
            document,
            paragraphs,
        }
    }
}

/// The folds of a report's parts, from which its records are made.
#[derive(Debug, Clone)]
pub(crate) struct FoldedReport {
    text: FoldedDocument,
    title: String,
    /// For each section the headings that it stands under and its own, a line each.
    headings: Vec<String>,
    /// What the text cites.
    cites: Vec<String>,
}

impl FoldedReport {
    pub(crate) fn new(document: &Document, fold: &Fold) -> Self {
        let title = document.metadata.title.as_deref().unwrap_or_default();
        let cites = cited_titles(title).chain(cited_titles(&document.text));
        let cites = cites.take(MAX_CITED).map(|title| fold.fold_text(title));
        Self {
            text: fold_report(document, fold),
            title: fold.fold_text(title),
            headings: folded_headings(document, fold),
            cites: cites.filter(|title| !title.is_empty()).collect(),
        }
    }
}

/// The titles that a text cites, as it writes them.
fn cited_titles(text: &str) -> impl Iterator<Item = &str> {
    text.split('《').skip(1).filter_map(|after| {
        let (title, _) = after.split_once('》')?;
        let length = title.chars().take(MAX_CITED_LENGTH + 1).count();
        let is_title =
            (MIN_CITED_LENGTH..=MAX_CITED_LENGTH).contains(&length) && !title.contains('\n');
        is_title.then_some(title)
    })
}

/// The fold of a document as its exact layer has it.
pub(crate) fn fold_report(document: &Document, fold: &Fold) -> FoldedDocument {
    let section_starts = document.sections.iter().map(|section| section.start);
    fold.fold_document(&document.text, &document.soft_breaks, section_starts)
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

/// The records of a report that `file` is or holds, the report's own first.
pub(super) fn records(
    document: Document,
    mut folded: FoldedReport,
    file: &str,
    fields: &ReportFields,
) -> Vec<TantivyDocument> {
    let mut report = Report::new(document, std::mem::take(&mut folded.text.paragraphs));
    let text = std::mem::take(&mut report.document.text);
    let bytes = postcard::to_stdvec(&report).expect("strings and numbers serialise");
    let Document {
        id, path, metadata, ..
    } = report.document;
    // A record reserves a kilobyte where nothing is said, and a text may have many megabytes or many sections.
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
    record.add_bytes(fields.report, &bytes);
    drop(bytes);
    let mut records = vec![record];
    records.extend(section_records(&folded, file, fields));
    records
}

/// One record a section: its words, and those of the headings that it stands under. What stands before the first
/// heading stands under the report's title.
fn section_records<'f>(
    folded: &'f FoldedReport,
    file: &'f str,
    fields: &'f ReportFields,
) -> impl Iterator<Item = TantivyDocument> + 'f {
    let FoldedDocument {
        text,
        section_offsets,
        ..
    } = &folded.text;
    folded
        .headings
        .iter()
        .enumerate()
        .map(move |(section, heading)| {
            let offset = |section| section_offsets.get(section).copied().unwrap_or(text.len());
            let body = &text[offset(section)..offset(section + 1)];
            let title = if section == 0 {
                folded.title.as_str()
            } else {
                ""
            };
            let values = [file, title, heading, body];
            let size = values.map(|value| value.len() + LENGTH).iter().sum();
            let mut record = TantivyDocument::with_capacity(size);
            record.add_text(fields.file, file);
            if section == 0 {
                record.add_text(fields.title_words, title);
            }
            record.add_text(fields.heading, heading);
            record.add_text(fields.body, body);
            record
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Section;
    use crate::schema::Schema;

    #[test]
    fn titles_stand_between_marks_on_one_line() {
        let text = "依照《行政复议法》和《关于修改〈水法〉的决定》，《》、《中\n华》。《未完";
        assert_eq!(
            cited_titles(text).collect::<Vec<_>>(),
            ["行政复议法", "关于修改〈水法〉的决定"]
        );
    }

    #[test]
    fn a_section_s_headings_are_folded_from_the_top() {
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
