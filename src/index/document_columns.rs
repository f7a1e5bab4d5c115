//! The columns of all segments: the keys of reports and the texts of columns.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use super::address::{DocumentAddress, SectionAddress};
use super::columns::{Columns, DocumentKey, TextColumn, TextSize};
use super::places::Places;
use super::snapshot::Snapshot;
use crate::error::{Error, Result};

/// The columns of a snapshot.
#[derive(Clone, Copy)]
pub(crate) struct DocumentColumns<'s> {
    snapshot: &'s Snapshot,
}

impl<'s> DocumentColumns<'s> {
    pub(crate) fn of(snapshot: &'s Snapshot) -> Self {
        Self { snapshot }
    }

    /// The key of a report.
    pub(crate) fn key(self, document: DocumentAddress) -> Result<DocumentKey> {
        let columns = self.of_segment(document.segment)?;
        let text = |column: &StrColumn| self.text_at(column, document.record);
        let region = self.full_region(text(&columns.region)?)?;
        let year = columns.year(document.record);
        Ok(DocumentKey {
            code: self.places()?.and_then(|places| places.code(&region, year)),
            region,
            year,
            path: text(&columns.path)?,
            id: text(&columns.id)?,
            title: text(&columns.title)?,
        })
    }

    /// The keys of many reports in index order.
    pub(crate) fn keys(self, documents: &[DocumentAddress]) -> Result<Vec<DocumentKey>> {
        let mut keys = Vec::with_capacity(documents.len());
        for of_segment in documents.chunk_by(|a, b| a.segment == b.segment) {
            let columns = self.of_segment(of_segment[0].segment)?;
            let records: Vec<u32> = of_segment.iter().map(|document| document.record).collect();
            let texts = |column| Ok(self.texts_at(column, &records)?.into_iter());
            let mut regions = self.regions_at(columns, &records)?.into_iter();
            let mut paths = texts(&columns.path)?;
            let mut ids = texts(&columns.id)?;
            let mut titles = texts(&columns.title)?;
            let places = self.places()?;
            let mut next = |record: &u32| {
                let region = regions.next()?;
                let year = columns.year(*record);
                Some(DocumentKey {
                    code: places.and_then(|places| places.code(&region, year)),
                    region,
                    year,
                    path: paths.next()?,
                    id: ids.next()?,
                    title: titles.next()?,
                })
            };
            keys.extend(records.iter().filter_map(&mut next));
        }
        Ok(keys)
    }

    /// The year of a report.
    pub(crate) fn year(self, document: DocumentAddress) -> Result<Option<u16>> {
        Ok(self.of_segment(document.segment)?.year(document.record))
    }

    /// How long a report is.
    pub(crate) fn document_size(self, document: DocumentAddress) -> Result<TextSize> {
        Ok(self.of_segment(document.segment)?.size(document.record))
    }

    /// How long a section is.
    pub(crate) fn section_size(self, section: SectionAddress) -> Result<TextSize> {
        let segment = section.document.segment;
        Ok(self.of_segment(segment)?.size(section.record()))
    }

    /// The texts of a column of some reports in index order, empty for a report without one; places under their full names.
    pub(crate) fn texts_of(
        self,
        column: TextColumn,
        documents: &[DocumentAddress],
    ) -> Result<Vec<String>> {
        let mut texts = Vec::with_capacity(documents.len());
        for of_segment in documents.chunk_by(|a, b| a.segment == b.segment) {
            let columns = self.of_segment(of_segment[0].segment)?;
            let records: Vec<u32> = of_segment.iter().map(|document| document.record).collect();
            texts.extend(match columns.of_text(column) {
                _ if column == TextColumn::Region => self.regions_at(columns, &records)?,
                Some(column) => self.texts_at(column, &records)?,
                None => vec![String::new(); records.len()],
            });
        }
        Ok(texts)
    }

    /// The topmost headings of some sections in index order, without numbers; empty before the first heading.
    pub(crate) fn chapters(self, sections: &[SectionAddress]) -> Result<Vec<String>> {
        let mut texts = Vec::with_capacity(sections.len());
        for of_segment in sections.chunk_by(|a, b| a.document.segment == b.document.segment) {
            let columns = self.of_segment(of_segment[0].document.segment)?;
            let records: Vec<u32> = of_segment.iter().map(|section| section.record()).collect();
            texts.extend(match &columns.chapter {
                Some(chapter) => self.texts_at(chapter, &records)?,
                None => vec![String::new(); records.len()],
            });
        }
        Ok(texts)
    }

    /// A stamp that changes with the full name of any place.
    pub(crate) fn places_stamp(self) -> Result<String> {
        Ok(self.places()?.map(Places::stamp).unwrap_or_default())
    }

    /// The distinct texts of a column, each with the number of reports that have it; places under their full names.
    pub(crate) fn texts(self, column: TextColumn) -> Result<Vec<(String, u64)>> {
        let mut texts: BTreeMap<String, u64> = BTreeMap::new();
        for (segment, reader) in self.snapshot.segments() {
            let Some(column) = self.of_segment(segment)?.of_text(column) else {
                continue;
            };
            let documents = records_of_each(column, reader);
            let mut stream = column
                .dictionary()
                .stream()
                .map_err(|error| Error::damaged(self.snapshot.folder(), error))?;
            for documents in documents {
                if stream.advance() && documents > 0 {
                    *texts
                        .entry(String::from_utf8_lossy(stream.key()).into_owned())
                        .or_default() += documents;
                }
            }
        }
        if column != TextColumn::Region {
            return Ok(texts.into_iter().collect());
        }
        let mut regions: BTreeMap<String, u64> = BTreeMap::new();
        for (region, documents) in texts {
            *regions.entry(self.full_region(region)?).or_default() += documents;
        }
        Ok(regions.into_iter().collect())
    }

    /// The years of reports, ascending, each with the number of its reports.
    pub(crate) fn years(self) -> Result<Vec<(u16, u64)>> {
        let mut years: BTreeMap<u16, u64> = BTreeMap::new();
        for document in self.snapshot.documents() {
            let columns = self.of_segment(document.segment)?;
            if let Some(year) = columns.year(document.record) {
                *years.entry(year).or_default() += 1;
            }
        }
        Ok(years.into_iter().collect())
    }

    /// The places of some records, levels joined by `/`, under their full names.
    pub(super) fn regions_at(self, columns: &Columns, records: &[u32]) -> Result<Vec<String>> {
        let regions = self.texts_at(&columns.region, records)?.into_iter();
        regions.map(|region| self.full_region(region)).collect()
    }

    /// The places of all records as they are stored, each once.
    fn regions(self) -> Result<BTreeSet<String>> {
        let mut regions = BTreeSet::new();
        for (segment, reader) in self.snapshot.segments() {
            let column = &self.of_segment(segment)?.region;
            // The dictionary keeps the places of removed records, which name no other any more.
            let records = reader
                .has_deletes()
                .then(|| records_of_each(column, reader));
            let mut stream = column
                .dictionary()
                .stream()
                .map_err(|error| Error::damaged(self.snapshot.folder(), error))?;
            let mut place = 0;
            while stream.advance() {
                if records.as_ref().is_none_or(|records| records[place] > 0) {
                    regions.insert(String::from_utf8_lossy(stream.key()).into_owned());
                }
                place += 1;
            }
        }
        Ok(regions)
    }

    fn full_region(self, region: String) -> Result<String> {
        let Some(places) = self.places()? else {
            return Ok(region);
        };
        let full = places.full(&region);
        Ok(if full == region {
            region
        } else {
            full.to_string()
        })
    }

    /// The full names of places, found when first needed; `None` if the snapshot gives places as they are stored.
    pub(crate) fn places(self) -> Result<Option<&'s Places>> {
        let Some(names) = &self.snapshot.place_names else {
            return Ok(None);
        };
        if let Some(places) = names.places.get() {
            return Ok(Some(places));
        }
        let places = Places::of(&self.regions()?, &names.fold, &names.schema)?;
        Ok(Some(names.places.get_or_init(|| places)))
    }

    /// The text of a record in a column, empty if it has none.
    pub(super) fn text_of(
        self,
        columns: &Columns,
        column: TextColumn,
        record: u32,
    ) -> Result<String> {
        match columns.of_text(column) {
            Some(column) => self.text_at(column, record),
            None => Ok(String::new()),
        }
    }

    /// The texts of some records in a column, empty for a record without one. They are read in the order of the column's
    /// dictionary, which is faster than one by one.
    pub(super) fn texts_at(self, column: &StrColumn, records: &[u32]) -> Result<Vec<String>> {
        let mut texts = vec![String::new(); records.len()];
        let mut known: Vec<(u64, usize)> = records
            .iter()
            .enumerate()
            .filter_map(|(index, record)| Some((column.term_ords(*record).next()?, index)))
            .collect();
        known.sort_unstable();
        let (ords, indices): (Vec<u64>, Vec<usize>) = known.into_iter().unzip();
        let mut indices = indices.into_iter();
        column
            .dictionary()
            .sorted_ords_to_term_cb(&ords, |text| {
                if let Some(index) = indices.next() {
                    texts[index] = String::from_utf8_lossy(text).into_owned();
                }
            })
            .map_err(|error| Error::damaged(self.snapshot.folder(), error))?;
        Ok(texts)
    }

    /// Whether a report has no text in a column.
    pub(crate) fn lacks(self, column: TextColumn, document: DocumentAddress) -> Result<bool> {
        let columns = self.of_segment(document.segment)?;
        Ok(self.text_of(columns, column, document.record)?.is_empty())
    }

    fn text_at(self, column: &StrColumn, record: u32) -> Result<String> {
        let mut text = String::new();
        if let Some(ord) = column.term_ords(record).next() {
            column
                .ord_to_str(ord, &mut text)
                .map_err(|error| Error::damaged(self.snapshot.folder(), error))?;
        }
        Ok(text)
    }

    /// The columns of a segment, opened when first used.
    pub(super) fn of_segment(self, segment: u32) -> Result<&'s Columns> {
        let slot = &self.snapshot.segment_columns[segment as usize];
        if let Some(columns) = slot.get() {
            return Ok(columns);
        }
        let reader = self.snapshot.searcher.segment_reader(segment);
        let columns = Columns::open(reader).map_err(|error| self.snapshot.failed(&error))?;
        Ok(slot.get_or_init(|| columns))
    }
}

/// How many records of a segment have each text of a column, in the order of its dictionary.
fn records_of_each(column: &StrColumn, reader: &SegmentReader) -> Vec<u64> {
    let mut records = vec![0; column.num_terms()];
    let alive = reader.doc_ids_alive();
    for ord in alive.flat_map(|record| column.term_ords(record)) {
        records[usize::try_from(ord).unwrap_or(usize::MAX)] += 1;
    }
    records
}
