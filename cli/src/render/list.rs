//! The reports of an index.

use std::io::{self, Write};

use quanwen::api::{DocumentList, DocumentReference, Json, Rows};
use quanwen_export::{DocumentTable, Table};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::columns::{cut_to, padded};
use super::coverage::{remarks, write_remarks};
use super::lines::PLAIN;
use super::reference::region_label;
use super::text::{FAINT, HEADER, Text, counted};
use super::visible::one_line;

impl Answer for DocumentList {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        documents(text, &self.documents)?;
        Ok(self.closing(text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(DocumentTable::new(self)))
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        text.remark(&counted(self.summary.documents, "report"))?;
        write_remarks(text, &self.summary)
    }

    fn table_notes(&self) -> Vec<String> {
        remarks(&self.summary)
    }
}

/// Writes one line per document: year, place, path, and as much of the title as fits.
fn documents(text: &mut Text<impl Write>, documents: &[DocumentReference]) -> io::Result<()> {
    let rows: Vec<(String, String)> = documents
        .iter()
        .map(|document| (region_label(document), one_line(&document.path)))
        .collect();
    let max_columns = text.columns() / 2;
    let widest = |width: fn(&(String, String)) -> usize| {
        rows.iter().map(width).max().unwrap_or(0).min(max_columns)
    };
    let region_columns = widest(|(region, _)| region.width());
    let path_columns = widest(|(_, path)| path.width());
    for (document, (region, path)) in documents.iter().zip(&rows) {
        let year = document
            .year
            .map_or_else(|| "–".to_string(), |year| year.to_string());
        let left = format!(
            "{year:<4}  {}  {}",
            padded(region, region_columns),
            padded(path, path_columns)
        );
        let title = one_line(document.title.as_deref().unwrap_or("(no title)"));
        let room = text.columns().saturating_sub(left.width() + 2);
        let title = cut_to(&title, room);
        text.spans(&[(HEADER, &left), (PLAIN, "  "), (FAINT, &title)])?;
    }
    Ok(())
}
