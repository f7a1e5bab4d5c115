//! Headings without a number: which short lines are one, and at which level.
//!
//! Levels come from the numbers around a heading: one that stands inside `二、` and before `三、` lies below
//! level 1. Where the numbers say nothing, headings of one kind of type are siblings.

use super::genre::{Genre, Pattern};
use super::heading::{
    MAX_HEADING, MIN_HEADING, ends_paragraph, first_characters, strip_markup, strip_markup_end,
    trim_heading,
};
use super::line::{Line, LineKind, without_blanks};
use super::marker::section_marker;
use super::rule::Rule;
use super::series::Series;
use super::title::reads_like_title;
use crate::corpus::is_han;

/// The type in which a heading without a number is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Type {
    /// Markdown's `##`, `h2` of a web page, a heading style of Word, by depth.
    Marked(u8),
    /// A bold line.
    Bold,
    /// Nothing but a line of its own.
    Plain,
}

/// The lines with words before and behind a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbours<'l> {
    pub before: Option<&'l Line>,
    pub below: Option<&'l Line>,
}

/// Depths that Markdown has.
const MAX_HASH_DEPTH: usize = 6;
/// Characters of a heading in plain type; markup allows for longer ones.
const MAX_PLAIN: usize = 30;
/// Characters from which a line is a paragraph though it has no full stop.
const PARAGRAPH: usize = 40;

impl Type {
    /// Whether markup sets the line apart.
    pub(super) fn is_marked(self) -> bool {
        self != Self::Plain
    }

    /// Whether this is the type of something smaller.
    pub(super) fn is_below(self, other: Self) -> bool {
        matches!((self, other), (Self::Marked(depth), Self::Marked(higher)) if depth > higher)
    }
}

impl<'l> Neighbours<'l> {
    /// The neighbours of line `index`.
    pub(super) fn of(lines: &'l [Line], index: usize) -> Self {
        let has_words = |line: &&Line| matches!(line.kind, LineKind::Text | LineKind::Table);
        Self {
            before: lines[..index].iter().rev().find(has_words),
            below: lines[index + 1..].iter().find(has_words),
        }
    }
}

/// The type of a line without a number, where it is short enough for a heading or begins with the name of a part
/// in bold type. `marked` is the depth at which the file itself marks the line as a heading.
pub(super) fn type_of(words: &str, marked: Option<u8>, genre: &Genre) -> Option<Type> {
    let inner = strip_markup_end(strip_markup(words));
    let hashes = words.bytes().take_while(|&c| c == b'#').count();
    let is_bold = words.starts_with("**") && words.ends_with("**") && !inner.contains("**");
    let kind = if let Some(depth) = marked {
        Type::Marked(depth)
    } else if (1..=MAX_HASH_DEPTH).contains(&hashes) && words[hashes..].starts_with(' ') {
        Type::Marked(u8::try_from(hashes).unwrap_or_default())
    } else if is_bold || part_in_bold(words, genre).is_some() {
        Type::Bold
    } else {
        Type::Plain
    };
    let longest = if kind.is_marked() {
        MAX_HEADING
    } else {
        MAX_PLAIN
    };
    let length = heading_of(words, genre).chars().take(longest + 1).count();
    (1..=longest).contains(&length).then_some(kind)
}

/// The heading in a line without a number.
pub(super) fn heading_of<'t>(words: &'t str, genre: &Genre) -> &'t str {
    trim_heading(lead_of(words, genre))
}

/// The words of a line that can be its heading: the part in bold type, else all, without markup.
fn lead_of<'t>(words: &'t str, genre: &Genre) -> &'t str {
    part_in_bold(words, genre).unwrap_or_else(|| strip_markup_end(strip_markup(words)))
}

/// The name of a part with its year in bold type that the text follows on the same line: `**2006年工作回顾** 2006年…`.
fn part_in_bold<'t>(words: &'t str, genre: &Genre) -> Option<&'t str> {
    let bold = words.trim_start_matches('*');
    let end = first_characters(bold, MAX_PLAIN + "**".len()).find("**")?;
    let (bold, rest) = (&bold[..end], &bold[end + "**".len()..]);
    let is_part = words.starts_with("**") || !words.starts_with('*');
    let stops = bold.ends_with(['。', '，', '：', ':', '；', '！']);
    let names_year =
        bold.chars().nth(MAX_PLAIN).is_none() && genre.pattern(Pattern::Year).is_match(bold);
    (is_part && !stops && names_year && rest.starts_with([' ', '\u{3000}'])).then_some(bold)
}

/// Whether a short line without a number is a heading, and by which rule.
pub(super) fn judge(
    genre: &Genre,
    text: &str,
    line: &Line,
    kind: Type,
    in_body: bool,
    neighbours: Neighbours,
) -> Result<Rule, Rule> {
    let words = heading_of(line.text(text), genre);
    let prefaces = genre.words(Rule::BeforeTheBody);
    if kind.is_marked() && prefaces.contains(&without_blanks(words)) {
        return Ok(Rule::MarkedHeading);
    }
    if !in_body && !stands_below_title(genre, text, line, neighbours) {
        return Err(Rule::BeforeTheBody);
    }
    if !has_words_of_heading(genre, line.text(text), kind) {
        return Err(Rule::NotAHeading);
    }
    if kind.is_marked() {
        return Ok(Rule::MarkedHeading);
    }
    let follows_end = !in_body
        || neighbours.before.is_none_or(|before| {
            let before = before.text(text);
            ends_paragraph(before) || section_marker(strip_markup(before)).is_some()
        });
    if !follows_end {
        return Err(Rule::ParagraphGoesOn);
    }
    let is_paragraph = |below: &Line| {
        let words = below.text(text);
        below.kind == LineKind::Text
            && (words.contains('。')
                || words.chars().nth(PARAGRAPH).is_some()
                || section_marker(strip_markup(words)).is_some())
    };
    if neighbours.below.is_some_and(is_paragraph) {
        Ok(Rule::BareHeading)
    } else {
        Err(Rule::NoParagraphBelow)
    }
}

/// Whether a line stands between the title of a report and its first paragraph.
fn stands_below_title(genre: &Genre, text: &str, line: &Line, neighbours: Neighbours) -> bool {
    let is_title =
        |before: &Line| reads_like_title(strip_markup_end(strip_markup(before.text(text))), genre);
    let is_paragraph = |below: &Line| below.text(text).chars().nth(PARAGRAPH).is_some();
    let is_title = neighbours.before.filter(|before| is_title(before));
    // A title that stands twice is no part.
    let is_other = |before: &Line| before.text(text) != line.text(text);
    is_title.is_some_and(is_other) && neighbours.below.is_some_and(is_paragraph)
}

/// Whether a line without a number reads like a heading, wherever it stands.
pub(super) fn reads_like_heading(genre: &Genre, text: &str, line: &Line) -> bool {
    let words = line.text(text);
    line.kind == LineKind::Text
        && section_marker(strip_markup(words)).is_none()
        && type_of(words, None, genre).is_some_and(|kind| has_words_of_heading(genre, words, kind))
}

fn has_words_of_heading(genre: &Genre, words: &str, kind: Type) -> bool {
    let bare = without_blanks(lead_of(words, genre));
    let is_plain = !kind.is_marked();
    let han = bare.chars().filter(|c| is_han(*c)).count();
    let commas = bare.matches(['，', ',']).count();
    let ends_open = bare.ends_with(|c: char| "。，；：！？、…,;:!?—>".contains(c));
    let stops = bare.contains(['。', '；', '！', '？', '|', '@']) || bare.contains("http");
    let opens_otherwise = bare.starts_with(['—', '―', '─', '–', '－', '（', '(', '-', '·']);
    let plain_otherwise = bare.contains(['：', ':', '/', '\t']) || commas > 1;
    let least = if is_plain { MIN_HEADING } else { 2 };
    han >= least
        && han * 2 > bare.chars().count()
        && commas <= 2
        && !(ends_open || stops || opens_otherwise)
        && !(is_plain && plain_otherwise)
        && !genre.pattern(Pattern::Occasion).is_match(&bare)
        && !begins_otherwise(genre, &bare)
}

/// Whether a line begins with a word with which no heading does. A caption's word (图, 表, 注) counts where no
/// word goes on behind it: 图1, but not 图书馆.
fn begins_otherwise(genre: &Genre, bare: &str) -> bool {
    const CAPTION: usize = 2;
    genre.words(Rule::NotAHeading).iter().any(|word| {
        let Some(behind) = bare.strip_prefix(word.as_str()) else {
            return false;
        };
        let goes_on = behind.chars().next().is_some_and(char::is_alphabetic);
        word.chars().count() > CAPTION || !goes_on
    })
}

/// Whether a heading has words of the name of a part: 回顾, 打算.
pub(super) fn names_a_chapter(genre: &Genre, heading: &str) -> bool {
    genre.has_word(Rule::BareHeading, heading)
}

/// The levels of headings without numbers, learned as the text is read.
#[derive(Debug, Default)]
pub(super) struct Levels {
    of_type: Vec<(Type, u8)>,
}

impl Levels {
    /// The level of a heading of type `kind` among the series that are open; `open` is the level of the section
    /// that stands.
    pub(super) fn level(&mut self, kind: Type, is_chapter: bool, series: &Series, open: u8) -> u8 {
        let (ahead, last) = (series.ahead(), series.last());
        let containing = ahead.containing(last);
        let numbers_say = containing > 0 || ahead.nearest == 1 || last.iter().all(|&n| n == 0);
        let known = self.known(kind);
        let level = match known {
            _ if containing > 0 => containing + 1,
            Some(level) if !numbers_say => level,
            _ if numbers_say || is_chapter => 1.max(self.below_shallower(kind)),
            // A chapter that is divided by numbers is not divided by headings without them.
            _ if open > 1 => 1,
            _ => open + 1,
        };
        if known.is_none() || numbers_say {
            self.of_type.retain(|(known, _)| *known != kind);
            self.of_type.push((kind, level));
        }
        level
    }

    fn known(&self, kind: Type) -> Option<u8> {
        self.of_type
            .iter()
            .find(|(known, _)| *known == kind)
            .map(|(_, level)| *level)
    }

    /// One below the deepest heading of fewer `#`.
    fn below_shallower(&self, kind: Type) -> u8 {
        let shallower = self
            .of_type
            .iter()
            .filter(|(known, _)| kind.is_below(*known));
        shallower.map(|(_, level)| level + 1).max().unwrap_or(1)
    }
}
