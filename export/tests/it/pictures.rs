//! Charts as SVG.

use insta::assert_snapshot;
use proptest::prelude::*;
use quanwen_export::chart::{Chart, Columns, Grid, GridRow, LineChart, Strip, Strips};
use quanwen_export::svg::{MAX_COLUMN_NAMES, MAX_COLUMN_YEARS, MAX_ROWS, WIDTH, picture};
use quanwen_messages::Language;

use crate::invented::{
    bar_chart, chart, grid, small_bar_chart, small_grid, small_line_chart, small_strips,
};
use crate::parsed::{Extent, Parsed, parse};

/// The colour of the axes.
const AXIS: &str = "#1a1a1a";
/// How far a text may be outside of its room because its width is an estimate, in pixels.
const TOLERANCE: f64 = 3.0;

fn drawn(chart: impl Into<Chart>) -> Vec<Parsed> {
    parse(&picture(&[chart.into()]))
}

fn texts(elements: &[Parsed]) -> Vec<&str> {
    elements
        .iter()
        .filter(|element| element.is("text"))
        .map(|element| element.text.as_str())
        .collect()
}

fn missing(elements: &[Parsed]) -> usize {
    elements
        .iter()
        .filter(|element| element.is_missing())
        .count()
}

/// The texts that are years: where each is, and the year.
fn years(elements: &[Parsed]) -> Vec<(f64, u16)> {
    let texts = elements.iter().filter(|element| element.is("text"));
    texts
        .filter_map(|text| {
            Some((
                text.number("x"),
                text.text.parse().ok().filter(|year| *year > 1000)?,
            ))
        })
        .collect()
}

#[test]
fn the_description_and_the_legend_are_in_the_language_of_the_chart() {
    let charts = [
        small_line_chart().in_language(Language::Chinese).into(),
        small_strips().in_language(Language::Chinese).into(),
    ];
    let svg = picture(&charts);
    for words in [
        "折线图，2 条折线，2019 年至 2022 年：共 8 个数值，其中 3 个缺失（没有报告），最大值 12（mentions）；位置图",
        ">没有报告<",
        ">1 处<",
    ] {
        assert!(svg.contains(words), "{words}: {svg}");
    }
}

#[test]
fn a_line_chart() {
    assert_snapshot!(picture(&[small_line_chart().into()]));
}

#[test]
fn a_grid() {
    assert_snapshot!(picture(&[small_grid().into()]));
}

#[test]
fn a_bar_chart() {
    assert_snapshot!(picture(&[small_bar_chart().into()]));
}

#[test]
fn strips_of_reports() {
    assert_snapshot!(picture(&[small_strips().into()]));
}

#[test]
fn a_gap_is_not_drawn_as_zero() {
    let with = |value| LineChart::new("", 2019..=2021).series("", [Some(3.0), value, Some(5.0)]);
    let marks = |elements: &[Parsed]| {
        elements
            .iter()
            .filter(|element| element.is("circle"))
            .count()
    };
    let lines = |elements: &[Parsed]| elements.iter().filter(|element| element.is("path")).count();
    let (gap, zero) = (drawn(with(None)), drawn(with(Some(0.0))));
    assert_eq!((marks(&gap), lines(&gap)), (2, 0));
    assert_eq!((marks(&zero), lines(&zero)), (3, 1));
    // The year and its explanation.
    assert_eq!((missing(&gap), missing(&zero)), (2, 0));
    assert!(texts(&gap).contains(&"no report"));
}

#[test]
fn zero_is_a_mark_on_the_axis() {
    let elements = drawn(LineChart::new("", 2019..=2020).series("", [Some(0.0), Some(8.0)]));
    let axis = elements
        .iter()
        .find(|element| element.get("stroke") == AXIS)
        .unwrap()
        .number("y1");
    let mark = elements
        .iter()
        .find(|element| element.is("circle"))
        .unwrap()
        .number("cy");
    assert!((axis - mark).abs() < 1e-6);
}

#[test]
fn cells_and_bars_of_zero_and_of_no_report_differ() {
    let elements = drawn(small_grid());
    assert_eq!(missing(&elements), 3, "two cells and the legend");
    let zeros = texts(&elements).iter().filter(|text| **text == "0").count();
    assert_eq!(zeros, 3, "the cell, the legend and the scale");
    let elements = drawn(small_bar_chart());
    assert_eq!(missing(&elements), 2, "the bar and the legend");
    assert_eq!(
        texts(&elements).iter().filter(|text| **text == "0").count(),
        2,
        "the bar and the axis"
    );
}

#[test]
fn a_text_without_mentions_and_no_text_differ() {
    let strips = |strip| drawn(Strips::new("").strip(strip));
    let (empty, none) = (strips(Strip::new("a", [])), strips(Strip::missing("a")));
    assert_eq!((missing(&empty), missing(&none)), (0, 2));
    assert!(texts(&empty).contains(&"0") && !texts(&none).contains(&"0"));
}

#[test]
fn names_are_escaped_and_control_characters_replaced() {
    let hostile = "<script>alert(1)</script> & \"\u{1B}[2J\u{0}\u{FFFF}\u{202E}";
    let mut chart = small_line_chart()
        .measured_in(hostile)
        .series(hostile, [Some(1.0); 4])
        .note(hostile);
    chart.title = hostile.to_string();
    let elements = drawn(chart);
    assert!(!elements.iter().any(|element| element.is("script")));
    let shown = "<script>alert(1)</script> & \"␛[2J␀␦␦";
    let named = texts(&elements).into_iter().filter(|text| *text == shown);
    assert_eq!(named.count(), 4, "title, unit, legend and remark");
}

#[test]
fn years_are_in_order() {
    for last in [2019, 2023, 2038, 2088] {
        let line_chart = drawn(LineChart::new("", 2019..=last).series("", [Some(1.0)]));
        let grid = Grid::new("", Columns::Years(2019..=last)).row(["松泽县"], [Some(1.0)]);
        for years in [years(&line_chart), years(&drawn(grid))] {
            assert!(years.len() > usize::from(last - 2019).min(3), "{years:?}");
            assert!(
                years
                    .windows(2)
                    .all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1)
            );
        }
    }
}

#[test]
fn what_is_left_out_is_said() {
    let grid = Grid::new("", Columns::Years(1901..=2000));
    let grid = (0..450).fold(grid, |grid, row| {
        grid.row([row.to_string()], [Some(1.0); 100])
    });
    let elements = drawn(grid);
    let texts = texts(&elements);
    assert!(texts.contains(&format!("the first {MAX_ROWS} of 450 rows are shown").as_str()));
    assert!(
        texts.contains(&format!("the last {MAX_COLUMN_YEARS} of 100 years are shown").as_str())
    );
    assert!(texts.contains(&"399") && !texts.contains(&"400"));
    let chart = (0..20).fold(LineChart::new("", 1700..=2000), |chart, series| {
        chart.series(series.to_string(), [])
    });
    let elements = drawn(chart);
    assert!(self::texts(&elements).contains(&"the last 200 of 301 years are shown"));
    assert!(self::texts(&elements).contains(&"the first 12 of 20 series are shown"));
}

#[test]
fn values_that_cannot_be_drawn_are_counted() {
    let values = [Some(f64::NAN), Some(-1.0), Some(f64::INFINITY), Some(2.0)];
    let elements = drawn(LineChart::new("", 2019..=2022).series("", values));
    assert!(texts(&elements).contains(&"3 values are not shown: negative or not finite"));
    let elements = drawn(Strips::new("").strip(Strip::new("", [0.5, 1.5])));
    assert!(texts(&elements).contains(&"1 position is not shown: outside of the text"));
}

#[test]
fn charts_of_one_kind_and_measure_share_a_scale() {
    let chart = |measure, value| {
        Chart::from(
            LineChart::new("", 2019..=2019)
                .measured_in(measure)
                .series("", [Some(value)]),
        )
    };
    let heights = |charts: &[Chart]| -> Vec<f64> {
        let elements = parse(&picture(charts));
        let axes: Vec<f64> = elements
            .iter()
            .filter(|element| {
                element.is("line")
                    && element.get("stroke") == AXIS
                    && element.get("x1") != element.get("x2")
            })
            .map(|line| line.number("y1"))
            .collect();
        let marks = elements
            .iter()
            .filter(|element| element.is("circle"))
            .map(|mark| mark.number("cy"));
        axes.into_iter()
            .zip(marks)
            .map(|(axis, mark)| axis - mark)
            .collect()
    };
    let shared = heights(&[chart("mentions", 5.0), chart("mentions", 10.0)]);
    assert!((shared[1] - 2.0 * shared[0]).abs() < 0.1, "{shared:?}");
    let own = heights(&[chart("mentions", 5.0), chart("per 10,000", 10.0)]);
    assert!((own[0] - own[1]).abs() < 0.1, "{own:?}");
}

/// Whether two boxes have a common part that is larger than an error of the estimate.
fn overlap(one: Extent, other: Extent) -> bool {
    one[0] + TOLERANCE < other[2]
        && other[0] + TOLERANCE < one[2]
        && one[1] + 1.0 < other[3]
        && other[1] + 1.0 < one[3]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn everything_is_inside_the_picture(charts in proptest::collection::vec(chart(), 0..3)) {
        let elements = parse(&picture(&charts));
        let height = elements[0].number("height");
        prop_assert_eq!(elements[0].get("viewBox"), format!("0 0 {WIDTH} {height}"));
        let definitions = elements.iter().rposition(|element| element.is("stop")).unwrap();
        for element in &elements[definitions + 2..] {
            let Some([left, top, right, bottom]) = element.extent() else { continue };
            let is_inside = left >= -TOLERANCE && top >= 0.0 && right <= WIDTH + TOLERANCE && bottom <= height;
            prop_assert!(is_inside, "{element:?}");
        }
    }

    #[test]
    fn pictures_are_standalone_and_the_same_each_time(chart in chart()) {
        let svg = picture(std::slice::from_ref(&chart));
        prop_assert_eq!(&svg, &picture(&[chart]));
        for element in parse(&svg) {
            prop_assert!(!["script", "image", "use", "style", "foreignObject", "a"].contains(&element.name.as_str()));
            for (name, value) in &element.attributes {
                prop_assert!(!name.contains("href") && (name == "xmlns" || !value.contains("://")), "{element:?}");
            }
        }
    }

    #[test]
    fn texts_do_not_overlap(chart in chart()) {
        let elements = drawn(chart);
        let texts: Vec<&Parsed> = elements.iter().filter(|element| element.is("text")).collect();
        for (index, one) in texts.iter().enumerate() {
            for other in &texts[index + 1..] {
                let extents = one.extent().zip(other.extent());
                prop_assert!(extents.is_none_or(|(one, other)| !overlap(one, other)), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn each_missing_cell_and_no_other_is_hatched(grid in grid()) {
        let columns = match &grid.columns {
            Columns::Years(years) => years.len().saturating_sub(MAX_COLUMN_YEARS)..years.len(),
            Columns::Names(names) => 0..names.len().min(MAX_COLUMN_NAMES),
        };
        let is_missing = |row: &GridRow, column| row.cells.get(column).copied().flatten().is_none();
        let missing_cells = |row: &GridRow| columns.clone().filter(|column| is_missing(row, *column)).count();
        let expected: usize = grid.rows.iter().map(missing_cells).sum();
        prop_assert_eq!(missing(&drawn(grid)), if expected > 0 { expected + 1 } else { 0 });
    }

    #[test]
    fn each_value_of_a_line_and_no_other_has_a_mark(values in proptest::collection::vec(proptest::option::of(0.0..50.0), 1..60)) {
        let years = 1950..=1949 + u16::try_from(values.len()).unwrap();
        let expected = values.iter().flatten().count();
        let elements = drawn(LineChart::new("", years).series("", values));
        prop_assert_eq!(elements.iter().filter(|element| element.is("circle")).count(), expected);
    }

    #[test]
    fn each_missing_bar_and_no_other_is_hatched(chart in bar_chart()) {
        let expected = chart.bars.iter().filter(|bar| bar.value.is_none()).count();
        prop_assert_eq!(missing(&drawn(chart)), if expected > 0 { expected + 1 } else { 0 });
    }
}
