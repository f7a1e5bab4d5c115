//! The title of a report: the line of the head that ends as titles do, with the lines it is spread over.

use super::genre::{Genre, List, Pattern, starts_with_any};
use super::heading::{MAX_TITLE, first_characters};
use super::issuer::government_at;
use super::line::{is_blank, without_blanks};
use super::marker::section_marker;
use super::rule::Rule;

/// A title without the date and the speaker that a page may put behind it.
pub(super) fn without_delivery(title: &str, genre: &Genre) -> String {
    let delivered = genre.pattern(Pattern::Delivered);
    delivered.replace(title, "").into_owned()
}

/// Words of titles, and the series of reports that they tell; 依法行政 was the name of 法治政府建设 until 2015.
const SERIES: [(&str, &str); 6] = [
    ("法治政府", "法治政府建设"),
    ("依法行政", "法治政府建设"),
    ("政府工作报告", "政府工作"),
    ("政府信息公开", "政府信息公开"),
    ("预算", "预算"),
    ("国民经济和社会发展", "国民经济和社会发展"),
];

/// The series that a report belongs to by its title, where that says it.
pub(crate) fn series_of(title: &str) -> Option<&'static str> {
    let series = SERIES.iter().find(|(word, _)| title.contains(word));
    series.map(|(_, series)| *series)
}

/// The title that an announcement above the text gives.
fn announced(head: &[&str], genre: &Genre) -> Option<String> {
    const BEGINNING: usize = 4;
    const MAX_ANNOUNCED: usize = 3 * MAX_TITLE;
    let is_announcement = |words: &&str| {
        genre
            .words(Rule::AnnouncedTitle)
            .contains(&without_blanks(words))
    };
    let announcement = head.iter().take(BEGINNING).position(is_announcement)?;
    let below = head.get(announcement + 1..)?.iter().take(BEGINNING);
    let mut titles = below.filter_map(|words| words.strip_prefix('《')?.split_once("》已"));
    let (title, _) = titles.next()?;
    let is_title = title.chars().nth(MAX_ANNOUNCED).is_none() && !title.contains('。');
    is_title.then(|| without_blanks(title))
}

/// The title in the first lines of a text, lines joined and without blanks.
pub(super) fn title_of(head: &[&str], genre: &Genre) -> Option<String> {
    if let Some(announced) = announced(head, genre) {
        return Some(announced);
    }
    let Some(mut last) = line_of_title(head, genre) else {
        let first = leading_words(head.first()?, genre);
        let can_be_title = first.chars().nth(MAX_TITLE).is_none()
            && !first.contains(['。', '|'])
            && !genre.pattern(Pattern::NotATitle).is_match(first)
            && section_marker(first).is_none();
        return can_be_title.then(|| without_blanks(first));
    };
    let goes_on = |line: &&str| {
        starts_with_any(line, genre.list(List::Conjunctions)) && reads_like_title(line, genre)
    };
    last += usize::from(head.get(last + 1).is_some_and(goes_on));
    let first = head[..last]
        .iter()
        .rposition(|line| !belongs_to_title(line, genre))
        .map_or(0, |before| before + 1);
    let first = if is_last_word(head[last]) {
        first_line_above(head, first, genre)
    } else {
        first
    };
    let lines = head[first..=last].iter().map(|words| without_blanks(words));
    Some(lines.collect())
}

/// The first line before the text that reads like a title: one that names a year or a government, since pages put
/// their own headings above (统计公报, 发展规划); else any.
fn line_of_title(head: &[&str], genre: &Genre) -> Option<usize> {
    let is_text = |words: &&str| {
        let is_prose = words.contains('。') && words.chars().nth(MAX_TITLE).is_some();
        is_prose || section_marker(words).is_some() || words.starts_with("各位")
    };
    let above = head.iter().position(is_text).unwrap_or(head.len());
    let names_something = |line: &str| {
        genre.pattern(Pattern::Year).is_match(line)
            || government_at(&without_blanks(line), genre).is_some()
    };
    let titles = || (0..above).filter(|&at| reads_like_title(head[at], genre));
    titles()
        .find(|&at| names_something(head[at]))
        .or_else(|| titles().next())
}

/// Whether a short line ends as titles do.
pub(super) fn reads_like_title(words: &str, genre: &Genre) -> bool {
    let plain = words.chars().nth(MAX_TITLE).is_none()
        && !words.contains(['。', '：', ':', '，', '>', '»', '|'])
        && !words.starts_with("首页");
    plain && section_marker(words).is_none() && ends_like_title(&without_blanks(words), genre)
}

fn ends_like_title(words: &str, genre: &Genre) -> bool {
    let suffix = genre.pattern(Pattern::TitleSuffix).find(words);
    let end = suffix.map_or(words.len(), |suffix| suffix.start());
    let bare = &words[..end];
    let ends_so =
        |ending: &String| bare.ends_with(ending.as_str()) || words.ends_with(ending.as_str());
    genre.words(Rule::TitleOverLines).iter().any(ends_so)
        || genre.pattern(Pattern::NationalLaw).is_match(bare)
}

/// 报　告 alone on its line: the end of a title whose words stand above.
fn is_last_word(words: &str) -> bool {
    const MAX_LENGTH: usize = 4;
    without_blanks(words).chars().nth(MAX_LENGTH).is_none()
}

/// The first of at most two short lines above `last` that the words of a title can be.
fn first_line_above(head: &[&str], last: usize, genre: &Genre) -> usize {
    let can_belong = |words: &&str| {
        let plain = !words.contains(['。', '：', ':', '〕', '>']);
        plain
            && words.chars().nth(MAX_TITLE / 2).is_none()
            && !genre.pattern(Pattern::NotATitle).is_match(words)
    };
    let above = head[..last]
        .iter()
        .rev()
        .take(2)
        .take_while(|words| can_belong(words));
    last - above.count()
}

/// Where a whole report stands on one line, what stands before the first blank, if that is a title.
fn leading_words<'l>(line: &'l str, genre: &Genre) -> &'l str {
    let leading = first_characters(line, MAX_TITLE).split(is_blank).next();
    match leading {
        Some(leading)
            if line.chars().nth(MAX_TITLE).is_some() && ends_like_title(leading, genre) =>
        {
            leading
        }
        _ => line,
    }
}

/// A line such as 广元市昭化区人民政府, 关于 or 2020年度 that a title is spread over.
fn belongs_to_title(line: &str, genre: &Genre) -> bool {
    let words = without_blanks(line);
    let government = government_at(&words, genre).is_some_and(|name| {
        let rest = &words[name.len()..];
        name.ends_with("政府") && (rest.is_empty() || rest == "关于" || rest.starts_with("关于2"))
    });
    let year = genre
        .pattern(Pattern::Year)
        .find(&words)
        .is_some_and(|found| {
            found.start() == 0 && words[found.end()..].trim_start_matches('度').is_empty()
        });
    let begins = words.starts_with("关于")
        && words.chars().nth(30).is_none()
        && !words.contains(['。', '，', ',']);
    government || year || begins
}
