//! The parts of a document: a table of contents, the body, notes, glossaries and annexes, and the texts of which a body
//! may consist.
//!
//! Owns where a part begins and ends: at its title, and where the numbers of the body go on. A notice and the regulation
//! below it, or the texts of a compilation, have numbers of their own. Must not know which numbers open sections.

use std::ops::Range;

use super::genre::{Genre, List, Pattern, contains_any, starts_with_any};
use super::heading::{
    MAX_CHARACTER_BYTES, MAX_HEADING, first_characters, strip_markup, strip_markup_end,
};
use super::issuer::office_at;
use super::line::{Line, LineKind, without_blanks};
use super::marker::{Marker, Scheme, section_marker};
use super::rule::Rule;
use super::title::reads_like_title;
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
    let reader = Reader {
        text,
        lines,
        numbers,
        genre,
    };
    let contents = reader.contents();
    let texts = reader.texts(&contents);
    let mut stretches = Vec::new();
    for (index, found) in texts.iter().enumerate() {
        reader.read(found, index, &contents, &mut stretches);
    }
    stretches
}

/// What the number of a note may be in.
const NOTE_BRACKETS: [char; 4] = ['[', '［', '【', '〔'];
/// Fewest entries of contents or of a glossary without a title.
const MIN_ENTRIES: usize = 3;
/// Most tables of contents that are looked for.
const MAX_CONTENTS: usize = 3;
/// Most characters of an entry up to the colon after its term.
const MAX_TERM: usize = 40;
/// Characters after the colon in which 指, 是 … are looked for.
const MAX_LEAD: usize = 12;
/// Lines below a title that are read to tell what it is the title of.
const MAX_AHEAD: usize = 12;
/// Lines from the date of a signature to the last line of the title of the text below it.
const MAX_BELOW_DATE: usize = 6;
/// Characters of a line that is longer than any title or entry.
const MAX_ENTRY: usize = 60;

/// The lines of a text of its own, such as the regulation below a notice.
#[derive(Debug)]
struct Text {
    lines: Range<usize>,
    /// Whether its first line, which is its title, opens a section: where other texts have the same numbers.
    is_titled: bool,
}

#[derive(Clone, Copy)]
struct Reader<'t> {
    text: &'t str,
    lines: &'t [Line],
    numbers: &'t [Option<Marker>],
    genre: &'t Genre,
}

impl<'t> Reader<'t> {
    /// A line without markup.
    fn bare(self, index: usize) -> &'t str {
        strip_markup_end(strip_markup(self.lines[index].text(self.text)))
    }

    fn is_text(self, index: usize) -> bool {
        self.lines[index].kind == LineKind::Text
    }

    /// Adds the stretches of one text of the document.
    fn read(
        self,
        found: &Text,
        text: usize,
        contents: &[Range<usize>],
        stretches: &mut Vec<Stretch>,
    ) {
        let mut state = State::default();
        let mut open = Stretch {
            lines: found.lines.start..found.lines.start,
            part: Part::Body,
            text,
            opens: if found.is_titled {
                Opening::Title
            } else {
                Opening::Nothing
            },
        };
        let untitled = self.untitled_notes(found.lines.clone());
        let mut begin = |at: usize, part: Part, opens: Opening| {
            let next = Stretch {
                lines: at..at,
                part,
                text,
                opens,
            };
            open.lines.end = at;
            let done = std::mem::replace(&mut open, next);
            if !done.lines.is_empty() {
                stretches.push(done);
            }
        };
        let (mut within, mut list_end) = (None, 0);
        for index in found.lines.clone() {
            let range = range_at(contents, index);
            if range != within {
                let opens = match range {
                    None => Opening::Nothing,
                    Some(_) if self.is_title_of_contents(index) => Opening::Title,
                    Some(_) => Opening::Untitled,
                };
                let part = range.map_or(state.part, |_| Part::Contents);
                begin(index, part, opens);
                within = range;
            }
            if range.is_some() || !self.is_text(index) {
                continue;
            }
            if index < list_end {
                continue;
            }
            if index == list_end && index > 0 {
                begin(index, state.part, Opening::Nothing);
            }
            if state.part == Part::Body && self.is_list_of_annexes(index) {
                begin(index, Part::Body, Opening::List);
                list_end = self.end_of_list(index);
                continue;
            }
            let number = self.numbers[index];
            let resumes = number.is_some_and(|number| state.resumes(number))
                || (state.explains() && self.is_above_chapters(index));
            if resumes {
                begin(index, Part::Body, Opening::Nothing);
                state.enter(Part::Body);
            }
            let opened = if let Some((at, part)) = untitled
                && state.part == Part::Body
                && at == index
            {
                Some((part, Opening::Untitled))
            } else if state.has_begun {
                self.part_at(index, number)
            } else {
                None
            };
            match opened {
                Some((part, opens)) if part != state.part || opens != Opening::Number => {
                    begin(index, part, opens);
                    if opens == Opening::Number {
                        state.pass(number);
                    }
                    state.enter(part);
                }
                _ => state.pass(number),
            }
            state.has_begun |= number.is_some() || self.bare(index).contains('。');
        }
        open.lines.end = found.lines.end;
        if !open.lines.is_empty() {
            stretches.push(open);
        }
    }

    /// The part that a line opens as its title.
    fn part_at(self, index: usize, number: Option<Marker>) -> Option<(Part, Opening)> {
        let line = self.bare(index);
        if let Some(part) = self.notes_at(index, line) {
            return Some((part, Opening::Title));
        }
        if !is_short(line) {
            return None;
        }
        if let Some(number) = number {
            let heading = without_blanks(&line[number.length..]);
            let titles = self.genre.words(Rule::Glossary);
            let is_chapter = number.scheme.is_chapter() && titles.contains(&heading);
            return is_chapter.then_some((Part::Glossary, Opening::Number));
        }
        let name = without_blanks(line);
        if contains_any(&name, self.genre.words(Rule::Glossary)) {
            return Some((Part::Glossary, Opening::Title));
        }
        (self.is_annex(line) && !self.is_regulation(index + 1))
            .then_some((Part::Annex, Opening::Title))
    }

    /// Whether a line is the title of notes (注：, 《政府工作报告》注释), or of notes that explain terms. With a text after the
    /// colon it is the first of numbered notes.
    fn notes_at(self, index: usize, line: &str) -> Option<Part> {
        let titles = self.genre.words(Rule::Notes);
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
        let begins_list = has_colon && is_entry_of_notes(note);
        if !note.is_empty() && !begins_list {
            return None;
        }
        let below = (index + 1..self.lines.len()).take(MAX_AHEAD);
        let below: Vec<&str> = below.map(|index| self.bare(index)).collect();
        let entries = below.iter().filter(|line| is_entry_of_notes(line));
        let explaining = entries
            .clone()
            .filter(|line| explains_term(line, self.genre));
        // A word alone on its line may be a cell of a table.
        let has_text = below.first().is_some_and(|line| {
            is_entry_of_notes(line) || (line.contains('。') && (has_colon || title.is_none()))
        });
        let explains = 2 * explaining.count() > entries.count();
        (begins_list || has_text).then_some(if explains {
            Part::Glossary
        } else {
            Part::Notes
        })
    }

    /// Whether a line can be the heading of chapters that begin below it: 2012年市政府十件实事, below the glossary of a report.
    fn is_above_chapters(self, index: usize) -> bool {
        const MAX_BETWEEN: usize = 2;
        let line = self.bare(index);
        let is_heading = is_short(line)
            && self.numbers[index].is_none()
            && !line.contains(['：', ':', '，', '；']);
        let mut below = (index + 1..self.lines.len()).take(MAX_BETWEEN);
        is_heading
            && below
                .find_map(|index| self.numbers[index])
                .is_some_and(|next| next.scheme == Scheme::Ideograph && next.value == 1)
    }

    /// Whether a line begins an annex: 附件, 附件1, 附件：1.统计表.
    fn is_annex(self, line: &str) -> bool {
        let mut labels = self.genre.words(Rule::Annex).iter();
        let rest = labels.find_map(|label| line.strip_prefix(label.as_str()));
        rest.is_some_and(|rest| {
            let title = rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
            });
            let is_supplement = title.trim_start().starts_with('则');
            title.is_empty() || (!is_supplement && title.starts_with([':', '：', ' ', '\u{3000}']))
        })
    }

    /// Whether a line begins the list of annexes above a signature: the date of the signature is a few lines below.
    fn is_list_of_annexes(self, index: usize) -> bool {
        let line = self.bare(index);
        let mut below = (index + 1..self.lines.len()).take(MAX_AHEAD);
        self.is_annex(line) && line.contains(['：', ':']) && below.any(|index| self.is_date(index))
    }

    /// The end of the list of annexes that a line begins: the first line that is no numbered name.
    fn end_of_list(self, start: usize) -> usize {
        let is_name = |index: &usize| {
            self.numbers[*index].is_some_and(|number| number.scheme == Scheme::Digit)
        };
        (start + 1..self.lines.len())
            .find(|index| !is_name(index))
            .unwrap_or(self.lines.len())
    }

    /// Whether the date of a signature is in the lines above a line.
    fn follows_signature(self, index: usize) -> bool {
        (0..index)
            .rev()
            .take(MAX_BELOW_DATE)
            .any(|index| self.is_date(index))
    }

    /// Whether a line ends in a date, as the last of a signature does.
    fn is_date(self, index: usize) -> bool {
        let line = without_blanks(first_characters(self.bare(index), MAX_ENTRY));
        let mut dates = self.genre.pattern(Pattern::Date).find_iter(&line);
        dates.any(|found| found.end() == line.len())
    }

    /// Whether a regulation begins at a line: the next number is that of its first division.
    fn is_regulation(self, index: usize) -> bool {
        let next = (index..self.lines.len())
            .take(MAX_AHEAD)
            .find_map(|index| self.numbers[index]);
        next.is_some_and(|next| next.scheme.level().is_none() && next.value == 1)
    }

    /// The texts of the document, which cover its lines. One begins at a title below which numbers begin that the lines
    /// above have too, or the divisions of a law where the lines above have none.
    fn texts(self, contents: &[Range<usize>]) -> Vec<Text> {
        let mut texts = vec![Text {
            lines: 0..self.lines.len(),
            is_titled: false,
        }];
        let mut seen: Vec<Scheme> = Vec::new();
        let mut first_title: Option<(usize, String)> = None;
        let mut has_begun = false;
        for index in 0..self.lines.len() {
            if range_at(contents, index).is_some() || !self.is_text(index) {
                continue;
            }
            if let Some(number) = self.numbers[index] {
                has_begun = true;
                if !seen.contains(&number.scheme) {
                    seen.push(number.scheme);
                }
                continue;
            }
            let line = self.bare(index);
            has_begun |= line.contains('。');
            if !is_title_length(line) || !reads_like_title(line, self.genre) {
                continue;
            }
            let name = without_blanks(line);
            if !has_begun {
                first_title = first_title.or(Some((index, name)));
                continue;
            }
            let is_repeated = first_title
                .as_ref()
                .is_some_and(|(_, first)| *first == name);
            if !is_repeated && !self.is_title_of_text(&name) {
                continue;
            }
            let mut below = (index + 1..self.lines.len()).take(MAX_AHEAD);
            let next = below.find_map(|index| self.numbers[index]);
            let Some(next) = next.filter(|next| next.value == 1) else {
                continue;
            };
            let is_restart = seen.contains(&next.scheme);
            let is_law = next.scheme.level().is_none();
            let is_of_annex = || index > 0 && self.is_annex(self.bare(index - 1));
            let begins = is_law || is_restart && !is_of_annex();
            if !begins && !self.follows_signature(index) {
                continue;
            }
            if is_restart
                && texts.len() == 1
                && let Some((title, _)) = first_title
            {
                texts = self.with_title(title);
            }
            if let Some(last) = texts.last_mut() {
                last.lines.end = index;
            }
            texts.push(Text {
                lines: index..self.lines.len(),
                is_titled: is_restart,
            });
            seen = Vec::new();
        }
        texts
    }

    /// The first text of several, whose title opens a section too; what is above the title belongs to no section.
    fn with_title(self, title: usize) -> Vec<Text> {
        let above = Text {
            lines: 0..title,
            is_titled: false,
        };
        let titled = Text {
            lines: title..self.lines.len(),
            is_titled: true,
        };
        vec![above, titled]
    }

    /// Whether a line that reads like a title names a text: it begins with an office or 关于, names a year after a place,
    /// or ends like a regulation.
    fn is_title_of_text(self, name: &str) -> bool {
        let regulations = self.genre.words(Rule::TextOfCompilation);
        let is_regulation = regulations.iter().any(|word| name.ends_with(word.as_str()));
        let begins = starts_with_any(name, self.genre.list(List::BeginningsOfTitle));
        let year = self.genre.pattern(Pattern::Year).find(name);
        let names_year = year.is_some_and(|year| year.start() > 0);
        begins || is_regulation || names_year || office_at(name, self.genre).is_some()
    }

    /// The tables of contents: from the title to the heading that repeats the first entry, or lists of links.
    fn contents(self) -> Vec<Range<usize>> {
        let mut contents: Vec<Range<usize>> = Vec::new();
        let mut from = 0;
        for _ in 0..MAX_CONTENTS {
            let titled = (from..self.lines.len()).find(|&index| self.is_title_of_contents(index));
            let found = titled.map(|title| (title, self.end_of_contents(title)));
            match found {
                Some((title, Some(end))) => {
                    contents.push(title..end);
                    from = end.max(title + 1);
                }
                Some((title, None)) => from = title + 1,
                None => break,
            }
        }
        contents.extend(self.lists_of_links(&contents));
        contents.sort_by_key(|range| range.start);
        contents
    }

    fn is_title_of_contents(self, index: usize) -> bool {
        let line = self.bare(index);
        let has_length = line.len() <= MAX_HEADING * MAX_CHARACTER_BYTES;
        has_length && {
            let name = without_blanks(&without_tags(line));
            self.genre.words(Rule::Contents).contains(&name)
        }
    }

    /// Runs of lines that are list entries linked to headings of the same page.
    fn lists_of_links(self, known: &[Range<usize>]) -> Vec<Range<usize>> {
        let is_link = |index: usize| {
            let line = self.lines[index].text(self.text);
            let entry = line.trim_start_matches(['-', '*', '+', ' ']);
            entry.len() < line.len() && entry.starts_with('[') && entry.contains("](#")
        };
        let mut found = Vec::new();
        let mut start = 0;
        for index in 0..=self.lines.len() {
            let goes_on = index < self.lines.len()
                && is_link(index)
                && !known.iter().any(|range| range.contains(&index));
            if goes_on {
                continue;
            }
            if index - start >= MIN_ENTRIES {
                found.push(start..index);
            }
            start = index + 1;
        }
        found
    }

    /// The end of the contents below a title: the heading that repeats the first entry, with the lines above it that
    /// belong to the body, or else the first line that is no entry.
    fn end_of_contents(self, title: usize) -> Option<usize> {
        let label = |index: usize| {
            let line = self.entry(index);
            let marker = section_marker(&line)?;
            let heading = line[marker.length..]
                .trim_end_matches(|c: char| c.is_ascii_digit() || ".…·。 \u{3000}\t".contains(c));
            Some((marker.scheme, marker.value, without_blanks(heading)))
        };
        let mut entries =
            (title + 1..self.lines.len()).filter_map(|index| Some((index, label(index)?)));
        let (_, first) = entries.next()?;
        let again = entries.find(|(_, (scheme, value, heading))| {
            let same = heading.starts_with(&first.2) || first.2.starts_with(heading.as_str());
            (*scheme, *value) == (first.0, first.1) && same
        });
        if let Some((again, _)) = again {
            return Some(self.before_first_sentence(title..again));
        }
        let is_entry = |index: &usize| {
            let line = self.bare(*index);
            !line.contains('。') && line.chars().nth(MAX_ENTRY).is_none()
        };
        let end = (title + 1..self.lines.len())
            .find(|index| !is_entry(index))
            .unwrap_or(title);
        let numbered = (title + 1..end)
            .filter(|&index| label(index).is_some())
            .count();
        (numbered >= MIN_ENTRIES).then_some(end)
    }

    /// An entry of the contents without list marks, tags and the target of its link.
    fn entry(self, index: usize) -> String {
        let line = first_characters(self.bare(index), 2 * MAX_ENTRY);
        let line = line.trim_start_matches(['-', '+', '•', ' ', '[']);
        let line = line.split("](").next().unwrap_or(line);
        strip_markup(&without_tags(line)).to_string()
    }

    /// The end of the lines of a range before its first sentence. A single line above the sentence, such as 序言, is its
    /// heading and does not count.
    fn before_first_sentence(self, range: Range<usize>) -> usize {
        let mut last = None;
        for index in range.clone() {
            let line = self.bare(index);
            if line.contains('。') {
                return last.unwrap_or(index);
            }
            if !line.is_empty() {
                let is_entry = section_marker(&self.entry(index)).is_some();
                last = (!is_entry && index > range.start).then_some(index);
            }
        }
        range.end
    }

    /// The first of the entries `1.` to `n.`, each a term and a colon, that end a text, if at least half of them explain
    /// their term; or of endnotes `[1]` to `[n]`, which are notes if fewer do.
    fn untitled_notes(self, lines: Range<usize>) -> Option<(usize, Part)> {
        let mut first: Option<Entry> = None;
        let (mut entries, mut explaining) = (0, 0);
        let mut start = None;
        for index in lines.rev() {
            if !self.is_text(index) {
                continue;
            }
            let Some(entry) = self.entry_at(index) else {
                if self.numbers[index].is_some() {
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
            explaining += usize::from(entry.explains);
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
    fn entry_at(self, index: usize) -> Option<Entry> {
        let line = self.bare(index);
        let (value, text, is_bracketed) = match self.numbers[index] {
            Some(number) if number.scheme == Scheme::Digit => {
                (number.value, &line[number.length..], false)
            }
            Some(_) => return None,
            None => {
                let inner = line.strip_prefix(NOTE_BRACKETS)?;
                let text = inner.trim_start_matches(|c: char| c.is_ascii_digit());
                let value = inner[..inner.len() - text.len()].parse().ok()?;
                (value, text.strip_prefix([']', '］', '】', '〕'])?, true)
            }
        };
        let term = term_of(text);
        Some(Entry {
            value,
            is_bracketed,
            has_term: term.is_some(),
            explains: term.is_some_and(|(term, meaning)| explains(term, meaning, self.genre)),
        })
    }
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

/// The part that is open and the numbers so far, those of the body and those of the open part.
#[derive(Debug)]
struct State {
    part: Part,
    body: Numbers,
    own: Numbers,
    /// Whether a number or a sentence was seen: what is above belongs to the page.
    has_begun: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            part: Part::Body,
            body: Numbers::default(),
            own: Numbers::default(),
            has_begun: false,
        }
    }
}

impl State {
    fn enter(&mut self, part: Part) {
        self.part = part;
        self.own = Numbers::default();
    }

    /// Whether a glossary or notes are open whose entries are not numbered like chapters.
    fn explains(&self) -> bool {
        matches!(self.part, Part::Glossary | Part::Notes) && !self.own.has(Scheme::Ideograph)
    }

    fn pass(&mut self, number: Option<Marker>) {
        let numbers = if self.part == Part::Body {
            &mut self.body
        } else {
            &mut self.own
        };
        if let Some(number) = number {
            numbers.pass(number);
        }
    }

    /// Whether a number goes on with those of the body and not with those of the part. An article does not: a report
    /// may quote some, and a law has no part in mid-text.
    fn resumes(&self, number: Marker) -> bool {
        self.part != Part::Body
            && number.scheme != Scheme::Article
            && self.body.precede(number)
            && !self.own.precede(number)
    }
}

/// The last number of each scheme.
#[derive(Debug, Default)]
struct Numbers(Vec<(Scheme, u32)>);

impl Numbers {
    fn pass(&mut self, number: Marker) {
        // The numbers below a heading begin anew; those of a law run on.
        let level = number.scheme.level();
        self.0.retain(|(scheme, _)| {
            *scheme != number.scheme
                && (level.is_none() || scheme.level().is_none() || scheme.level() < level)
        });
        self.0.push((number.scheme, number.value));
    }

    fn has(&self, scheme: Scheme) -> bool {
        self.0.iter().any(|(passed, _)| *passed == scheme)
    }

    fn precede(&self, number: Marker) -> bool {
        self.0
            .contains(&(number.scheme, number.value.wrapping_sub(1)))
    }
}

/// The range that contains an index, of ranges in ascending order.
fn range_at(ranges: &[Range<usize>], index: usize) -> Option<&Range<usize>> {
    let at = ranges.partition_point(|range| range.end <= index);
    ranges.get(at).filter(|range| range.contains(&index))
}

/// A line without tags: 目录 in `<summary>目录</summary>`.
pub(super) fn without_tags(line: &str) -> String {
    let mut parts = line.split('<');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| match part.split_once('>') {
        Some((_, after)) => text + after,
        None => text + "<" + part,
    })
}

/// Whether a line can be a title. The bytes decide for most lines.
fn is_short(line: &str) -> bool {
    line.len() <= MAX_HEADING * MAX_CHARACTER_BYTES
        && line.chars().nth(MAX_HEADING).is_none()
        && !line.contains('。')
}

/// Whether a line has the length of the title of a text.
fn is_title_length(line: &str) -> bool {
    line.len() <= 2 * MAX_ENTRY * MAX_CHARACTER_BYTES
}

/// Whether a line is an entry of notes: `1.…`, `（1）…`, `[1]…`.
fn is_entry_of_notes(line: &str) -> bool {
    let is_bracketed = || {
        let inner = line.strip_prefix(NOTE_BRACKETS);
        inner.is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_digit()))
    };
    section_marker(line).is_some() || is_bracketed()
}

fn explains_term(entry: &str, genre: &Genre) -> bool {
    let after = section_marker(entry).map_or(entry, |marker| &entry[marker.length..]);
    term_of(after).is_some_and(|(term, meaning)| explains(term, meaning, genre))
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
