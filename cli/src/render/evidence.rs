//! The mentions behind the cells of a trend.

use std::io::{self, Write};

use quanwen::api::{EvidenceRequest, Json, Study, TrendCell, TrendGroup};
use quanwen_export::{EvidenceTable, Table, each_evidence, group_label};
use quanwen_messages::counted;

use super::coverage::remark;
use super::kwic_lines::{KwicLines, Layout};
use super::text::Text;
use super::trend::TrendShown;
use super::{Answer, cause};
use crate::hint;
use crate::language::{language, say};

/// A trend with the mentions behind its cells, found while they are printed, in text with this many columns of context.
pub(crate) struct EvidenceShown<'a> {
    pub trend: TrendShown<'a>,
    pub source: &'a dyn Study,
    pub request: &'a EvidenceRequest,
    pub layout: Layout,
    pub context: usize,
}

impl EvidenceShown<'_> {
    /// Writes the mentions of each cell below what the cell is.
    fn write_cells(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let mut cells = self.trend.answer.cells.iter();
        let mut current: Option<(&str, &TrendGroup)> = None;
        let mut lines = KwicLines::new(text, self.layout, self.context);
        each_evidence(self.source, self.request, |evidence| {
            if current != Some((&evidence.term, &evidence.group)) {
                let is_of = |cell: &&TrendCell| {
                    (&cell.term, &cell.group) == (&evidence.term, &evidence.group)
                };
                let cell = cells.find(is_of);
                current = cell.map(|cell| (cell.term.as_str(), &cell.group));
                if let Some(cell) = cell {
                    lines.part(&self.label(cell))?;
                }
            }
            lines.mention(&evidence.mention)
        })
        .map_err(cause)?;
        if current.is_some() {
            text.line("")?;
        }
        Ok(())
    }

    /// `行政复议 · 2019 · 岚江省 › 松泽县: 5 mentions`.
    fn label(&self, cell: &TrendCell) -> String {
        let group = group_label(&cell.group, &self.request.trend.by, language());
        say!(
            "{term} · {group}: {mentions}",
            term = &cell.term,
            group = group,
            mentions = counted!(cell.mentions.unwrap_or(0), "{n} mention", "{n} mentions")
        )
    }

    /// How many mentions of a cell are shown, if not all are.
    fn cut(&self) -> Option<String> {
        let limit = self.request.limit? as u64;
        let cells = self.trend.answer.cells.iter();
        let is_cut = cells
            .filter_map(|cell| cell.mentions)
            .any(|mentions| mentions > limit);
        is_cut.then(|| {
            say!(
                "the first {limit} of each cell: {hint}",
                limit = limit,
                hint = hint::RAISE_EVIDENCE
            )
        })
    }
}

impl Answer for EvidenceShown<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        self.trend.write_charts(text)?;
        self.write_cells(text)?;
        Ok(self.closing(text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        json.rows(&self.trend.answer.cells)?;
        each_evidence(self.source, self.request, |evidence| json.row(evidence)).map_err(cause)?;
        Ok(json.summary(&self.trend.answer.summary)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        let table = EvidenceTable::new(self.source, self.request, self.trend.answer);
        Some(Box::new(table.measured_in(self.trend.measure)))
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        if let Some(cut) = self.cut() {
            text.remark(&cut)?;
        }
        self.trend.closing(text)
    }

    fn table_notes(&self) -> Vec<String> {
        let mut notes = self.trend.table_notes();
        notes.extend(self.cut().map(|cut| remark(&cut)));
        notes
    }
}
