//! The reports without a text.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{Json, ReportsWithout, Rows};
use quanwen_export::{DocumentTable, Table};
use quanwen_messages::counted;

use super::Answer;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::reference::document_row;
use super::text::Text;
use super::visible::one_line;
use crate::hint;
use crate::language::{Said, say};

/// The reports without a text, and when the command started.
pub(crate) struct WithoutShown<'a> {
    pub answer: &'a ReportsWithout,
    pub start: Instant,
}

impl Answer for WithoutShown<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        for document in &self.answer.documents {
            document_row(text, &[], document)?;
        }
        Ok(self.closing(text)?)
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        let found = say!(
            "{without} of {reports} without {query}",
            without = summary.documents_without,
            reports = counted!(summary.coverage.documents, "{n} report", "{n} reports"),
            query = one_line(&summary.query)
        );
        let cut = summary.truncated.then_some(hint::CUT);
        summary_line(text, &found, &summary.coverage, cut, self.start)?;
        write_remarks(text, &summary.coverage)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(DocumentTable::without(self.answer)))
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = remarks(&self.answer.summary.coverage);
        if self.answer.summary.truncated {
            lines.push(remark(&hint::RAISE_REPORTS.said()));
        }
        lines
    }
}
