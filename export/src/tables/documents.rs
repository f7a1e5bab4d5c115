//! The reports of a list.

use quanwen::api::DocumentList;

use super::reference::{document_cells, document_columns};
use crate::about::About;
use crate::error::Result;
use crate::table::{EachRow, Table};

/// A row for each report of a list.
#[derive(Debug)]
pub struct DocumentTable<'a> {
    list: &'a DocumentList,
}

impl<'a> DocumentTable<'a> {
    /// The table of a list.
    #[must_use]
    pub fn new(list: &'a DocumentList) -> Self {
        Self { list }
    }
}

impl Table for DocumentTable<'_> {
    fn name(&self) -> &'static str {
        "documents"
    }

    fn columns(&self) -> Vec<&'static str> {
        document_columns(&[])
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        for document in &self.list.documents {
            each(&document_cells(document))?;
        }
        Ok(())
    }

    fn about(&self) -> About {
        About::of("answer", &self.list.summary)
    }
}
