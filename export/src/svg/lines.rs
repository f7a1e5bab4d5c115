//! Values by year as lines with gaps where there is no value.

use quanwen_messages::{Message, message};

use super::axis::{Frame, YearAxis};
use super::colour::{FAINT, INK, RULE};
use super::end_labels::{draw_end_labels, end_labels_width};
use super::legend::{Key, legend};
use super::line::Line;
use super::markers::{SHAPES, SeriesStyle};
use super::measure::{shortened, width};
use super::page::{Anchor, LABEL, MARGIN, Page, RIGHT, SMALL, missing_box, rule, text_at};
use super::scale::Scale;
use super::value_labels::draw_values;
use crate::chart::{LineChart, Numbers, Series, left_out, shown_of};

/// Maximum number of series: as many can be told apart. The first are drawn.
pub const MAX_SERIES: usize = SHAPES;
/// Maximum number of years. Marks of more would be closer than four pixels; the last are drawn.
pub const MAX_YEARS: usize = 200;
/// Height between the axes.
const HEIGHT: f64 = 300.0;
/// Height below the axes, for years and their label.
const BELOW: f64 = 30.0;
/// Number of ticks of the vertical axis.
const TICKS: f64 = 5.0;
/// Widest box for a year without values.
const MAX_MISSING: f64 = 60.0;

/// Adds a line chart on a scale to at least `largest`.
pub(super) fn draw(page: &mut Page, chart: &LineChart, largest: f64) {
    let values: Vec<_> = chart
        .series
        .iter()
        .flat_map(|series| series.values.clone())
        .collect();
    let numbers = Numbers::of(&values).grouped();
    let scale = Scale::new(largest, TICKS);
    add_legend(page, chart);
    let frame = add_frame(page, chart, &scale);
    let years = chart.years.clone().skip(first_year(chart)).collect();
    let years = YearAxis::new(years, &frame);
    add_years(page, chart, &frame, &years);
    let lines = placed_lines(chart, &frame, &scale, &years);
    add_missing_years(page, &lines, &frame, &years);
    for line in &lines {
        line.draw(page, &years, numbers);
    }
    match &lines[..] {
        [line] => draw_values(page, line, &frame, years.spacing(), numbers),
        lines => draw_end_labels(page, lines, &frame),
    }
    page.y = frame.bottom + BELOW;
}

/// The lines with their points in the picture.
fn placed_lines<'c>(
    chart: &'c LineChart,
    frame: &Frame,
    scale: &Scale,
    years: &YearAxis,
) -> Vec<Line<'c>> {
    let first = first_year(chart);
    let line = |(index, series): (usize, &'c Series)| {
        let point = |year: usize| {
            let value = series.value(first + year)?;
            Some((years.x(year), frame.y(scale.fraction(value)), value))
        };
        let points = (0..years.count()).map(point).collect();
        Line::new(SeriesStyle::new(index), &series.name, points)
    };
    drawn(chart).enumerate().map(line).collect()
}

/// Remarks on what a gap in a line means, and on what a chart does not show.
pub(super) fn remarks(chart: &LineChart) -> Vec<Message> {
    let years = chart.years.len();
    let years = left_out(
        years - first_year(chart),
        years,
        shown_of!("the last {shown} of {total} years are shown"),
    );
    let series = left_out(
        drawn(chart).len(),
        chart.series.len(),
        shown_of!("the first {shown} of {total} series are shown"),
    );
    let gaps = has_gaps(chart).then(|| {
        message!(
            "where a line has a gap: {meaning}",
            meaning = chart.missing()
        )
    });
    gaps.into_iter().chain(years).chain(series).collect()
}

/// The index of the first year that is drawn.
fn first_year(chart: &LineChart) -> usize {
    chart.years.len().saturating_sub(MAX_YEARS)
}

fn drawn(chart: &LineChart) -> std::slice::Iter<'_, Series> {
    chart.series[..chart.series.len().min(MAX_SERIES)].iter()
}

/// Whether some year has no value in any series.
fn has_missing_years(chart: &LineChart) -> bool {
    let mut years = first_year(chart)..chart.years.len();
    years.any(|year| drawn(chart).all(|series| series.value(year).is_none()))
}

/// Whether some year has a value in one series and none in another.
fn has_gaps(chart: &LineChart) -> bool {
    let mut years = first_year(chart)..chart.years.len();
    years.any(|year| {
        let missing = drawn(chart)
            .filter(|series| series.value(year).is_none())
            .count();
        (1..drawn(chart).len()).contains(&missing)
    })
}

fn add_legend(page: &mut Page, chart: &LineChart) {
    let named = drawn(chart)
        .enumerate()
        .filter(|(_, series)| !series.name.is_empty());
    let mut keys: Vec<Key> = named
        .map(|(index, series)| Key::series(SeriesStyle::new(index), &series.name))
        .collect();
    if has_missing_years(chart) {
        keys.push(Key::missing(chart.missing()));
    }
    legend(page, &keys);
}

/// Adds the vertical axis.
fn add_frame(page: &mut Page, chart: &LineChart, scale: &Scale) -> Frame {
    let ticks = scale.ticks();
    let widest = ticks
        .iter()
        .map(|(_, label)| width(label, SMALL))
        .fold(0.0, f64::max);
    page.y += 8.0;
    page.measure(&chart.measure);
    // Room for a value above the highest mark.
    page.y += 16.0;
    let left = MARGIN + widest + 8.0;
    let right = RIGHT - end_labels_width(drawn(chart));
    let frame = Frame {
        left,
        top: page.y,
        right,
        bottom: page.y + HEIGHT,
    };
    for (fraction, label) in ticks {
        let y = frame.y(fraction);
        let stroke = if fraction == 0.0 { INK } else { RULE };
        page.add(&rule((frame.left, y), (frame.right, y), stroke));
        page.add(&text_at(frame.left - 6.0, y, &label, SMALL, Anchor::End));
    }
    frame
}

/// Adds the horizontal axis.
fn add_years(page: &mut Page, chart: &LineChart, frame: &Frame, years: &YearAxis) {
    for (x, year) in years.labelled() {
        page.add(&rule((x, frame.bottom), (x, frame.bottom + 4.0), INK));
        page.add(&text_at(
            x,
            frame.bottom + 13.0,
            &year.to_string(),
            SMALL,
            Anchor::Middle,
        ));
    }
    if !chart.years_label.is_empty() {
        let label = shortened(&chart.years_label, LABEL, frame.right - frame.left);
        let label = text_at(frame.right, frame.bottom + 29.0, &label, LABEL, Anchor::End);
        page.add(&label.with("fill", FAINT));
    }
}

/// Adds a hatched box for each year in which no series has a value.
fn add_missing_years(page: &mut Page, lines: &[Line], frame: &Frame, years: &YearAxis) {
    let box_width = (years.spacing() * 0.8).min(MAX_MISSING);
    for year in 0..years.count() {
        if lines.iter().all(|line| line.is_missing(year)) {
            let x = years.x(year) - box_width / 2.0;
            page.add(&missing_box(
                x,
                frame.top,
                box_width,
                frame.bottom - frame.top,
            ));
        }
    }
}
