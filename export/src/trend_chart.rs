//! A trend as charts: lines over years, a grid of places and years, or bars.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use quanwen::api::{Grouped, TrendAnswer, TrendCell, TrendField, TrendGroup};

use crate::cell::BELOW;
use crate::chart::{BarChart, Chart, Columns, Grid, LineChart};

/// What stands for the reports or sections without a value.
const WITHOUT: &str = "(none)";

/// Which figure of a cell is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Measure {
    /// Mentions.
    #[default]
    Mentions,
    /// Mentions per 10,000 characters.
    Per10k,
    /// Mentions per 100 words.
    PerWord,
    /// Mentions per report.
    PerDocument,
}

impl Measure {
    /// The figure of a cell; `None` where there is none: without a report, or without text to divide by.
    #[must_use]
    pub fn of(self, cell: &TrendCell) -> Option<f64> {
        match self {
            Self::Mentions => cell.mentions.map(|mentions| mentions as f64),
            Self::Per10k => cell.per_10k,
            Self::PerWord => cell.per_word.map(|share| share * 100.0),
            Self::PerDocument => cell.per_document,
        }
    }
}

impl FromStr for Measure {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name.trim() {
            "10k" => Ok(Self::Per10k),
            "word" => Ok(Self::PerWord),
            "document" => Ok(Self::PerDocument),
            other => Err(format!(
                "`{other}` is nothing to count per: use 10k (characters), word or document"
            )),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mentions => "mentions",
            Self::Per10k => "mentions per 10,000 characters",
            Self::PerWord => "mentions per 100 words",
            Self::PerDocument => "mentions per report",
        })
    }
}

/// The charts of a trend: over years alone a line for each term; otherwise for each term a grid or bars.
///
/// ```
/// use quanwen::api::TrendAnswer;
/// use quanwen_export::{Measure, trend_charts};
///
/// let answer: TrendAnswer = serde_json::from_str(
///     r#"{"cells": [{"term": "行政复议", "year": 2020, "mentions": 3}, {"term": "行政复议", "year": 2021, "mentions": null}],
///         "summary": {"by": ["year"], "terms": [{"term": "行政复议", "mentions": 3}]}}"#,
/// )?;
/// assert_eq!(trend_charts(&answer, Measure::Mentions).len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn trend_charts(answer: &TrendAnswer, measure: Measure) -> Vec<Chart> {
    let of_terms = answer.cells.chunk_by(|a, b| a.term == b.term);
    match answer.summary.by.as_slice() {
        [TrendField::Year] => vec![lines(answer, measure)],
        [field] => of_terms.map(|cells| bars(cells, *field, measure)).collect(),
        [TrendField::Year, rows] | [rows, TrendField::Year] => of_terms
            .map(|cells| grid(cells, *rows, TrendField::Year, measure))
            .collect(),
        [rows, columns, ..] => of_terms
            .map(|cells| grid(cells, *rows, *columns, measure))
            .collect(),
        [] => Vec::new(),
    }
}

fn lines(answer: &TrendAnswer, measure: Measure) -> Chart {
    let years = years(&answer.cells);
    let title = &answer.summary.query;
    let mut chart = LineChart::new(title, years.clone()).measured_in(measure.to_string());
    for cells in answer.cells.chunk_by(|a, b| a.term == b.term) {
        let by_year: HashMap<u16, Option<f64>> = cells
            .iter()
            .filter_map(|cell| Some((*cell.group.year.value()?, measure.of(cell))))
            .collect();
        let values = years
            .clone()
            .map(|year| by_year.get(&year).copied().flatten());
        chart = chart.series(&cells[0].term, values);
    }
    noted(undated(&answer.cells), chart, LineChart::note).into()
}

fn bars(cells: &[TrendCell], field: TrendField, measure: Measure) -> Chart {
    let chart = BarChart::new(&cells[0].term).measured_in(measure.to_string());
    let mut sorted: Vec<&TrendCell> = cells.iter().collect();
    // The largest first; sorting is stable, so that equal ones keep their order.
    sorted.sort_by(|a, b| {
        let value = |cell| measure.of(cell).unwrap_or(-1.0);
        value(b).total_cmp(&value(a))
    });
    let add = |chart: BarChart, cell: &&TrendCell| chart.bar(path(cell, field), measure.of(cell));
    sorted.iter().fold(chart, add).into()
}

fn grid(cells: &[TrendCell], rows: TrendField, columns: TrendField, measure: Measure) -> Chart {
    let title = &cells[0].term;
    let chart = |columns| Grid::new(title, columns).measured_in(measure.to_string());
    if columns != TrendField::Year {
        let names = distinct(cells, columns);
        let heads = names.iter().map(|name| name.join(BELOW)).collect();
        return filled(chart(Columns::Names(heads)), cells, rows, measure, |cell| {
            names.iter().position(|name| *name == path(cell, columns))
        });
    }
    let years = years(cells);
    let first = *years.start();
    let chart = filled(chart(Columns::Years(years)), cells, rows, measure, |cell| {
        let year = cell.group.year.value()?;
        Some(usize::from(year - first))
    });
    match chart {
        Chart::Grid(grid) => noted(undated(cells), grid, Grid::note).into(),
        other => other,
    }
}

/// A grid with a row for each value of a property; `column` tells where the figure of a cell belongs.
fn filled(
    chart: Grid,
    cells: &[TrendCell],
    rows: TrendField,
    measure: Measure,
    column: impl Fn(&TrendCell) -> Option<usize>,
) -> Chart {
    let names = distinct(cells, rows);
    let places: HashMap<&Vec<String>, usize> = names.iter().zip(0..).collect();
    let mut figures: Vec<Vec<Option<f64>>> = vec![Vec::new(); names.len()];
    for cell in cells {
        if let Some(column) = column(cell) {
            let row = &mut figures[places[&path(cell, rows)]];
            row.resize(row.len().max(column + 1), None);
            row[column] = measure.of(cell);
        }
    }
    let rows = names.iter().zip(figures);
    rows.fold(chart, |chart, (name, figures)| {
        chart.row(name.iter().cloned(), figures)
    })
    .into()
}

/// The values of a property, each once, as they come; what has none last.
fn distinct(cells: &[TrendCell], field: TrendField) -> Vec<Vec<String>> {
    let mut known = HashSet::new();
    let mut names: Vec<Vec<String>> = cells
        .iter()
        .map(|cell| path(cell, field))
        .filter(|name| known.insert(name.clone()))
        .collect();
    names.sort_by_key(|name| *name == [WITHOUT]);
    names
}

/// The value of a property: the levels of a place, or one name.
fn path(cell: &TrendCell, field: TrendField) -> Vec<String> {
    value(&cell.group, field)
}

fn value(group: &TrendGroup, field: TrendField) -> Vec<String> {
    let value = group.value(field);
    value.unwrap_or_else(|| vec![WITHOUT.to_string()])
}

/// The values of a group in one line: `2019 · 岚江省 › 松泽县`.
#[must_use]
pub fn group_label(group: &TrendGroup, by: &[TrendField]) -> String {
    let values = by.iter().map(|field| value(group, *field).join(BELOW));
    values.collect::<Vec<_>>().join(" · ")
}

/// From the first to the last year of the cells.
fn years(cells: &[TrendCell]) -> RangeInclusive<u16> {
    let years = cells
        .iter()
        .filter_map(|cell| cell.group.year.value().copied());
    years.clone().min().unwrap_or(1)..=years.max().unwrap_or(0)
}

/// What charts over years leave out: the mentions in reports without a year.
fn undated(cells: &[TrendCell]) -> Option<String> {
    let undated = cells
        .iter()
        .filter(|cell| cell.group.year == Grouped::Without);
    let mentions: u64 = undated.filter_map(|cell| cell.mentions).sum();
    (mentions > 0).then(|| format!("not shown: {mentions} in reports without a year"))
}

fn noted<C>(note: Option<String>, chart: C, add: impl FnOnce(C, String) -> C) -> C {
    match note {
        Some(note) => add(chart, note),
        None => chart,
    }
}
