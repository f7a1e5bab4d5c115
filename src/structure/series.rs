//! Which numbers open a section: those at the beginning of a line, and in mid-line those that begin or continue a series
//! after the end of a sentence.

use super::genre::{Genre, List, starts_with_any};
use super::heading::{
    MAX_CHARACTER_BYTES, MAX_HEADING, MAX_LINE, ends_clause, ends_sentence, first_characters,
    is_glossary_entry, may_open,
};
use super::law::LawLevels;
use super::line::is_blank;
use super::marker::{Marker, Scheme, damaged_marker, is_numeral, numeral, section_marker};
use super::rule::Rule;

/// Where in its line a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerPosition {
    LineStart,
    /// After the end of a sentence.
    AfterSentence,
    /// After a colon.
    AfterColon,
    /// After a comma or a semicolon.
    AfterClause,
    /// In mid-sentence: punctuation was lost, or it does not begin a heading.
    InSentence,
}

impl MarkerPosition {
    /// The position after the character `previous` of a line, or at its beginning.
    pub(super) fn after(previous: Option<char>) -> Self {
        match previous {
            None => Self::LineStart,
            Some('：' | ':') => Self::AfterColon,
            Some(c) if ends_sentence(c) => Self::AfterSentence,
            Some(c) if ends_clause(c) => Self::AfterClause,
            Some(_) => Self::InSentence,
        }
    }
}

/// A number that may open a section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'t> {
    pub marker: Marker,
    pub position: MarkerPosition,
    /// The text from the number to the end of its line.
    pub text: &'t str,
    /// The text between the number of the open section and this one.
    pub since: &'t str,
    /// Whether the open section is a chapter.
    pub in_chapter: bool,
}

/// The numbers after a line: for each level the value of the next number of that level before any of a higher level,
/// and the value of the next number of any level. 0 where there is none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ahead {
    next: [u32; 4],
    pub(super) nearest: u32,
}

impl Ahead {
    /// The numbers after each line, given those that lines begin with.
    pub(super) fn of_each(numbers: &[Option<Marker>]) -> Vec<Self> {
        let mut ahead = Self::default();
        let mut each: Vec<Self> = numbers
            .iter()
            .rev()
            .map(|number| {
                let of_line = ahead;
                if let Some(marker) = number {
                    ahead.pass(*marker);
                }
                of_line
            })
            .collect();
        each.reverse();
        each
    }

    fn pass(&mut self, marker: Marker) {
        let Some(level) = marker.scheme.level() else {
            return;
        };
        self.next[usize::from(level) - 1] = marker.value;
        self.next[usize::from(level)..].fill(0);
        self.nearest = marker.value;
    }

    /// Whether a later line continues the series of a number.
    pub(super) fn continues(&self, marker: Marker) -> bool {
        let level = marker.scheme.level();
        level.is_some_and(|level| self.next[usize::from(level) - 1] == marker.value + 1)
    }

    /// The deepest level whose open series, at the values `last`, goes on after this line; 0 if none does.
    pub(super) fn containing(&self, last: &[u32; 4]) -> u8 {
        let goes_on = |level: &u8| {
            let level = usize::from(*level);
            last[level] > 0 && self.next[level] == last[level] + 1
        };
        (0..4_u8).rev().find(goes_on).map_or(0, |level| level + 1)
    }
}

/// The series of numbers that are open while a text is read.
pub(super) struct Series<'g> {
    genre: &'g Genre,
    law: LawLevels,
    /// Whether the text kept its lines: then a series does not begin after a colon in mid-line.
    has_lines: bool,
    /// The last number of each level under the open headings; 0 if there is none.
    last: [u32; 4],
    /// The last number of each scheme.
    last_of_scheme: Vec<(Scheme, u32)>,
    /// The last number of this line that was not taken: those that continue it are not taken either.
    passed: Option<Marker>,
    /// The number of the last line that is part of a list.
    listed: Option<Marker>,
    /// The numbers at the beginnings of later lines.
    ahead: Ahead,
}

/// Fewest numbers at the beginnings of lines by which a text is known to have kept its lines.
const MIN_NUMBERED_LINES: usize = 3;
/// Fewest characters of a section; two numbers with less between them are an enumeration.
const MIN_SECTION: usize = 4;

impl<'g> Series<'g> {
    /// The series at the beginning of a text whose lines begin with these numbers.
    pub(super) fn new(numbers: &[Option<Marker>], genre: &'g Genre) -> Self {
        let starts = || numbers.iter().flatten();
        Self {
            genre,
            law: LawLevels::of(starts().map(|marker| marker.scheme)),
            has_lines: starts().nth(MIN_NUMBERED_LINES - 1).is_some(),
            last: [0; 4],
            last_of_scheme: Vec::new(),
            passed: None,
            listed: None,
            ahead: Ahead::default(),
        }
    }

    /// Goes to the next line; `ahead` are the numbers after it.
    pub(super) fn begin_line(&mut self, ahead: Ahead) {
        (self.ahead, self.passed) = (ahead, None);
    }

    pub(super) fn has_lines(&self) -> bool {
        self.has_lines
    }

    pub(super) fn ahead(&self) -> Ahead {
        self.ahead
    }

    pub(super) fn last(&self) -> &[u32; 4] {
        &self.last
    }

    /// The level of a section with this number.
    pub(super) fn level(&self, marker: Marker) -> u8 {
        let level = marker.scheme.level();
        level.or_else(|| self.law.level(marker.scheme)).unwrap_or(1)
    }

    /// Opens a section with this number.
    pub(super) fn open(&mut self, marker: Marker) {
        self.listed = None;
        self.last_of_scheme
            .retain(|(scheme, _)| *scheme != marker.scheme);
        self.last_of_scheme.push((marker.scheme, marker.value));
        if let Some(level) = marker.scheme.level() {
            self.last[usize::from(level) - 1] = marker.value;
            self.close_below(level);
        }
    }

    /// Whether the last number of a level is the first of its series.
    pub(super) fn begins(&self, level: u8) -> bool {
        let last = usize::from(level)
            .checked_sub(1)
            .and_then(|at| self.last.get(at));
        last == Some(&1)
    }

    /// Ends the series below a level.
    pub(super) fn close_below(&mut self, level: u8) {
        if let Some(below) = self.last.get_mut(usize::from(level)..) {
            below.fill(0);
        }
    }

    /// Ends the series of a level and those below it, at a heading without a number.
    pub(super) fn close_from(&mut self, level: u8) {
        self.close_below(level.saturating_sub(1));
    }

    /// Whether a number opens a section, and by which rule.
    pub(super) fn judge(&mut self, candidate: Candidate) -> Result<Rule, Rule> {
        let judged = self.judged(candidate);
        if judged.is_err() {
            self.passed = Some(candidate.marker);
        }
        judged
    }

    fn judged(&mut self, candidate: Candidate) -> Result<Rule, Rule> {
        let Candidate {
            marker,
            position,
            text,
            ..
        } = candidate;
        let Some(level) = marker.scheme.level() else {
            let is_of_law = self.law.level(marker.scheme).is_some();
            let is_next = position == MarkerPosition::LineStart || self.is_next_of_law(marker);
            return if is_of_law && is_next {
                Ok(Rule::DivisionOfLaw)
            } else {
                Err(Rule::QuotedArticle)
            };
        };
        if self.law.has_articles() {
            let is_division =
                position == MarkerPosition::LineStart && self.law.level(marker.scheme).is_some();
            return if is_division {
                Ok(Rule::DivisionOfLaw)
            } else {
                Err(Rule::ParagraphOfArticle)
            };
        }
        if is_glossary_entry(&text[marker.length..]) {
            return Err(Rule::GlossaryEntry);
        }
        if starts_with_any(
            text[marker.length..].trim_start(),
            self.genre.words(Rule::RowOfForm),
        ) {
            return Err(Rule::RowOfForm);
        }
        let continues = marker.value == self.last[usize::from(level) - 1] + 1;
        if position == MarkerPosition::LineStart {
            return if marker.value == 0 {
                Err(Rule::OutOfSeries)
            } else if self.lists(marker, text) {
                self.listed = Some(marker);
                Err(Rule::Enumeration)
            } else if is_numerals_of_a_word(marker, text, self.genre)
                && !(continues && marker.value > 1)
            {
                Err(Rule::NumeralsOfAWord)
            } else {
                Ok(Rule::NumberAtLineStart)
            };
        }
        if marker.scheme == Scheme::Ideograph && begins_with_numeral(&text[marker.length..]) {
            return Err(Rule::NumeralsOfAWord);
        }
        self.judged_in_mid_line(candidate, level, continues)
    }

    /// Whether a number is the next of its kind of divisions: a line break before it was lost.
    fn is_next_of_law(&self, marker: Marker) -> bool {
        let before = (marker.scheme, marker.value.wrapping_sub(1));
        self.last_of_scheme.contains(&before)
    }

    /// Whether a line is part of a list: `（一）情形甲；`, or the line that ends it.
    fn lists(&self, marker: Marker, text: &str) -> bool {
        let is_next =
            |listed: Marker| (listed.scheme, listed.value + 1) == (marker.scheme, marker.value);
        let text = text.trim_end();
        let sentences = text.trim_end_matches('。');
        !sentences.contains('。')
            && (text.ends_with(['；', ';']) || self.listed.is_some_and(is_next))
    }

    fn judged_in_mid_line(
        &self,
        candidate: Candidate,
        level: u8,
        continues: bool,
    ) -> Result<Rule, Rule> {
        let Candidate {
            marker,
            position,
            text,
            ..
        } = candidate;
        let begins = marker.value == 1;
        let follows_sentence = position == MarkerPosition::AfterSentence;
        if begins && !follows_sentence && candidate.follows_heading() {
            return Ok(Rule::NumberBehindHeading);
        }
        let starts_in_clause = position == MarkerPosition::AfterColon
            && self.has_lines
            && !self.ahead.continues(marker);
        let is_part = position == MarkerPosition::AfterClause && level > 2;
        let is_next =
            |passed: Marker| (passed.scheme, passed.value + 1) == (marker.scheme, marker.value);
        let enumerates = is_enumeration(marker, text) || self.passed.is_some_and(is_next);
        if enumerates || starts_in_clause || is_part {
            return Err(Rule::Enumeration);
        }
        match position {
            MarkerPosition::AfterSentence | MarkerPosition::AfterColon if begins || continues => {
                Ok(Rule::NumberAfterSentence)
            }
            MarkerPosition::AfterClause if continues && !begins => Ok(Rule::NumberInSeries),
            MarkerPosition::InSentence
                if continues && !begins && level <= 2 && self.can_lack_a_stop(candidate) =>
            {
                Ok(Rule::NumberInSeries)
            }
            _ => Err(Rule::OutOfSeries),
        }
    }

    /// Whether a number in mid-sentence may have lost the stop before it. Bare numerals are parts of words
    /// (举一反三、标本兼治) unless the text lost its lines too.
    fn can_lack_a_stop(&self, candidate: Candidate) -> bool {
        let after = &candidate.text[candidate.marker.length..];
        let apart = candidate.since.chars().nth(MIN_SECTION - 1).is_some();
        let is_bare = candidate.marker.scheme == Scheme::Ideograph;
        apart && (!is_bare || (!self.has_lines && is_short_sentence(after)))
    }

    /// A number at the beginning of a line that lost a bracket or its numeral. A lost numeral is the next of its series,
    /// if the paragraph before has ended.
    pub(super) fn damaged(&self, line: &str, follows_end: bool) -> Option<Marker> {
        let mut marker = damaged_marker(line)?;
        let level = usize::from(marker.scheme.level()?);
        let next = self.last[level - 1] + 1;
        let after = &line[marker.length..];
        let has_words = after.chars().nth(MIN_SECTION - 1).is_some();
        let is_heading = has_words && is_short_sentence(after) && !self.law.has_articles();
        if marker.value == 0 && follows_end {
            marker.value = next;
        }
        (is_heading && (marker.value == 1 || marker.value >= next)).then_some(marker)
    }
}

impl Candidate<'_> {
    /// Whether only the heading of a chapter is before the number: `一、工作情况（一）深入学习…`.
    fn follows_heading(self) -> bool {
        self.in_chapter
            && self.text.starts_with(['（', '('])
            && self.since.len() <= MAX_HEADING * MAX_CHARACTER_BYTES
            && self.since.chars().nth(MAX_HEADING).is_none()
            && !self.since.contains(['。', '；', '\n', '\r'])
    }
}

/// Whether a number belongs to a word: `一、二、三产业`, `三、四线城市`. The next numeral and a counted word follow it.
fn is_numerals_of_a_word(marker: Marker, text: &str, genre: &Genre) -> bool {
    let mut after = text[marker.length..].chars();
    let next = after.next().and_then(numeral);
    let counts_on = next == Some(marker.value + 1) || (marker.value == 10 && next == Some(100));
    marker.scheme == Scheme::Ideograph
        && counts_on
        && starts_with_any(after.as_str(), genre.list(List::CountedWords))
}

/// Whether a text begins with a numeral that is not a year: after a number in mid-line it is part of a word.
fn begins_with_numeral(after: &str) -> bool {
    let mut rest = after.trim_start_matches(is_numeral).chars();
    let is_year = after.chars().take_while(|c| is_numeral(*c)).count() == 4;
    after.starts_with(is_numeral) && !(is_year && rest.next() == Some('年'))
}

/// Whether the number counts parts of one sentence: the next number is in it, after a comma or a semicolon.
fn is_enumeration(marker: Marker, text: &str) -> bool {
    let sentence = first_characters(&text[marker.length..], MAX_LINE);
    let sentence = sentence.split('。').next().unwrap_or(sentence);
    let mut separated = false;
    for (at, c) in sentence.char_indices() {
        if separated
            && may_open(c)
            && let Some(next) = section_marker(&sentence[at..])
            && (next.scheme, next.value) == (marker.scheme, marker.value + 1)
        {
            return true;
        }
        if !is_blank(c) {
            separated = matches!(c, '；' | ';' | '，' | ',' | '、');
        }
    }
    false
}

/// Whether the sentence or the line ends within the length of a heading.
fn is_short_sentence(text: &str) -> bool {
    let beginning = first_characters(text, MAX_HEADING);
    beginning.len() == text.len() || beginning.contains('。')
}
