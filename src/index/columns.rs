//! The columns of the records: what orders, names and places a report, without its text.

use tantivy::TantivyError;
use tantivy::columnar::{Column, StrColumn};

use super::snapshot::{ReportAddress, Snapshot};
use crate::error::{Error, Result};

/// What orders and names a report, read without its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ReportKey {
    /// Levels joined by `/`; first, so that keys order by region, year and path.
    pub region: String,
    pub year: Option<u16>,
    pub path: String,
    pub id: String,
    pub title: String,
}

/// The columns of one segment.
pub(super) struct Columns {
    id: StrColumn,
    pub(super) path: StrColumn,
    pub(super) title: StrColumn,
    pub(super) region: StrColumn,
    /// Of the sections: their headings, folded, a line each.
    pub(super) heading: StrColumn,
    // Columns that no report of a segment has a value of are absent.
    year: Option<Column<u64>>,
    issuer: Option<StrColumn>,
    document_number: Option<StrColumn>,
    pub(super) cites: Option<StrColumn>,
}

/// A column of texts that a query can ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextColumn {
    Title,
    Region,
    Issuer,
    DocumentNumber,
    /// Of sections, folded.
    Heading,
}

impl Columns {
    pub(super) fn of_text(&self, column: TextColumn) -> Option<&StrColumn> {
        match column {
            TextColumn::Title => Some(&self.title),
            TextColumn::Region => Some(&self.region),
            TextColumn::Heading => Some(&self.heading),
            TextColumn::Issuer => self.issuer.as_ref(),
            TextColumn::DocumentNumber => self.document_number.as_ref(),
        }
    }

    pub(super) fn year(&self, record: u32) -> Option<u16> {
        let year = self.year.as_ref()?.first(record)?;
        u16::try_from(year).ok()
    }
}

impl Snapshot {
    /// What orders and names a report.
    pub(crate) fn key(&self, report: ReportAddress) -> Result<ReportKey> {
        let columns = self.columns(report.segment)?;
        let text = |column: &StrColumn| self.text_at(column, report.record);
        Ok(ReportKey {
            region: text(&columns.region)?,
            year: columns.year(report.record),
            path: text(&columns.path)?,
            id: text(&columns.id)?,
            title: text(&columns.title)?,
        })
    }

    /// The same of many reports, in the order of the index.
    pub(crate) fn keys(&self, reports: &[ReportAddress]) -> Result<Vec<ReportKey>> {
        let mut keys = Vec::with_capacity(reports.len());
        for of_segment in reports.chunk_by(|a, b| a.segment == b.segment) {
            let columns = self.columns(of_segment[0].segment)?;
            let records: Vec<u32> = of_segment.iter().map(|report| report.record).collect();
            let texts = |column| Ok(self.texts_at(column, &records)?.into_iter());
            let mut regions = texts(&columns.region)?;
            let mut paths = texts(&columns.path)?;
            let mut ids = texts(&columns.id)?;
            let mut titles = texts(&columns.title)?;
            let mut next = |record: &u32| {
                Some(ReportKey {
                    region: regions.next()?,
                    year: columns.year(*record),
                    path: paths.next()?,
                    id: ids.next()?,
                    title: titles.next()?,
                })
            };
            keys.extend(records.iter().filter_map(&mut next));
        }
        Ok(keys)
    }

    /// The text of a record in a column, empty where it has none.
    pub(super) fn text_of(
        &self,
        columns: &Columns,
        column: TextColumn,
        record: u32,
    ) -> Result<String> {
        let column = columns.of_text(column);
        column.map_or_else(|| Ok(String::new()), |column| self.text_at(column, record))
    }

    /// The texts of some records in a column, empty where a record has none. Read in the column's order, they cost less
    /// than one by one.
    pub(super) fn texts_at(&self, column: &StrColumn, records: &[u32]) -> Result<Vec<String>> {
        let mut texts = vec![String::new(); records.len()];
        let ord = |record| column.term_ords(record).next();
        let indexed = records.iter().enumerate();
        let known = indexed.filter_map(|(index, record)| Some((ord(*record)?, index)));
        let mut known: Vec<(u64, usize)> = known.collect();
        known.sort_unstable();
        let (ords, indices): (Vec<u64>, Vec<usize>) = known.into_iter().unzip();
        let mut indices = indices.into_iter();
        let read = column.dictionary().sorted_ords_to_term_cb(&ords, |text| {
            if let Some(index) = indices.next() {
                texts[index] = String::from_utf8_lossy(text).into_owned();
            }
        });
        read.map_err(|error| Error::damaged(self.folder(), error))?;
        Ok(texts)
    }

    /// Whether nothing is known of a report in a column.
    pub(crate) fn lacks(&self, column: TextColumn, report: ReportAddress) -> Result<bool> {
        let columns = self.columns(report.segment)?;
        Ok(self.text_of(columns, column, report.record)?.is_empty())
    }

    fn text_at(&self, column: &StrColumn, record: u32) -> Result<String> {
        let mut text = String::new();
        if let Some(ord) = column.term_ords(record).next() {
            let read = column.ord_to_str(ord, &mut text);
            read.map_err(|error| Error::damaged(self.folder(), error))?;
        }
        Ok(text)
    }

    pub(super) fn columns(&self, segment: u32) -> Result<&Columns> {
        let slot = &self.columns[segment as usize];
        if let Some(columns) = slot.get() {
            return Ok(columns);
        }
        let columns = self
            .open_columns(segment)
            .map_err(|error| self.failed(&error))?;
        Ok(slot.get_or_init(|| columns))
    }

    fn open_columns(&self, segment: u32) -> tantivy::Result<Columns> {
        let fast = self.searcher.segment_reader(segment).fast_fields();
        let text = |name: &str| {
            fast.str(name)?
                .ok_or_else(|| TantivyError::InternalError(format!("the column {name} is missing")))
        };
        Ok(Columns {
            id: text("id")?,
            path: text("path")?,
            title: text("title")?,
            region: text("region")?,
            year: fast.column_opt("year")?,
            heading: text("heading")?,
            issuer: fast.str("issuer")?,
            document_number: fast.str("document_number")?,
            cites: fast.str("cites")?,
        })
    }
}
