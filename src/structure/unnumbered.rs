//! Headings without a number: which short lines are one, and at which level.
//!
//! Levels come from the numbers around a heading: one between `二、` and `三、` is below level 1. Where the numbers do not
//! tell, headings in the same type are siblings.

use super::genre::{Genre, List, Pattern};
use super::heading::{
    MAX_HEADING, MIN_HEADING, ends_paragraph, first_characters, strip_markup, strip_markup_end,
    trim_heading,
};
use super::line::{Line, LineKind, is_blank, without_blanks};
use super::marker::section_marker;
use super::rule::Rule;
use super::series::Series;
use super::title::reads_like_title;
use crate::corpus::is_han;

/// The type in which a heading without a number is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Type {
    /// Marked as a heading, with its depth: Markdown's `##`, `h2` of a web page, a heading style of Word.
    Marked(u8),
    /// A bold line.
    Bold,
    /// A line of its own without markup.
    Plain,
}

/// The nearest lines before and after a line that are not page numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbours<'l> {
    pub before: Option<&'l Line>,
    pub below: Option<&'l Line>,
}

/// Most `#` of a heading in Markdown.
const MAX_HASH_DEPTH: usize = 6;
/// Most characters of a heading in plain type; with markup it can be longer.
const MAX_PLAIN: usize = 30;
/// Most characters of a line without a full stop that is not a paragraph.
const MAX_SHORT_LINE: usize = 40;

impl Type {
    /// Whether the line has markup.
    pub(super) fn is_marked(self) -> bool {
        self != Self::Plain
    }

    /// Whether this is the type of a deeper heading.
    pub(super) fn is_below(self, other: Self) -> bool {
        matches!((self, other), (Self::Marked(depth), Self::Marked(higher)) if depth > higher)
    }
}

impl<'l> Neighbours<'l> {
    /// The neighbours of line `index`.
    pub(super) fn of(lines: &'l [Line], index: usize) -> Self {
        let is_content = |line: &&Line| matches!(line.kind, LineKind::Text | LineKind::Table);
        Self {
            before: lines[..index].iter().rev().find(is_content),
            below: lines[index + 1..].iter().find(is_content),
        }
    }
}

/// The type of a line without a number, if it is short enough for a heading or begins with the name of a part in bold
/// type. `marked` is the depth at which the file marks the line as a heading.
pub(super) fn type_of(line: &str, marked: Option<u8>, genre: &Genre) -> Option<Type> {
    let inner = strip_markup_end(strip_markup(line));
    let hashes = line.bytes().take_while(|&c| c == b'#').count();
    let is_bold = line.starts_with("**") && line.ends_with("**") && !inner.contains("**");
    let kind = if let Some(depth) = marked {
        Type::Marked(depth)
    } else if (1..=MAX_HASH_DEPTH).contains(&hashes) && line[hashes..].starts_with(' ') {
        Type::Marked(u8::try_from(hashes).unwrap_or_default())
    } else if is_bold || part_in_bold(line, genre).is_some() {
        Type::Bold
    } else {
        Type::Plain
    };
    let max = if kind.is_marked() {
        MAX_HEADING
    } else {
        MAX_PLAIN
    };
    let length = heading_of(line, genre).chars().take(max + 1).count();
    (1..=max).contains(&length).then_some(kind)
}

/// The heading in a line without a number.
pub(super) fn heading_of<'t>(line: &'t str, genre: &Genre) -> &'t str {
    trim_heading(lead_of(line, genre))
}

/// The text of a line that can be its heading: the part in bold type, else all of it, without markup.
fn lead_of<'t>(line: &'t str, genre: &Genre) -> &'t str {
    part_in_bold(line, genre).unwrap_or_else(|| strip_markup_end(strip_markup(line)))
}

/// The name of a part with its year in bold type, followed by text on the same line: `**2006年工作回顾** 2006年…`.
fn part_in_bold<'t>(line: &'t str, genre: &Genre) -> Option<&'t str> {
    let bold = line.trim_start_matches('*');
    let end = first_characters(bold, MAX_PLAIN + "**".len()).find("**")?;
    let (bold, rest) = (&bold[..end], &bold[end + "**".len()..]);
    let is_part = line.starts_with("**") || !line.starts_with('*');
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
    let heading = heading_of(line.text(text), genre);
    let prefaces = genre.words(Rule::BeforeTheBody);
    if prefaces.contains(&without_blanks(heading)) {
        let is_above_text = |below: &Line| {
            let below = below.text(text);
            below.contains('。') && below.chars().nth(MAX_SHORT_LINE).is_some()
        };
        if kind.is_marked() {
            return Ok(Rule::MarkedHeading);
        } else if neighbours.below.is_some_and(is_above_text) {
            return Ok(Rule::BareHeading);
        }
    }
    if !in_body && !is_below_title(genre, text, line, neighbours) {
        return Err(Rule::BeforeTheBody);
    }
    if !has_text_of_heading(genre, line.text(text), kind) {
        return Err(Rule::NotAHeading);
    }
    if kind.is_marked() {
        return Ok(Rule::MarkedHeading);
    }
    let follows_end = !in_body
        || neighbours.before.is_none_or(|before| {
            let before = before.text(text);
            ends_paragraph(before)
                || section_marker(strip_markup(before)).is_some()
                || is_row(before)
        });
    if !follows_end {
        return Err(Rule::ParagraphGoesOn);
    }
    let is_paragraph = |below: &Line| {
        let line = below.text(text);
        below.kind == LineKind::Text
            && (line.contains('。')
                || line.chars().nth(MAX_SHORT_LINE).is_some()
                || section_marker(strip_markup(line)).is_some())
    };
    if neighbours.below.is_some_and(is_paragraph) {
        Ok(Rule::BareHeading)
    } else {
        Err(Rule::NoParagraphBelow)
    }
}

/// Whether a line is a row of a table whose cells are parted by blanks: 粮 食 198.63 1.9.
fn is_row(line: &str) -> bool {
    const MIN_FIGURES: usize = 2;
    let is_figure = |cell: &&str| {
        let digits = cell.trim_start_matches('-');
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    line.split(is_blank).rev().take_while(is_figure).count() >= MIN_FIGURES
}

/// Whether a line is between the title of a report and its first paragraph.
fn is_below_title(genre: &Genre, text: &str, line: &Line, neighbours: Neighbours) -> bool {
    let is_title =
        |before: &Line| reads_like_title(strip_markup_end(strip_markup(before.text(text))), genre);
    let is_paragraph = |below: &Line| below.text(text).chars().nth(MAX_SHORT_LINE).is_some();
    let is_title = neighbours.before.filter(|before| is_title(before));
    // A title that is repeated is not the heading of a part.
    let is_other = |before: &Line| before.text(text) != line.text(text);
    is_title.is_some_and(is_other) && neighbours.below.is_some_and(is_paragraph)
}

/// Whether a line has no number and reads like a heading.
pub(super) fn reads_like_heading(genre: &Genre, text: &str, line: &Line) -> bool {
    let content = line.text(text);
    line.kind == LineKind::Text
        && section_marker(strip_markup(content)).is_none()
        && type_of(content, None, genre)
            .is_some_and(|kind| has_text_of_heading(genre, content, kind))
}

fn has_text_of_heading(genre: &Genre, line: &str, kind: Type) -> bool {
    let bare = without_blanks(lead_of(line, genre));
    let is_plain = !kind.is_marked();
    let han = bare.chars().filter(|c| is_han(*c)).count();
    let commas = bare.matches(['，', ',']).count();
    let ends_open = bare.ends_with(|c: char| "。，；：！？、…,;:!?—>".contains(c));
    let stops = bare.contains(['。', '；', '！', '？', '|', '@']) || bare.contains("http");
    let opens_otherwise = bare.starts_with(['—', '―', '─', '–', '－', '（', '(', '-', '·']);
    // A row of a form ends in a figure: 行政许可 0.
    let ends_in_figure = bare.ends_with(|c: char| c.is_ascii_digit());
    let plain_otherwise = bare.contains(['：', ':', '/', '\t']) || commas > 1 || ends_in_figure;
    // 综　合: two characters that are set apart.
    let is_spaced = lead_of(line, genre).contains(is_blank);
    let is_closing = genre.list(List::Closings).contains(&bare);
    let min = if is_plain && !is_spaced && !is_closing {
        MIN_HEADING
    } else {
        2
    };
    han >= min
        && han * 2 > bare.chars().count()
        && commas <= 2
        && !(ends_open || stops || opens_otherwise)
        && !(is_plain && plain_otherwise)
        && !genre.pattern(Pattern::Occasion).is_match(&bare)
        && !begins_otherwise(genre, &bare)
}

/// Whether a line begins with a word with which no heading begins. The word of a caption (图, 表, 注) counts only if no
/// letter follows it: 图1, but not 图书馆.
fn begins_otherwise(genre: &Genre, bare: &str) -> bool {
    const MAX_CAPTION: usize = 2;
    genre.words(Rule::NotAHeading).iter().any(|word| {
        let Some(after) = bare.strip_prefix(word.as_str()) else {
            return false;
        };
        let goes_on = after.chars().next().is_some_and(char::is_alphabetic);
        word.chars().count() > MAX_CAPTION || !goes_on
    })
}

/// Whether a heading contains a word that names a part: 回顾, 打算.
pub(super) fn names_a_chapter(genre: &Genre, heading: &str) -> bool {
    genre.has_word(Rule::BareHeading, heading)
        || genre
            .list(List::Closings)
            .iter()
            .any(|closing| closing == heading)
}

/// The levels of headings without numbers, learned as the text is read.
#[derive(Debug, Default)]
pub(super) struct Levels {
    of_type: Vec<(Type, u8)>,
}

impl Levels {
    /// The level of a heading of type `kind` among the open series; `open` is the level of the last section.
    pub(super) fn level(&mut self, kind: Type, is_chapter: bool, series: &Series, open: u8) -> u8 {
        let (ahead, last) = (series.ahead(), series.last());
        let containing = ahead.containing(last);
        let numbers_tell = containing > 0 || ahead.nearest == 1 || last.iter().all(|&n| n == 0);
        let known = self.known(kind);
        let level = match known {
            _ if containing > 0 => containing + 1,
            Some(level) if !numbers_tell => level,
            _ if numbers_tell || is_chapter => 1.max(self.below_shallower(kind)),
            // A chapter is divided either by numbers or by headings without them.
            _ if open > 1 => 1,
            _ => open + 1,
        };
        if known.is_none() || numbers_tell {
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
        self.of_type
            .iter()
            .filter(|(known, _)| kind.is_below(*known))
            .map(|(_, level)| level + 1)
            .max()
            .unwrap_or(1)
    }
}
