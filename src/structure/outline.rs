//! Sections and items: which numbers open one, at which level, under which heading.
//!
//! A number at the beginning of a line opens a section; in mid-line it must follow a sentence's end or continue
//! its series, since reports lose line breaks and punctuation but seldom the numbers. Each decision names its
//! rule; the reasons stand in `index-schema/genre.toml`.

use super::apart::Apart;
use super::heading::{
    LONGEST_HEADING, LONGEST_LINE, WIDEST_CHARACTER, article_heading, ends_clause, ends_sentence,
    first_characters, is_glossary_entry, item_heading, may_open, stops_heading, strip_markup,
    strip_markup_end, trim_heading,
};
use super::law::LawLevels;
use super::line::{Line, LineKind, is_blank};
use super::marker::{Marker, Scheme, damaged_marker, is_numeral, item_marker, section_marker};
use super::rule::{Genre, Rule};
use super::unnumbered::{self, Ahead, Levels};
use crate::document::{Item, Section, count};

/// The sections and items of a text, both in text order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub sections: Vec<Section>,
    pub items: Vec<Item>,
    /// What was decided, where somebody asked.
    pub decisions: Vec<Decision>,
}

/// Why something was taken for a section or an item, or passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    /// Where the number stands, or the first word.
    pub at: usize,
    pub taken: bool,
    pub rule: Rule,
}

/// Reads the outline of a text; with `explain` also why it is so.
pub(super) fn read(text: &str, lines: &[Line], genre: &Genre, explain: bool) -> Outline {
    let apart = Apart::of(text, lines, genre);
    let body = &lines[..apart.body_end];
    let mut builder = Builder::new(text, body, genre, explain);
    let ahead = numbers_ahead(text, body);
    for (index, line) in lines.iter().enumerate() {
        match apart.rule_of(index) {
            _ if line.kind != LineKind::Text => {}
            None => builder.read_line(line, ahead[index], neighbours(body, index)),
            Some(rule) => builder.pass_line(line, rule),
        }
    }
    builder.outline
}

/// For each line the section numbers at the beginnings of the lines behind it.
fn numbers_ahead(text: &str, lines: &[Line]) -> Vec<Ahead> {
    let mut ahead = Ahead::default();
    let mut each: Vec<Ahead> = lines
        .iter()
        .rev()
        .map(|line| {
            let of_line = ahead;
            if let Some(marker) = marker_of(text, line) {
                ahead.pass(marker);
            }
            of_line
        })
        .collect();
    each.reverse();
    each
}

fn marker_of(text: &str, line: &Line) -> Option<Marker> {
    let words = strip_markup(line.text(text));
    (line.kind == LineKind::Text).then(|| section_marker(words))?
}

/// The lines with words before and behind a line.
fn neighbours(lines: &[Line], index: usize) -> (Option<&Line>, Option<&Line>) {
    let has_words = |line: &&Line| matches!(line.kind, LineKind::Text | LineKind::Table);
    (
        lines[..index].iter().rev().find(has_words),
        lines[index + 1..].iter().find(has_words),
    )
}

/// Characters between two numbers below which they are an enumeration (`一、二、三产业`).
const SHORTEST_SECTION: usize = 4;

/// Where a candidate number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    LineStart,
    /// Behind the end of a sentence.
    AfterSentence,
    /// Behind a colon.
    AfterColon,
    /// Behind a comma, a semicolon.
    AfterClause,
    /// In mid-sentence: punctuation was lost, or it is no heading.
    InSentence,
}

impl Standing {
    fn behind(previous: Option<char>) -> Self {
        match previous {
            None => Self::LineStart,
            Some('：' | ':') => Self::AfterColon,
            Some(c) if ends_sentence(c) => Self::AfterSentence,
            Some(c) if ends_clause(c) => Self::AfterClause,
            Some(_) => Self::InSentence,
        }
    }
}

struct Builder<'t> {
    text: &'t str,
    genre: &'t Genre,
    law: LawLevels,
    explain: bool,
    outline: Outline,
    /// The last number of each level under the headings that stand.
    last: [u32; 4],
    last_item: u32,
    /// Sections that are open, by index.
    open: Vec<u32>,
    levels: Levels,
    /// Whether an unnumbered heading can stand yet: titles come before the first sentence.
    in_body: bool,
    /// Whether the text kept its lines: then a series does not begin behind a colon in mid-line.
    has_lines: bool,
    /// The number of this line that was passed last: what continues it is passed too.
    passed: Option<Marker>,
    /// The numbers at the beginnings of the lines behind this one.
    ahead: Ahead,
    /// Where the line begins that is the heading of the number above it.
    heading_below: Option<usize>,
}

/// Numbers at the beginnings of lines from which a text is known to have kept its lines.
const NUMBERED_LINES: usize = 3;

impl<'t> Builder<'t> {
    fn new(text: &'t str, lines: &[Line], genre: &'t Genre, explain: bool) -> Self {
        let starts = || lines.iter().filter_map(|line| marker_of(text, line));
        Self {
            text,
            genre,
            law: LawLevels::of(starts().map(|marker| marker.scheme)),
            explain,
            outline: Outline {
                sections: vec![Section::default()],
                ..Outline::default()
            },
            last: [0; 4],
            last_item: 0,
            open: vec![0],
            levels: Levels::default(),
            in_body: false,
            has_lines: starts().nth(NUMBERED_LINES - 1).is_some(),
            passed: None,
            ahead: Ahead::default(),
            heading_below: None,
        }
    }

    /// Notes the decision and says whether it was to take.
    fn decide(&mut self, at: usize, decision: Result<Rule, Rule>) -> bool {
        let (taken, rule) = match decision {
            Ok(rule) => (true, rule),
            Err(rule) => (false, rule),
        };
        if self.explain {
            self.outline.decisions.push(Decision { at, taken, rule });
        }
        taken
    }

    /// Notes what the lines of contents, annexes and glossaries would have opened.
    fn pass_line(&mut self, line: &Line, rule: Rule) {
        let words = strip_markup(line.text(self.text));
        if self.explain && (section_marker(words).is_some() || unnumbered::type_of(words).is_some())
        {
            self.decide(line.content.end - words.len(), Err(rule));
        }
    }

    fn read_line(&mut self, line: &Line, ahead: Ahead, neighbours: (Option<&Line>, Option<&Line>)) {
        self.ahead = ahead;
        let words = strip_markup(line.text(self.text));
        let start = line.content.end - words.len();
        if let Some(marker) = section_marker(words) {
            let decision = self.judge_number(marker, Standing::LineStart, words);
            if self.decide(start, decision) {
                self.open_section(marker, line.start, start, line.content.end);
                self.take_heading_below(neighbours.1);
            }
        } else if let Some(marker) = self.damaged_number(words) {
            self.decide(start, Ok(Rule::DamagedNumber));
            self.open_section(marker, line.start, start, line.content.end);
        } else if self.heading_below == Some(line.start) {
            self.decide(start, Err(Rule::HeadingBelowNumber));
        } else if item_marker(words).is_none()
            && let Some(kind) = unnumbered::type_of(line.text(self.text))
        {
            let decision =
                unnumbered::judge(self.genre, self.text, line, kind, self.in_body, neighbours);
            if self.decide(start, decision) {
                self.open_unnumbered(line, kind, start);
            }
        }
        self.read_mid_line(start, line.content.end);
        self.in_body |= words.contains('。');
        self.last_item = 0;
    }

    /// Finds the numbers that a line holds besides the one it begins with.
    fn read_mid_line(&mut self, start: usize, end: usize) {
        let mut previous = None;
        let mut skip_to = start;
        self.passed = None;
        for (offset, c) in self.text[start..end].char_indices() {
            let at = start + offset;
            let before = previous;
            if !is_blank(c) && c != '*' {
                previous = Some(c);
            }
            let in_numeral = is_numeral(c) && before.is_some_and(is_numeral);
            if at < skip_to || !may_open(c) || in_numeral {
                continue;
            }
            let standing = Standing::behind(before);
            let words = &self.text[at..end];
            if let Some(marker) = item_marker(words) {
                if let Some(rule) = self.judge_item(marker, standing) {
                    self.decide(at, Ok(rule));
                    self.open_item(marker, at, end);
                    skip_to = at + marker.length;
                }
            } else if standing != Standing::LineStart
                && let Some(marker) = section_marker(words)
                && marker.scheme.level().is_some()
                && before != Some('第')
            {
                let decision = self.judge_number(marker, standing, words);
                if self.decide(at, decision) {
                    self.open_section(marker, at, at, end);
                    skip_to = at + marker.length;
                } else {
                    self.passed = Some(marker);
                }
            }
        }
    }

    /// Whether a number opens a section, and by which rule.
    fn judge_number(&self, marker: Marker, standing: Standing, words: &str) -> Result<Rule, Rule> {
        let Some(level) = marker.scheme.level() else {
            return match self.law.level(marker.scheme) {
                Some(_) => Ok(Rule::DivisionOfLaw),
                None => Err(Rule::QuotedArticle),
            };
        };
        let behind = &words[marker.length..];
        if self.law.has_articles() {
            return Err(Rule::ParagraphOfArticle);
        }
        if is_glossary_entry(behind) {
            return Err(Rule::GlossaryEntry);
        }
        if marker.scheme == Scheme::Ideograph && is_numerals_of_a_word(behind, standing) {
            return Err(Rule::NumeralsOfAWord);
        }
        let continues = marker.value == self.last[usize::from(level) - 1] + 1;
        match standing {
            Standing::LineStart if marker.value > 0 => Ok(Rule::NumberAtLineStart),
            Standing::LineStart => Err(Rule::OutOfSeries),
            Standing::InSentence | Standing::AfterClause | Standing::AfterColon
                if marker.value == 1 && self.stands_behind_heading(words) =>
            {
                Ok(Rule::NumberBehindHeading)
            }
            _ if is_enumeration(marker, words) || self.continues_passed(marker) => {
                Err(Rule::Enumeration)
            }
            Standing::AfterColon if self.has_lines && !self.ahead.continues(marker) => {
                Err(Rule::Enumeration)
            }
            Standing::AfterSentence | Standing::AfterColon if marker.value == 1 || continues => {
                Ok(Rule::NumberAfterSentence)
            }
            Standing::AfterClause if level > 2 => Err(Rule::Enumeration),
            Standing::AfterClause if continues && marker.value > 1 => Ok(Rule::NumberInSeries),
            Standing::InSentence
                if continues
                    && marker.value > 1
                    && level <= 2
                    && self.since_last_marker(words) >= SHORTEST_SECTION
                    && (marker.scheme != Scheme::Ideograph
                        || (!self.has_lines && is_short_sentence(behind))) =>
            {
                Ok(Rule::NumberInSeries)
            }
            _ => Err(Rule::OutOfSeries),
        }
    }

    /// Whether a number is the next one of an enumeration in its line.
    fn continues_passed(&self, marker: Marker) -> bool {
        self.passed.is_some_and(|passed| {
            (passed.scheme, passed.value + 1) == (marker.scheme, marker.value)
        })
    }

    /// Behind a clause every item is believed, in mid-sentence only the next one of a series.
    fn judge_item(&self, marker: Marker, standing: Standing) -> Option<Rule> {
        let next = self.last_item > 0 && marker.value == self.last_item + 1;
        match standing {
            Standing::InSentence => next.then_some(Rule::ItemInSeries),
            _ => (marker.value > 0).then_some(Rule::ItemBehindClause),
        }
    }

    /// A number at the beginning of a line that lost a bracket or its numeral; a lost numeral is the next one.
    fn damaged_number(&self, words: &str) -> Option<Marker> {
        let mut marker = damaged_marker(words)?;
        let level = usize::from(marker.scheme.level()?);
        let next = self.last[level - 1] + 1;
        let is_heading = is_short_sentence(&words[marker.length..]) && !self.law.has_articles();
        if marker.value == 0 {
            marker.value = next;
        }
        (is_heading && (marker.value == 1 || marker.value >= next)).then_some(marker)
    }

    /// Whether only the heading of a chapter stands before `words`: `一、工作情况（一）深入学习…`.
    fn stands_behind_heading(&self, words: &str) -> bool {
        let at = words.as_ptr() as usize - self.text.as_ptr() as usize;
        let chapter = self.outline.sections.last();
        let Some(chapter) = chapter.filter(|section| section.level == 1) else {
            return false;
        };
        let start = (chapter.marker as usize + chapter.number.len()).min(at);
        if at - start > LONGEST_HEADING * WIDEST_CHARACTER || !words.starts_with(['（', '(']) {
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
        let behind = at + marker.length;
        let heading = if marker.scheme == Scheme::Article {
            article_heading(strip_markup_end(&self.text[behind..end]))
        } else {
            self.heading(behind, end)
        };
        self.push(Section {
            level,
            number: self.text[at..behind].to_string(),
            heading,
            start: count(start),
            marker: count(at),
            parent: 0,
        });
    }

    /// Where a number stands alone on its line, a short line below it is its heading.
    fn take_heading_below(&mut self, below: Option<&Line>) {
        let Some(section) = self.outline.sections.last_mut() else {
            return;
        };
        if let Some(below) =
            below.filter(|_| section.heading.is_empty() && !self.law.has_articles())
            && unnumbered::reads_like_heading(self.genre, self.text, below)
        {
            section.heading =
                trim_heading(strip_markup_end(strip_markup(below.text(self.text)))).to_string();
            self.heading_below = Some(below.start);
        }
    }

    fn open_unnumbered(&mut self, line: &Line, kind: unnumbered::Type, at: usize) {
        let heading = trim_heading(strip_markup_end(&self.text[at..line.content.end])).to_string();
        let open = self.outline.sections.last().map_or(0, |open| open.level);
        let mut chapter_words = self.genre.words(Rule::BareHeading).iter();
        let is_chapter = chapter_words.any(|word| heading.contains(word.as_str()));
        let level = self
            .levels
            .level(kind, is_chapter, self.ahead, &self.last, open);
        self.last[usize::from(level).min(4) - 1..].fill(0);
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
        let words =
            first_characters(&self.text[from..end], LONGEST_LINE).trim_start_matches(is_blank);
        let words = words
            .split("**")
            .find(|part| !part.trim().is_empty())
            .unwrap_or("");
        let stop = words.char_indices().find(|&(at, c)| {
            c == '。' || (at > 0 && may_open(c) && stops_heading(&words[at..], &words[..at]))
        });
        trim_heading(&words[..stop.map_or(words.len(), |(at, _)| at)]).replace(['\n', '\r'], "")
    }
}

/// `一、二、三产业`, `三、四线城市`: another numeral, and no year, stands behind the first. At the beginning of
/// a line a heading may begin with a numeral too, so there the word has to be one that is counted.
fn is_numerals_of_a_word(behind: &str, standing: Standing) -> bool {
    let numerals = behind
        .chars()
        .take_while(|c| "一二三四五六七八九十".contains(*c))
        .count();
    let Some(rest) = behind.chars().nth(numerals) else {
        return false;
    };
    let is_counted = "、类级线季产批期环号".contains(rest);
    let is_year = "〇○零年".contains(rest);
    (1..=2).contains(&numerals)
        && if standing == Standing::LineStart {
            is_counted
        } else {
            !is_year
        }
}

/// Whether the number counts parts of one sentence: the next number stands in it behind a comma or a semicolon.
fn is_enumeration(marker: Marker, words: &str) -> bool {
    let sentence = first_characters(&words[marker.length..], LONGEST_LINE);
    let sentence = sentence.split('。').next().unwrap_or(sentence);
    let mut separated = false;
    for (at, c) in sentence.char_indices() {
        if separated
            && may_open(c)
            && let Some(next) = section_marker(&sentence[at..])
            && (next.scheme, next.value) == (marker.scheme, marker.value + 1)
        {
            return true;
        }
        if !is_blank(c) {
            separated = matches!(c, '；' | ';' | '，' | ',' | '、');
        }
    }
    false
}

/// Whether a sentence ends, or the line does, within the length of a heading.
fn is_short_sentence(words: &str) -> bool {
    let beginning = first_characters(words, LONGEST_HEADING);
    beginning.len() == words.len() || beginning.contains('。')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Outline {
        let genre = Genre::new(&crate::schema::Schema::embedded()).unwrap();
        read(text, &super::super::line::lines(text), &genre, false)
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
