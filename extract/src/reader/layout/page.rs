//! The layout of one page: columns, reading order, blocks.
//!
//! Owns the order in which lines and tables are read. Knows nothing about other pages. Invariant: the content order of
//! the page is kept unless it is clearly not a reading order.

use std::collections::BTreeSet;

use super::glyph::{Direction, PageContent, floor};
use super::line::{Fragment, Line, fragments, lines};
use super::table::{Grid, grids};

/// A part of a page.
#[derive(Debug)]
pub(super) enum Block {
    Line(Line),
    /// The first copy of a running header or footer.
    Head(Line),
    /// The rows of a table, each with its cells.
    Table(Vec<Vec<String>>),
}

/// A page with its blocks in reading order.
#[derive(Debug)]
pub(in crate::reader) struct LaidOutPage {
    /// 1-based.
    pub(super) number: u32,
    pub(super) blocks: Vec<Block>,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl LaidOutPage {
    /// Lays out the content of a page.
    pub(in crate::reader) fn new(number: u32, content: &PageContent) -> Self {
        let main = content.direction();
        let grids = grids(&content.rules, main);
        let fragments = fragments(&content.glyphs, |glyph| {
            let grid = |(table, grid): (usize, &Grid)| Some((table, grid.cell_of(glyph)?));
            if glyph.direction == main {
                grids.iter().enumerate().find_map(grid)
            } else {
                None
            }
        });
        let blocks = blocks(fragments, &grids, main);
        Self {
            number,
            blocks,
            width: content.width,
            height: content.height,
        }
    }

    /// The position of a line between the top (0) and the bottom (1) of the page, in the direction of the line.
    pub(super) fn height_of(&self, line: &Line) -> f32 {
        let content = PageContent {
            width: self.width,
            height: self.height,
            ..PageContent::default()
        };
        let (top, bottom) = content.extent(line.direction);
        (line.y - top) / (bottom - top).max(1.0)
    }

    /// How many characters it has besides running heads and white space.
    pub(super) fn characters(&self) -> usize {
        let shown = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let of_block = |block: &Block| match block {
            Block::Line(line) => shown(&line.text()),
            Block::Head(_) => 0,
            Block::Table(rows) => rows.iter().flatten().map(|cell| shown(cell)).sum(),
        };
        self.blocks.iter().map(of_block).sum()
    }

    /// The lines outside tables.
    pub(super) fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Line(line) => Some(line),
            Block::Head(_) | Block::Table(_) => None,
        })
    }
}

/// Groups the fragments of a page into lines and tables, in reading order; text that is not in the main direction comes
/// last.
fn blocks(all: Vec<Fragment>, grids: &[Grid], main: Direction) -> Vec<Block> {
    let (straight, turned): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|fragment| fragment.direction == main);
    let gutter = gutter(&straight);
    let column = |fragment: &Fragment| gutter.map_or(0, |gutter| column_of(fragment, gutter));
    let straight = ordered(straight, gutter);
    let tables = tables(&straight, grids);
    let mut blocks = Vec::new();
    let mut written = BTreeSet::new();
    let mut open: Vec<Fragment> = Vec::new();
    for fragment in &straight {
        match fragment.cell {
            Some((table, _)) if written.insert(table) => {
                blocks.extend(lines(open.drain(..), column).into_iter().map(Block::Line));
                blocks.extend(tables.get(table).cloned().map(Block::Table));
            }
            Some(_) => {}
            None => open.push(fragment.clone()),
        }
    }
    blocks.extend(lines(open, column).into_iter().map(Block::Line));
    blocks.extend(lines(turned, |_| 0).into_iter().map(Block::Line));
    blocks
}

/// The rows of each table.
fn tables(all: &[Fragment], grids: &[Grid]) -> Vec<Vec<Vec<String>>> {
    let mut own: Vec<Vec<&Fragment>> = vec![Vec::new(); grids.len()];
    for fragment in all {
        if let Some(table) = fragment.cell.and_then(|(table, _)| own.get_mut(table)) {
            table.push(fragment);
        }
    }
    grids
        .iter()
        .zip(&own)
        .map(|(grid, own)| grid.rows(own))
        .collect()
}

/// 1 to the left of a gutter, 2 to the right of it, 0 across it.
fn column_of(fragment: &Fragment, gutter: f32) -> u8 {
    match (fragment.x1 <= gutter + 2.0, fragment.x0 >= gutter - 2.0) {
        (true, _) => 1,
        (_, true) => 2,
        _ => 0,
    }
}

/// The position of the gap between two columns of text; `None` on a single-column page.
fn gutter(all: &[Fragment]) -> Option<f32> {
    /// Minimum number of lines in each column.
    const LINES: usize = 10;
    /// Minimum average number of characters per line of a column: shorter lines are a table.
    const CHARACTERS: usize = 9;
    let text: Vec<&Fragment> = all
        .iter()
        .filter(|fragment| fragment.cell.is_none())
        .collect();
    let left = text.iter().map(|fragment| fragment.x0).reduce(f32::min)?;
    let right = text.iter().map(|fragment| fragment.x1).reduce(f32::max)?;
    let crossing = |x: f32| {
        text.iter()
            .filter(|fragment| fragment.x0 < x && x < fragment.x1)
            .count()
    };
    let places = (35..=65_u8).map(|percent| left + (right - left) * f32::from(percent) / 100.0);
    let gutter =
        places.min_by_key(|x| (crossing(*x), floor((x - f32::midpoint(left, right)).abs())))?;
    let is_column = |column: u8| {
        let own: Vec<_> = text
            .iter()
            .filter(|fragment| column_of(fragment, gutter) == column)
            .collect();
        let characters: usize = own
            .iter()
            .map(|fragment| fragment.text.chars().count())
            .sum();
        let widest = own
            .iter()
            .map(|fragment| fragment.x1 - fragment.x0)
            .fold(0.0, f32::max);
        own.len() >= LINES && characters >= CHARACTERS * own.len() && widest > 0.3 * (right - left)
    };
    (crossing(gutter) * 6 < text.len() && is_column(1) && is_column(2)).then_some(gutter)
}

/// Fragments in reading order: the order of the page, unless it mixes up columns or rows.
fn ordered(mut all: Vec<Fragment>, gutter: Option<f32>) -> Vec<Fragment> {
    /// Maximum number of switches between columns in the order of the page.
    const SWITCHES: usize = 8;
    if let Some(gutter) = gutter {
        let columns: Vec<u8> = all
            .iter()
            .map(|fragment| column_of(fragment, gutter))
            .filter(|column| *column > 0)
            .collect();
        if columns
            .windows(2)
            .filter(|pair| pair.first() != pair.last())
            .count()
            > SWITCHES
        {
            order_columns(&mut all, gutter);
        }
    } else if is_mixed_up(&all) {
        all.sort_by(|a, b| {
            floor(a.y / 3.0)
                .cmp(&floor(b.y / 3.0))
                .then(a.x0.total_cmp(&b.x0))
        });
    }
    all
}

/// Orders the fragments between two full-width lines column by column.
fn order_columns(all: &mut [Fragment], gutter: f32) {
    let mut whole: Vec<f32> = all
        .iter()
        .filter(|fragment| column_of(fragment, gutter) == 0)
        .map(|fragment| fragment.y)
        .collect();
    whole.sort_by(f32::total_cmp);
    all.sort_by_key(|fragment| {
        let column = column_of(fragment, gutter);
        let above = whole.partition_point(|y| *y < fragment.y - 1.0);
        (
            2 * above + usize::from(column == 0),
            column,
            floor(fragment.y),
        )
    });
}

/// Whether more than a few fragments are above the preceding one.
fn is_mixed_up(all: &[Fragment]) -> bool {
    let text: Vec<&Fragment> = all
        .iter()
        .filter(|fragment| fragment.cell.is_none())
        .collect();
    let steps_back = text
        .windows(2)
        .filter(|pair| matches!(pair, [before, after] if after.y < before.y - 1.2 * before.size))
        .count();
    steps_back > 4 && steps_back * 6 > text.len()
}
