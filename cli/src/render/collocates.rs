//! What a text keeps company with: a table for each kind, and the years.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use quanwen::api::{
    Collocate, CollocateKind, CollocateTotal, CollocateWindow, CollocatesAnswer, CollocatesSummary,
    Filter, Json, Rows,
};
use quanwen_export::{CollocateTable, Table};
use quanwen_messages::{Argument, Message, Text, counted, message, text};

use super::Answer;
use super::aligned::AlignedTable;
use super::collocates_by_year::write_years;
use super::coverage::{remark, remarks, summary_line, write_remarks};
use super::text::{FAINT, SECTION, Text as Output};
use super::visible::one_line;
use crate::hint;
use crate::language::{Said, say};

/// What the columns are, and where their formulas are from.
const FORMULAS: Text = text!(
    "near: inside the window; in all: its characters in the sections searched, also inside longer words. logDice: 14 + log₂(2·near / (mentions + in all)) (Rychlý 2008), one more is twice as strong. LL: log-likelihood of four cells (Dunning 1993). expected: near by chance."
);

/// Collocates, what was asked, the paths and the index typed, and when the command started.
pub(crate) struct CollocatesShown<'a> {
    pub answer: &'a CollocatesAnswer,
    pub filter: &'a Filter,
    pub paths: &'a [PathBuf],
    pub index: Option<&'a Path>,
    pub start: Instant,
}

impl Answer for CollocatesShown<'_> {
    fn text(&self, text: &mut Output<impl Write>) -> anyhow::Result<()> {
        for total in &self.answer.summary.kinds {
            self.write_kind(text, total)?;
        }
        if let Some(first) = self.answer.collocates.first() {
            text.remark(&FORMULAS.said())?;
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

    fn closing(&self, text: &mut Output<impl Write>) -> io::Result<()> {
        self.write_summary(text)
    }

    fn table_notes(&self) -> Vec<String> {
        let mut lines = remarks(&self.answer.summary.coverage);
        if is_cut(&self.answer.summary) {
            lines.push(remark(&hint::RAISE_ROWS.said()));
        }
        lines
    }
}

impl CollocatesShown<'_> {
    /// Writes the table of a kind, and its years if it has any.
    fn write_kind(&self, text: &mut Output<impl Write>, total: &CollocateTotal) -> io::Result<()> {
        let rows = self.answer.collocates.iter();
        let of_kind = rows.filter(|row| row.kind == total.kind);
        let (overall, by_year): (Vec<&Collocate>, Vec<&Collocate>) =
            of_kind.partition(|row| row.year.is_none());
        let title = title(total, &self.answer.summary);
        text.line_or_wrapped(&title, SECTION)?;
        write_table(text, total.kind, &overall)?;
        if total.stop_words > 0 {
            text.remark(&say!(
                "{words} left out: {hint}",
                words = counted!(total.stop_words, "{n} stop word", "{n} stop words"),
                hint = hint::STOP_WORDS
            ))?;
        }
        write_years(text, &by_year, &self.answer.summary.years)?;
        text.line("")
    }

    /// Writes the command that lists the sections behind the first collocate.
    fn write_evidence(&self, text: &mut Output<impl Write>, row: &Collocate) -> io::Result<()> {
        let command = hint::sections(&row.evidence, self.filter, self.paths, self.index);
        text.remark(&say!("Where {word} is near it:", word = &row.text))?;
        text.spans(&[(FAINT, &format!("  {command}"))])
    }

    fn write_summary(&self, text: &mut Output<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        let collocates: u64 = summary.kinds.iter().map(|total| total.collocates).sum();
        let found = say!(
            "{mentions} in {reports} · {collocates} near {times} times or more",
            mentions = counted!(summary.mentions, "{n} mention", "{n} mentions"),
            reports = counted!(summary.coverage.documents, "{n} report", "{n} reports"),
            collocates = counted!(collocates, "{n} collocate", "{n} collocates"),
            times = summary.min_count
        );
        let cut = is_cut(summary).then_some(hint::CUT);
        summary_line(text, &found, &summary.coverage, cut, self.start)?;
        if summary.mentions == 0 && summary.coverage.documents > 0 {
            text.remark(&hint::NO_MENTION.said())?;
        } else if summary.mentions > 0 && collocates == 0 {
            text.remark(&hint::NO_COLLOCATE.said())?;
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
        CollocateKind::Word => text!("words"),
        CollocateKind::Ngram => text!("n-grams"),
    };
    let title = message!(
        "{words} {window}: {n}",
        words = name,
        window = window(summary.window, &one_line(&summary.query)),
        n = total.collocates
    );
    if total.shown < total.collocates {
        return say!(
            "{title}, the first {shown}",
            title = title,
            shown = total.shown
        );
    }
    title.said()
}

/// Where collocates are: `within 10 characters of 行政复议`.
fn window(window: CollocateWindow, query: &str) -> Message {
    match window {
        CollocateWindow::Characters { left, right } if left == right => {
            message!("within {n} characters of {query}", n = left, query = query)
        }
        CollocateWindow::Characters { left, right } => message!(
            "within {left} characters before or {right} after {query}",
            left = left,
            right = right,
            query = query
        ),
        CollocateWindow::Sentence => message!("in the sentence of {query}", query = query),
    }
}

fn write_table(
    text: &mut Output<impl Write>,
    kind: CollocateKind,
    rows: &[&Collocate],
) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let first = match kind {
        CollocateKind::Word => say!("word"),
        CollocateKind::Ngram => say!("n-gram"),
    };
    let mut table = AlignedTable::new(&columns(first));
    for row in rows {
        table.push(cells(row));
    }
    match table.write(text)? {
        [] => Ok(()),
        left_out => text.remark(&say!(
            "no room for {columns}: {hint}",
            columns = left_out.iter().copied().collect::<Argument>(),
            hint = hint::ALL_COLUMNS
        )),
    }
}

/// The columns of a table, from the collocate on. Names of measures are the same in every language.
fn columns(first: &'static str) -> [&'static str; 6] {
    [
        first,
        say!("near"),
        say!("in all"),
        "logDice",
        "LL",
        say!("expected"),
    ]
}

/// The cells of a collocate, by [`columns`].
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
