//! Sections and items: which numbers open one, at which level, under which heading.
//!
//! Every rule is one named function below with the reason for it. A number at the beginning of a line opens a
//! section; in mid-line it must follow a sentence's end or continue its series, since reports lose line
//! breaks and punctuation but seldom the numbers.

use super::apart::{annex_start, table_of_contents};
use super::heading::{
    LONGEST_HEADING, LONGEST_LINE, WIDEST_CHARACTER, ends_clause, first_characters,
    is_glossary_entry, item_heading, may_open, stops_heading, strip_markup, strip_markup_end,
    trim_heading,
};
use super::law::LawLevels;
use super::line::{Line, LineKind};
use super::marker::{Marker, Scheme, item_marker, section_marker};
use crate::document::{Item, Section, count};

/// The sections and items of a text, both in text order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub sections: Vec<Section>,
    pub items: Vec<Item>,
}

/// Reads the outline of a text.
pub(super) fn read(text: &str, lines: &[Line]) -> Outline {
    let body = &lines[..annex_start(text, lines)];
    let mut builder = Builder::new(text, body);
    let contents = table_of_contents(text, body);
    for (index, line) in body.iter().enumerate() {
        if line.kind == LineKind::Text && !contents.contains(&index) {
            builder.read_line(line);
        }
    }
    builder.finish()
}

/// Characters between two numbers below which they are an enumeration (`一、二、三产业`).
const SHORTEST_SECTION: usize = 4;

/// Where a candidate number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    LineStart,
    /// Behind the end of a sentence or clause.
    AfterSentence,
    /// In mid-sentence: punctuation was lost, or it is no heading.
    InSentence,
}

struct Builder<'t> {
    text: &'t str,
    law: LawLevels,
    outline: Outline,
    /// The last number of each scheme under the headings that stand.
    last: [u32; 4],
    last_item: u32,
    /// Sections that are open, by index.
    open: Vec<u32>,
    /// Whether an unnumbered heading can stand yet: titles come before the first sentence.
    in_body: bool,
    numbered_top: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, lines: &[Line]) -> Self {
        let outline = Outline {
            sections: vec![Section::default()],
            ..Outline::default()
        };
        let starts = || {
            lines
                .iter()
                .filter_map(|line| section_marker(strip_markup(line.text(text))))
        };
        Self {
            text,
            law: LawLevels::of(starts().map(|marker| marker.scheme)),
            outline,
            last: [0; 4],
            last_item: 0,
            open: vec![0],
            in_body: false,
            numbered_top: starts().any(|marker| marker.scheme == Scheme::Ideograph),
        }
    }

    fn read_line(&mut self, line: &Line) {
        let words = strip_markup(line.text(self.text));
        let start = line.content.end - words.len();
        match section_marker(words) {
            Some(marker) if self.opens_section(marker, Standing::LineStart, words) => {
                self.open_section(marker, line.start, start, line.content.end);
            }
            None if self.is_unnumbered_heading(line) => self.open_unnumbered(line, start),
            _ => {}
        }
        self.read_mid_line(start, line.content.end);
        self.in_body |= words.contains('。');
        self.last_item = 0;
    }

    /// Finds the numbers that a line holds besides the one it begins with.
    fn read_mid_line(&mut self, start: usize, end: usize) {
        let mut previous = None;
        let mut skip_to = start;
        for (offset, c) in self.text[start..end].char_indices() {
            let at = start + offset;
            let standing = match previous {
                None => Standing::LineStart,
                Some(p) if ends_clause(p) => Standing::AfterSentence,
                Some(_) => Standing::InSentence,
            };
            if !super::line::is_blank(c) && c != '*' {
                previous = Some(c);
            }
            if at < skip_to || !may_open(c) {
                continue;
            }
            let words = &self.text[at..end];
            if let Some(marker) =
                item_marker(words).filter(|marker| self.opens_item(*marker, standing))
            {
                self.open_item(marker, at, end);
                skip_to = at + marker.length;
            } else if let Some(marker) = section_marker(words)
                && standing != Standing::LineStart
                && self.opens_section(marker, standing, words)
            {
                self.open_section(marker, at, at, end);
                skip_to = at + marker.length;
            }
        }
    }

    fn opens_section(&self, marker: Marker, standing: Standing, words: &str) -> bool {
        let Some(level) = marker.scheme.level() else {
            return standing == Standing::LineStart && self.law.level(marker.scheme).is_some();
        };
        if self.law.has_articles() || is_glossary_entry(&words[marker.length..]) {
            return false;
        }
        let last = self.last[usize::from(level) - 1];
        let continues = marker.value == last + 1;
        match standing {
            Standing::LineStart => marker.value > 0,
            Standing::AfterSentence => marker.value == 1 || continues,
            Standing::InSentence if marker.value == 1 => {
                marker.scheme == Scheme::BracketedIdeograph && self.stands_in_chapter_heading(words)
            }
            Standing::InSentence => {
                continues && level <= 2 && self.since_last_marker(words) >= SHORTEST_SECTION
            }
        }
    }

    /// Whether only the heading of a chapter stands before `words`: `一、工作情况（一）深入学习…`.
    fn stands_in_chapter_heading(&self, words: &str) -> bool {
        let at = words.as_ptr() as usize - self.text.as_ptr() as usize;
        let Some(chapter) = self
            .outline
            .sections
            .last()
            .filter(|section| section.level == 1)
        else {
            return false;
        };
        let start = (chapter.marker as usize + chapter.number.len()).min(at);
        if at - start > LONGEST_HEADING * WIDEST_CHARACTER {
            return false;
        }
        let heading = &self.text[start..at];
        heading.chars().count() <= LONGEST_HEADING && !heading.contains(['。', '；', '\n', '\r'])
    }

    /// Characters between the section that stands and `words`, a suffix of its line.
    fn since_last_marker(&self, words: &str) -> usize {
        let at = words.as_ptr() as usize - self.text.as_ptr() as usize;
        let last = self
            .outline
            .sections
            .last()
            .map_or(0, |section| section.marker as usize + section.number.len());
        self.text[last.min(at)..at]
            .chars()
            .take(SHORTEST_SECTION)
            .count()
    }

    /// Behind a clause every number is believed, in mid-sentence only the next one of a series.
    fn opens_item(&self, marker: Marker, standing: Standing) -> bool {
        match standing {
            Standing::InSentence => self.last_item > 0 && marker.value == self.last_item + 1,
            Standing::LineStart | Standing::AfterSentence => marker.value > 0,
        }
    }

    /// Opens a section whose number is at `at`; `start` is where its text begins, `end` where its line ends.
    fn open_section(&mut self, marker: Marker, start: usize, at: usize, end: usize) {
        let level = marker
            .scheme
            .level()
            .or_else(|| self.law.level(marker.scheme))
            .unwrap_or(1);
        if marker.scheme.level().is_some() {
            self.last[usize::from(level) - 1] = marker.value;
            self.last[usize::from(level)..].fill(0);
        }
        let number = self.text[at..at + marker.length].to_string();
        let heading = self.heading(at + marker.length, end);
        self.push(Section {
            level,
            number,
            heading,
            start: count(start),
            marker: count(at),
            parent: 0,
        });
    }

    fn open_unnumbered(&mut self, line: &Line, at: usize) {
        let level = if self.numbered_top { 2 } else { 1 };
        self.last[level..].fill(0);
        let heading = trim_heading(strip_markup_end(&self.text[at..line.content.end])).to_string();
        let level = u8::try_from(level).unwrap_or(1);
        self.push(Section {
            level,
            heading,
            start: count(line.start),
            marker: count(at),
            ..Section::default()
        });
    }

    fn push(&mut self, mut section: Section) {
        if let Some(item) = self.outline.items.last_mut() {
            item.end = item.end.min(section.start);
        }
        self.last_item = 0;
        while self.open.len() > 1
            && self
                .open
                .last()
                .is_some_and(|&open| self.outline.sections[open as usize].level >= section.level)
        {
            self.open.pop();
        }
        section.parent = self.open.last().copied().unwrap_or(0);
        self.open.push(count(self.outline.sections.len()));
        self.outline.sections.push(section);
    }

    fn open_item(&mut self, marker: Marker, at: usize, end: usize) {
        if let Some(item) = self.outline.items.last_mut() {
            item.end = item.end.min(count(at));
        }
        self.last_item = marker.value;
        let number = self.text[at..at + marker.length].to_string();
        let heading = item_heading(&self.text[at + marker.length..end]).to_string();
        self.outline.items.push(Item {
            number,
            heading,
            start: count(at),
            end: count(end),
        });
    }

    /// The heading that begins at `from`: its bold type, the run-in sentence, or the rest of the line, in
    /// each case no further than the next number.
    fn heading(&self, from: usize, end: usize) -> String {
        let words = first_characters(&self.text[from..end], LONGEST_LINE)
            .trim_start_matches(super::line::is_blank);
        let words = words
            .split("**")
            .find(|part| !part.trim().is_empty())
            .unwrap_or("");
        let stop = words.char_indices().find(|&(at, c)| {
            c == '。' || (at > 0 && may_open(c) && stops_heading(&words[at..], &words[..at]))
        });
        trim_heading(&words[..stop.map_or(words.len(), |(at, _)| at)]).replace(['\n', '\r'], "")
    }

    /// A line in Markdown's heading or bold type, alone, short, no sentence, after the text has begun.
    fn is_unnumbered_heading(&self, line: &Line) -> bool {
        let words = line.text(self.text);
        let inner = strip_markup_end(strip_markup(words));
        let bold = words.len() > 4
            && words.starts_with("**")
            && words.ends_with("**")
            && !inner.contains("**");
        let hash = words.starts_with('#') && words.trim_start_matches('#').starts_with(' ');
        let short =
            inner.chars().count() <= LONGEST_HEADING && inner.chars().any(char::is_alphanumeric);
        (bold || hash)
            && short
            && self.in_body
            && !inner.ends_with(['。', '，', '；', '：', '！', ':', ','])
    }

    fn finish(self) -> Outline {
        self.outline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Outline {
        read(text, &super::super::line::lines(text))
    }

    fn sections(text: &str) -> Vec<String> {
        outline(text).sections[1..]
            .iter()
            .map(|s| format!("{} {}{}", s.level, s.number, s.heading))
            .collect()
    }

    fn items(text: &str) -> Vec<String> {
        outline(text)
            .items
            .iter()
            .map(|item| format!("{}|{}", item.number, item.heading))
            .collect()
    }

    #[test]
    fn headings_on_their_own_lines_and_run_in() {
        let text = "报告\n一、主要做法：\n（一）全力推进。一是强化保障。做法。二是加强监督。做法。\n1.大力推进。\n二、打算\n";
        assert_eq!(
            sections(text),
            [
                "1 一、主要做法",
                "2 （一）全力推进",
                "3 1.大力推进",
                "1 二、打算"
            ]
        );
        assert_eq!(items(text), ["一是|强化保障", "二是|加强监督"]);
    }

    #[test]
    fn a_report_on_one_line_keeps_its_tree() {
        let text = "报告如下：一、工作情况（一）深入学习。正文。（二）全面落实。正文依法行政二、打算。正文。";
        assert_eq!(
            sections(text),
            [
                "1 一、工作情况",
                "2 （一）深入学习",
                "2 （二）全面落实",
                "1 二、打算"
            ]
        );
    }

    #[test]
    fn items_survive_lost_punctuation_and_prose_is_no_item() {
        let text = "一、甲\n一是抓统一是好事。做法97%以上二是抓落实。做法。\n";
        assert_eq!(items(text), ["一是|抓统一是好事", "二是|抓落实"]);
    }

    #[test]
    fn enumerations_and_glossaries_are_no_sections() {
        assert_eq!(sections("一、二、三产业\n正文。"), ["1 一、二、三产业"]);
        assert_eq!(sections("1、“三网”融合：指三种网络。\n"), [] as [&str; 0]);
        assert_eq!(
            sections("| 一、收入 | 12 |\n| 二、支出 | 3 |\n"),
            [] as [&str; 0]
        );
    }

    #[test]
    fn annexes_and_contents_have_numbers_of_their_own() {
        let text =
            "目录\n一、甲…1\n二、乙…2\n报告\n一、甲\n正文。\n二、乙\n正文。\n附件：\n一、表\n";
        assert_eq!(sections(text), ["1 一、甲", "1 二、乙"]);
    }

    #[test]
    fn markup_is_no_part_of_a_heading_and_gives_no_level() {
        let text = "正文。\n**一、甲**\n# （一）乙\n**（二）丙。**正文。\n**小标题**\n";
        assert_eq!(
            sections(text),
            ["1 一、甲", "2 （一）乙", "2 （二）丙", "2 小标题"]
        );
        assert_eq!(
            outline(text).sections[1].marker as usize,
            text.find("一、").unwrap()
        );
        assert_eq!(
            outline(text).sections[1].start as usize,
            text.find("**一").unwrap()
        );
    }

    #[test]
    fn laws_count_levels_from_their_highest_kind() {
        let text = "第一章 总则\n第一条 为了甲。\n（一）项。\n第二条 乙，依照第三条。\n第二章 附则\n第三条 丙。\n";
        assert_eq!(
            sections(text),
            [
                "1 第一章总则",
                "2 第一条为了甲",
                "2 第二条乙，依照第三条",
                "1 第二章附则",
                "2 第三条丙"
            ]
        );
    }

    #[test]
    fn a_long_line_of_numbers_takes_linear_time() {
        let found = |unit: &str| {
            let outline = outline(&unit.repeat(200_000));
            (outline.sections.len(), outline.items.len())
        };
        assert_eq!(found("一是"), (1, 1));
        assert_eq!(found("一是甲。"), (1, 200_000));
        assert_eq!(found("（一）"), (200_001, 0));
        assert_eq!(found("（一）甲。"), (200_001, 0));
        assert_eq!(found("一、甲。"), (200_001, 0));
    }
}
