//! The mentions behind the cells of a trend, found while they are passed on.

use std::io;
use std::ops::ControlFlow;

use quanwen::api::{Evidence, EvidenceRequest, Study, TrendAnswer, TrendField};
use quanwen_messages::{Text, text};

use super::mentions::{COLUMNS, mention_cells};
use super::reference::document_columns;
use super::trend::TrendTable;
use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::measure::Measure;
use crate::table::{EachRow, Table};

/// Properties of a cell that the columns of its reports do not have.
const OTHER_PROPERTIES: [TrendField; 3] = [
    TrendField::Province,
    TrendField::Issuer,
    TrendField::Heading,
];

/// Passes each mention to `write` until it fails. A few thousand are in memory at a time.
///
/// # Errors
/// As [`Study::each_evidence`], and those of `write`.
pub fn each_evidence(
    source: &dyn Study,
    request: &EvidenceRequest,
    mut write: impl FnMut(&Evidence) -> io::Result<()>,
) -> Result<()> {
    let mut written = Ok(());
    source.each_evidence(request, &mut |evidence| {
        written = write(&evidence);
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    Ok(written?)
}

/// A row for each mention behind a cell of a trend. A workbook has the trend before it.
pub struct EvidenceTable<'a> {
    source: &'a dyn Study,
    request: &'a EvidenceRequest,
    trend: TrendTable<'a>,
    answer: &'a TrendAnswer,
}

impl<'a> EvidenceTable<'a> {
    /// What `source` finds, and the trend that it is behind.
    #[must_use]
    pub fn new(
        source: &'a dyn Study,
        request: &'a EvidenceRequest,
        answer: &'a TrendAnswer,
    ) -> Self {
        Self {
            source,
            request,
            trend: TrendTable::new(answer),
            answer,
        }
    }

    /// Which figure the grids of the trend have.
    #[must_use]
    pub fn measured_in(mut self, measure: Measure) -> Self {
        self.trend = self.trend.measured_in(measure);
        self
    }

    /// The properties that have a column of their own: place, code and year are those of the report.
    fn properties(&self) -> impl Iterator<Item = TrendField> {
        let by = self.answer.summary.by.iter().copied();
        by.filter(|field| OTHER_PROPERTIES.contains(field))
    }
}

impl Table for EvidenceTable<'_> {
    fn name(&self) -> Text {
        text!("evidence")
    }

    fn columns(&self) -> Vec<&'static str> {
        let properties = self.properties().map(TrendField::name);
        std::iter::once("term")
            .chain(properties)
            .chain(document_columns(&COLUMNS))
            .collect()
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        let properties: Vec<TrendField> = self.properties().collect();
        each_evidence(self.source, self.request, |evidence| {
            let value = |field: &TrendField| match evidence.group.value(*field) {
                Some(levels) => Cell::levels(&levels),
                None => Cell::Empty,
            };
            let mut cells = vec![Cell::text(&evidence.term)];
            cells.extend(properties.iter().map(value));
            cells.extend(mention_cells(&evidence.mention));
            each(&cells)
        })
    }

    fn about(&self) -> About {
        About::of(text!("answer"), &self.answer.summary)
    }

    fn before(&self) -> Option<&dyn Table> {
        Some(&self.trend)
    }
}
