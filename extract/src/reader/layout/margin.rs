//! Margins, line pitch and body font size: the layout shared by the lines of a document.
//!
//! Owns the statistics that decide whether a line is full or indented. Knows nothing about paragraphs. Invariant: a
//! margin is shared by several lines, so that no single line determines it.

use std::collections::HashMap;

use super::glyph::{Direction, floor};
use super::line::Line;
use super::page::LaidOutPage;

/// The horizontal start and end of the text of a column, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margins {
    pub(super) left: f32,
    pub(super) right: f32,
}

/// Columns with the same margins on every page: page width in points, direction, column.
type Frame = (i32, Direction, u8);

/// Layout statistics of all pages.
pub(super) struct Layout {
    document: HashMap<Frame, Margins>,
    pages: HashMap<(u32, Frame), Margins>,
    /// The typical line distance, by twice the font size.
    pitches: HashMap<i32, f32>,
    /// The font size of most of the text.
    pub(super) body_size: f32,
}

impl Layout {
    pub(super) fn of(pages: &[LaidOutPage]) -> Self {
        let mut by_frame: HashMap<Frame, Vec<&Line>> = HashMap::new();
        let mut by_page: HashMap<(u32, Frame), Vec<&Line>> = HashMap::new();
        for page in pages {
            for line in page.lines() {
                let frame = frame(page.width, line);
                by_frame.entry(frame).or_default().push(line);
                by_page.entry((page.number, frame)).or_default().push(line);
            }
        }
        let document: HashMap<_, _> = by_frame
            .iter()
            .map(|(frame, lines)| (*frame, shared_margins(lines)))
            .collect();
        let own = |(key, lines): (&(u32, Frame), &Vec<&Line>)| {
            Some((*key, page_margins(lines, *document.get(&key.1)?)))
        };
        let pages_margins = by_page.iter().filter_map(own).collect();
        Self {
            pages: pages_margins,
            pitches: pitches(pages),
            body_size: body_size(pages),
            document,
        }
    }

    /// The margins of a line's column.
    pub(super) fn margins(&self, page: u32, width: f32, line: &Line) -> Margins {
        let frame = frame(width, line);
        let own = self
            .pages
            .get(&(page, frame))
            .or_else(|| self.document.get(&frame));
        own.copied().unwrap_or(Margins {
            left: line.x0,
            right: line.x1,
        })
    }

    /// The maximum distance between two lines of one paragraph.
    pub(super) fn largest_pitch(&self, size: f32) -> f32 {
        1.35 * self
            .pitches
            .get(&floor(2.0 * size))
            .copied()
            .unwrap_or(1.6 * size)
    }
}

fn frame(width: f32, line: &Line) -> Frame {
    (floor(width), line.direction, line.column)
}

/// The margins shared by several lines.
fn shared_margins(lines: &[&Line]) -> Margins {
    let lines = long_lines(lines);
    let support = (lines.len() / 30).clamp(1, 20);
    let (left, _) = shared(lines.iter().map(|line| line.x0), support);
    let (right, _) = shared(lines.iter().map(|line| -line.x1), support);
    Margins {
        left,
        right: -right,
    }
}

/// Lines at least half as long as the text width: shorter ones may be cells or signatures and don't indicate a margin.
fn long_lines<'l>(lines: &[&'l Line]) -> Vec<&'l Line> {
    let width = |line: &&Line| line.x1 - line.x0;
    let mut widths: Vec<f32> = lines.iter().map(width).collect();
    widths.sort_by(f32::total_cmp);
    let usual = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0.0);
    lines
        .iter()
        .copied()
        .filter(|line| width(line) >= 0.5 * usual)
        .collect()
}

/// The margins of a page: its own if many of its lines share them, otherwise those of the document.
fn page_margins(lines: &[&Line], document: Margins) -> Margins {
    let lines = long_lines(lines);
    let many = (lines.len() / 4).max(4);
    let (left, lefts) = shared(lines.iter().map(|line| line.x0), many);
    let (right, rights) = shared(lines.iter().map(|line| -line.x1), many);
    // Margins of left and right pages may differ by this many points; a larger difference indicates a list or a table.
    let is_near = |own: f32, document: f32| (own - document).abs() < 45.0;
    Margins {
        left: if lefts >= many && is_near(left, document.left) {
            left
        } else {
            document.left
        },
        right: if rights >= many && is_near(-right, document.right) {
            -right
        } else {
            document.right
        },
    }
}

/// The smallest position shared by at least `support` positions within `SAME` points, and how many share it.
fn shared(places: impl Iterator<Item = f32>, support: usize) -> (f32, usize) {
    /// Maximum difference in points between positions that count as the same.
    const SAME: f32 = 5.0;
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    for (at, place) in places.iter().enumerate() {
        let sharing = places.partition_point(|other| *other <= *place + SAME) - at;
        if sharing >= support {
            return (*place, sharing);
        }
    }
    (places.first().copied().unwrap_or(0.0), 0)
}

/// The typical line distance by font size: the 40th percentile of the distances.
fn pitches(pages: &[LaidOutPage]) -> HashMap<i32, f32> {
    let mut distances: HashMap<i32, Vec<f32>> = HashMap::new();
    for page in pages {
        let lines: Vec<&Line> = page.lines().collect();
        for pair in lines.windows(2) {
            if let [above, below] = pair
                && frame(page.width, above) == frame(page.width, below)
                && floor(2.0 * above.size) == floor(2.0 * below.size)
                && (0.8..3.0).contains(&((below.y - above.y) / below.size))
            {
                distances
                    .entry(floor(2.0 * below.size))
                    .or_default()
                    .push(below.y - above.y);
            }
        }
    }
    let usual = |mut distances: Vec<f32>| {
        distances.sort_by(f32::total_cmp);
        distances.get(distances.len() * 2 / 5).copied()
    };
    distances
        .into_iter()
        .filter_map(|(size, distances)| Some((size, usual(distances)?)))
        .collect()
}

/// The font size of most characters.
fn body_size(pages: &[LaidOutPage]) -> f32 {
    let mut characters: HashMap<i32, (usize, f32)> = HashMap::new();
    for line in pages.iter().flat_map(LaidOutPage::lines) {
        let entry = characters
            .entry(floor(2.0 * line.size))
            .or_insert((0, line.size));
        entry.0 += line
            .fragments
            .iter()
            .map(|fragment| fragment.text.len())
            .sum::<usize>();
    }
    characters
        .into_iter()
        .max_by_key(|(size, (count, _))| (*count, *size))
        .map_or(0.0, |(_, (_, size))| size)
}
