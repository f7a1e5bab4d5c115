//! Where mentions are in texts, a line for each text.

use quanwen_messages::text;
use unicode_width::UnicodeWidthStr;

use super::piece::{GAP, INDENT, Line, MISSING, Piece, Role, end_of, shortened, trimmed};
use crate::chart::{Strip, Strips};

/// The parts of the width for labels and for counts.
const LABEL_PART: usize = 3;
const COUNT_PART: usize = 4;
/// Fewest mentions in a column of the display, and how it looks.
const DENSITIES: [(usize, &str); 4] = [(4, "█"), (2, "┃"), (1, "│"), (0, " ")];
/// The end of a part in a column without mentions.
const BOUNDARY: &str = "┊";
/// The ends of a text.
const ENDS: [&str; 2] = ["[", "]"];

/// A line for each strip.
pub(super) fn lines(chart: &Strips, room: usize) -> Vec<Line> {
    let widest =
        |texts: &mut dyn Iterator<Item = String>| texts.map(|text| text.width()).max().unwrap_or(0);
    let labels = widest(&mut chart.strips.iter().map(|strip| label(strip, room)));
    let counts = widest(&mut chart.strips.iter().map(|strip| count(strip, room)));
    let bins = room - INDENT - labels - counts - 2 * GAP - ENDS.len();
    chart
        .strips
        .iter()
        .map(|strip| line(strip, room, labels, bins))
        .collect()
}

fn label(strip: &Strip, room: usize) -> String {
    end_of(&strip.label, room / LABEL_PART)
}

fn count(strip: &Strip, room: usize) -> String {
    strip.count().map_or_else(
        || MISSING.to_string(),
        |count| shortened(&count, room / COUNT_PART),
    )
}

fn line(strip: &Strip, room: usize, labels: usize, bins: usize) -> Line {
    let label = label(strip, room);
    let space = labels - label.width() + GAP;
    let marks = match strip.marks {
        Some(_) => vec![
            Piece::new(Role::Plain, ENDS[0]),
            Piece::new(Role::Bar, marks(strip, bins)),
            Piece::new(Role::Plain, ENDS[1]),
        ],
        None => vec![Piece::space(bins + ENDS.len())],
    };
    let start = [
        Piece::space(INDENT),
        Piece::new(Role::Label, label),
        Piece::space(space),
    ];
    let end = [
        Piece::space(GAP),
        Piece::new(Role::Number, count(strip, room)),
    ];
    trimmed(start.into_iter().chain(marks).chain(end).collect())
}

/// The marks of a strip, one character for each column.
fn marks(strip: &Strip, bins: usize) -> String {
    let mut ends = vec![false; bins];
    for boundary in strip.boundary_bins(bins) {
        ends[boundary] = true;
    }
    let mark = |(mentions, is_end): (&usize, &bool)| match (mentions, is_end) {
        (0, true) => BOUNDARY,
        (mentions, _) => density(*mentions),
    };
    strip.binned(bins).iter().zip(&ends).map(mark).collect()
}

fn density(mentions: usize) -> &'static str {
    let class = DENSITIES.iter().find(|(least, _)| *least <= mentions);
    class.map_or(" ", |(_, mark)| mark)
}

/// What the marks mean.
pub(super) fn key(chart: &Strips) -> String {
    let has_parts = chart
        .strips
        .iter()
        .any(|strip| !strip.boundaries().is_empty());
    let marks = text!("│ 1  ┃ 2 or 3  █ 4 or more").in_language(chart.language);
    if !has_parts {
        return marks.to_string();
    }
    let boundary = text!("end of a part").in_language(chart.language);
    format!("{marks}  {BOUNDARY} {boundary}")
}
