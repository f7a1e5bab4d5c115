//! The cells of a trend: as rows, and as a grid where they are of two properties.

use quanwen::api::{TrendAnswer, TrendCell, TrendField};
use quanwen_messages::{Message, Text, text};

use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::grid::Grid;
use crate::measure::Measure;
use crate::table::{EachRow, Table};
use crate::trend_grid::TrendGrid;

/// The columns after the term and the properties.
const COUNTS: [&str; 9] = [
    "mentions",
    "sections",
    "documents_with",
    "documents",
    "characters",
    "words",
    "per_10k",
    "per_word",
    "per_document",
];
/// Digits of a measure after the point.
const PLACES: usize = 6;

/// A row for each cell of a trend.
#[derive(Debug)]
pub struct TrendTable<'a> {
    answer: &'a TrendAnswer,
    measure: Measure,
}

impl<'a> TrendTable<'a> {
    /// The table of an answer.
    #[must_use]
    pub fn new(answer: &'a TrendAnswer) -> Self {
        Self {
            answer,
            measure: Measure::default(),
        }
    }

    /// Which figure its grids have; mentions unless it is said.
    #[must_use]
    pub fn measured_in(mut self, measure: Measure) -> Self {
        self.measure = measure;
        self
    }

    /// The figures of the cells of one term; where there is no report, an empty cell.
    fn arranged(&self, name: Message, arranged: &TrendGrid) -> Grid {
        let heads = |values: &[Option<Vec<String>>], field| {
            let heads = values.iter().map(|value| head(value.as_ref(), field));
            heads.collect::<Vec<_>>()
        };
        let figure = |cell: Option<&TrendCell>| match (self.measure, cell) {
            (_, None) => Cell::Empty,
            (Measure::Mentions, Some(cell)) => Cell::known(cell.mentions),
            (measure, Some(cell)) => of_measure(measure.of(cell)),
        };
        let rows = arranged
            .cells
            .iter()
            .map(|row| row.iter().copied().map(figure).collect());
        Grid {
            name,
            row_name: arranged.row.name().to_string(),
            columns: heads(&arranged.columns, arranged.column),
            rows: heads(&arranged.rows, arranged.row)
                .into_iter()
                .zip(rows)
                .collect(),
        }
    }

    /// The columns of the properties: a place comes with its code.
    fn properties(&self) -> Vec<TrendField> {
        let by = &self.answer.summary.by;
        let mut fields = by.clone();
        if by.contains(&TrendField::Region) && !by.contains(&TrendField::Code) {
            fields.push(TrendField::Code);
        }
        fields
    }
}

impl Table for TrendTable<'_> {
    fn name(&self) -> Text {
        text!("trend")
    }

    fn columns(&self) -> Vec<&'static str> {
        let properties = self.properties();
        let properties = properties.iter().map(|field| field.name());
        std::iter::once("term")
            .chain(properties)
            .chain(COUNTS)
            .collect()
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        let properties = self.properties();
        for cell in &self.answer.cells {
            let values = properties.iter().map(|field| value(cell, *field));
            let row: Vec<Cell> = std::iter::once(Cell::text(&cell.term))
                .chain(values)
                .chain(counts(cell))
                .collect();
            each(&row)?;
        }
        Ok(())
    }

    fn about(&self) -> About {
        About::of(text!("answer"), &self.answer.summary)
    }

    fn grid_count(&self) -> usize {
        match self.answer.summary.by.len() {
            2 => self.answer.summary.terms.len(),
            _ => 0,
        }
    }

    fn grid(&self, index: usize) -> Option<Grid> {
        let summary = &self.answer.summary;
        let mut of_terms = self.answer.cells.chunk_by(|a, b| a.term == b.term);
        let cells = of_terms.nth(index)?;
        let name = match summary.terms.len() {
            1 => self.measure.sheet().into(),
            _ => Message::verbatim(&cells[0].term),
        };
        Some(self.arranged(name, &TrendGrid::of(cells, &summary.by)?))
    }
}

/// The head of a row or a column.
fn head(value: Option<&Vec<String>>, field: TrendField) -> Cell<'static> {
    match value {
        Some(levels) if field == TrendField::Year => {
            let year = levels.first().and_then(|year| year.parse::<u16>().ok());
            Cell::known(year)
        }
        Some(levels) => Cell::levels(levels),
        None => Cell::Empty,
    }
}

/// The value of a property; empty for what has none.
fn value(cell: &TrendCell, field: TrendField) -> Cell<'static> {
    match field {
        TrendField::Year => Cell::known(cell.group.year.value().copied()),
        _ => match cell.group.value(field) {
            Some(levels) => Cell::levels(&levels),
            None => Cell::Empty,
        },
    }
}

fn counts(cell: &TrendCell) -> [Cell<'static>; 9] {
    [
        Cell::known(cell.mentions),
        Cell::known(cell.sections),
        Cell::known(cell.documents_with),
        cell.documents.into(),
        cell.characters.into(),
        cell.words.into(),
        of_measure(cell.per_10k),
        of_measure(cell.per_word),
        of_measure(cell.per_document),
    ]
}

/// A measure; empty where there is none.
fn of_measure(value: Option<f64>) -> Cell<'static> {
    value.map_or(Cell::Empty, |value| Cell::decimal(value, PLACES))
}
