//! What a query says besides words: places, years, issuers and kinds of documents that the corpus has, and figures.
//!
//! Owns what is read as such and what stays a word; `index-schema/query.toml` has the words of the rules. Must not know how
//! an index stores the names ([`Names`] is given them), or what a reading does to a ranking.

pub mod figure;
mod names;
mod place;
mod year;

use std::collections::HashSet;
use std::ops::Range;

pub(crate) use self::names::Names;
pub use self::names::{Labels, Place};
pub(crate) use self::place::join_places;
pub(crate) use self::year::years_in;
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
    /// A number with its unit, or a mark of letters and digits. It is looked for verbatim.
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
pub(super) struct Text<'t> {
    rules: &'t QueryRules,
    /// What was typed before the run, without blanks at its end.
    typed_before: &'t str,
    folded: &'t str,
    characters: Vec<char>,
    /// For each character, its byte in `folded`; the length of `folded` at the end.
    bytes: Vec<usize>,
    /// For each position, whether no word goes on over it.
    cut: Vec<bool>,
    /// The ranges of its words; they may overlap.
    words: HashSet<Range<usize>>,
    /// For each character, whether a blank was typed before it.
    after_blank: Vec<bool>,
}

impl<'t> Text<'t> {
    /// `words` are the ranges of its words, in characters.
    pub(super) fn new(
        typed: Typed<'t>,
        folded: &'t Folded,
        words: impl Iterator<Item = Range<usize>>,
        rules: &'t QueryRules,
    ) -> Self {
        let characters: Vec<char> = folded.text.chars().collect();
        let offsets = folded.text.char_indices().map(|(byte, _)| byte);
        let length = characters.len();
        let mut cut = vec![true; length + 1];
        let words: HashSet<Range<usize>> = words.collect();
        for word in &words {
            cut[word.start + 1..word.end].fill(false);
        }
        let is_after_blank = |at: usize| {
            let origin = folded.origin(at..at + 1).start;
            typed.text[..origin].ends_with(char::is_whitespace)
        };
        Self {
            rules,
            after_blank: (0..length).map(is_after_blank).collect(),
            bytes: offsets.chain([folded.text.len()]).collect(),
            typed_before: typed.before.trim_end(),
            words,
            folded: &folded.text,
            characters,
            cut,
        }
    }

    pub(super) fn folded(&self) -> &'t str {
        self.folded
    }

    pub(super) fn len(&self) -> usize {
        self.characters.len()
    }

    /// Whether a blank was typed before a character.
    pub(super) fn is_after_blank(&self, at: usize) -> bool {
        self.after_blank[at]
    }

    /// Whether a character is no letter, digit or Chinese character.
    pub(super) fn is_mark(&self, at: usize) -> bool {
        !self.characters[at].is_alphanumeric()
    }

    /// Whether a blank, a mark or an end of the run is at a position.
    fn is_apart(&self, at: usize) -> bool {
        at == 0
            || at == self.len()
            || self.is_mark(at - 1)
            || self.is_mark(at)
            || self.is_after_blank(at)
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

/// The readings of a run, in the order of the run without overlap: figures, and with `names` what names reports.
pub(super) fn readings(text: &Text, names: Option<&Names>) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    let (mut at, mut free) = (0, 0);
    while at < text.len() {
        let read = names.and_then(|names| {
            let last: Option<&Reading> = readings.last();
            let after_place = last.is_some_and(|last| {
                last.characters.end == at
                    && matches!(
                        last.meaning,
                        Meaning::Place(_) | Meaning::PlaceWithoutReport(..)
                    )
            });
            year::at(text, at, names, after_place)
                .or_else(|| names.issuer_at(text, at))
                .or_else(|| place::at(text, at, names, after_place))
                .or_else(|| names.kind_at(text, at))
        });
        match read.or_else(|| figure::at(text, at, free)) {
            Some(reading) => {
                free = reading.characters.end;
                at = free;
                readings.push(reading);
            }
            None => at += 1,
        }
    }
    readings
}
