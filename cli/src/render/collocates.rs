//! What a text keeps company with: a table for each kind, and the years.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use quanwen::api::{
    Collocate, CollocateKind, CollocateTotal, CollocatesAnswer, CollocatesSummary, Filter, Json,
    Rows,
};
use quanwen_export::{CollocateTable, Table};

use super::Answer;
use super::aligned::AlignedTable;
use super::collocates_by_year::write_years;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::text::{FAINT, Text, counted};
use super::visible::one_line;
use crate::hint;

/// The columns of a table after the collocate.
const COLUMNS: [&str; 5] = ["near", "in all", "logDice", "LL", "expected"];
/// What the columns are, and where their formulas are from.
const FORMULAS: &str = "near: inside the window; in all: its characters in the sections searched, also inside longer words. logDice: 14 + log₂(2·near / (mentions + in all)) \
     (Rychlý 2008), one more is twice as strong. LL: log-likelihood of four cells (Dunning 1993). expected: near by chance.";

/// Collocates, what was asked, the paths and the index typed, and when the command started.
pub(crate) struct CollocatesShown<'a> {
    pub answer: &'a CollocatesAnswer,
    pub filter: &'a Filter,
    pub paths: &'a [PathBuf],
    pub index: Option<&'a Path>,
    pub start: Instant,
}

impl Answer for CollocatesShown<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        for total in &self.answer.summary.kinds {
            self.write_kind(text, total)?;
        }
        if let Some(first) = self.answer.collocates.first() {
            text.remark(FORMULAS)?;
            self.write_evidence(text, first)?;
        }
        Ok(self.write_summary(text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        Some(Box::new(CollocateTable::new(self.answer)))
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        self.write_summary(text)
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = remarks(&self.answer.summary.coverage);
        if is_cut(&self.answer.summary) {
            lines.push(remark(hint::RAISE_ROWS));
        }
        lines
    }
}

impl CollocatesShown<'_> {
    /// Writes the table of a kind, and its years if it has any.
    fn write_kind(&self, text: &mut Text<impl Write>, total: &CollocateTotal) -> io::Result<()> {
        let rows = self.answer.collocates.iter();
        let of_kind = rows.filter(|row| row.kind == total.kind);
        let (overall, by_year): (Vec<&Collocate>, Vec<&Collocate>) =
            of_kind.partition(|row| row.year.is_none());
        text.title(&title(total, &self.answer.summary))?;
        write_table(text, total.kind, &overall)?;
        if total.stop_words > 0 {
            let left_out = counted(total.stop_words, "stop word");
            text.remark(&format!("{left_out} left out: {}", hint::STOP_WORDS))?;
        }
        write_years(text, &by_year, &self.answer.summary.years)?;
        text.line("")
    }

    /// Writes the command that lists the sections behind the first collocate.
    fn write_evidence(&self, text: &mut Text<impl Write>, row: &Collocate) -> io::Result<()> {
        let command = hint::sections(&row.evidence, self.filter, self.paths, self.index);
        text.remark(&format!("Where {} is near it:", row.text))?;
        text.spans(&[(FAINT, &format!("  {command}"))])
    }

    fn write_summary(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        let collocates: u64 = summary.kinds.iter().map(|total| total.collocates).sum();
        let found = format!(
            "{} in {} · {} near {} times or more",
            counted(summary.mentions, "mention"),
            counted(summary.coverage.documents, "report"),
            counted(collocates, "collocate"),
            summary.min_count,
        );
        let cut = if is_cut(summary) { hint::CUT } else { "" };
        summary_line(text, &found, &summary.coverage, cut, self.start)?;
        if summary.mentions == 0 && summary.coverage.documents > 0 {
            text.remark(hint::NO_MENTION)?;
        } else if summary.mentions > 0 && collocates == 0 {
            text.remark(hint::NO_COLLOCATE)?;
        }
        write_remarks(text, &summary.coverage)
    }
}

/// Whether there are more collocates than are shown.
fn is_cut(summary: &CollocatesSummary) -> bool {
    let mut totals = summary.kinds.iter();
    totals.any(|total| total.shown < total.collocates)
}

/// What is listed: `words within 10 characters of 行政复议: 225, the first 20`.
fn title(total: &CollocateTotal, summary: &CollocatesSummary) -> String {
    let name = match total.kind {
        CollocateKind::Word => "words",
        CollocateKind::Ngram => "n-grams",
    };
    let query = one_line(&summary.query);
    let title = format!("{name} {} {query}: {}", summary.window, total.collocates);
    if total.shown < total.collocates {
        return format!("{title}, the first {}", total.shown);
    }
    title
}

fn write_table(
    text: &mut Text<impl Write>,
    kind: CollocateKind,
    rows: &[&Collocate],
) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let first = match kind {
        CollocateKind::Word => "word",
        CollocateKind::Ngram => "n-gram",
    };
    let header: Vec<&str> = std::iter::once(first).chain(COLUMNS).collect();
    let mut table = AlignedTable::new(&header);
    for row in rows {
        table.push(cells(row));
    }
    match table.write(text)? {
        [] => Ok(()),
        left_out => text.remark(&format!(
            "no room for {}: {}",
            left_out.join(", "),
            hint::ALL_COLUMNS
        )),
    }
}

/// The cells of a collocate, by [`COLUMNS`].
fn cells(row: &Collocate) -> Vec<String> {
    let count = |count: Option<u64>| count.unwrap_or(0).to_string();
    let measure = |value: Option<f64>, places: usize| {
        value.map_or_else(|| "–".to_string(), |value| format!("{value:.places$}"))
    };
    vec![
        one_line(&row.text),
        count(row.together),
        count(row.frequency),
        measure(row.log_dice, 2),
        measure(row.log_likelihood, 1),
        measure(row.expected, 1),
    ]
}
