//! Parts of a document whose numbers do not belong to the report: a table of contents, annexes, a glossary.

use std::ops::Range;

use super::genre::{Genre, List, contains_any};
use super::heading::{
    MAX_CHARACTER_BYTES, MAX_HEADING, first_characters, strip_markup, strip_markup_end,
};
use super::line::{Line, LineKind, without_blanks};
use super::marker::{Scheme, section_marker};
use super::rule::Rule;

/// The lines of such parts.
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
        let after = contents.end;
        let annex = after + annex_start(text, &lines[after..], genre);
        let glossary = after + glossary_start(text, &lines[after..], genre);
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

    /// The rule by which a line does not belong to the report, if it does not.
    pub(super) fn rule_of(&self, index: usize) -> Option<Rule> {
        if index >= self.body_end {
            Some(self.tail)
        } else {
            self.contents.contains(&index).then_some(Rule::Contents)
        }
    }
}

/// A line without markup.
fn bare<'t>(text: &'t str, line: &Line) -> &'t str {
    strip_markup_end(strip_markup(line.text(text)))
}

/// Whether a line can be a title. The bytes decide for most lines.
fn is_short(line: &str) -> bool {
    line.len() <= MAX_HEADING * MAX_CHARACTER_BYTES
        && line.chars().nth(MAX_HEADING).is_none()
        && !line.contains('。')
}

/// The first line with a section number.
fn first_section(text: &str, lines: &[Line]) -> usize {
    lines
        .iter()
        .position(|line| section_marker(bare(text, line)).is_some())
        .unwrap_or(lines.len())
}

/// The line at which the annexes begin. From `附件` on, numbers belong to lists and forms, not to the report.
fn annex_start(text: &str, lines: &[Line], genre: &Genre) -> usize {
    let is_annex = |line: &Line| {
        let line = bare(text, line);
        let labels = genre.words(Rule::Annex);
        let rest = labels
            .iter()
            .find_map(|label| line.strip_prefix(label.as_str()));
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
                    && is_short(line))
        })
    };
    let first_section = first_section(text, lines);
    let annex = lines.iter().skip(first_section).position(is_annex);
    annex.map_or(lines.len(), |offset| first_section + offset)
}

/// Fewest entries of a glossary without a title.
const MIN_ENTRIES: usize = 3;
/// Most characters of an entry up to the colon after its term.
const MAX_TERM: usize = 40;
/// Characters after the colon in which 指, 是 … are looked for.
const MAX_LEAD: usize = 12;

/// The line at which the glossary begins: its title, or the first of the entries `1.三房合一：…` that end the text.
fn glossary_start(text: &str, lines: &[Line], genre: &Genre) -> usize {
    let first_section = first_section(text, lines);
    let titles = genre.words(Rule::Glossary);
    let is_title = |line: &Line| {
        let bare = bare(text, line);
        line.kind == LineKind::Text
            && is_short(bare)
            && section_marker(bare).is_none()
            && contains_any(&without_blanks(bare), titles)
    };
    let below_title = lines
        .iter()
        .skip(first_section)
        .position(is_title)
        .map(|offset| first_section + offset);
    below_title.unwrap_or_else(|| untitled_glossary(text, lines, genre))
}

/// The first of the entries `1.` to `n.`, each a term and a colon, that end a text, if at least half of them explain
/// their term; else the number of lines.
fn untitled_glossary(text: &str, lines: &[Line], genre: &Genre) -> usize {
    let mut start = lines.len();
    let (mut entries, mut explaining, mut next) = (0, 0, 0);
    for (index, line) in lines.iter().enumerate().rev() {
        let line = bare(text, line);
        let Some(marker) = section_marker(line) else {
            continue;
        };
        let Some((term, meaning)) = term_of(&line[marker.length..]) else {
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
    if entries >= MIN_ENTRIES && next == 1 && 2 * explaining >= entries {
        start
    } else {
        lines.len()
    }
}

/// The text of an entry before and after its colon.
fn term_of(entry: &str) -> Option<(&str, &str)> {
    let (term, meaning) = first_characters(entry, MAX_TERM).split_once(['：', ':'])?;
    (!term.contains('。')).then_some((term, meaning))
}

/// Whether an entry explains a term: `三房合一：指三种住房并轨运行`. Points of work have a colon too (`强化领导：召开会议`).
fn explains(term: &str, meaning: &str, genre: &Genre) -> bool {
    let meaning = first_characters(meaning.trim_start_matches(['*', ' ']), MAX_LEAD);
    let quoted = term.contains(['“', '”', '《', '"']);
    quoted || contains_any(meaning, genre.list(List::ExplainingWords))
}

/// The end of the lines of a range before its first sentence. A single line above the sentence, such as 序言, is its
/// heading and does not count.
fn before_first_sentence(text: &str, lines: &[Line], range: Range<usize>) -> usize {
    let mut last = None;
    for index in range.clone() {
        let line = bare(text, &lines[index]);
        if line.contains('。') {
            return last.unwrap_or(index);
        }
        if !line.is_empty() {
            let is_entry = section_marker(line).is_some();
            last = (!is_entry && index > range.start).then_some(index);
        }
    }
    range.end
}

/// The lines of a table of contents: from its title to the heading that repeats its first entry.
fn table_of_contents(text: &str, lines: &[Line], genre: &Genre) -> Range<usize> {
    let is_title = |line: &Line| {
        let line = bare(text, line);
        is_short(line) && genre.words(Rule::Contents).contains(&without_blanks(line))
    };
    let Some(start) = lines.iter().position(is_title) else {
        return 0..0;
    };
    let label = |line: &Line| -> Option<(Scheme, u32, String)> {
        let line = bare(text, line);
        let marker = section_marker(line)?;
        let heading = line[marker.length..]
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
