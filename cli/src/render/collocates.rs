//! What a text keeps company with.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{
    Collocate, CollocateKind, CollocateTotal, CollocatesAnswer, CollocatesSummary, Json, Rows,
};
use unicode_width::UnicodeWidthStr;

use super::Answer;
use super::collocates_by_year::write_years;
use super::columns::{cut_to, padded};
use super::coverage::{remarks, summary_line, write_remarks};
use super::csv;
use super::lines::PLAIN;
use super::text::{FAINT, MATCH, Text, counted};
use super::visible::one_line;
use crate::hint;

/// Display columns of a row without its text: the rank and the numbers.
const NUMBER_COLUMNS: usize = 46;
/// How logDice is read.
const LOG_DICE: &str = "logDice: 14 + log₂(2·near / (mentions + in all)), whatever the size of the corpus; \
     one more is twice as strong (Rychlý 2008).";
/// How log-likelihood is read.
const LOG_LIKELIHOOD: &str =
    "LL: log-likelihood of four cells, 3.84 and more by chance once in 20 (Dunning 1993)";

/// The answer to a request for collocates, and when the command started.
pub(crate) struct Collocates {
    pub answer: CollocatesAnswer,
    pub start: Instant,
}

impl Answer for Collocates {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        let CollocatesAnswer {
            collocates,
            summary,
            ..
        } = &self.answer;
        for total in &summary.kinds {
            let is_of_kind = |row: &&Collocate| row.kind == total.kind;
            let rows: Vec<&Collocate> = collocates.iter().filter(is_of_kind).collect();
            if !rows.is_empty() {
                write_kind(text, total, &rows, summary)?;
            }
        }
        if let Some(first) = collocates.first() {
            write_legend(text, first)?;
        }
        write_summary(text, summary, self.start)?;
        Ok(())
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn csv(&self, out: impl Write) -> anyhow::Result<()> {
        Ok(csv::collocates(out, &self.answer.collocates)?)
    }

    fn csv_notes(&self) -> Vec<String> {
        remarks(&self.answer.summary.coverage)
    }
}

/// Writes the table of a kind, and its years if it has any.
fn write_kind(
    text: &mut Text<impl Write>,
    total: &CollocateTotal,
    rows: &[&Collocate],
    summary: &CollocatesSummary,
) -> io::Result<()> {
    let (overall, by_year): (Vec<&Collocate>, Vec<&Collocate>) =
        rows.iter().partition(|row| row.year.is_none());
    let name = match total.kind {
        CollocateKind::Word => "words",
        CollocateKind::Ngram => "n-grams",
    };
    text.title(&format!(
        "{name} {} of {}",
        summary.window,
        one_line(&summary.query)
    ))?;
    write_table(text, &overall)?;
    write_rest(text, total)?;
    write_years(text, &by_year, &summary.years)?;
    text.line("")
}

/// Writes a line for each collocate, numbers right-aligned.
fn write_table(text: &mut Text<impl Write>, rows: &[&Collocate]) -> io::Result<()> {
    let room = text.columns().saturating_sub(NUMBER_COLUMNS);
    let widest = rows.iter().map(|row| row.text.width()).max().unwrap_or(0);
    let columns = widest.clamp(4, room);
    let header = format!(
        "      {}{:>8}{:>10}{:>10}{:>12}",
        " ".repeat(columns),
        "near",
        "in all",
        "logDice",
        "LL"
    );
    text.spans(&[(FAINT, &header)])?;
    for row in rows {
        let rank = format!("{:>4}  ", row.rank.unwrap_or(0));
        let label = padded(&cut_to(&one_line(&row.text), columns), columns);
        let numbers = format!(
            "{:>8}{:>10}{:>10.2}{:>12.1}",
            row.together.unwrap_or(0),
            row.frequency.unwrap_or(0),
            row.log_dice.unwrap_or(0.0),
            row.log_likelihood.unwrap_or(0.0)
        );
        text.spans(&[(PLAIN, &rank), (MATCH, &label), (PLAIN, &numbers)])?;
    }
    Ok(())
}

/// Writes how many collocates are not shown.
fn write_rest(text: &mut Text<impl Write>, total: &CollocateTotal) -> io::Result<()> {
    let more = total.collocates - total.shown.min(total.collocates);
    if more > 0 {
        text.remark(&format!("… and {more} more"))?;
    }
    if total.stop_words > 0 {
        let left_out = counted(total.stop_words, "stop word");
        text.remark(&format!("{left_out} left out: {}", hint::STOP_WORDS))?;
    }
    Ok(())
}

/// Writes what the columns are, and how to see what a row counts.
fn write_legend(text: &mut Text<impl Write>, first: &Collocate) -> io::Result<()> {
    text.remark(LOG_DICE)?;
    text.remark(&format!("{LOG_LIKELIHOOD}; {}", hint::CELLS))?;
    text.remark(&hint::evidence(&first.text, &first.evidence))
}

fn write_summary(
    text: &mut Text<impl Write>,
    summary: &CollocatesSummary,
    start: Instant,
) -> io::Result<()> {
    let collocates: u64 = summary.kinds.iter().map(|total| total.collocates).sum();
    let found = format!(
        "{}, near {} at least {} times, in {}",
        counted(summary.mentions, "mention"),
        counted(collocates, "collocate"),
        summary.min_count,
        counted(summary.coverage.documents, "report"),
    );
    let shown: u64 = summary.kinds.iter().map(|total| total.shown).sum();
    let cut = if shown < collocates { hint::CUT } else { "" };
    summary_line(text, &found, &summary.coverage, cut, start)?;
    if summary.mentions == 0 && summary.coverage.documents > 0 {
        text.remark(hint::NO_MENTION)?;
    } else if collocates == 0 && summary.mentions > 0 {
        text.remark(hint::NO_COLLOCATE)?;
    }
    write_remarks(text, &summary.coverage)
}
