//! Rows with a label and a number for each column, with or without bars; columns without room go on below.

use unicode_width::UnicodeWidthStr;

use super::cells::Cells;
use super::piece::{GAP, INDENT, Line, Piece, Role, columns, shortened, trimmed};
use crate::chart::{BarChart, Grid, GridRow, LineChart, PathLabel, PathLabels};

/// The part of the width for the labels of rows, unless shorter ones would be equal.
const LABEL_PART: usize = 3;

/// A row for each year, with a bar for each series.
pub(super) fn of_lines(chart: &LineChart, room: usize) -> Vec<Line> {
    let years: Vec<Vec<String>> = chart
        .years
        .clone()
        .map(|year| vec![year.to_string()])
        .collect();
    let value = |year: usize| {
        chart
            .series
            .iter()
            .map(move |series| series.value(year))
            .collect()
    };
    let rows: Vec<Vec<Option<f64>>> = (0..years.len()).map(value).collect();
    let names: Vec<String> = chart
        .series
        .iter()
        .map(|series| series.name.clone())
        .collect();
    let paths = years.iter().map(Vec::as_slice);
    Table {
        names,
        rows,
        has_bars: true,
    }
    .lines(paths, room)
}

/// A row for each place.
pub(super) fn of_grid(grid: &Grid, room: usize) -> Vec<Line> {
    let names = grid.columns.labels();
    let cells = |row: &GridRow| (0..names.len()).map(|column| row.cell(column)).collect();
    let rows = grid.rows.iter().map(cells).collect();
    let paths = grid.rows.iter().map(|row| &row.path[..]);
    Table {
        names,
        rows,
        has_bars: false,
    }
    .lines(paths, room)
}

/// A row with a bar for each thing.
pub(super) fn of_bars(chart: &BarChart, room: usize) -> Vec<Line> {
    let rows = chart.bars.iter().map(|bar| vec![bar.drawn()]).collect();
    let paths = chart.bars.iter().map(|bar| &bar.path[..]);
    Table {
        names: vec![String::new()],
        rows,
        has_bars: true,
    }
    .lines(paths, room)
}

/// What a table shows.
struct Table {
    names: Vec<String>,
    rows: Vec<Vec<Option<f64>>>,
    has_bars: bool,
}

impl Table {
    fn lines<'p>(&self, paths: impl Iterator<Item = &'p [String]>, room: usize) -> Vec<Line> {
        let cells = Cells::new(&self.names, &self.rows);
        let labels = Labels::new(paths, room, cells.least_width() + INDENT + GAP);
        let cells = cells.fit(
            self.has_bars,
            self.names.len(),
            room - INDENT - labels.width,
        );
        let names: Vec<&String> = self.names.iter().collect();
        let columns: Vec<usize> = (0..names.len()).collect();
        let mut lines = Vec::new();
        for (index, block) in columns.chunks(cells.per_block()).enumerate() {
            if index > 0 {
                lines.push(Line::new());
            }
            let names: Vec<&str> = block.iter().map(|column| names[*column].as_str()).collect();
            let header = labels.header();
            lines.extend(cells.header(&names, header));
            lines.extend(
                self.rows
                    .iter()
                    .zip(&labels.paths.labels)
                    .map(|(row, label)| {
                        let values = block.iter().flat_map(|column| cells.cell(row[*column]));
                        trimmed(labels.row(label).into_iter().chain(values).collect())
                    }),
            );
        }
        lines
    }
}

/// The labels of rows.
struct Labels {
    paths: PathLabels,
    width: usize,
}

impl Labels {
    /// Labels of rows in which cells need some columns.
    fn new<'p>(paths: impl Iterator<Item = &'p [String]>, room: usize, cells: usize) -> Self {
        // Labels take up to twice their room.
        let room = (room / LABEL_PART).min(room.saturating_sub(cells) / 2);
        let paths = PathLabels::new(paths, room as f64, columns);
        let widest = paths
            .labels
            .iter()
            .map(|label| label.text().width())
            .max()
            .unwrap_or(0);
        let width = widest.max(paths.common.width().min(room));
        Self { paths, width }
    }

    /// What all labels have in common, in their place.
    fn header(&self) -> Line {
        let common = shortened(&self.paths.common, self.width);
        let space = INDENT + self.width - common.width();
        vec![
            Piece::space(INDENT),
            Piece::new(Role::Remark, common),
            Piece::space(space - INDENT),
        ]
    }

    fn row(&self, label: &PathLabel) -> Line {
        let space = self.width - label.text().width();
        vec![
            Piece::space(INDENT),
            Piece::new(Role::Remark, &label.parents),
            Piece::new(Role::Label, &label.name),
            Piece::space(space),
        ]
    }
}
