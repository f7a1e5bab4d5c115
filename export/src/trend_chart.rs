//! A trend as charts: lines over years, a grid of places and years, or bars.

use std::collections::{BTreeSet, HashMap};
use std::ops::RangeInclusive;

use quanwen::api::{Grouped, TrendAnswer, TrendCell, TrendField, TrendGroup};
use quanwen_messages::{Language, Message, Text, message, text};

use crate::cell::BELOW;
use crate::chart::{BarChart, Chart, Columns, Grid, LineChart, with_commas};
use crate::measure::Measure;
use crate::trend_grid::TrendGrid;

/// Bars that a chart has, and bars of 0 among them; where there are more, it says how many.
const MAX_BARS: usize = 200;
const MAX_ZEROS: usize = 20;
/// What stands for the reports or sections without a value.
const WITHOUT: Text = text!("(none)");

/// The charts of a trend: over years alone a line for each term, over some years that do not follow each other bars; otherwise for each
/// term a grid or bars.
///
/// ```
/// use quanwen::api::TrendAnswer;
/// use quanwen_export::{Measure, trend_charts};
/// use quanwen_messages::Language;
///
/// let answer: TrendAnswer = serde_json::from_str(
///     r#"{"cells": [{"term": "行政复议", "year": 2020, "mentions": 3}, {"term": "行政复议", "year": 2021, "mentions": null}],
///         "summary": {"by": ["year"], "terms": [{"term": "行政复议", "mentions": 3}]}}"#,
/// )?;
/// assert_eq!(trend_charts(&answer, Measure::Mentions, Language::English).len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn trend_charts(answer: &TrendAnswer, measure: Measure, language: Language) -> Vec<Chart> {
    let by = answer.summary.by.as_slice();
    if by == [TrendField::Year]
        && let Some(years) = without_gaps(&years(&answer.cells))
    {
        return vec![lines(answer, years, measure, language)];
    }
    let of_terms = answer.cells.chunk_by(|a, b| a.term == b.term);
    let charts = of_terms.map(|cells| {
        grid(cells, by, measure, language).unwrap_or_else(|| bars(cells, by, measure, language))
    });
    charts.collect()
}

fn lines(
    answer: &TrendAnswer,
    years: RangeInclusive<u16>,
    measure: Measure,
    language: Language,
) -> Chart {
    let title = &answer.summary.query;
    let mut chart = LineChart::new(title, years.clone())
        .in_language(language)
        .measured_in(measure.words().in_language(language));
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
    noted(undated(&answer.cells), language, chart, LineChart::note).into()
}

/// A bar for each cell of one term; of two properties, where a grid would be too large.
fn bars(cells: &[TrendCell], by: &[TrendField], measure: Measure, language: Language) -> Chart {
    let chart = BarChart::new(&cells[0].term)
        .in_language(language)
        .measured_in(measure.words().in_language(language));
    let mut sorted: Vec<&TrendCell> = cells.iter().collect();
    if by != [TrendField::Year] {
        // The largest first; sorting is stable, so that equal ones keep their order.
        sorted.sort_by(|a, b| {
            let value = |cell| measure.of(cell).unwrap_or(-1.0);
            value(b).total_cmp(&value(a))
        });
    }
    let note = without_the_least(&mut sorted, measure);
    let add = |chart: BarChart, cell: &&TrendCell| {
        let path = match by {
            [field] => shown(cell.group.value(*field), language),
            by => vec![group_label(&cell.group, by, language)],
        };
        chart.bar(path, measure.of(cell))
    };
    noted(
        note,
        language,
        sorted.iter().fold(chart, add),
        BarChart::note,
    )
    .into()
}

/// Leaves the bars out for which a chart has no room, and says so: those of 0 if there are many, and the shortest.
fn without_the_least(sorted: &mut Vec<&TrendCell>, measure: Measure) -> Option<Message> {
    let all = sorted.len();
    let is_long = |cell: &TrendCell| measure.of(cell) != Some(0.0);
    let shown = sorted.iter().take_while(|cell| is_long(cell)).count();
    if shown > MAX_BARS {
        sorted.truncate(MAX_BARS);
    } else if all - shown > MAX_ZEROS {
        sorted.truncate(shown);
    }
    let left_out = all - sorted.len();
    let left_out = (left_out > 0).then(|| with_commas(&left_out.to_string()))?;
    Some(if shown > MAX_BARS {
        message!("and {n} more with as much or less", n = left_out)
    } else {
        message!("and {n} more with 0", n = left_out)
    })
}

/// A grid of the cells of one term.
fn grid(
    cells: &[TrendCell],
    by: &[TrendField],
    measure: Measure,
    language: Language,
) -> Option<Chart> {
    let arranged = TrendGrid::of(cells, by)?;
    let is_dated = arranged.column == TrendField::Year;
    let columns = if is_dated {
        let years = years(cells);
        let names = years.iter().map(u16::to_string);
        without_gaps(&years).map_or_else(|| Columns::Names(names.collect()), Columns::Years)
    } else {
        let names = arranged.columns.iter().cloned();
        Columns::Names(
            names
                .map(|name| shown(name, language).join(BELOW))
                .collect(),
        )
    };
    // In which column of the chart each is; cells without a year have none.
    let labels = columns.labels();
    let places: Vec<Option<usize>> = (0..)
        .zip(&arranged.columns)
        .map(|(place, value)| match value {
            _ if !is_dated => Some(place),
            Some(year) => labels.iter().position(|label| [label.clone()] == year[..]),
            None => None,
        })
        .collect();
    let mut chart = Grid::new(&cells[0].term, columns)
        .in_language(language)
        .measured_in(measure.words().in_language(language));
    for (row, of_row) in arranged.rows.iter().zip(&arranged.cells) {
        let mut figures = vec![None; labels.len()];
        for (place, cell) in places.iter().zip(of_row) {
            if let (Some(place), Some(cell)) = (place, cell) {
                figures[*place] = measure.of(cell);
            }
        }
        chart = chart.row(shown(row.clone(), language), figures);
    }
    let note = undated(cells).filter(|_| is_dated);
    Some(noted(note, language, chart, Grid::note).into())
}

/// A value as it is shown.
fn shown(value: Option<Vec<String>>, language: Language) -> Vec<String> {
    value.unwrap_or_else(|| vec![WITHOUT.in_language(language).to_string()])
}

/// The values of a group in one line: `2019 · 岚江省 › 松泽县`.
#[must_use]
pub fn group_label(group: &TrendGroup, by: &[TrendField], language: Language) -> String {
    let values = by
        .iter()
        .map(|field| shown(group.value(*field), language).join(BELOW));
    values.collect::<Vec<_>>().join(" · ")
}

/// The years of the cells.
fn years(cells: &[TrendCell]) -> BTreeSet<u16> {
    let years = cells.iter().map(|cell| cell.group.year.value().copied());
    years.flatten().collect()
}

/// Some years as a range, if each follows the one before it; an empty range if there are none.
fn without_gaps(years: &BTreeSet<u16>) -> Option<RangeInclusive<u16>> {
    let first = years.first().copied().unwrap_or(1);
    let range = first..=years.last().copied().unwrap_or(0);
    (range.len() == years.len()).then_some(range)
}

/// What charts over years leave out: the mentions in reports without a year.
fn undated(cells: &[TrendCell]) -> Option<Message> {
    let undated = cells
        .iter()
        .filter(|cell| cell.group.year == Grouped::Without);
    let mentions: u64 = undated.filter_map(|cell| cell.mentions).sum();
    (mentions > 0).then(|| {
        message!(
            "not shown: {mentions} in reports without a year",
            mentions = mentions
        )
    })
}

fn noted<C>(
    note: Option<Message>,
    language: Language,
    chart: C,
    add: impl FnOnce(C, String) -> C,
) -> C {
    match note {
        Some(note) => add(chart, note.in_language(language)),
        None => chart,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The charts of cells of these years, also by place.
    fn charts(years: &[u16]) -> Vec<Chart> {
        let cells = |rest: &str| {
            let cells = years.iter().map(|year| {
                format!(r#"{{"term": "行政复议", "year": {year}{rest}, "mentions": 2}}"#)
            });
            cells.collect::<Vec<String>>().join(",")
        };
        let answer = |by: &str, rest: &str| {
            let cells = cells(rest);
            let answer = format!(r#"{{"cells": [{cells}], "summary": {{"by": {by}}}}}"#);
            let answer: TrendAnswer = serde_json::from_str(&answer).unwrap();
            trend_charts(&answer, Measure::Mentions, Language::English)
        };
        let mut charts = answer(r#"["year"]"#, "");
        charts.extend(answer(r#"["region", "year"]"#, r#", "region": ["松泽县"]"#));
        charts
    }

    #[test]
    fn years_between_those_asked_for_are_not_shown() {
        let charts = charts(&[2007, 2021]);
        let [Chart::Bars(bars), Chart::Grid(grid)] = charts.as_slice() else {
            panic!("{charts:?}");
        };
        let bars: Vec<_> = bars.bars.iter().map(|bar| bar.path.join("")).collect();
        assert_eq!(bars, ["2007", "2021"]);
        assert_eq!(grid.columns, Columns::Names(bars));
    }

    #[test]
    fn years_in_a_row_are_a_line() {
        let charts = charts(&[2020, 2021]);
        let [Chart::Lines(lines), Chart::Grid(grid)] = charts.as_slice() else {
            panic!("{charts:?}");
        };
        assert_eq!(lines.years, 2020..=2021);
        assert_eq!(grid.columns, Columns::Years(2020..=2021));
    }
}
