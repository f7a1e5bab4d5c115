//! A chart from its title to its remarks.

use super::piece::{Line, MISSING, Piece, Role, columns};
use super::{strips, table};
use crate::chart::{Chart, one_line, wrap};

/// Fewest columns of a line.
const MIN_COLUMNS: usize = 40;
/// Most columns of a line.
const MAX_COLUMNS: usize = 1000;

/// The lines of a chart, at most `columns` wide; of columns below 40 or above 1,000, that many.
///
/// ```
/// use quanwen_export::chart::LineChart;
/// let chart = LineChart::new("行政复议", 2019..=2021).series("", [Some(3.0), None, Some(0.0)]);
/// let lines = quanwen_export::text::lines(&chart.into(), 60);
/// let text: Vec<String> =
///     lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect()).collect();
/// assert_eq!(text[..4], ["行政复议", "  2019  3 ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇", "  2020  ·", "  2021  0"]);
/// ```
pub fn lines(chart: &Chart, columns: usize) -> Vec<Line> {
    let room = columns.clamp(MIN_COLUMNS, MAX_COLUMNS);
    let mut lines = wrapped(Role::Title, chart.title(), room);
    lines.extend(wrapped(Role::Remark, chart.measure(), room));
    lines.extend(match chart {
        Chart::Lines(chart) => table::of_lines(chart, room),
        Chart::Grid(grid) => table::of_grid(grid, room),
        Chart::Bars(chart) => table::of_bars(chart, room),
        Chart::Strips(chart) => strips::lines(chart, room),
    });
    if let Chart::Strips(chart) = chart {
        lines.extend(wrapped(Role::Remark, &strips::key(chart), room));
    }
    if chart.has_missing() {
        lines.extend(wrapped(
            Role::Remark,
            &format!("{MISSING} {}", chart.missing()),
            room,
        ));
    }
    lines.extend(
        chart
            .remarks()
            .iter()
            .flat_map(|remark| wrapped(Role::Remark, remark, room)),
    );
    lines
}

fn wrapped(role: Role, text: &str, room: usize) -> Vec<Line> {
    let lines = wrap(&one_line(text), room as f64, columns);
    lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| vec![Piece::new(role, line)])
        .collect()
}
