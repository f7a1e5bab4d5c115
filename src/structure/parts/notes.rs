//! Glossaries and notes: their titles, and entries without one that end a text.

use std::ops::Range;

use super::view::{View, is_short};
use crate::document::Part;
use crate::structure::genre::{Genre, List, contains_any};
use crate::structure::heading::{first_characters, is_salutation};
use crate::structure::line::without_blanks;
use crate::structure::marker::{Marker, Scheme, is_circled, section_marker};
use crate::structure::rule::Rule;

/// What the number of a note may be in.
const NOTE_BRACKETS: [char; 4] = ['[', '［', '【', '〔'];
/// Fewest entries of a glossary or of notes without a title.
const MIN_ENTRIES: usize = 3;
/// Most characters of an entry up to the colon after its term.
const MAX_TERM: usize = 40;
/// Characters after the colon in which 指, 是 … are looked for.
const MAX_LEAD: usize = 12;

/// Whether a line is the title of notes (注：, 《政府工作报告》注释), or of notes that explain terms. With a text after the
/// colon it is the first of numbered notes.
pub(super) fn notes_at(view: View, index: usize, line: &str) -> Option<Part> {
    let titles = view.genre.words(Rule::Notes);
    if !can_be_title(line, titles) {
        return None;
    }
    let name = if is_short(line) {
        without_blanks(line)
    } else {
        line.to_string()
    };
    let title = titles.iter().find(|title| name.starts_with(title.as_str()));
    let is_named =
        |title: &String| title.chars().nth(1).is_some() && name.ends_with(title.as_str());
    let after = match title {
        Some(title) => &name[title.len()..],
        None if titles.iter().any(is_named) => "",
        None => return None,
    };
    let note = after.trim_start_matches(['：', ':']).trim_start();
    let has_colon = note.len() < after.len();
    let begins_list = has_colon && is_entry(note);
    if !note.is_empty() && !begins_list {
        return None;
    }
    let below: Vec<&str> = view.below(index).map(|index| view.bare(index)).collect();
    let first = below.first()?;
    let explains = |line: &&&str| explains_term(line, view.genre);
    let numbered: Vec<&str> = below
        .iter()
        .copied()
        .filter(|line| is_entry(line))
        .collect();
    let entries = if numbered.is_empty() {
        &below
    } else {
        &numbered
    };
    let is_glossary = 2 * entries.iter().filter(explains).count() > entries.len();
    // A word alone on its line may be a cell of a table.
    let is_word = title.is_some_and(|title| title.chars().nth(1).is_none());
    let has_text = is_entry(first)
        || explains(&first)
        || (first.contains('。') && (has_colon || title.is_none() || !is_word));
    (begins_list || has_text).then_some(if is_glossary {
        Part::Glossary
    } else {
        Part::Notes
    })
}

/// Whether a line has the first or the last character of a title: most lines have neither.
fn can_be_title(line: &str, titles: &[String]) -> bool {
    let last = line.trim_end_matches(['：', ':']).chars().next_back();
    titles.iter().any(|title| {
        let begins = title
            .chars()
            .next()
            .is_some_and(|first| line.starts_with(first));
        begins || title.chars().next_back() == last
    })
}

/// Whether a line ends a glossary or notes: a salutation, 结束语, the first number of other chapters, or the heading
/// above it.
pub(super) fn end_at(view: View, index: usize, has_entries: bool) -> bool {
    let line = view.bare(index);
    let restarts = has_entries && view.numbers[index].is_some_and(Marker::begins_chapters);
    restarts
        || is_salutation(line, view.genre)
        || is_closing(view, index)
        || is_above_chapters(view, index)
}

/// Whether a line is the heading with which a report closes: 结束语.
pub(super) fn is_closing(view: View, index: usize) -> bool {
    let line = view.bare(index);
    is_short(line)
        && view
            .genre
            .list(List::Closings)
            .contains(&without_blanks(line))
}

/// Whether a line is a paragraph after notes, which have a line each. `entries` is how many notes there were.
pub(super) fn is_prose_after(view: View, index: usize, entries: usize) -> bool {
    let line = view.bare(index);
    entries > 0 && line.contains('。') && !is_entry(line)
}

/// The first of the entries `1.` to `n.`, each a term and a colon, that end a text, if at least half of them explain
/// their term; or of endnotes `[1]` to `[n]`, which are notes if fewer do.
pub(super) fn untitled(view: View, lines: Range<usize>) -> Option<(usize, Part)> {
    let mut first: Option<Entry> = None;
    let (mut entries, mut explaining) = (0, 0);
    let mut start = None;
    for index in lines.rev() {
        if !view.is_text(index) {
            continue;
        }
        let Some(entry) = entry_at(view, index) else {
            if view.numbers[index].is_some() {
                break;
            }
            continue;
        };
        let continues = first.is_none_or(|first| {
            first.is_bracketed == entry.is_bracketed && entry.value + 1 == first.value
        });
        if !continues || (!entry.has_term && !entry.is_bracketed) {
            break;
        }
        let names_term = entry.is_bracketed && entry.has_term;
        explaining += usize::from(entry.explains || names_term);
        (first, entries, start) = (Some(entry), entries + 1, Some(index));
        if entry.value == 1 {
            break;
        }
    }
    let first = first.filter(|first| first.value == 1 && entries >= MIN_ENTRIES)?;
    let part = if 2 * explaining >= entries {
        Part::Glossary
    } else if first.is_bracketed {
        Part::Notes
    } else {
        return None;
    };
    Some((start?, part))
}

/// The entry of a glossary or of notes that a line begins with.
fn entry_at(view: View, index: usize) -> Option<Entry> {
    let line = view.bare(index);
    let (value, text, is_bracketed) = match view.numbers[index] {
        Some(number) if number.scheme == Scheme::Digit => {
            (number.value, &line[number.length..], false)
        }
        Some(_) => return None,
        None => {
            let (digits, text) = number_in_brackets(line)?;
            (digits.parse().ok()?, text, true)
        }
    };
    let term = term_of(text);
    Some(Entry {
        value,
        is_bracketed,
        has_term: term.is_some(),
        explains: term.is_some_and(|(term, meaning)| explains(term, meaning, view.genre)),
    })
}

/// Whether a line can be the heading of chapters that begin below it: 2012年市政府十件实事, below the glossary of a report.
fn is_above_chapters(view: View, index: usize) -> bool {
    const MAX_BETWEEN: usize = 2;
    let line = view.bare(index);
    let is_heading =
        is_short(line) && view.numbers[index].is_none() && !line.contains(['：', ':', '，', '；']);
    let mut below = (index + 1..view.lines.len()).take(MAX_BETWEEN);
    is_heading
        && below
            .find_map(|index| view.numbers[index])
            .is_some_and(Marker::begins_chapters)
}

/// An entry of a glossary or of notes.
#[derive(Debug, Clone, Copy)]
struct Entry {
    value: u32,
    /// Whether the number is in brackets: `[1]`.
    is_bracketed: bool,
    has_term: bool,
    explains: bool,
}

/// Whether a line is an entry of notes: `1.…`, `（1）…`, `[1]…`.
pub(super) fn is_entry(line: &str) -> bool {
    section_marker(line).is_some()
        || line.starts_with(is_circled)
        || number_in_brackets(line).is_some()
}

/// The digits in the brackets that a line begins with, and the text after them: 1 and 指标 for [1]指标.
fn number_in_brackets(line: &str) -> Option<(&str, &str)> {
    let inner = line.strip_prefix(NOTE_BRACKETS)?;
    let text = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &inner[..inner.len() - text.len()];
    let text = text.strip_prefix([']', '］', '】', '〕'])?;
    (!digits.is_empty()).then_some((digits, text))
}

fn explains_term(entry: &str, genre: &Genre) -> bool {
    let after = section_marker(entry).map_or(entry, |marker| &entry[marker.length..]);
    let after = after.trim_start_matches(is_circled);
    let is_quoted = first_characters(after, MAX_TERM)
        .trim_start()
        .strip_prefix(['“', '「'])
        .is_some_and(|term| term.contains(['”', '」']));
    is_quoted || term_of(after).is_some_and(|(term, meaning)| explains(term, meaning, genre))
}

/// The text of an entry before and after the colon or the dash behind its term.
fn term_of(entry: &str) -> Option<(&str, &str)> {
    let entry = first_characters(entry, MAX_TERM);
    let (term, meaning) = entry
        .split_once(['：', ':'])
        .or_else(|| entry.split_once("——"))?;
    (!term.contains('。')).then_some((term, meaning))
}

/// Whether an entry explains a term: `三房合一：指三种住房并轨运行`. Points of work have a colon too (`强化领导：召开会议`).
fn explains(term: &str, meaning: &str, genre: &Genre) -> bool {
    let meaning = first_characters(meaning.trim_start_matches(['*', ' ']), MAX_LEAD);
    let quoted = term.contains(['“', '”', '《', '"', '「']);
    quoted || contains_any(meaning, genre.list(List::ExplainingWords))
}
