//! Ruled tables: ruled lines → a grid of cells, fragments → rows.
//!
//! Decides which ruled lines form a table and which cells of its grid are merged. Must not know paragraphs. Invariant:
//! a fragment is in the cell where it is displayed, and a merged cell is one cell in its first row.

use super::cell::cell_text;
use super::glyph::{Direction, Glyph, Rule};
use super::line::Fragment;
use super::sets::Sets;

/// Maximum gap in points between ruled lines that count as touching.
const SLACK: f32 = 3.0;
/// Maximum number of horizontal or vertical ruled lines; a page with more is a drawing.
const RULES: usize = 3_000;
/// Maximum number of tables; a page with more is a drawing.
const GRIDS: usize = 100;
/// Maximum number of cells in a grid; a grid with more is a drawing.
const CELLS: usize = 20_000;

/// A horizontal or vertical ruled line: at `at`, between `from` and `to`.
#[derive(Debug, Clone, Copy)]
struct Edge {
    at: f32,
    from: f32,
    to: f32,
}

/// A ruled table.
#[derive(Debug)]
pub(in crate::reader) struct Grid {
    /// Column boundaries, ascending.
    xs: Vec<f32>,
    /// Row boundaries, ascending.
    ys: Vec<f32>,
    /// For each cell, the first cell of the merged cell that contains it.
    roots: Vec<usize>,
}

/// The tables formed by the ruled lines of a page, in the coordinates of a direction.
pub(in crate::reader) fn grids(rules: &[Rule], direction: Direction) -> Vec<Grid> {
    let (across, down) = edges(rules, direction);
    if across.len() > RULES || down.len() > RULES {
        return Vec::new();
    }
    let grids: Vec<Grid> = groups(&across, &down)
        .iter()
        .filter_map(|(across, down)| Grid::new(across, down))
        .collect();
    if grids.len() > GRIDS {
        Vec::new()
    } else {
        grids
    }
}

/// Horizontal and vertical ruled lines, with collinear lines that touch joined.
fn edges(rules: &[Rule], direction: Direction) -> (Vec<Edge>, Vec<Edge>) {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for rule in rules {
        let ((x0, y0), (x1, y1)) = (direction.turn(rule.from), direction.turn(rule.to));
        if (x1 - x0).abs() >= (y1 - y0).abs() {
            across.push(Edge {
                at: f32::midpoint(y0, y1),
                from: x0.min(x1),
                to: x0.max(x1),
            });
        } else {
            down.push(Edge {
                at: f32::midpoint(x0, x1),
                from: y0.min(y1),
                to: y0.max(y1),
            });
        }
    }
    (joined(across), joined(down))
}

/// Joins collinear edges that touch.
fn joined(mut edges: Vec<Edge>) -> Vec<Edge> {
    let is_on_line = |a: &Edge, b: &Edge| a.at.round().total_cmp(&b.at.round()).is_eq();
    edges.sort_by(|a, b| {
        a.at.round()
            .total_cmp(&b.at.round())
            .then(a.from.total_cmp(&b.from))
    });
    let mut joined: Vec<Edge> = Vec::new();
    for edge in edges {
        match joined.last_mut() {
            Some(last) if is_on_line(last, &edge) && edge.from <= last.to + SLACK => {
                last.to = last.to.max(edge.to);
            }
            _ => joined.push(edge),
        }
    }
    joined
}

/// Groups of edges that cross each other, directly or through other edges.
fn groups(across: &[Edge], down: &[Edge]) -> Vec<(Vec<Edge>, Vec<Edge>)> {
    let mut sets = Sets::new(across.len() + down.len());
    for (row, horizontal) in across.iter().enumerate() {
        for (column, vertical) in down.iter().enumerate() {
            if spans(horizontal, vertical.at) && spans(vertical, horizontal.at) {
                sets.join(row, across.len() + column);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Edge>, Vec<Edge>)> =
        std::collections::BTreeMap::new();
    for (row, horizontal) in across.iter().enumerate() {
        groups
            .entry(sets.root(row))
            .or_default()
            .0
            .push(*horizontal);
    }
    for (column, vertical) in down.iter().enumerate() {
        groups
            .entry(sets.root(across.len() + column))
            .or_default()
            .1
            .push(*vertical);
    }
    groups.into_values().collect()
}

/// Whether an edge covers a position.
fn spans(edge: &Edge, at: f32) -> bool {
    edge.from - SLACK <= at && at <= edge.to + SLACK
}

/// Positions in ascending order, with near ones merged.
fn distinct(mut places: Vec<f32>) -> Vec<f32> {
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, last| *next - *last <= SLACK);
    places
}

impl Grid {
    /// The grid of crossing edges; `None` if they form fewer than two cells.
    fn new(across: &[Edge], down: &[Edge]) -> Option<Self> {
        if across.len() < 2 || down.is_empty() {
            return None;
        }
        let ends = |edges: &[Edge]| {
            edges
                .iter()
                .flat_map(|edge| [edge.from, edge.to])
                .collect::<Vec<_>>()
        };
        let outer = |places: Vec<f32>| distinct(places).into_iter();
        let (left, right) = (
            outer(ends(across)).next()?,
            outer(ends(across)).next_back()?,
        );
        // Statistics tables often have open sides, so the horizontal lines determine where they end.
        let xs = distinct(
            down.iter()
                .map(|edge| edge.at)
                .chain([left, right])
                .collect(),
        );
        let ys = distinct(across.iter().map(|edge| edge.at).collect());
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns == 0 || rows == 0 || columns.checked_mul(rows)? > CELLS {
            return None;
        }
        let mut grid = Self {
            xs,
            ys,
            roots: Vec::new(),
        };
        grid.roots = grid.merged(across, down, columns, rows);
        let first = *grid.roots.first()?;
        grid.roots.iter().any(|root| *root != first).then_some(grid)
    }

    /// The first cell of each merged cell: neighbours without an edge between them are merged.
    fn merged(&self, across: &[Edge], down: &[Edge], columns: usize, rows: usize) -> Vec<usize> {
        let mut sets = Sets::new(columns * rows);
        let down: Vec<Vec<Edge>> = self.xs.iter().map(|x| edges_at(down, *x)).collect();
        let across: Vec<Vec<Edge>> = self.ys.iter().map(|y| edges_at(across, *y)).collect();
        let middle =
            |places: &[f32], at: usize| Some(f32::midpoint(*places.get(at)?, *places.get(at + 1)?));
        for row in 0..rows {
            for column in 0..columns {
                let cell = row * columns + column;
                let (Some(x), Some(y)) = (middle(&self.xs, column), middle(&self.ys, row)) else {
                    continue;
                };
                if column + 1 < columns && !parts(down.get(column + 1), y) {
                    sets.join(cell, cell + 1);
                }
                if row + 1 < rows && !parts(across.get(row + 1), x) {
                    sets.join(cell, cell + columns);
                }
            }
        }
        (0..columns * rows).map(|cell| sets.root(cell)).collect()
    }

    /// The cell that contains a glyph.
    pub(in crate::reader) fn cell_of(&self, glyph: &Glyph) -> Option<usize> {
        let (x, y) = glyph.middle();
        let column = interval(&self.xs, x)?;
        let row = interval(&self.ys, y)?;
        self.roots.get(row * (self.xs.len() - 1) + column).copied()
    }

    /// The rows of the table: the text of the cells of each row, from left to right.
    pub(super) fn rows(&self, fragments: &[&Fragment]) -> Vec<Vec<String>> {
        let columns = self.xs.len() - 1;
        let mut cells: Vec<Vec<&Fragment>> = vec![Vec::new(); self.roots.len()];
        for fragment in fragments.iter().copied() {
            if let Some(cell) = fragment.cell.and_then(|(_, cell)| cells.get_mut(cell)) {
                cell.push(fragment);
            }
        }
        let row_of = |row: usize| {
            let own = (row * columns..(row + 1) * columns)
                .filter(|cell| self.roots.get(*cell) == Some(cell));
            own.map(|cell| cell_text(cells.get(cell).map_or(&[], Vec::as_slice), self.width(cell)))
                .collect::<Vec<_>>()
        };
        let rows = (0..self.ys.len() - 1).map(row_of);
        rows.filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
            .collect()
    }

    /// The width of a cell, including the cells merged into it.
    fn width(&self, cell: usize) -> f32 {
        let columns = self.xs.len() - 1;
        let (row, first) = (cell / columns, cell % columns);
        let is_one = |column: &usize| self.roots.get(row * columns + column) == Some(&cell);
        let last = (first..columns).take_while(is_one).last().unwrap_or(first);
        match (self.xs.get(first), self.xs.get(last + 1)) {
            (Some(left), Some(right)) => right - left,
            _ => 0.0,
        }
    }
}

/// The edges at a position.
fn edges_at(edges: &[Edge], at: f32) -> Vec<Edge> {
    edges
        .iter()
        .copied()
        .filter(|edge| (edge.at - at).abs() <= SLACK)
        .collect()
}

/// Whether one of the edges between two neighbours separates them at a position along it.
fn parts(edges: Option<&Vec<Edge>>, along: f32) -> bool {
    edges.is_some_and(|edges| {
        edges
            .iter()
            .any(|edge| edge.from <= along && along <= edge.to)
    })
}

/// The index of the interval between ascending positions that contains a position.
fn interval(places: &[f32], at: f32) -> Option<usize> {
    let after = places.partition_point(|place| *place <= at);
    (after < places.len())
        .then(|| after.checked_sub(1))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::layout::line::fragments;

    fn rule(x0: u16, y0: u16, x1: u16, y1: u16) -> Rule {
        Rule {
            from: (x0.into(), y0.into()),
            to: (x1.into(), y1.into()),
        }
    }

    fn set(text: &str, x: f32, y: f32) -> Vec<Glyph> {
        let glyph = |(position, c): (usize, char)| {
            let x0 = x + f32::from(u16::try_from(position).unwrap()) * 10.0;
            Glyph {
                text: c.to_string().into(),
                direction: Direction::Right,
                x0,
                x1: x0 + 10.0,
                y,
                size: 10.0,
            }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn rows(rules: &[Rule], glyphs: &[Glyph]) -> Vec<Vec<String>> {
        let grids = grids(rules, Direction::Right);
        let grid = grids.first().unwrap();
        let fragments = fragments(glyphs, |glyph| Some((0, grid.cell_of(glyph)?)));
        grid.rows(&fragments.iter().collect::<Vec<_>>())
    }

    fn frame() -> Vec<Rule> {
        let across = [0, 40, 80].map(|y| rule(0, y, 200, y));
        let down = [0, 100, 200].map(|x| rule(x, 0, x, 80));
        [across, down].concat()
    }

    #[test]
    fn cells_of_a_row_stand_together_whatever_the_order_of_the_page() {
        let glyphs = [
            set("事项", 10.0, 20.0),
            set("受理", 10.0, 60.0),
            set("件数", 110.0, 20.0),
            set("37", 110.0, 60.0),
        ];
        assert_eq!(
            rows(&frame(), &glyphs.concat()),
            [["事项", "件数"], ["受理", "37"]]
        );
    }

    #[test]
    fn glyphs_that_nearly_touch_over_an_edge_are_parted() {
        assert_eq!(
            rows(&frame(), &set("上年结转事项共十二件", 50.0, 20.0)),
            [["上年结转事", "项共十二件"]]
        );
    }

    #[test]
    fn merged_cell_is_one_cell_of_its_first_row() {
        let across = [
            rule(0, 0, 200, 0),
            rule(100, 40, 200, 40),
            rule(0, 80, 200, 80),
        ];
        let down = [0, 100, 200].map(|x| rule(x, 0, x, 80));
        let glyphs = [
            set("合计", 10.0, 44.0),
            set("12", 110.0, 20.0),
            set("37", 110.0, 60.0),
        ];
        let expected = [vec!["合计".to_string(), "12".into()], vec!["37".into()]];
        assert_eq!(rows(&[across, down].concat(), &glyphs.concat()), expected);
    }

    #[test]
    fn lines_of_a_full_cell_are_joined_and_of_a_short_one_are_not() {
        let glyphs = [
            set("依申请公开政府信", 8.0, 12.0),
            set("息情况", 8.0, 26.0),
            set("一", 110.0, 12.0),
            set("二", 110.0, 26.0),
        ];
        assert_eq!(
            rows(&frame(), &glyphs.concat()),
            [["依申请公开政府信息情况", "一\n二"]]
        );
    }

    #[test]
    fn frame_around_text_is_no_table() {
        let rules = [
            rule(0, 0, 200, 0),
            rule(0, 80, 200, 80),
            rule(0, 0, 0, 80),
            rule(200, 0, 200, 80),
        ];
        assert!(grids(&rules, Direction::Right).is_empty());
    }
}
