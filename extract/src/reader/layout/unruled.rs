//! Tables without ruled lines: lines with wide gaps, one below the other.
//!
//! Decides which lines are rows. Invariant: words are neither lost nor moved to another line.

use super::line::Line;
use super::page::Block;

/// Minimum number of lines with gaps that form a table.
const ROWS: usize = 3;

/// Maximum number of columns; lines with more are not a table.
const COLUMNS: usize = 60;

/// Converts consecutive lines with the same gaps to tables.
pub(super) fn with_tables(blocks: Vec<Block>) -> Vec<Block> {
    let mut with_tables = Vec::new();
    let mut rows: Vec<Line> = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) if rows.last().is_some_and(|above| is_row_below(above, &line)) => {
                rows.push(line);
            }
            Block::Line(line) if line.fragments.len() > 1 && !has_leader(&line) => {
                end_table(&mut rows, &mut with_tables);
                rows.push(line);
            }
            other => {
                end_table(&mut rows, &mut with_tables);
                with_tables.push(other);
            }
        }
    }
    end_table(&mut rows, &mut with_tables);
    with_tables
}

/// Emits candidate rows as a table if there are enough of them, otherwise as lines.
fn end_table(rows: &mut Vec<Line>, blocks: &mut Vec<Block>) {
    if rows.len() < ROWS {
        blocks.extend(rows.drain(..).map(Block::Line));
        return;
    }
    let cells = |line: Line| {
        line.fragments
            .into_iter()
            .map(|fragment| fragment.text)
            .collect()
    };
    blocks.push(Block::Table(rows.drain(..).map(cells).collect()));
}

/// Whether a line has a dot leader to a page number, as in a table of contents, whose lines are not rows.
fn has_leader(line: &Line) -> bool {
    line.fragments
        .iter()
        .any(|fragment| fragment.text.contains("....") || fragment.text.contains("………"))
}

/// Whether the fragments of a line are below those of the row above: each fragment of the line with fewer overlaps one
/// of the other line.
fn is_row_below(above: &Line, line: &Line) -> bool {
    let (fewer, more) = if above.fragments.len() <= line.fragments.len() {
        (above, line)
    } else {
        (line, above)
    };
    let overlaps = |x0: f32, x1: f32| {
        more.fragments
            .iter()
            .any(|other| other.x0 < x1 && x0 < other.x1)
    };
    more.fragments.len() <= COLUMNS
        && !has_leader(line)
        && above.direction == line.direction
        && above.column == line.column
        && fewer.fragments.len() > 1
        && fewer
            .fragments
            .iter()
            .all(|fragment| overlaps(fragment.x0, fragment.x1))
}
