//! The cells of a trend: as rows, and as a grid where they are of two properties.

use std::collections::{HashMap, HashSet};

use quanwen::api::{TrendAnswer, TrendCell, TrendField};

use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::grid::Grid;
use crate::table::{EachRow, Table};

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
}

impl<'a> TrendTable<'a> {
    /// The table of an answer.
    #[must_use]
    pub fn new(answer: &'a TrendAnswer) -> Self {
        Self { answer }
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
    fn name(&self) -> &'static str {
        "trend"
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
        About::of("answer", &self.answer.summary)
    }

    fn grid(&self) -> Option<Grid> {
        let summary = &self.answer.summary;
        let [first, second] = summary.by.as_slice() else {
            return None;
        };
        // Years are columns, from the left to the right.
        let (row, column) = match first {
            TrendField::Year => (*second, *first),
            _ => (*first, *second),
        };
        match summary.terms.as_slice() {
            [_] => Some(grid(&self.answer.cells, row, column)),
            _ => None,
        }
    }
}

/// The mentions of the cells of one term; where there is no report, an empty cell.
fn grid(cells: &[TrendCell], row: TrendField, column: TrendField) -> Grid {
    let columns = heads(cells, column);
    let rows = heads(cells, row);
    let places =
        |heads: &[Cell]| -> HashMap<String, usize> { heads.iter().map(key).zip(0..).collect() };
    let (column_places, row_places) = (places(&columns), places(&rows));
    let mut rows: Vec<(Cell<'static>, Vec<Cell<'static>>)> = rows
        .into_iter()
        .map(|head| (head, vec![Cell::Empty; columns.len()]))
        .collect();
    for cell in cells {
        let at = |field, places: &HashMap<String, usize>| places[&key(&value(cell, field))];
        rows[at(row, &row_places)].1[at(column, &column_places)] = Cell::known(cell.mentions);
    }
    Grid {
        name: "mentions".to_string(),
        row_name: row.name().to_string(),
        columns,
        rows,
    }
}

/// The values of a property, each once: years in their order, others as they come, what has no value last.
fn heads(cells: &[TrendCell], field: TrendField) -> Vec<Cell<'static>> {
    let mut known = HashSet::new();
    let mut heads: Vec<Cell<'static>> = cells
        .iter()
        .map(|cell| value(cell, field))
        .filter(|head| known.insert(key(head)))
        .collect();
    heads.sort_by_key(|head| match head {
        Cell::Integer(year) => *year,
        Cell::Empty => u64::MAX,
        _ => 0,
    });
    heads
}

/// What tells heads apart.
fn key(head: &Cell) -> String {
    match head {
        Cell::Integer(year) => year.to_string(),
        Cell::Line(text) | Cell::Text(text) => format!("={text}"),
        _ => String::new(),
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
    let measure =
        |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::decimal(value, PLACES));
    [
        Cell::known(cell.mentions),
        Cell::known(cell.sections),
        Cell::known(cell.documents_with),
        cell.documents.into(),
        cell.characters.into(),
        cell.words.into(),
        measure(cell.per_10k),
        measure(cell.per_word),
        measure(cell.per_document),
    ]
}
