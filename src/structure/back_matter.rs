//! Parts of a document whose numbers are not those of the report: a table of contents, annexes, a glossary.

use std::ops::Range;

use super::genre::{Genre, List, contains_any};
use super::heading::{
    MAX_HEADING, WIDEST_CHARACTER, first_characters, strip_markup, strip_markup_end,
};
use super::line::{Line, LineKind, without_blanks};
use super::marker::{Scheme, section_marker};
use super::rule::Rule;

/// Where such parts lie, by line.
#[derive(Debug)]
pub(super) struct BackMatter {
    contents: Range<usize>,
    /// The lines from here on are an annex or a glossary.
    pub(super) body_end: usize,
    tail: Rule,
}

impl BackMatter {
    pub(super) fn of(text: &str, lines: &[Line], genre: &Genre) -> Self {
        let contents = table_of_contents(text, lines, genre);
        // A table of contents names the annexes and the glossary too.
        let behind = contents.end;
        let annex = behind + annex_start(text, &lines[behind..], genre);
        let glossary = behind + glossary_start(text, &lines[behind..], genre);
        Self {
            contents,
            body_end: annex.min(glossary),
            tail: if annex <= glossary {
                Rule::Annex
            } else {
                Rule::Glossary
            },
        }
    }

    /// The rule by which a line is none of the report's, if it is none.
    pub(super) fn rule_of(&self, index: usize) -> Option<Rule> {
        if index >= self.body_end {
            Some(self.tail)
        } else {
            self.contents.contains(&index).then_some(Rule::Contents)
        }
    }
}

fn words<'t>(text: &'t str, line: &Line) -> &'t str {
    strip_markup_end(strip_markup(line.text(text)))
}

/// Whether a line can be a title; the bytes tell most lines at once.
fn is_short(words: &str) -> bool {
    words.len() <= MAX_HEADING * WIDEST_CHARACTER
        && words.chars().nth(MAX_HEADING).is_none()
        && !words.contains('。')
}

/// The first line with a section number.
fn first_section(text: &str, lines: &[Line]) -> usize {
    lines
        .iter()
        .position(|line| section_marker(words(text, line)).is_some())
        .unwrap_or(lines.len())
}

/// Where the annexes begin: from a line that is `附件` on, numbers belong to lists and forms, not to the report.
fn annex_start(text: &str, lines: &[Line], genre: &Genre) -> usize {
    let is_annex = |line: &Line| {
        let words = words(text, line);
        let labels = genre.words(Rule::Annex);
        let rest = labels
            .iter()
            .find_map(|label| words.strip_prefix(label.as_str()));
        let title = rest.map(|rest| {
            rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
            })
        });
        title.is_some_and(|title| {
            let is_supplement = title.trim_start().starts_with('则');
            title.is_empty()
                || (!is_supplement
                    && title.starts_with([':', '：', ' ', '\u{3000}'])
                    && is_short(words))
        })
    };
    let first_section = first_section(text, lines);
    let annex = lines.iter().skip(first_section).position(is_annex);
    annex.map_or(lines.len(), |offset| first_section + offset)
}

/// Entries of a glossary below which a list of terms at the end is none.
const FEWEST_ENTRIES: usize = 3;
/// Characters in which the term of an entry ends.
const MAX_TERM: usize = 40;
/// Characters behind the colon in which 指, 是 … stand.
const SAYS_WHAT: usize = 12;

/// Where a glossary begins: at its title, or at the first of the entries `1.三房合一：…` that end the text.
fn glossary_start(text: &str, lines: &[Line], genre: &Genre) -> usize {
    let first_section = first_section(text, lines);
    let titles = genre.words(Rule::Glossary);
    let is_title = |line: &Line| {
        let words = words(text, line);
        line.kind == LineKind::Text && is_short(words) && section_marker(words).is_none() && {
            let words = without_blanks(words);
            titles.iter().any(|title| words.contains(title.as_str()))
        }
    };
    let below_title = lines
        .iter()
        .skip(first_section)
        .position(is_title)
        .map(|offset| first_section + offset);
    below_title.unwrap_or_else(|| untitled_glossary(text, lines, genre))
}

/// The first of the entries `1.` to `n.`, each a term and a colon, with which a text ends, if most of them say what
/// their term is.
fn untitled_glossary(text: &str, lines: &[Line], genre: &Genre) -> usize {
    let mut start = lines.len();
    let (mut entries, mut explaining, mut next) = (0, 0, 0);
    for (index, line) in lines.iter().enumerate().rev() {
        let words = words(text, line);
        let Some(marker) = section_marker(words) else {
            continue;
        };
        let Some((term, meaning)) = term_of(&words[marker.length..]) else {
            break;
        };
        let continues = entries == 0 || marker.value + 1 == next;
        if marker.scheme != Scheme::Digit || !continues {
            break;
        }
        explaining += usize::from(explains(term, meaning, genre));
        (start, entries, next) = (index, entries + 1, marker.value);
        if next == 1 {
            break;
        }
    }
    if entries >= FEWEST_ENTRIES && next == 1 && 2 * explaining >= entries {
        start
    } else {
        lines.len()
    }
}

/// The words before and behind the colon of an entry.
fn term_of(words: &str) -> Option<(&str, &str)> {
    let (term, meaning) = first_characters(words, MAX_TERM).split_once(['：', ':'])?;
    (!term.contains('。')).then_some((term, meaning))
}

/// Whether words say what a term is: `三房合一：指三种住房并轨运行`. Points of work have a colon too (`强化领导：召开会议`).
fn explains(term: &str, meaning: &str, genre: &Genre) -> bool {
    let meaning = first_characters(meaning.trim_start_matches(['*', ' ']), SAYS_WHAT);
    let quoted = term.contains(['“', '”', '《', '"']);
    quoted || contains_any(meaning, genre.list(List::ExplainingWords))
}

/// The end of those lines of a range that stand before its first sentence; a line alone above it, such as 序言, is
/// the sentence's heading.
fn before_first_sentence(text: &str, lines: &[Line], range: Range<usize>) -> usize {
    let mut last = None;
    for index in range.clone() {
        let words = words(text, &lines[index]);
        if words.contains('。') {
            return last.unwrap_or(index);
        }
        if !words.is_empty() {
            let is_entry = section_marker(words).is_some();
            last = (!is_entry && index > range.start).then_some(index);
        }
    }
    range.end
}

/// The lines of a table of contents: from its title to where its first entry stands again as a heading.
fn table_of_contents(text: &str, lines: &[Line], genre: &Genre) -> Range<usize> {
    let is_title = |line: &Line| {
        let words = words(text, line);
        is_short(words) && genre.words(Rule::Contents).contains(&without_blanks(words))
    };
    let Some(start) = lines.iter().position(is_title) else {
        return 0..0;
    };
    let label = |line: &Line| -> Option<(Scheme, u32, String)> {
        let words = words(text, line);
        let marker = section_marker(words)?;
        let heading = words[marker.length..]
            .trim_end_matches(|c: char| c.is_ascii_digit() || ".…·。 \u{3000}\t".contains(c));
        Some((marker.scheme, marker.value, without_blanks(heading)))
    };
    let mut entries =
        (start + 1..lines.len()).filter_map(|index| Some((index, label(&lines[index])?)));
    let Some((_, first)) = entries.next() else {
        return 0..0;
    };
    let is_first = |(scheme, value, heading): &(Scheme, u32, String)| {
        let same = heading.starts_with(&first.2) || first.2.starts_with(heading.as_str());
        (*scheme, *value) == (first.0, first.1) && same
    };
    let again = entries.find(|(_, entry)| is_first(entry));
    again.map_or(0..0, |(again, _)| {
        start..before_first_sentence(text, lines, start..again)
    })
}
