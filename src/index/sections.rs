//! Sets of a snapshot's sections by report, year or text, and the sections of a set.

use fixedbitset::FixedBitSet;
use quanwen_messages::text;
use tantivy::columnar::StrColumn;

use super::address::{DocumentAddress, SectionAddress};
use super::columns::TextColumn;
use super::document_columns::DocumentColumns;
use super::exact::ExactLayer;
use super::section_set::SectionSet;
use super::selection::{Selection, empty_bitsets};
use super::snapshot::Snapshot;
use crate::error::{Error, Result};

impl SectionSet {
    /// The empty set.
    pub(crate) fn none(snapshot: &Snapshot) -> Self {
        Self::of_segments(empty_bitsets(snapshot))
    }

    /// The sections of the selected reports.
    pub(crate) fn of_selection(snapshot: &Snapshot, selection: &Selection) -> Self {
        if !selection.takes_all() {
            return Self::of_documents(snapshot, selection);
        }
        if let Some(all) = snapshot.all_sections.get() {
            return all.clone();
        }
        let all = Self::of_documents(snapshot, selection);
        snapshot.all_sections.get_or_init(|| all).clone()
    }

    fn of_documents(snapshot: &Snapshot, selection: &Selection) -> Self {
        let mut set = Self::none(snapshot);
        for (segment, reader) in snapshot.segments() {
            for block in ExactLayer::of(snapshot).file(segment).documents() {
                if !reader.is_deleted(block.document) && selection.takes(segment, block.document) {
                    set.insert_block(segment, &block.sections);
                }
            }
        }
        set
    }

    /// The sections in `scope` for which `takes` accepts a text of the column, of the report or of the section itself.
    pub(crate) fn with_text(
        snapshot: &Snapshot,
        column: TextColumn,
        scope: &Self,
        takes: impl Fn(&str) -> bool,
    ) -> Result<Self> {
        let mut set = Self::none(snapshot);
        let places = match column {
            TextColumn::Region => DocumentColumns::of(snapshot).places()?,
            _ => None,
        };
        for (segment, reader) in snapshot.segments() {
            let columns = DocumentColumns::of(snapshot).of_segment(segment)?;
            let Some(texts) = columns.of_text(column) else {
                continue;
            };
            let takes = |text: &str| takes(places.map_or(text, |places| places.full(text)));
            let ords = accepted(snapshot, texts, takes)?;
            let accepts = |record: &u32| {
                texts
                    .term_ords(*record)
                    .any(|ord| ords.contains(usize::try_from(ord).unwrap_or(usize::MAX)))
            };
            if matches!(column, TextColumn::Heading | TextColumn::Part) {
                for record in reader.doc_ids_alive().filter(accepts) {
                    set.insert_record(segment, record);
                }
            } else {
                let documents = ExactLayer::of(snapshot).file(segment).documents();
                for block in documents.filter(|block| accepts(&block.document)) {
                    set.insert_block(segment, &block.sections);
                }
            }
        }
        set.intersect_with(scope);
        Ok(set)
    }

    /// The sections in `scope` of reports whose year `takes` accepts.
    pub(crate) fn of_years(
        snapshot: &Snapshot,
        scope: &Self,
        takes: impl Fn(u16) -> bool,
    ) -> Result<Self> {
        let mut set = Self::none(snapshot);
        for (segment, _) in snapshot.segments() {
            let columns = DocumentColumns::of(snapshot).of_segment(segment)?;
            for block in ExactLayer::of(snapshot).file(segment).documents() {
                if columns.year(block.document).is_some_and(&takes) {
                    set.insert_block(segment, &block.sections);
                }
            }
        }
        set.intersect_with(scope);
        Ok(set)
    }

    /// The sections in the set, in index order.
    pub(crate) fn sections<'a>(
        &'a self,
        snapshot: &'a Snapshot,
    ) -> impl Iterator<Item = Result<SectionAddress>> + 'a {
        (0..)
            .zip(self.segments())
            .flat_map(move |(segment, records)| {
                records.ones().map(move |record| {
                    let record = crate::document::saturating_u32(record);
                    section_of_record(snapshot, segment, record)
                })
            })
    }

    /// The reports with a section in the set, in index order.
    pub(crate) fn documents(&self, snapshot: &Snapshot) -> Result<Vec<DocumentAddress>> {
        let mut documents: Vec<DocumentAddress> = Vec::new();
        for section in self.sections(snapshot) {
            let document = section?.document;
            if documents.last() != Some(&document) {
                documents.push(document);
            }
        }
        Ok(documents)
    }
}

/// The section of a record.
fn section_of_record(snapshot: &Snapshot, segment: u32, record: u32) -> Result<SectionAddress> {
    let document = ExactLayer::of(snapshot)
        .file(segment)
        .document_of(record)
        .filter(|document| *document < record)
        .ok_or_else(|| Error::damaged(snapshot.folder(), text!("a section has no report")))?;
    Ok(SectionAddress {
        document: DocumentAddress {
            segment,
            record: document,
        },
        section: record - document - 1,
    })
}

/// The ordinals of the texts of a column that `takes` accepts.
fn accepted(
    snapshot: &Snapshot,
    texts: &StrColumn,
    takes: impl Fn(&str) -> bool,
) -> Result<FixedBitSet> {
    let mut ords = FixedBitSet::with_capacity(texts.num_terms());
    let mut stream = texts
        .dictionary()
        .stream()
        .map_err(|error| Error::damaged(snapshot.folder(), error))?;
    while stream.advance() {
        if std::str::from_utf8(stream.key()).is_ok_and(&takes) {
            ords.insert(usize::try_from(stream.term_ord()).unwrap_or(usize::MAX));
        }
    }
    Ok(ords)
}
