//! What a query says besides words: places, years, issuers and kinds of documents that the corpus has, and figures.
//!
//! Owns what is read as such and what stays a word; `index-schema/query.toml` has the words of the rules. Must not know how
//! an index stores the names ([`Names`] is given them), or what a reading does to a ranking.

mod figure;
mod names;
mod place;
mod year;

use std::ops::Range;

pub(crate) use self::figure::spellings;
pub use self::names::Place;
pub(crate) use self::names::{Labels, Names};
pub(crate) use self::place::join_places;
use crate::fold::Folded;
use crate::schema::QueryRules;

/// A part of a run that is read as more than words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// In characters of the run.
    pub characters: Range<usize>,
    /// What it is read as.
    pub meaning: Meaning,
}

/// What a part of a query is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A place that the corpus has, by its name; several may bear it.
    Place(Vec<Place>),
    /// A year that the corpus has.
    Year(u16),
    /// An issuer, folded: 松泽县财政局, or 财政局 for all offices of this name.
    Issuer(String),
    /// A kind of document, folded.
    Kind(String),
    /// A place that no report is about, by its full name, and the places above or below it that have reports.
    PlaceWithoutReport(String, Vec<Place>),
    /// A number with its unit, or a mark of letters and digits. It is looked for as it stands.
    Figure,
}

impl Meaning {
    /// Whether it says which reports are meant.
    #[must_use]
    pub fn names_reports(&self) -> bool {
        !matches!(self, Self::PlaceWithoutReport(..) | Self::Figure)
    }
}

/// A run as it was typed, and what was typed before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typed<'t> {
    pub before: &'t str,
    pub text: &'t str,
}

/// A folded run as it is read, character by character.
struct Text<'t> {
    /// What was typed before the run, without blanks at its end.
    typed_before: &'t str,
    folded: &'t str,
    characters: Vec<char>,
    /// For each character, its byte in `folded`; the length of `folded` at the end.
    bytes: Vec<usize>,
    /// For each position, whether no word goes on over it.
    cut: Vec<bool>,
    /// For each position, whether a blank, a mark or an end of the run is there.
    apart: Vec<bool>,
}

impl<'t> Text<'t> {
    fn new(typed: Typed<'t>, folded: &'t Folded, words: &[Range<usize>]) -> Self {
        let Typed {
            before,
            text: typed,
        } = typed;
        let characters: Vec<char> = folded.text.chars().collect();
        let offsets = folded.text.char_indices().map(|(byte, _)| byte);
        let length = characters.len();
        let mut cut = vec![true; length + 1];
        for word in words {
            cut[word.start + 1..word.end].fill(false);
        }
        let is_apart = |at: usize| {
            if at == 0 || at == length {
                return true;
            }
            let (before, after) = (characters[at - 1], characters[at]);
            let origin = folded.origin(at..at + 1).start;
            let blank = typed[..origin].chars().next_back();
            !before.is_alphanumeric()
                || !after.is_alphanumeric()
                || blank.is_some_and(char::is_whitespace)
        };
        Self {
            apart: (0..=length).map(is_apart).collect(),
            bytes: offsets.chain([folded.text.len()]).collect(),
            typed_before: before.trim_end(),
            folded: &folded.text,
            characters,
            cut,
        }
    }

    fn len(&self) -> usize {
        self.characters.len()
    }

    /// The text from a character on.
    fn from(&self, start: usize) -> &'t str {
        &self.folded[self.bytes[start]..]
    }

    fn before(&self, end: usize) -> &'t str {
        &self.folded[..self.bytes[end]]
    }

    fn part(&self, characters: Range<usize>) -> &'t str {
        &self.folded[self.bytes[characters.start]..self.bytes[characters.end]]
    }

    /// Whether a text begins at a character, and where it ends.
    fn end_of(&self, start: usize, text: &str) -> Option<usize> {
        self.from(start)
            .starts_with(text)
            .then(|| start + text.chars().count())
    }
}

/// The readings of a run, in the order of the run without overlap: figures, and with `names` what names reports. `words` are
/// the ranges of its words.
pub(crate) fn readings(
    typed: Typed,
    folded: &Folded,
    words: &[Range<usize>],
    names: Option<&Names>,
    rules: &QueryRules,
) -> Vec<Reading> {
    let text = Text::new(typed, folded, words);
    let mut readings: Vec<Reading> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let read = names.and_then(|names| {
            let last: Option<&Reading> = readings.last();
            let after_place = last.is_some_and(|last| {
                last.characters.end == at && matches!(last.meaning, Meaning::Place(_))
            });
            year::at(&text, at, names, after_place)
                .or_else(|| names.issuer_at(&text, at))
                .or_else(|| place::at(&text, at, names))
                .or_else(|| names.kind_at(&text, at))
        });
        match read.or_else(|| figure::at(&text, at, rules)) {
            Some(reading) => {
                at = reading.characters.end;
                readings.push(reading);
            }
            None => at += 1,
        }
    }
    readings
}
