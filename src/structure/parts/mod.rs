//! The parts of a document: a table of contents, the body, notes, glossaries and annexes, and the texts of which a body
//! may consist.
//!
//! Owns where a part begins and ends: at its title, and where the numbers of the body go on. A notice and the regulation
//! below it, or the texts of a compilation, have numbers of their own. Must not know which numbers open sections.

mod annex;
mod contents;
mod notes;
mod numbers;
mod texts;
mod view;

use std::collections::HashSet;
use std::ops::Range;

pub(super) use self::contents::without_tags;
use self::numbers::State;
use self::texts::Text;
use self::view::{View, is_short};
use super::genre::{Genre, contains_any};
use super::line::{Line, without_blanks};
use super::marker::Marker;
use super::rule::Rule;
use crate::document::Part;

/// Consecutive lines of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub lines: Range<usize>,
    pub part: Part,
    /// The number of the text that the lines belong to; each has numbers of its own.
    pub text: usize,
    /// What its first line opens.
    pub opens: Opening,
}

/// What the first line of a stretch opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// Nothing: the body goes on, or begins.
    Nothing,
    /// Nothing, in any of its lines: they are the list of annexes above a signature.
    List,
    /// A section whose heading the line is.
    Title,
    /// A section whose first line the line is; the part has no title.
    Untitled,
    /// A section by the number that the line begins with.
    Number,
}

/// The stretches of a text, which cover its lines. `numbers` are those that lines begin with.
pub(super) fn stretches(
    text: &str,
    lines: &[Line],
    numbers: &[Option<Marker>],
    genre: &Genre,
) -> Vec<Stretch> {
    let view = View {
        text,
        lines,
        numbers,
        genre,
    };
    let contents = contents::find(view);
    let texts = texts::find(view, &contents);
    let mut stretches = Vec::new();
    for (index, found) in texts.iter().enumerate() {
        read_text(view, found, index, &contents, &mut stretches);
    }
    stretches
}

/// Adds the stretches of one text of the document.
fn read_text(
    view: View,
    found: &Text,
    text: usize,
    contents: &[Range<usize>],
    stretches: &mut Vec<Stretch>,
) {
    let opens = if found.is_titled {
        Opening::Title
    } else {
        Opening::Nothing
    };
    let mut cuts = Cuts {
        stretches,
        text,
        open: (found.lines.start, Part::Body, opens),
    };
    let mut state = State::default();
    let untitled = notes::untitled(view, found.lines.clone());
    let (mut within, mut list_end) = (None, None);
    let mut listed = HashSet::new();
    for index in found.lines.clone() {
        let range = range_at(contents, index);
        if range != within {
            let opens = match range {
                None => Opening::Nothing,
                Some(_) if contents::is_title(view, index) => Opening::Title,
                Some(_) => Opening::Untitled,
            };
            let part = range.map_or(state.part, |_| Part::Contents);
            cuts.begin(index, part, opens);
            (within, list_end) = (range, None);
        }
        if list_end.is_some_and(|end| index >= end) {
            cuts.begin(index, state.part, Opening::Nothing);
            list_end = None;
        }
        if range.is_some() || list_end.is_some() || !view.is_text(index) {
            continue;
        }
        if state.part == Part::Body && annex::is_list_of_annexes(view, index) {
            cuts.begin(index, Part::Body, Opening::List);
            let end = annex::end_of_list(view, index);
            listed = annex::names_of_list(view, index..end);
            list_end = Some(end);
            continue;
        }
        let number = view.numbers[index];
        let resumes = number.is_some_and(|number| state.resumes(number))
            || (state.explains() && notes::end_at(view, index, state.entries > 0))
            || (state.part == Part::Notes && notes::is_prose_after(view, index, state.entries));
        if resumes {
            let opens = if notes::is_closing(view, index) {
                Opening::Title
            } else {
                Opening::Nothing
            };
            cuts.begin(index, Part::Body, opens);
            state.enter(Part::Body);
        }
        let opened = match untitled {
            Some((at, part)) if at == index && state.part == Part::Body => {
                Some((part, Opening::Untitled))
            }
            _ if is_title_of_listed_annex(view, index, &listed, state.part) => {
                Some((Part::Annex, Opening::Title))
            }
            _ if state.has_begun => part_at(view, index, number),
            _ => None,
        };
        if let Some((part, opens)) = opened
            && (part != state.part || opens != Opening::Number)
        {
            cuts.begin(index, part, opens);
            if opens == Opening::Number {
                state.pass(number);
            }
            state.enter(part);
            if opens == Opening::Untitled {
                state.pass(number);
            }
        } else {
            state.pass(number);
            state.entries += usize::from(notes::is_entry(view.bare(index)));
        }
        state.has_begun |= number.is_some() || view.bare(index).contains('。');
    }
    cuts.end(found.lines.end);
}

/// Cuts a text into stretches.
struct Cuts<'s> {
    stretches: &'s mut Vec<Stretch>,
    /// The number of the text.
    text: usize,
    /// The first line of the open stretch, its part, and what it opens.
    open: (usize, Part, Opening),
}

impl Cuts<'_> {
    /// Begins a stretch at a line and ends the open one, unless that has no lines.
    fn begin(&mut self, at: usize, part: Part, opens: Opening) {
        self.end(at);
        self.open = (at, part, opens);
    }

    fn end(&mut self, end: usize) {
        let (start, part, opens) = self.open;
        if start < end {
            self.stretches.push(Stretch {
                lines: start..end,
                part,
                text: self.text,
                opens,
            });
        }
    }
}

/// Whether a line is the title of an annex that the list above the signature names, and not the one below 附件.
fn is_title_of_listed_annex(view: View, index: usize, names: &HashSet<String>, part: Part) -> bool {
    let is_labelled =
        part == Part::Annex && index > 0 && annex::is_annex(view, view.bare(index - 1));
    !is_labelled && annex::is_named_in(view, index, names)
}

/// The part that a line opens as its title.
fn part_at(view: View, index: usize, number: Option<Marker>) -> Option<(Part, Opening)> {
    let line = view.bare(index);
    if let Some(part) = notes::notes_at(view, index, line) {
        return Some((part, Opening::Title));
    }
    if !is_short(line) {
        return None;
    }
    if let Some(number) = number {
        let heading = without_blanks(&line[number.length..]);
        let titles = view.genre.words(Rule::Glossary);
        let is_chapter = number.scheme.is_chapter() && titles.contains(&heading);
        return is_chapter.then_some((Part::Glossary, Opening::Number));
    }
    if !line.contains('，') && contains_any(&without_blanks(line), view.genre.words(Rule::Glossary))
    {
        return Some((Part::Glossary, Opening::Title));
    }
    (annex::is_annex(view, line) && !annex::is_regulation_below(view, index))
        .then_some((Part::Annex, Opening::Title))
}

/// The range that contains an index, of ranges in ascending order.
fn range_at(ranges: &[Range<usize>], index: usize) -> Option<&Range<usize>> {
    let at = ranges.partition_point(|range| range.end <= index);
    ranges.get(at).filter(|range| range.contains(&index))
}
