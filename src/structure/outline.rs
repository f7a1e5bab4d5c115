//! Sections and items: the tree of a report, line by line.
//!
//! `series` judges numbers, `unnumbered` headings without; here the tree is built. Each decision names its rule;
//! the reasons stand in `index-schema/genre.toml`.

use super::Decision;
use super::back_matter::BackMatter;
use super::genre::{Genre, List, starts_with_any};
use super::heading::{
    MAX_HEADING, MAX_LINE, SHORTEST_HEADING, article_heading, ends_paragraph, first_characters,
    item_heading, lead_before_colon, may_open, stops_heading, strip_markup, strip_markup_end,
    trim_heading,
};
use super::line::{Line, LineKind, is_blank};
use super::marker::{Marker, Scheme, is_numeral, item_marker, section_marker};
use super::rule::Rule;
use super::series::{Ahead, Candidate, MarkerPosition, Series};
use super::unnumbered::{self, Levels, Neighbours};
use crate::corpus::{Extracted, MarkedHeading};
use crate::document::{Item, Section, saturating_u32};

/// The sections and items of a text, both in text order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub sections: Vec<Section>,
    pub items: Vec<Item>,
    /// What was decided, where somebody asked.
    pub decisions: Vec<Decision>,
}

/// Reads the outline of a text up to `most` sections and items; with `explain` also why it is so.
pub(super) fn read(
    extracted: &Extracted,
    lines: &[Line],
    genre: &Genre,
    most: usize,
    explain: bool,
) -> Outline {
    let text = extracted.text.as_str();
    let back_matter = BackMatter::of(text, lines, genre);
    let body = &lines[..back_matter.body_end];
    let numbers: Vec<Option<Marker>> = body.iter().map(|line| marker_of(text, line)).collect();
    let ahead = Ahead::of_each(&numbers);
    let mut builder = Builder {
        explain,
        most,
        ..Builder::new(extracted, &numbers, genre)
    };
    for (index, line) in lines.iter().enumerate() {
        if builder.is_full() {
            break;
        }
        match back_matter.rule_of(index) {
            _ if line.kind != LineKind::Text => {}
            Some(rule) => builder.pass_line(line, rule),
            None => {
                builder.series.begin_line(ahead[index]);
                builder.read_line(line, numbers[index], Neighbours::of(body, index));
            }
        }
    }
    builder.outline
}

/// The section number that a line begins with.
fn marker_of(text: &str, line: &Line) -> Option<Marker> {
    let is_text = line.kind == LineKind::Text;
    is_text.then(|| section_marker(strip_markup(line.text(text))))?
}

struct Builder<'t> {
    text: &'t str,
    /// What the file itself marks as headings.
    marked: &'t [MarkedHeading],
    genre: &'t Genre,
    explain: bool,
    /// Sections beside the root, and items, that there may be.
    most: usize,
    outline: Outline,
    /// Sections that are open, by index.
    open: Vec<u32>,
    series: Series<'t>,
    last_item: u32,
    levels: Levels,
    /// Whether an unnumbered heading can stand yet: titles come before the first sentence.
    in_body: bool,
    /// The first heading in Markdown's type, which is the title's.
    title_type: Option<unnumbered::Type>,
    /// Where the line begins that is the heading of the number above it.
    heading_below: Option<usize>,
    /// The section without a number that holds numbers of its own level.
    part: Option<u32>,
}

impl<'t> Builder<'t> {
    fn new(extracted: &'t Extracted, numbers: &[Option<Marker>], genre: &'t Genre) -> Self {
        Self {
            text: &extracted.text,
            marked: &extracted.headings,
            genre,
            explain: false,
            most: usize::MAX,
            outline: Outline {
                sections: vec![Section::default()],
                ..Outline::default()
            },
            open: vec![0],
            series: Series::new(numbers, genre),
            last_item: 0,
            levels: Levels::default(),
            in_body: false,
            title_type: None,
            heading_below: None,
            part: None,
        }
    }

    /// Whether there are as many sections or items as there may be.
    fn is_full(&self) -> bool {
        let Outline {
            sections, items, ..
        } = &self.outline;
        sections.len() > self.most || items.len() >= self.most
    }

    /// Notes the decision and says whether it was to take.
    fn decide(&mut self, at: usize, decision: Result<Rule, Rule>) -> bool {
        let taken = decision.is_ok();
        if self.explain {
            self.outline.decisions.push(Decision {
                start: saturating_u32(at),
                taken,
                rule: decision.unwrap_or_else(|rule| rule),
            });
        }
        taken
    }

    /// Notes what the lines of contents, annexes and glossaries would have opened.
    fn pass_line(&mut self, line: &Line, rule: Rule) {
        let words = strip_markup(line.text(self.text));
        if self.explain
            && (section_marker(words).is_some()
                || unnumbered::type_of(words, None, self.genre).is_some())
        {
            self.decide(line.end() - words.len(), Err(rule));
        }
    }

    /// Whether a line is `各位代表：` or the like, with which the text of a speech begins.
    fn is_salutation(&self, words: &str) -> bool {
        let bare = strip_markup_end(words);
        starts_with_any(bare, self.genre.list(List::Salutations))
            && bare.ends_with(['：', ':', '！'])
    }

    fn read_line(&mut self, line: &Line, number: Option<Marker>, neighbours: Neighbours) {
        let words = strip_markup(line.text(self.text));
        let (start, end) = (line.end() - words.len(), line.end());
        let follows_end = neighbours
            .before
            .is_none_or(|before| ends_paragraph(before.text(self.text)));
        if let Some(marker) = number {
            let candidate = self.candidate(marker, MarkerPosition::LineStart, start, end);
            let decision = self.series.judge(candidate);
            if self.decide(start, decision) {
                self.open_section(marker, line.start(), start, end);
                self.take_heading_below(marker, neighbours.below);
            }
        } else if let Some(marker) = self.series.damaged(words, follows_end) {
            self.decide(start, Ok(Rule::DamagedNumber));
            self.open_section(marker, line.start(), start, end);
        } else if self.heading_below == Some(line.start()) {
            self.decide(start, Err(Rule::HeadingBelowNumber));
        } else if item_marker(words).is_none() {
            self.read_unnumbered(line, start, neighbours);
        }
        self.read_mid_line(start, end);
        self.in_body |= words.contains('。') || self.is_salutation(words);
        self.last_item = 0;
    }

    /// Reads a line without a number, which may be a heading.
    fn read_unnumbered(&mut self, line: &Line, start: usize, neighbours: Neighbours) {
        let Some(kind) =
            unnumbered::type_of(line.text(self.text), self.marked_depth(line), self.genre)
        else {
            return;
        };
        // The parts of a report stand in smaller type than its title.
        self.in_body |= self.title_type.is_some_and(|title| kind.is_below(title));
        self.title_type = self.title_type.or(kind.is_marked().then_some(kind));
        let decision =
            unnumbered::judge(self.genre, self.text, line, kind, self.in_body, neighbours);
        if self.decide(start, decision) {
            self.open_unnumbered(line, kind, start);
        }
    }

    /// The depth at which the file marks a line as a heading.
    fn marked_depth(&self, line: &Line) -> Option<u8> {
        let start = saturating_u32(line.start());
        let at = self
            .marked
            .binary_search_by_key(&start, |heading| heading.start);
        at.ok().map(|at| self.marked[at].depth)
    }

    /// Finds the numbers that a line holds besides the one it begins with.
    fn read_mid_line(&mut self, start: usize, end: usize) {
        let mut skip_to = start;
        for (offset, c) in self.text[start..end].char_indices() {
            let at = start + offset;
            if !may_open(c) || at < skip_to {
                continue;
            }
            if self.is_full() {
                break;
            }
            let mut passed = self.text[start..at].chars().rev();
            let before = passed.find(|c| !is_blank(*c) && *c != '*');
            let in_numeral = is_numeral(c) && before.is_some_and(is_numeral);
            if in_numeral || before == Some('第') {
                continue;
            }
            let words = &self.text[at..end];
            // Where line breaks were lost, a blank stands for one.
            let after_break = !self.series.has_lines() && self.text[start..at].ends_with(is_blank);
            let standing = match MarkerPosition::behind(before) {
                MarkerPosition::InSentence if after_break => MarkerPosition::AfterSentence,
                standing => standing,
            };
            if let Some(marker) = item_marker(words) {
                if let Some(rule) = self.judge_item(marker, standing) {
                    self.decide(at, Ok(rule));
                    self.open_item(marker, at, end);
                    skip_to = at + marker.length;
                }
            } else if standing != MarkerPosition::LineStart
                && let Some(marker) = section_marker(words)
                && marker.scheme.level().is_some()
            {
                let decision = self.series.judge(self.candidate(marker, standing, at, end));
                if self.decide(at, decision) {
                    self.open_section(marker, at, at, end);
                }
                skip_to = at + marker.length;
            }
        }
    }

    /// The number at `at`, in a line that ends at `end`.
    fn candidate(
        &self,
        marker: Marker,
        standing: MarkerPosition,
        at: usize,
        end: usize,
    ) -> Candidate<'t> {
        let open = self.outline.sections.last();
        let open_end = open.map_or(0, |open| open.marker as usize + open.number.len());
        Candidate {
            marker,
            standing,
            words: &self.text[at..end],
            since: &self.text[open_end.min(at)..at],
            in_chapter: open.is_some_and(|open| open.level == 1),
        }
    }

    /// Behind a clause every item is believed, in mid-sentence only the next one of a series.
    fn judge_item(&self, marker: Marker, standing: MarkerPosition) -> Option<Rule> {
        let next = self.last_item > 0 && marker.value == self.last_item + 1;
        match standing {
            MarkerPosition::InSentence => next.then_some(Rule::ItemInSeries),
            _ => (marker.value > 0).then_some(Rule::ItemBehindClause),
        }
    }

    /// Opens a section whose number is at `at`; `start` is where its text begins, `end` where its line ends.
    fn open_section(&mut self, marker: Marker, start: usize, at: usize, end: usize) {
        self.series.open(marker);
        self.in_body = true;
        let behind = at + marker.length;
        let heading = if marker.scheme == Scheme::Article {
            article_heading(strip_markup_end(&self.text[behind..end]))
        } else {
            self.heading(behind, end)
        };
        self.push(Section {
            level: self.series.level(marker),
            number: self.text[at..behind].to_string(),
            heading,
            start: saturating_u32(start),
            marker: saturating_u32(at),
            parent: 0,
        });
    }

    /// Where a number stands alone on its line, a short line below it is its heading.
    fn take_heading_below(&mut self, marker: Marker, below: Option<&Line>) {
        let Some(section) = self.outline.sections.last_mut() else {
            return;
        };
        let lacks_heading = section.heading.is_empty() && marker.scheme != Scheme::Article;
        if let Some(below) = below.filter(|_| lacks_heading)
            && unnumbered::reads_like_heading(self.genre, self.text, below)
        {
            let words = strip_markup_end(strip_markup(below.text(self.text)));
            section.heading = trim_heading(words).to_string();
            self.heading_below = Some(below.start());
        }
    }

    fn open_unnumbered(&mut self, line: &Line, kind: unnumbered::Type, at: usize) {
        let heading = unnumbered::heading_of(&self.text[at..line.end()], self.genre).to_string();
        let open = self.outline.sections.last().map_or(0, |open| open.level);
        let is_chapter = unnumbered::names_a_chapter(self.genre, &heading);
        let level = self.levels.level(kind, is_chapter, &self.series, open);
        self.series.close_from(level);
        self.push(Section {
            level,
            heading,
            start: saturating_u32(line.start()),
            marker: saturating_u32(at),
            ..Section::default()
        });
    }

    fn push(&mut self, mut section: Section) {
        if let Some(item) = self.outline.items.last_mut() {
            item.end = item.end.min(section.start);
        }
        self.last_item = 0;
        while self.open.len() > 1 && !self.holds(&section) {
            self.open.pop();
        }
        section.parent = self.open.last().copied().unwrap_or(0);
        self.open.push(saturating_u32(self.outline.sections.len()));
        self.outline.sections.push(section);
    }

    /// Whether a section lies in the one that is open last: in one of a higher level, and where its series begins
    /// behind a part of the same level that has no such number (2008年工作安排, 第一部分), in that part.
    fn holds(&mut self, section: &Section) -> bool {
        let Some(&last) = self.open.last() else {
            return true;
        };
        let open = &self.outline.sections[last as usize];
        if open.level != section.level {
            return open.level < section.level;
        }
        let is_part = open.number.is_empty() || open.number.ends_with("部分");
        let is_numbered = !section.number.is_empty() && !section.number.ends_with("部分");
        if is_part && is_numbered && self.series.begins(section.level) {
            self.part = Some(last);
        }
        is_part && is_numbered && self.part == Some(last)
    }

    fn open_item(&mut self, marker: Marker, at: usize, end: usize) {
        if let Some(item) = self.outline.items.last_mut() {
            item.end = item.end.min(saturating_u32(at));
        }
        self.last_item = marker.value;
        let number = self.text[at..at + marker.length].to_string();
        let heading = item_heading(&self.text[at + marker.length..end]).to_string();
        self.outline.items.push(Item {
            number,
            heading,
            start: saturating_u32(at),
            end: saturating_u32(end),
        });
    }

    /// The heading that begins at `from`: its bold type, the run-in sentence, or the rest of the line, in
    /// each case no further than the next number.
    fn heading(&self, from: usize, end: usize) -> String {
        let words = first_characters(&self.text[from..end], MAX_LINE).trim_start_matches(is_blank);
        let words = words
            .split("**")
            .find(|part| !part.trim().is_empty())
            .unwrap_or("");
        if let Some(lead) = lead_before_colon(words) {
            return lead.to_string();
        }
        // Where a line break was lost, a blank stands for the one behind the heading.
        let beginning = first_characters(words, MAX_HEADING);
        let runs_on =
            beginning.len() < words.len() && !(self.series.has_lines() && beginning.contains('。'));
        let ends_line = |at: usize, c| {
            runs_on && is_blank(c) && words[..at].chars().nth(SHORTEST_HEADING - 1).is_some()
        };
        let stop = words.char_indices().find(|&(at, c)| {
            c == '。'
                || ends_line(at, c)
                || (at > 0 && may_open(c) && stops_heading(&words[at..], &words[..at]))
        });
        trim_heading(&words[..stop.map_or(words.len(), |(at, _)| at)]).replace(['\n', '\r'], "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::genre::tests::genre;

    fn outline(text: &str) -> Outline {
        let genre = genre();
        let extracted = Extracted {
            text: text.to_string(),
            ..Extracted::default()
        };
        read(
            &extracted,
            &super::super::line::lines(text, usize::MAX, &genre),
            &genre,
            usize::MAX,
            false,
        )
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
        assert_eq!(sections("一、二、三产业\n正文。"), [] as [&str; 0]);
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
            ["1 一、甲", "2 （一）乙", "2 （二）丙", "1 小标题"]
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
                "2 第一条",
                "2 第二条",
                "1 第二章附则",
                "2 第三条"
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
