//! Counts over years, places, issuers or headings: charts, tables, totals.

use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{Json, Rows, TrendAnswer, TrendField, TrendSummary, TrendTotal};
use quanwen_export::{Measure, Table, TrendTable, svg, trend_charts};

use super::Answer;
use super::chart::write_chart;
use super::coverage::{remarks, summary_line, write_remarks};
use super::text::{Text, counted};
use crate::hint;
use crate::language::language;

/// A trend, the figure that is shown, and when the command started.
pub(crate) struct TrendShown<'a> {
    pub answer: &'a TrendAnswer,
    pub measure: Measure,
    pub start: Instant,
}

impl TrendShown<'_> {
    /// Writes the charts, each with an empty line after it.
    pub(super) fn write_charts(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        for chart in trend_charts(self.answer, self.measure, language()) {
            write_chart(text, &chart)?;
            text.line("")?;
        }
        Ok(())
    }
}

impl Answer for TrendShown<'_> {
    fn text(&self, text: &mut Text<impl Write>) -> anyhow::Result<()> {
        self.write_charts(text)?;
        Ok(self.closing(text)?)
    }

    fn json(&self, json: &mut Json<impl Write>) -> anyhow::Result<()> {
        Ok(self.answer.write_rows(json)?)
    }

    fn table(&self) -> Option<Box<dyn Table + '_>> {
        let table = TrendTable::new(self.answer).measured_in(self.measure);
        Some(Box::new(table))
    }

    fn svg(&self) -> Option<String> {
        Some(svg::picture(&trend_charts(
            self.answer,
            self.measure,
            language(),
        )))
    }

    fn closing(&self, text: &mut Text<impl Write>) -> io::Result<()> {
        let summary = &self.answer.summary;
        for total in &summary.terms {
            text.line(&total_line(total, summary))?;
        }
        for note in notes(summary) {
            text.remark(&note)?;
        }
        let searched = format!(
            "{} with {} characters and {} words",
            counted(summary.coverage.documents, "report"),
            summary.characters,
            summary.words
        );
        summary_line(text, &searched, &summary.coverage, "", self.start)?;
        write_remarks(text, &summary.coverage)
    }

    fn table_notes(&self) -> Vec<String> {
        let summary = &self.answer.summary;
        let notes = notes(summary).into_iter().map(|note| super::remark(&note));
        notes.chain(remarks(&summary.coverage)).collect()
    }
}

/// The mentions of a term, and their share of the words: what studies of word lists measure.
fn total_line(total: &TrendTotal, summary: &TrendSummary) -> String {
    let mentions = counted(total.mentions, "mention");
    let found = format!(
        "{}: {mentions} in {} of {}",
        total.term,
        counted(total.sections, "section"),
        counted(total.documents_with, "report")
    );
    if summary.words == 0 {
        return found;
    }
    let share = total.mentions as f64 / summary.words as f64 * 100.0;
    format!("{found}, {share:.4} % of the words")
}

/// What an answer leaves out or counts twice.
fn notes(summary: &TrendSummary) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(balance) = &summary.balance {
        let years = match (balance.years.first(), balance.years.last()) {
            (Some(first), Some(last)) => format!("{first}–{last}"),
            _ => "no year".to_string(),
        };
        notes.push(format!(
            "balanced: {} with a report of each of {} ({years}); {} left out",
            counted(balance.regions, "place"),
            counted(balance.years.len() as u64, "year"),
            balance.left_out
        ));
        let hint = match balance.years.as_slice() {
            [_] => hint::NO_PLACE_IN_YEAR,
            _ => hint::NO_BALANCED_PLACE,
        };
        if balance.regions == 0 {
            notes.push(hint.to_string());
        }
    }
    // The first text is no folder; one after it may be a folder that is not there.
    let nowhere = summary.terms.iter().skip(1);
    for total in nowhere.filter(|total| total.mentions == 0) {
        notes.push(format!("{} is nowhere: {}", total.term, hint::MAYBE_FOLDER));
    }
    for shared in &summary.shared {
        notes.push(format!(
            "{} counts in each of {}",
            shared.text,
            shared.terms.join(", ")
        ));
    }
    if summary.by.contains(&TrendField::Heading) {
        notes.push("a report counts under each of its headings".to_string());
    }
    notes
}
