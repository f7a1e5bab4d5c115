//! Which numbers open a section: those that begin a line, and in mid-line those that begin or continue a series
//! where a sentence has ended.

use super::genre::{Genre, List, starts_with_any};
use super::heading::{
    MAX_HEADING, MAX_LINE, WIDEST_CHARACTER, ends_clause, ends_sentence, first_characters,
    is_glossary_entry, may_open,
};
use super::law::LawLevels;
use super::line::is_blank;
use super::marker::{Marker, Scheme, damaged_marker, is_numeral, numeral, section_marker};
use super::rule::Rule;

/// Where a number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerPosition {
    LineStart,
    /// Behind the end of a sentence.
    AfterSentence,
    /// Behind a colon.
    AfterColon,
    /// Behind a comma, a semicolon.
    AfterClause,
    /// In mid-sentence: punctuation was lost, or it is no heading.
    InSentence,
}

impl MarkerPosition {
    /// What stands behind the character `previous` of a line, or at its beginning.
    pub(super) fn behind(previous: Option<char>) -> Self {
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
    pub standing: MarkerPosition,
    /// The words from the number to the end of its line.
    pub words: &'t str,
    /// What stands between the number of the section that is open and this one.
    pub since: &'t str,
    /// Whether that section is a chapter.
    pub in_chapter: bool,
}

/// The numbers that follow a place in the text: for each level the value of the next number of that level that
/// stands before any of a higher one; and the value of the very next number. 0 where there is none.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ahead {
    next: [u32; 4],
    pub(super) nearest: u32,
}

impl Ahead {
    /// What follows each line, by the numbers with which the lines begin.
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

    /// Whether the series of a number goes on at the beginning of a line.
    pub(super) fn continues(&self, marker: Marker) -> bool {
        let level = marker.scheme.level();
        level.is_some_and(|level| self.next[usize::from(level) - 1] == marker.value + 1)
    }

    /// The deepest level whose open series, at the values `last`, goes on behind this place; 0 if none does.
    pub(super) fn containing(&self, last: &[u32; 4]) -> u8 {
        let goes_on = |level: &u8| {
            let level = usize::from(*level);
            last[level] > 0 && self.next[level] == last[level] + 1
        };
        (0..4_u8).rev().find(goes_on).map_or(0, |level| level + 1)
    }
}

/// The series of numbers that are open at a place in the text.
pub(super) struct Series<'g> {
    genre: &'g Genre,
    law: LawLevels,
    /// Whether the text kept its lines: then a series does not begin behind a colon in mid-line.
    has_lines: bool,
    /// The last number of each level under the headings that stand.
    last: [u32; 4],
    /// The number of this line that was passed last: what continues it is passed too.
    passed: Option<Marker>,
    /// The number of the last line that was passed as part of a list.
    listed: Option<Marker>,
    /// The numbers at the beginnings of the lines behind this one.
    ahead: Ahead,
}

/// Numbers at the beginnings of lines from which a text is known to have kept its lines.
const NUMBERED_LINES: usize = 3;
/// Characters between two numbers below which they are an enumeration.
const SHORTEST_SECTION: usize = 4;

impl<'g> Series<'g> {
    /// The series before the text begins, given the numbers with which its lines begin.
    pub(super) fn new(numbers: &[Option<Marker>], genre: &'g Genre) -> Self {
        let starts = || numbers.iter().flatten();
        Self {
            genre,
            law: LawLevels::of(starts().map(|marker| marker.scheme)),
            has_lines: starts().nth(NUMBERED_LINES - 1).is_some(),
            last: [0; 4],
            passed: None,
            listed: None,
            ahead: Ahead::default(),
        }
    }

    /// Goes to a line behind which the numbers `ahead` begin lines.
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

    /// A section with this number stands now.
    pub(super) fn open(&mut self, marker: Marker) {
        self.listed = None;
        if let Some(level) = marker.scheme.level() {
            self.last[usize::from(level) - 1] = marker.value;
            self.close_below(level);
        }
    }

    /// Whether the number that stands at a level is the first of its series.
    pub(super) fn begins(&self, level: u8) -> bool {
        let last = usize::from(level)
            .checked_sub(1)
            .and_then(|at| self.last.get(at));
        last == Some(&1)
    }

    /// A section of this level ends the series below it.
    pub(super) fn close_below(&mut self, level: u8) {
        if let Some(below) = self.last.get_mut(usize::from(level)..) {
            below.fill(0);
        }
    }

    /// A heading without a number stands now: its level's own series is not its sibling's.
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
            standing,
            words,
            ..
        } = candidate;
        let Some(level) = marker.scheme.level() else {
            let of_law = self.law.level(marker.scheme);
            return of_law.map_or(Err(Rule::QuotedArticle), |_| Ok(Rule::DivisionOfLaw));
        };
        if self.law.has_articles() {
            return Err(Rule::ParagraphOfArticle);
        }
        if is_glossary_entry(&words[marker.length..]) {
            return Err(Rule::GlossaryEntry);
        }
        let continues = marker.value == self.last[usize::from(level) - 1] + 1;
        if standing == MarkerPosition::LineStart {
            return if marker.value == 0 {
                Err(Rule::OutOfSeries)
            } else if self.lists(marker, words) {
                self.listed = Some(marker);
                Err(Rule::Enumeration)
            } else if is_numerals_of_a_word(marker, words, self.genre)
                && !(continues && marker.value > 1)
            {
                Err(Rule::NumeralsOfAWord)
            } else {
                Ok(Rule::NumberAtLineStart)
            };
        }
        if marker.scheme == Scheme::Ideograph && begins_with_numeral(&words[marker.length..]) {
            return Err(Rule::NumeralsOfAWord);
        }
        self.judged_in_mid_line(candidate, level, continues)
    }

    /// Whether a line is a part of a list: `（一）情形甲；`, and the one that ends it.
    fn lists(&self, marker: Marker, words: &str) -> bool {
        let is_next =
            |listed: Marker| (listed.scheme, listed.value + 1) == (marker.scheme, marker.value);
        let words = words.trim_end();
        let sentences = words.trim_end_matches('。');
        !sentences.contains('。')
            && (words.ends_with(['；', ';']) || self.listed.is_some_and(is_next))
    }

    fn judged_in_mid_line(
        &self,
        candidate: Candidate,
        level: u8,
        continues: bool,
    ) -> Result<Rule, Rule> {
        let Candidate {
            marker,
            standing,
            words,
            ..
        } = candidate;
        let begins = marker.value == 1;
        let follows_sentence = standing == MarkerPosition::AfterSentence;
        if begins && !follows_sentence && candidate.stands_behind_heading() {
            return Ok(Rule::NumberBehindHeading);
        }
        let starts_in_clause = standing == MarkerPosition::AfterColon
            && self.has_lines
            && !self.ahead.continues(marker);
        let is_part = standing == MarkerPosition::AfterClause && level > 2;
        let is_next =
            |passed: Marker| (passed.scheme, passed.value + 1) == (marker.scheme, marker.value);
        let enumerates = is_enumeration(marker, words) || self.passed.is_some_and(is_next);
        if enumerates || starts_in_clause || is_part {
            return Err(Rule::Enumeration);
        }
        match standing {
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
        let behind = &candidate.words[candidate.marker.length..];
        let apart = candidate.since.chars().nth(SHORTEST_SECTION - 1).is_some();
        let is_bare = candidate.marker.scheme == Scheme::Ideograph;
        apart && (!is_bare || (!self.has_lines && is_short_sentence(behind)))
    }

    /// A number at the beginning of a line that lost a bracket or its numeral; a lost numeral is the next one, if
    /// the paragraph before has ended.
    pub(super) fn damaged(&self, words: &str, follows_end: bool) -> Option<Marker> {
        let mut marker = damaged_marker(words)?;
        let level = usize::from(marker.scheme.level()?);
        let next = self.last[level - 1] + 1;
        let behind = &words[marker.length..];
        let has_words = behind.chars().nth(SHORTEST_SECTION - 1).is_some();
        let is_heading = has_words && is_short_sentence(behind) && !self.law.has_articles();
        if marker.value == 0 && follows_end {
            marker.value = next;
        }
        (is_heading && (marker.value == 1 || marker.value >= next)).then_some(marker)
    }
}

impl Candidate<'_> {
    /// Whether only the heading of a chapter stands before the number: `一、工作情况（一）深入学习…`.
    fn stands_behind_heading(self) -> bool {
        self.in_chapter
            && self.words.starts_with(['（', '('])
            && self.since.len() <= MAX_HEADING * WIDEST_CHARACTER
            && self.since.chars().nth(MAX_HEADING).is_none()
            && !self.since.contains(['。', '；', '\n', '\r'])
    }
}

/// `一、二、三产业`, `三、四线城市`: the next numeral, and a word that is counted, stand behind the number.
fn is_numerals_of_a_word(marker: Marker, words: &str, genre: &Genre) -> bool {
    let mut after = words[marker.length..].chars();
    let next = after.next().and_then(numeral);
    let counts_on = next == Some(marker.value + 1) || (marker.value == 10 && next == Some(100));
    marker.scheme == Scheme::Ideograph
        && counts_on
        && starts_with_any(after.as_str(), genre.list(List::CountedWords))
}

/// Whether a numeral that is no year stands at the beginning: behind a number in mid-line it is part of a word.
fn begins_with_numeral(behind: &str) -> bool {
    let mut rest = behind.trim_start_matches(is_numeral).chars();
    let is_year = behind.chars().take_while(|c| is_numeral(*c)).count() == 4;
    behind.starts_with(is_numeral) && !(is_year && rest.next() == Some('年'))
}

/// Whether the number counts parts of one sentence: the next number stands in it behind a comma or a semicolon.
fn is_enumeration(marker: Marker, words: &str) -> bool {
    let sentence = first_characters(&words[marker.length..], MAX_LINE);
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

/// Whether a sentence ends, or the line does, within the length of a heading.
fn is_short_sentence(words: &str) -> bool {
    let beginning = first_characters(words, MAX_HEADING);
    beginning.len() == words.len() || beginning.contains('。')
}
