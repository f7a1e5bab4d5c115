//! The lines of a text as the parts are read from them.

use crate::structure::date::ends_in_date;
use crate::structure::genre::Genre;
use crate::structure::heading::{
    MAX_CHARACTER_BYTES, MAX_HEADING, first_characters, strip_markup, strip_markup_end,
};
use crate::structure::line::{Line, LineKind, without_blanks};
use crate::structure::marker::Marker;

/// Lines below a title that are read to tell what it is the title of.
pub(super) const MAX_AHEAD: usize = 12;
/// Characters of a line that is longer than any title or entry.
pub(super) const MAX_ENTRY: usize = 60;

/// The lines of a text with the numbers that they begin with.
#[derive(Clone, Copy)]
pub(super) struct View<'t> {
    pub text: &'t str,
    pub lines: &'t [Line],
    pub numbers: &'t [Option<Marker>],
    pub genre: &'t Genre,
}

impl<'t> View<'t> {
    /// A line without markup.
    pub(super) fn bare(self, index: usize) -> &'t str {
        strip_markup_end(strip_markup(self.lines[index].text(self.text)))
    }

    pub(super) fn is_text(self, index: usize) -> bool {
        self.lines[index].kind == LineKind::Text
    }

    /// Whether a line ends in a date, as the last of a signature does.
    pub(super) fn is_date(self, index: usize) -> bool {
        let line = without_blanks(first_characters(self.bare(index), MAX_ENTRY));
        ends_in_date(&line, self.genre)
    }

    /// The lines after a line that are read to tell what it is the title of.
    pub(super) fn below(self, index: usize) -> impl Iterator<Item = usize> + Clone {
        (index + 1..self.lines.len()).take(MAX_AHEAD)
    }
}

/// Whether a line can be a title. The bytes decide for most lines.
pub(super) fn is_short(line: &str) -> bool {
    line.len() <= MAX_HEADING * MAX_CHARACTER_BYTES
        && line.chars().nth(MAX_HEADING).is_none()
        && !line.contains('。')
}
