//! Paragraphs: lines → paragraphs, across lines, columns and pages.
//!
//! Owns the heuristics that decide whether a paragraph continues on the next line. Knows nothing about file formats.
//! Invariant: a line is in exactly one paragraph, and joining adds at most a space and drops at most a hyphen.

use super::line::{Line, glue, is_cjk};
use super::margin::Layout;
use super::page::{Block, LaidOutPage};
use super::unruled::with_tables;
use crate::reader::build::builder::TextBuilder;

/// Writes the pages to the text.
pub(super) fn write(pages: Vec<LaidOutPage>, builder: &mut TextBuilder) {
    let layout = Layout::of(&pages);
    let mut writer = Writer {
        layout: &layout,
        builder,
        open: None,
        heads: Vec::new(),
    };
    for page in pages {
        let (number, width) = (page.number, page.width);
        for block in with_tables(page.blocks) {
            match block {
                Block::Line(line) => writer.line(Placed {
                    line,
                    page: number,
                    width,
                }),
                Block::Head(line) => writer.heads.push((number, line.text())),
                Block::Table(rows) => writer.table(number, &rows),
            }
        }
    }
    writer.close();
}

/// A line and its page.
struct Placed {
    line: Line,
    page: u32,
    /// The width of the page, in points.
    width: f32,
}

/// An open paragraph, to which lines can be added: its text with the page of each piece, and its last line.
struct Open {
    pieces: Vec<(u32, String)>,
    last: Placed,
    /// The right end of its longest line, once it has two lines.
    right: Option<f32>,
}

struct Writer<'l, 'b> {
    layout: &'l Layout,
    builder: &'b mut TextBuilder,
    open: Option<Open>,
    /// Running headers after the last line of the open paragraph, each with its page: they come before the paragraph if it
    /// goes on after them.
    heads: Vec<(u32, String)>,
}

impl Writer<'_, '_> {
    fn line(&mut self, line: Placed) {
        let words = line.line.text();
        match &mut self.open {
            Some(open) if goes_on(open, &line, self.layout) => {
                for head in self.heads.drain(..) {
                    self.builder.paragraph_over_pages(&[head]);
                }
                push_words(&mut open.pieces, line.page, &words);
                open.right = Some(open.right.unwrap_or(open.last.line.x1).max(line.line.x1));
                open.last = line;
            }
            _ => {
                self.close();
                self.open = Some(Open {
                    pieces: vec![(line.page, words)],
                    last: line,
                    right: None,
                });
            }
        }
    }

    fn table(&mut self, page: u32, rows: &[Vec<String>]) {
        self.close();
        if !rows.is_empty() {
            self.builder.page(page);
        }
        for row in rows {
            self.builder.row(row);
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.builder.paragraph_over_pages(&open.pieces);
        }
        for head in self.heads.drain(..) {
            self.builder.paragraph_over_pages(&[head]);
        }
    }
}

/// Adds the text of a line to a paragraph.
fn push_words(pieces: &mut Vec<(u32, String)>, page: u32, words: &str) {
    let Some((last_page, text)) = pieces.last_mut() else {
        return;
    };
    let (between, drops_hyphen) = glue(text, words);
    if drops_hyphen {
        text.pop();
    }
    text.push_str(between);
    if *last_page == page {
        text.push_str(words);
    } else {
        pieces.push((page, words.to_string()));
    }
}

/// Whether a paragraph continues with `next`.
fn goes_on(open: &Open, next: &Placed, layout: &Layout) -> bool {
    let last = &open.last;
    let same_type = (0.9..1.1).contains(&(last.line.size / next.line.size.max(0.1)));
    if !same_type || last.line.direction != next.line.direction || !follows(last, next, layout) {
        return false;
    }
    is_title_over_lines(last, next, layout) || is_body_over_lines(open, next, layout)
}

/// Whether a line is positioned as the next line of a paragraph: directly below, or in the next column or page.
fn follows(last: &Placed, next: &Placed, layout: &Layout) -> bool {
    let by = next.line.y - last.line.y;
    if last.page == next.page && last.line.column == next.line.column {
        return by > 0.5 * next.line.size && by <= layout.largest_pitch(next.line.size);
    }
    // Text across the whole page width separates the columns above from those below.
    (last.line.column == 0) == (next.line.column == 0)
}

/// Whether both are lines of one title: larger than the body text and centred on one axis.
fn is_title_over_lines(last: &Placed, next: &Placed, layout: &Layout) -> bool {
    let size = last.line.size;
    let axis = |line: &Line| f32::midpoint(line.x0, line.x1);
    let indent = |placed: &Placed| {
        placed.line.x0 - layout.margins(placed.page, placed.width, &placed.line).left
    };
    last.page == next.page
        && size > 1.15 * layout.body_size
        && (axis(&last.line) - axis(&next.line)).abs() < 0.6 * size
        && indent(last).max(indent(next)) > size
        && next.line.y - last.line.y < 2.0 * size
}

/// Whether a line is full and the next one is either not indented or indented at least as much.
fn is_body_over_lines(open: &Open, next: &Placed, layout: &Layout) -> bool {
    let last = &open.last;
    let here = layout.margins(last.page, last.width, &last.line);
    let there = layout.margins(next.page, next.width, &next.line);
    let (end, begin) = (last.line.text(), next.line.text());
    let size = next.line.size;
    let ends = ends_sentence(&end);
    let word = unbreakable_width(&begin, size);
    let room = if ends { 0.9 * size } else { 1.7 * size } + word;
    let is_full = last.line.x1 >= here.right - room || !ends && is_as_long(open, &next.line);
    if !is_full || begins_with_bullet(&begin) {
        return false;
    }
    let indent = |line: &Line, left: f32| (line.x0 - left) / size;
    let (last_indent, next_indent) = (
        indent(&last.line, here.left),
        indent(&next.line, there.left),
    );
    let has_number = begins_with_number(&begin);
    if next_indent <= 0.8 {
        return !(ends && has_number);
    }
    // Lines indented further than a first line are centred lines, signatures and dates.
    let is_level = (next_indent - last_indent).abs() < 0.5 || next_indent > last_indent;
    !ends && !has_number && is_level && last_indent < 4.5 && next_indent < 6.0
}

/// Whether a long line ends where the longest or the next line of the paragraph does: a margin of this paragraph only.
fn is_as_long(open: &Open, next: &Line) -> bool {
    let last = &open.last.line;
    let is_same = |right: f32| (right - last.x1).abs() < 0.4 * last.size;
    last.x1 - last.x0 > 15.0 * last.size && (is_same(next.x1) || open.right.is_some_and(is_same))
}

/// Whether text ends with the punctuation of a sentence or a heading.
fn ends_sentence(words: &str) -> bool {
    let mut back = words
        .chars()
        .rev()
        .skip_while(|c| matches!(c, '”' | '’' | '」' | '』' | '"' | ')' | '）' | '》'));
    matches!(
        back.next(),
        Some('。' | '！' | '？' | '；' | '：' | '!' | '?' | ';' | ':' | '.')
    )
}

/// Whether text begins with the number of a heading or an item: `一、`, `（一）`, `1.`, `(1)`, `第三条`, `①`.
fn begins_with_number(words: &str) -> bool {
    let is_number = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c);
    let open = words.trim_start_matches(['（', '(', '第']);
    let rest = open.trim_start_matches(is_number);
    let number = open.len() - rest.len();
    let mark = rest.chars().next();
    let has_bracket = open.len() < words.len();
    let has_mark = if has_bracket {
        matches!(
            mark,
            Some('）' | ')' | '条' | '章' | '节' | '编' | '款' | '部')
        )
    } else {
        matches!(mark, Some('、' | '．'))
            || mark == Some('.') && !rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    };
    begins_with_bullet(words) || number > 0 && has_mark
}

/// Whether text begins with a bullet or a checkbox, which no line in mid-sentence does.
fn begins_with_bullet(words: &str) -> bool {
    matches!(
        words.chars().next(),
        Some('①'..='⓿' | '●' | '•' | '□' | '√' | '■' | '◆')
    )
}

/// The width in points of the unbreakable start of the text: a number or a Latin word.
fn unbreakable_width(words: &str, size: f32) -> f32 {
    let characters = words
        .chars()
        .take_while(|c| !c.is_whitespace() && !is_cjk(*c))
        .count();
    0.55 * size * f32::from(u8::try_from(characters).unwrap_or(u8::MAX).min(40))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_and_items_are_known() {
        for words in [
            "一、主要工作",
            "（三）强化监督",
            "1.完善制度",
            "(2)公开",
            "第十二条 本办法",
            "①信息公开",
        ] {
            assert!(begins_with_number(words), "{words}");
        }
        for words in [
            "一是加强",
            "2021年",
            "3.5万件",
            "十分重视",
            "第三方评估",
            "（以下简称",
            "工作",
        ] {
            assert!(!begins_with_number(words), "{words}");
        }
    }

    #[test]
    fn sentence_ends_at_its_mark_and_behind_quotation_marks() {
        assert!(ends_sentence("全部办结。") && ends_sentence("“最多跑一次。”"));
        assert!(!ends_sentence("全部办结，") && !ends_sentence("全部办结"));
    }
}
