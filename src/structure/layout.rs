//! How the lines of a text were laid out: at which width they were wrapped, and how its paragraphs are told apart.

use super::heading::strip_markup;
use super::line::{Line, LineKind};
use super::marker::section_marker;

/// Widths that a text may have been wrapped at, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 15..=80;
/// Fewest lines without a stop from which a width is read.
const MIN_LINES: usize = 3;
/// Lines without a stop may be shorter than the width by this: a number or a bracket went to the next line.
const RAGGED: usize = 2;
/// Share of the lines without a stop, in percent, that reach the width of a wrapped text.
const MIN_FULL: usize = 50;
/// A line this much wider than the others was not wrapped with them.
pub(super) const UNWRAPPED: usize = 6;
/// Full lines of a wrapped text for each wider line, at least.
const MAX_WIDE: usize = 8;
/// Share of the paragraphs, in percent, that begin in one way if a text has that way.
const MIN_BEGUN: usize = 70;

/// The layout of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The width at which lines were wrapped, if they were.
    pub width: Option<Width>,
    /// Whether paragraphs begin with an indent.
    pub indents: bool,
    /// Whether blank lines are between paragraphs, and not inside them.
    pub blank_lines: bool,
    /// Whether lines with a section number begin like paragraphs.
    pub numbers_too: bool,
}

/// A width, in the unit in which the lines of a text agree most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// In characters.
    Characters(usize),
    /// In half columns: two for a Chinese character, one for a letter or digit.
    Halves(usize),
}

impl Width {
    /// The width of a text in this unit.
    pub(super) fn of(self, text: &str) -> usize {
        match self {
            Self::Characters(_) => text.chars().count(),
            Self::Halves(_) => halves(text),
        }
    }

    /// What a full line has.
    pub(super) fn full(self) -> usize {
        match self {
            Self::Characters(full) | Self::Halves(full) => full,
        }
    }
}

impl Layout {
    pub(super) fn of(text: &str, lines: &[Line]) -> Self {
        let texts: Vec<&Line> = lines
            .iter()
            .filter(|line| line.kind == LineKind::Text)
            .collect();
        let Some(width) = width(text, &texts) else {
            return Self::default();
        };
        let [mut begun, mut numbered, mut inside] = [Beginnings::default(); 3];
        for pair in texts.windows(2) {
            let [before, line] = [pair[0], pair[1]];
            let has_room = width.of(before.with_indent(text)) + 2 * RAGGED < width.full();
            if has_room && section_marker(strip_markup(line.text(text))).is_some() {
                numbered.add(text, before, line);
            }
            if ends_sentence(before.text(text)) {
                if has_room {
                    begun.add(text, before, line);
                }
            } else if !has_room {
                inside.add(text, before, line);
            }
        }
        let is_way = |way: fn(&Beginnings) -> usize| {
            begun.lines >= 2
                && is_most(way(&begun), begun.lines)
                && !is_most(way(&inside) * 2, inside.lines)
        };
        let (indents, blank_lines) = (is_way(|lines| lines.indented), is_way(|lines| lines.apart));
        let numbered_too = |way: usize| numbered.lines == 0 || is_most(way, numbered.lines);
        Self {
            width: Some(width),
            indents,
            blank_lines,
            numbers_too: indents && numbered_too(numbered.indented)
                || !indents && blank_lines && numbered_too(numbered.apart),
        }
    }
}

/// How some lines begin.
#[derive(Debug, Clone, Copy, Default)]
struct Beginnings {
    lines: usize,
    indented: usize,
    /// With a blank line before them.
    apart: usize,
}

impl Beginnings {
    fn add(&mut self, text: &str, before: &Line, line: &Line) {
        self.lines += 1;
        self.indented += usize::from(line.is_indented(text));
        self.apart += usize::from(is_apart(text, before, line));
    }
}

/// Whether a part is most of a whole.
fn is_most(part: usize, whole: usize) -> bool {
    part * 100 >= whole * MIN_BEGUN
}

/// Whether a blank line is between two lines.
pub(super) fn is_apart(text: &str, before: &Line, line: &Line) -> bool {
    let between = &text[before.end()..line.start()];
    between
        .matches('\n')
        .count()
        .max(between.matches('\r').count())
        > 1
}

/// The width that most lines without a stop reach: not that of the widest line, which may be an address.
fn width(text: &str, lines: &[&Line]) -> Option<Width> {
    // Headings end without a stop whatever the width.
    let is_heading = |line: &Line| {
        let content = line.text(text);
        let bare = strip_markup(content);
        let is_numbered_name = section_marker(bare)
            .is_some_and(|marker| !bare[marker.length..].contains(['，', '。', '、', '；']));
        content.starts_with(['#', '*']) || is_numbered_name
    };
    let unended: Vec<&str> = lines
        .iter()
        .filter(|line| !is_heading(line))
        .map(|line| line.with_indent(text))
        .filter(|line| !line.ends_with(is_stop))
        .collect();
    // Rows of a table may be equally long.
    let is_prose = |line: &&str| line.contains(['，', '、', '。', '；']);
    if unended.len() < MIN_LINES || !unended.iter().any(is_prose) {
        return None;
    }
    let characters = peak(unended.iter().map(|line| line.chars().count()), 1);
    let columns = peak(unended.iter().map(|line| halves(line)), 2);
    let (full, count, width) = if columns.1 > characters.1 {
        (columns.0 / 2, columns.1, Width::Halves(columns.0))
    } else {
        (characters.0, characters.1, Width::Characters(characters.0))
    };
    // Headings of one length do not make a text of long paragraphs a wrapped one.
    let is_wide = |line: &&&Line| width.of(line.with_indent(text)) > width.full() + UNWRAPPED;
    let wide = || lines.iter().filter(is_wide).count();
    (WIDTHS.contains(&full)
        && count * 100 >= unended.len() * MIN_FULL
        && wide() * MAX_WIDE <= count)
        .then_some(width)
}

/// The most frequent width among those around which most lines are; and how many these are. `unit`: the width of a Chinese
/// character.
fn peak(widths: impl Iterator<Item = usize>, unit: usize) -> (usize, usize) {
    let mut counts = vec![0; unit * WIDTHS.end() + 1];
    for width in widths {
        if let Some(count) = counts.get_mut(width) {
            *count += 1;
        }
    }
    let reach = |width: usize| -> usize {
        let from = width.saturating_sub(unit * RAGGED);
        counts[from..=width].iter().sum()
    };
    let best = (0..counts.len())
        .max_by_key(|width| reach(*width))
        .unwrap_or(0);
    let full = (best.saturating_sub(unit * RAGGED)..=best).max_by_key(|width| counts[*width]);
    (full.unwrap_or(0), reach(best))
}

fn halves(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether a line ends in brackets that are a sentence of their own, after a stop or alone on the line: 成就！（鼓掌）.
fn ends_in_remark(line: &str) -> bool {
    let Some(inner) = line.strip_suffix(['）', ')']) else {
        return false;
    };
    let mut depth = 0_usize;
    let opens = |c: char| {
        match c {
            '）' | ')' => depth += 1,
            '（' | '(' if depth == 0 => return true,
            '（' | '(' => depth -= 1,
            _ => {}
        }
        false
    };
    let Some(open) = inner.rfind(opens) else {
        return false;
    };
    let before = line[..open].trim_end();
    before.is_empty() || before == ">" || before.ends_with(|c| is_stop(c) || c == '…')
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '：' | '!' | '?' | ';' | ':')
}

/// Whether a line ends where a sentence can end: a closing mark or bracket ends one only after a stop, or if the bracket
/// holds a remark.
pub(super) fn ends_sentence(line: &str) -> bool {
    if ends_in_remark(line) {
        return true;
    }
    let is_closing = |c: char| {
        matches!(
            c,
            '”' | '’' | '"' | '）' | ')' | '》' | '】' | '〕' | '」' | '』'
        )
    };
    let inner = line.trim_end_matches(is_closing);
    if let Some(before) = inner.strip_suffix('.') {
        return !before.ends_with(|c: char| c.is_ascii_digit());
    }
    inner.ends_with(is_stop) || inner.ends_with(['…', '|', '>'])
}
