//! The title of a report: the first line above the text that ends like a title, with the lines it is spread over.

use super::date::{ends_in_date, split_year};
use super::genre::{Genre, List, Pattern, ends_with_any, starts_with_any};
use super::heading::{MAX_TITLE, first_characters};
use super::issuer::{office_at, office_of_line};
use super::line::{is_blank, without_blanks};
use super::marker::{is_numeral, section_marker};
use super::rule::Rule;

/// A title without the date and the speaker that a page may add after it, and without a footnote mark.
pub(super) fn without_delivery(title: &str, genre: &Genre) -> String {
    let delivered = genre.pattern(Pattern::Delivered);
    let title = delivered.replace(title, "");
    genre
        .pattern(Pattern::TitleMark)
        .replace(&title, "")
        .into_owned()
}

/// Words of titles and the series of reports that each indicates; 依法行政 was the name of 法治政府建设 until 2015. They group
/// the findings of `study` and change nothing in an index, so the exact stamp does not cover them.
const SERIES: [(&str, &str); 7] = [
    ("统计公报", "统计公报"),
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

/// The title that a text prints above its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PrintedTitle {
    /// Without line breaks and blanks.
    pub text: String,
    /// The number of lines down to its last.
    pub end: usize,
    /// The offices that it begins with, a line each.
    pub offices: Vec<String>,
}

/// The title that an announcement above the text gives.
fn announced(head: &[&str], genre: &Genre) -> Option<PrintedTitle> {
    const BEGINNING: usize = 4;
    const MAX_ANNOUNCED: usize = 3 * MAX_TITLE;
    let is_announcement = |line: &&str| {
        let line = without_blanks(line);
        before_announcement(&line, genre)
            .is_some_and(|before| before.is_empty() || office_of_line(before, genre).is_some())
    };
    let announcement = head.iter().take(BEGINNING).position(is_announcement)?;
    let below = head.get(announcement + 1..)?.iter().take(BEGINNING);
    let mut titles = below.filter_map(|line| line.strip_prefix('《')?.split_once("》已"));
    let (title, _) = titles.next()?;
    let is_title = title.chars().nth(MAX_ANNOUNCED).is_none() && !title.contains('。');
    is_title.then(|| PrintedTitle {
        text: without_blanks(title),
        end: announcement + 1,
        offices: Vec::new(),
    })
}

/// What is before the word of an announcement that a line ends in, also with its number: 宁浦市人民政府 in
/// 宁浦市人民政府令第62号.
pub(super) fn before_announcement<'l>(line: &'l str, genre: &Genre) -> Option<&'l str> {
    let number = line.rfind('第').filter(|at| {
        let number = genre.pattern(Pattern::NumberOfOrder);
        number.is_match(&line[*at..])
    });
    let line = &line[..number.unwrap_or(line.len())];
    let mut words = genre.words(Rule::AnnouncedTitle).iter();
    words.find_map(|word| line.strip_suffix(word.as_str()))
}

/// The title in the first lines of a text.
pub(super) fn title_of(head: &[&str], genre: &Genre) -> Option<PrintedTitle> {
    if let Some(announced) = announced(head, genre) {
        return Some(announced);
    }
    if let [label, below @ ..] = head
        && !below.is_empty()
        && is_label_of_annex(label, genre)
    {
        let mut title = title_of(below, genre)?;
        title.end += 1;
        return Some(title);
    }
    let Some(mut last) = line_of_title(head, genre) else {
        let first = leading_words(head.first()?, genre);
        let can_be_title = first.chars().nth(MAX_TITLE).is_none()
            && !first.contains(['。', '|'])
            && !genre.pattern(Pattern::NotATitle).is_match(first)
            && section_marker(first).is_none()
            && !is_document_number(first, genre);
        return can_be_title.then(|| PrintedTitle {
            text: without_blanks(first),
            end: 1,
            offices: Vec::new(),
        });
    };
    let first = first_line_of_title(head, last, genre);
    let first = if is_last_word(head[last]) {
        first_line_above(head, first, genre)
    } else {
        first
    };
    last += lines_after(&head[last + 1..], genre);
    let lines = head[first..=last].iter().map(|line| without_blanks(line));
    let offices = head[first..last]
        .iter()
        .map_while(|line| office_of_line(line, genre));
    Some(PrintedTitle {
        text: lines.collect(),
        end: last + 1,
        offices: offices.collect(),
    })
}

/// How many lines after one that ends like a title belong to it: 和2005年财政预算（草案） / 的报告, or the years of a plan.
fn lines_after(below: &[&str], genre: &Genre) -> usize {
    let is_of_years = |line: &&str| {
        let line = without_blanks(line);
        genre.pattern(Pattern::LineOfYears).is_match(&line)
    };
    let Some(next) = below.first() else { return 0 };
    if is_of_years(next) {
        return 1;
    }
    if !starts_with_any(next, genre.list(List::Conjunctions)) {
        return 0;
    }
    if reads_like_title(next, genre) {
        return 1;
    }
    let is_end = |line: &&str| is_last_word(line) && reads_like_title(line, genre);
    let can_go_on = can_belong_to_title(next, genre) && below.get(1).is_some_and(is_end);
    if can_go_on { 2 } else { 0 }
}

/// Whether a line is 附件 or 附件2 alone.
fn is_label_of_annex(line: &str, genre: &Genre) -> bool {
    let line = without_blanks(line);
    let mut names = genre.list(List::AnnexNames).iter();
    let after = names.find_map(|name| line.strip_prefix(name.as_str()));
    after.is_some_and(|after| {
        let number = after.trim_end_matches(['：', ':']);
        number.chars().all(|c| c.is_ascii_digit() || is_numeral(c))
    })
}

/// Whether a line is a document number alone.
fn is_document_number(line: &str, genre: &Genre) -> bool {
    let found = genre.pattern(Pattern::DocumentNumber).find(line);
    found.is_some_and(|found| found.as_str().trim().len() == line.trim().len())
}

/// The first line of the title that ends in line `last`: the lines above it that begin a title, also where lines of the
/// title are between (国务院关于在市场监管领域全面推行 / 部门联合…).
fn first_line_of_title(head: &[&str], last: usize, genre: &Genre) -> usize {
    const MAX_LINES: usize = 4;
    let with_beginnings = |at: usize| {
        let first = head[..at]
            .iter()
            .rposition(|line| !belongs_to_title(line, genre))
            .map_or(0, |before| before + 1);
        // The line below a label is its value.
        let is_value = first > 0 && head[first - 1].ends_with(['：', ':']);
        if is_value { at } else { first }
    };
    let mut first = with_beginnings(last);
    // The name of an office may be cut: 松泽区人民政府柳渡街道 / 办事处2020年….
    let cuts_office = |above: &str, line: &str| {
        let (above, line) = (without_blanks(above), without_blanks(line));
        let is_begun = office_at(&line, genre).is_none() && !line.starts_with("关于");
        let joined = format!("{above}{line}");
        let office = office_at(&joined, genre).map_or(0, str::len);
        is_begun && office > above.len()
    };
    if first > 0
        && can_belong_to_title(head[first - 1], genre)
        && cuts_office(head[first - 1], head[first])
    {
        first -= 1;
    }
    let names_subject = |line: &str| line.contains("关于") || line.contains("關於");
    if names_subject(head[first]) {
        return first;
    }
    let begins = |line: &str| {
        let line = without_blanks(line);
        let is_cut =
            !begins_title(&without_blanks(head[first]), genre) && begins_title(&line, genre);
        is_cut || ends_with_any(&line, genre.list(List::Conjunctions))
    };
    let above = head[..first].iter().rev().take(MAX_LINES - 1);
    let mut above = above.take_while(|line| can_belong_to_title(line, genre));
    let goes_on = above
        .position(|line| !ends_like_title(line, genre) && (names_subject(line) || begins(line)));
    let first = goes_on.map_or(first, |lines| with_beginnings(first - lines - 1));
    // The places of the title may be on a line above it.
    let is_of_places = |line: &str| {
        genre
            .pattern(Pattern::LineOfPlaces)
            .is_match(&without_blanks(line))
    };
    let names_place = names_place(&without_blanks(head[first]), genre);
    first - usize::from(first > 0 && !names_place && is_of_places(head[first - 1]))
}

/// Whether a line names a place: it begins with a year and an office or a place, or with an office, or has a year.
fn names_place(line: &str, genre: &Genre) -> bool {
    match split_year(line, genre) {
        Some((rest, _)) => {
            office_at(rest, genre).is_some() || genre.pattern(Pattern::Place).is_match(rest)
        }
        None => begins_title(line, genre),
    }
}

/// Whether a line begins with an office or names a year.
fn begins_title(line: &str, genre: &Genre) -> bool {
    let year = genre.pattern(Pattern::Year).find(line);
    office_at(line, genre).is_some() || year.is_some()
}

/// The first line before the text that reads like a title and names a year or an office, else the first that reads like a
/// title. Pages have headings of their own above (统计公报, 发展规划).
fn line_of_title(head: &[&str], genre: &Genre) -> Option<usize> {
    let notes = genre.list(List::NotesAbove);
    let is_text = |line: &&str| {
        let is_prose = line.contains('。') && line.chars().nth(MAX_TITLE).is_some();
        let is_note = starts_with_any(line, notes);
        (is_prose && !is_note) || section_marker(line).is_some() || line.starts_with("各位")
    };
    let above = head.iter().position(is_text).unwrap_or(head.len());
    let names_something = |line: &str| {
        genre.pattern(Pattern::Year).is_match(line)
            || office_at(&without_blanks(line), genre).is_some()
    };
    let titles = || (0..above).filter(|&at| reads_like_title(head[at], genre));
    titles()
        .find(|&at| names_something(head[at]))
        .or_else(|| titles().next())
}

/// Whether a line is short and ends like a title. A long one must begin like a title too: 国务院关于….
pub(super) fn reads_like_title(line: &str, genre: &Genre) -> bool {
    const MAX_LONG: usize = 2 * MAX_TITLE;
    let is_plain = line.chars().nth(MAX_TITLE).is_none()
        && !line.contains(['。', '：', ':', '，', '>', '»', '|'])
        && !line.starts_with("首页");
    let is_long_title = || {
        let after = office_at(line, genre).map(|office| &line[office.len()..]);
        line.chars().nth(MAX_LONG).is_none()
            && !line.contains(['。', '|'])
            && after.is_some_and(|after| after.starts_with("关于"))
    };
    can_end_title(line, genre)
        && section_marker(line).is_none()
        && ends_like_title(&without_blanks(line), genre)
        && (is_plain || is_long_title())
}

/// Whether the last character of a line is that of a title: most lines end in another.
fn can_end_title(line: &str, genre: &Genre) -> bool {
    let last = line.trim_end_matches(is_blank).chars().next_back();
    last.is_some_and(|last| {
        let words = genre.words(Rule::TitleOverLines);
        matches!(last, '函' | '）' | '》' | '法') || words.iter().any(|word| word.ends_with(last))
    })
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
    let above = head[..last].iter().rev().take(2);
    last - above
        .take_while(|line| can_belong_to_title(line, genre))
        .count()
}

/// Whether a line is short and plain enough for a line of a title.
fn can_belong_to_title(line: &str, genre: &Genre) -> bool {
    let is_plain = !line.contains(['。', '：', ':', '〕', '>']);
    is_plain
        && !ends_in_date(line, genre)
        && line.chars().nth(MAX_TITLE / 2).is_none()
        && !genre.pattern(Pattern::NotATitle).is_match(line)
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
    let bare = without_blanks(line);
    let is_office = || {
        let name = bare.trim_end_matches("关于");
        office_of_line(name, genre).is_some()
            || office_at(&bare, genre).is_some_and(|name| {
                name.ends_with("政府") && bare[name.len()..].starts_with("关于2")
            })
    };
    let is_year = split_year(&bare, genre)
        .is_some_and(|(after, _)| after.trim_start_matches('度').is_empty());
    let begins = (bare.starts_with("关于") || bare.starts_with("關於"))
        && bare.chars().nth(MAX_TITLE / 2).is_none()
        && !bare.contains(['。', '，', ',']);
    is_year || begins || is_office()
}
