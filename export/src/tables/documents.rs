//! The reports of a list.

use quanwen::api::{DocumentList, DocumentReference, ReportsWithout};
use quanwen_messages::{Text, text};

use super::reference::{document_cells, document_columns};
use crate::about::About;
use crate::error::Result;
use crate::table::{EachRow, Table};

/// A row for each report of a list.
#[derive(Debug)]
pub struct DocumentTable<'a> {
    documents: &'a [DocumentReference],
    about: About,
}

impl<'a> DocumentTable<'a> {
    /// The table of a list.
    #[must_use]
    pub fn new(list: &'a DocumentList) -> Self {
        Self {
            documents: &list.documents,
            about: About::of(text!("answer"), &list.summary),
        }
    }

    /// The table of the reports without a text.
    #[must_use]
    pub fn without(answer: &'a ReportsWithout) -> Self {
        Self {
            documents: &answer.documents,
            about: About::of(text!("answer"), &answer.summary),
        }
    }
}

impl Table for DocumentTable<'_> {
    fn name(&self) -> Text {
        text!("documents")
    }

    fn columns(&self) -> Vec<&str> {
        document_columns(&[])
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        for document in self.documents {
            each(&document_cells(document))?;
        }
        Ok(())
    }

    fn about(&self) -> About {
        self.about.clone()
    }
}
