//! Lines: glyphs → fragments (text without a wide gap) → lines.
//!
//! Owns spaces between glyphs and which glyphs share a line; knows nothing about paragraphs. Invariant: every non-blank
//! glyph is in exactly one fragment.

use super::glyph::{Direction, Glyph};

/// Minimum gap that separates fragments, as a multiple of the font size.
const WIDE_GAP: f32 = 1.5;
/// Minimum gap that is a space between two words, as a fraction of the font size.
const WORD_GAP: f32 = 0.18;
/// Minimum gap that is a space next to a Chinese character, as a fraction of the font size.
const CHARACTER_GAP: f32 = 0.8;

/// A run of glyphs on one baseline without a wide gap.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    pub(super) text: String,
    pub(super) direction: Direction,
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// The baseline.
    pub(super) y: f32,
    /// The largest font size.
    pub(super) size: f32,
    /// The table cell that contains it.
    pub(super) cell: Option<Cell>,
    /// Whether it currently ends with blanks.
    ends_blank: bool,
}

/// A table cell on the page: table index and cell index.
pub(super) type Cell = (usize, usize);

impl Fragment {
    fn begin(glyph: &Glyph, cell: Option<Cell>) -> Self {
        Self {
            text: glyph.text.to_string(),
            direction: glyph.direction,
            x0: glyph.x0,
            x1: glyph.x1,
            y: glyph.y,
            size: glyph.size,
            cell,
            ends_blank: false,
        }
    }

    /// Whether a glyph continues the fragment at its end.
    fn goes_on(&self, glyph: &Glyph, cell: Option<Cell>) -> bool {
        let size = self.size.max(glyph.size);
        let gap = glyph.x0 - self.x1;
        self.direction == glyph.direction
            && self.cell == cell
            && self.shares_baseline(glyph.y, glyph.size)
            && (-0.6 * size..WIDE_GAP * size).contains(&gap)
    }

    /// Whether type of the given size is on the same baseline, or raised or lowered as a superscript or subscript.
    fn shares_baseline(&self, y: f32, size: f32) -> bool {
        let (small, large) = (self.size.min(size), self.size.max(size));
        let slack = if small < 0.85 * large { 0.6 } else { 0.3 };
        (self.y - y).abs() < slack * large
    }

    fn push(&mut self, glyph: &Glyph) {
        let gap = glyph.x0 - self.x1;
        let is_apart = |last: char, next: char| {
            let limit = if is_cjk(last) || is_cjk(next) {
                CHARACTER_GAP
            } else {
                WORD_GAP
            };
            gap > limit * self.size.max(glyph.size)
        };
        let ends = (self.text.chars().next_back(), glyph.text.chars().next());
        if self.ends_blank || matches!(ends, (Some(last), Some(next)) if is_apart(last, next)) {
            self.text.push(' ');
        }
        self.ends_blank = false;
        if glyph.size > self.size && is_raised(self.y, self.size, glyph.y, glyph.size) {
            self.text = raised(&self.text);
        }
        if is_raised(glyph.y, glyph.size, self.y, self.size) {
            self.text.push_str(&raised(&glyph.text));
        } else {
            self.text.push_str(&glyph.text);
        }
        self.x1 = self.x1.max(glyph.x1);
        if glyph.size > self.size {
            self.size = glyph.size;
            self.y = glyph.y;
        }
    }
}

/// Whether small type is raised next to larger type: a note mark or an exponent.
fn is_raised(y: f32, size: f32, beside_y: f32, beside_size: f32) -> bool {
    size < 0.8 * beside_size && y < beside_y - 0.15 * beside_size
}

/// Converts digits to superscripts, so that a note mark is not read as part of an adjacent number.
fn raised(text: &str) -> String {
    let raise = |c: char| match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => {
            char::from_u32(u32::from('⁰') + u32::from(c) - u32::from('0')).unwrap_or(c)
        }
        other => other,
    };
    text.chars().map(raise).collect()
}

/// Groups the glyphs of a page into fragments, in page order; `cell_of` returns the cell of a glyph.
pub(super) fn fragments(
    glyphs: &[Glyph],
    cell_of: impl Fn(&Glyph) -> Option<Cell>,
) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for glyph in glyphs {
        if glyph.is_blank() {
            if let Some(last) = fragments.last_mut() {
                last.ends_blank |= last.shares_baseline(glyph.y, glyph.size) && glyph.x1 > last.x1;
            }
            continue;
        }
        let cell = cell_of(glyph);
        match fragments.last_mut() {
            Some(last) if last.goes_on(glyph, cell) => last.push(glyph),
            _ => fragments.push(Fragment::begin(glyph, cell)),
        }
    }
    fragments
}

/// A line of text: fragments from left to right once the whole page has been processed.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) fragments: Vec<Fragment>,
    pub(super) direction: Direction,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    /// The column of the page; 0 for a line that spans the page.
    pub(super) column: u8,
}

impl Line {
    fn begin(fragment: Fragment, column: u8) -> Self {
        Self {
            direction: fragment.direction,
            x0: fragment.x0,
            x1: fragment.x1,
            y: fragment.y,
            size: fragment.size,
            column,
            fragments: vec![fragment],
        }
    }

    /// Whether a fragment is on the same line, to the left or right of its current content.
    fn takes(&self, fragment: &Fragment, column: u8) -> bool {
        let size = self.size.max(fragment.size);
        let is_beside = fragment.x0 > self.x1 - 0.6 * size || fragment.x1 < self.x0 + 0.6 * size;
        let is_level = self
            .fragments
            .last()
            .is_some_and(|last| last.shares_baseline(fragment.y, fragment.size));
        self.direction == fragment.direction
            && self.direction != Direction::Slanted
            && self.column == column
            && is_beside
            && is_level
    }

    fn push(&mut self, fragment: Fragment) {
        self.x0 = self.x0.min(fragment.x0);
        self.x1 = self.x1.max(fragment.x1);
        if fragment.size > self.size {
            self.size = fragment.size;
            self.y = fragment.y;
        }
        self.fragments.push(fragment);
    }

    /// The text of the line; a wide gap becomes a space.
    pub(super) fn text(&self) -> String {
        let words: Vec<&str> = self
            .fragments
            .iter()
            .map(|fragment| fragment.text.trim())
            .collect();
        words.join(" ")
    }
}

/// Groups fragments into lines, in page order; `column_of` returns the column of a fragment.
pub(super) fn lines(
    fragments: impl IntoIterator<Item = Fragment>,
    column_of: impl Fn(&Fragment) -> u8,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for fragment in fragments {
        let column = column_of(&fragment);
        match lines.last_mut() {
            Some(last) if last.takes(&fragment, column) => last.push(fragment),
            _ => lines.push(Line::begin(fragment, column)),
        }
    }
    for line in &mut lines {
        line.fragments.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    lines
}

/// Whether a character is written without adjacent spaces: Chinese, kana, and full-width punctuation.
pub(in crate::reader) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '①'..='⓿' | '□' | '√')
}

/// The separator between the end of a line and the next line of its paragraph, and whether a hyphen is removed.
pub(super) fn glue(end: &str, next: &str) -> (&'static str, bool) {
    let mut back = end.chars().rev();
    let (Some(last), before, Some(first)) = (back.next(), back.next(), next.chars().next()) else {
        return ("", false);
    };
    let is_hyphen = matches!(last, '-' | '\u{AD}' | '\u{2010}');
    if is_hyphen && before.is_some_and(char::is_alphabetic) && first.is_lowercase() {
        return ("", true);
    }
    if is_cjk(last) || is_cjk(first) {
        ("", false)
    } else {
        (" ", false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, x: f32, y: f32) -> Vec<Glyph> {
        let glyph = |(position, c): (usize, char)| {
            let x0 = x + f32::from(u16::try_from(position).unwrap()) * 10.0;
            Glyph {
                text: c.to_string().into(),
                direction: Direction::Right,
                x0,
                x1: x0 + 10.0,
                y,
                size: 10.0,
            }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        lines(fragments(glyphs, |_| None), |_| 0)
            .iter()
            .map(Line::text)
            .collect()
    }

    #[test]
    fn glyphs_of_a_baseline_are_a_line() {
        let glyphs = [set("松泽县", 0.0, 10.0), set("柳渡镇", 0.0, 26.0)].concat();
        assert_eq!(texts(&glyphs), ["松泽县", "柳渡镇"]);
    }

    #[test]
    fn wide_gap_parts_fragments_of_one_line() {
        let glyphs = [set("合计", 0.0, 10.0), set("12", 100.0, 10.0)].concat();
        assert_eq!(fragments(&glyphs, |_| None).len(), 2);
        assert_eq!(texts(&glyphs), ["合计 12"]);
    }

    #[test]
    fn gap_between_latin_words_is_a_blank_and_between_chinese_characters_none() {
        let glyphs = [set("ab", 0.0, 10.0), set("cd", 24.0, 10.0)].concat();
        assert_eq!(texts(&glyphs), ["ab cd"]);
        let glyphs = [set("望汀", 0.0, 10.0), set("区", 24.0, 10.0)].concat();
        assert_eq!(texts(&glyphs), ["望汀区"]);
    }

    #[test]
    fn raised_digits_stay_apart_from_the_number_beside_them() {
        let mut mark = set("14", 20.0, 6.0);
        for glyph in &mut mark {
            glyph.size = 5.0;
        }
        let glyphs = [set("人口", 0.0, 10.0), mark, set("37", 40.0, 10.0)].concat();
        assert_eq!(texts(&glyphs), ["人口¹⁴37"]);
    }

    #[test]
    fn glue_of_lines_depends_on_their_characters() {
        assert_eq!(glue("规范", "性文件"), ("", false));
        assert_eq!(glue("open", "data"), (" ", false));
        assert_eq!(glue("infor-", "mation"), ("", true));
        assert_eq!(glue("COVID-", "19"), (" ", false));
    }
}
