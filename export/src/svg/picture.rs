//! Charts as one picture.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};

use quanwen_messages::Language;

use super::page::Page;
use super::{bars, grid, lines, strips};
use crate::chart::Chart;

/// Room between two charts.
const GAP: f64 = 20.0;

/// Draws charts below each other as a standalone SVG file. Charts of one kind and measure have the same scale.
///
/// ```
/// use quanwen_export::chart::LineChart;
/// let chart = LineChart::new("行政复议", 2019..=2021).series("", [Some(3.0), None, Some(0.0)]);
/// let svg = quanwen_export::svg::picture(&[chart.into()]);
/// assert!(svg.contains("行政复议"));
/// ```
pub fn picture(charts: &[Chart]) -> String {
    let mut page = Page::new();
    let scales = scales(charts);
    for (index, chart) in charts.iter().enumerate() {
        page.y += if index > 0 { GAP } else { 0.0 };
        page.title(chart.title());
        draw(
            &mut page,
            chart,
            scales.get(&scale_of(chart)).copied().unwrap_or(0.0),
        );
        page.remarks(&remarks(chart));
    }
    let titles: Vec<&str> = charts.iter().map(Chart::title).collect();
    let descriptions: Vec<String> = charts.iter().map(Chart::description).collect();
    let next = match charts.first().map(Chart::language) {
        Some(Language::Chinese) => "；",
        _ => "; ",
    };
    page.finish(&titles.join(next), &descriptions.join(next))
}

/// What charts have in common that share a scale.
fn scale_of(chart: &Chart) -> (Discriminant<Chart>, &str) {
    (discriminant(chart), chart.measure())
}

/// The largest value on each scale.
fn scales(charts: &[Chart]) -> HashMap<(Discriminant<Chart>, &str), f64> {
    let mut scales = HashMap::new();
    for chart in charts {
        let largest = scales.entry(scale_of(chart)).or_insert(0.0_f64);
        *largest = largest.max(chart.largest());
    }
    scales
}

fn draw(page: &mut Page, chart: &Chart, largest: f64) {
    match chart {
        Chart::Lines(chart) => lines::draw(page, chart, largest),
        Chart::Grid(chart) => grid::draw(page, chart, largest),
        Chart::Bars(chart) => bars::draw(page, chart, largest),
        Chart::Strips(chart) => strips::draw(page, chart),
    }
}

/// The remarks on a chart, and what is not drawn.
fn remarks(chart: &Chart) -> Vec<String> {
    let left_out = match chart {
        Chart::Lines(chart) => lines::remarks(chart),
        Chart::Grid(chart) => grid::remarks(chart),
        Chart::Bars(chart) => bars::remarks(chart).into_iter().collect(),
        Chart::Strips(chart) => strips::remarks(chart),
    };
    let left_out = left_out.iter();
    let left_out = left_out.map(|remark| remark.in_language(chart.language()));
    chart.remarks().into_iter().chain(left_out).collect()
}
