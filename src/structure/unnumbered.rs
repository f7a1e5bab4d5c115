//! Headings without a number: which short lines are one, and at which level.
//!
//! Levels come from the numbers around a heading: one that stands inside `二、` and before `三、` lies below
//! level 1. Where the numbers say nothing, headings of one kind of type are siblings.

use super::heading::{LONGEST_HEADING, ends_paragraph, strip_markup, strip_markup_end};
use super::line::{Line, LineKind, without_blanks};
use super::marker::{Marker, section_marker};
use super::rule::{Genre, Rule};

/// The type in which a heading without a number is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Type {
    /// Markdown's `##`, by depth.
    Hash(u8),
    /// A bold line.
    Bold,
    /// Nothing but a line of its own.
    Plain,
}

// Who delivers a report, and where: 某省省长 某某, 某市第十五届人民代表大会
pattern!(
    OCCASION,
    r"届.{0,6}人民代表大会|(?:省长|市长|区长|县长|州长|主席|总理)[\p{Han}·]{0,6}$"
);

/// Characters of a heading in plain type; markup allows for longer ones.
const LONGEST_PLAIN: usize = 30;
const SHORTEST: usize = 4;
/// Characters from which a line is a paragraph though it has no full stop.
const PARAGRAPH: usize = 40;

/// The type of a line without a number, where it is short enough for a heading.
pub(super) fn type_of(words: &str) -> Option<Type> {
    let inner = strip_markup_end(strip_markup(words));
    let length = inner.chars().take(LONGEST_HEADING + 1).count();
    let hashes = words.chars().take_while(|&c| c == '#').count();
    let kind = if hashes > 0 && words[hashes..].starts_with(' ') {
        Type::Hash(u8::try_from(hashes).unwrap_or(u8::MAX))
    } else if words.starts_with("**") && words.ends_with("**") && !inner.contains("**") {
        Type::Bold
    } else {
        Type::Plain
    };
    let longest = if kind == Type::Plain {
        LONGEST_PLAIN
    } else {
        LONGEST_HEADING
    };
    (1..=longest).contains(&length).then_some(kind)
}

/// Whether a short line without a number is a heading, and by which rule; `before` and `below` are the lines
/// with words around it.
pub(super) fn judge(
    genre: &Genre,
    text: &str,
    line: &Line,
    kind: Type,
    in_body: bool,
    (before, below): (Option<&Line>, Option<&Line>),
) -> Result<Rule, Rule> {
    if !in_body {
        return Err(Rule::BeforeTheBody);
    }
    let words = strip_markup_end(strip_markup(line.text(text)));
    if !has_words_of_heading(genre, words, kind) {
        return Err(Rule::NotAHeading);
    }
    if kind != Type::Plain {
        return Ok(Rule::MarkedHeading);
    }
    let follows_end = before.is_none_or(|before| {
        let before = before.text(text);
        ends_paragraph(before) || section_marker(strip_markup(before)).is_some()
    });
    if !follows_end {
        return Err(Rule::ParagraphGoesOn);
    }
    let has_paragraph = below.is_some_and(|below| {
        let words = below.text(text);
        below.kind == LineKind::Text
            && (words.contains('。')
                || words.chars().nth(PARAGRAPH).is_some()
                || section_marker(strip_markup(words)).is_some())
    });
    if has_paragraph {
        Ok(Rule::BareHeading)
    } else {
        Err(Rule::NoParagraphBelow)
    }
}

/// Whether a line without a number reads like a heading, wherever it stands.
pub(super) fn reads_like_heading(genre: &Genre, text: &str, line: &Line) -> bool {
    let words = line.text(text);
    let inner = strip_markup_end(strip_markup(words));
    line.kind == LineKind::Text
        && section_marker(inner).is_none()
        && type_of(words).is_some_and(|kind| has_words_of_heading(genre, inner, kind))
}

fn has_words_of_heading(genre: &Genre, words: &str, kind: Type) -> bool {
    let bare = without_blanks(words);
    let han = bare
        .chars()
        .filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
        .count();
    let commas = bare.matches(['，', ',']).count();
    let ends_open = bare.ends_with(|c: char| "。，；：！？、…,;:!?—>".contains(c));
    let stops = bare.contains(['。', '；', '！', '？', '|', '@']) || bare.contains("http");
    let label = kind == Type::Plain && bare.contains(['：', ':', '/', '\t']);
    let no_heading = genre.words(Rule::NotAHeading);
    han >= if kind == Type::Plain { SHORTEST } else { 2 }
        && han * 2 > bare.chars().count()
        && commas <= if kind == Type::Plain { 1 } else { 2 }
        && !(ends_open || stops || label)
        && !bare.starts_with(['—', '―', '─', '–', '－', '（', '(', '-', '·'])
        && !(kind == Type::Plain && bare.starts_with(['“', '《']))
        && !OCCASION.is_match(&bare)
        && !no_heading
            .iter()
            .any(|word| bare.starts_with(word.as_str()))
}

/// The numbers that follow a place in the text: for each level the value of the next number of that level that
/// stands before any of a higher one; and the value of the very next number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ahead {
    next: [u32; 4],
    nearest: u32,
}

impl Ahead {
    /// Looks back over a line that begins with `marker`.
    pub(super) fn pass(&mut self, marker: Marker) {
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
    fn containing(&self, last: &[u32; 4]) -> u8 {
        let goes_on = |level: &usize| last[*level] > 0 && self.next[*level] == last[*level] + 1;
        (0..4u8)
            .rev()
            .find(|level| goes_on(&usize::from(*level)))
            .map_or(0, |level| level + 1)
    }
}

/// The levels of headings without numbers, learned as the text is read.
#[derive(Debug, Default)]
pub(super) struct Levels {
    of_type: Vec<(Type, u8)>,
}

impl Levels {
    /// The level of a heading of type `kind` where the numbers `ahead` follow, `last` are the values of the open
    /// series and `open` is the level of the section that stands.
    pub(super) fn level(
        &mut self,
        kind: Type,
        is_chapter: bool,
        ahead: Ahead,
        last: &[u32; 4],
        open: u8,
    ) -> u8 {
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
        let Type::Hash(depth) = kind else {
            return 1;
        };
        let shallower = self
            .of_type
            .iter()
            .filter_map(|(known, level)| match known {
                Type::Hash(other) if *other < depth => Some(level + 1),
                _ => None,
            });
        shallower.max().unwrap_or(1)
    }
}
