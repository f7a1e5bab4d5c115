//! How much room a text takes, estimated: the reader's font is not known.

use unicode_width::UnicodeWidthChar;

use crate::chart::{cut, cut_start, one_line, wrap};

/// Width of a full-width character, and of one that Chinese fonts make full-width, in units of the font size.
const FULL: f64 = 1.0;
/// Width of another character: that of a digit in Noto Sans CJK, with a little room for wider fonts.
const HALF: f64 = 0.58;
/// Width of a capital letter.
const CAPITAL: f64 = 0.7;

/// The estimated width of a text in pixels.
pub(super) fn width(text: &str, font_size: f64) -> f64 {
    text.chars().map(ems).sum::<f64>() * font_size
}

fn ems(c: char) -> f64 {
    match c {
        'A'..='Z' => CAPITAL,
        _ => match c.width_cjk() {
            None | Some(0) => 0.0,
            Some(1) => HALF,
            Some(_) => FULL,
        },
    }
}

/// A text as one line, shortened from its end to fit a room in pixels.
pub(super) fn shortened(text: &str, font_size: f64, room: f64) -> String {
    cut(&one_line(text), room, |text| width(text, font_size))
}

/// A text as one line, shortened from its start to fit a room in pixels.
pub(super) fn end_of(text: &str, font_size: f64, room: f64) -> String {
    cut_start(&one_line(text), room, |text| width(text, font_size))
}

/// Breaks a text into lines that fit a room in pixels.
pub(super) fn wrapped(text: &str, font_size: f64, room: f64) -> Vec<String> {
    wrap(&one_line(text), room, |text| width(text, font_size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_take_one_em() {
        assert!((width("松泽县", 12.0) - 36.0).abs() < 1e-9);
        assert!(width("2019", 12.0) < width("县县县", 12.0));
    }
}
