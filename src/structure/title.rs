//! The title of a report: the first line above the text that ends like a title, with the lines it is spread over.

use super::genre::{Genre, List, Pattern, starts_with_any};
use super::heading::{MAX_TITLE, first_characters};
use super::issuer::government_at;
use super::line::{is_blank, without_blanks};
use super::marker::section_marker;
use super::rule::Rule;

/// A title without the date and the speaker that a page may add after it.
pub(super) fn without_delivery(title: &str, genre: &Genre) -> String {
    let delivered = genre.pattern(Pattern::Delivered);
    delivered.replace(title, "").into_owned()
}

/// Words of titles and the series of reports that each indicates; 依法行政 was the name of 法治政府建设 until 2015. They group
/// the findings of `study` and change nothing in an index, so the exact stamp does not cover them.
const SERIES: [(&str, &str); 6] = [
    ("法治政府", "法治政府建设"),
    ("依法行政", "法治政府建设"),
    ("政府工作报告", "政府工作"),
    ("政府信息公开", "政府信息公开"),
    ("预算", "预算"),
    ("国民经济和社会发展", "国民经济和社会发展"),
];

/// The series that a report belongs to by its title.
pub(crate) fn series_of(title: &str) -> Option<&'static str> {
    SERIES
        .iter()
        .find(|(word, _)| title.contains(word))
        .map(|(_, series)| *series)
}

/// The title that an announcement above the text gives.
fn announced(head: &[&str], genre: &Genre) -> Option<String> {
    const BEGINNING: usize = 4;
    const MAX_ANNOUNCED: usize = 3 * MAX_TITLE;
    let is_announcement = |line: &&str| {
        genre
            .words(Rule::AnnouncedTitle)
            .contains(&without_blanks(line))
    };
    let announcement = head.iter().take(BEGINNING).position(is_announcement)?;
    let below = head.get(announcement + 1..)?.iter().take(BEGINNING);
    let mut titles = below.filter_map(|line| line.strip_prefix('《')?.split_once("》已"));
    let (title, _) = titles.next()?;
    let is_title = title.chars().nth(MAX_ANNOUNCED).is_none() && !title.contains('。');
    is_title.then(|| without_blanks(title))
}

/// The title in the first lines of a text, without line breaks and blanks.
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
    let lines = head[first..=last].iter().map(|line| without_blanks(line));
    Some(lines.collect())
}

/// The first line before the text that reads like a title and names a year or a government, else the first that reads
/// like a title. Pages have headings of their own above (统计公报, 发展规划).
fn line_of_title(head: &[&str], genre: &Genre) -> Option<usize> {
    let is_text = |line: &&str| {
        let is_prose = line.contains('。') && line.chars().nth(MAX_TITLE).is_some();
        is_prose || section_marker(line).is_some() || line.starts_with("各位")
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

/// Whether a line is short and ends like a title.
pub(super) fn reads_like_title(line: &str, genre: &Genre) -> bool {
    let is_plain = line.chars().nth(MAX_TITLE).is_none()
        && !line.contains(['。', '：', ':', '，', '>', '»', '|'])
        && !line.starts_with("首页");
    is_plain && section_marker(line).is_none() && ends_like_title(&without_blanks(line), genre)
}

fn ends_like_title(line: &str, genre: &Genre) -> bool {
    let suffix = genre.pattern(Pattern::TitleSuffix).find(line);
    let end = suffix.map_or(line.len(), |suffix| suffix.start());
    let bare = &line[..end];
    let ends_so =
        |ending: &String| bare.ends_with(ending.as_str()) || line.ends_with(ending.as_str());
    genre.words(Rule::TitleOverLines).iter().any(ends_so)
        || genre.pattern(Pattern::NationalLaw).is_match(bare)
}

/// Whether a line is only the last word of a title (报　告), whose other words are above.
fn is_last_word(line: &str) -> bool {
    const MAX_LENGTH: usize = 4;
    without_blanks(line).chars().nth(MAX_LENGTH).is_none()
}

/// The first of at most two short lines above `last` that can belong to a title.
fn first_line_above(head: &[&str], last: usize, genre: &Genre) -> usize {
    let can_belong = |line: &&str| {
        let is_plain = !line.contains(['。', '：', ':', '〕', '>']);
        is_plain
            && line.chars().nth(MAX_TITLE / 2).is_none()
            && !genre.pattern(Pattern::NotATitle).is_match(line)
    };
    let above = head[..last]
        .iter()
        .rev()
        .take(2)
        .take_while(|line| can_belong(line));
    last - above.count()
}

/// The text before the first blank, if the whole report is on one line and that text is a title; else the line.
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

/// Whether a line is a beginning of a title: 广元市昭化区人民政府, 关于 or 2020年度.
fn belongs_to_title(line: &str, genre: &Genre) -> bool {
    let line = without_blanks(line);
    let government = government_at(&line, genre).is_some_and(|name| {
        let rest = &line[name.len()..];
        name.ends_with("政府") && (rest.is_empty() || rest == "关于" || rest.starts_with("关于2"))
    });
    let year = genre
        .pattern(Pattern::Year)
        .find(&line)
        .is_some_and(|found| {
            found.start() == 0 && line[found.end()..].trim_start_matches('度').is_empty()
        });
    let begins = line.starts_with("关于")
        && line.chars().nth(MAX_TITLE / 2).is_none()
        && !line.contains(['。', '，', ',']);
    government || year || begins
}
