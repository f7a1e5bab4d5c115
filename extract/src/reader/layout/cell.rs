//! The fragments of a cell of a ruled table → its text. Knows nothing about ruled lines.

use super::line::{Fragment, glue};

/// The total space on both sides of the text in a cell plus less than one character, in units of the font size.
const CELL_MARGIN: f32 = 2.6;
/// The same for a cell with indented text.
const WIDE_CELL_MARGIN: f32 = 4.5;

/// The text of a cell: a line that reaches the cell edge is joined with the next, others end with a line break.
pub(super) fn cell_text(fragments: &[&Fragment], width: f32) -> String {
    let mut text = String::new();
    let mut line: Option<(f32, f32, f32)> = None;
    for fragment in fragments {
        let words = fragment.text.trim();
        if let Some((y, x0, x1)) = line {
            let is_level = (y - fragment.y).abs() < 0.5 * fragment.size;
            let room = (width - (x1 - x0)) / fragment.size.max(1.0);
            let is_full = room < CELL_MARGIN || room < WIDE_CELL_MARGIN && x1 - x0 > 0.6 * width;
            push_words(&mut text, words, is_level, is_full);
            line = Some(if is_level {
                (y, x0.min(fragment.x0), x1.max(fragment.x1))
            } else {
                (fragment.y, fragment.x0, fragment.x1)
            });
        } else {
            text.push_str(words);
            line = Some((fragment.y, fragment.x0, fragment.x1));
        }
    }
    text
}

fn push_words(text: &mut String, words: &str, is_level: bool, is_full: bool) {
    if is_level {
        text.push(' ');
    } else if is_full {
        let (between, drops_hyphen) = glue(text, words);
        if drops_hyphen {
            text.pop();
        }
        text.push_str(between);
    } else {
        text.push('\n');
    }
    text.push_str(words);
}
