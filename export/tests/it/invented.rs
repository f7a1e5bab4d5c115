//! Charts of invented values.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use quanwen_export::chart::{BarChart, Chart, Columns, Grid, LineChart, Strip, Strips};

/// Any amount, often 0.
fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => Just(0.0),
        6 => (0..200_000_u32).prop_map(f64::from),
        6 => 0.0..100.0,
        1 => prop_oneof![Just(5e-324), Just(1e-12), Just(1e15), Just(1e300), Just(f64::MAX)],
    ]
}

/// An amount or its absence.
fn value() -> impl Strategy<Value = Option<f64>> {
    weighted(0.7, amount())
}

/// A name: of a place, or of anything.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec!["松泽县", "望汀区", "柳渡镇", "雁石桥镇", "岚江省"]).prop_map(String::from),
        1 => "[一-龟]{1,40}",
        1 => "[ -~一-龟<&>\"']{0,20}",
        1 => vec(any::<char>(), 0..10).prop_map(|characters| characters.into_iter().collect::<String>()),
    ]
}

fn years(most: u16) -> impl Strategy<Value = std::ops::RangeInclusive<u16>> {
    (1900..2100_u16, 0..most).prop_map(|(first, more)| first..=first + more)
}

pub(crate) fn line_chart() -> impl Strategy<Value = LineChart> {
    (
        name(),
        name(),
        years(90),
        vec((name(), vec(value(), 0..90)), 0..14),
    )
        .prop_map(|(title, measure, years, series)| {
            let chart = LineChart::new(title, years).measured_in(measure);
            series
                .into_iter()
                .fold(chart, |chart, (name, values)| chart.series(name, values))
        })
}

pub(crate) fn grid() -> impl Strategy<Value = Grid> {
    let columns = prop_oneof![
        years(90).prop_map(Columns::Years),
        vec(name(), 0..45).prop_map(Columns::Names),
    ];
    let rows = vec((vec(name(), 0..5), vec(value(), 0..90)), 0..8);
    (name(), name(), name(), columns, rows).prop_map(|(title, measure, missing, columns, rows)| {
        let mut grid = Grid::new(title, columns).measured_in(measure);
        grid.missing = Some(missing);
        rows.into_iter()
            .fold(grid, |grid, (path, cells)| grid.row(path, cells))
    })
}

pub(crate) fn bar_chart() -> impl Strategy<Value = BarChart> {
    (name(), name(), vec((vec(name(), 0..5), value()), 0..12)).prop_map(|(title, measure, bars)| {
        let chart = BarChart::new(title).measured_in(measure);
        bars.into_iter()
            .fold(chart, |chart, (path, value)| chart.bar(path, value))
    })
}

fn strip() -> impl Strategy<Value = Strip> {
    let marks = weighted(0.8, vec(0.0..=1.0, 0..50));
    let parts = vec((name(), 0.0..=1.0), 0..5);
    (name(), marks, parts, name()).prop_map(|(label, marks, parts, detail)| {
        let strip = match marks {
            Some(marks) => Strip::new(label, marks),
            None => Strip::missing(label),
        };
        let strip = parts
            .into_iter()
            .fold(strip, |strip, (label, end)| strip.part(label, end));
        strip.detail(detail)
    })
}

pub(crate) fn strips() -> impl Strategy<Value = Strips> {
    (name(), vec(strip(), 0..6))
        .prop_map(|(title, strips)| strips.into_iter().fold(Strips::new(title), Strips::strip))
}

pub(crate) fn chart() -> impl Strategy<Value = Chart> {
    prop_oneof![
        line_chart().prop_map(Chart::from),
        grid().prop_map(Chart::from),
        bar_chart().prop_map(Chart::from),
        strips().prop_map(Chart::from),
    ]
}

/// Three years of two terms, with a 0 and a year without a report.
pub(crate) fn small_line_chart() -> LineChart {
    LineChart::new("行政复议 and 法治政府", 2019..=2022)
        .measured_in("mentions")
        .years_label("year")
        .series("行政复议", [Some(3.0), Some(0.0), None, Some(7.0)])
        .series("法治政府", [Some(12.0), None, None, Some(5.0)])
        .note("2 reports without a year are not shown")
}

pub(crate) fn small_grid() -> Grid {
    Grid::new("行政复议", Columns::Years(2019..=2021))
        .measured_in("mentions")
        .row(["岚江省", "澄州市", "松泽县"], [Some(3.0), None, Some(0.0)])
        .row(["岚江省", "望汀区"], [Some(1.0), Some(12.0)])
}

pub(crate) fn small_bar_chart() -> BarChart {
    BarChart::new("行政复议 in 2021")
        .measured_in("mentions per 10,000 characters")
        .bar(["岚江省", "澄州市"], Some(3.25))
        .bar(["岚江省", "望汀区"], Some(0.0))
        .bar(["岚江省", "柳渡镇"], None)
}

pub(crate) fn small_strips() -> Strips {
    Strips::new("行政复议")
        .strip(
            Strip::new("松泽县 2019", [0.05, 0.0501, 0.5])
                .part("一、", 0.25)
                .part("二、", 1.0)
                .detail("DP 0.31"),
        )
        .strip(Strip::new("松泽县 2020", []))
        .strip(Strip::missing("松泽县 2021"))
}
