//! Line breaks inside a paragraph: the end of a page in mid-word, lines wrapped at a fixed width, a number on a line of
//! its own.
//!
//! Most breaks between two Chinese characters separate a heading from its text. So a break is soft only if the line before
//! it is prose without an end, or full, and the line after it can continue it.

use super::genre::{Genre, List, starts_with_any};
use super::heading::{MAX_HEADING, strip_markup};
use super::layout::{Layout, UNWRAPPED, ends_sentence, is_apart};
use super::line::{Line, LineKind};
use super::marker::{item_marker, section_marker};
use crate::document::{Gap, GapKind, saturating_u32};

/// Fewest characters of a line without a full stop that is prose and not a heading or a signature.
const MIN_PROSE: usize = 30;

/// The soft breaks, each from the end of a line to the first character of the next that is not blank.
pub(super) fn find(text: &str, lines: &[Line], genre: &Genre) -> Vec<Gap> {
    let finder = Finder {
        text,
        layout: Layout::of(text, lines),
        openings: genre.list(List::ParagraphOpenings),
        annexes: genre.list(List::AnnexNames),
        measures: genre.list(List::Measures),
    };
    let mut gaps: Vec<Gap> = Vec::new();
    let mut before: Option<&Line> = None;
    let mut page_ends = false;
    // Whether the line before continues a paragraph.
    let mut goes_on = false;
    for line in lines {
        match line.kind {
            LineKind::Furniture => page_ends = true,
            LineKind::Table => before = None,
            LineKind::Text => {
                let page_ended = std::mem::take(&mut page_ends);
                let is_soft = before.is_some_and(|before| {
                    let pair = Pair {
                        before,
                        line,
                        page_ended,
                        goes_on,
                    };
                    finder.is_soft(&pair)
                });
                if let Some(before) = before.filter(|_| is_soft) {
                    gaps.push(Gap {
                        start: saturating_u32(before.end()),
                        end: saturating_u32(line.first()),
                        kind: kind(before.text(text), line.text(text)),
                    });
                }
                goes_on = is_soft
                    && (goes_on || before.is_some_and(|before| is_prose(before.text(text))));
                before = Some(line);
            }
        }
    }
    gaps
}

/// Whether a line ends in a heading that a line break before it was lost of: `…达到78.5%。 三、工业和建筑业`.
fn ends_in_heading(line: &str) -> bool {
    let Some((_, last)) = line.rsplit_once('。') else {
        return false;
    };
    let last = last.trim_start();
    section_marker(last).is_some()
        && last.chars().nth(MAX_HEADING).is_none()
        && !last.contains(['，', '；', '：'])
}

/// What a soft break counts as: as nothing inside a number or between capital letters.
fn kind(before: &str, after: &str) -> GapKind {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let both = |is: fn(char) -> bool| before.ends_with(is) && after.starts_with(is);
    if both(is_digit) || both(|c| c.is_ascii_uppercase()) {
        GapKind::Join
    } else {
        GapKind::Break
    }
}

/// Two lines of text with nothing but a page number between them.
struct Pair<'l> {
    before: &'l Line,
    line: &'l Line,
    /// Whether a page number is between them.
    page_ended: bool,
    /// Whether the line before continues a paragraph.
    goes_on: bool,
}

/// What decides whether a break is soft.
struct Finder<'t> {
    text: &'t str,
    layout: Layout,
    openings: &'t [String],
    annexes: &'t [String],
    measures: &'t [String],
}

impl Finder<'_> {
    fn is_soft(&self, pair: &Pair) -> bool {
        let [before, after] = [pair.before, pair.line].map(|line| line.text(self.text));
        if before.starts_with('#') || before.ends_with("**") || self.is_annex(before) {
            return false;
        }
        if is_lone_number(before) {
            return starts_with_any(after, self.measures);
        }
        if is_lone_number(after) {
            return !ends_sentence(before) && before.contains(['，', '、', '。', '；']);
        }
        if self.layout.width.is_some() && !self.is_unwrapped(pair.before) {
            self.is_wrapped(pair, before, after)
        } else {
            is_cut(before, pair.goes_on)
                && !ends_in_heading(before)
                && self.continues(pair.line, after)
                || pair.page_ended && self.is_cut_heading(pair)
        }
    }

    /// Whether a line is the name of an annex, `附件1`: what follows is its title.
    fn is_annex(&self, line: &str) -> bool {
        let name = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '：' | ':'));
        self.annexes.iter().any(|annex| annex == name)
    }

    /// Whether a line is wider than those that were wrapped.
    fn is_unwrapped(&self, line: &Line) -> bool {
        self.layout
            .width
            .is_some_and(|width| width.of(line.with_indent(self.text)) > width.full() + UNWRAPPED)
    }

    /// Whether a line of a wrapped text is full, and the next continues its paragraph.
    fn is_wrapped(&self, pair: &Pair, before: &str, after: &str) -> bool {
        if !self.is_full(pair.before, after) {
            return pair.page_ended && self.is_cut_heading(pair);
        }
        let (indents, blank_lines) = (self.layout.indents, self.layout.blank_lines);
        let is_apart = !pair.page_ended && is_apart(self.text, pair.before, pair.line);
        let is_indented = pair.line.is_indented(self.text);
        if is_indented || blank_lines && is_apart {
            return false;
        }
        // Lines of a paragraph look different from its first.
        let is_inside = indents || blank_lines && !pair.page_ended;
        let bare = strip_markup(after);
        if bare.len() != after.len() || section_marker(bare).is_some() {
            return is_inside
                && (self.layout.numbers_too
                    || before.ends_with(['，', '、', ',', '第', '（', '“']));
        }
        let opens = item_marker(bare).is_some() || starts_with_any(bare, self.openings);
        match (is_inside, ends_sentence(before)) {
            (true, _) => true,
            (false, false) => !opens || before.ends_with(['，', '、', ',']),
            // Nothing but its width tells whether a paragraph ends here.
            (false, true) => {
                let has_no_room = self.is_full(pair.before, "");
                has_no_room
                    && !opens
                    && !before.ends_with(['：', ':'])
                    && after.contains(['，', '。', '；', ','])
            }
        }
    }

    /// Whether the first characters of the next line did not fit on a line.
    fn is_full(&self, line: &Line, after: &str) -> bool {
        self.layout.width.is_some_and(|width| {
            let unit = width.of(unbreakable(after));
            width.of(line.with_indent(self.text)) + unit >= width.full()
        })
    }

    /// Whether a line can continue a paragraph.
    fn continues(&self, line: &Line, content: &str) -> bool {
        if line.is_indented(self.text) || self.opens_paragraph(content) {
            return false;
        }
        let closes = content.starts_with(['，', '。', '、', '；', '：', '）', '”', '》', ',', ';']);
        closes || content.contains(['，', '。', '；', ','])
    }

    fn opens_paragraph(&self, line: &str) -> bool {
        let bare = strip_markup(line);
        bare.len() != line.len()
            || section_marker(bare).is_some()
            || item_marker(bare).is_some()
            || starts_with_any(bare, self.openings)
    }

    /// Whether a page ends inside a heading: the line before it has a number, the line after it is a few words without
    /// punctuation that begin neither a heading nor a paragraph.
    fn is_cut_heading(&self, pair: &Pair) -> bool {
        const MAX_REST: usize = 20;
        let [before, rest] = [pair.before, pair.line].map(|line| line.text(self.text));
        let is_heading = section_marker(strip_markup(before)).is_some()
            && !ends_sentence(before)
            && !before.ends_with(is_closing)
            && !before.contains('。');
        let is_rest = rest.chars().nth(MAX_REST).is_none()
            && !rest.contains(['。', '，', '；', '：'])
            && !pair.line.is_indented(self.text)
            && !self.opens_paragraph(rest);
        is_heading && is_rest
    }
}

/// Whether a line is prose that ends in mid-sentence. `goes_on`: whether it continues a paragraph, so that it is prose.
fn is_cut(content: &str, goes_on: bool) -> bool {
    if ends_sentence(content) {
        return false;
    }
    goes_on || is_prose(content)
}

/// Whether a line is prose and not a heading or a signature.
fn is_prose(content: &str) -> bool {
    let is_numbered = section_marker(strip_markup(content)).is_some();
    let has_sentences = content.contains(['。', '；']);
    let is_long = content.contains(['，', ',']) && content.chars().count() >= MIN_PROSE;
    has_sentences || (!is_numbered && is_long)
}

/// The beginning of a line that could not be parted from what follows: a number or a word, or a character with the marks
/// around it.
fn unbreakable(line: &str) -> &str {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '-' | '/');
    let word = line.len() - line.trim_start_matches(is_word).len();
    if word > 0 {
        return &line[..word];
    }
    let opened = line.trim_start_matches(['“', '‘', '（', '《', '【', '〔', '(']);
    let rest = opened
        .chars()
        .next()
        .map_or("", |c| &opened[c.len_utf8()..]);
    let rest = rest.trim_start_matches(|c: char| is_closing(c) || matches!(c, '，' | '、' | '。'));
    &line[..line.len() - rest.len()]
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '）' | ')' | '》' | '】' | '〕')
}

/// Whether a line is a number.
fn is_lone_number(line: &str) -> bool {
    const MAX_BYTES: usize = 8;
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    line.len() <= MAX_BYTES
        && line.chars().all(is_digit)
        && line.starts_with(|c: char| c.is_ascii_digit())
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
    fn a_remark_in_brackets_and_rows_of_equal_length_are_hard() {
        for text in [
            "这是辉煌的成就！（鼓掌）\n在一九五五年，全国继续前进。\n",
            "（2019年1月8日审议通过，自2019年2月1日起施行）\n为依法惩治犯罪，制定本解释。\n",
            "（2001年6月19日通过，根据《关于适用〈解释（二）〉的决定》第三次修正）\n为正确审理案件，制定本规定。\n",
            "1001元至50000元的部分 按4%交纳\n50001元至100000元的部分 按3%交纳\n100001元至200000元的部分 按2%交纳\n",
        ] {
            assert_eq!(soft(text), 0, "{text}");
        }
        assert_eq!(
            soft(
                "各级政府坚决贯彻国务院的决定，组织干部职工认真学习“三个代表”\n重要思想，取得成效。\n"
            ),
            1
        );
    }

    #[test]
    fn lines_wrapped_at_a_fixed_width_join() {
        let line = "全面推进依法行政，加强法治政府建设不断提升治理能力水平\n";
        let text = format!(
            "一、甲\n{}短行。\n{}短行。\n",
            line.repeat(6),
            line.repeat(6)
        );
        assert_eq!(soft(&text), 12);
    }
}
