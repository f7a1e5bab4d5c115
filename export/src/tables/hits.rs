//! The hits of a search.

use quanwen::api::{Hit, SearchAnswer};
use quanwen_messages::{Text, text};

use super::reference::{document_cells, document_columns, locator_cells, section_cells};
use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::table::{EachRow, Table};

/// The columns after those of the report.
const COLUMNS: [&str; 13] = [
    "rank", "score", "section", "item", "line", "column", "passages", "page", "sheet", "row",
    "record", "count", "part",
];
/// Digits of a score after the point.
const SCORE_PLACES: usize = 3;

/// A row for each hit, its passages joined by ` … `.
#[derive(Debug)]
pub struct HitTable<'a> {
    answer: &'a SearchAnswer,
}

impl<'a> HitTable<'a> {
    /// The table of an answer.
    #[must_use]
    pub fn new(answer: &'a SearchAnswer) -> Self {
        Self { answer }
    }
}

impl Table for HitTable<'_> {
    fn name(&self) -> Text {
        text!("hits")
    }

    fn columns(&self) -> Vec<&'static str> {
        document_columns(&COLUMNS)
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        for hit in &self.answer.hits {
            each(&cells(hit))?;
        }
        Ok(())
    }

    fn about(&self) -> About {
        About::of(text!("answer"), &self.answer.summary)
    }
}

fn cells(hit: &Hit) -> Vec<Cell<'_>> {
    let texts: Vec<&str> = hit
        .passages
        .iter()
        .map(|passage| passage.text.as_str())
        .collect();
    let first = hit.passages.first();
    let (line, column) = first.map_or((hit.section.line, hit.section.column), |first| {
        (first.line, first.column)
    });
    let mut cells = document_cells(&hit.document).to_vec();
    cells.push(Cell::Integer(hit.rank as u64));
    cells.push(Cell::decimal(hit.score.into(), SCORE_PLACES));
    cells.extend(section_cells(&hit.section));
    cells.extend([line.into(), column.into(), Cell::text(texts.join(" … "))]);
    cells.extend(first.map_or([const { Cell::Empty }; 4], |first| {
        locator_cells(&first.locator)
    }));
    cells.extend([hit.count.into(), Cell::line(hit.section.part.name())]);
    cells
}
