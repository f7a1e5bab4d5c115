//! The parts of a corpus with the mentions of a text.

use quanwen::api::{DispersionAnswer, DispersionPart};
use quanwen_messages::{Text, text};

use super::reference::{document_cells, document_columns};
use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::table::{EachRow, Table};

/// The columns after those of the report.
const COLUMNS: [&str; 4] = ["group", "documents", "characters", "mentions"];

/// A row for each part.
#[derive(Debug)]
pub struct DispersionTable<'a> {
    answer: &'a DispersionAnswer,
}

impl<'a> DispersionTable<'a> {
    /// The table of an answer.
    #[must_use]
    pub fn new(answer: &'a DispersionAnswer) -> Self {
        Self { answer }
    }
}

impl Table for DispersionTable<'_> {
    fn name(&self) -> Text {
        text!("dispersion")
    }

    fn columns(&self) -> Vec<&'static str> {
        document_columns(&COLUMNS)
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        for part in &self.answer.parts {
            each(&cells(part))?;
        }
        Ok(())
    }

    fn about(&self) -> About {
        About::of(text!("answer"), &self.answer.summary)
    }
}

fn cells(part: &DispersionPart) -> Vec<Cell<'_>> {
    let mut cells = match &part.document {
        Some(document) => document_cells(document).to_vec(),
        None => vec![Cell::Empty; document_columns(&[]).len()],
    };
    let group = part.group.as_deref();
    cells.push(group.map_or(Cell::Empty, Cell::line));
    cells.extend([part.documents, part.characters, part.mentions].map(Cell::from));
    cells
}
