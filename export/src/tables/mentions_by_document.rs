//! The reports with mentions, each with their number.

use quanwen::api::MentionsByDocument;
use quanwen_messages::{Text, text};

use super::reference::{document_cells, document_columns};
use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::table::{EachRow, Table};

/// A row for each report with mentions; of several texts with a column for each.
#[derive(Debug)]
pub struct MentionsByDocumentTable<'a> {
    answer: &'a MentionsByDocument,
}

impl<'a> MentionsByDocumentTable<'a> {
    /// The table of an answer.
    #[must_use]
    pub fn new(answer: &'a MentionsByDocument) -> Self {
        Self { answer }
    }
}

impl Table for MentionsByDocumentTable<'_> {
    fn name(&self) -> Text {
        text!("documents")
    }

    fn columns(&self) -> Vec<&str> {
        let mut columns = document_columns(&["mentions"]);
        let texts = self.answer.summary.texts.as_slice();
        if texts.len() > 1 {
            columns.extend(texts.iter().map(|count| count.text.as_str()));
        }
        columns
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        for row in &self.answer.documents {
            let mut cells = document_cells(&row.document).to_vec();
            cells.push(Cell::from(row.mentions));
            cells.extend(row.texts.iter().map(|count| Cell::from(count.mentions)));
            each(&cells)?;
        }
        Ok(())
    }

    fn about(&self) -> About {
        About::of(text!("answer"), &self.answer.summary)
    }
}
