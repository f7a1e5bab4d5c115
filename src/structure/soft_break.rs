//! Line breaks inside a paragraph: the end of a page in mid-word, lines wrapped at a fixed width.
//!
//! Most breaks between two Chinese characters separate a heading from its text. So a break is soft only if the line before
//! it is prose without an end and the line after it can continue it.

use std::ops::Range;

use super::genre::{Genre, List, starts_with_any};
use super::heading::strip_markup;
use super::line::{Line, LineKind};
use super::marker::{item_marker, section_marker};
use crate::document::saturating_u32;

/// Fewest characters of a line without a full stop that is prose and not a heading or a signature.
const MIN_PROSE: usize = 30;
/// In a text wrapped at a fixed width, a line is full if it has at most so many characters less than the widest.
const RAGGED: usize = 3;

/// The byte ranges of soft breaks, each from the end of a line to the first character of the next that is not blank.
pub(super) fn find(text: &str, lines: &[Line], genre: &Genre) -> Vec<Range<u32>> {
    let openings = genre.list(List::ParagraphOpenings);
    let wrap = wrap_width(text, lines);
    let mut breaks = Vec::new();
    let mut before: Option<&Line> = None;
    let mut page_ends = false;
    for line in lines {
        match line.kind {
            LineKind::Furniture => page_ends = true,
            LineKind::Table => before = None,
            LineKind::Text => {
                let page_ended = std::mem::take(&mut page_ends);
                if let Some(before) = before
                    && (is_cut(text, before, wrap) && goes_on(text, line, wrap, openings)
                        || page_ended && is_cut_heading(text, before, line, openings))
                {
                    breaks.push(saturating_u32(before.end())..saturating_u32(line.first()));
                }
                before = Some(line);
            }
        }
    }
    breaks
}

/// The width at which the lines of a text were wrapped: that of the widest, if a third of the lines reach it.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let texts = || lines.iter().filter(|line| line.kind == LineKind::Text);
    let widest = texts().map(|line| width(text, line)).max()?;
    if !(15..=60).contains(&widest) {
        return None;
    }
    let is_full = |line: &&Line| width(text, line) + RAGGED >= widest;
    let (all, full) = (texts().count(), texts().filter(is_full).count());
    (all >= 10 && full * 3 >= all).then_some(widest)
}

/// Characters of a line with its indent.
fn width(text: &str, line: &Line) -> usize {
    text[line.start()..line.end()].chars().count()
}

/// Whether a line is prose that ends in mid-sentence.
fn is_cut(text: &str, line: &Line, wrap: Option<usize>) -> bool {
    let content = line.text(text);
    if content.ends_with(ends_sentence) || content.ends_with("**") || content.starts_with('#') {
        return false;
    }
    if let Some(widest) = wrap {
        return width(text, line) + RAGGED >= widest;
    }
    let is_numbered = section_marker(strip_markup(content)).is_some();
    let has_sentences = content.contains(['。', '；']);
    has_sentences
        || (!is_numbered && content.contains(['，', ',']) && content.chars().count() >= MIN_PROSE)
}

/// Whether a page ends inside a heading: the line before it has a number, the line after it is a few words without
/// punctuation that begin neither a heading nor a paragraph.
fn is_cut_heading(text: &str, before: &Line, line: &Line, openings: &[String]) -> bool {
    const MAX_REST: usize = 20;
    let (before, rest) = (before.text(text), line.text(text));
    let is_heading = section_marker(strip_markup(before)).is_some()
        && !before.ends_with(ends_sentence)
        && !before.contains('。');
    let is_rest = rest.chars().nth(MAX_REST).is_none()
        && !rest.contains(['。', '，', '；', '：'])
        && !line.is_indented(text)
        && !opens_paragraph(rest, openings);
    is_heading && is_rest
}

/// Whether a line can continue a paragraph.
fn goes_on(text: &str, line: &Line, wrap: Option<usize>, openings: &[String]) -> bool {
    let content = line.text(text);
    if line.is_indented(text) || opens_paragraph(content, openings) {
        return false;
    }
    let closes = content.starts_with(['，', '。', '、', '；', '：', '）', '”', '》', ',', ';']);
    closes || wrap.is_some() || content.contains(['，', '。', '；', ','])
}

fn opens_paragraph(line: &str, openings: &[String]) -> bool {
    let bare = strip_markup(line);
    bare.len() != line.len()
        || section_marker(bare).is_some()
        || item_marker(bare).is_some()
        || starts_with_any(bare, openings)
}

fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '；'
            | '：'
            | '!'
            | '?'
            | ';'
            | ':'
            | '…'
            | '”'
            | '"'
            | '）'
            | ')'
            | '》'
            | '】'
            | '〕'
            | '>'
            | '.'
            | '|'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    fn soft(text: &str) -> usize {
        let genre = genre();
        let lines = super::super::line::lines(text, usize::MAX, genre);
        find(text, &lines, genre).len()
    }

    #[test]
    fn a_page_break_in_mid_word_is_soft() {
        assert_eq!(
            soft("做好清理工作。及时公布制定的规范\n\n性文件。建立制度。\n"),
            1
        );
        assert_eq!(
            soft("做好清理工作。及时公布制定的规范\n\n— 12 —\n\n性文件。建立制度。\n"),
            1
        );
    }

    #[test]
    fn a_page_that_ends_inside_a_heading_is_soft() {
        assert_eq!(
            soft("（一）加强和改进行政规\n— 2 —\n范性文件管理\n全年制定文件三件。\n"),
            1
        );
        assert_eq!(
            soft("（一）加强领导\n— 2 —\n全年召开会议三次，研究事项。\n"),
            0
        );
    }

    #[test]
    fn headings_signatures_and_new_paragraphs_are_hard() {
        for text in [
            "一、全面推进依法行政\n正文从这里开始，很长。\n",
            "（一）健全组织，加强领导\n严格按照规定，落实责任。\n",
            "工作完成。成效明显\n二、打算\n",
            "工作完成。成效明显\n　　另起一段，继续说明。\n",
            "工作完成。\n柳渡镇人民政府\n2021年1月10日\n",
            "工作完成。现报告如上\n柳渡镇人民政府\n",
            "全市平安，成效明显。\n一是抓落实，\n二是抓督查。\n",
        ] {
            assert_eq!(soft(text), 0, "{text}");
        }
    }

    #[test]
    fn lines_wrapped_at_a_fixed_width_join() {
        let line = "全面推进依法行政加强法治政府建设不断提升治理能力水平\n";
        let text = format!(
            "一、甲\n{}短行。\n{}短行。\n",
            line.repeat(6),
            line.repeat(6)
        );
        assert_eq!(soft(&text), 12);
    }
}
