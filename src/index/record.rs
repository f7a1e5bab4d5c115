//! What the index keeps of a report.

use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;

use super::field::ReportFields;
use crate::document::{Document, count};
use crate::fold::{Fold, FoldedDocument, HARD_BREAK, Paragraph, ParagraphPlace, paragraph_places};

/// A report with its table of paragraphs, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// The document. On disk its text stands beside the record, not in it.
    pub document: Document,
    paragraphs: Vec<Paragraph>,
}

impl Report {
    pub(crate) fn new(document: Document, paragraphs: Vec<Paragraph>) -> Self {
        Self {
            document,
            paragraphs,
        }
    }

    /// The paragraphs with their places, in order.
    pub(crate) fn paragraphs(&self) -> Vec<ParagraphPlace> {
        paragraph_places(&self.paragraphs).collect()
    }
}

/// The fold of a document as its exact layer has it.
pub(crate) fn fold_report(document: &Document, fold: &Fold) -> FoldedDocument {
    let section_starts = document.sections.iter().map(|section| section.start);
    fold.fold_document(&document.text, &document.soft_breaks, section_starts)
}

/// The records of a report that `file` is or holds, the report's own first.
pub(super) fn records(
    document: Document,
    folded: FoldedDocument,
    file: &str,
    fields: &ReportFields,
) -> Vec<TantivyDocument> {
    let mut records = vec![TantivyDocument::default()];
    records.extend(section_records(&document, &folded, file, fields));
    let record = &mut records[0];
    record.add_text(fields.id, &document.id);
    record.add_text(fields.path, &document.path);
    record.add_text(fields.file, file);
    record.add_text(
        fields.title,
        document.metadata.title.as_deref().unwrap_or_default(),
    );
    record.add_text(fields.region, document.metadata.region.join("/"));
    if let Some(year) = document.metadata.year {
        record.add_u64(fields.year, u64::from(year));
    }
    record.add_u64(fields.ordinal, 0);
    for start in &folded.section_starts {
        record.add_u64(fields.section_starts, u64::from(*start));
    }
    record.add_text(fields.exact, &folded.text);
    let mut report = Report::new(document, folded.paragraphs);
    record.add_text(fields.text, std::mem::take(&mut report.document.text));
    record.add_bytes(
        fields.report,
        &postcard::to_stdvec(&report).expect("strings and numbers serialise"),
    );
    records
}

/// One record a section: its words, and those of the headings it stands under.
fn section_records<'d>(
    document: &'d Document,
    folded: &'d FoldedDocument,
    file: &'d str,
    fields: &'d ReportFields,
) -> impl Iterator<Item = TantivyDocument> + 'd {
    let mut rest = folded.text.as_str();
    let mut position = 0;
    (0..document.sections.len()).map(move |section| {
        let end = folded
            .section_starts
            .get(section + 1)
            .copied()
            .unwrap_or(u32::MAX);
        let length = rest
            .char_indices()
            .nth((end - position) as usize)
            .map_or(rest.len(), |(byte, _)| byte);
        let (body, after) = rest.split_at(length);
        (rest, position) = (after, end);
        let mut record = TantivyDocument::default();
        record.add_text(fields.file, file);
        record.add_u64(fields.ordinal, u64::from(count(section + 1)));
        record.add_text(fields.heading, document.heading_path(section).join("\n"));
        record.add_text(fields.body, body.trim_matches(HARD_BREAK));
        record
    })
}
