//! The mentions of a request, found while they are passed on: each of them, or their counts.

use std::cell::OnceCell;
use std::io;
use std::iter;
use std::ops::ControlFlow;

use quanwen::api::{Concordance, Mention, MentionRequest, MentionSummary};
use quanwen::corpus::COUNT_COLUMNS;
use quanwen_messages::{Text, text};

use super::reference::{document_cells, document_columns, locator_cells, section_cells};
use crate::about::About;
use crate::cell::Cell;
use crate::error::Result;
use crate::table::{EachRow, Table};

/// The columns of a mention after those of its report.
pub(super) const COLUMNS: [&str; 15] = [
    "section",
    "item",
    "line",
    "column",
    "left",
    "match",
    "right",
    "text",
    "id",
    "page",
    "sheet",
    "row",
    "record",
    "part",
    "header_row",
];

/// Passes each mention to `write` until it fails, and gives `summary` the counts, also then. One report is in memory at a time.
///
/// # Errors
/// As [`Concordance::each_mention`], and those of `write`.
pub fn each_mention(
    source: &dyn Concordance,
    request: &MentionRequest,
    summary: &OnceCell<MentionSummary>,
    mut write: impl FnMut(&Mention) -> io::Result<()>,
) -> Result<()> {
    let mut written = Ok(());
    let counts = source.each_mention(request, &mut |mention| {
        written = write(&mention);
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    summary.get_or_init(|| counts);
    Ok(written?)
}

/// What the rows of a [`MentionTable`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionRows {
    /// Mentions, up to the request's limit.
    Mentions,
    /// Texts of the request, each with its number of mentions.
    Counts,
}

/// The mentions of a request.
pub struct MentionTable<'a> {
    source: &'a dyn Concordance,
    request: &'a MentionRequest,
    rows: MentionRows,
    summary: &'a OnceCell<MentionSummary>,
    /// The names of the columns of what expressions capture.
    captures: Vec<String>,
}

impl<'a> MentionTable<'a> {
    /// What `source` finds. `summary` gets the counts once the rows were passed on.
    #[must_use]
    pub fn new(
        source: &'a dyn Concordance,
        request: &'a MentionRequest,
        rows: MentionRows,
        summary: &'a OnceCell<MentionSummary>,
    ) -> Self {
        Self {
            source,
            request,
            rows,
            summary,
            captures: Vec::new(),
        }
    }

    /// With a column for each group of the expressions that are found, called by its name if no other column is called so, or else
    /// `capture_1` and so on. What is a number there is one.
    #[must_use]
    pub fn captures(mut self, groups: Vec<Option<String>>) -> Self {
        let mut columns: Vec<String> = self.columns().into_iter().map(String::from).collect();
        for (number, name) in (1..).zip(groups) {
            let name = name.filter(|name| !columns.contains(name));
            let name = name.unwrap_or_else(|| format!("capture_{number}"));
            columns.push(name.clone());
            self.captures.push(name);
        }
        self
    }

    fn mentions(&self, each: EachRow) -> Result<()> {
        each_mention(self.source, self.request, self.summary, |mention| {
            let mut cells = mention_cells(mention);
            let captures = mention.captures.iter().map(Option::as_deref);
            let captures = captures.map(|text| text.map_or(Cell::Empty, Cell::number_or_text));
            let captures = captures.chain(iter::repeat(Cell::Empty));
            cells.extend(captures.take(self.captures.len()));
            each(&cells)
        })
    }

    fn counts(&self, each: EachRow) -> Result<()> {
        let counts = self.source.count_mentions(self.request)?;
        for count in &self.summary.get_or_init(|| counts).texts {
            each(&[Cell::line(&count.text), Cell::from(count.mentions)])?;
        }
        Ok(())
    }
}

impl Table for MentionTable<'_> {
    fn name(&self) -> Text {
        match self.rows {
            MentionRows::Mentions => text!("mentions"),
            MentionRows::Counts => text!("counts"),
        }
    }

    fn columns(&self) -> Vec<&str> {
        match self.rows {
            MentionRows::Mentions => {
                let mut columns: Vec<&str> = document_columns(&COLUMNS);
                columns.extend(self.captures.iter().map(String::as_str));
                columns
            }
            MentionRows::Counts => COUNT_COLUMNS.to_vec(),
        }
    }

    fn rows(&self, each: EachRow) -> Result<()> {
        match self.rows {
            MentionRows::Mentions => self.mentions(each),
            MentionRows::Counts => self.counts(each),
        }
    }

    fn about(&self) -> About {
        let summary = self.summary.get();
        summary.map_or_else(About::default, |summary| {
            About::of(text!("answer"), summary)
        })
    }
}

/// The cells of a mention and its report.
pub(super) fn mention_cells(mention: &Mention) -> Vec<Cell<'_>> {
    let kwic = &mention.kwic;
    let mut cells = document_cells(&mention.document).to_vec();
    cells.extend(section_cells(&mention.section));
    cells.extend([mention.line.into(), mention.column.into()]);
    cells.extend([&kwic.left, &kwic.matched, &kwic.right, &mention.text].map(Cell::text));
    cells.push(Cell::line(&mention.id));
    cells.extend(locator_cells(&mention.locator));
    cells.push(Cell::line(mention.section.part.name()));
    cells.push(Cell::text(
        mention.header_row.as_deref().unwrap_or_default(),
    ));
    cells
}
