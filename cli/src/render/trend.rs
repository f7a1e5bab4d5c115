//! Counts over years, places, issuers or headings: charts, tables, totals.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::time::Instant;

use quanwen::api::{Balance, Json, Rows, TrendAnswer, TrendField, TrendSummary, TrendTotal, Years};
use quanwen_export::{Measure, Table, TrendTable, svg, trend_charts};
use quanwen_messages::{Argument, counted, message};

use super::Answer;
use super::chart::write_chart;
use super::coverage::{remarks, summary_line, write_remarks};
use super::lines::PLAIN;
use super::text::Text;
use super::years::spans;
use crate::hint;
use crate::language::{Said, language, say};

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
            text.line_or_wrapped(&total_line(total, summary), PLAIN)?;
        }
        for note in notes(self.answer) {
            text.remark(&note)?;
        }
        let searched = say!(
            "{reports} with {characters} characters and {words} words",
            reports = counted!(summary.coverage.documents, "{n} report", "{n} reports"),
            characters = summary.characters,
            words = summary.words
        );
        summary_line(text, &searched, &summary.coverage, None, self.start)?;
        write_remarks(text, &summary.coverage)
    }

    fn table_notes(&self) -> Vec<String> {
        let summary = &self.answer.summary;
        let notes = notes(self.answer)
            .into_iter()
            .map(|note| super::remark(&note));
        notes.chain(remarks(&summary.coverage)).collect()
    }
}

/// The mentions of a term, and their share of the words: what studies of word lists measure.
fn total_line(total: &TrendTotal, summary: &TrendSummary) -> String {
    let found = message!(
        "{term}: {mentions} in {sections} of {reports}",
        term = &total.term,
        mentions = counted!(total.mentions, "{n} mention", "{n} mentions"),
        sections = counted!(total.sections, "{n} section", "{n} sections"),
        reports = counted!(total.documents_with, "{n} report", "{n} reports")
    );
    if summary.words == 0 {
        return found.said();
    }
    let share = total.mentions as f64 / summary.words as f64 * 100.0;
    say!(
        "{found}, {share} % of the words",
        found = found,
        share = format_args!("{share:.4}")
    )
}

/// What helps where no place has a report of each year: the years that some have.
fn without_balance(balance: &Balance) -> String {
    match (balance.longest.as_slice(), balance.longest_regions) {
        ([], _) => hint::NO_PLACE_IN_YEAR.said(),
        (years, places) => say!(
            "no place has a report of every year; {places} of each of {years}: --year {years}",
            places = counted!(places, "{n} place", "{n} places"),
            years = years_typed(years)
        ),
    }
}

/// Years as --year takes them.
fn years_typed(years: &[u16]) -> String {
    Years::new(years.iter().copied()).map_or_else(String::new, |years| years.to_string())
}

/// The places that have several reports of a year, if places and years are counted by.
fn repeated(answer: &TrendAnswer) -> usize {
    let term = answer.cells.first().map(|cell| &cell.term);
    let cells = answer
        .cells
        .iter()
        .take_while(|cell| Some(&cell.term) == term);
    let of_several = cells.filter(|cell| cell.documents > 1 && cell.group.year.value().is_some());
    let is_of_region = answer.summary.by.contains(&TrendField::Region);
    let place = if is_of_region {
        TrendField::Region
    } else {
        TrendField::Code
    };
    let places = of_several.filter_map(|cell| cell.group.value(place));
    places.collect::<BTreeSet<_>>().len()
}

/// What an answer leaves out or counts twice.
fn notes(answer: &TrendAnswer) -> Vec<String> {
    let summary = &answer.summary;
    let mut notes = Vec::new();
    if let Some(balance) = &summary.balance {
        let span = match balance.years.as_slice() {
            [] => say!("no year").to_string(),
            years => spans(years),
        };
        notes.push(say!(
            "balanced: {places} with a report of each of {years} ({span}); {others} left out",
            places = counted!(balance.regions, "{n} place", "{n} places"),
            years = counted!(balance.years.len(), "{n} year", "{n} years"),
            span = span,
            others = balance.left_out
        ));
        if balance.regions == 0 {
            notes.push(without_balance(balance));
        }
    }
    // The first text is no folder; one after it may be a folder that is not there.
    let nowhere = summary.terms.iter().skip(1);
    for total in nowhere.filter(|total| total.mentions == 0) {
        notes.push(say!(
            "{term} is nowhere: {hint}",
            term = &total.term,
            hint = hint::MAYBE_FOLDER
        ));
    }
    for shared in &summary.shared {
        notes.push(say!(
            "{term} counts in each of {terms}",
            term = &shared.text,
            terms = shared.terms.iter().collect::<Argument>()
        ));
    }
    let repeated = repeated(answer);
    if repeated > 0 {
        notes.push(say!(
            "{places} with several reports of a year, all counted: {hint}",
            places = counted!(repeated, "{n} place", "{n} places"),
            hint = hint::WHICH_REPEATED
        ));
    }
    if summary.by.contains(&TrendField::Heading) {
        notes.push(say!("a report counts under each of its headings").to_string());
    }
    notes
}
